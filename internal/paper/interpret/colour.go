package interpret

import (
	"math"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

// ink is what areas or lines are painted with.
type ink struct {
	space   space
	parts   []float64 // components of the colour; nil: the first colour of the space, black
	pattern cos.Value // instead of parts
	opacity float64
}

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

// space is a colour space.
type space struct {
	kind    spaceKind
	n       int      // components
	base    *space   // of tint and indexed, and of an uncoloured pattern
	through function // of tint
	table   []byte   // of indexed: colours of base, a byte for each component
}

// space reads a colour space, a name or an array, by its name in the resources if it has one there.
func (c *content) space(v cos.Value, depth int) space {
	v, err := c.Get(v)
	if err != nil || depth > 4 {
		return space{kind: foreign, n: 1}
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
		return space{kind: grey, n: 1}
	case "DeviceRGB", "CalRGB", "RGB":
		return space{kind: rgb, n: 3}
	case "DeviceCMYK", "CMYK":
		return space{kind: cmyk, n: 4}
	case "ICCBased":
		switch c.number(c.dictOf(at(1))["N"], 0) {
		case 1:
			return space{kind: grey, n: 1}
		case 3:
			return space{kind: rgb, n: 3}
		case 4:
			return space{kind: cmyk, n: 4}
		}
	case "Separation", "DeviceN":
		base := c.space(at(2), depth+1)
		n := 1
		if names, err := c.Get(at(1)); err == nil && name == "DeviceN" {
			list, _ := names.(cos.Array)
			n = len(list)
		}
		if f, ok := c.function(at(3), 0); ok && base.kind <= cmyk && n == 1 { // several inputs need PostScript or a table
			return space{kind: tint, n: n, base: &base, through: f}
		}
		return space{kind: foreign, n: max(1, min(n, 32))}
	case "Indexed", "I":
		base := c.space(at(1), depth+1)
		table, ok := c.bytes(at(3))
		if ok && base.kind <= tint {
			return space{kind: indexed, n: 1, base: &base, table: table}
		}
	case "Pattern":
		s := space{kind: pattern}
		if len(a) > 1 {
			base := c.space(at(1), depth+1)
			s.base = &base
		}
		return s
	default:
		if v := c.resource("ColorSpace", name); v != nil && ok && depth == 0 {
			return c.space(v, depth+1)
		}
	}
	return space{kind: foreign, n: 1}
}

// bytes returns a string or the content of a stream.
func (p *interpreter) bytes(v cos.Value) ([]byte, bool) {
	v, err := p.Get(v)
	if err != nil {
		return nil, false
	}
	switch v := v.(type) {
	case cos.String:
		p.read(len(v))
		return []byte(v), true
	case *cos.Stream:
		b, err := p.Decode(v)
		p.read(len(b))
		return b, err == nil
	}
	return nil, false
}

// screen returns a colour of the space as a screen shows it, and whether the space is read. Missing parts are 0.
func (s *space) screen(parts []float64) (geom.Colour, bool) {
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
		return s.base.screen(s.through.at(in))
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
		return s.base.screen(base)
	}
	return geom.Colour{V: [4]uint8{128, 128, 128}}, false
}

// first returns the parts of the first colour of a space: ISO 32000-1, 8.6.5.
func (s *space) first() []float64 {
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

// colourOperator executes the operators that set colours: ISO 32000-1, 8.6.8.
func (c *content) colourOperator(operator cos.Keyword) bool {
	with := &c.state.fill
	if operator[0] >= 'A' && operator[0] <= 'Z' {
		with = &c.state.stroke
	}
	switch operator {
	case "g", "G":
		with.space, with.parts = space{kind: grey, n: 1}, c.args(1)
	case "rg", "RG":
		with.space, with.parts = space{kind: rgb, n: 3}, c.args(3)
	case "k", "K":
		with.space, with.parts = space{kind: cmyk, n: 4}, c.args(4)
	case "cs", "CS":
		with.space = c.space(c.name(), 0)
		with.parts = with.space.first()
	case "sc", "SC", "scn", "SCN":
		if with.space.kind == pattern {
			with.pattern = c.resource("Pattern", c.name())
			with.parts = nil
			if base := with.space.base; base != nil && base.kind < pattern && len(c.operands) > base.n {
				c.operands = c.operands[:len(c.operands)-1]
				with.parts = c.args(base.n)
			}
			return true
		}
		with.parts = c.args(with.space.n)
	default:
		return false
	}
	with.pattern = nil
	return true
}

// paintOf returns the paint of an ink; false if it paints nothing, which is counted.
func (c *content) paintOf(with *ink) (*page.Paint, bool) {
	if with.space.kind == pattern {
		d := c.dictOf(with.pattern)
		if c.number(d["PatternType"], 0) != 2 {
			c.omit(Tiling)
			return nil, false
		}
		g, ok := c.gradient(d["Shading"], c.base.Times(c.matrix(d["Matrix"])))
		if !ok {
			c.omit(Shading)
		}
		return g, ok
	}
	colour, ok := with.space.screen(with.parts)
	if !ok {
		c.omit(Coloured)
	}
	return &page.Paint{Colour: colour}, true
}
