// Package interpret reads a page of a PDF file that we made back into a page that package raster can draw. It does what
// a PDF viewer does, and so it shows what a viewer shows: whatever was painted over a name covers it here, too. Package
// readback says what the text of a page is; this room says what the page looks like.
//
// # What is read
//
// Everything that package pdf writes: outlines, clips, colours, gradients, opacity, text in its fonts, pictures, forms.
// Also most of what an imported page may hold (package artwork), and the appearances of annotations, because a viewer
// draws those as well. All of it becomes outlines and pictures in page positions; text is outlines, letter by letter.
//
// Whatever cannot be read is an Omission, with its number: a kind of font, gradient or compression that only other
// programs write, a blend mode, layers. Nothing is left out without one.
//
// # Limits
//
// Only files that package readback accepts are opened, and nothing outside the file is. Forms may be painted again and
// again and nested, so the operators, the segments of all outlines, the decoded pixels and the painted area of a page
// have one budget each, however they come about. A page beyond a budget is drawn up to there, and that is an Omission,
// too. The context is asked every few thousand operators.
package interpret

import (
	"context"
	"errors"
	"slices"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/readback"
	"lanyard/internal/paper/resource"
)

// The limits of one page.
const (
	maxOperators = 2_000_000 // of the page and of all forms it paints: a sheet of 8 badges with codes made of boxes has 140,000
	maxSegments  = 2_000_000 // of all outlines and dashes: that sheet has 110,000, one of 65 labels 900,000
	maxArea      = 400       // painted, as a multiple of the page; with pictures counting more: that sheet has 8
	maxForms     = 16        // levels of forms within forms
	maxSaved     = 256       // levels of saved graphics state; ISO 32000-1, annex C allows 28
	maxOperands  = 4_096     // of one operator, of which only a dash pattern has many
	maxClips     = page.MaxNesting - 4
	maxLinks     = 10_000    // annotations of a page
	maxStream    = 64 << 20  // bytes of one decoded stream: a photo of 20 million pixels
	maxInflated  = 256 << 20 // bytes of all decoded streams

	pictureCost = 8    // of painting a pixel with a picture or a gradient instead of a plain colour
	pictureStep = 200  // operators that a picture counts for
	encodeStep  = 2000 // operators that a picture counts for whose pixels depend on the state
	tileStep    = 20   // operators that a tile of a pattern counts for
	contextEach = 256  // steps between two looks at the context
	forgetEach  = 1024 // nodes of the page tree after which their objects are dropped
)

// Drawing is a page as its file describes it.
type Drawing struct {
	// Page has the size that a viewer shows: the CropBox, turned by /Rotate. Links are items of it, last.
	Page *page.Page

	// Omissions lists everything on the page that is not drawn, or drawn in another way, in a fixed order.
	Omissions []Omission

	// Gaps are the places of what Omissions counts that a viewer paints and Page does not show, or shows in another way.
	Gaps []Gap

	// Texts are the letters of the texts that the page itself shows, forms and annotations aside: one text for each that
	// readback.Sheet has, in its order. A page beyond a budget has fewer.
	Texts [][]Letter

	// Work is how many operators were executed, with what counts as such.
	Work int
}

// Gap is a place in which a viewer paints something that is not drawn.
type Gap struct {
	Box  geom.Rect // around it
	Over int       // how many of Drawing.Texts are painted before it, so that it may cover them
}

// Letter is one letter with ink of a text.
type Letter struct {
	Outline geom.Path  // as it would be painted without clips, in page positions
	Shape   *page.Path // that paints it, among the items of the page; nil: nothing does

	Glyph geom.Path // outline as the font has it, in 1/Face.Em of an em
	Face  *resource.Face
	Size  float64 // in the space of its text
	At    float64 // where the pen is along its line, in 1/Face.Em of an em
}

// Page reads page number n, counted from 1, of a file that we made. Any other file, or one without that page, gives
// readback.ErrForeign; if ctx ends first, its error is returned.
func Page(ctx context.Context, data []byte, n int) (*Drawing, error) {
	var found *Drawing
	err := Each(ctx, data, map[int]bool{n: true}, func(_ int, d *Drawing) error {
		found = d
		return errFound
	})
	if err != nil && err != errFound {
		return nil, err
	}
	if found == nil {
		return nil, readback.ErrForeign
	}
	return found, nil
}

// Each calls use with those pages of a file that we made whose numbers wanted has, counted from 1, in their order; what
// use returns ends it. Other errors are those of Page.
func Each(ctx context.Context, data []byte, wanted map[int]bool, use func(n int, d *Drawing) error) error {
	f, err := readback.Open(ctx, data, maxStream, maxInflated)
	if err != nil {
		return err
	}
	return each(f, func(n int, d cos.Dict) error {
		if !wanted[n] {
			return nil
		}
		drawn, err := drawing(ctx, f, d)
		if err != nil {
			return err
		}
		return use(n, drawn)
	})
}

// drawing reads the page of a dictionary.
func drawing(ctx context.Context, f *cos.File, d cos.Dict) (*Drawing, error) {
	p := &interpreter{ctx: ctx, Reader: resource.New(ctx, f), values: maxValues, omitted: map[Reason]int{}}
	pg, err := p.page(d)
	if err != nil {
		return nil, err
	}
	return &Drawing{Page: pg, Omissions: p.omissions(), Gaps: p.gaps, Texts: p.texts, Work: p.Operators}, nil
}

// errFound ends the search for a page. It never leaves the room.
var errFound = errors.New("the page is found")

// maxValues is how many operands and operators are parsed.
const maxValues = 8 * maxOperators

// each calls use with the dictionary of each page. It counts pages exactly as package readback does and ignores the
// counts in the page tree: otherwise a file could have one page compared and another drawn.
func each(f *cos.File, use func(n int, d cos.Dict) error) error {
	catalog, err := dict(f, f.Trailer["Root"])
	if err != nil {
		return err
	}
	most, _ := cos.Int(f.Trailer["Size"])
	t := tree{File: f, most: most, use: use}
	return t.walk(catalog["Pages"], 0)
}

// tree is a page tree that is walked.
type tree struct {
	*cos.File
	pages         int // counted so far
	visited, most int // nodes
	use           func(n int, d cos.Dict) error
}

func (t *tree) walk(v cos.Value, depth int) error {
	if t.visited++; depth > maxForms || t.visited > t.most {
		return readback.ErrForeign
	}
	if t.visited%forgetEach == 0 {
		t.Forget()
	}
	d, err := dict(t.File, v)
	if err != nil {
		return err
	}
	if d["Type"] == cos.Name("Page") {
		t.pages++
		return t.use(t.pages, d)
	}
	kids, err := t.Get(d["Kids"])
	if err != nil {
		return readback.ErrForeign
	}
	list, _ := kids.(cos.Array)
	for _, kid := range list {
		if err := t.walk(kid, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// dict returns the dictionary that v is or refers to.
func dict(f *cos.File, v cos.Value) (cos.Dict, error) {
	v, err := f.Get(v)
	d, ok := v.(cos.Dict)
	if err != nil || !ok {
		return nil, readback.ErrForeign
	}
	return d, nil
}

// interpreter reads one page.
type interpreter struct {
	ctx context.Context
	*resource.Reader

	size    geom.Size // of the page
	omitted map[Reason]int
	gaps    []Gap
	values  int // operands and operators left to parse
	forms   int // level of the form being painted
	texts   [][]Letter
	letters []Letter // of the text that has not ended yet
	paint   spent
	full    bool // a budget is used up: nothing more is drawn
}

// spent is what a page has used of its budgets, besides what its reader counts.
type spent struct {
	segments, steps int
	area            float64
}

// step takes n operators from the budget. The error is that of the context.
func (p *interpreter) step(n int) error {
	p.Operators += n
	if p.paint.steps++; p.paint.steps%contextEach == 0 {
		return p.ctx.Err()
	}
	return nil
}

// stop ends the page, whose rest may cover anything.
func (p *interpreter) stop() {
	p.full = true
	p.omit(TooMuch)
	p.gap(geom.Rect{W: p.size.W, H: p.size.H})
}

// errFull ends a page that has used up a budget. It never leaves the room.
var errFull = errors.New("the page is too much work")

// over ends the page if a budget is used up.
func (p *interpreter) over() error {
	s := p.paint
	if !p.full && p.Operators <= maxOperators && s.segments <= maxSegments && p.Pixels <= resource.MaxPixels &&
		s.area <= maxArea {
		return nil
	}
	if !p.full {
		p.stop()
	}
	return errFull
}

// page reads a page dictionary.
func (p *interpreter) page(d cos.Dict) (*page.Page, error) {
	place, size, err := p.frame(d)
	if err != nil {
		return nil, err
	}
	p.size = size
	p.unknown(d)
	resources, err := dict(p.File, d["Resources"])
	if err != nil {
		return nil, err
	}
	content, err := p.Data(d["Contents"])
	if err != nil {
		return nil, readback.ErrForeign
	}
	pg := &page.Page{Size: size}
	c := p.content(resources, place, &pg.Items)
	if err = c.run(content); err == nil {
		err = p.annotations(d["Annots"], place, pg)
	}
	if err != nil && err != errFull {
		return nil, err
	}
	return pg, nil
}

// frame returns the map from the space of a page to its positions, and its size as shown.
func (p *interpreter) frame(d cos.Dict) (geom.Matrix, geom.Size, error) {
	box, ok := p.Box(d["MediaBox"])
	if !ok {
		return geom.Matrix{}, geom.Size{}, readback.ErrForeign
	}
	if crop, ok := p.Box(d["CropBox"]); ok {
		crop = [4]float64{max(crop[0], box[0]), max(crop[1], box[1]), min(crop[2], box[2]), min(crop[3], box[3])}
		if crop[0] < crop[2] && crop[1] < crop[3] {
			box = crop
		}
	}
	const point = float64(geom.Point)
	w, h := box[2]-box[0], box[3]-box[1]
	if !(w > 0 && h > 0 && w <= page.MaxSide.Points() && h <= page.MaxSide.Points()) {
		return geom.Matrix{}, geom.Size{}, readback.ErrForeign
	}
	turn := 0
	if v, err := p.Get(d["Rotate"]); err == nil {
		turn, _ = cos.Int(v)
	}
	m := geom.Matrix{A: point, D: -point, E: -box[0] * point, F: box[3] * point}
	switch ((turn % 360) + 360) % 360 {
	case 90:
		m, w, h = geom.Matrix{B: 1, C: -1, E: h * point}.Times(m), h, w
	case 180:
		m = geom.Matrix{A: -1, D: -1, E: w * point, F: h * point}.Times(m)
	case 270:
		m, w, h = geom.Matrix{B: -1, C: 1, F: w * point}.Times(m), h, w
	}
	return m, geom.Size{W: geom.Pt(w), H: geom.Pt(h)}, nil
}

// unknown notes keys of the catalog and of a page that we never write: some of them change what a viewer shows.
func (p *interpreter) unknown(d cos.Dict) {
	harmless := []cos.Name{"Type", "Pages", "Metadata", "Lang", "ViewerPreferences", "MarkInfo", "StructTreeRoot", "AF",
		"Names", "OutputIntents", "Parent", "MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox", "Resources",
		"Contents", "Group", "Tabs", "Annots", "StructParents", "Rotate"}
	for _, from := range []cos.Dict{p.Dict(p.Trailer["Root"]), d} {
		for key := range from {
			if !slices.Contains(harmless, key) {
				p.omit(ForeignKey)
			}
		}
	}
}
