package locale

import "testing"

// TestParseNumber checks which texts are numbers, in the digits and with the signs of several languages.
func TestParseNumber(t *testing.T) {
	for text, want := range map[string]string{
		"90": "90", "7.5": "7.5", "7,5": "7.5", " 12 ": "12", "+3": "+3", "-3": "-3", "\u22123": "-3", "0.125": "0.125", "0,125": "0.125",
		"1 200": "1200", "1\u00a0200": "1200", "1\u202f200": "1200", "1'200": "1200", "1’200.5": "1200.5",
		"1,200.5": "1200.5", "1.200,5": "1200.5", "1,200,300": "1200300", "1.200.300": "1200300", "12,3456": "12.3456",
		"۹۰": "90", "۷٫۵": "7.5", "١٬٢٠٠٫٥": "1200.5", "९०": "90", "๙๐": "90",
		"1,200": "", "1.200": "", "12.345": "", "-1,200": "", "۱٬۲۰۰": "",
		"": "", "ten": "", "7 h": "", "7.5.2026": "", "1,20,300": "", "1e3": "", "0x10": "", "7,": "", ",5": "", "--3": "", "1 2": "",
		"1111111111111111111111111": "",
	} {
		if got, ok := ParseNumber(text); got != want || ok != (want != "") {
			t.Errorf("%q is %q (%v), want %q", text, got, ok, want)
		}
	}
}

// TestDoubtfulNumber checks both readings of numbers such as 1,200, which countries read differently.
func TestDoubtfulNumber(t *testing.T) {
	for text, want := range map[string][2]string{
		"1,200": {"1200", "1.2"}, "1.200": {"1200", "1.2"}, "12,345": {"12345", "12.345"}, "-1,000": {"-1000", "-1"}, "۱٬۲۰۰": {"1200", "1.2"},
		"0,125": {}, "1,20": {}, "1,200.5": {}, "1 200": {}, "90": {}, "": {},
	} {
		whole, decimal, ok := DoubtfulNumber(text)
		if whole != want[0] || decimal != want[1] || ok != (want[0] != "") {
			t.Errorf("%q is %q or %q (%v), want %q", text, whole, decimal, ok, want)
		}
		if _, plain := ParseNumber(text); ok && plain {
			t.Errorf("%q is both a clear and a doubtful number", text)
		}
	}
}

// TestFormatNumber checks the digits and decimal sign of languages and regions, and that the result reads back as the
// same number.
func TestFormatNumber(t *testing.T) {
	for _, c := range []struct{ number, lang, want string }{
		{"7.5", "en", "7.5"}, {"7.5", "de", "7,5"}, {"7.5", "de-CH", "7.5"}, {"7.5", "es", "7,5"}, {"7.5", "es-MX", "7.5"},
		{"7.5", "pt-BR", "7,5"}, {"7.5", "fa", "۷٫۵"}, {"7.5", "ja", "7.5"}, {"7.5", "ko", "7.5"}, {"7.5", "vi", "7,5"}, {"7.5", "id", "7,5"},
		{"90", "de", "90"}, {"90", "fa", "۹۰"}, {"-2.25", "fr", "-2,25"},
	} {
		got := FormatNumber(c.number, c.lang)
		if got != c.want {
			t.Errorf("%s in %s is %q, want %q", c.number, c.lang, got, c.want)
		}
		if back, ok := ParseNumber(got); back != c.number || !ok {
			t.Errorf("%s in %s is %q, which is read as %q (%v)", c.number, c.lang, got, back, ok)
		}
	}
}
