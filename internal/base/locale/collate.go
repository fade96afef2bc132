package locale

import (
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// Collator returns how two texts compare in the order of a language's
// dictionaries (CLDR): -1, 0 or +1. It is not safe for concurrent use.
func Collator(lang string) func(a, b string) int {
	c := collate.New(language.Make(lang))
	return c.CompareString
}
