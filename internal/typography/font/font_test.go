package font

import (
	"bytes"
	"io/fs"
	"slices"
	"strings"
	"testing"

	gotext "github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"

	"lanyard/fonts"
	"lanyard/internal/base/geom"
)

func embeddedFile(t testing.TB, path string) []byte {
	t.Helper()
	data, err := fs.ReadFile(fonts.FS, path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func embeddedFont(t testing.TB, path string) *Font {
	t.Helper()
	f, err := readFile(fonts.FS, path)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// tablesOf returns copies of the tables of a font file.
func tablesOf(t testing.TB, data []byte) map[string][]byte {
	t.Helper()
	f, err := directory(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	tables := map[string][]byte{}
	for tag := range f.tables {
		if tables[tag], err = f.table(tag); err != nil {
			t.Fatal(err)
		}
	}
	return tables
}

// TestEmbedded checks every glyph of the embedded fonts, because the library reads them without checking.
// With -short it checks every eighth font.
func TestEmbedded(t *testing.T) {
	files, err := fs.Glob(fonts.FS, "*/*.ttf")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for i, path := range files {
		if testing.Short() && i%8 != 0 {
			continue
		}
		f, err := Parse(path, embeddedFile(t, path))
		if err != nil {
			t.Error(err)
			continue
		}
		m := f.Metrics()
		if m.Ascent <= 0 || m.Descent <= 0 || m.Ascent+m.Descent > 4*f.UnitsPerEm() || m.Italic || m.Box.Empty() {
			t.Errorf("%s: metrics %+v for %d units per em", path, m, f.UnitsPerEm())
		}
		mislabelled := path == "NotoSerifMyanmar/NotoSerifMyanmar-Bold.ttf" // bold, but states 400
		if bold := strings.HasSuffix(path, "-Bold.ttf"); bold != (m.Weight == 700) && !mislabelled {
			t.Errorf("%s: weight %d", path, m.Weight)
		}
		if shapesByOutline(f.shaping) && f.shaping.GPOS.Lookups != nil {
			t.Errorf("%s: shaping needs the outlines of this font", path)
		}
	}
}

// TestInk compares the measured ink of every glyph with the box stated by the font. In these fonts the two agree,
// except for curves without points at their extremes, where the stated box is slightly larger.
func TestInk(t *testing.T) {
	const slack = 12 // of 1,000 or 2,048 units
	for _, path := range []string{"NotoSans/NotoSans-Regular.ttf", "NotoNaskhArabic/NotoNaskhArabic-Bold.ttf",
		"Vazirmatn/Vazirmatn-Regular.ttf", "NotoSansThai/NotoSansThai-Bold.ttf"} {
		f := embeddedFont(t, path)
		inked := 0
		for gid := range f.NumGlyphs() {
			ink, data := f.Ink(uint16(gid)), f.appendData(nil, uint16(gid))
			if len(data) == 0 {
				if !ink.Empty() {
					t.Fatalf("%s: glyph %d has no outline and ink %+v", path, gid, ink)
				}
				continue
			}
			inked++
			stated := func(i int) int32 { return int32(int16(big.Uint16(data[i:]))) }
			shift := int32(f.bearing(uint16(gid))) - stated(2)
			for i, d := range []int32{ink.XMin - stated(2) - shift, ink.YMin - stated(4), stated(6) + shift - ink.XMax,
				stated(8) - ink.YMax} {
				if d < -1 || d > slack {
					t.Errorf("%s: glyph %d: side %d of ink %+v is off by %d", path, gid, i, ink, d)
				}
			}
		}
		if inked == 0 {
			t.Errorf("%s: no glyph has ink", path)
		}
	}
}

func TestOutline(t *testing.T) {
	f := embeddedFont(t, "NotoSans/NotoSans-Regular.ttf")
	gid, _ := f.NominalGlyph('l') // a plain bar
	size := geom.Length(f.UnitsPerEm())
	ink := f.Ink(gid)
	want := geom.Rect{X: geom.Length(ink.XMin), Y: geom.Length(-ink.YMax), W: geom.Length(ink.XMax - ink.XMin),
		H: geom.Length(ink.YMax - ink.YMin)}
	path := f.Outline(gid, size)
	if got := path.Bounds(); got != want || len(path) != 5 || path[0].Verb != geom.MoveTo ||
		path[4].Verb != geom.Close {
		t.Errorf("outline of l at 1 EMU a unit: %+v, want the box %+v", path, want)
	}
	if double := f.Outline(gid, 2*size).Bounds(); double.W != 2*want.W || double.Y != 2*want.Y {
		t.Errorf("at twice the size: %+v", double)
	}
	// é has two components.
	e, _ := f.NominalGlyph('e')
	acute, _ := f.NominalGlyph('é')
	if a, b := f.Ink(e), f.Ink(acute); b.YMax <= a.YMax || b.YMin != a.YMin {
		t.Errorf("ink of e %+v, of é %+v", a, b)
	}
	space, _ := f.NominalGlyph(' ')
	for _, gid := range []uint16{space, uint16(f.NumGlyphs()), 0xFFFF} {
		if f.Outline(gid, size) != nil || !f.Ink(gid).Empty() {
			t.Errorf("glyph %d has an outline", gid)
		}
	}
	if f.Advance(space) <= 0 || f.Advance(0xFFFF) != 0 {
		t.Errorf("advances %d and %d", f.Advance(space), f.Advance(0xFFFF))
	}
}

func TestScale(t *testing.T) {
	f := &Font{units: 1000}
	for _, tt := range []struct {
		units int64
		size  geom.Length
		want  geom.Length
	}{{1000, geom.Pt(12), geom.Pt(12)}, {500, 1, 1}, {499, 1, 0}, {-500, 1, -1}, {-1500, geom.Pt(10), -geom.Pt(15)},
		{0, geom.Inch, 0}} {
		if got := f.Scale(tt.units, tt.size); got != tt.want {
			t.Errorf("%d units at %d: %d, want %d", tt.units, tt.size, got, tt.want)
		}
	}
}

// TestShapingWithoutOutlines checks that text is shaped the same with and without the outlines that shaping skips.
func TestShapingWithoutOutlines(t *testing.T) {
	for _, tt := range []struct{ path, lang, script, text string }{
		{"NotoSans/NotoSans-Regular.ttf", "vi", "Latn", "Nguye\u0302\u0303n x\u0323\u0301 Ọlọ́run"},
		{"NotoNaskhArabic/NotoNaskhArabic-Regular.ttf", "ar", "Arab", "عَبْدُ اللَّطِيفِ"},
		{"Vazirmatn/Vazirmatn-Bold.ttf", "fa", "Arab", "پورِکاوه علی‌رضا"},
		{"NotoSansHebrew/NotoSansHebrew-Regular.ttf", "he", "Hebr", "יִצְחָק"},
		{"NotoSansThai/NotoSansThai-Regular.ttf", "th", "Thai", "น้ำทิพย์ ปิ่นแก้ว"},
		{"NotoSansDevanagari/NotoSansDevanagari-Regular.ttf", "hi", "Deva", "क्षितिज कृष्णमूर्ति"},
		{"NotoSerifTibetan/NotoSerifTibetan-Regular.ttf", "bo", "Tibt", "བསྟན་འཛིན"},
		{"NotoSansJP/NotoSansJP-Regular.ttf", "ja", "Hira", "か\u309aがくe\u0301"},
		{"NotoSansTagbanwa/NotoSansTagbanwa-Regular.ttf", "", "Tagb", "ᝦᝲ"},
	} {
		data := embeddedFile(t, tt.path)
		lean, err := readFile(fonts.FS, tt.path)
		if err != nil {
			t.Fatal(err)
		}
		loader, err := opentype.NewLoader(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		whole, err := gotext.NewFont(loader)
		if err != nil {
			t.Fatal(err)
		}
		shape := func(f *gotext.Font) *harfbuzz.Buffer {
			b := harfbuzz.NewBuffer()
			b.AddRunes([]rune(tt.text), 0, -1)
			b.Props.Script, b.Props.Language = language.Script(ScriptOf(tt.script)), language.NewLanguage(tt.lang)
			b.GuessSegmentProperties()
			b.Shape(harfbuzz.NewFont(gotext.NewFace(f)), nil)
			return b
		}
		a, b := shape(lean.GoText()), shape(whole)
		if len(a.Info) == 0 || !slices.Equal(a.Info, b.Info) || !slices.Equal(a.Pos, b.Pos) {
			t.Errorf("%s: %q is shaped %v %v, with outlines %v %v", tt.path, tt.text, a.Info, a.Pos, b.Info, b.Pos)
		}
	}
}

// TestParseBroken damages a good font in one place at a time.
func TestParseBroken(t *testing.T) {
	good := embeddedFile(t, "NotoSansTagbanwa/NotoSansTagbanwa-Regular.ttf")
	edit := func(change func(t map[string][]byte)) []byte {
		tables := tablesOf(t, good)
		change(tables)
		var list []table
		for tag, data := range tables {
			list = append(list, table{tag, data})
		}
		return assemble(list)
	}
	set := func(tag string, at int, v uint16) []byte {
		return edit(func(t map[string][]byte) { big.PutUint16(t[tag][at:], v) })
	}
	drop := func(tag string) []byte { return edit(func(t map[string][]byte) { delete(t, tag) }) }
	cut := func(tag string, size int) []byte {
		return edit(func(t map[string][]byte) { t[tag] = t[tag][:size] })
	}
	start := func(s string) []byte { return append([]byte(s), good[4:]...) }
	for _, tt := range []struct {
		what string
		data []byte
		want string
	}{
		{"nothing", nil, "too short"},
		{"text", []byte("this is not a font file"), `it begins with "this"`},
		{"CFF", start("OTTO"), "PostScript outlines"},
		{"collection", start("ttcf"), "collection"},
		{"web font", start("wOF2"), "web font"},
		{"half a file", good[:len(good)/2], "lies outside the file"},
		{"directory cut off", good[:30], "directory is truncated"},
		{"no glyf", drop("glyf"), "no TrueType outlines"},
		{"no loca", drop("loca"), `"loca" is missing`},
		{"no cmap", drop("cmap"), "cmap"},
		{"no maxp", drop("maxp"), `"maxp" is missing`},
		{"short hhea", cut("hhea", 20), "fewer than 36"},
		{"short loca", cut("loca", 4), `"loca" has 4 bytes`},
		{"short glyf", cut("glyf", 100), "outside table"},
		{"no units", set("head", 18, 0), "units per em"},
		{"no glyphs", set("maxp", 4, 0), "no glyphs"},
		{"more advances than glyphs", set("hhea", 34, 5000), "5000 advances"},
		{"offsets back and forth", set("loca", 4, 0xFFFF), "outside table"},
		{"embedding forbidden", set("OS/2", 8, 2), "forbids embedding"},
		{"layout table that go-text panics on", edit(func(t map[string][]byte) {
			t["GDEF"] = []byte{0, 1, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0, 0}
		}), "layout tables are broken"},
		{"contours out of order", set("glyf", 10, 0x7FFF), "glyph 0:"},
	} {
		_, err := Parse("brand.ttf", tt.data)
		if err == nil || !strings.Contains(err.Error(), tt.want) ||
			!strings.HasPrefix(err.Error(), `reading font "brand.ttf": `) {
			t.Errorf("%s: %v, want %q", tt.what, err, tt.want)
		}
	}
	if _, err := Parse("good", edit(func(map[string][]byte) {})); err != nil {
		t.Errorf("unchanged: %v", err)
	}
	if f, err := Parse("brand", drop("name")); err != nil || f.Name() != "brand" {
		t.Errorf("a font without names: %v", err)
	}
}

// TestCompositeLimits reads fonts whose composite glyphs never end.
func TestCompositeLimits(t *testing.T) {
	// glyph 1 of three has the given components.
	build := func(components ...byte) []byte {
		square := []byte{0, 1, 0, 0, 0, 0, 0, 9, 0, 9, 0, 3, 0, 0, 0x31, 0x33, 0x35, 0x23, 9, 9, 9, 9}
		glyf := append(slices.Clone(square), append([]byte{0xFF, 0xFF, 0, 0, 0, 0, 0, 9, 0, 9}, components...)...)
		for len(glyf)%2 != 0 {
			glyf = append(glyf, 0)
		}
		base := tablesOf(t, embeddedFile(t, "NotoSansTagbanwa/NotoSansTagbanwa-Regular.ttf"))
		head, hhea, maxp := base["head"], base["hhea"], base["maxp"]
		big.PutUint16(head[50:], 0)
		big.PutUint16(hhea[34:], 2)
		big.PutUint16(maxp[4:], 2)
		loca, _ := appendOffsets(nil, []uint32{0, uint32(len(square)), uint32(len(glyf))})
		return assemble([]table{{"cmap", base["cmap"]}, {"glyf", glyf}, {"head", head}, {"hhea", hhea},
			{"hmtx", make([]byte, 8)}, {"loca", loca}, {"maxp", maxp}})
	}
	for _, tt := range []struct {
		what       string
		components []byte
		want       string
	}{
		{"made of itself", []byte{0, 2, 0, 1, 0, 0}, "nested more than"},
		{"made of a glyph that is not there", []byte{0, 2, 0, 9, 0, 0}, "no glyph 9"},
		{"cut off", []byte{0, 2, 0}, "truncated"},
		{"hangs on nothing", []byte{0, 0, 0, 0, 7, 7}, "anchored to a missing point"},
		{"too many", bytes.Repeat([]byte{0, 0x22, 0, 0, 0, 0}, maxComponents+1), "more than 1024 components"},
	} {
		if _, err := Parse("loop", build(tt.components...)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", tt.what, err, tt.want)
		}
	}
	// Two squares of nine units, the second half as large, with its corner 0 on corner 2 of the first.
	f, err := Parse("anchored", build(0, 0x22, 0, 0, 0, 0, 0, 0x08, 0, 0, 2, 0, 0x20, 0))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := f.Ink(1), (InkBox{0, 0, 14, 14}); got != want {
		t.Errorf("anchored component: ink %+v, want %+v", got, want)
	}
}
