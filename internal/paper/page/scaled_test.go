package page_test

import (
	"math"
	"reflect"
	"strings"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

// TestScaled stretches a page with every kind of item to twice its width and half its height, and moves it.
func TestScaled(t *testing.T) {
	pg := everyItem(t)
	twice := page.Scaled(pg.Items, geom.Size{W: 10, H: 10}, geom.Rect{X: geom.MM(1), Y: geom.MM(2), W: 20, H: 5})
	var got strings.Builder
	if err := page.Dump(&got, &page.Page{Items: twice}); err != nil {
		t.Fatal(err)
	}
	const want = `page 0mm x 0mm bleed 0mm lang ""
  path (3mm, 3mm) 60mm x 20mm 5 segments fill #000000 to #ffffff stroke cmyk(100,60,0,20) 0.50pt dash 2mm dash 1mm nib 2 0 0 0.5 even-odd opacity 0.5
  path (3mm, 3mm) 60mm x 20mm 5 segments fill spot(Gold,80)
  path (3mm, 2mm) 3.2mm x 0.4mm 15 segments fill #000000
  path (3mm, 3mm) 60mm x 20mm 5 segments fill #ffffff at 0.25 spot(Gold,80) to #ffffff around (5mm, 3.5mm) radius 6.021mm stroke #ffffff 1.00pt dash 1mm phase 0.5mm round caps bevel joins miter 4 nib 6 0.5 0 0.5
  picture (3mm, 3mm) 60mm x 20mm 300x400 png alt "Ana \"A.\"" clip (3mm, 3mm) 60mm x 20mm
  picture (3mm, 3mm) 60mm x 20mm 30mm x 40mm svg alt ""
    path (1mm, 2mm) 30mm x 40mm 5 segments fill #ffffff
  link (3mm, 3mm) 60mm x 20mm https://example.org/#1
  group (11mm, 2mm) turn 90 clip (2mm, 1mm) 60mm x 20mm even-odd heading lang "fa": "علی"
    glyphs (14mm, 4mm) Vazirmatn-Regular size 20.00pt #ffffff rtl wide 10.501mm tracking 0.1mm: "علی"
`
	if s := strings.ReplaceAll(got.String(), ` alt "Verify"`, ""); s != want {
		t.Errorf("got\n%sexpected\n%s", s, want)
	}
}

// TestScaledBack checks that enlarging evenly and shrinking again restores the items, and leaves the originals
// unchanged.
func TestScaledBack(t *testing.T) {
	items := everyItem(t).Items
	small, large := geom.Size{W: geom.MM(30), H: geom.MM(40)}, geom.Size{W: geom.MM(210), H: geom.MM(280)}
	back := page.Scaled(page.Scaled(items, small, large.At(geom.Position{})), large, small.At(geom.Position{}))
	for i, it := range back {
		want := items[i]
		if p, ok := it.(*page.Path); ok && p.Fill != nil && p.Fill.Circle != nil { // its circle is rounded
			a, b := p.Fill.Circle, want.(*page.Path).Fill.Circle
			if math.Abs(a.A-b.A) > 1e-3 || math.Abs(a.F-b.F) > 1e-3 {
				t.Errorf("the circle is %v, was %v", a, b)
			}
			p.Fill.Circle = b
		}
		if p, ok := it.(*page.Path); ok && want.(*page.Path).Mosaic != nil {
			if p.Bounds() != want.(*page.Path).Bounds() {
				t.Errorf("the mosaic has %v", p.Bounds())
			}
			continue
		}
		if s, ok := it.(*page.Path); ok && s.Stroke != nil && len(s.Stroke.Dash) == 0 {
			s.Stroke.Dash = nil
		}
		if !reflect.DeepEqual(it, want) {
			t.Errorf("%+v is not %+v", it, want)
		}
	}
}
