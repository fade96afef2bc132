package charset

import "testing"

func TestDecode(t *testing.T) {
	for _, c := range []struct {
		encoding string
		code     byte
		want     rune
	}{
		{"WinAnsiEncoding", 'A', 'A'}, {"WinAnsiEncoding", 0x80, '€'}, {"WinAnsiEncoding", 0x81, 0}, {"WinAnsiEncoding", '\'', '\''},
		{"MacRomanEncoding", 0x8e, 'é'}, {"StandardEncoding", '\'', '’'}, {"", '`', '‘'}, {"", 0xfb, 'ß'}, {"", 0xfe, 0}, {"", 0x7f, 0},
		{None, 'A', 0},
	} {
		if got := Decode(c.encoding, c.code); got != c.want {
			t.Errorf("%s %#x is %q, not %q", c.encoding, c.code, got, c.want)
		}
	}
}

func TestCharacters(t *testing.T) {
	for name, want := range map[string]string{"A": "A", "a.alt": "a", "eacute": "é", "scommaaccent": "ş", "uni0416": "Ж", "uni00410042": "AB",
		"u1F600": "😀", "f_f_i": "ffi", "ffi": "ﬃ", "quotesingle": "'", "Dcroat": "Đ", "uni041": "", "u110000": "", ".notdef": "", "g37": "",
		"A_nothing": ""} {
		if got := Characters(name); got != want {
			t.Errorf("%s is %q, not %q", name, got, want)
		}
	}
}

// The widths are those that Adobe's metrics state for these letters.
func TestWidths(t *testing.T) {
	for _, c := range []struct {
		name         string
		bold, italic bool
		letter       byte
		want         float64
	}{
		{"Helvetica", false, false, 'A', 667}, {"Arial-BoldMT", true, false, 'A', 722}, {"Times-Roman", false, false, 'W', 944},
		{"Times-Bold", true, true, '@', 930}, {"Times-Italic", false, true, 'm', 722}, {"TimesNewRomanPS", false, false, '~', 541},
	} {
		if table, _ := Widths(c.name, c.bold, c.italic); table == nil || table[c.letter-' '] != c.want {
			t.Errorf("%s: %c is not %g wide", c.name, c.letter, c.want)
		}
	}
	if table, other := Widths("Courier-Bold", true, false); table != nil || other != 600 {
		t.Errorf("Courier: %v %g", table, other)
	}
}
