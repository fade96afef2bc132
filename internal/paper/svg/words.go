package svg

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"lanyard/internal/base/geom"
)

// Text is one line of a text in a drawing, in the coordinates of its Picture.
type Text struct {
	String       string
	At           geom.Position // of the anchor on the baseline
	Size         geom.Length   // of the font
	Turn         float64       // degrees, clockwise
	Anchor       string        // start, middle or end: where At is in the line
	Family       string
	Bold, Italic bool
	Colour       geom.Colour
}

// Parts is a drawing taken apart.
type Parts struct {
	Rest    []byte // the file without its texts
	Picture *Picture
	Texts   []Text // visible ones, in painting order
	Covered int    // texts that something painted later covers
}

// maxTexts is how many lines of text are read; a certificate has 20.
const maxTexts = 2_000

// Separate takes the texts out of an SVG file, so that the rest can be drawn by Read. Errors are those of Read, and are
// about the rest.
func Separate(data []byte) (*Parts, error) {
	d := &drawing{data: data, ids: map[string]*node{}, sheet: newSheet(), seen: map[place]bool{}}
	parts := &Parts{Rest: data}
	if len(data) <= maxBytes {
		d.root = d.parse()
	}
	if d.root == nil || len(d.problems) > 0 {
		_, err := Read(data)
		return nil, err
	}
	w := &wording{drawing: d}
	w.cut(d.root)
	parts.Rest = w.rest()
	p, err := Read(parts.Rest)
	if err != nil {
		return nil, err
	}
	parts.Picture = p
	view, ok := d.viewBox(d.root)
	if width, okW := d.side(d.root, "width"); okW {
		height, _ := d.side(d.root, "height")
		view.w, view.h = cmpOr(view.w, width), cmpOr(view.h, height)
	}
	if view.w <= 0 || view.h <= 0 {
		return parts, nil
	}
	c := context{matrix: geom.Matrix{A: float64(p.Size.W) / view.w, D: float64(p.Size.H) / view.h}, style: initial,
		width: view.w, height: view.h}
	if ok {
		c.matrix = c.matrix.Times(geom.Matrix{A: 1, D: 1, E: -view.x, F: -view.y})
	}
	w.walk(d.root, c, lettering{size: 16, anchor: "start"})
	parts.Texts, parts.Covered = w.texts, w.covered
	return parts, nil
}

func cmpOr(a, b float64) float64 {
	if a > 0 {
		return a
	}
	return b
}

// lettering is the inherited properties of text.
type lettering struct {
	size, weight   float64
	family, anchor string
	italic         bool
}

// wording collects the texts of a drawing.
type wording struct {
	*drawing
	cuts    [][2]int // byte ranges of text elements
	texts   []Text
	covered int
}

// cut finds the outermost text elements.
func (w *wording) cut(n *node) {
	if n.name == "text" && n.end > n.at {
		w.cuts = append(w.cuts, [2]int{n.at, n.end})
		return
	}
	for _, c := range n.children {
		w.cut(c)
	}
}

// rest returns the file without the text elements.
func (w *wording) rest() []byte {
	var out []byte
	at := 0
	for _, c := range w.cuts {
		if c[0] >= at {
			out, at = append(out, w.data[at:c[0]]...), c[1]
		}
	}
	return append(out, w.data[at:]...)
}

// walk visits what is drawn, in painting order.
func (w *wording) walk(n *node, c context, l lettering) {
	all := w.declared(n)
	if apart[n.name] || all["display"] == "none" || w.drawn > maxDrawn {
		return
	}
	w.drawn++
	c.style = w.styled(n, c)
	if n != w.root {
		c.matrix = c.matrix.Times(w.transform(n, "transform"))
	}
	l = l.with(all)
	switch n.name {
	case "text":
		w.lines(n, c, l)
		return
	case "rect", "polygon":
		w.cover(n, c)
	case "switch":
		for _, child := range n.children {
			if !apart[child.name] && strings.TrimSpace(child.attributes["requiredExtensions"]) == "" {
				w.walk(child, c, l)
				return
			}
		}
		return
	}
	for _, child := range n.children {
		w.walk(child, c, l)
	}
}

// with returns l with the properties of an element.
func (l lettering) with(all map[string]string) lettering {
	if v, err := length(all["font-size"], l.size); err == nil && v > 0 {
		l.size = v
	}
	if v := strings.Trim(all["font-family"], `'" `); v != "" {
		l.family = v
	}
	if v := all["text-anchor"]; v != "" {
		l.anchor = v
	}
	switch v := all["font-weight"]; v {
	case "bold", "bolder", "600", "700", "800", "900":
		l.weight = 700
	case "normal", "400", "300":
		l.weight = 400
	}
	if v := all["font-style"]; v != "" {
		l.italic = v != "normal"
	}
	return l
}

// cover drops the texts that an opaque box covers.
func (w *wording) cover(n *node, c context) {
	ink := c.style.fill
	if ink.kind != plain || ink.colour.alpha < 1 || c.style.fillOpacity < 1 || c.style.hidden {
		return
	}
	var xs, ys []float64
	if n.name == "rect" {
		x, y := w.number(n, "x", c.width, 0), w.number(n, "y", c.height, 0)
		xs, ys = []float64{x, x + w.number(n, "width", c.width, 0)}, []float64{y, y + w.number(n, "height", c.height, 0)}
	} else if v, err := numbers(n.attributes["points"]); err == nil && len(v) == 8 {
		for i := 0; i < len(v); i += 2 {
			xs, ys = append(xs, v[i]), append(ys, v[i+1])
		}
	}
	if len(xs) == 0 || c.matrix.B != 0 || c.matrix.C != 0 {
		return
	}
	x0, y0 := c.matrix.At(slices.Min(xs), slices.Min(ys))
	x1, y1 := c.matrix.At(slices.Max(xs), slices.Max(ys))
	before := len(w.texts)
	w.texts = slices.DeleteFunc(w.texts, func(t Text) bool {
		x, y := float64(t.At.X), float64(t.At.Y)-float64(t.Size)/3
		return x > x0 && x < x1 && y > y0 && y < y1
	})
	w.covered += before - len(w.texts)
}

// lines adds the lines of a text element: one for each part with a position of its own.
func (w *wording) lines(n *node, c context, l lettering) {
	x, y := w.number(n, "x", c.width, 0), w.number(n, "y", c.height, 0)
	first := true
	var part func(n *node, c context, l lettering)
	part = func(n *node, c context, l lettering) {
		moved := first
		first = false
		for key, to := range map[string]*float64{"x": &x, "y": &y} {
			if v, err := numbers(n.attributes[key]); err == nil && len(v) > 0 && n.name == "tspan" {
				moved = moved || key == "y" && v[0] != *to || key == "x"
				*to = v[0]
			}
			if v, err := length(n.attributes["d"+key], l.size); err == nil && v != 0 {
				*to += v
				moved = moved || key == "y"
			}
		}
		w.line(string(n.text), setting{c.matrix, l, c.style, [2]float64{x, y}, moved})
		for _, child := range n.children {
			if child.name == "tspan" && w.declared(child)["display"] != "none" {
				inner := c
				inner.style = w.styled(child, c)
				part(child, inner, l.with(w.declared(child)))
			}
		}
	}
	part(n, c, l)
}

// setting is where and how words are set.
type setting struct {
	matrix    geom.Matrix
	lettering lettering
	style     style
	at        [2]float64
	moved     bool // they have a place of their own
}

// line adds words at a place, or joins them to the last line if they only continue it.
func (w *wording) line(words string, in setting) {
	m, l, s, at, moved := in.matrix, in.lettering, in.style, in.at, in.moved
	text := strings.Join(strings.Fields(words), " ")
	if text == "" || s.hidden || len(w.texts) >= maxTexts {
		return
	}
	x, y := m.At(at[0], at[1])
	dx, dy := m.Way(1, 0)
	upX, upY := m.Way(0, l.size)
	t := Text{String: text, At: geom.Position{X: geom.Length(math.Round(x)), Y: geom.Length(math.Round(y))},
		Size: geom.Length(math.Round(math.Hypot(upX, upY))), Turn: math.Round(math.Atan2(dy, dx)*1800/math.Pi) / 10,
		Anchor: l.anchor, Family: l.family, Italic: l.italic || strings.Contains(strings.ToLower(l.family), "italic"),
		Bold: l.weight >= 600 || strings.Contains(strings.ToLower(l.family), "bold")}
	switch s.fill.kind {
	case plain:
		t.Colour = s.fill.colour.Colour
	case current:
		t.Colour = s.colour.Colour
	}
	if t.Size <= 0 {
		return
	}
	if last := len(w.texts) - 1; last >= 0 {
		b := &w.texts[last]
		near := t.At.X-b.At.X < b.Size.Scale(0.62*float64(utf8.RuneCountInString(b.String)+1)) && t.At.X > b.At.X
		if !moved || b.At.Y == t.At.Y && b.Turn == t.Turn && near && b.Anchor == "start" {
			if strings.HasPrefix(words, " ") || !moved && strings.HasSuffix(b.String, " ") {
				b.String += " "
			}
			b.String += text
			return
		}
	}
	w.texts = append(w.texts, t)
}
