package template

import (
	"fmt"
	"math"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/source"
)

// spare is how far a box may reach beyond an edge without a warning: the error of rounding turned boxes and inches.
const spare = geom.Millimetre / 10

// checkPlacement warns of boxes that are off the page. Texts and codes must be wholly on the trimmed page; pictures and
// shapes may cross its edges, but must be partly visible.
func (t *Template) checkPlacement(problems *source.Problems) {
	p := placement{problems}
	p.checkPlaces(t, t.Boxes, func(at geom.Position) geom.Position { return at }, true)
}

// placement collects the boxes that are off the page.
type placement struct{ problems *source.Problems }

// checkPlaces checks boxes in a page or group; place turns their coordinates into those of the page. top says that
// these are the same.
func (p placement) checkPlaces(t *Template, boxes []Box, place func(geom.Position) geom.Position, top bool) {
	for _, b := range boxes {
		f := b.frame()
		mine := turned(f, place)
		g, group := b.(*Group)
		switch {
		case group && !g.Down:
		case p.checkPlace(t, b, bounds(f, mine), top && f.Turn == 0):
			continue
		}
		if !group {
			continue
		}
		inner := func(at geom.Position) geom.Position { return mine(at.Add(f.At)) }
		if !g.Down {
			p.checkPlaces(t, g.Boxes, inner, false)
			continue
		}
		for _, line := range g.Boxes { // placed by the flow, inside the height of the group
			lf := line.frame()
			strip := Frame{At: geom.Position{X: lf.At.X}, Size: geom.Size{W: lf.Size.W, H: min(lf.Size.H, f.Size.H)}}
			p.checkPlace(t, line, bounds(&strip, inner), false)
		}
	}
}

// turned returns place for points of a box with its own turn.
func turned(f *Frame, place func(geom.Position) geom.Position) func(geom.Position) geom.Position {
	if f.Turn == 0 {
		return place
	}
	sin, cos := math.Sincos(f.Turn * math.Pi / 180)
	x, y := float64(f.At.X)+float64(f.Size.W)/2, float64(f.At.Y)+float64(f.Size.H)/2
	return func(at geom.Position) geom.Position {
		dx, dy := float64(at.X)-x, float64(at.Y)-y
		return place(geom.Position{X: geom.Length(x + dx*cos - dy*sin), Y: geom.Length(y + dx*sin + dy*cos)})
	}
}

// bounds returns the smallest upright rectangle around a box, on the page.
func bounds(f *Frame, place func(geom.Position) geom.Position) geom.Rect {
	r := f.Size.At(f.At)
	a := place(r.Origin())
	low, high := a, a
	for _, c := range []geom.Position{{X: r.Right(), Y: r.Y}, {X: r.X, Y: r.Bottom()}, {X: r.Right(), Y: r.Bottom()}} {
		c = place(c)
		low = geom.Position{X: min(low.X, c.X), Y: min(low.Y, c.Y)}
		high = geom.Position{X: max(high.X, c.X), Y: max(high.Y, c.Y)}
	}
	return geom.Rect{X: low.X, Y: low.Y, W: high.X - low.X, H: high.Y - low.Y}
}

// checkPlace warns of a box with these bounds if it is off the page, and reports whether it is. movable says that the
// box is placed on the page by its own at.
func (p placement) checkPlace(t *Template, b Box, r geom.Rect, movable bool) bool {
	page, f := t.Size.At(geom.Position{}), b.frame()
	warn := func(message, hint string) bool {
		p.problems.Add(source.Problem{Severity: source.Warning, Code: "template-off-page", File: t.File, Line: f.Line,
			Message: message, Hint: hint})
		return true
	}
	if r.X >= page.Right() || r.Y >= page.Bottom() || r.Right() <= 0 || r.Bottom() <= 0 {
		return warn(fmt.Sprintf("%s lies off the page, which has %s x %s: it is never seen", f.Name, t.Size.W, t.Size.H),
			"at counts from the upper left corner of the page, or of the group: correct it, or delete the box")
	}
	switch b.(type) {
	case *Picture, *Shape:
		return false
	}
	for _, edge := range []struct {
		name string
		over geom.Length
	}{{"left", -r.X}, {"upper", -r.Y}, {"right", r.Right() - page.Right()}, {"lower", r.Bottom() - page.Bottom()}} {
		if edge.over <= spare {
			continue
		}
		hint := "move it, or make it smaller"
		if movable && r.W <= page.W && r.H <= page.H {
			x, y := min(max(f.At.X, 0), page.W-f.Size.W), min(max(f.At.Y, 0), page.H-f.Size.H)
			hint = fmt.Sprintf("write at = [%q, %q], or make it smaller", x, y)
		}
		return warn(fmt.Sprintf("%s reaches %s beyond the %s edge of the page, which has %s x %s: what is there is cut off",
			f.Name, edge.over, edge.name, t.Size.W, t.Size.H), hint)
	}
	return false
}
