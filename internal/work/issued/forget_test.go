package issued

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lanyard/internal/base/fault"
)

// What forgetting comes to is shown first, and happens only for as many papers as were shown.
func TestForget(t *testing.T) {
	e := newEvent(t)
	e.write(t, "corrections.csv", "person,column,from,to\n2,role,speaker,speaker \n1,name,Anna Pop,Ana Pop\n")
	e.write(t, "attendees.csv.before", "id,name\n")
	e.print(t)
	whom := Whom{What: "1"}
	plan, err := e.Forget(t.Context(), whom, 0)
	if err != nil || plan.Done || plan.People != 1 || plan.Papers != 1 || !slices.Equal(plan.Shared, []string{"out/badges.pdf"}) ||
		!slices.Equal(plan.Listed, []string{"attendees.csv:2"}) {
		t.Fatalf("%+v %v", plan, err)
	}
	if _, err := e.Forget(t.Context(), whom, 2); fault.Hint(err) == "" {
		t.Errorf("other papers than were shown are forgotten: %v", err)
	}
	if p := e.papers(t, "ana", false); len(p.Rows) != 1 || p.Rows[0].Forgot {
		t.Errorf("forgotten without a yes: %+v", p.Rows)
	}
	done, err := e.Forget(t.Context(), whom, plan.Papers)
	if err != nil || !done.Done || done.Rows == 0 {
		t.Errorf("%+v %v", done, err)
	}
	if p := e.papers(t, "ana", true); len(p.Rows) != 0 {
		t.Errorf("still known: %+v", p.Rows)
	}
	data, err := os.ReadFile(filepath.Join(e.Dir, "ledger.db"))
	if err != nil || strings.Contains(string(data), "Ana Pop") {
		t.Errorf("the ledger still has the name, or %v", err)
	}
	s, err := e.CheckLedger(t.Context())
	if err != nil || s.Rows == 0 || s.Forgotten != done.Rows || s.Unsigned != 0 || s.Head == "" {
		t.Errorf("%+v %v", s, err)
	}
	if !slices.Equal(done.Also, []string{"corrections.csv:3", "attendees.csv.before"}) {
		t.Errorf("also %q", done.Also)
	}
	day := Whom{Before: 365 * 80}
	if plan, err := e.Forget(t.Context(), day, 0); err != nil || plan.People != 1 {
		t.Errorf("everybody else: %+v %v", plan, err)
	}
	if plan, err := e.Forget(t.Context(), Whom{Before: 365 * 30}, 0); err != nil || plan.Papers != 0 {
		t.Errorf("an event to come is over: %+v %v", plan, err)
	}
}

// A ledger with a row that was changed is not sound.
func TestCheckLedger(t *testing.T) {
	e := newEvent(t)
	if _, err := e.CheckLedger(t.Context()); fault.Hint(err) == "" {
		t.Errorf("without a ledger: %v", err)
	}
	e.print(t)
	path := filepath.Join(e.Dir, "ledger.db")
	data, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(data), "Bob Hale") {
		t.Fatalf("no name in the ledger: %v", err)
	}
	e.write(t, "ledger.db", strings.ReplaceAll(string(data), "Bob Hale", "Bob Hall"))
	if s, err := e.CheckLedger(t.Context()); err == nil {
		t.Errorf("an edited ledger is sound: %+v", s)
	}
}
