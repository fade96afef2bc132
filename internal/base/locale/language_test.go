package locale

import (
	"strings"
	"testing"
)

func TestCanonical(t *testing.T) {
	for tag, want := range map[string]string{
		"fa": "fa", "fas": "fa", "per": "fa", "iw": "he", "EN_gb": "en-GB", "prs": "fa-AF", "zh-hant": "zh-Hant", "zh-cmn": "zh", "sr-latn": "sr-Latn", "ckb": "ckb", "tl": "fil",
	} {
		if got, err := Canonical(tag); got != want || err != nil {
			t.Errorf("%q is %q, %v; want %q", tag, got, err, want)
		}
	}
	for _, tag := range []string{"", "english", "xx", "fa IR", "e", "\x00"} {
		if got, err := Canonical(tag); err == nil {
			t.Errorf("%q was read as %q", tag, got)
		}
	}
}

func TestDirection(t *testing.T) {
	for lang, want := range map[string]bool{
		"fa": true, "ar": true, "ur": true, "ps": true, "prs": true, "he": true, "yi": true, "ckb": true, "dv": true, "syr": true, "ks": true, "pa-Arab": true, "ff-Adlm": true,
		"ks-Deva": false, "en": false, "tr": false, "ku": false, "ja": false, "pa": false, "": false, "bad tag": false, "fa-Latn": false,
	} {
		if got := Direction(lang); got != want {
			t.Errorf("%q runs right to left: %v", lang, got)
		}
	}
}

func TestFold(t *testing.T) {
	for _, pair := range [][2]string{
		{"Closed-Door", "closed_door"}, {"closed door", "CLOSEDDOOR"}, {"Ｓpeaker", "speaker"}, {"STRASSE", "Straße"},
		{"é", "e\u0301"}, {"می\u200cزبان", "میزبان"}, {"ﻣﯿﺰﺑﺎﻥ", "میزبان"},
	} {
		if a, b := Fold(pair[0]), Fold(pair[1]); a != b {
			t.Errorf("%q and %q differ: %q, %q", pair[0], pair[1], a, b)
		}
	}
	if Fold("host") == Fold("hosts") || Fold("e") == Fold("é") {
		t.Error("different words are folded to one")
	}
}

func TestCountry(t *testing.T) {
	for _, test := range []struct{ code, lang, want string }{
		{"IR", "en", "Iran"}, {"IR", "fa", "ایران"}, {"IRN", "en", "Iran"}, {"ir", "ja", "イラン"}, {"JP", "th", "ญี่ปุ่น"}, {"RO", "ro", "România"},
		{"AF", "ps", "افغانستان"}, {"DE", "prs", "آلمان"}, {"KR", "ko", "대한민국"}, {"CN", "zh-Hant", "中國"}, {"TR", "bg", "Турция"}, {"MK", "en", "North Macedonia"},
		{"IR", "tlh", "Iran"}, {"Atlantis", "en", "Atlantis"}, {"", "en", ""}, {"EU", "en", "EU"},
	} {
		if got := Country(test.code, test.lang); got != test.want {
			t.Errorf("%q in %s is %q, want %q", test.code, test.lang, got, test.want)
		}
	}
}

func TestCountryCode(t *testing.T) {
	for name, want := range map[string]string{
		"Iran": "IR", "Islamic Republic of Iran": "IR", "Iran (Islamic Republic of)": "IR", "IRN": "IR", "ir": "IR", "Japan": "JP", "japan ": "JP",
		"The Netherlands": "NL", "Netherlands": "NL", "Republic of Korea": "KR", "South Korea": "KR", "Türkiye": "TR", "Turkey": "TR", "U.S.A.": "US",
		"United States": "US", "United Kingdom": "GB", "UK": "GB", "Viet Nam": "VN", "Vietnam": "VN", "Côte d’Ivoire": "CI", "Bosnia & Herzegovina": "BA",
		"Afghanistan": "AF", "Australia": "AU", "Bulgaria": "BG", "China": "CN", "Denmark": "DK", "Finland": "FI", "Germany": "DE", "India": "IN", "Italy": "IT",
		"Norway": "NO", "Pakistan": "PK", "Romania": "RO", "Spain": "ES", "Sweden": "SE", "Thailand": "TH", "St. Lucia": "LC", "Saint Lucia": "LC",
	} {
		if got, ok := CountryCode(name); got != want || !ok {
			t.Errorf("%q is %q, %v; want %q", name, got, ok, want)
		}
	}
	for _, name := range []string{"", "Atlantis", "Europe", "ZZ", "Iranian"} {
		if got, ok := CountryCode(name); ok {
			t.Errorf("%q is %q", name, got)
		}
	}
}

func TestSlug(t *testing.T) {
	for text, want := range map[string]string{
		"Întâlnirea  (2017)": "intalnirea-2017", "Tehran Meeting": "tehran-meeting", "نشست تهران": "", "第1回 Meeting!": "1-meeting", "": "", "--a--": "a",
	} {
		if got := Slug(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	if NFC("e\u0301") != "é" {
		t.Error("NFC does not compose")
	}
}

func TestClosest(t *testing.T) {
	for _, c := range []struct{ lang, offered, want string }{
		{"fa", "en fa", "fa"},
		{"fa-AF", "en fa", "fa"},
		{"prs", "en fa", "fa"},
		{"fa", "en fa-AF", "fa-AF"},
		{"fa-IR", "fa-AF fa", "fa"},
		{"fa-AF", "fa fa-AF", "fa-AF"},
		{"zh-TW", "zh zh-Hant", "zh-Hant"},
		{"zh-HK", "zh zh-TW", "zh-TW"},
		{"zh", "zh-Hant", ""},
		{"zh-TW", "zh", ""},
		{"zh-CN", "zh-Hant zh-Hans", "zh-Hans"},
		{"en-GB", "fr en-US en", "en"},
		{"nn", "nb", "nb"},
		{"sr-Latn", "sr", ""},
		{"ur-Aran", "ur", "ur"},
		{"gsw", "de", ""},
		{"uk", "ru", ""},
		{"", "en", ""},
		{"no language", "en", ""},
	} {
		got, ok := Closest(c.lang, strings.Fields(c.offered))
		if got != c.want || ok != (c.want != "") {
			t.Errorf("of %s %q gets %q, want %q", c.offered, c.lang, got, c.want)
		}
	}
}

func TestSeries(t *testing.T) {
	items := []string{"Opening", "Law, old and new"}
	for lang, want := range map[string]string{"en": "Opening; Law, old and new", "fa-AF": "Opening؛ Law, old and new", "zh-TW": "Opening；Law, old and new", "": "Opening; Law, old and new"} {
		if got := Series(items, lang); got != want {
			t.Errorf("in %q it is %q, want %q", lang, got, want)
		}
	}
	if Series(nil, "en") != "" {
		t.Error("joining no items gives a text")
	}
}
