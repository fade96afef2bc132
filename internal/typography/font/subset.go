package font

import (
	"fmt"
	"math"
	"slices"
	"sync"
)

// Subset is a small font with some glyphs of another, renumbered without gaps.
type Subset struct {
	Data   []byte   // a TrueType file with the tables glyf head hhea hmtx loca maxp
	Glyphs []uint16 // old id of each new glyph, ascending; Glyphs[0] is 0; composed ones follow
}

// Composed is a glyph that the font does not have: several of its glyphs in one.
type Composed struct {
	Parts   []Part
	Advance int32 // in font units
}

// Part is a glyph of a composed one, moved from its origin by X and Y, in font units.
type Part struct {
	Glyph uint16
	X, Y  int16
}

// New returns the id in the subset of a glyph of the whole font.
func (s Subset) New(old uint16) (uint16, bool) {
	i, ok := slices.BinarySearch(s.Glyphs, old)
	return uint16(i), ok
}

// Subset returns a font with the given glyphs, glyph 0, all their components, and after these the composed glyphs, in
// their order. Its tables are those that ISO 32000-2,
// 9.9 requires of an embedded CIDFontType2, without the hinting programs (cvt, fpgm, prep and the instructions of
// glyphs), which no printer needs. The same glyphs give the same bytes.
//
// The error names a glyph that is missing or broken.
func (f *Font) Subset(gids []uint16, composed ...Composed) (Subset, error) {
	whole := slices.Clone(gids)
	for _, g := range composed {
		for _, p := range g.Parts {
			whole = append(whole, p.Glyph)
		}
	}
	keep, err := f.closure(whole)
	if err != nil {
		return Subset{}, fmt.Errorf("cutting a subset of font %q: %w", f.name, err)
	}
	s := Subset{Glyphs: keep}
	t := tracers.Get().(*tracer)
	defer tracers.Put(t)
	c := cuts.Get().(*cut)
	defer cuts.Put(c)
	c.glyf, c.hmtx, c.offsets = c.glyf[:0], c.hmtx[:0], append(c.offsets[:0], 0)
	for _, gid := range keep {
		t.data = f.appendData(t.data[:0], gid)
		if c.glyf, err = s.appendGlyph(c.glyf, t.data, t); err != nil {
			return Subset{}, fmt.Errorf("cutting a subset of font %q: glyph %d: %w", f.name, gid, err)
		}
		c.offsets = append(c.offsets, uint32(len(c.glyf)))
		c.hmtx = big.AppendUint16(c.hmtx, uint16(f.Advance(gid)))
		c.hmtx = big.AppendUint16(c.hmtx, uint16(f.bearing(gid)))
	}
	most := 0
	for _, g := range composed {
		most = max(most, len(g.Parts))
		start := len(c.glyf)
		c.glyf = s.appendComposed(c.glyf, g, f)
		bearing := uint16(0)
		if len(c.glyf) > start {
			bearing = big.Uint16(c.glyf[start+2:]) // xMin
		}
		c.offsets = append(c.offsets, uint32(len(c.glyf)))
		c.hmtx = big.AppendUint16(big.AppendUint16(c.hmtx, uint16(g.Advance)), bearing)
	}
	glyphs := uint16(len(keep) + len(composed))
	loca, long := appendOffsets(c.loca[:0], c.offsets)
	c.loca = loca

	head := slices.Clone(f.head[:54])
	big.PutUint16(head[50:], long)
	hhea := slices.Clone(f.hhea[:36])
	big.PutUint16(hhea[34:], glyphs)
	maxp := slices.Clone(f.maxp[:32])
	big.PutUint16(maxp[4:], glyphs)
	if most > 0 {
		allow(maxp, most)
	}
	clear(maxp[16:28]) // limits for instructions: twilight points and the following fields
	s.Data = assemble([]table{
		{"glyf", c.glyf}, {"head", head}, {"hhea", hhea}, {"hmtx", c.hmtx}, {"loca", loca}, {"maxp", maxp},
	})
	return s, nil
}

// allow raises the limits of a maxp table for composed glyphs with up to so many parts.
func allow(maxp []byte, parts int) {
	for at := 6; at < 10; at += 2 { // points, then contours: of simple glyphs, and 4 bytes on of composite ones
		n := parts * int(max(big.Uint16(maxp[at:]), big.Uint16(maxp[at+4:])))
		big.PutUint16(maxp[at+4:], uint16(min(n, math.MaxUint16)))
	}
	const elements, depth = 28, 30
	big.PutUint16(maxp[elements:], max(big.Uint16(maxp[elements:]), uint16(parts)))
	big.PutUint16(maxp[depth:], big.Uint16(maxp[depth:])+1)
}

// cut holds reusable buffers for the tables of a subset.
type cut struct {
	glyf, hmtx, loca []byte
	offsets          []uint32
}

var cuts = sync.Pool{New: func() any { return new(cut) }}

// closure returns gids with glyph 0 and every component they need, ascending.
func (f *Font) closure(gids []uint16) ([]uint16, error) {
	keep := append([]uint16{0}, gids...)
	seen := make(map[uint16]bool, len(keep))
	for _, gid := range keep {
		seen[gid] = true
	}
	var room []byte
	for i := 0; i < len(keep); i++ { // keep grows during the loop
		if int(keep[i]) >= f.glyphs {
			return nil, fmt.Errorf("there is no glyph %d", keep[i])
		}
		room = f.appendData(room[:0], keep[i])
		data := room
		if len(data) < 10 || int16(big.Uint16(data)) >= 0 {
			continue
		}
		for data, more := data[10:], true; more; {
			c, rest, err := nextComponent(data)
			if err != nil {
				return nil, fmt.Errorf("glyph %d: %w", keep[i], err)
			}
			if !seen[c.gid] {
				seen[c.gid] = true
				keep = append(keep, c.gid)
			}
			data, more = rest, c.flags&moreComponents != 0
		}
	}
	slices.Sort(keep)
	return slices.Compact(keep), nil
}

// appendGlyph appends the data of a glyph without instructions and padding, with renumbered components, padded to an
// even length for loca.
func (s Subset) appendGlyph(out, data []byte, t *tracer) ([]byte, error) {
	if len(data) == 0 {
		return out, nil
	}
	if len(data) < 10 {
		return nil, errCut
	}
	out = append(out, data[:10]...)
	contours := int(int16(big.Uint16(data)))
	data = data[10:]
	switch {
	case contours < 0:
		for more := true; more; {
			c, rest, err := nextComponent(data)
			if err != nil {
				return nil, err
			}
			gid, _ := s.New(c.gid)
			out = big.AppendUint16(out, c.flags&^hasInstructions)
			out = big.AppendUint16(out, gid)
			out = append(out, data[4:len(data)-len(rest)]...)
			data, more = rest, c.flags&moreComponents != 0
		}
	case contours > 0:
		t.points = t.points[:0]
		rest, err := t.simple(data, contours)
		if err != nil {
			return nil, err
		}
		n := 2 * contours // bytes of contour ends; the length of the instructions follows
		out = append(out, data[:n]...)
		out = append(out, 0, 0)
		out = append(out, data[n+2+int(big.Uint16(data[n:])):len(data)-len(rest)]...)
	}
	if len(out)%2 != 0 {
		out = append(out, 0)
	}
	return out, nil
}

// appendComposed appends the data of a composed glyph (OpenType 1.9, glyf).
func (s Subset) appendComposed(out []byte, g Composed, f *Font) []byte {
	const wordArguments, moves = 1 << 0, 1 << 1
	start, last := len(out), 0
	out = append(out, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0) // -1 contours, then the box
	var box InkBox
	var room []byte
	for _, p := range g.Parts {
		if room = f.appendData(room[:0], p.Glyph); len(room) < 10 {
			continue // it has no ink
		}
		side := func(i int, by int16) int32 { return int32(int16(big.Uint16(room[2*i:]))) + int32(by) }
		ink := InkBox{side(1, p.X), side(2, p.Y), side(3, p.X), side(4, p.Y)}
		if last == 0 {
			box = ink
		}
		box = InkBox{min(box.XMin, ink.XMin), min(box.YMin, ink.YMin), max(box.XMax, ink.XMax), max(box.YMax, ink.YMax)}
		gid, _ := s.New(p.Glyph)
		last = len(out)
		out = big.AppendUint16(out, wordArguments|moves|moreComponents)
		for _, v := range [...]uint16{gid, uint16(p.X), uint16(p.Y)} {
			out = big.AppendUint16(out, v)
		}
	}
	if last == 0 {
		return out[:start]
	}
	big.PutUint16(out[last:], wordArguments|moves)
	for i, v := range [...]int32{box.XMin, box.YMin, box.XMax, box.YMax} {
		big.PutUint16(out[start+2+2*i:], uint16(v))
	}
	return out
}

// appendOffsets appends a loca table, in the short form if the offsets fit, and returns the value of head's
// indexToLocFormat.
func appendOffsets(out []byte, offsets []uint32) ([]byte, uint16) {
	if offsets[len(offsets)-1] > 2*0xFFFF {
		for _, o := range offsets {
			out = big.AppendUint32(out, o)
		}
		return out, 1
	}
	for _, o := range offsets {
		out = big.AppendUint16(out, uint16(o/2))
	}
	return out, 0
}
