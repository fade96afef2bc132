package roster

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/gocarina/gocsv"
)

// entry is a row as gocsv fills it in. The parts of a name are kept elsewhere: few lists have more than two of
// them, and space for all would make every entry larger.
type entry struct {
	ID           string `csv:"id"`
	Order        string `csv:"order"`
	OrderLine    string `csv:"order_line"`
	Name         string `csv:"name"`
	NameLocal    string `csv:"name_local"`
	Language     string `csv:"language"`
	Organisation string `csv:"organisation"`
	Position     string `csv:"position"`
	Country      string `csv:"country"`
	Role         string `csv:"role"`
	Email        string `csv:"email"`
	Sessions     items  `csv:"sessions"`
	Access       items  `csv:"access"`
	Minutes      string `csv:"minutes"`
}

// items are the values of a cell that holds several.
type items []string

// UnmarshalCSV splits a cell at ; and |. It implements gocsv's unmarshaler interface.
func (s *items) UnmarshalCSV(cell string) error {
	for part := range strings.FieldsFuncSeq(cell, hardBreak) {
		if part = strings.TrimSpace(part); part != "" {
			*s = append(*s, part)
		}
	}
	return nil
}

// feed is the CSV reader that gocsv reads from. Its first record names the fields that the plan found; the
// following ones hold their values in the valid rows.
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

// ReadAll returns the records that Read has not returned yet.
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

// cell returns a row's value for a field, from the first column with a value. An id comes from one column only,
// since another column holds another kind of id; middle names are joined from all of theirs.
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
		switch {
		case found == "":
			found = cell
		case field == fMiddle && cell != "" && cell != found:
			found += " " + cell
		}
		if found != "" && field != fMiddle {
			break
		}
	}
	return found
}

// says returns a cell's text; "" where a form writes the word "anonymous" for a question it did not ask.
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
		l.fail(l.header.line, 0, "roster-empty", "there is no row below the header").Hint = "add a line for each person"
		return
	}
	l.tallyColumns(good)
	if !l.opt.further {
		l.unreadAnswers(good)
	}
	f := &feed{plan: l.plan}
	for _, field := range entryFields {
		if len(l.plan.columns[field]) > 0 {
			f.fields = append(f.fields, field)
		}
	}
	columns := map[string]int{}
	for field, cs := range l.plan.columns {
		if len(cs) > 0 && field != fBuyer {
			columns[field] = cs[0] + 1
		}
	}
	b := l.newBuilder(columns)
	l.People = make([]Attendee, 0, len(good))
	for rows := range slices.Chunk(good, entriesAtOnce) {
		if l.opt.Ended != nil && l.opt.Ended() != nil {
			return
		}
		f.rows, f.at = rows, -1
		var entries []entry
		if err := gocsv.UnmarshalCSV(f, &entries); err != nil {
			panic("internal error: gocsv refuses our own records: " + err.Error())
		}
		for i := range entries {
			b.add(rows[i], &entries[i])
		}
	}
	b.absences()
	b.notes()
	l.unseen(good)
}

// entriesAtOnce limits how many rows gocsv converts at a time: an entry takes 600 bytes on top of its row.
const entriesAtOnce = 1000

// entryFields are the headers of entry.
var entryFields = []string{
	fID, fOrder, fOrderLine, fName, fNameLocal, fLanguage, fOrganisation, fPosition, fCountry, fRole, fEmail,
	fSessions, fAccess, fMinutes,
}

// whole returns the rows with a cell for each header and reports all others. Workbooks omit trailing empty cells.
func (l *list) whole() []row {
	good := make([]row, 0, len(l.rows))
	width := len(l.header.cells)
	for _, r := range l.rows {
		if l.enough() {
			return nil
		}
		l.Rows++
		switch {
		case r.fault != nil:
			l.fault(r)
			continue
		case len(r.cells) == width && slices.Equal(r.cells[:l.own], l.header.cells[:l.own]):
			l.fail(r.line, 0, "roster-second-header", "the header of line %d is repeated here",
				l.header.line).Hint = "delete this line"
			l.Refused++
			continue
		case len(r.cells) < width && l.comma != 0:
			l.fail(r.line, 0, "roster-ragged", "the row has %s, the header has %d", count(len(r.cells), "cell"),
				l.own).Hint =
				fmt.Sprintf("write a %q for each empty cell as well", l.comma)
			l.Refused++
			continue
		case len(r.cells) > width:
			if extra := firstFull(r.cells[width:]); extra >= 0 {
				l.fail(r.line, l.own+extra+1, "roster-ragged", "the row has %d cells, the header has %d",
					len(r.cells)-(width-l.own), l.own).Hint =
					fmt.Sprintf("put quotes around a cell that contains a %q", max(l.comma, ','))
				l.Refused++
				continue
			}
			r.cells = r.cells[:width]
		}
		good = append(good, r)
	}
	return good
}

// fault reports a row that could not be split into cells.
func (l *list) fault(r row) {
	l.fail(r.fault.line, r.fault.column, r.fault.code, "%s", r.fault.message).Hint = r.fault.hint
	l.Refused++
}

// firstFull returns the index of the first non-empty cell, or -1.
func firstFull(cells []string) int {
	for i, c := range cells {
		if strings.TrimSpace(c) != "" {
			return i
		}
	}
	return -1
}
