package structure

import (
	"strings"
	"unicode/utf8"

	"lanyard/internal/typography/font"
)

// follows reports whether the glyphs of a left-to-right run follow its text one by
// one, so that a reader going from glyph to glyph reads the text: every cluster is
// one character and its own glyph, or a ligature of Latin letters, in text order.
func follows(run *font.Run) bool {
	var end int32
	for _, g := range run.Glyphs {
		if g.From != end {
			return false
		}
		end = g.To
		text := run.Text[g.From:g.To]
		if strings.Trim(text, "fijlt") == "" || g.Advance == 0 && strings.Trim(text, font.DirectionalControls) == "" {
			continue
		}
		r, n := utf8.DecodeRuneInString(text)
		if n != len(text) {
			return false
		}
		if gid, ok := run.Font.NominalGlyph(r); ok && gid != g.ID {
			return false // the glyph may stand for its own character elsewhere
		}
	}
	return int(end) == len(run.Text)
}
