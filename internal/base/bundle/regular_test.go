//go:build unix

package bundle

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// A named pipe, a folder and a device are refused at once; a link to a file is followed.
func TestOpenRegular(t *testing.T) {
	dir := t.TempDir()
	file, pipe, link := filepath.Join(dir, "file"), filepath.Join(dir, "pipe"), filepath.Join(dir, "link")
	if err := errors.Join(os.WriteFile(file, []byte("abc"), 0o600), syscall.Mkfifo(pipe, 0o600), os.Symlink(file, link)); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{file, link} {
		if data, err := ReadRegular(path, 3); err != nil || string(data) != "abc" {
			t.Errorf("%s: %q, %v", path, data, err)
		}
		if _, err := ReadRegular(path, 2); err == nil {
			t.Errorf("%s: a file above the limit is read", path)
		}
	}
	for _, path := range []string{pipe, dir, os.DevNull} {
		if _, err := ReadRegular(path, 3); !errors.Is(err, errNoFile) {
			t.Errorf("%s: %v", path, err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if _, err := regular(root.OpenFile("pipe", unblocked, 0)); !errors.Is(err, errNoFile) { // since it was looked at
		t.Errorf("a pipe in the place of a file: %v", err)
	}
	if _, err := ReadRegular(filepath.Join(dir, "none"), 3); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}
