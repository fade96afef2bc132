package pdf

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/paint"
)

// path paints an outline or a mosaic.
func (p *pen) path(it *page.Path) error {
	if len(it.Outline) == 0 && it.Mosaic == nil || it.Fill == nil && it.Stroke == nil {
		return nil
	}
	if it.Stroke != nil && it.Stroke.Nib != nil {
		return p.withNib(it)
	}
	before := p.state
	saved := faded(it.Opacity) || special(it.Stroke)
	if saved {
		p.op("q\n")
	}
	p.fade(it.Opacity)
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
		if quarters, ok := p.quarters(); fill != nil && ok && len(it.Mosaic.Rows) <= geom.MaxMosaic {
			*p.raw = paint.AppendStencil(*p.raw, it.Mosaic, quarters, p.left, p.top)
		} else if fill != nil {
			*p.raw = paint.AppendMosaic(*p.raw, it.Mosaic, p.left, p.top)
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

// quarters returns by how many right angles the group being drawn is turned clockwise on paper. It reports false for
// other angles, and in a form, which may be shown at any.
func (p *pen) quarters() (int, bool) {
	switch m := p.place; {
	case !p.onPaper:
		return 0, false
	case m.B == 0 && m.C == 0 && m.A > 0:
		return 0, true
	case m.B == 0 && m.C == 0:
		return 2, true
	case m.A == 0 && m.D == 0 && m.B < 0:
		return 1, true
	case m.A == 0 && m.D == 0:
		return 3, true
	}
	return 0, false
}

// faded reports whether something with an opacity is translucent.
func faded(opacity float64) bool { return opacity > 0 && opacity < 1 }

// fade makes the next paint translucent, if opacity asks for that.
func (p *pen) fade(opacity float64) {
	if faded(opacity) {
		a := int64(math.Round(opacity * 1000))
		i := slices.Index(p.chunk.alphas, a)
		if i < 0 {
			i = len(p.chunk.alphas)
			p.chunk.alphas = append(p.chunk.alphas, a)
		}
		*p.raw = append(strconv.AppendInt(append(*p.raw, "/GS"...), int64(i+1), 10), " gs\n"...)
		p.chunk.translucent = true
	}
}

// withNib paints a path whose pen is not round: first its inside, then the line in
// the plane in which its pen is round.
func (p *pen) withNib(it *page.Path) error {
	inside, round := *it, *it.Stroke
	inside.Stroke, round.Nib = nil, nil
	if err := p.path(&inside); err != nil {
		return err
	}
	n := it.Stroke.Nib
	plane := geom.Matrix{A: n.A, B: -n.B, C: -n.C, D: n.D} // y grows upwards
	back, ok := plane.Inverse()
	if !ok {
		return errors.New("a pen has no width in one direction")
	}
	before := p.state
	p.op("q\n")
	p.fade(it.Opacity)
	if err := p.stroke(&round); err != nil {
		return err
	}
	p.transform(plane)
	left, top := p.left, p.top
	p.left, p.top = 0, 0
	outline := make(geom.Path, len(it.Outline))
	for i, s := range it.Outline {
		for j, q := range s.P {
			x, y := back.At(float64(left+q.X), float64(top-q.Y))
			s.P[j] = geom.Position{X: geom.Length(math.Round(x)), Y: -geom.Length(math.Round(y))}
		}
		outline[i] = s
	}
	p.outline(outline)
	p.op("S\nQ\n")
	p.left, p.top, p.state = left, top, before
	return nil
}

// rule ends a painting operator with the fill rule.
func rule(evenOdd bool) string {
	if evenOdd {
		return "*\n"
	}
	return "\n"
}

// outline appends the path construction operators of a path.
func (p *pen) outline(path geom.Path) { *p.raw = paint.AppendOutline(*p.raw, path, p.left, p.top) }

// xy appends a position and a space.
func (p *pen) xy(b []byte, at geom.Position) []byte {
	return paint.AppendPosition(b, at, p.left, p.top)
}

// gradient fills an outline with a gradient.
func (p *pen) gradient(it *page.Path) {
	p.op("q\n")
	p.outline(it.Area())
	p.op("W" + rule(it.EvenOdd))
	p.op("n\n")
	var shading []byte
	if m := it.Fill.Circle; m != nil {
		const point = float64(geom.Point)
		p.transform(geom.Matrix{A: m.A / point, B: -m.B / point, C: m.C / point, D: -m.D / point,
			E: (float64(p.left) + m.E) / point, F: (float64(p.top) - m.F) / point})
		shading = append(shading, "<</ShadingType 3/Coords[0 0 0 0 0 1]"...)
	} else {
		shading = append(shading, "<</ShadingType 2/Coords["...)
		shading = append(p.xy(p.xy(shading, it.Fill.From), it.Fill.Until), ']')
	}
	shading = append(shading, "/ColorSpace/DeviceRGB/Extend[true true]/Function"...)
	p.op("/" + p.chunk.shading(string(append(paint.AppendFunction(shading, it.Fill), ">>"...))) + " sh\nQ\n")
}

// shading adds a shading to the chunk, if it is new, and returns its name.
func (c *Chunk) shading(dict string) string {
	i := slices.Index(c.shadings, dict)
	if i < 0 {
		i = len(c.shadings)
		c.shadings = append(c.shadings, dict)
	}
	return "Sh" + strconv.Itoa(i)
}

// stroke sets the pen with which outlines are drawn.
func (p *pen) stroke(s *page.Stroke) error {
	if p.state.stroke == nil || *p.state.stroke != s.Colour {
		if err := p.colour(s.Colour, true); err != nil {
			return err
		}
		p.state.stroke = &s.Colour
	}
	b := *p.raw
	if width := max(s.Width, 1); p.state.width != width {
		b = append(paint.AppendPoints(b, width), " w\n"...)
		p.state.width = width
	}
	if s.Cap != page.ButtCap {
		b = append(strconv.AppendInt(b, int64(s.Cap), 10), " J\n"...)
	}
	if s.Join != page.MiterJoin {
		b = append(strconv.AppendInt(b, int64(s.Join), 10), " j\n"...)
	}
	if s.Miter != 0 {
		b = append(paint.AppendDecimal(b, max(1, s.Miter)), " M\n"...)
	}
	if len(s.Dash) > 0 {
		b = append(b, '[')
		for _, d := range s.Dash {
			b = append(paint.AppendPoints(b, d), ' ')
		}
		b = append(paint.AppendPoints(append(b, ']'), s.Phase), " d\n"...)
	}
	*p.raw = b
	return nil
}

// special reports whether s sets parameters that the next stroke would not reset.
func special(s *page.Stroke) bool {
	return s != nil && (len(s.Dash) > 0 || s.Cap != page.ButtCap || s.Join != page.MiterJoin || s.Miter != 0)
}

// fill sets the colour with which areas and text are filled.
func (p *pen) fill(c geom.Colour) error {
	if p.state.fill != nil && *p.state.fill == c {
		return nil
	}
	p.state.fill = &c
	return p.colour(c, false)
}

// colour sets the colour of lines, with stroke, or of areas.
func (p *pen) colour(c geom.Colour, stroke bool) error {
	operator := func(line, area string) {
		if stroke {
			area = line
		}
		p.op(area)
	}
	switch c.Space {
	case geom.RGB:
		if c.V[0] == c.V[1] && c.V[1] == c.V[2] {
			*p.raw = paint.AppendPart(*p.raw, c.V[0])
			operator(" G\n", " g\n")
			break
		}
		for _, v := range c.V[:3] {
			*p.raw = append(paint.AppendPart(*p.raw, v), ' ')
		}
		operator("RG\n", "rg\n")
	case geom.CMYK:
		p.chunk.press = true
		*p.raw = paint.AppendTints(*p.raw, c.V)
		operator(" K\n", " k\n")
	case geom.Spot:
		n, err := p.ink(c)
		if err != nil {
			return err
		}
		*p.raw = strconv.AppendInt(append(*p.raw, "/CS"...), int64(n), 10)
		operator(" CS ", " cs ")
		*p.raw = cos.AppendThousandths(*p.raw, int64(min(c.Tint, 100))*10)
		operator(" SCN\n", " scn\n")
	}
	return nil
}

// ink adds a named ink to the chunk, if it is new, and returns the number of its
// colour space. ISO 19005-2, 6.2.4.4: a name has one alternative.
func (p *pen) ink(c geom.Colour) (int, error) {
	if c.Name == "" {
		return 0, fmt.Errorf("a named ink has no name")
	}
	if err := p.chunk.ink(c.Name, c.V); err != nil {
		return 0, err
	}
	i := slices.Index(p.chunk.spots, c.Name)
	if i < 0 {
		i = len(p.chunk.spots)
		p.chunk.spots = append(p.chunk.spots, c.Name)
	}
	return i + 1, nil
}

// ink records a named ink and its CMYK alternative.
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

// errInk is the error of an ink with two alternatives.
func errInk(name string, a, b [4]uint8) error {
	return fmt.Errorf("the ink %q is %d %% in one place and %d %% in another: it can have only one CMYK alternative",
		name, a, b)
}
