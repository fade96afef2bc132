package locale

import "testing"

// TestHan names the languages and countries that write Han characters.
func TestHan(t *testing.T) {
	for _, c := range []struct {
		tags []string
		want string
	}{
		{nil, ""}, {[]string{"en", "fa"}, ""}, {[]string{"en", "ja"}, "ja"}, {[]string{"", "zh-Hant", "ja"}, "zh-Hant"},
		{[]string{"ko-KR"}, "ko-KR"}, {[]string{"zhx", "jav"}, ""},
	} {
		if got := Han(c.tags...); got != c.want {
			t.Errorf("Han(%q) = %q, want %q", c.tags, got, c.want)
		}
	}
	for country, want := range map[string]string{"Japan": "ja", "JP": "ja", "日本": "ja", "South Korea": "ko", "대한민국": "ko",
		"China": "zh-Hans", "Singapore": "zh-Hans", "Taiwan": "zh-Hant", "台灣": "zh-Hant", "Hong Kong": "zh-Hant",
		"Germany": "", "": "", "nowhere": ""} {
		if got := HanOfCountry(country); got != want {
			t.Errorf("HanOfCountry(%q) = %q, want %q", country, got, want)
		}
	}
}
