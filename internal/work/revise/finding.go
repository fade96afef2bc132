package revise

import (
	"slices"
	"strings"

	"lanyard/internal/base/source"
	"lanyard/internal/input/roster"
)

// maxAliases is the most roles offered for a word that is not a role.
const maxAliases = 8

// Finding is a problem as a page shows it, with the buttons that correct it.
type Finding struct {
	source.Problem
	Place string `json:"place"`
	Row   string `json:"row,omitempty"`  // key of the row of the list
	Cell  *cell  `json:"cell,omitempty"` // of the list
	Fixes []fix  `json:"fixes,omitempty"`
}

// cell is a cell of the list.
type cell struct {
	Column string `json:"column"` // as corrections name it
	Header string `json:"header"`
	Text   string `json:"text"`
}

// fix is a button that corrects a finding.
type fix struct {
	Do   string `json:"do"`             // cell, merge, alias, role, column or out
	To   string `json:"to,omitempty"`   // of cell: the text; of column: the column that is the field
	Role string `json:"role,omitempty"` // of alias: the key
	Word string `json:"word,omitempty"` // of alias and role
	Into string `json:"into,omitempty"` // of merge: key of the row that stays

	Field string `json:"field,omitempty"` // of column
}

// Findings returns problems as a page shows them, without fixes.
func Findings(ps source.Problems) []Finding {
	all := []Finding{}
	for _, p := range ps {
		all = append(all, Finding{Problem: p, Place: p.Place()})
	}
	return all
}

// Finding returns a problem with its cell of the list and its fixes.
func (l List) Finding(p source.Problem) Finding {
	f := Finding{Problem: p, Place: p.Place()}
	if p.Code == "roster-ambiguous" {
		f.Fixes = choices(p)
		return f
	}
	if l.People == nil || l.People.Roster == nil || p.File != l.People.Roster.File || p.Line == 0 {
		return f
	}
	at, found := slices.BinarySearchFunc(l.Table.Rows, p.Line,
		func(r roster.TableRow, line int) int { return r.Line - line })
	if !found {
		return f
	}
	row := l.Table.Rows[at]
	f.Row = row.Key
	if c := p.Column - 1; c >= 0 && c < len(l.Table.Header) {
		f.Cell = &cell{Column: l.Table.Columns[c], Header: l.Table.Header[c]}
		if c < len(row.Cells) {
			f.Cell.Text = strings.TrimSpace(row.Cells[c])
		}
		if p.Instead != "" && p.Instead != f.Cell.Text {
			f.Fixes = append(f.Fixes, fix{Do: "cell", To: p.Instead})
		}
	}
	if p.Twin > 0 {
		if twin, found := slices.BinarySearchFunc(l.Table.Rows, p.Twin,
			func(r roster.TableRow, line int) int { return r.Line - line }); found {
			f.Fixes = append(f.Fixes, fix{Do: "merge", Into: l.Table.Rows[twin].Key})
		}
	}
	if p.Code == "person-unknown-role" && f.Cell != nil {
		for _, key := range l.People.Event.RoleOrder[:min(len(l.People.Event.RoleOrder), maxAliases)] {
			f.Fixes = append(f.Fixes, fix{Do: "alias", Role: key, Word: f.Cell.Text})
		}
		f.Fixes = append(f.Fixes, fix{Do: "role", Word: f.Cell.Text})
	}
	if p.Severity == source.Error || p.Code == "roster-placeholder" || p.Code == "roster-device" {
		f.Fixes = append(f.Fixes, fix{Do: "out"})
	}
	return f
}

// choices returns the fixes of a question which of two columns is a field: its hint has the lines of event.toml to
// choose from.
func choices(p source.Problem) (all []fix) {
	for line := range strings.Lines(p.Hint) {
		doc, problems := source.ParseTOML(p.File, []byte(line))
		if len(problems) > 0 {
			continue // the sentence before
		}
		for _, field := range doc.Keys("") {
			if column, ok := doc.At(source.Key(field)).(string); ok {
				all = append(all, fix{Do: "column", Field: field, To: column})
			}
		}
	}
	return all
}
