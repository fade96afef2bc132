package roster

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"lanyard/internal/base/source"
)

// builder turns entries into people, one by one.
type builder struct {
	*list
	columns map[string]int
	keys    *[]string      // of the columns; kept apart from the list, which is released after reading
	ids     map[string]int // id -> index in People
	out     map[string]int // status -> index in LeftOut
	derived [2]int         // ids from e-mail, from name

	hasParts, hasLocal bool // columns for the parts of a name, in either script

	turn    bool   // names are written "Last, First" and turned around
	turns   int    // names that were turned around
	dropped int    // names followed by something in brackets
	titled  int    // people with a form of address in a column of its own, which names are printed without
	title   string // the first
	unit    int    // unit of bare numbers in the column of minutes, in seconds
	unread  struct {
		rows, line int
		cell       string
	}
	sessions, access *joiner
	aloneRoles       map[string]bool
	severalRoles     int
	nothing          map[string]int // cells taken for empty, by field
	nothingSaid      string
	guests           [2]int
	fallback         int // people whose address comes from a lower-ranked column

	visits   int      // rows added to a person's first row
	joined   []int    // lines of rows merged with an earlier row
	replaced [][2]int // lines of a form's earlier and later answers
	byMail   map[string][]int
}

// newBuilder returns a builder for the rows of the list.
func (l *list) newBuilder(columns map[string]int) *builder {
	keys := l.plan.keys
	b := &builder{list: l, columns: columns, keys: &keys, ids: map[string]int{}, out: map[string]int{}, unit: 60}
	if c := l.plan.columns[fMinutes]; len(c) > 0 {
		b.unit = unitOf(l.header.cells[c[0]])
	}
	b.sessions = l.newJoiner(fSessions, nil)
	b.access = l.newJoiner(fAccess, l.opt.Access)
	b.aloneRoles = l.standAlone()
	b.hasLocal = len(l.plan.columns[fGivenLocal]) > 0 || len(l.plan.columns[fFamilyLocal]) > 0
	for _, part := range nameParts {
		b.hasParts = b.hasParts || len(l.plan.columns[part]) > 0
	}
	b.turn = l.opt.Name == "" && l.mostlyTurned()
	if b.sent() {
		b.byMail = map[string][]int{}
	}
	return b
}

// mostlyTurned reports whether most names are written "Last, First".
func (l *list) mostlyTurned() bool {
	yes, all := 0, 0
	for _, c := range l.plan.columns[fName][:min(1, len(l.plan.columns[fName]))] {
		for _, r := range l.rows {
			if c >= len(r.cells) || r.cells[c] == "" {
				continue
			}
			all++
			if strings.Contains(r.cells[c], ",") || strings.ContainsAny(r.cells[c], "،、") {
				if _, ok := turned(l.display(tidy(r.cells[c]))); ok {
					yes++
				}
			}
		}
	}
	return yes*2 > all
}

// add makes a person of an entry, or reports why it cannot.
func (b *builder) add(r row, e *entry) {
	status, out, attended := "", false, Unknown
	if len(b.states) > 0 {
		status, out, attended = b.state(r)
	}
	if out {
		b.leave(status)
		return
	}
	if b.plan.system.tickets && e.Name == "" && e.Email == "" && e.Organisation == "" &&
		b.plan.cell(r, fGiven)+b.plan.cell(r, fFamily) == "" {
		b.leave("unassigned")
		return
	}
	a := Attendee{Row: r.line, Columns: b.columns, Sessions: b.sessions.separate(e.Sessions),
		Access: b.access.separate(e.Access), Attended: attended}
	a.Unsure, a.UnsureOf = b.unsure(r)
	c := checker{list: b.list, row: r, keys: b.keys, good: true}
	b.minutes(&a, r, e)
	lang := b.language(r, e)
	b.name(&a, &c, r, e, lang)
	a.Odd = oddity(r, a.Name)
	if text := cmp.Or(a.NameLocal, a.Name); text != "" && !(latin[base(lang)] && inOwnScript(text)) {
		a.Language = lang
	}
	a.Organisation = c.text(fOrganisation, b.something(fOrganisation, e.Organisation))
	a.Position = c.text(fPosition, b.something(fPosition, e.Position))
	a.Country = c.text(fCountry, b.something(fCountry, e.Country))
	role, also := b.rolesOf(b.something(fRole, e.Role))
	a.Role, a.AlsoRoles = c.text(fRole, role), also
	c.texts(fRole, a.AlsoRoles)
	c.texts(fSessions, a.Sessions)
	c.texts(fAccess, a.Access)
	c.named(a.Name)
	a.Email = c.email(e.Email)
	b.countExtras(r, &a)
	a.ID = c.id(e)
	a.Fields = c.fields()
	if b.plan.system.sums && c.good && b.visit(&a) {
		return
	}
	if c.good && (b.resent(&a) || b.identify(&a)) {
		return
	}
	b.Refused++
}

// name decides the names of a person: from the pattern of event.toml, from the whole name in the list, or from its
// parts.
func (b *builder) name(a *Attendee, c *checker, r row, e *entry, lang string) {
	order := cmp.Or(lang, b.plan.order)
	var p parts
	if b.hasParts {
		p = b.parts(c, r)
	}
	if t := b.plan.cell(r, fHonorific); t != "" && b.pattern == nil {
		b.titled++
		b.title = cmp.Or(b.title, t)
	}
	given, family := words(p.given, p.middle), p.surname()
	if base(order) == "vi" {
		given = words(p.middle, p.given)
	}
	whole := b.typedName(p, e.Name)
	a.Name = c.text(fName, whole)
	if a.Name != "" && b.turn {
		if t, ok := turned(a.Name); ok {
			a.Name = withSuffix(words(t.given, t.family), t.suffix)
			given, family = cmp.Or(given, t.given), cmp.Or(family, t.family)
			b.turns++
		}
	}
	if a.Name == "" || a.Name == p.given+" "+p.family { // as a system joins them
		a.Name = p.whole(order)
	}
	a.NameLocal = c.text(fNameLocal, b.something(fNameLocal, e.NameLocal))
	if a.NameLocal == "" && b.hasLocal {
		a.NameLocal = b.localName(c, r, order)
	}
	if b.pattern != nil {
		if name := c.text(fName, b.patterned(r, e, p)); name != "" {
			a.Name = name
		}
		if _, own, ok := scripts(e.Name); ok && a.NameLocal == "" && b.shows(patternLatin) {
			a.NameLocal = c.text(fNameLocal, own)
		}
	}
	if a.Name == "" {
		a.Name, a.NameLocal = a.NameLocal, ""
	}
	b.sharedParts(a, given, family, order)
}

// parts returns the parts of a name given in the list.
func (b *builder) parts(c *checker, r row) (p parts) {
	for field, to := range p.fields {
		cell := b.plan.cell(r, field)
		if cell != "" && cell[0] == '#' && formulaErrors[strings.ToUpper(cell)] {
			c.refuse(field, "roster-spreadsheet-error",
				"the %s name is %s, which is what a spreadsheet shows when a formula fails%s",
				strings.ReplaceAll(field, "_", " "), cell, c.whose()).Hint = "mend the formula in the spreadsheet"
		}
		*to = c.text(field, b.something(field, cell))
	}
	return p
}

// localName joins the name in the person's own script.
func (b *builder) localName(c *checker, r row, lang string) string {
	var p parts
	for field, to := range p.fields {
		field = localOf(field)
		*to = c.text(field, b.something(field, b.plan.cell(r, field)))
	}
	return p.whole(lang)
}

// typedName returns the whole name given in the list. Where people can type any display name, the parts from their
// registration take precedence.
func (b *builder) typedName(p parts, name string) string {
	if b.plan.system.parts && p.given != "" && p.family != "" {
		return p.whole("")
	}
	shown := b.display(name)
	if shown != name {
		b.dropped++
	}
	return shown
}

// sharedParts sets the given and family name of a person: from the list, or by splitting the whole name.
func (b *builder) sharedParts(a *Attendee, given, family, lang string) {
	a.Given, a.Family = given, family
	if given != "" && family != "" || a.Name == "" {
		return
	}
	name := a.Name
	if first, _, ok := scripts(name); ok {
		name = first
	}
	g, f := split(name, cmp.Or(lang, a.Language))
	switch {
	case given == "" && family == "":
		if b.namesFamilyFirst() && f != "" {
			if first, rest, ok := strings.Cut(a.Name, " "); ok {
				g, f = rest, first
				if given, father, ok := strings.Cut(rest, " "); ok && patronymic(father) {
					g = given
				}
			}
		}
		a.Given, a.Family = g, f
	case family == "" && given != a.Name && strings.HasPrefix(a.Name, given+" "):
		a.Family = strings.TrimSpace(a.Name[len(given):])
	case given == "" && family != a.Name:
		if rest, ok := strings.CutSuffix(a.Name, " "+family); ok {
			a.Given = rest
		} else if rest, ok := strings.CutPrefix(a.Name, family+" "); ok {
			a.Given = rest
		}
	}
}

// namesFamilyFirst reports whether the header of the whole name puts the family first: "Last Name First Name".
func (b *builder) namesFamilyFirst() bool {
	c := b.columns[fName]
	if c == 0 || b.turn {
		return false
	}
	k := key(b.header.cells[c-1])
	if k = strings.ReplaceAll(k, ".", ""); k == "фио" || k == "піб" || strings.HasPrefix(k, "фиоучастник") {
		return true
	}
	for _, order := range [][2]string{{"lastname", "firstname"}, {"surname", "name"}, {"nachname", "vorname"},
		{"name", "vorname"}, {"nom", "prénom"}, {"apellido", "nombre"}, {"cognome", "nome"}, {"фамилия", "имя"},
		{"прізвище", "ім'я"},
		{"nazwisko", "imię"}, {"příjmení", "jméno"}, {"vezetéknév", "keresztnév"}, {"nume", "prenume"}, {"soyad", "ad"},
		{"sobrenome", "nome"}, {"apelido", "nome"}, {"achternaam", "voornaam"}, {"efternavn", "fornavn"},
		{"etternavn", "fornavn"},
		{"efternamn", "förnamn"}, {"sukunimi", "etunimi"}, {"priezvisko", "meno"}, {"prezime", "ime"}, {"επώνυμο", "όνομα"},
		{"pavardė", "vardas"}, {"uzvārds", "vārds"}} {
		if rest, ok := strings.CutPrefix(k, order[0]); ok && strings.Contains(rest, order[1]) {
			return true
		}
	}
	return false
}

// minutes reads how long a person was there. Without a presence column, people with a time count as present, and
// people without a time as absent if anybody has one.
func (b *builder) minutes(a *Attendee, r row, e *entry) {
	if len(b.plan.columns[fMinutes]) == 0 {
		return
	}
	n, ok := seconds(e.Minutes, b.unit)
	if !ok {
		if b.unread.rows++; b.unread.rows == 1 {
			b.unread.line, b.unread.cell = r.line, e.Minutes
		}
		return
	}
	a.seconds, a.Minutes = n, n/60
	if n > 0 && a.Attended == Unknown {
		a.Attended = Present
	}
}

// absences settles who was absent in a list that only has minutes.
func (b *builder) absences() {
	if len(b.plan.columns[fMinutes]) == 0 || len(b.plan.columns[fPresence]) > 0 {
		return
	}
	timed := slices.ContainsFunc(b.People, func(a Attendee) bool { return a.Minutes > 0 })
	for i := range b.People {
		if p := &b.People[i]; timed && p.Attended == Unknown && p.seconds == 0 {
			p.Attended = Absent
		}
	}
}

// countExtras counts guests, and addresses that come from a lower-ranked column.
func (b *builder) countExtras(r row, a *Attendee) {
	for _, c := range b.plan.columns[fGuests] {
		if c < len(r.cells) {
			cell := tidy(r.cells[c])
			n, counted := seconds(cell, 1)
			if s := say(cell); !counted && letters(cell) > 0 && s != sNo && s != sOut && s != sAbsent && !startsWithNo(cell) {
				n = 1 // a name
			}
			if n > 0 {
				b.guests[0]++
				b.guests[1] += n
			}
		}
	}
	if c := b.plan.columns[fEmail]; len(c) > 1 && a.Email != "" && b.rank(c[0]) == 0 &&
		(c[0] >= len(r.cells) || tidy(r.cells[c[0]]) == "") {
		b.fallback++
	}
}

// display returns a person's display name in a meeting without the trailing registered name, pronouns or "Guest".
func (l *list) display(name string) string {
	if !l.plan.system.meeting {
		return name
	}
	for {
		cut := name
		if i := strings.LastIndexAny(cut, "(（"); i > 0 && (strings.HasSuffix(cut, ")") || strings.HasSuffix(cut, "）")) {
			cut = fuller(strings.TrimSpace(cut[:i]), strings.Trim(cut[i:], "()（） "))
		}
		if i := strings.LastIndex(strings.ToLower(cut), "#guest"); i > 0 {
			cut = strings.TrimSpace(cut[:i])
		}
		if cut == name || cut == "" {
			return name
		}
		name = cut
	}
}

// fuller returns the name before the brackets, or the one in them if that is the whole name of the same person: "Kofi
// (Kofi Mensah)", "iPhone (Kofi Mensah)".
func fuller(name, bracketed string) string {
	if device(name) != "" && device(bracketed) == "" && likeName(bracketed) && strings.Contains(bracketed, " ") {
		return bracketed
	}
	typed, registered := strings.Fields(strings.ToLower(name)), strings.Fields(strings.ToLower(bracketed))
	for _, w := range typed {
		if !slices.Contains(registered, w) {
			return name
		}
	}
	if len(registered) > len(typed) && likeName(bracketed) {
		return bracketed
	}
	return name
}

// leave counts a row that is left out because of its status.
func (b *builder) leave(status string) {
	i, ok := b.out[status]
	if !ok {
		i = len(b.LeftOut)
		b.out[status] = i
		b.LeftOut = append(b.LeftOut, LeftOut{Status: status})
	}
	b.LeftOut[i].Rows++
}

// identify settles the id of a person: from the list, or derived from the e-mail address or the name. It adds the
// person, or merges the row with the person who has the id, and reports whether either was possible.
func (b *builder) identify(a *Attendee) bool {
	if a.ID == "" {
		b.derive(a)
	}
	first, taken := b.ids[a.ID]
	if !taken {
		b.ids[a.ID] = len(b.People)
		if b.byMail != nil && a.Email != "" {
			mail := strings.ToLower(a.Email)
			b.byMail[mail] = append(b.byMail[mail], len(b.People))
		}
		b.People = append(b.People, *a)
		return true
	}
	before := &b.People[first]
	if a.IDDerived && a.Email == "" && !b.sent() {
		p := b.fail(a.Row, b.columns[fName], "roster-duplicate-person",
			"%s is on line %d too, and nothing tells the two apart", source.Quote(a.Name), before.Row)
		p.Hint, p.Twin = "delete one of the two lines, or add an id column that tells them apart", before.Row
		return false
	}
	field := b.again(first, a)
	var p *source.Problem
	switch {
	case field == "":
		return true
	case a.IDDerived:
		p = b.fail(a.Row, b.columns[fName], "roster-duplicate-person",
			"%s is on line %d too, with the same e-mail address and another %s", source.Quote(a.Name), before.Row,
			strings.ReplaceAll(field, "_", " "))
		p.Hint = "delete one of the two lines, or add an id column that tells them apart"
	case shortened(a.ID):
		p = b.fail(a.Row, b.columns[fID], "roster-duplicate-id",
			"id %s is on line %d too, for %s: a spreadsheet has shortened long numbers, and their last "+
				"digits are lost",
			source.Quote(a.ID), before.Row, source.Quote(before.Name))
		p.Hint = "export the list again without opening it in a spreadsheet, or import the column of ids as text; to " +
			"do without these ids, write id = \"\" under [attendees.columns]"
	case field != fName:
		p = b.fail(a.Row, b.columns[fID], "roster-duplicate-id", "id %s is on line %d too, for %s with another %s",
			source.Quote(a.ID), before.Row, source.Quote(before.Name), strings.ReplaceAll(field, "_", " "))
		p.Hint = "delete one of the two lines, or give each person an id of their own"
	default:
		p = b.fail(a.Row, b.columns[fID], "roster-duplicate-id", "id %s is on line %d too, for %s",
			source.Quote(a.ID), before.Row, source.Quote(before.Name))
		p.Hint = "give each person an id of their own"
	}
	p.Twin = before.Row
	return false
}

// shortened reports whether an id is a long number in the notation of spreadsheets: 7.70001E+11.
func shortened(id string) bool {
	mantissa, exponent, ok := strings.Cut(strings.ToUpper(id), "E+")
	return ok && exponent != "" && mantissa != "" && strings.Trim(mantissa, "0123456789.,") == "" &&
		strings.Trim(exponent, "0123456789") == ""
}

// derive makes an id from the e-mail address, or from name and organisation. If several people share an address, it
// is the id of the first only; the ids of the rest add their name, so that a line added below changes nobody's id.
func (b *builder) derive(a *Attendee) {
	a.IDDerived = true
	if noAddress(a.Email) == "" {
		b.derived[0]++
		a.ID = strings.ToLower(a.Email)
		if first, taken := b.ids[a.ID]; taken && b.People[first].Name != a.Name {
			a.ID = strings.ToLower(a.Email) + ", " + a.Name
		}
		return
	}
	b.derived[1]++
	a.ID = a.Name
	if a.Organisation != "" {
		a.ID += ", " + a.Organisation
	}
}

// withTitle returns the pattern of [attendees] name that prints the form of address before the parts that the list has.
func (b *builder) withTitle() string {
	pattern := "{{" + fHonorific + "}}"
	for _, field := range b.nameOrder() {
		if len(b.plan.columns[field]) > 0 {
			pattern += " {{" + field + "}}"
		}
	}
	if !b.hasParts {
		pattern += " {{" + fName + "}}"
	}
	return pattern
}

// notes reports what was derived, reinterpreted or merged.
func (b *builder) notes() {
	if n := len(b.People); n > 0 && len(b.plan.columns[fName]) > 0 &&
		!slices.ContainsFunc(b.People, func(p Attendee) bool {
			return letters(p.Name) > 0 || !strings.ContainsFunc(p.Name, unicode.IsDigit)
		}) {
		c := b.plan.columns[fName][0]
		b.fail(b.header.line, c+1, "roster-no-names", "the column %s is taken for the name, and its cells are numbers, "+
			"such as %s", source.Quote(b.header.cells[c]), source.Quote(b.People[0].Name)).Hint =
			"name the column of names in event.toml:\n[attendees.columns]\nname = \"the header of that column\""
	}
	if n := b.derived[0]; n > 0 {
		b.Notes = append(b.Notes, fmt.Sprintf("%s no id: the e-mail address is taken for it",
			count(n, "person has", "people have")))
	}
	if n := b.derived[1]; n > 0 {
		b.Notes = append(b.Notes,
			fmt.Sprintf("%s neither id nor e-mail address: name and organisation are taken for the id",
				count(n, "person has", "people have")))
	}
	if b.turns > 0 {
		b.Notes = append(b.Notes,
			fmt.Sprintf("%s written \"Last, First\" turned round; to print them as written, write under "+
				"[attendees]: name = \"{{name}}\"",
				count(b.turns, "name")))
	}
	if b.dropped > 0 {
		b.Notes = append(b.Notes,
			fmt.Sprintf("%s something in brackets behind it, such as pronouns or an earlier name: not printed",
				count(b.dropped, "name has", "names have")))
	}
	if b.titled > 0 {
		b.Notes = append(b.Notes, fmt.Sprintf("%s a form of address in %s, such as %s: not printed; to print it, write under "+
			"[attendees]: name = %s", count(b.titled, "person has", "people have"),
			source.Quote(b.header.cells[b.plan.columns[fHonorific][0]]), source.Quote(b.title), source.Quote(b.withTitle())))
	}
	if n := b.guests; n[0] > 0 {
		b.Notes = append(b.Notes, fmt.Sprintf("%s %s, who %s no row of their own: nothing is printed for them",
			count(n[0], "person brings", "people bring"), count(n[1], "guest"), plural(n[1], "has", "have")))
	}
	if b.fallback > 0 {
		c := b.plan.columns[fEmail]
		b.Notes = append(b.Notes, fmt.Sprintf("%s no %s: %s is taken for the address", count(b.fallback, "person has",
			"people have"), source.Quote(b.header.cells[c[0]]), source.Quote(b.header.cells[c[1]])))
	}
	if b.severalRoles > 0 {
		b.Notes = append(b.Notes,
			fmt.Sprintf("%s several roles: the first in the order of event.toml is the role, and the others are marks, "+
				"which templates show as {{marks.label}}",
				count(b.severalRoles, "person has", "people have")))
	}
	b.mergeNotes()
	b.sessions.note(b, fSessions)
	b.access.note(b, fAccess)
	b.nothingNote()
	b.unreadDurations()
	b.uncomputedCells()
	b.shortenedIDs()
	b.mixedOrder()
}

// uncomputedCells warns of formulas whose results are not in the workbook.
func (b *builder) uncomputedCells() {
	n, first := 0, [2]int{}
	for at := range b.uncomputed {
		if at[1] < len(b.plan.taken) && b.plan.taken[at[1]] != "" && at[0] > b.header.line {
			if n++; n == 1 || at[0] < first[0] || at[0] == first[0] && at[1] < first[1] {
				first = at
			}
		}
	}
	if n > 0 {
		b.warn(first[0], first[1]+1, "roster-formula", "%s a formula that was never computed: read as empty",
			count(n, "cell holds", "cells hold")).Hint =
			"open the workbook in a spreadsheet program and save it again"
	}
}

// shortenedIDs warns of ids that a spreadsheet has shortened, if none of them occurs twice.
func (b *builder) shortenedIDs() {
	n, first := 0, 0
	for i := range b.People {
		if !b.People[i].IDDerived && shortened(b.People[i].ID) {
			if n++; n == 1 {
				first = i
			}
		}
	}
	if n > 0 {
		b.warn(b.People[first].Row, b.columns[fID], "roster-shortened-id",
			"%s like %s: a spreadsheet has shortened long numbers, and their last digits are lost",
			count(n, "id is", "ids are"), source.Quote(b.People[first].ID)).Hint =
			"export the list again without opening it in a spreadsheet, or import the column of ids as text"
	}
}
