package ledger

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lanyard/internal/base/paper"
)

func TestRuns(t *testing.T) {
	l := fresh(t)
	one, two, stranger := entry(1), entry(2), entry(3)
	stranger.EventID = "another event"
	issue(t, l, one, two, stranger)
	corrected := next(one, 77)
	for _, err := range []error{
		l.Printed(one.EventID, "", slices.Values([]Print{{Number: one.Number, File: "badges.pdf", Page: 1,
			Shown: "Ana"}, {Number: two.Number, File: "badges.pdf", Page: 1, Shown: "Bob"}})),
		l.Printed(stranger.EventID, "", slices.Values([]Print{{Number: stranger.Number, File: "x.pdf", Page: 1}})),
		l.Issue(slices.Values([]Entry{corrected})),
		l.Printed(one.EventID, "new", slices.Values([]Print{{Number: corrected.Number, File: "badges-new-2.pdf",
			Page: 1, Shown: "Anna"}})),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	runs, err := l.Runs(one.EventID)
	want := []Run{{1, "", noon, 2, true}, {2, "new", noon, 1, true}}
	if err != nil || fmt.Sprint(runs) != fmt.Sprint(want) {
		t.Errorf("runs %v, %v; want %v", runs, err, want)
	}
	held := func() string {
		t.Helper()
		held, err := l.Held(one.EventID, one.Kind)
		if err != nil {
			t.Fatal(err)
		}
		return held[one.AttendeeID].Shown + " " + held[two.AttendeeID].Shown
	}
	if got := held(); got != "Anna Bob" {
		t.Errorf("they hold %q", got)
	}
	if err := l.Mark(one.EventID, 2, false); err != nil {
		t.Fatal(err)
	}
	if got := held(); got != "Ana Bob" {
		t.Errorf("with run 2 marked as not printed they hold %q", got)
	}
	before := check(t, l)
	if err := l.Mark(one.EventID, 2, false); err != nil || check(t, l) != before {
		t.Errorf("a mark that is there already was written again, %v", err)
	}
	if err := l.Mark(one.EventID, 2, true); err != nil || held() != "Anna Bob" {
		t.Errorf("with run 2 marked as printed again they hold %q, %v", held(), err)
	}
	if err := l.Mark(one.EventID, 3, true); !errors.Is(err, ErrNoRun) {
		t.Errorf("a run that is not there gives %v", err)
	}
	if other, err := l.Held(one.EventID, paper.Kind(9)); err != nil || len(other) != 0 {
		t.Errorf("another kind holds %v, %v", other, err)
	}
	check(t, l)
}

// TestHeldOfManyRuns compares what people hold, after runs over some of them and marks in any order, with what is found
// by going through all prints.
func TestHeldOfManyRuns(t *testing.T) {
	l := reopen(t, filepath.Join(t.TempDir(), "ledger.db"))
	dice := rand.New(rand.NewPCG(1, 2))
	var all []Entry
	for n := range 6 {
		all = append(all, entry(n))
		issue(t, l, all[n])
	}
	type print struct {
		run, who int
		shown    string
	}
	var prints []print
	unprinted := map[int]bool{}
	runs := 0
	for range 60 {
		if dice.IntN(3) == 0 && runs > 0 {
			n := dice.IntN(runs) + 1
			unprinted[n] = dice.IntN(2) == 0
			if err := l.Mark(all[0].EventID, n, !unprinted[n]); err != nil {
				t.Fatal(err)
			}
		} else {
			runs++
			err := l.Printed(all[0].EventID, "", func(yield func(Print) bool) {
				for who, e := range all {
					if who > 0 && dice.IntN(2) == 0 {
						continue
					}
					prints = append(prints, print{runs, who, fmt.Sprint(runs)})
					if !yield(Print{Number: e.Number, File: "badges.pdf", Page: 1, Shown: fmt.Sprint(runs)}) {
						return
					}
				}
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		want := map[string]string{}
		for _, p := range prints {
			if !unprinted[p.run] {
				want[all[p.who].AttendeeID] = p.shown
			}
		}
		held, err := l.Held(all[0].EventID, all[0].Kind)
		got := map[string]string{}
		for who, p := range held {
			got[who] = p.Shown
		}
		if err != nil || !maps.Equal(got, want) {
			t.Fatalf("they hold %v, %v; want %v", got, err, want)
		}
	}
}

// TestHeldPlan: prints are looked up by their issue. Every run adds a print of each badge, and going through all of them
// made each run slower than the one before.
func TestHeldPlan(t *testing.T) {
	l := reopen(t, filepath.Join(t.TempDir(), "ledger.db"))
	rows, err := l.db.Query("EXPLAIN QUERY PLAN "+sqlHeld, "e", 0)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	plan := ""
	for rows.Next() {
		var id, parent, unused int
		var step string
		if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
			t.Fatal(err)
		}
		plan += step + "\n"
	}
	for _, bad := range []string{"SCAN print", "SCAN p\n", "SCAN p ", "TEMP B-TREE FOR GROUP"} {
		if strings.Contains(plan, bad) {
			t.Errorf("%s in the plan:\n%s", bad, plan)
		}
	}
	if !strings.Contains(plan, "SEARCH p USING") {
		t.Errorf("the plan:\n%s", plan)
	}
}

// TestPrintsOfSchema1 reads and continues a chain whose prints record neither a run nor the texts shown.
func TestPrintsOfSchema1(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	l := mustOpen(t, path, []string{schema1})
	e := entry(1)
	issue(t, l, e)
	err := l.write(func(j *journal) error {
		_, err := j.append("INSERT INTO print (seq, issue, file, page, at, hash) VALUES (?, ?, ?, ?, ?, ?)", "print",
			int64(1), "old.pdf", int64(4), j.now)
		return err
	})
	if err := errors.Join(err, l.Close()); err != nil {
		t.Fatal(err)
	}
	l = reopen(t, path)
	if h := check(t, l); h.Seq != 2 {
		t.Errorf("head %v, want 2 rows", h)
	}
	held, err := l.Held(e.EventID, e.Kind)
	if p := held[e.AttendeeID]; err != nil || p.File != "old.pdf" || p.Shown != "" {
		t.Errorf("held %v, %v", held, err)
	}
	if err := l.Printed(e.EventID, "", slices.Values([]Print{{Number: e.Number, File: "new.pdf",
		Page: 1}})); err != nil {
		t.Fatal(err)
	}
	check(t, l)
}
