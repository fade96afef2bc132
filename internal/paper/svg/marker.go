package svg

import (
	"fmt"
	"math"
	"strings"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

// vertex is a start, end or intermediate point of a path, with its incoming and outgoing directions.
type vertex struct {
	x, y     float64
	in, out  [2]float64
	from, to bool // whether there is an incoming, and an outgoing, direction
}

// vertices returns the vertices of an outline, in the element's coordinates.
func vertices(outline geom.Path, back geom.Matrix) (list []vertex) {
	start := 0
	at := func(p geom.Position) (x, y float64) { return back.At(float64(p.X), float64(p.Y)) }
	reach := func(x, y float64, out, in [2]float64) {
		last := &list[len(list)-1]
		if out == [2]float64{} {
			out = [2]float64{x - last.x, y - last.y}
		}
		if in == [2]float64{} {
			in = out
		}
		if !last.to {
			last.out, last.to = out, true
		}
		list = append(list, vertex{x: x, y: y, in: in, from: true})
	}
	for _, s := range outline {
		x, y := at(s.P[0])
		switch s.Verb {
		case geom.MoveTo:
			start = len(list)
			list = append(list, vertex{x: x, y: y})
		case geom.LineTo:
			reach(x, y, [2]float64{}, [2]float64{})
		case geom.CurveTo:
			bx, by := at(s.P[1])
			cx, cy := at(s.P[2])
			last := list[len(list)-1]
			reach(cx, cy, [2]float64{x - last.x, y - last.y}, [2]float64{cx - bx, cy - by})
		case geom.Close:
			first := list[start]
			reach(first.x, first.y, [2]float64{}, [2]float64{})
			last := &list[len(list)-1]
			if first.to {
				last.out, last.to = first.out, true
			}
			list[start].in, list[start].from = last.in, last.from
		}
	}
	return list
}

// angle returns the direction of a marker in degrees: halfway between the two directions of the path (SVG 1.1, 11.6.2).
func (v vertex) angle() float64 {
	in, out := math.Atan2(v.in[1], v.in[0]), math.Atan2(v.out[1], v.out[0])
	switch {
	case !v.from:
		in = out
	case !v.to:
		out = in
	}
	if out-in > math.Pi {
		out -= 2 * math.Pi
	} else if in-out > math.Pi {
		out += 2 * math.Pi
	}
	return (in + out) / 2 * 180 / math.Pi
}

// markers draws the markers at the vertices of a shape.
func (d *drawing) markers(n *node, c context, outline geom.Path, data string) []page.Item {
	all := d.declared(n)
	var which [3]*node // start, middle and end
	some := false
	for i, key := range []string{"marker-start", "marker-mid", "marker-end"} {
		v := all[key]
		if v == "" {
			v = all["marker"]
		}
		if ref, _, ok := reference(v); ok {
			which[i] = d.target(n, ref)
			some = some || which[i] != nil && which[i].name == "marker"
		}
	}
	back, ok := c.matrix.Inverse()
	if !some || !ok || n.name == "rect" || n.name == "circle" || n.name == "ellipse" {
		return nil
	}
	if which[1] != nil && n.name == "path" && strings.ContainsAny(data, "aA") {
		d.refuse(n, "there are markers along a path with arcs",
			"convert them to paths: in Inkscape Path > Stroke to Path")
		return nil
	}
	var items []page.Item
	list := vertices(outline, back)
	for i, v := range list {
		at := 1
		if i == 0 {
			at = 0
		} else if i == len(list)-1 {
			at = 2
		}
		if m := which[at]; m != nil && m.name == "marker" {
			items = append(items, d.marker(m, c, v, at == 0)...)
		}
	}
	return items
}

// marker draws a marker at a vertex.
func (d *drawing) marker(n *node, c context, v vertex, first bool) []page.Item {
	if !d.enter(n, n) {
		return nil
	}
	defer d.leave()
	if d.drawn++; d.drawn > maxDrawn {
		d.limit(n, fmt.Sprintf("more than %d elements are drawn", maxDrawn))
		return nil
	}
	degrees := 0.0
	switch o := strings.TrimSpace(n.attributes["orient"]); o {
	case "":
	case "auto", "auto-start-reverse":
		degrees = v.angle()
		if first && o != "auto" {
			degrees += 180
		}
	default:
		list, err := numbers(strings.TrimSuffix(o, "deg"))
		if err != nil || len(list) != 1 {
			d.refuse(n, fmt.Sprintf("orient=%q is not supported", short(o)), `write "auto" or a number of degrees`)
			return nil
		}
		degrees = list[0]
	}
	scale := c.style.width
	if n.attributes["markerUnits"] == "userSpaceOnUse" {
		scale = 1
	}
	turn, _ := one("rotate", []float64{degrees})
	c.matrix = c.matrix.Times(geom.Matrix{A: scale, D: scale, E: v.x, F: v.y}.Times(turn))
	port := box{0, 0, d.number(n, "markerWidth", c.width, 3), d.number(n, "markerHeight", c.height, 3)}
	x, y := d.number(n, "refX", c.width, 0), d.number(n, "refY", c.height, 0)
	if !(port.w > 0 && port.h > 0) {
		return nil
	}
	view, ok := d.viewBox(n)
	inner := c
	inner.matrix = identity
	if ok {
		inner = d.fitted(n, inner, view, port)
	}
	rx, ry := inner.matrix.At(x, y)
	c.matrix = c.matrix.Times(geom.Matrix{A: 1, D: 1, E: -rx, F: -ry})
	c.style = d.inherited(n.parent)
	outer := c
	c.matrix, c.width, c.height = c.matrix.Times(inner.matrix), inner.width, inner.height
	items := d.group(n, c, d.children)
	if d.declared(n)["overflow"] == "visible" {
		return items
	}
	return d.clipTo(n, items, clip{path: d.outline(n, outer, rectangle(port, 0, 0))})
}
