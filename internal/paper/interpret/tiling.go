package interpret

import (
	"math"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
)

// maxTiles is how many tiles of a pattern fill one shape.
const maxTiles = 10_000

// tiling fills a path with a pattern that repeats: ISO 32000-1, 8.7.3.
func (c *content) tiling(path geom.Path, odd bool, with *ink) error {
	s, ok := c.Stream(with.pattern)
	if !ok {
		c.lack(Tiling, path.Bounds())
		return nil
	}
	box, ok := c.Box(s.Dict["BBox"])
	across, down := math.Abs(c.Number(s.Dict["XStep"], 0)), math.Abs(c.Number(s.Dict["YStep"], 0))
	place := c.base.Times(c.Matrix(s.Dict["Matrix"]))
	back, invertible := place.Inverse()
	if !ok || !(across > 0) || !(down > 0) || !invertible || c.forms >= maxForms {
		c.lack(Tiling, path.Bounds())
		return nil
	}
	// the tiles that may touch what is visible of the path
	r := intersection(path.Bounds(), c.state.clip)
	if r.Empty() {
		return nil
	}
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, q := range [...]geom.Position{{X: r.X, Y: r.Y}, {X: r.Right(), Y: r.Y}, {X: r.X, Y: r.Bottom()},
		{X: r.Right(), Y: r.Bottom()}} {
		x, y := back.At(float64(q.X), float64(q.Y))
		x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x), max(y1, y)
	}
	left, right := math.Ceil((x0-box[2])/across), math.Floor((x1-box[0])/across)
	low, high := math.Ceil((y0-box[3])/down), math.Floor((y1-box[1])/down)
	if tiles := (right - left + 1) * (high - low + 1); !(tiles <= maxTiles) {
		c.lack(Tiling, path.Bounds())
		return nil
	}
	b, err := c.Decode(s)
	if err != nil {
		c.lack(Tiling, path.Bounds())
		return nil
	}
	inside := *c
	inside.saved, inside.operands, inside.path = nil, nil, nil
	inside.clipTo(path, odd)
	for i := left; i <= right; i++ {
		for j := low; j <= high; j++ {
			if err := c.step(tileStep); err != nil {
				return err
			}
			at := place.Times(geom.Matrix{A: 1, D: 1, E: i * across, F: j * down})
			if err := inside.tile(s.Dict, b, at, with); err != nil {
				return err
			}
			if err := c.over(); err != nil { // an empty tile has no operators
				return err
			}
		}
	}
	return nil
}

// tile paints one tile.
func (c *content) tile(d cos.Dict, b []byte, at geom.Matrix, with *ink) error {
	t := c.interpreter.content(c.Dict(d["Resources"]), at, c.state.into)
	t.state.clip, t.state.deep = c.state.clip, c.state.deep
	t.around, t.masked, t.blended = c.opacity(with), c.masked || c.state.masked, c.blended || c.state.blended
	if c.Number(d["PaintType"], 1) == 2 && with.space.Base() != nil { // a stencil in one colour
		t.state.fill = ink{space: *with.space.Base(), parts: with.parts, opacity: 1}
		t.state.stroke = t.state.fill
	}
	if box, ok := c.Box(d["BBox"]); ok {
		t.clipTo(quadrangle(nil, at, box), false)
	}
	c.forms++
	err := t.run(b)
	c.forms--
	return err
}
