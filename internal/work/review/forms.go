package review

import (
	"fmt"
	"slices"
	"strings"

	"lanyard/internal/base/source"
	"lanyard/internal/paper/layout"
	"lanyard/internal/work/people"
)

// Forms warns of the letters of a text that are printed in their ordinary form, because their font does not have the
// one that the variation selectors behind them ask for: once for each field, with all its letters. The message names
// no font and no kind of paper, so that it is the same for a badge and a certificate.
func Forms(d *people.Design, one *people.Person, f layout.Fit) (problems source.Problems) {
	var fields []string
	letters, first := map[string][]string{}, map[string]string{} // by field
	for _, form := range f.Lacking {
		field := faulty(d, one, f.Fields, form)
		if !slices.Contains(fields, field) {
			fields = append(fields, field)
			first[field] = form
		}
		runes := []rune(form)
		letters[field] = append(letters[field], fmt.Sprintf("%c (%U %U)", runes[0], runes[0], runes[1]))
	}
	for _, field := range fields {
		text := f.Text
		if field != "" {
			text = saying(d.Field(d.Fields(one), field), first[field])
		}
		forms, of, printed := "the form", "its selector asks", "the letter is"
		if n := len(letters[field]); n > 1 {
			forms, of, printed = fmt.Sprintf("%d forms", n), "their selectors ask", "the letters are"
		}
		hint := "if the ordinary form is right, delete the selector; or add a font that has the other, such as IPAmj " +
			"Mincho: [[fonts]] in event.toml, and its family in the template"
		if tongue, _, _ := strings.Cut(one.Language, "-"); tongue != "ja" && !ofEvent(d, field) {
			hint = "if the name is Japanese, write ja in a column language: the Japanese font has more forms; " + hint
		}
		problems = append(problems, placed(d, one, field, source.Problem{Severity: source.Warning,
			Code: "letter-form",
			Message: fmt.Sprintf("the %s %s: its font does not list %s of %s for which %s: %s printed in the ordinary one",
				people.PlainField(field), source.Quote(text), forms, strings.Join(letters[field], ", "), of, printed),
			Hint: hint}))
	}
	return problems
}
