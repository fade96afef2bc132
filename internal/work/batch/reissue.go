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

// Replaced is a certificate or badge that was reissued.
type Replaced struct {
	Old, New ledger.Entry
}

// Reissue issues a next version of the papers of the attendee j.One, from the current list: after a typing error, a
// loss, or a mistaken revocation. The previous version is superseded, unless it was revoked. Nothing is drawn: the
// next Make prints the new version. The report holds the problems of the list.
func Reissue(ctx context.Context, j Job) (replaced []Replaced, r *Report, err error) {
	r = &Report{}
	s, err := choose(ctx, &j, r)
	if err != nil {
		return nil, r, err
	}
	if err := r.noDraft(); err != nil {
		return nil, r, err
	}
	desk, _, err := open(j, s.list)
	if err != nil {
		return nil, r, err
	}
	defer func() { err = errors.Join(err, desk.Close()) }()
	issuer, err := issue.Open(desk, s.list, j.Now)
	if err != nil {
		return nil, r, err
	}
	for _, p := range s.presses {
		before, issued := issuer.Known(p.Kind)[j.One]
		if !issued {
			continue
		}
		if _, err := issuer.Renew(issue.Paper{Person: s.people[0], Kind: p.Kind}); err != nil {
			return nil, r, err
		}
		replaced = append(replaced, Replaced{Old: before})
	}
	err = issuer.Sign(ctx, 1,
		func(one *people.Person, err error) { r.Add(s.list.Unsignable(one, err)) })
	if err := errors.Join(err, r.Err()); err != nil {
		return nil, r, err
	}
	for e := range issuer.Entries() {
		i := slices.IndexFunc(replaced, func(r Replaced) bool { return r.Old.Number == e.Replaces })
		replaced[i].New = e
	}
	if len(replaced) == 0 {
		return nil, r, fault.New(fmt.Sprintf("nothing was issued to %q yet", j.One),
			"issue it with: lanyard make -one "+j.One)
	}
	return replaced, r, desk.Issue(issuer.Entries())
}
