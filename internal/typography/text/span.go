package text

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"lanyard/internal/typography/font"
)

// Span is part of a paragraph in another style or size. It is cut out after shaping: in the same face, letters join,
// ligate and kern across its border; a span in its own face is shaped in the context of its line. A border inside a
// ligature, or between a letter and its mark, moves to the end of it.
type Span struct {
	From, To int // bytes of Paragraph.Text
	Style    font.Style
	Scale    float64 // size as a multiple of the paragraph's; above 0
}

// checkSpans returns an error for overlapping or invalid spans.
func checkSpans(p Paragraph) error {
	if !utf8.ValidString(p.Text) {
		return errors.New("fitting text: spans need text in UTF-8")
	}
	end := 0
	for _, s := range p.Spans {
		if s.From < end || s.To < s.From || s.To > len(p.Text) || !(s.Scale > 0) {
			return fmt.Errorf("fitting text: a span from byte %d to %d of %d, %g times as large, is out of order",
				s.From, s.To, len(p.Text), s.Scale)
		}
		end = s.To
	}
	return nil
}

// keyOf returns a string that differs for different spans.
func keyOf(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(strconv.Itoa(s.From) + "-" + strconv.Itoa(s.To) + " " + strconv.FormatFloat(s.Scale, 'g', -1,
			64) +
			" " + strconv.FormatBool(s.Style.Bold) + " " + strconv.Quote(s.Style.Family) + ";")
	}
	return b.String()
}

// spanAt returns the index of the span that holds a byte, from 1, or 0.
func spanAt(spans []Span, at int) int {
	for i, s := range spans {
		if at >= s.From && at < s.To {
			return i + 1
		}
	}
	return 0
}

// styleAt returns the style of the byte at of p.
func styleAt(p Paragraph, at int) font.Style {
	if i := spanAt(p.Spans, at); i > 0 {
		return p.Spans[i-1].Style
	}
	return p.Style
}

// cut divides a run of q into one run per span. The run was shaped as a whole, so that letters join and kern across
// borders; each cluster belongs to the span where it begins.
func (a *analysis) cut(q *piece, whole lineRun) (parts []lineRun) {
	glyphs := whole.Glyphs
	if len(glyphs) == 0 {
		return []lineRun{whole}
	}
	markOf := func(g font.Glyph) int { return spanAt(a.spans, q.base+whole.at+int(g.From)) }
	for from := 0; from < len(glyphs); {
		mark, to := markOf(glyphs[from]), from+1
		for to < len(glyphs) && markOf(glyphs[to]) == mark {
			to++
		}
		part := whole
		if to-from < len(glyphs) {
			part.Run = a.part(whole.Run, glyphs[from:to])
			part.at += int(min(glyphs[from].From, glyphs[to-1].From))
			part.clusters = countClusters(part.Run)
		}
		if part.mark = mark; mark > 0 {
			part.scale = a.spans[mark-1].Scale
		}
		parts = append(parts, part)
		from = to
	}
	return parts
}

// part returns adjacent glyphs of a run, in whole clusters, as a separate run.
func (a *analysis) part(run *font.Run, glyphs []font.Glyph) *font.Run {
	first, last := glyphs[0], glyphs[len(glyphs)-1]
	base, end := min(first.From, last.From), max(first.To, last.To)
	part := &font.Run{Font: run.Font, Text: run.Text[base:end], Lang: run.Lang, Script: run.Script, Level: run.Level,
		Glyphs: make([]font.Glyph, len(glyphs))}
	for i, g := range glyphs {
		g.From, g.To = g.From-base, g.To-base
		part.Glyphs[i] = g
	}
	a.shaper.face(run.Font).measure(part)
	return part
}
