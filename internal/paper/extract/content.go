package extract

import (
	"bytes"
	"errors"
	"slices"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
)

var errTooMuch = errors.New("they are more than a page needs")

// reader executes the operators of a page as far as text and places depend on them.
type reader struct {
	*cos.File
	page   *Page
	base   geom.Matrix // to places: points, y downwards
	values int         // left to read
	fonts  map[cos.Ref]*typeface
	glyphs []glyph
}

// state is the graphics state: ISO 32000-1, 8.4.
type state struct {
	ctm    geom.Matrix
	fill   ink
	stroke ink
	width  float64 // of lines
	dashed bool
	faint  bool       // translucent, or blended
	clip   [4]float64 // the box around what is visible

	font                            *typeface
	size, char, word, leading, rise float64
	stretch                         float64 // horizontal scaling: 1 is 100 %
	mode                            int     // text rendering
}

func newState(ctm geom.Matrix, clip [4]float64) state {
	return state{ctm: ctm, width: 1, stretch: 1, clip: clip}
}

// content is one stream of operators being executed.
type content struct {
	*reader
	object    int
	data      []byte
	resources cos.Dict
	depth     int

	state
	saved    []state
	text     geom.Matrix // Tm
	line     geom.Matrix // Tlm
	path     outline
	operands []cos.Value
	from     int // offset of the first operand
}

// dict returns the dictionary that v is or refers to; nil for any other value.
func (r *reader) dict(v cos.Value) (cos.Dict, error) {
	v, err := r.Get(v)
	if s, ok := v.(*cos.Stream); ok {
		return s.Dict, err
	}
	d, _ := v.(cos.Dict)
	return d, err
}

// array returns the array that v is or refers to; nil for any other value.
func (r *reader) array(v cos.Value) (cos.Array, error) {
	v, err := r.Get(v)
	a, _ := v.(cos.Array)
	return a, err
}

// stream returns the stream that v refers to; nil for any other value.
func (r *reader) stream(v cos.Value) (*cos.Stream, error) {
	v, err := r.Get(v)
	s, _ := v.(*cos.Stream)
	return s, err
}

// form executes the operators of the form that is object n.
func (r *reader) form(n int, s state, depth int) error {
	form, err := r.stream(cos.Ref(n))
	if err != nil || form == nil {
		return err
	}
	if depth > maxForms {
		return errTooMuch
	}
	if m, err := r.matrix(form.Dict["Matrix"]); err != nil {
		return err
	} else if m != nil {
		s.ctm = s.ctm.Times(*m)
	}
	if b, err := r.array(form.Dict["BBox"]); err != nil {
		return err
	} else if n := floats(b); len(n) == 4 {
		s.clip = meet(s.clip, corners(s.ctm, n[0], n[1], n[2]-n[0], n[3]-n[1]))
	}
	data, err := r.Decode(form)
	if err != nil {
		var unknown *cos.Error
		if errors.As(err, &unknown) && unknown.Kind == cos.Filter && depth > 0 {
			return nil // it paints, and its text is not read
		}
		return err
	}
	resources, err := r.dict(form.Dict["Resources"])
	if err != nil {
		return err
	}
	c := &content{reader: r, object: n, data: data, resources: resources, depth: depth, state: s}
	return c.run()
}

// matrix returns six numbers as a matrix; nil when they are none.
func (r *reader) matrix(v cos.Value) (*geom.Matrix, error) {
	a, err := r.array(v)
	if err != nil || len(a) != 6 {
		return nil, err
	}
	n := floats(a)
	return &geom.Matrix{A: n[0], B: n[1], C: n[2], D: n[3], E: n[4], F: n[5]}, nil
}

// floats returns operands as numbers; other operands become 0.
func floats(values []cos.Value) []float64 {
	n := make([]float64, len(values))
	for i, v := range values {
		n[i], _ = cos.Float(v)
	}
	return n
}

// run executes the operators in data.
func (c *content) run() error {
	p := cos.NewParser(c.data, 0, &c.values)
	for p.More() {
		at := p.At()
		v, err := p.Value()
		if err != nil {
			if c.values < 0 {
				return errTooMuch
			}
			return err
		}
		operator, ok := v.(cos.Keyword)
		if !ok {
			if len(c.operands) == 0 {
				c.from = at
			}
			c.operands = append(c.operands, v)
			continue
		}
		if len(c.operands) == 0 {
			c.from = at
		}
		if operator == "BI" {
			end := endOfImage(c.data, p.At())
			c.area(corners(c.ctm, 0, 0, 1, 1), Area{Picture: true})
			p = cos.NewParser(c.data, end, &c.values)
		} else if err := c.do(operator, p.At()); err != nil {
			return err
		}
		c.operands = c.operands[:0]
	}
	return nil
}

// endOfImage returns the offset behind a picture within the operators that begins before at: ISO 32000-1, 8.9.7.
func endOfImage(data []byte, at int) int {
	space := func(i int) bool { return i >= len(data) || bytes.IndexByte([]byte(" \r\n\t\x00\f"), data[i]) >= 0 }
	begin := bytes.Index(data[at:], []byte("ID"))
	if begin < 0 {
		return len(data)
	}
	for at += begin + 3; at < len(data); {
		i := bytes.Index(data[at:], []byte("EI"))
		if i < 0 {
			break
		}
		if at += i + 2; space(at) && space(at-3) {
			return at
		}
	}
	return len(data)
}

// do executes an operator that ends at an offset.
func (c *content) do(operator cos.Keyword, end int) error {
	n := floats(c.operands)
	if want, ok := arity[operator]; ok && len(n) < want {
		return nil // viewers skip it
	}
	switch operator {
	case "q":
		if c.saved = append(c.saved, c.state); len(c.saved) > maxSaved {
			return errTooMuch
		}
	case "Q":
		if last := len(c.saved) - 1; last >= 0 {
			c.state, c.saved = c.saved[last], c.saved[:last]
		}
	case "cm":
		c.ctm = c.ctm.Times(geom.Matrix{A: n[0], B: n[1], C: n[2], D: n[3], E: n[4], F: n[5]})
	case "w":
		c.width = n[0]
	case "d":
		a, _ := c.operands[0].(cos.Array)
		c.dashed = slices.ContainsFunc(floats(a), func(v float64) bool { return v > 0 })
	case "Do":
		return c.paint(c.operands[0])
	case "sh":
		c.area(c.clip, Area{})
	case "gs":
		return c.external(c.operands[0])
	case "g", "rg", "k", "G", "RG", "K", "cs", "CS", "sc", "scn", "SC", "SCN":
		return c.colour(string(operator), n)
	case "m", "l", "c", "v", "y", "re", "h", "W", "W*", "n", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*":
		c.draw(string(operator), n, end)
	default:
		return c.words(operator, n, end)
	}
	return nil
}

// arity is how many operands the operators need.
var arity = map[cos.Keyword]int{"cm": 6, "w": 1, "d": 2, "Do": 1, "gs": 1, "g": 1, "rg": 3, "k": 4, "G": 1, "RG": 3,
	"K": 4, "cs": 1, "CS": 1, "m": 2, "l": 2, "c": 6, "v": 4, "y": 4, "re": 4, "Tc": 1, "Tw": 1, "Tz": 1, "TL": 1, "Ts": 1,
	"Tr": 1, "Tf": 2, "Td": 2, "TD": 2, "Tm": 6, "Tj": 1, "TJ": 1, "'": 1, "\"": 3}

// resource returns an entry of the resources.
func (c *content) resource(kind cos.Name, v cos.Value) (cos.Value, error) {
	name, _ := v.(cos.Name)
	all, err := c.dict(c.resources[kind])
	if err != nil {
		return nil, err
	}
	return all[name], nil
}

// external applies the font and the line of a graphics state dictionary.
func (c *content) external(name cos.Value) error {
	v, err := c.resource("ExtGState", name)
	if err != nil {
		return err
	}
	d, err := c.dict(v)
	if err != nil {
		return err
	}
	if w, ok := cos.Float(d["LW"]); ok {
		c.width = w
	}
	if alpha, ok := cos.Float(d["ca"]); ok {
		c.faint = alpha < 1
	}
	if mode, ok := d["BM"].(cos.Name); ok && mode != "Normal" {
		c.faint = true
	}
	if f, err := c.array(d["Font"]); err != nil {
		return err
	} else if len(f) == 2 {
		c.size, _ = cos.Float(f[1])
		if c.font, err = c.typeface(f[0]); err != nil {
			return err
		}
	}
	return nil
}

// paint paints a form or a picture.
func (c *content) paint(name cos.Value) error {
	v, err := c.resource("XObject", name)
	if err != nil {
		return err
	}
	ref, ok := v.(cos.Ref)
	s, err := c.stream(v)
	if err != nil || s == nil || !ok {
		return err
	}
	if s.Dict["Subtype"] == cos.Name("Image") {
		c.area(corners(c.ctm, 0, 0, 1, 1), Area{Picture: true})
		return nil
	}
	return c.form(int(ref), c.state, c.depth+1)
}

// words executes the operators of text: ISO 32000-1, 9.3 and 9.4.
func (c *content) words(operator cos.Keyword, n []float64, end int) (err error) {
	switch operator {
	case "BT":
		c.text, c.line = geom.Matrix{A: 1, D: 1}, geom.Matrix{A: 1, D: 1}
	case "Tc":
		c.char = n[0]
	case "Tw":
		c.word = n[0]
	case "Tz":
		c.stretch = n[0] / 100
	case "TL":
		c.leading = n[0]
	case "Ts":
		c.rise = n[0]
	case "Tr":
		c.mode = int(n[0])
	case "Tf":
		c.size = n[1]
		v, err := c.resource("Font", c.operands[0])
		if err != nil {
			return err
		}
		c.font, err = c.typeface(v)
		return err
	case "Td", "TD":
		if operator == "TD" {
			c.leading = -n[1]
		}
		c.move(n[0], n[1])
	case "Tm":
		c.text = geom.Matrix{A: n[0], B: n[1], C: n[2], D: n[3], E: n[4], F: n[5]}
		c.line = c.text
	case "T*":
		c.move(0, -c.leading)
	case "'":
		c.move(0, -c.leading)
		return c.show(operator, cos.Array{c.operands[0]}, end)
	case "\"":
		c.word, c.char = n[0], n[1]
		c.move(0, -c.leading)
		return c.show(operator, cos.Array{c.operands[2]}, end)
	case "Tj":
		return c.show(operator, cos.Array{c.operands[0]}, end)
	case "TJ":
		a, _ := c.operands[0].(cos.Array)
		return c.show(operator, a, end)
	}
	return nil
}

// move begins a new line of text.
func (c *content) move(x, y float64) {
	c.line = c.line.Times(geom.Matrix{A: 1, D: 1, E: x, F: y})
	c.text = c.line
}
