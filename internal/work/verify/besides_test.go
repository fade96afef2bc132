package verify

import (
	"bytes"
	"slices"
	"testing"

	"lanyard/fonts"
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/pdf"
	"lanyard/internal/typography/font"
)

// TestAttackAnotherNameNextToIt puts another name, larger than the signed one, on a page that shows every fact: as a text,
// as outlines and in a picture. None is compared with anything, and each is named with the verdict.
func TestAttackAnotherNameNextToIt(t *testing.T) {
	by, key, claim := school(t)
	token := sign(t, claim, key)
	f, _ := font.NewLibrary(fonts.FS).Named("NotoSans-Regular")
	at := geom.Position{X: geom.MM(30), Y: geom.MM(75)}
	forged := textItem(f, "Max Forger", at, 30*geom.Point, grey(0))
	var outlines []page.Item
	pen := at.X
	for _, c := range "Max" {
		gid, _ := f.NominalGlyph(c)
		outlines = append(outlines, &page.Path{Outline: f.Outline(gid, 30*geom.Point).Moved(geom.Position{X: pen, Y: at.Y}),
			Fill: &page.Paint{}})
		pen += geom.MM(8)
	}
	small := textItem(f, "Certificate", geom.Position{X: geom.MM(5), Y: geom.MM(90)}, 9*geom.Point, grey(0))
	fact := textItem(f, "German course A1", geom.Position{X: geom.MM(5), Y: geom.MM(96)}, 30*geom.Point, grey(0))
	for _, c := range []struct {
		how   string
		items []page.Item
		want  Besides
	}{
		{"as made", nil, Besides{}},
		{"a smaller text", []page.Item{small}, Besides{}},
		{"a signed fact, larger", []page.Item{fact}, Besides{}},
		{"a larger text", []page.Item{forged}, Besides{Texts: []string{"Max Forger"}}},
		{"outlines", outlines, Besides{Shapes: 3}},
		{"outlines in a clip", []page.Item{&page.Group{Clip: geom.Box(geom.Rect{W: geom.MM(100), H: geom.MM(100)}), Items: outlines}}, Besides{Shapes: 3}},
	} {
		items := []page.Item{&page.Link{Box: geom.Rect{W: geom.MM(10), H: geom.MM(10)}, URL: token.URL(host)}}
		for i, s := range []string{claim.Name, "German course A1", "Speaker", "School", "1. Januar 1970", claim.Number.String()} {
			items = append(items, textItem(f, s, geom.Position{X: geom.MM(5), Y: geom.MM(float64(10 + 6*i))}, 12*geom.Point, grey(0)))
		}
		var b bytes.Buffer
		p := &page.Page{Size: geom.Size{W: geom.MM(100), H: geom.MM(100)}, Items: append(items, c.items...)}
		if err := pdf.Write(&b, pdf.Meta{Title: "Certificate"}, []*page.Page{p}); err != nil {
			t.Fatal(err)
		}
		got := File(t.Context(), b.Bytes(), by, day)[0].Besides
		if !slices.Equal(got.Texts, c.want.Texts) || got.Pictures != c.want.Pictures || got.Shapes != c.want.Shapes {
			t.Errorf("%s: got %+v, want %+v", c.how, got, c.want)
		}
	}
}
