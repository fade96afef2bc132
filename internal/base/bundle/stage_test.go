package bundle

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	return string(b)
}

// Staged files do not appear before Commit, and are removed if the run closes without one.
func TestStage(t *testing.T) {
	dir := t.TempDir()
	for _, commit := range []bool{false, true} {
		d, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"a.pdf", "sub/b.pdf"} {
			if w, err := d.Stage(name, text("new")); err != nil || !w.Changed {
				t.Fatalf("%+v, %v", w, err)
			}
			if got := read(t, filepath.Join(dir, name)); got != "" {
				t.Errorf("%s shows %q before the commit", name, got)
			}
		}
		if commit {
			if err := d.Commit(); err != nil {
				t.Fatal(err)
			}
		}
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
		left, err := filepath.Glob(filepath.Join(dir, partPrefix+"*"))
		if err != nil || len(left) != 0 {
			t.Errorf("left behind: %v, %v", left, err)
		}
		want := map[bool]string{false: "", true: "new"}[commit]
		if a, b := read(t, filepath.Join(dir, "a.pdf")), read(t, filepath.Join(dir, "sub/b.pdf")); a != want ||
			b != want {
			t.Errorf("after commit %v: %q, %q", commit, a, b)
		}
	}
}

// If one staged file was not synced, Commit fails for all files.
func TestLost(t *testing.T) {
	dir := t.TempDir()
	d, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 3 * maxSyncs {
		if _, err := d.Stage(fmt.Sprintf("%d.pdf", i), text("new")); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.Settle(); err != nil {
		t.Fatal(err)
	}
	d.lost = errors.New("input/output error")
	if err := d.Commit(); !errors.Is(err, d.lost) {
		t.Errorf("the commit says %v", err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestRemove(t *testing.T) {
	d, err := Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if _, err := d.Write("x", text("1")); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := d.Remove("x"); err != nil {
			t.Error(err)
		}
	}
}
