package interpret

import (
	"bytes"
	"math"
	"slices"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/readback"
	"lanyard/internal/paper/resource"
)

// state is the graphics state: ISO 32000-1, 8.4.
type state struct {
	place        geom.Matrix // from user space to page positions
	fill, stroke ink
	width, miter float64
	cap          page.Cap
	join         page.Join
	dash         []float64
	phase        float64
	masked       bool // by a soft mask
	blended      bool // otherwise than by covering what is there
	text         textState

	into *[]page.Item // what is painted goes here: the page, or the group of the innermost clip
	clip geom.Rect    // around what is visible
	deep int          // number of clips around; above maxClips nothing is drawn
}

// content is a stream of operators that is being executed: a page, a form, or an appearance.
type content struct {
	*interpreter
	resources cos.Dict
	base      geom.Matrix // the initial matrix, in which patterns are placed
	around    float64     // opacity of the transparency groups around it
	masked    bool        // one of them has a soft mask
	blended   bool        // one of them is
	state     state
	saved     []state

	path        geom.Path
	start, last [2]float64 // of the contour, in user space
	clipNext    int        // the next painting operator clips: 0 no, 1 non-zero, 2 even-odd

	line, pen geom.Matrix // of text: ISO 32000-1, 9.4.2
	operands  []cos.Value
}

// content returns the content of a form or page with the initial graphics state.
func (p *interpreter) content(resources cos.Dict, place geom.Matrix, into *[]page.Item) *content {
	black := ink{space: resource.Grey, opacity: 1}
	return &content{interpreter: p, resources: resources, base: place, around: 1,
		state: state{place: place, fill: black, stroke: black, width: 1, miter: page.DefaultMiter, text: textState{across: 1},
			into: into, clip: geom.Rect{W: p.size.W, H: p.size.H}}}
}

// run executes operators. Operators that cannot be parsed end the run and are an omission. The errors are errFull and
// that of the context.
func (c *content) run(b []byte) error {
	for p := cos.NewParser(b, 0, &c.values); p.More(); {
		v, err := p.Value()
		if err != nil || len(c.operands) > maxOperands {
			c.lack(Unreadable, c.state.clip)
			return c.over()
		}
		operator, ok := v.(cos.Keyword)
		if !ok {
			c.operands = append(c.operands, v)
			continue
		}
		if err := c.step(1); err != nil {
			return err
		}
		if operator == "BI" {
			if s, end, ok := readback.StencilAt(b, p.At()); ok {
				p = cos.NewParser(b, end, &c.values)
				err = c.stencil(s)
			}
		} else if operator == "ID" { // the data of an inline picture of another program
			c.lack(Inline, quadrangle(nil, c.state.place, [4]float64{0, 0, 1, 1}).Bounds())
			at := inlineEnd(b, p.At())
			p = cos.NewParser(b, at, &c.values)
		} else {
			err = c.do(operator)
		}
		if err != nil {
			return err
		}
		if err := c.over(); err != nil {
			return err
		}
		c.operands = c.operands[:0]
	}
	return nil
}

// inlineEnd returns the offset after the EI that ends the data of an inline picture.
func inlineEnd(b []byte, at int) int {
	for at < len(b) {
		i := bytes.Index(b[at:], []byte("EI"))
		if i < 0 {
			break
		}
		at += i + 2
		space := func(i int) bool { return i < 0 || i >= len(b) || bytes.IndexByte([]byte(" \n\r\t\f\x00"), b[i]) >= 0 }
		if space(at-3) && space(at) {
			return at
		}
	}
	return len(b)
}

// args returns the last n operands as numbers, with 0 for any that are not numbers.
func (c *content) args(n int) []float64 {
	out := make([]float64, n)
	from := len(c.operands) - n
	for i := range out {
		if from+i < 0 {
			continue
		}
		if v, ok := cos.Float(c.operands[from+i]); ok && !math.IsInf(v, 0) {
			out[i] = v
		}
	}
	return out
}

// name returns the last operand as a name; "" if it is none.
func (c *content) name() cos.Name {
	if len(c.operands) == 0 {
		return ""
	}
	n, _ := c.operands[len(c.operands)-1].(cos.Name)
	return n
}

// named returns an entry of a category of the resources, which may be a reference.
func (c *content) named(category, name cos.Name) cos.Value {
	return c.Dict(c.resources[category])[name]
}

// spaces returns the colour spaces that have names.
func (c *content) spaces() cos.Dict { return c.Dict(c.resources["ColorSpace"]) }

// do executes one operator. Those for marked content and hints change nothing.
func (c *content) do(operator cos.Keyword) error {
	switch operator {
	case "q":
		if len(c.saved) >= maxSaved {
			c.stop()
			return errFull
		}
		c.saved = append(c.saved, c.state)
	case "Q":
		if n := len(c.saved); n > 0 {
			c.state, c.saved = c.saved[n-1], c.saved[:n-1]
		}
	case "cm":
		a := c.args(6)
		c.state.place = c.state.place.Times(geom.Matrix{A: a[0], B: a[1], C: a[2], D: a[3], E: a[4], F: a[5]})
	case "w":
		c.state.width = c.args(1)[0]
	case "J":
		c.state.cap = page.Cap(max(0, min(2, c.args(1)[0])))
	case "j":
		c.state.join = page.Join(max(0, min(2, c.args(1)[0])))
	case "M":
		c.state.miter = max(1, c.args(1)[0])
	case "d":
		if len(c.operands) == 2 {
			c.dashes(c.operands[0], c.args(1)[0])
		}
	case "gs":
		c.settings(c.Dict(c.named("ExtGState", c.name())))
	case "Do":
		return c.xobject(c.named("XObject", c.name()))
	case "sh":
		return c.shade(c.named("Shading", c.name()))
	default:
		if c.construct(operator) || c.colourOperator(operator) {
			return nil
		}
		if done, err := c.paintPath(operator); done {
			return err
		}
		return c.textOperator(operator)
	}
	return nil
}

func (c *content) dashes(v cos.Value, phase float64) {
	a, ok := c.Numbers(v, 0)
	if !ok || !slices.ContainsFunc(a, func(v float64) bool { return v > 0 }) ||
		slices.ContainsFunc(a, func(v float64) bool { return v < 0 }) {
		a = nil
	}
	c.state.dash, c.state.phase = a, max(0, phase)
}

// settings executes gs: ISO 32000-1, table 58.
func (c *content) settings(d cos.Dict) {
	s := &c.state
	c.Entries(len(d))
	for key, v := range d {
		v, err := c.Get(v)
		if err != nil {
			continue
		}
		switch n, _ := cos.Float(v); key {
		case "ca":
			s.fill.opacity = n
		case "CA":
			s.stroke.opacity = n
		case "LW":
			s.width = n
		case "LC":
			s.cap = page.Cap(max(0, min(2, n)))
		case "LJ":
			s.join = page.Join(max(0, min(2, n)))
		case "ML":
			s.miter = max(1, n)
		case "D":
			if a, ok := v.(cos.Array); ok && len(a) == 2 {
				c.dashes(a[0], c.Number(a[1], 0))
			}
		case "BM":
			if a, ok := v.(cos.Array); ok && len(a) > 0 {
				v = a[0]
			}
			if s.blended = v != cos.Name("Normal") && v != cos.Name("Compatible"); s.blended {
				c.omit(Blended)
			}
		case "SMask":
			s.masked = v != cos.Name("None")
		case "Font":
			if a, ok := v.(cos.Array); ok && len(a) == 2 {
				s.text.font, s.text.size = c.Face(a[0]), c.Number(a[1], 0)
			}
		}
	}
}

// at returns the position on the page of a point of user space.
func (c *content) at(x, y float64) geom.Position { return position(c.state.place, x, y) }

func position(m geom.Matrix, x, y float64) geom.Position {
	x, y = m.At(x, y)
	return geom.Position{X: resource.Length(x), Y: resource.Length(y)}
}

// construct executes the operators that build a path: ISO 32000-1, 8.5.2.
func (c *content) construct(operator cos.Keyword) bool {
	to := func(x, y float64) geom.Position {
		c.last = [2]float64{x, y}
		return c.at(x, y)
	}
	switch operator {
	case "m":
		a := c.args(2)
		p := to(a[0], a[1])
		c.start = c.last
		c.path.Move(p.X, p.Y)
	case "l":
		a := c.args(2)
		p := to(a[0], a[1])
		c.path.Line(p.X, p.Y)
	case "c", "v", "y":
		n := 6
		if operator != "c" {
			n = 4
		}
		a := c.args(n)
		switch operator {
		case "v":
			a = append(c.last[:], a...)
		case "y":
			a = append(a, a[2], a[3])
		}
		p, q := c.at(a[0], a[1]), c.at(a[2], a[3])
		c.path.Curve(p, q, to(a[4], a[5]))
	case "h":
		c.path.Close()
		c.last = c.start
	case "re":
		a := c.args(4)
		p := to(a[0], a[1])
		c.start = c.last
		c.path.Move(p.X, p.Y)
		for _, q := range [...][2]float64{{a[0] + a[2], a[1]}, {a[0] + a[2], a[1] + a[3]}, {a[0], a[1] + a[3]}} {
			p := c.at(q[0], q[1])
			c.path.Line(p.X, p.Y)
		}
		c.path.Close()
	case "W":
		c.clipNext = 1
	case "W*":
		c.clipNext = 2
	default:
		return false
	}
	c.paint.segments++
	return true
}

// paintPath executes the operators that paint the path and end it: ISO 32000-1, 8.5.3.
func (c *content) paintPath(operator cos.Keyword) (done bool, err error) {
	var fill, stroke, odd, closed bool
	switch operator {
	case "S":
		stroke = true
	case "s":
		stroke, closed = true, true
	case "f", "F":
		fill = true
	case "f*":
		fill, odd = true, true
	case "B":
		fill, stroke = true, true
	case "B*":
		fill, stroke, odd = true, true, true
	case "b":
		fill, stroke, closed = true, true, true
	case "b*":
		fill, stroke, odd, closed = true, true, true, true
	case "n":
	default:
		return false, nil
	}
	if closed && len(c.path) > 0 {
		c.path.Close()
	}
	path := c.path
	c.path = nil
	if len(path) > 0 && path[0].Verb != geom.MoveTo {
		path = nil // a path that begins nowhere paints nothing
	}
	if fill && len(path) > 0 {
		err = c.fillPath(path, odd, &c.state.fill)
	}
	if stroke && len(path) > 0 && err == nil {
		err = c.strokePath(path)
	}
	if c.clipNext > 0 {
		c.clipTo(path, c.clipNext == 2)
		c.clipNext = 0
	}
	return true, err
}

// clipTo has everything painted until the next Q go into a group that is clipped to a path.
func (c *content) clipTo(path geom.Path, odd bool) {
	s := &c.state
	bounds := geom.Rect{}
	if len(path) > 0 {
		bounds = intersection(s.clip, path.Bounds())
	}
	if bounds.Empty() {
		path = geom.Box(geom.Rect{}) // nothing is visible
	}
	s.clip = bounds
	if s.deep++; s.deep > maxClips {
		return
	}
	c.spend(bounds, 1, path)
	g := &page.Group{Clip: path, Odd: odd}
	*s.into = append(*s.into, g)
	s.into = &g.Items
}

func intersection(a, b geom.Rect) geom.Rect {
	x, y := max(a.X, b.X), max(a.Y, b.Y)
	w, h := min(a.Right(), b.Right())-x, min(a.Bottom(), b.Bottom())-y
	if w <= 0 || h <= 0 {
		return geom.Rect{}
	}
	return geom.Rect{X: x, Y: y, W: w, H: h}
}

// spend takes painting from the budgets: an area within the page, at a cost for each pixel, and the segments of a path,
// of which each may cross all rows of the area.
func (c *content) spend(bounds geom.Rect, cost float64, path geom.Path) {
	b := intersection(bounds, c.state.clip)
	c.paint.area += cost * float64(b.W) * float64(b.H) / (float64(c.size.W) * float64(c.size.H))
	c.paint.area += float64(len(path)) * float64(b.H) / float64(c.size.H) / 1000
	c.paint.segments += len(path)
}

// visible reports whether something in a box is painted at all, and counts it if it should be but is not.
func (c *content) visible(with *ink, box geom.Rect) bool {
	switch {
	case c.state.masked || c.masked:
		c.lack(Masked, box)
		return false
	case c.state.deep > maxClips:
		c.lack(Clipped, box)
		return false
	}
	if c.opacity(with) <= 0 {
		return false
	}
	if c.state.blended || c.blended {
		c.gap(intersection(box, c.state.clip))
	}
	return true
}

// opacity returns the opacity of an ink with that of the groups around.
func (c *content) opacity(with *ink) float64 { return max(0, min(1, with.opacity)) * c.around }

// fillPath fills a path with an ink.
func (c *content) fillPath(path geom.Path, odd bool, with *ink) error {
	if !c.visible(with, path.Bounds()) {
		return nil
	}
	if with.space.IsPattern() && c.Number(c.Dict(with.pattern)["PatternType"], 0) == 1 {
		return c.tiling(path, odd, with)
	}
	paint, ok := c.paintOf(with)
	if !ok {
		c.gap(intersection(path.Bounds(), c.state.clip))
		return nil
	}
	c.spend(path.Bounds(), costOf(paint), path)
	*c.state.into = append(*c.state.into, &page.Path{Outline: path, EvenOdd: odd, Fill: paint, Opacity: c.opacity(with)})
	return c.over()
}

// strokePath draws the line along a path.
func (c *content) strokePath(path geom.Path) error {
	s := &c.state
	if !c.visible(&s.stroke, s.clip) {
		return nil
	}
	paint, ok := c.paintOf(&s.stroke)
	if !ok || paint.To != nil {
		if ok {
			c.omit(Shading)
		}
		c.gap(s.clip)
		return nil
	}
	most, least := s.place.Stretch()
	if most <= 0 {
		return nil
	}
	const hairline = float64(geom.Point) / 4 // the thinnest line that a device has
	pen := &page.Stroke{Colour: paint.Colour, Cap: s.cap, Join: s.join, Miter: s.miter}
	unit := math.Sqrt(most * least)
	if least < most/1e4 {
		unit = most
	} else if most/least > 1+1e-3 {
		pen.Nib = &geom.Matrix{A: s.place.A / unit, B: s.place.B / unit, C: s.place.C / unit, D: s.place.D / unit}
	}
	pen.Width = resource.Length(max(s.width*unit, hairline))
	period := 0.0
	for _, d := range s.dash {
		pen.Dash = append(pen.Dash, resource.Length(d*unit))
		period += d * unit
	}
	pen.Phase = resource.Length(s.phase * unit)
	bounds := path.Bounds().Inset(-resource.Length(float64(pen.Width) * most / unit))
	c.spend(bounds, 1, path)
	if period > 0 {
		const most = 100_000 // dashes of a line that are drawn: package raster
		c.paint.segments += len(s.dash) * int(min(most, length(path)/period))
	}
	*s.into = append(*s.into, &page.Path{Outline: path, Stroke: pen, Opacity: c.opacity(&s.stroke)})
	return c.over()
}

// length returns the length of a path through its control points, in EMU, which is at least that of its line.
func length(path geom.Path) (sum float64) {
	var last geom.Position
	for _, s := range path {
		if s.Verb == geom.MoveTo {
			last = s.P[0]
			continue
		}
		for _, p := range s.Points() {
			sum += math.Hypot(float64(p.X-last.X), float64(p.Y-last.Y))
			last = p
		}
	}
	return sum
}

// quadrangle adds a box, given by two corners, in a place to a path.
func quadrangle(path geom.Path, m geom.Matrix, box [4]float64) geom.Path {
	p := position(m, box[0], box[1])
	path.Move(p.X, p.Y)
	for _, q := range [...][2]float64{{box[2], box[1]}, {box[2], box[3]}, {box[0], box[3]}} {
		p := position(m, q[0], q[1])
		path.Line(p.X, p.Y)
	}
	path.Close()
	return path
}

// xobject paints a form or a picture: ISO 32000-1, 8.8.
func (c *content) xobject(ref cos.Value) error {
	s, ok := c.Stream(ref)
	if !ok {
		c.lack(Unreadable, c.state.clip)
		return nil
	}
	for _, other := range []cos.Name{"Alternates", "OPI", "Ref", "PS", "Subtype2"} { // to be shown in its place
		if s.Dict[other] != nil {
			c.lack(ForeignKey, c.state.clip)
		}
	}
	v, _ := c.Get(s.Dict["Subtype"])
	switch v {
	case cos.Name("Image"):
		return c.image(ref, s)
	case cos.Name("Form"):
		return c.form(s, c.state.place)
	}
	c.lack(Unreadable, c.state.clip)
	return nil
}

// form paints a form with the current graphics state: ISO 32000-1, 8.10.
func (c *content) form(s *cos.Stream, place geom.Matrix) error {
	if c.forms >= maxForms {
		c.stop()
		return errFull
	}
	b, err := c.Decode(s)
	if err != nil {
		c.lack(Unreadable, c.state.clip)
		return nil
	}
	resources := c.Dict(s.Dict["Resources"])
	if resources == nil {
		resources = c.resources // of old files: ISO 32000-1, 7.8.3
	}
	inner := c.interpreter.content(resources, place.Times(c.Matrix(s.Dict["Matrix"])), c.state.into)
	first := inner.base
	inner.state, inner.around, inner.masked, inner.blended = c.state, c.around, c.masked, c.blended
	inner.state.place = first
	group := c.Dict(s.Dict["Group"])["S"] == cos.Name("Transparency")
	if group { // ISO 32000-1, 11.6.6: painted as a whole, then as translucent as the state says
		inner.around, inner.masked = c.opacity(&c.state.fill), c.masked || c.state.masked
		inner.blended = c.blended || c.state.blended
		inner.state.fill.opacity, inner.state.stroke.opacity, inner.state.masked = 1, 1, false
	}
	if box, ok := c.Box(s.Dict["BBox"]); ok {
		inner.clipTo(quadrangle(nil, first, box), false)
	}
	into := inner.state.into
	before := len(*into)
	c.forms++
	err = inner.run(b)
	c.forms--
	if group && inner.around < c.around && len(*into) > before+1 {
		c.omit(Grouped)
	}
	return err
}
