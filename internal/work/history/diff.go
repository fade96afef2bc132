package history

import (
	"context"
	"slices"

	"lanyard/internal/base/paper"
	"lanyard/internal/base/source"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/work/issue"
	"lanyard/internal/work/people"
	"lanyard/internal/work/walkin"
)

// How a paper differs from the last print.
const (
	Added    = "added"    // never printed
	Changed  = "changed"  // printed with different contents
	Unearned = "unearned" // printed, but its person gets none under the current rules; it stays valid
	Gone     = "gone"     // its person is no longer on the list; it stays valid
)

// Difference is a paper that differs from its last print.
type Difference struct {
	What     string // Added, Changed, Unearned or Gone
	ID, Name string // for Gone: as last printed
	Row      int    // in the list; 0 for Gone
	Kind     paper.Kind
	Number   credential.Number // of the printed paper; zero for Added
	Anew     bool              // the paper gets a new number, which supersedes the printed one
	Changes  []Change          // none if only facts common to all papers have changed
	Printed  *ledger.Print     // the last print; nil for Added
	Perhaps  string            // for Added: ID of a removed person with a similar name
}

// Differences returns how the papers of people to these designs differ from the last print, in the order of the
// people. When ctx ends first, the error is the context's.
func (h *History) Differences(ctx context.Context, s *issue.Issuer, designs []*people.Design,
	people []*people.Person) (all []Difference, err error) {
	for _, one := range people {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		for _, d := range designs {
			found, err := h.differ(s, d, one)
			if err != nil {
				return nil, err
			}
			if found != nil {
				all = append(all, *found)
			}
		}
	}
	return all, nil
}

// differ compares the paper of one person; nil if it is unchanged or must not be printed.
func (h *History) differ(s *issue.Issuer, design *people.Design, one *people.Person) (*Difference, error) {
	current, issued := s.Known(design.Kind)[one.ID]
	if issued && (current.State == ledger.Revoked || current.State == ledger.Suspended) || walkin.Keeps(&current, one) {
		return nil, nil
	}
	held, ok := h.held[design.Kind][one.ID]
	if doubted := one.Doubted(design.Kind); !one.Gets(design.Kind) && !(ok && doubted) {
		if !ok || current.State != ledger.Valid {
			return nil, nil
		}
		return &Difference{What: Unearned, ID: one.ID, Name: one.Name, Row: one.Row, Kind: design.Kind,
			Number: held.Number, Printed: &held}, nil
	}
	d := &Difference{What: Added, ID: one.ID, Name: one.Name, Row: one.Row, Kind: design.Kind}
	if !ok {
		return d, nil
	}
	d.What, d.Number, d.Printed = Changed, held.Number, &held
	d.Anew = current.Number != held.Number || !s.Same(issue.Paper{Person: one, Kind: design.Kind})
	var err error
	if d.Changes, err = h.changed(design, one, current.Name); err != nil || !d.Anew && len(d.Changes) == 0 {
		return nil, err
	}
	return d, nil
}

// WithGone adds the papers, to these designs, of people who are no longer on the list, and sets Perhaps for added
// people.
func (h *History) WithGone(gone []Person, designs []*people.Design, all []Difference) []Difference {
	var names []string
	ids := map[string]string{}
	added := len(all)
	for _, g := range gone {
		names = append(names, g.Name)
		ids[g.Name] = g.ID
		for _, kind := range g.Kinds {
			if p, ok := h.held[kind][g.ID]; ok && slices.ContainsFunc(designs,
				func(d *people.Design) bool { return d.Kind == kind }) {
				all = append(all, Difference{What: Gone, ID: g.ID, Name: g.Name, Kind: kind, Number: p.Number,
					Printed: &p})
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
