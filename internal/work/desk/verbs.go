package desk

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"lanyard/internal/base/fault"
	"lanyard/internal/trust/registry"
	"lanyard/internal/work/batch"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/issued"
	"lanyard/internal/work/people"
	"lanyard/internal/work/press"
	"lanyard/internal/work/walkin"
)

// wish is what the page asks to be made.
type wish struct {
	Only, One        string
	New, Zip, Merged bool
	Again, Force     bool
	Spares, Start    int
	PNG              int
	Printer          string
	Where            string
}

// make makes papers as lanyard make and lanyard reprint do, as a job. It asks before papers are superseded.
func (e *event) make(in wish) (any, error) {
	switch {
	case in.Only != "" && in.Only != "badges" && in.Only != "certificates":
		return nil, fault.New(fmt.Sprintf("there are no papers %q", in.Only), "choose badges, certificates or both")
	case in.Spares < 0 || in.Spares > walkin.MaxSpares:
		return nil, fault.New(fmt.Sprintf("%d spares cannot be made", in.Spares),
			fmt.Sprintf("write a number up to %d", walkin.MaxSpares))
	case in.PNG != 0 && (in.PNG < press.MinPNG || in.PNG > press.MaxPNG):
		return nil, fault.New(fmt.Sprintf("no picture has %d pixels an inch", in.PNG),
			fmt.Sprintf("write a number from %d to %d, or 0 for no pictures", press.MinPNG, press.MaxPNG))
	case in.Start < 0:
		return nil, fault.New("a sheet begins at cell 1", "choose a cell of the sheet")
	}
	if in.Start == 1 {
		in.Start = 0 // a whole sheet, as without the option
	}
	j := batch.Job{Dir: e.dir, Now: e.Now(), Options: batch.Options{Only: in.Only, One: in.One, Where: in.Where,
		New: in.New, Again: in.Again, Spares: in.Spares, Start: in.Start, Printer: in.Printer, Merged: in.Merged, Zip: in.Zip,
		PNG: in.PNG, Force: in.Force}}
	return e.begin("make", func(ctx context.Context, of *running) (any, error) {
		var said []string
		j.Progress, j.Desk.Say = of.Progress, func(remark string) { said = append(said, remark) }
		j.Confirm = func(r *batch.Report) bool { return of.Ask(ctx, corrections(r)) }
		j.Ask = func(all []people.Doubt) (yes, answered bool) {
			return of.Ask(ctx, question{Kind: "doubts", Doubts: doubtsOf(all)}), ctx.Err() == nil
		}
		report, err := batch.Make(ctx, j)
		if ctx.Err() != nil && err != nil {
			return nil, context.Canceled
		}
		if err == nil {
			e.used(e.dir)
		}
		result := summaryOf(report)
		result.Said = said
		return result, err
	})
}

// used notes that this user has made something with the keys of a folder.
func (e *event) used(dir string) {
	if e.Used != nil {
		e.Used(dir)
	}
}

// corrections returns the question whether papers are to be superseded.
func corrections(r *batch.Report) question {
	q := question{Kind: "corrections", Design: r.Design}
	at := map[string]int{}
	for _, c := range r.Corrections {
		if _, known := at[c.ID]; known {
			continue // its certificate after its badge
		}
		if len(q.Corrections) == issued.MaxListed {
			q.More++
			continue
		}
		at[c.ID] = len(q.Corrections)
		q.Corrections = append(q.Corrections, correction{c.ID, c.Name, issued.Words(c.Changes)})
	}
	for _, d := range r.Doubles[:min(len(r.Doubles), issued.MaxListed)] {
		q.Doubles = append(q.Doubles, double{d.ID, d.Name, d.Was})
	}
	return q
}

// walkin gives a spare badge to a person.
func (e *event) walkin(in walkin.Walkin) (any, error) {
	if strings.TrimSpace(in.Name) == "" {
		return nil, fault.New("the walk-in has no name", "write the name")
	}
	given, problems, err := walkin.Bind(e.ctx, e.dir, registry.Options{Now: e.Now()}, in)
	if errors.Is(err, folder.ErrProblems) {
		return nil, problems
	}
	if err != nil {
		return nil, err
	}
	e.load()
	return struct {
		ID    string `json:"id"`
		Known bool   `json:"known"` // a spare with that number was printed
		Again bool   `json:"again"` // it belonged to somebody else before
	}{given.ID, given.Spare != nil, given.Again}, nil
}
