package interpret

import (
	"math"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/resource"
)

// annotations draws the appearances of annotations over a page, as viewers do (ISO 32000-1, 12.5.5), and adds its
// links.
func (p *interpreter) annotations(v cos.Value, place geom.Matrix, pg *page.Page) error {
	v, err := p.Get(v)
	list, ok := v.(cos.Array)
	if err != nil || v != nil && !ok || len(list) > maxLinks {
		p.omit(Unreadable)
		return nil
	}
	for _, ref := range list {
		if err := p.ctx.Err(); err != nil {
			return err
		}
		if err := p.annotation(p.Dict(ref), place, pg); err != nil {
			return err
		}
	}
	return nil
}

func (p *interpreter) annotation(d cos.Dict, place geom.Matrix, pg *page.Page) error {
	const hidden, noView = 1 << 1, 1 << 5
	rect, ok := p.Box(d["Rect"])
	if int(p.Number(d["F"], 0))&(hidden|noView) != 0 || !ok || d["Subtype"] == cos.Name("Popup") {
		return nil
	}
	x0, y0 := place.At(rect[0], rect[1])
	x1, y1 := place.At(rect[2], rect[3])
	box := geom.Rect{X: resource.Length(min(x0, x1)), Y: resource.Length(min(y0, y1)),
		W: resource.Length(math.Abs(x1 - x0)), H: resource.Length(math.Abs(y1 - y0))}
	if url, ok := p.Dict(d["A"])["URI"].(cos.String); ok && d["Subtype"] == cos.Name("Link") {
		pg.Items = append(pg.Items, &page.Link{Box: box, URL: string(url)})
	}
	appearance, err := p.Get(p.Dict(d["AP"])["N"])
	if err != nil {
		p.omit(Note)
		return nil
	}
	if states, ok := appearance.(cos.Dict); ok {
		state, _ := d["AS"].(cos.Name)
		appearance, _ = p.Get(states[state])
	}
	s, ok := appearance.(*cos.Stream)
	if !ok {
		border, _ := p.Numbers(d["Border"], 0)
		if d["Subtype"] != cos.Name("Link") || len(border) < 3 || border[2] != 0 || d["BS"] != nil {
			p.omit(Note) // each viewer has its own look for it
		}
		return nil
	}
	// the appearance's box, turned by its matrix, is stretched over the rectangle
	bounds, ok := p.Box(s.Dict["BBox"])
	if !ok {
		p.omit(Note)
		return nil
	}
	m := p.Matrix(s.Dict["Matrix"])
	var turned [4]float64
	corners := [...][2]float64{{bounds[0], bounds[1]}, {bounds[2], bounds[1]}, {bounds[2], bounds[3]},
		{bounds[0], bounds[3]}}
	for i, q := range corners {
		x, y := m.At(q[0], q[1])
		if i == 0 {
			turned = [4]float64{x, y, x, y}
		}
		turned = [4]float64{min(turned[0], x), min(turned[1], y), max(turned[2], x), max(turned[3], y)}
	}
	w, h := turned[2]-turned[0], turned[3]-turned[1]
	if w <= 0 || h <= 0 {
		return nil
	}
	sx, sy := (rect[2]-rect[0])/w, (rect[3]-rect[1])/h
	onto := place.Times(geom.Matrix{A: sx, D: sy, E: rect[0] - turned[0]*sx, F: rect[1] - turned[1]*sy})
	return p.content(nil, onto, &pg.Items).form(s, onto)
}
