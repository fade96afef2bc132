package ledger

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"iter"

	"lanyard/internal/base/paper"
	"lanyard/internal/trust/credential"
)

var (
	//go:embed sql/current.sql
	sqlCurrent string
	//go:embed sql/find.sql
	sqlFind string
	//go:embed sql/all.sql
	sqlAll string
	//go:embed sql/states.sql
	sqlStates string
	//go:embed sql/lists.sql
	sqlLists string
	//go:embed sql/prints.sql
	sqlPrints string
	//go:embed sql/printed.sql
	sqlPrinted string
)

// Current returns the last version of every attendee of an event, by attendee
// id, whatever its state.
func (l *Ledger) Current(eventID string, kind paper.Kind) (map[string]Entry, error) {
	current := make(map[string]Entry)
	for e, err := range l.entries(context.Background(), sqlCurrent, eventID, int64(kind)) {
		if err != nil {
			return nil, err
		}
		e.EventID = eventID // one text for all of them
		current[e.AttendeeID] = e
	}
	return current, nil
}

// Find returns the entry with a number, or ErrUnknown.
func (l *Ledger) Find(n credential.Number) (Entry, error) {
	var e Entry
	err := e.scan(l.db.QueryRow(sqlFind, n[:]))
	if errors.Is(err, sql.ErrNoRows) {
		return Entry{}, fmt.Errorf("%s: %w", n, ErrUnknown)
	}
	if err != nil {
		return Entry{}, fmt.Errorf("reading ledger: %w", file.Explain(err))
	}
	return e, nil
}

// All iterates over every version of every entry, in the order of issue. The
// loop may stop early, and the ledger may be written to meanwhile. An error
// ends the iteration.
func (l *Ledger) All(ctx context.Context) iter.Seq2[Entry, error] {
	return l.entries(ctx, sqlAll)
}

// States returns the state of every taken slot of a status list. Its keys are
// the slots that are no longer free.
func (l *Ledger) States(list int) (map[int]State, error) {
	states := make(map[int]State)
	err := l.each(context.Background(), sqlStates, func(rows *sql.Rows) error {
		var slot int
		var state State
		err := rows.Scan(&slot, &state)
		states[slot] = state
		return err
	}, list)
	if err != nil {
		return nil, err
	}
	return states, nil
}

// Lists returns the numbers of the status lists in use, in ascending order.
func (l *Ledger) Lists() ([]int, error) {
	var lists []int
	err := l.each(context.Background(), sqlLists, func(rows *sql.Rows) error {
		var list int
		err := rows.Scan(&list)
		lists = append(lists, list)
		return err
	})
	return lists, err
}

// Prints returns where and when a number was printed, in the order of printing.
func (l *Ledger) Prints(n credential.Number) ([]Print, error) {
	var prints []Print
	err := l.each(context.Background(), sqlPrints, func(rows *sql.Rows) error {
		p, err := scanPrint(rows)
		prints = append(prints, p)
		return err
	}, n[:])
	return prints, err
}

// LastPrints returns the last print of every printed number.
func (l *Ledger) LastPrints() (map[credential.Number]Print, error) {
	last := make(map[credential.Number]Print)
	err := l.each(context.Background(), sqlPrinted, func(rows *sql.Rows) error {
		p, err := scanPrint(rows)
		last[p.Number] = p
		return err
	})
	return last, err
}

// errStop ends each early.
var errStop = errors.New("stop")

func (l *Ledger) entries(ctx context.Context, query string, args ...any) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		err := l.each(ctx, query, func(rows *sql.Rows) error {
			var e Entry
			if err := e.scan(rows); err != nil {
				return err
			}
			if !yield(e, nil) {
				return errStop
			}
			return nil
		}, args...)
		if err != nil && !errors.Is(err, errStop) {
			yield(Entry{}, err)
		}
	}
}

// each calls f for every row of a query until it returns an error.
func (l *Ledger) each(ctx context.Context, query string, f func(*sql.Rows) error, args ...any) error {
	rows, err := l.db.QueryContext(ctx, query, args...)
	if err != nil {
		return fmt.Errorf("reading ledger: %w", file.Explain(err))
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows); err != nil {
			return fmt.Errorf("reading ledger: %w", file.Explain(err))
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("reading ledger: %w", file.Explain(err))
	}
	return nil
}
