package bundle

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"lanyard/internal/base/fault"
)

func open(t testing.TB, path string) *Dir {
	t.Helper()
	d, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.root.Close() })
	return d
}

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

func write(t testing.TB, d *Dir, name, content string) Written {
	t.Helper()
	w, err := d.Write(name, text(content))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// wantFiles fails unless path holds exactly the given files.
func wantFiles(t *testing.T, path string, want map[string]string) {
	t.Helper()
	got := map[string]string{}
	err := filepath.WalkDir(path, func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(p)
		rel, _ := filepath.Rel(path, p)
		got[filepath.ToSlash(rel)] = string(b)
		return err
	})
	if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("files %v, %v; want %v", got, err, want)
	}
}

// wantHint fails unless err contains words and has a hint.
func wantHint(t *testing.T, err error, words string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), words) || fault.Hint(err) == "" {
		t.Errorf("error %v, want %q and a hint", err, words)
	}
}

func TestWrite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a", "out")
	d := open(t, path)
	w := write(t, d, "people/Ana.pdf", "one")
	if want := (Written{"people/Ana.pdf", 3, sha256.Sum256([]byte("one")), true}); w != want {
		t.Errorf("got %+v, want %+v", w, want)
	}
	write(t, d, "badges.pdf", "two")
	write(t, d, "badges.pdf", "three")
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	wantFiles(t, path, map[string]string{"people/Ana.pdf": "one", "badges.pdf": "three"})
}

func TestUnchangedFileIsNotTouched(t *testing.T) {
	path := t.TempDir()
	write(t, open(t, path), "a.pdf", "same")
	then := time.Date(2017, 7, 26, 0, 0, 0, 0, time.UTC)
	file := filepath.Join(path, "a.pdf")
	if err := os.Chtimes(file, then, then); err != nil {
		t.Fatal(err)
	}
	modified := func() time.Time {
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		return info.ModTime()
	}
	d := open(t, path)
	if w := write(t, d, "a.pdf", "same"); w.Changed || w.Size != 4 || !modified().Equal(then) {
		t.Errorf("%+v, modified %v", w, modified())
	}
	if w := write(t, d, "a.pdf", "SAME"); !w.Changed || modified().Equal(then) {
		t.Errorf("%+v, modified %v", w, modified())
	}
	wantFiles(t, path, map[string]string{"a.pdf": "SAME"})
}

func TestFailedWriteLeavesTheOldFile(t *testing.T) {
	path := t.TempDir()
	d := open(t, path)
	write(t, d, "a.pdf", "old")
	late := errors.New("page 7 is missing")
	_, err := d.Write("a.pdf", func(w io.Writer) error {
		io.WriteString(w, strings.Repeat("new", bufferSize))
		return late
	})
	if !errors.Is(err, late) || !strings.Contains(err.Error(), "a.pdf") {
		t.Errorf("got %v", err)
	}
	wantFiles(t, path, map[string]string{"a.pdf": "old"})

	_, err = d.Write("b.pdf", func(io.Writer) error {
		return &os.PathError{Op: "write", Path: "b",
			Err: syscall.ENOSPC}
	})
	wantHint(t, err, "disk is full")
	if !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("%v does not give its cause", err)
	}
	wantFiles(t, path, map[string]string{"a.pdf": "old"})
}

// TestFullDevice writes to a device that is always full.
func TestFullDevice(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("no /dev/full")
	}
	defer full.Close()
	d := open(t, t.TempDir())
	_, err = d.Write("a.pdf", func(io.Writer) error {
		_, err := full.Write([]byte("x"))
		return err
	})
	wantHint(t, err, "disk is full")
}

func TestPanicAndKillLeaveNoHalfFile(t *testing.T) {
	path := t.TempDir()
	d := open(t, path)
	write(t, d, "sub/a.pdf", "old")
	func() {
		defer func() {
			if recover() == nil {
				t.Error("no panic")
			}
		}()
		d.Write("sub/a.pdf", func(w io.Writer) error {
			io.WriteString(w, strings.Repeat("half", bufferSize))
			panic("killed")
		})
	}()
	if parts, _ := filepath.Glob(filepath.Join(path, "sub", partPrefix+"*")); len(parts) != 1 {
		t.Fatalf("parts %q, want one left over", parts)
	}
	if b, err := os.ReadFile(filepath.Join(path, "sub", "a.pdf")); string(b) != "old" {
		t.Errorf("a.pdf holds %q, %v", b, err)
	}
	write(t, open(t, path), "sub/b.pdf", "new")
	wantFiles(t, path, map[string]string{"sub/a.pdf": "old", "sub/b.pdf": "new"})
}

func TestNamesLeadDownwardsOnly(t *testing.T) {
	path := t.TempDir()
	d := open(t, filepath.Join(path, "out"))
	for _, name := range []string{"", ".", "..", "../a", "/a", "a/../b", "a//b", "a/", `a\b`, "c:a", "a\x00",
		".lanyard-1.part"} {
		if _, err := d.Write(name, text("x")); err == nil {
			t.Errorf("%q was written", name)
		}
	}
	wantFiles(t, path, map[string]string{})
}

func TestSymbolicLinks(t *testing.T) {
	path := t.TempDir()
	out, secret := filepath.Join(path, "out"), filepath.Join(path, "secret")
	d := open(t, out)
	if err := os.Mkdir(secret, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(secret, "key"), []byte("key"), 0o600); err != nil {
		t.Fatal(err)
	}
	for link, to := range map[string]string{"folder": "../secret", "file": "../secret/key", "abs": secret,
		"new": "../secret/new"} {
		if err := os.Symlink(to, filepath.Join(out, link)); err != nil {
			t.Skip("no symbolic links here: ", err)
		}
	}
	for _, name := range []string{"folder/key", "folder/x", "file", "abs/key", "new"} {
		if _, err := d.Write(name, text("x")); err == nil {
			t.Errorf("%q was written", name)
		}
	}
	wantFiles(t, secret, map[string]string{"key": "key"})
	if parts, _ := filepath.Glob(filepath.Join(out, partPrefix+"*")); len(parts) > 0 {
		t.Errorf("left over: %q", parts)
	}
}

func TestObstacles(t *testing.T) {
	path := t.TempDir()
	d := open(t, path)
	write(t, d, "a", "x")
	_, err := d.Write("a/b", text("x"))
	wantHint(t, err, "there is a file where a folder should be")
	write(t, d, "dir/b", "x")
	_, err = d.Write("dir", text("x"))
	wantHint(t, err, "something that is not a file")
	_, err = Open(filepath.Join(path, "a"))
	wantHint(t, err, "there is a file where a folder should be")
}

func TestReadOnlyFolder(t *testing.T) {
	if os.Geteuid() == 0 || runtime.GOOS == "windows" {
		t.Skip("root, and Windows, can write into read-only folders")
	}
	path := t.TempDir()
	d := open(t, path)
	if err := os.Chmod(path, 0o555); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(path, 0o755)
	_, err := d.Write("a.pdf", text("x"))
	wantHint(t, err, "permission denied")
	_, err = Open(filepath.Join(path, "sub"))
	wantHint(t, err, "permission denied")
}

func TestManyWriters(t *testing.T) {
	path := t.TempDir()
	d := open(t, path)
	want := map[string]string{}
	var wg sync.WaitGroup
	for i := range 40 {
		name := fmt.Sprintf("%d/%d.pdf", i%3, i)
		want[name] = name
		wg.Go(func() {
			if _, err := d.Write(name, text(name)); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if err := d.Close(); err != nil {
		t.Error(err)
	}
	wantFiles(t, path, want)
}

func BenchmarkWrite(b *testing.B) {
	content := bytes.Repeat([]byte("x"), 40<<10)
	for name, same := range map[string]bool{"changed": false, "unchanged": true} {
		b.Run(name, func(b *testing.B) {
			d := open(b, b.TempDir())
			for i := 0; b.Loop(); i++ {
				if !same {
					content[0] = byte(i)
					content[1] = byte(i >> 8)
				}
				write(b, d, "a.pdf", string(content))
			}
		})
	}
}
