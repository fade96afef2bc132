package locale

import (
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Script returns the name of a writing system in a language; code is that of ISO 15924, like "Arab". A language without
// names of scripts uses the English ones. Text that is not a code is returned unchanged.
func Script(code, lang string) string {
	script, err := language.ParseScript(code)
	if err != nil {
		return code
	}
	for _, key := range lookup(lang) {
		if names := display.Scripts(language.Make(key)); names != nil {
			if name := names.Name(script); name != "" {
				return name
			}
		}
	}
	return code
}
