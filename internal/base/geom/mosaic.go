package geom

import "math/bits"

// MaxMosaic is the largest number of columns of a mosaic.
const MaxMosaic = 128

// Mosaic is a grid of equal squares, some of them dark: a QR code. It takes a hundredth of the memory of the outline,
// and a renderer need not rediscover the grid.
type Mosaic struct {
	At   Position    // upper left corner of the grid
	Step Length      // side of a square
	Rows [][2]uint64 // the square in column x is dark where bit x%64 of word x/64 is set
}

// Runs calls f for every unbroken row of dark squares, top to bottom and left to right, with the column x and row y
// of its first square and its length n.
func (m *Mosaic) Runs(f func(x, y, n int)) {
	for y, row := range m.Rows {
		from := -1
		for half, turns := range [2]uint64{row[0] ^ row[0]<<1, row[1] ^ (row[1]<<1 | row[0]>>63)} {
			for ; turns != 0; turns &= turns - 1 {
				if x := 64*half + bits.TrailingZeros64(turns); from < 0 {
					from = x
				} else {
					f(from, y, x-from)
					from = -1
				}
			}
		}
		if from >= 0 {
			f(from, y, MaxMosaic-from)
		}
	}
}

// Columns returns the number of columns up to the last dark square.
func (m *Mosaic) Columns() int {
	var all [2]uint64
	for _, row := range m.Rows {
		all[0], all[1] = all[0]|row[0], all[1]|row[1]
	}
	if all[1] != 0 {
		return 64 + bits.Len64(all[1])
	}
	return bits.Len64(all[0])
}

// Turned returns the squares of m turned clockwise by quarters of a full turn, at the same upper left corner. It must
// not have more than MaxMosaic rows.
func (m *Mosaic) Turned(quarters int) *Mosaic {
	if quarters%4 == 0 {
		return m
	}
	columns, rows := m.Columns(), len(m.Rows)
	turned := &Mosaic{At: m.At, Step: m.Step, Rows: make([][2]uint64, rows)}
	if quarters%2 != 0 {
		turned.Rows = make([][2]uint64, columns)
	}
	m.Runs(func(from, y, n int) {
		for x := from; x < from+n; x++ {
			column, row := columns-1-x, rows-1-y // upside down
			switch quarters & 3 {
			case 1:
				column, row = rows-1-y, x
			case 3:
				column, row = y, columns-1-x
			}
			turned.Rows[row][column/64] |= 1 << (column % 64)
		}
	})
	return turned
}

// Path returns the dark area as boxes, one per run.
func (m *Mosaic) Path() Path {
	var p Path
	m.Runs(func(x, y, n int) {
		p = append(p, Box(Rect{m.At.X + Length(x)*m.Step, m.At.Y + Length(y)*m.Step, Length(n) * m.Step, m.Step})...)
	})
	return p
}

// Bounds returns the box around the dark squares.
func (m *Mosaic) Bounds() Rect {
	var all [2]uint64
	first, last := len(m.Rows), -1
	for y, row := range m.Rows {
		if row != [2]uint64{} {
			first, last = min(first, y), y
			all[0], all[1] = all[0]|row[0], all[1]|row[1]
		}
	}
	if last < 0 {
		return Rect{}
	}
	left, right := bits.TrailingZeros64(all[0]), bits.Len64(all[0])
	if all[0] == 0 {
		left = 64 + bits.TrailingZeros64(all[1])
	}
	if all[1] != 0 {
		right = 64 + bits.Len64(all[1])
	}
	return Rect{m.At.X + Length(left)*m.Step, m.At.Y + Length(first)*m.Step, Length(right-left) * m.Step,
		Length(last+1-first) * m.Step}
}
