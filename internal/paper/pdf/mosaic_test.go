package pdf

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/paint"
	"lanyard/internal/paper/readback"
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

// TestStencil reads the dark squares of mosaics of all widths back from the picture that is written of them, two by
// two pixels of each, and holds that its place is that of the mosaic.
func TestStencil(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for columns := 1; columns <= geom.MaxMosaic; columns++ {
		m := &geom.Mosaic{At: geom.Position{X: geom.MM(5), Y: geom.MM(7)}, Step: geom.MM(0.35)}
		m.Rows = make([][2]uint64, 1+random.IntN(100))
		for y := range m.Rows {
			for x := range columns {
				m.Rows[y][x/64] |= random.Uint64() & 1 << (x % 64)
			}
		}
		m.Rows[0][(columns-1)/64] |= 1 << ((columns - 1) % 64)
		raw := paint.AppendStencil(nil, m, 0, 0, geom.MM(100))
		before, after, _ := bytes.Cut(raw, []byte("BI"))
		s, end, ok := readback.StencilAt(raw, len(raw)-len(after))
		if !ok || s.W != 2*columns || s.H != 2*len(m.Rows) || string(raw[end:]) != "Q\n" {
			t.Fatalf("%d columns: %d x %d, %v, before %q", columns, s.W, s.H, ok, raw[end:])
		}
		for y := range s.H {
			for x := range 8 * s.Stride() {
				dark := x < s.W && m.Rows[y/2][x/128]>>(x/2%64)&1 == 1
				if got := s.Bits[y*s.Stride()+x/8]>>(7-x%8)&1 == 1; got != dark {
					t.Fatalf("%d columns: pixel %d, %d is dark: %v", columns, x, y, got)
				}
			}
		}
		w, h := m.Step*geom.Length(columns), m.Step*geom.Length(len(m.Rows))
		want := fmt.Sprintf("q %.6f 0 0 %.6f 14.173 %.3f cm", w.Points(), h.Points(), (geom.MM(93) - h).Points())
		if !says(string(before), want) {
			t.Errorf("%d columns: %q, want %q", columns, before, want)
		}
	}
	if raw := paint.AppendStencil(nil, &geom.Mosaic{Step: 1, Rows: make([][2]uint64, 9)}, 0, 0, 0); len(raw) > 0 {
		t.Errorf("nothing dark: %q", raw)
	}
}

// TestSymbolsAreBitsWhereUpright checks in which form a mosaic is written: PDFium draws pictures that are turned by
// other than right angles with edges a pixel off.
func TestSymbolsAreBitsWhereUpright(t *testing.T) {
	for turn, want := range map[float64]string{0: "BI", 90: "BI", 180: "BI", 270: "BI", -90: "BI", 7: "re", 45: "re",
		89.9: "re"} {
		group := &page.Group{At: geom.Position{X: geom.MM(40), Y: geom.MM(40)}, Turn: turn, Items: []page.Item{
			&page.Path{Mosaic: symbol(25, 1, geom.Position{}, geom.MM(0.4)), Fill: &page.Paint{}}}}
		raw := contents(t, write(t, meta, sized(group)))[0]
		var got []string
		for _, op := range operators(t, []byte(raw)) {
			if op[0] == "BI" || op[0] == "re" {
				got = append(got, op[0])
			}
		}
		if got = slices.Compact(got); strings.Join(got, " ") != want {
			t.Errorf("turned by %v degrees: %v, want %s", turn, got, want)
		}
	}
}
