package batch

import (
	"slices"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/paper"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/work/history"
	"lanyard/internal/work/issue"
	"lanyard/internal/work/people"
	"lanyard/internal/work/press"
)

// Shared is who gets which papers, and what is still undecided.
type Shared struct {
	Shares    []people.Share // who gets which kind of paper
	Doubts    []people.Doubt // unknown words and odd rows of the list, which decide who gets a certificate
	Undecided bool           // nobody has answered about Doubts, so those people get none
	Admitted  bool           // somebody said that those people get one
}

// share asks about people for whom a certificate is in doubt, and reports who gets what.
func share(j *Job, s *scope, r *Report) {
	if j.Only == "" || j.Only == paper.Certificate.Plural() {
		r.Doubts = s.list.Doubts(s.people)
	}
	switch {
	case len(r.Doubts) == 0:
		j.Yes = false // it does not affect the contents of files
	case j.Yes:
	case j.Ask == nil:
		r.Undecided = true
	default:
		answered := false
		j.Yes, answered = j.Ask(r.Doubts)
		r.Undecided = !answered
	}
	if r.Admitted = j.Yes; j.Yes {
		s.list.Admit()
	}
	if j.One == "" {
		r.Shares = s.list.Shares()
	}
}

// gets reports whether a person gets a paper of a kind. A valid paper whose holder no longer gets one is noted.
func (n *Numbers) gets(s *issue.Issuer, one *people.Person, kind paper.Kind) bool {
	if one.Gets(kind) {
		return true
	}
	if e, issued := s.Known(kind)[one.ID]; issued && !one.Doubted(kind) && e.State == ledger.Valid {
		if at := len(n.Unearned); at > 0 && n.Unearned[at-1].ID == one.ID {
			n.Unearned[at-1].Kinds = append(n.Unearned[at-1].Kinds, kind)
		} else {
			n.Unearned = append(n.Unearned, history.Person{ID: one.ID, Name: e.Name, Kinds: []paper.Kind{kind}})
		}
	}
	return false
}

// unserved is the fault of a run for a single person who gets none of its papers.
func unserved(id string, s *scope) error {
	if id == "" || len(s.people) != 1 || slices.ContainsFunc(s.presses,
		func(p *press.Press) bool { return s.people[0].Gets(p.Kind) }) {
		return nil
	}
	p := s.list.Unserved(s.people[0], s.presses[len(s.presses)-1].Kind)
	return fault.New(p.Message, p.Hint)
}
