package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/testscript"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/layout"
	roll "lanyard/internal/work/people"
)

// TestTopics checks that every chapter fits a terminal, is listed, and that every
// chapter with a transcript has a script which runs it.
func TestTopics(t *testing.T) {
	files, err := fs.Glob(chapters, "help/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txt")
		if !slices.Contains(topicNames(), name) {
			t.Errorf("%s is no topic", file)
		}
	}
	for _, topic := range topics {
		text := topic.read()
		for line := range strings.Lines(text) {
			if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > 80 {
				t.Errorf("%s: a line of %d columns: %s", topic.name, n, line)
			}
		}
		script := filepath.Join("testdata", "script", "help_"+topic.name+".txtar")
		if _, err := os.Stat(script); strings.Contains(text, transcriptMark) && err != nil {
			t.Errorf("%s has a transcript and no script: %v", topic.name, err)
		}
	}
}

// TestManifestChapter holds that the chapter explains every key that manifest.json
// can have, and no other.
func TestManifestChapter(t *testing.T) {
	dir := t.TempDir()
	out, err := bundle.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	_, err = out.WriteManifest(bundle.Manifest{Event: "e", Issuer: "i", Shards: 2, Shard: json.RawMessage(`{}`), Files: []bundle.Written{{File: "a.pdf"}},
		Entries: slices.Values([]bundle.Entry{{File: "a.pdf", Picture: "a.png"}})})
	if err := errors.Join(err, out.Close()); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, bundle.ManifestName))
	if err != nil {
		t.Fatal(err)
	}
	key := regexp.MustCompile(`(?m)^ +("\w+"):`)
	var want, explained []string
	for _, found := range key.FindAllStringSubmatch(string(data), -1) {
		want = append(want, strings.Trim(found[1], `"`))
	}
	term := regexp.MustCompile(`(?m)^ {0,2}([a-z][a-z0-9]*) {2,}\S`)
	for _, found := range term.FindAllStringSubmatch(topic{name: "manifest-file"}.read(), -1) {
		explained = append(explained, found[1])
	}
	if !slices.Equal(explained, want) {
		t.Errorf("the chapter explains %q, and the file has %q", explained, want)
	}
}

// TestHelpNamesOptions checks that every command line of the manual and the
// README names commands and options that exist.
func TestHelpNamesOptions(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{"README.md": string(readme)}
	for _, topic := range topics {
		texts[topic.name] = topic.read()
	}
	commandLine := regexp.MustCompile(`\blanyard ([a-z]+)((?: +[^ \n#|&"` + "`]+)*)")
	found := 0
	for name, text := range texts {
		for _, m := range commandLine.FindAllStringSubmatch(text, -1) {
			usage, ok := usageOf(t, m[1])
			if !ok {
				continue // "lanyard reads the list": prose, or a transcript's message
			}
			for _, word := range strings.Fields(m[2]) {
				option := strings.TrimRight(word, ",.;:)")
				if option == word && strings.HasPrefix(option, "-") && option != "-" && option != "-h" {
					found++
					if !strings.Contains(usage, "\n  "+option+"\n") && !strings.Contains(usage, "\n  "+option+" ") {
						t.Errorf("%s: lanyard %s has no option %s", name, m[1], option)
					}
				}
			}
		}
	}
	if found < 30 {
		t.Errorf("only %d options were found", found)
	}
}

// TestFieldsChapter checks that the chapter on fields has every field, and that
// every field it has exists.
func TestFieldsChapter(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "event")
	w := &world{stdout: io.Discard, stderr: io.Discard}
	if code := run(t.Context(), w, []string{"init", "-title", "My First Event", "-issuer", "My Organisation",
		dir}); code != 0 {
		t.Fatalf("init ends with %d", code)
	}
	work, problems, err := roll.Load(context.Background(), dir)
	if err != nil || problems.Err() != nil {
		t.Fatal(err, problems)
	}
	general := regexp.MustCompile(`^(phrase|text|picture)\..*|^(signatory\.)[0-9]+`)
	known := map[string]bool{"number": true, "verify.url": true, "verify.short": true, "verify.note": true, "item": true, "item.number": true,
		"text.KEY": true, "picture.NAME": true}
	event := work.EventFields()
	for _, fields := range []layout.Fields{event, work.PersonFields(event, &work.People[0])} {
		for name := range fields {
			name = strings.TrimSuffix(strings.TrimSuffix(name, ".main"), ".second")
			name = general.ReplaceAllStringFunc(name, func(s string) string {
				if strings.HasPrefix(s, "signatory.") {
					return "signatory.N"
				}
				return s[:strings.IndexByte(s, '.')] + map[byte]string{'h': ".KEY", 'e': ".KEY", 'i': ".NAME"}[s[1]]
			})
			known[name] = true
		}
	}
	text := fieldsChapter()
	inText := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^[a-z][\w.]*( \*)?(, [a-z][\w.]*( \*)?)*( |$)`).FindAllString(text, -1) {
		for name := range strings.SplitSeq(m, ", ") {
			inText[strings.Trim(name, " *")] = true
		}
	}
	for name := range known {
		if !inText[name] {
			t.Errorf("the chapter does not have the field %s", name)
		}
	}
	for name := range inText {
		if strings.Contains(name, ".") && !known[name] {
			t.Errorf("the chapter has the field %s, which does not exist", name)
		}
	}
}

// usageOf returns the usage of a verb and of all verbs below it.
func usageOf(t *testing.T, verb string) (string, bool) {
	t.Helper()
	if verb == "help" || !slices.Contains(verbNames(), verb) {
		return "", false
	}
	lines := [][]string{{verb, "-h"}}
	if verb == "keys" {
		for _, below := range []string{"make", "list", "show", "rotate", "retire", "compromised", "export", "import"} {
			lines = append(lines, []string{verb, below, "-h"})
		}
	}
	var out bytes.Buffer
	for _, args := range lines {
		w := &world{stdout: &out, stderr: &out}
		if code := run(t.Context(), w, args); code != 0 {
			t.Fatalf("%q ends with %d:\n%s", args, code, &out)
		}
	}
	return out.String(), true
}

// transcriptMark begins a command of a transcript in a chapter.
const transcriptMark = "    $ "

// shows FILE runs the commands of the transcripts in a chapter of the manual or
// in the README, and compares what they print with what is shown. Lines that
// begin with "$ " are commands, indented by four in a chapter, in a code block of
// the README; below each is what it prints, on standard output and error. White
// space counts for nothing, so that long lines may be broken; "..." stands for
// whatever is left out. Numbers, keys and durations differ from run to run and are
// compared by their form. With -update the output in the file is replaced.
func shows(ts *testscript.TestScript, _ bool, args []string) {
	want(ts, args, 1, "shows FILE")
	path := filepath.Join(ts.Getenv("HOUSE"), args[0])
	data, err := os.ReadFile(path)
	ts.Check(err)
	indent, width := "    ", helpWidth
	if filepath.Ext(path) == ".md" {
		indent, width = "", 120
	}
	var out strings.Builder
	ran := 0
	lines := strings.SplitAfter(string(data), "\n")
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		out.WriteString(line)
		command, ok := strings.CutPrefix(line, indent+"$ ")
		if !ok {
			continue
		}
		end := i + 1
		for end < len(lines) && within(lines[end], indent) {
			end++
		}
		shown := strings.Join(lines[i+1:end], "")
		printed := runShown(ts, strings.TrimSpace(command))
		ran++
		if !matches(shown, printed) {
			if !*update {
				ts.Fatalf("%s shows for %q\n%s\nand it is\n%s", args[0], command, shown, printed)
			}
			shown = ""
			for line := range strings.Lines(printed) {
				if utf8.RuneCountInString(indent+line) <= width {
					shown += indent + line
					continue
				}
				body := strings.TrimLeft(line, " ")
				left := indent + strings.Repeat(" ", len(line)-len(body))
				shown += source.Wrap(body, width, left, left+"  ")
			}
		}
		out.WriteString(shown)
		i = end - 1
	}
	if ran == 0 {
		ts.Fatalf("%s has no transcript", args[0])
	}
	if *update {
		ts.Check(os.WriteFile(path, []byte(out.String()), 0o644))
	}
}

// within reports whether a line is part of what a command printed.
func within(line, indent string) bool {
	return strings.HasPrefix(line, indent) && strings.TrimSpace(line) != "" &&
		!strings.HasPrefix(line, indent+"$ ") && !strings.HasPrefix(line, "```")
}

// runShown runs a command line in the script's folder and returns all it prints.
func runShown(ts *testscript.TestScript, line string) string {
	cmd := exec.Command("sh", "-c", line)
	cmd.Dir = ts.MkAbs(".")
	for _, name := range []string{"PATH", "HOME", "TMPDIR", "SOURCE_DATE_EPOCH", "XDG_CACHE_HOME", "XDG_CONFIG_HOME",
		"LANYARD_PASSPHRASE"} {
		cmd.Env = append(cmd.Env, name+"="+ts.Getenv(name))
	}
	out, err := cmd.CombinedOutput()
	if _, exited := err.(*exec.ExitError); err != nil && !exited {
		ts.Fatalf("%s: %v", line, err)
	}
	return string(out)
}

// vary is what differs from run to run, and its form.
var vary = []struct {
	form *regexp.Regexp
	to   string
}{
	{regexp.MustCompile(`\b[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}\b`), "NUMBER"},
	{regexp.MustCompile(`/#[0-9A-HJKMNP-TV-Z]{16}\b`), "/#NUMBER"},
	{regexp.MustCompile(`\b[0-9a-f]{64}\b`), "THUMBPRINT"},
	{regexp.MustCompile(`\b[0-9a-f]{16}\b`), "KEY"},
	{regexp.MustCompile(`\([0-9]+ KiB\)`), "(SIZE)"}, // signatures are packed more or less well
	{regexp.MustCompile(`\bin [0-9.]+ s\b`), "in TIME"},
}

// matches reports whether printed is what is shown.
func matches(shown, printed string) bool {
	for _, v := range vary {
		shown, printed = v.form.ReplaceAllString(shown, v.to), v.form.ReplaceAllString(printed, v.to)
	}
	words := strings.Fields(printed)
	var pattern strings.Builder
	for _, word := range strings.Fields(shown) {
		if word == "..." {
			pattern.WriteString(`(\S+ )*?`)
		} else {
			pattern.WriteString(regexp.QuoteMeta(word) + " ")
		}
	}
	return regexp.MustCompile("^" + pattern.String() + "$").MatchString(strings.Join(words, " ") + strings.Repeat(" ",
		min(1, len(words))))
}

func TestMatches(t *testing.T) {
	const number = "0WZS-KD6M-8ZKM-2MS0"
	for _, c := range []struct {
		shown, printed string
		want           bool
	}{
		{"", "", true},
		{"", "x", false},
		{"one two\n  three", "one two three\n", true},
		{"one three", "one two three", false},
		{"one ... three", "one two two three", true},
		{"one ...", "one two", true},
		{"... two", "one two", true},
		{"one ...", "two one", false},
		{number + " in 0.1 s", "7Q3M-K0ZT-9V2C-4H1X in 12.0 s", true},
		{number, "7Q3M-K0ZT-9V2C", false},
	} {
		if got := matches(c.shown, c.printed); got != c.want {
			t.Errorf("matches(%q, %q) = %v", c.shown, c.printed, got)
		}
	}
}
