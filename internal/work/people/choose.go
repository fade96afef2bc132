package people

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/locale"
	"lanyard/internal/base/source"
	"lanyard/internal/input/event"
	"lanyard/internal/paper/expression"
	"lanyard/internal/paper/layout"
)

// Nobody is the fault of an id that is not on the list. People often type the name instead.
func (l *List) Nobody(id string) error {
	var ids, named []string
	for _, p := range l.People {
		ids = append(ids, p.ID)
		if strings.EqualFold(p.Name, id) || p.NameLocal == id {
			named = append(named, p.ID)
		}
	}
	hint := "ids stand in the list's id column and in manifest.json"
	if len(named) > 0 {
		hint = "that is a name; the id is " + strings.Join(named, " or ")
	} else if near := source.Nearest(id, ids); near != "" {
		hint = "did you mean " + near + "?"
	}
	return fault.New(fmt.Sprintf("nobody on the list has the id %q", id), hint)
}

// Where returns the people who match a condition on their fields.
func (l *List) Where(text string) (func(*Person) bool, error) {
	if text == "" {
		return func(*Person) bool { return true }, nil
	}
	const how = `write for example -where "role is speaker and not country"`
	c, err := expression.ParseCondition(text)
	if err != nil {
		return nil, fault.New(err.Error(), how)
	}
	known := append(l.OwnFields(), l.Headers()...)
	for _, all := range c {
		for i, t := range all {
			if !slices.Contains(known, t.Field) {
				hint := "its columns are " + strings.Join(l.Columns(), ", ")
				if near := source.Nearest(t.Field, known); near != "" {
					hint = "did you mean " + near + "?"
				}
				return nil, fault.New("the list has no column "+source.Quote(t.Field), hint)
			}
			if t.Field == "attended" {
				if err := attended(&all[i]); err != nil {
					return nil, err
				}
			}
			if t.Field == "role" && t.Equals && len(l.Event.Roles) > 0 {
				key, _, ok := l.Event.Role(t.Value)
				if !ok {
					return nil, noRole(l.Event, t.Value)
				}
				all[i].Value = key
			}
		}
	}
	return func(p *Person) (holds bool) {
		l.WithFields(nil, p, func(fields layout.Fields) {
			holds = c.Holds(func(field string) string { return Compared(fields[field]) })
		})
		return holds
	}, nil
}

// Compared returns what conditions compare of a field.
func Compared(v layout.Value) string { return cmp.Or(v.Plain, v.Text) }

// Uncompared says of every column that a condition compares with a number or a day how many of its cells are none, so
// that the condition does not hold for those people. The text is one that Where takes.
func (l *List) Uncompared(text string) (said []string) {
	c, err := expression.ParseCondition(text)
	if err != nil {
		return nil
	}
	for _, all := range c {
		for _, t := range all {
			var rows []*Person
			first := ""
			for i := range l.People {
				cell := ""
				l.WithFields(nil, &l.People[i], func(fields layout.Fields) { cell = Compared(fields[t.Field]) })
				if t.Order == "" || t.Compares(cell) {
					continue
				}
				if rows = append(rows, &l.People[i]); first == "" {
					first = cell
				}
			}
			if len(rows) == 0 {
				continue
			}
			what := "that is no number"
			if t.ComparesDays() {
				what = "that is no day like 2026-05-04"
			} else if whole, decimal, doubt := locale.DoubtfulNumber(first); doubt {
				what = fmt.Sprintf("that may be %s or %s (write one of them)", whole, decimal)
			}
			said = append(said, fmt.Sprintf("the column %s says %s of %s, the first in %s:%d: %s, so %s %s %s does not hold for them",
				source.Quote(t.Field), source.Quote(first), people(len(rows)), rows[0].File, rows[0].Row, what, t.Field, t.Order,
				t.Value))
		}
	}
	return said
}

// people returns a number of people in words.
func people(n int) string {
	if n == 1 {
		return "one person"
	}
	return fmt.Sprintf("%d people", n)
}

// noRole is the fault of a role that is not in event.toml.
func noRole(e *event.Event, role string) error {
	hint := "its roles are " + strings.Join(e.RoleOrder, ", ")
	if near := source.Nearest(role, e.RoleOrder); near != "" {
		hint = "did you mean " + near + "? " + hint
	}
	return fault.New("event.toml has no role "+source.Quote(role), hint)
}
