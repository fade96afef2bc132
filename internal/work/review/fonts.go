package review

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"lanyard/internal/base/source"
	"lanyard/internal/input/event"
	"lanyard/internal/paper/layout"
	"lanyard/internal/paper/template"
	"lanyard/internal/typography/font"
	"lanyard/internal/work/people"
)

// checkFonts warns of names that an event's own font draws only in part, so that letters of two designs would be
// mixed.
func (r *review) checkFonts() {
	shown := map[string][]string{} // family -> fields that a template draws with it
	for _, t := range r.Templates() {
		t.Walk(func(b template.Box) {
			text, ok := b.(*template.Text)
			if ok && slices.ContainsFunc(r.Event.Fonts,
				func(f event.Font) bool { return f.Family == text.Style.Family }) {
				shown[text.Style.Family] = append(shown[text.Style.Family], text.Fields()...)
			}
		})
	}
	for _, family := range slices.Sorted(maps.Keys(shown)) {
		fields := shown[family]
		slices.Sort(fields)
		for i := range r.People {
			one := &r.People[i]
			values := r.PersonFields(layout.Fields{}, one)
			for _, field := range slices.Compact(slices.Clone(fields)) {
				if lacks := r.lacks(family, values[field].Text); len(lacks) > 0 {
					other, _ := r.Fonts.Has(lacks[0])
					r.problems.Add(source.Problem{Severity: source.Warning, Code: "font-lacks-letter", File: one.File,
						Line: one.Row, Column: one.Column(field),
						Message: fmt.Sprintf("the %s %s: the font %s has no %s; %s would draw it, in another design",
							people.PlainField(field), source.Quote(values[field].Text),
							source.Quote(family), strings.Join(strings.Split(string(lacks), ""), ", "), other),
						Hint: "take a font that has all letters of your list, or family = \"sans\" in the template"})
				}
			}
		}
	}
}

// lacks returns the letters of text that a family does not have although it has letters of the same script. Text
// that is wholly in another script looks right in another font.
func (r *review) lacks(family, text string) (lacks []rune) {
	has := map[font.Script]bool{}
	of := func(c rune) (s font.Script, covered, letter bool) {
		s, letter = font.RuneScript(c)
		f, ok := r.Fonts.Find(font.Style{Family: family}, "", s, []rune{c})
		return s, ok && f.Name() == family, letter
	}
	for _, c := range text {
		if s, covered, letter := of(c); covered && letter {
			has[s] = true
		}
	}
	for _, c := range text {
		if s, covered, letter := of(c); letter && !covered && has[s] && !slices.Contains(lacks, c) {
			lacks = append(lacks, c)
		}
	}
	return lacks
}
