package review

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"lanyard/internal/base/locale"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/template"
)

// checkWords warns of languages for which a template has text but no translation exists, and of rows in an unknown
// language.
func (r *review) checkWords() {
	shown := map[string]bool{}
	for _, t := range r.Templates() {
		t.Walk(func(b template.Box) {
			for _, field := range template.FieldsOf(b) {
				shown[field] = true
			}
		})
		r.checkSecond(t)
	}
	var phrases []string
	dated := false
	for field := range shown {
		dated = dated || strings.HasPrefix(field, "event.dates")
		if key, ok := strings.CutPrefix(field, "phrase."); ok {
			key, _, _ = strings.Cut(key, ".")
			phrases = append(phrases, key)
		}
	}
	slices.Sort(phrases)
	tongues := r.Tongues()
	r.problems.Add(r.Event.CheckPhrases(tongues, slices.Compact(phrases))...)
	if dated {
		r.problems.Add(r.Event.CheckDates(tongues)...)
	}
	r.checkRows()
}

// checkSecond warns of a template in two languages when the event has one.
func (r *review) checkSecond(t *template.Template) {
	if len(r.Event.Languages) > 1 {
		return
	}
	second := 0
	t.Walk(func(b template.Box) {
		if slices.ContainsFunc(template.FieldsOf(b), func(f string) bool { return strings.HasSuffix(f, ".second") }) {
			second++
		}
	})
	if second > 0 {
		main := r.Event.Languages[0]
		r.problems.Add(source.Problem{Severity: source.Warning, Code: "template-second-language", File: t.File,
			Message: fmt.Sprintf("the template %s is for two languages, and the event has one: %d of its "+
				"texts stay empty",
				t.Name, second),
			Hint: fmt.Sprintf("write languages = [%q, \"…\"] in event.toml and its texts in both, or choose a "+
				"template for one language: lanyard templates",
				main)})
	}
}

// checkRows warns of unknown languages of people, once each.
func (r *review) checkRows() {
	count := map[string]int{}
	for i := range r.People {
		if lang := r.People[i].Language; lang != "" && !locale.HasDates(lang) {
			count[lang]++
		}
	}
	for _, lang := range slices.Sorted(maps.Keys(count)) {
		who := fmt.Sprintf("%d people have", count[lang])
		if count[lang] == 1 {
			who = "1 person has"
		}
		r.problems.Add(source.Problem{Severity: source.Warning, Code: "row-language", File: r.Roster.File,
			Message: fmt.Sprintf("%s the language %s, of which Lanyard has no words and no dates: their papers are in %s",
				who, source.Quote(lang), r.Event.Languages[0]),
			Hint: "correct the language column if it is a slip; the language of the others decides which " +
				"letters their names are set in"})
	}
}
