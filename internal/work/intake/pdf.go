package intake

import (
	"context"
	"math"
	"slices"
	"strings"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/artwork"
	"lanyard/internal/paper/extract"
	"lanyard/internal/work/draft"
	"lanyard/internal/work/placeholder"
)

// sheet is a page of a PDF being turned into a draft.
type sheet struct {
	*draft.Draft
	page  *extract.Page
	words []placeholder.Words // of its texts
	gone  []int               // texts whose ink is removed
	rules []int               // rules whose ink is removed
	used  map[int]bool
	slack geom.Length // how far the places of texts may be off
}

// fromPDF makes the draft of a page of a PDF.
func fromPDF(ctx context.Context, d *draft.Draft, s draft.Source) error {
	page, err := extract.Read(ctx, s.Data, s.Page)
	if err != nil {
		return draft.Unusable(s.File, err)
	}
	if n, err := artwork.Pages(ctx, s.Data); err == nil {
		d.Note(draft.LeftOut, n-1, "page|pages more of the PDF; -page N imports page N")
	}
	sh := &sheet{Draft: d, page: page, used: map[int]bool{}}
	d.Size, d.Bleed, d.Background = draft.Intended(page.Size), draft.Rounded(page.Bleed), draft.BackgroundPDF
	var said []string
	for _, t := range page.Texts {
		said = append(said, t.String)
		sh.words = append(sh.words, placeholder.Read(t.String))
	}
	d.Decide(said)
	d.Note(draft.Taken, 1, "page, %s x %s, as the background", draft.Length(d.Size.W), draft.Length(d.Size.H))
	sh.Space = sh.taken()
	sh.placeholders()
	sh.blanks()
	sh.lines()
	sh.afterAward()
	if len(sh.gone)+len(sh.rules) == 0 {
		d.Files = append(d.Files, draft.File{Name: draft.BackgroundPDF, Data: s.Data})
		if s.Page > 1 {
			return sh.only()
		}
	} else if err := sh.only(); err != nil {
		return err
	}
	d.Note(draft.LeftOut, page.Unread, "letter|letters that state no character, not searched for placeholders")
	if len(page.Absent) > 0 {
		d.Note(draft.Guessed, len(page.Absent),
			"font|fonts that the PDF does not hold (%s): each printer puts another in place",
			draft.Short(strings.Join(page.Absent, ", ")))
	}
	d.Look, d.Below = sh.like, sh.ground
	return nil
}

// only replaces the background by the page without the ink of what became a box.
func (s *sheet) only() error {
	data, err := s.page.Without(s.gone, s.rules)
	if err != nil {
		return draft.Unusable(s.File, err)
	}
	s.Files = []draft.File{{Name: draft.BackgroundPDF, Data: data}}
	return nil
}

// placeholders turns texts with placeholders into boxes.
func (s *sheet) placeholders() {
	for i, t := range s.page.Texts {
		w := s.words[i]
		for _, u := range w.Unknown {
			s.Note(draft.LeftOut, 1, "text|texts in brackets without a field, kept as written: %s", draft.Short(u))
		}
		if w.Phrase == "" {
			continue
		}
		s.gone, s.used[i] = append(s.gone, i), true
		for _, f := range w.Fields {
			if w.Dummy {
				s.Note(draft.Guessed, 1, "text|texts %s as {{%s}}", draft.Short(t.String), f)
			} else if f != placeholder.Code && f != placeholder.Photo {
				s.Note(draft.Taken, 1, "placeholder|placeholders %s as {{%s}}", draft.Short(w.Marks[f]), f)
			}
		}
		for _, f := range w.Columns {
			s.Note(draft.Guessed, 1, "placeholder|placeholders %s as {{%s}}: a column of your list with that header",
				draft.Short(w.Marks[f]), f)
		}
		switch {
		case slices.Contains(w.Fields, placeholder.Code):
			s.Note(draft.Taken, 1, "QR code")
			s.AddCode(s.square(t.Box), "")
		case slices.Contains(w.Fields, placeholder.Photo):
			s.photo(s.container(t.Box))
		default:
			s.text(t, w.Phrase, s.span(i, t))
		}
	}
}

// blanks turns texts with lines of underscores or dots into boxes.
func (s *sheet) blanks() {
	for i, t := range s.page.Texts {
		before, after, ok := placeholder.Blank(t.String)
		if !ok || s.used[i] || t.Turn != 0 {
			continue
		}
		label := before
		if label == "" {
			label = s.labelOf(t.Box, i)
		}
		field, guess := s.meaning(label, t.Box)
		if field == "" {
			s.Note(draft.LeftOut, 1, "blank|blanks to write on, kept as drawn: %s", draft.Short(t.String))
			continue
		}
		s.gone, s.used[i] = append(s.gone, i), true
		s.Note(draft.Guessed, 1, "blank|blanks to write on%s as {{%s}}", guess, field)
		phrase := "{{" + field + "}}"
		if before != "" {
			phrase = placeholder.Literal(before) + " " + phrase
		}
		if after != "" {
			phrase += " " + placeholder.Literal(after)
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
		if field == "" || s.Has(field) {
			left++
			continue
		}
		s.Note(draft.Guessed, 1, "line|lines to write on%s as {{%s}}", guess, field)
		if r.Dashed {
			s.rules = append(s.rules, i)
		}
		t := s.like(r.Box)
		t.Box = geom.Rect{X: r.Box.X, Y: r.Box.Y - t.Size*3/2, W: r.Box.W, H: t.Size * 3 / 2}
		s.text(t, "{{"+field+"}}", limits{r.Box.X, r.Box.Right(), "centre"})
		b := &s.Boxes[len(s.Boxes)-1]
		b.At, b.Style.Valign = t.Box, "bottom" // two lines end above the rule, too
	}
	s.Note(draft.LeftOut, left, "line|lines with nothing above, kept for signatures")
}

// afterAward places the name below a text that announces it, if no place for it was found.
func (s *sheet) afterAward() {
	if s.Has("name") || s.Has("given") {
		return
	}
	for i, t := range s.page.Texts {
		if !placeholder.Awards(t.String) || t.Turn != 0 || s.used[i] {
			continue
		}
		l := s.span(i, t)
		from, until := t.Box.Bottom(), s.Size.H
		for _, o := range s.obstacles(i) {
			if o.X < l.until && o.Right() > l.from && o.Y >= from {
				until = min(until, o.Y)
			}
		}
		size := min(max(t.Size, s.NameSize()), (until-from)*6/10)
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
		s.Boxes[len(s.Boxes)-1].Comment = "Guessed: the name below \"" + t.String + "\"."
		s.Note(draft.Guessed, 1, "place for the name, below %s", draft.Short(t.String))
		return
	}
}

// meaning returns the field for a blank with a label, and words for the report; "" if it is for a pen.
func (s *sheet) meaning(label string, at geom.Rect) (field, guess string) {
	if label != "" {
		if placeholder.Signs(label) {
			return "", ""
		}
		if placeholder.Awards(label) {
			return "name", " after " + draft.Short(label)
		}
		if f, ok := placeholder.FieldOf(placeholder.TrimLabel(label)); ok && f != placeholder.Code && f != placeholder.Photo {
			return f, " labelled " + draft.Short(label)
		}
	}
	if !s.Has("name") && s.widest(at) {
		return "name", ", the first wide one with nothing above it,"
	}
	return "", ""
}

// like returns a text that would be written on a line: in the look of the largest text nearby, as large as fits.
func (s *sheet) like(at geom.Rect) extract.Text {
	t := extract.Text{Size: s.NameSize()}
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
		return max(size, s.NameSize())
	}
	return size
}

// The heights of letters above and below the baseline of the built-in fonts, as parts of the font size: a text in the
// middle of its box has its baseline this far below the middle of the box.
const middle = 0.388

// text adds the box of a text between limits.
func (s *sheet) text(t extract.Text, phrase string, l limits) {
	if t.Vague {
		s.Note(draft.Guessed, 1, "colour|colours of a kind that is not read, as black")
	}
	if t.Look.Italic {
		s.Note(draft.Guessed, 1, "italic|italics set upright")
	}
	if t.Look.Script {
		s.Note(draft.Guessed, 1, "text|texts in the handwriting of %s, set in serif", draft.Short(t.Look.Name))
	}
	name := slices.Contains(placeholder.FieldsOf(phrase), "name")
	st := draft.Style{Serif: t.Look.Serif || t.Look.Script, Bold: t.Look.Bold, Size: t.Size, Colour: t.Colour,
		Align: l.align, Valign: "middle", Min: draft.Smallest(t.Size)}
	if name {
		st.Lines = 2
	}
	h := t.Size * 3 / 2
	b := geom.Rect{X: l.from, W: l.until - l.from, H: h, Y: t.Base - t.Size.Scale(middle) - h/2}
	x := draft.Box{Kind: "text", Text: phrase, Style: st, Heading: name, Name: draft.BoxName(phrase)}
	if t.Turn != 0 {
		// Box is of the text turned back about the upper left corner of the page.
		sin, cos := geom.Turn(t.Turn)
		mx, my := (b.X + b.W/2).Points(), (b.Y + h/2).Points()
		x.Turn = t.Turn
		b.X, b.Y = geom.Pt(mx*cos-my*sin)-b.W/2, geom.Pt(mx*sin+my*cos)-h/2
	}
	x.At = b
	s.Boxes = append(s.Boxes, x)
}

// photo adds a box for the photo of a person.
func (s *sheet) photo(at geom.Rect) {
	s.Note(draft.Guessed, 1, "photo: put each person's into photos/, named after the id: photos/7.jpg")
	s.Boxes = append(s.Boxes, draft.Box{Kind: "picture", Name: "photo", File: "photos/{{id}}.jpg", Missing: "silhouette",
		Cover: true, At: at})
}

// distance returns how far apart two boxes are.
func distance(a, b geom.Rect) geom.Length {
	dx := max(0, a.X-b.Right(), b.X-a.Right())
	dy := max(0, a.Y-b.Bottom(), b.Y-a.Bottom())
	return geom.Length(math.Hypot(float64(dx), float64(dy)))
}
