package intake

import (
	"math"
	"slices"
	"strings"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/artwork"
	"lanyard/internal/paper/extract"
)

const backgroundPDF = "background.pdf"

// sheet is a page of a PDF being turned into a draft.
type sheet struct {
	*draft
	page  *extract.Page
	words []words // of its texts
	gone  []int   // texts whose ink is removed
	rules []int   // rules whose ink is removed
	used  map[int]bool
	slack geom.Length // how far the places of texts may be off
}

// fromPDF makes the draft of a page of a PDF.
func (d *draft) fromPDF(s Source) error {
	page, err := extract.Read(s.Data, s.Page)
	if err != nil {
		return unusable(s.File, err)
	}
	if n, err := artwork.Pages(s.Data); err == nil {
		d.note(LeftOut, n-1, "page|pages more of the PDF; -page N imports page N")
	}
	sh := &sheet{draft: d, page: page, used: map[int]bool{}}
	d.size, d.bleed, d.background = intended(page.Size), rounded(page.Bleed), backgroundPDF
	var said []string
	for _, t := range page.Texts {
		said = append(said, t.String)
		sh.words = append(sh.words, understood(t.String))
	}
	d.decide(said)
	d.note(Taken, 1, "page, %s x %s, as the background", length(d.size.W), length(d.size.H))
	sh.space = sh.taken()
	sh.placeholders()
	sh.blanks()
	sh.lines()
	sh.afterAward()
	if len(sh.gone)+len(sh.rules) == 0 {
		d.files = append(d.files, File{backgroundPDF, s.Data})
		if s.Page > 1 {
			return sh.only()
		}
	} else if err := sh.only(); err != nil {
		return err
	}
	d.note(LeftOut, page.Unread, "letter|letters that state no character, not searched for placeholders")
	if len(page.Absent) > 0 {
		d.note(Guessed, len(page.Absent), "font|fonts that the PDF does not hold (%s): each printer puts another in place",
			short(strings.Join(page.Absent, ", ")))
	}
	d.space, d.look, d.below = sh.space, sh.like, sh.ground
	return nil
}

// only replaces the background by the page without the ink of what became a box.
func (s *sheet) only() error {
	data, err := s.page.Without(s.gone, s.rules)
	if err != nil {
		return unusable(s.file, err)
	}
	s.files = []File{{backgroundPDF, data}}
	return nil
}

// placeholders turns texts with placeholders into boxes.
func (s *sheet) placeholders() {
	for i, t := range s.page.Texts {
		w := s.words[i]
		for _, u := range w.unknown {
			s.note(LeftOut, 1, "text|texts in brackets without a field, kept as written: %s", short(u))
		}
		if w.phrase == "" {
			continue
		}
		s.gone, s.used[i] = append(s.gone, i), true
		for _, f := range w.fields {
			if w.dummy {
				s.note(Guessed, 1, "text|texts %s as {{%s}}", short(t.String), f)
			} else if f != isCode && f != isPhoto {
				s.note(Taken, 1, "placeholder|placeholders %s as {{%s}}", short(w.marks[f]), f)
			}
		}
		for _, f := range w.columns {
			s.note(Guessed, 1, "placeholder|placeholders %s as {{%s}}: a column of your list with that header", short(w.marks[f]), f)
		}
		switch {
		case slices.Contains(w.fields, isCode):
			s.note(Taken, 1, "QR code")
			s.code(s.square(t.Box), "")
		case slices.Contains(w.fields, isPhoto):
			s.photo(s.container(t.Box))
		default:
			s.text(t, w.phrase, s.span(i, t))
		}
	}
}

// blanks turns texts with lines of underscores or dots into boxes.
func (s *sheet) blanks() {
	for i, t := range s.page.Texts {
		before, after, ok := blankIn(t.String)
		if !ok || s.used[i] || t.Turn != 0 {
			continue
		}
		label := before
		if label == "" {
			label = s.labelOf(t.Box, i)
		}
		field, guess := s.meaning(label, t.Box)
		if field == "" {
			s.note(LeftOut, 1, "blank|blanks to write on, kept as drawn: %s", short(t.String))
			continue
		}
		s.gone, s.used[i] = append(s.gone, i), true
		s.note(Guessed, 1, "blank|blanks to write on%s as {{%s}}", guess, field)
		phrase := "{{" + field + "}}"
		if before != "" {
			phrase = literal(before) + " " + phrase
		}
		if after != "" {
			phrase += " " + literal(after)
		}
		across := t.Box
		if before+after == "" {
			t.Size = s.generous(t.Size, field)
		}
		s.text(t, phrase, limits{across.X, across.Right(), s.alignment(i, t)})
	}
}

// lines turns rules with nothing above them into boxes: the name, and what a label below says.
func (s *sheet) lines() {
	left := 0
	for i, r := range s.page.Rules {
		if !s.empty(r.Box) {
			continue
		}
		label := s.labelOf(r.Box, -1)
		field, guess := s.meaning(label, r.Box)
		if field == "" || s.has(field) {
			left++
			continue
		}
		s.note(Guessed, 1, "line|lines to write on%s as {{%s}}", guess, field)
		if r.Dashed {
			s.rules = append(s.rules, i)
		}
		t := s.like(r.Box)
		t.Box = geom.Rect{X: r.Box.X, Y: r.Box.Y - t.Size*3/2, W: r.Box.W, H: t.Size * 3 / 2}
		s.text(t, "{{"+field+"}}", limits{r.Box.X, r.Box.Right(), "centre"})
		b := &s.boxes[len(s.boxes)-1]
		b.at, b.style.valign = t.Box, "bottom" // two lines end above the rule, too
	}
	s.note(LeftOut, left, "line|lines with nothing above, kept for signatures")
}

// afterAward places the name below a text that announces it, if no place for it was found.
func (s *sheet) afterAward() {
	if s.has("name") || s.has("given") {
		return
	}
	for i, t := range s.page.Texts {
		if !awards(t.String) || t.Turn != 0 || s.used[i] {
			continue
		}
		l := s.span(i, t)
		from, until := t.Box.Bottom(), s.size.H
		for _, o := range s.obstacles(i) {
			if o.X < l.until && o.Right() > l.from && o.Y >= from {
				until = min(until, o.Y)
			}
		}
		size := min(max(t.Size, s.nameSize()), (until-from)*6/10)
		if size < 8*geom.Point {
			continue
		}
		t.Look.Bold, t.Size = false, size
		middleY := from + min((until-from)/2, size*2)
		t.Base = middleY + size.Scale(middle)
		t.Box.Y, t.Box.H = middleY-size*3/4, size*3/2
		align := l.align
		if l = s.span(i, t); align != l.align {
			l.align = align
		}
		s.text(t, "{{name}}", l)
		s.boxes[len(s.boxes)-1].comment = "Guessed: the name below \"" + t.String + "\"."
		s.note(Guessed, 1, "place for the name, below %s", short(t.String))
		return
	}
}

// meaning returns the field for a blank with a label, and words for the report; "" if it is for a pen.
func (s *sheet) meaning(label string, at geom.Rect) (field, guess string) {
	if label != "" {
		if signs(label) {
			return "", ""
		}
		if awards(label) {
			return "name", " after " + short(label)
		}
		if f, ok := fieldOf(trimLabel(label)); ok && f != isCode && f != isPhoto {
			return f, " labelled " + short(label)
		}
	}
	if !s.has("name") && s.widest(at) {
		return "name", ", the first wide one with nothing above it,"
	}
	return "", ""
}

// like returns a text that would be written on a line: in the look of the largest text nearby, as large as fits.
func (s *sheet) like(at geom.Rect) extract.Text {
	t := extract.Text{Size: s.nameSize()}
	if room := s.above(at); room < t.Size*3/2 {
		t.Size = max(8*geom.Point, room*2/3)
	}
	if n := s.nearest(at); n >= 0 {
		t.Look, t.Colour, t.Vague = s.page.Texts[n].Look, s.page.Texts[n].Colour, s.page.Texts[n].Vague
		t.Look.Bold = false
	}
	ground, sure := s.ground(at)
	if c := geom.Contrast(t.Colour, ground); c < 2.5 || !sure && c < 3.5 {
		t.Colour = s.legible(at)
	}
	return t
}

// generous returns a font size for a blank: lines of underscores are often smaller than the name is to be.
func (s *sheet) generous(size geom.Length, field string) geom.Length {
	if field == "name" {
		return max(size, s.nameSize())
	}
	return size
}

// The heights of letters above and below the baseline of the built-in fonts, as parts of the font size: a text that
// stands in the middle of its box has its baseline middle below the middle of the box.
const middle = 0.388

// text adds the box of a text that stands between limits.
func (s *sheet) text(t extract.Text, phrase string, l limits) {
	if t.Vague {
		s.note(Guessed, 1, "colour|colours of a kind that is not read, as black")
	}
	if t.Look.Italic {
		s.note(Guessed, 1, "italic|italics set upright")
	}
	if t.Look.Script {
		s.note(Guessed, 1, "text|texts in the handwriting of %s, set in serif", short(t.Look.Name))
	}
	name := slices.Contains(fieldsOf(phrase), "name")
	st := style{serif: t.Look.Serif || t.Look.Script, bold: t.Look.Bold, size: t.Size, colour: t.Colour, align: l.align,
		valign: "middle", min: smallest(t.Size)}
	if name {
		st.lines = 2
	}
	h := t.Size * 3 / 2
	b := geom.Rect{X: l.from, W: l.until - l.from, H: h, Y: t.Base - t.Size.Scale(middle) - h/2}
	x := box{kind: "text", text: phrase, style: st, heading: name, name: boxName(phrase)}
	if t.Turn != 0 {
		// Box is of the text turned back about the upper left corner of the page.
		sin, cos := geom.Turn(t.Turn)
		mx, my := (b.X + b.W/2).Points(), (b.Y + h/2).Points()
		x.turn = t.Turn
		b.X, b.Y = geom.Pt(mx*cos-my*sin)-b.W/2, geom.Pt(mx*sin+my*cos)-h/2
	}
	x.at = b
	s.boxes = append(s.boxes, x)
}

// boxName names a box after its field.
func boxName(phrase string) string {
	if f := fieldsOf(phrase); len(f) > 0 {
		return f[0]
	}
	return ""
}

// photo adds a box for the photo of a person.
func (s *sheet) photo(at geom.Rect) {
	s.note(Guessed, 1, "photo: put each person's into photos/, named after the id: photos/7.jpg")
	s.boxes = append(s.boxes, box{kind: "picture", name: "photo", file: "photos/{{id}}.jpg", missing: "silhouette",
		cover: true, at: at})
}

// trimLabel returns a label without the marks around it.
func trimLabel(s string) string {
	label, _, _ := strings.Cut(strings.ReplaceAll(s, "：", ":"), ":")
	return strings.TrimSpace(label)
}

// distance returns how far apart two boxes are.
func distance(a, b geom.Rect) geom.Length {
	dx := max(0, a.X-b.Right(), b.X-a.Right())
	dy := max(0, a.Y-b.Bottom(), b.Y-a.Bottom())
	return geom.Length(math.Hypot(float64(dx), float64(dy)))
}
