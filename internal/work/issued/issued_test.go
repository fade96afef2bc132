package issued

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lanyard/internal/base/fault"
	"lanyard/internal/work/batch"
	"lanyard/internal/work/create"
	"lanyard/internal/work/held"
)

var now = time.Date(2027, 5, 1, 9, 0, 0, 0, time.UTC)

// newEvent returns an event with two people on its list.
func newEvent(t *testing.T) Event {
	t.Helper()
	e := Event{Dir: t.TempDir(), Now: func() time.Time { return now }}
	e.write(t, "event.toml", `id = "desk-2027"
title = "Desk"
start = 2027-05-14
[issuer]
name = "Example University"
verify = "verify.example.edu"
[roles.speaker]
label = "Speaker"
[badges]
template = "classic"
sheet = "A4"
`)
	e.write(t, "attendees.csv", "id,name,role\n1,Ana Pop,speaker\n2,Bob Hale,speaker\n")
	return e
}

func (e Event) write(t *testing.T, name, data string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(e.Dir, name), []byte(data), 0o600); err != nil {
		t.Fatal(err)
	}
}

// print makes the papers of an event.
func (e Event) print(t *testing.T) {
	t.Helper()
	if r, err := batch.Make(t.Context(), batch.Job{Dir: e.Dir, Now: e.Now()}); err != nil {
		t.Fatal(r.Problems, err)
	}
}

// papers returns the papers that a page lists for what is typed.
func (e Event) papers(t *testing.T, q string, all bool) Papers {
	t.Helper()
	p, err := e.Papers(t.Context(), q, all, map[string]int{"1": 0})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// A ledger that cannot be read is said, and is not taken for one in which nothing was issued.
func TestBrokenLedger(t *testing.T) {
	e := newEvent(t)
	if p := e.papers(t, "", true); len(p.Rows) > 0 || p.Total > 0 {
		t.Errorf("without a ledger: %+v", p)
	}
	if s, err := e.Site(t.Context()); err != nil || s.Keys || s.Issued > 0 || s.Host != "verify.example.edu" {
		t.Errorf("without a ledger: %+v %v", s, err)
	}
	e.write(t, "ledger.db", strings.Repeat("this is no ledger ", 1000))
	if _, err := e.Papers(t.Context(), "", false, nil); err == nil {
		t.Error("papers of a broken ledger are listed")
	}
	if _, err := e.Site(t.Context()); err == nil {
		t.Error("the site of a broken ledger is described")
	}
}

// Papers are found by name, suspended with a reason, and replaced; a page sees each as it is.
func TestPapers(t *testing.T) {
	e := newEvent(t)
	e.print(t)
	if p := e.papers(t, "", false); p.Total != 2 || p.Counts["valid"] != 2 || len(p.Runs) != 1 || p.Runs[0].Papers != 2 {
		t.Errorf("%+v", p)
	}
	p := e.papers(t, " ANA", false)
	if len(p.Rows) != 1 || p.Rows[0].Name != "Ana Pop" || p.Rows[0].Index != 0 || len(p.Rows[0].Prints) != 1 {
		t.Fatalf("%+v", p)
	}
	number := p.Rows[0].Number
	for _, c := range [][3]string{{"burn", "", "x"}, {"revoke", "", " "}, {"revoke", "poster", "x"}} {
		if n, err := e.SetState(c[0], number, c[1], c[2]); n != 0 || fault.Hint(err) == "" {
			t.Errorf("%v: %d %v", c, n, err)
		}
	}
	if n, err := e.SetState("suspend", number, "badge", "to be clarified"); n != 1 || err != nil {
		t.Errorf("%d %v", n, err)
	}
	if r := e.papers(t, "ana", false).Rows[0]; r.State != "suspended" || r.Reason != "to be clarified" {
		t.Errorf("%+v", r)
	}
	if n, err := e.SetState("reinstate", "1", "", ""); n != 1 || err != nil {
		t.Errorf("%d %v", n, err)
	}
	numbers, err := e.Reissue(t.Context(), "1", "badge")
	if err != nil || len(numbers) != 1 || numbers[0] == number {
		t.Errorf("%q %v", numbers, err)
	}
	if now, then := e.papers(t, "ana", false).Rows, e.papers(t, "ana", true).Rows; len(now) != 1 || now[0].Replaces != number || len(then) != 2 {
		t.Errorf("%+v\n%+v", now, then)
	}
	if err := e.Mark(0, true); fault.Hint(err) == "" {
		t.Errorf("no run: %v", err)
	}
	if err := e.Mark(1, false); err != nil || e.papers(t, "", false).Runs[0].Printed {
		t.Errorf("%v %+v", err, e.papers(t, "", false).Runs)
	}
	if s, err := e.Site(t.Context()); err != nil || s.Issued != 3 || s.Changed != 3 || s.Written != nil || len(s.All) != 1 || s.All[0].State != "signs" {
		t.Errorf("%+v %v", s, err)
	}
}

// A paper is shown as its file has it, whatever the list says by now, with what would be printed differently.
func TestChanges(t *testing.T) {
	e := newEvent(t)
	e.print(t)
	r := e.papers(t, "ana", false).Rows[0]
	first, err := e.Picture(t.Context(), r.Number, 500)
	if err != nil {
		t.Fatal(err)
	}
	if c, err := e.Changes(t.Context(), r.Number); err != nil || c.Differs {
		t.Errorf("%+v %v", c, err)
	}
	e.write(t, "attendees.csv", "id,name,role\n1,Anna Popescu,speaker\n3,Cy Young,speaker\n")
	c, err := e.Changes(t.Context(), r.Number)
	if err != nil || !c.Differs || !strings.Contains(strings.Join(c.Changes, ";"), "Ana Pop → Anna Popescu") {
		t.Errorf("%+v %v", c, err)
	}
	d, err := e.Differences(t.Context())
	if err != nil || d.People != 2 || len(d.Differences) != 3 || d.Counts["changed"] != 1 || d.Counts["added"] != 1 || d.Counts["gone"] != 1 {
		t.Errorf("%+v %v", d, err)
	}
	if again, err := e.Picture(t.Context(), r.Number, 500); err != nil || !bytes.Equal(first, again) {
		t.Errorf("the picture follows the list, or %v", err)
	}
	if err := os.RemoveAll(filepath.Join(e.Dir, batch.OutDir)); err != nil {
		t.Fatal(err)
	}
	if _, err := e.Picture(t.Context(), r.Number, 500); !errors.Is(err, held.ErrAbsent) {
		t.Errorf("a file that is gone: %v", err)
	}
	if _, err := e.Picture(t.Context(), "../event.toml", 500); err == nil {
		t.Error("a number that is none has a picture")
	}
}

// An event that was made alone and lies in the folder of an issuer is taken in.
func TestAdopt(t *testing.T) {
	e := newEvent(t)
	if _, _, err := e.Adopt(t.Context()); fault.Hint(err) == "" {
		t.Errorf("without an issuer's folder: %v", err)
	}
	e.print(t)
	home := filepath.Join(t.TempDir(), "acme")
	facts := create.Facts{Issuer: "Example University", Verify: "verify.example.edu"}
	if err := facts.IssuerFolder(home); err != nil {
		t.Fatal(err)
	}
	inside := Event{Dir: filepath.Join(home, "desk"), Now: e.Now}
	if err := os.CopyFS(inside.Dir, os.DirFS(e.Dir)); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(inside.Dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			return os.Chmod(path, 0o700)
		}
		return os.Chmod(path, 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := inside.Issuer(); got != home {
		t.Fatalf("it can be taken in by %q", got)
	}
	if into, a, err := inside.Adopt(t.Context()); err != nil || into != home || a.Papers != 2 {
		t.Fatalf("%s %+v %v", into, a, err)
	}
	if _, err := os.Stat(filepath.Join(inside.Dir, "keys")); err == nil {
		t.Error("the event still has keys of its own")
	}
	if got := inside.Issuer(); got != "" {
		t.Errorf("it is offered to %q again", got)
	}
}
