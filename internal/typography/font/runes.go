package font

import (
	"unicode"

	"github.com/go-text/typesetting/language"
	"golang.org/x/text/unicode/runenames"
)

// Ignorable reports whether r is invisible if a font has no glyph for it: Unicode's Default_Ignorable_Code_Point
// property, derived as in DerivedCoreProperties.txt.
func Ignorable(r rune) bool {
	switch {
	case unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r), unicode.Is(unicode.Variation_Selector, r):
		return true
	case !unicode.Is(unicode.Cf, r):
		return false
	case r >= 0xFFF9 && r <= 0xFFFB, r >= 0x13430 && r <= 0x13440: // annotations, hieroglyph controls
		return false
	}
	return !unicode.Is(unicode.Prepended_Concatenation_Mark, r)
}

// RuneName returns the Unicode name of r for messages, like "LATIN SMALL LETTER A", or the name of its group, like
// "<control>".
func RuneName(r rune) string {
	if name := runenames.Name(r); name != "" {
		return name
	}
	return "<unassigned>"
}

// RuneScript returns the script of r. ok is false for digits, punctuation and many marks, which are used in several
// scripts.
func RuneScript(r rune) (s Script, ok bool) {
	script := language.LookupScript(r)
	return Script(script), script.Strong() && script != language.Unknown
}
