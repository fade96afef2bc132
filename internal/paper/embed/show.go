package embed

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
	"lanyard/internal/typography/font"
)

// slack is how many thousandths of an em a glyph may be off its place before it is
// adjusted. This is too little to see, and spares an adjustment after every glyph
// where widths are rounded.
const slack = 1

// AppendSpace appends the operator that shows a space. The font must have one.
func (u *Usage) AppendSpace(b []byte) []byte {
	gid, _ := u.font.NominalGlyph(' ')
	u.note(gid, " ")
	return append(cos.AppendHex16(append(b, "[<"...), gid), ">]TJ\n"...)
}

// AppendRun appends the operators that show the glyphs of a run within BT and ET,
// and notes their codes. The font and size must be set, and the text matrix must
// be at the start of the run. The only error is a glyph 0, which stands for a
// character that the font lacks (ISO 19005-2, 6.2.11.8 forbids it).
func (u *Usage) AppendRun(b []byte, it *page.Glyphs) ([]byte, error) {
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
		text := run.Text[cluster[0].From:cluster[0].To]
		if strings.Trim(text, font.DirectionalControls) == "" && advance(cluster) == 0 {
			from = to // their work is done: a reader would copy them along with the words
			continue
		}
		if run.RightToLeft() {
			// In reading order, letter first: readers attach a mark to the letter
			// before it.
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
	at      int64 // position of the reader's pen, in thousandths of an em
	rise    int32 // in font units
	open    bool  // within <...>
	missing bool  // a glyph was 0
}

// glyph shows a glyph that begins at x, in font units, plus tracked, in thousandths
// of an em.
func (s *show) glyph(g font.Glyph, x, tracked int64, text string) {
	f := s.usage.font
	s.missing = s.missing || g.ID == 0
	code := s.usage.code(g.ID, text)
	s.usage.note(code, text)
	if g.Y != s.rise {
		s.close()
		s.b = append(s.b, "]TJ\n"...)
		s.b = cos.AppendThousandths(s.b, f.Scale(int64(g.Y), s.size).Millipoints())
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

// clusterText returns the text of glyph i of a cluster, counted in reading order:
// the first glyph stands for the text of the cluster, the others for nothing. A
// right-to-left cluster with as many glyphs as characters is a letter with its
// marks, one by one: it has no ActualText to fall back on, and elsewhere the letter
// appears without its marks.
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
