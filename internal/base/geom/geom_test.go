package geom

import (
	"math"
	"regexp"
	"strings"
	"testing"
)

func TestParseLength(t *testing.T) {
	pattern := regexp.MustCompile(LengthPattern)
	for in, want := range map[string]Length{
		"85.6mm": 3_081_600, "9cm": 3_240_000, "3.5in": 3_200_400, "12pt": 152_400,
		" 1 mm ": 36_000, "0": 0, "-2mm": -72_000, "0.33mm": 11_880,
	} {
		got, err := ParseLength(in)
		if err != nil || got != want {
			t.Errorf("ParseLength(%q) = %d, %v; want %d", in, got, err, want)
		}
		if !pattern.MatchString(in) {
			t.Errorf("the pattern does not match %q", in)
		}
	}
	for _, in := range []string{"", "12", "mm", "12px", "1e9mm", "NaNmm", "Infmm", "1,5mm", "12 furlong"} {
		if got, err := ParseLength(in); err == nil {
			t.Errorf("ParseLength(%q) = %d, want an error", in, got)
		} else if !strings.Contains(err.Error(), "85.6mm") {
			t.Errorf("ParseLength(%q): the error shows no correct form: %v", in, err)
		}
		if pattern.MatchString(in) && in != "1e9mm" {
			t.Errorf("the pattern matches %q", in)
		}
	}
}

// Eight cells whose width is an odd fraction of an inch add up exactly to the sheet.
func TestLengthIsExact(t *testing.T) {
	if third := Inch / 3; third*3 != Inch {
		t.Errorf("a third of an inch is %d", third)
	}
	if MM(25.4) != Inch || Pt(72) != Inch {
		t.Errorf("25.4 mm is %d, 72 pt is %d, an inch is %d", MM(25.4), Pt(72), Inch)
	}
}

func FuzzParseLength(f *testing.F) {
	for _, s := range []string{"85.6mm", "1pt", "0", "-3in", "1e300cm"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		l, err := ParseLength(s)
		if err != nil {
			return
		}
		again, err := ParseLength(l.String())
		if err != nil || math.Abs(float64(again-l)) > float64(MM(0.001)) {
			t.Errorf("%q is %d, written %q, read back %d, %v", s, l, l.String(), again, err)
		}
	})
}

func TestParseColour(t *testing.T) {
	for in, want := range map[string]Colour{
		"#1b4d3e":                      {V: [4]uint8{0x1b, 0x4d, 0x3e}},
		"#fff":                         {V: [4]uint8{255, 255, 255}},
		"cmyk(80, 20, 0, 10)":          {Space: CMYK, V: [4]uint8{80, 20, 0, 10}},
		"spot(Reflex Blue,100,82,0,2)": {Space: Spot, Name: "Reflex Blue", V: [4]uint8{100, 82, 0, 2}, Tint: 100},
		"spot(Gold, 0, 20, 60, 20,50)": {Space: Spot, Name: "Gold", V: [4]uint8{0, 20, 60, 20}, Tint: 50},
	} {
		if got, err := ParseColour(in); err != nil || got != want {
			t.Errorf("ParseColour(%q) = %+v, %v; want %+v", in, got, err, want)
		}
	}
	for _, in := range []string{"", "red", "#12345", "#+12345", "cmyk(1,2,3)", "cmyk(1,2,3,101)", "spot(,1,2,3,4)",
		"spot(X,1,2,3)"} {
		if got, err := ParseColour(in); err == nil {
			t.Errorf("ParseColour(%q) = %+v, want an error", in, got)
		}
	}
}

func TestRect(t *testing.T) {
	r := Rect{10, 20, 30, 40}
	if !r.Contains(r) || !r.Contains(Rect{}) || r.Contains(r.Inset(-1)) || !r.Contains(r.Inset(5)) {
		t.Error("Contains is wrong at the edges")
	}
	if u := r.Union(Rect{0, 0, 5, 5}); u != (Rect{0, 0, 40, 60}) {
		t.Errorf("Union = %+v", u)
	}
	if u := (Rect{}).Union(r); u != r {
		t.Errorf("the union with nothing is %+v", u)
	}
}

func TestPathBounds(t *testing.T) {
	r := Rect{X: 3, Y: 4, W: 1000, H: 2000}
	for name, p := range map[string]Path{"Box": Box(r), "RoundedBox": RoundedBox(r, 100), "no radius": RoundedBox(r, 0),
		"Ellipse": Ellipse(r)} {
		if got := p.Bounds(); got != r {
			t.Errorf("%s bounds = %+v, want %+v", name, got, r)
		}
		if got := p.Moved(Position{7, 9}).Bounds(); got != r.Move(Position{7, 9}) {
			t.Errorf("%s moved = %+v", name, got)
		}
	}
	if !(Path{}).Bounds().Empty() {
		t.Error("the empty path has bounds")
	}
}

// With the largest radius a rounded box is a circle: the midpoint of every curve is on it, within the accuracy of
// kappa.
func TestRoundedBoxIsRound(t *testing.T) {
	const d = 2_000_000
	p := RoundedBox(Rect{W: d, H: d}, d)
	var at Position
	curves := 0
	for _, s := range p {
		if s.Verb == CurveTo {
			curves++
			x := float64(at.X+3*s.P[0].X+3*s.P[1].X+s.P[2].X)/8 - d/2
			y := float64(at.Y+3*s.P[0].Y+3*s.P[1].Y+s.P[2].Y)/8 - d/2
			if off := math.Abs(math.Hypot(x, y)/(d/2) - 1); off > 0.0003 {
				t.Errorf("the middle of a corner is %.5f off the circle", off)
			}
			at = s.P[2]
		} else if s.Verb != Close {
			at = s.P[0]
		}
	}
	if curves != 4 {
		t.Errorf("%d curves, want 4", curves)
	}
}
