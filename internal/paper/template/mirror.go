package template

import "lanyard/internal/base/geom"

// Mirrored returns the boxes of a page or group of the given width with left and right exchanged: positions, text
// alignment, rotation and gradient direction. Pictures and outlines themselves are not Mirrored. The template decides
// this, once, when it is read: left and right matter in a design with a side panel, and not in a centred one.
func Mirrored(boxes []Box, width geom.Length) []Box {
	out := make([]Box, len(boxes))
	for i, b := range boxes {
		switch b := b.(type) {
		case *Text:
			c := *b
			c.Style.Align = opposite(b.Style.Align)
			out[i] = &c
		case *Group:
			c := *b
			c.Boxes = Mirrored(b.Boxes, b.Size.W)
			out[i] = &c
		case *Shape:
			c := *b
			if b.FillTo.Set {
				c.Fill, c.FillTo = b.FillTo, b.Fill
			}
			out[i] = &c
		case *QR:
			c := *b
			out[i] = &c
		case *Barcode:
			c := *b
			out[i] = &c
		case *Picture:
			c := *b
			c.Align = opposite(b.Align)
			out[i] = &c
		default:
			panic("internal error: a kind of box that has no mirror image")
		}
		f := out[i].frame()
		f.At.X, f.Turn = width-f.At.X-f.Size.W, 0-f.Turn // 0-x avoids -0
	}
	return out
}

// opposite returns the other side of left and right; start and end follow the reading direction already.
func opposite(a Align) Align {
	switch a {
	case AlignLeft:
		return AlignRight
	case AlignRight:
		return AlignLeft
	}
	return a
}
