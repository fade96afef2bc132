package ledger

import (
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"iter"
	"strings"

	"lanyard/internal/base/fault"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/store"
)

var (
	//go:embed sql/issue.sql
	sqlIssue string
	//go:embed sql/change.sql
	sqlChange string
	//go:embed sql/print.sql
	sqlPrint string
	//go:embed sql/latest.sql
	sqlLatest string
	//go:embed sql/state.sql
	sqlState string
	//go:embed sql/seq.sql
	sqlSeq string
	//go:embed sql/head.sql
	sqlHead string
	//go:embed sql/advance.sql
	sqlAdvance string
)

// ErrUnknown is wrapped by errors about a number that is not in the ledger.
var ErrUnknown = errors.New("no certificate or badge has this number")

// Issue records all entries or none; they are on the disk when it returns. An
// entry with a Version above 1 supersedes the previous version, unless that is
// revoked. Issue refuses a number, token or slot that is taken, and a version
// that does not follow the last one. Without entries nothing is written.
func (l *Ledger) Issue(entries iter.Seq[Entry]) error {
	err := l.write(func(j *journal) error {
		for e := range entries {
			if err := j.issue(&e); err != nil {
				return fmt.Errorf("attendee %q, version %d, number %s: %w", e.AttendeeID, e.Version, e.Number, err)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("issuing: %w", err)
	}
	return nil
}

// Revoke makes the numbers Revoked for good, all or none. Numbers that are
// revoked already keep their first reason.
func (l *Ledger) Revoke(reason string, numbers ...credential.Number) error {
	return l.change("revoking", Revoked, reason, numbers)
}

// Suspend makes the numbers, which must be valid, Suspended, all or none.
func (l *Ledger) Suspend(reason string, numbers ...credential.Number) error {
	return l.change("suspending", Suspended, reason, numbers)
}

// Reinstate makes suspended numbers Valid again, all or none.
func (l *Ledger) Reinstate(reason string, numbers ...credential.Number) error {
	return l.change("reinstating", Valid, reason, numbers)
}

func (l *Ledger) change(doing string, to State, reason string, numbers []credential.Number) error {
	err := l.write(func(j *journal) error {
		for _, n := range numbers {
			seq, token, from, err := j.state(n)
			if err != nil {
				return err
			}
			if from == to {
				continue
			}
			if !follows(from, to) {
				return fault.New(fmt.Sprintf("number %s is %s", n, from),
					"issue a new version instead, with: lanyard reissue ID")
			}
			if _, err := j.append(sqlChange, "change", seq, int64(to), j.now, reason, j.salt(token)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}

// follows reports whether a number may go from one state to another. A
// superseded number may still be revoked: it may have been a mistake from the
// start.
func follows(from, to State) bool {
	switch to {
	case Valid:
		return from == Suspended
	case Suspended:
		return from == Valid
	case Superseded:
		return from == Valid || from == Suspended
	}
	return from != Revoked
}

// journal is the chain inside a writing transaction.
type journal struct {
	tx    *sql.Tx
	stmts map[string]*sql.Stmt // prepared, by their SQL
	head  Head
	now   int64 // seconds since 1970-01-01 UTC, equal in the whole transaction
}

// write runs f in a transaction that holds the write lock from its start. When
// f succeeds, the transaction is committed with the new head of the chain.
func (l *Ledger) write(f func(*journal) error) error {
	tx, err := l.db.Begin()
	if err != nil {
		return file.Explain(err)
	}
	defer tx.Rollback()
	j := &journal{tx: tx, stmts: make(map[string]*sql.Stmt), now: l.now().Unix()}
	if err := j.head.scan(tx.QueryRow(sqlHead)); err != nil {
		return file.Explain(err)
	}
	start := j.head.Seq
	if err := f(j); err != nil {
		return file.Explain(err)
	}
	if j.head.Seq == start {
		return nil
	}
	if _, err := tx.Exec(sqlAdvance, j.head.Seq, j.head.Hash[:]); err != nil {
		return file.Explain(err)
	}
	if l.witness != nil {
		if err := l.witness(j.head); err != nil {
			return err
		}
	}
	return file.Explain(tx.Commit())
}

func (j *journal) stmt(query string) (*sql.Stmt, error) {
	if s := j.stmts[query]; s != nil {
		return s, nil
	}
	s, err := j.tx.Prepare(query)
	j.stmts[query] = s
	return s, err
}

// append adds a row to a table and to the chain.
func (j *journal) append(query, table string, fields ...any) (seq int64, err error) {
	s, err := j.stmt(query)
	if err != nil {
		return 0, err
	}
	next := Head{Seq: j.head.Seq + 1}
	row := append([]any{next.Seq}, fields...)
	next.Hash = link(j.head.Hash, table, row)
	if _, err := s.Exec(append(row, next.Hash[:])...); err != nil {
		return 0, err
	}
	j.head = next
	return next.Seq, nil
}

func (j *journal) issue(e *Entry) (err error) {
	var before previous
	if e.Version > 1 { // version 1 has none before it, and a constraint refuses a second version 1
		if before, err = j.latest(e); err != nil {
			return err
		}
	}
	if err := e.check(before); err != nil {
		return err
	}
	if _, err := j.append(sqlIssue, "issue", e.fields()...); err != nil {
		return j.taken(err, e)
	}
	if before.version > 0 && follows(before.state, Superseded) {
		_, err = j.append(sqlChange, "change", before.seq, int64(Superseded), j.now, "replaced by "+e.Number.String(),
			j.salt(e.Token))
	}
	return err
}

// latest returns the last version of e's attendee, zero when there is none.
func (j *journal) latest(e *Entry) (p previous, err error) {
	s, err := j.stmt(sqlLatest)
	if err != nil {
		return p, err
	}
	var number []byte
	err = s.QueryRow(e.EventID, int64(e.Kind), e.AttendeeID).Scan(&p.seq, &p.version, &number, &p.state)
	if errors.Is(err, sql.ErrNoRows) {
		return previous{}, nil
	}
	copy(p.number[:], number)
	return p, err
}

// salt returns the salt of the row that is appended next.
func (j *journal) salt(token []byte) []byte { return saltOf(token, j.head.Seq+1) }

// issued returns the position in the chain, and the token, of the issue with a number.
func (j *journal) issued(n credential.Number) (seq int64, token []byte, err error) {
	s, err := j.stmt(sqlSeq)
	if err != nil {
		return 0, nil, err
	}
	err = s.QueryRow(n[:]).Scan(&seq, &token)
	if errors.Is(err, sql.ErrNoRows) {
		err = fmt.Errorf("%s: %w", n, ErrUnknown)
	}
	return seq, token, err
}

// state also returns its present state.
func (j *journal) state(n credential.Number) (seq int64, token []byte, state State, err error) {
	s, err := j.stmt(sqlState)
	if err != nil {
		return 0, nil, 0, err
	}
	err = s.QueryRow(n[:]).Scan(&seq, &token, &state)
	if errors.Is(err, sql.ErrNoRows) {
		err = fmt.Errorf("%s: %w", n, ErrUnknown)
	}
	return seq, token, state, err
}

// taken names what e has in common with an earlier entry, if err is about that.
func (j *journal) taken(err error, e *Entry) error {
	if !store.IsTaken(err) {
		return err
	}
	if before, err := j.latest(e); err != nil {
		return err
	} else if err := e.check(before); err != nil {
		return err
	}
	switch {
	case strings.Contains(err.Error(), "issue.slot"):
		return fmt.Errorf("slot %d of status list %d is taken", e.Slot, e.List)
	case strings.Contains(err.Error(), "issue.token_hash"):
		return errors.New("the token is recorded already")
	}
	return errors.New("the number is taken")
}
