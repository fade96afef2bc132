// Package layout sets one person's fields into a template: fields in, a
// finished page out, with a record of what had to be done to make them fit.
//
// It never decides silently. Text that was made smaller or broken into lines is
// a Fit; text that cannot be set at all, because a letter has no glyph or the
// floor size is still too large, is a Fault, and the page must not be printed.
package layout

import (
	"lanyard/internal/font"
	"lanyard/internal/geom"
	"lanyard/internal/page"
	"lanyard/internal/template"
	"lanyard/internal/text"
)

// Value is what one field says.
type Value struct {
	Text string
	Lang string // BCP 47 tag; may be empty
}

// Fields holds the values of a page by field name. A field that is missing is
// empty.
type Fields map[string]Value

// VerifyURL is the field that QR boxes encode unless they name another.
const VerifyURL = "verify.url"

// Fit says what was done to a text so that it fits its box.
type Fit struct {
	Box    string      // name of the box in the template
	Fields []string    // what the box shows
	Text   string      // as set
	Wanted geom.Length // font size that the template asks for
	Size   geom.Length // font size that was used
	Lines  int         // lines it stands on
	Floor  geom.Length // smallest size that the template allows
}

// Fault is a reason not to print a page.
type Fault struct {
	Code    string // stable, for Problem.Code
	Box     string
	Fields  []string
	Message string
	Hint    string
}

// Result is a page with the record of how it was made.
type Result struct {
	Page   *page.Page
	Fits   []Fit
	Faults []Fault
}

// Layouter lays out pages. Each worker has its own; they share the library and
// the pictures.
type Layouter struct {
	shaper   *text.Shaper
	fonts    *font.Library
	pictures map[string]*page.Image
	memory   map[memoryKey]*setText
}

// New returns a layouter that draws with the given fonts and pictures, by name.
func New(fonts *font.Library, pictures map[string]*page.Image) *Layouter {
	return &Layouter{shaper: text.NewShaper(fonts), fonts: fonts, pictures: pictures, memory: map[memoryKey]*setText{}}
}

// Page sets fields into t. The language of the page is that of its first text.
func (l *Layouter) Page(t *template.Template, fields Fields) Result {
	s := setter{Layouter: l, fields: fields}
	p := &page.Page{Size: t.Size, Bleed: t.Bleed}
	for _, b := range t.Boxes {
		placed := s.box(b)
		p.Items = append(p.Items, placed.items...)
	}
	p.Lang = s.lang
	return Result{Page: p, Fits: s.fits, Faults: s.faults}
}

// setter is the work on one page.
type setter struct {
	*Layouter
	fields Fields
	fits   []Fit
	faults []Fault
	lang   string
}

// placed is a box turned into items, in the positions of what is around it.
type placed struct {
	items  []page.Item
	height geom.Length // what the box takes in a flow
	shown  bool
}

func (s *setter) value(field string) string { return s.fields[field].Text }

func (s *setter) box(b template.Box) placed {
	f := template.FrameOf(b)
	if !f.When.Holds(s.value) {
		return placed{}
	}
	switch b := b.(type) {
	case *template.Text:
		return s.text(b)
	case *template.QR:
		return s.qr(b)
	case *template.Picture:
		return s.picture(b)
	case *template.Shape:
		return placed{items: s.shape(b), height: f.Size.H, shown: true}
	case *template.Group:
		return s.group(b)
	default:
		panic("internal error: a kind of box that layout does not know")
	}
}

// group places boxes in positions of its own. In a flow every box that is
// shown follows the one before, so that a missing line leaves no hole.
func (s *setter) group(g *template.Group) placed {
	group := &page.Group{At: g.At}
	var y geom.Length
	for _, b := range g.Boxes {
		p := s.box(b)
		if !p.shown {
			continue
		}
		if !g.Down {
			group.Items = append(group.Items, p.items...)
			continue
		}
		at := template.FrameOf(b).At
		if y > 0 {
			y += g.Gap + at.Y
		}
		group.Items = append(group.Items, &page.Group{At: geom.Position{Y: y - at.Y}, Items: p.items})
		y += p.height
	}
	if g.Down {
		s.settle(g, group, y)
	}
	return placed{items: []page.Item{group}, height: g.Size.H, shown: len(group.Items) > 0}
}

// settle moves a flow of the given height to its place in the group.
func (s *setter) settle(g *template.Group, group *page.Group, height geom.Length) {
	spare := g.Size.H - height
	if spare < 0 {
		s.faults = append(s.faults, Fault{Code: "layout-group-full", Box: g.Name, Fields: fieldsOf(g),
			Message: "the lines of " + g.Name + " need " + height.String() + " and have " + g.Size.H.String(),
			Hint:    "shorten a text, or make the group or the font sizes of its boxes fit in the template"})
		return
	}
	switch g.Valign {
	case template.Middle:
		group.At.Y += spare / 2
	case template.Bottom:
		group.At.Y += spare
	}
}

func fieldsOf(g *template.Group) []string {
	var fields []string
	for _, b := range g.Boxes {
		if t, ok := b.(*template.Text); ok {
			fields = append(fields, t.Text.Fields()...)
		}
	}
	return fields
}

// ink returns the colour of i; a field that holds no colour is a fault.
func (s *setter) ink(box string, i template.Ink) geom.Colour {
	if i.Field == "" {
		return i.Colour
	}
	c, err := geom.ParseColour(s.value(i.Field))
	if err != nil {
		s.faults = append(s.faults, Fault{Code: "layout-colour", Box: box, Fields: []string{i.Field},
			Message: "the field " + i.Field + " holds no colour: " + err.Error(),
			Hint:    "give it a colour in event.toml"})
	}
	return c
}
