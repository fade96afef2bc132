package issued

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/trust/registry"
	"lanyard/internal/work/batch"
	"lanyard/internal/work/held"
	"lanyard/internal/work/history"
)

// minPicture and maxPicture limit the width of a picture of a printed page in pixels.
const minPicture, maxPicture = 100, 2400

// printsOf returns the prints of the paper with a number.
func (e Event) printsOf(number string) (n credential.Number, prints []ledger.Print, err error) {
	if n, err = credential.ParseNumber(number); err != nil {
		return n, nil, err
	}
	err = registry.Read(e.Dir, func(l *ledger.Ledger) (err error) {
		prints, err = l.Prints(n)
		return err
	})
	return n, prints, err
}

// Picture returns a picture, about width pixels wide, of the page on which the paper with a number was last printed, as
// its file has it. The error is held.ErrAbsent if no file has it any more.
func (e Event) Picture(ctx context.Context, number string, width int) ([]byte, error) {
	n, prints, err := e.printsOf(number)
	if err != nil {
		return nil, err
	}
	picture, _, err := held.Picture(ctx, filepath.Join(e.Dir, batch.OutDir), n.String(), prints,
		max(minPicture, min(maxPicture, width)))
	return picture, err
}

// Changes are what a paper would say if it were printed now, where that differs from the ledger.
type Changes struct {
	Differs bool     `json:"differs"`
	What    string   `json:"what,omitempty"` // added, changed, unearned or gone
	Changes []string `json:"changes"`
}

// Changes returns the changes of the paper with a number. The error may be the problems of the event.
func (e Event) Changes(ctx context.Context, number string) (Changes, error) {
	n, _, err := e.printsOf(number)
	if err != nil {
		return Changes{}, err
	}
	out := Changes{Changes: []string{}}
	all, _, err := e.diff(ctx)
	for _, d := range all {
		if d.Number == n {
			out.Differs, out.What, out.Changes = true, d.What, Words(d.Changes)
		}
	}
	return out, err
}

// diff compares the list with the last print. The error may be the problems of the event.
func (e Event) diff(ctx context.Context) ([]history.Difference, *batch.Report, error) {
	all, r, err := batch.Diff(ctx, batch.Job{Dir: e.Dir, Now: e.Now()})
	if errors.Is(err, batch.ErrProblems) {
		err = r.Problems
	}
	return all, r, err
}

// Words describes what differs between a paper and the one before it, a line for each field.
func Words(all []history.Change) []string {
	lines := []string{}
	for _, c := range all {
		lines = append(lines, fmt.Sprintf("%s: %s → %s", c.Field, orNothing(c.Old), orNothing(c.New)))
	}
	return lines
}

func orNothing(s string) string {
	if s == "" {
		return "—"
	}
	return s
}

// difference is what has changed for a person since the last print.
type difference struct {
	What    string   `json:"what"` // added, changed, unearned or gone
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Kinds   []string `json:"kinds"`
	Changes []string `json:"changes"`
}

// Differences are what has changed for the people of an event since the last print.
type Differences struct {
	Differences []difference   `json:"differences"` // the first MaxListed
	Counts      map[string]int `json:"counts"`
	People      int            `json:"people"`
	Corrected   int            `json:"corrected"`
}

// Differences compares the list with the last print, as lanyard diff does. The error may be the problems of the event.
func (e Event) Differences(ctx context.Context) (Differences, error) {
	all, r, err := e.diff(ctx)
	if err != nil {
		return Differences{}, err
	}
	out := Differences{[]difference{}, map[string]int{}, r.People, r.Mended}
	last := ""
	for _, d := range all {
		if who := d.What + "\x00" + d.ID; who != last {
			last = who
			out.Counts[d.What]++
			if len(out.Differences) < MaxListed {
				out.Differences = append(out.Differences, difference{d.What, d.ID, d.Name, nil, []string{}})
			}
		}
		if n := len(out.Differences); out.Differences[n-1].ID == d.ID {
			one := &out.Differences[n-1]
			one.Kinds = append(one.Kinds, d.Kind.String())
			for _, c := range Words(d.Changes) {
				if !slices.Contains(one.Changes, c) {
					one.Changes = append(one.Changes, c)
				}
			}
		}
	}
	return out, nil
}
