package roster

import (
	"fmt"
	"slices"
	"strings"

	"lanyard/internal/base/source"
)

// Several rows can describe one person: visits to a meeting, whose minutes add up; a form submitted twice, of which
// the later row wins; and rows that differ only in the session, which are merged.

// visit adds a further visit to the person's first row.
func (b *builder) visit(a *Attendee) bool {
	first, ok := b.ids[b.visitor(a)]
	if !ok {
		return false
	}
	b.fold(&b.People[first], a, true)
	b.visits++
	b.Merged++
	return true
}

// visitor returns the key under which a person's visits are added up.
func (b *builder) visitor(a *Attendee) string {
	switch {
	case a.ID != "":
		return a.ID
	case noAddress(a.Email) == "":
		return strings.ToLower(a.Email)
	}
	return a.Name
}

// fold merges a further row of a person into the first.
func (b *builder) fold(p, a *Attendee, minutes bool) {
	fillIn(&p.NameLocal, a.NameLocal)
	fillIn(&p.Given, a.Given)
	fillIn(&p.Family, a.Family)
	fillIn(&p.Language, a.Language)
	fillIn(&p.Organisation, a.Organisation)
	fillIn(&p.Position, a.Position)
	fillIn(&p.Country, a.Country)
	b.foldRoles(p, a)
	p.Odd = min(p.Odd, a.Odd)
	fillIn(&p.Email, a.Email)
	p.Sessions = union(p.Sessions, a.Sessions)
	p.Access = union(p.Access, a.Access)
	if minutes {
		p.seconds += a.seconds
		p.Minutes = p.seconds / 60
	}
	if a.Attended == Present || p.Attended == Unknown {
		p.Attended = a.Attended
	}
}

// foldRoles merges the roles of two rows: the first in the order of event.toml is the role.
func (b *builder) foldRoles(p, a *Attendee) {
	if a.Role == "" || a.Role == p.Role && len(a.AlsoRoles) == 0 {
		return
	}
	var all []string
	for _, of := range []*Attendee{p, a} {
		if of.Role != "" {
			all = union(all, append([]string{of.Role}, of.AlsoRoles...))
		}
	}
	before := len(p.AlsoRoles)
	p.Role, p.AlsoRoles = inOrder(b.roles(), all)
	if before == 0 && len(p.AlsoRoles) > 0 {
		b.severalRoles++
	}
}

// fillIn sets *s if it is empty.
func fillIn(s *string, to string) {
	if *s == "" {
		*s = to
	}
}

// union returns a followed by the values of b that a lacks.
func union(a, b []string) []string {
	for _, s := range b {
		if !slices.Contains(a, s) {
			a = append(a, s)
		}
	}
	return a
}

// contradiction returns a field whose values rule out that two rows describe one person; "" when there is none.
func (b *builder) contradiction(p, a *Attendee) string {
	for _, f := range []struct{ field, x, y string }{
		{fName, folded(p.Name), folded(a.Name)}, {fNameLocal, p.NameLocal, a.NameLocal},
		{fOrganisation, p.Organisation, a.Organisation},
		{fPosition, p.Position, a.Position}, {fCountry, p.Country, a.Country}, {fRole, p.Role, a.Role},
		{fEmail, strings.ToLower(p.Email), strings.ToLower(a.Email)}, {fLanguage, p.Language, a.Language},
	} {
		if f.x != "" && f.y != "" && f.x != f.y && (f.field != fRole || !b.isRole(f.x) || !b.isRole(f.y)) {
			return f.field
		}
	}
	return ""
}

// sent reports whether the list holds a form's answers, in which a second submission adds a second row.
func (b *builder) sent() bool {
	return b.plan.system.form || len(b.plan.columns[fSubmitted]) > 0
}

// samePerson reports whether two answers to a form come from one person: the names agree apart from case, accents,
// word order and typing errors.
func samePerson(p, a *Attendee) bool {
	return folded(p.Name) == folded(a.Name) || source.Nearest(a.Name, []string{p.Name}) != ""
}

// resent replaces a person's earlier answer by a later one and reports whether there was an earlier one.
func (b *builder) resent(a *Attendee) bool {
	if !b.sent() || noAddress(a.Email) != "" {
		return false
	}
	mail := strings.ToLower(a.Email)
	for _, at := range b.byMail[mail] {
		p := &b.People[at]
		if !samePerson(p, a) {
			continue
		}
		b.replace(at, a)
		return true
	}
	return false
}

// replace overwrites an earlier answer with a later one; the id stays.
func (b *builder) replace(at int, a *Attendee) {
	p := &b.People[at]
	if a.ID != "" && !p.IDDerived {
		b.ids[a.ID] = at
	}
	a.ID, a.IDDerived = p.ID, p.IDDerived
	b.replaced = append(b.replaced, [2]int{p.Row, a.Row})
	*p = *a
	b.Merged++
}

// again handles a row whose id is taken: if nothing contradicts, the row is merged into the person's first;
// otherwise it returns the contradicting field.
func (b *builder) again(at int, a *Attendee) (contradicts string) {
	p := &b.People[at]
	if b.sent() && samePerson(p, a) && (a.Email != "" || b.contradiction(p, a) == "") {
		b.replace(at, a)
		return ""
	}
	if field := b.contradiction(p, a); field != "" {
		return field
	}
	same := slices.Equal(p.Fields.cells, a.Fields.cells)
	b.fold(p, a, !same)
	b.joined = append(b.joined, a.Row)
	b.Merged++
	return ""
}

// mergeNotes reports which rows were merged.
func (b *builder) mergeNotes() {
	if n := len(b.replaced); n > 0 {
		b.Notes = append(b.Notes, fmt.Sprintf("%s sent twice: the later answer is used (line %d instead of %d%s)",
			count(n, "form was", "forms were"), b.replaced[0][1], b.replaced[0][0], furtherRows(n-1)))
	}
	if n := len(b.joined); n > 0 {
		b.Notes = append(b.Notes,
			fmt.Sprintf("%s of people who are on the list already, with nothing that contradicts, joined with the "+
				"first (line %d%s)",
				count(n, "row"), b.joined[0], furtherRows(n-1)))
	}
}

// furtherRows states how many more rows there are in addition to the one already named.
func furtherRows(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(" and %s more", grouped(n))
}
