package svg

import (
	"math"
	"strconv"
	"strings"

	"lanyard/internal/base/geom"
)

// colour is a colour with its opacity, 0 to 1.
type colour struct {
	geom.Colour
	alpha float64
}

// parseColour reads a CSS colour (CSS Color 4): a name, #rgb, #rgba, #rrggbb, #rrggbbaa, rgb(), rgba(), hsl() or
// hsla(). A profile's colour after it is ignored (SVG 1.1, 12.2).
func parseColour(s string) (colour, error) {
	s = strings.ToLower(strings.TrimSpace(s))
	if before, _, ok := strings.Cut(s, "icc-color("); ok {
		s = strings.TrimSpace(before)
	}
	if hex, ok := strings.CutPrefix(s, "#"); ok {
		c, alpha, ok := geom.ParseHex(hex)
		if !ok {
			return colour{}, errValue
		}
		return colour{c, float64(alpha) / 255}, nil
	}
	if n, ok := named[s]; ok {
		return rgb(float64(n>>16), float64(n>>8&255), float64(n&255), 1), nil
	}
	if s == "transparent" {
		return colour{}, nil
	}
	name, rest, _ := strings.Cut(s, "(")
	inner, after, closed := strings.Cut(rest, ")")
	v, percent, err := parts(inner)
	if !closed || after != "" || err != nil {
		return colour{}, errValue
	}
	alpha := 1.0
	if len(v) == 4 {
		if alpha = v[3]; percent[3] {
			alpha /= 100
		}
	}
	switch name {
	case "rgb", "rgba":
		for i := range 3 {
			if percent[i] {
				v[i] = v[i] * 255 / 100
			}
		}
		return rgb(v[0], v[1], v[2], alpha), nil
	case "hsl", "hsla":
		return hsl(v[0], v[1]/100, v[2]/100, alpha), nil
	}
	return colour{}, errValue
}

// parts reads three or four numbers separated by commas, spaces or a slash, and reports which are percentages. The
// first may be in degrees.
func parts(s string) (v []float64, percent [4]bool, err error) {
	words := strings.FieldsFunc(s, func(c rune) bool { return strings.ContainsRune(", /\t\r\n", c) })
	if len(words) != 3 && len(words) != 4 {
		return nil, percent, errValue
	}
	for i, w := range words {
		f, unit, ok := geom.NextNumber(w)
		percent[i] = unit == "%"
		if !ok || math.Abs(f) > maxNumber || unit != "" && unit != "%" && !(i == 0 && unit == "deg") {
			return nil, percent, errValue
		}
		v = append(v, f)
	}
	return v, percent, nil
}

// rgb returns a colour of parts out of 255.
func rgb(r, g, b, alpha float64) colour {
	part := func(v float64) uint8 { return uint8(math.Round(max(0, min(255, v)))) }
	return colour{geom.Colour{V: [4]uint8{part(r), part(g), part(b)}}, max(0, min(1, alpha))}
}

// hsl returns a colour of a hue in degrees and a saturation and lightness of 0 to 1 (CSS Color 4, 7.1).
func hsl(h, s, l, alpha float64) colour {
	h = math.Mod(math.Mod(h, 360)+360, 360)
	s, l = max(0, min(1, s)), max(0, min(1, l))
	part := func(n float64) float64 {
		k := math.Mod(n+h/30, 12)
		return 255 * (l - s*min(l, 1-l)*max(-1, min(k-3, 9-k, 1)))
	}
	return rgb(part(0), part(8), part(4), alpha)
}

// named are the named colours (SVG 1.1, 4.4).
var named = map[string]uint32{}

func init() {
	words := strings.Fields(names)
	for i := 0; i < len(words); i += 2 {
		n, err := strconv.ParseUint(words[i+1], 16, 32)
		if err != nil {
			panic("internal error: " + err.Error())
		}
		named[words[i]] = uint32(n)
	}
}

const names = `
aliceblue f0f8ff  antiquewhite faebd7  aqua 00ffff  aquamarine 7fffd4  azure f0ffff  beige f5f5dc  bisque ffe4c4  black 000000
blanchedalmond ffebcd  blue 0000ff  blueviolet 8a2be2  brown a52a2a  burlywood deb887  cadetblue 5f9ea0  chartreuse 7fff00
chocolate d2691e  coral ff7f50  cornflowerblue 6495ed  cornsilk fff8dc  crimson dc143c  cyan 00ffff  darkblue 00008b
darkcyan 008b8b  darkgoldenrod b8860b  darkgray a9a9a9  darkgreen 006400  darkgrey a9a9a9  darkkhaki bdb76b  darkmagenta 8b008b
darkolivegreen 556b2f  darkorange ff8c00  darkorchid 9932cc  darkred 8b0000  darksalmon e9967a  darkseagreen 8fbc8f
darkslateblue 483d8b  darkslategray 2f4f4f  darkslategrey 2f4f4f  darkturquoise 00ced1  darkviolet 9400d3  deeppink ff1493
deepskyblue 00bfff  dimgray 696969  dimgrey 696969  dodgerblue 1e90ff  firebrick b22222  floralwhite fffaf0  forestgreen 228b22
fuchsia ff00ff  gainsboro dcdcdc  ghostwhite f8f8ff  gold ffd700  goldenrod daa520  gray 808080  green 008000  greenyellow adff2f
grey 808080  honeydew f0fff0  hotpink ff69b4  indianred cd5c5c  indigo 4b0082  ivory fffff0  khaki f0e68c  lavender e6e6fa
lavenderblush fff0f5  lawngreen 7cfc00  lemonchiffon fffacd  lightblue add8e6  lightcoral f08080  lightcyan e0ffff
lightgoldenrodyellow fafad2  lightgray d3d3d3  lightgreen 90ee90  lightgrey d3d3d3  lightpink ffb6c1  lightsalmon ffa07a
lightseagreen 20b2aa  lightskyblue 87cefa  lightslategray 778899  lightslategrey 778899  lightsteelblue b0c4de  lightyellow ffffe0
lime 00ff00  limegreen 32cd32  linen faf0e6  magenta ff00ff  maroon 800000  mediumaquamarine 66cdaa  mediumblue 0000cd
mediumorchid ba55d3  mediumpurple 9370db  mediumseagreen 3cb371  mediumslateblue 7b68ee  mediumspringgreen 00fa9a
mediumturquoise 48d1cc  mediumvioletred c71585  midnightblue 191970  mintcream f5fffa  mistyrose ffe4e1  moccasin ffe4b5
navajowhite ffdead  navy 000080  oldlace fdf5e6  olive 808000  olivedrab 6b8e23  orange ffa500  orangered ff4500  orchid da70d6
palegoldenrod eee8aa  palegreen 98fb98  paleturquoise afeeee  palevioletred db7093  papayawhip ffefd5  peachpuff ffdab9  peru cd853f
pink ffc0cb  plum dda0dd  powderblue b0e0e6  purple 800080  red ff0000  rosybrown bc8f8f  royalblue 4169e1  saddlebrown 8b4513
salmon fa8072  sandybrown f4a460  seagreen 2e8b57  seashell fff5ee  sienna a0522d  silver c0c0c0  skyblue 87ceeb  slateblue 6a5acd
slategray 708090  slategrey 708090  snow fffafa  springgreen 00ff7f  steelblue 4682b4  tan d2b48c  teal 008080  thistle d8bfd8
tomato ff6347  turquoise 40e0d0  violet ee82ee  wheat f5deb3  white ffffff  whitesmoke f5f5f5  yellow ffff00  yellowgreen 9acd32`
