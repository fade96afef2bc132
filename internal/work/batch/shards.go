package batch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/paper"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/trust/registry"
	"lanyard/internal/work/history"
	"lanyard/internal/work/issue"
	"lanyard/internal/work/manifest"
	"lanyard/internal/work/press"
	"lanyard/internal/work/rehearse"
	"lanyard/internal/work/shard"
)

// Issue gives a number to everybody without one, or whose paper has changed, and writes no files. It lays out every
// paper first, so that a run that is then spread over machines does not stop on one of them; not with j.Checked.
func Issue(ctx context.Context, j Job) (r *Report, err error) {
	r = &Report{}
	s, err := choose(ctx, &j, r)
	if err != nil {
		return r, err
	}
	if err := r.noDraft(); err != nil {
		return r, err
	}
	desk, made, err := open(j, s.list)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, desk.Close()) }()
	issuer, past, err := begin(desk, s.list, j.Now)
	if err != nil {
		return r, err
	}
	if r.Numbers, err = number(ctx, j, issuer, s, &r.Findings); err != nil {
		return r, err
	}
	r.NewKeys = made
	if !j.Checked {
		rehearsal := rehearse.Rehearsal{Findings: &r.Findings, Workers: j.workers(), Progress: j.Progress}
		if err := rehearsal.LayOut(ctx, s.presses); err != nil {
			return r, err
		}
	}
	if err := r.Err(); err != nil {
		return r, err
	}
	if err := confirm(j, issuer, past, s, r); err != nil {
		return r, err
	}
	r.People = len(s.people)
	return r, desk.Issue(issuer.Entries())
}

// makeShard makes the part of the run that belongs to j.Shard.
func makeShard(ctx context.Context, j Job, s *scope, r *Report) (err error) {
	if err := r.noDraft(); err != nil {
		return err
	}
	document, err := registry.Document(j.Dir)
	if err != nil {
		return err
	}
	issuer, past, err := reader(nil, s.list, document)
	if err != nil {
		return err
	}
	err = registry.Read(j.Dir, func(l *ledger.Ledger) (err error) {
		if s.aliases, err = history.AliasesOf(l, s.list); err == nil {
			issuer, past, err = reader(l, s.list, document)
		}
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if r.Numbers, err = expect(ctx, j, issuer, s, &r.Findings); err != nil {
		return err
	}
	if j.New {
		press.Sift(s.presses, past)
	}
	s.people = j.Shard.Keep(s.presses, s.people)
	if err := spelt(s.presses); err != nil {
		return err
	}
	around, err := openOut(j)
	if err != nil {
		return err
	}
	if err := around.Close(); err != nil {
		return err
	}
	f, err := j.Shard.Open(j.out())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	r.Out = f.Path
	if err := stage(ctx, j.drawing(namesOf(j, s, past, issuer), f.Out), s, r); err != nil {
		return err
	}
	record, err := j.Shard.Record(s.presses, j.Options)
	if err != nil {
		return err
	}
	return appear(f.Out, s, j.Options, manifest.Record{Shard: record, Alias: s.aliases}, &r.Made)
}

// expect finds the papers of everybody in a run, all of which must have been issued.
func expect(ctx context.Context, j Job, issuer *issue.Issuer, s *scope, f *rehearse.Findings) (Numbers, error) {
	n, err := number(ctx, j, issuer, s, f)
	if err == nil && n.unissued > 0 {
		err = fault.New(fmt.Sprintf("%d of the badges and certificates have no number yet, or say something else than when they got it", n.unissued),
			"give everybody a number on the machine that has the keys: lanyard issue; then make the shards with that ledger")
	}
	return n, err
}

// spelt returns the fault of papers whose codes cannot be made here.
func spelt(presses []*press.Press) error {
	unspelt := 0
	for one := range press.All(presses) {
		if !one.Spells() {
			unspelt++
		}
	}
	if unspelt == 0 {
		return nil
	}
	return fault.New(fmt.Sprintf("%d of the papers were issued when event.toml said something else of the event, and what it said then is not here", unspelt),
		"copy the issuer document, which is public, from the machine with the keys: keys/issuer.cwt, to the same place here")
}

// Merge merges the shards in the output folder of the event in j.Dir into one run: it compares them with the list
// and the ledger, moves their files up, writes the manifest and records the print. All shards must be present,
// belong to one run, and match the event's files and the ledger; otherwise nothing is changed, and the error names
// the shards to make again. The shards record which run it is; only Dir, Out, Now, Workers and Desk of j
// matter. If the last run in the folder was merged and its shards are gone, Same is true and nothing is done.
func Merge(ctx context.Context, j Job) (r *Report, err error) {
	r = &Report{Out: j.out()}
	if info, err := os.Stat(r.Out); err != nil || !info.IsDir() {
		return r, shard.None(r.Out)
	}
	out, err := openOut(j)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	shards, joined, err := shard.ReadAll(ctx, out, r.Out)
	if errors.Is(err, shard.ErrJoined) {
		r.Same = true
		return r, nil
	}
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, shard.Unlock(shards)) }()
	j.Options = shard.Options(shards)
	s, err := choose(ctx, &j, r)
	if err != nil {
		return r, err
	}
	desk, err := registry.Open(j.Dir, j.desk())
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, desk.Close()) }()
	if joined {
		r.Same, r.Shards = true, len(shards)
		return r, shard.Dissolve(out, shards)
	}
	issuer, past, err := reader(desk.Ledger, s.list, documentOf(desk))
	if err != nil {
		return r, err
	}
	if r.Numbers, err = expect(ctx, j, issuer, s, &r.Findings); err != nil {
		return r, err
	}
	if j.New {
		press.Sift(s.presses, past)
	}
	if err := confirm(j, issuer, past, s, r); err != nil {
		return r, err
	}
	record, err := recordOf(desk, issuer, s, len(shards))
	if err != nil {
		return r, err
	}
	if err := shard.Compare(ctx, shards, s.presses, s.aliases, j.workers()); err != nil {
		return r, err
	}
	r.count(s)
	if r.Files, err = shard.Adopt(ctx, out, shards, j.workers(), j.Progress); err != nil {
		return r, err
	}
	if err := appear(out, s, j.Options, record, &r.Made); err != nil {
		return r, err
	}
	if err := printed(j, desk, past, s, &r.Made); err != nil {
		return r, err
	}
	r.Shards = len(shards)
	return r, shard.Dissolve(out, shards)
}

// count counts the papers of a run that other machines have drawn.
func (r *Report) count(s *scope) {
	for _, p := range s.presses {
		switch p.Kind {
		case paper.Badge:
			r.Badges += len(p.Papers)
		case paper.Certificate:
			r.Certificates += len(p.Papers)
		}
	}
	r.People = len(s.people)
}
