package embed

import (
	"encoding/binary"

	"lanyard/internal/typography/font"
)

// parts is a composed glyph as a value that can be compared: its advance, then the
// glyph, x and y of each part, two bytes each.
type parts string

// inner is what a composed glyph has more than its parts, in font units: how far they
// are moved to the right in it, and its advance.
type inner struct{ move, advance int32 }

// compose returns glyphs as one that begins at the pen, at a height of rise.
func compose(f *font.Font, glyphs []font.Glyph, rise int32, by inner) parts {
	pen := by.move
	for _, g := range glyphs {
		if moves(g) {
			by.advance += f.Advance(g.ID)
		}
	}
	b := binary.BigEndian.AppendUint16(nil, uint16(by.advance))
	for _, g := range glyphs {
		b = binary.BigEndian.AppendUint16(b, g.ID)
		b = binary.BigEndian.AppendUint16(b, uint16(int16(pen+g.X)))
		b = binary.BigEndian.AppendUint16(b, uint16(int16(g.Y-rise)))
		pen += g.Advance
	}
	return parts(b)
}

// composed returns the glyph.
func (p parts) composed() (c font.Composed) {
	next := func() (v uint16) {
		v, p = uint16(p[0])<<8|uint16(p[1]), p[2:]
		return v
	}
	c.Advance = int32(next())
	for p != "" {
		c.Parts = append(c.Parts, font.Part{Glyph: next(), X: int16(next()), Y: int16(next())})
	}
	return c
}
