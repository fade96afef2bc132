// Package geom holds everything with a measure on paper: lengths, positions, boxes, paths and colours.
//
// The origin of every page is its upper left trim corner; x grows to the right and y downwards. Length is exact, so a
// grid of eight cells adds up to the sheet it was cut from.
package geom

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Length is a distance on paper in English Metric Units. EMU divide an inch,
// a millimetre and a typographic point without a remainder (ECMA-376, part 1,
// 20.1.2.1). The zero value is no distance; the range is more than 10,000 km.
type Length int64

// The units in which people write lengths.
const (
	Point      Length = 12_700
	Millimetre Length = 36_000
	Centimetre Length = 360_000
	Inch       Length = 914_400
)

// MM returns the length of v millimetres, rounded to the nearest EMU.
func MM(v float64) Length { return Length(math.Round(v * float64(Millimetre))) }

// Pt returns the length of v points of 1/72 inch, rounded to the nearest EMU.
func Pt(v float64) Length { return Length(math.Round(v * float64(Point))) }

// Points returns l in points of 1/72 inch.
func (l Length) Points() float64 { return float64(l) / float64(Point) }

// Millipoints returns l in thousandths of a point, exactly rounded, halves away
// from zero. A thousandth of a point is 0.35 µm, finer than any imagesetter.
func (l Length) Millipoints() int64 {
	n := int64(l) * 10 // in 1/127 of a thousandth
	if n < 0 {
		return (n - 63) / 127
	}
	return (n + 63) / 127
}

// Millimetres returns l in millimetres.
func (l Length) Millimetres() float64 { return float64(l) / float64(Millimetre) }

// Scale returns l times f, rounded to the nearest EMU.
func (l Length) Scale(f float64) Length { return Length(math.Round(float64(l) * f)) }

// String returns l in millimetres with at most three decimals, as ParseLength
// reads it: "85.6mm".
func (l Length) String() string {
	return strconv.FormatFloat(math.Round(l.Millimetres()*1000)/1000, 'f', -1, 64) + "mm"
}

// maxWritten limits what ParseLength accepts: 100 m is longer than any roll of badge stock and keeps every product of
// two lengths within an int64.
const maxWritten = 100_000 * Millimetre

var units = []struct {
	suffix string
	unit   Length
}{{"mm", Millimetre}, {"cm", Centimetre}, {"in", Inch}, {"pt", Point}}

// UnitPattern matches the units of a length.
const UnitPattern = "(mm|cm|in|pt)"

// LengthPattern matches what ParseLength reads, for editors that check input. It does not reject lengths that are too
// long.
const LengthPattern = `^\s*([-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?\s*` + UnitPattern + `|0)\s*$`

// ParseLength reads a number with its unit: "85.6mm", "9cm", "3.5in", "12pt". A bare "0" needs no unit. Errors show the
// accepted form.
func ParseLength(s string) (Length, error) {
	t := strings.TrimSpace(s)
	if t == "0" {
		return 0, nil
	}
	for _, u := range units {
		number, ok := strings.CutSuffix(t, u.suffix)
		if !ok {
			continue
		}
		v, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
		if err != nil || math.IsNaN(v) || math.Abs(v)*float64(u.unit) > float64(maxWritten) {
			return 0, fmt.Errorf("%q is not a length: write a number and its unit, like \"85.6mm\"", s)
		}
		return Length(math.Round(v * float64(u.unit))), nil
	}
	return 0, fmt.Errorf("%q has no known unit: use mm, cm, in or pt, like \"85.6mm\"", s)
}
