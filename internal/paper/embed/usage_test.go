package embed

import (
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"lanyard/internal/base/cos"
	"lanyard/internal/typography/font"
)

// sans returns Noto Sans, which has 1,000 units an em.
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

// TestNoteOrder checks that what a glyph stands for does not depend on the
// order in which workers meet its texts.
func TestNoteOrder(t *testing.T) {
	texts := []string{"ffi", "b", "a", "é", "e\u0301", continuation, "\u0905", "क्ष"}
	for range 200 {
		u := NewUsage(nil)
		rand.Shuffle(len(texts), func(i, j int) { texts[i], texts[j] = texts[j], texts[i] })
		for _, s := range texts {
			u.note(7, s)
		}
		if u.text[7] != "a" {
			t.Fatalf("%q wins in the order %q", u.text[7], texts)
		}
	}
}

// TestWidths reads the widths that are written back, for random sets of codes.
func TestWidths(t *testing.T) {
	sans := sans(t)
	for range 50 {
		var codes []uint16
		for code := range uint16(300) {
			if rand.IntN(3) > 0 {
				codes = append(codes, code+1)
			}
		}
		left := 10_000
		v, err := cos.NewParser(append(appendWidths([]byte("<<"), sans, codes), ">>"...), 0, &left).Value()
		if err != nil {
			t.Fatal(err)
		}
		written := declared(t, v.(cos.Dict))
		for _, code := range codes {
			if got, want := written(code), width(sans, code); int64(got) != want {
				t.Errorf("code %d: %d, not %d", code, got, want)
			}
		}
	}
}

// declared returns the widths of the codes in a font dictionary.
func declared(t *testing.T, d cos.Dict) func(code uint16) int {
	t.Helper()
	number := func(v cos.Value) int {
		n, ok := cos.Int(v)
		if !ok {
			t.Fatalf("%v is not a whole number", v)
		}
		return n
	}
	widths := map[uint16]int{}
	list, _ := d["W"].(cos.Array)
	for i := 0; i+1 < len(list); i += 2 {
		for j, w := range list[i+1].(cos.Array) {
			widths[uint16(number(list[i])+j)] = number(w)
		}
	}
	usual := number(d["DW"])
	return func(code uint16) int {
		if w, ok := widths[code]; ok {
			return w
		}
		return usual
	}
}

// TestForbiddenText checks that no code stands for what PDF/A forbids.
func TestForbiddenText(t *testing.T) {
	u := NewUsage(sans(t))
	u.note(0x44, "\x00\uFEFF\uFFFE😀")
	if got := string(u.toUnicode([]uint16{0x44})); !strings.Contains(got, "<0044><FFFDFFFDFFFDD83DDE00>") {
		t.Error(got)
	}
	if !utf8.ValidString(ghosts) {
		t.Error("ghosts are no text")
	}
}

// TestNotePrefersNominal checks that a glyph which stands for two characters is
// read back as its own.
func TestNotePrefersNominal(t *testing.T) {
	sans := sans(t)
	own, _ := sans.NominalGlyph('ș')
	for _, texts := range [][]string{{"ş", "ș"}, {"ș", "ş"}} {
		u := NewUsage(sans)
		for _, s := range texts {
			u.note(own, s)
		}
		if u.text[own] != "ș" {
			t.Errorf("%q: %q", texts, u.text[own])
		}
	}
}
