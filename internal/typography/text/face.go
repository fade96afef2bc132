package text

import (
	"slices"
	"unicode"

	"github.com/go-text/typesetting/language"
	"golang.org/x/text/unicode/norm"

	"lanyard/internal/typography/font"
)

// chooseFaces divides q into items and returns the characters that no font covers.
func (s *Shaper) chooseFaces(p Paragraph, q *piece, clusters []cluster) (missing Missing) {
	for len(clusters) > 0 {
		style := p.Style
		if len(p.Spans) > 0 {
			style = styleAt(p, q.base+q.offset[clusters[0].from])
		}
		n := 1
		for n < len(clusters) && clusters[n].script == clusters[0].script &&
			(len(p.Spans) == 0 || styleAt(p, q.base+q.offset[clusters[n].from]) == style) {
			n++
		}
		missing = append(missing, s.chooseStretch(style, q, clusters[:n])...)
		clusters = clusters[n:]
	}
	return missing
}

// chooseStretch chooses the faces for a stretch of one script and style.
//
// A name in two faces looks like a ransom note and its letters do not join, so a single face for all letters of the
// stretch is tried first, then one per cluster.
func (s *Shaper) chooseStretch(style font.Style, q *piece, stretch []cluster) (missing Missing) {
	script, lang := stretch[0].script, stretch[0].lang
	find := func(text []rune) *font.Font {
		f, _ := s.library.Find(style, lang, font.Script(script), text)
		return f
	}
	var letters []rune
	for _, c := range stretch {
		if c.letter {
			letters = append(letters, composed(q.runes[c.from:c.to])...)
		}
	}
	var main *font.Font
	if len(letters) > 0 {
		main, _ = s.library.FindWhole(style, lang, font.Script(script), letters)
	}
	previous := main
	for _, c := range stretch {
		text := q.runes[c.from:c.to]
		face := main
		if !c.letter {
			face = previous
		}
		if face == nil || !covers(face, text) {
			face = s.faceOf(text, script, find)
		}
		if face == nil {
			missing = append(missing, uncovered(q, c, find)...)
			continue
		}
		previous = face
		if n := len(q.items) - 1; n >= 0 && q.items[n].to == c.from && q.items[n].face == face &&
			q.items[n].script == script && q.items[n].lang == lang {
			q.items[n].to = c.to
			continue
		}
		q.items = append(q.items, item{c.span, script, lang, face})
	}
	return missing
}

// faceOf returns the first face that draws a cluster: composed, as written, or decomposed (except Han, where the parts
// are other characters).
func (s *Shaper) faceOf(cluster []rune, script language.Script, find func([]rune) *font.Font) *font.Font {
	if f := find(composed(cluster)); f != nil {
		return f
	}
	if f := find(drawn(cluster)); f != nil {
		return f
	}
	if script == language.Han {
		return nil
	}
	return find(drawn([]rune(norm.NFD.String(string(cluster)))))
}

// uncovered returns the characters of a cluster that no font has, or all of them if each is in some font but no font
// has all.
func uncovered(q *piece, c cluster, find func([]rune) *font.Font) (missing Missing) {
	for pass := range 2 {
		for i := c.from; i < c.to; i++ {
			if pass == 1 || find(drawn(q.runes[i:i+1])) == nil {
				missing = append(missing, MissingGlyph{q.runes[i], q.base + q.offset[i]})
			}
		}
		if len(missing) > 0 {
			break
		}
	}
	return missing
}

// covers reports whether the shaper finds a glyph in f for all of a cluster.
func covers(f *font.Font, cluster []rune) bool {
	all := func(text []rune) bool {
		for _, r := range text {
			if !f.Covers(r) && !font.Ignorable(r) {
				return false
			}
		}
		return true
	}
	return all(composed(cluster)) || len(cluster) > 1 && all(drawn(cluster))
}

// composed returns the characters that the shaper tries first: a cluster of several is composed. A single one stays as
// it is, because composing would replace compatibility ideographs, which occur in names.
func composed(cluster []rune) []rune {
	if len(cluster) == 1 {
		return drawn(cluster)
	}
	if s := string(cluster); !norm.NFC.IsNormalString(s) {
		cluster = []rune(norm.NFC.String(s))
	}
	return drawn(cluster)
}

// drawn replaces characters for which the shaper substitutes another if the font lacks them: spaces of all widths, and
// the no-break hyphen.
func drawn(cluster []rune) []rune {
	changed := false
	for i, r := range cluster {
		if r != ' ' && unicode.Is(unicode.Zs, r) || r == 0x2011 {
			if !changed {
				cluster, changed = slices.Clone(cluster), true
			}
			cluster[i] = ' '
			if r == 0x2011 {
				cluster[i] = 0x2010
			}
		}
	}
	return cluster
}
