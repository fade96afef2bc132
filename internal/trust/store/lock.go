package store

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
)

// Lock allows one run at a time in an event's folder.
type Lock struct {
	file *os.File
}

// errHeld is returned by acquire when another process holds the lock.
var errHeld = errors.New("locked")

// Acquire takes the lock at path without waiting. The lock is a small file,
// created when it is missing. When another run holds it, the error names that
// process.
func Acquire(path string) (*Lock, error) {
	if err := noLink(path); err != nil {
		return nil, fmt.Errorf("taking the lock: %w", err)
	}
	f, err := acquire(path)
	if errors.Is(err, errHeld) {
		return nil, held(path)
	}
	if err != nil {
		return nil, fmt.Errorf("taking the lock: %w", explainFile("ledger", err))
	}
	// The process id is for the error messages of other runs; the lock works
	// without it.
	if err := f.Truncate(0); err != nil {
		return nil, errors.Join(fmt.Errorf("taking the lock: %w", explainFile("ledger", err)), release(f))
	}
	if _, err := f.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0); err != nil {
		return nil, errors.Join(fmt.Errorf("taking the lock: %w", explainFile("ledger", err)), release(f))
	}
	return &Lock{f}, nil
}

// Release releases the lock. The lock also ends when the process dies (on
// Windows the file must then be removed by hand).
func (l *Lock) Release() error {
	if err := release(l.file); err != nil {
		return fmt.Errorf("releasing the lock: %w", err)
	}
	return nil
}

// maxPID is an upper bound on the decimal digits of a process id.
const maxPID = 32

func held(path string) error {
	who := "another run"
	if f, err := bundle.OpenRegular(path); err == nil {
		defer f.Close()
		if b, err := io.ReadAll(io.LimitReader(f, maxPID)); err == nil {
			if pid, err := strconv.Atoi(strings.TrimSpace(string(b))); err == nil {
				who = fmt.Sprintf("process %d", pid)
			}
		}
	}
	return fault.New(fmt.Sprintf("%s is working in this folder (it holds %q)", who, path), heldHint)
}
