package interpret

import (
	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/resource"
)

// ink is what areas or lines are painted with.
type ink struct {
	space   resource.Space
	parts   []float64 // components of the colour; nil: the first colour of the space, black
	pattern cos.Value // instead of parts
	opacity float64
}

// colourOperator executes the operators that set colours: ISO 32000-1, 8.6.8.
func (c *content) colourOperator(operator cos.Keyword) bool {
	with := &c.state.fill
	if operator[0] >= 'A' && operator[0] <= 'Z' {
		with = &c.state.stroke
	}
	switch operator {
	case "g", "G":
		with.space, with.parts = resource.Grey, c.args(1)
	case "rg", "RG":
		with.space, with.parts = resource.RGB, c.args(3)
	case "k", "K":
		with.space, with.parts = resource.CMYK, c.args(4)
	case "cs", "CS":
		with.space = c.Space(c.name(), c.spaces())
		with.parts = with.space.First()
	case "sc", "SC", "scn", "SCN":
		if with.space.IsPattern() {
			with.pattern = c.named("Pattern", c.name())
			with.parts = nil
			if base := with.space.Base(); base != nil && base.HasColours() && len(c.operands) > base.Components() {
				c.operands = c.operands[:len(c.operands)-1]
				with.parts = c.args(base.Components())
			}
			return true
		}
		with.parts = c.args(with.space.Components())
	default:
		return false
	}
	with.pattern = nil
	return true
}

// paintOf returns the paint of an ink; false if it paints nothing, which is counted.
func (c *content) paintOf(with *ink) (*page.Paint, bool) {
	if with.space.IsPattern() {
		d := c.Dict(with.pattern)
		if c.Number(d["PatternType"], 0) != 2 {
			c.omit(Tiling)
			return nil, false
		}
		g, ok := c.Gradient(d["Shading"], c.base.Times(c.Matrix(d["Matrix"])), c.spaces())
		if !ok {
			c.omit(Shading)
		}
		return g, ok
	}
	colour, ok := with.space.Screen(with.parts)
	if !ok {
		c.omit(Coloured)
	}
	return &page.Paint{Colour: colour}, true
}

// costOf returns the cost of a pixel of a paint, as a multiple of a plain one.
func costOf(p *page.Paint) float64 {
	if p.To == nil {
		return 1
	}
	return pictureCost * float64(1+len(p.Stops)/8)
}

// shade executes sh: it paints all that is visible with a gradient.
func (c *content) shade(v cos.Value) error {
	if !c.visible(&c.state.fill, c.state.clip) {
		return nil
	}
	paint, ok := c.Gradient(v, c.state.place, c.spaces())
	if !ok {
		c.lack(Shading, c.state.clip)
		return nil
	}
	path := geom.Box(c.state.clip)
	c.spend(c.state.clip, costOf(paint), path)
	*c.state.into = append(*c.state.into, &page.Path{Outline: path, Fill: paint, Opacity: c.opacity(&c.state.fill)})
	return c.over()
}
