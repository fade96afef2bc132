// Package embed puts fonts into PDF files: it shows runs of glyphs, records which
// codes were shown and what text they stand for, and embeds exactly those glyphs as
// a Type0 font with a TrueType subset, widths, a CIDToGIDMap and a ToUnicode CMap
// (ISO 32000-1, 9.7; ISO 19005-2, 6.2.11).
//
// A code is a glyph id of the whole font; Identity-H encodes it in two bytes. The
// first glyph of a cluster stands for the text of the cluster, the others for
// U+200B.
package embed

import (
	"maps"
	"math"
	"strings"
	"unicode/utf8"

	"lanyard/internal/typography/font"
)

// continuation is the text of the second and later glyphs of a cluster: PDF/A-2u
// demands some text for every code, and this one is invisible.
const continuation = "\u200b"

// ghosts are characters without ink that shapers draw as a space of no width. They
// get codes of their own, after the last glyph of the font, so that a half-space
// does not read back as a whole one.
const ghosts = "\u200c\u200d\u200e\u200f\u2060\u00ad\ufe0e\ufe0f"

// Usage records how a font is used: which codes, and the text of each. It is for
// one goroutine until it is complete; then any number may read it.
type Usage struct {
	font *font.Font
	text map[uint16]string
	lent bool // the text belongs to another Usage
}

// NewUsage returns a Usage of f without any codes.
func NewUsage(f *font.Font) *Usage { return &Usage{font: f, text: map[uint16]string{}} }

// Font returns the font.
func (u *Usage) Font() *font.Font { return u.font }

// Clone returns a copy of u, which must not change afterwards. The copy shares the
// codes of u until the first Merge.
func (u *Usage) Clone() *Usage { return &Usage{font: u.font, text: u.text, lent: true} }

// Merge adds the codes of v, a Usage of the same font. The order of merges makes no
// difference.
func (u *Usage) Merge(v *Usage) {
	if u.lent {
		u.text, u.lent = maps.Clone(u.text), false
	}
	for code, text := range v.text {
		u.note(code, text)
	}
}

// note records that code stands for text. Where a glyph stands for different texts
// in different places, the same one wins in whatever order they come.
func (u *Usage) note(code uint16, text string) {
	known, ok := u.text[code]
	if !ok || known != text && (u.nominal(code, text) || !u.nominal(code, known) && better(text, known)) {
		u.text[code] = text
	}
}

// nominal reports whether text is the one character that the font draws with a
// glyph when nothing substitutes it: Ș, and not the Ş that Romanian draws as Ș.
// The glyph of ( is drawn for a ) from right to left.
func (u *Usage) nominal(code uint16, text string) bool {
	r, n := utf8.DecodeRuneInString(text)
	if n != len(text) || u.font == nil {
		return false
	}
	gid, ok := u.font.NominalGlyph(r)
	return ok && gid == code
}

// better reports whether a is preferred over b as the text of a glyph: text over
// none, the shorter over the longer, then the lesser in byte order.
func better(a, b string) bool {
	if a == continuation || b == continuation {
		return b == continuation
	}
	if m, n := utf8.RuneCountInString(a), utf8.RuneCountInString(b); m != n {
		return m < n
	}
	return a < b
}

// code returns the code of a glyph that stands for text.
func (u *Usage) code(gid uint16, text string) uint16 {
	r, n := utf8.DecodeRuneInString(text)
	i := strings.IndexRune(ghosts, r)
	if n != len(text) || n == 0 || i < 0 {
		return gid
	}
	ghost := u.font.NumGlyphs() + utf8.RuneCountInString(ghosts[:i])
	if space, ok := u.font.NominalGlyph(' '); !ok || space != gid || ghost > math.MaxUint16 {
		return gid
	}
	return uint16(ghost)
}

// glyph returns the glyph that a code draws.
func glyph(f *font.Font, code uint16) uint16 {
	if int(code) < f.NumGlyphs() {
		return code
	}
	space, _ := f.NominalGlyph(' ')
	return space
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
