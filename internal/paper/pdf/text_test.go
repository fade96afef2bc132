package pdf

import (
	"slices"
	"strings"
	"testing"

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
		"spoken":   {made(func(r *font.Run) { r.Glyphs[0].To, r.Glyphs[1].From = 2, 0; r.Glyphs[1].To = 2 }), "/Span<</MCID 0/ActualText<FEFF0061006E0061>>>BDC\n[<004400510044>]TJ\nEMC\n"},
		"reversed": {made(func(r *font.Run) { r.Level = 1; slices.Reverse(r.Glyphs) }), "Td\n[<004400510044>]TJ\n"},
	} {
		if got := shownBy(t, c.it); !strings.Contains(got, c.want) {
			t.Errorf("%s: no %q in %q", name, c.want, got)
		}
	}
}

// TestMarkAfterLetter checks that from right to left a letter is shown before
// its mark, each at its own place.
func TestMarkAfterLetter(t *testing.T) {
	sans := face(t, "NotoSans/NotoSans-Regular.ttf")
	r := run(t, sans, "na", 1)
	r.Text = "na\u0301" // the a, first in visual order, has a mark before it
	mark, ok := sans.NominalGlyph('\u0301')
	if !ok {
		t.Fatal("no mark")
	}
	r.Glyphs[0].To = int32(len(r.Text))
	r.Glyphs = slices.Insert(r.Glyphs, 0, font.Glyph{ID: mark, X: 200, From: r.Glyphs[0].From, To: r.Glyphs[0].To})
	it := &page.Glyphs{Run: r}
	want := string(cos.AppendHex16([]byte("[<0044>361<"), mark)) // back by 561 - 200
	if got := shownBy(t, it); !strings.Contains(got, want) {
		t.Errorf("no %q in %q", want, got)
	}
	a := open(t, write(t, meta, sized(it)))
	texts := a.texts(a.all("Subtype", "/Type0")[0])
	letter, above := texts["\x00\x44"], texts[string([]byte{byte(mark >> 8), byte(mark)})]
	if letter != "a" || above != "\u0301" {
		t.Errorf("they stand for %q and %q", letter, above)
	}
}

// TestGhosts checks that a half-space drawn as a space of no width reads back
// as what it is, and the space as a space.
func TestGhosts(t *testing.T) {
	sans := face(t, "NotoSans/NotoSans-Regular.ttf")
	r := run(t, sans, "a b c", 0)
	r.Text = "a\u200cb c"
	r.Glyphs[1].To, r.Glyphs[1].Advance = 4, 0
	for i := 2; i < 5; i++ {
		r.Glyphs[i].From += 2
		r.Glyphs[i].To += 2
	}
	data := write(t, meta, sized(text(r, 5, 5)))
	a := open(t, data)
	unicode := string(a.stream(a.all("Subtype", "/Type0")[0].get("ToUnicode")))
	ghost := string(append(cos.AppendHex16([]byte("<"), uint16(sans.NumGlyphs())), "><200C>"...))
	for _, want := range []string{ghost, "<0003><0020>"} {
		if !strings.Contains(unicode, want) {
			t.Errorf("no %s in %s", want, unicode)
		}
	}
	t.Run("pdftotext", func(t *testing.T) {
		if got := strings.TrimSpace(judge(t, data, "pdftotext", "FILE", "-")); got != r.Text {
			t.Errorf("%q reads back as %q", r.Text, got)
		}
	})
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
			got := judge(t, data, "pdftotext", "FILE", "-")
			if got = strings.Trim(got, "\n\f\u202b\u202c"); got != c.text {
				t.Errorf("%q", got)
			}
		})
	}
}
