package pdf

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
	"lanyard/internal/typography/font"
)

// shownBy returns the operators of a run at 10 pt, from BT to ET.
func shownBy(t *testing.T, it *page.Glyphs) string {
	t.Helper()
	it.Size = 10 * geom.Point
	c := contents(t, write(t, meta, sized(it)))[0]
	_, c, _ = strings.Cut(c, "BT\n")
	c, _, _ = strings.Cut(c, "ET")
	return c
}

func TestGlyphs(t *testing.T) {
	sans := face(t, "NotoSans/NotoSans-Regular.ttf") // 1,000 units an em
	made := func(change func(r *font.Run)) *page.Glyphs {
		r := run(t, sans, "ana", 0)
		change(r)
		return &page.Glyphs{Run: r}
	}
	tracked := made(func(*font.Run) {})
	tracked.Tracking = geom.Point // 100 thousandths of an em at 10 pt
	for name, c := range map[string]struct {
		it   *page.Glyphs
		want string
	}{
		"plain":    {made(func(*font.Run) {}), "/T0 10 Tf\n0 184.252 Td\n[<004400510044>]TJ\n"},
		"kerned":   {made(func(r *font.Run) { r.Glyphs[0].Advance -= 25 }), "[<0044>25<00510044>]TJ\n"},
		"moved":    {made(func(r *font.Run) { r.Glyphs[1].X = 40 }), "[<0044>-40<0051>40<0044>]TJ\n"},
		"raised":   {made(func(r *font.Run) { r.Glyphs[1].Y = 366 }), "[<0044>]TJ\n3.66 Ts\n[<0051>]TJ\n0 Ts\n[<0044>]TJ\n"},
		"left up":  {made(func(r *font.Run) { r.Glyphs[2].Y = -100 }), "[<00440051>]TJ\n-1 Ts\n[<0044>]TJ\n0 Ts\n"},
		"tracked":  {tracked, "[<0044>-100<0051>-100<0044>]TJ\n"},
		"slack":    {made(func(r *font.Run) { r.Glyphs[0].Advance++; r.Glyphs[1].Advance++ }), "[<00440051>-2<0044>]TJ\n"},
		"cluster":  {made(func(r *font.Run) { r.Glyphs[0].To, r.Glyphs[1].From = 2, 0; r.Glyphs[1].To = 2 }), "[<004400510044>]TJ\n"},
		"reversed": {made(func(r *font.Run) { r.Level = 1; slices.Reverse(r.Glyphs) }), "Td\n[<004400510044>]TJ\n"},
	} {
		if got := shownBy(t, c.it); !strings.Contains(got, c.want) {
			t.Errorf("%s: no %q in %q", name, c.want, got)
		}
	}
}

// TestMarkBeforeLetter checks that from right to left a mark is shown before its letter,
// as text in the opposite order is, both composed so that the pen never goes back.
func TestMarkBeforeLetter(t *testing.T) {
	sans := face(t, "NotoSans/NotoSans-Regular.ttf")
	r := run(t, sans, "na", 1)
	r.Text = "na\u0331" // the a, first in visual order, has a mark before it
	mark, ok := sans.NominalGlyph('\u0331')
	if !ok {
		t.Fatal("no mark")
	}
	r.Glyphs[0].To = int32(len(r.Text))
	r.Glyphs = slices.Insert(r.Glyphs, 0, font.Glyph{ID: mark, X: 200, From: r.Glyphs[0].From, To: r.Glyphs[0].To})
	it := &page.Glyphs{Run: r}
	got := shownBy(t, it)
	codes := regexp.MustCompile(`\[<(....)(....)0051>\]TJ`).FindStringSubmatch(got)
	if codes == nil {
		t.Fatalf("it is shown by %q", got)
	}
	a := open(t, write(t, meta, sized(it)))
	texts := a.texts(a.all("Subtype", "/Type0")[0])
	for i, want := range []string{"\u0331", "a"} {
		code, _ := cos.Unhex([]byte(codes[1+i]))
		if texts[string(code)] != want {
			t.Errorf("code %d stands for %q", i, texts[string(code)])
		}
	}
}

// TestGhosts checks that a half-space drawn as a space of no width reads back
// as what it is, and the space as a space.
func TestGhosts(t *testing.T) {
	sans := face(t, "NotoSans/NotoSans-Regular.ttf")
	for _, c := range []struct{ text, codes string }{
		{"a\u200cb c", "><200C0062>"}, // with the letter after it
		{"a c\u200c", string(append(cos.AppendHex16([]byte("<"), uint16(sans.NumGlyphs())), "><200C>"...))},
	} {
		r := run(t, sans, strings.ReplaceAll(c.text, "\u200c", " "), 0)
		r.Text = c.text
		at := int32(0)
		for i, letter := range []rune(c.text) {
			g := &r.Glyphs[i]
			g.From = at
			at += int32(utf8.RuneLen(letter))
			if g.To = at; letter == '\u200c' {
				g.Advance = 0
			}
		}
		data := write(t, meta, sized(text(r, 5, 5)))
		a := open(t, data)
		unicode := string(a.stream(a.all("Subtype", "/Type0")[0].get("ToUnicode")))
		for _, want := range []string{c.codes, "<0003><0020>"} {
			if !strings.Contains(unicode, want) {
				t.Errorf("no %s in %s", want, unicode)
			}
		}
		t.Run("pdftotext", func(t *testing.T) {
			if got := strings.TrimSpace(judged(t, data, "pdftotext", "FILE", "-")); got != r.Text {
				t.Errorf("%q reads back as %q", r.Text, got)
			}
		})
	}
}

// TestReadBack reads text of several scripts back.
func TestReadBack(t *testing.T) {
	for _, c := range []struct {
		file, text string
		level      uint8
	}{
		{"NotoSans/NotoSans-Regular.ttf", "Ștefan O'Brien Ångström Щукин Ῥήγας", 0},
		{"NotoSansHebrew/NotoSansHebrew-Regular.ttf", "יצחק", 1},
		{"NotoSansJP/NotoSansJP-Regular.ttf", "山田太郎髙橋", 0},
	} {
		t.Run(c.text, func(t *testing.T) {
			it := text(run(t, face(t, c.file), c.text, c.level), 2, 30)
			it.Size = 10 * geom.Point
			data := write(t, meta, sized(it))
			got := judged(t, data, "pdftotext", "FILE", "-")
			if got = strings.Trim(got, "\n\f\u202b\u202c"); got != c.text {
				t.Errorf("%q", got)
			}
		})
	}
}
