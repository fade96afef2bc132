package pdf

import (
	"fmt"
	"slices"

	"lanyard/internal/geom"
	"lanyard/internal/page"
)

func (p *pen) path(it *page.Path) error {
	if len(it.Outline) == 0 && it.Mosaic == nil || it.Fill == nil && it.Stroke == nil {
		return nil
	}
	before := p.state
	saved := it.Opacity > 0 && it.Opacity < 1 || it.Stroke != nil && len(it.Stroke.Dash) > 0
	if saved {
		p.op("q\n")
	}
	if it.Opacity > 0 && it.Opacity < 1 {
		p.flush()
		p.doc.SetAlpha(it.Opacity, "Normal")
		p.chunk.translucent = true
	}
	fill := it.Fill
	if fill != nil && fill.To != nil {
		p.gradient(it)
		fill = nil
	}
	if fill != nil {
		if err := p.fill(fill.Colour); err != nil {
			return err
		}
	}
	if it.Stroke != nil {
		if err := p.stroke(it.Stroke); err != nil {
			return err
		}
	}
	switch {
	case it.Mosaic != nil:
		if fill != nil {
			p.mosaic(it.Mosaic)
		}
	case fill != nil && it.Stroke == nil:
		p.outline(it.Outline)
		p.op("f" + rule(it.EvenOdd))
	case fill != nil:
		p.outline(it.Outline)
		p.op("B" + rule(it.EvenOdd))
	case it.Stroke != nil:
		p.outline(it.Outline)
		p.op("S\n")
	}
	if saved {
		p.op("Q\n")
		p.state = before
	}
	return nil
}

// rule ends a painting operator with the rule for what is inside.
func rule(evenOdd bool) string {
	if evenOdd {
		return "*\n"
	}
	return "\n"
}

// outline appends the operators that make a path.
func (p *pen) outline(path geom.Path) {
	b := *p.raw
	if r, ok := upright(path); ok {
		b = p.xy(b, geom.Position{X: r.X, Y: r.Bottom()})
		b = append(appendPoints(b, r.W), ' ')
		*p.raw = append(appendPoints(b, r.H), " re\n"...)
		return
	}
	for _, s := range path {
		switch s.Verb {
		case geom.MoveTo:
			b = append(p.xy(b, s.P[0]), "m\n"...)
		case geom.LineTo:
			b = append(p.xy(b, s.P[0]), "l\n"...)
		case geom.CurveTo:
			b = append(p.xy(p.xy(p.xy(b, s.P[0]), s.P[1]), s.P[2]), "c\n"...)
		case geom.Close:
			b = append(b, "h\n"...)
		}
	}
	*p.raw = b
}

// xy appends a position and a space.
func (p *pen) xy(b []byte, at geom.Position) []byte {
	b = append(appendPoints(b, p.left+at.X), ' ')
	return append(appendPoints(b, p.top-at.Y), ' ')
}

// upright reports whether a path is a box as geom.Box makes it, and which.
func upright(path geom.Path) (geom.Rect, bool) {
	if len(path) != 5 || path[0].Verb != geom.MoveTo || path[4].Verb != geom.Close {
		return geom.Rect{}, false
	}
	a, c := path[0].P[0], path[2].P[0]
	r := geom.Rect{X: a.X, Y: a.Y, W: c.X - a.X, H: c.Y - a.Y}
	for i, s := range geom.Box(r)[:4] {
		if path[i].Verb != s.Verb || path[i].P[0] != s.P[0] {
			return geom.Rect{}, false
		}
	}
	return r, true
}

// gradient fills an outline with a gradient.
func (p *pen) gradient(it *page.Path) {
	p.op("q\n")
	p.outline(it.Area())
	p.op("W" + rule(it.EvenOdd))
	p.op("n\n")
	p.flush()
	// fpdf measures the axis in parts of a box, which must be square or it
	// would slant the gradient.
	b := it.Bounds()
	side := max(b.W, b.H, 1)
	part := func(at geom.Position) (x, y float64) {
		return float64(at.X-b.X) / float64(side), 1 - float64(at.Y-b.Y)/float64(side)
	}
	x1, y1 := part(it.Fill.From)
	x2, y2 := part(it.Fill.Until)
	r1, g1, b1 := screen(it.Fill.Colour)
	r2, g2, b2 := screen(*it.Fill.To)
	_, height := p.doc.GetPageSize()
	p.doc.LinearGradient((p.left + b.X).Points(), height-(p.top-b.Y).Points(), side.Points(), side.Points(),
		r1, g1, b1, r2, g2, b2, x1, y1, x2, y2)
	p.op("Q\n")
}

// screen returns a colour as a screen shows it, 0 to 255 a part.
func screen(c geom.Colour) (r, g, b int) {
	if c.Space == geom.RGB {
		return int(c.V[0]), int(c.V[1]), int(c.V[2])
	}
	tint := 100
	if c.Space == geom.Spot {
		tint = int(c.Tint)
	}
	part := func(i int) int {
		ink, black := int(c.V[i])*tint/100, int(c.V[3])*tint/100
		return 255 * (100 - ink) * (100 - black) / 10_000
	}
	return part(0), part(1), part(2)
}

// stroke sets the pen that outlines are drawn with.
func (p *pen) stroke(s *page.Stroke) error {
	if p.state.stroke == nil || *p.state.stroke != s.Colour {
		if err := p.colour(s.Colour, true); err != nil {
			return err
		}
		p.state.stroke = &s.Colour
	}
	b := *p.raw
	if width := max(s.Width, 1); p.state.width != width {
		b = append(appendPoints(b, width), " w\n"...)
		p.state.width = width
	}
	if len(s.Dash) > 0 {
		b = append(b, '[')
		for _, d := range s.Dash {
			b = append(appendPoints(b, d), ' ')
		}
		b = append(b, "]0 d\n"...)
	}
	*p.raw = b
	return nil
}

// fill sets the colour that areas and text are filled with.
func (p *pen) fill(c geom.Colour) error {
	if p.state.fill != nil && *p.state.fill == c {
		return nil
	}
	p.state.fill = &c
	return p.colour(c, false)
}

func (p *pen) colour(c geom.Colour, stroke bool) error {
	switch c.Space {
	case geom.RGB:
		p.flush()
		r, g, b := int(c.V[0]), int(c.V[1]), int(c.V[2])
		if stroke {
			p.doc.SetDrawColor(r, g, b)
		} else {
			p.doc.SetFillColor(r, g, b)
		}
	case geom.CMYK:
		p.chunk.press = true
		b := *p.raw
		for _, v := range c.V {
			b = append(appendThousandths(b, int64(v)*10), ' ')
		}
		if stroke {
			*p.raw = append(b, "K\n"...)
		} else {
			*p.raw = append(b, "k\n"...)
		}
	case geom.Spot:
		p.chunk.press = true
		if err := p.ink(c); err != nil {
			return err
		}
		p.flush()
		if stroke {
			p.doc.SetDrawSpotColor(name(c.Name), c.Tint)
		} else {
			p.doc.SetFillSpotColor(name(c.Name), c.Tint)
		}
	}
	return p.doc.Error()
}

// ink makes a named ink known to the document. ISO 19005-2, 6.2.4.4: one name,
// one alternative.
func (p *pen) ink(c geom.Colour) error {
	if c.Name == "" {
		return fmt.Errorf("a named ink has no name")
	}
	if err := p.chunk.ink(c.Name, c.V); err != nil {
		return err
	}
	if !slices.Contains(p.inks, c.Name) {
		p.inks = append(p.inks, c.Name)
		p.doc.AddSpotColor(name(c.Name), c.V[0], c.V[1], c.V[2], c.V[3])
	}
	return nil
}

// ink notes a named ink and its CMYK alternative.
func (c *Chunk) ink(name string, v [4]uint8) error {
	if known, ok := c.inks[name]; ok && known != v {
		return errInk(name, known, v)
	}
	if c.inks == nil {
		c.inks = map[string][4]uint8{}
	}
	c.inks[name] = v
	return nil
}

func errInk(name string, a, b [4]uint8) error {
	return fmt.Errorf("the ink %q is %d %% in one place and %d %% in another: it can have one CMYK alternative only", name, a, b)
}
