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
	if empty := new(Mosaic); empty.Path() != nil || empty.Bounds() != (Rect{}) {
		t.Error("an empty mosaic has an area")
	}
}
