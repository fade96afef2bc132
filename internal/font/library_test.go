package font_test

import (
	"testing"

	"lanyard/fonts"
	"lanyard/internal/font"
)

func TestSmoke(t *testing.T) {
	l := font.NewLibrary(fonts.FS)
	for _, n := range []struct{ lang, script, name string }{
		{"en", "Latn", "Ștefan"}, {"fa", "Arab", "محمدرضا"}, {"ja", "Hani", "髙橋"}, {"zh", "Hani", "𠮷田"}, {"ps", "Arab", "ټډړږښګڼېۍ"},
	} {
		f, ok := l.FindWhole(font.Style{Bold: true}, n.lang, font.ScriptOf(n.script), []rune(n.name))
		if !ok {
			t.Error(n)
			continue
		}
		t.Log(n.name, f.Name(), f.Metrics())
		s, err := f.Subset([]uint16{5, 20, 700})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := font.Parse("x", s.Data); err != nil {
			t.Log(err)
		}
	}
}
