package press

import (
	"fmt"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/locale"
	"lanyard/internal/base/paper"
	"lanyard/internal/paper/expression"
	"lanyard/internal/paper/layout"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/template"
	"lanyard/internal/work/order"
	"lanyard/internal/work/people"
)

// group is the people whose badges are together.
type group struct {
	key    string // as on the list; "" when it gives none
	name   string // as printed
	lang   string
	colour string
	papers int
}

// unnamed is printed as the name of the group of people whose group the list does
// not give.
const unnamed = "–"

// groupsOf returns the groups of papers, which are in the order of badges.
func groupsOf(w *people.List, papers []Printed) []group {
	if w.Event.Badges.Group == "none" {
		return nil
	}
	var groups []group
	for _, one := range papers {
		key, _ := order.Group(w, one.Person)
		if n := len(groups); n == 0 || groups[n-1].key != key {
			g := group{key: key, name: key, colour: people.PlainColour}
			if w.Event.Badges.Group == "role" {
				g.lang = w.Event.Languages[0]
				g.name, g.colour = one.Person.RoleMark.Label(g.lang), one.Person.RoleMark.Colour
			}
			if key == "" {
				g.name, g.colour = unnamed, people.PlainColour
			}
			groups = append(groups, g)
		}
		groups[len(groups)-1].papers++
	}
	return groups
}

// page returns a page of a size that names the group and counts its badges.
func (g *group) page(l *layout.Layouter, size geom.Size) *page.Page {
	count := fmt.Sprint(g.papers)
	if g.lang != "" {
		count = locale.Digits(count, g.lang)
	}
	return l.Page(dividerTemplate(size), layout.Fields{
		"group": {Text: g.name, Lang: g.lang}, "count": {Text: count, Lang: g.lang}, "colour": {Text: g.colour},
	}).Page
}

// dividerTemplate is the design of a page between groups: the name as large as
// fits, and below it the number of badges.
func dividerTemplate(size geom.Size) *template.Template {
	unit := min(size.W, size.H) / 16
	room := size.At(geom.Position{}).Inset(2 * unit)
	text := func(field string, y, height geom.Length, largest geom.Length, lines int,
		style template.Style) *template.Text {
		style.Family, style.Size, style.Min, style.Lines, style.Valign = "sans", largest, min(largest, 5*geom.Point), lines,
			template.Middle
		style.Align = template.AlignCentre
		return &template.Text{Frame: template.Frame{Name: field, At: geom.Position{X: room.X, Y: y},
			Size: geom.Size{W: room.W, H: height}}, Text: expression.Phrase{{Field: field}}, Style: style}
	}
	band := geom.Size{W: 4 * unit, H: unit / 3}
	grey := template.Ink{Set: true, Colour: geom.Colour{V: [4]uint8{91, 102, 115}}}
	name := text("group", room.Y, room.H-5*unit, 4*unit, 3,
		template.Style{Bold: true, Ink: template.Ink{Set: true}, Break: 2 * unit})
	name.Tag = template.HeadingTag
	return &template.Template{Name: "divider", Kind: paper.Badge, Size: size, Boxes: []template.Box{
		name,
		&template.Shape{Frame: template.Frame{Name: "band", At: geom.Position{X: (size.W - band.W) / 2,
			Y: room.Bottom() - 4*unit}, Size: band},
			Shape: template.Rectangle, Radius: band.H, Fill: template.Ink{Set: true, Field: "colour"}},
		text("count", room.Bottom()-3*unit, 3*unit, 3*unit/2, 1, template.Style{Ink: grey}),
	}}
}
