package pdf

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
	"lanyard/internal/typography/font"
)

// write embeds the glyphs of a font that were used, and all that a reader
// needs to draw and to read them (ISO 32000-1, 9.7; ISO 19005-2, 6.2.11).
func (e *embedding) write(f *File) error {
	p, err := e.packed()
	if err != nil {
		return err
	}
	data := f.stream("/Filter/FlateDecode/Length1 "+strconv.Itoa(p.length), p.data)
	mapping := f.stream("/Filter/FlateDecode", p.mapping)
	unicode := f.stream("/Filter/FlateDecode", p.unicode)

	d := append([]byte("<</Type/FontDescriptor/FontName"), p.name...)
	d = appendMetrics(d, e.font)
	descriptor := f.object(append(cos.AppendRef(append(d, "/FontFile2 "...), data), ">>"...), nil)

	d = append([]byte("<</Type/Font/Subtype/CIDFontType2/BaseFont"), p.name...)
	d = append(d, "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor "...)
	d = cos.AppendRef(append(cos.AppendRef(d, descriptor), "/CIDToGIDMap "...), mapping)
	descendant := f.object(append(append(d, p.widths...), ">>"...), nil)

	d = append([]byte("<</Type/Font/Subtype/Type0/BaseFont"), p.name...)
	d = cos.AppendRef(append(d, "/Encoding/Identity-H/DescendantFonts["...), descendant)
	d = cos.AppendRef(append(d, "]/ToUnicode "...), unicode)
	f.write(e.id, append(d, ">>"...), nil)
	return nil
}

// packed is what embeds some glyphs of a font, ready to be written.
type packed struct {
	name             string // "/ABCDEF+NotoSans-Bold"
	data             []byte // the subset, compressed
	length           int    // as it was before
	mapping, unicode []byte // compressed
	widths           []byte
}

// What is remembered of packed fonts: a few megabytes. Labels have fewer codes.
const (
	maxPacked      = 512
	maxPackedCodes = 128
)

// memory remembers packed fonts by font, codes and what these stand for. Of the
// files made for one person each, most need the same glyphs of the fonts in
// which labels are set, and to pack those takes a fifth of a file's time. When
// made is full, it becomes before: what is asked for stays.
var memory struct {
	sync.Mutex
	made, before map[packedKey]*packed
}

type packedKey struct {
	font  weak.Pointer[font.Font] // not kept alive by what is remembered of it
	codes string
}

// packed packs what was used of the font.
func (e *embedding) packed() (*packed, error) {
	codes := slices.Sorted(maps.Keys(e.text))
	if len(codes) > maxPackedCodes {
		return e.pack(codes)
	}
	b := make([]byte, 0, 4*maxPackedCodes)
	for _, code := range codes {
		text := e.text[code]
		b = append(b, byte(code>>8), byte(code), byte(len(text)>>8), byte(len(text)))
		b = append(b, text...)
	}
	key := packedKey{weak.Make(e.font), string(b)}
	memory.Lock()
	p, ok := memory.made[key]
	if !ok {
		p, ok = memory.before[key]
	}
	memory.Unlock()
	var err error
	if !ok {
		if p, err = e.pack(codes); err != nil {
			return nil, err
		}
	}
	memory.Lock()
	defer memory.Unlock()
	if memory.made == nil || len(memory.made) >= maxPacked {
		memory.made, memory.before = map[packedKey]*packed{}, memory.made
	}
	memory.made[key] = p
	return p, nil
}

func (e *embedding) pack(codes []uint16) (*packed, error) {
	glyphs := make([]uint16, len(codes))
	for i, code := range codes {
		glyphs[i] = glyph(e.font, code)
	}
	subset, err := e.font.Subset(slices.Compact(slices.Sorted(slices.Values(glyphs))))
	if err != nil {
		return nil, err
	}
	return &packed{
		name:    string(cos.AppendName(nil, cos.Name(tag(e.font, subset.Data))+"+"+cos.NewName(e.font.Name()))),
		data:    deflate(subset.Data),
		length:  len(subset.Data),
		mapping: deflate(codeToGlyph(codes, glyphs, subset)),
		unicode: deflate(e.toUnicode(codes)),
		widths:  appendWidths(nil, e.font, codes),
	}, nil
}

// tag returns the six letters that tell one subset of a font from another, a
// hash of its content (ISO 32000-1, 9.6.4).
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

// codeToGlyph returns a CIDToGIDMap: the glyph of the subset for every code,
// two bytes each.
func codeToGlyph(codes, glyphs []uint16, s font.Subset) []byte {
	b := make([]byte, 2*(int(codes[len(codes)-1])+1))
	for i, code := range codes {
		gid, ok := s.New(glyphs[i])
		if !ok {
			panic(fmt.Sprintf("internal error: glyph %d is not in its subset", glyphs[i]))
		}
		b[2*int(code)], b[2*int(code)+1] = byte(gid>>8), byte(gid)
	}
	return b
}

// appendMetrics writes the measures of a font, in thousandths of an em.
func appendMetrics(b []byte, f *font.Font) []byte {
	m := f.Metrics()
	number := func(key string, v int64) {
		b = strconv.AppendInt(append(b, key...), v, 10)
	}
	const symbolic, italic = 1 << 2, 1 << 6
	flags, slant := int64(symbolic), int64(0)
	if m.Italic {
		flags, slant = flags|italic, -12 // the usual slant: no reader we know of uses it for an embedded font
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
// default, the others as runs of codes that follow each other.
func appendWidths(b []byte, f *font.Font, codes []uint16) []byte {
	widths := make([]int64, len(codes))
	for i, code := range codes {
		widths[i] = width(f, glyph(f, code))
	}
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

// mode returns the most frequent value, of several the smallest.
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

// toUnicode returns the CMap that says what text each code stands for
// (ISO 32000-1, 9.10.3; ISO 19005-2, 6.2.11.7.2).
func (e *embedding) toUnicode(codes []uint16) []byte {
	b := []byte("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n" +
		"/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n")
	const most = 100 // entries in a block: Adobe Technical Note 5014, 1.4
	for block := range slices.Chunk(codes, most) {
		b = strconv.AppendInt(b, int64(len(block)), 10)
		b = append(b, " beginbfchar\n"...)
		for _, code := range block {
			b = append(cos.AppendHex16(append(b, '<'), code), "><"...)
			b = append(cos.AppendUTF16(b, readable16(e.text[code])), ">\n"...)
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
