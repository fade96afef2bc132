package template

import "reflect"

// SameContent reports whether o differs from t only in where and how its boxes are drawn: both have the same page and
// languages, and the same boxes in the same order with the same texts, fields and conditions.
func (t *Template) SameContent(o *Template) bool {
	return t.Kind == o.Kind && t.Size == o.Size && t.Bleed == o.Bleed && (t.Mirror == nil) == (o.Mirror == nil) &&
		t.Background.Picture == o.Background.Picture && t.Background.Page == o.Background.Page &&
		reflect.DeepEqual(t.Languages, o.Languages) && reflect.DeepEqual(contents(t.Boxes), contents(o.Boxes))
}

// contents returns boxes without place and looks.
func contents(boxes []Box) (all []Box) {
	for _, b := range boxes {
		f := *b.frame()
		bare := Frame{Name: f.Name, Key: f.Key, When: f.When}
		switch b := b.(type) {
		case *Text:
			all = append(all, &Text{Frame: bare, Text: b.Text, In: b.In, Lang: b.Lang})
		case *QR:
			all = append(all, &QR{Frame: bare, Payload: b.Payload, Alt: b.Alt})
		case *Barcode:
			all = append(all, &Barcode{Frame: bare, Payload: b.Payload, Alt: b.Alt})
		case *Picture:
			all = append(all, &Picture{Frame: bare, Picture: b.Picture, File: b.File, Missing: b.Missing, Alt: b.Alt})
		case *Group:
			all = append(all, &Group{Frame: bare, Down: b.Down, Repeat: b.Repeat, Boxes: contents(b.Boxes)})
		case *Shape:
			all = append(all, &Shape{Frame: bare, Shape: b.Shape, Seed: b.Seed})
		default:
			panic("internal error: a kind of box without content")
		}
	}
	return all
}
