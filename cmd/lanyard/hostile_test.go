package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"
)

const hostile = "../../internal/input/roster/testdata/hostile/"

// refused are the lists of which check must say, with file and line, why make
// would stop. The other lists can be printed.
var refused = map[string]string{ // file -> what stands in the messages
	"cp1256.csv":        ":2:1: the list is not UTF-8, and it could be windows-1256 or macintosh",
	"utf-32.csv":        ": the file is in UTF-32",
	"empty.csv":         ": the list is empty",
	"header-only.csv":   ":1: there is no row below the header",
	"ragged-short.csv":  ":2: the row has 1 cell, the header has 3",
	"dup-header.csv":    `:1:2: columns 1 "name" and 2 "name" could both be the name`,
	"missing-col.csv":   ":1: no column is the name",
	"nul.csv":           ":2:4: character 4 of the line is NUL",
	"ctrl.csv":          `:2:1: name "A\u{1}n\u{1b}[31ma\u{7}" holds U+0001`,
	"invalid-utf8.csv":  ":2:2: byte 0xFF",
	"overlong.csv":      ":2:2: byte 0xC0",
	"invisible.csv":     `:2:1: the name "\u{200b}"`,
	"long-name.csv":     ":2:1: ",
	"paths.csv":         ":2:1: ",
	"missing-glyph.csv": "no font has the character",
}

// TestHostileLists checks every list of the importer's testdata/hostile as a
// user would: the exit code says whether make would stop, the messages say
// where, nothing reaches the terminal that it would obey, nothing is written.
func TestHostileLists(t *testing.T) {
	expected, err := os.ReadFile(hostile + "EXPECT.tsv")
	if err != nil {
		t.Fatal(err)
	}
	event := "id = \"e\"\ntitle = \"T\"\nstart = 2017-07-26\n[issuer]\nname = \"I\"\nverify = \"verify.example.org\"\n[attendees]\nfile = \"%\"\n"
	seen := 0
	for line := range strings.Lines(string(expected)) {
		file, _, _ := strings.Cut(line, "\t")
		seen++
		t.Run(file, func(t *testing.T) {
			data, err := os.ReadFile(hostile + file)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			for name, data := range map[string][]byte{file: data, "event.toml": []byte(strings.ReplaceAll(event, "%",
				file))} {
				if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			var out, said bytes.Buffer
			code := run(t.Context(), &world{stdout: &out, stderr: &said, now: time.Unix(1_500_000_000, 0)},
				[]string{"check", dir})
			want, stops := refused[file]
			switch {
			case stops && (code != exitFailed || !strings.Contains(said.String(), want) ||
				!strings.Contains(said.String(), "lanyard: error: "+file)):
				t.Errorf("exit code %d, want %q in\n%s", code, want, &said)
			case !stops && code != 0:
				t.Errorf("exit code %d\n%s", code, &said)
			}
			if strings.ContainsFunc(said.String()+out.String(), func(r rune) bool {
				return r != '\n' &&
					unicode.IsControl(r) || r == unicode.ReplacementChar
			}) {
				t.Errorf("a control character in %q", said.String())
			}
			if left, _ := os.ReadDir(dir); len(left) != 2 {
				t.Errorf("something was written: %v", left)
			}
		})
	}
	if seen < 30 {
		t.Errorf("only %d lists", seen)
	}
}
