package program

import (
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestReleased compares the hand-maintained date with the newest commit: a year too old, it would accept a clock that
// is a year slow; too new, it would refuse every correct clock.
func TestReleased(t *testing.T) {
	out, err := exec.Command("git", "log", "-1", "--format=%ct").Output()
	if err != nil {
		t.Skipf("the sources are not in a git repository: %v", err)
	}
	seconds, err := strconv.ParseInt(strings.TrimSpace(string(out)), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	newest := time.Unix(seconds, 0).UTC()
	if behind := newest.Sub(released); behind > 365*24*time.Hour || behind < -24*time.Hour {
		t.Errorf("the newest commit is of %s, but released in built.go is %s: set it to the day of the commit",
			newest.Format(time.DateOnly), released.Format(time.DateOnly))
	}
}
