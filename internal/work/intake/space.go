package intake

import (
	"math"
	"slices"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/extract"
	"lanyard/internal/work/draft"
	"lanyard/internal/work/placeholder"
)

// limits are how far a text may extend, and where it is between them.
type limits struct {
	from, until geom.Length
	align       string
}

// alike is how far two edges may differ that are meant to be the same.
const alike = geom.Millimetre / 2

func same(a, b geom.Length) bool { return max(a-b, b-a) <= alike }

func centreOf(r geom.Rect) geom.Length { return r.X + r.W/2 }

// alignment returns the alignment of a text, found from the edges or middles it shares with the page, its container and
// other texts.
func (s *sheet) alignment(i int, t extract.Text) string {
	if t.Turn != 0 {
		return "centre"
	}
	middles := []geom.Rect{{W: s.Size.W}, s.container(t.Box)}
	for _, m := range middles {
		if c := centreOf(m) - centreOf(t.Box); max(c, -c) <= max(alike, s.Size.W/200, s.slack) {
			return "centre"
		}
	}
	left, right, centre := 0, 0, 0
	for k, o := range s.page.Texts {
		if k == i || o.Turn != 0 || same(o.Box.W, t.Box.W) {
			continue
		}
		if same(o.Box.X, t.Box.X) {
			left++
		}
		if same(o.Box.Right(), t.Box.Right()) {
			right++
		}
		if same(centreOf(o.Box), centreOf(t.Box)) {
			centre++
		}
	}
	switch {
	case centre > left && centre > right:
		return "centre"
	case right > left:
		return "right"
	}
	return "left"
}

// span returns how far a text may extend: to the edge of its container, or to whatever is next to it.
func (s *sheet) span(i int, t extract.Text) limits {
	align := s.alignment(i, t)
	if t.Turn != 0 {
		return limits{t.Box.X - t.Box.W/2, t.Box.Right() + t.Box.W/2, align}
	}
	inside := s.container(t.Box)
	edge := max(2*geom.Millimetre, min(inside.W/20, 12*geom.Millimetre))
	from, until := min(t.Box.X, inside.X+edge), max(t.Box.Right(), inside.Right()-edge)
	gap := 2 * geom.Millimetre
	all := s.obstacles(i)
	for _, r := range s.page.Rules {
		all = append(all, r.Box)
	}
	for _, o := range all {
		if o.Y >= t.Box.Bottom() || o.Bottom() <= t.Box.Y {
			continue
		}
		if o.X >= t.Box.Right() {
			until = min(until, max(t.Box.Right(), o.X-gap))
		}
		if o.Right() <= t.Box.X {
			from = max(from, min(t.Box.X, o.Right()+gap))
		}
	}
	switch align {
	case "left":
		from = t.Box.X
	case "right":
		until = t.Box.Right()
	default:
		c := centreOf(t.Box)
		side := min(c-from, until-c)
		from, until = c-side, c+side
	}
	return limits{from, until, align}
}

// obstacles returns the boxes of everything that a text must not run into, without text i.
func (s *sheet) obstacles(i int) (all []geom.Rect) {
	for k, t := range s.page.Texts {
		if k != i && t.Turn == 0 {
			all = append(all, t.Box)
		}
	}
	for _, a := range s.page.Areas {
		if !s.wide(a.Box) {
			all = append(all, a.Box)
		}
	}
	return all
}

// wide reports whether an area is ground rather than a thing on it.
func (s *sheet) wide(b geom.Rect) bool {
	return b.W.Points()*b.H.Points() > 0.2*s.Size.W.Points()*s.Size.H.Points() || b.W > s.Size.W*6/10 ||
		b.H > s.Size.H*6/10
}

// container returns the smallest plain box around b, or the page.
func (s *sheet) container(b geom.Rect) geom.Rect {
	found := geom.Rect{W: s.Size.W, H: s.Size.H}
	for _, a := range s.page.Areas {
		if a.Plain && a.Box.Contains(b) && a.Box.W < found.W*98/100 &&
			a.Box.W.Points()*a.Box.H.Points() < found.W.Points()*found.H.Points() {
			found = a.Box
		}
	}
	return found
}

// square returns the place of a QR code whose placeholder is in b: the square around it, or one as large as needed.
func (s *sheet) square(b geom.Rect) geom.Rect {
	side := s.CodeSide()
	x, y := centreOf(b), b.Y+b.H/2
	if c := s.container(b); c.W < s.Size.W/2 && c.H < s.Size.H*3/4 && min(c.W, c.H) > 10*geom.Millimetre {
		own := min(c.W, c.H)
		x, y = centreOf(c), c.Y+c.H/2
		if own < side {
			s.Note(draft.Guessed, 1, "place of %s for the QR code, made %s: smaller modules are not read", draft.Length(own),
				draft.Length(side))
		}
		side = max(side, own)
	}
	keep := func(at, whole geom.Length) geom.Length { return max(0, min(at-side/2, whole-side)) }
	return geom.Rect{X: keep(x, s.Size.W), Y: keep(y, s.Size.H), W: side, H: side}
}

// labelOf returns the text that says what a blank in box b is for: before it on its line, below it, or above it. i is
// the text of the blank, or -1.
func (s *sheet) labelOf(b geom.Rect, i int) string {
	best, found := geom.Length(math.MaxInt64), ""
	consider := func(t extract.Text, d geom.Length) {
		if d < best {
			best, found = d, t.String
		}
	}
	for k, t := range s.page.Texts {
		if k == i || t.Turn != 0 || s.used[k] {
			continue
		}
		if _, _, isBlank := placeholder.Blank(t.String); isBlank {
			continue
		}
		across := t.Box.X < b.Right() && t.Box.Right() > b.X
		switch {
		case placeholder.Awards(t.String) && across && t.Base <= b.Bottom() && b.Y-t.Base < s.Size.H/5:
			consider(t, (b.Y-t.Base)/8)
		case t.Box.Right() <= b.X+geom.Millimetre && b.X-t.Box.Right() < 12*geom.Millimetre && t.Base > b.Y-2*t.Size &&
			t.Base < b.Bottom()+t.Size:
			consider(t, max(0, b.X-t.Box.Right()))
		case across && t.Box.Y >= b.Y && t.Box.Y-b.Bottom() < 5*geom.Millimetre:
			consider(t, max(0, t.Box.Y-b.Bottom())+geom.Millimetre)
		}
	}
	return found
}

// above returns how much room a line has above it.
func (s *sheet) above(b geom.Rect) geom.Length {
	room := b.Y
	for _, o := range s.obstacles(-1) {
		if o.X < b.Right() && o.Right() > b.X && o.Bottom() <= b.Y+geom.Millimetre {
			room = min(room, max(0, b.Y-o.Bottom()))
		}
	}
	return room
}

// empty reports whether nothing is on the line b.
func (s *sheet) empty(b geom.Rect) bool {
	zone := geom.Rect{X: b.X, Y: b.Y - 7*geom.Millimetre, W: b.W, H: 7*geom.Millimetre - geom.Point}
	meets := func(o geom.Rect) bool {
		return o.X < zone.Right() && o.Right() > zone.X && o.Y < zone.Bottom() && o.Bottom() > zone.Y
	}
	for _, x := range s.Boxes {
		if meets(x.At) {
			return false
		}
	}
	for i, r := range s.page.Rules {
		if r.Box != b && meets(r.Box) && i >= 0 {
			return false
		}
	}
	return b.Y > 10*geom.Millimetre && !slices.ContainsFunc(s.obstacles(-1), meets)
}

// widest reports whether a line is wide enough for the name, and none above it is.
func (s *sheet) widest(b geom.Rect) bool {
	enough := func(r geom.Rect) bool {
		off := centreOf(r) - s.Size.W/2
		return r.W >= s.Size.W*35/100 && r.W <= s.Size.W*9/10 && max(off, -off) < s.Size.W/4 && s.empty(r) &&
			r.Y > s.Size.H/4 && r.Y < s.Size.H*3/4
	}
	for _, r := range s.page.Rules {
		if r.Box.Y < b.Y && enough(r.Box) {
			return false
		}
	}
	return enough(b)
}

// nearest returns the text nearest to b; -1 if there is none.
func (s *sheet) nearest(b geom.Rect) int {
	best := -1
	for i, t := range s.page.Texts {
		if t.Turn == 0 && (best < 0 || distance(t.Box, b) < distance(s.page.Texts[best].Box, b)) {
			best = i
		}
	}
	return best
}

// ground returns the colour below the middle of a place as far as it is known; sure is false where it is not.
func (s *sheet) ground(b geom.Rect) (found geom.Colour, sure bool) {
	found, sure = draft.White, true
	middle := geom.Rect{X: centreOf(b) - 1, Y: b.Y + b.H/2 - 1, W: 2, H: 2}
	for _, a := range s.page.Areas {
		meets := a.Box.X < b.Right() && a.Box.Right() > b.X && a.Box.Y < b.Bottom() && a.Box.Bottom() > b.Y
		switch {
		case a.Plain && a.Box.Contains(b):
			found, sure = a.Colour, true
		case a.Filled && a.Box.Contains(middle):
			found, sure = a.Colour, false
		case meets:
			sure = false
		}
	}
	return found, sure
}

// legible returns a colour for a text on a place.
func (s *sheet) legible(b geom.Rect) geom.Colour {
	ink := geom.Colour{V: [4]uint8{0x1a, 0x1a, 0x1a}}
	if g, _ := s.ground(b); geom.Contrast(draft.White, g) > geom.Contrast(ink, g) {
		return draft.White
	}
	return ink
}

// taken returns the space of a page.
func (s *sheet) taken() *draft.Space {
	sp := draft.NewSpace(s.Size)
	for _, t := range s.page.Texts {
		if t.Turn == 0 {
			sp.Fill(t.Box, 4)
		}
	}
	for _, a := range s.page.Areas {
		if !s.wide(a.Box) {
			sp.Fill(a.Box, 1)
		}
	}
	for _, r := range s.page.Rules {
		sp.Fill(r.Box, 1)
	}
	return sp
}
