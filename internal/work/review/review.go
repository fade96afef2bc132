// Package review holds the lists, designs and fonts of an event against each other: fields that nothing fills, boxes
// that stay empty, facts that no paper prints, letters that a font lacks. It also says where the cause of a fault of
// layout is: in the list, in event.toml or in the template.
package review

import (
	"context"
	"fmt"

	"lanyard/internal/base/source"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/order"
	"lanyard/internal/work/people"
)

// review is a list while it is reviewed.
type review struct {
	*people.List
	problems source.Problems
}

// Load reads the event's folder dir, as people.Load does, and reviews what it holds: the problems cover both. A person
// with a fact that cannot be signed has Failed set. When ctx ends first, the error is the context's.
func Load(ctx context.Context, dir string, given ...folder.Given) (*people.List, source.Problems, error) {
	l, problems, err := people.Load(ctx, dir, given...)
	if err != nil || l == nil {
		return nil, problems, err
	}
	r := &review{List: l, problems: problems}
	r.checkSignatories()
	if r.Roster != nil {
		for _, check := range []func(){r.checkFacts, func() { r.problems.Add(order.Check(l)...) }, r.checkFiles,
			r.checkTemplates, r.checkShown, r.checkParted, r.checkWords, r.checkFonts} {
			check()
			if err := ctx.Err(); err != nil {
				return nil, nil, fmt.Errorf("reading event: %w", err)
			}
		}
	}
	return l, r.problems, nil
}

// checkTemplates checks the fields of every template.
func (r *review) checkTemplates() {
	for _, t := range r.Templates() {
		r.checkFields(t)
	}
}

// report adds a problem with a key of event.toml.
func (r *review) report(code, key, message, hint string) {
	r.problems.Add(r.Event.Problem(code, key, message, hint))
}
