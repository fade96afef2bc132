package ledger

import (
	"context"
	"errors"
	"fmt"
)

// Adopt copies every row of another ledger to the end of this one, all or none, with
// the times that they have there: what was issued, changed, run, printed and marked.
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

// statements are the SQL that adds a row to each table of the chain.
var statements = map[string]string{"issue": sqlIssue, "change": sqlChange, "print": sqlPrint, "run": sqlRun, "mark": sqlMark,
	"forget": sqlForget}

// widths are the columns of the tables, without seq and hash.
var widths = map[string]int{"issue": 14, "change": 5, "print": 7, "run": 4, "mark": 3, "forget": 4}

func (j *journal) adopt(other *Ledger, lists func(int) int) error {
	rows, err := other.db.Query(sqlChain)
	if err != nil {
		return err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return err
	}
	var table string
	var hash []byte
	row := make([]any, len(names)-2)
	into := []any{&table, &hash}
	for i := range row {
		into = append(into, &row[i])
	}
	places := map[int64]int64{}        // of rows there, here
	forgotten := map[int64][2][]byte{} // rows there without their text: hash here, and of what is left
	tx, err := other.db.Begin()
	if err != nil {
		return err
	}
	gone, err := tombstones(tx)
	if err = errors.Join(err, tx.Rollback()); err != nil {
		return err
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		before, ok := row[0].(int64)
		if statements[table] == "" || !ok {
			return fmt.Errorf("row %v of the table %q is not one that this program knows", row[0], table)
		}
		fields := append([]any{}, row[1:1+widths[table]]...)
		for i, v := range fields {
			if b, ok := v.([]byte); ok && b == nil {
				fields[i] = []byte{} // SQLite returns no bytes as nil, which it would take for NULL
			}
		}
		if target, ok := fields[0].(int64); ok && table == "forget" {
			fields[1], fields[2] = forgotten[target][0], forgotten[target][1]
		}
		if err := refer(table, fields, places, lists); err != nil {
			return fmt.Errorf("row %d: %w", before, err)
		}
		place, err := j.append(statements[table], table, fields...)
		if err != nil {
			return fmt.Errorf("row %d (%s): %w", before, table, explain(err))
		}
		places[before] = place
		if _, ok := gone[before]; ok {
			rest := link([32]byte{}, table, append([]any{place}, fields...))
			hash := j.head.Hash
			forgotten[before] = [2][]byte{hash[:], rest[:]}
		}
	}
	return rows.Err()
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
