package locale

import "testing"

func TestScript(t *testing.T) {
	for _, c := range []struct{ code, lang, want string }{
		{"Arab", "en", "Arabic"}, {"Tang", "en", "Tangut"}, {"Grek", "de", "Griechisch"}, {"Arab", "", "Arabic"}, {"4711", "en", "4711"},
	} {
		if got := Script(c.code, c.lang); got != c.want {
			t.Errorf("Script(%q, %q) = %q, want %q", c.code, c.lang, got, c.want)
		}
	}
}
