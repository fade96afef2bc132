package ledger

import (
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"lanyard/internal/base/paper"
)

// lively returns a ledger of an event with rows of every kind.
func lively(t *testing.T, event string) *Ledger {
	t.Helper()
	l := fresh(t)
	var all []Entry
	for n := range 4 {
		e := entry(n)
		e.EventID, e.List = event, n%2
		all = append(all, numbered(e))
	}
	issue(t, l, all...)
	after := next(all[0], 9)
	issue(t, l, after)
	if err := l.Revoke("left", all[1].Number); err != nil {
		t.Fatal(err)
	}
	if err := l.Printed(event, "all", slices.Values([]Print{{Number: all[2].Number, File: "a.pdf", Page: 1, Shown: "x"}, {Number: after.Number, File: "a.pdf", Page: 2}})); err != nil {
		t.Fatal(err)
	}
	if err := l.Mark(event, 1, false); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Forget(Holder{event, all[3].AttendeeID}); err != nil {
		t.Fatal(err)
	}
	return l
}

func everything(t *testing.T, l *Ledger, event string) (all []Entry, runs []Run, prints []Print) {
	t.Helper()
	for e, err := range l.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if e.EventID != event {
			continue
		}
		all = append(all, e)
		p, err := l.Prints(e.Number)
		if err != nil {
			t.Fatal(err)
		}
		prints = append(prints, p...)
	}
	runs, err := l.Runs(event)
	if err != nil {
		t.Fatal(err)
	}
	return all, runs, prints
}

// TestAdopt checks that every row is copied with its time and appended to the existing rows.
func TestAdopt(t *testing.T) {
	old, l := lively(t, "old-2017"), lively(t, "new-2018")
	l.now = func() time.Time { return noon.AddDate(1, 0, 0) }
	before := check(t, l)
	if err := l.Adopt(old, func(n int) int { return n + 5 }); err != nil {
		t.Fatal(err)
	}
	if after, want := check(t, l), before.Seq+check(t, old).Seq; after.Seq != want {
		t.Errorf("has %d rows, want %d", after.Seq, want)
	}
	wantEntries, wantRuns, wantPrints := everything(t, old, "old-2017")
	for i := range wantEntries {
		wantEntries[i].List += 5
	}
	entries, runs, prints := everything(t, l, "old-2017")
	if !reflect.DeepEqual(entries, wantEntries) || !reflect.DeepEqual(runs, wantRuns) || !reflect.DeepEqual(prints, wantPrints) {
		t.Errorf("has\n%+v\n%+v\n%+v\nwant\n%+v\n%+v\n%+v", entries, runs, prints, wantEntries, wantRuns, wantPrints)
	}
	held, err := l.Held("old-2017", paper.Kind(0))
	if err != nil || len(held) != 0 {
		t.Errorf("a run that was not printed counts as held: %v, %v", held, err)
	}
	if here, all, err := l.Holds(old); here != 5 || all != 5 || err != nil {
		t.Errorf("holds %d of %d, %v", here, all, err)
	}
	if count, err := l.Count(); count["old-2017"] != 5 || count["new-2018"] != 5 || err != nil {
		t.Errorf("counts %v, %v", count, err)
	}
	for _, ledger := range []*Ledger{l, old} {
		if gone, err := ledger.Forgotten("old-2017"); len(gone) != 1 || err != nil {
			t.Errorf("%v are forgotten, %v", gone, err)
		}
	}
	// a copy into an empty ledger has the same head hash, as long as nobody is forgotten
	whole := fresh(t)
	issue(t, whole, entry(1), entry(2))
	copied := fresh(t)
	if err := copied.Adopt(whole, func(n int) int { return n }); err != nil || check(t, copied) != check(t, whole) {
		t.Errorf("a copy differs: %v", err)
	}
}

// TestAdoptRefuses checks that a refused ledger changes nothing.
func TestAdoptRefuses(t *testing.T) {
	old, l := lively(t, "old-2017"), lively(t, "new-2018")
	before := check(t, l)
	for name, lists := range map[string]func(int) int{"a taken place": func(n int) int { return n }, "one list for two": func(int) int { return -1 }} {
		if err := l.Adopt(old, lists); err == nil || !strings.Contains(err.Error(), "row 1 (issue)") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := l.Adopt(lively(t, "new-2018"), func(n int) int { return n + 5 }); err == nil {
		t.Error("the same numbers were adopted twice")
	}
	if check(t, l) != before {
		t.Error("the refusals changed the ledger")
	}
}

// TestAdoptOldSchema adopts prints that belong to no run.
func TestAdoptOldSchema(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	old, err := open(path, clock, schemas[:1])
	if err != nil {
		t.Fatal(err)
	}
	e := entry(1)
	issue(t, old, e)
	const print1 = `INSERT INTO print (seq, issue, file, page, at, hash) VALUES (?, ?, ?, ?, ?, ?)`
	if err := old.write(func(j *journal) error {
		_, err := j.append(print1, "print", int64(1), "a.pdf", int64(1), j.now)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	old = reopen(t, path)
	l := fresh(t)
	if err := l.Adopt(old, func(n int) int { return n }); err != nil {
		t.Fatal(err)
	}
	if check(t, l) != check(t, old) {
		t.Error("the chain differs")
	}
	if prints, err := l.Prints(e.Number); err != nil || len(prints) != 1 {
		t.Errorf("has the prints %v, %v", prints, err)
	}
}
