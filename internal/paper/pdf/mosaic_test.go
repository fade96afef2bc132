package pdf

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/paint"
)

// TestMosaic reads the dark squares back from the operators of a mosaic.
func TestMosaic(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	m := &geom.Mosaic{At: geom.Position{X: 5, Y: 7}, Step: geom.MM(0.35), Rows: make([][2]uint64, 97)}
	for y := range m.Rows {
		m.Rows[y] = [2]uint64{random.Uint64(), random.Uint64() >> 31}
	}

	raw := paint.AppendMosaic(nil, m, 0, 0)
	got := make([][2]uint64, len(m.Rows))
	filled := 0
	for _, op := range operators(t, raw) {
		switch op[0] {
		case "f":
			filled++
		case "re":
			var x, y, n, height int
			if _, err := fmt.Sscan(op[1], &x, &y, &n, &height); err != nil || height != 1 {
				t.Fatalf("box %q: %v", op[1], err)
			}
			for i := x; i < x+n; i++ {
				got[y][i/64] |= 1 << (i % 64)
			}
		}
	}
	if !slices.Equal(got, m.Rows) || filled != 1 {
		t.Errorf("another area is painted, %d times", filled)
	}
}
