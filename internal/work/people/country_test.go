package people

import "testing"

// TestNearestCountry holds which countries are taken for slips.
func TestNearestCountry(t *testing.T) {
	for _, c := range []struct{ word, lang, want string }{
		{"Irann", "en", "Iran"}, {"Germny", "en", "Germany"}, {"Thailnad", "en", "Thailand"}, {"ایرانن", "fa", "ایران"}, {"Deutschlnd", "de", "Deutschland"},
		{"Iran", "en", ""}, {"IR", "en", ""}, {"ایران", "fa", ""}, {"Deutschland", "de", ""}, {"Islamic Republic of Iran", "en", ""}, {"the Netherlands", "en", ""},
		{"Freedonia", "en", ""}, {"International", "en", ""}, {"EU", "en", ""}, {"—", "en", ""}, {"Laos", "en", ""}, {"Türkiye", "en", ""}, {"UK", "en", ""},
	} {
		if got := nearestCountry(c.word, []string{"en", c.lang}); got != c.want {
			t.Errorf("nearestCountry(%q, %q) = %q, want %q", c.word, c.lang, got, c.want)
		}
	}
}
