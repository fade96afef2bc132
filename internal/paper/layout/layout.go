// Package layout sets one person's fields into a template: fields in, a
// finished page out, with a record of what had to be done to make them fit.
//
// It never decides silently. Text that was made smaller or broken into lines is
// a Fit; text that cannot be set at all, because a letter has no glyph or the
// floor size is still too large, is a Fault, and the page must not be printed.
package layout

import (
	"fmt"
	"maps"
	"strconv"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/geom"
	"lanyard/internal/base/locale"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/template"
	"lanyard/internal/typography/font"
	"lanyard/internal/typography/text"
)

// maxPlaced is how many boxes a page may have, those of lists that are repeated
// counted each time: a list of 1,000 with five boxes for each. Lists repeated in
// lists would otherwise go on for days.
const maxPlaced = 5_000

// Value is what one field says.
type Value struct {
	Text  string
	Lang  string   // BCP 47 tag; may be empty
	Items []string // the elements of a list; Text is then all of them

	In     map[string]string // the same in other languages, by BCP 47 tag; nil: it is the same in all
	Number bool              // Text is in ASCII digits, and written with those of the language
}

// Fields holds the values of a page by field name. A field that is missing is
// empty.
type Fields map[string]Value

// VerifyURL is the field that QR boxes encode unless they name another.
const VerifyURL = "verify.url"

// Fit says what was done to a text so that it fits its box, or how dense a QR
// code became: then only Box, Fields and Dense are set.
type Fit struct {
	Box    string      // name of the box in the template
	Fields []string    // what the box shows
	Text   string      // as set
	Wanted geom.Length // font size that the template asks for
	Size   geom.Length // font size that was used
	Lines  int         // lines it stands on
	Floor  geom.Length // smallest size that the template allows
	Dense  int         // modules a side of a QR code that are more than telephones read with ease; else 0
}

// Fault is a reason not to print a page, and where on the page it is.
type Fault struct {
	fault.Error
	Code    string   // stable, for source.Problem.Code
	Box     string   // name of the box in the template
	Fields  []string // what the box shows
	Missing rune     // the character that no font draws; else 0
}

// Result is a page with the record of how it was made.
type Result struct {
	Page   *page.Page
	Fits   []Fit
	Faults []Fault
}

// Pictures gives layout the pictures it places. Both are called by several
// workers at a time.
type Pictures interface {
	// Named returns the picture that the event calls name, or nil.
	Named(name string) *page.Image
	// File returns the picture in a file of the event's folder, or nil when
	// there is no such file; the error is that of a file that is no picture.
	File(name string) (*page.Image, error)
	// Background returns what lies below the boxes of a template that names a
	// background, as the function Background has placed it; nil when it cannot
	// be used, of which somebody else has complained.
	Background(t *template.Template) *page.Picture
}

// Layouter lays out pages. Each worker has its own; they share the library and
// the pictures.
type Layouter struct {
	shaper   *text.Shaper
	pictures Pictures
	shared   Fields
	memory   map[memoryKey]*setText
	tongues  map[tongueKey]tongue
	verifyAt map[string]page.Tag // how a code of an address is described, less the host, by language
}

// New returns a layouter that draws with the given fonts and pictures; pictures
// may be nil when the templates have none.
func New(fonts *font.Library, pictures Pictures) *Layouter {
	return &Layouter{shaper: text.NewShaper(fonts), pictures: pictures, memory: map[memoryKey]*setText{}, tongues: map[tongueKey]tongue{}, verifyAt: map[string]page.Tag{}}
}

// Share gives every page fields beside its own, which come first.
func (l *Layouter) Share(fields Fields) { l.shared = fields }

// find returns a field of a page that has fields of its own.
func (l *Layouter) find(fields Fields, name string) (Value, bool) {
	if v, ok := fields[name]; ok {
		return v, true
	}
	v, ok := l.shared[name]
	return v, ok
}

// Page sets fields into t. The language of the page is one of those that the
// template is written in, or else that of its first text.
func (l *Layouter) Page(t *template.Template, fields Fields) Result {
	s := l.setter(t, fields)
	p := &page.Page{Size: t.Size, Bleed: t.Bleed}
	if t.Background.Picture != "" {
		if b := s.pictures.Background(t); b != nil {
			p.Items = append(p.Items, b)
		}
	}
	for _, b := range s.boxes(t) {
		placed := s.box(b)
		p.Items = append(p.Items, placed.items...)
	}
	p.Lang = s.lang
	return Result{Page: p, Fits: s.fits, Faults: s.faults}
}

// Check returns what Page would record of a page, without the page, which takes
// a small part of the time: no QR code is drawn.
func (l *Layouter) Check(t *template.Template, fields Fields) (fits []Fit, faults []Fault) {
	s := l.setter(t, fields)
	s.checks = true
	for _, b := range s.boxes(t) {
		s.box(b)
	}
	return s.fits, s.faults
}

// setter is the work on one page.
type setter struct {
	*Layouter
	fields Fields
	checks bool // there will be no page
	placed int  // boxes so far
	fits   []Fit
	faults []Fault
	tongue tongue
	lang   string
}

func (l *Layouter) setter(t *template.Template, fields Fields) *setter {
	s := &setter{Layouter: l, fields: fields, tongue: l.tongueOf(t, fields)}
	if s.tongue.adapts {
		s.lang = s.tongue.lang
	}
	return s
}

// boxes returns those of t as they stand on this page.
func (s *setter) boxes(t *template.Template) []template.Box {
	if t.Mirror != nil && locale.Direction(s.tongue.lang) {
		return t.Mirror
	}
	return t.Boxes
}

// placed is a box turned into items, in the positions of what is around it.
type placed struct {
	items  []page.Item
	height geom.Length // what the box takes in a flow
	shown  bool
}

// box places b, turned around its middle where the template says so.
func (s *setter) box(b template.Box) placed {
	f := template.FrameOf(b)
	if s.full(f.Name) || !f.When.Holds(s.value) {
		return placed{}
	}
	p := s.upright(b)
	if f.Turn == 0 || len(p.items) == 0 {
		return p
	}
	middle := geom.Position{X: f.At.X + f.Size.W/2, Y: f.At.Y + f.Size.H/2}
	back := &page.Group{At: geom.Position{X: -middle.X, Y: -middle.Y}, Items: p.items}
	p.items = []page.Item{&page.Group{At: middle, Turn: f.Turn, Items: []page.Item{back}}}
	return p
}

// full counts a box and reports whether the page has too many, which it says once.
func (s *setter) full(box string) bool {
	s.placed++
	if s.placed == maxPlaced+1 {
		s.fault("layout-crowded", box, nil, fmt.Sprintf("the page has more than %d boxes, those of lists that are repeated counted each time", maxPlaced),
			"repeat a shorter list, and no list within a list")
	}
	return s.placed > maxPlaced
}

func (s *setter) upright(b template.Box) placed {
	f := template.FrameOf(b)
	switch b := b.(type) {
	case *template.Text:
		return s.text(b)
	case *template.QR:
		return s.qr(b)
	case *template.Barcode:
		return s.barcode(b)
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
	if !g.Down {
		shown := false
		for _, b := range g.Boxes {
			p := s.box(b)
			group.Items = append(group.Items, p.items...)
			shown = shown || p.shown
		}
		return placed{items: []page.Item{group}, height: g.Size.H, shown: shown}
	}
	f := flow{setter: s, gap: g.Gap}
	if g.Repeat == "" {
		f.add(g.Boxes)
	} else {
		f.repeat(g)
	}
	group.Items = f.items
	s.settle(g, group, f.height)
	return placed{items: []page.Item{group}, height: g.Size.H, shown: len(f.items) > 0}
}

// flow places boxes one under another.
type flow struct {
	*setter
	gap    geom.Length
	height geom.Length
	items  []page.Item
}

func (f *flow) add(boxes []template.Box) {
	for _, b := range boxes {
		p := f.box(b)
		if !p.shown {
			continue
		}
		at := template.FrameOf(b).At
		if f.height > 0 {
			f.height += f.gap + at.Y
		}
		f.items = append(f.items, &page.Group{At: geom.Position{Y: f.height - at.Y}, Items: p.items})
		f.height += p.height
	}
}

// The fields of one element of a list that is repeated.
const (
	Item       = "item"
	ItemNumber = "item.number"
)

// repeat adds the boxes of g once for each element of its list.
func (f *flow) repeat(g *template.Group) {
	list, _ := f.find(f.fields, g.Repeat)
	outer := f.fields
	lang := list.Lang
	if f.tongue.adapts {
		lang = f.tongue.lang
	}
	defer func() { f.fields = outer }()
	for i, item := range list.Items {
		if f.placed > maxPlaced {
			return
		}
		f.fields = maps.Clone(outer)
		f.fields[Item] = Value{Text: item, Lang: lang}
		f.fields[ItemNumber] = Value{Text: strconv.Itoa(i + 1), Lang: lang, Number: true}
		f.add(g.Boxes)
	}
}

// settle moves a flow of the given height to its place in the group.
func (s *setter) settle(g *template.Group, group *page.Group, height geom.Length) {
	spare := g.Size.H - height
	if spare < 0 {
		s.fault("layout-group-full", g.Name, fieldsOf(g), "the lines of "+g.Name+" need "+height.String()+" and have "+g.Size.H.String(),
			"shorten a text, or make the group or the font sizes of its boxes fit in the template")
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
			fields = append(fields, t.Fields()...)
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
		s.fault("layout-colour", box, []string{i.Field}, "the field "+i.Field+" holds no colour: "+err.Error(), "give it a colour in event.toml")
	}
	return c
}
