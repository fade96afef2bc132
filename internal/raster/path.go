package raster

import (
	"image"
	"math"

	"lanyard/internal/geom"
	"lanyard/internal/page"
)

func (c *canvas) path(it *page.Path) {
	area := it.Area()
	if len(area) == 0 {
		return
	}
	bounds := c.place.bounds(area.Bounds())
	opacity := opacity(it.Opacity)
	if paint := c.paint(it.Fill); paint != nil {
		if b, ok := c.shown(bounds); ok {
			c.scanner.begin(b)
			c.scanner.add(area, c.place)
			c.pour(paint, it.EvenOdd, opacity)
		}
	}
	if it.Stroke != nil {
		c.stroke(it.Outline, bounds, it.Stroke, opacity)
	}
}

// paint returns what p fills with; nil is nothing.
func (c *canvas) paint(p *page.Paint) paint {
	if p == nil {
		return nil
	}
	if p.To == nil {
		return screen(p.Colour)
	}
	if g := newGradient(p, c.place); g != nil {
		return g
	}
	return nil
}

// thinnest is the width of the thinnest pen, in pixels: a hairline of a tenth
// of a point stays visible at 96 dpi, as it does on paper.
const thinnest = 0.25

// miterLimit is how many times longer than wide a corner may be before it is
// cut: what PDF begins with (ISO 32000-1, 8.4.3.5).
const miterLimit = 10

// stroke draws a line as the area that the pen covers: a box for each straight
// piece and a corner at each join, all turning the same way, so that what
// overlaps counts once.
func (c *canvas) stroke(path geom.Path, bounds image.Rectangle, s *page.Stroke, opacity uint8) {
	scale := c.place.scale()
	width := max(float64(s.Width)*scale, thinnest)
	reach := int(min(width/2*miterLimit, farthest)) + 1
	bounds, ok := c.shown(bounds.Inset(-reach))
	if !ok {
		return
	}
	c.scanner.begin(bounds)
	pen := pen{scanner: &c.scanner, half: width / 2}
	dash := newDash(s.Dash, scale)
	line := &c.polyline
	for path := path; len(path) > 0; {
		path = line.read(path, c.place)
		dash.cut(line, pen.draw)
	}
	c.pour(screen(s.Colour), false, opacity)
}

// spot is a position in pixels.
type spot struct{ x, y float64 }

func (a spot) plus(b spot) spot               { return spot{a.x + b.x, a.y + b.y} }
func (a spot) minus(b spot) spot              { return spot{a.x - b.x, a.y - b.y} }
func (a spot) times(f float64) spot           { return spot{float64(a.x * f), float64(a.y * f)} }
func (a spot) dot(b spot) float64             { return float64(a.x*b.x) + float64(a.y*b.y) }
func (a spot) cross(b spot) float64           { return float64(a.x*b.y) - float64(a.y*b.x) }
func (a spot) length() float64                { return math.Sqrt(a.dot(a)) }
func (a spot) towards(b spot, f float64) spot { return a.plus(b.minus(a).times(f)) }

// polyline is one contour as straight pieces, none without length.
type polyline struct {
	spots  []spot
	closed bool // the last spot leads to the first
	start  dot  // of the contour
}

// read takes the first contour from path and returns the rest.
func (l *polyline) read(path geom.Path, m matrix) geom.Path {
	l.spots, l.closed = l.spots[:0], false
	var last dot
	reach := func(to dot) {
		last = to
		at := spot{float64(to.x) / one, float64(to.y) / one}
		if n := len(l.spots); n == 0 || l.spots[n-1] != at {
			l.spots = append(l.spots, at)
		}
	}
	for i, s := range path {
		if s.Verb == geom.MoveTo {
			if i > 0 {
				return path[i:]
			}
			l.start = m.dot(s.P[0])
			reach(l.start)
			continue
		}
		if i == 0 { // after Close: it goes on from where the last contour began
			reach(l.start)
		}
		switch s.Verb {
		case geom.LineTo:
			reach(m.dot(s.P[0]))
		case geom.CurveTo:
			curve(last, m.dot(s.P[0]), m.dot(s.P[1]), m.dot(s.P[2]), reach)
		case geom.Close:
			l.closed = true
			if n := len(l.spots); n > 1 && l.spots[n-1] == l.spots[0] {
				l.spots = l.spots[:n-1]
			}
			return path[i+1:]
		}
	}
	return nil
}

// pen turns pieces of a line into the area that it covers.
type pen struct {
	scanner *scanner
	half    float64 // of its width
}

// draw draws a line with butt caps, or a closed one, with mitred joins.
func (p pen) draw(spots []spot, closed bool) {
	n := len(spots)
	if n < 2 {
		return
	}
	pieces := n - 1
	if closed {
		pieces = n
	}
	var first, before spot
	for i := range pieces {
		from, to := spots[i], spots[(i+1)%n]
		way := to.minus(from)
		way = way.times(1 / way.length())
		side := spot{-way.y, way.x}.times(p.half)
		p.area(from.plus(side), to.plus(side), to.minus(side), from.minus(side))
		if i == 0 {
			first = way
		} else {
			p.join(from, before, way)
		}
		before = way
	}
	if closed {
		p.join(spots[0], before, first)
	}
}

// join fills the outer side of a corner between two directions.
func (p pen) join(at, before, after spot) {
	turn := before.cross(after)
	if turn == 0 {
		return
	}
	outer := p.half
	if turn > 0 {
		outer = -outer
	}
	a := at.plus(spot{-before.y, before.x}.times(outer))
	b := at.plus(spot{-after.y, after.x}.times(outer))
	corner := []spot{at, a, b}
	// The tip lies on the sum of the two sides. Its distance over the half
	// width is one over the cosine of half the turn: the miter ratio.
	if cosine := 1 + before.dot(after); cosine*miterLimit*miterLimit >= 2 {
		tip := at.plus(a.minus(at).plus(b.minus(at)).times(1 / cosine))
		corner = []spot{at, a, tip, b}
	}
	if turn > 0 {
		for i, j := 1, len(corner)-1; i < j; i, j = i+1, j-1 {
			corner[i], corner[j] = corner[j], corner[i]
		}
	}
	p.area(corner...)
}

// area adds a polygon.
func (p pen) area(corners ...spot) {
	last := corners[len(corners)-1]
	from := fixed(last.x, last.y)
	for _, c := range corners {
		to := fixed(c.x, c.y)
		p.scanner.line(from, to)
		from = to
	}
}

// dash cuts lines into pieces.
type dash struct {
	lengths []float64 // dash and gap in turn, in pixels; nil: a full line
	period  float64
	piece   []spot
}

func newDash(lengths []geom.Length, scale float64) *dash {
	d := &dash{}
	for range 1 + len(lengths)%2 { // an odd number is gone through twice
		for _, l := range lengths {
			d.lengths = append(d.lengths, float64(max(l, 0))*scale)
			d.period += float64(max(l, 0)) * scale
		}
	}
	return d
}

// cut calls draw with the pieces of a line, each beginning with a dash at the
// start of the contour.
func (d *dash) cut(l *polyline, draw func(spots []spot, closed bool)) {
	spots := l.spots
	if len(spots) < 2 {
		return
	}
	if l.closed {
		spots = append(spots, spots[0])
	}
	whole := 0.0
	for i := 1; i < len(spots); i++ {
		whole += spots[i].minus(spots[i-1]).length()
	}
	if whole*float64(len(d.lengths)) >= d.period*maxDashes { // also without dashes
		draw(l.spots, l.closed)
		return
	}
	d.piece = append(d.piece[:0], spots[0])
	part, left := 0, d.lengths[0]
	for i := 1; i < len(spots); i++ {
		from, to := spots[i-1], spots[i]
		length := to.minus(from).length()
		done := 0.0
		for length-done > left {
			done += left
			at := from.towards(to, done/length)
			if part%2 == 0 {
				draw(append(d.piece, at), false)
			}
			d.piece = append(d.piece[:0], at)
			part = (part + 1) % len(d.lengths)
			left = d.lengths[part]
		}
		left -= length - done
		d.piece = append(d.piece, to)
	}
	if part%2 == 0 {
		draw(d.piece, false)
	}
}
