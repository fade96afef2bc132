package text

import (
	"unicode"

	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"

	"lanyard/internal/base/locale"
	"lanyard/internal/typography/font"
)

// analysis holds everything about a paragraph that does not depend on a size or box, and the lines shaped so far.
type analysis struct {
	shaper   *Shaper
	features []harfbuzz.Feature
	pieces   []*piece
	strut    *font.Font // its ascent and descent determine the line height
	missing  Missing
	lacking  []string // letters with a selector of a form that their face lacks
	spans    []Span
}

// piece is the text between two forced breaks: a paragraph in the sense of the bidi algorithm. Positions in it are rune
// indices.
type piece struct {
	text   string // without the line terminator
	base   int    // byte offset of text in the paragraph
	runes  []rune
	offset []int // byte offset of each rune in text, and the length at the end
	levels levels
	items  []item
	stops  []stop
	lines  map[span]*line // shaped so far
	ruler  *ruler
}

// span is a range of runes of a piece.
type span struct{ from, to int }

// item is a stretch of a piece with one script, language and face.
type item struct {
	span
	script language.Script
	lang   string
	face   *font.Font
}

// newAnalysis analyses p.
func (s *Shaper) newAnalysis(p Paragraph, features []harfbuzz.Feature) *analysis {
	a := &analysis{shaper: s, features: features, spans: p.Spans}
	runes := []rune(p.Text)
	s.breaker.Init(runes)

	var clusters []int // start of every grapheme cluster
	for g := s.breaker.GraphemeIterator(); g.Next(); {
		clusters = append(clusters, g.Grapheme().Offset)
	}
	h := newHan(p.Lang, p.Han, runes)
	start, offset := 0, 0 // of the current piece, in runes and in bytes
	var allowed []int     // break opportunities of the current piece
	for it := s.breaker.LineIterator(); it.Next(); {
		l := it.Line()
		end := l.Offset + len(l.Text)
		if !l.IsMandatoryBreak {
			allowed = append(allowed, end-start)
			continue
		}
		size := l.OffsetInBytes + l.LengthInBytes
		q := newPiece(p.Text[offset:size], runes[start:end], p)
		var own []int
		for len(clusters) > 0 && clusters[0] < end {
			if at := clusters[0] - start; at < len(q.runes) {
				own = append(own, at)
			}
			clusters = clusters[1:]
		}
		q.stops = findStops(q.runes, own, allowed)
		scripts := resolveScripts(q.runes, own, p.Lang, h)
		q.base = offset
		a.missing = append(a.missing, s.chooseFaces(p, q, scripts)...)
		a.lacking = append(a.lacking, s.formsLacking(q)...)
		a.pieces = append(a.pieces, q)
		start, offset, allowed = end, size, allowed[:0]
	}
	a.strut = s.strutOf(p, a)
	return a
}

// newPiece returns the piece of p with the given text, without its line terminator.
func newPiece(text string, runes []rune, p Paragraph) *piece {
	q := &piece{lines: make(map[span]*line)}
	for len(runes) > 0 && terminates(runes[len(runes)-1]) {
		runes = runes[:len(runes)-1]
	}
	for i, r := range text {
		if len(q.runes) == len(runes) { // remove the terminator
			text = text[:i]
			break
		}
		if r == '\t' {
			r = ' '
		}
		q.runes, q.offset = append(q.runes, r), append(q.offset, i)
	}
	q.text, q.offset = text, append(q.offset, len(text))
	d := p.Direction
	if d == Auto && p.Lang != "" && !strong(q.runes) && locale.Direction(p.Lang) {
		d = RightToLeft
	}
	q.levels = resolveLevels(q.runes, d)
	return q
}

// terminates reports whether r ends a line wherever it occurs (UAX #14, classes BK, CR, LF and NL).
func terminates(r rune) bool {
	switch r {
	case '\n', '\v', '\f', '\r', 0x85, 0x2028, 0x2029:
		return true
	}
	return false
}

// hangs reports whether r takes no space at the end of a line: white space at which a line may break.
func hangs(r rune) bool {
	switch r {
	case 0xA0, 0x2007, 0x202F, 0x1680: // no-break spaces, and the one with ink
		return false
	case 0x200B: // zero width space
		return true
	}
	return unicode.IsSpace(r)
}

// strutOf returns the font whose metrics determine the lines of p: the primary font of its first script, so that a
// stray symbol from another font moves nothing.
func (s *Shaper) strutOf(p Paragraph, a *analysis) *font.Font {
	for _, q := range a.pieces {
		for _, it := range q.items {
			if it.script.Strong() {
				return s.library.Primary(p.Style, it.lang, font.Script(it.script))
			}
		}
	}
	return s.library.Primary(p.Style, p.Lang, font.Script(language.Latin))
}
