package people

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

	"lanyard/internal/base/locale"
	"lanyard/internal/base/source"
	"lanyard/internal/input/event"
	"lanyard/internal/paper/layout"
	"lanyard/internal/paper/template"
	"lanyard/internal/typography/font"
)

// checkFiles reports fields of the pattern that nothing can ever fill.
func (l *List) checkFiles() {
	known := append(l.ownFields(), "number")
	for name := range l.EventFields() {
		known = append(known, name)
	}
	slices.Sort(known)
	for _, field := range l.FileNames.Fields() {
		if slices.Contains(known, field) {
			continue
		}
		hint := "fields are number and the columns of the list: " + strings.Join(l.columns(), ", ")
		if near := source.Nearest(field, known); near != "" {
			hint = "did you mean " + near + "?"
		}
		l.report("event-files", "certificates.files", fmt.Sprintf("neither the event nor the list has {{%s}}", field),
			hint)
	}
}

// Unsignable is the problem of a person whose claim cannot be signed.
func (l *List) Unsignable(p *Person, err error) source.Problem {
	return source.Problem{Code: "person-unsignable", File: p.File, Line: p.Row, Message: fmt.Sprintf("%s: %v",
		source.Quote(p.Name), err),
		Hint: "correct the row in the list"}
}

// Forgotten is the problem of a person who is on the list although the ledger was told to forget them at some time:
// a new paper would have the number of the old one.
func (l *List) Forgotten(p *Person, at time.Time) source.Problem {
	return source.Problem{Code: "person-forgotten", File: p.File, Line: p.Row,
		Message: fmt.Sprintf("%s (id %s) was forgotten on %s and gets no paper under that id", source.Quote(p.Name),
			source.Quote(p.ID), at.Format(time.DateOnly)),
		Hint: "delete the row; to issue this person a new paper, give them an id that was never used at this event"}
}

// Column returns the column of the first field that comes from the list, or 0.
func (a *Person) Column(fields ...string) int {
	for _, field := range fields {
		if c := a.Columns[field]; c > 0 {
			return c
		}
		if field == "name" && a.Columns["given"] > 0 {
			return a.Columns["given"]
		}
	}
	return 0
}

// PlainField returns the name of a field for human readers.
func PlainField(field string) string {
	switch field {
	case "":
		return "text"
	case "name_local":
		return "local name"
	case "affiliation":
		return "organisation or country"
	}
	return strings.NewReplacer(".main", "", ".second", " in the second language", "_", " ", ".", " ").Replace(field)
}

// Missing describes a character that no font draws, and what to do about it.
func (l *List) Missing(r rune, field, text string) (message, hint string) {
	shown := fmt.Sprintf("U+%04X, %s", r, strings.ToLower(strings.Trim(font.RuneName(r), "<>")))
	if unicode.IsGraphic(r) && !unicode.IsMark(r) {
		shown = string(r) + " (" + shown + ")"
	}
	where := "the " + field
	if text != "" {
		where += " " + source.Quote(text)
	}
	if family, ok := l.Fonts.Has(r); ok {
		return fmt.Sprintf("%s: the character %s cannot be drawn on the letter before it", where, shown),
			fmt.Sprintf("%s has the sign, but no font has both together: type the letter again with its accents, "+
				"or leave the sign out",
				family)
	}
	message = fmt.Sprintf("%s: no font has the character %s", where, shown)
	script, ofScript := font.RuneScript(r)
	switch {
	case unicode.Is(unicode.Co, r):
		hint = "it belongs to a font of somebody's own: type the text again with an ordinary keyboard"
	case font.RuneName(r) == "<unassigned>":
		hint = "there is no such character: export the list again as CSV UTF-8, or type the text again"
	case ofScript:
		name := locale.Script(script.String(), "en")
		hint = fmt.Sprintf("it is of the %s script; a font that has it is added in event.toml:\n[[fonts]]\nfamily "+
			"= \"%s\"\nfile = \"fonts/%s.ttf\"",
			name, name, slug(name))
	default:
		hint = "leave it out, or write a word for it: Lanyard's fonts have the letters of names, not pictures"
	}
	return message, hint
}

// checkFonts warns of names that an event's own font draws only in part, so that letters of two designs would be
// mixed.
func (l *List) checkFonts() {
	shown := map[string][]string{} // family -> fields that a template draws with it
	for _, t := range l.Templates() {
		t.Walk(func(b template.Box) {
			text, ok := b.(*template.Text)
			if ok && slices.ContainsFunc(l.Event.Fonts,
				func(f event.Font) bool { return f.Family == text.Style.Family }) {
				shown[text.Style.Family] = append(shown[text.Style.Family], text.Fields()...)
			}
		})
	}
	for _, family := range slices.Sorted(maps.Keys(shown)) {
		fields := shown[family]
		slices.Sort(fields)
		for i := range l.People {
			one := &l.People[i]
			values := l.PersonFields(layout.Fields{}, one)
			for _, field := range slices.Compact(slices.Clone(fields)) {
				if lacks := l.lacks(family, values[field].Text); len(lacks) > 0 {
					other, _ := l.Fonts.Has(lacks[0])
					l.problems.Add(source.Problem{Severity: source.Warning, Code: "font-lacks-letter", File: one.File,
						Line: one.Row, Column: one.Column(field),
						Message: fmt.Sprintf("the %s %s: the font %s has no %s; %s would draw it, in another design",
							PlainField(field), source.Quote(values[field].Text),
							source.Quote(family), strings.Join(strings.Split(string(lacks), ""), ", "), other),
						Hint: "take a font that has all letters of your list, or family = \"sans\" in the template"})
				}
			}
		}
	}
}

// lacks returns the letters of text that a family does not have although it has letters of the same script. Text
// that is wholly in another script looks right in another font.
func (l *List) lacks(family, text string) (lacks []rune) {
	has := map[font.Script]bool{}
	of := func(r rune) (s font.Script, covered, letter bool) {
		s, letter = font.RuneScript(r)
		f, ok := l.Fonts.Find(font.Style{Family: family}, "", s, []rune{r})
		return s, ok && f.Name() == family, letter
	}
	for _, r := range text {
		if s, covered, letter := of(r); covered && letter {
			has[s] = true
		}
	}
	for _, r := range text {
		if s, covered, letter := of(r); letter && !covered && has[s] && !slices.Contains(lacks, r) {
			lacks = append(lacks, r)
		}
	}
	return lacks
}

// IsName reports whether a field is the name by which a person is greeted. The name in the person's own script is
// below it, and smaller.
func IsName(field string) bool { return field == "name" || field == "given" || field == "family" }
