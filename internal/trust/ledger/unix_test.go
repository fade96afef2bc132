//go:build unix

package ledger

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// TestMain lets the test binary act as a run that is killed.
func TestMain(m *testing.M) {
	if path := os.Getenv("LEDGER_TEST_PATH"); path != "" {
		childIssues(path)
	}
	os.Exit(m.Run())
}

func child(t *testing.T, path string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "LEDGER_TEST_PATH="+path)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
	})
	return cmd, bufio.NewScanner(out)
}

// childIssues issues three entries at a time and prints their numbers once Issue has returned.
func childIssues(path string) {
	l, err := Open(path, clock)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	for i := 0; ; i += 3 {
		entries := []Entry{entry(i), entry(i + 1), entry(i + 2)}
		if err := l.Issue(slices.Values(entries)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		for _, e := range entries {
			fmt.Println(e.Number)
		}
	}
}

func TestKillLosesNothing(t *testing.T) {
	for after := range 3 {
		path := filepath.Join(t.TempDir(), "ledger.db")
		cmd, lines := child(t, path)
		printed := map[string]bool{}
		for lines.Scan() {
			printed[lines.Text()] = true
			if len(printed) == 20+31*after {
				if err := cmd.Process.Signal(syscall.SIGKILL); err != nil {
					t.Fatal(err)
				}
			}
		}
		cmd.Wait()
		if len(printed) < 20 {
			t.Fatalf("the child printed %d numbers", len(printed))
		}
		l := reopen(t, path)
		if h := check(t, l); h.Seq%3 != 0 {
			t.Errorf("%d rows: a transaction was cut", h.Seq)
		}
		current, err := l.Current("tehran-2017", 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range current {
			delete(printed, e.Number.String())
		}
		if len(printed) > 0 {
			t.Errorf("%d printed numbers are not in the ledger", len(printed))
		}
		issue(t, l, entry(len(current))) // and the chain continues
	}
}

// TestOnlyTheOwnerReads checks the modes of the database and the files next to it.
func TestOnlyTheOwnerReads(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0))
	path := filepath.Join(t.TempDir(), "ledger.db")
	l := reopen(t, path)
	issue(t, l, entry(1))
	files, err := filepath.Glob(path + "*")
	if err != nil || len(files) != 3 {
		t.Fatalf("files %s, %v; want the database, -wal and -shm", strings.Join(files, " "), err)
	}
	for _, f := range files {
		if info, err := os.Stat(f); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v, %v", f, info.Mode(), err)
		}
	}
}
