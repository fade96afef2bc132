package svg

import (
	"fmt"
	"math"
	"strings"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

// stop is a colour of a gradient.
type stop struct {
	part float64
	colour
}

// maxTemplates is how many gradients may inherit from each other.
const maxTemplates = 8

// gradient returns the paint of a gradient on an outline, and its opacity, or nil if it paints nothing (SVG 1.1, 13.2).
func (d *drawing) gradient(n *node, c context, outline geom.Path) (*page.Paint, float64) {
	if n.name != "linearGradient" && n.name != "radialGradient" {
		if n.name == "pattern" {
			d.refuse(n, "there is a pattern",
				"convert it to shapes: in Inkscape Object > Pattern > Pattern to Objects, in Illustrator Object > "+
					"Expand")
		} else {
			d.refuse(n, fmt.Sprintf("something is filled or stroked with a <%s>", short(n.name)),
				"use a plain colour or a gradient")
		}
		return nil, 0
	}
	g := geometry{drawing: d, node: n, chain: d.templates(n)}
	stops, ok := d.stops(g.chain)
	if !ok || len(stops) == 0 {
		return nil, 0
	}
	last := stops[len(stops)-1]
	flat, alpha := &page.Paint{Colour: last.Colour}, last.alpha
	if len(stops) == 1 {
		return flat, alpha
	}
	for _, s := range stops {
		if math.Abs(s.alpha-alpha) > 1.0/512 {
			d.refuse(n, "a gradient fades: its colours differ in opacity", "make all colours opaque and adjust them")
			return nil, 0
		}
	}
	if v, _ := g.get("spreadMethod"); v != "" && v != "pad" {
		d.refuse(n, fmt.Sprintf("a gradient repeats (spreadMethod %q)", short(v)), "give it more colours instead")
		return nil, 0
	}
	matrix := c.matrix
	if units, _ := g.get("gradientUnits"); units != "userSpaceOnUse" {
		m, ok := unitBox([]geom.Path{outline}, c)
		if !ok {
			return nil, 0
		}
		matrix, g.width, g.height = matrix.Times(m), 1, 1
	} else {
		g.width, g.height = c.width, c.height
	}
	if v, from := g.get("gradientTransform"); v != "" {
		matrix = matrix.Times(d.transform(from, "gradientTransform"))
	}
	paint := paintOf(stops)
	if n.name == "linearGradient" {
		ok = g.axis(paint, matrix)
	} else {
		ok = g.circle(paint, matrix)
	}
	if !ok {
		return flat, alpha
	}
	return paint, alpha
}

// paintOf returns a paint with the colours of stops.
func paintOf(stops []stop) *page.Paint {
	first, last := stops[0], stops[len(stops)-1]
	to := last.Colour
	p := &page.Paint{Colour: first.Colour, To: &to}
	for i, s := range stops {
		if i == 0 && s.part == 0 || i == len(stops)-1 && s.part == 1 {
			continue
		}
		p.Stops = append(p.Stops, page.Stop{Part: s.part, Colour: s.Colour})
	}
	return p
}

// templates returns n and the gradients it inherits from.
func (d *drawing) templates(n *node) []*node {
	chain := []*node{n}
	for {
		ref := strings.TrimSpace(n.attributes["href"])
		if ref == "" {
			return chain
		}
		to := d.target(n, ref)
		if to == nil || to.name != "linearGradient" && to.name != "radialGradient" {
			return chain
		}
		if len(chain) == maxTemplates {
			d.limit(n, fmt.Sprintf("more than %d gradients inherit from each other", maxTemplates))
			return chain
		}
		chain, n = append(chain, to), to
	}
}

// stops returns the stops of the first gradient that has any.
func (d *drawing) stops(chain []*node) ([]stop, bool) {
	var stops []stop
	for _, n := range chain {
		for _, child := range n.children {
			if child.name != "stop" {
				continue
			}
			s, ok := d.stop(child)
			if !ok {
				return nil, false
			}
			if len(stops) > 0 {
				s.part = max(s.part, stops[len(stops)-1].part)
			}
			if stops = append(stops, s); len(stops) > maxStops {
				d.limit(n, fmt.Sprintf("a gradient has more than %d colours", maxStops))
				return nil, false
			}
		}
		if len(stops) > 0 {
			break
		}
	}
	return stops, true
}

func (d *drawing) stop(n *node) (s stop, ok bool) {
	r := reader{d, n, d.declared(n)}
	s.colour = colour{alpha: 1}
	if v := n.attributes["offset"]; v != "" {
		var err error
		if s.part, err = offset(v); err != nil {
			r.unknown("offset", v)
			return s, false
		}
	}
	if v, given := r.value("stop-color"); given {
		c, err := parseColour(v)
		if strings.EqualFold(v, "currentColor") {
			c, err = colour{alpha: 1}, nil
			if own, set := r.value("color"); set {
				c, err = parseColour(own)
			}
		}
		if err != nil {
			r.unknown("stop-color", v)
			return s, false
		}
		s.colour = c
	}
	opacity := 1.0
	r.opacity("stop-opacity", &opacity)
	s.alpha *= opacity
	return s, true
}

// geometry reads the position of a gradient. Missing attributes are inherited.
type geometry struct {
	*drawing
	node          *node
	chain         []*node
	width, height float64 // the size that percentages refer to
}

func (g geometry) get(key string) (value string, from *node) {
	for _, n := range g.chain {
		if v := strings.TrimSpace(n.attributes[key]); v != "" {
			return v, n
		}
	}
	return "", g.node
}

func (g geometry) number(key string, whole float64, other string) float64 {
	v, n := g.get(key)
	if v == "" {
		v = other
	}
	f, err := length(v, whole)
	if err != nil {
		g.refuse(n, fmt.Sprintf("%s=%q is not a length", key, short(v)), "write a number or a percentage")
	}
	return f
}

// near reports whether a position is within the limits of a page.
func near(x, y float64) bool {
	const most = 1e5 * float64(geom.Millimetre)
	return math.Abs(x) <= most && math.Abs(y) <= most
}

// axis finds the axis of a linear gradient. A transform may slant the lines of equal colour; on paper the axis is
// perpendicular to them.
func (g geometry) axis(p *page.Paint, m geom.Matrix) bool {
	x1, y1 := g.number("x1", g.width, "0%"), g.number("y1", g.height, "0%")
	x2, y2 := g.number("x2", g.width, "100%"), g.number("y2", g.height, "0%")
	fx, fy := m.At(x1, y1)
	ux, uy := m.At(x2, y2)
	lx, ly := m.At(x1-(y2-y1), y1+(x2-x1)) // along the line of the first colour
	lx, ly = lx-fx, ly-fy
	square := lx*lx + ly*ly
	if square == 0 {
		return false
	}
	part := ((ux-fx)*-ly + (uy-fy)*lx) / square
	ux, uy = fx-ly*part, fy+lx*part
	if !near(fx, fy) || !near(ux, uy) {
		return false
	}
	p.From = geom.Position{X: geom.Length(math.Round(fx)), Y: geom.Length(math.Round(fy))}
	p.Until = geom.Position{X: geom.Length(math.Round(ux)), Y: geom.Length(math.Round(uy))}
	return p.From != p.Until
}

// circle finds the circle of a radial gradient, which a transform may turn into an ellipse.
func (g geometry) circle(p *page.Paint, m geom.Matrix) bool {
	cx, cy := g.number("cx", g.width, "50%"), g.number("cy", g.height, "50%")
	r := g.number("r", math.Hypot(g.width, g.height)/math.Sqrt2, "50%")
	fx, fy, fr := cx, cy, g.number("fr", 1, "0")
	if v, _ := g.get("fx"); v != "" {
		fx = g.number("fx", g.width, v)
	}
	if v, _ := g.get("fy"); v != "" {
		fy = g.number("fy", g.height, v)
	}
	if !(r > 0) {
		return false
	}
	if math.Hypot(fx-cx, fy-cy) > r/100 || fr > r/100 {
		g.refuse(g.node, "a radial gradient has an off-centre focus", "move the focus to the centre")
		return false
	}
	circle := m.Times(geom.Matrix{A: r, D: r, E: cx, F: cy})
	_, least := circle.Stretch()
	p.Circle = &circle
	return least >= 1 && near(circle.E, circle.F) && near(circle.A, circle.B) && near(circle.C, circle.D)
}
