package roster

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"lanyard/internal/base/source"
)

// # Corrections
//
// A list is never written to: the next export would undo it. What an organiser corrects lies in a CSV file of its own,
// applied at every reading:
//
//	person,column,from,to
//	T17-002,Name,Jose Perez,José Pérez
//	ana@example.org,role,,speaker
//	Bob Hale (row 9),(row),,leave out
//
// person is the row's id, or its e-mail address, or the name where the list has neither; where several rows share it,
// with the number of the row behind it. column is a header, or a field of ours that the list has no column for. A cell
// that is not from any more is left as it is, with a warning; one that is to already needs no correction.

// Correction is one change of a list: of a cell, or of a whole row.
type Correction struct {
	Person string // the key of the row, as Table has it
	Column string // its header, "header [2]" for the second with that header, a field, or WholeRow
	From   string // the cell as it was, without spaces around it
	To     string // the cell as it is to be read; of WholeRow LeaveOut

	line int // in the file, from 1; 0: unknown
}

// Line returns the line of the correction in its file, from 1; 0 if it is in none yet.
func (c Correction) Line() int { return c.line }

// A correction of the column WholeRow to LeaveOut leaves a row out.
const (
	WholeRow = "(row)"
	LeaveOut = "leave out"
)

// Limits of corrections.
const (
	MaxCorrections    = 8 << 20 // bytes of the file
	maxCorrected      = 100_000 // corrections: half of the rows that a list may have
	correctionsHeader = "person,column,from,to"
)

// Corrections are the corrections of a list and the name of their file.
type Corrections struct {
	File string
	All  []Correction
}

// ReadCorrections reads a file of corrections. file is its name in messages.
func ReadCorrections(file string, data []byte) (Corrections, source.Problems) {
	all := Corrections{File: file}
	bad := func(line int, format string, args ...any) (Corrections, source.Problems) {
		return all, source.Problems{{Code: "corrections-format", File: file, Line: line,
			Message: fmt.Sprintf(format, args...), Hint: "the first line is " + correctionsHeader +
				", and every other has these four cells"}}
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	in := csv.NewReader(bytes.NewReader(data))
	if head, _, _ := bytes.Cut(data, []byte("\n")); bytes.Contains(head, []byte("person;")) {
		in.Comma = ';' // as spreadsheets of some languages save it
	}
	in.FieldsPerRecord = 4
	for {
		record, err := in.Read()
		var broken *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return all, nil
		case errors.As(err, &broken):
			return bad(broken.Line, "the line cannot be read: %v", broken.Err)
		case err != nil:
			return bad(0, "the file cannot be read: %v", err)
		}
		line, _ := in.FieldPos(0)
		for i := range record {
			record[i] = unguard(record[i])
		}
		if len(all.All) == 0 && line == 1 {
			if strings.Join(record, ",") != correctionsHeader {
				return bad(1, "the first line is not the header")
			}
			continue
		}
		if len(all.All) == maxCorrected {
			return bad(line, "there are more than %d corrections", maxCorrected)
		}
		all.All = append(all.All, Correction{record[0], record[1], record[2], record[3], line})
	}
}

// Bytes returns the corrections as a file. Cells that a spreadsheet would take for a formula begin with an apostrophe.
func (c Corrections) Bytes() []byte {
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	out.Write(strings.Split(correctionsHeader, ",")) // a buffer takes everything
	for _, one := range c.All {
		out.Write([]string{guard(one.Person), guard(one.Column), guard(one.From), guard(one.To)})
	}
	out.Flush()
	return b.Bytes()
}

// formula are the first characters of what a spreadsheet takes for a formula.
const formula = "=+-@\t\r"

func guard(cell string) string {
	if cell != "" && strings.ContainsAny(cell[:1], formula+"'") {
		return "'" + cell
	}
	return cell
}

func unguard(cell string) string {
	if len(cell) > 1 && cell[0] == '\'' && strings.ContainsAny(cell[1:2], formula+"'") {
		return cell[1:]
	}
	return cell
}

// With returns the corrections with another one added. One for the same cell is replaced, and goes when the cell is to
// be as the list has it.
func (c Corrections) With(one Correction) Corrections {
	all := slices.Clone(c.All)
	at := slices.IndexFunc(all, func(o Correction) bool { return o.Person == one.Person && o.Column == one.Column })
	if at >= 0 {
		one.From = all[at].From
		all = slices.Delete(all, at, at+1)
	}
	if one.From != one.To {
		all = append(all, one)
	}
	return Corrections{c.File, all}
}

// Table is a list as its file has it, row by row, with the corrections applied.
type Table struct {
	Header  []string // one cell per column, without spaces around it
	Columns []string // how corrections and event.toml name each column
	Rows    []TableRow
}

// TableRow is one row of a Table.
type TableRow struct {
	Line  int    // as in Attendee.Row
	Key   string // for corrections
	Cells []string
	Was   map[int]string // the cell of a corrected column, from 0, as the file has it
	Out   bool           // left out by a correction
}

// Table returns the rows of a list that was read with Options.Table; the table is empty otherwise.
func (r *Roster) Table() Table { return r.table }

// correcting is a list while it is corrected.
type correcting struct {
	*list
	keys  []string         // of the rows
	at    map[string]int   // row by key
	of    map[string][]int // rows by key without the number of the row
	found map[string]int   // by what corrections call a column: what column returns
	was   map[int]map[int]string
	out   map[int]bool
	done  int
	idle  int // corrections that the list has already
}

// addColumns adds an empty column for each field that a correction fills and no header names.
func (l *list) addColumns() {
	seen := map[string]bool{}
	for _, c := range l.opt.Corrections.All {
		if seen[c.Column] || !slices.Contains(fields, c.Column) {
			continue
		}
		seen[c.Column] = true
		if _, found := findColumn(l.header.cells, c.Column); found {
			continue
		}
		widen(l.rows, len(l.header.cells))
		l.header.cells = append(slices.Clone(l.header.cells), c.Column)
	}
}

// correct applies the corrections to the rows, leaves out those that go, and keeps the table if it is wanted.
func (l *list) correct() {
	if len(l.opt.Corrections.All) == 0 && !l.opt.Table {
		return
	}
	c := correcting{list: l, at: map[string]int{}, of: map[string][]int{}, found: map[string]int{},
		was: map[int]map[int]string{}, out: map[int]bool{}}
	c.key()
	for _, one := range l.opt.Corrections.All {
		c.apply(one)
	}
	l.Corrected = c.done
	if n := c.idle; n > 0 {
		l.Notes = append(l.Notes, fmt.Sprintf("%s of %s no longer needed: the list has them", count(n, "correction"),
			l.opt.Corrections.File))
	}
	if c.done > 0 {
		l.Notes = append(l.Notes, fmt.Sprintf("%s of %s applied", count(c.done, "correction"), l.opt.Corrections.File))
	}
	if l.opt.Table {
		c.keep()
	}
	kept := make([]row, 0, len(l.rows))
	for i, r := range l.rows {
		if !c.out[i] {
			kept = append(kept, r)
		}
	}
	l.rows = kept
}

// key gives every row its key.
func (c *correcting) key() {
	c.keys = make([]string, len(c.rows))
	for i, r := range c.rows {
		c.keys[i] = c.base(r)
		c.of[c.keys[i]] = append(c.of[c.keys[i]], i)
	}
	for i, base := range c.keys {
		if base == "" || len(c.of[base]) > 1 {
			c.keys[i] = strings.TrimSpace(fmt.Sprintf("%s (row %d)", base, c.rows[i].line))
		}
		c.at[c.keys[i]] = i
	}
	delete(c.of, "") // rows that nothing identifies have only their numbers
}

// base returns what identifies a row: its id, its e-mail address or its name.
func (c *correcting) base(r row) string {
	if r.fault != nil {
		return ""
	}
	for _, field := range []string{fID, fEmail, fName, fNameLocal} {
		if s := c.plan.cell(r, field); s != "" {
			return s
		}
	}
	return strings.TrimSpace(c.plan.cell(r, fGiven) + " " + c.plan.cell(r, fFamily))
}

// apply applies one correction, or warns that it does not apply.
func (c *correcting) apply(one Correction) {
	i, known := c.at[one.Person]
	if one.Column == WholeRow {
		switch {
		case one.To != LeaveOut:
			c.unapplied(one, "a whole row can only be left out, and not %s", source.Quote(one.To))
		case !known:
			c.unapplied(one, "nobody on the list is %s", source.Quote(one.Person))
		default:
			c.out[i] = true
			c.done++
		}
		return
	}
	column := c.column(one.Column)
	if column < 0 {
		c.unapplied(one, "the list has no column %s", source.Quote(one.Column))
		return
	}
	if !known || c.cell(i, column) != one.From && c.cell(i, column) != one.To {
		if moved := c.moved(one, column); moved >= 0 {
			i, known = moved, true
		}
	}
	switch {
	case !known:
		c.unapplied(one, "nobody on the list is %s", source.Quote(one.Person))
	case c.cell(i, column) == one.From:
		c.set(i, column, one.To)
		c.done++
	case c.cell(i, column) == one.To:
		c.idle++
	default:
		c.unapplied(one, "the list has %s there, and neither %s nor %s", source.Quote(c.cell(i, column)),
			source.Quote(one.From), source.Quote(one.To))
	}
}

// column returns the column, from 0, that a correction names by its header, or by its number where it has none; -1 if
// there is none.
func (c *correcting) column(name string) int {
	column, known := c.found[name]
	if !known {
		column = c.find(name)
		c.found[name] = column
	}
	return column
}

// find looks the column up.
func (c *correcting) find(name string) int {
	if column, found := findColumn(c.header.cells, name); found {
		return column
	}
	number, opens := strings.CutPrefix(name, "(column ")
	number, closes := strings.CutSuffix(number, ")")
	if n, err := strconv.Atoi(number); opens && closes && err == nil && n > 0 && n <= len(c.header.cells) {
		return n - 1
	}
	return -1
}

// moved returns the one row that a correction by number of row means after the list was exported again, or -1.
func (c *correcting) moved(one Correction, column int) int {
	base, _, _ := strings.Cut(one.Person, " (row ")
	found := -1
	for _, i := range c.of[base] {
		if c.cell(i, column) == one.From {
			if found >= 0 {
				return -1
			}
			found = i
		}
	}
	return found
}

// cell returns a cell without spaces around it.
func (c *correcting) cell(i, column int) string {
	if r := c.rows[i]; column < len(r.cells) {
		return strings.TrimSpace(r.cells[column])
	}
	return ""
}

// set changes a cell. Cells are shared with nobody.
func (c *correcting) set(i, column int, to string) {
	cells := slices.Clone(c.rows[i].cells)
	for len(cells) <= column {
		cells = append(cells, "")
	}
	if c.was[i] == nil {
		c.was[i] = map[int]string{}
	}
	if _, before := c.was[i][column]; !before {
		c.was[i][column] = strings.TrimSpace(cells[column])
	}
	cells[column] = to
	c.rows[i].cells = cells
}

// unapplied warns of a correction that was not applied.
func (c *correcting) unapplied(one Correction, format string, args ...any) {
	c.problems.Add(source.Problem{Severity: source.Warning, Code: "corrections-unapplied", File: c.opt.Corrections.File,
		Line: one.line, Message: fmt.Sprintf("the correction of %s does not apply: ", source.Quote(one.Person)) +
			fmt.Sprintf(format, args...),
		Hint: "correct the line, or delete it"})
}

// keep keeps the table.
func (c *correcting) keep() {
	c.table.Header = c.header.cells
	for i, h := range c.header.cells {
		name := fmt.Sprintf("(column %d)", i+1)
		if h != "" {
			name = c.columnName(i)
		}
		c.table.Columns = append(c.table.Columns, name)
	}
	for i, r := range c.rows {
		c.table.Rows = append(c.table.Rows, TableRow{r.line, c.keys[i], r.cells, c.was[i], c.out[i]})
	}
}
