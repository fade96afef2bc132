package ledger

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// secrets are the personal texts that lived records.
var secrets = []string{"ana@example.org", "Ana Popescu", "token of Ana", "left early, Ana", "ana-popescu.pdf", "chemist"}

// lived records two papers of Ana and one of Zoe, with changes and prints.
func lived(t *testing.T, l *Ledger) (ana, second, zoe Entry) {
	t.Helper()
	ana = entry(1)
	ana.AttendeeID, ana.Name, ana.Token = "ana@example.org", "Ana Popescu", []byte("token of Ana, the first")
	second = next(ana, 7)
	second.Token = []byte("token of Ana, the second")
	zoe = entry(2)
	issue(t, l, ana, zoe, second)
	if err := errors.Join(l.Suspend("left early, Ana", second.Number),
		l.Printed("tehran-2017", "reprint of ana@example.org", slices.Values([]Print{
			{Number: second.Number, File: "certificates/ana-popescu.pdf", Page: 1, Shown: `{"job":"chemist"}`}})),
		l.Printed("tehran-2017", "badges", slices.Values([]Print{
			{Number: zoe.Number, File: "certificates/zoe.pdf", Page: 1, Shown: `{"job":"smith"}`}}))); err != nil {
		t.Fatal(err)
	}
	return ana, second, zoe
}

// traces returns the secrets found in any file of a folder.
func traces(t *testing.T, dir string) (found []string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range secrets {
			if bytes.Contains(data, []byte(s)) {
				found = append(found, filepath.Base(file)+": "+s)
			}
		}
	}
	return found
}

func TestForget(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "ledger.db")
	l := reopen(t, path)
	ana, second, zoe := lived(t, l)
	before := check(t, l)
	if found := traces(t, dir); len(found) < len(secrets) {
		t.Fatalf("before Forget the files hold only %q of the secrets", found)
	}
	rows, err := l.Forget(Holder{"tehran-2017", "ana@example.org"}, Holder{"tehran-2017", "nobody"})
	if err != nil || rows != 5 { // two papers, a change, a print, a run
		t.Fatalf("%d rows, %v", rows, err)
	}
	if found := traces(t, dir); len(found) > 0 {
		t.Errorf("found while the ledger is open: %q", found)
	}
	after := check(t, l)
	if after.Seq != before.Seq+5 {
		t.Errorf("head %v, had %v", after, before)
	}
	if at, err := l.At(before.Seq); err != nil || at != before {
		t.Errorf("the head before Forget is now %v, was %v, %v", at, before, err)
	}
	for _, e := range []Entry{ana, second} {
		got, err := l.Find(e.Number)
		if err != nil || got.Token != nil || got.Name != "" || got.Forgotten != noon ||
			got.AttendeeID != "forgotten "+ana.Number.String() || got.Reason != "" && e.Number == second.Number ||
			got.TokenHash != sha256.Sum256(e.Token) || got.Slot != e.Slot || got.Version != e.Version {
			t.Errorf("%+v, %v", got, err)
		}
	}
	if got, err := l.Find(second.Number); err != nil || got.State != Suspended {
		t.Errorf("the state of a forgotten paper is %v, %v", got.State, err)
	}
	if got, err := l.Find(zoe.Number); err != nil || !got.Forgotten.IsZero() || got.Name != zoe.Name {
		t.Errorf("another person: %+v, %v", got, err)
	}
	gone, err := l.Forgotten("tehran-2017")
	if err != nil || len(gone) != 2 || gone[ana.Number] != noon {
		t.Errorf("forgotten: %v, %v", gone, err)
	}
	current, err := l.Current("tehran-2017", ana.Kind)
	if _, still := current[zoe.AttendeeID]; err != nil || len(current) != 1 || !still {
		t.Errorf("current: %v, %v", current, err)
	}
	if held, err := l.Held("tehran-2017", ana.Kind); err != nil || len(held) != 1 || held[zoe.AttendeeID].File == "" {
		t.Errorf("held: %v, %v", held, err)
	}
	if runs, err := l.Runs("tehran-2017"); err != nil || runs[0].About != "forgotten" || runs[1].About != "badges" {
		t.Errorf("runs: %v, %v", runs, err)
	}
	if states, err := l.States(0); err != nil || len(states) != 3 {
		t.Errorf("slots became free: %v, %v", states, err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if found := traces(t, dir); len(found) > 0 {
		t.Errorf("found in the closed file: %q", found)
	}
	again(t, path, ana)
}

// again forgets a person who was forgotten before and is named in a later reason.
func again(t *testing.T, path string, ana Entry) {
	l := reopen(t, path)
	if err := l.Revoke("Ana Popescu again", ana.Number); err != nil {
		t.Fatal(err)
	}
	e, err := l.Find(ana.Number)
	if err != nil || e.State != Revoked {
		t.Fatalf("%+v, %v", e, err)
	}
	rows, err := l.Forget(Holder{e.EventID, e.AttendeeID})
	if err != nil || rows != 1 {
		t.Errorf("%d rows, %v", rows, err)
	}
	head := check(t, l)
	if rows, err := l.Forget(Holder{e.EventID, e.AttendeeID}); err != nil || rows != 0 || check(t, l) != head {
		t.Errorf("%d rows the third time, %v", rows, err)
	}
	if found := traces(t, filepath.Dir(path)); len(found) > 0 {
		t.Errorf("left: %q", found)
	}
}

// TestForgottenRowsAreWatched checks that editing a ledger after Forget is still detected.
func TestForgottenRowsAreWatched(t *testing.T) {
	for name, c := range map[string]struct{ sql, want string }{
		"a name comes back":        {"DROP TRIGGER issue_stays; UPDATE issue SET name = 'Eve' WHERE seq = 1", "row 1 (issue) was changed after its text was forgotten"},
		"another number":           {"DROP TRIGGER issue_stays; UPDATE issue SET slot = 99 WHERE seq = 1", "row 1 (issue) was changed"},
		"another time of print":    {"DROP TRIGGER print_stays; UPDATE print SET at = 1 WHERE file = 'forgotten'", "was changed after its text"},
		"tombstone removed":        {"DROP TRIGGER forget_remains; DELETE FROM forget WHERE target = 1", "row 1 (issue) was changed after it was written"},
		"tombstone of another row": {"DROP TRIGGER forget_stays; UPDATE forget SET target = 2 WHERE target = 1", "row 1 (issue) was changed"},
		"tombstone rewritten":      {"DROP TRIGGER forget_stays; UPDATE forget SET rest = zeroblob(32) WHERE target = 1", "row 1 (issue)"},
		"hash rewritten":           {"DROP TRIGGER issue_stays; UPDATE issue SET hash = zeroblob(32) WHERE seq = 1", "row 1 (issue)"},
		"a tombstone for Zoe": {"DROP TRIGGER issue_stays; INSERT INTO forget SELECT 999, 2, hash, zeroblob(32), 0, zeroblob(32) FROM issue WHERE seq = 2; " +
			"UPDATE issue SET name = '' WHERE seq = 2", "row 2 (issue)"},
	} {
		t.Run(name, func(t *testing.T) {
			l := fresh(t)
			lived(t, l)
			if _, err := l.Forget(Holder{"tehran-2017", "ana@example.org"}); err != nil {
				t.Fatal(err)
			}
			if _, err := l.db.Exec(c.sql); err != nil {
				t.Fatal(err)
			}
			_, err := l.Check(context.Background())
			wantError(t, err, "checking ledger: ", c.want)
		})
	}
}

// TestOnlyForgettingChangesRows runs updates like those of Forget, which the triggers must refuse.
func TestOnlyForgettingChangesRows(t *testing.T) {
	l := fresh(t)
	lived(t, l)
	redact := "UPDATE issue SET attendee = 'forgotten x', token = X'00', facts = zeroblob(32), name = '' WHERE seq = "
	_, err := l.db.Exec(redact + "2")
	wantError(t, err, "append-only") // without a tombstone
	if _, err := l.Forget(Holder{"tehran-2017", "ana@example.org"}); err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{redact + "2", "UPDATE issue SET name = 'Eve' WHERE seq = 1", "UPDATE issue SET slot = 3 WHERE seq = 1",
		"UPDATE change SET reason = 'x'", "UPDATE print SET file = 'x'", "UPDATE run SET about = 'x'", "UPDATE print SET run = NULL",
		"DELETE FROM forget", "UPDATE forget SET at = 0"} {
		_, err := l.db.Exec(s)
		wantError(t, err, "append-only")
	}
}

// TestForgetOldRows forgets rows written by a schema without tombstones.
func TestForgetOldRows(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "ledger.db")
	l := mustOpen(t, path, []string{schema1, schema2})
	e := entry(1)
	e.AttendeeID, e.Name = "ana@example.org", "Ana Popescu"
	err := l.write(func(j *journal) error {
		if _, err := j.append(sqlIssue, "issue", e.fields()...); err != nil {
			return err
		}
		if _, err := j.append("INSERT INTO change (seq, issue, state, at, reason, hash) VALUES (?, ?, ?, ?, ?, ?)", "change",
			int64(1), int64(Suspended), j.now, "left early, Ana"); err != nil {
			return err
		}
		_, err := j.append("INSERT INTO print (seq, issue, file, page, at, hash) VALUES (?, ?, ?, ?, ?, ?)", "print",
			int64(1), "ana-popescu.pdf", int64(1), j.now)
		return err
	})
	if err := errors.Join(err, l.Close()); err != nil {
		t.Fatal(err)
	}
	l = reopen(t, path)
	before := check(t, l)
	if rows, err := l.Forget(Holder{"tehran-2017", "ana@example.org"}); err != nil || rows != 3 {
		t.Fatalf("%d rows, %v", rows, err)
	}
	if at, err := l.At(3); err != nil || at != before || check(t, l).Seq != 6 {
		t.Errorf("%v, %v", at, err)
	}
	if found := traces(t, dir); len(found) > 0 {
		t.Errorf("left: %q", found)
	}
}

// TestForgottenTextCannotBeGuessed checks that every print, change and run has its own salt, so that its hash does not
// confirm a guessed text.
func TestForgottenTextCannotBeGuessed(t *testing.T) {
	l := fresh(t)
	lived(t, l)
	h := check(t, l)
	var salted int
	if err := l.db.QueryRow("SELECT count(*) FROM (SELECT salt FROM print UNION SELECT salt FROM change UNION SELECT salt FROM run) WHERE length(salt) = 16").
		Scan(&salted); err != nil || salted != 6 {
		t.Errorf("%d different salts, %v", salted, err)
	}
	if h.Seq != 9 {
		t.Errorf("head %v", h)
	}
}

func TestMentions(t *testing.T) {
	words := []string{folded("3"), folded("Ana Popescu"), folded("ana@example.org"), folded(" - ")}
	for text, want := range map[string]bool{"reprint of 3": true, "badges, 13": false, `name = "ANA  POPESCU"`: true,
		"ana@example.org.uk": true, "banana popescu": false, "": false, "badges": false} {
		if got := mentions(text, words); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func BenchmarkForget(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		l := filled(b)
		var all []Holder
		for e, err := range l.All(context.Background()) {
			if err != nil {
				b.Fatal(err)
			}
			all = append(all, Holder{e.EventID, e.AttendeeID})
		}
		b.StartTimer()
		if rows, err := l.Forget(all...); err != nil || rows < len(all) {
			b.Fatal(rows, err)
		}
	}
}
