//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package store

import (
	"errors"
	"os"
	"syscall"
)

const heldHint = "wait until it has ended, then run the same command again"

// acquire uses flock, which the kernel releases when the process dies. The file
// stays: if it were removed, two runs could lock two files of the same name.
func acquire(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if err == nil {
		return f, nil
	}
	f.Close()
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, errHeld
	}
	return nil, &os.PathError{Op: "flock", Path: path, Err: err}
}

func release(f *os.File) error {
	return errors.Join(f.Truncate(0), f.Close())
}
