package embed

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"lanyard/internal/base/cos"
	"lanyard/internal/typography/font"
)

// sans returns Noto Sans, which has 1,000 units per em.
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

// TestCodes checks that every meaning of a glyph has its own code, that the usual meaning has the glyph's id as its
// code, and that two chunks use the same codes for what both show.
func TestCodes(t *testing.T) {
	sans := sans(t)
	a, _ := sans.NominalGlyph('a')
	comma, _ := sans.NominalGlyph('ș')
	space, _ := sans.NominalGlyph(' ')
	all := []shown{{glyph: a, text: "a"}, {glyph: a, text: "ά"}, {glyph: a, text: "ab"}, {glyph: a, text: continuation},
		{glyph: comma, text: "ș"}, {glyph: comma, text: "ş"}, {glyph: space, text: " "}, {glyph: space, text: "\u200c"},
		{glyph: a, parts: "\x02\x00\x00\x44\x00\x00\x00\x00", text: "a"}, {glyph: a, parts: "\x02\x00\x00\x44\x00\x01\x00\x00", text: "a"}}
	first := map[shown]uint16{}
	for range 50 {
		rand.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		u, other := NewUsage(sans), NewUsage(sans)
		for i, s := range all {
			code, ok := u.code(s)
			if again, _ := u.code(s); !ok || again != code || u.codes[code] != s {
				t.Fatalf("%v has code %d, then %d, which is %v", s, code, again, u.codes[code])
			}
			if usual := s.parts == "" && u.nominal(s); usual != (code == s.glyph) {
				t.Errorf("%v has code %d", s, code)
			}
			if known, ok := first[s]; ok && known != code {
				t.Errorf("%v has code %d here and %d there", s, known, code)
			}
			first[s] = code
			if i%2 == 0 {
				other.code(s)
			}
		}
		if len(u.codes) != len(all) {
			t.Errorf("%d codes for %d meanings", len(u.codes), len(all))
		}
		if c := other.Clone(); !c.Merge(u) || len(c.codes) != len(all) || len(other.codes) == len(all) {
			t.Errorf("merged %d codes into %d: %d", len(u.codes), len(other.codes), len(c.codes))
		}
	}
}

// TestMergeRefuses checks that a code never gets a second meaning.
func TestMergeRefuses(t *testing.T) {
	sans := sans(t)
	a, _ := sans.NominalGlyph('a')
	u, v := NewUsage(sans), NewUsage(sans)
	code, _ := u.code(shown{glyph: a, text: "x"})
	v.codes[code] = shown{glyph: a, text: "y"}
	if u.Merge(v) || u.codes[code].text != "x" {
		t.Errorf("code %d means %q", code, u.codes[code].text)
	}
}

// TestCodesRunOut uses up all codes.
func TestCodesRunOut(t *testing.T) {
	sans := sans(t)
	a, _ := sans.NominalGlyph('a')
	u := NewUsage(sans)
	for i := range spare {
		if _, ok := u.code(shown{glyph: a, text: fmt.Sprint(i)}); !ok {
			t.Fatalf("the codes ran out after %d", i)
		}
	}
	if code, ok := u.code(shown{glyph: a, text: "one too many"}); ok {
		t.Errorf("one text too many got code %d", code)
	}
	if _, ok := u.code(shown{glyph: a, text: "a"}); !ok {
		t.Error("the usual text has no code")
	}
}

// TestDistribute checks which characters each glyph of a cluster gets.
func TestDistribute(t *testing.T) {
	letter, mark := font.Glyph{ID: 1, Advance: 500}, font.Glyph{ID: 2}
	for _, c := range []struct {
		text    string
		glyphs  []font.Glyph
		reverse bool
		want    []string
	}{
		{"ab", []font.Glyph{letter, mark}, false, []string{"a", "b"}},
		{"abc", []font.Glyph{letter, mark, mark}, false, []string{"a", "bc"}},
		{"abcd", []font.Glyph{letter, mark}, false, []string{"abc", "d"}},
		{"abcd", []font.Glyph{letter, letter, letter}, false, []string{"ab", "c", "d"}},
		{"abc", []font.Glyph{letter, mark, mark, letter}, false, []string{"a", "b", "c"}},
		{"abc", []font.Glyph{mark, mark, letter}, true, []string{"bc", "a"}},
		{"abcd", []font.Glyph{mark, letter}, true, []string{"d", "abc"}},
	} {
		var got []string
		for _, part := range distribute([]rune(c.text), grouped(c.glyphs), c.reverse) {
			got = append(got, string(part))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, not %q", c.text, got, c.want)
		}
	}
}

// TestWidths writes the widths of random sets of codes and reads them back.
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
		widths := make([]int64, len(codes))
		for i, code := range codes {
			widths[i] = width(sans, code)
		}
		v, err := cos.NewParser(append(appendWidths([]byte("<<"), codes, widths), ">>"...), 0, &left).Value()
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

// TestForbiddenText checks that no code is mapped to characters that PDF/A forbids.
func TestForbiddenText(t *testing.T) {
	u := NewUsage(sans(t))
	u.codes[0x44] = shown{glyph: 0x44, text: "\x00\uFEFF\uFFFE😀"}
	if got := string(u.toUnicode([]uint16{0x44})); !strings.Contains(got, "<0044><FFFDFFFDFFFDD83DDE00>") {
		t.Error(got)
	}
	if !utf8.ValidString(ghosts) {
		t.Error("ghosts is not valid UTF-8")
	}
}
