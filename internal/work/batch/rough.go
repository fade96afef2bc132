package batch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

	"lanyard/internal/base/fault"
	"lanyard/internal/input/event"
	"lanyard/internal/trust/credential"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/history"
	"lanyard/internal/work/issue"
	"lanyard/internal/work/manifest"
	"lanyard/internal/work/order"
	"lanyard/internal/work/output"
	"lanyard/internal/work/press"
	"lanyard/internal/work/rehearse"
)

// # Drafts
//
// While event.toml has facts that lanyard init wrote as examples, a run makes drafts: the files of a normal run,
// with press.DraftWord across every paper. Neither keys nor ledger are opened, so nothing is signed or recorded.
// Numbers are derived under a key of zeros and the codes verify nowhere. The manifest lists the files, so that the
// next run replaces them, but has no numbers and tokens.

// doubt adds warnings about implausible facts of the event.
func (r *Report) doubt(e *event.Event) {
	r.Draft = e.Unchanged()
	r.Problems.Add(r.Draft...)
	r.Problems.Add(e.Nowhere()...)
}

// noDraft is the fault of a command that needs facts that can be signed.
func (r *Report) noDraft() error {
	if len(r.Draft) == 0 {
		return nil
	}
	return fault.New("event.toml still has facts that lanyard init wrote as examples, so nothing can be signed",
		fmt.Sprintf("correct the lines that the warnings name, first line %d", r.Draft[0].Line))
}

// draftKey derives the numbers of drafts and previews: a key of zeros.
func draftKey() (*credential.IDKey, error) {
	return credential.NewIDKey(bytes.NewReader(make([]byte, 64)))
}

// makeDraft writes drafts of all papers of the run except spares.
func makeDraft(ctx context.Context, j Job, s *scope, r *Report) (err error) {
	ids, err := draftKey()
	if err != nil {
		return err
	}
	number := func(p issue.Paper) credential.Number {
		return credential.DeriveNumber(ids, s.list.Event.ID, p.Kind, p.Person.ID, 1)
	}
	draftPapers(issue.Drafter(s.list, j.Now), number, s, &r.Findings)
	if j.Force {
		if err := (rehearse.Rehearsal{Findings: &r.Findings, Workers: j.workers()}).LayOut(ctx, s.presses); err != nil {
			return err
		}
		for _, p := range s.presses {
			p.Papers = slices.DeleteFunc(p.Papers, func(one press.Printed) bool { return one.Person.Failed })
		}
		r.Restart()
	}
	if err := r.Err(); err != nil && !j.Force {
		return err
	}
	names := output.NamesOf(s.list, j.Options, 0, "")
	names.OfCertificates(number)
	out, err := openOut(j)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	if err := stage(ctx, j.drawing(names, out), s, r); err != nil {
		return err
	}
	aliases, err := history.AliasesOf(nil, s.list)
	if err != nil {
		return err
	}
	if err := appear(out, s, j.Options, manifest.Record{Alias: aliases}, &r.Made); err != nil {
		return err
	}
	return r.Err()
}

// draftPapers fills the presses with drafts.
func draftPapers(desk *issue.Issuer, number func(issue.Paper) credential.Number, s *scope, f *rehearse.Findings) {
	for _, p := range s.presses {
		p.Word = press.DraftWord
		people := s.people
		if folder.OnSheets(p.Kind) {
			people = order.Sorted(s.list, people)
		}
		for _, one := range people {
			if p.Spare || one.Failed || !one.Gets(p.Kind) {
				continue
			}
			paper := issue.Paper{Person: one, Kind: p.Kind}
			draft, err := desk.Draft(paper, number(paper))
			if err != nil {
				one.Failed = true
				f.Add(s.list.Unsignable(one, err))
				continue
			}
			p.Papers = append(p.Papers, press.Printed{Issued: draft})
		}
	}
}
