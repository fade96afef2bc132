package roster

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"lanyard/internal/base/locale"
	"lanyard/internal/base/source"
)

// Also is a further list with more about the people on the main list: scans, attendance times, payments, speakers.
type Also struct {
	File    string
	Rows    []Attendee     // the valid rows; ID, Email and Name may be empty
	LeftOut int            // rows left out because of their status, such as refunded tickets
	Keys    []string       // of all columns, from left to right
	Tallies []Tally        // of its status and presence columns
	own     []bool         // columns that identify the person or are known to every list
	roles   map[string]int // by folded word, the place of the role in event.toml
}

// ReadAlso returns the rows of a further list and everything that is wrong with it. Unlike the main list it needs
// no name column.
func ReadAlso(file string, data []byte, opt Options) (*Also, source.Problems) {
	opt.further = true
	l := &list{Roster: &Roster{File: file}, opt: opt}
	a := &Also{File: file}
	if l.load(data) && l.recognise() {
		l.further(a)
	}
	a.Tallies = l.Tallies
	l.problems.Sort()
	return a, l.problems
}

// further reads the rows of a further list.
func (l *list) further(a *Also) {
	good := l.whole()
	l.tallyColumns(good)
	b := l.newBuilder(map[string]int{})
	a.Keys = slices.Clone(l.plan.keys)
	a.own = make([]bool, len(a.Keys))
	a.roles = l.roles()
	for _, field := range []string{fID, fName, fGiven, fMiddle, fPatronymic, fInfix, fFamily, fFamily2, fSuffix,
		fNameLocal, fEmail, fOrganisation, fPosition, fCountry, fRole, fSessions, fAccess, fLanguage, fMinutes} {
		for _, c := range l.plan.columns[field] {
			a.own[c] = true
		}
	}
	for _, r := range good {
		if l.enough() {
			return
		}
		_, out, attended := l.state(r)
		if out {
			a.LeftOut++
			continue
		}
		e := entry{ID: l.plan.cell(r, fID), Name: l.plan.cell(r, fName), NameLocal: l.plan.cell(r, fNameLocal),
			Email: l.plan.cell(r, fEmail), Minutes: l.plan.cell(r, fMinutes), Language: l.plan.cell(r, fLanguage)}
		p := Attendee{Row: r.line, ID: e.ID, Attended: attended}
		c := checker{list: l, row: r, keys: b.keys, good: true}
		b.name(&p, &c, r, &e, "")
		if p.NameLocal == "" {
			p.NameLocal = c.text(fNameLocal, e.NameLocal) // a local name alone was taken for the name
		}
		b.minutes(&p, r, &e)
		if e.Email != "" {
			p.Email = c.email(e.Email)
		}
		if e.Language != "" {
			p.Language = b.language(r, &e)
		}
		for _, of := range []struct {
			field string
			by    *joiner
			to    *[]string
		}{{fSessions, b.sessions, &p.Sessions}, {fAccess, b.access, &p.Access}} {
			var parts items
			if err := parts.UnmarshalCSV(l.plan.cell(r, of.field)); err == nil {
				*of.to = of.by.separate(parts)
				c.texts(of.field, *of.to)
			}
		}
		p.Organisation, p.Position = c.text(fOrganisation, l.plan.cell(r, fOrganisation)),
			c.text(fPosition, l.plan.cell(r, fPosition))
		p.Country = c.text(fCountry, l.plan.cell(r, fCountry))
		p.Role, p.AlsoRoles = b.rolesOf(c.text(fRole, l.plan.cell(r, fRole)))
		p.Fields = c.fields()
		if c.good {
			a.Rows = append(a.Rows, p)
		} else {
			l.Refused++
		}
	}
	b.unreadDurations()
}

// firstRow takes the first row of a further list as its header if none of its words is known and no cell looks like
// the data below.
func (l *list) firstRow() int {
	for i, r := range l.rows[:min(len(l.rows), 1)] {
		if r.fault == nil && !slices.ContainsFunc(r.cells, func(c string) bool {
			return c == "" || strings.Contains(c, "://") || strings.Contains(c, "@") ||
				strings.IndexFunc(c, unicode.IsDigit) == 0
		}) {
			return i
		}
	}
	return -1
}

// Joiner finds the person, on the main list or among the walk-ins, to whom a row of a further list belongs.
type Joiner struct {
	byID, byMail, byName map[string]*Attendee // a nil value: several people share the key
	touched              map[*Attendee]bool
}

// NewJoiner returns a joiner for the people of lists.
func NewJoiner(lists ...*Roster) *Joiner {
	j := &Joiner{byID: map[string]*Attendee{}, byMail: map[string]*Attendee{}, byName: map[string]*Attendee{}}
	put := func(in map[string]*Attendee, key string, p *Attendee) {
		if _, twice := in[key]; twice {
			p = nil
		}
		if key != "" {
			in[key] = p
		}
	}
	for _, list := range lists {
		for i := range list.People {
			p := &list.People[i]
			put(j.byID, p.ID, p)
			put(j.byMail, strings.ToLower(p.Email), p)
			put(j.byName, locale.Fold(p.Name), p)
			if local := locale.Fold(p.NameLocal); local != locale.Fold(p.Name) {
				put(j.byName, local, p)
			}
		}
	}
	return j
}

// Joined reports how the rows of a further list were matched.
type Joined struct {
	Rows, People int        // rows that were joined, and the number of people they belong to
	Nobody       []Attendee // rows without a match or with several
	// Kept are the values that differ from those that people have already, which are kept.
	Kept []Differs
}

// Differs is a value of a further list that differs from what the person has already.
type Differs struct {
	Row           int    // of the further list
	Field         string // "organisation"
	Name          string // of the person
	Has, NotTaken string
}

// Join adds the data in the rows of a to the people they belong to. number returns the id of the person whose paper
// has the number or address in a cell. Rows match by id, then by number, by e-mail address, or by a name that only
// one person has. Minutes, hours and sessions of several rows add up. With present set, every row marks its person as
// present; a scanned number always does. Roles that event.toml knows are added to those of the person; what differs
// otherwise is kept as the person has it.
func (j *Joiner) Join(a *Also, number func(cell string) (id string, ok bool), present bool) (joined Joined) {
	j.touched = map[*Attendee]bool{}
	for i := range a.Rows {
		row := &a.Rows[i]
		p, scanned := j.find(row, number)
		if p == nil {
			joined.Nobody = append(joined.Nobody, *row)
			continue
		}
		if present || scanned {
			row.Attended = Present
		}
		joined.Rows++
		if !j.touched[p] {
			j.touched[p] = true
			joined.People++
		}
		joined.Kept = append(joined.Kept, p.takeAlso(a, row)...)
	}
	return joined
}

// find returns the person to whom a row belongs, and whether the row holds the number of one of their papers.
func (j *Joiner) find(row *Attendee, number func(string) (string, bool)) (p *Attendee, scanned bool) {
	if p = j.byID[row.ID]; row.ID != "" && p != nil {
		return p, false
	}
	for _, cell := range row.Fields.All() {
		if id, ok := number(cell); ok && j.byID[id] != nil {
			return j.byID[id], true
		}
	}
	if p = j.byMail[strings.ToLower(row.Email)]; row.Email != "" && p != nil {
		if q := j.byName[locale.Fold(row.Name)]; q != nil && q != p && strings.EqualFold(q.Email, row.Email) {
			return q, false
		}
		return p, false
	}
	if row.Email != "" && strings.Contains(row.Email, "@") {
		if q := j.byName[locale.Fold(row.Name)]; q != nil && (q.Email == "" || strings.EqualFold(q.Email, row.Email)) {
			return q, false
		}
		return nil, false // a different address is a different person, whatever the name
	}
	return j.byName[locale.Fold(row.Name)], false
}

// takeAlso merges a row of a further list into the person. It returns what it does not take.
func (p *Attendee) takeAlso(a *Also, row *Attendee) (kept []Differs) {
	p.Sessions = union(slices.Clip(p.Sessions), row.Sessions)
	p.Access = union(slices.Clip(p.Access), row.Access)
	p.seconds += row.seconds
	p.Minutes = p.seconds / 60
	if row.Attended == Present || p.Attended == Unknown {
		p.Attended = row.Attended
	}
	if locale.Fold(row.NameLocal) == locale.Fold(p.Name) {
		row.NameLocal = ""
	}
	for _, f := range []struct {
		field string
		to    *string
		said  string
	}{
		{fNameLocal, &p.NameLocal, row.NameLocal}, {fLanguage, &p.Language, row.Language},
		{fOrganisation, &p.Organisation, row.Organisation}, {fPosition, &p.Position, row.Position},
		{fCountry, &p.Country, row.Country}, {fRole, &p.Role, p.takeRoles(a.roles, row)},
	} {
		if fillIn(f.to, f.said); f.said != "" && !same(f.said, *f.to) {
			kept = append(kept, Differs{row.Row, f.field, p.Name, *f.to, f.said})
		}
	}
	for i, cell := range row.Fields.cells {
		if cell == "" || i >= len(a.Keys) || a.own[i] {
			continue
		}
		if p.Also == nil {
			p.Also = map[string]string{}
		}
		key := a.Keys[i]
		if key == "hours" && p.Also[key] != "" {
			if sum, ok := addHours(p.Also[key], cell); ok {
				p.Also[key] = sum
				continue
			}
		}
		if said := strings.Split(p.Also[key], "; "); !slices.Contains(said, cell) {
			p.Also[key] = strings.TrimPrefix(p.Also[key]+"; "+cell, "; ")
		}
	}
	return kept
}

// same reports whether two values mean the same, but for their spelling: a country may be written as its code.
func same(a, b string) bool {
	if locale.Fold(a) == locale.Fold(b) {
		return true
	}
	x, known := locale.CountryCode(a)
	y, both := locale.CountryCode(b)
	return known && both && x == y
}

// takeRoles adds the roles of a row that event.toml knows to those of a person who has one. It returns the role that it
// leaves.
func (p *Attendee) takeRoles(known map[string]int, row *Attendee) (left string) {
	if p.Role == "" {
		p.Role, p.AlsoRoles = row.Role, row.AlsoRoles
		return ""
	}
	all := append([]string{p.Role}, p.AlsoRoles...)
	for _, role := range append([]string{row.Role}, row.AlsoRoles...) {
		_, ours := known[locale.Fold(role)]
		if _, theirs := known[locale.Fold(p.Role)]; ours && theirs {
			all = append(all, role)
		} else if left == "" || locale.Fold(left) == locale.Fold(p.Role) {
			left = role
		}
	}
	if len(all) > 1+len(p.AlsoRoles) {
		p.Role, p.AlsoRoles = inOrder(known, all)
	}
	return left
}

// addHours adds up the hours of two rows, as minutes add up.
func addHours(a, b string) (sum string, ok bool) {
	var total float64
	for _, cell := range []string{a, b} {
		number, ok := locale.ParseNumber(cell)
		n, err := strconv.ParseFloat(number, 64)
		if !ok || err != nil {
			return "", false
		}
		total += n
	}
	return strconv.FormatFloat(total, 'f', -1, 64), true
}

// Brings returns the columns of the list that become fields of its people: those that neither identify the person
// nor are known to every list.
func (a *Also) Brings() (keys []string) {
	for i, key := range a.Keys {
		if !a.own[i] {
			keys = append(keys, key)
		}
	}
	return keys
}
