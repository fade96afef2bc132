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
	dark          []bool // cell (x, y) is dark[y*width+x]
}

const (
	minMosaic = 64  // from how many corners on a mosaic is worth its own unit
	maxMosaic = 255 // cells a side: more than the 177 modules of the largest QR symbol
	minStep   = geom.Point / 10
)

// newMosaic returns the area of a path as a mosaic, if all of its sides are
// upright or level and all of its corners lie on a grid that is not too fine.
func newMosaic(path geom.Path, evenOdd bool) (mosaic, bool) {
	var m mosaic
	if path[0].Verb != geom.MoveTo {
		return m, false
	}
	m.origin = path.Bounds().Origin()
	for _, s := range path {
		switch s.Verb {
		case geom.CurveTo:
			return m, false
		case geom.MoveTo, geom.LineTo:
			m.step = divisor(divisor(m.step, s.P[0].X-m.origin.X), s.P[0].Y-m.origin.Y)
			if m.step != 0 && m.step < minStep {
				return m, false
			}
		}
	}
	if m.step == 0 {
		return m, false
	}
	size := path.Bounds().Size()
	if max(size.W, size.H)/m.step > maxMosaic {
		return m, false
	}
	m.width, m.height = int(size.W/m.step), int(size.H/m.step)
	return m, m.fill(path, evenOdd)
}

// divisor returns the greatest common divisor.
func divisor(a, b geom.Length) geom.Length {
	for b != 0 {
		a, b = b, a%b
	}
	return max(a, -a)
}

// fill finds the dark cells; it reports false when a side is slanted.
func (m *mosaic) fill(path geom.Path, evenOdd bool) bool {
	// turns[y][x] is by how much the winding number changes from cell x-1 to
	// cell x: upright sides are all it takes.
	turns := make([]int16, (m.width+1)*m.height)
	var start, at geom.Position
	side := func(to geom.Position) bool {
		x := int((at.X - m.origin.X) / m.step)
		y0, y1, way := int((at.Y-m.origin.Y)/m.step), int((to.Y-m.origin.Y)/m.step), int16(1)
		straight := at.X == to.X || at.Y == to.Y
		at = to
		if y1 < y0 {
			y0, y1, way = y1, y0, -1
		}
		for y := y0; straight && y < y1; y++ {
			turns[y*(m.width+1)+x] += way
		}
		return straight
	}
	straight := true
	for _, s := range path {
		switch s.Verb {
		case geom.MoveTo:
			straight = straight && side(start) // filling closes what is open
			start, at = s.P[0], s.P[0]
		case geom.LineTo:
			straight = straight && side(s.P[0])
		case geom.Close:
			straight = straight && side(start)
		}
	}
	if !straight || !side(start) {
		return false
	}
	m.dark = make([]bool, m.width*m.height)
	for y := range m.height {
		var winding int16
		for x := range m.width {
			winding += turns[y*(m.width+1)+x]
			m.dark[y*m.width+x] = winding != 0 && (!evenOdd || winding%2 != 0)
		}
	}
	return true
}

// append writes the operators that paint the mosaic.
func (m *mosaic) append(b []byte, p *pen) []byte {
	const decimals = 6 // of a point: all cells together are off by less than 0.1 µm
	b = append(b, "q "...)
	b = strconv.AppendFloat(b, m.step.Points(), 'f', decimals, 64)
	b = append(b, " 0 0 "...)
	b = strconv.AppendFloat(b, -m.step.Points(), 'f', decimals, 64)
	b = append(p.xy(append(b, ' '), m.origin), "cm\n"...)
	for y := range m.height {
		row := m.dark[y*m.width : (y+1)*m.width]
		for x := 0; x < len(row); x++ {
			if !row[x] {
				continue
			}
			n := 1
			for x+n < len(row) && row[x+n] {
				n++
			}
			b = append(strconv.AppendInt(b, int64(x), 10), ' ')
			b = append(strconv.AppendInt(b, int64(y), 10), ' ')
			b = append(strconv.AppendInt(b, int64(n), 10), " 1 re\n"...)
			x += n
		}
	}
	return append(b, "f\nQ\n"...)
}
