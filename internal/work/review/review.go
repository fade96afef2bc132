// Package review holds the lists, designs and fonts of an event against each other: fields that nothing fills, boxes that
// stay empty, facts that no paper prints, letters that a font lacks. It also says where the cause of a fault of layout
// is: in the list, in event.toml or in the template.
package review

import (
	"lanyard/internal/base/source"
	"lanyard/internal/work/order"
	"lanyard/internal/work/people"
)

// review is a list while it is reviewed.
type review struct {
	*people.List
	problems source.Problems
}

// Load reads the event's folder dir, as people.Load does, and reviews what it holds: the problems cover both. A person with
// a fact that cannot be signed has Failed set.
func Load(dir string) (*people.List, source.Problems, error) {
	l, problems, err := people.Load(dir)
	if err != nil || l == nil {
		return nil, problems, err
	}
	r := &review{List: l, problems: problems}
	r.checkSignatories()
	if r.Roster != nil {
		r.checkFacts()
		r.problems.Add(order.Check(l)...)
		r.checkFiles()
		for _, t := range r.Templates() {
			r.checkFields(t)
		}
		r.checkShown()
		r.checkParted()
		r.checkWords()
		r.checkFonts()
	}
	return l, r.problems, nil
}

// report adds a problem with a key of event.toml.
func (r *review) report(code, key, message, hint string) {
	r.problems.Add(r.Event.Problem(code, key, message, hint))
}
