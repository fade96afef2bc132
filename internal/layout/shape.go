package layout

import (
	"fmt"

	"lanyard/internal/geom"
	"lanyard/internal/page"
	"lanyard/internal/qr"
	"lanyard/internal/template"
)

func (s *setter) shape(b *template.Shape) []page.Item {
	box := b.Size.At(b.At)
	p := &page.Path{Opacity: b.Opacity}
	switch b.Shape {
	case template.Rectangle:
		p.Outline = geom.RoundedBox(box, b.Radius)
	case template.Ellipse:
		p.Outline = geom.Ellipse(box)
	case template.Line:
		p.Outline.Move(box.X, box.Y)
		p.Outline.Line(box.Right(), box.Bottom())
	case template.Outline:
		p.Outline, p.EvenOdd = b.Outline.Moved(b.At), true
	}
	if b.Fill.Set {
		p.Fill = &page.Paint{Colour: s.ink(b.Name, b.Fill)}
		if b.FillTo.Set {
			to := s.ink(b.Name, b.FillTo)
			p.Fill.To, p.Fill.From, p.Fill.Until = &to, box.Origin(), geom.Position{X: box.Right(), Y: box.Y}
		}
	}
	if b.Stroke.Set {
		p.Stroke = &page.Stroke{Width: b.StrokeWidth, Colour: s.ink(b.Name, b.Stroke)}
	}
	return []page.Item{p}
}

// qr draws the code of a payload and, when that is a web address, makes it a
// link, so that a click on a screen verifies as a scan does on paper.
func (s *setter) qr(b *template.QR) placed {
	payload := s.value(VerifyURL)
	if len(b.Payload) > 0 {
		payload, _ = s.resolve(b.Payload, "")
	}
	if payload == "" {
		return placed{}
	}
	symbol, err := qr.Encode(payload, qr.M)
	if err != nil {
		s.faults = append(s.faults, Fault{Code: "layout-qr-long", Box: b.Name, Fields: b.Payload.Fields(), Message: err.Error(),
			Hint: "shorten the event's title, the issuer's name or the address"})
		return placed{}
	}
	box := b.Size.At(b.At)
	outline, module := symbol.Outline(box)
	if module < b.Module {
		need := symbol.MinSide(b.Module)
		s.faults = append(s.faults, Fault{Code: "layout-qr-small", Box: b.Name, Fields: b.Payload.Fields(),
			Message: fmt.Sprintf("the QR code needs %s x %s to be read from paper and has %s x %s", need, need, box.W, box.H),
			Hint:    "make the box larger in the template, or the event's title or the issuer's name shorter"})
	}
	items := []page.Item{&page.Path{Outline: outline, EvenOdd: true, Fill: &page.Paint{Colour: s.ink(b.Name, b.Colour)}}}
	if isWebAddress(payload) {
		items = append(items, &page.Link{Box: box, URL: payload, Alt: "Verify"})
	}
	return placed{items: items, height: b.Size.H, shown: true}
}

func isWebAddress(s string) bool { return len(s) > 8 && s[:8] == "https://" }

// picture places a picture by its name; a name that is empty leaves the box
// out, so that a missing photo closes up in a flow.
func (s *setter) picture(b *template.Picture) placed {
	name, _ := s.resolve(b.Picture, "")
	if name == "" {
		return placed{}
	}
	img, ok := s.pictures[name]
	if !ok {
		s.faults = append(s.faults, Fault{Code: "layout-picture", Box: b.Name, Fields: b.Picture.Fields(),
			Message: fmt.Sprintf("there is no picture %q", name), Hint: fmt.Sprintf("name it in event.toml: [pictures] %s = \"pictures/%s.png\"", name, name)})
		return placed{}
	}
	alt, _ := s.resolve(b.Alt, "")
	box := b.Size.At(b.At)
	item := &page.Picture{Box: scaled(img, box, b.Cover), Image: img, Alt: alt}
	if b.Cover {
		item.Clip = geom.Box(box)
	}
	return placed{items: []page.Item{item}, height: b.Size.H, shown: true}
}

// scaled returns where img stands so that it keeps its proportions: inside
// box, or over all of it.
func scaled(img *page.Image, box geom.Rect, cover bool) geom.Rect {
	w, h := geom.Length(img.Width), geom.Length(img.Height)
	fits := box.W*h <= box.H*w // as wide as the box, it is no higher
	if fits != cover {
		h, w = box.W*h/w, box.W
	} else {
		w, h = box.H*w/h, box.H
	}
	return geom.Rect{X: box.X + (box.W-w)/2, Y: box.Y + (box.H-h)/2, W: w, H: h}
}
