package structure

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
	"lanyard/internal/typography/font"
)

// Element is a node of the structure of a page.
type Element struct {
	kind   string // structure type, a name
	parent int    // index of the element around it; none: the page
	mark   int    // number of the first of its marked-content sequences
	marks  int    // how many it has; 0: it has other elements
	link   int    // index of the annotation that it describes; none
	lang   string // BCP 47 tag; empty: that of the element around it
	text   string // Alt of a figure or link; otherwise ActualText, where the glyphs do not read as the text
	bounds []byte // of a figure: the numbers of its box on the page
	about  string // attribute dictionary of a list or a header; "": none
	body   int    // of a list item: index of its body; none
}

// none means no element, no mark or no link.
const none = -1

// Tagger tags one page while its operators are written. It is for one goroutine.
type Tagger struct {
	out      *[]byte
	place    func(geom.Rect) (x0, y0, x1, y1 float64)
	elements []Element
	marks    int          // marked-content sequences so far
	section  int          // element around the next items
	headed   bool         // the section or page has a heading
	leaf     int          // element being shown, or none
	foreign  []bool       // which of its runs are in another language
	spanned  int          // how many of those have been shown
	apart    bool         // its runs are sequences of their own
	lang     string       // of the element being shown
	artifact bool         // an artifact is open
	mute     bool         // everything belongs to the open artifact, or to a form
	broken   *page.Glyphs // the line that ends where its text has white space that no glyph shows
}

// usual is how many elements most certificates and badges have at most, with room; a list without is copied as it grows.
const usual = 32

// NewTagger returns a Tagger for the page whose operators are appended to out. Place
// returns the lower left and upper right corner of a box on the page, in points. A
// mute Tagger tags nothing: a form has no structure of its own.
func NewTagger(out *[]byte, place func(geom.Rect) (x0, y0, x1, y1 float64), mute bool) *Tagger {
	t := &Tagger{out: out, place: place, section: none, leaf: none, mute: mute}
	if !mute {
		t.elements = make([]Element, 0, usual)
	}
	return t
}

// Elements returns the elements of the page so far.
func (t *Tagger) Elements() []Element { return t.elements }

// Mark is something that Begin opened and End must close.
type Mark uint8

// The kinds of marks.
const (
	nothing Mark = iota
	aLeaf
	aSection
	anOrnament
)

// Begin tags an item before it is drawn. Once the item is drawn, the result goes to
// End.
func (t *Tagger) Begin(it page.Item) Mark {
	if t.leaf != none || t.mute {
		return nothing
	}
	switch it := it.(type) {
	case *page.Glyphs:
		if it.Visible() {
			text := font.WithoutControls(it.Run.Text)
			return t.content(&page.Tag{Role: page.Paragraph, Text: text, Lang: it.Run.Lang}, it)
		}
	case *page.Picture:
		if it.Alt != "" {
			return t.content(&page.Tag{Role: page.Figure, Text: it.Alt}, it)
		}
		t.ornament()
	case *page.Link: // Link tags it
	case *page.Group:
		return t.group(it)
	default:
		t.ornament()
	}
	return nothing
}

// group tags a group by its role.
func (t *Tagger) group(g *page.Group) Mark {
	role := page.Section
	if g.Tag != nil {
		role = g.Tag.Role
	}
	switch {
	case role == page.Ornament, role == page.Figure && g.Tag.Text == "",
		role != page.Figure && !role.IsCell() && ornamental(g.Items):
		t.ornament()
		t.mute = true
		return anOrnament
	case !role.HasParts():
		return t.content(g.Tag, g.Items...)
	}
	t.EndArtifact()
	if g.Tag == nil {
		return nothing
	}
	if role == page.Section {
		t.headed = false
	}
	e := Element{kind: containers[role], parent: t.around(role), link: none, lang: g.Tag.Lang, body: none}
	switch role {
	case page.List:
		e.about = numbering(g.Items)
	case page.ColumnHeader:
		e.about = "<</O/Table/Scope/Column>>"
	case page.RowHeader:
		e.about = "<</O/Table/Scope/Row>>"
	}
	t.section = t.add(e)
	return aSection
}

// containers are the structure types of tags that contain others.
var containers = [...]string{page.Section: "/Sect", page.List: "/L", page.ListItem: "/LI", page.Table: "/Table",
	page.Row: "/TR", page.Cell: "/TD", page.ColumnHeader: "/TH", page.RowHeader: "/TH"}

// around returns the element around an item of a role that comes next: in a list item,
// the body of that, unless the item is a label.
func (t *Tagger) around(role page.Role) int {
	at := t.section
	if role == page.Label || at == none || t.elements[at].kind != containers[page.ListItem] {
		return at
	}
	if t.elements[at].body == none {
		body := t.add(Element{kind: "/LBody", parent: at, link: none})
		t.elements[at].body = body
	}
	return t.elements[at].body
}

// numbering returns the attributes of a list by its first label: numbers, or bullets.
// A list without labels has none (ISO 32000-1, table 347; ISO 14289-1, 7.6).
func numbering(items []page.Item) string {
	label, ok := firstLabel(items)
	switch {
	case !ok:
		return ""
	case strings.ContainsFunc(label, unicode.IsDigit):
		return "<</O/List/ListNumbering/Decimal>>"
	}
	return "<</O/List/ListNumbering/Disc>>"
}

// firstLabel returns the text of the first label among items and in their groups.
func firstLabel(items []page.Item) (text string, ok bool) {
	for _, it := range items {
		g, isGroup := it.(*page.Group)
		if !isGroup {
			continue
		}
		if g.Tag != nil && g.Tag.Role == page.Label {
			return g.Tag.Text, true
		}
		if text, ok = firstLabel(g.Items); ok {
			return text, true
		}
	}
	return "", false
}

// ornamental reports whether items have no meaning for people who cannot see them. A link always means something.
func ornamental(items []page.Item) bool {
	return !slices.ContainsFunc(items, func(it page.Item) bool {
		switch it := it.(type) {
		case *page.Glyphs, *page.Link:
			return true
		case *page.Picture:
			return it.Alt != ""
		case *page.Group:
			tag := it.Tag
			counts := tag != nil && (tag.Role == page.Figure && tag.Text != "" || tag.Role.IsCell())
			return counts || !ornamental(it.Items)
		}
		return false
	})
}

// add appends an element and returns its index.
func (t *Tagger) add(e Element) int {
	t.elements = append(t.elements, e)
	return len(t.elements) - 1
}

// content opens an element with content. A link around a figure becomes the element
// around it.
func (t *Tagger) content(tag *page.Tag, items ...page.Item) Mark {
	t.EndArtifact()
	e := Element{kind: "/P", parent: t.around(tag.Role), link: none, lang: tag.Lang}
	t.lang = tag.Lang
	switch tag.Role {
	case page.Figure:
		e.kind, e.text = "/Figure", tag.Text
		e.bounds = t.bounds(items)
		if slices.ContainsFunc(items, func(it page.Item) bool { _, ok := it.(*page.Link); return ok }) {
			e.parent = t.add(Element{kind: "/Link", parent: e.parent, link: none, lang: tag.Lang})
		}
	default:
		e.kind = t.kind(tag.Role)
		if !t.reads(tag.Text, items) {
			e.text = strings.Join(strings.Fields(tag.Text), " ")
		}
		t.foreign, t.spanned = t.foreign[:0], 0
		for g := range page.Runs(items) {
			if g.Visible() {
				lang := g.Run.Lang
				foreign := lang != "" && t.lang != "" && lang != t.lang && IsLanguageTag(lang)
				t.foreign = append(t.foreign, foreign)
				t.apart = t.apart || foreign
			}
		}
	}
	e.mark = t.marks
	t.leaf = t.add(e)
	if !t.apart {
		*t.out = append(t.sequence(*t.out, e.kind), ">>BDC\n"...)
	}
	return aLeaf
}

// kind returns the structure type of a text. A subheading without a heading before it
// on its paper is the heading: ISO 14289-1, 7.4.2 allows no level to be left out.
func (t *Tagger) kind(role page.Role) string {
	switch {
	case role == page.Label:
		return "/Lbl"
	case role == page.Subheading && t.headed:
		return "/H2"
	case role == page.Subheading, role == page.Heading:
		t.headed = true
		return "/H1"
	}
	return "/P"
}

// sequence begins a marked-content sequence of the element being shown.
func (t *Tagger) sequence(b []byte, tag string) []byte {
	t.elements[t.leaf].marks++
	t.marks++
	return strconv.AppendInt(append(append(b, tag...), "<</MCID "...), int64(t.marks-1), 10)
}

// Span begins the sequence of a run, to be ended with EMC when opened is true. It
// must be called once for each visible run, within BT and ET.
func (t *Tagger) Span(b []byte, run *font.Run) (_ []byte, opened bool) {
	if !t.apart {
		return b, false
	}
	foreign := t.foreign[t.spanned]
	t.spanned++
	if !foreign {
		return append(t.sequence(b, t.elements[t.leaf].kind), ">>BDC\n"...), true
	}
	b = cos.AppendText(append(t.sequence(b, "/Span"), "/Lang"...), run.Lang)
	return append(b, ">>BDC\n"...), true
}

// NeedsSpace reports whether a space is to be shown at the end of a line, in its font,
// so that a reader does not join its last word to the next line.
func (t *Tagger) NeedsSpace(line *page.Glyphs) bool { return t.broken == line }

// reads reports whether the runs of items in sequence read as text; readers know which
// of them to turn round. Where a text continues on a new line after white space that is
// not drawn, it notes that a space is to be shown.
func (t *Tagger) reads(text string, items []page.Item) bool {
	t.broken = nil
	var before *page.Glyphs
	for g := range page.Runs(items) {
		said := font.WithoutControls(g.Run.Text)
		rest, ok := strings.CutPrefix(text, said)
		if !ok && before != nil && t.broken == nil {
			if _, hasSpace := before.Run.Font.NominalGlyph(' '); hasSpace {
				rest, ok = strings.CutPrefix(strings.TrimLeft(text, "\n"), said)
				t.broken = before
			}
		}
		if !ok || before != nil && g.Run.RightToLeft() != before.Run.RightToLeft() {
			t.broken = nil
			return false
		}
		text, before = rest, g
	}
	return text == ""
}

// End closes what Begin opened.
func (t *Tagger) End(m Mark) {
	switch m {
	case aLeaf:
		if !t.apart {
			*t.out = append(*t.out, "EMC\n"...)
		}
		t.leaf, t.apart, t.broken = none, false, nil
	case anOrnament:
		t.mute = false // the artifact stays open: the next item may belong to it
	case aSection:
		t.EndArtifact()
		t.leave(t.section)
	}
}

// leave makes the element around at the one around the next items, and drops at and the
// body around it where they hold nothing: a cell counts even if it is empty.
func (t *Tagger) leave(at int) {
	e := t.elements[at]
	if at == len(t.elements)-1 && e.kind != "/TD" && e.kind != "/TH" {
		t.elements = t.elements[:at]
	}
	if t.section = e.parent; t.section == none || t.elements[t.section].kind != "/LBody" {
		return
	}
	body := t.section
	t.section = t.elements[body].parent
	if body == len(t.elements)-1 {
		t.elements, t.elements[t.section].body = t.elements[:body], none
	}
}

// ornament opens an artifact, if none is open.
func (t *Tagger) ornament() {
	if !t.artifact {
		*t.out = append(*t.out, "/Artifact BMC\n"...)
		t.artifact = true
	}
}

// EndArtifact closes the open artifact, if there is one and the next items do not
// belong to it. It must be called at the end of the page and of every q ... Q.
func (t *Tagger) EndArtifact() {
	if t.artifact && !t.mute {
		*t.out = append(*t.out, "EMC\n"...)
		t.artifact = false
	}
}

// Link notes that annotation i of the page describes the figure being drawn, or
// nothing that is drawn.
func (t *Tagger) Link(i int, alt string) {
	if t.leaf != none {
		around := t.elements[t.leaf].parent
		if around != none && t.elements[around].kind == "/Link" && t.elements[around].link == none {
			t.elements[around].link = i
			return
		}
	}
	t.add(Element{kind: "/Link", parent: t.around(page.Figure), link: i, text: alt})
}

// bounds returns the numbers of the box around items on the page.
func (t *Tagger) bounds(items []page.Item) []byte {
	var box geom.Rect
	for _, it := range items {
		switch it := it.(type) {
		case *page.Path:
			box = box.Union(it.Bounds())
		case *page.Picture:
			if it.Clip != nil {
				box = box.Union(it.Clip.Bounds())
			} else {
				box = box.Union(it.Box)
			}
		case *page.Link:
			box = box.Union(it.Box)
		}
	}
	x0, y0, x1, y1 := t.place(box)
	var b []byte
	for i, v := range []float64{x0, y0, x1, y1} {
		if i > 0 {
			b = append(b, ' ')
		}
		b = strconv.AppendFloat(b, v, 'f', 1, 64)
	}
	return b
}

// IsLanguageTag reports whether s has the form of a language tag (ISO 32000-1,
// 14.9.2.2). A file that claims ISO 14289-1 must not hold any other.
func IsLanguageTag(s string) bool {
	for i, part := range strings.Split(s, "-") {
		if len(part) < 1 || len(part) > 8 {
			return false
		}
		for _, c := range []byte(part) {
			letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
			if !letter && (i == 0 || c < '0' || c > '9') {
				return false
			}
		}
	}
	return true
}
