package ledger

import (
	"database/sql"
	_ "embed"
	"fmt"
	"time"

	"lanyard/internal/trust/store"
)

// file is what is said of a ledger's file; its header has "LYLG".
var file = store.File{Name: "ledger", Application: 0x4C594C47,
	Restore: "restore the last copy of the ledger; issued numbers do not change"}

var (
	//go:embed sql/schema1.sql
	schema1 string
	//go:embed sql/schema2.sql
	schema2 string
	//go:embed sql/schema3.sql
	schema3 string
)

// schemas migrate an empty file to the present schema, one step per version. A
// released step is never edited.
var schemas = []string{schema1, schema2, schema3}

// Ledger is an open ledger. It may be used by several goroutines, and several
// processes may open the same file: each method is one transaction.
type Ledger struct {
	db      *sql.DB
	now     func() time.Time
	witness func(Head) error // is called with a head before it is committed; may be nil
}

// Witness lets f learn of every new head before the rows that lead to it are
// committed. When f fails, they are not recorded, and its error is that of the
// method.
func (l *Ledger) Witness(f func(Head) error) { l.witness = f }

// Open opens the ledger at path, and creates it when there is none. now gives
// the time of changes and prints. Open refuses, and leaves untouched, a file
// that is not a ledger, is damaged, or was written by a newer lanyard.
func Open(path string, now func() time.Time) (*Ledger, error) {
	return open(path, now, schemas)
}

func open(path string, now func() time.Time, schemas []string) (*Ledger, error) {
	db, err := file.Open(path, schemas)
	if err != nil {
		return nil, err
	}
	return &Ledger{db: db, now: now}, nil
}

// Close writes the write-ahead file back and closes the ledger.
func (l *Ledger) Close() error {
	if err := l.db.Close(); err != nil {
		return fmt.Errorf("closing ledger: %w", err)
	}
	return nil
}

// Snapshot calls read with the ledger at path. It takes no lock and writes
// nothing, so any number of processes may read the file, or copies of it, on a
// disk that is read-only or shared by machines. This is sound only while nobody
// writes: when another process writes, or was killed while it did, Snapshot
// returns an error, and what read has found must be discarded.
func Snapshot(path string, read func(*Ledger) error) error {
	return file.Snapshot(path, len(schemas), func(db *sql.DB) error {
		return read(&Ledger{db: db, now: time.Now})
	})
}
