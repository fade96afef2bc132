// Package rehearse finds out what would go wrong before anything is issued or printed: it lays out every paper without
// drawing it, and writes proofs of names and test sheets.
//
//	people.Design x people.Person -> Findings: fits, and problems at file:line:column
//
// # Decisions
//
// Checking lays out sketches; only making signs. A check only lays out texts, with unsigned codes of the right length,
// and the size of each QR code is computed, not drawn: 10,000 people in ten scripts take 2.6 seconds on one core.
package rehearse

import (
	"context"

	"lanyard/internal/base/inorder"
	"lanyard/internal/paper/layout"
	"lanyard/internal/trust/credential"
	"lanyard/internal/work/issue"
	"lanyard/internal/work/people"
	"lanyard/internal/work/press"
)

// draftNumber is printed on papers that are only checked. It is wider than 97 in 100 numbers, so what fits with it
// fits with a real number.
var draftNumber = func() credential.Number {
	n, err := credential.ParseNumber("W0HD-4N8A-G2KM-7Q5B")
	if err != nil {
		panic("internal error: " + err.Error())
	}
	return n
}()

// checkedAtOnce is the batch size of a worker: large enough that distributing batches costs nothing, small enough
// that all workers finish together.
const checkedAtOnce = 32

// Rehearsal lays out papers without drawing them.
type Rehearsal struct {
	*Findings
	Workers  int
	Progress func(done, total int) // optional
}

// drafted is the result for one person and one paper.
type drafted struct {
	design   *people.Design
	unsigned error // reason why the claim cannot be signed
	fits     []layout.Fit
	faults   []layout.Fault
}

// Draft lays out the papers of all people to these designs, with codes from desk that only have the length of real
// ones. It marks people who have problems as failed.
func (r Rehearsal) Draft(ctx context.Context, desk *issue.Issuer, designs []*people.Design,
	everybody []*people.Person) error {
	pieces := (len(everybody) + checkedAtOnce - 1) / checkedAtOnce
	piece := func(i int) []*people.Person {
		return everybody[i*checkedAtOnce : min((i+1)*checkedAtOnce, len(everybody))]
	}
	return inorder.Do(ctx, pieces, r.Workers, func() func(int) ([][]drafted, error) {
		l := designs[0].Layouter()
		return func(i int) (all [][]drafted, err error) {
			for _, one := range piece(i) {
				designs[0].WithFields(one, func(fields layout.Fields) {
					all = append(all, draft(l, desk, designs, one, fields))
				})
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

// draft checks the papers of one person, who has these fields.
func draft(l *layout.Layouter, desk *issue.Issuer, designs []*people.Design, person *people.Person,
	fields layout.Fields) (all []drafted) {
	for _, design := range designs {
		if !person.Gets(design.Kind) {
			continue
		}
		d := drafted{design: design}
		var one issue.Issued
		if one, d.unsigned = desk.Sketch(issue.Paper{Person: person, Kind: design.Kind},
			draftNumber); d.unsigned == nil {
			one.Fill(fields, design.Event)
			d.fits, d.faults = check(l, design, person, fields)
		}
		all = append(all, d)
	}
	return all
}

// take records the result for a paper.
func (r Rehearsal) take(one *people.Person, d drafted) {
	if d.unsigned != nil || len(d.faults) > 0 {
		one.Failed = true
	}
	if d.unsigned != nil {
		r.Add(d.design.Unsignable(one, d.unsigned))
	}
	r.Judge(d.design, one, d.fits, d.faults)
}

// LayOut lays out every issued paper without drawing it, and marks people with faults as failed.
func (r Rehearsal) LayOut(ctx context.Context, presses []*press.Press) error {
	type result struct {
		fits   []layout.Fit
		faults []layout.Fault
	}
	pieces := func(p *press.Press) int { return (len(p.Papers) + checkedAtOnce - 1) / checkedAtOnce }
	done, total := 0, 0
	for _, p := range presses {
		total += pieces(p)
	}
	for _, p := range presses {
		err := inorder.Do(ctx, pieces(p), r.Workers, func() func(int) ([]result, error) {
			l := p.Layouter()
			return func(i int) (results []result, err error) {
				for _, one := range p.Papers[i*checkedAtOnce : min((i+1)*checkedAtOnce, len(p.Papers))] {
					fits, faults := check(l, p.Design, one.Person, p.PaperFields(one.Issued))
					results = append(results, result{fits, faults})
				}
				return results, nil
			}
		}, func(i int, results []result) error {
			for j, res := range results {
				one := p.Papers[i*checkedAtOnce+j].Person
				r.Judge(p.Design, one, res.fits, res.faults)
				one.Failed = one.Failed || len(res.faults) > 0
			}
			if done++; r.Progress != nil {
				r.Progress(done, total)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// check finds the fits and faults of both sides of a paper, without creating a page.
func check(l *layout.Layouter, d *people.Design, one *people.Person, fields layout.Fields) ([]layout.Fit,
	[]layout.Fault) {
	fits, faults := l.Check(d.Of(one), fields)
	if d.Back != nil {
		f, more := l.Check(d.Back, fields)
		fits, faults = append(fits, f...), append(faults, more...)
	}
	return fits, faults
}
