package embed

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"weak"

	"lanyard/internal/base/cos"
	"lanyard/internal/paper/deflate"
	"lanyard/internal/paper/xref"
	"lanyard/internal/typography/font"
)

// Write embeds the glyphs that were used, with everything that a reader needs to
// draw and to read them, as the object with number id, which w.Next returned. At
// least one code must have been used. It fails when the font cannot be subset.
func (u *Usage) Write(w *xref.Writer, id int) error {
	p, err := u.packed()
	if err != nil {
		return err
	}
	data := w.Stream("/Filter/FlateDecode/Length1 "+strconv.Itoa(p.length), p.data)
	mapping := w.Stream("/Filter/FlateDecode", p.mapping)
	unicode := w.Stream("/Filter/FlateDecode", p.unicode)

	d := append([]byte("<</Type/FontDescriptor/FontName"), p.name...)
	d = appendMetrics(d, u.font)
	descriptor := w.Object(append(cos.AppendRef(append(d, "/FontFile2 "...), data), ">>"...), nil)

	d = append([]byte("<</Type/Font/Subtype/CIDFontType2/BaseFont"), p.name...)
	d = append(d, "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor "...)
	d = cos.AppendRef(append(cos.AppendRef(d, descriptor), "/CIDToGIDMap "...), mapping)
	descendant := w.Object(append(append(d, p.widths...), ">>"...), nil)

	d = append([]byte("<</Type/Font/Subtype/Type0/BaseFont"), p.name...)
	d = cos.AppendRef(append(d, "/Encoding/Identity-H/DescendantFonts["...), descendant)
	d = cos.AppendRef(append(d, "]/ToUnicode "...), unicode)
	w.Write(id, append(d, ">>"...), nil)
	return nil
}

// packed is a subset of a font, ready to be written.
type packed struct {
	name             string // "/ABCDEF+NotoSans-Bold"
	data             []byte // the subset, compressed
	length           int    // uncompressed
	mapping, unicode []byte // compressed
	widths           []byte
}

// The limits of the cache of packed fonts: a few megabytes in all. Labels use fewer
// codes.
const (
	maxPacked      = 512
	maxPackedCodes = 128
)

// cache holds packed fonts by font, codes and their text. Most files made for one
// person each need the same glyphs of the fonts in which labels are set, and
// packing those takes a fifth of a file's time. When recent is full it becomes old,
// so that entries in use stay.
var cache struct {
	sync.Mutex
	recent, old map[packedKey]*packed
}

type packedKey struct {
	font  weak.Pointer[font.Font] // the cache does not keep the font alive
	codes string
}

// packed returns the used codes packed, from the cache if possible.
func (u *Usage) packed() (*packed, error) {
	codes := slices.Sorted(maps.Keys(u.codes))
	if len(codes) > maxPackedCodes {
		return u.pack(codes)
	}
	key := packedKey{weak.Make(u.font), u.identity(codes)}
	cache.Lock()
	p, ok := cache.recent[key]
	if !ok {
		p, ok = cache.old[key]
	}
	cache.Unlock()
	var err error
	if !ok {
		if p, err = u.pack(codes); err != nil {
			return nil, err
		}
	}
	cache.Lock()
	defer cache.Unlock()
	if cache.recent == nil || len(cache.recent) >= maxPacked {
		cache.recent, cache.old = map[packedKey]*packed{}, cache.recent
	}
	cache.recent[key] = p
	return p, nil
}

// Identity returns the same bytes for the same codes with the same meaning, and others
// for others.
func (u *Usage) Identity() string { return u.identity(slices.Sorted(maps.Keys(u.codes))) }

// identity returns the meaning of codes as bytes.
func (u *Usage) identity(codes []uint16) string {
	b := make([]byte, 0, 8*len(codes))
	for _, code := range codes {
		s := u.codes[code]
		for _, v := range [...]int{int(code), int(s.glyph), len(s.parts), len(s.text)} {
			b = append(b, byte(v>>8), byte(v))
		}
		b = append(append(b, s.parts...), s.text...)
	}
	return string(b)
}

// pack subsets the font to the glyphs of codes, which are sorted.
func (u *Usage) pack(codes []uint16) (*packed, error) {
	var glyphs []uint16
	var composed []font.Composed
	widths := make([]int64, len(codes))
	for i, code := range codes {
		s := u.codes[code]
		if s.parts != "" {
			composed = append(composed, s.parts.composed())
			widths[i] = perMille(int64(composed[len(composed)-1].Advance), u.font)
		} else {
			glyphs = append(glyphs, s.glyph)
			widths[i] = width(u.font, s.glyph)
		}
	}
	subset, err := u.font.Subset(slices.Compact(slices.Sorted(slices.Values(glyphs))), composed...)
	if err != nil {
		return nil, err
	}
	return &packed{
		name:    string(cos.AppendName(nil, cos.Name(tag(u.font, subset.Data))+"+"+cos.NewName(u.font.Name()))),
		data:    deflate.Bytes(subset.Data),
		length:  len(subset.Data),
		mapping: u.codeToGlyph(codes, subset),
		unicode: deflate.Bytes(u.toUnicode(codes)),
		widths:  appendWidths(nil, codes, widths),
	}, nil
}

// tag returns the six letters that distinguish subsets of one font, a hash of the
// content (ISO 32000-1, 9.6.4).
func tag(f *font.Font, subset []byte) string {
	h := sha256.New()
	h.Write([]byte(f.Name()))
	h.Write(subset)
	sum := h.Sum(nil)
	var b [6]byte
	for i := range b {
		b[i] = 'A' + sum[i]%26
	}
	return string(b[:])
}

// rooms are for the CIDToGIDMap of a font, 10 kB as a rule.
var rooms = sync.Pool{New: func() any { return new([]byte) }}

// codeToGlyph returns a CIDToGIDMap, compressed: the glyph of the subset for every code, two
// bytes each.
func (u *Usage) codeToGlyph(codes []uint16, s font.Subset) []byte {
	room := rooms.Get().(*[]byte)
	defer rooms.Put(room)
	size := 2 * (int(codes[len(codes)-1]) + 1)
	*room = slices.Grow((*room)[:0], size)
	b := (*room)[:size]
	clear(b)
	composed := uint16(len(s.Glyphs))
	for _, code := range codes {
		c := u.codes[code]
		gid, ok := s.New(c.glyph)
		if c.parts != "" {
			gid, composed = composed, composed+1
		} else if !ok {
			panic(fmt.Sprintf("internal error: glyph %d is not in its subset", c.glyph))
		}
		b[2*int(code)], b[2*int(code)+1] = byte(gid>>8), byte(gid)
	}
	return deflate.Bytes(b)
}

// appendMetrics writes the metrics of a font descriptor, in thousandths of an em.
func appendMetrics(b []byte, f *font.Font) []byte {
	m := f.Metrics()
	number := func(key string, v int64) {
		b = strconv.AppendInt(append(b, key...), v, 10)
	}
	const symbolic, italic = 1 << 2, 1 << 6
	flags, slant := int64(symbolic), int64(0)
	if m.Italic {
		// the usual slant: no known reader uses it for an embedded font
		flags, slant = flags|italic, -12
	}
	number("/Flags ", flags)
	b = append(b, "/FontBBox["...)
	for i, v := range []int32{m.Box.XMin, m.Box.YMin, m.Box.XMax, m.Box.YMax} {
		if i > 0 {
			b = append(b, ' ')
		}
		b = strconv.AppendInt(b, perMille(int64(v), f), 10)
	}
	b = append(b, ']')
	number("/ItalicAngle ", slant)
	number("/Ascent ", perMille(int64(m.Ascent), f))
	number("/Descent ", perMille(-int64(m.Descent), f))
	number("/CapHeight ", perMille(int64(m.CapHeight), f))
	number("/StemV ", int64(50+m.Weight*m.Weight/4225)) // the usual estimate from the weight
	return b
}

// appendWidths writes the widths of the codes: the most frequent one as the
// default, the rest as runs of consecutive codes.
func appendWidths(b []byte, codes []uint16, widths []int64) []byte {
	usual := mode(widths)
	b = strconv.AppendInt(append(b, "/DW "...), usual, 10)
	b = append(b, "/W["...)
	open := false
	for i, code := range codes {
		if widths[i] == usual {
			continue
		}
		if open && (codes[i-1] != code-1 || widths[i-1] == usual) {
			b, open = append(b, ']'), false
		}
		if open {
			b = append(b, ' ')
		} else {
			b = append(strconv.AppendInt(b, int64(code), 10), '[')
			open = true
		}
		b = strconv.AppendInt(b, widths[i], 10)
	}
	if open {
		b = append(b, ']')
	}
	return append(b, ']')
}

// mode returns the most frequent value, the smallest where several tie.
func mode(values []int64) int64 {
	sorted := slices.Sorted(slices.Values(values))
	best, most, run := sorted[0], 0, 0
	for i, v := range sorted {
		if i > 0 && sorted[i-1] != v {
			run = 0
		}
		if run++; run > most {
			best, most = v, run
		}
	}
	return best
}

// toUnicode returns the CMap that maps each code to its text (ISO 32000-1, 9.10.3;
// ISO 19005-2, 6.2.11.7.2).
func (u *Usage) toUnicode(codes []uint16) []byte {
	b := make([]byte, 0, 512+16*len(codes))
	b = append(b, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"+
		"/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"+
		"/CMapName/Lanyard-Mirror-UCS def\n/CMapType 2 def\n"+
		"1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n"...)
	const most = 100 // entries in a block: Adobe Technical Note 5014, 1.4
	for block := range slices.Chunk(codes, most) {
		b = strconv.AppendInt(b, int64(len(block)), 10)
		b = append(b, " beginbfchar\n"...)
		for _, code := range block {
			b = append(cos.AppendHex16(append(b, '<'), code), "><"...)
			b = append(cos.AppendUTF16(b, readable16(u.codes[code].text)), ">\n"...)
		}
		b = append(b, "endbfchar\n"...)
	}
	return append(b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"...)
}

// readable16 replaces the three values that ISO 19005-2, 6.2.11.7.2 forbids.
func readable16(text string) string {
	return strings.Map(func(r rune) rune {
		if r == 0 || r == 0xFEFF || r == 0xFFFE {
			return 0xFFFD
		}
		return r
	}, text)
}
