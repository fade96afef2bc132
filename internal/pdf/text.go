package pdf

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"lanyard/internal/font"
	"lanyard/internal/geom"
	"lanyard/internal/page"
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
	if !ok || known != text && better(text, known) {
		u.text[code] = text
	}
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
	return thousandths(int64(f.Advance(gid)), f)
}

// thousandths converts font units to the nearest thousandth of an em.
func thousandths(units int64, f *font.Font) int64 {
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

func (p *pen) glyphs(it *page.Glyphs) error {
	run := it.Run
	if len(run.Glyphs) == 0 || it.Size <= 0 {
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
	spoken := !run.RightToLeft() && !follows(run)
	if spoken {
		b = appendUTF16(append(b, "/Span<</ActualText<FEFF"...), run.Text)
		b = append(b, ">>>BDC\n"...)
	}
	b, err := showGlyphs(b, u, it)
	if err != nil {
		return err
	}
	if spoken {
		b = append(b, "EMC\n"...)
	}
	*p.raw = append(b, "ET\n"...)
	return nil
}

// showGlyphs appends the operators that show the glyphs of a run.
func showGlyphs(b []byte, u *usage, it *page.Glyphs) ([]byte, error) {
	run, f := it.Run, it.Run.Font
	tracking := int64(it.Tracking) * 1000 / int64(it.Size)
	var at int64  // where the reader's pen is, in thousandths of an em
	var pen int64 // where ours is, in font units
	var tracked int64
	var rise int32
	open := false // within <...>
	b = append(b, '[')
	for i, g := range run.Glyphs {
		if g.ID == 0 {
			return nil, fmt.Errorf("font %q has no glyph for a character of %q", f.Name(), run.Text)
		}
		text := clusterText(run, i)
		code := u.code(g.ID, text)
		u.note(code, text)
		if g.Y != rise {
			if open {
				b, open = append(b, '>'), false
			}
			b = append(b, "]TJ\n"...)
			b = appendPoints(b, geom.Length(int64(g.Y)*int64(it.Size)/int64(f.UnitsPerEm())))
			b = append(b, " Ts\n["...)
			rise = g.Y
		}
		if off := thousandths(pen+int64(g.X), f) + tracked - at; off > slack || off < -slack {
			if open {
				b, open = append(b, '>'), false
			}
			b = appendThousandths(b, -off*1000)
			at += off
		}
		if !open {
			b, open = append(b, '<'), true
		}
		b = appendHex16(b, code)
		at += width(f, g.ID)
		pen += int64(g.Advance)
		if i+1 == len(run.Glyphs) || run.Glyphs[i+1].From != g.From {
			tracked += tracking
		}
	}
	if open {
		b = append(b, '>')
	}
	b = append(b, "]TJ\n"...)
	if rise != 0 {
		b = append(b, "0 Ts\n"...)
	}
	return b, nil
}

// clusterText returns what the i-th glyph of a run stands for: the text of its
// cluster when it is the first glyph in reading order, else continuation.
func clusterText(run *font.Run, i int) string {
	g, before := run.Glyphs[i], i-1
	if run.RightToLeft() {
		before = i + 1
	}
	if before >= 0 && before < len(run.Glyphs) && run.Glyphs[before].From == g.From || g.From == g.To {
		return continuation
	}
	return run.Text[g.From:g.To]
}

// follows reports whether the glyphs of a left-to-right run follow its text one
// by one, so that a reader that goes from glyph to glyph reads what was
// written: every cluster is one glyph and one character, or a ligature of
// Latin letters, and they stand in the order of the text.
func follows(run *font.Run) bool {
	var end int32
	for _, g := range run.Glyphs {
		if g.From != end {
			return false
		}
		end = g.To
		text := run.Text[g.From:g.To]
		if utf8.RuneCountInString(text) != 1 && strings.Trim(text, "fijlt") != "" {
			return false
		}
	}
	return int(end) == len(run.Text)
}
