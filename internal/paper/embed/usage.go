// Package embed puts fonts into PDF files: it shows runs of glyphs, records which codes were shown and the text they
// represent, and embeds exactly those glyphs as a Type0 font with a TrueType subset, widths, a CIDToGIDMap and a
// ToUnicode CMap (ISO 32000-1, 9.7; ISO 19005-2, 6.2.11).
//
// A code stands for a glyph and its text, two bytes in Identity-H. What a glyph usually
// means has the id of the glyph in the whole font as its code; another meaning of the
// same glyph has a code of its own. The text of a cluster is divided among its glyphs,
// and marks that are not in their place by themselves are composed into glyphs that the
// subset has and the font has not, so that the codes of a run, one after another, say
// the run: from left to right as it is, from right to left with all characters in the
// opposite order, as they stand on the page. That is how Poppler, PDFium, pdf.js and
// MuPDF read.
//
// # How many names read back
//
// TestNamesReadBack in package batch holds these numbers of names that readers extract exactly, as floors: 40 names in
// as many languages, 35 that are hard, and 497 in 180 languages.
//
//	reader              40   35   497
//	pdftotext 22.12     40   34   474
//	PDFium 2.1.13       40   34   477
//	MuPDF 1.28.1        39   33   467
//	pdf.js 5.4.149      37   30   432
//	mutool 1.21         29   28   393   turns nothing round: no right-to-left name
//
// Other ways to write the right-to-left names of the 40 were measured:
//
//	                                  pdftotext  PDFium  pdf.js  MuPDF  pdfinfo -struct-text
//	as described                      40         40      37      39     in the order of the page
//	/ReversedChars around each run    40         40      37      39     in the order of the page
//	ActualText for each run           29         29      37      29     not measured
//	ActualText of the element         –          –       –       loses  in the order of the page
//
// No reader heeds /ReversedChars, and MuPDF turns a logical ActualText round as if it were on the page. pdfinfo
// -struct-text prints codes one after another and heeds neither, so only codes in logical order would serve it, and
// those would be wrong in all others. Of these, what serves most is kept.
package embed

import (
	"hash/fnv"
	"maps"
	"math"
	"strings"
	"unicode/utf8"

	"lanyard/internal/typography/font"
)

// continuation is the text of a code without text: PDF/A-2u demands some text for every code, and this one is
// invisible. No shaper is known to make such a cluster.
const continuation = "\u200b"

// ghosts are characters without ink that shapers draw as a space of no width. A code of the next cluster includes their
// text. At the end of a run they have codes of their own, after the last glyph of the font, so that a half-space does
// not read back as a whole one.
const ghosts = "\u200c\u200d\u200e\u200f\u2060\u00ad\ufe0e\ufe0f"

// Usage records how a font is used: which codes, and the glyph and text of each. It is
// for one goroutine until it is complete; then any number may read it.
type Usage struct {
	font  *font.Font
	codes map[uint16]shown
	lent  bool // the codes belong to another Usage
}

// shown is what a code draws, and what a reader makes of it.
type shown struct {
	glyph uint16 // of the font
	parts parts  // a composed glyph in its place; empty: none
	text  string
}

// NewUsage returns a Usage of f without any codes.
func NewUsage(f *font.Font) *Usage { return &Usage{font: f, codes: map[uint16]shown{}} }

// Font returns the font.
func (u *Usage) Font() *font.Font { return u.font }

// Clone returns a copy of u, which must not change afterwards. The copy shares the
// codes of u until the first Merge.
func (u *Usage) Clone() *Usage { return &Usage{font: u.font, codes: u.codes, lent: true} }

// Merge adds the codes of v, a Usage of the same font, and reports whether it did: not
// when a code means one thing in u and another in v.
func (u *Usage) Merge(v *Usage) bool {
	for code, s := range v.codes {
		if known, ok := u.codes[code]; ok && known != s {
			return false
		}
	}
	if u.lent {
		u.codes, u.lent = maps.Clone(u.codes), false
	}
	maps.Copy(u.codes, v.codes)
	return true
}

// spare is the number of codes for glyphs that mean something other than usual, and for composed glyphs: few enough for
// a short CIDToGIDMap, enough to find the same ones free in all chunks of a file.
const spare = 4096

// code returns the code of something shown, and notes it: usually the id of the glyph. The code depends only on u, and
// usually only on s: most chunks of a file agree. It is false when all codes are in use.
func (u *Usage) code(s shown) (code uint16, ok bool) {
	known, used := u.codes[s.glyph]
	if used && known == s {
		return s.glyph, true
	}
	code, isGhost := u.ghost(s)
	switch {
	case isGhost:
	case used || s.parts != "" || !u.nominal(s) && u.font.Encodes(s.glyph):
		return u.another(s)
	default:
		code = s.glyph
	}
	u.codes[code] = s
	return code, true
}

// another returns a code for a meaning other than that of the glyph's id: a code after the ids of the font and the
// ghosts, or any free code in a font without room for that.
func (u *Usage) another(s shown) (code uint16, ok bool) {
	first, room := u.font.NumGlyphs()+utf8.RuneCountInString(ghosts), spare
	if first+room > math.MaxUint16+1 {
		first, room = 1, math.MaxUint16
	}
	h := fnv.New32a()
	h.Write([]byte{byte(s.glyph >> 8), byte(s.glyph), byte(len(s.parts))})
	h.Write([]byte(s.parts))
	h.Write([]byte(s.text))
	start := int(h.Sum32() % uint32(room))
	for i := range room {
		code := uint16(first + (start+i)%room)
		known, used := u.codes[code]
		if !used {
			u.codes[code] = s
		}
		if !used || known == s {
			return code, true
		}
	}
	return 0, false
}

// nominal reports whether the text is the one character that the font draws with a
// glyph when nothing substitutes it: Ș, and not the Ş that Romanian draws as Ș.
// The glyph of ( is drawn for a ) from right to left.
func (u *Usage) nominal(s shown) bool {
	r, n := utf8.DecodeRuneInString(s.text)
	if n != len(s.text) {
		return false
	}
	gid, ok := u.font.NominalGlyph(r)
	return ok && gid == s.glyph
}

// ghost returns the code of a ghost.
func (u *Usage) ghost(s shown) (code uint16, ok bool) {
	r, n := utf8.DecodeRuneInString(s.text)
	i := strings.IndexRune(ghosts, r)
	if n != len(s.text) || n == 0 || i < 0 {
		return 0, false
	}
	ghost := u.font.NumGlyphs() + utf8.RuneCountInString(ghosts[:i])
	if space, ok := u.font.NominalGlyph(' '); !ok || space != s.glyph || ghost > math.MaxUint16 {
		return 0, false
	}
	return uint16(ghost), true
}

// width returns the advance of a glyph as the file declares it, in whole
// thousandths of an em.
func width(f *font.Font, gid uint16) int64 {
	return perMille(int64(f.Advance(gid)), f)
}

// perMille converts font units to the nearest thousandth of an em.
func perMille(units int64, f *font.Font) int64 {
	em := int64(f.UnitsPerEm())
	if units < 0 {
		return -((-units*2000 + em) / (2 * em))
	}
	return (units*2000 + em) / (2 * em)
}
