package keyring

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// A run that is killed while it makes keys leaves them in a hidden folder. The next run removes that folder and no
// other.
func TestSweepKilledRun(t *testing.T) {
	event, stick := t.TempDir(), t.TempDir()
	fill := func(path string) {
		t.Helper()
		if err := os.MkdirAll(path, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(path, rootFile), []byte("secret"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	killed, err := os.MkdirTemp(event, partPattern(filepath.Join(event, "keys")))
	if err != nil {
		t.Fatal(err)
	}
	older := filepath.Join(event, ".lanyard-keys-1234.part")
	gone := []string{killed, older, filepath.Join(stick, ".lanyard-keys-ours-7.part"), filepath.Join(stick, ".lanyard-keys-99.part")}
	kept := []string{filepath.Join(event, ".lanyard-keys-other-1.part"), filepath.Join(event, "keys-1.part"),
		filepath.Join(stick, ".lanyard-keys-theirs-7.part"), filepath.Join(stick, ".lanyard-keys-98.part"), filepath.Join(stick, "ours")}
	for _, path := range slices.Concat(gone, kept) {
		fill(path)
	}
	old := time.Now().Add(-2 * oldPart)
	if err := os.Chtimes(gone[3], old, old); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(stick, "ours"), filepath.Join(event, "keys")); err != nil {
		t.Skip(err)
	}
	removed, err := Sweep(filepath.Join(event, "keys"))
	if err != nil || len(removed) != len(gone) {
		t.Errorf("removed %q, %v", removed, err)
	}
	for _, path := range gone {
		if _, err := os.Stat(path); err == nil {
			t.Errorf("%s is still there", path)
		}
	}
	for _, path := range kept {
		if _, err := os.Stat(filepath.Join(path, rootFile)); err != nil {
			t.Errorf("%s is gone", path)
		}
	}
}
