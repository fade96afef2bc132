//go:build unix

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// TestWatch saves the list of a watched event: its papers are made again, a fault in it ends only that round, and an
// interrupt ends the watching with 0.
func TestWatch(t *testing.T) {
	tr := newTrial(t, filepath.Join(t.TempDir(), "ev"))
	var said bytes.Buffer
	cmd := tr.lanyard("watch", "-json", tr.dir)
	cmd.Stderr = &said
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer cmd.Process.Kill()
	type event struct {
		Event string
		Exit  int
		Files []string
		Error string
		Data  struct{ Issued, Written int }
	}
	all := make(chan event, 1000)
	go func() {
		defer close(all)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			var e event
			if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
				t.Errorf("no event: %s", lines.Bytes())
			}
			all <- e
		}
	}()
	next := func(kind string) event {
		t.Helper()
		late := time.After(time.Minute)
		for {
			select {
			case e, ok := <-all:
				if !ok {
					t.Fatalf("watch ended before the event %s:\n%s", kind, said.String())
				}
				if e.Event == kind {
					return e
				}
			case <-late:
				t.Fatalf("the event %s never came:\n%s", kind, said.String())
			}
		}
	}
	save := func(list string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(tr.dir, "attendees.csv"), []byte(list), 0o600); err != nil {
			t.Fatal(err)
		}
		if e := next("changed"); len(e.Files) != 1 || e.Files[0] != "attendees.csv" {
			t.Errorf("changed: %q", e.Files)
		}
	}
	if e := next("result"); e.Exit != 0 {
		t.Errorf("the first round: %+v", e)
	}
	save("id,name,role\n1,Dora Nagy,baker\n")
	if e := next("result"); e.Exit != exitFailed || e.Error == "" || e.Data.Issued > 0 {
		t.Errorf("a round with a fault: %+v", e)
	}
	save("id,name,role\n1,Dora Nagy,speaker\n")
	if e := next("result"); e.Exit != 0 || e.Data.Issued == 0 || e.Data.Written == 0 {
		t.Errorf("a round with another list: %+v", e)
	}
	if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	for e := range all {
		t.Errorf("another event: %+v", e)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("interrupted: %v\n%s", err, said.String())
	}
	if took := time.Since(began); took > slowest {
		t.Errorf("watch ended %s after the signal", took)
	}
}
