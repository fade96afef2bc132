package draft

import (
	"slices"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/extract"
)

// Settle adds what a paper cannot do without, and keeps the boxes within what package template accepts.
func (d *Draft) Settle() {
	if d.Space == nil {
		d.Space = NewSpace(d.Size)
	}
	for _, b := range d.Boxes {
		if ground := b.Kind != "text" && (b.At.W > d.Size.W*6/10 || b.At.H > d.Size.H*6/10); !ground {
			d.Space.Fill(b.At, 4)
		}
	}
	drawn := len(d.Boxes)
	if !slices.ContainsFunc(d.Boxes, func(b Box) bool { return b.Kind == "qr" }) {
		side := d.CodeSide()
		at := d.Space.corner(geom.Size{W: side, H: side + numberHeight})
		d.AddCode(geom.Rect{X: at.X, Y: at.Y, W: side, H: side},
			"Guessed: the original shows no place for the QR code. Move this box to one.")
		d.Note(Guessed, 1, "place for the QR code, %s: the original shows none", d.Space.found(at))
		d.Space.Fill(at, 8)
	}
	if !d.Has("name") && !d.Has("given") {
		d.placeName(drawn)
	}
	for i := range d.Boxes {
		r := &d.Boxes[i].At
		r.X, r.Y, r.W, r.H = clamp(r.X), clamp(r.Y), max(geom.Point/4, clamp(r.W)), max(geom.Point/4, clamp(r.H))
	}
}

// placeName adds a box for the name where the page has room, as number i of the boxes.
func (d *Draft) placeName(i int) {
	size := d.NameSize()
	at := d.Space.band(size * 5 / 2)
	t := d.nearestLook(at)
	if d.Look != nil {
		t = d.Look(at)
	}
	d.Boxes = slices.Insert(d.Boxes, i, Box{Kind: "text", Name: "name", At: at, Text: "{{name}}", Heading: true,
		Comment: "Guessed: the original shows no place for the name. Move this box to it.",
		Style: Style{Size: size, Min: Smallest(size), Lines: 2, Align: "centre", Valign: "middle",
			Serif: t.Look.Serif || t.Look.Script, Colour: t.Colour}})
	d.Note(Guessed, 1, "place for the name, %s: the original shows none", d.Space.found(at))
}

// nearestLook returns the family and colour of the text that is nearest to a place, as far as boxes are texts.
func (d *Draft) nearestLook(at geom.Rect) (t extract.Text) {
	const none = geom.Length(1) << 60
	least := none
	for _, b := range d.Boxes {
		if b.Kind != "text" || b.Name == "number" {
			continue
		}
		up, aside := b.At.Y+b.At.H/2-at.Y-at.H/2, b.At.X+b.At.W/2-at.X-at.W/2
		if far := max(up, -up) + max(aside, -aside)/4; far < least {
			least, t.Colour, t.Look.Serif = far, b.Style.Colour, b.Style.Serif
		}
	}
	return t
}

// Smallest returns the smallest size to which a text may shrink: nobody reads text below 6 pt.
func Smallest(size geom.Length) geom.Length { return max(min(size, 6*geom.Point), size*2/5) }

// NameSize returns the font size for a name where the original states none.
func (d *Draft) NameSize() geom.Length {
	return max(14*geom.Point, min(34*geom.Point, min(d.Size.W, d.Size.H)/17))
}

// CodeSide returns the side of a QR code with its quiet zone: 80 modules of the least width that package template
// allows by default, or what a small badge has room for.
func (d *Draft) CodeSide() geom.Length {
	most := min(d.Size.W, d.Size.H)
	if most >= smallestCertificate {
		return 34 * geom.Millimetre
	}
	return Rounded(min(27*geom.Millimetre, most*11/20))
}

// numberHeight is the height of the number below a code.
const numberHeight = 4 * geom.Millimetre

// AddCode adds a QR code on a light ground. One with a comment was guessed, and gets the number of the paper below it
// where no other text shows it.
func (d *Draft) AddCode(at geom.Rect, comment string) {
	at = geom.Rect{X: Rounded(at.X), Y: Rounded(at.Y), W: Rounded(at.W), H: Rounded(at.H)}
	whole, number := at, comment != "" && !d.Has("number")
	if number {
		whole.H += numberHeight
	}
	ground, sure := White, d.Background == "" && len(d.Boxes) == 0
	if d.Below != nil {
		ground, sure = d.Below(whole)
	}
	if v := ground.Screen(); !sure || min(v[0], v[1], v[2]) < 230 {
		w := White
		d.Boxes = append(d.Boxes, Box{Kind: "shape", Name: "ground of the code", At: whole,
			Comment: "A QR code needs a light ground.", Shape: Shape{Form: "box", Fill: &w, Radius: 2 * geom.Millimetre}})
	}
	d.Boxes = append(d.Boxes, Box{Kind: "qr", Name: "code", At: at, Comment: comment})
	if number {
		d.Boxes = append(d.Boxes, Box{Kind: "text", Name: "number", Text: "{{number}}",
			At:    geom.Rect{X: at.X, Y: at.Bottom() - numberHeight/4, W: at.W, H: numberHeight},
			Style: Style{Size: 7 * geom.Point, Min: 5 * geom.Point, Align: "centre", Valign: "middle"}})
	}
}

// White is white paper.
var White = geom.Colour{V: [4]uint8{255, 255, 255}}

// clamp keeps a length within what templates may say.
func clamp(l geom.Length) geom.Length {
	const most = 2000 * geom.Millimetre
	return max(-most, min(most, l))
}
