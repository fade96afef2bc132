package structure

import (
	"os"
	"testing"
	"unicode/utf8"

	"lanyard/internal/typography/font"
)

// sans returns Noto Sans.
func sans(t *testing.T) *font.Font {
	t.Helper()
	data, err := os.ReadFile("../../../fonts/NotoSans/NotoSans-Regular.ttf")
	if err != nil {
		t.Fatal(err)
	}
	f, err := font.Parse("NotoSans-Regular.ttf", data)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestFollows(t *testing.T) {
	sans := sans(t)
	comma, _ := sans.NominalGlyph('ș')
	if follows(&font.Run{Text: "ş", Font: sans, Glyphs: []font.Glyph{{ID: comma, To: 2}}}) {
		t.Error("a letter drawn as another follows its text")
	}
	for _, c := range []struct {
		text     string
		clusters []int // bytes of each glyph's cluster; 0: another glyph of the one before
		want     bool
	}{
		{"ana", []int{1, 1, 1}, true},
		{"fin", []int{2, 1}, true}, // a ligature
		{"é", []int{2}, true},
		{"कि", []int{6, 0}, false},
		{"क्ष", []int{9}, false}, // could be taken apart by another shaper
		{"ab", []int{1}, false},
	} {
		r := &font.Run{Text: c.text, Font: sans}
		at := int32(0)
		for _, n := range c.clusters {
			if n == 0 {
				r.Glyphs = append(r.Glyphs, r.Glyphs[len(r.Glyphs)-1])
				continue
			}
			first, _ := utf8.DecodeRuneInString(c.text[at:])
			gid, _ := sans.NominalGlyph(first)
			r.Glyphs = append(r.Glyphs, font.Glyph{ID: gid, From: at, To: at + int32(n)})
			at += int32(n)
		}
		if got := follows(r); got != c.want {
			t.Errorf("%q in %v: %t", c.text, c.clusters, got)
		}
	}
}

func TestIsLanguageTag(t *testing.T) {
	for tag, want := range map[string]bool{
		"en": true, "zh-Hant-TW": true, "es-419": true, "x": true, "": false, "-": false, "en-": false, "en_GB": false,
		"1a": false, "en-GB ": false, "abcdefghi": false, "en-abcdefghi": false, "é": false, "en)/X(": false,
	} {
		if got := IsLanguageTag(tag); got != want {
			t.Errorf("%q: %t", tag, got)
		}
	}
}
