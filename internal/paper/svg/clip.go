package svg

import (
	"fmt"
	"strings"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

// clip is an area with its fill rule.
type clip struct {
	path geom.Path
	odd  bool
}

// clipTo clips the items of n to an area, unless they are already inside it.
func (d *drawing) clipTo(n *node, items []page.Item, to clip) []page.Item {
	if len(items) == 0 || len(to.path) == 0 {
		return nil
	}
	if upright(to.path) && within(items, to.path.Bounds()) {
		return items
	}
	if depth(items) >= maxClips {
		d.limit(n, fmt.Sprintf("clipping paths are nested more than %d deep", maxClips))
	}
	return []page.Item{&page.Group{Clip: to.path, Odd: to.odd, Items: items}}
}

// within reports whether items paint only inside area.
func within(items []page.Item, area geom.Rect) bool {
	for _, it := range items {
		switch it := it.(type) {
		case *page.Path:
			if !area.Contains(reach(it)) {
				return false
			}
		case *page.Picture:
			if !area.Contains(it.Box) {
				return false
			}
		case *page.Group:
			if it.Turn != 0 || !area.Contains(it.Clip.Bounds()) && !within(it.Items, area) {
				return false
			}
		}
	}
	return true
}

// depth returns how deep groups are nested.
func depth(items []page.Item) (most int) {
	for _, it := range items {
		if g, ok := it.(*page.Group); ok {
			most = max(most, 1+depth(g.Items))
		}
	}
	return most
}

// upright reports whether path is an unrotated box.
func upright(path geom.Path) bool {
	r := path.Bounds()
	if len(path) != 5 || path[4].Verb != geom.Close || r.Empty() {
		return false
	}
	for i, s := range path[:4] {
		next := path[(i+1)%4].P[0]
		if i > 0 && s.Verb != geom.LineTo || (s.P[0].X == next.X) == (s.P[0].Y == next.Y) {
			return false
		}
	}
	return true
}

// clipped clips the items of n to the clipPath or mask that v refers to.
func (d *drawing) clipped(n *node, c context, v string, items []page.Item) []page.Item {
	ref, rest, ok := reference(v)
	if !ok || rest != "" {
		d.refuse(n, fmt.Sprintf("something is clipped to %q, which is not supported", short(v)),
			"use a clipping path that is an element of the file")
		return nil
	}
	to := d.target(n, ref)
	if to == nil || to.name != "clipPath" && to.name != "mask" {
		return items
	}
	if !d.enter(n, to) {
		return nil
	}
	defer d.leave()
	c.style = d.inherited(to)
	var paths []geom.Path
	leaves(items, func(p *page.Path) { paths = append(paths, p.Outline) })
	unit, ok := unitBox(paths, c)
	inner := c
	if to.attributes["clipPathUnits"] == "objectBoundingBox" ||
		to.attributes["maskContentUnits"] == "objectBoundingBox" {
		if !ok {
			return nil
		}
		inner.matrix = c.matrix.Times(unit)
	}
	if to.name == "mask" {
		items = d.region(to, c, unit, items)
	} else {
		inner.matrix = inner.matrix.Times(d.transform(to, "transform"))
	}
	for _, key := range []string{"clip-path", "mask"} {
		if v := d.declared(to)[key]; v != "" && v != "none" {
			items = d.clipped(to, c, v, items)
		}
	}
	return d.clipTo(n, items, d.clipArea(to, inner))
}

// region clips items to the region of a mask (SVG 1.1, 14.4).
func (d *drawing) region(n *node, c context, unit geom.Matrix, items []page.Item) []page.Item {
	width, height := c.width, c.height
	if n.attributes["maskUnits"] != "userSpaceOnUse" {
		c.matrix, width, height = c.matrix.Times(unit), 1, 1
	}
	r := box{d.number(n, "x", width, -width/10), d.number(n, "y", height, -height/10),
		d.number(n, "width", width, width*1.2), d.number(n, "height", height, height*1.2)}
	return d.clipTo(n, items, clip{path: d.outline(n, c, rectangle(r, 0, 0))})
}

// clipArea returns the area of a clipPath, or of a mask that is equivalent to one.
func (d *drawing) clipArea(n *node, c context) clip {
	var all clip
	var areas []geom.Rect
	for _, child := range n.children {
		path, odd := d.clipShape(child, c, n)
		if len(path) == 0 {
			continue
		}
		areas = append(areas, path.Bounds())
		if len(areas) > 1 && (overlap(areas) || odd != all.odd) {
			d.refuse(child, "a clipping path has overlapping shapes",
				"unite them: in Inkscape Path > Union, in Illustrator Pathfinder > Unite")
			return clip{}
		}
		all = clip{append(all.path, path...), odd}
	}
	return all
}

// clipShape returns the area of one shape of the enclosing clipPath or mask.
func (d *drawing) clipShape(n *node, c context, around *node) (area geom.Path, odd bool) {
	all := d.declared(n)
	if apart[n.name] || d.full || all["display"] == "none" {
		return nil, false
	}
	if d.drawn++; d.drawn > maxDrawn {
		d.limit(n, fmt.Sprintf("more than %d elements are drawn", maxDrawn))
		return nil, false
	}
	c.style = d.styled(n, c)
	c.matrix = c.matrix.Times(d.transform(n, "transform"))
	for _, key := range []string{"clip-path", "mask"} {
		if v := all[key]; v != "" && v != "none" {
			d.refuse(n, "a shape inside a clipping path is itself clipped",
				"intersect the two: in Inkscape Path > Intersection")
		}
	}
	switch n.name {
	case "use":
		to := d.target(n, strings.TrimSpace(n.attributes["href"]))
		if to == nil || !d.enter(n, to) {
			return nil, false
		}
		defer d.leave()
		c.matrix = c.matrix.Times(geom.Matrix{A: 1, D: 1, E: d.number(n, "x", c.width, 0),
			F: d.number(n, "y", c.height, 0)})
		return d.clipShape(to, c, around)
	case "path", "rect", "circle", "ellipse", "line", "polyline", "polygon":
	default:
		if around.name == "mask" || wordy(n) {
			d.refuse(n, fmt.Sprintf("a <%s> contains <%s>", around.name, n.name), "use one path instead")
		}
		return nil, false
	}
	if c.style.hidden {
		return nil, false
	}
	if around.name == "mask" && !d.covers(n, c, d.declared(around)["mask-type"] == "alpha") {
		d.refuse(n, "there is a mask with shades of grey", "use a clipping path instead, or save the picture as PNG")
		return nil, false
	}
	data, _ := d.pathData(n, c)
	if around.name == "mask" {
		return d.outline(n, c, data), c.style.evenOdd
	}
	return d.outline(n, c, data), c.style.clipOdd
}

// covers reports whether a shape of a mask shows everything inside it and nothing else: it is filled with white, or
// just opaque, and has no stroke.
func (d *drawing) covers(n *node, c context, alpha bool) bool {
	s, fill := c.style, c.style.fill.colour
	if s.fill.kind == current {
		fill = s.colour
	}
	white := fill.V == [4]uint8{255, 255, 255}
	opacity := 1.0
	reader{d, n, d.declared(n)}.opacity("opacity", &opacity)
	return (s.fill.kind == plain || s.fill.kind == current) && (white || alpha) && fill.alpha == 1 &&
		s.fillOpacity == 1 && opacity == 1 && s.stroke.kind == nothing
}
