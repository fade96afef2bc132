package raster

import (
	"image"
	"math"

	"lanyard/internal/base/geom"
)

// Subpixel positions are whole numbers of 1/256 pixel.
const (
	shift = 8
	one   = 1 << shift

	// full is the area of a whole pixel, doubled so that the area next to a slanted edge needs no halves.
	full = 2 * one * one

	// farthest is how many pixels from the corner something can be. Beyond that it is drawn as if it were there, so
	// every product fits into 64 bits.
	farthest = 1 << 22
)

// dot is a position in 1/256 pixel.
type dot struct{ x, y int64 }

// fixed returns the nearest dot to a position in pixels.
func fixed(x, y float64) dot { return dot{nearest(x), nearest(y)} }

func nearest(v float64) int64 {
	return int64(math.Floor(max(-farthest, min(farthest, v))*one + 0.5))
}

// scanner turns outlines into coverage. Each cell of a row holds the change there of the area to the right of all
// edges, so the running sum from the left is a pixel's covered area times its winding number.
type scanner struct {
	bounds image.Rectangle
	width  int64 // of bounds, in 1/256 pixel
	height int64
	stride int     // cells per row: two more than pixels
	cells  []int32 // all zero between outlines
	spans  []span  // range of non-zero cells in each row
	row    []uint8
}

// span is a range of cells in a row, both ends included.
type span struct{ from, to int }

// begin starts an outline; only pixels in bounds are wanted.
func (s *scanner) begin(bounds image.Rectangle) {
	w, h := bounds.Dx(), bounds.Dy()
	s.bounds, s.width, s.height, s.stride = bounds, int64(w)*one, int64(h)*one, w+2
	if n := s.stride * h; cap(s.cells) < n {
		s.cells = make([]int32, n)
	} else {
		s.cells = s.cells[:n]
	}
	s.spans = s.spans[:0]
	for range h {
		s.spans = append(s.spans, span{s.stride, -1})
	}
	if cap(s.row) < w {
		s.row = make([]uint8, w)
	}
}

// add adds a path, closing every contour.
func (s *scanner) add(path geom.Path, m matrix) {
	var first, last dot
	for _, seg := range path {
		switch seg.Verb {
		case geom.MoveTo:
			s.line(last, first)
			first = m.dot(seg.P[0])
			last = first
		case geom.LineTo:
			to := m.dot(seg.P[0])
			s.line(last, to)
			last = to
		case geom.CurveTo:
			curve(last, m.dot(seg.P[0]), m.dot(seg.P[1]), m.dot(seg.P[2]), func(to dot) {
				s.line(last, to)
				last = to
			})
		case geom.Close:
			s.line(last, first)
			last = first
		}
	}
	s.line(last, first)
}

func (m matrix) dot(p geom.Position) dot { return fixed(m.At(float64(p.X), float64(p.Y))) }

// tolerance is how far a polygon may be from its curve, in 1/256 pixel: a twentieth of a pixel makes no visible
// difference in coverage.
const tolerance = one / 20

// maxSteps is the most lines per curve: enough for a radius of 6,000 pixels.
const maxSteps = 256

// curve calls yield with the end points of lines that follow a cubic Bézier. With n lines, the distance is at most 3/4
// of the second difference over n².
func curve(a, b, c, d dot, yield func(to dot)) {
	bend := max(abs(a.x-2*b.x+c.x), abs(a.y-2*b.y+c.y), abs(b.x-2*c.x+d.x), abs(b.y-2*c.y+d.y))
	n := min(maxSteps, 1+int64(math.Sqrt(float64(bend)*0.75/tolerance)))
	for i := int64(1); i < n; i++ {
		j := n - i
		wa, wb, wc, wd, whole := j*j*j, 3*j*j*i, 3*j*i*i, i*i*i, n*n*n
		yield(dot{divide(wa*a.x+wb*b.x+wc*c.x+wd*d.x, whole), divide(wa*a.y+wb*b.y+wc*c.y+wd*d.y, whole)})
	}
	yield(d)
}

func abs(v int64) int64 { return max(v, -v) }

// divide returns a/b rounded to the nearest integer, for b > 0.
func divide(a, b int64) int64 {
	if a < 0 {
		return -((-a + b/2) / b)
	}
	return (a + b/2) / b
}

// line adds an edge. Its direction is the sign of the area it encloses.
func (s *scanner) line(a, b dot) {
	if a.y == b.y {
		return
	}
	left, top := int64(s.bounds.Min.X)*one, int64(s.bounds.Min.Y)*one
	a, b = dot{a.x - left, a.y - top}, dot{b.x - left, b.y - top}
	sign := int32(1)
	if a.y > b.y {
		a, b, sign = b, a, -1
	}
	if b.y <= 0 || a.y >= s.height {
		return
	}
	from, to := a, b
	if a.y < 0 {
		from = dot{across(a, b, 0), 0}
	}
	if b.y > s.height {
		to = dot{across(a, b, s.height), s.height}
	}
	s.beside(from, to, sign)
}

// across returns x of the line from a to b, which leads down, at height y.
func across(a, b dot, y int64) int64 { return a.x + divide((y-a.y)*(b.x-a.x), b.y-a.y) }

// along returns y of the line from a to b at x.
func along(a, b dot, x int64) int64 { return a.y + divideAny((x-a.x)*(b.y-a.y), b.x-a.x) }

func divideAny(a, b int64) int64 {
	if b < 0 {
		a, b = -a, -b
	}
	return divide(a, b)
}

// beside adds an edge within the rows that may be off to the left or right. Parts beyond the left or right side are
// moved onto it.
func (s *scanner) beside(a, b dot, sign int32) {
	for _, x := range [...]int64{0, s.width} {
		if a.x < x && b.x > x || a.x > x && b.x < x {
			middle := dot{x, along(a, b, x)}
			s.beside(a, middle, sign)
			s.beside(middle, b, sign)
			return
		}
	}
	inside := func(x int64) int64 { return max(0, min(s.width, x)) }
	s.edge(dot{inside(a.x), a.y}, dot{inside(b.x), b.y}, sign)
}

// edge adds a downward edge within bounds, row by row.
func (s *scanner) edge(a, b dot, sign int32) {
	for from := a; from.y < b.y; {
		row := from.y >> shift
		to := b
		if end := (row + 1) << shift; end < b.y {
			to = dot{a.x, end}
			if a.x != b.x {
				to.x = across(a, b, end)
			}
		}
		s.slice(int(row), from, to, sign)
		from = to
	}
}

// slice adds the part of an edge within one row, cell by cell.
func (s *scanner) slice(row int, a, b dot, sign int32) {
	left, right := min(a.x, b.x), max(a.x, b.x)
	first, last := int(left>>shift), int(left>>shift)
	if right > left {
		last = int((right - 1) >> shift)
	}
	sp := &s.spans[row]
	sp.from, sp.to = min(sp.from, first), max(sp.to, last+1)
	cells := s.cells[row*s.stride:][:s.stride]
	if first == last {
		deposit(cells, first, b.y-a.y, a.x+b.x, sign)
		return
	}
	from := a
	for cell := range last - first + 1 {
		to := b
		if a.x < b.x {
			cell += first
			if x := int64(cell+1) << shift; x < b.x {
				to = dot{x, along(a, b, x)}
			}
		} else {
			cell = last - cell
			if x := int64(cell) << shift; x > b.x {
				to = dot{x, along(a, b, x)}
			}
		}
		deposit(cells, cell, to.y-from.y, from.x+to.x, sign)
		from = to
	}
}

// deposit adds an edge within one cell; sum is the sum of the x of its ends.
func deposit(cells []int32, cell int, height, sum int64, sign int32) {
	sum -= 2 * int64(cell) << shift
	cells[cell] += sign * int32(height*(2*one-sum))
	cells[cell+1] += sign * int32(height*sum)
}

// rows ends the outline: it calls yield with the coverage, out of 255, of every run of pixels from (x, y) to the right
// that may be covered.
func (s *scanner) rows(evenOdd bool, yield func(y, x int, coverage []uint8)) {
	pixels := s.stride - 2
	for i, sp := range s.spans {
		if sp.to < 0 {
			continue
		}
		cells := s.cells[i*s.stride:][sp.from : sp.to+1]
		sum := int32(0)
		row := s.row[:0]
		for j, v := range cells {
			cells[j] = 0
			sum += v
			area := max(sum, -sum)
			if evenOdd {
				if area &= 2*full - 1; area > full {
					area = 2*full - area
				}
			} else {
				area = min(area, full)
			}
			if sp.from+j < pixels {
				row = append(row, uint8((area*255+full/2)/full))
			}
		}
		if len(row) > 0 {
			yield(s.bounds.Min.Y+i, s.bounds.Min.X+sp.from, row)
		}
	}
}
