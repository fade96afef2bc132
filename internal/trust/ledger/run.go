package ledger

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"iter"
	"time"

	"lanyard/internal/base/paper"
	"lanyard/internal/trust/credential"
)

var (
	//go:embed sql/run.sql
	sqlRun string
	//go:embed sql/mark.sql
	sqlMark string
	//go:embed sql/made.sql
	sqlMade string
	//go:embed sql/runs.sql
	sqlRuns string
	//go:embed sql/held.sql
	sqlHeld string
)

// Print records that a number is on a page of a file.
type Print struct {
	Number credential.Number
	File   string    // slash-separated, relative to the output folder; not empty
	Page   int       // from 1
	Shown  string    // what else the paper shows, in the caller's own format; may be empty
	At     time.Time // filled in by the ledger
}

// Run is a run that made papers.
type Run struct {
	Number  int    // 1, 2, 3, ... for each event
	About   string // which part of the event was made, in the caller's words; empty: all of it
	At      time.Time
	Papers  int
	Printed bool // false: marked as not printed
}

// Printed records a run of an event at the present time, with the page of each
// number, all or nothing. A run counts as printed until Mark says otherwise.
// Without prints nothing is written.
func (l *Ledger) Printed(eventID, about string, prints iter.Seq[Print]) error {
	err := l.write(func(j *journal) (err error) {
		run := int64(0) // there is none yet
		for p := range prints {
			seq, token, err := j.issued(p.Number)
			if err != nil {
				return err
			}
			if run == 0 {
				if run, err = j.append(sqlRun, "run", eventID, about, j.now, j.salt(token)); err != nil {
					return err
				}
			}
			if _, err := j.append(sqlPrint, "print", seq, p.File, int64(p.Page), j.now, run, p.Shown,
				j.salt(token)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("recording prints: %w", err)
	}
	return nil
}

// ErrNoRun is wrapped by errors about a run that is not in the ledger.
var ErrNoRun = errors.New("there is no such run")

// Mark records whether a run was printed. A mark that the run has already is
// not written again.
func (l *Ledger) Mark(eventID string, number int, printed bool) error {
	err := l.write(func(j *journal) error {
		s, err := j.stmt(sqlMade)
		if err != nil {
			return err
		}
		var run int64
		var is bool
		err = s.QueryRow(eventID, number).Scan(&run, &is)
		if errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("run %d: %w", number, ErrNoRun)
		}
		if err != nil || is == printed {
			return err
		}
		mark := int64(0)
		if printed {
			mark = 1
		}
		_, err = j.append(sqlMark, "mark", run, mark, j.now)
		return err
	})
	if err != nil {
		return fmt.Errorf("marking: %w", err)
	}
	return nil
}

// Runs returns the runs of an event, in order.
func (l *Ledger) Runs(eventID string) ([]Run, error) {
	var runs []Run
	err := l.each(context.Background(), sqlRuns, func(rows *sql.Rows) error {
		var r Run
		var at int64
		err := rows.Scan(&r.Number, &r.About, &at, &r.Printed, &r.Papers)
		r.At = time.Unix(at, 0).UTC()
		runs = append(runs, r)
		return err
	}, eventID)
	return runs, err
}

// Held returns the last print of every attendee of an event, by attendee id and
// in any version: what people hold in their hands. Runs marked as not printed
// do not count.
func (l *Ledger) Held(eventID string, kind paper.Kind) (map[string]Print, error) {
	held := make(map[string]Print)
	file := "" // one text for all prints that follow each other in it
	err := l.each(context.Background(), sqlHeld, func(rows *sql.Rows) error {
		var seq int64
		var attendee string
		p, err := scanPrint(rows, &seq, &attendee)
		if p.File == file {
			p.File = file
		}
		file = p.File
		held[attendee] = p
		return err
	}, eventID, int64(kind))
	return held, err
}

// scanPrint reads the columns before a print, and those of the print.
func scanPrint(rows *sql.Rows, before ...any) (p Print, err error) {
	var number []byte
	var at int64
	err = rows.Scan(append(before, &number, &p.File, &p.Page, &at, &p.Shown)...)
	copy(p.Number[:], number)
	p.At = time.Unix(at, 0).UTC()
	return p, err
}
