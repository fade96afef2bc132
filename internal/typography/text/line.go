package text

import (
	"slices"
	"strings"

	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"

	gotext "github.com/go-text/typesetting/font"

	"lanyard/internal/base/geom"
	"lanyard/internal/typography/font"
)

// line is a shaped line, without a size.
type line struct {
	span
	level uint8     // of its paragraph
	runs  []lineRun // in visual order
	scale float64   // of its largest text, at least 1
}

// lineRun is a run on a line.
type lineRun struct {
	*font.Run
	at       int     // byte offset of Run.Text in the piece
	clusters int     // number of clusters
	hangs    bool    // trailing white space, which takes no room
	tracks   bool    // may be letter-spaced
	mark     int     // index into the paragraph's spans, from 1; 0: none
	scale    float64 // size as a multiple of the paragraph's
}

// size returns the font size of r if the paragraph's is s.
func (r *lineRun) size(s geom.Length) geom.Length { return scaled(s, r.scale) }

// line returns the shaped line of runes s of q.
func (a *analysis) line(q *piece, s span) *line {
	if l, ok := q.lines[s]; ok {
		return l
	}
	l := &line{span: s, level: q.levels.base, scale: 1}
	end := s.to // without trailing spaces
	for end > s.from && hangs(q.runes[end-1]) {
		end--
	}
	of := q.levels.onLine(s.from, s.to)
	type stretch struct {
		span
		item *item
	}
	var stretches []stretch
	var itemLevels []uint8
	for i := range q.items {
		it := &q.items[i]
		for from := max(it.from, s.from); from < min(it.to, s.to); {
			to := from + 1
			for to < min(it.to, s.to) && to != end && of[to-s.from] == of[from-s.from] {
				to++
			}
			stretches = append(stretches, stretch{span{from, to}, it})
			itemLevels = append(itemLevels, of[from-s.from])
			from = to
		}
	}
	for _, i := range visualOrder(itemLevels) {
		st := stretches[i]
		run := a.shape(q, s, st.span, st.item, itemLevels[i])
		whole := lineRun{run, q.offset[st.from], countClusters(run), st.from >= end, !joined(st.item.script), 0, 1}
		if len(a.spans) == 0 {
			l.runs = append(l.runs, whole)
			continue
		}
		for _, r := range a.cut(q, whole) {
			l.runs = append(l.runs, r)
			if !r.hangs {
				l.scale = max(l.scale, r.scale)
			}
		}
	}
	q.lines[s] = l
	return l
}

// shape returns runes r of q, which belong to item it and line l, as a run. The line is the context in which letters
// join.
func (a *analysis) shape(q *piece, l, r span, it *item, level uint8) *font.Run {
	b := a.shaper.buffer
	b.Clear()
	b.AddRunes(q.runes[l.from:l.to], r.from-l.from, r.to-r.from)
	b.Props.Script = it.script
	b.Props.Language = language.NewLanguage(it.lang)
	b.Props.Direction = harfbuzz.LeftToRight
	if level&1 == 1 {
		b.Props.Direction = harfbuzz.RightToLeft
	}
	f := a.shaper.face(it.face)
	features := a.features
	if wrongDigits(it.face, it.lang, q.runes[r.from:r.to]) {
		features = append(slices.Clone(features), noLocalForms)
	}
	b.Shape(f.Font, features)

	base := q.offset[r.from]
	run := &font.Run{
		Font:   it.face,
		Text:   q.text[base:q.offset[r.to]],
		Lang:   it.lang,
		Script: font.Script(it.script),
		Level:  level,
		Glyphs: make([]font.Glyph, len(b.Info)),
	}
	for i, info := range b.Info {
		pos := b.Pos[i]
		run.Glyphs[i] = font.Glyph{
			ID:      uint16(info.Glyph),
			Advance: pos.XAdvance,
			X:       pos.XOffset,
			Y:       pos.YOffset,
			From:    int32(q.offset[l.from+info.Cluster] - base),
		}
	}
	closeClusters(run)
	f.measure(run)
	return run
}

// noLocalForms turns off language-specific letter forms.
var noLocalForms, _ = harfbuzz.ParseFeature("-locl")

// wrongDigits reports whether the local forms of a font would give a run another language's digits. Noto Naskh Arabic
// 2.004 lists the Urdu ones (its lookup 18) for every language, and would draw the Persian ۶ as an Arabic six.
func wrongDigits(f *font.Font, lang string, runes []rune) bool {
	if !strings.HasPrefix(f.Name(), "NotoNaskhArabic") {
		return false
	}
	primary, _, _ := strings.Cut(lang, "-")
	if primary == "ur" || primary == "sd" || primary == "ks" {
		return false
	}
	return slices.ContainsFunc(runes, func(r rune) bool { return r >= '۰' && r <= '۹' })
}

// face is a shaper's own view of a font.
type face struct {
	*harfbuzz.Font                        // not safe to share
	inks           map[uint16]font.InkBox // of the glyphs used so far
}

// face returns the shaper's view of f.
func (s *Shaper) face(f *font.Font) *face {
	v, ok := s.faces[f]
	if !ok {
		// A new harfbuzz.Font has its units per em as scale.
		v = &face{harfbuzz.NewFont(gotext.NewFace(f.GoText())), make(map[uint16]font.InkBox)}
		repair(v.Font)
		s.faces[f] = v
	}
	return v
}

// closeClusters sets the end of each glyph's cluster: the start of the next one in the text. HarfBuzz keeps clusters in
// order, ascending in left-to-right runs and descending in right-to-left runs.
func closeClusters(r *font.Run) {
	g := r.Glyphs
	end, from := int32(len(r.Text)), int32(len(r.Text))
	for n := range g {
		i := len(g) - 1 - n
		if r.RightToLeft() {
			i = n
		}
		if g[i].From != from {
			end, from = from, g[i].From
		}
		g[i].To = end
	}
}

// countClusters returns the number of clusters of r.
func countClusters(r *font.Run) int {
	n := 0
	for i, g := range r.Glyphs {
		if i == 0 || g.From != r.Glyphs[i-1].From {
			n++
		}
	}
	return n
}

// measure sets the width of a run and the box around its ink.
func (f *face) measure(r *font.Run) {
	for _, g := range r.Glyphs {
		ink, ok := f.inks[g.ID]
		if !ok {
			ink = r.Font.Ink(g.ID)
			f.inks[g.ID] = ink
		}
		if !ink.Empty() {
			x, y := int32(r.Width)+g.X, g.Y
			ink = font.InkBox{XMin: ink.XMin + x, YMin: ink.YMin + y, XMax: ink.XMax + x, YMax: ink.YMax + y}
			if !r.Ink.Empty() {
				ink.XMin, ink.XMax = min(ink.XMin, r.Ink.XMin), max(ink.XMax, r.Ink.XMax)
				ink.YMin, ink.YMax = min(ink.YMin, r.Ink.YMin), max(ink.YMax, r.Ink.YMax)
			}
			r.Ink = ink
		}
		r.Width += int64(g.Advance)
	}
}

// joined reports whether the letters of a script are connected, so that tracking would tear words apart: cursive
// scripts, and those of India and its neighbours with a headline or with overlapping conjuncts.
func joined(s language.Script) bool {
	switch s {
	case language.Arabic, language.Syriac, language.Mandaic, language.Mongolian, language.Phags_Pa,
		language.Nko, language.Adlam, language.Hanifi_Rohingya, language.Sogdian, language.Manichaean,
		language.Devanagari, language.Bengali, language.Gurmukhi, language.Gujarati, language.Tirhuta,
		language.Newa, language.Sharada, language.Modi, language.Dogra, language.Nandinagari,
		language.Tibetan, language.Meetei_Mayek, language.Syloti_Nagri, language.Gunjala_Gondi:
		return true
	}
	return false
}

// extent is the size of a line: its advance without trailing spaces, and its ink relative to the start of that advance
// on the baseline, y downwards.
type extent struct {
	advance geom.Length
	ink     geom.Rect
}

// width returns the width the line needs: ink may exceed the advance.
func (e extent) width() geom.Length { return max(e.advance, e.ink.W) }

// place sets the line at size and calls yield for each visible run with its start, relative to the start of the
// advance. Tracking is in ems of that size.
func (l *line) place(size geom.Length, tracking float64, yield func(x, tracking geom.Length, r *lineRun)) (e extent) {
	space := size.Scale(tracking)
	var x, last geom.Length // last: tracking after the last cluster, which is not part of the line
	for i := range l.runs {
		if r := &l.runs[i]; r.hangs && l.level&1 == 1 { // hangs to the left of the line
			x -= r.Advance(r.size(size))
		}
	}
	for i := range l.runs {
		r := &l.runs[i]
		own := r.size(size)
		var t geom.Length
		if r.tracks && !r.hangs {
			t = space
		}
		if yield != nil {
			yield(x, t, r)
		}
		if !r.Ink.Empty() {
			f, k := r.Font, r.Run.Ink
			spread := t * geom.Length(r.clusters-1)
			left, right := f.Scale(int64(k.XMin), own)+min(spread, 0), f.Scale(int64(k.XMax), own)+max(spread, 0)
			top, bottom := -f.Scale(int64(k.YMax), own), -f.Scale(int64(k.YMin), own)
			e.ink = e.ink.Union(geom.Rect{X: x + left, Y: top, W: right - left, H: bottom - top})
		}
		x += r.Advance(own) + t*geom.Length(r.clusters)
		if !r.hangs {
			e.advance, last = x, t
		}
	}
	e.advance -= last
	return e
}
