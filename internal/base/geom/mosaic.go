package geom

import "math/bits"

// MaxMosaic is how many columns a mosaic can have.
const MaxMosaic = 128

// Mosaic is an area of equal squares on a grid, some of them dark: a QR code.
// It says what an outline would, in a hundredth of the room, and a renderer
// need not find the grid again.
type Mosaic struct {
	At   Position    // upper left corner of the grid
	Step Length      // side of a square
	Rows [][2]uint64 // the square in column x is dark where bit x%64 of word x/64 is set
}

// Runs calls f with every row of dark squares without a gap, from above and
// from the left: the first one, in column x and row y, and how many they are.
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

// Path returns the area as boxes, one a run.
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
	return Rect{m.At.X + Length(left)*m.Step, m.At.Y + Length(first)*m.Step, Length(right-left) * m.Step, Length(last+1-first) * m.Step}
}
