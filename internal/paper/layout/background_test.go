package layout

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/paper"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/template"
)

func TestBackground(t *testing.T) {
	const badge, square, a4 = "90 x 65 + 3", "50 x 50 + 3", "210 x 297 + 3"
	drawing := func(w, h, bleed float64) *page.Image {
		return &page.Image{Format: "pdf", Size: geom.Size{W: geom.MM(w), H: geom.MM(h)}, Bleed: geom.MM(bleed)}
	}
	pixels := func(w, h int) *page.Image { return &page.Image{Format: "png", Width: w, Height: h} }
	const ofTrim, ofBleed = "trim", "bleed"
	for _, c := range []struct {
		of   string
		img  *page.Image
		want string // ofTrim, ofBleed, a box in millimetres, or part of an error
	}{
		{badge, drawing(90, 65, 0), ofTrim},
		{badge, drawing(96, 71, 0), ofBleed},
		{badge, drawing(180, 130, 0), ofTrim},
		{badge, drawing(90.5, 65, 0), ofTrim},
		{badge, drawing(92, 65, 0), "it is 92mm x 65mm, and the badge is 90mm x 65mm (96mm x 71mm with its bleed)"},
		{badge, drawing(65, 90, 0), "it is 65mm x 90mm"},
		{badge, pixels(900, 650), ofTrim},
		{badge, pixels(960, 710), ofBleed},
		{badge, pixels(900, 600), "it has 900 x 600 pixels"},
		{badge, drawing(96, 71, 3), ofBleed},
		{badge, drawing(94, 69, 2), "-2 -2 94 69"},           // less bleed than the template: none is invented
		{badge, drawing(100, 75, 5), "-5 -5 100 75 clipped"}, // more: clipped to the template's bleed
		{badge, drawing(192, 142, 6), ofBleed},               // twice as large
		{badge, drawing(94, 94, 2), "it is 90mm x 90mm with 2mm of bleed"},
		{square, drawing(50, 50, 0), ofTrim},
		{square, drawing(56, 56, 0), ofBleed},
		{square, pixels(500, 500), ofBleed}, // either would fit; this one leaves no white edge
		{a4, drawing(210, 297, 0), ofTrim},
		{a4, drawing(216, 303, 0), ofBleed},
		{a4, drawing(148, 210, 0), ofTrim},
		{a4, pixels(2480, 3508), ofTrim},
	} {
		var w, h, bleed float64
		if _, err := fmt.Sscanf(c.of, "%g x %g + %g", &w, &h, &bleed); err != nil {
			t.Fatal(err)
		}
		tm := &template.Template{Kind: paper.Badge, Size: geom.Size{W: geom.MM(w), H: geom.MM(h)},
			Bleed: geom.MM(bleed)}
		got := ""
		p, err := Background(tm, c.img)
		switch {
		case err != nil:
			got = err.Error()
		case p.Box == tm.Size.At(geom.Position{}):
			got = ofTrim
		case p.Box == tm.Size.At(geom.Position{}).Inset(-tm.Bleed):
			got = ofBleed
		default:
			got = fmt.Sprintf("%g %g %g %g", p.Box.X.Millimetres(), p.Box.Y.Millimetres(), p.Box.W.Millimetres(),
				p.Box.H.Millimetres())
			if p.Clip != nil {
				got += " clipped"
			}
		}
		if got != c.want && (err == nil || !strings.Contains(got, c.want)) {
			t.Errorf("%s mm of bleed, and %+v: %s, expected %s", c.of, *c.img, got, c.want)
		}
	}
}

// gallery holds one background.
type gallery struct {
	shelf
	picture *page.Picture
}

func (g gallery) Background(*template.Template) *page.Picture { return g.picture }

// TestBackgroundIsLowest dumps a page with a background and a logo from a PDF.
func TestBackgroundIsLowest(t *testing.T) {
	made := parsed(t,
		"kind = \"badge\"\nname = \"test\"\nsize = [\"90mm\", \"65mm\"]\nbleed = \"3mm\"\nbackground = \"paper\"\n"+
			box+"type = \"shape\"\nshape = \"box\"\nfill = \"#ffffff\"\n")
	img := &page.Image{Format: "pdf", Size: geom.Size{W: geom.MM(100), H: geom.MM(75)}, Bleed: geom.MM(5), Page: 2}
	p, err := Background(made, img)
	if err != nil {
		t.Fatal(err)
	}
	got := dumped(t, lay(t, New(library, gallery{picture: p}), made, nil).Page)
	const want = "page 90mm x 65mm bleed 3mm lang \"\"\n" +
		"  picture (-5mm, -5mm) 100mm x 75mm 100mm x 75mm pdf page 2 bleed 5mm alt \"\" clip (-3mm, -3mm) 96mm x 71mm\n" +
		"  path (5mm, 5mm) 60mm x 10mm 5 segments fill #ffffff\n"
	if got != want {
		t.Errorf("got\n%sexpected\n%s", got, want)
	}
	if r := New(library, gallery{}).Page(made, nil); len(r.Page.Items) != 1 {
		t.Errorf("without the artwork there are %d items", len(r.Page.Items))
	}
}

// TestStandIn checks that words appear where they have room, and that nothing leaves the artwork.
func TestStandIn(t *testing.T) {
	for _, c := range []struct {
		w, h  float64
		words string
		said  bool
	}{
		{96, 71, "paper.pdf is drawn in the PDF only", true},
		{210, 297, "paper.pdf is drawn in the PDF only", true},
		{20, 8, "logo.pdf is drawn in the PDF only", false},
		{96, 71, "\U0001F984.pdf", false},
		{1, 5000, "x", true},
	} {
		size := geom.Size{W: geom.MM(c.w), H: geom.MM(c.h)}
		items := StandIn(library, size, c.words)
		var b bytes.Buffer
		if err := page.Dump(&b, &page.Page{Size: size, Items: items}); err != nil {
			t.Fatal(err)
		}
		if said := strings.Contains(b.String(), fmt.Sprintf("%q", c.words)); said != c.said {
			t.Errorf("%g x %g: said is %t\n%s", c.w, c.h, said, b.String())
		}
	}
}
