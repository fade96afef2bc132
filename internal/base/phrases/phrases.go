// Package phrases has the sentences and labels of the built-in templates in each language.
//
// Each language is one file, de.txt. Its first line says whether a native speaker has read it: "# review: none", or the
// name and the date; then comes a line for each key. They are written for paper with a seal on it: formal, and without
// gender where a language allows it.
//
// A certificate is one sentence around two names: this_certifies_that, the person, participated_in, the title,
// participated_end. In languages whose verb comes last participated_end has it; elsewhere it is empty. held_in comes
// before the place. The other phrases are labels, each used alone; speaker, participant and organiser are also those of
// the roles of a new event.
package phrases

import (
	"embed"
	"maps"
	"slices"
	"strings"
	"sync"

	"lanyard/internal/base/locale"
)

//go:embed *.txt
var files embed.FS

// review begins the first line of a file.
const review = "# review: "

// wording is what the files contain.
type wording struct {
	phrases map[string]map[string]string // by key, then language
	reviews map[string]string            // by language
}

var worded = sync.OnceValue(func() wording {
	w := wording{map[string]map[string]string{}, map[string]string{}}
	entries, err := files.ReadDir(".")
	if err != nil {
		panic("internal error: " + err.Error())
	}
	for _, entry := range entries {
		text, err := files.ReadFile(entry.Name())
		if err != nil {
			panic("internal error: " + err.Error())
		}
		lang := strings.TrimSuffix(entry.Name(), ".txt")
		for line := range strings.Lines(string(text)) {
			line = strings.TrimSuffix(line, "\n")
			if about, ok := strings.CutPrefix(line, review); ok {
				w.reviews[lang] = about
				continue
			}
			key, phrase, _ := strings.Cut(line, ":")
			if w.phrases[key] == nil {
				w.phrases[key] = map[string]string{}
			}
			w.phrases[key][lang] = strings.TrimPrefix(phrase, " ")
		}
	}
	return w
})

// Lookup returns a phrase in a language, in English when the language has none, and "" when there is no such phrase.
// Keys are lower-case words with "_" between them, or "-", which is the same.
func Lookup(key, lang string) string {
	byLanguage := worded().phrases[Key(key)]
	for _, tag := range locale.Fallbacks(lang) {
		if phrase, ok := byLanguage[tag]; ok {
			return phrase
		}
	}
	return byLanguage["en"]
}

// Key returns a key in the spelling of Keys.
func Key(key string) string { return strings.ReplaceAll(key, "-", "_") }

// Keys returns the keys of all phrases, sorted.
func Keys() []string { return slices.Sorted(maps.Keys(worded().phrases)) }

// Has reports whether there are phrases in the language. If not, Lookup returns them in English.
func Has(lang string) bool {
	return slices.ContainsFunc(locale.Fallbacks(lang), func(tag string) bool { return worded().reviews[tag] != "" })
}

// Languages returns the languages that have phrases, sorted.
func Languages() []string { return slices.Sorted(maps.Keys(worded().reviews)) }
