package batch

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"lanyard/internal/base/fault"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/work/issue"
	"lanyard/internal/work/people"
)

// Replaced is a certificate or badge that was issued anew.
type Replaced struct {
	Old, New ledger.Entry
}

// Reissue issues a next version of what the one attendee j.One has, from the list
// as it is now: after a typo, after a loss, or after a number was revoked by
// mistake. The version before is superseded, unless it was revoked. Nothing is
// drawn: the next Make prints the new version. The report says what is wrong
// with the list.
func Reissue(j Job) (replaced []Replaced, report *Report, err error) {
	r := &run{Job: j, Report: &Report{}}
	if err := r.load(); err != nil {
		return nil, r.Report, err
	}
	if err := r.open(); err != nil {
		return nil, r.Report, err
	}
	defer func() { err = errors.Join(err, r.desk.Close()) }()
	s, err := issue.Open(r.desk, r.work, r.Now)
	if err != nil {
		return nil, r.Report, err
	}
	for _, p := range r.presses {
		before, issued := s.Known(p.Kind)[r.One]
		if !issued {
			continue
		}
		if _, err := s.Renew(issue.Paper{Person: r.people[0], Kind: p.Kind}); err != nil {
			return nil, r.Report, err
		}
		replaced = append(replaced, Replaced{Old: before})
	}
	err = s.Sign(context.Background(), 1, func(one *people.Person, err error) { r.Problems.Add(r.work.Unsignable(one, err)) })
	if err := errors.Join(err, r.verdict()); err != nil {
		return nil, r.Report, err
	}
	for e := range s.Entries() {
		i := slices.IndexFunc(replaced, func(r Replaced) bool { return r.Old.Number == e.Replaces })
		replaced[i].New = e
	}
	if len(replaced) == 0 {
		return nil, r.Report, fault.New(fmt.Sprintf("nothing was issued to %q yet", r.One), "issue it with: lanyard make -one "+r.One)
	}
	return replaced, r.Report, r.desk.Issue(s.Entries())
}
