package intake

import (
	"cmp"
	"slices"
	"strings"

	"lanyard/internal/base/geom"
)

// shape draws a shape and its text.
func (k *deck) shape(e *element, l layer, at placing) {
	props, ph := e.first("spPr"), e.first("nvSpPr", "nvPr", "ph")
	b, ok := k.placed(props, ph, at)
	said := strings.TrimSpace(strings.Join(allText(cmp.Or(e.first("txBody"), &element{}), nil), "\n"))
	if !ok {
		if said != "" {
			k.note(LeftOut, 1, "text|texts without a place: %s", short(said))
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
		picture.cover = true
		k.blip(blip, l, picture)
	}
	if fill != nil || colour != nil {
		form, known := k.formOf(props)
		if !known {
			k.note(Guessed, 1, "shape|shapes of a kind that is not read, as boxes")
			form = shape{form: "box"}
		} else {
			k.note(Taken, 1, "shape|shapes")
		}
		if form.radius < 0 {
			form.radius = min(b.at.W, b.at.H) / 6
		}
		form.stroke, form.width = colour, width
		if fill != nil && form.form != "line" {
			form.fill, form.opacity = &fill.colour, fill.opacity
		}
		s := b
		s.kind, s.shape = "shape", form
		s.at.W, s.at.H = max(s.at.W, geom.Point/4), max(s.at.H, geom.Point/4)
		if form.fill != nil || form.stroke != nil {
			k.boxes = append(k.boxes, s)
		}
	}
	if e.first("spPr", "effectLst") != nil && len(e.first("spPr", "effectLst").children) > 0 {
		k.note(LeftOut, 1, "shadow|shadows and other effects")
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
		s.above = append(s.above, &element{name: "fontRef", children: []*element{{name: "solidFill", children: ref.children}}})
	}
	return s
}

// words adds the box of a text.
func (k *deck) words(e, ph *element, b box) {
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
	if len(text) > maxWords {
		k.note(LeftOut, 1, "text|texts of more than %d bytes", maxWords)
		return
	}
	w := slideWords(text)
	if len(w.fields)+len(w.columns) == 0 {
		w.phrase = literal(text)
	}
	k.told(w, text)
	for _, u := range w.unknown {
		k.note(LeftOut, 1, "text|texts in brackets without a field, kept as written: %s", short(u))
	}
	if mixed {
		k.note(Guessed, 1, "text|texts of several looks, in that of the first letters")
	}
	if slices.Contains(w.fields, isCode) {
		side := max(min(b.at.W, b.at.H), k.codeSide())
		k.code(geom.Rect{X: b.at.X + (b.at.W-side)/2, Y: b.at.Y + (b.at.H-side)/2, W: side, H: side}, "")
		return
	}
	if slices.Contains(w.fields, isPhoto) {
		b.kind, b.name, b.file, b.missing, b.cover = "picture", "photo", "photos/{{id}}.jpg", "silhouette", true
		k.boxes = append(k.boxes, b)
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
	b.at.X, b.at.Y = b.at.X+left, b.at.Y+top
	b.at.W, b.at.H = b.at.W-left-inset("rIns", 91440), b.at.H-top-inset("bIns", 45720)
	b.kind, b.text, b.name = "text", w.phrase, boxName(w.phrase)
	b.style = k.style(s, body, ph, text)
	need := b.style.size * 5 / 4 * geom.Length(1+strings.Count(text, "\n"))
	if b.at.H < need { // PowerPoint lets a text run over its box
		switch b.style.valign {
		case "middle":
			b.at.Y -= (need - b.at.H) / 2
		case "bottom":
			b.at.Y -= need - b.at.H
		}
		b.at.H = need
	}
	b.at.W = max(b.at.W, geom.Millimetre)
	if b.style.lines = max(1, int(b.at.H/max(geom.Point, b.style.size*6/5))); b.style.lines > 40 {
		b.style.lines = 40
	}
	b.style.wrap = b.style.lines > 1
	if slices.Contains(w.fields, "name") {
		b.heading = true
		if w.phrase == "{{name}}" {
			b.style.forName()
		}
	}
	k.boxes = append(k.boxes, b)
}

// slideWords reads a text of several lines.
func slideWords(text string) words {
	var all words
	var phrases []string
	for line := range strings.SplitSeq(text, "\n") {
		w := understood(line)
		if w.phrase == "" {
			if before, after, ok := blankIn(line); ok {
				if field, ok := fieldOf(trimLabel(before)); ok && field != isCode && field != isPhoto && !signs(before) {
					w = words{phrase: strings.TrimSpace(literal(before) + " {{" + field + "}} " + literal(after)),
						fields: []string{field}, dummy: true}
				} else if awards(before) {
					w = words{phrase: literal(before) + " {{name}} " + literal(after), fields: []string{"name"}, dummy: true}
				}
			}
		}
		phrases = append(phrases, cmp.Or(w.phrase, literal(line)))
		all.fields, all.columns = append(all.fields, w.fields...), append(all.columns, w.columns...)
		all.unknown, all.dummy = append(all.unknown, w.unknown...), all.dummy || w.dummy
	}
	all.phrase = strings.Join(phrases, "\n")
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
			if v := props.attr(name); v != "" && v != s.attr(name) {
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
func (k *deck) style(s setting, body, ph *element, text string) (st style) {
	size := (&element{attrs: map[string]string{"sz": s.attr("sz")}}).number("sz")
	st.size = geom.Pt(float64(cmp.Or(size, 1800)) / 100)
	if scale := body.first("bodyPr", "normAutofit").number("fontScale"); scale > 0 {
		st.size = st.size.Scale(float64(scale) / 100_000)
	}
	st.size = max(geom.Point, min(st.size, 900*geom.Point))
	st.min = smallest(st.size)
	st.bold = s.attr("b") == "1"
	st.align = map[string]string{"ctr": "centre", "r": "right", "just": "left"}[s.attr("algn")]
	anchor := body.first("bodyPr").attr("anchor")
	if anchor == "" && ph != nil {
		anchor = k.inherited(ph, "txBody", "bodyPr").attr("anchor")
	}
	st.valign = cmp.Or(map[string]string{"ctr": "middle", "b": "bottom"}[anchor], "top")
	face := s.child("latin").attr("typeface")
	st.serif = serifName(face) || k.serif[face]
	if face == "" {
		st.serif = k.serif["+mn-lt"]
	}
	if f := s.child("solidFill"); f != nil {
		if c := k.colourIn(f); c != nil {
			st.colour = c.colour
		}
	} else if c, ok := k.theme[cmp.Or(k.aliases["tx1"], "dk1")]; ok {
		st.colour = c
	}
	if s.attr("i") == "1" {
		k.note(Guessed, 1, "italic|italics set upright")
	}
	if body.first("bodyPr").attr("vert") != "" && body.first("bodyPr").attr("vert") != "horz" {
		k.note(Guessed, 1, "vertical|vertical texts, set level: %s", short(text))
	}
	return st
}
