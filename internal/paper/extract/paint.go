package extract

import (
	"math"
	"slices"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
)

// ink is a colour of the graphics state.
type ink struct {
	colour geom.Colour
	vague  bool      // of a space that is not read
	space  cos.Value // of sc and scn
}

// grey returns a grey as a colour: 0 is black.
func grey(v float64) geom.Colour { return rgb(v, v, v) }

func rgb(r, g, b float64) geom.Colour {
	return geom.Colour{V: [4]uint8{level(r, 255), level(g, 255), level(b, 255)}}
}

func cmyk(c, m, y, k float64) geom.Colour {
	return geom.Colour{Space: geom.CMYK, V: [4]uint8{level(c, 100), level(m, 100), level(y, 100), level(k, 100)}}
}

// level returns a part as a whole number up to most.
func level(v, most float64) uint8 { return uint8(math.Round(max(0, min(1, v)) * most)) }

// device returns the colour of one, three or four components.
func device(n []float64) (c geom.Colour, ok bool) {
	switch len(n) {
	case 1:
		return grey(n[0]), true
	case 3:
		return rgb(n[0], n[1], n[2]), true
	case 4:
		return cmyk(n[0], n[1], n[2], n[3]), true
	}
	return c, false
}

// colour executes an operator that sets a colour.
func (c *content) colour(operator string, n []float64) error {
	which := &c.fill
	if operator[0] < 'a' {
		which = &c.stroke
	}
	switch operator {
	case "cs", "CS":
		space := c.operands[0]
		if v, err := c.resource("ColorSpace", space); err != nil {
			return err
		} else if v != nil {
			space = v
		}
		*which = ink{space: space}
		return nil
	case "sc", "scn", "SC", "SCN":
		colour, ok, err := c.inSpace(which.space, n, 0)
		which.colour, which.vague = colour, !ok
		return err
	}
	colour, ok := device(n)
	*which = ink{colour: colour, vague: !ok}
	return nil
}

// inSpace returns the colour of components in a colour space: ISO 32000-1, 8.6. Profiles are taken for the device's own
// space; of tints, those with an exponential function are read.
func (r *reader) inSpace(space cos.Value, n []float64, depth int) (c geom.Colour, ok bool, err error) {
	if space, err = r.Get(space); err != nil || depth > 3 {
		return c, false, err
	}
	a, isArray := space.(cos.Array)
	kind, _ := space.(cos.Name)
	if isArray && len(a) > 0 {
		kind, _ = a[0].(cos.Name)
	}
	switch kind {
	case "Pattern", "Lab", "Indexed", "DeviceN":
		return c, false, nil
	case "Separation":
		if len(a) != 4 || len(n) != 1 {
			return c, false, nil
		}
		if name := a[1]; name == cos.Name("Black") || name == cos.Name("All") {
			return grey(1 - n[0]), true, nil
		}
		f, err := r.dict(a[3])
		if err != nil {
			return c, false, err
		}
		zero, err := r.array(f["C0"])
		if err != nil {
			return c, false, err
		}
		one, err := r.array(f["C1"])
		if err != nil || len(zero) != len(one) || f["FunctionType"] != cos.Number("2") {
			return c, false, err
		}
		from, to := floats(zero), floats(one)
		for i := range from {
			from[i] += n[0] * (to[i] - from[i])
		}
		return r.inSpace(a[2], from, depth+1)
	}
	c, ok = device(n)
	return c, ok, nil
}

// outline is the path under construction, as the box around it.
type outline struct {
	box   [4]float64 // x0, y0, x1, y1
	lines int        // straight segments
	boxes int
	bent  bool // it has curves
	any   bool
	clip  bool
	from  int // offset of its first operand
	last  [2]float64
}

// corners returns the box around a box that m maps.
func corners(m geom.Matrix, x, y, w, h float64) (b [4]float64) {
	b = [4]float64{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, p := range [][2]float64{{x, y}, {x + w, y}, {x, y + h}, {x + w, y + h}} {
		px, py := m.At(p[0], p[1])
		b = [4]float64{min(b[0], px), min(b[1], py), max(b[2], px), max(b[3], py)}
	}
	return b
}

// rect returns a box in points as a place.
func rect(b [4]float64) geom.Rect {
	near := func(v float64) geom.Length { return geom.Pt(max(-1e5, min(1e5, v))) }
	x, y := near(b[0]), near(b[1])
	return geom.Rect{X: x, Y: y, W: near(b[2]) - x, H: near(b[3]) - y}
}

// meet returns what two boxes share.
func meet(a, b [4]float64) [4]float64 {
	return [4]float64{max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])}
}

// area records something painted, as far as it is visible.
func (c *content) area(b [4]float64, a Area) {
	b = meet(b, c.clip)
	if b[0] >= b[2] || b[1] >= b[3] || len(c.page.Areas) >= maxAreas {
		return
	}
	a.Box = rect(b)
	c.page.Areas = append(c.page.Areas, a)
}

// draw executes an operator of paths that ends at an offset.
func (c *content) draw(operator string, n []float64, end int) {
	p := &c.path
	if !p.any && p.boxes == 0 {
		p.from = c.from
	}
	switch operator {
	case "m", "l":
		if operator == "l" {
			p.lines++
		}
		p.include(c.ctm, n)
	case "c", "v", "y":
		p.bent = true
		p.include(c.ctm, n)
	case "re":
		p.boxes++
		p.include(c.ctm, []float64{n[0], n[1], n[0] + n[2], n[1], n[0] + n[2], n[1] + n[3], n[0], n[1] + n[3]})
	case "h":
	case "W", "W*":
		p.clip = true
	default:
		if operator != "n" && p.any {
			c.painted(operator, end)
		}
		if p.clip && p.any {
			c.clip = meet(c.clip, p.box)
		}
		*p = outline{}
	}
}

// include extends the path by points.
func (p *outline) include(m geom.Matrix, n []float64) {
	for i := 0; i+1 < len(n); i += 2 {
		x, y := m.At(n[i], n[i+1])
		if !p.any {
			p.box, p.any = [4]float64{x, y, x, y}, true
		}
		p.box = [4]float64{min(p.box[0], x), min(p.box[1], y), max(p.box[2], x), max(p.box[3], y)}
		p.last = [2]float64{x, y}
	}
}

// The shape of a rule, in points.
const (
	thin = 4  // at most
	long = 57 // at least: 20 mm
)

// painted records a path that is filled or stroked by an operator that ends at an offset.
func (c *content) painted(operator string, end int) {
	p, b := &c.path, c.path.box
	stroked := operator != "f" && operator != "F" && operator != "f*"
	filled := operator != "S" && operator != "s"
	most, _ := c.ctm.Stretch()
	pen := max(c.width*most, 0.1)
	if p.lines == 0 && p.boxes == 0 && !p.bent {
		return
	}
	line := stroked && !filled && p.lines == 1 && p.boxes == 0 && !p.bent
	bar := filled && !p.bent && (p.boxes == 1 && p.lines == 0 || p.boxes == 0 && (p.lines == 3 || p.lines == 4))
	if b = meet(b, [4]float64{c.clip[0], c.clip[1] - 1, c.clip[2], c.clip[3] + 1}); b[0] > b[2] || b[1] > b[3] {
		return
	}
	if b[2]-b[0] >= long && (line && b[3]-b[1] < 1 && pen <= thin || bar && b[3]-b[1] <= thin) {
		if line {
			b[1], b[3] = b[1]-pen/2, b[3]+pen/2
		}
		c.page.Rules = append(c.page.Rules, Rule{Box: rect(b), Dashed: line && c.dashed && !p.clip,
			at: place{c.object, p.from}, until: end, order: len(c.page.Areas)})
		return
	}
	if stroked {
		b = [4]float64{b[0] - pen/2, b[1] - pen/2, b[2] + pen/2, b[3] + pen/2}
	}
	even := filled && !c.fill.vague
	c.area(b, Area{Filled: even, Plain: even && bar && !c.faint, Colour: c.fill.colour})
}

// covered drops what a plain box covers that is painted later.
func (r *reader) covered() {
	p := r.page
	large := p.Size.W.Points() * p.Size.H.Points() / 5
	type cover struct {
		box   geom.Rect
		order int
	}
	var covers []cover
	for i, a := range p.Areas {
		if a.Plain && a.Box.W.Points()*a.Box.H.Points() > large {
			covers = append(covers, cover{a.Box, i})
		}
	}
	hidden := func(b geom.Rect, order int) bool {
		return slices.ContainsFunc(covers, func(c cover) bool { return c.order >= order && c.box.Contains(b) })
	}
	r.glyphs = slices.DeleteFunc(r.glyphs, func(g glyph) bool {
		b := rect([4]float64{min(g.x, g.x+g.dx), g.y - g.size/2, max(g.x, g.x+g.dx), g.y})
		return hidden(b, g.order)
	})
	p.Rules = slices.DeleteFunc(p.Rules, func(r Rule) bool { return hidden(r.Box, r.order) })
	kept := p.Areas[:0:0]
	for i, a := range p.Areas {
		if !hidden(a.Box, i+1) {
			kept = append(kept, a)
		}
	}
	p.Areas = kept
}
