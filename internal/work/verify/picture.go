package verify

import (
	"context"
	"errors"
	"fmt"
	"image"
	"strconv"
	"strings"

	"lanyard/fonts"
	"lanyard/internal/base/geom"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/interpret"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/raster"
	"lanyard/internal/typography/font"
	"lanyard/internal/typography/text"
)

// The measures of a picture, in pixels. A page is drawn so that its longer side has pageSide of them, but not larger
// than mostDPI, so that a badge is not all pixels.
const (
	pageSide = 1400
	mostDPI  = 300

	edge      = 28  // around everything
	gap       = 36  // between the page and what was signed, and between columns
	heading   = 56  // height of the line above both
	panelWide = 470 // a column of what was signed
	labelWide = 112 // the names of facts
	blockGap  = 34  // between two tokens
)

// Panel is what a picture sets next to the page about one token.
type Panel struct {
	Result
	Verdict string      // in capitals, as verify prints it
	Details string      // more about it; may be empty
	More    [][2]string // names and values after the facts
}

// Painter makes pictures. It caches fonts and shaped text, and is for one goroutine.
type Painter struct{ shaper *text.Shaper }

// NewPainter returns a painter with empty caches.
func NewPainter() *Painter { return &Painter{text.NewShaper(font.NewLibrary(fonts.FS))} }

// Picture draws a page of a PDF that we made as the file itself says, whatever is signed, and sets what was signed next
// to it, in our own fonts: a person sees at a glance whether the two agree. Panels are the results on that page, at
// least one; name is that of the file. It also returns what on the page could not be drawn, which the picture states as
// well. The same file and panels give the same pixels.
//
// The error is readback.ErrForeign for any other file, or says why the page has no picture; or it is the context's.
func (p *Painter) Picture(ctx context.Context, data []byte, name string, panels []Panel) (*image.RGBA,
	[]interpret.Omission, error) {
	if len(panels) == 0 || panels[0].Page == 0 {
		return nil, nil, errors.New("drawing a page: no page was compared")
	}
	d, err := interpret.Page(ctx, data, panels[0].Page)
	if err != nil {
		return nil, nil, err
	}
	longest := max(d.Page.Size.W, d.Page.Size.H)
	s := &setter{shaper: p.shaper, px: max(longest/pageSide, geom.Inch/mostDPI)}
	both, err := s.compose(d, name, panels)
	if err != nil {
		return nil, nil, err
	}
	img, err := raster.New().DrawContext(ctx, both, float64(geom.Inch)/float64(s.px), raster.Trim)
	return img, d.Omissions, err
}

// The colours of a picture.
var (
	backdrop = grey(0xec)
	frame    = grey(0xb4)
	ink      = grey(0x1c)
	quiet    = grey(0x62)
	good     = geom.Colour{V: [4]uint8{0x14, 0x6c, 0x43}}
	unsure   = geom.Colour{V: [4]uint8{0x8a, 0x5a, 0x00}}
	bad      = geom.Colour{V: [4]uint8{0xb4, 0x23, 0x18}}
	marker   = geom.Colour{V: [4]uint8{0x1b, 0x3a, 0x6b}}
)

func grey(v uint8) geom.Colour { return geom.Colour{V: [4]uint8{v, v, v}} }

// setter sets text and boxes on the page that becomes a picture.
type setter struct {
	shaper *text.Shaper
	px     geom.Length // one pixel
	items  []page.Item
}

// look is how a text is set.
type look struct {
	size   geom.Length // in pixels
	bold   bool
	colour geom.Colour
	lang   string
}

var (
	headings = look{size: 19, bold: true, colour: ink}
	labels   = look{size: 14, colour: quiet}
	values   = look{size: 17, colour: ink}
	smalls   = look{size: 14, colour: quiet}
)

// compose returns the page of a picture: the drawn page on the left, a column or more of panels on the right.
func (s *setter) compose(d *interpret.Drawing, name string, panels []Panel) (*page.Page, error) {
	px := s.px
	left, top := edge*px, (edge+heading)*px
	title := fmt.Sprintf("Page %d of %s, as the file draws it", panels[0].Page, source.Quote(name))
	wide := max(d.Page.Size.W, 420*px)
	titleHeight, err := s.set(title, headings, geom.Rect{X: left, Y: edge * px, W: wide})
	if err != nil {
		return nil, err
	}
	top = max(top, edge*px+titleHeight+8*px)
	paper := geom.Rect{X: left, Y: top, W: d.Page.Size.W, H: d.Page.Size.H}
	s.box(paper.Inset(-px), frame)
	s.box(paper, grey(255))
	s.items = append(s.items, &page.Group{At: paper.Origin(), Clip: geom.Box(paper.Size().At(geom.Position{})),
		Items: d.Page.Items})
	if err := s.markers(d.Page.Items, paper, panels); err != nil {
		return nil, err
	}
	bottom := paper.Bottom() + 14*px
	for _, o := range d.Omissions {
		h, err := s.set(o.String(), look{size: 15, bold: true, colour: bad}, geom.Rect{X: left, Y: bottom, W: wide})
		if err != nil {
			return nil, err
		}
		bottom += h + 4*px
	}
	right, low, err := s.columns(panels, geom.Position{X: left + wide + gap*px, Y: top}, paper.Bottom())
	if err != nil {
		return nil, err
	}
	all := &page.Page{Size: geom.Size{W: right + edge*px, H: max(bottom, low) + edge*px}, Lang: "en"}
	all.Items = append([]page.Item{&page.Path{Outline: geom.Box(all.Size.At(geom.Position{})),
		Fill: &page.Paint{Colour: backdrop}}}, s.items...)
	return all, nil
}

// columns sets the panels from at on, in columns down to a floor or as far as the highest panel needs. It returns their
// right and lower end.
func (s *setter) columns(panels []Panel, at geom.Position, floor geom.Length) (right, low geom.Length, err error) {
	px := s.px
	if _, err := s.set("What was signed: compare by eye", headings,
		geom.Rect{X: at.X, Y: edge * px, W: panelWide * px}); err != nil {
		return 0, 0, err
	}
	y := at.Y
	for i, p := range panels {
		before := len(s.items)
		number := 0
		if len(panels) > 1 {
			number = i + 1
		}
		h, err := s.panel(p, number, geom.Position{X: at.X, Y: y})
		if err != nil {
			return 0, 0, err
		}
		if y > at.Y && y+h > floor { // set it again, at the top of another column
			s.items = s.items[:before]
			at.X += (panelWide + gap) * px
			y = at.Y
			if h, err = s.panel(p, number, geom.Position{X: at.X, Y: y}); err != nil {
				return 0, 0, err
			}
		}
		low = max(low, y+h)
		y += h + blockGap*px
	}
	return at.X + panelWide*px, low, nil
}

// panel sets one panel and returns its height.
func (s *setter) panel(p Panel, number int, at geom.Position) (geom.Length, error) {
	px, y := s.px, at.Y
	verdict := look{size: 22, bold: true, colour: unsure}
	switch code := p.ExitCode(); {
	case code == 0:
		verdict.colour = good
	case code >= 20:
		verdict.colour = bad
	}
	line := func(words string, l look, inset, below geom.Length) error {
		h, err := s.set(words, l, geom.Rect{X: at.X + inset*px, Y: y, W: (panelWide - inset) * px})
		y += h + below*px
		return err
	}
	inset := geom.Length(0)
	if number > 0 {
		const radius = 15
		s.disc(geom.Position{X: at.X + radius*px, Y: y + 14*px}, radius*px)
		if err := s.number(number, geom.Position{X: at.X + radius*px, Y: y + 14*px}); err != nil {
			return 0, err
		}
		inset = 40
	}
	if err := line(p.Verdict, verdict, inset, 4); err != nil {
		return 0, err
	}
	if p.Details != "" {
		if err := line(p.Details, smalls, 0, 6); err != nil {
			return 0, err
		}
	}
	y += 4 * px
	row := func(name, value string, v look) error {
		before := y
		h, err := s.set(name, labels, geom.Rect{X: at.X, Y: y + (v.size-labels.size)*px, W: (labelWide - 8) * px})
		if err != nil {
			return err
		}
		if err := line(value, v, labelWide, 5); err != nil {
			return err
		}
		y = max(y, before+h+5*px)
		return nil
	}
	for _, f := range p.Facts {
		v := values
		if f.Name == "name" || f.Name == "local name" {
			v = look{size: 26, bold: true, colour: ink}
		}
		if p.Claim != nil {
			v.lang = p.Claim.Language
		}
		if f.Absent && f.Demand == Required {
			v.colour = bad
		}
		if err := row(f.Name, f.Value, v); err != nil {
			return 0, err
		}
		switch {
		case f.Absent && f.Demand == Required:
			if err := line("the page does not say this", look{size: 14, bold: true, colour: bad}, labelWide, 6); err != nil {
				return 0, err
			}
		case f.Absent:
			if err := line("not on the page, which must not show another", smalls, labelWide, 6); err != nil {
				return 0, err
			}
		}
	}
	for _, m := range p.More {
		if err := row(m[0], m[1], look{size: 14, colour: ink}); err != nil {
			return 0, err
		}
	}
	return y - at.Y, nil
}

// set sets a text from the upper left corner of a box, in as many lines as its width asks for, and returns its height.
func (s *setter) set(words string, l look, box geom.Rect) (geom.Length, error) {
	const tall = 4000 // no text is as high, in pixels
	p := text.Paragraph{Text: source.Printable(words), Lang: l.lang, Style: font.Style{Bold: l.bold}}
	limits := text.Limits{Max: l.size * s.px, Min: l.size * s.px / 2, Lines: 100, Fit: text.Wrap, Align: text.Left}
	block, err := s.shaper.Fit(p, geom.Size{W: box.W, H: tall * s.px}, limits)
	var missing text.Missing
	if errors.As(err, &missing) {
		p.Text = codePoints(p.Text, missing)
		block, err = s.shaper.Fit(p, geom.Size{W: box.W, H: tall * s.px}, limits)
	}
	if err != nil {
		return 0, fmt.Errorf("setting %s: %w", source.Quote(words), err)
	}
	for _, line := range block.Lines {
		for _, run := range line.Runs {
			s.items = append(s.items, &page.Glyphs{At: geom.Position{X: box.X + run.X, Y: box.Y + line.Baseline}, Run: run.Run,
				Size: run.Size, Tracking: run.Tracking, Colour: l.colour})
		}
	}
	return block.Height, nil
}

// codePoints returns a text with its characters that no font has as code points: [U+1F600].
func codePoints(words string, missing text.Missing) string {
	lost := map[rune]bool{}
	for _, m := range missing {
		lost[m.Rune] = true
	}
	var b strings.Builder
	for _, r := range words {
		if lost[r] {
			fmt.Fprintf(&b, "[%U]", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// markers numbers the codes on a page with several of them, each in the middle of its link, where it hides nothing that
// a person compares.
func (s *setter) markers(items []page.Item, paper geom.Rect, panels []Panel) error {
	if len(panels) < 2 {
		return nil
	}
	for _, it := range items {
		l, ok := it.(*page.Link)
		if !ok {
			continue
		}
		for i, p := range panels {
			if p.text != l.URL {
				continue
			}
			centre := geom.Position{X: paper.X + l.Box.X + l.Box.W/2, Y: paper.Y + l.Box.Y + l.Box.H/2}
			if !paper.Contains(geom.Rect{X: centre.X, Y: centre.Y, W: 1, H: 1}) {
				continue
			}
			s.disc(centre, 15*s.px)
			if err := s.number(i+1, centre); err != nil {
				return err
			}
		}
	}
	return nil
}

// disc paints the ground of a number.
func (s *setter) disc(centre geom.Position, radius geom.Length) {
	for _, c := range [...]struct {
		radius geom.Length
		colour geom.Colour
	}{{radius + 2*s.px, grey(255)}, {radius, marker}} {
		box := geom.Rect{X: centre.X - c.radius, Y: centre.Y - c.radius, W: 2 * c.radius, H: 2 * c.radius}
		s.items = append(s.items, &page.Path{Outline: geom.Ellipse(box), Fill: &page.Paint{Colour: c.colour}})
	}
}

// number sets a number on a disc.
func (s *setter) number(n int, centre geom.Position) error {
	block, err := s.shaper.Fit(text.Paragraph{Text: strconv.Itoa(n), Style: font.Style{Bold: true}},
		geom.Size{W: 60 * s.px, H: 30 * s.px}, text.Limits{Max: 17 * s.px, Align: text.Centre, Valign: text.Middle})
	if err != nil {
		return err
	}
	for _, line := range block.Lines {
		for _, run := range line.Runs {
			s.items = append(s.items, &page.Glyphs{Run: run.Run, Size: run.Size, Colour: grey(255),
				At: geom.Position{X: centre.X - 30*s.px + run.X, Y: centre.Y - 15*s.px + line.Baseline}})
		}
	}
	return nil
}

// box paints a box.
func (s *setter) box(r geom.Rect, c geom.Colour) {
	s.items = append(s.items, &page.Path{Outline: geom.Box(r), Fill: &page.Paint{Colour: c}})
}
