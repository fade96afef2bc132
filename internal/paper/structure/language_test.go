package structure

import "testing"

func TestIsLanguageTag(t *testing.T) {
	for tag, want := range map[string]bool{
		"en": true, "zh-Hant-TW": true, "es-419": true, "x": true, "": false, "-": false, "en-": false, "en_GB": false,
		"1a": false, "en-GB ": false, "abcdefghi": false, "en-abcdefghi": false, "é": false, "en)/X(": false,
	} {
		if got := IsLanguageTag(tag); got != want {
			t.Errorf("%q: %t", tag, got)
		}
	}
}
