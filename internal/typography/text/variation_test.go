package text

import (
	"strings"
	"testing"

	"lanyard/internal/typography/font"
)

// TestFormsLacking finds the letters whose font lacks the form that a variation selector asks for, and no others.
func TestFormsLacking(t *testing.T) {
	for _, c := range []struct {
		name, lang, family, text string
		want                     string
	}{
		{"no selector", "ja", "", "葛城", ""},
		{"the font has the form", "ja", "", "葛\U000e0100城 辻\U000e0100", ""},
		{"the ordinary form is the one", "ja", "", "渡邉\U000e0100 邊\U000e0100", ""},
		{"another form", "ja", "", "邊\U000e01ef太郎", "邊\U000e01ef"},
		{"another face", "ja", "serif", "邊\U000e01ef太郎", "邊\U000e01ef"},
		{"two of three, each once", "ja", "", "邊\U000e01ef渡邉\U000e01ee 葛\U000e0100邊\U000e01ef",
			"邊\U000e01ef 邉\U000e01ee"},
		{"on two lines", "ja", "", "邊\U000e01ef\n邉\U000e01ee", "邊\U000e01ef 邉\U000e01ee"},
		{"standardised, not there", "zh-Hans", "", "张\ufe00", "张\ufe00"},
		{"standardised, in the font's substitutions", "my", "", "က\ufe00", ""},
		{"a letter without forms", "en", "", "Ana\ufe00", "a\ufe00"},
		{"text and emoji style", "en", "", "Ana \u00a9\ufe0f \u00a9\ufe0e", ""},
		{"Mongolian", "mn-Mong", "", "ᠮᠣᠩᠭᠣᠯ ᠬ\u180bᠠ", ""},
		{"nothing before it", "ja", "", "\U000e0100葛 \U000e0100", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, err := NewShaper(library).Fit(Paragraph{Text: c.text, Lang: c.lang, Style: font.Style{Family: c.family}},
				badge, Limits{Max: 12700 * 20, Lines: 2})
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(b.Lacking, " "); got != c.want {
				t.Errorf("%+q lack their form, want %+q", got, c.want)
			}
		})
	}
}
