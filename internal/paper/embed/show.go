package embed

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
	"lanyard/internal/base/locale"
	"lanyard/internal/paper/page"
	"lanyard/internal/typography/font"
)

// slack is how many thousandths of an em a glyph may be off its place before it is
// adjusted. This is too little to see, and spares an adjustment after every glyph
// where widths are rounded.
const slack = 1

// AppendSpace appends the operator that shows a space. The font must have one.
func (u *Usage) AppendSpace(b []byte) []byte {
	return append(u.appendSpace(append(b, '[')), "]TJ\n"...)
}

// AppendSpaceBefore appends the operator that shows a space to the left of the place
// where text begins. The font must have one.
func (u *Usage) AppendSpaceBefore(b []byte) []byte {
	gid, _ := u.font.NominalGlyph(' ')
	b = strconv.AppendInt(append(b, '['), width(u.font, gid), 10)
	return append(u.appendSpace(b), "]TJ\n"...)
}

func (u *Usage) appendSpace(b []byte) []byte {
	gid, _ := u.font.NominalGlyph(' ')
	code, _ := u.code(shown{glyph: gid, text: " "}) // its own
	return append(cos.AppendHex16(append(b, '<'), code), '>')
}

// AppendRun appends the operators that show the glyphs of a run within BT and ET, and notes their codes. The font and
// size must be set, and the text matrix must be at the start of the run. It fails for glyph 0, which represents a
// character that the font lacks (ISO 19005-2, 6.2.11.8 forbids it), and when no code is left for the meaning of a
// glyph.
//
// Codes are in the order of their places, from left to right, and say together what
// the run says: from right to left, a reader turns all their characters round.
func (u *Usage) AppendRun(b []byte, it *page.Glyphs) ([]byte, error) {
	run := it.Run
	s := show{b: append(b, '['), usage: u, size: it.Size, reverse: run.RightToLeft()}
	for from := 0; from < len(run.Glyphs); {
		to := from + 1
		for to < len(run.Glyphs) && run.Glyphs[to].From == run.Glyphs[from].From {
			to++
		}
		cluster := run.Glyphs[from:to]
		text := run.Text[cluster[0].From:cluster[0].To]
		switch ghost := advance(cluster) == 0; {
		case ghost && strings.Trim(text, font.DirectionalControls) == "":
			// its work is done: a reader would copy it along with the words
		case ghost && to < len(run.Glyphs) && strings.Trim(text, ghosts) == "":
			s.held += text // shown with the next cluster: pdf.js drops it alone
		default:
			s.cluster(cluster, text)
		}
		s.pen += advance(cluster)
		s.tracked += int64(it.Tracking) * 1000 / int64(it.Size)
		from = to
	}
	if s.missing {
		return nil, fmt.Errorf("font %q has no glyph for a character of %q", run.Font.Name(), run.Text)
	}
	if s.full {
		return nil, fmt.Errorf("font %q has no codes left for %q", run.Font.Name(), run.Text)
	}
	s.close()
	b = append(s.b, "]TJ\n"...)
	if s.rise != 0 {
		b = append(b, "0 Ts\n"...)
	}
	return b, nil
}

// advance returns the sum of the advances of glyphs, in font units.
func advance(glyphs []font.Glyph) (sum int64) {
	for _, g := range glyphs {
		sum += int64(g.Advance)
	}
	return sum
}

// show writes the array of a TJ operator.
type show struct {
	b       []byte
	usage   *Usage
	size    geom.Length
	reverse bool   // from right to left
	pen     int64  // start of the cluster, in font units
	tracked int64  // plus this, in thousandths of an em
	held    string // characters without ink or advance, before the next cluster
	at      int64  // position of the reader's pen, in thousandths of an em
	rise    int32  // in font units
	open    bool   // within <...>
	missing bool   // a glyph was 0
	full    bool   // there was no code left
}

// cluster shows the glyphs of a cluster.
func (s *show) cluster(glyphs []font.Glyph, text string) {
	if len(glyphs) == 1 && glyphs[0].Advance != 0 { // as a rule
		s.glyph(glyphs[0], 0, s.codeText([]rune(text)))
		return
	}
	groups := grouped(glyphs)
	runes := []rune(text)
	if len(runes) < len(groups) { // there is no text for each of them
		groups = [][]font.Glyph{glyphs}
	}
	rise := glyphs[0].Y
	if i := slices.IndexFunc(glyphs, moves); i > 0 {
		rise = glyphs[i].Y
	}
	f := s.usage.font
	var x int64
	var lead int32 // how much of the room of a letter its marks before it take
	for i, part := range distribute(runes, groups, s.reverse) {
		g, said := groups[i], s.codeText(part)
		switch {
		case lead == 0 && moves(g[0]) && len(g) == 1:
			s.glyph(g[0], x, said)
		case lead == 0 && !s.reverse && len(g) == 1 && g[0].X == 0 && g[0].Y == rise && f.Advance(g[0].ID) == 0:
			s.glyph(g[0], x, said)
		case s.reverse && !moves(g[0]) && i+1 < len(groups):
			if apart := f.UnitsPerEm() * apartPercent / 100; f.Advance(groups[i+1][0].ID) > 2*apart {
				lead = apart
			}
			s.composed(g, x, rise, inner{advance: lead}, said)
		default:
			s.composed(g, x+int64(lead), rise, inner{-lead, -lead}, said)
			lead = 0
		}
		x += advance(g)
	}
}

// apartPercent is how far a letter begins after the marks shown before it, in hundredths
// of an em: Poppler takes characters within a tenth of an em for one that is shown twice.
const apartPercent = 11

// moves reports whether a glyph moves the pen.
func moves(g font.Glyph) bool { return g.Advance != 0 }

// grouped divides the glyphs of a cluster into those that move the pen, each alone,
// and the marks between them.
func grouped(glyphs []font.Glyph) (groups [][]font.Glyph) {
	for from := 0; from < len(glyphs); {
		to := from + 1
		for !moves(glyphs[from]) && to < len(glyphs) && !moves(glyphs[to]) {
			to++
		}
		groups = append(groups, glyphs[from:to])
		from = to
	}
	return groups
}

// distribute divides the characters of a cluster among groups of its glyphs: one for
// each glyph, and what is over for the first in reading order.
func distribute(runes []rune, groups [][]font.Glyph, reverse bool) [][]rune {
	parts := make([][]rune, len(groups))
	over := len(runes)
	for _, g := range groups {
		over -= len(g)
	}
	for n := range groups {
		i := n
		if reverse {
			i = len(groups) - 1 - n
		}
		after := len(groups) - 1 - n // each gets one at least
		take := min(len(groups[i])+max(over, 0), len(runes)-after)
		if after == 0 {
			take = len(runes)
		}
		parts[i], runes, over = runes[:take], runes[take:], 0
	}
	return parts
}

// codeText returns the text of a code for characters of a run. A letter with its
// marks is the one character that it is the same as.
func (s *show) codeText(runes []rune) string {
	if len(runes) == 0 && s.held == "" {
		return continuation
	}
	if len(runes) > 1 {
		if one := []rune(locale.NFC(string(runes))); len(one) == 1 {
			runes = one
		} else if s.reverse {
			runes = slices.Clone(runes)
			slices.Reverse(runes)
		}
	}
	text := s.held + string(runes)
	s.held = ""
	return text
}

// glyph shows a glyph of the font that begins x after the start of the cluster.
func (s *show) glyph(g font.Glyph, x int64, text string) {
	s.missing = s.missing || g.ID == 0
	s.show(shown{glyph: g.ID, text: text}, x+int64(g.X), g.Y, width(s.usage.font, g.ID))
}

// composed shows glyphs as one that begins x after the start of the cluster.
func (s *show) composed(glyphs []font.Glyph, x int64, rise int32, by inner, text string) {
	for _, g := range glyphs {
		s.missing = s.missing || g.ID == 0
	}
	p := compose(s.usage.font, glyphs, rise, by)
	s.show(shown{glyphs[0].ID, p, text}, x, rise, perMille(int64(p.composed().Advance), s.usage.font))
}

// show shows a code at a place relative to the start of the cluster, in font units.
// Width is that of the code, in thousandths of an em.
func (s *show) show(c shown, x int64, y int32, width int64) {
	f := s.usage.font
	code, ok := s.usage.code(c)
	s.full = s.full || !ok
	if y != s.rise {
		s.close()
		s.b = append(s.b, "]TJ\n"...)
		s.b = cos.AppendThousandths(s.b, f.Scale(int64(y), s.size).Millipoints())
		s.b = append(s.b, " Ts\n["...)
		s.rise = y
	}
	if off := perMille(s.pen+x, f) + s.tracked - s.at; off > slack || off < -slack {
		s.close()
		s.b = strconv.AppendInt(s.b, -off, 10)
		s.at += off
	}
	if !s.open {
		s.b, s.open = append(s.b, '<'), true
	}
	s.b = cos.AppendHex16(s.b, code)
	s.at += width
}

// close ends a string of codes.
func (s *show) close() {
	if s.open {
		s.b, s.open = append(s.b, '>'), false
	}
}
