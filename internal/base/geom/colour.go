package geom

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Space is the colour space of a Colour.
type Space uint8

// The colour spaces.
const (
	RGB Space = iota
	CMYK
	Spot // a named ink; its CMYK values say how screens show it
)

// Navy is the main colour of the verification page of an issuer that has set none, "#rrggbb". The page is drawn in it,
// and event.toml is checked against it.
const Navy = "#14263b"

// Colour is a colour in its own space. The zero value is black in RGB. It lives here because template and page both
// need it and neither may import the other.
type Colour struct {
	Space Space
	V     [4]uint8 // RGB: red, green, blue, 0-255; CMYK and Spot: cyan, magenta, yellow, black, 0-100 %
	Name  string   // Spot: name of the ink
	Tint  uint8    // Spot: 0-100 %
}

// ParseColour reads "#1b4d3e", "#fff", "cmyk(80, 20, 0, 10)" (percentages) or "spot(PANTONE 300 C, 100, 62, 7, 0)" (ink
// name, then its CMYK alternative; an optional fifth number is the tint, 100 by default).
func ParseColour(s string) (Colour, error) {
	t := strings.TrimSpace(s)
	switch {
	case strings.HasPrefix(t, "#"):
		if c, _, ok := ParseHex(t[1:]); ok && (len(t) == len("#rgb") || len(t) == len("#rrggbb")) {
			return c, nil
		}
	case strings.HasPrefix(t, "cmyk(") && strings.HasSuffix(t, ")"):
		if v, ok := percentages(strings.Split(t[5:len(t)-1], ",")); ok && len(v) == 4 {
			return Colour{Space: CMYK, V: [4]uint8(v)}, nil
		}
	case strings.HasPrefix(t, "spot(") && strings.HasSuffix(t, ")"):
		name, rest, _ := strings.Cut(t[5:len(t)-1], ",")
		v, ok := percentages(strings.Split(rest, ","))
		if ok && len(v) == 4 {
			v = append(v, 100)
		}
		if name = strings.TrimSpace(name); ok && len(v) == 5 && name != "" {
			return Colour{Space: Spot, V: [4]uint8(v[:4]), Name: name, Tint: v[4]}, nil
		}
	}
	return Colour{},
		fmt.Errorf("%q is not a colour: write \"#1b4d3e\", \"cmyk(80, 20, 0, 10)\" or \"spot(Ink name, 80, 20, 0, 10)\"", s)
}

// ParseHex reads the digits of #rgb, #rgba, #rrggbb or #rrggbbaa (CSS Color 4,
// 5.2), without the #. Alpha is 255 where it is not given.
func ParseHex(digits string) (c Colour, alpha uint8, ok bool) {
	if len(digits) == 3 || len(digits) == 4 {
		var long []byte
		for _, d := range []byte(digits) {
			long = append(long, d, d)
		}
		digits = string(long)
	}
	n, err := strconv.ParseUint(digits, 16, 32)
	switch {
	case err != nil:
	case len(digits) == 6:
		return Colour{V: [4]uint8{uint8(n >> 16), uint8(n >> 8), uint8(n)}}, 255, true
	case len(digits) == 8:
		return Colour{V: [4]uint8{uint8(n >> 24), uint8(n >> 16), uint8(n >> 8)}}, uint8(n), true
	}
	return Colour{}, 0, false
}

func percentages(parts []string) ([]uint8, bool) {
	var out []uint8
	for _, p := range parts {
		n, err := strconv.ParseUint(strings.TrimSpace(p), 10, 8)
		if err != nil || n > 100 {
			return nil, false
		}
		out = append(out, uint8(n))
	}
	return out, true
}

// Screen returns red, green and blue, 0 to 255, as a screen shows c: inks are
// multiplied, which no press does and everybody's viewer does much like.
func (c Colour) Screen() [3]uint8 {
	if c.Space == RGB {
		return [3]uint8{c.V[0], c.V[1], c.V[2]}
	}
	tint := int64(100)
	if c.Space == Spot {
		tint = int64(c.Tint)
	}
	light := func(i int) uint8 {
		ink, black := int64(c.V[i])*tint, int64(c.V[3])*tint
		return uint8((255*(10_000-ink)*(10_000-black) + 50_000_000) / 100_000_000)
	}
	return [3]uint8{light(0), light(1), light(2)}
}

// Contrast returns the contrast ratio of two colours as screens show them, from 1 for equal ones to 21 for black on
// white (WCAG 2.2, "contrast ratio").
func Contrast(a, b Colour) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// luminance returns the relative luminance of a colour, from 0 for black to 1 for white (WCAG 2.2, "relative
// luminance").
func luminance(c Colour) float64 {
	v := c.Screen()
	linear := func(i int) float64 {
		s := float64(v[i]) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(0) + 0.7152*linear(1) + 0.0722*linear(2)
}

// Mix returns share percent of a and the rest of b: in RGB or CMYK if both are, as a lighter tint if a is a named ink
// and b is white, and as a screen shows them in RGB otherwise. On a press, white means no ink.
func Mix(a, b Colour, share int) Colour {
	white := b.Screen() == [3]uint8{255, 255, 255}
	switch {
	case a.Space == Spot && white:
		a.Tint = uint8((int(a.Tint)*share + 50) / 100)
		return a
	case a.Space == CMYK && white:
		b = Colour{Space: CMYK}
	case a.Space != b.Space || a.Space == Spot:
		x, y := a.Screen(), b.Screen()
		a, b = Colour{V: [4]uint8{x[0], x[1], x[2]}}, Colour{V: [4]uint8{y[0], y[1], y[2]}}
	}
	for i := range a.V {
		a.V[i] = uint8((int(a.V[i])*share + int(b.V[i])*(100-share) + 50) / 100)
	}
	return a
}
