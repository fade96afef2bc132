// Package text turns a paragraph and a box into lines of placed glyphs.
//
// The order of work is bidi, script, face, shape, wrap, fit:
//
//   - The paragraph is divided at forced breaks ("\n" and the other line
//     terminators of UAX #14), and each part gets its bidi levels.
//   - Characters of one script and language form a stretch. A stretch gets a
//     single face for all its letters if there is one, and grapheme clusters
//     are never divided between faces.
//   - Spans affect only face and size: bidi, script and line breaking see the
//     whole paragraph, and a span in the same face is cut out of a run that was
//     shaped as a whole.
//   - Each line is shaped separately with HarfBuzz, in font units, so that
//     another size is only arithmetic and letters at its ends join correctly.
//   - Fit looks for the largest size, and the lines, whose ink stays inside the
//     box.
//
// A character that no font has is an error (Missing), and text that does not fit is marked (Outcome.Overflow). Nothing
// is left out, and no letter is replaced by an empty box.
package text

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/segmenter"

	"lanyard/internal/typography/font"
)

// Limits.
const (
	// maxText is the longest paragraph in bytes: more than fits on a page at a legible size, little enough to shape in
	// milliseconds.
	maxText = 32 << 10
	// cachedText is the longest paragraph in bytes that is cached. Labels and body texts repeat on every page and are
	// shorter; a paragraph of this length takes about 100 kB once shaped.
	cachedText = 2 << 10
	// cachedParagraphs is the number of paragraphs in one generation of the cache; two generations are kept. Names do
	// not repeat, so this only has to hold a template's labels between two uses. It takes about 4 MB per worker.
	cachedParagraphs = 512
)

// Paragraph is text in one style, or with parts in others. Text is UTF-8; invalid bytes are drawn as U+FFFD. A tab is
// drawn as a space.
type Paragraph struct {
	Text      string
	Lang      string // BCP 47 tag; empty: Japanese and Korean are detected by their letters
	Han       string // language of Han characters where neither Lang nor the letters tell; may be empty
	Style     font.Style
	Direction Direction
	Features  []string // OpenType features, like "lnum", "-liga" or "ss01=1"
	Spans     []Span   // in text order, not overlapping; Text must then be valid UTF-8
}

// MissingGlyph is a character that no font of the library covers.
type MissingGlyph struct {
	Rune   rune
	Offset int // of its first byte in Paragraph.Text
}

// Missing is the error for a paragraph that cannot be drawn: every occurrence of a character without a glyph, in text
// order, at least one.
type Missing []MissingGlyph

// Error names the characters by code point.
func (m Missing) Error() string {
	var b strings.Builder
	b.WriteString("no font has a glyph for ")
	seen := make(map[rune]bool)
	for _, g := range m {
		if seen[g.Rune] {
			continue
		}
		if len(seen) > 0 {
			b.WriteString(", ")
		}
		seen[g.Rune] = true
		fmt.Fprintf(&b, "%U", g.Rune)
	}
	return b.String()
}

// Shaper shapes and fits paragraphs with the fonts of a library. It caches shaped text, because labels repeat on every
// page. It is not safe for concurrent use: each worker has its own.
type Shaper struct {
	library *font.Library
	faces   map[*font.Font]*face
	buffer  *harfbuzz.Buffer
	breaker segmenter.Segmenter
	// Paragraphs by key, in two generations: when recent is full it becomes old, and what old held is dropped unless it
	// was used again.
	recent, old map[paragraphKey]*analysis
}

// paragraphKey is a comparable Paragraph.
type paragraphKey struct {
	text, lang, features string
	style                font.Style
	direction            Direction
	spans                string // in the form of keyOf
}

// NewShaper returns a shaper that draws with the fonts of l.
func NewShaper(l *font.Library) *Shaper {
	return &Shaper{
		library: l,
		faces:   make(map[*font.Font]*face),
		buffer:  harfbuzz.NewBuffer(),
		recent:  make(map[paragraphKey]*analysis),
	}
}

// analyse returns the analysis of p, from the cache if possible.
func (s *Shaper) analyse(p Paragraph) (*analysis, error) {
	if len(p.Text) > maxText {
		return nil, fmt.Errorf("fitting text: %d bytes exceed the limit of %d per paragraph", len(p.Text), maxText)
	}
	key := paragraphKey{p.Text, p.Lang, strings.Join(p.Features, ","), p.Style, p.Direction, ""}
	if len(p.Spans) > 0 {
		if err := checkSpans(p); err != nil {
			return nil, err
		}
		key.spans = keyOf(p.Spans)
	}
	if a, ok := s.recent[key]; ok {
		return a, a.err()
	}
	a, ok := s.old[key]
	if !ok {
		features, err := parseFeatures(p.Features)
		if err != nil {
			return nil, err
		}
		if !utf8.ValidString(p.Text) {
			p.Text = strings.ToValidUTF8(p.Text, "\uFFFD")
		}
		a = s.newAnalysis(p, features)
	}
	if len(p.Text) <= cachedText {
		if len(s.recent) >= cachedParagraphs {
			s.old, s.recent = s.recent, make(map[paragraphKey]*analysis)
		}
		s.recent[key] = a
	}
	return a, a.err()
}

// err returns the missing characters as an error, or nil.
func (a *analysis) err() error {
	if len(a.missing) > 0 {
		return a.missing
	}
	return nil
}

// parseFeatures reads the OpenType features of a paragraph. Features apply to the whole paragraph; ranges are refused,
// because they would shift with each line.
func parseFeatures(written []string) ([]harfbuzz.Feature, error) {
	var features []harfbuzz.Feature
	for _, w := range written {
		f, err := harfbuzz.ParseFeature(w)
		if err == nil && (f.Start != harfbuzz.FeatureGlobalStart || f.End != harfbuzz.FeatureGlobalEnd) {
			err = errors.New("it has a range")
		}
		if err != nil {
			return nil, fmt.Errorf("reading font feature %q: %w", w, err)
		}
		features = append(features, f)
	}
	return features, nil
}
