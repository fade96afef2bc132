// Package batch is the order of work: which room does what, and when.
//
// A run reads the event's folder, issues what was not issued before, lays out and draws on several workers, and keeps
// one promise: nothing appears on paper that the ledger does not know, and nothing appears at all if something is
// wrong. Files are first written whole under temporary names. Then the ledger records what is new and reaches the
// disk, the files get their final names, and the manifest is written last.
package batch

import (
	"cmp"
	"context"
	"errors"
	"path/filepath"
	"time"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
	"lanyard/internal/input/roster"
	"lanyard/internal/paper/pdf"
	"lanyard/internal/trust/discover"
	"lanyard/internal/trust/registry"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/history"
	"lanyard/internal/work/output"
	"lanyard/internal/work/people"
	"lanyard/internal/work/press"
	"lanyard/internal/work/rehearse"
	"lanyard/internal/work/shard"
)

// KeysDir is the folder of the keys in an event's folder.
const KeysDir = discover.KeysDir

// OutDir is the default output folder in an event's folder.
const OutDir = "out"

// Options are the settings that affect the contents of the files a run writes.
type Options = output.Options

// Job describes a run. Dir and Now are required.
type Job struct {
	Dir  string         // the event's folder
	Out  string         // output folder; empty: Dir/out
	Now  time.Time      // decides the day of issue
	List []folder.Given // the list, at most one, in the place of the file in Dir
	Options
	Shard    shard.Shard // make only this part of the run, for Merge to join; zero: all
	Workers  int         // 0: one per processor
	Checked  bool        // Issue lays out nothing: Check has just found no fault
	Progress func(done, total int)
	// Ask asks whether people get a certificate of whom nobody knows it; answered
	// is false where nobody can be asked. nil: nobody can.
	Ask     func([]people.Doubt) (yes, answered bool)
	Confirm func(*Report) bool // whether to continue despite Corrections and Doubles; nil: yes

	Desk registry.Options // how the desk is opened; Now is that of the job
}

// desk returns how the desk of the event is opened.
func (j *Job) desk() registry.Options {
	o := j.Desk
	o.Now = j.Now
	return o
}

// Report is the results of the verbs of a run.
type Report struct {
	rehearse.Findings
	Listed
	Shared
	Numbers
	history.Effects
	press.Made
	Draft  source.Problems // facts still as written by lanyard init: the papers are drafts, nothing is signed
	Print  pdf.Print       // print settings that badges.pdf requests
	Design string          // how many papers get a new number for their design alone; empty: none
	Same   bool            // the files of the last run are up to date; nothing was done
	People int             // rows that are printed
	Shards int             // joined by Merge
	Out    string          // where the files are
}

// Listed is the report on one list of an event.
type Listed struct {
	Recognised string // how the list was read
	Mended     int    // cells and rows changed by corrections.csv
	Columns    []roster.ColumnUse
	Notes      []string
	NotFound   []roster.NotFound // fields that no column of the list fills
}

// ErrProblems is the error of a run that stopped because of problems, or that left out rows with Force. The
// problems are in Report.Problems.
var ErrProblems = folder.ErrProblems

// Make writes the files of j. The report is never nil.
func Make(ctx context.Context, j Job) (r *Report, err error) {
	r = &Report{Out: j.out()}
	s, err := choose(ctx, &j, r)
	if err != nil {
		return r, err
	}
	if j.Shard.Of > 0 {
		return r, makeShard(ctx, j, s, r)
	}
	if len(r.Draft) > 0 {
		return r, makeDraft(ctx, j, s, r)
	}
	desk, made, err := open(j, s.list)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, desk.Close()) }()
	if j.Force {
		if err := sortOut(ctx, j, desk, s, &r.Findings); err != nil {
			return r, err
		}
	}
	out, err := openOut(j)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	if r.Same, err = same(j, desk, s, out); r.Same || err != nil {
		return r, cmp.Or(err, desk.Complete())
	}
	issuer, past, err := begin(desk, s.list, j.Now)
	if err != nil {
		return r, err
	}
	if r.Numbers, err = number(ctx, j, issuer, s, &r.Findings); err != nil {
		return r, err
	}
	r.NewKeys = made
	if j.New {
		press.Sift(s.presses, past)
	}
	if err := confirm(j, issuer, past, s, r); err != nil {
		return r, err
	}
	drawing := issuedDrawing(j, s, past, issuer, out)
	if drawing.Again, err = again(j, desk, s, issuer, out); err != nil {
		return r, err
	}
	if drawing.Again != nil {
		drawing.Again.Held = past.Shown
	}
	ended := false
	defer func() { err = errors.Join(err, endAgain(drawing.Again, ended)) }()
	if err := stage(ctx, drawing, s, r); err != nil {
		return r, err
	}
	r.Notes = append(r.Notes, s.list.PhotoNotes()...)
	if err := desk.Issue(issuer.Entries()); err != nil {
		return r, err
	}
	record, err := recordOf(desk, issuer, s, 0)
	if err != nil {
		return r, err
	}
	if err := appear(out, s, j.Options, record, &r.Made); err != nil {
		return r, err
	}
	if err := printed(j, desk, past, s, &r.Made); err != nil {
		return r, err
	}
	ended = r.Problems.Err() == nil
	return r, errors.Join(keepMade(j, desk, s, r.Problems.Err()), r.Err())
}

// out returns the output folder.
func (j *Job) out() string {
	if j.Out == "" {
		return filepath.Join(j.Dir, OutDir)
	}
	return j.Out
}

// errStopped is the fault of a run that was not confirmed.
func errStopped() error {
	return fault.New("stopped on your word; nothing was issued and no file was changed",
		"correct the list, or leave people out with -where; see what has changed: lanyard diff")
}
