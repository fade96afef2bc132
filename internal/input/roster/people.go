package roster

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/gocarina/gocsv"

	"lanyard/internal/base/source"
)

// entry is a row as gocsv fills it in from our rows.
type entry struct {
	ID           string  `csv:"id"`
	Order        string  `csv:"order"`
	OrderLine    string  `csv:"order_line"`
	Name         string  `csv:"name"`
	Given        string  `csv:"given"`
	Family       string  `csv:"family"`
	NameLocal    string  `csv:"name_local"`
	GivenLocal   string  `csv:"given_local"`
	FamilyLocal  string  `csv:"family_local"`
	Language     string  `csv:"language"`
	Organisation string  `csv:"organisation"`
	Position     string  `csv:"position"`
	Country      string  `csv:"country"`
	Role         string  `csv:"role"`
	Email        string  `csv:"email"`
	Sessions     items   `csv:"sessions"`
	Access       items   `csv:"access"`
	Minutes      minutes `csv:"minutes"`
	Status       string  `csv:"status"`
}

// items are the parts of a cell that holds several.
type items []string

// UnmarshalCSV splits a cell at ; and |, as gocsv asks it to.
func (s *items) UnmarshalCSV(cell string) error {
	for part := range strings.FieldsFuncSeq(cell, func(r rune) bool { return r == ';' || r == '|' || r == '\n' }) {
		if part = strings.TrimSpace(part); part != "" {
			*s = append(*s, part)
		}
	}
	return nil
}

// minutes are the whole minutes a cell says; a cell that says none is 0.
type minutes int

// UnmarshalCSV reads "95", "95.5" and "95 min", as gocsv asks it to.
func (m *minutes) UnmarshalCSV(cell string) error {
	digits := strings.TrimLeft(cell, "0123456789")
	n, err := strconv.Atoi(cell[:len(cell)-len(digits)])
	if err != nil || n > 1<<20 { // two years: not a presence
		n = 0
	}
	*m = minutes(n)
	return nil
}

// feed is the CSV reader that gocsv reads from. The first record are the fields
// that the plan found, the others what the good rows say about them.
type feed struct {
	plan   plan
	fields []string
	rows   []row
	at     int
}

// Read returns the next record.
func (f *feed) Read() ([]string, error) {
	if f.at < 0 {
		f.at = 0
		return f.fields, nil
	}
	if f.at == len(f.rows) {
		return nil, io.EOF
	}
	r := f.rows[f.at]
	f.at++
	record := make([]string, len(f.fields))
	for i, field := range f.fields {
		record[i] = f.plan.cell(r, field)
	}
	return record, nil
}

// ReadAll returns what Read has left.
func (f *feed) ReadAll() ([][]string, error) {
	records := make([][]string, 0, len(f.rows)+1)
	for {
		record, err := f.Read()
		if err == io.EOF {
			return records, nil
		}
		records = append(records, record)
	}
}

// cell returns what a row says about a field: the first column that says
// anything. An id comes from one column only, for another would be another
// kind of id; a status from the column that leaves the row out.
func (p *plan) cell(r row, field string) string {
	columns := p.columns[field]
	if field == fID && len(columns) > 1 {
		columns = columns[:1]
	}
	found := ""
	for _, c := range columns {
		if c >= len(r.cells) {
			continue
		}
		cell := p.says(r.cells[c])
		if field == fStatus {
			if _, out := leftOut(cell); out {
				return cell
			}
		}
		if found == "" {
			found = cell
		}
	}
	return found
}

// says returns what a cell says, which is nothing where a form writes the word
// anonymous for what it did not ask.
func (p *plan) says(cell string) string {
	cell = tidy(cell)
	if p.system.anonymous && strings.EqualFold(cell, "anonymous") {
		return ""
	}
	return cell
}

// people turns the rows into people.
func (l *list) people() {
	good := l.whole()
	if l.Rows == 0 {
		l.fail(l.header.line, 0, "roster-empty", "nobody stands below the header").Hint = "add a line for each person"
		return
	}
	f := &feed{plan: l.plan}
	for _, field := range entryFields {
		if len(l.plan.columns[field]) > 0 {
			f.fields = append(f.fields, field)
		}
	}
	columns := map[string]int{}
	for field, cs := range l.plan.columns {
		if len(cs) > 0 {
			columns[field] = cs[0] + 1
		}
	}
	keys := l.plan.keys
	b := builder{list: l, columns: columns, keys: &keys, ids: map[string]int{}, out: map[string]int{}}
	l.People = make([]Attendee, 0, len(good))
	for rows := range slices.Chunk(good, entriesAtOnce) {
		f.rows, f.at = rows, -1
		var entries []entry
		if err := gocsv.UnmarshalCSV(f, &entries); err != nil {
			panic("internal error: gocsv refuses our own records: " + err.Error())
		}
		for i := range entries {
			b.add(rows[i], &entries[i])
		}
	}
	b.notes()
}

// entriesAtOnce is how many rows gocsv fills in at a time: an entry takes 500
// bytes beside its row.
const entriesAtOnce = 1000

// entryFields are the headers of entry.
var entryFields = []string{
	fID, fOrder, fOrderLine, fName, fGiven, fFamily, fNameLocal, fGivenLocal, fFamilyLocal,
	fLanguage, fOrganisation, fPosition, fCountry, fRole, fEmail, fSessions, fAccess, fMinutes, fStatus,
}

// whole returns the rows that have a cell for each header, and reports the
// others. A workbook leaves empty cells at the end of a row away.
func (l *list) whole() []row {
	good := make([]row, 0, len(l.rows))
	width := len(l.header.cells)
	for _, r := range l.rows {
		l.Rows++
		switch {
		case r.fault != nil:
			l.fault(r)
			continue
		case slices.Equal(r.cells, l.header.cells):
			l.fail(r.line, 0, "roster-second-header", "the header of line %d stands here again", l.header.line).Hint = "delete this line"
			l.Refused++
			continue
		case len(r.cells) < width && l.comma != 0:
			l.fail(r.line, 0, "roster-ragged", "the row has %s, the header has %d", count(len(r.cells), "cell"), width).Hint =
				fmt.Sprintf("write a %q for each empty cell as well", l.comma)
			l.Refused++
			continue
		case len(r.cells) > width:
			if extra := firstFull(r.cells[width:]); extra >= 0 {
				l.fail(r.line, width+extra+1, "roster-ragged", "the row has %d cells, the header has %d", len(r.cells), width).Hint =
					fmt.Sprintf("a cell that holds a %q stands between quotes", max(l.comma, ','))
				l.Refused++
				continue
			}
			r.cells = r.cells[:width]
		}
		good = append(good, r)
	}
	return good
}

// fault reports a row that could not be cut into cells.
func (l *list) fault(r row) {
	l.fail(r.fault.line, r.fault.column, r.fault.code, "%s", r.fault.message).Hint = r.fault.hint
	l.Refused++
}

// firstFull returns the first cell that is not empty, or -1.
func firstFull(cells []string) int {
	for i, c := range cells {
		if strings.TrimSpace(c) != "" {
			return i
		}
	}
	return -1
}

// builder makes people of entries, one after the other.
type builder struct {
	*list
	columns map[string]int
	keys    *[]string      // of the columns; no part of the list, which goes when it was read
	ids     map[string]int // id -> index in People
	out     map[string]int // status -> index in LeftOut
	derived [2]int         // ids from e-mail, from name
}

// add makes a person of an entry, or says why not.
func (b *builder) add(r row, e *entry) {
	if e.Status != "" {
		if status, out := leftOut(e.Status); out {
			b.leave(status)
			return
		}
	}
	a := Attendee{Row: r.line, Columns: b.columns, Sessions: e.Sessions, Access: e.Access, Minutes: int(e.Minutes)}
	c := checker{list: b.list, row: r, keys: b.keys, good: true}
	lang := b.language(r, e)
	a.Given = c.text(fGiven, e.Given)
	a.Family = c.text(fFamily, e.Family)
	a.Name = c.text(fName, b.display(e.Name))
	a.NameLocal = c.text(fNameLocal, e.NameLocal)
	if a.NameLocal == "" {
		a.NameLocal = join(c.text(fGivenLocal, e.GivenLocal), c.text(fFamilyLocal, e.FamilyLocal), lang)
	}
	if a.Name == "" || a.Name == a.Given+" "+a.Family { // as a system puts them together
		a.Name = join(a.Given, a.Family, lang)
	}
	if a.Name == "" {
		a.Name, a.NameLocal = a.NameLocal, ""
	}
	if cmp.Or(a.NameLocal, a.Name) != "" && !(latin[base(lang)] && inOwnScript(cmp.Or(a.NameLocal, a.Name))) {
		a.Language = lang
	}
	a.Organisation = c.text(fOrganisation, e.Organisation)
	a.Position = c.text(fPosition, e.Position)
	a.Country = c.text(fCountry, e.Country)
	a.Role = c.text(fRole, e.Role)
	c.texts(fSessions, a.Sessions)
	c.texts(fAccess, a.Access)
	c.named(a.Name)
	a.Email = c.email(e.Email)
	a.ID = c.id(e)
	a.Fields = c.fields()
	if b.plan.system.sums && c.good && b.merge(&a) {
		return
	}
	if c.good && b.identify(&a) {
		b.People = append(b.People, a)
		return
	}
	b.Refused++
}

// display returns the name that a person shows in a meeting, without the one
// they signed up with behind it.
func (b *builder) display(name string) string {
	if !b.plan.system.sums {
		return name
	}
	if i := strings.LastIndex(name, " ("); i > 0 && strings.HasSuffix(name, ")") {
		return name[:i]
	}
	return name
}

// leave counts a row that is left out for its status.
func (b *builder) leave(status string) {
	i, ok := b.out[status]
	if !ok {
		i = len(b.LeftOut)
		b.out[status] = i
		b.LeftOut = append(b.LeftOut, LeftOut{Status: status})
	}
	b.LeftOut[i].Rows++
}

// identify settles the id of a person: their own, or one made of the e-mail
// address, or of the name. It reports whether nobody has it yet.
func (b *builder) identify(a *Attendee) bool {
	if a.ID == "" {
		b.derive(a)
	}
	first, taken := b.ids[a.ID]
	if !taken {
		b.ids[a.ID] = len(b.People)
		return true
	}
	before := b.People[first]
	if a.IDDerived {
		same := "and nothing tells the two apart"
		if a.Email != "" {
			same = "with the same e-mail address"
		}
		b.fail(a.Row, b.columns[fName], "roster-duplicate-person", "%s stands on line %d too, %s", source.Quote(a.Name), before.Row, same).Hint =
			"delete one of the two lines, or add an id column that tells them apart"
		return false
	}
	b.fail(a.Row, b.columns[fID], "roster-duplicate-id", "id %s stands on line %d too, for %s", source.Quote(a.ID), before.Row, source.Quote(before.Name)).Hint =
		"give each person an id of their own"
	return false
}

// derive makes an id: the e-mail address, or the name and organisation. Of several people with one address the first has it as
// the id, the others have their name with it, so that a line added below
// changes nobody's id.
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

// merge adds a further visit to the person who made it.
func (b *builder) merge(a *Attendee) bool {
	who := *a
	if who.ID == "" {
		who.ID = who.Name
		if noAddress(who.Email) == "" {
			who.ID = strings.ToLower(who.Email)
		}
	}
	first, ok := b.ids[who.ID]
	if !ok {
		return false
	}
	b.People[first].Minutes += a.Minutes
	b.Merged++
	return true
}

// notes says what was made up for people without an id.
func (b *builder) notes() {
	if n := b.derived[0]; n > 0 {
		b.Notes = append(b.Notes, fmt.Sprintf("%s no id: the e-mail address is taken for it", count(n, "person has", "people have")))
	}
	if n := b.derived[1]; n > 0 {
		b.Notes = append(b.Notes, fmt.Sprintf("%s neither id nor e-mail address: name and organisation are taken for the id", count(n, "person has", "people have")))
	}
}
