package batch

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/locale"
	"lanyard/internal/base/paper"
	"lanyard/internal/base/source"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/trust/registry"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/issue"
	"lanyard/internal/work/people"
	"lanyard/internal/work/walkin"
)

// Correction is a paper of which a run makes a later version, while the one
// before is still valid: that is superseded when the run goes on.
type Correction struct {
	ID, Name string // as the list has it now
	Row      int
	Kind     paper.Kind
	Old, New credential.Number
	Changes  []Change // none when what is the same for everybody has changed, like the event's title
}

// Person is somebody who is on the list no more.
type Person struct {
	ID, Name string // as it was printed
	Kinds    []paper.Kind
}

// corrections returns what the fresh numbers of a run supersede.
func (r *run) corrections(s *issue.Issuer) ([]Correction, error) {
	var all []Correction
	for _, p := range r.presses {
		for _, one := range p.papers {
			before, issued := s.Known(p.kind)[one.Person.ID]
			if !issued || before.State != ledger.Valid || before.Number == one.Number {
				continue
			}
			c := Correction{ID: one.Person.ID, Name: one.Person.Name, Row: one.Person.Row, Kind: p.kind, Old: before.Number, New: one.Number}
			var err error
			if c.Changes, err = r.changed(p, one.Person, before.Name); err != nil {
				return nil, err
			}
			all = append(all, c)
		}
	}
	return all, nil
}

// changed compares the paper that a person holds with the one that would be
// made now. name is what stands on a paper of which the ledger knows no more.
func (r *run) changed(p *press, one *people.Person, name string) ([]Change, error) {
	held, ok := r.held[p.kind][one.ID]
	if ok && held.Shown != "" {
		return changes(held.Shown, p.saidBy(&printed{Issued: issue.Issued{Paper: issue.Paper{Person: one}}}))
	}
	if name != one.Name {
		return []Change{{"name", name, one.Name}}, nil
	}
	return nil, nil
}

// Double is somebody of whom the list has another id than before. To the ledger
// that is another person: what was issued under the old id stays valid.
type Double struct{ ID, Was, Name string }

// doubles returns those of the fresh numbers whose holder has the name of one
// who has gone.
func (r *run) doubles(s *issue.Issuer, gone []Person) (all []Double) {
	was := map[string]string{}
	for _, g := range gone {
		was[locale.Fold(g.Name)] = g.ID
	}
	seen := map[string]bool{}
	for f := range s.Fresh() {
		_, before := s.Current(f)
		if id, ok := was[locale.Fold(f.Person.Name)]; ok && !before && !seen[f.Person.ID] {
			seen[f.Person.ID] = true
			all = append(all, Double{f.Person.ID, id, f.Person.Name})
		}
	}
	return all
}

// confirm asks whether to go on with a run that supersedes valid papers, or
// makes others beside them.
func (r *run) confirm(s *issue.Issuer) (err error) {
	if r.Corrections, err = r.corrections(s); err != nil {
		return err
	}
	if r.Problems.Err() == nil { // else those who are left out would count as gone
		gone := r.gone(s)
		r.Doubles = r.doubles(s, gone)
		if !r.partial() {
			r.Gone = gone
		}
	}
	if len(r.Corrections)+len(r.Doubles) == 0 || r.Confirm == nil || r.Confirm(r.Report) {
		return nil
	}
	return fault.New("stopped on your word; nothing was issued and no file was changed", "correct the list, or leave people out with -where; see what has changed: lanyard diff")
}

// gone returns the people of whom the ledger has something valid and the list
// has nothing, by their ids. Nothing is done to what they have.
func (r *run) gone(s *issue.Issuer) []Person {
	listed := map[string]bool{}
	for _, p := range r.work.People {
		listed[p.ID] = true
	}
	var all []Person
	place := map[string]int{}
	for _, kind := range []paper.Kind{paper.Badge, paper.Certificate} {
		for _, id := range slices.Sorted(maps.Keys(s.Known(kind))) {
			e := s.Known(kind)[id]
			if listed[id] || e.State != ledger.Valid || walkin.IsSpare(&e) {
				continue
			}
			at, ok := place[id]
			if !ok {
				at = len(all)
				place[id] = at
				all = append(all, Person{ID: id, Name: e.Name})
			}
			all[at].Kinds = append(all[at].Kinds, kind)
		}
	}
	slices.SortStableFunc(all, func(a, b Person) int { return cmp.Compare(a.ID, b.ID) })
	return all
}

// What has become of a paper since it was printed.
const (
	Added   = "added"   // it was never printed
	Changed = "changed" // it was printed with something else on it
	Gone    = "gone"    // its person is on the list no more; it stays valid
)

// Difference is a paper that is not as it was printed last.
type Difference struct {
	What     string // Added, Changed or Gone
	ID, Name string // of one who has gone, as they were
	Row      int    // of the list; 0: gone
	Kind     paper.Kind
	Number   credential.Number // that stands on the paper; zero: added
	Anew     bool              // the paper gets a new number, and that one is superseded
	Changes  []Change          // none when what is the same for everybody has changed
	Printed  *ledger.Print     // the last print; nil: added
	Perhaps  string            // of an added one: the id of one who has gone with a name like this
}

// Diff compares the list with what was printed last, and writes nothing. The
// differences come in the order of the list, those who have gone at the end.
func Diff(j Job) (all []Difference, report *Report, err error) {
	r := &run{Job: j, Report: &Report{}, known: map[source.Problem]bool{}}
	if err := r.load(); err != nil {
		return nil, r.Report, err
	}
	if r.desk, err = registry.Open(r.Dir, registry.Options{Now: r.Now, AcceptLedger: r.AcceptLedger}); err != nil {
		return nil, r.Report, err
	}
	defer func() { err = errors.Join(err, r.desk.Close()) }()
	s, err := issue.Reader(r.work, r.desk.Ledger)
	if err != nil {
		return nil, r.Report, err
	}
	if err := r.remember(r.desk.Ledger); err != nil {
		return nil, r.Report, err
	}
	for _, one := range r.people {
		for _, p := range r.presses {
			d, err := r.differ(s, p, one)
			if err != nil {
				return nil, r.Report, err
			}
			if d != nil {
				all = append(all, *d)
			}
		}
	}
	r.People = len(r.people)
	if !r.partial() {
		all = r.withGone(s, all)
	}
	return all, r.Report, nil
}

// differ compares the paper of one person; nil when it is as it was printed or
// must not be.
func (r *run) differ(s *issue.Issuer, p *press, one *people.Person) (*Difference, error) {
	current, issued := s.Known(p.kind)[one.ID]
	if issued && (current.State == ledger.Revoked || current.State == ledger.Suspended) || walkin.Keeps(&current, one) {
		return nil, nil
	}
	d := &Difference{What: Added, ID: one.ID, Name: one.Name, Row: one.Row, Kind: p.kind}
	held, ok := r.held[p.kind][one.ID]
	if !ok {
		return d, nil
	}
	d.What, d.Number, d.Printed = Changed, held.Number, &held
	d.Anew = current.Number != held.Number || !s.Same(issue.Paper{Person: one, Kind: p.kind})
	var err error
	if d.Changes, err = r.changed(p, one, current.Name); err != nil || !d.Anew && len(d.Changes) == 0 {
		return nil, err
	}
	return d, nil
}

// withGone adds those who have gone, and says who of the added ones may be one
// of them.
func (r *run) withGone(s *issue.Issuer, all []Difference) []Difference {
	var names []string
	ids := map[string]string{}
	added := len(all)
	for _, g := range r.gone(s) {
		names = append(names, g.Name)
		ids[g.Name] = g.ID
		for _, kind := range g.Kinds {
			if p, ok := r.held[kind][g.ID]; ok && slices.ContainsFunc(r.presses, func(p *press) bool { return p.kind == kind }) {
				all = append(all, Difference{What: Gone, ID: g.ID, Name: g.Name, Kind: kind, Number: p.Number, Printed: &p})
			}
		}
	}
	for i := range all[:added] {
		if all[i].What == Added {
			all[i].Perhaps = ids[source.Nearest(all[i].Name, names)]
		}
	}
	return all
}

// Runs returns the runs of the event in dir, and marks one of them before: run
// as printed or as not printed, none when run is 0.
func Runs(dir string, now time.Time, run int, printed bool) (runs []ledger.Run, err error) {
	e, err := folder.ReadEvent(dir)
	if err != nil {
		return nil, err
	}
	desk, err := registry.Open(dir, registry.Options{Now: now})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, desk.Close()) }()
	if desk.Ledger != nil {
		if runs, err = desk.Ledger.Runs(e.ID); err != nil {
			return nil, err
		}
	}
	if len(runs) == 0 {
		return nil, fault.New("nothing was printed here yet", "make it with: lanyard make")
	}
	if run == 0 {
		return runs, nil
	}
	if run == LastRun {
		run = len(runs)
	}
	if run < 1 || run > len(runs) {
		return nil, fault.New(fmt.Sprintf("there is no run %d", run), fmt.Sprintf("the runs are 1 to %d; see them with: lanyard printed", len(runs)))
	}
	runs[run-1].Printed = printed
	return runs, desk.Mark(e.ID, run, printed)
}

// LastRun stands for the last run where the number of one is asked for.
const LastRun = -1
