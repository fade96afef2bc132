package locale

import (
	"embed"
	"maps"
	"slices"
	"strings"
	"sync"
)

// The phrases, a file a language. Its first line says whether a native speaker
// has read it: "# review: none", or the name and the date; then comes a line a key.
// They are written for paper with a seal on it: formal, and without gender where a
// language allows it.
//
//go:embed phrases/*.txt
var phraseFiles embed.FS

// review is how the first line of a file begins, and unread what it says of a
// language that no native speaker has read.
const (
	review = "# review: "
	unread = "none"
)

// wording is what the phrase files say.
type wording struct {
	phrases map[string]map[string]string // by key, then language
	reviews map[string]string            // by language
}

var worded = sync.OnceValue(func() wording {
	w := wording{map[string]map[string]string{}, map[string]string{}}
	files, err := phraseFiles.ReadDir("phrases")
	if err != nil {
		panic("internal error: " + err.Error())
	}
	for _, file := range files {
		text, err := phraseFiles.ReadFile("phrases/" + file.Name())
		if err != nil {
			panic("internal error: " + err.Error())
		}
		lang := strings.TrimSuffix(file.Name(), ".txt")
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

// PhraseLanguages returns the languages that have phrases, sorted.
func PhraseLanguages() []string { return slices.Sorted(maps.Keys(worded().reviews)) }

// Unread returns those of PhraseLanguages whose phrases no native speaker has read.
func Unread() []string {
	return slices.DeleteFunc(PhraseLanguages(), func(lang string) bool { return worded().reviews[lang] != unread })
}
