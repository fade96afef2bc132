package geom

import (
	"math"
	"reflect"
	"testing"
)

func TestParsePath(t *testing.T) {
	at := func(x, y Length) Position { return Position{x, y} }
	seg := func(v Verb, p ...Position) Segment {
		s := Segment{Verb: v}
		copy(s.P[:], p)
		return s
	}
	for in, want := range map[string]Path{
		"":          nil,
		"M1 2L3,4z": {seg(MoveTo, at(1, 2)), seg(LineTo, at(3, 4)), seg(Close)},
		"M1 2 3 4":  {seg(MoveTo, at(1, 2)), seg(LineTo, at(3, 4))},
		"m1 2 3 4":  {seg(MoveTo, at(1, 2)), seg(LineTo, at(4, 6))},
		"M10-5h5v-5H0V0": {seg(MoveTo, at(10, -5)), seg(LineTo, at(15, -5)), seg(LineTo, at(15, -10)),
			seg(LineTo, at(0, -10)), seg(LineTo, at(0, 0))},
		"M0 0C1 1 2 2 3 3": {seg(MoveTo, at(0, 0)), seg(CurveTo, at(1, 1), at(2, 2), at(3, 3))},
		"M0 0c0 9 9 9 9 0s9 -9 9 0": {seg(MoveTo, at(0, 0)), seg(CurveTo, at(0, 9), at(9, 9), at(9, 0)),
			seg(CurveTo, at(9, -9), at(18, -9), at(18, 0))},
		"M0 0Q3 6 6 0T12 0": {seg(MoveTo, at(0, 0)), seg(CurveTo, at(2, 4), at(4, 4), at(6, 0)),
			seg(CurveTo, at(8, -4), at(10, -4), at(12, 0))},
		"M1 1zl5 5": {seg(MoveTo, at(1, 1)), seg(Close), seg(LineTo, at(6, 6))},
	} {
		got, err := ParsePath(in, 1)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("ParsePath(%q) = %v, %v; want %v", in, got, err, want)
		}
	}
	for _, bad := range []string{"L1 1", "M1", "M1 x", "M0 0A1 1 0 0 0 2", "M0 0A1 1 0 2 0 2 2", "M0 0A1 1 0 0",
		"M0 0A1e300 1e-300 0 0 0 1e300 2", "M1e19 0", "M NaN 0", "M0 0lInf 0", "M0 0z5 5", "M1e400 0", "hello",
		"M..1 1"} {
		if p, err := ParsePath(bad, 1); err == nil {
			t.Errorf("ParsePath(%q) = %v, want an error", bad, p)
		}
	}
}

// TestArc checks points of arcs: they are on the ellipse, the flags choose among the four arcs, and an arc with radius
// zero is a line.
func TestArc(t *testing.T) {
	for data, middle := range map[string]Position{ // the middle of the arc
		"M0 0A10 10 0 0 0 20 0":                  {10, 10},
		"M0 0A10 10 0 0 1 20 0":                  {10, -10},
		"M0 0a10 10 0 0020 0":                    {10, 10},
		"M0 0A25 25 0 0 1 40 0":                  {20, -10},
		"M0 0A25 25 0 1 1 40 0":                  {20, -40},
		"M0 0A25 25 0 0 0 40 0":                  {20, 10},
		"M0 0A25 25 0 1 0 40 0":                  {20, 40},
		"M0 0A1 1 0 0 1 40 0":                    {20, -20}, // the radius grows until the arc reaches its end
		"M0 0A-25 25 0 0 1 40 0":                 {20, -10},
		"M0 0A50 25 90 0 1 0 -100":               {-25, -50},
		"M0 0A25 25 0 0 1 40 0A25 25 0 0 1 40 0": {20, -10}, // an arc that ends at its start is omitted
	} {
		const unit = 1_000_000
		p, err := ParsePath(data, unit)
		if err != nil || p[0].Verb != MoveTo {
			t.Errorf("ParsePath(%q) = %v, %v", data, p, err)
			continue
		}
		// The curves have equal angles, so the middle of the arc is the middle of the middle curve, or where the two
		// middle curves meet.
		curves := p[1:]
		at := curves[max(0, len(curves)/2-1)].P[2]
		if n := len(curves); n%2 == 1 {
			from := p[n/2].P[2]
			if n == 1 {
				from = p[0].P[0]
			}
			c := curves[n/2].P
			at = Position{(from.X + 3*c[0].X + 3*c[1].X + c[2].X) / 8, (from.Y + 3*c[0].Y + 3*c[1].Y + c[2].Y) / 8}
		}
		if d := math.Hypot(float64(at.X-middle.X*unit), float64(at.Y-middle.Y*unit)) / unit; d > 0.01 {
			t.Errorf("the middle of %q is at %.3f, %.3f, want %d, %d", data, float64(at.X)/unit, float64(at.Y)/unit,
				middle.X, middle.Y)
		}
	}
	for data, want := range map[string]int{"M0 0A0 5 0 0 1 9 9": 2, "M5 5A3 3 0 0 1 5 5": 1,
		"M0 0a9 9 0 01 9 9 9 9 0 01 9 9": 3} {
		if p, err := ParsePath(data, Millimetre); err != nil || len(p) != want {
			t.Errorf("ParsePath(%q) = %v, %v; want %d segments", data, p, err, want)
		}
	}
}

func TestMatrix(t *testing.T) {
	turn := Matrix{0, 1, -1, 0, 10, 20}
	both := turn.Times(Matrix{2, 0, 0, 3, 5, 7})
	x, y := both.At(1, 1) // (7, 10), then turned and moved
	if x != 0 || y != 27 {
		t.Errorf("(1, 1) is mapped to (%g, %g)", x, y)
	}
	for m, want := range map[Matrix][2]float64{
		turn: {1, 1}, both: {3, 2}, {1, 0, 0, -4, 9, 9}: {4, 1}, {1, 1, 1, 1, 0, 0}: {2, 0}, {}: {0, 0},
	} {
		if most, least := m.Stretch(); math.Abs(most-want[0]) > 1e-9 || math.Abs(least-want[1]) > 1e-9 {
			t.Errorf("%v stretches by %g and %g, want %v", m, most, least, want)
		}
	}
	p, err := turn.ParsePath("M1 2h3")
	if err != nil || p[0].P[0] != (Position{8, 21}) || p[1].P[0] != (Position{8, 24}) {
		t.Errorf("a path that is turned is %v, %v", p, err)
	}
}

func TestFitted(t *testing.T) {
	p, err := ParsePath("M0 0L24 24", Millimetre)
	if err != nil {
		t.Fatal(err)
	}
	box := Rect{X: 100, Y: 200, W: 480, H: 240}
	if got := p.Fitted(Size{24 * Millimetre, 24 * Millimetre}, box).Bounds(); got != box {
		t.Errorf("fitted bounds are %+v, want %+v", got, box)
	}
}

func FuzzParsePath(f *testing.F) {
	for _, s := range []string{"M1 2L3,4z", "m0 0q1 1 2 2t3 3", "M.5.5-1-1", "M1 1a5 3 30 01-2 2A1 1 0 1 0 0 0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParsePath(s, Millimetre)
		if err == nil && len(p) > 0 && p[0].Verb != MoveTo {
			t.Errorf("%q begins with %v", s, p[0])
		}
	})
}
