package page

import (
	"fmt"
	"math"

	"lanyard/internal/base/geom"
)

// Scaled returns items that lie in a box of the given size, with its upper left corner at the origin, stretched over
// another box. Every position is rounded to the nearest EMU. Pens, letters and rotations cannot be stretched unevenly:
// they scale with the area.
func Scaled(items []Item, size geom.Size, box geom.Rect) []Item {
	s := scale{x: float64(box.W) / float64(size.W), y: float64(box.H) / float64(size.H), at: box.Origin()}
	return s.items(items)
}

// uneven is the difference between horizontal and vertical scale above which pens are stretched: far above rounding to
// whole EMU, far below what is visible.
const uneven = 1e-3

// scale stretches by x and y, then moves to at.
type scale struct {
	x, y float64
	at   geom.Position
}

func (s scale) position(p geom.Position) geom.Position {
	return geom.Position{X: p.X.Scale(s.x) + s.at.X, Y: p.Y.Scale(s.y) + s.at.Y}
}

func (s scale) path(p geom.Path) geom.Path {
	if p == nil {
		return nil
	}
	q := make(geom.Path, len(p))
	for i, seg := range p {
		for j := range seg.P {
			seg.P[j] = s.position(seg.P[j])
		}
		q[i] = seg
	}
	return q
}

func (s scale) rect(r geom.Rect) geom.Rect {
	p, q := s.position(r.Origin()), s.position(geom.Position{X: r.Right(), Y: r.Bottom()})
	return geom.Rect{X: p.X, Y: p.Y, W: q.X - p.X, H: q.Y - p.Y}
}

// length scales a length without a direction.
func (s scale) length(l geom.Length) geom.Length { return l.Scale(math.Sqrt(s.x * s.y)) }

func (s scale) items(items []Item) []Item {
	out := make([]Item, len(items))
	for i, it := range items {
		out[i] = s.item(it)
	}
	return out
}

func (s scale) item(it Item) Item {
	switch it := it.(type) {
	case *Glyphs:
		g := *it
		g.At, g.Size, g.Tracking = s.position(g.At), s.length(g.Size), s.length(g.Tracking)
		return &g
	case *Path:
		p := *it
		p.Outline, p.Mosaic, p.Fill, p.Stroke = s.path(p.Area()), nil, s.paint(p.Fill), s.stroke(p.Stroke)
		return &p
	case *Picture:
		p := *it
		p.Box, p.Clip = s.rect(p.Box), s.path(p.Clip)
		return &p
	case *Link:
		l := *it
		l.Box = s.rect(l.Box)
		return &l
	case *Group:
		g := *it
		g.At = s.position(g.At)
		inner := scale{x: s.x, y: s.y}
		g.Clip, g.Items = inner.path(g.Clip), inner.items(g.Items)
		return &g
	default:
		panic(fmt.Sprintf("internal error: page item %T is not known to Scaled", it))
	}
}

func (s scale) paint(p *Paint) *Paint {
	if p == nil || p.To == nil {
		return p
	}
	q := *p
	q.From, q.Until = s.position(p.From), s.position(p.Until)
	if p.Circle != nil {
		m := geom.Matrix{A: s.x, D: s.y, E: float64(s.at.X), F: float64(s.at.Y)}.Times(*p.Circle)
		q.Circle = &m
	}
	return &q
}

func (s scale) stroke(p *Stroke) *Stroke {
	if p == nil {
		return nil
	}
	q := *p
	q.Width, q.Phase = s.length(p.Width), s.length(p.Phase)
	q.Dash = make([]geom.Length, len(p.Dash))
	for i, d := range p.Dash {
		q.Dash[i] = s.length(d)
	}
	if math.Abs(s.x/s.y-1) > uneven {
		m := geom.Matrix{A: 1, D: 1}
		if p.Nib != nil {
			m = *p.Nib
		}
		even := math.Sqrt(s.x * s.y)
		m = geom.Matrix{A: s.x / even, D: s.y / even}.Times(m)
		q.Nib = &m
	}
	return &q
}
