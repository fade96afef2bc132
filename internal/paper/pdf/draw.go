package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/go-pdf/fpdf"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
	"lanyard/internal/typography/font"
)

// Chunk is a drawn piece of a file: some pages, and what they need. It is
// immutable, and may be appended to several files.
type Chunk struct {
	sheets      []sheet
	resources   []byte // entries of the resource dictionary, less fonts and pictures
	fonts       []*usage
	xobjects    []xobject
	shadings    []string            // dictionaries of gradients, the names /Sh0, /Sh1, ...
	inks        map[string][4]uint8 // named inks and their CMYK alternative
	lang        string              // of the first page
	press       bool                // CMYK or named inks were used
	foreign     bool                // a page of somebody else's PDF was used
	translucent bool
}

// sheet is one page of a chunk.
type sheet struct {
	boxes    []byte    // entries of the page dictionary: MediaBox, BleedBox, TrimBox
	content  []byte    // compressed
	links    [][]byte  // annotation dictionaries, still open
	elements []element // what it says
}

// Draw draws pages. It may be called by many workers at once, and what it
// returns depends on the pages alone. The error names the page, counted from
// 1 within pages, that cannot be drawn.
func Draw(pages []*page.Page) (*Chunk, error) { return drawAll(pages, false) }

// drawAll draws pages, or, silent, what stands on pages and is told about there.
func drawAll(pages []*page.Page, silent bool) (*Chunk, error) {
	if len(pages) == 0 {
		return nil, errors.New("drawing a PDF: no pages")
	}
	doc := newGuest()
	raw := buffers.Get().(*[]byte)
	defer buffers.Put(raw)
	*raw = (*raw)[:0]
	p := &pen{doc: doc, chunk: &Chunk{lang: pages[0].Lang}, raw: raw, silent: silent}
	for i, pg := range pages {
		p.alts = append(p.alts, nil)
		if err := p.page(pg); err != nil {
			return nil, fmt.Errorf("drawing page %d: %w", i+1, err)
		}
		p.said = append(p.said, p.elements)
	}
	if err := p.finish(pages); err != nil {
		return nil, fmt.Errorf("drawing a PDF: %w", err)
	}
	return p.chunk, nil
}

// newGuest returns an empty fpdf document in points. The default page is so
// small that every page states its own size.
func newGuest() *fpdf.Fpdf {
	doc := fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: fpdf.SizeType{Wd: 1, Ht: 1}})
	doc.SetMargins(0, 0, 0)
	doc.SetAutoPageBreak(false, 0)
	doc.SetCompression(false) // we compress ourselves, with compressors that are reused
	doc.SetCatalogSort(true)
	doc.SetCreationDate(time.Unix(0, 0))
	doc.SetModificationDate(time.Unix(0, 0))
	return doc
}

// buffers holds room for page operators, outputs for what fpdf puts
// out: none of it is kept.
var (
	buffers = sync.Pool{New: func() any { return new([]byte) }}
	outputs = sync.Pool{New: func() any { return new(bytes.Buffer) }}
)

// pen draws the pages of a chunk.
type pen struct {
	doc    *fpdf.Fpdf
	chunk  *Chunk
	raw    *[]byte  // operators that go beside fpdf
	marked int      // how many bytes of them fpdf has a placeholder for
	own    [][]byte // these, placeholder by placeholder
	alts   [][]string
	inks   []string    // those that fpdf knows
	said   [][]element // structure of the pages so far
	silent bool        // what is drawn has no structure of its own

	// The coordinate system of the group that is being drawn: x grows to the
	// right from left, y upwards, and top is where y is 0 on our side.
	left, top geom.Length
	place     geom.Matrix // from there to the page, in points
	depth     int
	state     state
	tagger
}

// state is what the page already knows, so that it is not told again. The
// zero state knows nothing.
type state struct {
	fill, stroke *geom.Colour
	font         *usage
	size         geom.Length
	width        geom.Length
}

// op appends operators as they are.
func (p *pen) op(s string) { *p.raw = append(*p.raw, s...) }

// placeholder is the line that fpdf gets in place of operators that go beside it,
// which it would copy three times. It writes none like it.
const placeholder = "%\n"

// flush leaves a placeholder where the operators so far belong: fpdf is about to write
// its own.
func (p *pen) flush() {
	if b := (*p.raw)[p.marked:]; len(b) > 0 {
		p.doc.RawWriteStr(strings.TrimSuffix(placeholder, "\n"))
		p.own = append(p.own, b)
		p.marked += len(b)
	}
}

// content returns the parts of what a page of fpdf shows, with ours where
// the placeholders are. Pages are asked for in their order.
func (p *pen) content(stream []byte) (parts [][]byte, err error) {
	for {
		before, after, marked := bytes.Cut(stream, []byte(placeholder))
		parts = append(parts, before)
		if !marked {
			return parts, nil
		}
		if len(p.own) == 0 {
			return nil, errGuest
		}
		parts = append(parts, p.own[0])
		p.own, stream = p.own[1:], after
	}
}

func (p *pen) page(pg *page.Page) error {
	margin := pg.Bleed + pg.Slug
	w, h := pg.Size.W+2*margin, pg.Size.H+2*margin
	if pg.Bleed < 0 || pg.Slug < 0 || pg.Size.W <= 0 || pg.Size.H <= 0 ||
		min(w, h) < minSide || max(w, h) > page.MaxSide {
		return fmt.Errorf("a page of %s x %s with %s around it is outside of what a PDF can hold: a side is 1.1 mm to 5 m", pg.Size.W, pg.Size.H, margin)
	}
	p.doc.AddPageFormat("P", fpdf.SizeType{Wd: w.Points(), Ht: h.Points()})
	box := func(kind string, from geom.Length) {
		x := from.Points()
		p.doc.SetPageBox(kind, x, x, w.Points()-2*x, h.Points()-2*x)
	}
	box("bleed", pg.Slug)
	box("trim", margin)

	p.left, p.top = margin, h-margin
	p.place = geom.Matrix{A: 1, D: 1}
	p.state, p.depth = state{}, 0
	p.tagger = tagger{section: none, leaf: none, mute: p.silent}
	if err := p.items(pg.Items); err != nil {
		return err
	}
	p.endOrnament()
	p.flush()
	return p.doc.Error()
}

func (p *pen) items(items []page.Item) error {
	for _, it := range items {
		opened := p.mark(it)
		if err := p.item(it); err != nil {
			return err
		}
		p.unmark(opened)
	}
	return nil
}

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

func (p *pen) group(g *page.Group) error {
	if p.depth++; p.depth > page.MaxNesting {
		return fmt.Errorf("groups are nested deeper than %d levels", page.MaxNesting)
	}
	if g.At == (geom.Position{}) && g.Turn == 0 && g.Clip == nil { // it stands where it would without
		err := p.items(g.Items)
		p.depth--
		return err
	}
	left, top, place, before := p.left, p.top, p.place, p.state

	x, y := (p.left + g.At.X).Points(), (p.top - g.At.Y).Points()
	sin, cos := turn(g.Turn)
	if math.IsNaN(sin) {
		return fmt.Errorf("a group is turned by %v degrees", g.Turn)
	}
	m := geom.Matrix{A: cos, B: 0 - sin, C: sin, D: cos, E: x, F: y} // clockwise on paper; 0-0 is no -0
	p.flush()
	p.doc.TransformBegin()
	p.doc.Transform(fpdf.TransformMatrix{A: m.A, B: m.B, C: m.C, D: m.D, E: m.E, F: m.F})
	p.left, p.top, p.place = 0, 0, place.Times(m)
	if g.Clip != nil {
		p.outline(g.Clip)
		p.op("W" + rule(g.Odd) + "n\n")
	}
	if err := p.items(g.Items); err != nil {
		return err
	}
	p.endOrnament()
	p.flush()
	p.doc.TransformEnd()
	p.left, p.top, p.place, p.state = left, top, place, before
	p.depth--
	return nil
}

// turn returns sine and cosine of an angle in degrees, exact at the quarters.
func turn(degrees float64) (sin, cos float64) {
	switch math.Mod(math.Mod(degrees, 360)+360, 360) {
	case 0:
		return 0, 1
	case 90:
		return 1, 0
	case 180:
		return 0, -1
	case 270:
		return -1, 0
	}
	return math.Sincos(degrees * math.Pi / 180)
}

func (p *pen) link(l *page.Link) error {
	if len(l.URL) > maxURL {
		return fmt.Errorf("a link of %d bytes is longer than %d", len(l.URL), maxURL)
	}
	if l.URL == "" {
		return errors.New("a link has no URL")
	}
	x0, y0, x1, y1 := p.onPage(l.Box)
	_, height := p.doc.GetPageSize()
	p.doc.LinkString(x0, height-y1, x1-x0, y1-y0, asciiURL(l.URL))
	alt := l.Alt
	if alt == "" { // ISO 14289-1, 7.18.5: a link says where it leads
		alt = l.URL
	}
	alts := &p.alts[len(p.alts)-1]
	p.linked(len(*alts), alt)
	*alts = append(*alts, alt)
	return nil
}

// onPage returns the lower left and the upper right corner of the box around r
// on the page, in points.
func (p *pen) onPage(r geom.Rect) (x0, y0, x1, y1 float64) {
	x0, y0 = math.Inf(1), math.Inf(1)
	x1, y1 = math.Inf(-1), math.Inf(-1)
	for _, c := range [4]geom.Position{{X: r.X, Y: r.Y}, {X: r.Right(), Y: r.Y}, {X: r.Right(), Y: r.Bottom()}, {X: r.X, Y: r.Bottom()}} {
		x, y := p.place.At((p.left + c.X).Points(), (p.top - c.Y).Points())
		x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x), max(y1, y)
	}
	return x0, y0, x1, y1
}

// asciiURL returns url with every byte that is not printable ASCII as %xx: a
// URI is 7-bit text (ISO 32000-1, 12.6.4.7).
func asciiURL(url string) string {
	var b []byte
	for i := range len(url) {
		if c := url[i]; c <= ' ' || c > '~' {
			b = append(b, '%', hexDigits[c>>4], hexDigits[c&15])
		} else {
			b = append(b, c)
		}
	}
	return string(b)
}

// finish closes the fpdf document and takes it apart.
func (p *pen) finish(pages []*page.Page) error {
	out := outputs.Get().(*bytes.Buffer)
	defer outputs.Put(out)
	out.Reset()
	if err := p.doc.Output(out); err != nil {
		return err
	}
	objects, err := readGuest(out.Bytes())
	if err != nil {
		return err
	}
	if len(objects) < 3 {
		return errGuest
	}
	if err := p.chunk.readResources(objects); err != nil {
		return err
	}
	root, err := entries(objects[1].value)
	if err != nil {
		return err
	}
	kids, err := elements(root.get("Kids"))
	if err != nil || len(kids) != len(pages) {
		return errGuest
	}
	for i, kid := range kids {
		id, ok := reference(kid)
		if !ok || id >= len(objects) {
			return errGuest
		}
		s, err := p.sheet(objects, objects[id].value, p.alts[i])
		if err != nil {
			return err
		}
		s.elements = p.said[i]
		p.chunk.sheets = append(p.chunk.sheets, s)
	}
	return nil
}

// readResources takes the resource dictionary, object 2 of every fpdf
// document, with all that it refers to.
func (c *Chunk) readResources(objects []object) error {
	all, err := entries(objects[2].value)
	if err != nil {
		return err
	}
	for _, kind := range []string{"ColorSpace", "ExtGState"} {
		value := all.get(kind)
		if value == nil {
			continue
		}
		d, err := entries(value)
		if err != nil {
			return err
		}
		if len(d) == 0 {
			continue
		}
		c.resources = append(c.resources, "/"+kind+"<<"...)
		for _, e := range d.sorted() {
			c.resources = append(c.resources, "/"+e.key+" "...)
			if c.resources, err = inline(c.resources, objects, e.value, 0); err != nil {
				return err
			}
		}
		c.resources = append(c.resources, ">>"...)
	}
	if len(c.shadings) > 0 {
		c.resources = append(c.resources, "/Shading<<"...)
		for i, dict := range c.shadings {
			c.resources = append(append(c.resources, "/Sh"+strconv.Itoa(i)...), dict...)
		}
		c.resources = append(c.resources, ">>"...)
	}
	return nil
}

// sheet takes a page of fpdf apart and compresses its content.
func (p *pen) sheet(objects []object, value []byte, alts []string) (sheet, error) {
	var s sheet
	d, err := entries(value)
	if err != nil {
		return s, err
	}
	for _, kind := range []string{"MediaBox", "BleedBox", "TrimBox"} {
		s.boxes = append(append(s.boxes, "/"+kind...), d.get(kind)...)
	}
	id, ok := reference(d.get("Contents"))
	if !ok || id >= len(objects) {
		return s, errGuest
	}
	parts, err := p.content(objects[id].stream)
	if err != nil {
		return s, err
	}
	s.content = deflate(parts...)

	annotations := d.get("Annots")
	if annotations == nil {
		return s, nil
	}
	list, err := elements(annotations)
	if err != nil || len(list) != len(alts) {
		return s, errGuest
	}
	for i, a := range list {
		// F 4 is the print flag, which ISO 19005-2, 6.3.2 demands
		link := append(slices.Clone(a[:len(a)-len(">>")]), "/F 4"...)
		link = appendText(append(link, "/Contents"...), alts[i])
		s.links = append(s.links, link)
	}
	return s, nil
}

// font returns how the chunk uses a font.
func (c *Chunk) font(f *font.Font) *usage {
	for _, u := range c.fonts {
		if u.font == f {
			return u
		}
	}
	u := &usage{font: f, resource: "/T" + strconv.Itoa(len(c.fonts)), text: map[uint16]string{}}
	c.fonts = append(c.fonts, u)
	return u
}
