package layout

import (
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/template"
)

// TestEveryShape draws each shape that templates know: each leaves something on the page.
func TestEveryShape(t *testing.T) {
	ink := template.Ink{Set: true, Colour: geom.Colour{}}
	for _, shape := range template.Shapes() {
		box := &template.Shape{Shape: shape, Fill: ink, Stroke: ink, StrokeWidth: geom.Point, Band: geom.MM(5)}
		box.Frame.At, box.Frame.Size = geom.Position{X: geom.MM(5), Y: geom.MM(5)}, geom.Size{W: geom.MM(60), H: geom.MM(40)}
		box.Outline.Move(0, 0)
		box.Outline.Line(geom.MM(10), geom.MM(10))
		p := New(library, nil).Page(&template.Template{Size: geom.Size{W: geom.MM(80), H: geom.MM(60)},
			Boxes: []template.Box{box}}, Fields{}).Page
		drawn := false
		var look func(items []page.Item)
		look = func(items []page.Item) {
			for _, it := range items {
				switch it := it.(type) {
				case *page.Group:
					look(it.Items)
				case *page.Picture: // a tile of a guilloche
					drawn = true
				case *page.Path:
					drawn = drawn || len(it.Outline) > 1
				}
			}
		}
		look(p.Items)
		if !drawn {
			t.Errorf("the shape %s leaves nothing on the page", shape)
		}
	}
}
