package layout

import (
	"cmp"
	"fmt"
	"strings"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/geom"
	"lanyard/internal/base/locale"
	"lanyard/internal/base/phrases"
	"lanyard/internal/paper/clash"
	"lanyard/internal/paper/code"
	"lanyard/internal/paper/expression"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/template"
)

func (s *setter) shape(b *template.Shape) []page.Item {
	if s.checks { // only its colours can be wrong
		for _, i := range []template.Ink{b.Fill, b.FillTo, b.Stroke} {
			if i.Set {
				s.ink(b.Name, i)
			}
		}
		return nil
	}
	box := b.Size.At(b.At)
	if b.Shape == template.Guilloche {
		return guilloche(box, b.Band, b.Corner, s.lookup(b.Seed),
			page.Stroke{Width: b.StrokeWidth, Colour: s.ink(b.Name, b.Stroke)})
	}
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
	default:
		panic("internal error: nothing draws the shape " + b.Shape)
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

// qr draws the code of a payload. A web address also becomes a link, so that a click on a screen verifies like a scan
// of the paper.
func (s *setter) qr(b *template.QR) placed {
	payload, fields := s.value(VerifyURL), []string{VerifyURL}
	if len(b.Payload) > 0 {
		payload, fields = s.lookup(b.Payload), b.Payload.Fields()
	}
	if payload == "" {
		return placed{}
	}
	link := payload
	if verify := s.field(VerifyURL); verify.Link != "" && verify.Text == payload {
		link = verify.Link
	}
	colour := s.ink(b.Name, b.Colour)
	size, err := code.Measure(payload, code.M)
	if err == nil && size.Dense() {
		s.fits = append(s.fits, Fit{Box: b.Name, Fields: fields, Dense: size.Modules})
	}
	if need := size.MinSide(b.Module); err != nil {
		s.fault("layout-qr-long", b.Name, fields, err.Error(), "shorten the person's name, the role or the address")
	} else if need > min(b.Size.W, b.Size.H) {
		s.fault("layout-qr-small", b.Name, fields,
			fmt.Sprintf("the QR code needs %s x %s to be readable on paper, but its box has %s x %s", need, need,
				b.Size.W, b.Size.H),
			"make the box larger in the template, or shorten the person's name, the role or the address")
	} else if s.checks {
		mark := s.grouping(page.Group{})
		s.solids[mark] = clash.Code(b)
		return placed{items: []page.Item{mark}, height: b.Size.H, shown: true}
	} else {
		tag := s.codeTag(payload, payload == s.value(VerifyURL))
		if words := s.lookup(b.Alt); words != "" {
			tag = &page.Tag{Role: page.Figure, Text: words, Lang: s.lang}
		}
		drawn := &page.Group{Tag: tag, Items: symbol(b, payload, link, colour, tag.Text)}
		s.solids[drawn] = clash.Code(b)
		return placed{items: []page.Item{drawn}, height: b.Size.H, shown: true}
	}
	return placed{height: b.Size.H, shown: true}
}

// spoken returns the tag of a figure described by alt, or else by plainly.
func (s *setter) spoken(alt expression.Phrase, plainly string) *page.Tag {
	if words := s.lookup(alt); words != "" {
		return &page.Tag{Role: page.Figure, Text: words, Lang: s.lang}
	}
	return &page.Tag{Role: page.Figure, Text: plainly, Lang: "en"}
}

// codeTag describes a QR code in the language of the page, or in English: that it is one, and where
// it leads. Only the code of a paper verifies it.
func (s *setter) codeTag(payload string, verifies bool) *page.Tag {
	tag, ok := s.codes[codeKey{s.lang, verifies}]
	if !ok {
		words := func(lang string) string {
			if !verifies {
				return phrases.Lookup("qr_code", lang) + ":"
			}
			return phrases.Lookup("qr_code", lang) + ": " + phrases.Lookup("verify_at", lang)
		}
		tag = page.Tag{Role: page.Figure, Text: words(s.lang), Lang: s.lang}
		if tag.Text == words("en") {
			tag.Lang = "en"
		}
		if len(s.codes) < maxMemory {
			s.codes[codeKey{s.lang, verifies}] = tag
		}
	}
	if !isWebAddress(payload) {
		tag.Text, _, _ = strings.Cut(tag.Text, ":")
		return &tag
	}
	host, _, _ := strings.Cut(payload[len(webAddress):], "/")
	tag.Text += " " + host
	return &tag
}

// symbol draws the code of a payload that fits into b, which opens link where that is a
// web address.
func symbol(b *template.QR, payload, link string, colour geom.Colour, alt string) []page.Item {
	code, err := code.Encode(payload, code.M)
	if err != nil {
		panic("internal error: " + err.Error()) // Measure accepted the payload
	}
	box := b.Size.At(b.At)
	items := []page.Item{&page.Path{Mosaic: code.Mosaic(box), Fill: &page.Paint{Colour: colour}}}
	if isWebAddress(link) {
		items = append(items, &page.Link{Box: box, URL: link, Alt: alt})
	}
	return items
}

const webAddress = "https://"

func isWebAddress(s string) bool { return len(s) > len(webAddress) && strings.HasPrefix(s, webAddress) }

// barcode draws a Code 128 symbol.
func (s *setter) barcode(b *template.Barcode) placed {
	payload := s.lookup(b.Payload)
	if payload == "" {
		return placed{}
	}
	bars, module, err := code.Barcode(payload, b.Size.At(b.At))
	switch {
	case err != nil:
		s.fault("layout-barcode", b.Name, b.Payload.Fields(), err.Error(),
			"barcodes can hold English letters, digits and punctuation only; show another field")
	case module < minBarModule:
		s.fault("layout-barcode", b.Name, b.Payload.Fields(),
			fmt.Sprintf("the bars of %q would be %s wide, below the %s that scanners can read", payload, module, minBarModule),
			"make the box wider in the template")
	default:
		return placed{items: []page.Item{&page.Group{Tag: s.spoken(b.Alt, "Barcode "+payload), Items: []page.Item{
			&page.Path{Outline: bars, Fill: &page.Paint{Colour: s.ink(b.Name, b.Colour)}},
		}}}, height: b.Size.H, shown: true}
	}
	return placed{}
}

// minBarModule is the narrowest bar that desk scanners read from office paper: 7.5 mil, the smallest width in their
// specifications.
const minBarModule = 19 * geom.Millimetre / 100

// picture places a picture. If it has no name or file the box is left out, so that a flow closes the gap.
func (s *setter) picture(b *template.Picture) placed {
	img, ok := s.image(b)
	box := b.Size.At(b.At)
	if !ok {
		return placed{}
	}
	if img == nil {
		return placed{items: silhouette(box, b.Radius), height: b.Size.H, shown: true}
	}
	item := &page.Picture{Box: scaled(img, b, locale.Direction(s.tongue.lang)), Image: img,
		Alt: cmp.Or(s.lookup(b.Alt), img.Title)}
	if b.Cover || b.Radius > 0 {
		item.Clip = geom.RoundedBox(box, b.Radius)
	}
	return placed{items: []page.Item{item}, height: b.Size.H, shown: true}
}

// image returns the picture of b, or nil for a silhouette. ok is false if nothing is to be drawn.
func (s *setter) image(b *template.Picture) (img *page.Image, ok bool) {
	if len(b.File) == 0 {
		name := s.lookup(b.Picture)
		if name == "" {
			return nil, false
		}
		if img = s.pictures.Named(name); img == nil {
			s.fault("layout-picture", b.Name, b.Picture.Fields(), fmt.Sprintf("there is no picture %q", name),
				fmt.Sprintf("name it in event.toml: [pictures] %s = \"pictures/%s.png\"", name, name))
		}
		return img, img != nil
	}
	file := s.lookup(b.File)
	img, err := s.pictures.File(file)
	switch {
	case err != nil:
		s.fault("layout-picture", b.Name, b.File.Fields(), err.Error(),
			cmp.Or(fault.Hint(err), "save it again as a PNG, JPEG, SVG or PDF"))
		return nil, false
	case img == nil && b.Missing == template.Stop:
		s.fault("layout-picture", b.Name, b.File.Fields(), fmt.Sprintf("there is no file %q", file),
			`put it there, or write missing = "silhouette" in the template`)
	}
	return img, img != nil || b.Missing == template.Silhouette
}

// silhouette draws a head and shoulders in place of a missing photo.
func silhouette(box geom.Rect, radius geom.Length) []page.Item {
	side := min(box.W, box.H)
	cx, foot := box.X+box.W/2, box.Bottom()
	head := geom.Rect{X: cx - side*19/100, Y: foot - side*78/100, W: side * 38 / 100, H: side * 42 / 100}
	shoulders := geom.Rect{X: cx - side*38/100, Y: foot - side*30/100, W: side * 76 / 100, H: side * 60 / 100}
	ground := geom.Colour{V: [4]uint8{0xe6, 0xea, 0xee}}
	figure := geom.Colour{V: [4]uint8{0xb4, 0xbe, 0xc9}}
	return []page.Item{&page.Group{Clip: geom.RoundedBox(box, radius), Items: []page.Item{
		&page.Path{Outline: geom.Box(box), Fill: &page.Paint{Colour: ground}},
		&page.Path{Outline: geom.Ellipse(shoulders), Fill: &page.Paint{Colour: figure}},
		&page.Path{Outline: geom.Ellipse(head), Fill: &page.Paint{Colour: figure}},
	}}}
}

// fault records a reason not to print the page.
func (s *setter) fault(code, box string, fields []string, message, hint string) {
	s.faults = append(s.faults, Fault{Code: code, Box: box, Fields: fields,
		Error: fault.Error{Message: message, Hint: hint}})
}

// scaled returns the box of img with its proportions kept: inside the box of b where it is aligned, or covering it.
func scaled(img *page.Image, b *template.Picture, rightToLeft bool) geom.Rect {
	box, cover := b.Size.At(b.At), b.Cover
	w, h := img.Aspect()
	fits := box.W*h <= box.H*w // at the width of the box it is no higher
	if fits != cover {
		h, w = box.W*h/w, box.W
	} else {
		w, h = box.H*w/h, box.H
	}
	out := geom.Rect{X: box.X + (box.W-w)/2, Y: box.Y + (box.H-h)/2, W: w, H: h}
	left, right := b.Align == template.AlignLeft, b.Align == template.AlignRight
	if b.Align == template.AlignStart || b.Align == template.AlignEnd {
		left = (b.Align == template.AlignStart) != rightToLeft
		right = !left
	}
	switch {
	case left:
		out.X = box.X
	case right:
		out.X = box.Right() - w
	}
	switch b.Valign {
	case template.Top:
		out.Y = box.Y
	case template.Bottom:
		out.Y = box.Bottom() - h
	}
	return out
}
