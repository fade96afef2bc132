package geom

import (
	"fmt"
	"strconv"
	"strings"
)

// Space is the colour space in which a Colour is written.
type Space uint8

// The colour spaces.
const (
	RGB Space = iota
	CMYK
	Spot // a named ink, with a CMYK alternative for screens
)

// Colour is a colour in its own space. The zero value is black in RGB.
type Colour struct {
	Space Space
	V     [4]uint8 // RGB: red, green, blue, 0-255; CMYK and Spot: cyan, magenta, yellow, black, 0-100 %
	Name  string   // Spot: name of the ink
	Tint  uint8    // Spot: 0-100 %
}

// ParseColour reads "#1b4d3e", "#fff", "cmyk(80, 20, 0, 10)" (percentages) or
// "spot(PANTONE 300 C, 100, 62, 7, 0)" (ink name, then its CMYK alternative;
// a fifth number is the tint, 100 when it is left out).
func ParseColour(s string) (Colour, error) {
	t := strings.TrimSpace(s)
	switch {
	case strings.HasPrefix(t, "#"):
		if c, ok := parseHex(t[1:]); ok {
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
	return Colour{}, fmt.Errorf("%q is not a colour: write \"#1b4d3e\", \"cmyk(80, 20, 0, 10)\" or \"spot(Ink name, 80, 20, 0, 10)\"", s)
}

func parseHex(h string) (Colour, bool) {
	if len(h) == 3 {
		h = string([]byte{h[0], h[0], h[1], h[1], h[2], h[2]})
	}
	n, err := strconv.ParseUint(h, 16, 32)
	if len(h) != 6 || err != nil {
		return Colour{}, false
	}
	return Colour{V: [4]uint8{uint8(n >> 16), uint8(n >> 8), uint8(n)}}, true
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
