package pdf

import (
	"slices"
	"strconv"
	"strings"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
	"lanyard/internal/typography/font"
)

// This file says what the content of a page is while it is drawn: real content
// stands in marked-content sequences that structure elements refer to, and all
// else in artifacts (ISO 32000-1, 14.6 to 14.8; ISO 14289-1, 7.1).

// element is a node of the structure of a page.
type element struct {
	kind   string // structure type, a name
	parent int    // index of the element around it; none: the page
	mark   int    // number of the first of its marked-content sequences
	marks  int    // how many there are; 0: it has other elements
	link   int    // index of the annotation that it is about; none
	lang   string // BCP 47 tag; empty: that of the element around it
	text   string // of a figure what is said in its place, else what its content says and its glyphs do not
	bounds []byte // of a figure: the numbers of its box on the page
}

// none is no element, no mark and no link.
const none = -1

// tagger is what a pen knows about the structure of its page.
type tagger struct {
	elements []element
	marks    int          // marked-content sequences so far
	section  int          // element around what comes
	leaf     int          // element that is being shown, or none
	notes    []note       // on its runs
	noted    int          // how many of them have been used
	apart    bool         // its runs are sequences of their own
	lang     string       // of what is being shown
	artifact bool         // an artifact is open
	mute     bool         // whatever comes belongs to the open artifact
	broken   *page.Glyphs // the line that ends where its text has white space that no glyph shows
}

// opened is what mark has begun.
type opened uint8

const (
	nothing opened = iota
	aLeaf
	aSection
	anOrnament
)

// mark says what an item is before it is drawn, and returns what unmark is to
// end.
func (p *pen) mark(it page.Item) opened {
	if p.leaf != none || p.mute {
		return nothing
	}
	switch it := it.(type) {
	case *page.Glyphs:
		if visible(it) {
			return p.begin(&page.Tag{Role: page.Paragraph, Text: undirected(it.Run.Text), Lang: it.Run.Lang}, it)
		}
	case *page.Picture:
		if it.Alt != "" {
			return p.begin(&page.Tag{Role: page.Figure, Text: it.Alt}, it)
		}
		p.ornament()
	case *page.Link: // linked says what it is
	case *page.Group:
		return p.markGroup(it)
	default:
		p.ornament()
	}
	return nothing
}

func (p *pen) markGroup(g *page.Group) opened {
	role := page.Section
	if g.Tag != nil {
		role = g.Tag.Role
	}
	switch {
	case role == page.Ornament, role == page.Figure && g.Tag.Text == "", role != page.Figure && ornamental(g.Items):
		p.ornament()
		p.mute = true
		return anOrnament
	case role != page.Section:
		return p.begin(g.Tag, g.Items...)
	}
	p.endOrnament()
	if g.Tag == nil {
		return nothing
	}
	p.section = p.add(element{kind: "/Sect", parent: p.section, link: none, lang: g.Tag.Lang})
	return aSection
}

// ornamental reports whether items say nothing to somebody who does not see
// them. A link always says something.
func ornamental(items []page.Item) bool {
	return !slices.ContainsFunc(items, func(it page.Item) bool {
		switch it := it.(type) {
		case *page.Glyphs, *page.Link:
			return true
		case *page.Picture:
			return it.Alt != ""
		case *page.Group:
			return it.Tag != nil && it.Tag.Role == page.Figure && it.Tag.Text != "" || !ornamental(it.Items)
		}
		return false
	})
}

func (p *pen) add(e element) int {
	p.elements = append(p.elements, e)
	return len(p.elements) - 1
}

// begin opens an element with content. A link around a figure is the element
// around it.
func (p *pen) begin(tag *page.Tag, items ...page.Item) opened {
	p.endOrnament()
	e := element{kind: "/P", parent: p.section, mark: p.marks, link: none, lang: tag.Lang}
	p.lang = tag.Lang
	switch tag.Role {
	case page.Figure:
		e.kind, e.text = "/Figure", tag.Text
		e.bounds = p.bounds(items)
		if slices.ContainsFunc(items, func(it page.Item) bool { _, ok := it.(*page.Link); return ok }) {
			e.parent = p.add(element{kind: "/Link", parent: p.section, link: none, lang: tag.Lang})
		}
	case page.Heading:
		e.kind = "/H1"
		fallthrough
	default:
		if !p.reads(tag.Text, items) {
			e.text = strings.Join(strings.Fields(tag.Text), " ")
		}
		p.notes, p.noted = p.notes[:0], 0
		for g := range page.Runs(items) {
			if visible(g) {
				n := p.beside(g.Run)
				p.notes = append(p.notes, n)
				p.apart = p.apart || n.spoken || n.foreign
			}
		}
	}
	p.leaf = p.add(e)
	if !p.apart {
		*p.raw = append(p.sequence(*p.raw, e.kind), ">>BDC\n"...)
	}
	return aLeaf
}

// sequence begins a marked-content sequence of the element that is being shown.
func (p *pen) sequence(b []byte, tag string) []byte {
	p.elements[p.leaf].marks++
	p.marks++
	return strconv.AppendInt(append(append(b, tag...), "<</MCID "...), int64(p.marks-1), 10)
}

// note says what is to be told of a run beside its element: its text when the
// glyphs do not follow it, and its language when it is another one.
type note struct{ spoken, foreign bool }

func (p *pen) beside(run *font.Run) note {
	return note{!run.RightToLeft() && !follows(run), run.Lang != "" && p.lang != "" && run.Lang != p.lang && isLang(run.Lang)}
}

// span begins the sequence of one run, where an element has one for each. They
// lie in nothing else, as some readers lose what follows a nested one.
func (p *pen) span(b []byte, run *font.Run) (_ []byte, opened bool) {
	var n note
	if p.noted < len(p.notes) {
		n = p.notes[p.noted]
		p.noted++
	} else { // in a figure or an ornament
		n.spoken = p.beside(run).spoken
	}
	switch {
	case p.apart && !n.spoken && !n.foreign:
		b = p.sequence(b, p.elements[p.leaf].kind)
	case p.apart:
		b = p.sequence(b, "/Span")
	case n.spoken:
		b = append(b, "/Span<<"...)
	default:
		return b, false
	}
	if n.foreign {
		b = cos.AppendText(append(b, "/Lang"...), run.Lang)
	}
	if n.spoken {
		b = append(cos.AppendUTF16(append(b, "/ActualText<FEFF"...), undirected(run.Text)), '>')
	}
	return append(b, ">>BDC\n"...), true
}

// reads reports whether the glyphs of items, one after the other, read as text.
// Glyphs from right to left stand in the other order. Where a text goes on in
// a new line behind white space that is not drawn, a space is to be shown.
func (p *pen) reads(text string, items []page.Item) bool {
	p.broken = nil
	var before *page.Glyphs
	for g := range page.Runs(items) {
		said := undirected(g.Run.Text)
		rest, ok := strings.CutPrefix(text, said)
		if !ok && before != nil && p.broken == nil {
			if _, hasSpace := before.Run.Font.NominalGlyph(' '); hasSpace {
				rest, ok = strings.CutPrefix(strings.TrimLeft(text, "\n"), said)
				p.broken = before
			}
		}
		if !ok || g.Run.RightToLeft() {
			p.broken = nil
			return false
		}
		text, before = rest, g
	}
	return text == ""
}

// unmark ends what mark has opened.
func (p *pen) unmark(o opened) {
	switch o {
	case aLeaf:
		if !p.apart {
			p.op("EMC\n")
		}
		p.leaf, p.apart, p.broken = none, false, nil
	case anOrnament:
		p.mute = false // what comes next may be one too
	case aSection:
		p.endOrnament()
		at := p.section
		p.section = p.elements[at].parent
		if at == len(p.elements)-1 { // there is nothing in it
			p.elements = p.elements[:at]
		}
	}
}

// ornament opens an artifact, if none is open.
func (p *pen) ornament() {
	if !p.artifact {
		p.op("/Artifact BMC\n")
		p.artifact = true
	}
}

// endOrnament closes the artifact, unless all that comes belongs to it.
func (p *pen) endOrnament() {
	if p.artifact && !p.mute {
		p.op("EMC\n")
		p.artifact = false
	}
}

// linked says what the next annotation of the page, number i, is about: the
// figure that is being drawn, or nothing that is.
func (p *pen) linked(i int, alt string) {
	if p.leaf != none {
		if around := p.elements[p.leaf].parent; around != none && p.elements[around].kind == "/Link" && p.elements[around].link == none {
			p.elements[around].link = i
			return
		}
	}
	p.add(element{kind: "/Link", parent: p.section, link: i, text: alt})
}

// bounds returns the numbers of the box around items on the page.
func (p *pen) bounds(items []page.Item) []byte {
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
	x0, y0, x1, y1 := p.onPage(box)
	var b []byte
	for i, v := range []float64{x0, y0, x1, y1} {
		if i > 0 {
			b = append(b, ' ')
		}
		b = strconv.AppendFloat(b, v, 'f', 1, 64)
	}
	return b
}

// isLang reports whether s has the form of a language tag (ISO 32000-1,
// 14.9.2.2): anything else must not stand in a file that claims ISO 14289-1.
func isLang(s string) bool {
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
