package text

import (
	"slices"

	"github.com/go-text/typesetting/harfbuzz"

	"lanyard/internal/typography/font"
)

// formsLacking returns the letters of q that are followed by a variation selector for a form that their face does not
// have: each letter with its selector, once. They are drawn in their ordinary form, as Unicode asks (chapter 23.4).
//
// A form is there if the character map of the face lists the sequence (OpenType 1.9, "cmap" format 14), also as the
// ordinary form, or if its substitutions draw the letter otherwise. The selectors of text and emoji style (VS15, VS16)
// ask for no form of a letter, and those of Mongolian are rules of spelling that its faces apply by context.
func (s *Shaper) formsLacking(q *piece) (lacking []string) {
	for _, it := range q.items {
		for i := it.from + 1; i < it.to; i++ {
			letter, selector := q.runes[i-1], q.runes[i]
			if !selects(selector) || font.Ignorable(letter) || hangs(letter) {
				continue
			}
			if _, ok := it.face.GoText().VariationGlyph(letter, selector); ok || s.substitutes(it, letter, selector) {
				continue
			}
			if both := string([]rune{letter, selector}); !slices.Contains(lacking, both) {
				lacking = append(lacking, both)
			}
		}
	}
	return lacking
}

// selects reports whether r asks for a form of the letter before it: VS1 to VS14 and VS17 to VS256.
func selects(r rune) bool { return r >= 0xFE00 && r <= 0xFE0D || r >= 0xE0100 && r <= 0xE01EF }

// substitutes reports whether the face of it draws a letter with a selector otherwise than alone.
func (s *Shaper) substitutes(it item, letter, selector rune) bool {
	f := s.face(it.face)
	glyphs := func(text ...rune) (ids []uint16) {
		b := s.buffer
		b.Clear()
		b.AddRunes(text, 0, len(text))
		b.Props.Script, b.Props.Direction = it.script, harfbuzz.LeftToRight
		b.Shape(f.Font, nil)
		for i, g := range b.Info {
			if b.Pos[i].XAdvance != 0 || !it.face.Ink(uint16(g.Glyph)).Empty() { // a selector is a space of no width
				ids = append(ids, uint16(g.Glyph))
			}
		}
		return ids
	}
	return !slices.Equal(glyphs(letter), glyphs(letter, selector))
}
