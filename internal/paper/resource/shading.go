package resource

import (
	"math"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

// maxStops is how many colours a gradient may have: each pixel looks through them.
const maxStops = 512

// Gradient reads a shading in a place: one along an axis, or of circles around one centre. It must go on beyond its
// ends; others are not read.
func (r *Reader) Gradient(v cos.Value, place geom.Matrix, spaces cos.Dict) (*page.Paint, bool) {
	d := r.Dict(v)
	extend, err := r.Get(d["Extend"])
	ends, _ := extend.(cos.Array)
	if err != nil || len(ends) != 2 || ends[0] != true || ends[1] != true || d["BBox"] != nil {
		return nil, false
	}
	in := r.Space(d["ColorSpace"], spaces)
	f, ok := r.function(d["Function"], 0)
	if !ok || in.kind > tint {
		return nil, false
	}
	from, to := 0.0, 1.0
	if domain, ok := r.Numbers(d["Domain"], 2); ok {
		from, to = domain[0], domain[1]
	}
	p := &page.Paint{}
	first := 0.0 // the part of the way at which the colours begin
	switch r.Number(d["ShadingType"], 0) {
	case 2:
		xy, ok := r.Numbers(d["Coords"], 4)
		if !ok {
			return nil, false
		}
		p.From, p.Until, ok = axis(place, xy)
		if !ok {
			return nil, false
		}
	case 3:
		xy, ok := r.Numbers(d["Coords"], 6)
		if !ok || xy[0] != xy[3] || xy[1] != xy[4] || xy[2] < 0 || xy[5] <= xy[2] {
			return nil, false
		}
		first = xy[2] / xy[5]
		m := place.Times(geom.Matrix{A: xy[5], D: xy[5], E: xy[3], F: xy[4]})
		p.Circle = &m
	default:
		return nil, false
	}
	stops := f.stops(from, to)
	r.Operators += len(stops) * (1 + len(f.bounds)/listStep)
	if len(stops) > maxStops {
		return nil, false
	}
	for i := range stops {
		colour, ok := in.Screen(f.at([]float64{stops[i].at}))
		if !ok {
			return nil, false
		}
		part := 0.0
		if to != from {
			part = (stops[i].part - from) / (to - from)
		}
		p.Stops = append(p.Stops, page.Stop{Part: first + part*(1-first), Colour: colour})
	}
	p.Colour = p.Stops[0].Colour
	end := p.Stops[len(p.Stops)-1].Colour
	p.To = &end
	if p.Stops = p.Stops[:len(p.Stops)-1]; first == 0 {
		p.Stops = p.Stops[1:]
	}
	return p, true
}

// axis returns the ends of an axis on the page. Lines of one colour stay lines under any map, but only a similarity
// keeps them at a right angle to the axis, as page.Paint has them.
func axis(place geom.Matrix, xy []float64) (from, until geom.Position, ok bool) {
	x0, y0 := place.At(xy[0], xy[1])
	x1, y1 := place.At(xy[2], xy[3])
	u, v := place.Way(xy[1]-xy[3], xy[2]-xy[0]) // along a line of one colour
	n := math.Hypot(u, v)
	if n == 0 || math.IsNaN(n) || math.IsInf(n, 0) {
		return from, until, false
	}
	u, v = -v/n, u/n // across it
	d := (x1-x0)*u + (y1-y0)*v
	return geom.Position{X: Length(x0), Y: Length(y0)}, geom.Position{X: Length(x0 + d*u), Y: Length(y0 + d*v)}, true
}

// sample is a place between the ends of a gradient, and the input of its function there.
type sample struct{ part, at float64 }

// stops returns where the colours of a gradient from one input to another are to be known: everywhere that its function
// bends, from both sides, and in even steps where it is not straight.
func (f *function) stops(from, to float64) []sample {
	const steps, beside = 16, 1e-9
	if from > to || f.straight() {
		return []sample{{from, from}, {to, to}}
	}
	edges := []float64{from}
	if f.kind == 3 {
		for _, b := range f.bounds {
			if b > edges[len(edges)-1] && b < to {
				edges = append(edges, b)
			}
		}
	}
	edges = append(edges, to)
	var all []sample
	for i := range edges[1:] {
		low, high := edges[i], edges[i+1]
		n := steps
		if f.kind == 3 && i < len(f.parts) && f.parts[i].straight() {
			n = 1
		}
		all = append(all, sample{low, low + (high-low)*beside})
		for k := 1; k < n; k++ {
			at := low + (high-low)*float64(k)/float64(n)
			all = append(all, sample{at, at})
		}
		all = append(all, sample{high, high - (high-low)*beside})
	}
	return all
}
