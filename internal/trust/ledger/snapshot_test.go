package ledger

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func closed(t *testing.T, entries ...Entry) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "ledger.db")
	l := reopen(t, path)
	issue(t, l, entries...)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func count(n *int) func(l *Ledger) error {
	return func(l *Ledger) error {
		all, err := l.Current("tehran-2017", 0)
		*n = len(all)
		return err
	}
}

// Several snapshots can read a file at once, even in a read-only folder, and leave no files there.
func TestSnapshot(t *testing.T) {
	path := closed(t, entry(1), entry(2))
	dir := filepath.Dir(path)
	if err := errors.Join(os.Chmod(path, 0o400), os.Chmod(dir, 0o500)); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(dir, 0o700)
	var outer, inner int
	err := Snapshot(path, func(l *Ledger) error {
		return errors.Join(count(&outer)(l), Snapshot(path, count(&inner)))
	})
	if err != nil || outer != 2 || inner != 2 {
		t.Errorf("%d and %d entries, %v", outer, inner, err)
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) != 1 {
		t.Errorf("files %v, %v", files, err)
	}
	if err := Snapshot(path, func(l *Ledger) error { return l.Issue(slices.Values([]Entry{entry(3)})) }); err == nil {
		t.Error("a snapshot was written to")
	}
}

// A ledger that another process is writing to, or was when it was killed, gives no snapshot, whichever began first.
func TestSnapshotIsNotOfAMovingLedger(t *testing.T) {
	var n int
	path := closed(t, entry(1))
	l := reopen(t, path)
	issue(t, l, entry(2))
	wantError(t, Snapshot(path, count(&n)), "another run is writing to it")
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if err := Snapshot(path, count(&n)); err != nil || n != 2 {
		t.Errorf("%d entries, %v", n, err)
	}
	for _, closes := range []bool{false, true} {
		err := Snapshot(path, func(*Ledger) error {
			l := reopen(t, path)
			_, err := l.Head()
			issue(t, l, entry(n+10))
			n++
			if closes {
				return errors.Join(err, l.Close())
			}
			return err
		})
		wantError(t, err, "another run is writing to it")
	}
}

func TestSnapshotOfNoLedger(t *testing.T) {
	var n int
	path := filepath.Join(t.TempDir(), "ledger.db")
	if err := Snapshot(path, count(&n)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Snapshot created a file: %v", err)
	}
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	wantError(t, Snapshot(path, count(&n)), "not written by this version")
	if err := os.WriteFile(path, make([]byte, 4096), 0o600); err != nil {
		t.Fatal(err)
	}
	wantError(t, Snapshot(path, count(&n)), "reading ledger")
}
