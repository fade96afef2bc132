package embed

import (
	"maps"
	"slices"

	"lanyard/internal/base/pack"
	"lanyard/internal/typography/font"
)

// Append packs the codes of u. The font is known by its Source.
func (u *Usage) Append(b []byte) []byte {
	b = pack.AppendInt(pack.Append(b, u.font.Source()), len(u.codes))
	for _, code := range slices.Sorted(maps.Keys(u.codes)) {
		s := u.codes[code]
		b = pack.AppendInt(pack.AppendInt(b, int(code)), int(s.glyph))
		b = pack.Append(pack.Append(b, s.parts), s.text)
	}
	return b
}

// ReadUsage unpacks a Usage. Find returns the font of a Source, nil when there is none; then the Usage is nil, and the
// rest of what was packed is still to be read.
func ReadUsage(r *pack.Reader, find func(source string) *font.Font) *Usage {
	f := find(r.Text())
	n := r.Count()
	codes := make(map[uint16]shown, n)
	for range n {
		code, glyph := r.Int(), r.Int()
		s := shown{glyph: uint16(glyph), parts: parts(r.Text()), text: r.Text()}
		if f != nil {
			codes[uint16(code)] = s
		}
	}
	if f == nil {
		return nil
	}
	return &Usage{font: f, codes: codes, lent: true}
}
