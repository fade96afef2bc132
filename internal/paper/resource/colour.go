package resource

import (
	"math"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
)

// spaceKind is the kind of a colour space: ISO 32000-1, 8.6.
type spaceKind uint8

const (
	grey spaceKind = iota
	rgb
	cmyk
	tint    // parts go through a function to another space
	indexed // one part chooses a colour of a table
	pattern
	foreign // not read
)

// Space is a colour space.
type Space struct {
	kind    spaceKind
	n       int      // components
	base    *Space   // of tint and indexed, and of an uncoloured pattern
	through function // of tint
	table   []byte   // of indexed: colours of base, a byte for each component
}

// The colour spaces of the device: ISO 32000-1, 8.6.4.
var (
	Grey = Space{kind: grey, n: 1}
	RGB  = Space{kind: rgb, n: 3}
	CMYK = Space{kind: cmyk, n: 4}
)

// Components returns how many numbers a colour of the space has.
func (s *Space) Components() int { return s.n }

// IsPattern reports whether a pattern takes the place of a colour.
func (s *Space) IsPattern() bool { return s.kind == pattern }

// HasColours reports whether colours of the space can be shown.
func (s *Space) HasColours() bool { return s.kind < pattern }

// Base returns the space below: of a pattern that has no colours of its own, that of the colour it is painted in; nil
// if there is none.
func (s *Space) Base() *Space { return s.base }

// Space reads a colour space, a name or an array, by its name in spaces if it has one there. One that is not read has
// no colours.
func (r *Reader) Space(v cos.Value, spaces cos.Dict) Space { return r.space(v, spaces, 0) }

func (r *Reader) space(v cos.Value, spaces cos.Dict, depth int) Space {
	v, err := r.Get(v)
	if err != nil || depth > 4 {
		return Space{kind: foreign, n: 1}
	}
	var a cos.Array
	name, ok := v.(cos.Name)
	if a, _ = v.(cos.Array); !ok && len(a) > 0 {
		name, _ = a[0].(cos.Name)
	}
	at := func(i int) cos.Value {
		if i < len(a) {
			return a[i]
		}
		return nil
	}
	switch name {
	case "DeviceGray", "CalGray", "G":
		return Grey
	case "DeviceRGB", "CalRGB", "RGB":
		return RGB
	case "DeviceCMYK", "CMYK":
		return CMYK
	case "ICCBased":
		switch r.Number(r.Dict(at(1))["N"], 0) {
		case 1:
			return Grey
		case 3:
			return RGB
		case 4:
			return CMYK
		}
	case "Separation", "DeviceN":
		base := r.space(at(2), spaces, depth+1)
		n := 1
		if names, err := r.Get(at(1)); err == nil && name == "DeviceN" {
			list, _ := names.(cos.Array)
			n = len(list)
		}
		if f, ok := r.function(at(3), 0); ok && base.kind <= cmyk && n == 1 { // several inputs need PostScript or a table
			return Space{kind: tint, n: n, base: &base, through: f}
		}
		return Space{kind: foreign, n: max(1, min(n, 32))}
	case "Indexed", "I":
		base := r.space(at(1), spaces, depth+1)
		table, ok := r.bytes(at(3))
		if ok && base.kind <= tint {
			return Space{kind: indexed, n: 1, base: &base, table: table}
		}
	case "Pattern":
		s := Space{kind: pattern}
		if len(a) > 1 {
			base := r.space(at(1), spaces, depth+1)
			s.base = &base
		}
		return s
	default:
		if v := spaces[name]; v != nil && ok && depth == 0 {
			return r.space(v, spaces, depth+1)
		}
	}
	return Space{kind: foreign, n: 1}
}

// Screen returns a colour of the space as a screen shows it, and whether the space is read. Missing parts are 0.
func (s *Space) Screen(parts []float64) (geom.Colour, bool) {
	at := func(i int) float64 {
		if i < len(parts) {
			return max(0, min(1, parts[i]))
		}
		return 0
	}
	level := func(v float64) uint8 { return uint8(math.Round(max(0, min(1, v)) * 255)) }
	switch s.kind {
	case grey:
		v := level(at(0))
		return geom.Colour{V: [4]uint8{v, v, v}}, true
	case rgb:
		return geom.Colour{V: [4]uint8{level(at(0)), level(at(1)), level(at(2))}}, true
	case cmyk: // as package raster shows inks
		k := 1 - at(3)
		return geom.Colour{V: [4]uint8{level((1 - at(0)) * k), level((1 - at(1)) * k), level((1 - at(2)) * k)}}, true
	case tint:
		in := make([]float64, s.n)
		for i := range in {
			in[i] = at(i)
		}
		return s.base.Screen(s.through.at(in))
	case indexed:
		n := s.base.n
		i := 0
		if len(parts) > 0 {
			i = int(max(0, min(255, parts[0])))
		}
		if (i+1)*n > len(s.table) {
			return geom.Colour{}, true
		}
		base := make([]float64, n)
		for k, v := range s.table[i*n : (i+1)*n] {
			base[k] = float64(v) / 255
		}
		return s.base.Screen(base)
	}
	return geom.Colour{V: [4]uint8{128, 128, 128}}, false
}

// First returns the parts of the first colour of a space: ISO 32000-1, 8.6.5.
func (s *Space) First() []float64 {
	parts := make([]float64, s.n)
	switch s.kind {
	case cmyk:
		parts[3] = 1
	case tint:
		for i := range parts {
			parts[i] = 1
		}
	}
	return parts
}
