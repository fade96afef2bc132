package template

import (
	"fmt"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/source"
)

// The least contrast of text (WCAG 2.2, success criterion 1.4.3), and the size from which letters count as large.
const (
	leastContrast      = 4.5
	leastContrastLarge = 3.0
	large              = 18 * geom.Point
	largeBold          = 14 * geom.Point
)

// surface is a shape that may be under texts.
type surface struct {
	place geom.Rect
	shape *Shape
}

// checkContrast warns of texts that are hard to read on what is under them: the topmost shape that covers them, or the
// bare paper. Colours that fields give, and artwork, are not known here.
func (t *Template) checkContrast(problems *source.Problems) {
	c := contrast{t: t, problems: problems}
	c.boxes(t.Boxes, geom.Position{}, nil)
}

// contrast is one check.
type contrast struct {
	t        *Template
	problems *source.Problems
	surfaces []surface
}

// boxes checks boxes whose group is at; in is the place of a flow, where the boxes themselves have none.
func (c *contrast) boxes(boxes []Box, at geom.Position, in *geom.Rect) {
	for _, b := range boxes {
		f := b.frame()
		place := f.Size.At(f.At.Add(at))
		if in != nil {
			place = geom.Rect{X: place.X, Y: in.Y, W: place.W, H: in.H}
		}
		if f.Turn != 0 {
			continue
		}
		switch b := b.(type) {
		case *Shape:
			if b.Fill.Set && b.Shape != Guilloche && b.Shape != Line && (b.Opacity == 0 || b.Opacity == 1) {
				c.surfaces = append(c.surfaces, surface{place, b})
			}
		case *Group:
			flow := in
			if b.Down && in == nil {
				flow = &place
			}
			c.boxes(b.Boxes, place.Origin(), flow)
		case *Text:
			c.text(b, place)
		}
	}
}

// text checks one text.
func (c *contrast) text(b *Text, place geom.Rect) {
	if b.Style.Ink.Field != "" || b.Tag == OrnamentTag {
		return
	}
	under, known := c.under(b, place)
	if !known {
		return
	}
	least := leastContrast
	if b.Style.Size >= large || b.Style.Bold && b.Style.Size >= largeBold {
		least = leastContrastLarge
	}
	if ratio := geom.Contrast(b.Style.Ink.Colour, under); ratio < least {
		hint := "choose a darker colour, or a lighter ground"
		if geom.Contrast(under, geom.Colour{}) < geom.Contrast(under, geom.Colour{V: [4]uint8{255, 255, 255}}) {
			hint = "choose a lighter colour, or a darker ground"
		}
		c.problems.Add(source.Problem{Severity: source.Warning, Code: "template-contrast", File: c.t.File, Line: b.Line,
			Message: fmt.Sprintf("%s is hard to read on what lies under it: its contrast is %.1f to 1, and should be %g to 1",
				b.Name, ratio, least), Hint: hint})
	}
}

// under returns the colour under a text, if it is the same for everybody.
func (c *contrast) under(b *Text, place geom.Rect) (geom.Colour, bool) {
	for i := len(c.surfaces) - 1; i >= 0; i-- {
		s := c.surfaces[i]
		switch {
		case !meets(s.place, place):
			continue
		case !s.place.Contains(place), s.shape.Fill.Field != "", s.shape.FillTo.Set, len(s.shape.When) > 0:
			return geom.Colour{}, false
		}
		return s.shape.Fill.Colour, true
	}
	return geom.Colour{V: [4]uint8{255, 255, 255}}, c.t.Background.Picture == ""
}

func meets(a, b geom.Rect) bool {
	return a.X < b.Right() && b.X < a.Right() && a.Y < b.Bottom() && b.Y < a.Bottom()
}

// Check returns what is doubtful about a design on its page: boxes off the page, and texts that are hard to read on
// what is under them. All are warnings.
func (t *Template) Check() (problems source.Problems) {
	t.checkPlacement(&problems)
	t.checkContrast(&problems)
	return problems
}
