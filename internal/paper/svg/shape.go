package svg

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

// number returns a length of a shape in px, or other if it is missing; whole is 100 %.
func (d *drawing) number(n *node, key string, whole, other float64) float64 {
	s := strings.TrimSpace(n.attributes[key])
	if s == "" || s == "auto" {
		return other
	}
	v, err := length(s, whole)
	if err != nil {
		d.refuse(n, fmt.Sprintf("%s=%q is not a length", key, short(s)),
			"write a number, with px, mm, cm, in or pt after it")
	}
	return v
}

// pathData returns a shape as path data, and whether it can be filled.
func (d *drawing) pathData(n *node, c context) (data string, filled bool) {
	x := func(key string) float64 { return d.number(n, key, c.width, 0) }
	y := func(key string) float64 { return d.number(n, key, c.height, 0) }
	switch n.name {
	case "path":
		return n.attributes["d"], true
	case "line":
		return fmt.Sprintf("M%g %gL%g %g", x("x1"), y("y1"), x("x2"), y("y2")), false
	case "polyline", "polygon":
		points := strings.Trim(n.attributes["points"], " \t\r\n\f,")
		if points == "" {
			return "", true
		}
		if n.name == "polygon" {
			points += "z"
		}
		return "M" + points, true
	case "circle":
		r := d.number(n, "r", c.diagonal(), 0)
		return ellipse(x("cx"), y("cy"), r, r), true
	case "ellipse":
		rx, ry := d.number(n, "rx", c.width, -1), d.number(n, "ry", c.height, -1)
		if rx < 0 {
			rx = ry // auto: SVG 2, 10.4
		}
		if ry < 0 {
			ry = rx
		}
		return ellipse(x("cx"), y("cy"), rx, ry), true
	case "rect":
		rx, ry := d.number(n, "rx", c.width, -1), d.number(n, "ry", c.height, -1)
		return rectangle(box{x("x"), y("y"), x("width"), y("height")}, rx, ry), true
	}
	return "", false
}

func ellipse(cx, cy, rx, ry float64) string {
	if !(rx > 0 && ry > 0) {
		return ""
	}
	return fmt.Sprintf("M%g %gA%g %g 0 0 1 %g %gA%g %g 0 0 1 %g %gA%g %g 0 0 1 %g %gA%g %g 0 0 1 %g %gz",
		cx+rx, cy, rx, ry, cx, cy+ry, rx, ry, cx-rx, cy, rx, ry, cx, cy-ry, rx, ry, cx+rx, cy)
}

// rectangle returns a box with corners of two radii (SVG 1.1, 9.2).
func rectangle(b box, rx, ry float64) string {
	if !(b.w > 0 && b.h > 0) {
		return ""
	}
	if rx < 0 {
		rx = max(ry, 0)
	}
	if ry < 0 {
		ry = rx
	}
	rx, ry = min(rx, b.w/2), min(ry, b.h/2)
	if rx == 0 || ry == 0 {
		return fmt.Sprintf("M%g %gH%gV%gH%gz", b.x, b.y, b.x+b.w, b.y+b.h, b.x)
	}
	x0, y0, x1, y1 := b.x, b.y, b.x+b.w, b.y+b.h
	return fmt.Sprintf("M%g %gH%gA%g %g 0 0 1 %g %gV%gA%g %g 0 0 1 %g %gH%gA%g %g 0 0 1 %g %gV%gA%g %g 0 0 1 %g %gz",
		x0+rx, y0, x1-rx, rx, ry, x1, y0+ry, y1-ry, rx, ry, x1-rx, y1, x0+rx, rx, ry, x0, y1-ry, y0+ry, rx, ry, x0+rx,
		y0)
}

// outline maps path data to the picture.
func (d *drawing) outline(n *node, c context, data string) geom.Path {
	path, err := c.matrix.ParsePath(data)
	if err != nil {
		d.refuse(n, fmt.Sprintf("<%s>: %v", n.name, err), "save it again as plain SVG")
		return nil
	}
	for i := range path {
		if path[i].Verb == geom.Close && path[i-1].Verb == geom.MoveTo { // a dot: PDF readers expect it as a line
			path[i] = geom.Segment{Verb: geom.LineTo, P: path[i-1].P}
		}
	}
	if d.segments += len(path); d.segments > maxSegments {
		d.limit(n, fmt.Sprintf("the outlines have more than %d segments in total", maxSegments))
		return nil
	}
	return path
}

// shape draws a shape with its fill, its stroke and its markers.
func (d *drawing) shape(n *node, c context) []page.Item {
	if c.style.hidden {
		return nil
	}
	data, filled := d.pathData(n, c)
	outline := d.outline(n, c, data)
	if len(outline) == 0 {
		return nil
	}
	return append(d.painting(n, c, outline, filled), d.markers(n, c, outline, data)...)
}

// painting draws the fill and the stroke of a shape.
func (d *drawing) painting(n *node, c context, outline geom.Path, filled bool) []page.Item {
	var fill, stroke page.Path
	if filled {
		fill = d.fill(n, c, outline)
	}
	stroke = d.stroke(n, c, outline)
	simple := fill.Fill != nil && fill.Fill.To == nil && opaque(fill.Opacity) == 1 && opaque(stroke.Opacity) == 1 &&
		!c.style.strokeFirst
	switch {
	case simple && stroke.Stroke != nil && stroke.Stroke.Nib == nil:
		fill.Stroke = stroke.Stroke
		return []page.Item{&fill}
	case fill.Fill == nil && stroke.Stroke == nil:
		return nil
	case fill.Fill == nil:
		return []page.Item{&stroke}
	case stroke.Stroke == nil:
		return []page.Item{&fill}
	case c.style.strokeFirst:
		return []page.Item{&stroke, &fill}
	}
	return []page.Item{&fill, &stroke}
}

// painted returns the paint and opacity of an ink; nil paints nothing.
func (d *drawing) painted(n *node, c context, i ink, outline geom.Path) (*page.Paint, float64) {
	switch i.kind {
	case current:
		return &page.Paint{Colour: c.style.colour.Colour}, c.style.colour.alpha
	case server:
		if to := d.target(n, i.ref); to != nil {
			return d.gradient(to, c, outline)
		}
		if i.none {
			return nil, 0
		}
		fallthrough
	case plain:
		return &page.Paint{Colour: i.colour.Colour}, i.colour.alpha
	}
	return nil, 0
}

func (d *drawing) fill(n *node, c context, outline geom.Path) page.Path {
	p := page.Path{Outline: outline, EvenOdd: c.style.evenOdd}
	paint, alpha := d.painted(n, c, c.style.fill, outline)
	if p.Opacity = alpha * c.style.fillOpacity; p.Opacity > 0 {
		p.Fill = paint
	}
	return p
}

// If a pen's two widths differ by a factor below uneven, it looks round; above flat, it has hardly any width left.
const (
	uneven = 1.001
	flat   = 1_000
)

func (d *drawing) stroke(n *node, c context, outline geom.Path) page.Path {
	s := c.style
	p := page.Path{Outline: outline}
	if s.stroke.kind == nothing || !(s.width > 0) || s.strokeOpacity == 0 {
		return p
	}
	paint, alpha := d.painted(n, c, s.stroke, outline)
	if paint == nil || alpha == 0 {
		return p
	}
	if paint.To != nil {
		d.refuse(n, "a line has a gradient",
			"convert it to a shape: in Inkscape Path > Stroke to Path, in Illustrator Object > Path > Outline Stroke")
		return p
	}
	most, least := c.matrix.Stretch()
	if most > least*flat {
		return p
	}
	if s.fixed {
		d.refuse(n, "a line does not scale with the drawing (non-scaling-stroke)", "remove vector-effect")
		return p
	}
	scale := math.Sqrt(most * least)
	if far := s.width * scale; !(far <= float64(page.MaxSide)) {
		d.refuse(n, fmt.Sprintf("a line is more than %s wide", page.MaxSide), "draw a thinner line")
		return p
	}
	pen := &page.Stroke{Width: geom.Length(math.Round(s.width * scale)), Colour: paint.Colour, Cap: s.cap, Join: s.join}
	if s.join == page.MiterJoin {
		pen.Miter = s.miter
	}
	if m := c.matrix; most > least*uneven {
		pen.Nib = &geom.Matrix{A: m.A / scale, B: m.B / scale, C: m.C / scale, D: m.D / scale}
	}
	d.dashes(n, pen, s, scale)
	p.Stroke, p.Opacity = pen, alpha*s.strokeOpacity
	return p
}

// dashes sets the dashes of a pen.
func (d *drawing) dashes(n *node, pen *page.Stroke, s style, scale float64) {
	if len(s.dash) == 0 {
		return
	}
	if n.attributes["pathLength"] != "" {
		d.refuse(n, "dashes are measured by pathLength", "convert them to shapes: in Inkscape Path > Stroke to Path")
		return
	}
	sum := 0.0
	for _, v := range s.dash {
		sum += v
		if v*scale > float64(page.MaxSide) {
			d.refuse(n, fmt.Sprintf("a dash is more than %s long", page.MaxSide), "draw a solid line")
			return
		}
		pen.Dash = append(pen.Dash, geom.Length(math.Round(v*scale)))
	}
	if len(s.dash)%2 == 1 {
		sum *= 2
	}
	phase := math.Mod(s.phase, sum)
	if phase < 0 {
		phase += sum
	}
	pen.Phase = geom.Length(math.Round(phase * scale))
}

// unitBox returns the matrix from the unit square to the bounding box of what is painted, in the element's coordinates
// (SVG 1.1, 7.11). ok is false if the box has no area.
func unitBox(paths []geom.Path, c context) (geom.Matrix, bool) {
	back, ok := c.matrix.Inverse()
	if !ok {
		return identity, false
	}
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	add := func(x, y float64) { x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x), max(y1, y) }
	for _, path := range paths {
		var at [2]float64
		for _, s := range path {
			var p [3][2]float64
			for i, q := range s.P {
				p[i][0], p[i][1] = back.At(float64(q.X), float64(q.Y))
			}
			switch s.Verb {
			case geom.MoveTo, geom.LineTo:
				at = p[0]
				add(at[0], at[1])
			case geom.CurveTo:
				for axis := range 2 {
					for _, t := range turns(at[axis], p[0][axis], p[1][axis], p[2][axis]) {
						u := 1 - t
						on := func(i int) float64 {
							return u*u*u*at[i] + 3*u*u*t*p[0][i] + 3*u*t*t*p[1][i] + t*t*t*p[2][i]
						}
						add(on(0), on(1))
					}
				}
				at = p[2]
				add(at[0], at[1])
			}
		}
	}
	m := geom.Matrix{A: x1 - x0, D: y1 - y0, E: x0, F: y0}
	return m, m.A > 0 && m.D > 0
}

// turns returns the parameters between 0 and 1 at which a cubic Bézier has an extremum.
func turns(a, b, c, d float64) (at []float64) {
	// Its derivative is p t² + q t + r, times three.
	p, q, r := d-a+3*(b-c), 2*(a-2*b+c), b-a
	var roots []float64
	if math.Abs(p) < 1e-12*(math.Abs(q)+math.Abs(r)) {
		roots = []float64{-r / q}
	} else if root := q*q - 4*p*r; root >= 0 {
		root = math.Sqrt(root)
		roots = []float64{(-q - root) / (2 * p), (-q + root) / (2 * p)}
	}
	for _, t := range roots {
		if t > 0 && t < 1 {
			at = append(at, t)
		}
	}
	return at
}

// offset reads the position of a stop: a number or a percentage.
func offset(s string) (float64, error) {
	s = strings.TrimSpace(s)
	per := 1.0
	if before, ok := strings.CutSuffix(s, "%"); ok {
		s, per = before, 100
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(v) {
		return 0, errValue
	}
	return max(0, min(1, v/per)), nil
}
