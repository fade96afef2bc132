package ledger

import (
	"path/filepath"
	"testing"
)

// TestAdoptForgotten adopts a ledger in which a person was forgotten.
func TestAdoptForgotten(t *testing.T) {
	old := fresh(t)
	ana, _, _ := lived(t, old)
	if _, err := old.Forget(Holder{"tehran-2017", "ana@example.org"}); err != nil {
		t.Fatal(err)
	}
	l := reopen(t, filepath.Join(t.TempDir(), "ledger.db"))
	err := l.write(func(j *journal) error { return j.adopt(old, func(n int) int { return n }) })
	if err != nil {
		t.Fatal(err)
	}
	check(t, l)
	gone, err := l.Forgotten("tehran-2017")
	if err != nil || len(gone) != 2 || gone[ana.Number].IsZero() {
		t.Errorf("%v, %v", gone, err)
	}
}
