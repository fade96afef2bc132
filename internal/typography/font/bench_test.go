package font

import (
	"testing"

	"lanyard/fonts"
)

func BenchmarkParse(b *testing.B) {
	for _, path := range []string{"NotoSansThai/NotoSansThai-Regular.ttf", "NotoSans/NotoSans-Regular.ttf",
		"NotoSansSC/NotoSansSC-Regular.ttf"} {
		data := embeddedFile(b, path)
		b.Run(path, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Parse(path, data); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run("trusted/"+path, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := readFile(fonts.FS, path); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkCharacterMap(b *testing.B) {
	for b.Loop() {
		if _, err := characterMap(fonts.FS, "NotoSansSC/NotoSansSC-Regular.ttf"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSubset(b *testing.B) {
	f, err := readFile(fonts.FS, "NotoSansSC/NotoSansSC-Regular.ttf")
	if err != nil {
		b.Fatal(err)
	}
	var gids []uint16
	for i := range 60 {
		gids = append(gids, uint16(1000+i*250))
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := f.Subset(gids); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkInk(b *testing.B) {
	f, err := readFile(fonts.FS, "NotoSansSC/NotoSansSC-Regular.ttf")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		f.Ink(5000)
	}
}

func BenchmarkFind(b *testing.B) {
	l := NewLibrary(fonts.FS)
	name := []rune("محمدرضا")
	for b.Loop() {
		if _, ok := l.Find(Style{}, "fa", ScriptOf("Arab"), name); !ok {
			b.Fatal("not found")
		}
	}
}
