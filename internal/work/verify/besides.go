package verify

import (
	"strings"
	"unicode"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/interpret"
	"lanyard/internal/paper/page"
)

// # Besides
//
// A page that shows every signed fact may show another name, larger, next to them: as a text, in a picture or as
// outlines. No program can know which of these a design means. So what draws the eye more than the name does is named
// with the verdict, for a person to look at.

// Besides is what a page shows that no signed fact accounts for, and that is as large as the name: it was not compared.
type Besides struct {
	Texts    []string // larger than the name, in the order of the page
	Pictures int      // that cover as much as the name does; those that touch count as one
	Undrawn  int      // likewise, of things that package interpret cannot draw
	Shapes   int      // with curves or slanted lines, as tall as the name, not in the border: drawn letters are such
}

// more is by how much a text must be taller than the name to count, as the letters of two texts differ in height.
const more = 1.15

// mostBesides is how many texts are named.
const mostBesides = 5

// sizes are the sizes of what a page shows.
type sizes struct {
	page     geom.Size
	texts    []sized
	pictures []geom.Rect
	undrawn  []geom.Rect
	shapes   []geom.Rect
}

// sized is a text with the height of its tallest letter, and the box around it.
type sized struct {
	text string
	tall geom.Length
	box  geom.Rect
}

// sizesOf measures the page of a drawing whose texts are given.
func sizesOf(d *interpret.Drawing, texts []string) (s sizes) {
	letters := map[*page.Path]bool{}
	s.page = d.Page.Size
	for i, text := range texts[:min(len(texts), len(d.Texts))] {
		one := sized{text: text}
		for j, l := range d.Texts[i] {
			b := l.Outline.Bounds()
			if j == 0 {
				one.box = b
			}
			one.box, one.tall = one.box.Union(b), max(one.tall, b.H)
			letters[l.Shape] = true
		}
		s.texts = append(s.texts, one)
	}
	for _, g := range d.Gaps {
		s.undrawn = append(s.undrawn, g.Box)
	}
	s.measure(d.Page.Items, geom.Rect{W: d.Page.Size.W, H: d.Page.Size.H}, letters)
	return s
}

// measure adds the pictures and shapes among items that are within a box.
func (s *sizes) measure(items []page.Item, within geom.Rect, letters map[*page.Path]bool) {
	for _, it := range items {
		switch it := it.(type) {
		case *page.Picture:
			s.pictures = append(s.pictures, common(it.Box, within))
		case *page.Path:
			if !letters[it] && drawnFreely(it.Outline) {
				s.shapes = append(s.shapes, common(it.Bounds(), within))
			}
		case *page.Group:
			if p, ok := turned(it); ok {
				s.pictures = append(s.pictures, common(p, within))
				continue
			}
			inner := within
			if it.Clip != nil {
				inner = common(within, it.Clip.Bounds())
			}
			s.measure(it.Items, inner, letters)
		}
	}
}

// turned returns the box around the picture in a group that moves or turns it; package interpret makes such groups for one
// picture each.
func turned(g *page.Group) (box geom.Rect, ok bool) {
	if g.At == (geom.Position{}) && g.Turn == 0 || len(g.Items) != 1 {
		return box, false
	}
	p, ok := g.Items[0].(*page.Picture)
	if !ok {
		return box, false
	}
	sin, cos := geom.Turn(g.Turn)
	var corners geom.Path
	for _, c := range geom.Box(p.Box) {
		for _, q := range c.Points() {
			x, y := float64(q.X), float64(q.Y)
			at := geom.Position{X: g.At.X + geom.Length(x*cos-y*sin), Y: g.At.Y + geom.Length(x*sin+y*cos)}
			if corners == nil {
				corners.Move(at.X, at.Y)
			}
			corners.Line(at.X, at.Y)
		}
	}
	return corners.Bounds(), true
}

// drawnFreely reports whether an outline has what letters need and the modules of a code and boxes lack: a dozen segments,
// some of them curved or slanted.
func drawnFreely(outline geom.Path) bool {
	const fewest = 12
	if len(outline) < fewest {
		return false
	}
	var at geom.Position
	for _, seg := range outline {
		p := seg.Points()
		if len(p) > 1 || seg.Verb != geom.MoveTo && len(p) == 1 && p[0].X != at.X && p[0].Y != at.Y {
			return true
		}
		if len(p) > 0 {
			at = p[len(p)-1]
		}
	}
	return false
}

// besides returns what the page of a result shows that is as large as its name.
func (s sizes) besides(r *Result) (b Besides) {
	name := letterWords(r.Claim.Name + " " + r.Claim.NameLocal)
	var tall geom.Length
	var area float64
	for _, t := range s.texts {
		if w := letterWords(t.text); w != "" && strings.Contains(name, w) && t.tall > tall {
			tall, area = t.tall, float64(t.box.W)*float64(t.box.H)
		}
	}
	for _, t := range s.texts {
		if float64(t.tall) > more*float64(tall) && len(b.Texts) < mostBesides && !r.accounts(t.text) {
			b.Texts = append(b.Texts, t.text)
		}
	}
	b.Pictures, b.Undrawn = asLarge(s.pictures, area), asLarge(s.undrawn, area)
	for _, p := range s.shapes {
		if !p.Empty() && p.H >= tall && !s.ornament(p) {
			b.Shapes++
		}
	}
	return b
}

// mostTiles is how many boxes are tried whether they touch: beyond, all are one.
const mostTiles = 1000

// asLarge returns how many boxes cover an area, where those that touch are one: a picture may be cut into tiles.
func asLarge(boxes []geom.Rect, area float64) (n int) {
	const near = geom.Point / 2
	var all []geom.Rect
	for _, b := range boxes {
		if b.Empty() {
			continue
		}
		for i := 0; i < len(all); {
			if len(all) < mostTiles && common(all[i].Inset(-near), b).Empty() {
				i++
				continue
			}
			b = b.Union(all[i]) // which may touch those before it
			all[i] = all[len(all)-1]
			all, i = all[:len(all)-1], 0
		}
		all = append(all, b)
	}
	for _, b := range all {
		if float64(b.W)*float64(b.H) >= area {
			n++
		}
	}
	return n
}

// ornament reports whether the box of a shape is that of a frame, a corner or a rule: it lies in the border of the page, or
// takes more of the page's height than letters do.
func (s sizes) ornament(box geom.Rect) bool {
	const border, tallest = 6, 3 // parts of the page
	x, y := box.X+box.W/2, box.Y+box.H/2
	return x < s.page.W/border || x > s.page.W-s.page.W/border || y < s.page.H/border || y > s.page.H-s.page.H/border ||
		box.H > s.page.H/tallest
}

// accounts reports whether a text is a part of a signed fact, or holds one and little else.
func (r *Result) accounts(text string) bool {
	w := letterWords(text)
	if w == "" {
		return true
	}
	for _, f := range r.Facts {
		v := letterWords(f.Value)
		if v != "" && (strings.Contains(v, w) || strings.Contains(w, v) && len(w) <= 2*len(v)) {
			return true
		}
	}
	return false
}

// letterWords returns the letters and digits of a text in lower case, with a space before and behind every word.
func letterWords(s string) string {
	w := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
	if len(w) == 0 {
		return ""
	}
	return " " + strings.Join(w, " ") + " "
}
