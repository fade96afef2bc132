package revise

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"lanyard/internal/base/amend"
	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
	"lanyard/internal/input/eventfile"
	"lanyard/internal/input/roster"
	"lanyard/internal/work/people"
)

// maxText is the most characters that a cell can be corrected to.
const maxText = 1000

// List is the list of an event as a page shows it: what a change that the page asks for means in the files.
type List struct {
	People  *people.List // nil: event.toml or the list cannot be read
	Table   roster.Table
	Columns []roster.ColumnUse
}

// Cell is a cell of the list with the text that it should have; its row and column are named as in corrections.csv.
type Cell struct{ Row, Column, To string }

// row returns the row with a key, or nil.
func (l List) row(key string) *roster.TableRow {
	if at := slices.IndexFunc(l.Table.Rows, func(r roster.TableRow) bool { return r.Key == key }); at >= 0 {
		return &l.Table.Rows[at]
	}
	return nil
}

// Corrections returns the corrections that change cells, leave rows out or restore them. The error has a hint.
func (l List) Corrections(cells []Cell) (all []roster.Correction, err error) {
	for _, c := range cells {
		if !utf8.ValidString(c.To) || utf8.RuneCountInString(c.To) > maxText {
			return nil, fault.New(fmt.Sprintf("the text is longer than %d characters", maxText), "write what is to be printed")
		}
		row := l.row(c.Row)
		if row == nil {
			return nil, fault.New("the list has no row "+source.Quote(c.Row)+" any more", "look at the list as it is now")
		}
		one := roster.Correction{Person: c.Row, Column: c.Column, To: strings.TrimSpace(c.To)}
		if column := slices.Index(l.Table.Columns, c.Column); column >= 0 && column < len(row.Cells) {
			one.From = strings.TrimSpace(row.Cells[column])
		}
		all = append(all, one)
	}
	return all, nil
}

// Merge returns the corrections that join a row with another row of the same person: the other row gets the cells that
// it lacks, and the row is left out. The error has a hint.
func (l List) Merge(row, other string) ([]roster.Correction, error) {
	from, into := l.row(row), l.row(other)
	if from == nil || into == nil || from == into {
		return nil, fault.New("the list has no such two rows any more", "look at the list as it is now")
	}
	all := []roster.Correction{{Person: row, Column: roster.WholeRow, To: roster.LeaveOut}}
	for i, name := range l.Table.Columns {
		if i < len(from.Cells) && (i >= len(into.Cells) || strings.TrimSpace(into.Cells[i]) == "") {
			if text := strings.TrimSpace(from.Cells[i]); text != "" {
				all = append(all, roster.Correction{Person: other, Column: name, To: text})
			}
		}
	}
	return all, nil
}

// Column returns the edit of event.toml that uses a column of the list for a field. An empty column leaves the field
// without one; an empty field leaves the column unused. The error has a hint.
func (l List) Column(field, column string) (amend.Edit, error) {
	key := func(field string) string { return "attendees.columns." + source.Key(field) }
	if field != "" {
		if !slices.Contains(roster.FieldNames(), field) {
			return amend.Edit{}, fault.New("a list has no field "+source.Quote(field), "choose one that the page offers")
		}
		return amend.Edit{Key: key(field), Value: column}, nil
	}
	taken := ""
	for i, c := range l.Columns {
		if i < len(l.Table.Columns) && l.Table.Columns[i] == column {
			taken = c.TakenFor
		}
	}
	if taken == "" {
		return amend.Edit{}, fault.New("the column is taken for nothing already", "choose what it is")
	}
	return amend.Edit{Key: key(taken), Value: ""}, nil
}

// Alias returns the edit of event.toml that makes a word of the list an alias of a role. The error has a hint.
func (l List) Alias(role, word string) (amend.Edit, error) {
	if l.People == nil {
		return amend.Edit{}, fault.New("event.toml cannot be read", "correct what is wrong with it first")
	}
	one, known := l.People.Event.Roles[role]
	if !known {
		return amend.Edit{}, fault.New("the event has no role "+source.Quote(role), "choose one that the page offers")
	}
	return amend.Edit{Key: "roles." + source.Key(role) + ".aliases", Value: append(slices.Clone(one.Aliases), word)}, nil
}

// Role returns the edit of event.toml that makes a role of a word of the list. The error has a hint.
func (l List) Role(word string) (amend.Edit, error) {
	key := keyOf(word)
	if key == "" {
		return amend.Edit{}, fault.New("a role needs a name", "write one")
	}
	return amend.Edit{Key: "roles." + source.Key(key) + ".label", Value: word}, nil
}

// keyOf returns a name as a key of event.toml: "Front desk" is front-desk.
func keyOf(name string) string {
	return strings.ReplaceAll(strings.ToLower(strings.TrimSpace(name)), " ", "-")
}

// Rule returns the edit of event.toml that sets who gets a certificate: a condition on the fields of a person. An empty
// one is as without the key. The error, with a hint, is that of a wrong condition, if the list can be read.
func (l List) Rule(where string) (amend.Edit, error) {
	edit := amend.Edit{Key: "certificates.where"}
	if where = strings.TrimSpace(where); where == "" {
		return edit, nil
	}
	edit.Value = where
	if l.People != nil && where != eventfile.Everybody {
		if _, err := l.People.Where(where); err != nil {
			return amend.Edit{}, fault.New(err.Error(), fault.Hint(err))
		}
	}
	return edit, nil
}

// Offset is how far a printer prints from the right place.
type Offset struct {
	Printer     string
	Front, Back [2]string // right and down, with units; "": 0mm
	Flip        string    // the edge about which it turns the sheet; "": as it is
}

// Edits returns the edits of event.toml that write the offsets, and make badges use the printer. The error has a hint.
func (o Offset) Edits() ([]amend.Edit, error) {
	name := keyOf(o.Printer)
	if name == "" {
		return nil, fault.New("the printer has no name", `write one, like "front desk"`)
	}
	edits := []amend.Edit{{Key: "badges.printer", Value: name}}
	for side, pair := range map[string][2]string{"front": o.Front, "back": o.Back} {
		for i := range pair {
			if pair[i] = strings.TrimSpace(pair[i]); pair[i] == "" {
				pair[i] = "0mm"
			}
		}
		edits = append(edits, amend.Edit{Key: source.Key("printers", name, side), Value: pair[:]})
	}
	slices.SortFunc(edits, func(a, b amend.Edit) int { return strings.Compare(a.Key, b.Key) })
	if o.Flip != "" {
		edits = append(edits, amend.Edit{Key: "badges.flip", Value: o.Flip})
	}
	return edits, nil
}
