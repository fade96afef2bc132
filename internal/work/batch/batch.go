// Package batch is the order of work: which room does what, and when.
//
// A run reads the event's folder, issues what was not issued before, lays out and
// draws on several workers, and keeps one promise: nothing appears on paper that
// the ledger does not know, and nothing appears at all when something is wrong.
// Files are first written whole under other names; then the ledger records what is
// new, and reaches the disk; then the files get their names, and the manifest comes
// last.
package batch

import (
	"context"
	"errors"
	"path/filepath"
	"time"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
	"lanyard/internal/input/roster"
	"lanyard/internal/paper/pdf"
	"lanyard/internal/trust/registry"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/history"
	"lanyard/internal/work/people"
	"lanyard/internal/work/press"
	"lanyard/internal/work/rehearse"
	"lanyard/internal/work/shard"
)

// KeysDir is the folder of the keys in an event's folder.
const KeysDir = registry.KeysDir

// outDir is the folder in an event's folder that takes its papers.
const outDir = "out"

// Options are everything that makes two runs over the same event write different
// files.
type Options = press.Options

// Job is what somebody asks for. Dir and Now are needed.
type Job struct {
	Dir string    // the event's folder
	Out string    // output folder; empty: Dir/out
	Now time.Time // decides the day of issue
	Options
	Shard    shard.Shard // only this part of the run, for Merge to join; zero: all
	Workers  int         // 0: one a processor
	Progress func(done, total int)
	// Ask asks whether people get a certificate of whom nobody knows it; answered
	// is false where nobody can be asked. nil: nobody can.
	Ask     func([]people.Doubt) (yes, answered bool)
	Confirm func(*Report) bool // whether to go on with Corrections and Doubles; nil: yes

	Root         string // file of the root key when it is not with the other keys
	AcceptLedger bool   // go on with a ledger that is lost, or not the latest
}

// Report is the results of the verbs of a run.
type Report struct {
	rehearse.Findings
	Listed
	Shared
	Numbers
	history.Effects
	press.Made
	Draft  source.Problems // facts that are still those of lanyard init: the papers are drafts, nothing is signed
	Print  pdf.Print       // what badges.pdf asks of a print dialog
	Same   bool            // the files of the last run are what this one would make; nothing was done
	People int             // rows that are printed
	Shards int             // joined by Merge
	Out    string          // where the files are
}

// Listed is what is to be said about the list of an event.
type Listed struct {
	Recognised string // what the list was taken for
	Columns    []roster.ColumnUse
	Notes      []string
	NotFound   []roster.NotFound // fields that the list has no column for
}

// ErrProblems is the error of a run that problems stopped, or of one with Force
// that has left out rows. The problems are in Report.Problems.
var ErrProblems = folder.ErrProblems

// Make writes the files of j. The report is never nil.
func Make(ctx context.Context, j Job) (r *Report, err error) {
	r = &Report{Out: j.out()}
	s, err := choose(&j, r)
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
		return r, err
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
	if err := stage(ctx, j, s, namesOf(j, s, past, issuer), out, r); err != nil {
		return r, err
	}
	if err := desk.Issue(issuer.Entries()); err != nil {
		return r, err
	}
	if err := appear(j, desk, past, s, out, &r.Made); err != nil {
		return r, err
	}
	return r, errors.Join(keepMade(j, desk, s, r.Problems.Err()), r.Err())
}

// out returns the output folder.
func (j *Job) out() string {
	if j.Out == "" {
		return filepath.Join(j.Dir, outDir)
	}
	return j.Out
}

// errStopped is the fault of a run that was not confirmed.
func errStopped() error {
	return fault.New("stopped on your word; nothing was issued and no file was changed", "correct the list, or leave people out with -where; see what has changed: lanyard diff")
}
