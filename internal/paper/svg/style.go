package svg

import (
	"fmt"
	"math"
	"strings"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

// style holds the inherited properties.
type style struct {
	fill, stroke               ink
	fillOpacity, strokeOpacity float64
	width                      float64
	cap                        page.Cap
	join                       page.Join
	miter                      float64
	dash                       []float64
	phase                      float64
	evenOdd, clipOdd           bool
	colour                     colour // value of currentColor
	hidden                     bool
	strokeFirst                bool
	fixed                      bool // line widths ignore transforms
}

// initial is the style of the root (SVG 1.1, property index).
var initial = style{fill: ink{kind: plain, colour: colour{alpha: 1}}, fillOpacity: 1, strokeOpacity: 1, width: 1,
	miter: 4, colour: colour{alpha: 1}}

// ink is the paint of a fill or a stroke.
type ink struct {
	kind   inkKind
	colour colour
	ref    string // of a gradient: its id; colour is the fallback
	none   bool   // of a gradient whose fallback is "none"
}

type inkKind uint8

const (
	nothing inkKind = iota
	plain
	current
	server // a gradient or another paint server
)

// properties are the ones we read, out of all that a file may declare.
var properties = map[string]bool{}

func init() {
	for _, p := range strings.Fields(`fill stroke fill-opacity stroke-opacity stroke-width stroke-linecap stroke-linejoin stroke-miterlimit
		stroke-dasharray stroke-dashoffset fill-rule clip-rule color visibility display opacity clip-path mask mask-type filter marker marker-start
		marker-mid marker-end mix-blend-mode paint-order vector-effect stop-color stop-opacity transform transform-origin transform-box overflow
		font-size font-family font-weight font-style text-anchor`) {
		properties[p] = true
	}
}

// declaration is one property of a style.
type declaration struct {
	name, value string
	important   bool
}

// ranked is a value with its priority in the cascade.
type ranked struct {
	value string
	rank  int
}

// The priorities of declarations (CSS 2.1, 6.4): rules override attributes, and style="" overrides rules.
const (
	ofAttribute = -1
	ofStyle     = 1 << 40
	important   = 1 << 50
)

// declared returns the properties of n by name, with the cascade resolved.
func (d *drawing) declared(n *node) map[string]string {
	if n.declared != nil {
		return n.declared
	}
	won := map[string]ranked{}
	put := func(decl declaration, rank int) {
		if decl.important {
			rank += important
		}
		if old, ok := won[decl.name]; !ok || old.rank <= rank {
			won[decl.name] = ranked{decl.value, rank}
		}
	}
	for name, value := range n.attributes {
		if value = strings.TrimSpace(value); properties[name] && value != "" {
			put(declaration{name: name, value: value}, ofAttribute)
		}
	}
	for _, r := range d.matching(n) {
		if d.declarations += len(r.declarations); d.declarations > maxDeclared {
			d.limit(n, "the style sheets set too many properties on too many elements")
			break
		}
		for _, decl := range r.declarations {
			put(decl, r.rank)
		}
	}
	for _, decl := range declarations(n.attributes["style"]) {
		put(decl, ofStyle)
	}
	n.declared = make(map[string]string, len(won))
	for name, r := range won {
		n.declared[name] = r.value
	}
	return n.declared
}

// styled returns the style of n, whose parent has the style in c.
func (d *drawing) styled(n *node, c context) style {
	s := c.style
	all := d.declared(n)
	r := reader{drawing: d, node: n, all: all}
	if v, ok := r.value("color"); ok {
		if col, err := parseColour(v); err == nil {
			s.colour = col
		} else {
			r.unknown("color", v)
		}
	}
	r.ink("fill", &s.fill)
	r.ink("stroke", &s.stroke)
	r.opacity("fill-opacity", &s.fillOpacity)
	r.opacity("stroke-opacity", &s.strokeOpacity)
	r.length("stroke-width", &s.width, c.diagonal())
	r.length("stroke-dashoffset", &s.phase, c.diagonal())
	r.dash(&s.dash, c.diagonal())
	if v, ok := r.value("stroke-miterlimit"); ok {
		if list, err := numbers(v); err == nil && len(list) == 1 && list[0] >= 1 {
			s.miter = list[0]
		} else {
			r.unknown("stroke-miterlimit", v)
		}
	}
	choose(r, "stroke-linecap", &s.cap, map[string]page.Cap{"butt": page.ButtCap, "round": page.RoundCap,
		"square": page.SquareCap})
	choose(r, "stroke-linejoin", &s.join, map[string]page.Join{"miter": page.MiterJoin, "miter-clip": page.MiterJoin,
		"arcs": page.MiterJoin, "round": page.RoundJoin, "bevel": page.BevelJoin})
	rules := map[string]bool{"nonzero": false, "evenodd": true}
	choose(r, "fill-rule", &s.evenOdd, rules)
	choose(r, "clip-rule", &s.clipOdd, rules)
	choose(r, "visibility", &s.hidden, map[string]bool{"visible": false, "hidden": true, "collapse": true})
	choose(r, "vector-effect", &s.fixed, map[string]bool{"none": false, "non-scaling-stroke": true})
	if v, ok := r.value("paint-order"); ok {
		s.strokeFirst = strings.HasPrefix(v, "stroke") || strings.HasPrefix(v, "markers stroke")
	}
	return s
}

// inherited returns the style of n at its place in the file, from the root down, wherever it is drawn.
func (d *drawing) inherited(n *node) style {
	if n == nil {
		return initial
	}
	return d.styled(n, context{style: d.inherited(n.parent)})
}

// reader reads the properties of one element.
type reader struct {
	*drawing
	node *node
	all  map[string]string
}

// value returns a property that is not inherited.
func (r reader) value(name string) (string, bool) {
	v, ok := r.all[name]
	return v, ok && v != "inherit"
}

func (r reader) unknown(name, value string) {
	r.refuse(r.node, fmt.Sprintf("%s=%q is not supported", name, short(value)), "save it again as plain SVG 1.1")
}

func (r reader) ink(name string, to *ink) {
	v, ok := r.value(name)
	if !ok {
		return
	}
	i, err := parseInk(v)
	if err != nil {
		r.unknown(name, v)
		return
	}
	*to = i
}

// parseInk reads the value of fill or stroke.
func parseInk(v string) (ink, error) {
	switch strings.ToLower(v) {
	case "none", "transparent":
		return ink{}, nil
	case "currentcolor":
		return ink{kind: current}, nil
	}
	if ref, rest, ok := reference(v); ok {
		i := ink{kind: server, ref: ref, none: true}
		if rest == "" || rest == "none" {
			return i, nil
		}
		c, err := parseColour(rest)
		i.colour, i.none = c, false
		return i, err
	}
	c, err := parseColour(v)
	return ink{kind: plain, colour: c}, err
}

// reference reads url(#id) and returns the text after it.
func reference(v string) (ref, rest string, ok bool) {
	inner, ok := strings.CutPrefix(v, "url(")
	if !ok {
		return "", "", false
	}
	ref, rest, ok = strings.Cut(inner, ")")
	return strings.Trim(strings.TrimSpace(ref), `"'`), strings.TrimSpace(rest), ok
}

// target returns the element that a reference names, or nil if there is none. An address outside the file is refused.
func (d *drawing) target(n *node, ref string) *node {
	id, ok := strings.CutPrefix(ref, "#")
	if !ok {
		d.refuse(n, fmt.Sprintf("<%s> refers to %q, outside the file", n.name, short(ref)), "embed it in the file")
		return nil
	}
	return d.ids[id]
}

func (r reader) opacity(name string, to *float64) {
	v, ok := r.value(name)
	if !ok {
		return
	}
	if f, err := length(v, 1); err == nil {
		*to = max(0, min(1, f))
	} else {
		r.unknown(name, v)
	}
}

func (r reader) length(name string, to *float64, whole float64) {
	v, ok := r.value(name)
	if !ok {
		return
	}
	if f, err := length(v, whole); err == nil {
		*to = f
	} else {
		r.unknown(name, v)
	}
}

// dash reads the lengths of dashes and gaps. A negative length, or only zeros, gives a solid line (SVG 1.1, 11.4).
func (r reader) dash(to *[]float64, whole float64) {
	v, ok := r.value("stroke-dasharray")
	if !ok {
		return
	}
	*to = nil
	if v == "none" {
		return
	}
	var list []float64
	sum := 0.0
	for _, word := range strings.FieldsFunc(v, func(c rune) bool {
		return c == ',' || c == ' ' || c == '\t' || c == '\n' || c == '\r'
	}) {
		f, err := length(word, whole)
		if err != nil || len(list) == maxDashes {
			r.unknown("stroke-dasharray", v)
			return
		}
		if f < 0 {
			return
		}
		list, sum = append(list, f), sum+f
	}
	if sum > 0 {
		*to = list
	}
}

// choose reads a property with a fixed set of words.
func choose[T any](r reader, name string, to *T, words map[string]T) {
	v, ok := r.value(name)
	if !ok {
		return
	}
	if word, ok := words[strings.ToLower(v)]; ok {
		*to = word
	} else {
		r.unknown(name, v)
	}
}

// transform returns the transform of n, from the property or the attribute.
func (d *drawing) transform(n *node, key string) geom.Matrix {
	if v := d.declared(n)["transform-origin"]; v != "" && strings.Trim(v, "0px% ") != "" {
		d.refuse(n, "transform-origin is not supported", "save it again as plain SVG 1.1")
	}
	v := n.attributes[key]
	if key == "transform" {
		v = d.declared(n)[key]
	}
	m, err := parseTransform(v)
	if err != nil {
		d.refuse(n, fmt.Sprintf("%s=%q is not supported", key, short(v)),
			"write it like \"translate(10 20) rotate(45)\", or apply it to the path")
	}
	return m
}

var identity = geom.Matrix{A: 1, D: 1}

// parseTransform reads a list of transforms (SVG 1.1, 7.6).
func parseTransform(s string) (geom.Matrix, error) {
	m := identity
	if strings.TrimSpace(s) == "none" {
		return m, nil
	}
	for {
		if s = strings.TrimLeft(s, " \t\r\n,"); s == "" {
			return m, nil
		}
		name, rest, ok := strings.Cut(s, "(")
		inner, after, closed := strings.Cut(rest, ")")
		v, err := numbers(strings.NewReplacer("deg", " ", "px", " ").Replace(inner))
		t, known := one(strings.TrimSpace(name), v)
		if !ok || !closed || err != nil || !known {
			return m, errValue
		}
		m, s = m.Times(t), after
	}
}

// one returns the transform with the given name and numbers.
func one(name string, v []float64) (geom.Matrix, bool) {
	at := func(i int, other float64) float64 {
		if i < len(v) {
			return v[i]
		}
		return other
	}
	least, most := map[string][2]int{"matrix": {6, 6}, "translate": {1, 2}, "scale": {1, 2}, "rotate": {1, 3},
		"skewX": {1, 1}, "skewY": {1, 1}}[name], len(v)
	if most < least[0] || most > least[1] || most == 0 || name == "rotate" && most == 2 {
		return identity, false
	}
	radians := math.Mod(v[0], 360) * math.Pi / 180
	switch name {
	case "matrix":
		return geom.Matrix{A: v[0], B: v[1], C: v[2], D: v[3], E: v[4], F: v[5]}, true
	case "translate":
		return geom.Matrix{A: 1, D: 1, E: v[0], F: at(1, 0)}, true
	case "scale":
		return geom.Matrix{A: v[0], D: at(1, v[0])}, true
	case "skewX":
		return geom.Matrix{A: 1, C: math.Tan(radians), D: 1}, true
	case "skewY":
		return geom.Matrix{A: 1, B: math.Tan(radians), D: 1}, true
	}
	sin, cos := math.Sincos(radians)
	switch math.Mod(v[0]+360, 360) { // exact at quarter turns
	case 90:
		sin, cos = 1, 0
	case 180:
		sin, cos = 0, -1
	case 270:
		sin, cos = -1, 0
	}
	x, y := at(1, 0), at(2, 0)
	m := geom.Matrix{A: cos, B: sin, C: -sin, D: cos}
	return geom.Matrix{A: 1, D: 1, E: x, F: y}.Times(m).Times(geom.Matrix{A: 1, D: 1, E: -x, F: -y}), true
}
