package raster

import (
	"cmp"
	"image"
	"math"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

func (c *canvas) path(it *page.Path) {
	area := it.Area()
	if len(area) == 0 {
		return
	}
	bounds := c.place.bounds(area.Bounds())
	opacity := opacity(it.Opacity)
	if it.Fill != nil && it.Stroke != nil && opacity < 255 {
		whole := *it
		whole.Opacity = 1
		c.faded(c.shownWith(bounds, it.Stroke), opacity, func() { c.path(&whole) })
		return
	}
	if paint := c.paint(it.Fill); paint != nil {
		if b, ok := c.shown(bounds); ok {
			c.scanner.begin(b)
			c.scanner.add(area, c.place)
			c.pour(paint, it.EvenOdd, opacity)
		}
	}
	if it.Stroke != nil {
		c.stroke(it.Outline, c.shownWith(bounds, it.Stroke), it.Stroke, opacity)
	}
}

// faded draws something as a whole at an opacity out of 255, so that where it overlaps itself the background shines
// through only once.
func (c *canvas) faded(bounds image.Rectangle, opacity uint8, draw func()) {
	before := image.NewRGBA(bounds)
	copyRows(before, c.img)
	draw()
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		under, over := before.Pix[before.PixOffset(bounds.Min.X,
			y):][:4*bounds.Dx()], c.img.Pix[c.img.PixOffset(bounds.Min.X, y):]
		for i, v := range under {
			over[i] = part(over[i], opacity) + part(v, 255-opacity)
		}
	}
}

func copyRows(dst, src *image.RGBA) {
	for y := dst.Rect.Min.Y; y < dst.Rect.Max.Y; y++ {
		copy(dst.Pix[dst.PixOffset(dst.Rect.Min.X, y):][:4*dst.Rect.Dx()], src.Pix[src.PixOffset(dst.Rect.Min.X, y):])
	}
}

// paint returns the paint for p, or nil if it paints nothing.
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

// thinnest is the width of the thinnest pen, in pixels: a hairline of a tenth of a point stays visible at 96 dpi, as it
// does on paper.
const thinnest = 0.25

// width returns the width of s in pixels.
func (c *canvas) width(s *page.Stroke) float64 {
	return max(float64(s.Width)*c.place.scale(), thinnest)
}

// shownWith returns the pixels within the clip that a line along an outline in bounds can cover.
func (c *canvas) shownWith(bounds image.Rectangle, s *page.Stroke) image.Rectangle {
	reach := c.width(s) / 2 * max(miter(s), math.Sqrt2) // a square cap reaches that far
	if s.Nib != nil {
		most, _ := s.Nib.Stretch()
		reach *= most
	}
	shown, _ := c.shown(bounds.Inset(-int(min(reach, farthest)) - 1))
	return shown
}

func miter(s *page.Stroke) float64 { return cmp.Or(s.Miter, page.DefaultMiter) }

// stroke draws a line as the area that the pen covers: a box for each straight piece, a wedge for each join and the
// caps, all with the same winding, so that overlaps count once.
func (c *canvas) stroke(path geom.Path, bounds image.Rectangle, s *page.Stroke, opacity uint8) {
	if bounds.Empty() {
		return
	}
	c.scanner.begin(bounds)
	pen := pen{scanner: &c.scanner, half: c.width(s) / 2, miter: miter(s), cap: s.Cap, turn: s.Join}
	var plane matrix // from pixels to the plane in which the pen is round
	if s.Nib != nil {
		pen.nib, plane = c.nib(s.Nib)
	}
	dash := newDash(s, c.place.scale())
	line := &c.polyline
	for path := path; len(path) > 0; {
		path = line.read(path, c.place)
		if pen.nib != nil {
			for i, p := range line.spots {
				x, y := plane.Way(p.x, p.y)
				line.spots[i] = spot{x, y}
			}
		}
		dash.cut(line, pen.draw)
	}
	c.pour(screen(s.Colour), false, opacity)
}

// nib returns the map from the plane in which a pen is round to pixels, and its inverse. Lengths in that plane are in
// pixels, too.
func (c *canvas) nib(n *geom.Matrix) (nib *matrix, back matrix) {
	m, scale := c.place, c.place.scale()
	a, b := m.Way(n.A/scale, n.B/scale)
	u, v := m.Way(n.C/scale, n.D/scale)
	to := linear(a, b, u, v)
	back, _ = to.inverse()
	return &to, back
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

// polyline is one contour as straight pieces of non-zero length.
type polyline struct {
	spots  []spot // a single one: a line without length; none: only a MoveTo
	closed bool   // the last spot connects to the first
	start  dot    // start of the contour
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
			if i == 1 {
				l.spots = l.spots[:0]
			}
			if i > 0 {
				return path[i:]
			}
			l.start = m.dot(s.P[0])
			reach(l.start)
			continue
		}
		if i == 0 { // after Close: continues from the start of the last contour
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
	if len(path) == 1 && path[0].Verb == geom.MoveTo {
		l.spots = l.spots[:0]
	}
	return nil
}

// pen turns pieces of a line into the area it covers.
type pen struct {
	scanner *scanner
	half    float64 // half its width
	miter   float64
	cap     page.Cap
	turn    page.Join
	nib     *matrix // from the plane where it is round to pixels; nil: it is round in pixels
}

// draw draws a line with its caps, or a closed one, with its joins. A line without length is drawn as its caps: a dot,
// an upright square or nothing.
func (p pen) draw(spots []spot, closed bool) {
	n := len(spots)
	var first, before spot
	for i := range n {
		from, to := spots[i], spots[(i+1)%n]
		way := to.minus(from)
		length := way.length()
		if length == 0 || i == n-1 && !closed {
			continue
		}
		way = way.times(1 / length)
		side := spot{-way.y, way.x}.times(p.half)
		p.area(from.plus(side), to.plus(side), to.minus(side), from.minus(side))
		if first == (spot{}) {
			first = way
		} else {
			p.join(from, before, way)
		}
		before = way
	}
	if first == (spot{}) {
		first, before, closed = spot{1, 0}, spot{1, 0}, false
	}
	if closed {
		p.join(spots[0], before, first)
	} else {
		p.end(spots[0], first.times(-1))
		p.end(spots[n-1], before)
	}
}

// end draws the cap of a line that ends in direction way.
func (p pen) end(at, way spot) {
	side := spot{-way.y, way.x}.times(p.half)
	switch p.cap {
	case page.SquareCap:
		far := at.plus(way.times(p.half))
		p.area(at.plus(side), far.plus(side), far.minus(side), at.minus(side))
	case page.RoundCap:
		p.round(at, way)
	}
}

// round adds the half of the pen's circle around at that faces way.
func (p pen) round(at, way spot) {
	side, tip := spot{-way.y, way.x}.times(p.half), way.times(p.half)
	p.fan(at, side, tip)
	p.fan(at, tip, side.times(-1))
}

// fan adds the sector of the pen's circle around at between two directions, less than half a turn anticlockwise. Its
// chords stay within a fiftieth of a pixel of the arc.
func (p pen) fan(at, from, to spot) {
	a := math.Atan2(from.cross(to), from.dot(to))
	radius := p.half
	if p.nib != nil {
		radius *= p.nib.scale() + math.Hypot(p.nib.C, p.nib.D)
	}
	n := min(maxSteps, 1+int(-a/2/math.Acos(max(0, 1-1/(50*radius)))))
	corners := append(make([]spot, 0, 2+n), at, at.plus(from))
	for i := 1; i < n; i++ {
		sin, cos := math.Sincos(a * float64(i) / float64(n))
		corners = append(corners, at.plus(spot{float64(from.x*cos) - float64(from.y*sin),
			float64(from.x*sin) + float64(from.y*cos)}))
	}
	p.area(append(corners, at.plus(to))...)
}

// join fills the outer side of a corner between two directions.
func (p pen) join(at, before, after spot) {
	turn := before.cross(after)
	if turn == 0 {
		if p.turn == page.RoundJoin && before.dot(after) < 0 {
			p.round(at, before)
		}
		return
	}
	outer := p.half
	if turn > 0 {
		outer = -outer
	}
	a := spot{-before.y, before.x}.times(outer)
	b := spot{-after.y, after.x}.times(outer)
	if turn > 0 {
		a, b = b, a
	}
	if p.turn == page.RoundJoin {
		p.fan(at, a, b)
		return
	}
	corner := []spot{at, at.plus(a), at.plus(b)}
	// The tip is in the direction of the sum of the two sides. Its distance over the half width is one over the cosine
	// of half the angle: the miter ratio.
	if cosine := 1 + before.dot(after); p.turn == page.MiterJoin && cosine*p.miter*p.miter >= 2 {
		corner = []spot{at, at.plus(a), at.plus(a.plus(b).times(1 / cosine)), at.plus(b)}
	}
	p.area(corner...)
}

// area adds a polygon.
func (p pen) area(corners ...spot) {
	if p.nib != nil {
		for i, c := range corners {
			x, y := p.nib.Way(c.x, c.y)
			corners[i] = spot{x, y}
		}
	}
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
	lengths []float64 // alternating dashes and gaps, in pixels; nil: a solid line
	period  float64
	first   int     // index into lengths at which a line begins
	left    float64 // what remains of that length
	piece   []spot
}

func newDash(s *page.Stroke, scale float64) *dash {
	d := &dash{}
	for range 1 + len(s.Dash)%2 { // an odd number of lengths is repeated
		for _, l := range s.Dash {
			length := float64(max(l, 0)) * scale
			d.period += length
			if s.Cap != page.ButtCap && len(d.lengths)%2 == 0 {
				length = max(length, shortest) // a dot's direction determines the angle of its square
			}
			d.lengths = append(d.lengths, length)
		}
	}
	if d.period > 0 {
		d.left = math.Mod(float64(max(s.Phase, 0))*scale, d.period)
		for d.left >= d.lengths[d.first] && d.first < len(d.lengths)-1 {
			d.left -= d.lengths[d.first]
			d.first++
		}
		d.left = max(0, d.lengths[d.first]-d.left)
	}
	return d
}

// shortest is the length used for a dash of length 0 with caps, in pixels.
const shortest = 1.0 / 64

// cut calls draw with the pieces of a line. Dashes restart at each contour.
func (d *dash) cut(l *polyline, draw func(spots []spot, closed bool)) {
	spots := l.spots
	if len(spots) == 0 {
		return
	}
	if l.closed {
		spots = append(spots, spots[0])
	}
	whole := 0.0
	for i := 1; i < len(spots); i++ {
		whole += spots[i].minus(spots[i-1]).length()
	}
	if whole*float64(len(d.lengths)) >= d.period*maxDashes { // too many, or no dashes
		draw(l.spots, l.closed)
		return
	}
	d.piece = append(d.piece[:0], spots[0])
	part, left := d.first, d.left
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
