package pdf

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
	"lanyard/internal/typography/font"
)

// continuation is what the second and later glyphs of a cluster stand for:
// PDF/A-2u demands some text for every code, and this one is not seen.
const continuation = "\u200b"

// ghosts are characters without ink that shapers draw as a space of no width.
// They get codes of their own, after the last glyph of the font, so that a
// half-space does not read back as a whole one.
const ghosts = "\u200c\u200d\u200e\u200f\u2060\u00ad\ufe0e\ufe0f"

// usage is how a font is used: which codes, and what text they stand for. A
// code is a glyph id, or a ghost.
type usage struct {
	font     *font.Font
	resource string // "/T0": name in the resources of the chunk
	text     map[uint16]string
}

// note records that code stands for text. Where a glyph stands for different
// texts in different places, one of them wins, whatever the order in which
// they are met.
func (u *usage) note(code uint16, text string) {
	known, ok := u.text[code]
	if !ok || known != text && (u.nominal(code, text) || !u.nominal(code, known) && better(text, known)) {
		u.text[code] = text
	}
}

// nominal reports whether text is the one character that the font draws with a
// glyph when nothing changes it: Ș, and not the Ş that Romanian draws as Ș. The
// glyph of ( is drawn for a ) from right to left.
func (u *usage) nominal(code uint16, text string) bool {
	r, n := utf8.DecodeRuneInString(text)
	if n != len(text) || u.font == nil {
		return false
	}
	gid, ok := u.font.NominalGlyph(r)
	return ok && gid == code
}

// better reports whether a is preferred over b as the text of a glyph: text
// over none, the shorter over the longer, then by its bytes.
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
func (u *usage) code(gid uint16, text string) uint16 {
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

// width returns the advance of a glyph as the file declares it: in whole
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

// slack is by how many thousandths of an em a glyph may stand beside its place
// before it is put right: less than can be seen, and it spares an adjustment
// after every glyph where widths are rounded.
const slack = 1

// visible reports whether a run shows anything: one that only steers the order
// of others does not.
func visible(it *page.Glyphs) bool {
	return len(it.Run.Glyphs) > 0 && it.Size > 0 && strings.Trim(it.Run.Text, directions) != ""
}

func (p *pen) glyphs(it *page.Glyphs) error {
	run := it.Run
	if !visible(it) {
		return nil
	}
	if err := p.fill(it.Colour); err != nil {
		return err
	}
	u := p.chunk.font(run.Font)
	b := append(*p.raw, "BT\n"...)
	if p.state.font != u || p.state.size != it.Size {
		b = append(append(b, u.resource...), ' ')
		b = append(appendPoints(b, it.Size), " Tf\n"...)
		p.state.font, p.state.size = u, it.Size
	}
	b = append(p.xy(b, it.At), "Td\n"...)
	b, span := p.span(b, run)
	b, err := showGlyphs(b, u, it)
	if err != nil {
		return err
	}
	if span {
		b = append(b, "EMC\n"...)
	}
	if p.broken == it {
		b = u.space(b)
	}
	*p.raw = append(b, "ET\n"...)
	return nil
}

// space appends the operator that shows a space of the font, which it must have.
func (u *usage) space(b []byte) []byte {
	gid, _ := u.font.NominalGlyph(' ')
	u.note(gid, " ")
	return append(cos.AppendHex16(append(b, "[<"...), gid), ">]TJ\n"...)
}

// showGlyphs appends the operators that show the glyphs of a run.
func showGlyphs(b []byte, u *usage, it *page.Glyphs) ([]byte, error) {
	run := it.Run
	s := show{b: append(b, '['), usage: u, size: it.Size}
	var pen int64 // in font units
	tracked := int64(0)
	for from := 0; from < len(run.Glyphs); {
		to := from + 1
		for to < len(run.Glyphs) && run.Glyphs[to].From == run.Glyphs[from].From {
			to++
		}
		cluster := run.Glyphs[from:to]
		if strings.Trim(run.Text[cluster[0].From:cluster[0].To], directions) == "" && advance(cluster) == 0 {
			from = to // they have done their work: a reader would copy them with the words
			continue
		}
		if run.RightToLeft() {
			// In the order of reading, letter first: readers attach a mark to
			// the letter before it.
			x := pen + advance(cluster)
			for i := len(cluster) - 1; i >= 0; i-- {
				x -= int64(cluster[i].Advance)
				s.glyph(cluster[i], x, tracked, clusterText(run, cluster, len(cluster)-1-i))
			}
		} else {
			x := pen
			for i, g := range cluster {
				s.glyph(g, x, tracked, clusterText(run, cluster, i))
				x += int64(g.Advance)
			}
		}
		pen += advance(cluster)
		tracked += int64(it.Tracking) * 1000 / int64(it.Size)
		from = to
	}
	if s.missing {
		return nil, fmt.Errorf("font %q has no glyph for a character of %q", run.Font.Name(), run.Text)
	}
	s.close()
	b = append(s.b, "]TJ\n"...)
	if s.rise != 0 {
		b = append(b, "0 Ts\n"...)
	}
	return b, nil
}

// directions are the characters that only steer the order of others: the
// embeddings, overrides and isolates of UAX #9.
const directions = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

// undirected returns text without them.
func undirected(text string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(directions, r) {
			return -1
		}
		return r
	}, text)
}

// advance returns by how far glyphs move the pen together.
func advance(glyphs []font.Glyph) (sum int64) {
	for _, g := range glyphs {
		sum += int64(g.Advance)
	}
	return sum
}

// show writes the array of a TJ operator.
type show struct {
	b       []byte
	usage   *usage
	size    geom.Length
	at      int64 // where the reader's pen is, in thousandths of an em
	rise    int32 // in font units
	open    bool  // within <...>
	missing bool  // a glyph was 0, which ISO 19005-2, 6.2.11.8 forbids
}

// glyph shows a glyph that begins at x, in font units, and tracked, in
// thousandths of an em.
func (s *show) glyph(g font.Glyph, x, tracked int64, text string) {
	f := s.usage.font
	s.missing = s.missing || g.ID == 0
	code := s.usage.code(g.ID, text)
	s.usage.note(code, text)
	if g.Y != s.rise {
		s.close()
		s.b = append(s.b, "]TJ\n"...)
		s.b = appendPoints(s.b, f.Scale(int64(g.Y), s.size))
		s.b = append(s.b, " Ts\n["...)
		s.rise = g.Y
	}
	if off := perMille(x+int64(g.X), f) + tracked - s.at; off > slack || off < -slack {
		s.close()
		s.b = strconv.AppendInt(s.b, -off, 10)
		s.at += off
	}
	if !s.open {
		s.b, s.open = append(s.b, '<'), true
	}
	s.b = cos.AppendHex16(s.b, code)
	s.at += width(f, g.ID)
}

// close ends a string of codes.
func (s *show) close() {
	if s.open {
		s.b, s.open = append(s.b, '>'), false
	}
}

// clusterText returns what a glyph of a cluster stands for, counted in the
// order of reading: the first for the text of the cluster, the others for
// nothing. A right-to-left cluster of as many glyphs as characters is a letter
// with its marks, one by one: it has no ActualText to fall back on, and the
// letter stands elsewhere without its marks.
func clusterText(run *font.Run, cluster []font.Glyph, i int) string {
	text := run.Text[cluster[0].From:cluster[0].To]
	switch {
	case text == "":
		return continuation
	case run.RightToLeft() && len(cluster) > 1 && utf8.RuneCountInString(text) == len(cluster):
		for range i {
			_, n := utf8.DecodeRuneInString(text)
			text = text[n:]
		}
		_, n := utf8.DecodeRuneInString(text)
		return text[:n]
	case i > 0:
		return continuation
	}
	return text
}

// follows reports whether the glyphs of a left-to-right run follow its text one
// by one, so that a reader that goes from glyph to glyph reads what was
// written: every cluster is one character and its own glyph, or a ligature of
// Latin letters, and they stand in the order of the text.
func follows(run *font.Run) bool {
	var end int32
	for _, g := range run.Glyphs {
		if g.From != end {
			return false
		}
		end = g.To
		text := run.Text[g.From:g.To]
		if strings.Trim(text, "fijlt") == "" || g.Advance == 0 && strings.Trim(text, directions) == "" {
			continue
		}
		r, n := utf8.DecodeRuneInString(text)
		if n != len(text) {
			return false
		}
		if gid, ok := run.Font.NominalGlyph(r); ok && gid != g.ID { // it may stand for its own character elsewhere
			return false
		}
	}
	return int(end) == len(run.Text)
}
