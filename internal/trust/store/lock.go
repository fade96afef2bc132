package store

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
)

// Lock allows one run at a time in an event's folder.
type Lock struct {
	file *os.File
}

// errHeld is returned by acquire when another process holds the lock.
var errHeld = errors.New("locked")

// The desk answers several requests at once: one that looks at a paper holds the
// lock for a tenth of a second, and the next one, which revokes it, is not refused.
const (
	turns = 500
	turn  = 10 * time.Millisecond
)

// Acquire takes the lock at path. The lock is a small file, created when it is
// missing. When another run holds it, the error names that process at once; when
// this process does, it waits for up to 5 s.
func Acquire(path string) (*Lock, error) {
	if err := noLink(path); err != nil {
		return nil, fmt.Errorf("taking the lock: %w", err)
	}
	f, err := acquire(path)
	for n := 0; errors.Is(err, errHeld); n++ {
		if pid, known := holder(path); known && pid != os.Getpid() || n == turns {
			return nil, held(path)
		}
		time.Sleep(turn)
		f, err = acquire(path)
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

// holder returns the id of the process that holds the lock; known is false while
// it is not in the file.
func holder(path string) (pid int, known bool) {
	f, err := bundle.OpenRegular(path)
	if err != nil {
		return 0, false
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxPID))
	if err != nil {
		return 0, false
	}
	pid, err = strconv.Atoi(strings.TrimSpace(string(b)))
	return pid, err == nil
}

func held(path string) error {
	who := "another run"
	if pid, known := holder(path); known {
		who = fmt.Sprintf("process %d", pid)
	}
	return fault.New(fmt.Sprintf("%s is working in this folder (it holds %q)", who, path), heldHint)
}
