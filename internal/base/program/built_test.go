package program

import (
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestReleased holds the day that is moved by hand against the newest commit: a year behind it, a clock that is a year
// slow would pass for right; ahead of it, every right clock would be refused.
func TestReleased(t *testing.T) {
	out, err := exec.Command("git", "log", "-1", "--format=%ct").Output()
	if err != nil {
		t.Skipf("the sources are in no git repository: %v", err)
	}
	seconds, err := strconv.ParseInt(strings.TrimSpace(string(out)), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	newest := time.Unix(seconds, 0).UTC()
	if behind := newest.Sub(released); behind > 365*24*time.Hour || behind < -24*time.Hour {
		t.Errorf("the newest commit is of %s, and released of %s: move it to that day in built.go",
			newest.Format(time.DateOnly), released.Format(time.DateOnly))
	}
}
