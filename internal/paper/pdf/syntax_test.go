package pdf

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/klauspost/compress/zlib"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

func TestPoints(t *testing.T) {
	for l, want := range map[geom.Length]string{
		0: "0", geom.Point: "1", -geom.Point: "-1", geom.Inch: "72", geom.MM(90): "255.118",
		geom.Point / 2: "0.5", geom.Point / 100: "0.01", geom.Point / 1000: "0.001", 6: "0", 7: "0.001", -7: "-0.001", -6: "0",
		123 * geom.Point / 10: "12.3",
	} {
		if got := string(appendPoints(nil, l)); got != want {
			t.Errorf("%d EMU: %s, not %s", l, got, want)
		}
	}
	for range 10_000 {
		l := geom.Length(rand.Int64N(int64(2*page.MaxSide))) - page.MaxSide
		got, err := strconv.ParseFloat(string(appendPoints(nil, l)), 64)
		if err != nil || math.Abs(got-l.Points()) > 0.0005+1e-9 {
			t.Fatalf("%d EMU: %v, %v", l, got, err)
		}
	}
}

// TestDeflate checks that a compressor that has been used writes the same
// bytes as a new one.
func TestDeflate(t *testing.T) {
	var streams [][]byte
	for i := range 40 {
		b := make([]byte, rand.IntN(200_000))
		for j := range b {
			b[j] = byte(rand.IntN(1+i)) + byte(j/100%7)
		}
		streams = append(streams, b)
	}
	streams = append(streams, nil)
	for i, s := range streams {
		var fresh bytes.Buffer
		w, err := zlib.NewWriterLevel(&fresh, level)
		if err != nil {
			t.Fatal(err)
		}
		w.Write(s)
		w.Close()
		got := deflate(s)
		if !bytes.Equal(got, fresh.Bytes()) {
			t.Errorf("stream %d of %d bytes: a used compressor writes other bytes", i, len(s))
		}
		r, err := zlib.NewReader(bytes.NewReader(got))
		if err != nil {
			t.Fatal(err)
		}
		if back, err := io.ReadAll(r); err != nil || !bytes.Equal(back, s) {
			t.Errorf("stream %d does not come back: %v", i, err)
		}
	}
}

// TestMosaic reads the dark squares back from the operators of a mosaic.
func TestMosaic(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	m := &geom.Mosaic{At: geom.Position{X: 5, Y: 7}, Step: geom.MM(0.35), Rows: make([][2]uint64, 97)}
	for y := range m.Rows {
		m.Rows[y] = [2]uint64{random.Uint64(), random.Uint64() >> 31}
	}
	p := &pen{raw: new([]byte)}
	p.mosaic(m)
	got := make([][2]uint64, len(m.Rows))
	filled := 0
	for _, op := range operators(t, *p.raw) {
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

// TestProfile compares what we make of the figures of sRGB with what the
// world has: the colorants of the ICC's own sRGB v4 profile, to 4 decimals.
func TestProfile(t *testing.T) {
	got, _ := colorants()
	want := [3][3]float64{{0.4361, 0.2225, 0.0139}, {0.3851, 0.7169, 0.0971}, {0.1431, 0.0606, 0.7141}}
	for i := range want {
		for j := range want[i] {
			if math.Abs(got[i][j]-want[i][j]) > 0.0002 {
				t.Errorf("colorant %d: %v, not %v", i, got[i], want[i])
			}
		}
	}
	if p := appendProfile(nil); len(p) > 600 || len(p)%4 != 0 {
		t.Errorf("the profile has %d bytes", len(p))
	}
}
