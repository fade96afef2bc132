package verify

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lanyard/fonts"
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/pdf"
	"lanyard/internal/trust/credential"
	"lanyard/internal/typography/font"
)

// textItem returns a text in the colour, size and place.
func textItem(f *font.Font, text string, at geom.Position, size geom.Length, colour geom.Colour) *page.Glyphs {
	run := &font.Run{Font: f, Text: text}
	for i, c := range text {
		gid, _ := f.NominalGlyph(c)
		run.Glyphs = append(run.Glyphs, font.Glyph{ID: gid, Advance: f.Advance(gid), From: int32(i), To: int32(i + len(string(c)))})
	}
	return &page.Glyphs{At: at, Run: run, Size: size, Colour: colour}
}

// forgedItem is a text whose letters are those of another one of the same length.
func forgedItem(f *font.Font, says, draws string, at geom.Position) *page.Glyphs {
	it := textItem(f, says, at, 12*geom.Point, grey(0))
	for i, g := range textItem(f, draws, at, 12*geom.Point, grey(0)).Run.Glyphs {
		it.Run.Glyphs[i].ID, it.Run.Glyphs[i].Advance = g.ID, g.Advance
	}
	return it
}

// TestAttackOtherLetters draws a name in letters of our own faces while the file says that they are another one.
func TestAttackOtherLetters(t *testing.T) {
	by, key, claim := school(t)
	token := sign(t, claim, key)
	library := font.NewLibrary(fonts.FS)
	f, _ := library.Named("NotoSans-Regular")
	strange, err := os.ReadFile(filepath.Join("..", "..", "..", "fonts", "NotoSans", "NotoSans-Regular.ttf"))
	if err != nil {
		t.Fatal(err)
	}
	strange = bytes.Replace(strange, []byte("\x00N\x00o\x00t\x00o\x00S\x00a\x00n\x00s\x00-"), []byte("\x00M\x00o\x00t\x00o\x00S\x00a\x00n\x00s\x00-"), -1)
	own, err := font.Parse("Own", strange)
	if err != nil {
		t.Fatal(err)
	}
	name, at := []rune(claim.Name), geom.Position{X: geom.MM(5), Y: geom.MM(50)}
	other := slices.Clone(name)
	other[0] = 'X'
	swapped := slices.Clone(name)
	swapped[0], swapped[1] = swapped[1], swapped[0]
	spaces := textItem(f, claim.Name+strings.Repeat(" ", 4), at, 12*geom.Point, grey(0))
	for i, c := range "junk" {
		spaces.Run.Glyphs[len(name)+i].ID, _ = f.NominalGlyph(c)
	}
	for _, c := range []struct {
		how            string
		hidden, unlike bool
		item           *page.Glyphs
	}{
		{"as made", false, false, textItem(f, claim.Name, at, 12*geom.Point, grey(0))},
		{"another letter", true, false, forgedItem(f, claim.Name, string(other), at)},
		{"two letters changed about", true, false, forgedItem(f, claim.Name, string(swapped), at)},
		{"letters that are said to be spaces", true, false, spaces},
		{"a face that nobody has", false, true, textItem(own, claim.Name, at, 12*geom.Point, grey(0))},
		{"another letter in a face that nobody has", false, true, forgedItem(own, claim.Name, string(other), at)},
	} {
		items := []page.Item{&page.Link{Box: geom.Rect{W: geom.MM(10), H: geom.MM(10)}, URL: token.URL(host)}, c.item}
		for i, s := range []string{"German course A1", "Speaker", "School", "1. Januar 1970", claim.Number.String()} {
			items = append(items, textItem(f, s, geom.Position{X: geom.MM(5), Y: geom.MM(float64(10 + 6*i))}, 12*geom.Point, grey(0)))
		}
		var b bytes.Buffer
		p := &page.Page{Size: geom.Size{W: geom.MM(100), H: geom.MM(100)}, Items: items}
		if err := pdf.Write(&b, pdf.Meta{Title: "Certificate"}, []*page.Page{p}); err != nil {
			t.Fatal(err)
		}
		r := File(t.Context(), b.Bytes(), by, day)[0]
		exit := credential.StateUnknown.ExitCode()
		if c.hidden || c.unlike {
			exit = ExitUncompared
		}
		if got := r.Hidden(); (len(got) > 0) != c.hidden || (len(r.Unlike()) > 0) != c.unlike || r.ExitCode() != exit {
			t.Errorf("%s: %q hidden, %q unlike, %q differ, exit %d, page %d", c.how, names(got), names(r.Unlike()), names(r.Differing()),
				r.ExitCode(), r.Page)
		}
		if !c.unlike {
			continue
		}
		// The organiser has the face: what it draws is compared with what it says.
		event := font.NewLibrary(fonts.FS)
		if err := event.Add("Own", strange, nil); err != nil {
			t.Fatal(err)
		}
		r = FileWith(t.Context(), b.Bytes(), by, day, event)[0]
		if forged := strings.Contains(c.how, "another letter"); len(r.Hidden()) > 0 != forged || len(r.Unlike()) > 0 ||
			(r.ExitCode() == ExitUncompared) != forged {
			t.Errorf("%s, for the organiser: %q hidden, %q unlike, exit %d", c.how, names(r.Hidden()), names(r.Unlike()), r.ExitCode())
		}
	}
}

// TestHiddenFacts hides the name of a certificate in every way that the form of our files allows, as somebody does who
// writes another one in its place; and puts next to names what genuine designs do.
func TestHiddenFacts(t *testing.T) {
	by, key, claim := school(t)
	token := sign(t, claim, key)
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "fonts", "NotoSans", "NotoSans-Regular.ttf"))
	if err != nil {
		t.Fatal(err)
	}
	f, err := font.Parse("Noto Sans", data)
	if err != nil {
		t.Fatal(err)
	}
	size := geom.Size{W: geom.MM(100), H: geom.MM(100)}
	at, black, white := geom.Position{X: geom.MM(5), Y: geom.MM(50)}, grey(0), grey(0xff)
	text := func(s string, at geom.Position, size geom.Length, c geom.Colour) page.Item {
		return textItem(f, s, at, size, c)
	}
	name := func(c geom.Colour) page.Item { return text(claim.Name, at, 12*geom.Point, c) }
	box := func(x, y, w, h float64, c geom.Colour) *page.Path {
		return &page.Path{Outline: geom.Box(geom.Rect{X: geom.MM(x), Y: geom.MM(y), W: geom.MM(w), H: geom.MM(h)}), Fill: &page.Paint{Colour: c}}
	}
	clipped := func(x, y, w, h float64, items ...page.Item) page.Item {
		return &page.Group{Clip: geom.Box(geom.Rect{X: geom.MM(x), Y: geom.MM(y), W: geom.MM(w), H: geom.MM(h)}), Items: items}
	}
	forged := text("Max Forger", at, 12*geom.Point, black)
	translucent := box(0, 40, 100, 20, grey(0x40))
	translucent.Opacity = 0.3
	line := box(0, 48, 100, 0.4, grey(0x80))
	for _, c := range []struct {
		how    string
		hidden bool
		items  []page.Item
	}{
		{"as made", false, []page.Item{name(black)}},
		{"white on white", true, []page.Item{name(white)}},
		{"nearly white on white", true, []page.Item{name(grey(0xf4))}},
		{"black on black", true, []page.Item{box(0, 40, 100, 20, black), name(black)}},
		{"under a white box", true, []page.Item{name(black), box(0, 40, 100, 20, white)}},
		{"under a white box, with another name on it", true, []page.Item{name(black), box(0, 40, 100, 20, white), forged}},
		{"its end under a white box", true, []page.Item{name(black), box(22, 40, 80, 20, white)}},
		{"white under another name", true, []page.Item{name(white), forged}},
		{"beyond the edge", true, []page.Item{text(claim.Name, geom.Position{X: geom.MM(120), Y: geom.MM(50)}, 12*geom.Point, black), forged}},
		{"above the edge", true, []page.Item{text(claim.Name, geom.Position{X: geom.MM(5), Y: geom.MM(-5)}, 12*geom.Point, black), forged}},
		{"too small", true, []page.Item{text(claim.Name, at, geom.Point/2, black), forged}},
		{"clipped away", true, []page.Item{clipped(0, 0, 20, 20, name(black)), forged}},
		{"within a clip that shows it", false, []page.Item{clipped(0, 20, 100, 60, name(black))}},
		{"in pale grey", false, []page.Item{name(grey(0xd0))}},
		{"white on a band", false, []page.Item{box(0, 40, 100, 20, grey(0x30)), name(white)}},
		{"under a translucent band", false, []page.Item{name(black), translucent}},
		{"with a line through it", false, []page.Item{name(black), line}},
		{"twice, once as the shadow of the other", false, []page.Item{name(grey(0xc0)), name(black)}},
		{"with a white one elsewhere", false, []page.Item{text(claim.Name, geom.Position{X: geom.MM(5), Y: geom.MM(60)}, 12*geom.Point, white), name(black)}},
	} {
		items := []page.Item{&page.Link{Box: geom.Rect{W: geom.MM(10), H: geom.MM(10)}, URL: token.URL(host)}}
		for i, s := range []string{"German course A1", "Speaker", "School", "1. Januar 1970", claim.Number.String()} {
			items = append(items, text(s, geom.Position{X: geom.MM(5), Y: geom.MM(float64(10 + 6*i))}, 12*geom.Point, black))
		}
		var b bytes.Buffer
		p := &page.Page{Size: size, Items: append(items, c.items...)}
		if err := pdf.Write(&b, pdf.Meta{Title: "Certificate"}, []*page.Page{p}); err != nil {
			t.Fatal(err)
		}
		r := File(t.Context(), b.Bytes(), by, day)[0]
		var want []string
		exit := credential.StateUnknown.ExitCode()
		if c.hidden {
			want, exit = []string{"name"}, ExitUncompared
		}
		if got := names(r.Hidden()); !slices.Equal(got, want) || r.ExitCode() != exit || r.Page != 1 {
			t.Errorf("%s: %q hidden, %q differ, exit %d, page %d", c.how, got, names(r.Differing()), r.ExitCode(), r.Page)
		}
	}
}
