package batch

import (
	"context"
	"errors"
	"slices"

	"lanyard/internal/base/inorder"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/layout"
	"lanyard/internal/trust/credential"
	"lanyard/internal/work/issue"
	"lanyard/internal/work/people"
)

// draftNumber stands on every paper that is only checked. Its letters are wider
// than those of 97 numbers in 100, so that what fits here fits there.
var draftNumber = func() credential.Number {
	n, err := credential.ParseNumber("W0HD-4N8A-G2KM-7Q5B")
	if err != nil {
		panic("internal error: " + err.Error())
	}
	return n
}()

// checkedAtOnce is how many people a worker checks at a time: long enough that
// handing them out costs nothing, short enough that all workers end together.
const checkedAtOnce = 32

// Check reports everything that would go wrong in Make, and writes nothing. It
// draws no page and makes no key.
func Check(ctx context.Context, j Job) (*Report, error) {
	r := &run{Job: j, Report: &Report{}, known: map[source.Problem]bool{}}
	work, problems, err := people.Load(j.Dir)
	r.Problems = problems
	if err != nil {
		return r.Report, err
	}
	if work == nil || work.Roster == nil {
		return r.Report, ErrProblems
	}
	r.work, r.Recognised, r.Columns, r.Notes = work, work.Roster.Recognised, work.Roster.Explain(), slices.Concat(work.Roster.Counted(), work.Roster.Notes, work.Notes)
	r.NotFound = work.Roster.NotFound
	if err := r.choose(); err != nil {
		return r.Report, errors.Join(err, r.verdict())
	}
	r.people = nil // with those, too, whose rows have other problems
	for i := range work.People {
		if p := &work.People[i]; j.One == "" || j.One == p.ID {
			r.people = append(r.people, p)
		}
	}
	if err := r.draft(ctx); err != nil {
		return r.Report, err
	}
	for _, p := range r.people {
		if !p.Failed {
			r.People++
		}
	}
	return r.Report, r.verdict()
}

// drafted is what was found out about one person on one paper.
type drafted struct {
	press    *press
	unsigned error // why the claim cannot be signed
	fits     []layout.Fit
	faults   []layout.Fault
}

// draft lays out the papers of everybody with tokens that are only as long as
// the real ones.
func (r *run) draft(ctx context.Context) error {
	desk := issue.Drafter(r.work, r.Now)
	pieces := (len(r.people) + checkedAtOnce - 1) / checkedAtOnce
	piece := func(i int) []*people.Person {
		return r.people[i*checkedAtOnce : min((i+1)*checkedAtOnce, len(r.people))]
	}
	return inorder.Do(ctx, pieces, r.workers(), func() func(int) ([][]drafted, error) {
		l := r.work.Layouter()
		return func(i int) (all [][]drafted, err error) {
			for _, one := range piece(i) {
				all = append(all, r.draftOf(l, desk, one))
			}
			return all, nil
		}
	}, func(i int, all [][]drafted) error {
		for k, one := range piece(i) {
			for _, d := range all[k] {
				r.take(one, d)
			}
		}
		if r.Progress != nil {
			r.Progress(i+1, pieces)
		}
		return nil
	})
}

// draftOf checks the papers of one person.
func (r *run) draftOf(l *layout.Layouter, desk *issue.Issuer, person *people.Person) (all []drafted) {
	fields := r.work.PersonFields(r.presses[0].Base, person)
	for _, p := range r.presses {
		d := drafted{press: p}
		var one issue.Issued
		if one, d.unsigned = desk.Draft(issue.Paper{Person: person, Kind: p.Kind}, draftNumber); d.unsigned == nil {
			one.Fill(fields, r.work.Event.Issuer.Verify)
			d.fits, d.faults = p.check(l, person, fields)
		}
		all = append(all, d)
	}
	return all
}

// take records what was found out about a paper.
func (r *run) take(one *people.Person, d drafted) {
	if d.unsigned != nil || len(d.faults) > 0 {
		one.Failed = true
	}
	if d.unsigned != nil {
		r.complain(r.work.Unsignable(one, d.unsigned))
	}
	r.judge(d.press, one, d.fits, d.faults)
}
