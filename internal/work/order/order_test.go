package order

import (
	"slices"
	"strings"
	"testing"

	"lanyard/internal/base/locale"
)

func TestLetterOf(t *testing.T) {
	for _, c := range []struct{ word, lang, want string }{
		{"Adler", "en", "A"}, {"de Ríos", "en", "D"}, {"'t Zandt", "nl", "T"}, {"", "en", ""}, {"42", "en", ""},
		{"Öberg", "de", "O"}, {"Öberg", "sv", "Ö"}, {"ångström", "sv", "Å"}, {"Ángel", "es", "A"}, {"Ñandú", "es", "Ñ"},
		{"Đoàn", "vi", "Đ"}, {"Şahin", "tr", "Ş"}, {"محمدی", "fa", "م"}, {"Иванов", "ru", "И"},
	} {
		if got := letterOf(c.word, c.lang); got != c.want {
			t.Errorf("%q in %s is listed under %q, want %q", c.word, c.lang, got, c.want)
		}
	}
}

// Numbers are sorted by value, words as in a dictionary, and empty texts come last.
func TestByNumber(t *testing.T) {
	words := []string{"", "10", "Zürich", "9", "Åbo", "-1"}
	slices.SortStableFunc(words, byNumber(locale.Collator("en")))
	if got := strings.Join(words, " "); got != "-1 9 10 Åbo Zürich " {
		t.Errorf("got %q", got)
	}
}
