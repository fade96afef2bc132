//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package store

import (
	"errors"
	"io/fs"
	"os"
)

const heldHint = "wait until it has ended, then run the same command again; if no lanyard is running, remove that file"

// acquire creates the file, which must not exist: the file is the lock.
func acquire(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil, errHeld
	}
	return f, err
}

func release(f *os.File) error {
	return errors.Join(f.Close(), os.Remove(f.Name()))
}
