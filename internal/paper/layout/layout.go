// Package layout sets one person's fields into a template: fields in, a finished page out, with a record of what was
// done to make them fit.
//
// It never decides silently. Text that was made smaller or broken into lines is a Fit. Text that cannot be set at all,
// because a letter has no glyph or the smallest size is still too large, is a Fault, and the page must not be printed.
//
// A flow measures each text by its lines as far as they are in its box, and by its ink: Noto fonts ask for up to two
// and a half ems per line, and what must fit is the ink. So texts of a flow never meet. Where the ink of two boxes of a
// template meets all the same, because they overlap, it is a Fit with a Clash.
package layout

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/clash"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/template"
	"lanyard/internal/typography/font"
	"lanyard/internal/typography/text"
)

// maxPlaced is the most boxes per page, counting each repetition: a list of 1,000 with five boxes each. Nested
// repetitions could otherwise take days.
const maxPlaced = 5_000

// Value is the value of one field.
type Value struct {
	Text  string
	Lang  string   // BCP 47 tag; may be empty
	Items []string // elements of a list; Text joins them

	In     map[string]string // translations by BCP 47 tag; nil: the same in all languages
	Plain  string            // what conditions compare; empty: the text
	Number bool              // Text is in ASCII digits, to be written with the digits and the decimal sign of the language
	Link   string            // web address that a click on the code of Text opens; "": Text itself
}

// Fields holds the values of a page by field name. Missing fields are empty.
type Fields map[string]Value

// VerifyURL is the field that QR boxes encode by default.
const VerifyURL = "verify.url"

// Fields about the verification of a paper by its number: the short link, what the paper must say of a code that holds
// nothing but that, and whether numbers open papers.
const (
	VerifyShort   = "verify.short"
	VerifyNote    = "verify.note"
	VerifyNumbers = "verify.numbers"
)

// Fit records what was done to a text to fit its box; or how dense a QR code became, and then only Box, Fields and
// Dense are set; or what the ink of a text runs into, and then only Box, Fields, Text and Clash are; or the letters of a
// text that are drawn in their ordinary form and not in the one asked for, and then only Box, Fields, Text and Lacking are.
type Fit struct {
	Box    string       // name of the box in the template
	Fields []string     // fields that the box shows
	Text   string       // as set
	Wanted geom.Length  // font size in the template
	Size   geom.Length  // font size used
	Lines  int          // number of lines
	Floor  geom.Length  // smallest font size allowed
	Dense  int          // modules per side of a QR code with more than phones read easily; otherwise 0
	Clash  *clash.Clash // nil: none

	Lacking []string // letters with the variation selector behind them (text.Block)
}

// Fitted reports whether f is about a size or lines, and not one of the other things that a Fit records.
func (f Fit) Fitted() bool { return f.Dense == 0 && f.Clash == nil && len(f.Lacking) == 0 }

// Fault is a reason not to print a page, and where on the page it is.
type Fault struct {
	fault.Error
	Code    string   // stable, for source.Problem.Code
	Box     string   // name of the box in the template
	Fields  []string // fields that the box shows
	Missing rune     // a character that no font has; otherwise 0
}

// Result is a page and the record of how it was made.
type Result struct {
	Page   *page.Page
	Fits   []Fit
	Faults []Fault
}

// Pictures provides pictures to layout. It must be safe for concurrent use.
type Pictures interface {
	// Named returns the picture called name in the event, or nil.
	Named(name string) *page.Image
	// File returns the picture in a file of the event folder, or nil if there is no such file. The error says why a
	// file is not a picture.
	File(name string) (*page.Image, error)
	// Background returns the placed background of a template that has one (see the function Background), or nil if it
	// cannot be used, which has then been reported already.
	Background(t *template.Template) *page.Picture
}

// Layouter lays out pages. Each worker has its own; they share the library and the pictures.
type Layouter struct {
	shaper   *text.Shaper
	pictures Pictures
	shared   Fields
	memory   map[memoryKey]*setText
	tongues  map[tongueKey]tongue
	codes    map[codeKey]page.Tag
	solids   map[*page.Group]*clash.Solid // of the page in the making
	groups   []*page.Group                // of pages that were only checked
	grouped  int                          // how many of them the page in the making has
	items    []page.Item                  // of the last page that was only checked
}

// codeKey is the key of the description of a QR code, without the host.
type codeKey struct {
	lang     string
	verifies bool
}

// New returns a layouter that draws with the given fonts and pictures; pictures may be nil if no template has any.
func New(fonts *font.Library, pictures Pictures) *Layouter {
	return &Layouter{shaper: text.NewShaper(fonts), pictures: pictures, memory: map[memoryKey]*setText{},
		tongues: map[tongueKey]tongue{}, codes: map[codeKey]page.Tag{}, solids: map[*page.Group]*clash.Solid{}}
}

// Share sets fields that every page has in addition to its own, which take precedence.
func (l *Layouter) Share(fields Fields) { l.shared = fields }

// find returns a field of a page, or else a shared one.
func (l *Layouter) find(fields Fields, name string) (Value, bool) {
	if v, ok := fields[name]; ok {
		return v, true
	}
	v, ok := l.shared[name]
	return v, ok
}

// Page sets fields into t. The page is in one of the template's languages, or else in that of its first text.
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
	s.clashes(t, p.Items)
	p.Lang = s.lang
	return Result{Page: p, Fits: s.fits, Faults: s.faults}
}

// Check returns what Page would record, without making the page. It is much faster, because it draws no QR code.
func (l *Layouter) Check(t *template.Template, fields Fields) (fits []Fit, faults []Fault) {
	s := l.setter(t, fields)
	s.checks = true
	items := l.items[:0]
	for _, b := range s.boxes(t) {
		items = append(items, s.box(b).items...)
	}
	s.clashes(t, items)
	l.items = items
	return s.fits, s.faults
}

// clashes records the texts among the items of a page whose ink runs into something: once per pair of boxes with the
// greatest depth, because a repeated box has many groups.
func (s *setter) clashes(t *template.Template, items []page.Item) {
	if s.placed > maxPlaced { // a fault already
		return
	}
	clash.Find(t.File, items, s.solids, func(text *clash.Solid, c clash.Clash) {
		for _, f := range s.fits {
			if f.Clash != nil && f.Box == text.Frame.Name && f.Clash.Line == c.Line && f.Clash.With == c.With {
				f.Clash.By = max(f.Clash.By, c.By)
				return
			}
		}
		s.fits = append(s.fits, Fit{Box: text.Frame.Name, Fields: text.Fields, Text: plain(text.Text), Clash: &c})
	})
}

// setter makes one page.
type setter struct {
	*Layouter
	fields Fields
	checks bool // only check; no page is made
	placed int  // boxes placed so far
	fits   []Fit
	faults []Fault
	tongue tongue
	lang   string
	flowed map[*template.Group][]Flowed // nil: nobody asks
}

func (l *Layouter) setter(t *template.Template, fields Fields) *setter {
	clear(l.solids)
	l.grouped = 0
	s := &setter{Layouter: l, fields: fields, tongue: l.tongueOf(t, fields)}
	if s.tongue.adapts {
		s.lang = s.tongue.lang
	}
	return s
}

// Boxes returns the boxes of t as a page with these fields has them, and whether left and right are exchanged.
func (l *Layouter) Boxes(t *template.Template, fields Fields) (boxes []template.Box, mirrored bool) {
	s := l.setter(t, fields)
	return s.boxes(t), s.mirrors(t)
}

// Flowed is where a box of a flow lies: Top is measured from the top of the group.
type Flowed struct {
	Box         template.Box
	Top, Height geom.Length
}

// Flowed returns the visible boxes of every flow of t as a page with these fields has them; of repeated ones the first.
func (l *Layouter) Flowed(t *template.Template, fields Fields) map[*template.Group][]Flowed {
	s := l.setter(t, fields)
	s.flowed = map[*template.Group][]Flowed{}
	for _, b := range s.boxes(t) {
		s.box(b)
	}
	return s.flowed
}

// boxes returns the boxes of t, mirrored if this page needs it.
func (s *setter) boxes(t *template.Template) []template.Box {
	if s.mirrors(t) {
		return t.Mirror
	}
	return t.Boxes
}

// mirrors reports whether this page exchanges left and right of t.
func (s *setter) mirrors(t *template.Template) bool {
	return t.Mirror != nil && s.tongue.rightToLeft
}

// placed holds a box's items in its parent's coordinates.
type placed struct {
	items  []page.Item
	top    geom.Length // upper end of the space taken in a flow, below the top of the box
	height geom.Length // space taken in a flow
	shown  bool
}

// box places b, turned around its centre if it has a Turn.
func (s *setter) box(b template.Box) placed {
	f := template.FrameOf(b)
	if s.full(f.Name) || !f.When.Holds(s.compared) {
		return placed{}
	}
	p := s.upright(b)
	if f.Turn == 0 || len(p.items) == 0 {
		return p
	}
	middle := geom.Position{X: f.At.X + f.Size.W/2, Y: f.At.Y + f.Size.H/2}
	back := s.grouping(page.Group{At: geom.Position{X: -middle.X, Y: -middle.Y}, Items: p.items})
	p.items = []page.Item{s.grouping(page.Group{At: middle, Turn: f.Turn, Items: []page.Item{back}})}
	return p
}

// full counts a box and reports whether the page has too many, recording that once.
func (s *setter) full(box string) bool {
	s.placed++
	if s.placed == maxPlaced+1 {
		s.fault("layout-crowded", box, nil,
			fmt.Sprintf("the page has more than %d boxes, counting each repetition", maxPlaced), "shorten the repeated list, and do not nest repetitions")
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

// group places boxes in the coordinates of the group. In a flow each visible box follows the one before, so a missing
// line leaves no gap.
func (s *setter) group(g *template.Group) placed {
	group := s.grouping(page.Group{At: g.At, Tag: tagOf(g), Items: make([]page.Item, 0, len(g.Boxes))})
	if !g.Down {
		shown := g.Row // a row without words keeps its headers or its place
		for _, b := range g.Boxes {
			p := s.box(b)
			group.Items = append(group.Items, tagged(p.items, partOf(g, b))...)
			shown = shown || p.shown
		}
		return placed{items: []page.Item{group}, height: g.Size.H, shown: shown}
	}
	f := flow{setter: s, gap: g.Gap, items: group.Items}
	if g.Repeat == "" {
		for i, b := range g.Boxes {
			n := len(f.items)
			f.add(g.Boxes[i : i+1])
			f.items = append(f.items[:n], tagged(f.items[n:], partOf(g, b))...)
		}
	} else {
		f.repeat(g)
	}
	group.Items = f.items
	s.settle(g, group, f.height)
	if s.flowed != nil {
		for i := range f.lines {
			f.lines[i].Top += group.At.Y - g.At.Y
		}
		s.flowed[g] = f.lines
	}
	return placed{items: []page.Item{group}, height: g.Size.H, shown: len(f.items) > 0}
}

// grouping returns a group of the page. A page that is only checked is gone with its groups, so they are used again.
func (s *setter) grouping(g page.Group) *page.Group {
	if !s.checks {
		fresh := new(page.Group)
		*fresh = g
		return fresh
	}
	if s.grouped == len(s.groups) {
		s.groups = append(s.groups, new(page.Group))
	}
	again := s.groups[s.grouped]
	s.grouped++
	*again = g
	return again
}

// flow stacks boxes.
type flow struct {
	*setter
	gap    geom.Length
	height geom.Length
	items  []page.Item
	lines  []Flowed // if the setter keeps them
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
		f.items = append(f.items, f.grouping(page.Group{At: geom.Position{Y: f.height - at.Y - p.top}, Items: p.items}))
		if f.flowed != nil && !slices.ContainsFunc(f.lines, func(l Flowed) bool { return l.Box == b }) {
			f.lines = append(f.lines, Flowed{b, f.height, p.height})
		}
		f.height += p.height
	}
}

// The fields of one element in a repeated group.
const (
	Item       = "item"
	ItemNumber = "item.number"
)

// repeat adds the boxes of g once per element of its list.
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
		n := len(f.items)
		f.add(g.Boxes)
		f.items = append(f.items[:n], tagged(f.items[n:], itemOf(g))...)
	}
}

// settle moves a flow of the given height to its place in the group.
func (s *setter) settle(g *template.Group, group *page.Group, height geom.Length) {
	spare := g.Size.H - height
	if spare < 0 {
		s.fault("layout-group-full", g.Name, fieldsOf(g),
			"the lines of "+g.Name+" need "+height.String()+" and have "+g.Size.H.String(),
			"shorten a text, or in the template enlarge the group or reduce its font sizes")
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
		s.fault("layout-colour", box, []string{i.Field}, "the field "+i.Field+" is not a colour: "+err.Error(),
			"give it a colour in event.toml")
	}
	return c
}
