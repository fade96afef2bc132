package interpret

import (
	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/resource"
)

// textState is the part of the graphics state that only text uses: ISO 32000-1, 9.3.
type textState struct {
	font          *resource.Face
	size          float64
	between, word float64 // extra advance after each letter and space
	across        float64 // horizontal scaling; 1 means unscaled
	leading, rise float64
	mode          int
}

// textOperator executes the operators of text: ISO 32000-1, 9.3 and 9.4. Others are ignored, as viewers do.
func (c *content) textOperator(operator cos.Keyword) error {
	t := &c.state.text
	switch operator {
	case "BT":
		c.line, c.pen = geom.Matrix{A: 1, D: 1}, geom.Matrix{A: 1, D: 1}
		c.newText(false)
	case "ET":
		c.newText(true)
	case "Tc":
		t.between = c.args(1)[0]
	case "Tw":
		t.word = c.args(1)[0]
	case "Tz":
		t.across = c.args(1)[0] / 100
	case "TL":
		t.leading = c.args(1)[0]
	case "Ts":
		t.rise = c.args(1)[0]
	case "Tr":
		t.mode = int(max(0, min(7, c.args(1)[0])))
		if t.mode >= 4 {
			c.omit(LetterClip)
		}
	case "Tf":
		if len(c.operands) == 2 {
			name, _ := c.operands[0].(cos.Name)
			t.font, t.size = c.Face(c.named("Font", name)), c.args(1)[0]
		}
	case "Td", "TD":
		a := c.args(2)
		if operator == "TD" {
			t.leading = -a[1]
		}
		c.nextLine(a[0], a[1])
	case "Tm":
		a := c.args(6)
		c.line = geom.Matrix{A: a[0], B: a[1], C: a[2], D: a[3], E: a[4], F: a[5]}
		c.pen = c.line
	case "T*":
		c.nextLine(0, -t.leading)
	case "Tj", "'", "\"":
		if operator == "\"" {
			a := c.args(3)
			t.word, t.between = a[0], a[1]
		}
		if operator != "Tj" {
			c.nextLine(0, -t.leading)
		}
		if n := len(c.operands); n > 0 {
			s, _ := c.operands[n-1].(cos.String)
			return c.show(s)
		}
	case "TJ":
		if len(c.operands) == 0 {
			return nil
		}
		a, _ := c.operands[len(c.operands)-1].(cos.Array)
		for _, v := range a {
			if s, ok := v.(cos.String); ok {
				if err := c.show(s); err != nil {
					return err
				}
			} else if n, ok := cos.Float(v); ok {
				c.advance(-n / 1000 * t.size * t.across)
			}
		}
	}
	return nil
}

// newText begins a text of the page itself; with ended, the one so far is one of its texts, as in package readback.
func (c *content) newText(ended bool) {
	if c.forms > 0 {
		return
	}
	if ended {
		c.texts = append(c.texts, c.letters)
	}
	c.letters = nil
}

func (c *content) nextLine(x, y float64) {
	c.line = c.line.Times(geom.Matrix{A: 1, D: 1, E: x, F: y})
	c.pen = c.line
}

func (c *content) advance(x float64) { c.pen = c.pen.Times(geom.Matrix{A: 1, D: 1, E: x}) }

// show paints the letters of a string.
func (c *content) show(s cos.String) error {
	t := &c.state.text
	wide := t.font != nil && t.font.Wide
	for i := 0; i < len(s); i++ {
		code, space := int(s[i]), s[i] == ' '
		if wide {
			if i+1 == len(s) {
				break
			}
			code, space = code<<8|int(s[i+1]), false
			i++
		}
		if err := c.step(1); err != nil { // a string may be long
			return err
		}
		if err := c.letter(code); err != nil {
			return err
		}
		x := t.size * t.font.Width(code)
		if x += t.between; space {
			x += t.word
		}
		c.advance(x * t.across)
	}
	return c.over()
}

// letter paints one code of the font at the pen.
func (c *content) letter(code int) error {
	t := &c.state.text
	outline, ok := c.Outline(t.font, code)
	if !ok {
		c.lack(Lettering, c.state.clip)
		return nil
	}
	if len(outline) == 0 {
		return nil
	}
	if t.mode == 3 || t.mode == 7 {
		c.omit(Unseen)
		return nil
	}
	em := t.size / t.font.Em // user space per unit of the outline, whose y points down
	m := c.state.place.Times(c.pen).Times(geom.Matrix{A: em * t.across, D: -em, F: t.rise})
	path := make(geom.Path, len(outline))
	for i, s := range outline {
		for j, p := range s.P {
			s.P[j] = position(m, float64(p.X), float64(p.Y))
		}
		path[i] = s
	}
	mode, into := t.mode%4, c.state.into
	before, grey := len(*into), c.omitted[Coloured]
	if mode == 0 || mode == 2 {
		if err := c.fillPath(path, false, &c.state.fill); err != nil {
			return err
		}
	}
	if c.forms == 0 {
		l := Letter{Outline: path, Glyph: outline, Face: t.font, Size: t.size}
		if em != 0 {
			l.At = c.pen.E / em
		}
		if len(*into) > before && c.omitted[Coloured] == grey { // else its colour is unknown
			l.Shape, _ = (*into)[before].(*page.Path)
		}
		c.letters = append(c.letters, l)
	}
	if mode == 1 || mode == 2 {
		return c.strokePath(path)
	}
	return nil
}
