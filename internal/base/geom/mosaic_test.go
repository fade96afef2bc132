package geom

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestMosaic compares runs, path and bounds with the squares, on both sides of the middle of a row and at its ends.
func TestMosaic(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		m := Mosaic{At: Position{MM(3), MM(-4)}, Step: MM(0.4), Rows: make([][2]uint64, 1+random.IntN(20))}
		for y := range m.Rows {
			switch random.IntN(4) {
			case 0: // stays light
			case 1:
				m.Rows[y] = [2]uint64{^uint64(0) << random.IntN(64), ^uint64(0) >> random.IntN(64)}
			default:
				m.Rows[y] = [2]uint64{random.Uint64(), random.Uint64() & random.Uint64()}
			}
		}
		got := make([][2]uint64, len(m.Rows))
		var bounds Rect
		var last Position
		m.Runs(func(x, y, n int) {
			at := Position{Length(x), Length(y)}
			if n < 1 || x+n > MaxMosaic || at.Y < last.Y || at.Y == last.Y && at.X <= last.X && last != (Position{}) {
				t.Fatalf("a run of %d at %v after %v", n, at, last)
			}
			last = Position{at.X + Length(n), at.Y} // the next one leaves a gap
			for i := x; i < x+n; i++ {
				got[y][i/64] |= 1 << (i % 64)
			}
		})
		if !slices.Equal(got, m.Rows) {
			t.Fatalf("runs of %x\nexpected    %x", got, m.Rows)
		}
		if bounds = m.Path().Bounds(); bounds != m.Bounds() {
			t.Fatalf("bounds %v, and of the path %v", m.Bounds(), bounds)
		}
	}
	if empty := new(Mosaic); empty.Columns() != 0 || len(empty.Turned(1).Rows) != 0 {
		t.Error("an empty mosaic has columns")
	}
	if empty := new(Mosaic); empty.Path() != nil || empty.Bounds() != (Rect{}) {
		t.Error("an empty mosaic has an area")
	}
}

// TestTurned turns every square of mosaics of all widths, and back.
func TestTurned(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 9))
	dark := func(m *Mosaic, x, y int) bool { return m.Rows[y][x/64]>>(x%64)&1 == 1 }
	for columns := 1; columns <= MaxMosaic; columns++ {
		m := &Mosaic{At: Position{MM(3), MM(-4)}, Step: MM(0.4), Rows: make([][2]uint64, 1+random.IntN(MaxMosaic))}
		rows := len(m.Rows)
		for y := range m.Rows {
			for x := range columns {
				m.Rows[y][x/64] |= random.Uint64() & 1 << (x % 64)
			}
			m.Rows[y][(columns-1)/64] |= 1 << ((columns - 1) % 64)
			m.Rows[y][0] |= 1
		}
		for x := range columns {
			m.Rows[0][x/64] |= 1 << (x % 64) // so that no side loses columns
			m.Rows[rows-1][x/64] |= 1 << (x % 64)
		}
		if m.Columns() != columns {
			t.Fatalf("%d columns, not %d", m.Columns(), columns)
		}
		right := m.Turned(1)
		if right.At != m.At || right.Step != m.Step || len(right.Rows) != columns || right.Columns() != rows {
			t.Fatalf("%d columns: turned to %d x %d", columns, right.Columns(), len(right.Rows))
		}
		for y := range rows {
			for x := range columns {
				if dark(right, rows-1-y, x) != dark(m, x, y) {
					t.Fatalf("%d columns: square %d, %d is lost", columns, x, y)
				}
			}
		}
		for quarters, same := range map[int]*Mosaic{0: m, 2: right.Turned(1), 3: right.Turned(2),
			-1: right.Turned(1).Turned(1), 4: right.Turned(3)} {
			if got := m.Turned(quarters); !slices.Equal(got.Rows, same.Rows) {
				t.Errorf("%d columns: %d quarters are not so many turns", columns, quarters)
			}
		}
	}
}
