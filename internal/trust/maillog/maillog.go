package maillog

import (
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"time"

	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/store"
)

// File is the name of the mail log in the folder of an event.
const File = "mail.db"

// file is what is said of the log's file; its header has "LYML".
var file = store.File{Name: "mail log", Application: 0x4C594D4C,
	Restore: "restore the last copy of it; without one, move it away: lanyard send then knows of no earlier letter"}

var (
	//go:embed sql/schema1.sql
	schema1 string
	//go:embed sql/letter.sql
	sqlLetter string
	//go:embed sql/step.sql
	sqlStep string
	//go:embed sql/all.sql
	sqlAll string
	//go:embed sql/settle.sql
	sqlSettle string
	//go:embed sql/handed.sql
	sqlHanded string
	//go:embed sql/forget.sql
	sqlForget string
)

// schemas migrate an empty file to the present schema. A released step is never edited.
var schemas = []string{schema1}

// State is what happened to a letter last.
type State uint8

// The states; the package comment says what each means. Their values are in files.
const (
	Planned State = iota
	Handed
	Accepted
	Deferred
	Refused
	Unknown
	Bounced
)

var words = []string{"planned", "handed", "accepted", "deferred", "refused", "unknown", "bounced"}

// States returns all states, in the order of their values.
func States() []State { return []State{Planned, Handed, Accepted, Deferred, Refused, Unknown, Bounced} }

// String returns the state as one lower-case word.
func (s State) String() string {
	if int(s) < len(words) {
		return words[s]
	}
	return fmt.Sprintf("state %d", uint8(s))
}

// MarshalText returns what String returns.
func (s State) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Address is the keyed hash of an address: credential.HashAddress makes it.
type Address [32]byte

// Letter is a message to one person.
type Letter struct {
	Number  credential.Number // of the paper that it brings
	Address Address
	Message string // its Message-ID, without the brackets; not empty
}

// Step is something that happens to a letter.
type Step struct {
	State  State
	Code   int    // reply code of SMTP (RFC 5321, section 4.2); 0: none
	Status string // enhanced status code (RFC 3463), like 5.1.1; may be empty
}

// Delivery is a letter with its last step.
type Delivery struct {
	Letter
	Step
	At     time.Time // of the step, whole seconds UTC
	Handed int       // how often it was handed over
}

// Log is an open mail log. It may be used by several goroutines, and several processes may open the same file: each
// method is one transaction.
type Log struct {
	db  *sql.DB
	now func() time.Time
}

// Exists reports whether there is a file at path.
func Exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// Open opens the mail log at path, and creates it when there is none. now gives the time of steps.
func Open(path string, now func() time.Time) (*Log, error) {
	db, err := file.Open(path, schemas)
	if err != nil {
		return nil, err
	}
	return &Log{db, now}, nil
}

// Close closes the log.
func (l *Log) Close() error {
	if err := l.db.Close(); err != nil {
		return fmt.Errorf("closing mail log: %w", err)
	}
	return nil
}

// write runs f in a transaction.
func (l *Log) write(f func(*sql.Tx) error) error {
	tx, err := l.db.Begin()
	if err == nil {
		defer tx.Rollback()
		if err = f(tx); err == nil {
			err = tx.Commit()
		}
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", File, file.Explain(err))
	}
	return nil
}

// Plan records letters that are to be sent, all or none. A letter that is there gets the address and the Message-ID of
// the new one.
func (l *Log) Plan(letters []Letter) error {
	return l.write(func(tx *sql.Tx) error {
		at := l.now().Unix()
		for _, one := range letters {
			if _, err := tx.Exec(sqlLetter, one.Number[:], one.Address[:], one.Message); err != nil {
				return err
			}
			if _, err := tx.Exec(sqlStep, one.Number[:], Planned, 0, "", at); err != nil {
				return err
			}
		}
		return nil
	})
}

// Record records a step of the letter with a number, which must have been planned.
func (l *Log) Record(n credential.Number, s Step) error {
	return l.write(func(tx *sql.Tx) error {
		_, err := tx.Exec(sqlStep, n[:], s.State, s.Code, s.Status, l.now().Unix())
		return err
	})
}

// Settle makes every letter Unknown that a killed run had handed over without recording the answer, and returns their
// number. No other process may be sending.
func (l *Log) Settle() (n int, err error) {
	err = l.write(func(tx *sql.Tx) error {
		done, err := tx.Exec(sqlSettle, l.now().Unix())
		if err != nil {
			return err
		}
		rows, err := done.RowsAffected()
		n = int(rows)
		return err
	})
	return n, err
}

// All returns every letter with its last step, in the order in which they were first planned.
func (l *Log) All() (all []Delivery, err error) {
	err = l.each(sqlAll, func(rows *sql.Rows) error {
		var d Delivery
		var number, address []byte
		var at int64
		if err := rows.Scan(&number, &address, &d.Message, &d.State, &d.Code, &d.Status, &at, &d.Handed); err != nil {
			return err
		}
		copy(d.Number[:], number)
		copy(d.Letter.Address[:], address)
		d.At = time.Unix(at, 0).UTC()
		all = append(all, d)
		return nil
	})
	return all, err
}

// HandedSince returns when letters were handed over after a time, in order.
func (l *Log) HandedSince(after time.Time) (times []time.Time, err error) {
	err = l.each(sqlHanded, func(rows *sql.Rows) error {
		var at int64
		err := rows.Scan(&at)
		times = append(times, time.Unix(at, 0).UTC())
		return err
	}, after.Unix())
	return times, err
}

// Forget deletes everything about the letters with these numbers, and returns how many there were. Afterwards the file
// holds no trace of them: it is written anew and its write-ahead file emptied.
func (l *Log) Forget(numbers ...credential.Number) (n int, err error) {
	err = l.write(func(tx *sql.Tx) error {
		for _, one := range numbers {
			done, err := tx.Exec(sqlForget, one[:])
			if err != nil {
				return err
			}
			rows, err := done.RowsAffected()
			if err != nil {
				return err
			}
			n += int(rows)
		}
		return nil
	})
	if err == nil {
		err = file.Scrub(l.db)
	}
	if err != nil {
		return 0, fmt.Errorf("forgetting: %w", file.Explain(err))
	}
	return n, nil
}

// each calls f for every row of a query until it returns an error.
func (l *Log) each(query string, f func(*sql.Rows) error, args ...any) error {
	rows, err := l.db.Query(query, args...)
	if err == nil {
		defer rows.Close()
		for err == nil && rows.Next() {
			err = f(rows)
		}
		err = errors.Join(err, rows.Err())
	}
	if err != nil {
		return fmt.Errorf("reading %s: %w", File, file.Explain(err))
	}
	return nil
}
