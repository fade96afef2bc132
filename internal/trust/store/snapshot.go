package store

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"lanyard/internal/base/fault"
)

// Snapshot calls read with the database at path, which must be of this kind and have
// this version of its schema. It takes no lock and writes
// nothing, so any number of processes may read the file, or copies of it, on a
// disk that is read-only or shared by machines. This is sound only while nobody
// writes: when another process writes, or was killed while it did, Snapshot
// returns an error, and what read has found must be discarded.
func (k File) Snapshot(path string, version int, read func(*sql.DB) error) error {
	before, err := still(path)
	if err != nil {
		return fmt.Errorf("reading %s %q: %w", k.Name, path, k.Explain(err))
	}
	db, err := connect(path, true)
	if err != nil {
		return fmt.Errorf("reading %s %q: %w", k.Name, path, err)
	}
	id, err := identify(db)
	switch {
	case err != nil:
		err = fmt.Errorf("reading %s %q: %w", k.Name, path, k.Explain(err))
	case id.application != k.Application || id.version != version:
		err = fmt.Errorf("reading %s %q: %w", k.Name, path,
			fault.New("it was not written by this version of lanyard",
				"bring it up to date with: lanyard ledger check"))
	default:
		err = read(db)
	}
	if failed := db.Close(); failed != nil {
		err = errors.Join(err, fmt.Errorf("closing %s: %w", k.Name, failed))
	}
	after, moved := still(path)
	if moved == nil && (after.Size() != before.Size() || !after.ModTime().Equal(before.ModTime())) {
		moved = errBusy
	}
	if moved != nil {
		return fmt.Errorf("reading %s %q: %w", k.Name, path, moved)
	}
	return err
}

var errBusy = fault.New("another run is writing to it, or was killed while it did",
	"wait until that run has ended; if there is none, repair the ledger with: lanyard ledger check; "+
		"then run the same command again")

// still returns the info of the file at path, or errBusy when there is a
// writer's log next to it.
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
