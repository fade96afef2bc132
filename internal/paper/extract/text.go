package extract

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
)

// show is an operator that shows text.
type show struct {
	operator cos.Keyword
	until    int // offset behind it
	elements []element
	word     cos.Value // first operands of "
	char     cos.Value
}

// element is a code, or a number of a TJ array.
type element struct {
	code    string
	number  cos.Number
	advance float64 // what -number would be in its place
	removed bool
}

// glyph is a letter on the page.
type glyph struct {
	text    string
	x, y    float64 // in points, from the upper left corner
	dx, dy  float64 // to the end of the letter
	size    float64 // in points
	turn    float64 // degrees, clockwise
	look    Look
	fill    ink
	at      place
	element int
	order   int // how many areas were painted before it
}

// show shows the strings of a TJ array. The operator ends at an offset.
func (c *content) show(operator cos.Keyword, array cos.Array, end int) error {
	t := c.font
	if t == nil {
		return nil
	}
	at := place{c.object, c.from}
	s := c.page.shows[at]
	first := s == nil // a form may be painted again
	if first {
		s = &show{operator: operator, until: end}
		if operator == "\"" {
			s.word, s.char = c.operands[0], c.operands[1]
		}
		c.page.shows[at] = s
	}
	index := 0
	for _, v := range array {
		if n, ok := v.(cos.Number); ok {
			if first {
				s.elements = append(s.elements, element{number: n})
			}
			index++
			by, _ := cos.Float(n)
			c.text = c.text.Times(geom.Matrix{A: 1, D: 1, E: -by / 1000 * c.size * c.stretch})
			continue
		}
		raw, _ := v.(cos.String)
		for i := 0; i < len(raw); i += t.bytes {
			code := string(raw[i:min(i+t.bytes, len(raw))])
			advance, err := c.letter(code, at, index)
			if err != nil {
				return err
			}
			if first {
				s.elements = append(s.elements, element{code: code, advance: advance})
			}
			index++
		}
	}
	return nil
}

// letter shows one code and returns the number that moves as far, in a TJ array.
func (c *content) letter(code string, at place, index int) (float64, error) {
	if c.values -= 2; c.values < 0 {
		return 0, errTooMuch
	}
	t, n := c.font, 0
	for _, b := range []byte(code) {
		n = n<<8 | int(b)
	}
	by := t.width(n)*c.size + c.char
	if code == " " {
		by += c.word
	}
	m := c.ctm.Times(c.text)
	c.text = c.text.Times(geom.Matrix{A: 1, D: 1, E: by * c.stretch})
	advance := 0.0
	if c.size != 0 {
		advance = by / c.size * 1000
	}
	text, known := t.text[n]
	if t.utf16 && !known {
		text, known = cos.UTF16(code), true
	}
	if c.mode == 3 || c.mode == 7 { // invisible
		return advance, nil
	}
	x, y := m.At(t.width(n)*c.size/2, c.rise+c.size/4)
	if x < c.clip[0] || x > c.clip[2] || y < c.clip[1] || y > c.clip[3] { // out of sight
		return advance, nil
	}
	if !known || text == "" {
		c.page.Unread++
		text = "\ufffd"
	}
	if len(c.glyphs) >= maxGlyphs {
		return 0, errTooMuch
	}
	g := glyph{text: text, look: t.look, fill: c.fill, at: at, element: index, order: len(c.page.Areas)}
	if c.mode == 1 {
		g.fill = c.stroke
	}
	g.x, g.y = m.At(0, c.rise)
	g.dx, g.dy = m.Way(by*c.stretch, 0)
	upX, upY := m.Way(0, c.size)
	g.size = math.Hypot(upX, upY)
	rightX, rightY := m.Way(1, 0)
	g.turn = math.Round(math.Atan2(rightY, rightX)*1800/math.Pi) / 10
	if g.size > 0 && !math.IsInf(g.x, 0) && !math.IsNaN(g.x+g.y) {
		c.glyphs = append(c.glyphs, g)
	}
	return advance, nil
}

// upright returns where g is when the page is turned back by its angle about the origin.
func (g *glyph) upright() (x, y, width float64) {
	sin, cos := geom.Turn(-g.turn)
	return g.x*cos - g.y*sin, g.x*sin + g.y*cos, g.dx*cos - g.dy*sin
}

// The gaps between letters, in ems.
const (
	wordGap = 0.13 // at least: a space that the file leaves out
	runGap  = 1.6  // at least: another run of text
	overlap = 0.7  // backwards, at least: another run of text
)

// texts joins the letters on the page into runs.
func (r *reader) texts() []Text {
	g := r.glyphs
	slices.SortStableFunc(g, func(a, b glyph) int { return cmp.Compare(a.turn, b.turn) })
	var all []Text
	for from := 0; from < len(g); {
		until := from
		for until < len(g) && g[until].turn == g[from].turn {
			until++
		}
		all = append(all, runs(g[from:until])...)
		from = until
	}
	slices.SortStableFunc(all, func(a, b Text) int {
		return cmp.Or(cmp.Compare(a.Base, b.Base), cmp.Compare(a.Box.X, b.Box.X))
	})
	return all
}

// runs joins letters of one angle.
func runs(g []glyph) (all []Text) {
	type lane struct{ base, size float64 }
	var lanes []lane
	members := map[int][]int{}
	of := map[[2]int][]int{} // lanes by rounded baseline
	for i := range g {
		_, y, _ := g[i].upright()
		found := -1
		cell := int(math.Floor(y / 4))
		for _, near := range []int{cell - 1, cell, cell + 1} {
			for _, l := range of[[2]int{near, 0}] {
				if math.Abs(lanes[l].base-y) < 0.15*min(lanes[l].size, g[i].size) && found < 0 {
					found = l
				}
			}
		}
		if found < 0 {
			found = len(lanes)
			lanes = append(lanes, lane{y, g[i].size})
			of[[2]int{cell, 0}] = append(of[[2]int{cell, 0}], found)
		}
		members[found] = append(members[found], i)
	}
	for l := range lanes {
		line := make([]glyph, len(members[l]))
		for i, m := range members[l] {
			line[i] = g[m]
		}
		slices.SortStableFunc(line, func(a, b glyph) int {
			x, _, _ := a.upright()
			y, _, _ := b.upright()
			return cmp.Compare(x, y)
		})
		all = append(all, split(line)...)
	}
	return all
}

// split cuts the letters of a line at wide gaps.
func split(line []glyph) (all []Text) {
	from := 0
	end := 0.0
	var words strings.Builder
	flush := func(until int) {
		if t, ok := run(line[from:until], words.String()); ok {
			all = append(all, t)
		}
		words.Reset()
		from = until
	}
	for i := range line {
		x, _, w := line[i].upright()
		size := line[i].size
		if i > from {
			blank := strings.TrimSpace(line[i].text) == "" || strings.TrimSpace(line[i-1].text) == ""
			switch gap := x - end; {
			case gap > runGap*size || gap < -overlap*size && !blank:
				flush(i)
			case gap > wordGap*size && !blank:
				words.WriteByte(' ')
			}
		}
		words.WriteString(line[i].text)
		end = max(x+w, x)
		if i > from {
			px, _, pw := line[i-1].upright()
			end = max(end, px+pw-overlap*size)
		}
	}
	flush(len(line))
	return all
}

// run makes a text of letters; false if there are none but spaces.
func run(g []glyph, words string) (t Text, ok bool) {
	ink := func(i int) bool { return strings.TrimFunc(g[i].text, unicode.IsSpace) != "" }
	first, last := 0, len(g)-1
	for first < len(g) && !ink(first) {
		first++
	}
	if first == len(g) {
		return t, false
	}
	for !ink(last) {
		last--
	}
	x0, y, _ := g[first].upright()
	x1, _, w := g[last].upright()
	x1 += w
	size := g[first].size
	t = Text{String: strings.Join(strings.Fields(words), " "), Base: geom.Pt(y), Size: geom.Pt(size), Turn: g[first].turn,
		Box:  rect([4]float64{x0, y - 0.8*size, max(x1, x0), y + 0.2*size}),
		Look: g[first].look, Colour: g[first].fill.colour, Vague: g[first].fill.vague, glyphs: g}
	return t, true
}
