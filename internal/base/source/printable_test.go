package source

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

var printables = []struct{ name, text, want string }{
	{"ascii", "Ana Popescu", "Ana Popescu"},
	{"clear screen", "\x1b[2J\x1b]0;x\x07", `\u{1b}[2J\u{1b}]0;x\u{7}`},
	{"C1 control", "a\u009bm", `a\u{9b}m`},
	{"delete", "a\x7f", `a\u{7f}`},
	{"line ends", "a\r\nb\u2028c\u2029", `a\u{d}\u{a}b\u{2028}c\u{2029}`},
	{"override", "a\u202egpj.exe", `a\u{202e}gpj.exe`},
	{"isolates", "\u2066a\u2069", `\u{2066}a\u{2069}`},
	{"Arabic letter mark", "ا\u061cب", `ا\u{61c}ب`},
	{"zero width space", "a\u200bb", `a\u{200b}b`},
	{"byte order mark", "\ufeffa", `\u{feff}a`},
	{"soft hyphen", "a\u00adb", `a\u{ad}b`},
	{"private use", "\ue000", `\u{e000}`},
	{"tags", "a\U000e0041", `a\u{e0041}`},
	{"not UTF-8", "a\xffb\xc0", `a\x{ff}b\x{c0}`},
	{"surrogate", "\xed\xa0\x80", `\x{ed}\x{a0}\x{80}`},
	{"replacement character itself", "a\ufffd", "a\ufffd"},
	{"Persian with its joiner", "می\u200cخواهم", "می\u200cخواهم"},
	{"Hindi with its joiner", "क्\u200dष", "क्\u200dष"},
	{"Sinhala with its joiner", "ශ්\u200dරී", "ශ්\u200dරී"},
	{"joiner between Latin letters", "ad\u200cmin", `ad\u{200c}min`},
	{"joiner at the end", "علی\u200c", `علی\u{200c}`},
	{"two joiners", "می\u200c\u200cخ", `می\u{200c}\u{200c}خ`},
	{"name with a variation selector", "葛\U000e0100城", "葛\U000e0100城"},
	{"selector after a Latin letter", "a\ufe0f", `a\u{fe0f}`},
	{"spaces", "山田\u3000太郎 a\u00a0b", "山田\u3000太郎 a\u00a0b"},
	{"Thai marks", "ที่ปรึกษา", "ที่ปรึกษา"},
}

func TestPrintable(t *testing.T) {
	for _, test := range printables {
		if got := Printable(test.text); got != test.want {
			t.Errorf("%s: %+q, want %+q", test.name, got, test.want)
		}
	}
}

func TestQuote(t *testing.T) {
	if got := Quote("a\x00"); got != `"a\u{0}"` {
		t.Errorf("got %s", got)
	}
	if got := Quote(strings.Repeat("é", 101)); got != `"`+strings.Repeat("é", 100)+`…"` {
		t.Errorf("got %s", got)
	}
	if got := Quote(strings.Repeat("é", 100)); got != `"`+strings.Repeat("é", 100)+`"` {
		t.Errorf("got %s", got)
	}
}

func FuzzPrintable(f *testing.F) {
	for _, test := range printables {
		f.Add(test.text)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Printable(s)
		if !utf8.ValidString(got) {
			t.Fatalf("%q is not UTF-8", got)
		}
		for _, r := range got {
			if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029' {
				t.Fatalf("%+q holds %U", got, r)
			}
		}
		if again := Printable(got); again != got {
			t.Fatalf("%+q becomes %+q", got, again)
		}
	})
}

func BenchmarkPrintable(b *testing.B) {
	for b.Loop() {
		Printable("می\u200cخواهم Ana\x1b")
	}
}

func TestWrap(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"", "\n"},
		{"one two  three\nfour", "> one\n  two\n  three\n  four\n"},
		{"a b c overlong-word d", "> a b c\n  overlong-word\n  d\n"},
		{"é é é é é", "> é é é\n  é é\n"},
	} {
		if got := Wrap(test.text, 7, "> ", "  "); got != test.want {
			t.Errorf("Wrap(%q) = %q, want %q", test.text, got, test.want)
		}
	}
}
