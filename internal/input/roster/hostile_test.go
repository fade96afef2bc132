package roster

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lanyard/internal/base/source"
)

// TestHostile holds the outcome of every file of testdata/hostile, whose
// EXPECT.tsv says what a tool must do with it.
func TestHostile(t *testing.T) {
	accept := map[string][]string{ // file -> names
		"ok.csv": {"Ana Pop"}, "bom.csv": {"Ana Pop"}, "crlf.csv": {"Ana Pop"}, "cr-only.csv": {"Ana Pop"},
		"no-eol.csv": {"Ana Pop"}, "semicolon.csv": {"Ana Pop"}, "tab.csv": {"Ana Pop"},
		"space-header.csv": {"Ana Pop"},
		"utf-16.csv":       {"Ștefan Țăranu"}, "utf-16-le.csv": {"Ștefan Țăranu"},
		"cp1252.csv": {"José Müller"}, "shift-jis.csv": {"高橋"},
		"quote-mid.csv": {`Ana "Nana" Pop`},
		"long-name.csv": {strings.TrimSuffix(strings.Repeat("Wolfeschlegelsteinhausenbergerdorff ", 8), " ")},
		"formula.csv": {"=1+1", "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "=1+1", "=1",
			`=HYPERLINK("http://x","y")`, "＝1+1", "=1"},
		"pdfstr.csv": {`a) Tj (b\`, ">> endobj", `\377\000`},
		"html.csv":   nil, "paths.csv": nil, "missing-glyph.csv": nil, // names taken as they are, whatever they say
	}
	refuse := map[string]string{ // file -> start of the first problem
		"cp1256.csv":       `cp1256.csv:2:1: the list is not UTF-8, and it could be windows-1256 or macintosh`,
		"utf-32.csv":       `utf-32.csv: the file is in UTF-32`,
		"empty.csv":        `empty.csv: the list is empty`,
		"header-only.csv":  `header-only.csv:1: there is no row below the header`,
		"ragged-short.csv": `ragged-short.csv:2: the row has 1 cell, the header has 3`,
		"dup-header.csv":   `dup-header.csv:1:2: columns 1 "name" and 2 "name" could both be the name, and differ: line 2 says "A" and "B"`,
		"missing-col.csv":  `missing-col.csv:1: no column is the name; the first row says "email", "role"`,
		"nul.csv":          `nul.csv:2:4: character 4 of the line is NUL`,
		"ctrl.csv":         `ctrl.csv:2:1: name "A\u{1}n\u{1b}[31ma\u{7}" holds U+0001, a control character`,
		"invalid-utf8.csv": `invalid-utf8.csv:2:2: byte 0xFF at character 2 of the line is no UTF-8 text`,
		"overlong.csv":     `overlong.csv:2:2: byte 0xC0 at character 2 of the line is no UTF-8 text`,
		"invisible.csv":    `invisible.csv:2:1: the name "\u{200b}" (a@example.org) has no character that can be seen`,
	}
	expected := strings.Split(strings.TrimSpace(string(read(t, "hostile/EXPECT.tsv"))), "\n")
	if len(expected) < 30 {
		t.Fatalf("EXPECT.tsv has %d lines", len(expected))
	}
	for _, line := range expected {
		file, _, _ := strings.Cut(line, "\t")
		t.Run(file, func(t *testing.T) {
			r, problems := Read(file, read(t, "hostile/"+file), Options{})
			account(t, r, problems)
			names, accepted := accept[file]
			switch first, refused := refuse[file]; {
			case accepted == refused:
				t.Fatal("the table must say accept or refuse")
			case refused && (problems.Err() == nil || !strings.HasPrefix(problems[0].Error(), first)):
				t.Errorf("got  %v\nwant %s", problems, first)
			case refused && len(r.People) > 0:
				t.Errorf("%d people of a list with nobody in it", len(r.People))
			case accepted && problems.Err() != nil:
				t.Errorf("refused: %v", problems)
			case accepted && len(r.People) == 0:
				t.Error("nobody is there")
			}
			for i, want := range names {
				if got := r.People[i].Name; got != want {
					t.Errorf("name %d is %q, want %q", i, got, want)
				}
			}
		})
	}
}

// TestHostileNamesStayDistinct checks that names that look like paths are data:
// every row is a person with an id of their own.
func TestHostileNamesStayDistinct(t *testing.T) {
	data := read(t, "hostile/paths.csv")
	r, problems := Read("paths.csv", data, Options{})
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	if want := strings.Count(string(data), "\n") - 1; len(r.People) != want {
		t.Errorf("%d people of %d rows", len(r.People), want)
	}
	if got := r.People[0].Name; got != "../../etc/cron.d/x" {
		t.Errorf("the first name is %q", got)
	}
}

// account checks what holds of every roster: each row is accounted for, ids are
// there and differ, names can be seen, and problems have a place and a code.
func account(t *testing.T, r *Roster, problems source.Problems) {
	t.Helper()
	out := 0
	for _, l := range r.LeftOut {
		out += l.Rows
	}
	if r.Rows != len(r.People)+r.Refused+r.Merged+out {
		t.Errorf("%d rows, but %d people, %d refused, %d merged, %d left out", r.Rows, len(r.People), r.Refused,
			r.Merged, out)
	}
	if r.Refused > 0 && problems.Err() == nil {
		t.Errorf("%d rows were refused without an error", r.Refused)
	}
	ids := map[string]bool{}
	for _, p := range r.People {
		if p.ID == "" || ids[p.ID] {
			t.Errorf("line %d: id %q is empty or there twice", p.Row, p.ID)
		}
		ids[p.ID] = true
		if strings.IndexFunc(p.Name, visible) < 0 {
			t.Errorf("line %d: the name %q shows nothing", p.Row, p.Name)
		}
		for _, s := range []string{p.Name, p.NameLocal, p.Given, p.Family, p.Organisation, p.Position, p.Country,
			p.Role, p.Email, p.ID, p.Language} {
			if strings.IndexFunc(s, func(r rune) bool { return forbidden(r) != "" }) >= 0 {
				t.Errorf("line %d: %q was let through", p.Row, s)
			}
		}
	}
	for _, p := range problems {
		if p.File != r.File || !strings.HasPrefix(p.Code, "roster-") || p.Message == "" {
			t.Errorf("problem without a file, code or message: %+v", p)
		}
	}
}

// read returns a file of testdata.
func read(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return data
}
