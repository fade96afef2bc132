//go:build unix

package main

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"lanyard/internal/base/bundle"
	"lanyard/internal/paper/readback"
	"lanyard/internal/trust/credential"
)

// rounds is how many runs are killed, and how many calls of each kind are made
// to fail. LANYARD_FAULTS asks for more than there is time for in every test run.
func rounds(t *testing.T, few int) int {
	t.Helper()
	text := os.Getenv("LANYARD_FAULTS")
	if text == "" {
		return few
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("LANYARD_FAULTS is %q and not a number of rounds", text)
	}
	return n
}

// trial is an event on which runs fail.
type trial struct {
	*testing.T
	dir   string
	round int

	program string              // "": lanyard
	user    *syscall.Credential // nil: that of the test
}

const guests = 24

// newTrial makes an event and its papers once.
func newTrial(t *testing.T, dir string) *trial {
	t.Helper()
	return (&trial{T: t, dir: dir}).begin()
}

func (tr *trial) begin() *trial {
	tr.Helper()
	if out, err := tr.lanyard("init", "-title", "My First Event", "-issuer", "My Organisation",
		tr.dir).CombinedOutput(); err != nil {
		tr.Fatalf("%v\n%s", err, out)
	}
	tr.change()
	tr.complete()
	return tr
}

// change gives two people another name, so that a run has numbers to issue,
// files to write, and files to remove.
func (tr *trial) change() {
	tr.Helper()
	tr.round++
	var b strings.Builder
	b.WriteString("id,name,role\n")
	for i := range guests {
		name := "Person"
		if i == tr.round%guests || i == (tr.round+7)%guests {
			name = strings.Repeat("Ro", tr.round%5+1) + "und"
		}
		fmt.Fprintf(&b, "%d,%s %c,speaker\n", i+1, name, 'A'+i)
	}
	if err := os.WriteFile(filepath.Join(tr.dir, "attendees.csv"), []byte(b.String()), 0o644); err != nil {
		tr.Fatal(err)
	}
}

func (tr *trial) lanyard(args ...string) *exec.Cmd {
	cmd := exec.Command(cmp.Or(tr.program, "lanyard"), args...)
	cmd.Env = append(os.Environ(), "SOURCE_DATE_EPOCH=1800000000")
	if tr.user != nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: tr.user}
	}
	return cmd
}

// newHumble makes a trial whose runs have no rights beyond those of a user: root
// may write everywhere, so for root they are another one's.
func newHumble(t *testing.T) *trial {
	t.Helper()
	if os.Getuid() != 0 {
		return newTrial(t, filepath.Join(t.TempDir(), "ev"))
	}
	const nobody = 65534
	home, err := os.MkdirTemp("", "lanyard-humble-") // t.TempDir is open to root alone
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(home); err != nil {
			t.Error(err)
		}
	})
	tr := &trial{T: t, dir: filepath.Join(home, "ev"), program: filepath.Join(home, "lanyard"),
		user: &syscall.Credential{Uid: nobody, Gid: nobody}}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	binary, err := os.ReadFile(self)
	if err == nil {
		err = os.WriteFile(tr.program, binary, 0o755)
	}
	if err := errors.Join(err, os.Chmod(tr.program, 0o755), os.Chown(home, nobody, nobody),
		os.Chmod(home, 0o755)); err != nil {
		t.Fatal(err)
	}
	if out, err := tr.lanyard("help").CombinedOutput(); err != nil {
		t.Skipf("no other user can run a program in %s: %v\n%s", os.TempDir(), err, out)
	}
	return tr.begin()
}

// sums returns the hash of every PDF, by its path.
func (tr *trial) sums() map[string][32]byte {
	tr.Helper()
	all, err := contents(filepath.Join(tr.dir, "out"))
	if err != nil {
		tr.Fatal(err)
	}
	sums := map[string][32]byte{}
	for name, content := range all {
		if filepath.Ext(name) == ".pdf" {
			sums[name] = sha256.Sum256([]byte(content))
		}
	}
	return sums
}

// left checks what a failed run has left: a sound ledger, and PDFs that show
// nothing that the ledger does not know.
func (tr *trial) left() {
	tr.Helper()
	issued, err := issues(tr.dir)
	if err != nil {
		tr.Fatal(err)
	}
	numbers := map[credential.Number]bool{}
	for _, e := range issued {
		if numbers[e.Number] {
			tr.Errorf("%s was issued twice", e.Number)
		}
		numbers[e.Number] = true
	}
	all, err := contents(filepath.Join(tr.dir, "out"))
	if err != nil {
		tr.Fatal(err)
	}
	for name, content := range all {
		if filepath.Ext(name) != ".pdf" {
			continue
		}
		links, err := readback.Links(context.Background(), []byte(content))
		if err != nil || len(links) == 0 {
			tr.Errorf("%s is no PDF of ours: %d links, %v", name, len(links), err)
		}
		for _, l := range links {
			token, err := credential.ParseToken(l)
			if sum := token.Hash(); err != nil || issued[fmt.Sprintf("%x", sum[:])] == nil {
				tr.Errorf("%s shows a token that the ledger does not know", name)
			}
		}
	}
	m, err := readManifest(filepath.Join(tr.dir, "out"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		tr.Errorf("%s: %v", bundle.ManifestName, err)
	}
	for _, e := range m.Entries {
		if issued[e.Token] == nil {
			tr.Errorf("the manifest has %s, which the ledger does not know", e.Number)
		}
	}
}

// complete runs make to its end, after which all is as it should be.
func (tr *trial) complete() {
	tr.Helper()
	if out, err := tr.lanyard("make", tr.dir).CombinedOutput(); err != nil {
		tr.Fatalf("the run after the fault: %v\n%s", err, out)
	}
	if err := agreement(tr.dir, filepath.Join(tr.dir, "out")); err != nil {
		tr.Fatalf("after the fault and another run: %v", err)
	}
	tr.left()
}

// survives lets fail spoil a run over a changed list, and checks what it leaves:
// each PDF as it was before or as the next run makes it.
func (tr *trial) survives(fail func()) {
	tr.Helper()
	tr.change()
	before := tr.sums()
	fail()
	tr.left()
	now := tr.sums()
	tr.complete()
	after := tr.sums()
	for name, sum := range now {
		if sum != before[name] && sum != after[name] {
			tr.Errorf("%s was neither that of the last run nor that of this one", name)
		}
	}
}

// TestCrash kills runs at any moment. One in three is asked to stop instead, and
// says so unless it had ended.
func TestCrash(t *testing.T) {
	slow(t)
	tr := newTrial(t, filepath.Join(t.TempDir(), "ev"))
	tr.change()
	began := time.Now()
	tr.complete()
	whole := time.Since(began)
	killed := 0
	n := rounds(t, 10)
	for round := 0; round < n || killed == 0 && round < 10*n; round++ {
		tr.survives(func() {
			var said bytes.Buffer
			cmd := tr.lanyard("make", tr.dir)
			cmd.Stderr = &said
			if err := cmd.Start(); err != nil {
				tr.Fatal(err)
			}
			time.Sleep(time.Duration(rand.Int64N(int64(whole))))
			signal := []os.Signal{syscall.SIGKILL, syscall.SIGKILL, []os.Signal{syscall.SIGINT,
				syscall.SIGTERM}[round%2]}[round%3]
			if err := cmd.Process.Signal(signal); err != nil && !errors.Is(err, os.ErrProcessDone) {
				tr.Error(err)
			}
			err := cmd.Wait()
			status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus)
			switch {
			case err == nil:
				return // it was faster
			case !ok || !status.Signaled() &&
				!strings.Contains(said.String(), "stopped; nothing was issued and no file was changed") &&
				!strings.Contains(said.String(), "stopped in the middle of the work"):
				tr.Errorf("stopped by %s, it ends with %v:\n%s", signal, err, &said)
			}
			killed++
		})
	}
	t.Logf("%d of %d runs were stopped within %s", killed, n, whole)
	if killed == 0 {
		t.Error("no run was stopped")
	}
}

// fails runs make, which must fail with one of the messages and say what to do.
func (tr *trial) fails(cmd *exec.Cmd, messages ...string) {
	tr.Helper()
	out, err := cmd.CombinedOutput()
	if err == nil {
		tr.Fatalf("make succeeds:\n%s", out)
	}
	said := false
	for _, m := range messages {
		said = said || strings.Contains(string(out), m)
	}
	_, message, found := strings.Cut(string(out), "lanyard: error: ")
	if !said || !found || !strings.Contains(message, "\nlanyard: hint: ") {
		tr.Errorf("it says neither of %q with a hint:\n%s", messages, out)
	}
}

// TestFileSizeLimit lets writes end at some size, as on a disk that takes no
// larger files.
func TestFileSizeLimit(t *testing.T) {
	slow(t)
	tr := newTrial(t, filepath.Join(t.TempDir(), "ev"))
	for _, blocks := range []int{0, 1, 8, 40} { // of 512 bytes
		tr.survives(func() {
			cmd := tr.lanyard()
			cmd.Path, cmd.Args = "/bin/sh", []string{"sh", "-c", `ulimit -f "$1" && exec lanyard make "$2"`, "sh",
				strconv.Itoa(blocks), tr.dir}
			tr.fails(cmd, "the disk reported an error", "the file is too large for the disk", "the disk is full")
		})
	}
}

// mounted mounts a small disk for an event, or skips the test.
func mounted(t *testing.T, size string) (dir string, remount func(option string)) {
	t.Helper()
	dir = t.TempDir()
	mount := func(args ...string) error { return exec.Command("mount", append(args, dir)...).Run() }
	if err := mount("-t", "tmpfs", "-o", "size="+size, "tmpfs"); err != nil {
		t.Skipf("no disk can be mounted: %v", err)
	}
	t.Cleanup(func() {
		if err := exec.Command("umount", dir).Run(); err != nil {
			t.Error(err)
		}
	})
	return dir, func(option string) {
		t.Helper()
		if err := mount("-o", "remount,"+option); err != nil {
			t.Fatal(err)
		}
	}
}

// TestFullDisk fills the disk under an event, its ledger and its output, to
// several heights.
func TestFullDisk(t *testing.T) {
	slow(t)
	dir, _ := mounted(t, "8m")
	tr := newTrial(t, filepath.Join(dir, "ev"))
	ballast := filepath.Join(dir, "ballast")
	for _, room := range []int64{0, 4, 24, 48, 96} { // KiB
		tr.survives(func() {
			var disk syscall.Statfs_t
			if err := syscall.Statfs(dir, &disk); err != nil {
				t.Fatal(err)
			}
			free := int64(disk.Bavail)*int64(disk.Bsize) - room<<10
			if err := os.WriteFile(ballast, make([]byte, free), 0o600); err != nil {
				t.Fatal(err)
			}
			tr.fails(tr.lanyard("make", tr.dir), "the disk is full", "the disk reported an error")
			if err := os.Remove(ballast); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestReadOnlyDisk(t *testing.T) {
	slow(t)
	dir, remount := mounted(t, "8m")
	tr := newTrial(t, filepath.Join(dir, "ev"))
	tr.survives(func() {
		remount("ro")
		defer remount("rw")
		tr.fails(tr.lanyard("make", tr.dir), "the disk is read-only")
	})
}

// TestForbiddenFolders takes the right to write from one folder or file after
// another.
func TestForbiddenFolders(t *testing.T) {
	slow(t)
	tr := newHumble(t)
	for _, name := range []string{".", ".lanyard.lock", "ledger.db", "out", "out/certificates"} {
		path := filepath.Join(tr.dir, filepath.FromSlash(name))
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		tr.survives(func() {
			if err := os.Chmod(path, info.Mode().Perm()&^0o222); err != nil {
				t.Fatal(err)
			}
			defer os.Chmod(path, info.Mode().Perm())
			tr.fails(tr.lanyard("make", tr.dir), "permission denied", "it cannot be written")
		})
	}
}

// straces returns strace, where it is here and may trace.
func straces() (program string, ok bool) {
	program, err := exec.LookPath("strace")
	if err == nil {
		err = exec.Command(program, "-f", "--seccomp-bpf", "-qq", "-o", os.DevNull, "-e", "trace=fsync", "-e",
			"inject=fsync:error=EIO", "true").Run()
	}
	return program, err == nil
}

// TestFailingCalls lets the kernel refuse the n-th system call of a kind, of the
// ledger's as of the bundle's, where strace is here to do it: no seam in our own
// code would reach those of SQLite. A thread counts its own calls, so which one
// fails differs from run to run; what must hold does not.
func TestFailingCalls(t *testing.T) {
	slow(t)
	strace, ok := straces()
	if !ok {
		t.Skip("strace cannot trace here")
	}
	tr := newTrial(t, filepath.Join(t.TempDir(), "ev"))
	n := rounds(t, 2)
	failed := 0
	for _, call := range []string{"fsync:error=EIO", "pwrite64:error=ENOSPC", "renameat:error=EIO",
		"ftruncate:error=EIO", "syncfs:error=EIO"} {
		for when := 1; when <= n; when++ {
			tr.survives(func() {
				ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
				defer cancel()
				name, _, _ := strings.Cut(call, ":")
				if name == "syncfs" { // it is for many files
					if err := os.RemoveAll(filepath.Join(tr.dir, "out")); err != nil {
						t.Fatal(err)
					}
				}
				cmd := exec.CommandContext(ctx, strace, "-f", "--seccomp-bpf", "-qq", "-o", os.DevNull, "-e",
					"trace="+name,
					"-e", fmt.Sprintf("inject=%s:when=%d", call, when), "lanyard", "make", tr.dir)
				cmd.Env = append(os.Environ(), "SOURCE_DATE_EPOCH=1800000000")
				out, err := cmd.CombinedOutput()
				if ctx.Err() != nil {
					t.Fatalf("%s, the %d.: it hangs\n%s", call, when, out)
				}
				if err != nil {
					failed++
					if !strings.Contains(string(out), "lanyard: error: ") {
						t.Errorf("%s, the %d.: %v\n%s", call, when, err, out)
					}
				}
			})
		}
	}
	t.Logf("%d runs failed", failed)
	if failed == 0 {
		t.Error("no call was made to fail")
	}
}
