package preview

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"
)

const tehran = "../../../examples/tehran-2017"

func TestPicture(t *testing.T) {
	for _, c := range []struct {
		subject Subject
		height  int
		want    string // part of the error; empty: no error
	}{
		{Subject{Kind: "badge", ID: "T17-005"}, 289, ""},
		{Subject{Kind: "certificate"}, 283, ""},
		{Subject{Kind: "sheet", ID: "T17-010"}, 566, ""},
		{Subject{Kind: "poster"}, 0, "there is no poster"},
		{Subject{Kind: "badge", ID: "T17-05"}, 0, `nobody on the list has the id "T17-05"`},
	} {
		s := c.subject
		s.Dir, s.Width, s.Now = tehran, 400, day
		var b bytes.Buffer
		problems, err := Picture(t.Context(), &b, s)
		if c.want != "" {
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s %s: %v, want %q", s.Kind, s.ID, err, c.want)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s %s: %v, %v", s.Kind, s.ID, err, problems)
			continue
		}
		m, err := png.Decode(bytes.NewReader(b.Bytes()))
		if err != nil || m.Bounds() != image.Rect(0, 0, 400, c.height) {
			t.Errorf("%s %s: %v, %v", s.Kind, s.ID, m.Bounds(), err)
		}
		if _, ok := m.(*image.Paletted); !ok {
			t.Errorf("%s %s is a %T", s.Kind, s.ID, m)
		}
		var again bytes.Buffer
		if _, err := Picture(t.Context(), &again, s); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
			t.Errorf("%s %s differs the second time (%v)", s.Kind, s.ID, err)
		}
	}
	problems, err := Picture(t.Context(), new(bytes.Buffer), Subject{Dir: t.TempDir(), Kind: "badge", Width: 400, Now: day})
	if !errors.Is(err, ErrProblems) || problems.Err() == nil {
		t.Errorf("an empty folder: %v, %v", problems, err)
	}
	if _, err := Picture(t.Context(), new(bytes.Buffer), Subject{Dir: tehran, Kind: "badge", Width: 1e6, Now: day}); err == nil {
		t.Error("a picture a million pixels wide was drawn")
	}
}

// TestLean checks that pictures of few colours keep them, that those of more change by no more than allowed, and which
// are returned as they are.
func TestLean(t *testing.T) {
	ramp := func(i int) color.RGBA { return color.RGBA{uint8(i), uint8(i / 256 * 8), 77, 255} }
	anything := func(i int) color.RGBA {
		n := uint32(i)*2654435761 + 99
		return color.RGBA{uint8(n >> 24), uint8(n >> 16), uint8(n >> 8), 255}
	}
	for _, c := range []struct {
		colours int
		colour  func(i int) color.RGBA
		lost    int
		lean    bool
	}{{200, ramp, 0, true}, {2000, ramp, maxLost, true}, {5000, anything, 0, false}, {maxMixed + 1, ramp, 0, false}} {
		m := image.NewRGBA(image.Rect(0, 0, c.colours, 1))
		for x := range c.colours {
			m.SetRGBA(x, 0, c.colour(x))
		}
		got := lean(m)
		if _, ok := got.(*image.Paletted); ok != c.lean {
			t.Errorf("%d colours: a %T", c.colours, got)
		}
		for x := range c.colours {
			r, g, _, _ := got.At(x, 0).RGBA()
			want := m.RGBAAt(x, 0)
			if lost := max(apart(uint8(r>>8), want.R), apart(uint8(g>>8), want.G)); lost > c.lost {
				t.Fatalf("%d colours: pixel %d lost %d", c.colours, x, lost)
			}
		}
	}
}
