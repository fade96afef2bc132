package font

import (
	"fmt"
	"slices"
	"sync"
)

// Subset is a small font with some glyphs of another, renumbered without gaps.
type Subset struct {
	Data   []byte   // a TrueType file with the tables glyf head hhea hmtx loca maxp
	Glyphs []uint16 // old id of each new glyph, ascending; Glyphs[0] is 0
}

// New returns the id in the subset of a glyph of the whole font.
func (s Subset) New(old uint16) (uint16, bool) {
	i, ok := slices.BinarySearch(s.Glyphs, old)
	return uint16(i), ok
}

// Subset returns a font with the given glyphs, glyph 0 and all their components. Its tables are those that ISO 32000-2,
// 9.9 requires of an embedded CIDFontType2, without the hinting programs (cvt, fpgm, prep and the instructions of
// glyphs), which no printer needs. The same glyphs give the same bytes.
//
// The error names a glyph that is missing or broken.
func (f *Font) Subset(gids []uint16) (Subset, error) {
	keep, err := f.closure(gids)
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
	loca, long := appendOffsets(c.loca[:0], c.offsets)
	c.loca = loca

	head := slices.Clone(f.head[:54])
	big.PutUint16(head[50:], long)
	hhea := slices.Clone(f.hhea[:36])
	big.PutUint16(hhea[34:], uint16(len(keep)))
	maxp := slices.Clone(f.maxp[:32])
	big.PutUint16(maxp[4:], uint16(len(keep)))
	clear(maxp[16:28]) // limits for instructions: twilight points and the following fields
	s.Data = assemble([]table{
		{"glyf", c.glyf}, {"head", head}, {"hhea", hhea}, {"hmtx", c.hmtx}, {"loca", loca}, {"maxp", maxp},
	})
	return s, nil
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
