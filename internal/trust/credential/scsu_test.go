package credential

import (
	"bytes"
	"encoding/hex"
	"maps"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"lanyard/internal/base/judge"
)

// TestSqueeze checks spellings that follow from UTS #6; the first two are examples from its chapter 9.
func TestSqueeze(t *testing.T) {
	for text, want := range map[string]string{
		"Öl fließt":  "d6 6c 20 66 6c 69 65 df 74",
		"Москва":     "12 9c be c1 ba b2 b0",
		"علی":        "13 b9 c4 0e 06 cc",
		"کیمیایی گل": "18 0d a9 cc 04 c5 cc 04 a7 cc cc 20 af 04 c4",
		"Plain":      "50 6c 61 69 6e",
		"ภูมิ":       "18 1c a0 b9 a1 b4",
		"欧阳淇蓉":       "0f 6b 27 96 33 6d c7 84 c9",
		"𬀩":          "0f d8 70 dc 29",
		"Răzvan":     "52 03 03 7a 76 61 6e",
		"گل‌ها":      "13 0e 06 af c4 05 0c c7 a7",
		"Ћ Đ €":      "03 8b 20 03 10 20 06 2c",
		"Դան Ծ":      "18 0a b4 e1 f6 20 be",
	} {
		got, ok := squeeze(text)
		if !ok || hex.EncodeToString(got) != strings.ReplaceAll(want, " ", "") {
			t.Errorf("%s: % x, want %s", text, got, want)
		}
	}
}

// TestSqueezedNamesInICU checks that ICU's converter reads squeezed names in many scripts.
func TestSqueezedNamesInICU(t *testing.T) {
	uconv := judge.Program(t, "uconv")
	for _, name := range append(slices.Sorted(maps.Values(denseNames)), "کیمیایی گل‌ها", "Դան Ծ", "Nguyễn Thị Ngọc", "ჯანიძე", "김민준") {
		b, ok := squeeze(name)
		if !ok {
			t.Fatalf("%s has no SCSU", name)
		}
		command := exec.CommandContext(t.Context(), uconv, "-f", "SCSU", "-t", "UTF-8")
		command.Stdin = bytes.NewReader(b)
		if read, err := command.Output(); err != nil || string(read) != name {
			t.Errorf("%s: % x reads as %q, %v", name, b, read, err)
		}
	}
}

// FuzzSqueeze checks that squeezed text reads back, and has at most three bytes per character plus those that select a
// window.
func FuzzSqueeze(f *testing.F) {
	for _, name := range denseNames {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return r < ' ' }) {
			return
		}
		b, ok := squeeze(s)
		if !ok {
			return
		}
		if back, err := unsqueeze(b); err != nil || back != s || len(b) > 4*len([]rune(s))+2 {
			t.Fatalf("%q: % x, %q, %v", s, b, back, err)
		}
	})
}
