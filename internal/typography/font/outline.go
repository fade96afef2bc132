package font

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"slices"
	"sync"

	"lanyard/internal/base/geom"
)

// Outline returns the contours of a glyph at a font size, in EMU with y downwards as on a page, with the origin at the
// pen on the baseline. At a size of UnitsPerEm EMU, one EMU is one font unit. The path is empty for a glyph without ink
// or one that the font does not have.
func (f *Font) Outline(gid uint16, size geom.Length) geom.Path {
	t := tracers.Get().(*tracer)
	defer tracers.Put(t)
	if t.trace(f, gid) != nil {
		return nil
	}
	scale := float64(size) / float64(f.units)
	at := func(x, y float64) geom.Position {
		return geom.Position{X: geom.Length(math.Round(x * scale)), Y: geom.Length(math.Round(-y * scale))}
	}
	var path geom.Path
	t.contours(func(first point, quads []quad) {
		p := at(first.x, first.y)
		path.Move(p.X, p.Y)
		x, y := first.x, first.y
		for _, q := range quads {
			end := at(q.x, q.y)
			if q.straight {
				path.Line(end.X, end.Y)
			} else { // quadratic to cubic: the controls are two thirds of the way to the single control
				path.Curve(at(x+(q.cx-x)*2/3, y+(q.cy-y)*2/3), at(q.x+(q.cx-q.x)*2/3, q.y+(q.cy-q.y)*2/3), end)
			}
			x, y = q.x, q.y
		}
		path.Close()
	})
	return path
}

// Ink returns the box around the ink of a glyph, including the extremes of curves, rounded outwards; empty for a glyph
// without ink. It does not trust the box stated by the font.
func (f *Font) Ink(gid uint16) InkBox {
	t := tracers.Get().(*tracer)
	defer tracers.Put(t)
	if t.trace(f, gid) != nil {
		return InkBox{}
	}
	x, y := emptySpan, emptySpan
	t.contours(func(first point, quads []quad) {
		x.reach(first.x)
		y.reach(first.y)
		x0, y0 := first.x, first.y
		for _, q := range quads {
			x.reach(q.x)
			y.reach(q.y)
			if !q.straight {
				x.bulge(x0, q.cx, q.x)
				y.bulge(y0, q.cy, q.y)
			}
			x0, y0 = q.x, q.y
		}
	})
	if x.from > x.to {
		return InkBox{}
	}
	return InkBox{int32(math.Floor(x.from)), int32(math.Floor(y.from)), int32(math.Ceil(x.to)), int32(math.Ceil(y.to))}
}

// span is the range of one axis covered by ink.
type span struct{ from, to float64 }

var emptySpan = span{math.Inf(1), math.Inf(-1)}

func (s *span) reach(v float64) { s.from, s.to = min(s.from, v), max(s.to, v) }

// bulge adds the extreme of the quadratic curve from a to b with control c, where its derivative is zero, if it is
// outside a to b.
func (s *span) bulge(a, c, b float64) {
	if c >= min(a, b) && c <= max(a, b) {
		return
	}
	t := (a - c) / (a - 2*c + b)
	s.reach((1-t)*(1-t)*a + 2*t*(1-t)*c + t*t*b)
}

// point is one point of a TrueType outline.
type point struct {
	x, y float64
	on   bool // on the curve, otherwise a control of a quadratic curve
	last bool // last of its contour
}

// quad is a line or quadratic curve from the end of the previous one.
type quad struct {
	cx, cy   float64 // control, unless straight
	x, y     float64 // end
	straight bool
}

// tracer collects the points of a glyph, including components. It is reused, to keep its buffers.
type tracer struct {
	points     []point
	data       []byte // of the glyph, then of its components
	flags      []byte
	quads      []quad
	components int
}

var tracers = sync.Pool{New: func() any { return new(tracer) }}

var errCut = errors.New("its data is truncated")

// trace fills t.points with the outline of a glyph. The outline starts at the left side bearing of the metrics:
// rasterisers move it there if the glyph's own box differs, so we measure what they draw.
func (t *tracer) trace(f *Font, gid uint16) error {
	t.points, t.data, t.components = t.points[:0], t.data[:0], 0
	if err := t.glyph(f, gid, 0); err != nil {
		return err
	}
	if len(t.points) > 0 {
		if shift := float64(f.bearing(gid)) - float64(int16(big.Uint16(t.data[2:]))); shift != 0 {
			for i := range t.points {
				t.points[i].x += shift
			}
		}
	}
	return nil
}

// glyph appends the points of a glyph at the coordinates in its data (OpenType 1.9, "glyf").
func (t *tracer) glyph(f *Font, gid uint16, depth int) error {
	if int(gid) >= f.glyphs {
		return fmt.Errorf("there is no glyph %d", gid)
	}
	n := len(t.data)
	t.data = f.appendData(t.data, gid)
	data := t.data[n:]
	if len(data) == 0 {
		return nil
	}
	if len(data) < 10 {
		return errCut
	}
	contours := int(int16(big.Uint16(data)))
	if contours < 0 {
		return t.composite(f, data[10:], depth)
	}
	_, err := t.simple(data[10:], contours)
	return err
}

// Flags of a point in a simple glyph.
const (
	onCurve = 1 << iota
	shortX
	shortY
	repeated
	sameX // with shortX: the byte is positive
	sameY
)

// simple appends the points of a simple glyph, given its data after the header, and returns the data that follows.
func (t *tracer) simple(data []byte, contours int) (rest []byte, err error) {
	if contours == 0 {
		return data, nil
	}
	if len(data) < 2*contours+2 {
		return nil, errCut
	}
	ends := data[:2*contours]
	count := int(big.Uint16(ends[2*contours-2:])) + 1
	first := len(t.points)
	if first+count > maxPoints {
		return nil, fmt.Errorf("more than %d points", maxPoints)
	}
	instructions := int(big.Uint16(data[2*contours:]))
	data = data[2*contours+2:]
	if len(data) < instructions {
		return nil, errCut
	}
	data = data[instructions:]

	flags := t.flags[:0]
	for len(flags) < count {
		if len(data) < 2 {
			return nil, errCut
		}
		flag, times := data[0], 1
		data = data[1:]
		if flag&repeated != 0 {
			times, data = int(data[0])+1, data[1:]
		}
		for ; times > 0 && len(flags) < count; times-- {
			flags = append(flags, flag)
		}
	}
	t.flags = flags
	for _, flag := range flags {
		t.points = append(t.points, point{on: flag&onCurve != 0})
	}
	points := t.points[first:]
	data, ok := coordinates(data, flags, shortX, sameX, func(i, v int) { points[i].x = float64(v) })
	if !ok {
		return nil, errCut
	}
	if data, ok = coordinates(data, flags, shortY, sameY, func(i, v int) { points[i].y = float64(v) }); !ok {
		return nil, errCut
	}
	for before := -1; len(ends) > 0; ends = ends[2:] {
		end := int(big.Uint16(ends))
		if end <= before || end >= count {
			return nil, errors.New("its contours are out of order")
		}
		points[end].last = true
		before = end
	}
	return data, nil
}

// coordinates reads one axis of the points of a simple glyph and returns the remaining data.
func coordinates(data, flags []byte, short, same byte, set func(i, v int)) (rest []byte, ok bool) {
	v := 0
	for i, flag := range flags {
		switch {
		case flag&short != 0:
			if len(data) < 1 {
				return nil, false
			}
			if flag&same != 0 {
				v += int(data[0])
			} else {
				v -= int(data[0])
			}
			data = data[1:]
		case flag&same == 0:
			if len(data) < 2 {
				return nil, false
			}
			v += int(int16(big.Uint16(data)))
			data = data[2:]
		}
		set(i, v)
	}
	return data, true
}

// composite appends the points of all components of a composite glyph, given its data after the header.
func (t *tracer) composite(f *Font, data []byte, depth int) error {
	if depth == maxDepth {
		return fmt.Errorf("components are nested more than %d deep", maxDepth)
	}
	start := len(t.points)
	for more := true; more; {
		c, rest, err := nextComponent(data)
		if err != nil {
			return err
		}
		if t.components++; t.components > maxComponents {
			return fmt.Errorf("more than %d components", maxComponents)
		}
		first := len(t.points)
		if err := t.glyph(f, c.gid, depth+1); err != nil {
			return fmt.Errorf("component %d: %w", c.gid, err)
		}
		if err := t.place(c, start, first); err != nil {
			return err
		}
		data, more = rest, c.flags&moreComponents != 0
	}
	return nil
}

// place transforms and moves the points of component c, which begin at first. The whole composite begins at start.
func (t *tracer) place(c component, start, first int) error {
	points := t.points[first:]
	for i := range points {
		p := &points[i]
		p.x, p.y = p.x*c.xx+p.y*c.yx, p.x*c.xy+p.y*c.yy
	}
	dx, dy := c.dx, c.dy
	switch {
	case c.flags&argsAreOffsets == 0: // the arguments are two points to align
		parent, child := start+int(uint16(c.arg1)), int(uint16(c.arg2))
		if parent >= first || child >= len(points) {
			return errors.New("a component is anchored to a missing point")
		}
		dx, dy = t.points[parent].x-points[child].x, t.points[parent].y-points[child].y
	case c.flags&scaledOffset != 0:
		dx *= math.Hypot(c.xx, c.xy)
		dy *= math.Hypot(c.yx, c.yy)
	}
	for i := range points {
		points[i].x += dx
		points[i].y += dy
	}
	return nil
}

// Flags of a component.
const (
	wordArgs        = 1 << 0
	argsAreOffsets  = 1 << 1
	oneScale        = 1 << 3
	moreComponents  = 1 << 5
	twoScales       = 1 << 6
	matrix          = 1 << 7
	hasInstructions = 1 << 8
	scaledOffset    = 1 << 11
)

// component is one part of a composite glyph.
type component struct {
	flags          uint16
	gid            uint16
	arg1, arg2     int16
	dx, dy         float64 // the arguments as an offset
	xx, xy, yx, yy float64 // x' = x xx + y yx, y' = x xy + y yy
}

// nextComponent reads one component and returns the data after it.
func nextComponent(data []byte) (component, []byte, error) {
	if len(data) < 6 {
		return component{}, nil, errCut
	}
	c := component{flags: big.Uint16(data), gid: big.Uint16(data[2:]), xx: 1, yy: 1}
	data = data[4:]
	if c.flags&wordArgs != 0 {
		if len(data) < 4 {
			return component{}, nil, errCut
		}
		c.arg1, c.arg2 = int16(big.Uint16(data)), int16(big.Uint16(data[2:]))
		data = data[4:]
	} else {
		c.arg1, c.arg2 = int16(int8(data[0])), int16(int8(data[1]))
		if c.flags&argsAreOffsets == 0 { // point numbers are unsigned
			c.arg1, c.arg2 = int16(data[0]), int16(data[1])
		}
		data = data[2:]
	}
	c.dx, c.dy = float64(c.arg1), float64(c.arg2)

	numbers := 0
	switch {
	case c.flags&oneScale != 0:
		numbers = 1
	case c.flags&twoScales != 0:
		numbers = 2
	case c.flags&matrix != 0:
		numbers = 4
	}
	if len(data) < 2*numbers {
		return component{}, nil, errCut
	}
	scale := func(i int) float64 { return float64(int16(big.Uint16(data[2*i:]))) / (1 << 14) } // F2DOT14
	switch numbers {
	case 1:
		c.xx = scale(0)
		c.yy = c.xx
	case 2:
		c.xx, c.yy = scale(0), scale(1)
	case 4:
		c.xx, c.xy, c.yx, c.yy = scale(0), scale(1), scale(2), scale(3)
	}
	return c, data[2*numbers:], nil
}

// contours calls yield for each contour with its first on-curve point and the lines and curves around it. A closing
// straight line is omitted.
func (t *tracer) contours(yield func(first point, quads []quad)) {
	for points := t.points; len(points) > 0; {
		n := 1
		for !points[n-1].last {
			n++
		}
		t.contour(points[:n], yield)
		points = points[n:]
	}
}

func (t *tracer) contour(points []point, yield func(first point, quads []quad)) {
	middle := func(a, b point) point { return point{x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, on: true} }
	first, last := points[0], points[len(points)-1]
	switch {
	case first.on:
		points = points[1:]
	case last.on:
		first, points = last, points[:len(points)-1]
	default:
		first = middle(first, last)
	}
	t.quads = t.quads[:0]
	var control *point
	arrive := func(p point) {
		if control == nil {
			t.quads = append(t.quads, quad{x: p.x, y: p.y, straight: true})
		} else {
			t.quads = append(t.quads, quad{cx: control.x, cy: control.y, x: p.x, y: p.y})
		}
		control = nil
	}
	for i := range points {
		p := &points[i]
		switch {
		case p.on:
			arrive(*p)
		case control != nil: // two controls in a row imply a point between them
			arrive(middle(*control, *p))
			control = p
		default:
			control = p
		}
	}
	if control != nil {
		arrive(first)
	}
	yield(first, t.quads)
}

// Bare reports whether f has what Subset leaves of a font and nothing else. Instructions and other tables, where a
// viewer executes them, draw other letters than the outlines.
func (f *Font) Bare() bool {
	for tag := range f.file.tables {
		if !slices.Contains([]string{"glyf", "head", "hhea", "hmtx", "loca", "maxp"}, tag) {
			return false
		}
	}
	var data []byte
	for gid := range f.glyphs {
		data = f.appendData(data[:0], uint16(gid))
		if len(data) < 10 {
			continue
		}
		contours := int(int16(big.Uint16(data)))
		if at := 10 + 2*contours; contours > 0 && at+2 <= len(data) && big.Uint16(data[at:]) > 0 {
			return false
		}
		for rest, more := data[10:], contours < 0; more; {
			c, after, err := nextComponent(rest)
			if err != nil || c.flags&hasInstructions != 0 {
				return false
			}
			rest, more = after, c.flags&moreComponents != 0
		}
	}
	return true
}

// SameVersion reports whether g has the head table of f, apart from the check sum and the form of an index: two
// versions of a face differ in it, and a subset has that of its face.
func (f *Font) SameVersion(g *Font) bool {
	return bytes.Equal(f.head[:8], g.head[:8]) && bytes.Equal(f.head[12:50], g.head[12:50])
}

// ParseOutlines reads a TrueType file for its outlines alone, such as a subset that a PDF file embeds: the tables glyf,
// head, hhea, hmtx, loca and maxp. The font has no characters and cannot be shaped. A glyph that is broken has an
// empty outline. data is kept and must not change.
func ParseOutlines(data []byte) (*Font, error) {
	t, err := directory(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("reading outlines: %w", err)
	}
	delete(t.tables, "OS/2") // whether it may be embedded is not asked again
	f := &Font{file: t}
	if err := f.loadTables(); err != nil {
		return nil, fmt.Errorf("reading outlines: %w", err)
	}
	return f, nil
}
