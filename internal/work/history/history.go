// Package history finds out which papers people hold already, and which are new.
//
//	ledger -> History; issue.Issued x people.Design -> held, corrected or new
//
// People hold what was printed last, as recorded in the ledger: a number, and all that the paper shows about them. A
// paper is new if nobody holds it in its present form. Differences are found by comparing recorded texts, never by
// reading files, so losing or moving a folder of papers changes nothing.
//
// # Decisions
//
// Papers are compared with what people hold, not with what was issued. A number changes with the facts in its token,
// but a badge shows more than those. So the ledger keeps with every print the fields that the paper shows, as JSON;
// "new" and "changed" are differences from a person's last print. A new design is not a difference: after changing
// the design, make everything again.
//
// A run counts as printed until it is marked as not printed. Nobody marks runs on the day before an event, whereas a
// jammed printer is noticed.
//
// A run whose result already exists does nothing. .lanyard.made next to the list holds a keyed hash of the program's
// build id, the options, every file of the event that was read, and the end of the ledger. Any difference, and any file
// of the last run that is missing or was modified since, ends that: then package drawn decides what is drawn.
// .lanyard.made is not part of the manifest, which does not depend on the day. Photos of people are not hashed, so a
// run over an event with photos always looks at each paper.
package history

import (
	"cmp"
	"iter"
	"maps"
	"slices"

	"lanyard/internal/base/locale"
	"lanyard/internal/base/paper"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/work/issue"
	"lanyard/internal/work/people"
	"lanyard/internal/work/walkin"
)

// History is what the people of an event hold. It is not safe for concurrent use.
type History struct {
	Runs int // runs of the event that printed something
	held map[paper.Kind]map[string]ledger.Print

	contents map[*people.Design]*Contents // of the designs that were compared
}

// Read returns the history of the event with an id. Without a ledger nobody holds anything.
func Read(l *ledger.Ledger, event string) (*History, error) {
	h := &History{held: map[paper.Kind]map[string]ledger.Print{}}
	if l == nil {
		return h, nil
	}
	runs, err := l.Runs(event)
	if err != nil {
		return nil, err
	}
	h.Runs = len(runs)
	for _, kind := range paper.Kinds() {
		if h.held[kind], err = l.Held(event, kind); err != nil {
			return nil, err
		}
	}
	return h, nil
}

// Holds reports whether a person holds exactly this paper. The function shown returns what Contents.On returns for it,
// and is called only if the answer depends on it.
func (h *History) Holds(one issue.Issued, shown func() string) bool {
	held, ok := h.held[one.Kind][one.Person.ID]
	return ok && held.Number == one.Number && (held.Shown == "" || held.Shown == shown())
}

// Shown returns what the paper of a person shows that they hold, as Contents.On says it; empty: they hold none, or the
// ledger has not recorded it.
func (h *History) Shown(one issue.Issued) string { return h.held[one.Kind][one.Person.ID].Shown }

// Papers are papers with the designs that they are made to.
type Papers = iter.Seq2[issue.Issued, *people.Design]

// Effects are a run's effects on papers that are valid now.
type Effects struct {
	Corrections []Correction // papers that the run supersedes
	Doubles     []Double     // people who get a second number while the first stays valid
	Gone        []Person     // people no longer on the list, whose papers stay valid
}

// Correction is a paper that the run replaces by a later version although the current one is still valid: the run
// supersedes it.
type Correction struct {
	ID, Name string // as in the current list
	Row      int
	Kind     paper.Kind
	Old, New credential.Number
	Changes  []Change // none if only facts common to all papers have changed, like the event's title
}

// Person is a person who is no longer on the list.
type Person struct {
	ID, Name string // as printed
	Kinds    []paper.Kind
}

// Double is a person whose id on the list has changed. The ledger treats them as a new person: papers issued under
// the old id stay valid.
type Double struct{ ID, Was, Name string }

// Corrections returns the papers that a run's fresh numbers supersede.
func (h *History) Corrections(s *issue.Issuer, papers Papers) (all []Correction, err error) {
	for one, d := range papers {
		before, issued := s.Known(one.Kind)[one.Person.ID]
		if !issued || before.State != ledger.Valid || before.Number == one.Number {
			continue
		}
		c := Correction{ID: one.Person.ID, Name: one.Person.Name, Row: one.Person.Row, Kind: one.Kind,
			Old: before.Number, New: one.Number}
		if c.Changes, err = h.changed(d, one.Person, before.Name); err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, nil
}

// changed compares the paper that a person holds with the one that would be made now. If the ledger has not
// recorded the contents of a paper, only the name is compared.
func (h *History) changed(d *people.Design, one *people.Person, name string) ([]Change, error) {
	held, ok := h.held[d.Kind][one.ID]
	if ok && held.Shown != "" {
		if h.contents == nil {
			h.contents = map[*people.Design]*Contents{}
		}
		if h.contents[d] == nil {
			h.contents[d] = ContentsOf(d)
		}
		return changes(held.Shown, h.contents[d].Now(one))
	}
	if name != one.Name {
		return []Change{{"name", name, one.Name}}, nil
	}
	return nil, nil
}

// Doubles returns fresh numbers issued to people whose name matches a person no longer on the list.
func Doubles(s *issue.Issuer, gone []Person) (all []Double) {
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

// GoneFrom returns the people, by id, who hold a valid paper and are not on the list w. Their papers are left as
// they are.
func GoneFrom(w *people.List, s *issue.Issuer) (all []Person) {
	listed := map[string]bool{}
	for _, p := range w.People {
		listed[p.ID] = true
	}
	place := map[string]int{}
	for _, kind := range paper.Kinds() {
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
