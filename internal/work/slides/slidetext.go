package slides

import (
	"cmp"
	"slices"
	"strings"

	"lanyard/internal/base/geom"
	"lanyard/internal/work/draft"
	"lanyard/internal/work/placeholder"
)

// shape draws a shape and its text.
func (k *deck) shape(e *element, l layer, at placing) {
	props, ph := e.first("spPr"), e.first("nvSpPr", "nvPr", "ph")
	b, ok := k.placed(props, ph, at)
	said := strings.TrimSpace(strings.Join(allText(cmp.Or(e.first("txBody"), &element{}), nil), "\n"))
	if !ok {
		if said != "" {
			k.Note(draft.LeftOut, 1, "text|texts without a place: %s", draft.Short(said))
		}
		return
	}
	if ph != nil && said == "" {
		return // an empty placeholder shows nothing in print
	}
	fill := k.fill(props)
	if fill == nil && props.first("noFill") == nil && ph == nil {
		if ref := e.first("style", "fillRef"); ref != nil && ref.attr("idx") != "0" {
			fill = k.colourIn(ref)
		}
	}
	colour, width := k.line(props)
	if colour == nil && props.first("ln", "noFill") == nil {
		if ref := e.first("style", "lnRef"); ref != nil && ref.attr("idx") != "0" {
			if c := k.colourIn(ref); c != nil {
				colour, width = &c.colour, geom.Point
			}
		}
	}
	if fill != nil && fill.opacity <= 0 {
		fill = nil
	}
	if blip := props.first("blipFill", "blip"); blip != nil {
		picture := b
		picture.Cover = true
		k.blip(blip, l, picture)
	} else if props.first("blipFill") != nil {
		k.Note(draft.LeftOut, 1, "fill|fills with a picture that is not there")
	}
	if fill != nil || colour != nil {
		form, known := k.formOf(props)
		if !known {
			k.Note(draft.Guessed, 1, "shape|shapes of a kind that is not read, as boxes")
			form = draft.Shape{Form: "box"}
		} else {
			k.Note(draft.Taken, 1, "shape|shapes")
		}
		if form.Radius < 0 {
			form.Radius = min(b.At.W, b.At.H) / 6
		}
		form.Stroke, form.Width = colour, width
		if fill != nil && form.Form != "line" {
			form.Fill, form.Opacity = &fill.colour, fill.opacity
		}
		s := b
		s.Kind, s.Shape = "shape", form
		s.At.W, s.At.H = max(s.At.W, geom.Point/4), max(s.At.H, geom.Point/4)
		if form.Fill != nil || form.Stroke != nil {
			k.Boxes = append(k.Boxes, s)
		}
	}
	if e.first("spPr", "effectLst") != nil && len(e.first("spPr", "effectLst").children) > 0 {
		k.Note(draft.LeftOut, 1, "shadow|shadows and other effects")
	}
	if said != "" {
		k.words(e, ph, b)
	}
}

// setting is the look of a paragraph, from the run, the shape, its placeholders and the master's styles.
type setting struct {
	run       *element
	paragraph *element
	above     []*element // properties of runs and paragraphs, the nearest first
}

// attr returns an attribute of the nearest properties that state it.
func (s setting) attr(name string) string {
	for _, e := range append([]*element{s.run, s.paragraph}, s.above...) {
		if v := e.attr(name); v != "" {
			return v
		}
	}
	return ""
}

// child returns a child of the nearest properties that have it.
func (s setting) child(name string) *element {
	for _, e := range append([]*element{s.run}, s.above...) {
		if c := e.first(name); c != nil {
			return c
		}
	}
	return nil
}

// setting returns the look of the first paragraph with words in a text body.
func (k *deck) setting(e, body, ph *element) (s setting) {
	for _, p := range body.children {
		if p.name != "p" || strings.TrimSpace(paragraph(p)) == "" {
			continue
		}
		s.paragraph = p.first("pPr")
		for _, r := range p.children {
			if r.name == "r" || r.name == "fld" {
				s.run = r.first("rPr")
				break
			}
		}
		break
	}
	level := "lvl1pPr"
	add := func(list *element) {
		if list := list.first(level); list != nil {
			s.above = append(s.above, list.first("defRPr"), list)
		}
	}
	add(body.first("lstStyle"))
	kind := "otherStyle"
	if ph != nil {
		for range 1 {
			add(k.inherited(ph, "txBody", "lstStyle"))
		}
		kind = map[string]string{"title": "titleStyle", "body": "bodyStyle"}[kindOf(ph)]
	}
	add(k.master.first("txStyles", cmp.Or(kind, "otherStyle")))
	if ref := e.first("style", "fontRef"); ref != nil {
		s.above = append(s.above, &element{name: "fontRef", children: []*element{{name: "solidFill",
			children: ref.children}}})
	}
	return s
}

// words adds the box of a text.
func (k *deck) words(e, ph *element, b draft.Box) {
	body := e.first("txBody")
	s := k.setting(e, body, ph)
	var lines []string
	mixed := false
	for _, p := range body.children {
		if p.name == "p" {
			lines = append(lines, strings.TrimRight(paragraph(p), " \t"))
			mixed = mixed || k.mixed(p, s)
		}
	}
	text := strings.Trim(strings.Join(lines, "\n"), "\n")
	if len(text) > draft.MaxWords {
		k.Note(draft.LeftOut, 1, "text|texts of more than %d bytes", draft.MaxWords)
		return
	}
	w := slideWords(text)
	if len(w.Fields)+len(w.Columns) == 0 {
		w.Phrase = placeholder.Literal(text)
	}
	k.NoteFields(w, text)
	for _, u := range w.Unknown {
		k.Note(draft.LeftOut, 1, "text|texts in brackets without a field, kept as written: %s", draft.Short(u))
	}
	if mixed {
		k.Note(draft.Guessed, 1, "text|texts of several looks, in that of the first letters")
	}
	if slices.Contains(w.Fields, placeholder.Code) {
		side := max(min(b.At.W, b.At.H), k.CodeSide())
		k.AddCode(geom.Rect{X: b.At.X + (b.At.W-side)/2, Y: b.At.Y + (b.At.H-side)/2, W: side, H: side}, "")
		return
	}
	if slices.Contains(w.Fields, placeholder.Photo) {
		b.Kind, b.Name, b.File, b.Missing, b.Cover = "picture", "photo", "photos/{{id}}.jpg", "silhouette", true
		k.Boxes = append(k.Boxes, b)
		return
	}
	inset := func(name string, usual int64) geom.Length {
		props := body.first("bodyPr")
		if props.attr(name) == "" {
			return geom.Length(usual)
		}
		return geom.Length(props.number(name))
	}
	left, top := inset("lIns", 91440), inset("tIns", 45720)
	b.At.X, b.At.Y = b.At.X+left, b.At.Y+top
	b.At.W, b.At.H = b.At.W-left-inset("rIns", 91440), b.At.H-top-inset("bIns", 45720)
	b.Kind, b.Text, b.Name = "text", w.Phrase, draft.BoxName(w.Phrase)
	b.Style = k.style(s, body, ph, text)
	need := b.Style.Size * 5 / 4 * geom.Length(1+strings.Count(text, "\n"))
	if b.At.H < need { // PowerPoint lets a text run over its box
		switch b.Style.Valign {
		case "middle":
			b.At.Y -= (need - b.At.H) / 2
		case "bottom":
			b.At.Y -= need - b.At.H
		}
		b.At.H = need
	}
	b.At.W = max(b.At.W, geom.Millimetre)
	own := 1 + strings.Count(text, "\n")
	empty := len(lines) - own // paragraphs before and after it
	b.Style.Lines = min(40, max(own, int(b.At.H/max(geom.Point, b.Style.Size*6/5))-empty))
	b.Style.Wrap = b.Style.Lines > 1
	if slices.Contains(w.Fields, "name") {
		b.Heading = true
		if w.Phrase == "{{name}}" {
			b.Style.ForName()
		}
	}
	k.Boxes = append(k.Boxes, b)
}

// slideWords reads a text of several lines.
func slideWords(text string) placeholder.Words {
	var all placeholder.Words
	var phrases []string
	for line := range strings.SplitSeq(text, "\n") {
		w := placeholder.Read(line)
		if w.Phrase == "" {
			if before, after, ok := placeholder.Blank(line); ok {
				if field, ok := placeholder.FieldOf(placeholder.TrimLabel(before)); ok && field != placeholder.Code &&
					field != placeholder.Photo && !placeholder.Signs(before) {
					w = placeholder.Words{Phrase: strings.TrimSpace(placeholder.Literal(before) + " {{" + field + "}} " +
						placeholder.Literal(after)), Fields: []string{field}, Dummy: true}
				} else if placeholder.Awards(before) {
					w = placeholder.Words{Phrase: placeholder.Literal(before) + " {{name}} " + placeholder.Literal(after),
						Fields: []string{"name"}, Dummy: true}
				}
			}
		}
		phrases = append(phrases, cmp.Or(w.Phrase, placeholder.Literal(line)))
		all.Fields, all.Columns = append(all.Fields, w.Fields...), append(all.Columns, w.Columns...)
		all.Unknown, all.Dummy = append(all.Unknown, w.Unknown...), all.Dummy || w.Dummy
	}
	all.Phrase = strings.Join(phrases, "\n")
	return all
}

// mixed reports whether the runs of a paragraph differ from s in size, weight or colour.
func (k *deck) mixed(p *element, s setting) bool {
	for _, r := range p.children {
		if r.name != "r" || strings.TrimSpace(r.first("t").attrText()) == "" {
			continue
		}
		props := r.first("rPr")
		for _, name := range []string{"sz", "b"} {
			if v := props.attr(name); v != "" && v != s.attr(name) && (name != "b" || yes(v) != yes(s.attr(name))) {
				return true
			}
		}
	}
	return false
}

// attrText returns the words of a t element.
func (e *element) attrText() string {
	if e == nil {
		return ""
	}
	return e.text
}

// style returns the look of a text.
func (k *deck) style(s setting, body, ph *element, text string) (st draft.Style) {
	size := (&element{attrs: map[string]string{"sz": s.attr("sz")}}).number("sz")
	st.Size = geom.Pt(float64(cmp.Or(size, 1800)) / 100)
	if scale := body.first("bodyPr", "normAutofit").number("fontScale"); scale > 0 {
		st.Size = st.Size.Scale(float64(scale) / 100_000)
	}
	st.Size = max(geom.Point, min(st.Size, 900*geom.Point))
	st.Min = draft.Smallest(st.Size)
	st.Bold = yes(s.attr("b"))
	st.Align = map[string]string{"ctr": "centre", "r": "right", "just": "left"}[s.attr("algn")]
	anchor := body.first("bodyPr").attr("anchor")
	if anchor == "" && ph != nil {
		anchor = k.inherited(ph, "txBody", "bodyPr").attr("anchor")
	}
	st.Valign = cmp.Or(map[string]string{"ctr": "middle", "b": "bottom"}[anchor], "top")
	face := s.child("latin").attr("typeface")
	st.Serif = draft.SerifName(face) || k.serif[face]
	if face == "" {
		st.Serif = k.serif["+mn-lt"]
	}
	if f := s.child("solidFill"); f != nil {
		if c := k.colourIn(f); c != nil {
			st.Colour = c.colour
		}
	} else if c, ok := k.theme[cmp.Or(k.aliases["tx1"], "dk1")]; ok {
		st.Colour = c
	}
	if yes(s.attr("i")) {
		k.Note(draft.Guessed, 1, "italic|italics set upright")
	}
	if body.first("bodyPr").attr("vert") != "" && body.first("bodyPr").attr("vert") != "horz" {
		k.Note(draft.Guessed, 1, "vertical|vertical texts, set level: %s", draft.Short(text))
	}
	return st
}
