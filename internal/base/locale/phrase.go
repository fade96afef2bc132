package locale

import (
	"maps"
	"slices"
	"strings"
)

// Phrase returns a phrase of the built-in templates in a language, in English
// when the language has none, and "" when there is no such phrase. Keys are lower
// case words with "_" between them, or "-", which is the same.
//
// A certificate is one sentence around two names: this_certifies_that, the
// person, participated_in, the title, participated_end. In languages whose verb
// comes last participated_end has it; elsewhere it is empty. held_in stands before
// the place. The other phrases are labels and stand alone.
func Phrase(key, lang string) string {
	phrase, _ := first(worded().phrases[PhraseKey(key)], lookup(lang))
	return phrase
}

// PhraseKey returns a key in the spelling of PhraseKeys.
func PhraseKey(key string) string { return strings.ReplaceAll(key, "-", "_") }

// HasPhrases reports whether there are phrases in the language, so that they are
// not said in English instead.
func HasPhrases(lang string) bool {
	_, ok := first(worded().reviews, own(lang))
	return ok
}

// PhraseKeys returns the keys of all phrases, sorted.
func PhraseKeys() []string { return slices.Sorted(maps.Keys(worded().phrases)) }
