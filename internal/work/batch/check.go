package batch

import (
	"context"
	"errors"
	"io"

	"lanyard/internal/trust/registry"
	"lanyard/internal/work/history"
	"lanyard/internal/work/issue"
	"lanyard/internal/work/people"
	"lanyard/internal/work/rehearse"
)

// Check reports every problem that Make would have, and writes nothing. It draws no page and creates no keys.
func Check(ctx context.Context, j Job) (*Report, error) {
	r := &Report{}
	list, err := read(ctx, &j, r)
	if err != nil {
		return r, err
	}
	r.doubt(list.Event)
	r.NotFound = list.Roster.NotFound
	s, err := chooseFrom(list, j.Options)
	if err != nil {
		return r, errors.Join(err, r.Err())
	}
	share(&j, s, r)
	var everybody []*people.Person // including people whose rows have other problems
	for i := range list.People {
		if p := &list.People[i]; j.One == "" || j.One == p.ID {
			everybody = append(everybody, p)
		}
	}
	rehearsal := rehearse.Rehearsal{Findings: &r.Findings, Workers: j.workers(), Progress: j.Progress}
	if err := rehearsal.Draft(ctx, issue.Drafter(list, j.Now), s.designs(), everybody); err != nil {
		return r, err
	}
	r.Notes = append(r.Notes, list.PhotoNotes()...)
	for _, p := range everybody {
		if !p.Failed {
			r.People++
		}
	}
	return r, r.Err()
}

// ProofLongest writes the badges of the people with the n longest names of each script, measured by width, for
// names and for local names; certificates if the event has no badges. They are laid out and placed on sheets as in
// Make, but nothing is issued, and their QR codes verify as false. Nothing is written if one of them cannot be
// printed.
func ProofLongest(ctx context.Context, j Job, n int, w io.Writer) (*Report, []rehearse.Longest, error) {
	r := &Report{}
	list, err := read(ctx, &j, r)
	if err != nil {
		return r, nil, err
	}
	if !list.Has() {
		return r, nil, ErrProblems
	}
	s, err := chooseFrom(list, j.Options)
	if err != nil {
		return r, nil, err
	}
	p := s.presses[0]
	chosen, found := rehearse.FindLongest(p.Design, s.people, n)
	err = rehearse.Rehearsal{Findings: &r.Findings, Workers: j.workers()}.Proof(ctx, issue.Drafter(list, j.Now), p,
		chosen, w)
	r.People = len(p.Papers)
	return r, found, err
}

// Diff compares the list with the last print and writes nothing. The differences are in the order of the list,
// followed by people who are no longer on it.
func Diff(ctx context.Context, j Job) (all []history.Difference, r *Report, err error) {
	j.Desk.Reads = true
	r = &Report{}
	s, err := choose(ctx, &j, r)
	if err != nil {
		return nil, r, err
	}
	desk, err := registry.Open(j.Dir, j.desk())
	if err != nil {
		return nil, r, err
	}
	defer func() { err = errors.Join(err, desk.Close()) }()
	issuer, past, err := reader(desk.Ledger, s.list, documentOf(desk))
	if err != nil {
		return nil, r, err
	}
	if all, err = past.Differences(ctx, issuer, s.designs(), s.people); err != nil {
		return nil, r, err
	}
	r.People = len(s.people)
	if !j.Partial() {
		all = past.WithGone(history.GoneFrom(s.list, issuer), s.designs(), all)
	}
	return all, r, nil
}
