package pdf

import (
	"strconv"

	"lanyard/internal/geom"
)

// A QR symbol is an outline of thousands of corners on a grid. Written corner
// by corner it takes five kilobytes, even compressed. A mosaic is the same
// area as rows of dark cells, one box a row of neighbours, in whole cells: less
// than half of that. All boxes are one path, filled once, so no renderer shows
// seams between them.
type mosaic struct {
	origin        geom.Position
	step          geom.Length
	width, height int
	evenOdd       bool

	// turns[y*(width+1)+x] is by how much the winding number changes from cell
	// x-1 to cell x of row y: the upright sides say it all.
	turns []int16
}

const (
	minMosaic = 64  // from how many corners on a mosaic is worth its own unit
	maxMosaic = 255 // cells a side: more than the 177 modules of the largest QR symbol
	minStep   = geom.Point / 10
)

// newMosaic returns the area of a path as a mosaic, if all of its sides are
// upright or level and all of its corners lie on a grid that is not too fine.
func newMosaic(path geom.Path, evenOdd bool) (*mosaic, bool) {
	if path[0].Verb != geom.MoveTo {
		return nil, false
	}
	first := path[0].P[0]
	m := &mosaic{origin: first, evenOdd: evenOdd}
	far := first
	for i := range path {
		s := &path[i]
		if s.Verb == geom.CurveTo {
			return nil, false
		}
		if s.Verb == geom.Close {
			continue
		}
		at := s.P[0]
		m.step = divisor(divisor(m.step, at.X-first.X), at.Y-first.Y)
		if m.step != 0 && m.step < minStep {
			return nil, false
		}
		m.origin.X, m.origin.Y = min(m.origin.X, at.X), min(m.origin.Y, at.Y)
		far.X, far.Y = max(far.X, at.X), max(far.Y, at.Y)
	}
	if m.step == 0 || max(far.X-m.origin.X, far.Y-m.origin.Y)/m.step > maxMosaic {
		return nil, false
	}
	m.width, m.height = int((far.X-m.origin.X)/m.step), int((far.Y-m.origin.Y)/m.step)
	m.turns = make([]int16, (m.width+1)*m.height)
	return m, m.trace(path)
}

// divisor returns the greatest common divisor of a and b, a not negative.
func divisor(a, b geom.Length) geom.Length {
	if a != 0 && b%a == 0 { // on a grid, nearly always
		return a
	}
	for b != 0 {
		a, b = b, a%b
	}
	return max(a, -a)
}

// trace walks along a path and notes its upright sides; it reports false when
// a side is slanted.
func (m *mosaic) trace(path geom.Path) bool {
	var x, y, startX, startY int
	side := func(toX, toY int) bool {
		fromX, fromY := x, y
		x, y = toX, toY
		for ; fromY < toY; fromY++ {
			m.turns[fromY*(m.width+1)+fromX]++
		}
		for ; fromY > toY; fromY-- {
			m.turns[(fromY-1)*(m.width+1)+fromX]--
		}
		return fromX == toX
	}
	for i := range path {
		s := &path[i]
		toX, toY := startX, startY // of Close, and of MoveTo: filling closes what is open
		if s.Verb == geom.LineTo {
			toX, toY = m.cell(s.P[0])
		}
		level := y == toY
		if upright := side(toX, toY); !upright && !level {
			return false
		}
		if s.Verb == geom.MoveTo {
			x, y = m.cell(s.P[0])
			startX, startY = x, y
		}
	}
	level := y == startY
	return side(startX, startY) || level
}

// cell returns the corner of the grid at a position.
func (m *mosaic) cell(at geom.Position) (x, y int) {
	return int((at.X - m.origin.X) / m.step), int((at.Y - m.origin.Y) / m.step)
}

// append writes the operators that paint the mosaic.
func (m *mosaic) append(b []byte, p *pen) []byte {
	const decimals = 6 // of a point: all cells together are off by less than 0.1 µm
	b = append(b, "q "...)
	b = strconv.AppendFloat(b, m.step.Points(), 'f', decimals, 64)
	b = append(b, " 0 0 "...)
	b = strconv.AppendFloat(b, -m.step.Points(), 'f', decimals, 64)
	b = append(p.xy(append(b, ' '), m.origin), "cm\n"...)
	var tail []byte // " y "
	for y := range m.height {
		tail = append(strconv.AppendInt(append(tail[:0], ' '), int64(y), 10), ' ')
		row := m.turns[y*(m.width+1) : (y+1)*(m.width+1)]
		winding, from, inside := 0, 0, false
		for x, turn := range row {
			if turn == 0 {
				continue
			}
			winding += int(turn)
			if dark := winding != 0 && (!m.evenOdd || winding%2 != 0); dark == inside {
				continue
			}
			if inside {
				b = append(strconv.AppendInt(b, int64(from), 10), tail...)
				b = append(strconv.AppendInt(b, int64(x-from), 10), " 1 re\n"...)
			}
			inside, from = !inside, x
		}
	}
	return append(b, "f\nQ\n"...)
}
