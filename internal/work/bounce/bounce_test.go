package bounce

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// read returns what a mailbox says, a line a report.
func read(t *testing.T, r io.Reader) (string, Found) {
	t.Helper()
	var b strings.Builder
	var found Found
	if err := found.Mailbox(r, func(one Report) {
		fmt.Fprintf(&b, "%s|%s|%s|%s|%s|%s\n", one.Message, one.Recipient, one.Action, one.Status, one.Said, one.At.UTC().Format("2006-01-02"))
	}); err != nil {
		t.Fatal(err)
	}
	return b.String(), found
}

func TestReports(t *testing.T) {
	files, err := filepath.Glob("testdata/*.eml")
	if err != nil || len(files) < 6 {
		t.Fatalf("%d fixtures, %v", len(files), err)
	}
	want := map[string]string{
		"postfix.eml":  "abc.1@example.org|ana@example.net|failed|5.1.1|550 5.1.1 <ana@example.net>: Recipient address rejected: User unknown|2027-01-15\n",
		"japanese.eml": "abc.1@example.org|taro@example.jp|failed|5.2.2|552 5.2.2 mailbox full|2027-01-16\n",
		"exchange.eml": "abc.1@example.org|ali@example.com|failed|5.7.1|550 5.7.1 TRANSPORT.RULES.RejectMessage|2027-01-15\n",
		"two.eml": "|a@example.net|failed|5.1.1||2027-01-15\n" +
			"|b@example.net|delayed|4.4.1|connect to example.net: Connection timed out|2027-01-15\n",
		"forwarded.eml": "abc.1@example.org|ana@example.net|failed|5.1.1|550 no|2027-01-14\n",
		"qmail.eml":     "",
		"person.eml":    "",
	}
	for _, file := range files {
		in, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		got, found := read(t, in)
		in.Close()
		expected, known := want[filepath.Base(file)]
		if !known || got != expected {
			t.Errorf("%s:\n%swant\n%s", file, got, expected)
		}
		notices := 0
		if strings.HasSuffix(file, "qmail.eml") {
			notices = 1
		}
		if found.Messages != 1 || found.Unread != 0 || len(found.Notices) != notices {
			t.Errorf("%s: %+v", file, found)
		}
	}
}

// joined is a mailbox of all fixtures.
func joined(t *testing.T) string {
	files, err := filepath.Glob("testdata/*.eml")
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures")
	}
	var b strings.Builder
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "From MAILER-DAEMON Fri Jan 15 08:00:00 2027\n%s\n", strings.ReplaceAll(string(data), "\nFrom ", "\n>From "))
	}
	return b.String()
}

func TestMailbox(t *testing.T) {
	box := joined(t)
	got, found := read(t, strings.NewReader(box))
	if found.Messages != 7 || found.Reports != 5 || len(found.Notices) != 1 || strings.Count(got, "\n") != 6 {
		t.Errorf("%+v\n%s", found, got)
	}
	crlf, _ := read(t, strings.NewReader(strings.ReplaceAll(box, "\n", "\r\n")))
	if crlf != got {
		t.Errorf("with CR LF:\n%swant\n%s", crlf, got)
	}
	dir := t.TempDir()
	for i, folder := range []string{"cur", "new", "tmp"} {
		if err := os.Mkdir(filepath.Join(dir, folder), 0o755); err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile("testdata/postfix.eml")
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, folder, fmt.Sprint(i)), data, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	n := 0
	if found, err := Each(dir, func(Report) { n++ }); err != nil || n != 2 || found.Messages != 2 {
		t.Errorf("a Maildir: %d reports, %+v, %v", n, found, err)
	}
	for _, path := range []string{filepath.Join(dir, "nowhere"), t.TempDir()} {
		if _, err := Each(path, nil); err == nil {
			t.Errorf("%s is a mailbox", path)
		}
	}
}

// large is a mailbox of reports that return messages of a megabyte.
type large struct {
	one, filler string
	n           int
	now         io.Reader
}

func (l *large) Read(p []byte) (int, error) {
	for {
		if l.now != nil {
			if n, err := l.now.Read(p); n > 0 || err != io.EOF {
				return n, err
			}
		}
		if l.n--; l.n < 0 {
			return 0, io.EOF
		}
		l.now = strings.NewReader(l.one + l.filler)
	}
}

// TestLargeMailbox holds that memory does not grow with a mailbox.
func TestLargeMailbox(t *testing.T) {
	data, err := os.ReadFile("testdata/exchange.eml")
	if err != nil {
		t.Fatal(err)
	}
	box := &large{one: "From x\n" + string(data), filler: strings.Repeat(strings.Repeat("x", 75)+"\n", 1<<20/76) + "\n", n: 100}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	got, found := read(t, box)
	runtime.ReadMemStats(&after)
	if found.Reports != 100 || strings.Count(got, "\n") != 100 {
		t.Errorf("%+v", found)
	}
	if grown := int64(after.HeapSys - before.HeapSys); grown > 32<<20 {
		t.Errorf("100 MB took %d MB of memory", grown>>20)
	}
}

func FuzzMailbox(f *testing.F) {
	for _, name := range []string{"postfix", "japanese", "two", "qmail", "forwarded"} {
		data, err := os.ReadFile("testdata/" + name + ".eml")
		if err != nil {
			f.Fatal(err)
		}
		f.Add("From x\n" + string(data))
	}
	f.Fuzz(func(t *testing.T, box string) {
		var found Found
		reports := 0
		if err := found.Mailbox(strings.NewReader(box), func(Report) { reports++ }); err != nil {
			t.Fatal(err)
		}
		if found.Messages > strings.Count(box, "From ")+1 || found.Reports > found.Messages {
			t.Errorf("%+v", found)
		}
	})
}
