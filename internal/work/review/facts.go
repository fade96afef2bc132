package review

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"lanyard/internal/base/paper"
	"lanyard/internal/base/source"
	"lanyard/internal/input/event"
	"lanyard/internal/paper/layout"
	"lanyard/internal/work/people"
)

// checkFacts reports what is wrong with the facts of the event's own, and notes those that papers sign.
func (r *review) checkFacts() {
	for _, kind := range paper.Kinds() {
		own := r.Event.FactsOf(kind)
		if len(own) == 0 || r.Main(kind) == nil || !r.knowFacts(kind, own) {
			continue
		}
		r.checkFactsShown(kind, own)
		r.checkStated(kind, own)
		r.noteFacts(kind, own)
	}
}

// noteFacts says what papers of a kind sign, with the first value of each.
func (r *review) noteFacts(kind paper.Kind, own []event.OwnFact) {
	var parts []string
	for _, f := range own {
		part := fmt.Sprintf("%s (%s)", r.Event.Say(f.Label, r.Event.Languages[0]), f.Name)
		for i := range r.People {
			p := &r.People[i]
			if value := r.StatedFact(kind, p, f); value != "" && p.Gets(kind) {
				part += ", like " + source.Quote(value)
				break
			}
		}
		parts = append(parts, part)
	}
	r.Notes = append(r.Notes, fmt.Sprintf("%s sign %s", kind.Plural(), strings.Join(parts, "; ")))
}

// checkFactsShown reports the facts that a design does not print.
func (r *review) checkFactsShown(kind paper.Kind, own []event.OwnFact) {
	roles := append(slices.Clone(r.Event.RoleOrder), "")
	said := map[string]bool{}
	for _, role := range roles {
		sides := r.Sides(kind, role)
		shown := map[string]bool{}
		for _, t := range sides {
			r.EachFact(t, kind, func(name, _ string) { shown[name] = true })
		}
		var lacks []string
		for _, f := range own {
			if !shown[f.Name] {
				lacks = append(lacks, f.Name)
			}
		}
		if file := sides[0].File; len(lacks) > 0 && !said[file] {
			said[file] = true
			field := people.FactsLine(kind)
			if slices.Contains(lacks, people.SessionsField) {
				field = people.SessionsField
			}
			r.report("fact-unprinted", kind.Plural()+".facts",
				fmt.Sprintf("the template %s prints no %s: what is signed must be on the paper, or nobody sees that it was edited",
					source.Quote(file), strings.Join(lacks, ", ")),
				fmt.Sprintf("add a text box with {{%s}} to the template (\"lanyard templates\" copies a built-in one), or take the fact out of the list", field))
		}
	}
}

// knowFacts reports facts that are neither a column nor a field, and returns whether there are none.
func (r *review) knowFacts(kind paper.Kind, own []event.OwnFact) bool {
	known := append(r.Columns(), r.Headers()...)
	for _, field := range []string{"organisation", "position", "country", "affiliation", people.SessionsField,
		people.MinutesField} {
		if slices.ContainsFunc(r.People, func(p people.Person) bool {
			said := p.Columns[field] > 0
			if !said {
				r.WithFields(nil, &p, func(own layout.Fields) { said = people.Compared(own[field]) != "" })
			}
			return said
		}) {
			known = append(known, field)
			if field == people.MinutesField {
				known = append(known, people.HoursField)
			}
		}
	}
	sound := true
	for i, f := range own {
		if slices.Contains(known, f.Name) {
			continue
		}
		sound = false
		hint := "its columns are " + strings.Join(r.Columns(), ", ")
		if near := source.Nearest(f.Name, known); near != "" {
			hint = "did you mean " + near + "?"
		} else if f.Name == people.HoursField {
			hint = "hours come from a column of minutes, or from one called hours; further lists may bring them: see [[attendees.also]]"
		}
		r.report("fact-unknown", fmt.Sprintf("%s.facts.%d", kind.Plural(), i), "the list has no column "+source.Quote(f.Name),
			hint)
	}
	return sound
}

// checkStated counts the people for whom the list lacks a fact, or has one that does not go with its unit, and reports
// values that cannot be signed.
func (r *review) checkStated(kind paper.Kind, own []event.OwnFact) {
	for i, f := range own {
		var without, unitless []*people.Person
		of := 0
		for n := range r.People {
			p := &r.People[n]
			if !p.Gets(kind) || p.Failed {
				continue
			}
			of++
			value := r.StatedFact(kind, p, f)
			switch {
			case value == "":
				without = append(without, p)
			case utf8.RuneCountInString(value) > event.MaxFactValue && f.Name != people.SessionsField:
				r.unstated(p, f, fmt.Sprintf("%s has %d characters, more than %d", source.Quote(value),
					utf8.RuneCountInString(value), event.MaxFactValue), "shorten it to fit on a line of the paper")
			case strings.Contains(value, "@"):
				r.unstated(p, f, source.Quote(value)+" looks like an e-mail address, which anyone who holds the paper could read",
					"take the column out of the list of facts")
			case !hasUnit(f, value):
				unitless = append(unitless, p)
			}
		}
		r.noteUnitless(kind, f, unitless)
		if len(without) == 0 {
			continue
		}
		p := r.Event.Problem("fact-empty", fmt.Sprintf("%s.facts.%d", kind.Plural(), i),
			fmt.Sprintf("the list says no %s of %d of %s: their %s leave it out, the first is %s in %s:%d", f.Name, len(without),
				counted(of), kind.Plural(), source.Quote(without[0].Name), without[0].File, without[0].Row),
			"fill in the cells that should not be empty")
		p.Severity = source.Warning
		r.problems.Add(p)
	}
}

// hasUnit reports whether a value ends with the unit of its fact in one of the languages, or the fact has none.
func hasUnit(f event.OwnFact, value string) bool {
	if len(f.Unit) == 0 || f.Name == people.SessionsField {
		return true
	}
	for _, unit := range f.Unit {
		if strings.HasSuffix(value, unit) {
			return true
		}
	}
	return false
}

// noteUnitless warns of the values of a fact that are no numbers, so that no unit is written behind them.
func (r *review) noteUnitless(kind paper.Kind, f event.OwnFact, unitless []*people.Person) {
	if len(unitless) == 0 {
		return
	}
	first := unitless[0]
	unit := r.Event.Say(f.Unit, r.Event.Languages[0])
	r.problems.Add(source.Problem{Severity: source.Warning, Code: "fact-unit", File: first.File, Line: first.Row,
		Column: columnOf(first, f.Name),
		Message: fmt.Sprintf("%s: the fact %s is %s, which is no number: %s of %s print it as it is, without the unit %s",
			source.Quote(first.Name), f.Name, source.Quote(r.StatedFact(kind, first, f)), kind.Plural(), counted(len(unitless)),
			source.Quote(unit)),
		Hint: "write a number like 8 in the cell, or write what the paper should say with its unit"})
}

// columnOf returns the column of the main list, from 1, that holds a field of a person; 0 if none does.
func columnOf(p *people.Person, field string) int {
	return cmp.Or(p.Columns[field], slices.Index(p.Fields.Keys(), field)+1)
}

// unstated reports a value of a fact that cannot be signed.
func (r *review) unstated(p *people.Person, f event.OwnFact, message, hint string) {
	p.Failed = true
	r.problems.Add(source.Problem{Code: "person-fact", File: p.File, Line: p.Row, Column: columnOf(p, f.Name),
		Message: fmt.Sprintf("%s: the fact %s: %s", source.Quote(p.Name), f.Name, message), Hint: hint})
}

// counted returns a number of people in words.
func counted(n int) string {
	if n == 1 {
		return "one person"
	}
	return fmt.Sprintf("%d people", n)
}
