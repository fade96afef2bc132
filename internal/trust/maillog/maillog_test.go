package maillog

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lanyard/internal/trust/credential"
)

func number(i byte) credential.Number { return credential.Number{i} }

func letter(i byte) Letter {
	return Letter{Number: number(i), Address: Address{31: i}, Message: fmt.Sprintf("%d.1@example.org", i)}
}

// opened returns a log in a new folder, its path, and its clock.
func opened(t *testing.T) (l *Log, path string, clock *time.Time) {
	t.Helper()
	path = filepath.Join(t.TempDir(), File)
	now := time.Unix(1_800_000_000, 0).UTC()
	l, err := Open(path, func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l, path, &now
}

func states(t *testing.T, l *Log) string {
	t.Helper()
	all, err := l.All()
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	for _, d := range all {
		fmt.Fprintf(&b, "%d %s %d %s %d; ", d.Number[0], d.State, d.Code, d.Status, d.Handed)
	}
	return b.String()
}

func TestSteps(t *testing.T) {
	l, path, clock := opened(t)
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("%v, %v; want a file for its owner alone", info, err)
	}
	if err := l.Plan([]Letter{letter(3), letter(1), letter(2)}); err != nil {
		t.Fatal(err)
	}
	if got, want := states(t, l), "3 planned 0  0; 1 planned 0  0; 2 planned 0  0; "; got != want {
		t.Fatalf("%s\nwant %s", got, want)
	}
	for _, s := range []struct {
		n byte
		Step
	}{{3, Step{State: Handed}}, {3, Step{Accepted, 250, "2.0.0"}}, {1, Step{Deferred, 450, ""}}, {1, Step{State: Handed}}} {
		*clock = clock.Add(time.Hour)
		if err := l.Record(number(s.n), s.Step); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := states(t, l), "3 accepted 250 2.0.0 1; 1 handed 0  1; 2 planned 0  0; "; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	times, err := l.HandedSince(time.Unix(1_800_003_600, 0))
	if err != nil || len(times) != 1 || !times[0].Equal(*clock) {
		t.Errorf("handed at %v, %v; want only the later one", times, err)
	}
	if n, err := l.Settle(); n != 1 || err != nil {
		t.Errorf("settled %d, %v; want 1", n, err)
	}
	if n, err := l.Settle(); n != 0 || err != nil {
		t.Errorf("settled %d, %v the second time", n, err)
	}
	if got, want := states(t, l), "3 accepted 250 2.0.0 1; 1 unknown 0  1; 2 planned 0  0; "; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if err := l.Record(number(9), Step{State: Handed}); err == nil {
		t.Error("a letter that nobody planned was handed over")
	}
	again := letter(1)
	again.Address = Address{1}
	if err := l.Plan([]Letter{again}); err != nil {
		t.Fatal(err)
	}
	all, err := l.All()
	if err != nil || all[1].Letter != again || all[1].State != Planned || all[1].Handed != 1 {
		t.Errorf("%+v, %v; want the new address", all[1], err)
	}
}

func TestForget(t *testing.T) {
	l, path, _ := opened(t)
	if err := l.Plan([]Letter{letter(7), letter(8)}); err != nil {
		t.Fatal(err)
	}
	if n, err := l.Forget(number(7), number(9)); n != 1 || err != nil {
		t.Fatalf("%d, %v; want 1", n, err)
	}
	if got, want := states(t, l), "8 planned 0  0; "; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	for _, file := range []string{path, path + "-wal"} {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(data, []byte("7.1@example.org")) {
			t.Errorf("%s still has the letter", file)
		}
	}
}

// TestForgetIsNotSilentlyPartial reads the log while a letter is forgotten: deleted text would stay in the file next to it.
func TestForgetIsNotSilentlyPartial(t *testing.T) {
	if testing.Short() {
		t.Skip("slow: SQLite waits ten seconds for the reader")
	}
	l, path, _ := opened(t)
	if err := l.Plan([]Letter{letter(1), letter(2)}); err != nil {
		t.Fatal(err)
	}
	other, err := Open(path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	reading, err := other.db.Query("SELECT number FROM letter")
	if err != nil || !reading.Next() {
		t.Fatal(err)
	}
	defer reading.Close()
	if _, err := l.Forget(number(1)); err == nil || !strings.Contains(err.Error(), "another program is reading the mail log") {
		t.Errorf("it says %v", err)
	}
}
