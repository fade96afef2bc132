package geom

import (
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
		"":                 nil,
		"M1 2L3,4z":        {seg(MoveTo, at(1, 2)), seg(LineTo, at(3, 4)), seg(Close)},
		"M1 2 3 4":         {seg(MoveTo, at(1, 2)), seg(LineTo, at(3, 4))},
		"m1 2 3 4":         {seg(MoveTo, at(1, 2)), seg(LineTo, at(4, 6))},
		"M10-5h5v-5H0V0":   {seg(MoveTo, at(10, -5)), seg(LineTo, at(15, -5)), seg(LineTo, at(15, -10)), seg(LineTo, at(0, -10)), seg(LineTo, at(0, 0))},
		"M0 0C1 1 2 2 3 3": {seg(MoveTo, at(0, 0)), seg(CurveTo, at(1, 1), at(2, 2), at(3, 3))},
		"M0 0c0 9 9 9 9 0s9 -9 9 0": {seg(MoveTo, at(0, 0)), seg(CurveTo, at(0, 9), at(9, 9), at(9, 0)),
			seg(CurveTo, at(9, -9), at(18, -9), at(18, 0))},
		"M0 0Q3 6 6 0T12 0": {seg(MoveTo, at(0, 0)), seg(CurveTo, at(2, 4), at(4, 4), at(6, 0)), seg(CurveTo, at(8, -4), at(10, -4), at(12, 0))},
		"M1 1zl5 5":         {seg(MoveTo, at(1, 1)), seg(Close), seg(LineTo, at(6, 6))},
	} {
		got, err := ParsePath(in, 1)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("ParsePath(%q) = %v, %v; want %v", in, got, err, want)
		}
	}
	for _, bad := range []string{"L1 1", "M1", "M1 x", "M0 0A1 1 0 0 0 2 2", "M0 0z5 5", "M1e400 0", "hello", "M..1 1"} {
		if p, err := ParsePath(bad, 1); err == nil {
			t.Errorf("ParsePath(%q) = %v, want an error", bad, p)
		}
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
	for _, s := range []string{"M1 2L3,4z", "m0 0q1 1 2 2t3 3", "M.5.5-1-1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParsePath(s, Millimetre)
		if err == nil && len(p) > 0 && p[0].Verb != MoveTo {
			t.Errorf("%q begins with %v", s, p[0])
		}
	})
}
