package pdf

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"sync"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/embed"
	"lanyard/internal/paper/onepage"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/paint"
	"lanyard/internal/paper/structure"
	"lanyard/internal/typography/font"
)

// Chunk is a drawn part of a file: some pages and the resources that they need. It is
// immutable and may be appended to several files.
type Chunk struct {
	sheets      []sheet
	resources   []byte // entries of the resource dictionary except fonts, pictures and colour spaces
	spaces      []byte // entries of its colour spaces
	fonts       []*usage
	xobjects    []xobject
	spots       []string            // inks that are color spaces, the names /CS1, /CS2, ...
	alphas      []int64             // opacities in thousandths, the names /GS1, /GS2, ...
	shadings    []string            // dictionaries of gradients, the names /Sh0, /Sh1, ...
	inks        map[string][4]uint8 // named inks and their CMYK alternative
	lang        string              // of the first page
	press       bool                // CMYK was used
	foreign     bool                // a page of somebody else's PDF was used
	translucent bool
}

// sheet is one page of a chunk.
type sheet struct {
	onepage.Page
	alts     []string // descriptions of its links
	elements []structure.Element
}

// Draw draws pages. It may be called by many workers at once, and its result depends
// on the pages alone. The error names the page that cannot be drawn, counted from 1
// within pages.
func Draw(pages []*page.Page) (*Chunk, error) {
	if len(pages) == 0 {
		return nil, errors.New("drawing a PDF: no pages")
	}
	c := &Chunk{lang: pages[0].Lang, sheets: make([]sheet, len(pages))}
	p := &pen{onPaper: true, chunk: c, raw: buffers.Get().(*[]byte)}
	defer buffers.Put(p.raw)
	for i, pg := range pages {
		if err := p.draw(pg); err != nil {
			return nil, fmt.Errorf("drawing page %d: %w", i+1, err)
		}
		p.doc.Operators(*p.raw)
		made, err := p.doc.Finish()
		if err == nil && len(made.Links) != len(p.alts) {
			err = onepage.ErrGuest
		}
		if err != nil {
			return nil, fmt.Errorf("drawing page %d: %w", i+1, err)
		}
		c.sheets[i] = sheet{made, p.alts, p.tags.Elements()}
	}
	c.resources, c.spaces = c.appendResources(nil), c.appendSpaces(nil)
	return c, nil
}

// buffers are for operators and objects; none is kept.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

// pen draws the pages of a chunk, or a form.
type pen struct {
	onPaper bool              // false: a form, which has no structure and no links of its own
	doc     *onepage.Document // of the page; nil: a form
	chunk   *Chunk
	raw     *[]byte  // the operators of the page so far
	alts    []string // descriptions of the links of the page

	// The coordinate system of the group being drawn: on paper x grows to the right
	// from left, y grows upwards, and top is the place of our y of 0.
	left, top geom.Length
	place     geom.Matrix // from there to the page, in points
	depth     int
	state     state
	tags      *structure.Tagger
}

// state is the part of the graphics state that is known to be set, so that it is not
// set again. In the zero state nothing is known.
type state struct {
	fill, stroke *geom.Colour
	font         *usage
	size         geom.Length
	width        geom.Length
}

// op appends operators verbatim.
func (p *pen) op(s string) { *p.raw = append(*p.raw, s...) }

// draw writes the operators of a page over those of the previous page.
func (p *pen) draw(pg *page.Page) error {
	margin := pg.Bleed + pg.Slug
	w, h := pg.Size.W+2*margin, pg.Size.H+2*margin
	if pg.Bleed < 0 || pg.Slug < 0 || pg.Size.W <= 0 || pg.Size.H <= 0 ||
		min(w, h) < minSide || max(w, h) > page.MaxSide {
		return fmt.Errorf("a page of %s x %s with %s around it cannot be a PDF page: a side must measure 1.1 mm to 5 m",
			pg.Size.W, pg.Size.H, margin)
	}
	if p.onPaper {
		p.doc = onepage.New(w, h, pg.Slug, margin)
	}
	*p.raw, p.alts = (*p.raw)[:0], nil
	p.left, p.top = margin, h-margin
	p.place = geom.Matrix{A: 1, D: 1}
	p.state, p.depth = state{}, 0
	p.tags = structure.NewTagger(p.raw, p.onPage, !p.onPaper)
	if err := p.items(pg.Items); err != nil {
		return err
	}
	p.tags.EndArtifact()
	return nil
}

// items draws items in order, each with its tags.
func (p *pen) items(items []page.Item) error {
	for _, it := range items {
		mark := p.tags.Begin(it)
		if err := p.item(it); err != nil {
			return err
		}
		p.tags.End(mark)
	}
	return nil
}

// item draws an item of any kind.
func (p *pen) item(it page.Item) error {
	switch it := it.(type) {
	case *page.Glyphs:
		return p.glyphs(it)
	case *page.Path:
		return p.path(it)
	case *page.Picture:
		return p.picture(it)
	case *page.Link:
		return p.link(it)
	case *page.Group:
		return p.group(it)
	default:
		panic(fmt.Sprintf("internal error: page item %T is not known to pdf", it))
	}
}

// group draws the items of a group in its coordinate system.
func (p *pen) group(g *page.Group) error {
	if p.depth++; p.depth > page.MaxNesting {
		return fmt.Errorf("groups are nested deeper than %d levels", page.MaxNesting)
	}
	if g.At == (geom.Position{}) && g.Turn == 0 && g.Clip == nil { // the same coordinate system
		err := p.items(g.Items)
		p.depth--
		return err
	}
	left, top, place, before := p.left, p.top, p.place, p.state

	x, y := (p.left + g.At.X).Points(), (p.top - g.At.Y).Points()
	sin, cosine := geom.Turn(g.Turn)
	if math.IsNaN(sin) {
		return fmt.Errorf("a group is turned by %v degrees", g.Turn)
	}
	m := geom.Matrix{A: cosine, B: -sin, C: sin, D: cosine, E: x, F: y} // clockwise on paper
	p.op("q\n")
	p.transform(m)
	p.left, p.top, p.place = 0, 0, place.Times(m)
	if g.Clip != nil {
		p.outline(g.Clip)
		p.op("W" + rule(g.Odd) + "n\n")
	}
	if err := p.items(g.Items); err != nil {
		return err
	}
	p.tags.EndArtifact()
	p.op("Q\n")
	p.left, p.top, p.place, p.state = left, top, place, before
	p.depth--
	return nil
}

// transform appends the operator that maps everything after it by m.
func (p *pen) transform(m geom.Matrix) {
	b := *p.raw
	for _, v := range [...]float64{m.A, m.B, m.C, m.D, m.E, m.F} {
		b = append(paint.AppendDecimal(b, v), ' ')
	}
	*p.raw = append(b, "cm\n"...)
}

// link makes a box of the page open a URL. Forms have no links.
func (p *pen) link(l *page.Link) error {
	if len(l.URL) > maxURL {
		return fmt.Errorf("a link of %d bytes is longer than %d", len(l.URL), maxURL)
	}
	if l.URL == "" {
		return errors.New("a link has no URL")
	}
	if !p.onPaper {
		return nil
	}
	x0, y0, x1, y1 := p.onPage(l.Box)
	p.doc.Link(x0, y0, x1, y1, asciiURL(l.URL))
	alt := l.Alt
	if alt == "" { // ISO 14289-1, 7.18.5: a link has a description
		alt = l.URL
	}
	p.tags.Link(len(p.alts), alt)
	p.alts = append(p.alts, alt)
	return nil
}

// onPage returns the lower left and upper right corner of the box around r on the
// page, in points.
func (p *pen) onPage(r geom.Rect) (x0, y0, x1, y1 float64) {
	x0, y0 = math.Inf(1), math.Inf(1)
	x1, y1 = math.Inf(-1), math.Inf(-1)
	corners := [4]geom.Position{
		{X: r.X, Y: r.Y}, {X: r.Right(), Y: r.Y}, {X: r.Right(), Y: r.Bottom()}, {X: r.X, Y: r.Bottom()},
	}
	for _, c := range corners {
		x, y := p.place.At((p.left + c.X).Points(), (p.top - c.Y).Points())
		x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x), max(y1, y)
	}
	return x0, y0, x1, y1
}

// asciiURL returns url with every byte that is not printable ASCII as %xx: a URI is
// 7-bit text (ISO 32000-1, 12.6.4.7).
func asciiURL(url string) string {
	b := make([]byte, 0, len(url))
	for i := range len(url) {
		if c := url[i]; c <= ' ' || c > '~' {
			b = cos.AppendHex(append(b, '%'), []byte{c})
		} else {
			b = append(b, c)
		}
	}
	return string(b)
}

// appendResources writes the entries of the resource dictionary except fonts, pictures
// and colour spaces.
func (c *Chunk) appendResources(b []byte) []byte {
	if len(c.alphas) > 0 {
		b = append(b, "/ExtGState<<"...)
		for i, a := range c.alphas {
			b = append(strconv.AppendInt(append(b, "/GS"...), int64(i+1), 10), "<</Type/ExtGState/ca "...)
			b = cos.AppendThousandths(append(cos.AppendThousandths(b, a), "/CA "...), a)
			b = append(b, "/BM/Normal>>"...)
		}
		b = append(b, ">>"...)
	}
	if len(c.shadings) > 0 {
		b = append(b, "/Shading<<"...)
		for i, dict := range c.shadings {
			b = append(append(b, "/Sh"+strconv.Itoa(i)...), dict...)
		}
		b = append(b, ">>"...)
	}
	return b
}

// usage is the use of a font in a chunk.
type usage struct {
	*embed.Usage
	resource string // its resource name: "/T0"
}

// font returns the use of a font in the chunk.
func (c *Chunk) font(f *font.Font) *usage {
	for _, u := range c.fonts {
		if u.Font() == f {
			return u
		}
	}
	u := &usage{embed.NewUsage(f), "/T" + strconv.Itoa(len(c.fonts))}
	c.fonts = append(c.fonts, u)
	return u
}
