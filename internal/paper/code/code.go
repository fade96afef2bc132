// Package code turns a payload into a QR code made of one mosaic, and a picture of a QR code back into its payload
// (ISO/IEC 18004).
//
// A mosaic is one area, filled once: squares drawn separately, or row by row, show hairlines in viewers. Its squares
// have a whole number of EMU per side, so all modules are equally large. Package pdf writes it as a picture of bits,
// which renderers were measured to draw with equal modules.
//
// The smallest version is chosen here, not by go-qrcode: it refuses versions 1 to 9 to any payload of more than 255
// characters that are not all digits, although only the characters of one segment are counted, so that its symbols of
// our addresses have 57 modules where 45 are enough. It provides the Reed-Solomon codes, and tests compare our drawing
// with its own module by module, in every version, level and mask. It takes 3 ms and 23,000 allocations to draw a
// symbol of version 14, half of that in products of polynomials and half in scoring the masks. Our own drawing uses
// tables and handles 64 modules at a time: 0.06 ms.
//
// The papers of the reference event have these modules per side at level M, with an address of their token at
// verify.example.org; 29 with a code of the number alone. The one of 61 has a name of 65 Latin letters and 52 of Thai.
// TestReferenceModules holds the table to what is drawn with keys of its own; other keys move a paper now and then.
//
//	modules  badges  certificates
//	49           50            50
//	53           84            84
//	57            5             5
//	61            1             1
//
// An error that the user can fix is a *fault.Error.
package code

import (
	"fmt"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/geom"
)

// Quiet is the width of the light margin around a symbol, in modules (ISO/IEC 18004, 9.1). Every box of a symbol
// includes it.
const Quiet = 4

// Versions number the sizes of symbols: version v has 17 + 4v modules per side. With the smallest modules of a badge,
// version 16 takes 29.4 mm and version 20 34.7 mm of a badge 54 mm high; a larger one would leave no room for the name.
const (
	denseVersion = 14 // 73 modules; ZXing-C++ 1.4, in many older telephones, never reads 77
	maxVersion   = 20
)

// Modules per side that are read easily, and the maximum.
const (
	EasyModules = 17 + 4*denseVersion
	MostModules = 17 + 4*maxVersion
)

// Level is the fraction of a symbol that may be unreadable.
type Level uint8

// The levels of ISO/IEC 18004, by their letters. At a given printed size, M reads best: more redundancy makes the
// modules smaller.
const (
	M Level = iota // 15 %
	L              // 7 %
	Q              // 25 %
	H              // 30 %
)

// Symbol is one QR code. It is immutable, so workers can share it.
type Symbol struct {
	Modules int // per side, without the quiet zone
	Version int // 1 to 20
	modules grid
}

// Encode makes the smallest symbol that holds payload, which is 1 or more printable ASCII characters. Digits in a row
// take 3.3 bits each, other characters 5.5 or 8. A payload that needs more than version 20 is refused.
func Encode(payload string, level Level) (*Symbol, error) {
	size, err := Measure(payload, level)
	if err != nil {
		return nil, err
	}
	return compose(payload, level, size.Version), nil
}

// Dense reports whether s has more modules than are read easily, so that the user should be warned.
func (s *Symbol) Dense() bool { return s.Version > denseVersion }

// Dark reports whether the module in column x and row y, from 0, is dark. Everything outside the symbol is light.
func (s *Symbol) Dark(x, y int) bool {
	return x >= 0 && y >= 0 && x < s.Modules && y < s.Modules && s.modules.dark(x, y)
}

// MinSide returns the side of the smallest box, including the quiet zone, in which modules are at least as large as
// module.
func (s *Symbol) MinSide(module geom.Length) geom.Length {
	return module * geom.Length(s.Modules+2*Quiet)
}

func tooLong(payload string) error {
	return fault.New(fmt.Sprintf("%d characters need a symbol above version %d", len(payload), maxVersion),
		"shorten the name, the role or the address of verification")
}
