// Package store opens the files under a ledger and a mail log, SQLite databases in write-ahead mode that only their
// owner may read, and keeps other runs out of a folder.
//
// It does not know the content of a database: the steps of its schema are an argument. It follows no link, neither to
// the database nor to the files next to it nor to a lock, because whoever made the folder could then choose which file
// we write. Errors that a person can put right are faults with a hint, and use the name that the organiser knows.
package store

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
	busyTimeout = 10 * time.Second // how long to wait for another process's transaction; 100,000 issues take 3 s
	connections = 4                // one writer, and readers in the middle of a walk
)

//go:embed identity.sql
var sqlIdentity string

// File is a kind of database.
type File struct {
	Name        string // what the organiser knows it as, like "ledger"
	Application int    // the id in its header
	Restore     string // what to do when it is damaged
}

// Open opens the database at path for its owner alone, creates it when there is
// none, and brings its schema up to date: schemas are the steps from an empty file
// on, one for each version. It refuses, and leaves untouched, a file that is a link,
// is damaged, belongs to another program, or has a schema beyond these steps. What
// is committed is on the disk. The errors are faults with a hint.
func (k File) Open(path string, schemas []string) (*sql.DB, error) {
	if err := noLink(path); err != nil {
		return nil, fmt.Errorf("opening %s: %w", k.Name, err)
	}
	// For its owner only; SQLite gives the -wal and -shm files the same mode.
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", k.Name, k.Explain(err))
	}
	db, err := connect(path, false)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", k.Name, err)
	}
	if err := prepare(db, k.Application, schemas); err != nil {
		db.Close()
		return nil, fmt.Errorf("opening %s %q: %w", k.Name, path, k.Explain(err))
	}
	return db, nil
}

// noLink refuses a symbolic link: through it, whoever made the folder could
// choose which file we write.
func noLink(path string) error {
	info, err := os.Lstat(path)
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		return fault.New(fmt.Sprintf("%q is a link", path), "replace it by the file itself, or remove it")
	}
	return nil // any other fault is found when the file is opened
}

// connect returns a pool of connections to the file at path, which must not be
// a link. With immutable, SQLite assumes that nobody writes to the file.
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
		"_pragma":       {"secure_delete(1)"}, // what Forget takes out is overwritten
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

// identity distinguishes our databases from other files.
type identity struct{ application, version, tables int }

type rower interface {
	QueryRow(query string, args ...any) *sql.Row
}

func identify(db rower) (id identity, err error) {
	err = db.QueryRow(sqlIdentity).Scan(&id.application, &id.version, &id.tables)
	return id, err
}

// accept returns an error unless the file is empty, or ours with a schema that we
// know.
func (id identity) accept(application int, schemas []string) error {
	switch {
	case id == identity{}:
		return nil
	case id.application != application:
		return fault.New("it is the database of another program", "choose another file, or move this one away")
	case id.version > len(schemas):
		return fault.New(fmt.Sprintf("it has schema %d, and this lanyard knows schemas up to %d", id.version,
			len(schemas)),
			"install the newer lanyard that wrote it")
	}
	return nil
}

// prepare brings the schema up to date. The file is switched to write-ahead
// mode only after its identity is committed, so a killed first run leaves an
// empty file or a whole ledger.
func prepare(db *sql.DB, application int, schemas []string) error {
	id, err := identify(db)
	if err != nil {
		return err
	}
	if err := id.accept(application, schemas); err != nil {
		return err
	}
	if id.application != application || id.version < len(schemas) {
		if err := migrate(db, application, schemas); err != nil {
			return err
		}
	}
	return writeAhead(db)
}

// writeAhead turns on the write-ahead log. While another process has the file
// open, SQLite refuses the change immediately and ignores the busy timeout;
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

// IsTaken reports whether an error of SQLite is about a value that must be unique
// and is in the database already.
func IsTaken(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE
}

func migrate(db *sql.DB, application int, schemas []string) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	id, err := identify(tx) // check again: another process may have been faster
	if err != nil {
		return err
	}
	if err := id.accept(application, schemas); err != nil {
		return err
	}
	for _, schema := range schemas[id.version:] {
		if _, err := tx.Exec(schema); err != nil {
			return err
		}
	}
	_, err = tx.Exec(fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", application, len(schemas)))
	if err != nil {
		return err
	}
	return tx.Commit()
}

// Scrub writes the file anew, without the remains of deleted texts, and empties the write-ahead file.
func (k File) Scrub(db *sql.DB) error {
	if _, err := db.Exec("VACUUM"); err != nil {
		return k.Explain(err)
	}
	var busy, pages, moved int
	if err := db.QueryRow("PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &moved); err != nil {
		return k.Explain(err)
	}
	if busy != 0 {
		return fault.New("another program is reading the "+k.Name+", so deleted text is still in the file next to it",
			"close the other program, and run the same command again")
	}
	return nil
}

// Explain turns common errors of SQLite and of the file system into faults with a
// hint: a full, failing or read-only disk, a file that is damaged, kept locked or of
// another kind. It returns any other error as it is.
func (k File) Explain(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return explainFile(k.Name, err)
	}
	switch e.Code() & 0xff { // the low byte is the primary result code
	case sqlite3.SQLITE_NOTADB:
		return fault.New("it is not a "+k.Name, "choose another file, or move this one away")
	case sqlite3.SQLITE_CORRUPT:
		return fault.New(fmt.Sprintf("it is damaged (%v)", err), k.Restore)
	case sqlite3.SQLITE_BUSY:
		return fault.New(fmt.Sprintf("another program has kept it locked for %v", busyTimeout),
			"wait until the other run has ended, then try again")
	case sqlite3.SQLITE_FULL:
		return errFull
	case sqlite3.SQLITE_IOERR:
		return fault.New(fmt.Sprintf("the disk reported an error (%v)", err),
			"it may be full or failing: free some space, or copy the event's folder to another disk; "+
				"then run the same command again")
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN:
		return fault.New(fmt.Sprintf("it cannot be written (%v)", err), "allow writing to the file and to its folder")
	}
	return err
}

var errFull = fault.New("the disk is full", "free some space and run the same command again")

// explainFile does the same for errors of the file system. name is that of the file in the folder.
func explainFile(name string, err error) error {
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return errFull
	case errors.Is(err, syscall.EFBIG):
		return fault.New(fmt.Sprintf("the file is too large for the disk (%v)", err),
			"copy the event's folder to another disk, or lift the limit (ulimit -f)")
	case errors.Is(err, syscall.EROFS):
		return fault.New(fmt.Sprintf("the disk is read-only (%v)", err),
			"copy the event's folder, with the "+name+" in it, to a disk that can be written to")
	case errors.Is(err, fs.ErrPermission):
		return fault.New(fmt.Sprintf("permission denied (%v)", err),
			"allow writing to the event's folder: the "+name+" is in it")
	}
	return err
}
