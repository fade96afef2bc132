package web

import (
	"strings"
	"testing"

	"lanyard/internal/base/phrases"
)

// TestSameWords checks that the page labels what a paper also has in the words of the paper.
func TestSameWords(t *testing.T) {
	for _, lang := range phrases.Languages() {
		text, err := page.ReadFile("page/lang/" + lang + ".js")
		if err != nil {
			t.Errorf("%s: papers have the language and the page has not: %v", lang, err)
			continue
		}
		for label, key := range map[string]string{"issuer": "issued_by", "expires": "valid_until"} {
			words := strings.TrimRight(phrases.Lookup(key, lang), ":՝ \u00a0")
			if !strings.Contains(string(text), "\n  "+label+`: "`+words+`"`) {
				t.Errorf("%s: a paper says %q, and the page otherwise", lang, words)
			}
		}
	}
}
