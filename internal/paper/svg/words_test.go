package svg_test

import (
	"strings"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
	. "lanyard/internal/paper/svg"
)

// illustrated is a drawing as Illustrator writes it: entities for namespaces, private data in a switch, a picture and
// texts.
const illustrated = `<?xml version="1.0"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [
	<!ENTITY ns_svg "http://www.w3.org/2000/svg">
	<!ENTITY ns_ai 'http://ns.adobe.com/AdobeIllustrator/10.0/'>
]>
<svg xmlns="&ns_svg;" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:i="&ns_ai;" width="200px" height="100px" viewBox="0 0 200 100">
<style>.st0 { font-family: 'Times-Bold'; fill: #ff0000 }</style>
<switch>
	<foreignObject requiredExtensions="&ns_ai;" width="1" height="1"><i:pgfRef xlink:href="#x"/></foreignObject>
	<g i:extraneous="self">
		<text x="10" y="20">covered</text>
		<rect width="200" height="60" fill="#ffffff"/>
		<image width="10" height="20" xlink:href="data:image/png;base64,` + dot + `" transform="matrix(2 0 0 2 100 10)"/>
		<text transform="matrix(1 0 0 1 30 40)"><tspan x="0" y="0" class="st0" font-size="12">{{na</tspan><tspan
			x="20" y="0" class="st0" font-size="12">me}}</tspan><tspan x="-5" y="15" font-size="8">below</tspan></text>
		<text x="190" y="90" text-anchor="end" font-size="10">end</text>
	</g>
</switch>
</svg>`

// TestSeparate checks the texts taken from a drawing, and that the rest can be drawn.
func TestSeparate(t *testing.T) {
	p, err := Separate([]byte(illustrated))
	if err != nil {
		t.Fatal(err)
	}
	if p.Covered != 1 || len(p.Texts) != 3 || strings.Contains(string(p.Rest), "<text") {
		t.Fatalf("%d covered, texts %+v", p.Covered, p.Texts)
	}
	px := geom.Inch / 96
	for i, want := range []Text{
		{String: "{{name}}", At: geom.Position{X: 30 * px, Y: 40 * px}, Size: 12 * px, Anchor: "start", Family: "Times-Bold",
			Bold: true, Colour: geom.Colour{V: [4]uint8{255}}},
		{String: "below", At: geom.Position{X: 25 * px, Y: 55 * px}, Size: 8 * px, Anchor: "start"},
		{String: "end", At: geom.Position{X: 190 * px, Y: 90 * px}, Size: 10 * px, Anchor: "end"},
	} {
		if p.Texts[i] != want {
			t.Errorf("text %d is\n%+v, want\n%+v", i, p.Texts[i], want)
		}
	}
	pictures := 0
	for _, it := range p.Picture.Items {
		if it, ok := it.(*page.Picture); ok {
			// a square in the middle of 20 x 40
			if want := (geom.Rect{X: 100 * px, Y: 20 * px, W: 20 * px, H: 20 * px}); it.Box != want {
				t.Errorf("the picture is at %v, want %v", it.Box, want)
			}
			pictures++
		}
	}
	if pictures != 1 {
		t.Errorf("%d pictures in %v", pictures, p.Picture.Items)
	}
}

// TestTurnedPicture checks that a turned picture stays turned.
func TestTurnedPicture(t *testing.T) {
	p, err := Read([]byte(svgOf(`<image x="10" y="0" width="10" height="10" transform="rotate(30)" href="data:image/png;base64,` +
		dot + `"/>`)))
	if err != nil || len(p.Items) != 1 {
		t.Fatalf("%v, %v", p, err)
	}
	g, ok := p.Items[0].(*page.Group)
	for ok && g.Turn == 0 { // the clip of the page
		g, ok = g.Items[0].(*page.Group)
	}
	if !ok || g.Turn != 30 || g.Items[0].(*page.Picture).Box.W != 10*geom.Inch/96 {
		t.Errorf("%+v", p.Items[0])
	}
}
