package bundle

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// A file that exists keeps its permissions and has them before it has its name; a new one is as Write makes it.
func TestPut(t *testing.T) {
	dir := t.TempDir()
	d := open(t, dir)
	for _, mode := range []os.FileMode{0o600, 0o640, 0o644, 0o666} {
		path := filepath.Join(dir, "event.toml")
		if err := os.WriteFile(path, []byte("before"), mode); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		var synced os.FileMode
		syncFile = func(f *os.File) error {
			info, err := f.Stat()
			synced = info.Mode().Perm()
			return err
		}
		for _, text := range []string{"after", "after", ""} {
			if err := d.Put("event.toml", []byte(text)); err != nil || read(t, path) != text {
				t.Errorf("%q, %v", read(t, path), err)
			}
			if info, err := os.Stat(path); runtime.GOOS != "windows" && (err != nil || info.Mode().Perm() != mode || synced != mode) {
				t.Errorf("of %v became %v, synced as %v; %v", mode, info.Mode(), synced, err)
			}
		}
		syncFile = (*os.File).Sync
	}
	write(t, d, "written", "text")
	if err := d.Put("sub/put", []byte("text")); err != nil {
		t.Fatal(err)
	}
	written, err := os.Stat(filepath.Join(dir, "written"))
	put, other := os.Stat(filepath.Join(dir, "sub", "put"))
	if err := errors.Join(err, other); err != nil || put.Mode() != written.Mode() {
		t.Errorf("%v, not %v; %v", put.Mode(), written.Mode(), err)
	}
}

// Put refuses what is not a file of the folder, and leaves it.
func TestPutRefused(t *testing.T) {
	dir := t.TempDir()
	d := open(t, dir)
	write(t, d, "file", "text")
	if err := os.Symlink("file", filepath.Join(dir, "link")); err != nil {
		t.Skip(err)
	}
	for _, name := range []string{"link", "file/inside", "../outside", "."} {
		if err := d.Put(name, []byte("other")); err == nil {
			t.Errorf("%s was written", name)
		}
	}
	if got := read(t, filepath.Join(dir, "file")); got != "text" {
		t.Errorf("the file is %q", got)
	}
}
