package roster

import (
	"fmt"
	"slices"
	"strings"

	"lanyard/internal/base/source"
)

// Several rows of one person: visits to a meeting, whose minutes add up; a form
// that was sent again, of which the later counts; and rows that say the same
// but for a session each, which become one.

// visit adds a further visit to the person who made it.
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

// visitor returns the id under which the visits of a person are added up.
func (b *builder) visitor(a *Attendee) string {
	switch {
	case a.ID != "":
		return a.ID
	case noAddress(a.Email) == "":
		return strings.ToLower(a.Email)
	}
	return a.Name
}

// fold adds what a further row of a person says to the person.
func (b *builder) fold(p, a *Attendee, minutes bool) {
	fillIn(&p.NameLocal, a.NameLocal)
	fillIn(&p.Given, a.Given)
	fillIn(&p.Family, a.Family)
	fillIn(&p.Language, a.Language)
	fillIn(&p.Organisation, a.Organisation)
	fillIn(&p.Position, a.Position)
	fillIn(&p.Country, a.Country)
	fillIn(&p.Role, a.Role)
	fillIn(&p.Email, a.Email)
	p.Sessions = union(p.Sessions, a.Sessions)
	p.Access = union(p.Access, a.Access)
	p.AlsoRoles = union(p.AlsoRoles, a.AlsoRoles)
	if minutes {
		p.seconds += a.seconds
		p.Minutes = p.seconds / 60
	}
	if a.Attended == Present || p.Attended == Unknown {
		p.Attended = a.Attended
	}
}

// fillIn sets what is empty.
func fillIn(s *string, to string) {
	if *s == "" {
		*s = to
	}
}

// union returns a with what b has beyond it.
func union(a, b []string) []string {
	for _, s := range b {
		if !slices.Contains(a, s) {
			a = append(a, s)
		}
	}
	return a
}

// contradiction returns the field in which two rows differ that cannot be of one
// person then, "" when nothing contradicts.
func contradiction(p, a *Attendee) string {
	for _, f := range []struct{ field, x, y string }{
		{fName, folded(p.Name), folded(a.Name)}, {fNameLocal, p.NameLocal, a.NameLocal}, {fOrganisation, p.Organisation, a.Organisation},
		{fPosition, p.Position, a.Position}, {fCountry, p.Country, a.Country}, {fRole, p.Role, a.Role},
		{fEmail, strings.ToLower(p.Email), strings.ToLower(a.Email)}, {fLanguage, p.Language, a.Language},
	} {
		if f.x != "" && f.y != "" && f.x != f.y {
			return f.field
		}
	}
	return ""
}

// sent reports whether the list holds a form's answers, in which a person who sent it twice stands twice.
func (b *builder) sent() bool {
	return b.plan.system.form || len(b.plan.columns[fSubmitted]) > 0
}

// samePerson reports whether two answers to a form are of one person: the names
// are alike but for case, accents, order and slips.
func samePerson(p, a *Attendee) bool {
	return folded(p.Name) == folded(a.Name) || source.Nearest(a.Name, []string{p.Name}) != ""
}

// resent replaces a person's answer by a later one, and reports whether there was one.
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

// replace puts a later answer in the place of an earlier one, which keeps its id.
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

// again settles a row whose id somebody has: the same person again, when nothing
// contradicts. It returns what does.
func (b *builder) again(at int, a *Attendee) (contradicts string) {
	p := &b.People[at]
	if b.sent() && samePerson(p, a) && (a.Email != "" || contradiction(p, a) == "") {
		b.replace(at, a)
		return ""
	}
	if field := contradiction(p, a); field != "" {
		return field
	}
	same := slices.Equal(p.Fields.cells, a.Fields.cells)
	b.fold(p, a, !same)
	b.joined = append(b.joined, a.Row)
	b.Merged++
	return ""
}

// mergeNotes says whose rows became one.
func (b *builder) mergeNotes() {
	if n := len(b.replaced); n > 0 {
		b.Notes = append(b.Notes, fmt.Sprintf("%s sent twice: the later answer is used (line %d instead of %d%s)",
			count(n, "form was", "forms were"), b.replaced[0][1], b.replaced[0][0], furtherRows(n-1)))
	}
	if n := len(b.joined); n > 0 {
		b.Notes = append(b.Notes, fmt.Sprintf("%s of people who are on the list already, with nothing that contradicts, joined with the first (line %d%s)",
			count(n, "row"), b.joined[0], furtherRows(n-1)))
	}
}

// furtherRows says how many more rows there are than the one that was named.
func furtherRows(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(" and %s more", grouped(n))
}
