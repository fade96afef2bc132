package svg

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

// context is the surroundings of an element.
type context struct {
	matrix        geom.Matrix // to the picture, in EMU
	style         style       // of the parent element
	width, height float64     // of the view that percentages refer to
}

// children draws the children of n.
func (d *drawing) children(n *node, c context) []page.Item {
	var items []page.Item
	for _, child := range n.children {
		items = append(items, d.element(child, c)...)
	}
	return items
}

// apart are elements that are drawn only where others refer to them, or not at all.
var apart = map[string]bool{
	"defs": true, "symbol": true, "clipPath": true, "linearGradient": true, "radialGradient": true, "stop": true,
	"style": true, "title": true,
	"desc": true, "metadata": true, "pattern": true, "mask": true, "marker": true, "filter": true, "view": true,
	"cursor": true, "font": true,
	"font-face": true, "color-profile": true, "solidcolor": true, "animate": true, "animateTransform": true,
	"animateMotion": true, "animateColor": true,
	"set": true, "discard": true, "script": true, "foreignObject": true,
}

// element draws n and its children.
func (d *drawing) element(n *node, c context) []page.Item {
	if apart[n.name] || d.full || d.declared(n)["display"] == "none" {
		return nil
	}
	if d.drawn++; d.drawn > maxDrawn {
		d.limit(n, fmt.Sprintf("more than %d elements are drawn", maxDrawn))
		return nil
	}
	switch n.name {
	case "g", "a":
		return d.group(n, c, d.children)
	case "svg":
		return d.group(n, c, func(n *node, c context) []page.Item { return d.port(n, c, n.attributes) })
	case "use":
		return d.group(n, c, d.use)
	case "switch":
		return d.group(n, c, d.alternative)
	case "path", "rect", "circle", "ellipse", "line", "polyline", "polygon":
		return d.group(n, c, d.shape)
	case "text", "flowRoot", "tspan", "textPath", "tref":
		if wordy(n) {
			d.refuse(n, "there is text, but the file has no font for it",
				"convert it to paths: in Inkscape Path > Object to Path, in Illustrator Type > Create Outlines, in "+
					"Figma Outline Stroke or Flatten")
		}
	case "image":
		return d.group(n, c, d.bitmap)
	case "video", "audio", "iframe", "canvas", "embed", "object":
		d.refuse(n, fmt.Sprintf("there is a <%s>", n.name), "remove it")
	}
	return nil // unknown elements are not drawn: SVG 2, 5.2.2
}

// wordy reports whether n contains text.
func wordy(n *node) bool {
	for _, c := range n.children {
		if wordy(c) {
			return true
		}
	}
	return n.words
}

// refused are properties that cannot be printed, with message and hint.
var refused = []struct{ name, what, hint string }{
	{"filter", "there is a filter, such as a shadow or a blur", "remove it, or save the picture as PNG"},
	{"mix-blend-mode", "there is a blend mode", "set it to normal, or save the picture as PNG"},
}

// group draws n with draw and applies its style, transform, clip and opacity.
func (d *drawing) group(n *node, c context, draw func(*node, context) []page.Item) []page.Item {
	all := d.declared(n)
	for _, r := range refused {
		if v := all[r.name]; v != "" && v != "none" && v != "normal" && v != "inherit" {
			d.refuse(n, r.what, r.hint)
		}
	}
	c.style = d.styled(n, c)
	if n != d.root {
		c.matrix = c.matrix.Times(d.transform(n, "transform"))
	}
	opacity := 1.0
	reader{d, n, all}.opacity("opacity", &opacity)
	if opacity == 0 {
		return nil
	}
	items := draw(n, c)
	for _, key := range []string{"clip-path", "mask"} {
		if v := all[key]; v != "" && v != "none" && len(items) > 0 {
			items = d.clipped(n, c, v, items)
		}
	}
	return d.faded(n, items, opacity)
}

// faded makes items translucent as a whole, which equals fading each of them if they do not overlap.
func (d *drawing) faded(n *node, items []page.Item, opacity float64) []page.Item {
	if opacity == 1 || len(items) == 0 {
		return items
	}
	if pictured(items) {
		d.refuse(n, "there is a translucent picture", "make it opaque, or save the whole drawing as PNG")
		return nil
	}
	var areas []geom.Rect
	leaves(items, func(p *page.Path) { areas = append(areas, reach(p)) })
	if overlap(areas) {
		d.refuse(n, "there is a translucent group whose shapes overlap",
			"give each shape its own opacity, or unite them")
	}
	return fade(items, opacity)
}

// pictured reports whether there is a bitmap among items.
func pictured(items []page.Item) bool {
	return slices.ContainsFunc(items, func(it page.Item) bool {
		g, ok := it.(*page.Group)
		_, isPicture := it.(*page.Picture)
		return isPicture || ok && pictured(g.Items)
	})
}

// fade returns translucent copies of items.
func fade(items []page.Item, opacity float64) []page.Item {
	out := make([]page.Item, len(items))
	for i, it := range items {
		switch it := it.(type) {
		case *page.Path:
			p := *it
			p.Opacity = opacity * opaque(p.Opacity)
			out[i] = &p
		case *page.Picture:
			out[i] = it // faded refuses it
		case *page.Group:
			g := *it
			g.Items = fade(g.Items, opacity)
			out[i] = &g
		}
	}
	return out
}

// opaque converts the opacity of a page.Path, in which 0 means 1.
func opaque(v float64) float64 {
	if v > 0 && v < 1 {
		return v
	}
	return 1
}

// leaves calls f for every path of items.
func leaves(items []page.Item, f func(*page.Path)) {
	for _, it := range items {
		switch it := it.(type) {
		case *page.Path:
			f(it)
		case *page.Group:
			leaves(it.Items, f)
		}
	}
}

// reach returns a box around everything that p paints.
func reach(p *page.Path) geom.Rect {
	r := p.Outline.Bounds()
	if s := p.Stroke; s != nil {
		far := 1.5 // a diagonal square cap
		if s.Join == page.MiterJoin {
			far = max(far, s.Miter)
		}
		if s.Nib != nil {
			most, _ := s.Nib.Stretch()
			far *= most
		}
		r = r.Inset(-(s.Width / 2).Scale(far))
	}
	return r
}

// overlap reports whether two of the areas overlap, or whether there are too many to compare.
func overlap(areas []geom.Rect) bool {
	if len(areas) > maxMeeting {
		return true
	}
	sorted := slices.SortedFunc(slices.Values(areas), func(a, b geom.Rect) int { return cmp.Compare(a.X, b.X) })
	for i, a := range sorted {
		for _, b := range sorted[i+1:] {
			if b.X >= a.Right() {
				break
			}
			if a.Y < b.Bottom() && b.Y < a.Bottom() {
				return true
			}
		}
	}
	return false
}

// port draws the children of n in a view of their own: that of a symbol, or of an svg inside another one, whose
// position is in place.
func (d *drawing) port(n *node, c context, place map[string]string) []page.Item {
	whole := map[string]float64{"x": c.width, "y": c.height, "width": c.width, "height": c.height}
	var v [4]float64
	for i, key := range []string{"x", "y", "width", "height"} {
		s := strings.TrimSpace(place[key])
		if s == "" || s == "auto" {
			if i >= 2 {
				v[i] = whole[key]
			}
			continue
		}
		var err error
		if v[i], err = length(s, whole[key]); err != nil {
			d.refuse(n, fmt.Sprintf("%s=%q is not a length", key, short(s)),
				"write a number, with px, mm, cm, in or pt after it")
		}
	}
	port := box{v[0], v[1], v[2], v[3]}
	if !(port.w > 0 && port.h > 0) {
		return nil
	}
	around := c
	if view, ok := d.viewBox(n); ok {
		c = d.fitted(n, c, view, port)
	} else {
		c.matrix = c.matrix.Times(geom.Matrix{A: 1, D: 1, E: port.x, F: port.y})
		c.width, c.height = port.w, port.h
	}
	items := d.children(n, c)
	if d.declared(n)["overflow"] == "visible" {
		return items
	}
	return d.clipTo(n, items, clip{path: d.outline(n, around,
		fmt.Sprintf("M%g %gh%gv%gh%gz", port.x, port.y, port.w, port.h, -port.w))})
}

// use draws the element that n refers to.
func (d *drawing) use(n *node, c context) []page.Item {
	ref := strings.TrimSpace(n.attributes["href"])
	if ref == "" {
		return nil
	}
	to := d.target(n, ref)
	if to == nil {
		return nil
	}
	if !d.enter(n, to) {
		return nil
	}
	defer d.leave()
	var at [2]float64
	for i, key := range []string{"x", "y"} {
		at[i] = d.number(n, key, [...]float64{c.width, c.height}[i], 0)
	}
	c.matrix = c.matrix.Times(geom.Matrix{A: 1, D: 1, E: at[0], F: at[1]})
	if to.name != "symbol" && to.name != "svg" {
		return d.element(to, c)
	}
	place := map[string]string{"width": n.attributes["width"], "height": n.attributes["height"]}
	if to.name == "svg" {
		for _, key := range []string{"x", "y", "width", "height"} {
			if place[key] == "" {
				place[key] = to.attributes[key]
			}
		}
	}
	if d.declared(to)["display"] == "none" {
		return nil
	}
	return d.group(to, c, func(to *node, c context) []page.Item { return d.port(to, c, place) })
}

// enter begins to draw an element that n refers to, and refuses an element that contains itself. Call leave afterwards.
func (d *drawing) enter(n, to *node) bool {
	switch {
	case slices.Contains(d.copies, to):
		d.refuse(n, fmt.Sprintf("<%s> shows %q inside itself", n.name, short(to.attributes["id"])),
			"remove one of the two")
		d.full = true
		return false
	case len(d.copies) == maxCopies:
		d.limit(n, fmt.Sprintf("uses of elements are nested more than %d deep", maxCopies))
		return false
	}
	d.copies = append(d.copies, to)
	return true
}

func (d *drawing) leave() { d.copies = d.copies[:len(d.copies)-1] }

// alternative draws the first child of a switch that has no special requirements.
func (d *drawing) alternative(n *node, c context) []page.Item {
	for _, child := range n.children {
		if child.name != "foreignObject" && strings.TrimSpace(child.attributes["requiredExtensions"]) == "" &&
			strings.TrimSpace(child.attributes["systemLanguage"]) == "" && !apart[child.name] {
			return d.element(child, c)
		}
	}
	return nil
}
