// Package clash finds ink of a page in a place where it makes something unreadable. It only measures; package layout
// decides what to do about a clash.
package clash

import (
	"math"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/template"
	"lanyard/internal/typography/font"
)

// Clash is ink in a place where it makes something unreadable: in another text, or in a QR code or the quiet zone
// around it. Texts with the tag ornament may be below others, so they never clash. All ink of a text is in its box, so
// ink beyond the page means a box beyond the page, which blueprint.Parse reports.
type Clash struct {
	File string      // of the template, as given to blueprint.Parse
	Line int         // of the text's box in it
	With string      // name of the other box
	Code bool        // With is a QR code
	By   geom.Length // how far the text would have to move away
}

// Hair is the depth from which ink counts as inside other ink: a dot of a printer of 600 dpi, which is more than the
// error of adding rounded positions.
const Hair = geom.Millimetre / 24

// Solid is a group of items that no other ink may enter: a text or a code, as Text and Code return them.
type Solid struct {
	Frame  *template.Frame
	Fields []string // of the text
	Text   string
	code   bool
	area   geom.Rect // of a text its ink, in the coordinates of its group; of a code with its quiet zone, in the parent's
}

// Text returns the solid of a text that shows these fields, whose items are in group.
func Text(b *template.Text, fields []string, text string, group *page.Group) *Solid {
	s := &Solid{Frame: &b.Frame, Fields: fields, Text: text}
	for r := range page.Runs(group.Items) { // groups in a text only tag
		if !r.Run.Ink.Empty() {
			s.area = s.area.Union(inkOf(r, r.At, r.Run.Ink))
		}
	}
	return s
}

// Code returns the solid of a QR code: its box, or the square in the middle of an oblong one.
func Code(b *template.QR) *Solid {
	side := min(b.Size.W, b.Size.H)
	return &Solid{Frame: &b.Frame, code: true, area: geom.Rect{X: b.At.X + (b.Size.W-side)/2,
		Y: b.At.Y + (b.Size.H-side)/2, W: side, H: side}}
}

// body is a solid on the page.
type body struct {
	*Solid
	around quad // all of it, its sides parallel to those of the page
	group  *page.Group
	on     geom.Matrix // from the group's coordinates to the page
}

// run is a run of glyphs on the page.
type run struct {
	*page.Glyphs
	on  geom.Matrix // from the coordinates of the run's group to the page
	box quad
}

// Find calls report for each text of a page whose ink runs into another text or a code, in painting order and once for
// each pair of groups. solids are the groups to check; file is that of the template.
func Find(file string, items []page.Item, solids map[*page.Group]*Solid, report func(text *Solid, c Clash)) {
	var most [16]body // of nearly all designs
	all := bodies(most[:0], items, solids, geom.Matrix{A: 1, D: 1})
	for i := range all {
		a := &all[i]
		if a.code {
			continue
		}
		for j := range all {
			b := &all[j]
			if j == i || j < i && !b.code || a.around.apart(b.around) {
				continue // j < i: the pair has been compared
			}
			if by := a.into(b); by >= Hair {
				report(a.Solid, Clash{File: file, Line: a.Frame.Line, With: b.Frame.Name, Code: b.code, By: by})
			}
		}
	}
}

// bodies appends the solids among items, in painting order. on maps the items to the page.
func bodies(all []body, items []page.Item, solids map[*page.Group]*Solid, on geom.Matrix) []body {
	for _, it := range items {
		g, ok := it.(*page.Group)
		if !ok {
			continue
		}
		what, known := solids[g]
		if !known {
			all = bodies(all, g.Items, solids, inGroup(on, g))
			continue
		}
		b := body{Solid: what, group: g, on: on}
		if !b.code {
			b.on = inGroup(on, g)
		}
		if !b.area.Empty() {
			b.around = around(b.area, b.on)
			all = append(all, b)
		}
	}
	return all
}

// inGroup returns the matrix for the items of g, which is placed by on.
func inGroup(on geom.Matrix, g *page.Group) geom.Matrix {
	if g.Turn == 0 {
		on.E, on.F = on.At(float64(g.At.X), float64(g.At.Y))
		return on
	}
	sin, cos := geom.Turn(g.Turn)
	return on.Times(geom.Matrix{A: cos, B: sin, C: -sin, D: cos, E: float64(g.At.X), F: float64(g.At.Y)})
}

// runsOf returns the runs of glyphs with ink of a text.
func runsOf(items []page.Item, on geom.Matrix) []run {
	var runs []run
	for g := range page.Runs(items) {
		if !g.Run.Ink.Empty() {
			runs = append(runs, run{g, on, quadOf(inkOf(g, g.At, g.Run.Ink), on)})
		}
	}
	return runs
}

// into returns how far the ink of b is in other, or 0.
func (b *body) into(other *body) (most geom.Length) {
	mine := runsOf(b.group.Items, b.on)
	if other.code {
		place := quadOf(other.area, other.on)
		for _, r := range mine {
			most = max(most, r.into(place))
		}
		return most
	}
	others := runsOf(other.group.Items, other.on)
	for _, r := range mine {
		for _, o := range others {
			if r.box.depth(o.box) >= Hair {
				o.glyphs(func(box quad) {
					if r.box.depth(box) >= Hair {
						most = max(most, r.into(box))
					}
				})
			}
		}
	}
	return most
}

// into returns how far the deepest glyph of r is in q, or 0.
func (r run) into(q quad) (most geom.Length) {
	if r.box.depth(q) < Hair {
		return 0
	}
	r.glyphs(func(box quad) { most = max(most, box.depth(q)) })
	return most
}

// glyphs calls f with the box around the ink of every glyph.
func (r run) glyphs(f func(quad)) {
	at := r.At
	for i, g := range r.Run.Glyphs {
		if ink := r.Run.Font.Ink(g.ID); !ink.Empty() {
			ink.XMin, ink.XMax, ink.YMin, ink.YMax = ink.XMin+g.X, ink.XMax+g.X, ink.YMin+g.Y, ink.YMax+g.Y
			f(quadOf(inkOf(r.Glyphs, at, ink), r.on))
		}
		at.X += r.Run.Font.Scale(int64(g.Advance), r.Size)
		if i+1 < len(r.Run.Glyphs) && r.Run.Glyphs[i+1].From != g.From {
			at.X += r.Tracking
		}
	}
}

// inkOf returns a box in font units as one on the page, with the pen at at.
func inkOf(g *page.Glyphs, at geom.Position, ink font.InkBox) geom.Rect {
	scale := func(v int32) geom.Length { return g.Run.Font.Scale(int64(v), g.Size) }
	return geom.Rect{X: at.X + scale(ink.XMin), Y: at.Y - scale(ink.YMax), W: scale(ink.XMax) - scale(ink.XMin),
		H: scale(ink.YMax) - scale(ink.YMin)}
}

// quad is a box that may be turned: its corners in order, in EMU.
type quad [4]struct{ x, y float64 }

func quadOf(r geom.Rect, on geom.Matrix) (q quad) {
	left, top, right, bottom := float64(r.X), float64(r.Y), float64(r.Right()), float64(r.Bottom())
	q[0].x, q[0].y = on.At(left, top)
	q[1].x, q[1].y = on.At(right, top)
	q[2].x, q[2].y = on.At(right, bottom)
	q[3].x, q[3].y = on.At(left, bottom)
	return q
}

// along returns the range of q in the direction (x, y).
func (q quad) along(x, y float64) (from, to float64) {
	from, to = math.Inf(1), math.Inf(-1)
	for _, p := range q {
		v := float64(p.x*x) + float64(p.y*y)
		from, to = min(from, v), max(to, v)
	}
	return from, to
}

// around returns the box around r once it is placed by on.
func around(r geom.Rect, on geom.Matrix) quad {
	if on == (geom.Matrix{A: 1, D: 1, E: on.E, F: on.F}) { // it is only moved
		left, top := float64(r.X)+on.E, float64(r.Y)+on.F
		right, bottom := float64(r.Right())+on.E, float64(r.Bottom())+on.F
		return quad{{left, top}, {right, top}, {right, bottom}, {left, bottom}}
	}
	return quadOf(r, on).upright()
}

// upright returns the box around q with sides parallel to the page's.
func (q quad) upright() quad {
	left, right := q.along(1, 0)
	top, bottom := q.along(0, 1)
	return quad{{left, top}, {right, top}, {right, bottom}, {left, bottom}}
}

// apart reports whether two upright quads do not overlap.
func (q quad) apart(r quad) bool {
	return q[2].x <= r[0].x || r[2].x <= q[0].x || q[2].y <= r[0].y || r[2].y <= q[0].y
}

// depth returns how far q would have to move to leave r: the least overlap along the sides of both, by the separating
// axis theorem; 0 if they do not overlap.
func (q quad) depth(r quad) geom.Length {
	least := math.Inf(1)
	for _, sides := range [...]quad{q, r} {
		for i := range 2 {
			x, y := sides[i+1].x-sides[i].x, sides[i+1].y-sides[i].y
			length := math.Hypot(x, y)
			if length == 0 {
				return 0
			}
			x, y = x/length, y/length
			from, to := q.along(x, y)
			other, until := r.along(x, y)
			if least = min(least, to-other, until-from); least <= 0 {
				return 0
			}
		}
	}
	return geom.Length(least)
}
