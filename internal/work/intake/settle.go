package intake

import (
	"slices"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/extract"
)

// settle adds what a paper cannot do without, and keeps the boxes within what package template accepts.
func (d *draft) settle() {
	if d.space == nil {
		d.space = newSpace(d.size)
	}
	for _, b := range d.boxes {
		if ground := b.kind != "text" && (b.at.W > d.size.W*6/10 || b.at.H > d.size.H*6/10); !ground {
			d.space.fill(b.at, 4)
		}
	}
	drawn := len(d.boxes)
	if !slices.ContainsFunc(d.boxes, func(b box) bool { return b.kind == "qr" }) {
		side := d.codeSide()
		at := d.space.corner(geom.Size{W: side, H: side + numberHeight})
		d.code(geom.Rect{X: at.X, Y: at.Y, W: side, H: side},
			"Guessed: the original shows no place for the QR code. Move this box to one.")
		d.space.fill(at, 8)
		d.note(Guessed, 1, "place for the QR code, where the page has room: the original shows none")
	}
	if !d.has("name") && !d.has("given") {
		d.placeName(drawn)
	}
	for i := range d.boxes {
		r := &d.boxes[i].at
		r.X, r.Y, r.W, r.H = clamp(r.X), clamp(r.Y), max(geom.Point/4, clamp(r.W)), max(geom.Point/4, clamp(r.H))
	}
}

// placeName adds a box for the name where the page has room, as number i of the boxes.
func (d *draft) placeName(i int) {
	size := d.nameSize()
	at := d.space.band(size * 5 / 2)
	t := extract.Text{}
	if d.look != nil {
		t = d.look(at)
	}
	d.boxes = slices.Insert(d.boxes, i, box{kind: "text", name: "name", at: at, text: "{{name}}", heading: true,
		comment: "Guessed: the original shows no place for the name. Move this box to it.",
		style: style{size: size, min: smallest(size), lines: 2, align: "centre", valign: "middle",
			serif: t.Look.Serif || t.Look.Script, colour: t.Colour}})
	d.note(Guessed, 1, "place for the name, where the page has room: the original shows none")
}

// smallest returns the smallest size to which a text may shrink: what is smaller than 6 pt is not read.
func smallest(size geom.Length) geom.Length { return max(min(size, 6*geom.Point), size*2/5) }

// nameSize is the font size for a name where the original states none.
func (d *draft) nameSize() geom.Length {
	return max(14*geom.Point, min(34*geom.Point, min(d.size.W, d.size.H)/17))
}

// codeSide returns the side of a QR code with its quiet zone: 80 modules of the least width that package template allows
// by default, or what a small badge has room for.
func (d *draft) codeSide() geom.Length {
	most := min(d.size.W, d.size.H)
	if most >= smallestCertificate {
		return 34 * geom.Millimetre
	}
	return rounded(min(27*geom.Millimetre, most*11/20))
}

// numberHeight is the height of the number below a code.
const numberHeight = 4 * geom.Millimetre

// code adds a QR code on a light ground, and the number below it where no other text shows it.
func (d *draft) code(at geom.Rect, comment string) {
	at = geom.Rect{X: rounded(at.X), Y: rounded(at.Y), W: rounded(at.W), H: rounded(at.H)}
	whole, number := at, comment != "" && !d.has("number")
	if number {
		whole.H += numberHeight
	}
	ground, sure := white, d.background == "" && len(d.boxes) == 0
	if d.below != nil {
		ground, sure = d.below(whole)
	}
	if v := ground.Screen(); !sure || min(v[0], v[1], v[2]) < 230 {
		w := white
		d.boxes = append(d.boxes, box{kind: "shape", name: "ground of the code", at: whole,
			comment: "A QR code needs a light ground.", shape: shape{form: "box", fill: &w, radius: 2 * geom.Millimetre}})
	}
	d.boxes = append(d.boxes, box{kind: "qr", name: "code", at: at, comment: comment})
	if number {
		d.boxes = append(d.boxes, box{kind: "text", name: "number", text: "{{number}}",
			at:    geom.Rect{X: at.X, Y: at.Bottom() - numberHeight/4, W: at.W, H: numberHeight},
			style: style{size: 7 * geom.Point, min: 5 * geom.Point, align: "centre", valign: "middle"}})
	}
}

var white = geom.Colour{V: [4]uint8{255, 255, 255}}

// clamp keeps a length within what templates may say.
func clamp(l geom.Length) geom.Length {
	const most = 2000 * geom.Millimetre
	return max(-most, min(most, l))
}
