package batch

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"lanyard/internal/geom"
	"lanyard/internal/layout"
	"lanyard/internal/locale"
	"lanyard/internal/page"
	"lanyard/internal/source"
	"lanyard/internal/template"
)

// group is the people whose badges lie together.
type group struct {
	key    string // what the list says; "" for those of whom it says nothing
	name   string // as printed
	lang   string
	colour string
	papers int
}

// unnamed stands for the name of a group of whom the list says nothing.
const unnamed = "–"

// groupKeys are what badges can be grouped by beside the columns of the list.
var groupKeys = []string{"none", "role", "organisation", "country", "letter"}

// groupOf returns what p is grouped by, and the place of the group among the
// others where that does not follow from its name.
func (w *Work) groupOf(p *attendee) (key string, rank int) {
	switch by := w.Event.Badges.Group; by {
	case "none":
		return "", 0
	case "role":
		return p.role.key, slices.Index(w.Event.RoleOrder, p.role.key)
	case "organisation":
		return p.Organisation, 0
	case "country":
		return p.Country, 0
	case "letter":
		return letterOf(familyName(p), w.Event.Languages[0]), 0
	default:
		return p.Fields[by], 0
	}
}

// letterOf returns the letter under which a dictionary of a language has a
// word. Letters with marks stand under the plain one unless the language has
// them after all words of that one, as Swedish has Ö after Z.
func letterOf(word, lang string) string {
	for _, r := range word {
		if !unicode.IsLetter(r) {
			continue
		}
		letter := string(unicode.ToUpper(r))
		plain := strings.ToUpper(locale.Slug(letter))
		if len(plain) == 1 && locale.Collator(lang)(letter+"a", plain+"zz") < 0 {
			return plain
		}
		return letter
	}
	return ""
}

// byGroup sorts people by their group, and leaves the order within it.
func (w *Work) byGroup(people []*attendee) {
	if w.Event.Badges.Group == "none" {
		return
	}
	compare := locale.Collator(w.Event.Languages[0])
	slices.SortStableFunc(people, func(a, b *attendee) int {
		keyA, rankA := w.groupOf(a)
		keyB, rankB := w.groupOf(b)
		if (keyA == "") != (keyB == "") {
			return cmp.Compare(len(keyB), len(keyA)) // those of no group come last
		}
		return cmp.Or(cmp.Compare(rankA, rankB), compare(keyA, keyB), cmp.Compare(keyA, keyB))
	})
}

// groupsOf returns the groups of papers that lie in the order of byGroup.
func (w *Work) groupsOf(papers []paper) []group {
	if w.Event.Badges.Group == "none" {
		return nil
	}
	var groups []group
	for _, one := range papers {
		key, _ := w.groupOf(one.person)
		if n := len(groups); n == 0 || groups[n-1].key != key {
			g := group{key: key, name: key, colour: plainColour}
			if w.Event.Badges.Group == "role" {
				g.lang = w.Event.Languages[0]
				g.name, g.colour = one.person.role.label(g.lang), one.person.role.colour
			}
			if key == "" {
				g.name, g.colour = unnamed, plainColour
			}
			groups = append(groups, g)
		}
		groups[len(groups)-1].papers++
	}
	return groups
}

// checkGroup reports a group that the list has no column for.
func (w *Work) checkGroup() {
	if w.Event.Badges == nil || slices.Contains(groupKeys, w.Event.Badges.Group) {
		return
	}
	columns := map[string]bool{}
	for _, p := range w.people {
		for field := range p.Fields {
			columns[field] = true
		}
	}
	if columns[w.Event.Badges.Group] || len(w.people) == 0 {
		return
	}
	known := append(slices.Clone(groupKeys), slices.Sorted(maps.Keys(columns))...)
	hint := "write one of " + strings.Join(known, ", ")
	if near := source.Nearest(w.Event.Badges.Group, known); near != "" {
		hint = "did you mean " + near + "? " + hint
	}
	w.report("event-group", "badges.group", fmt.Sprintf("the list has no column %s to group by", source.Quote(w.Event.Badges.Group)), hint)
}

// page returns a page of a size that names the group and tells how many follow.
func (g *group) page(l *layout.Layouter, size geom.Size) *page.Page {
	count := fmt.Sprint(g.papers)
	if g.lang != "" {
		count = locale.Digits(count, g.lang)
	}
	return l.Page(dividerTemplate(size), layout.Fields{
		"group": {Text: g.name, Lang: g.lang}, "count": {Text: count, Lang: g.lang}, "colour": {Text: g.colour},
	}).Page
}

// dividerTemplate is the design of what stands between groups: the name as
// large as it fits, and below it the number of badges.
func dividerTemplate(size geom.Size) *template.Template {
	unit := min(size.W, size.H) / 16
	room := size.At(geom.Position{}).Inset(2 * unit)
	text := func(field string, y, height geom.Length, largest geom.Length, lines int, style template.Style) *template.Text {
		style.Family, style.Size, style.Min, style.Lines, style.Valign = "sans", largest, min(largest, 5*geom.Point), lines, template.Middle
		style.Align = template.AlignCentre
		return &template.Text{Frame: template.Frame{Name: field, At: geom.Position{X: room.X, Y: y}, Size: geom.Size{W: room.W, H: height}},
			Text: template.Phrase{{Field: field}}, Style: style}
	}
	band := geom.Size{W: 4 * unit, H: unit / 3}
	grey := template.Ink{Set: true, Colour: geom.Colour{V: [4]uint8{91, 102, 115}}}
	return &template.Template{Name: "divider", Kind: template.Badge, Size: size, Boxes: []template.Box{
		text("group", room.Y, room.H-5*unit, 4*unit, 3, template.Style{Bold: true, Ink: template.Ink{Set: true}, Break: 2 * unit}),
		&template.Shape{Frame: template.Frame{Name: "band", At: geom.Position{X: (size.W - band.W) / 2, Y: room.Bottom() - 4*unit}, Size: band},
			Shape: template.Rectangle, Radius: band.H, Fill: template.Ink{Set: true, Field: "colour"}},
		text("count", room.Bottom()-3*unit, 3*unit, 3*unit/2, 1, template.Style{Ink: grey}),
	}}
}
