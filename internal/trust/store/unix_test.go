//go:build unix

package store

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestMain lets the test binary act as a run that is killed.
func TestMain(m *testing.M) {
	if path := os.Getenv("STORE_TEST_PATH"); path != "" {
		childLocks(path)
	}
	os.Exit(m.Run())
}

func child(t *testing.T, path string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "STORE_TEST_PATH="+path)
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

func childLocks(path string) {
	if _, err := Acquire(path); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println("locked")
	time.Sleep(time.Minute)
}

func TestLockNamesItsHolderAndEndsWithIt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lanyard.lock")
	cmd, lines := child(t, path)
	if !lines.Scan() || lines.Text() != "locked" {
		t.Fatalf("the child said %q", lines.Text())
	}
	_, err := Acquire(path)
	if err == nil || !strings.Contains(err.Error(), fmt.Sprintf("process %d is working", cmd.Process.Pid)) ||
		!strings.Contains(err.Error(), path) {
		t.Errorf("%v; want the process and the path", err)
	}
	cmd.Process.Kill()
	cmd.Wait()
	lock, err := Acquire(path)
	if err != nil {
		t.Fatal(err)
	}
	first, went := lock, make(chan error)
	go func() {
		time.Sleep(100 * time.Millisecond)
		went <- first.Release()
	}()
	if lock, err = Acquire(path); err != nil {
		t.Errorf("a request of this process does not wait for another: %v", err)
	}
	if err := <-went; err != nil {
		t.Fatal(err)
	}
	if _, err := Acquire(path); err == nil || !strings.Contains(err.Error(), fmt.Sprintf("process %d is working", os.Getpid())) {
		t.Errorf("the folder was locked twice: %v", err)
	}
	if err := lock.Release(); err != nil {
		t.Fatal(err)
	}
	if lock, err = Acquire(path); err != nil {
		t.Fatal(err)
	}
	if err := lock.Release(); err != nil {
		t.Fatal(err)
	}
	_, err = Acquire(filepath.Join(path, "below"))
	if err == nil || !strings.Contains(err.Error(), "taking the lock") {
		t.Error(err)
	}
}

// TestConnectionsKeepThePromise checks, on several connections of the pool, the settings on which durability and the
// checks depend.
func TestConnectionsKeepThePromise(t *testing.T) {
	db, err := File{Name: "ledger", Application: 1}.Open(filepath.Join(t.TempDir(), "some.db"), []string{"CREATE TABLE a (x)"})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for range connections {
		c, err := db.Conn(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1",
			"busy_timeout": "10000"} {
			var got string
			if err := c.QueryRowContext(context.Background(), "PRAGMA "+pragma).Scan(&got); err != nil || got != want {
				t.Errorf("%s is %s, %v; want %s", pragma, got, err, want)
			}
		}
	}
}
