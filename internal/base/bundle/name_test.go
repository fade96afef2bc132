package bundle

import (
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestSafeName(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Ana María Núñez", "Ana-María-Núñez"},
		{"O'Neil, Séan", "ONeil-Séan"},
		{"D’Angelo", "DAngelo"},
		{"Dr. Jane  Q. Public", "Dr-Jane-Q-Public"},
		{"علی رضا می‌نا", "علی-رضا-می‌نا"},
		{"\u200cعلی\u200c \u200cرضا\u200c", "علی-رضا"},
		{"क्‍ष", "क्‍ष"},
		{"山田 太郎", "山田-太郎"},
		{"สมชาย ใจดี", "สมชาย-ใจดี"},
		{"\u202eevil\u2066.exe", "evil-exe"},
		{"../../etc/passwd", "etc-passwd"},
		{`C:\Windows`, "C-Windows"},
		{"-rf", "rf"},
		{".hidden", "hidden"},
		{"trailing. . ", "trailing"},
		{"a\x00b\nc\td", "a-b-c-d"},
		{"\u0301Ana", "Ana"},
		{"\xff\xfe", "unnamed"},
		{"", "unnamed"},
		{"-.-", "unnamed"},
		{"CON", "CON_"}, {"nul", "nul_"}, {"Com1", "Com1_"}, {"LPT9", "LPT9_"}, {"com¹", "com¹_"},
		{"COM", "COM"}, {"COM10", "COM10"}, {"Connie", "Connie"}, {"comlpt1", "comlpt1"}, {"1", "1"},
		{"=1+1", "1-1"},
	} {
		if got := SafeName(c.in, 255); got != c.want {
			t.Errorf("SafeName(%q) = %q, want %q", c.in, got, c.want)
		}
	}
	for _, c := range []struct {
		in   string
		most int
		want string
	}{
		{"abcdefghijklmnopq", 16, "abcdefghijklmnop"},
		{"abcdefghijklmno pq", 16, "abcdefghijklmno"},
		{"山田太郎山田太郎", 16, "山田太郎山"},
		{"abcdefghijklmnx\u0301", 16, "abcdefghijklmn"}, // x and its accent need 17 bytes
		{"abcdefghijklm\u200cب", 16, "abcdefghijklm"},
		{strings.Repeat("\u0301", 100), 16, "unnamed"},
		{"a" + strings.Repeat("\u0301", 100), 16, "unnamed"},
	} {
		if got := SafeName(c.in, c.most); got != c.want {
			t.Errorf("SafeName(%q, %d) = %q, want %q", c.in, c.most, got, c.want)
		}
	}
}

func FuzzSafeName(f *testing.F) {
	for _, s := range []string{"Ana María", "می‌نا", "CON", "../x", "a\u0301", "\u202e", ""} {
		f.Add(s, 40)
	}
	f.Fuzz(func(t *testing.T, in string, most int) {
		most = 16 + (most&0xff)%240
		got := SafeName(in, most)
		switch {
		case got == "" || len(got) > most || !utf8.ValidString(got):
			t.Errorf("SafeName(%q, %d) = %q", in, most, got)
		case strings.ContainsAny(got, "/\\.:*?\"<>| \u202e") || strings.ContainsFunc(got, unicode.IsControl):
			t.Errorf("SafeName(%q) = %q", in, got)
		case got[0] == '-' || strings.HasSuffix(got, "-") || isDevice(got):
			t.Errorf("SafeName(%q) = %q", in, got)
		case !strings.HasSuffix(got, "_") && SafeName(got, most) != got:
			t.Errorf("SafeName(%q) = %q is not kept", in, got)
		}
	})
}

func TestUniqueNames(t *testing.T) {
	var n Names
	for _, c := range [][2]string{
		{"Ana", "Ana.pdf"},
		{"Ana", "Ana-2.pdf"},
		{"ana", "ana-3.pdf"},
		{"Ana 2", "Ana-2-2.pdf"},
		{"Ana 4", "Ana-4.pdf"},
		{"ANA", "ANA-5.pdf"},
		{"Groß", "Groß.pdf"},
		{"GROSS", "GROSS-2.pdf"},
		{"می‌نا", "می‌نا.pdf"},
		{"مینا", "مینا-2.pdf"},
		{"Σίσυφος", "Σίσυφος.pdf"},
		{"ΣΊΣΥΦΟΣ", "ΣΊΣΥΦΟΣ-2.pdf"},
		{"", "unnamed.pdf"},
		{"?", "unnamed-2.pdf"},
	} {
		if got := n.Unique(c[0], ".pdf"); got != c[1] {
			t.Errorf("Unique(%q) = %q, want %q", c[0], got, c[1])
		}
	}
	if got := n.Unique("Ana", ".zip"); got != "Ana.zip" {
		t.Errorf("another extension gives %q", got)
	}
}

func TestUniqueNamesFit(t *testing.T) {
	var n Names
	seen := map[string]bool{}
	for range 1000 {
		name := n.Unique(strings.Repeat("長", 200), ".pdf")
		if len(name) > maxNameBytes || seen[name] {
			t.Fatalf("%q has %d bytes, seen %v", name, len(name), seen[name])
		}
		seen[name] = true
	}
}

func BenchmarkUnique(b *testing.B) {
	var n Names
	for i := 0; b.Loop(); i++ {
		n.Unique(fmt.Sprintf("María Núñez %d", i%5000), ".pdf")
	}
}
