package people

import (
	"fmt"
	"slices"
	"strings"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
	"lanyard/internal/input/event"
	"lanyard/internal/paper/layout"
	"lanyard/internal/paper/template"
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
	c, err := template.ParseCondition(text)
	if err != nil {
		return nil, fault.New(err.Error(), how)
	}
	known := append(l.ownFields(), l.headers()...)
	for _, all := range c {
		for i, t := range all {
			if !slices.Contains(known, t.Field) {
				hint := "its columns are " + strings.Join(l.columns(), ", ")
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
	return func(p *Person) bool {
		fields := l.PersonFields(layout.Fields{}, p)
		return c.Holds(func(field string) string { return fields[field].Text })
	}, nil
}

// noRole is the fault of a role that is not in event.toml.
func noRole(e *event.Event, role string) error {
	hint := "its roles are " + strings.Join(e.RoleOrder, ", ")
	if near := source.Nearest(role, e.RoleOrder); near != "" {
		hint = "did you mean " + near + "? " + hint
	}
	return fault.New("event.toml has no role "+source.Quote(role), hint)
}
