//go:build unix

package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// run runs a command, which must succeed.
func (tr *trial) run(args ...string) string {
	tr.Helper()
	out, err := tr.lanyard(args...).CombinedOutput()
	if err != nil {
		tr.Fatalf("lanyard %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// single returns the hash of every certificate, by its path.
func (tr *trial) single() map[string][32]byte {
	tr.Helper()
	sums := tr.sums()
	maps.DeleteFunc(sums, func(name string, _ [32]byte) bool { return filepath.Dir(name) != "/certificates" })
	return sums
}

// copyEvent copies an event's folder, whose keys are for its owner alone.
func copyEvent(t *testing.T, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	keys, err := filepath.Glob(filepath.Join(to, "keys", "*"))
	if err != nil || len(keys) == 0 {
		t.Fatalf("no keys: %v", err)
	}
	for _, key := range keys {
		if err := os.Chmod(key, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(filepath.Join(to, "keys"), 0o700); err != nil {
		t.Fatal(err)
	}
}

// countFiles counts the files and folders of a pattern.
func countFiles(out, pattern string) int {
	found, err := filepath.Glob(filepath.Join(out, filepath.FromSlash(pattern)))
	if err != nil {
		panic(err)
	}
	return len(found)
}

// TestMergeCrash kills merge at any moment: another one completes it, with the
// files of a run in one piece, and what was there before is not lost meanwhile.
func TestMergeCrash(t *testing.T) {
	slow(t)
	whole := newTrial(t, filepath.Join(t.TempDir(), "ev")) // with the papers of an older list
	whole.change()
	whole.run("issue", "-yes", whole.dir)
	shards := filepath.Join(t.TempDir(), "shards")
	copyEvent(t, whole.dir, shards)
	for i := 1; i <= 3; i++ {
		whole.run("make", "-shard", fmt.Sprintf("%d/3", i), shards)
	}
	whole.run("make", whole.dir)
	want := whole.single()
	if len(want) != guests {
		t.Fatalf("%d certificates", len(want))
	}
	pieces := (&trial{T: t, dir: shards}).sums()

	began := time.Now()
	tries := 0
	try := func(point string, cmd *exec.Cmd, at func(out string)) (killed bool) {
		tr := &trial{T: t, dir: filepath.Join(t.TempDir(), "ev")}
		copyEvent(t, shards, tr.dir)
		tries++
		cmd.Args = append(cmd.Args, "merge", tr.dir)
		cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if at != nil {
			at(filepath.Join(tr.dir, "out"))
			if err := syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL); err != nil && !errors.Is(err, syscall.ESRCH) {
				t.Error(err)
			}
		}
		killed = cmd.Wait() != nil
		tr.left()
		// What the shards hold lies there, where it was or where it belongs.
		now := map[[sha256.Size]byte]bool{}
		for _, sum := range tr.sums() {
			now[sum] = true
		}
		for name, sum := range pieces {
			if strings.HasPrefix(name, "/shard-") && !now[sum] {
				t.Errorf("killed %s: %s is lost", point, name)
			}
		}
		out, err := tr.lanyard("merge", tr.dir).CombinedOutput()
		if err != nil && !strings.Contains(string(out), "there is no shard in ") {
			t.Fatalf("killed %s, the next merge: %v\n%s", point, err, out)
		}
		if err := agreement(tr.dir, filepath.Join(tr.dir, "out")); err != nil {
			t.Errorf("killed %s, after the next merge: %v", point, err)
		}
		tr.left()
		if got := tr.single(); !maps.Equal(got, want) {
			t.Errorf("killed %s: %d certificates, or others than those of a run in one piece", point, len(got))
		}
		if left, err := filepath.Glob(filepath.Join(tr.dir, "out", "shard-*")); len(left) > 0 || err != nil {
			t.Errorf("killed %s: %v is left, %v", point, left, err)
		}
		tr.run("ledger", "check", tr.dir)
		if said := tr.run("diff", tr.dir); !strings.Contains(said,
			fmt.Sprintf("nothing has changed since the last print, for %d people", guests)) {
			t.Errorf("killed %s, the ledger says:\n%s", point, said)
		}
		return killed
	}
	if try("never", whole.lanyard(), nil) {
		t.Error("merge fails when nothing is killed")
	}
	took := time.Since(began) / 5 // it was one of five commands and a copy
	killed := 0
	n := rounds(t, 1)
	for i := range n {
		wait := took * time.Duration(i+1) / time.Duration(n+1)
		if try(fmt.Sprintf("after %s", wait), whole.lanyard(), func(string) { time.Sleep(wait) }) {
			killed++
		}
	}
	if strace, ok := straces(); ok {
		// Renames and removals are over in no time, so they are made to last.
		for point, at := range map[string]func(out string) bool{
			"with one file moved": func(out string) bool {
				return countFiles(out,
					"shard-*/certificates/*") < guests
			},
			"with half the files moved": func(out string) bool {
				return countFiles(out,
					"shard-*/certificates/*") <= guests/2
			},
			"with a shard dissolved": func(out string) bool { return countFiles(out, "shard-1-of-3") == 0 },
			"with half a shard's folder": func(out string) bool {
				return countFiles(out,
					"shard-2-of-3/certificates") == 0
			},
		} {
			cmd := exec.Command(strace, "-f", "--seccomp-bpf", "-qq", "-o", os.DevNull, "-e",
				"trace=renameat,unlinkat", "-e", "inject=renameat,unlinkat:delay_exit=5000", "lanyard")
			cmd.Env = append(os.Environ(), "SOURCE_DATE_EPOCH=1800000000")
			if try(point, cmd, func(out string) {
				for deadline := time.Now().Add(20 * time.Second); !at(out) &&
					time.Now().Before(deadline); time.Sleep(time.Millisecond) {
				}
			}) {
				killed++
			}
		}
	}
	t.Logf("%d of %d merges were killed", killed, tries)
	if killed == 0 {
		t.Error("no merge was killed")
	}
}
