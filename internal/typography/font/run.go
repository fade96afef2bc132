package font

import (
	"strings"

	"lanyard/internal/base/geom"
)

// Glyph is one shaped glyph. Its numbers are in font units, so a run is shaped once and set at any size.
type Glyph struct {
	ID       uint16 // glyph index in the font
	Advance  int32  // pen movement to the right after the glyph, in font units
	X, Y     int32  // offset of the glyph from the pen, y upwards, in font units
	From, To int32  // byte range in Run.Text of the glyph's cluster
}

// Run is a sequence of glyphs of one font, script and direction, in visual order from left to right. It has no size, so
// the search for a size that fits is arithmetic. A Run is immutable once made, so lines, pages and workers can share
// it, and a label on every page is shaped once per worker.
type Run struct {
	Font   *Font
	Text   string  // source text in logical order; the glyphs' ranges divide it into clusters
	Lang   string  // BCP 47 tag used for shaping; may be empty
	Script Script  // resolved script; Common or Inherited only if there is nothing else
	Level  uint8   // bidi embedding level: odd runs read from right to left
	Glyphs []Glyph // in visual order
	Width  int64   // sum of the advances, in font units
	Ink    InkBox  // around the ink of all glyphs, origin at the pen start on the baseline
}

// RightToLeft reports whether the run reads from right to left.
func (r *Run) RightToLeft() bool { return r.Level&1 == 1 }

// Advance returns the pen movement of the whole run at a font size.
func (r *Run) Advance(size geom.Length) geom.Length { return r.Font.Scale(r.Width, size) }

// DirectionalControls are the characters that only steer the order of others: the
// embeddings, overrides and isolates of UAX #9.
const DirectionalControls = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

// WithoutControls returns text without its DirectionalControls.
func WithoutControls(text string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(DirectionalControls, r) {
			return -1
		}
		return r
	}, text)
}

// InkBox is a box in font units, y upwards. The zero value has no ink.
type InkBox struct{ XMin, YMin, XMax, YMax int32 }

// Empty reports whether the box has no ink.
func (b InkBox) Empty() bool { return b.XMax <= b.XMin || b.YMax <= b.YMin }
