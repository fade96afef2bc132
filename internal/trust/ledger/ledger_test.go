package ledger

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/paper"
	"lanyard/internal/trust/credential"
)

var noon = time.Date(2017, 7, 26, 12, 0, 0, 0, time.UTC)

func clock() time.Time { return noon }

func fresh(t testing.TB) *Ledger {
	t.Helper()
	return reopen(t, filepath.Join(t.TempDir(), "ledger.db"))
}

func reopen(t testing.TB, path string) *Ledger {
	t.Helper()
	l, err := Open(path, clock)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

// entry returns the first version for attendee i, in slot i of list 0.
func entry(i int) Entry {
	e := Entry{EventID: "tehran-2017", AttendeeID: fmt.Sprintf("a%05d", i), Version: 1, Slot: i,
		KeyID: [8]byte{1, 2, 3}, IssuedAt: noon, Name: fmt.Sprintf("نام %d", i)}
	e.Facts = Fingerprint(e.Name)
	return numbered(e)
}

// numbered gives e its own number and token.
func numbered(e Entry) Entry {
	h := sha256.Sum256(fmt.Appendf(nil, "%s/%d/%s/%d", e.EventID, e.Kind, e.AttendeeID, e.Version))
	e.Number = credential.Number(h[:10])
	e.Token = append([]byte("token "), h[:]...)
	return e
}

// next returns the version after e, in another slot.
func next(e Entry, slot int) Entry {
	e.Replaces = e.Number
	e.Version++
	e.Slot = slot
	return numbered(e)
}

func issue(t testing.TB, l *Ledger, entries ...Entry) {
	t.Helper()
	if err := l.Issue(slices.Values(entries)); err != nil {
		t.Fatal(err)
	}
}

func check(t testing.TB, l *Ledger) Head {
	t.Helper()
	h, err := l.Check(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// wantError fails unless err contains all words, and has a hint if it is a fault.
func wantError(t *testing.T, err error, words ...string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want %q", words)
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("error %q lacks %q", err, w)
		}
	}
	if f := (*fault.Error)(nil); errors.As(err, &f) && f.Hint == "" {
		t.Errorf("error %q has an empty hint", err)
	}
}

func TestIssueIsRemembered(t *testing.T) {
	l := fresh(t)
	want := entry(1)
	want.Kind, want.List = 1, 7
	issue(t, l, want)
	want.TokenHash, want.Since = sha256.Sum256(want.Token), noon
	same := func(got Entry) {
		t.Helper()
		if fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) {
			t.Errorf("got  %+v\nwant %+v", got, want)
		}
	}
	got, err := l.Find(want.Number)
	if err != nil {
		t.Fatal(err)
	}
	same(got)
	current, err := l.Current(want.EventID, want.Kind)
	if err != nil || len(current) != 1 {
		t.Fatalf("current: %d entries, %v", len(current), err)
	}
	same(current[want.AttendeeID])
	for _, other := range []struct {
		event string
		kind  paper.Kind
	}{{"tehran-2018", 1}, {want.EventID, 0}} {
		if current, err := l.Current(other.event, other.kind); err != nil || len(current) != 0 {
			t.Errorf("%v: %d entries, %v", other, len(current), err)
		}
	}
	if _, err := l.Find(entry(2).Number); !errors.Is(err, ErrUnknown) {
		t.Errorf("an unknown number gives %v", err)
	}
	if lists, err := l.Lists(); err != nil || fmt.Sprint(lists) != "[7]" {
		t.Errorf("lists %v, %v", lists, err)
	}
	if h := check(t, l); h.Seq != 1 {
		t.Errorf("head %v after one issue", h)
	}
}

func TestNextVersionSupersedes(t *testing.T) {
	l := fresh(t)
	first, gone := entry(1), entry(2)
	issue(t, l, first, gone)
	if err := l.Revoke("asked for it", gone.Number); err != nil {
		t.Fatal(err)
	}
	second, back := next(first, 11), next(gone, 12)
	issue(t, l, second, back)
	states, err := l.States(0)
	if err != nil {
		t.Fatal(err)
	}
	want := map[int]State{1: Superseded, 2: Revoked, 11: Valid, 12: Valid}
	if fmt.Sprint(states) != fmt.Sprint(want) {
		t.Errorf("states %v, want %v", states, want)
	}
	current, err := l.Current(first.EventID, 0)
	if err != nil || current[first.AttendeeID].Number != second.Number || len(current) != 2 {
		t.Errorf("current %v, %v", current, err)
	}
	old, err := l.Find(first.Number)
	if err != nil || old.Reason != "replaced by "+second.Number.String() {
		t.Errorf("reason %q, %v", old.Reason, err)
	}
	var versions []int
	for e, err := range l.All(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		versions = append(versions, e.Version)
	}
	if fmt.Sprint(versions) != "[1 1 2 2]" {
		t.Errorf("versions %v", versions)
	}
	check(t, l)
}

func TestIssueRefusesAndKeepsNothing(t *testing.T) {
	base := entry(1)
	with := func(f func(*Entry)) Entry {
		e := entry(9)
		f(&e)
		return e
	}
	for name, c := range map[string]struct {
		bad  Entry
		want string
	}{
		"number taken":    {with(func(e *Entry) { e.Number = base.Number }), "the number is taken"},
		"token taken":     {with(func(e *Entry) { e.Token = base.Token }), "token is recorded already"},
		"slot taken":      {with(func(e *Entry) { e.Slot = base.Slot }), "slot 1 of status list 0 is taken"},
		"issued before":   {base, "the next version is 2"},
		"version skipped": {with(func(e *Entry) { e.Version = 2 }), "the next version is 1"},
		"replaces none":   {with(func(e *Entry) { e.Replaces = base.Number }), "replaces number"},
		"replaces wrong":  {with(func(e *Entry) { *e = next(base, 9); e.Replaces = e.Number }), "replaces number"},
		"no event":        {with(func(e *Entry) { e.EventID = "" }), "no id"},
		"no attendee":     {with(func(e *Entry) { e.AttendeeID = "" }), "no id"},
		"no number":       {with(func(e *Entry) { e.Number = credential.Number{} }), "no number"},
		"no token":        {with(func(e *Entry) { e.Token = nil }), "no token"},
		"no time":         {with(func(e *Entry) { e.IssuedAt = time.Time{} }), "no time"},
		"negative slot":   {with(func(e *Entry) { e.Slot = -1 }), "below 0"},
	} {
		t.Run(name, func(t *testing.T) {
			l := fresh(t)
			issue(t, l, base)
			before := check(t, l)
			wantError(t, l.Issue(slices.Values([]Entry{entry(2), c.bad, entry(3)})), "issuing: ", c.bad.AttendeeID,
				c.want)
			if after := check(t, l); after != before {
				t.Errorf("a refused issue left %v, had %v", after, before)
			}
		})
	}
}

func TestStates(t *testing.T) {
	type step func(*Ledger, string, ...credential.Number) error
	revoke, suspend, reinstate := step((*Ledger).Revoke), step((*Ledger).Suspend), step((*Ledger).Reinstate)
	for _, c := range []struct {
		name  string
		steps []step
		want  State
		err   string // of the last step
	}{
		{"revoke", []step{revoke}, Revoked, ""},
		{"revoke twice", []step{revoke, revoke}, Revoked, ""},
		{"suspend", []step{suspend}, Suspended, ""},
		{"suspend, reinstate", []step{suspend, reinstate}, Valid, ""},
		{"suspend, revoke", []step{suspend, revoke}, Revoked, ""},
		{"reinstate valid", []step{reinstate}, Valid, ""},
		{"reinstate revoked", []step{revoke, reinstate}, Revoked, "is revoked"},
		{"suspend revoked", []step{revoke, suspend}, Revoked, "is revoked"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := fresh(t)
			e := entry(1)
			issue(t, l, e)
			for i, s := range c.steps {
				err := s(l, fmt.Sprintf("reason %d", i), e.Number)
				if i == len(c.steps)-1 && c.err != "" {
					wantError(t, err, c.err, e.Number.String())
				} else if err != nil {
					t.Fatal(err)
				}
			}
			got, err := l.Find(e.Number)
			if err != nil || got.State != c.want {
				t.Errorf("state %v, %v; want %v", got.State, err, c.want)
			}
			check(t, l)
		})
	}
	t.Run("all or none", func(t *testing.T) {
		l := fresh(t)
		issue(t, l, entry(1))
		if err := l.Revoke("", entry(1).Number, entry(2).Number); !errors.Is(err, ErrUnknown) {
			t.Fatalf("got %v", err)
		}
		if e, err := l.Find(entry(1).Number); err != nil || e.State != Valid {
			t.Errorf("state %v, %v", e.State, err)
		}
	})
	t.Run("superseded", func(t *testing.T) {
		l := fresh(t)
		e := entry(1)
		issue(t, l, e)
		issue(t, l, next(e, 2))
		wantError(t, l.Reinstate("", e.Number), "is superseded")
		if err := l.Revoke("wrong person", e.Number); err != nil {
			t.Error(err)
		}
	})
}

func TestPrinted(t *testing.T) {
	l := fresh(t)
	e := entry(1)
	issue(t, l, e)
	if err := l.Printed("summer", "", slices.Values([]Print{{Number: e.Number, File: "certificates.pdf",
		Page: 3}})); err != nil {
		t.Fatal(err)
	}
	got, err := l.Prints(e.Number)
	want := []Print{{e.Number, "certificates.pdf", 3, "", noon}}
	if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("prints %v, %v; want %v", got, err, want)
	}
	if err := l.Printed("summer", "", slices.Values([]Print{{Number: entry(2).Number, File: "x",
		Page: 1}})); !errors.Is(err, ErrUnknown) {
		t.Errorf("an unknown number gives %v", err)
	}
	check(t, l)
}

func TestNothingToWriteWritesNothing(t *testing.T) {
	l := fresh(t)
	issue(t, l, entry(1))
	before := check(t, l)
	if err := errors.Join(l.Issue(slices.Values([]Entry{})), l.Printed("summer", "", slices.Values([]Print{})),
		l.Revoke(""), l.Reinstate("", entry(1).Number)); err != nil {
		t.Fatal(err)
	}
	if after := check(t, l); after != before {
		t.Errorf("head went from %v to %v", before, after)
	}
}

func TestCheckNoticesHands(t *testing.T) {
	for name, c := range map[string]struct{ sql, want string }{
		"row edited":       {"DROP TRIGGER issue_stays; UPDATE issue SET name = 'Eve' WHERE seq = 2", "row 2 (issue)"},
		"state edited":     {"DROP TRIGGER change_stays; UPDATE change SET reason = ''", "row 4 (change)"},
		"row deleted":      {"DROP TRIGGER issue_remains; DELETE FROM issue WHERE seq = 2", "row 2 was removed"},
		"tail deleted":     {"DROP TRIGGER print_remains; DELETE FROM print", "ends with row 5 instead of 6"},
		"row added":        {"INSERT INTO change VALUES (7, 1, 0, 0, '', zeroblob(32), NULL)", "row 7 (change)"},
		"value moved":      {"DROP TRIGGER change_stays; UPDATE change SET at = state, state = 0", "row 4 (change)"},
		"head turned back": {"UPDATE head SET seq = 5", "ends with row 6 instead of 5"},
	} {
		t.Run(name, func(t *testing.T) {
			l := fresh(t)
			issue(t, l, entry(1), entry(2), entry(3))
			if err := errors.Join(l.Revoke("why", entry(3).Number),
				l.Printed("summer", "", slices.Values([]Print{{Number: entry(1).Number, File: "a.pdf",
					Page: 1}}))); err != nil {
				t.Fatal(err)
			}
			if h := check(t, l); h.Seq != 6 {
				t.Fatalf("head %v, want 6 rows", h)
			}
			if _, err := l.db.Exec(c.sql); err != nil {
				t.Fatal(err)
			}
			_, err := l.Check(context.Background())
			wantError(t, err, "checking ledger: ", c.want)
		})
	}
}

func TestRowsStay(t *testing.T) {
	l := fresh(t)
	issue(t, l, entry(1))
	if err := errors.Join(l.Suspend("", entry(1).Number),
		l.Printed("summer", "", slices.Values([]Print{{Number: entry(1).Number, File: "a", Page: 1}})),
		l.Mark("summer", 1, false)); err != nil {
		t.Fatal(err)
	}
	for _, table := range []string{"issue", "change", "print", "run", "mark"} {
		for _, statement := range []string{"DELETE FROM " + table, "UPDATE " + table + " SET hash = zeroblob(32)"} {
			_, err := l.db.Exec(statement)
			wantError(t, err, "append-only")
		}
	}
}

// TestChainFormat compares the hash of a first row with the format in the package comment.
func TestChainFormat(t *testing.T) {
	l := fresh(t)
	e := entry(1)
	issue(t, l, e)
	var b []byte
	field := func(kind byte, v []byte) {
		b = append(binary.BigEndian.AppendUint64(append(b, kind), uint64(len(v))), v...)
	}
	text := func(s string) { field('t', []byte(s)) }
	integer := func(v int64) { field('i', binary.BigEndian.AppendUint64(nil, uint64(v))) }
	hash := sha256.Sum256(e.Token)
	b = make([]byte, 32)
	text("issue")
	integer(1)
	text(e.EventID)
	integer(0)
	text(e.AttendeeID)
	integer(1)
	field('b', e.Number[:])
	field('b', nil)
	field('b', e.Token)
	field('b', hash[:])
	integer(0)
	integer(1)
	field('b', e.KeyID[:])
	integer(noon.Unix())
	field('b', e.Facts[:])
	text(e.Name)
	if h := check(t, l); h.Hash != sha256.Sum256(b) {
		t.Errorf("head %v, want %x", h, sha256.Sum256(b))
	}
}

func TestFingerprintKeepsFieldsApart(t *testing.T) {
	seen := map[[32]byte]string{}
	for _, fields := range [][]string{nil, {""}, {"", ""}, {"ab"}, {"a", "b"}, {"b", "a"}, {"ab", ""}, {"", "ab"}} {
		h := Fingerprint(fields...)
		if before, ok := seen[h]; ok {
			t.Errorf("%q and %s have the same fingerprint", fields, before)
		}
		seen[h] = fmt.Sprintf("%q", fields)
	}
}

func TestIterationWhileWriting(t *testing.T) {
	l := fresh(t)
	issue(t, l, entry(1), entry(2), entry(3))
	seen := 0
	for e, err := range l.All(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		if err := l.Revoke("", e.Number); err != nil {
			t.Fatal(err)
		}
		seen++
	}
	if seen != 3 {
		t.Errorf("%d entries, want 3", seen)
	}
	for range l.All(context.Background()) {
		break
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, err := range l.All(ctx) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("a cancelled walk gives %v", err)
		}
	}
}

func TestConcurrentWriters(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	const writers, each = 4, 10
	var wg sync.WaitGroup
	errs := make(chan error, writers*(each+1))
	for w := range writers {
		wg.Go(func() {
			l, err := Open(path, clock) // none of the four finds a file
			if err != nil {
				errs <- err
				return
			}
			defer l.Close()
			for i := range each {
				errs <- l.Issue(slices.Values([]Entry{entry(w*each + i)}))
			}
		})
	}
	wg.Wait()
	close(errs)
	for err := range errs {
		if err != nil {
			t.Error(err)
		}
	}
	if h := check(t, reopen(t, path)); h.Seq != writers*each {
		t.Errorf("%d rows, want %d", h.Seq, writers*each)
	}
}

func TestPathsWithOddCharacters(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a?mode=ro&b#c %41 ü.db")
	issue(t, reopen(t, path), entry(1))
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

func benchmarkIssue(b *testing.B, n int) {
	entries := make([]Entry, n)
	for i := range entries {
		entries[i] = entry(i)
		entries[i].Token = append(entries[i].Token, make([]byte, 280)...)
	}
	for b.Loop() {
		b.StopTimer()
		l := fresh(b)
		b.StartTimer()
		issue(b, l, entries...)
	}
}

func BenchmarkIssue1(b *testing.B)     { benchmarkIssue(b, 1) }
func BenchmarkIssue10000(b *testing.B) { benchmarkIssue(b, 10_000) }

func BenchmarkCurrent10000(b *testing.B) {
	l := filled(b)
	for b.Loop() {
		if m, err := l.Current("tehran-2017", 0); err != nil || len(m) != 10_000 {
			b.Fatal(len(m), err)
		}
	}
}

func BenchmarkCheck10000(b *testing.B) {
	l := filled(b)
	for b.Loop() {
		check(b, l)
	}
}

func filled(b *testing.B) *Ledger {
	l := fresh(b)
	entries := make([]Entry, 10_000)
	for i := range entries {
		entries[i] = entry(i)
	}
	issue(b, l, entries...)
	return l
}

func TestAtAndLastPrints(t *testing.T) {
	l := fresh(t)
	var heads []Head
	note := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		h, err := l.Head()
		if err != nil {
			t.Fatal(err)
		}
		heads = append(heads, h)
	}
	note(nil)
	e := entry(1)
	note(l.Issue(slices.Values([]Entry{e})))
	note(l.Printed("summer", "", slices.Values([]Print{{Number: e.Number, File: "a.pdf", Page: 1}})))
	note(l.Suspend("lost", e.Number))
	note(l.Printed("summer", "", slices.Values([]Print{{Number: e.Number, File: "b.pdf", Page: 2}})))
	for _, want := range heads {
		if got, err := l.At(want.Seq); err != nil || got != want {
			t.Errorf("row %d: %v, %v; want %v", want.Seq, got, err, want)
		}
	}
	if _, err := l.At(heads[len(heads)-1].Seq + 1); err == nil {
		t.Error("a row that does not exist has a hash")
	}
	last, err := l.LastPrints()
	if err != nil || len(last) != 1 || last[e.Number].File != "b.pdf" || last[e.Number].Page != 2 {
		t.Errorf("last prints: %v, %v", last, err)
	}
}
