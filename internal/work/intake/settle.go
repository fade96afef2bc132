package intake

import (
	"slices"

	"lanyard/internal/base/geom"
)

// settle adds what a template cannot do without, and keeps its boxes within what package template accepts.
func (d *draft) settle() {
	sp := newSpace(d.size)
	for _, b := range d.boxes {
		sp.fill(b.at, 4)
	}
	if !d.has("name") && !d.has("given") {
		size := d.nameSize()
		at := sp.band(size * 5 / 2)
		d.boxes = append(d.boxes, box{kind: "text", name: "name", at: at, text: "{{name}}", heading: true,
			comment: "Guessed: the original shows no place for the name. Move this box to it.",
			style:   style{size: size, min: size * 45 / 100, lines: 2, align: "centre", valign: "middle"}})
		sp.fill(at, 8)
		d.note(Guessed, 1, "place for the name, where the page has most room: the original shows none")
	}
	if !slices.ContainsFunc(d.boxes, func(b box) bool { return b.kind == "qr" }) {
		w := white
		at := sp.corner(d.codeSide())
		d.boxes = append(d.boxes, box{kind: "shape", name: "ground of the code", at: at,
			comment: "A QR code needs a light ground.",
			shape:   shape{form: "box", fill: &w, radius: 2 * geom.Millimetre}},
			box{kind: "qr", name: "code", at: at,
				comment: "Guessed: the original shows no place for the QR code. Move this box to one."})
		d.note(Guessed, 1, "place for the QR code, in the emptiest corner: the original shows none")
	}
	for i := range d.boxes {
		r := &d.boxes[i].at
		r.X, r.Y, r.W, r.H = clamp(r.X), clamp(r.Y), max(geom.Point/4, clamp(r.W)), max(geom.Point/4, clamp(r.H))
	}
}

// clamp keeps a length within what templates may say.
func clamp(l geom.Length) geom.Length {
	const most = 2000 * geom.Millimetre
	return max(-most, min(most, l))
}
