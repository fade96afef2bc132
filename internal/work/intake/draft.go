package intake

import (
	"cmp"
	"fmt"
	"slices"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/paper"
	"lanyard/internal/paper/extract"
)

// draft is a template being made.
type draft struct {
	target     Target
	file       string // the original
	kind       paper.Kind
	decided    bool // the original says the kind
	size       geom.Size
	bleed      geom.Length
	background string // name of a file
	boxes      []box
	files      []File
	notes      []Finding

	// What the original says of places, if it has a page: nil otherwise.
	space *space
	look  func(geom.Rect) extract.Text // the look for a text in a place
	below func(geom.Rect) (ground geom.Colour, sure bool)
}

// box is a box of the template. Which of the fields count depends on the type.
type box struct {
	kind    string // text, qr, barcode, picture, shape
	name    string
	at      geom.Rect
	turn    float64
	comment string
	style   style
	text    string // a phrase
	heading bool
	file    string // of a picture
	missing string
	cover   bool
	shape   shape
}

// style is the look of a text.
type style struct {
	serif, bold   bool
	size, min     geom.Length
	colour        geom.Colour
	align, valign string
	lines         int
	leading       float64
	tracking      geom.Length
	wrap          bool
}

// shape is what a shape draws.
type shape struct {
	form          string // box, ellipse, line, path
	fill, stroke  *geom.Colour
	width, radius geom.Length
	opacity       float64
	d             string
	view          [2]float64
}

// note records a finding.
func (d *draft) note(v Verdict, count int, format string, args ...any) {
	if count > 0 {
		d.notes = append(d.notes, Finding{v, count, fmt.Sprintf(format, args...)})
	}
}

// findings returns the notes by verdict, equal ones added up.
func (d *draft) findings() []Finding {
	var all []Finding
	for _, n := range d.notes {
		i := slices.IndexFunc(all, func(f Finding) bool { return f.Verdict == n.Verdict && f.What == n.What })
		if i < 0 {
			all = append(all, n)
		} else {
			all[i].Count += n.Count
		}
	}
	slices.SortStableFunc(all, func(a, b Finding) int { return cmp.Compare(a.Verdict, b.Verdict) })
	return all
}

// has reports whether a box shows a field.
func (d *draft) has(field string) bool {
	return slices.ContainsFunc(d.boxes, func(b box) bool { return slices.Contains(fieldsOf(b.text), field) })
}

// smallestCertificate is the shorter side from which a paper is taken for a certificate: badges reach 120 mm.
const smallestCertificate = 125 * geom.Millimetre

// decide sets the kind of paper: what the user asked for, what the words say, or what the size suggests.
func (d *draft) decide(words []string) {
	switch {
	case d.target.Kind != nil:
		d.kind = *d.target.Kind
		return
	case slices.ContainsFunc(words, certifies):
		d.kind = paper.Certificate
	case min(d.size.W, d.size.H) >= smallestCertificate:
		d.kind = paper.Certificate
	default:
		d.kind = paper.Badge
	}
	d.note(Guessed, 1, "kind of paper: a %s; -kind says otherwise", d.kind)
}

// usual are the sizes of paper that a page is meant to have, portrait.
var usual = []geom.Size{
	{W: 297 * geom.Millimetre, H: 420 * geom.Millimetre}, {W: 210 * geom.Millimetre, H: 297 * geom.Millimetre},
	{W: 148 * geom.Millimetre, H: 210 * geom.Millimetre}, {W: 105 * geom.Millimetre, H: 148 * geom.Millimetre},
	{W: 74 * geom.Millimetre, H: 105 * geom.Millimetre}, {W: geom.Inch * 17 / 2, H: geom.Inch * 11},
	{W: geom.Inch * 17 / 2, H: geom.Inch * 14}, {W: 3 * geom.Inch, H: 4 * geom.Inch},
}

// near is how far a page may be from a size that it is meant to have: programs round to whole points.
const near = geom.Millimetre * 4 / 10

// intended returns the size that a page is meant to have.
func intended(s geom.Size) geom.Size {
	off := func(a, b geom.Length) bool { return max(a-b, b-a) > near }
	for _, u := range usual {
		for _, u := range []geom.Size{u, u.Turned()} {
			if !off(s.W, u.W) && !off(s.H, u.H) {
				return u
			}
		}
	}
	return geom.Size{W: rounded(s.W), H: rounded(s.H)}
}

// rounded returns a length in whole tenths of a millimetre.
func rounded(l geom.Length) geom.Length {
	const step = geom.Millimetre / 10
	if l < 0 {
		return -rounded(-l)
	}
	return (l + step/2) / step * step
}
