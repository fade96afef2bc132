package eventfile

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// TestManual fails if the manual lacks a key or a default, or is too wide for a terminal.
func TestManual(t *testing.T) {
	text := Manual() // panics when a key has no note or no example
	for _, want := range []string{"\n[roles.speaker]\n", "\n[[certificates.signatories]]\n", "\ncopies = 1\n",
		"[whole number from 1 to 100; default 1]", "[one of none, tent, butterfly; default none]",
		"\ntitle.fa = ", "[length]", "[text, or one text per language; required]"} {
		if !strings.Contains(strings.ReplaceAll(text, "\n    ", " "), want) && !strings.Contains(text, want) {
			t.Errorf("the manual does not have %q:\n%s", want, text)
		}
	}
	for line := range strings.Lines(text) {
		if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > 79 {
			t.Errorf("a line of the manual has %d columns: %s", n, line)
		}
	}
}
