package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestConfirm answers the question that a corrected name asks on a terminal.
func TestConfirm(t *testing.T) {
	for _, c := range []struct {
		answer string
		args   []string
		asked  bool
		made   bool
	}{
		{"y\n", nil, true, true},
		{" YES \r\n", nil, true, true},
		{"n\n", nil, true, false},
		{"\n", nil, true, false},
		{"", nil, true, false}, // the end of the input
		{"y", nil, true, true},
		{"n\n", []string{"-yes"}, false, true},
	} {
		t.Run(strings.TrimSpace(c.answer)+strings.Join(c.args, ""), func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "ev")
			var said bytes.Buffer
			make := func(args ...string) int {
				w := &world{stdin: strings.NewReader(c.answer), stdout: io.Discard, stderr: &said,
					now: time.Unix(1_800_000_000, 0).UTC(), interactive: true}
				return run(t.Context(), w, args)
			}
			start := func(dir string) int {
				w := &world{stdout: io.Discard, stderr: &said, now: time.Unix(1_800_000_000, 0).UTC()}
				return run(t.Context(), w, []string{"init", "-title", "My First Event", "-issuer", "My Organisation",
					dir})
			}
			if start(dir) != 0 || make("make", dir, "-only", "badges") != 0 {
				t.Fatal(said.String())
			}
			list := filepath.Join(dir, "attendees.csv")
			text, err := os.ReadFile(list)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(list, bytes.ReplaceAll(text, []byte("Popescu"), []byte("Ionescu")),
				0o644); err != nil {
				t.Fatal(err)
			}
			before, err := contents(dir)
			if err != nil {
				t.Fatal(err)
			}
			said.Reset()
			code := make(append([]string{"make", dir, "-only", "badges"}, c.args...)...)
			if asked := strings.Contains(said.String(), "go on? [y/N]"); asked != c.asked {
				t.Errorf("asked is %v:\n%s", asked, said.String())
			}
			after, err := contents(dir)
			if err != nil {
				t.Fatal(err)
			}
			const sheet = string(filepath.Separator) + "out" + string(filepath.Separator) + "badges.pdf"
			if made := before[sheet] != after[sheet]; made != c.made || (code == 0) != c.made {
				t.Errorf("exit code %d, made is %v:\n%s", code, made, said.String())
			}
			if !c.made && !strings.Contains(said.String(), "stopped on your word") {
				t.Errorf("it says:\n%s", said.String())
			}
		})
	}
}

// TestAnswerEndsWithTheCommand presses Ctrl-C in place of an answer.
func TestAnswerEndsWithTheCommand(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	silence, _ := io.Pipe()
	if (&world{stdin: silence}).answer(ctx) {
		t.Error("silence is yes")
	}
}

// TestInitAsks answers the questions of init on a terminal; an option is not asked for again.
func TestInitAsks(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ev")
	list := filepath.Join(t.TempDir(), "people.csv")
	if err := os.WriteFile(list, []byte("name,role\nAna Popescu,speaker\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	w := &world{stdin: strings.NewReader("Lake Days\n\nverify.lake.at\r\n2027-06-01\n\nen,fr\n" + list),
		stdout: io.Discard, stderr: &said, interactive: true}
	if run(t.Context(), w, []string{"init", "-issuer", "Lake Institute", dir}) == 0 {
		t.Error("the second answer is none, so that verify.lake.at is no day: " + said.String())
	}
	w.stdin = strings.NewReader("Lake Days\nverify.lake.at\r\n2027-06-01\n\nen,fr\n" + list)
	if run(t.Context(), w, []string{"init", "-issuer", "Lake Institute", dir}) != 0 {
		t.Fatal(said.String())
	}
	text, err := os.ReadFile(filepath.Join(dir, "event.toml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{`title = "Lake Days"`, `name = "Lake Institute"`, `verify = "verify.lake.at"`,
		"start = 2027-06-01", `languages = ["en", "fr"]`,
		`file = "people.csv"`} {
		if !strings.Contains(string(text), "\n"+line+"\n") {
			t.Errorf("event.toml lacks %s", line)
		}
	}
	if strings.Contains(said.String(), "organisation that certifies:") {
		t.Error("it asked for the issuer, which it was given")
	}
}

// TestAskDoubts answers the question about people with a status word that nobody knows.
func TestAskDoubts(t *testing.T) {
	for _, c := range []struct {
		name, answer string
		terminal     bool
		args         []string
		asked, made  bool
		code         int
		says         string
	}{
		{"yes", "y\n", true, nil, true, true, 0, "they get certificates, as you said"},
		{"no", "n\n", true, nil, true, false, 0, "no certificate, as you said"},
		{"return", "\n", true, nil, true, false, 0, "no certificate, as you said"},
		{"end of input", "", true, nil, true, false, 0, "no certificate, as you said"},
		{"no terminal", "y\n", false, nil, false, false, exitFailed, "to make theirs, add -yes"},
		{"-yes", "", false, []string{"-yes"}, false, true, 0, "they get certificates, as you said"},
		{"-yes on a terminal", "n\n", true, []string{"-yes"}, false, true, 0, "they get certificates, as you said"},
		{"badges alone", "", false, []string{"-only", "badges"}, false, false, 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "ev")
			if err := os.MkdirAll(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			for name, text := range map[string]string{
				"event.toml": "id = \"doubt-2027\"\ntitle = \"Doubts\"\nstart = 2027-01-01\n[issuer]\nname = \"Office\"\n" +
					"verify = \"verify.lake.at\"\n[badges]\n[certificates]\n",
				"attendees.csv": "id,name,Status\n1,Ana Popescu,Confirmed\n2,Bo Ek,Limbo\n3,Cy Dee,limbo\n",
			} {
				if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			var said bytes.Buffer
			w := &world{stdin: strings.NewReader(c.answer), stdout: io.Discard, stderr: &said,
				now: time.Unix(1_800_000_000, 0).UTC(), interactive: c.terminal}
			code := run(t.Context(), w, append([]string{"make", dir}, c.args...))
			if code != c.code {
				t.Errorf("exit code %d, want %d", code, c.code)
			}
			const question = "lanyard: 2 people have the Status \"Limbo\", which Lanyard does not know\n" +
				"lanyard: make their certificates? [y/N] "
			if asked := strings.Contains(said.String(), question); asked != c.asked {
				t.Errorf("asked is %v", asked)
			}
			made, err := filepath.Glob(filepath.Join(dir, "out", "certificates", "*-Bo-Ek.pdf"))
			if err != nil || (len(made) == 1) != c.made {
				t.Errorf("made are %v %v", made, err)
			}
			if _, err := os.Stat(filepath.Join(dir, "out", "badges.pdf")); err != nil {
				t.Error("no badges: ", err)
			}
			if !strings.Contains(said.String(), c.says) {
				t.Errorf("nothing says %q", c.says)
			}
			if t.Failed() {
				t.Log(said.String())
			}
		})
	}
}
