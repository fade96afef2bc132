// Package ledger is the memory of what was issued, printed, replaced, revoked
// and suspended. It survives kill -9 and a pulled plug: what a method has
// returned from is on the disk.
//
// # The file
//
// A ledger is one SQLite database (application id 0x4C594C47, "LYLG") in
// write-ahead mode; while it is open, two files named "-wal" and "-shm" lie
// beside it and belong to it. It holds names and tokens, so it is made
// readable by its owner alone. Times are whole seconds UTC.
//
// Five tables hold what happened: issue, change (of an issue's state), run (a
// making of paper), print (of an issue, in a run) and mark (whether the paper
// of a run came out of a printer). Rows are added and never altered; triggers
// refuse the rest. The five share one sequence 1, 2, 3, ... without gaps, and every row carries
//
//	hash = SHA-256(hash of the row before, table, content)
//
// where the first row follows 32 zero bytes, and table and every column are
// written as type ('t' text, 'i' integer, 'b' bytes), length (8 bytes, big
// endian), value (integers: 8 bytes, big endian). The table head keeps the last
// sequence number and hash. Check walks the chain, so a row that was edited,
// taken out or slipped in by hand is noticed; who rewrites the whole chain is
// found out by comparing Head with one that was noted elsewhere.
//
// # Errors
//
// An error that a person can put right is a *fault.Error.
package ledger

import (
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"lanyard/internal/base/fault"
)

const (
	applicationID = 0x4C594C47       // "LYLG", in the header of every ledger
	busyTimeout   = 10 * time.Second // what another process may take for one transaction; 100,000 issues need 3 s
	connections   = 4                // one writer, and readers that are in the middle of a walk
)

var (
	//go:embed sql/schema1.sql
	schema1 string
	//go:embed sql/schema2.sql
	schema2 string
)

//go:embed sql/identity.sql
var sqlIdentity string

// schemas lead from an empty file to the present schema, one step a version.
// A step that was released is never edited.
var schemas = []string{schema1, schema2}

// Ledger is an open ledger. It may be used by several goroutines, and several
// processes may open the same file: each method is one transaction.
type Ledger struct {
	db  *sql.DB
	now func() time.Time
}

// Open opens the ledger at path and makes it when there is none. now tells the
// time of changes and prints. A file that is something else, damaged, or made
// by a newer lanyard is refused and left as it was.
func Open(path string, now func() time.Time) (*Ledger, error) {
	return open(path, now, schemas)
}

func open(path string, now func() time.Time, schemas []string) (*Ledger, error) {
	if err := noLink(path); err != nil {
		return nil, fmt.Errorf("opening ledger: %w", err)
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600) // for its owner alone; SQLite gives its companions the same mode
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("opening ledger: %w", explain(err))
	}
	db, err := connect(path, false)
	if err != nil {
		return nil, fmt.Errorf("opening ledger: %w", err)
	}
	if err := prepare(db, schemas); err != nil {
		db.Close()
		return nil, fmt.Errorf("opening ledger %q: %w", path, explain(err))
	}
	return &Ledger{db: db, now: now}, nil
}

// Close writes what is left in the write-ahead file back and closes the ledger.
func (l *Ledger) Close() error {
	if err := l.db.Close(); err != nil {
		return fmt.Errorf("closing ledger: %w", err)
	}
	return nil
}

// noLink refuses a symbolic link: what is written through it would end up
// wherever whoever gave us the folder wants.
func noLink(path string) error {
	info, err := os.Lstat(path)
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		return fault.New(fmt.Sprintf("%q is a link", path), "put the file itself there, or remove the link")
	}
	return nil // what else is wrong is found when the file is opened
}

// connect returns a pool of connections to the file at path, which is no link.
// With immutable the file is read as if nobody could write to it.
func connect(path string, immutable bool) (*sql.DB, error) {
	for _, companion := range []string{"", "-wal", "-shm", "-journal"} {
		if err := noLink(path + companion); err != nil {
			return nil, err
		}
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // Windows: file:///C:/...
	}
	options := url.Values{
		"_busy_timeout": {fmt.Sprint(busyTimeout.Milliseconds())},
		"_synchronous":  {"FULL"}, // a commit is on the disk before it returns
		"_foreign_keys": {"on"},
		"_txlock":       {"immediate"},
		"_dqs":          {"false"},
		"_defensive":    {"true"},
	}
	if immutable {
		options.Set("immutable", "1")
		options.Set("mode", "ro")
	}
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Path: path, RawQuery: options.Encode()}).String())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(connections)
	return db, nil
}

// identity is what tells a ledger from other files.
type identity struct{ application, version, tables int }

type rower interface {
	QueryRow(query string, args ...any) *sql.Row
}

func identify(db rower) (id identity, err error) {
	err = db.QueryRow(sqlIdentity).Scan(&id.application, &id.version, &id.tables)
	return id, err
}

// accept refuses what is not a ledger that schemas can read.
func (id identity) accept(schemas []string) error {
	switch {
	case id == identity{}:
		return nil
	case id.application != applicationID:
		return fault.New("it is the database of another program", "choose another file, or move this one away")
	case id.version > len(schemas):
		return fault.New(fmt.Sprintf("it has schema %d, and this lanyard knows schemas up to %d", id.version, len(schemas)),
			"install the newer lanyard that wrote it")
	}
	return nil
}

// prepare brings the schema up to date. The file is switched to write-ahead
// mode only after its identity is committed, so a killed first run leaves an
// empty file or a whole ledger.
func prepare(db *sql.DB, schemas []string) error {
	id, err := identify(db)
	if err != nil {
		return err
	}
	if err := id.accept(schemas); err != nil {
		return err
	}
	if id.application != applicationID || id.version < len(schemas) {
		if err := migrate(db, schemas); err != nil {
			return err
		}
	}
	return writeAhead(db)
}

// writeAhead turns the write-ahead log on. While another process has the file
// open SQLite refuses to change the mode at once, whatever the busy timeout, and
// that process is most likely about to make the same change.
func writeAhead(db *sql.DB) (err error) {
	const pause = 20 * time.Millisecond
	for range busyTimeout / pause {
		if _, err = db.Exec("PRAGMA journal_mode = WAL"); !isBusy(err) {
			return err
		}
		time.Sleep(pause)
	}
	return err
}

func isBusy(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code()&0xff == sqlite3.SQLITE_BUSY
}

func migrate(db *sql.DB, schemas []string) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	id, err := identify(tx) // again: another process may have been faster
	if err != nil {
		return err
	}
	if err := id.accept(schemas); err != nil {
		return err
	}
	for _, schema := range schemas[id.version:] {
		if _, err := tx.Exec(schema); err != nil {
			return err
		}
	}
	_, err = tx.Exec(fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, len(schemas)))
	if err != nil {
		return err
	}
	return tx.Commit()
}

// explain puts what SQLite found into the words of the user.
func explain(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return explainFile(err)
	}
	switch e.Code() & 0xff { // the low byte is the primary result code
	case sqlite3.SQLITE_NOTADB:
		return fault.New("it is not a ledger", "choose another file, or move this one away")
	case sqlite3.SQLITE_CORRUPT:
		return fault.New(fmt.Sprintf("it is damaged (%v)", err), "put back the last copy of the ledger; issued numbers do not change")
	case sqlite3.SQLITE_BUSY:
		return fault.New(fmt.Sprintf("another program has kept it locked for %v", busyTimeout), "wait until the other run has ended, then try again")
	case sqlite3.SQLITE_FULL:
		return errFull
	case sqlite3.SQLITE_IOERR:
		return fault.New(fmt.Sprintf("the disk reported an error (%v)", err), "it may be full or failing: free some space, or copy the event's folder to another disk; then run the same command again")
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN:
		return fault.New(fmt.Sprintf("it cannot be written (%v)", err), "allow writing to the file and to its folder")
	}
	return err
}

var errFull = fault.New("the disk is full", "free some space and run the same command again")

// explainFile does the same for what the system says of a file.
func explainFile(err error) error {
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return errFull
	case errors.Is(err, syscall.EFBIG):
		return fault.New(fmt.Sprintf("the file is too large for the disk (%v)", err), "copy the event's folder to another disk, or lift the limit (ulimit -f)")
	case errors.Is(err, syscall.EROFS):
		return fault.New(fmt.Sprintf("the disk is read-only (%v)", err), "copy the event's folder to a disk that can be written; the ledger lies in it")
	case errors.Is(err, fs.ErrPermission):
		return fault.New(fmt.Sprintf("permission denied (%v)", err), "allow writing to the event's folder: the ledger lies in it")
	}
	return err
}
