package template

import (
	"reflect"

	"lanyard/internal/base/geom"
)

// SameContent reports whether o differs from t only in where and how its boxes are drawn: both have the same page and
// languages, and the same boxes in the same order with the same texts, fields, conditions and tags. Fields count that
// decide about colours; whatever is not known to be a matter of looks is content.
func (t *Template) SameContent(o *Template) bool {
	return reflect.DeepEqual(t.bare(), o.bare()) && reflect.DeepEqual(contents(t.Boxes), contents(o.Boxes))
}

// bare returns t without its boxes and looks.
func (t *Template) bare() Template {
	bare := *t
	bare.Boxes, bare.Colours, bare.Background.Line, bare.Background.Column = nil, nil, 0, 0
	if t.Mirror != nil { // the same boxes again
		bare.Mirror = []Box{}
	}
	return bare
}

// content is a box without place and looks.
type content struct {
	box    Box
	fields []string  // that it uses, those of its colours among them
	boxes  []content // of a group
}

func contents(boxes []Box) (all []content) {
	for _, b := range boxes {
		c := content{fields: FieldsOf(b)}
		switch b := b.(type) {
		case *Text:
			bare := *b
			bare.Style, bare.Spans = Style{}, nil
			c.box = &bare
		case *QR:
			bare := *b
			bare.Module, bare.Colour = 0, Ink{}
			c.box = &bare
		case *Barcode:
			bare := *b
			bare.Colour = Ink{}
			c.box = &bare
		case *Picture:
			bare := *b
			bare.Cover, bare.Align, bare.Valign, bare.Radius = false, 0, 0, 0
			c.box = &bare
		case *Group:
			bare := *b
			bare.Gap, bare.Valign, bare.Boxes = 0, 0, nil
			c.box, c.boxes = &bare, contents(b.Boxes)
		case *Shape:
			bare := *b
			bare.Radius, bare.Outline, bare.StrokeWidth, bare.Band, bare.Corner, bare.Opacity = 0, nil, 0, 0, 0, 0
			bare.Fill, bare.FillTo, bare.Stroke = Ink{}, Ink{}, Ink{}
			c.box = &bare
		default:
			panic("internal error: a kind of box without content")
		}
		f := c.box.frame()
		f.At, f.Size, f.Turn, f.Line = geom.Position{}, geom.Size{}, 0, 0
		all = append(all, c)
	}
	return all
}
