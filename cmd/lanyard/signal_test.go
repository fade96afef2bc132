//go:build unix

package main

import (
	"bytes"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// slowest is how long a verb may go on after a signal: a second, with time for a
// machine that has much else to do. Verbs that were deaf took minutes.
const slowest = 20 * time.Second

// TestSignals asks verbs to stop that have work for long: each ends at once, and
// leaves everything whole.
func TestSignals(t *testing.T) {
	slow(t)
	tr := newTrial(t, filepath.Join(t.TempDir(), "ev"))
	many := filepath.Join(tr.dir, "many.csv")
	var list strings.Builder
	list.WriteString("id,name,role\n")
	for i := range 20_000 {
		fmt.Fprintf(&list, "%d,Person %d,speaker\n", i+1, i)
	}
	photo := filepath.Join(tr.dir, "patterns.png")
	var picture bytes.Buffer
	if err := png.Encode(&picture, tiledPatterns(6_000)); err != nil {
		t.Fatal(err)
	}
	for path, data := range map[string][]byte{many: []byte(list.String()), photo: picture.Bytes()} {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for i, args := range [][]string{
		{"check", tr.dir}, {"make", "-yes", tr.dir}, {"issue", "-yes", tr.dir}, {"diff", tr.dir},
		{"proof", "-longest", "100", tr.dir},
		{"preview", tr.dir}, {"site", "-follow", tr.dir}, {"verify", "-no-memory", photo},
		{"reissue", "2", "-dir", tr.dir}, {"walkin", "1", "-name", "Dora", "-dir", tr.dir}, {"site", tr.dir},
		{"verify", "-no-memory", "-picture", filepath.Join(tr.dir, "pictures") + "/", filepath.Join(tr.dir, "out")},
		{"make", "-yes", "-shard", "1/2", tr.dir},
	} {
		t.Run(args[0], func(t *testing.T) {
			if err := os.WriteFile(filepath.Join(tr.dir, "attendees.csv"), []byte(list.String()), 0o600); err != nil {
				t.Fatal(err)
			}
			var said bytes.Buffer
			cmd := tr.lanyard(args...)
			cmd.Stderr, cmd.Dir = &said, tr.dir
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			time.Sleep(400 * time.Millisecond)
			signal := []syscall.Signal{syscall.SIGINT, syscall.SIGTERM}[i%2]
			asked := time.Now()
			early := cmd.Process.Signal(signal) != nil
			ended := make(chan error, 1)
			go func() { ended <- cmd.Wait() }()
			select {
			case err := <-ended:
				t.Logf("%s: ended after %s, before the signal: %t, %v", signal,
					time.Since(asked).Round(time.Millisecond), early, err)
			case <-time.After(slowest):
				t.Errorf("it goes on for more than %s after %s", slowest, signal)
				_ = cmd.Process.Kill()
				<-ended
			}
			tr.T = t
			tr.change() // the short list again
			tr.left()
			tr.complete()
		})
	}
}
