package ledger

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"lanyard/internal/base/fault"
)

// Snapshot calls read with the ledger as it lies at path. It takes no lock and
// writes nothing, so any number of processes may read one file, or copies of it,
// on a disk that is read-only or shared by machines. That is sound only while
// nobody writes: its error says when another process does, or was killed in the
// middle, and what read has found is then not to be used.
func Snapshot(path string, read func(*Ledger) error) error {
	before, err := still(path)
	if err != nil {
		return fmt.Errorf("reading ledger %q: %w", path, explain(err))
	}
	db, err := connect(path, true)
	if err != nil {
		return fmt.Errorf("reading ledger %q: %w", path, err)
	}
	l := &Ledger{db: db, now: time.Now}
	id, err := identify(db)
	switch {
	case err != nil:
		err = fmt.Errorf("reading ledger %q: %w", path, explain(err))
	case id.application != applicationID || id.version != len(schemas):
		err = fmt.Errorf("reading ledger %q: %w", path, fault.New("it is not one that this lanyard wrote", "bring it up to date with: lanyard ledger check"))
	default:
		err = read(l)
	}
	err = errors.Join(err, l.Close())
	after, moved := still(path)
	if moved == nil && (after.Size() != before.Size() || !after.ModTime().Equal(before.ModTime())) {
		moved = errBusy
	}
	if moved != nil {
		return fmt.Errorf("reading ledger %q: %w", path, moved)
	}
	return err
}

var errBusy = fault.New("another run is writing to it, or was killed while it did",
	"wait until that run has ended; when there is none, tidy up with: lanyard ledger check; then run the same command again")

// still looks at a ledger that nobody writes to: a writer has a log beside it.
func still(path string) (os.FileInfo, error) {
	for _, log := range []string{"-wal", "-journal"} {
		info, err := os.Stat(path + log)
		if err == nil && info.Size() > 0 {
			return nil, errBusy
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	return os.Stat(path)
}
