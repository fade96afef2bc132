package ledger

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
)

// Adopt copies every row of another ledger to the end of this one, all or none, with
// the times that they have there: what was issued, changed, run, printed, marked and
// forgotten.
// A status list gets the number that lists returns for it. It refuses a number, a
// token, a place in a list, or a version of an attendee of an event, that is here
// already.
func (l *Ledger) Adopt(other *Ledger, lists func(list int) int) error {
	err := l.write(func(j *journal) error { return j.adopt(other, lists) })
	if err != nil {
		return fmt.Errorf("adopting ledger: %w", err)
	}
	return nil
}

// adoptions are the SQL that adds a row to each table of the chain, and how many columns
// it has without seq and hash.
var adoptions = map[string]struct {
	insert  string
	columns int
}{"issue": {sqlIssue, 14}, "change": {sqlChange, 5}, "print": {sqlPrint, 7}, "run": {sqlRun, 4}, "mark": {sqlMark, 3},
	"forget": {sqlForget, 4}}

func (j *journal) adopt(other *Ledger, lists func(int) int) error {
	forgotten := map[int64]*chained{} // rows there that have a tombstone, as they are here
	err := other.each(context.Background(), sqlTombstones, func(rows *sql.Rows) error {
		var target, seq int64
		var was, rest []byte
		err := rows.Scan(&target, &seq, &was, &rest)
		forgotten[target] = &chained{}
		return err
	})
	if err != nil {
		return err
	}
	places := map[int64]int64{} // of rows there, here
	return other.each(context.Background(), sqlChain, func(rows *sql.Rows) error {
		r, err := scanChained(rows)
		if err != nil {
			return err
		}
		before, ok := r.content[0].(int64)
		how := adoptions[r.table]
		if how.insert == "" || !ok {
			return fmt.Errorf("row %v of the table %q is not one that this program knows", r.content[0], r.table)
		}
		fields := append([]any{}, r.content[1:1+how.columns]...)
		for i, v := range fields {
			if b, ok := v.([]byte); ok && b == nil {
				fields[i] = []byte{} // SQLite returns no bytes as nil, which it would take for NULL
			}
		}
		if r.table == "forget" {
			err = bury(fields, forgotten)
		} else {
			err = refer(r.table, fields, places, lists)
		}
		if err != nil {
			return fmt.Errorf("row %d: %w", before, err)
		}
		place, err := j.append(how.insert, r.table, fields...)
		if err != nil {
			return fmt.Errorf("row %d (%s): %w", before, r.table, file.Explain(err))
		}
		places[before] = place
		if f := forgotten[before]; f != nil {
			*f = chained{table: r.table, hash: bytes.Clone(j.head.Hash[:]), content: append([]any{place}, fields...)}
		}
		return nil
	})
}

// scanChained reads a row in the form of chain.sql.
func scanChained(rows *sql.Rows) (r chained, err error) {
	names, err := rows.Columns()
	if err != nil {
		return r, err
	}
	r.content = make([]any, len(names)-2)
	into := []any{&r.table, &r.hash}
	for i := range r.content {
		into = append(into, &r.content[i])
	}
	return r, rows.Scan(into...)
}

// bury makes the tombstone of a row there one of the row here.
func bury(fields []any, forgotten map[int64]*chained) error {
	target, _ := fields[0].(int64)
	row := forgotten[target]
	if row == nil || row.table == "" {
		return fmt.Errorf("it is the tombstone of row %v, which is not before it", fields[0])
	}
	rest := link([32]byte{}, row.table, row.content)
	fields[0], fields[1], fields[2] = row.content[0], row.hash, rest[:]
	return nil
}

// refer puts the places of this ledger into the fields of a row that refer to other
// rows or to a list.
func refer(table string, fields []any, places map[int64]int64, lists func(int) int) error {
	refers := map[string][]int{"change": {0}, "print": {0, 4}, "mark": {0}, "forget": {0}}[table]
	for _, n := range refers {
		if fields[n] == nil {
			continue // a print of schema 1 is of no run
		}
		there, _ := fields[n].(int64)
		here, ok := places[there]
		if !ok {
			return fmt.Errorf("it refers to row %v, which is not before it", fields[n])
		}
		fields[n] = here
	}
	if table == "issue" {
		const list = 8 // event, kind, attendee, version, number, replaces, token, token_hash, list
		n, ok := fields[list].(int64)
		if !ok {
			return fmt.Errorf("%v is not a list", fields[list])
		}
		fields[list] = int64(lists(int(n)))
	}
	return nil
}

// Holds reports how many of the numbers of another ledger are here with the same
// token, and how many it has.
func (l *Ledger) Holds(other *Ledger) (here, all int, err error) {
	hashes := map[[32]byte]bool{}
	for e, err := range l.All(context.Background()) {
		if err != nil {
			return 0, 0, err
		}
		hashes[e.TokenHash] = true
	}
	for e, err := range other.All(context.Background()) {
		if err != nil {
			return 0, 0, err
		}
		all++
		if hashes[e.TokenHash] {
			here++
		}
	}
	return here, all, nil
}

// Count returns the number of issues of each event, by its id.
func (l *Ledger) Count() (map[string]int, error) {
	count := map[string]int{}
	for e, err := range l.All(context.Background()) {
		if err != nil {
			return nil, err
		}
		count[e.EventID]++
	}
	return count, nil
}
