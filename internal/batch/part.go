package batch

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"lanyard/internal/bundle"
	"lanyard/internal/credential"
	"lanyard/internal/event"
	"lanyard/internal/layout"
	"lanyard/internal/ledger"
	"lanyard/internal/source"
	"lanyard/internal/template"
)

// # Runs over a part
//
// A run over a part of the list leaves the files of the whole as they are, and
// calls its own after the part:
//
//	badges.pdf                       everybody
//	badges-new-3.pdf                 New; run 3 of the event
//	badges-role-is-speaker.pdf       Where
//	badges-new-3-role-is-speaker.pdf both
//	badges-2.pdf                     One: the person with the id 2
//	reprint-2.pdf                    Again
//	spares.pdf  spares-new-3.pdf     Spares, and of those New
//
// certificates.pdf and certificates.zip are called likewise. Certificates are
// files of their own in any run, one a person, so a part replaces only those.
// The manifest then tells of both. The next run over everybody removes the
// files of parts.

// partName is how long the name of a part may be in that of a file, in bytes.
const partName = 100

// partial reports whether the run is not over everybody.
func (r *run) partial() bool { return r.One != "" || r.New || r.Where != "" }

// part returns the words that tell a run over a part from others; the last of
// them is how the files of the part are called.
func (r *run) part() []string {
	var part []string
	if r.New {
		part = append(part, "new")
	}
	return slices.DeleteFunc(append(part, r.Where, r.One), func(s string) bool { return s == "" })
}

// about is the part as the ledger remembers it.
func (r *run) about() string {
	about := strings.Join(r.part(), ", ")
	if r.Again {
		about = "reprint of " + about
	}
	return joined(", ", r.Only, about)
}

// fileOf returns the name of a file with several papers of this run; what is
// "badges" or "certificates".
func (r *run) fileOf(what, ext string) string {
	if !r.partial() {
		return what + ext
	}
	if r.Again {
		what = "reprint"
	}
	part := r.part()
	if r.New {
		part[0] += " " + strconv.Itoa(r.runs+1)
	}
	var names bundle.Names
	if r.work.Event.Badges != nil && r.work.Event.Badges.Files == "group" {
		taken := map[string]bool{} // by the files of the whole
		for i := range r.work.people {
			key, _ := r.work.groupOf(&r.work.people[i])
			if !taken[key] {
				taken[key] = true
				names.Unique("badges "+cmp.Or(key, "other"), ext)
			}
		}
	}
	return names.Unique(what+" "+bundle.SafeName(strings.Join(part, " "), partName), ext)
}

// choosePeople picks the people of the part.
func (r *run) choosePeople() error {
	holds, err := r.work.where(r.Where)
	if err != nil {
		return err
	}
	found := false
	for i := range r.work.people {
		p := &r.work.people[i]
		if r.One != "" && r.One != p.ID {
			continue
		}
		found = true
		if !p.failed && holds(p) {
			r.people = append(r.people, p)
		}
	}
	switch {
	case !found && r.One != "":
		return r.work.nobody(r.One)
	case len(r.people) == 0 && r.Where != "":
		return &fault{"nobody is meant by: " + source.Printable(r.Where), "see who is on the list: lanyard check -explain"}
	}
	return nil
}

// nobody is the fault of an id that is not on the list. People often type the
// name.
func (w *Work) nobody(id string) *fault {
	var ids, named []string
	for _, p := range w.people {
		ids = append(ids, p.ID)
		if strings.EqualFold(p.Name, id) || p.NameLocal == id {
			named = append(named, p.ID)
		}
	}
	f := &fault{fmt.Sprintf("nobody on the list has the id %q", id), "ids stand in the list's id column and in manifest.json"}
	if len(named) > 0 {
		f.hint = "that is a name; the id is " + strings.Join(named, " or ")
	} else if near := source.Nearest(id, ids); near != "" {
		f.hint = "did you mean " + near + "?"
	}
	return f
}

// where returns who is meant by a condition on the fields of a person.
func (w *Work) where(text string) (func(*attendee) bool, error) {
	const how = `write for example -where "role is speaker and not country"`
	c, err := template.ParseCondition(text)
	if err != nil {
		return nil, &fault{err.Error(), how}
	}
	known := w.ownFields()
	for _, all := range c {
		for i, t := range all {
			if !slices.Contains(known, t.Field) {
				f := &fault{"the list has no column " + source.Quote(t.Field), "its columns are " + strings.Join(w.columns(), ", ")}
				if near := source.Nearest(t.Field, known); near != "" {
					f.hint = "did you mean " + near + "?"
				}
				return nil, f
			}
			if t.Field == "role" && t.Equals && len(w.Event.Roles) > 0 {
				key, _, ok := w.Event.Role(t.Value)
				if !ok {
					return nil, noRole(w.Event, t.Value)
				}
				all[i].Value = key
			}
		}
	}
	return func(p *attendee) bool {
		fields := w.personFields(layout.Fields{}, p)
		return c.Holds(func(field string) string { return fields[field].Text })
	}, nil
}

// noRole is the fault of a role that event.toml does not have.
func noRole(e *event.Event, role string) *fault {
	f := &fault{"event.toml has no role " + source.Quote(role), "its roles are " + strings.Join(e.RoleOrder, ", ")}
	if near := source.Nearest(role, e.RoleOrder); near != "" {
		f.hint = "did you mean " + near + "? " + f.hint
	}
	return f
}

// remember reads what people hold in their hands, and how many runs there were.
func (r *run) remember() error {
	r.held, r.old = map[credential.Kind]map[string]ledger.Print{}, map[credential.Number]bool{}
	if r.desk.Ledger == nil {
		return nil
	}
	runs, err := r.desk.Ledger.Runs(r.work.Event.ID)
	if err != nil {
		return err
	}
	r.runs = len(runs)
	for _, kind := range []credential.Kind{credential.Badge, credential.Certificate} {
		if r.held[kind], err = r.desk.Ledger.Held(r.work.Event.ID, kind); err != nil {
			return err
		}
	}
	return nil
}

// sift leaves of the papers those that nobody holds as they are now.
func (r *run) sift() {
	for _, p := range r.presses {
		p.papers = slices.DeleteFunc(p.papers, func(one paper) bool { return r.holds(p, one) })
	}
}

// holds reports whether a person holds this very paper.
func (r *run) holds(p *press, one paper) bool {
	held, ok := r.held[p.kind][one.person.ID]
	return ok && held.Number == one.entry.Number && (held.Shown == "" || held.Shown == p.shown(one.person))
}
