package roster

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"lanyard/internal/base/source"
	"lanyard/internal/input/workbook"
)

// sheet reads the rows of a workbook with each cell as the spreadsheet displays it: dates and numbers in the cell's
// format.
func (l *list) sheet(data []byte) bool {
	l.Encoding = "xlsx"
	book, err := workbook.Open(data)
	var other workbook.NotWorkbook
	var large workbook.TooLarge
	switch {
	case errors.As(err, &other):
		l.fail(0, 0, "roster-format", "this is %s, not a list",
			string(other)).Hint = "open it in the program that made it and save it as CSV UTF-8 or as .xlsx"
		return false
	case errors.As(err, &large):
		l.fail(0, 0, "roster-too-large", "the workbook %s",
			string(large)).Hint = "save the sheet as CSV UTF-8, or delete what does not belong to the list"
		return false
	case err != nil:
		l.broken(err)
		return false
	}
	defer book.Close()
	name, ok := l.sheetName(book)
	if !ok {
		return false
	}
	looks := book.Looks(name)
	l.uncomputed = looks.Uncomputed
	if !l.fill(book, name, looks, MaxRows) {
		return false
	}
	l.fillMerged(looks.Merges)
	return true
}

// broken reports a workbook that cannot be read.
func (l *list) broken(err error) {
	l.fail(0, 0, "roster-workbook", "the workbook cannot be read: %v",
		err).Hint = "open it in a spreadsheet program and save it again, or save the sheet as CSV UTF-8"
}

// sheetName returns the sheet to read: the requested one, or the only visible sheet with a header of names. If
// several have one, it reports a question.
func (l *list) sheetName(book *workbook.Book) (string, bool) {
	var names, visible, headed []string
	for _, s := range book.Sheets {
		names = append(names, s.Name)
		if !s.Hidden {
			visible = append(visible, s.Name)
		}
	}
	if l.opt.Sheet != "" {
		if slices.Contains(names, l.opt.Sheet) {
			return l.opt.Sheet, true
		}
		l.fail(0, 0, "roster-sheet", "the workbook has no sheet %s",
			source.Quote(l.opt.Sheet)).Hint = didYouMean(l.opt.Sheet, names)
		return "", false
	}
	if len(visible) == 0 {
		visible = names
	}
	for _, name := range visible {
		if len(visible) == 1 || l.headed(book, name) {
			headed = append(headed, name)
		}
	}
	if len(headed) > 1 {
		lines := "choose in event.toml, with one of these lines:\n[attendees]"
		for _, name := range headed {
			lines += "\nsheet = " + source.Quote(name)
		}
		l.fail(0, 0, "roster-sheet", "several sheets of the workbook list people: %s", quoteAll(headed)).Hint = lines
		return "", false
	}
	name := visible[0]
	if len(headed) == 1 {
		name = headed[0]
	}
	if len(names) > 1 {
		hidden := ""
		if n := len(names) - len(visible); n > 0 {
			hidden = fmt.Sprintf(", %d of them hidden", n)
		}
		l.Notes = append(l.Notes, fmt.Sprintf("the workbook has %d sheets%s: %s was read", len(names), hidden,
			source.Quote(name)))
	}
	return name, true
}

// headed reports whether a sheet has a header of names and at least one row below.
func (l *list) headed(book *workbook.Book, name string) bool {
	head := &list{Roster: &Roster{}, opt: l.opt}
	if !head.fill(book, name, nil, maxSearch+1) || len(head.problems) > 0 {
		return false
	}
	index, _ := findHeader(head.rows, l.opt.Columns)
	return index >= 0 && index < len(head.rows)-1
}

// fill takes up to most non-blank rows of a sheet; with less than MaxRows it reads only the head.
func (l *list) fill(book *workbook.Book, name string, looks *workbook.Looks, most int) bool {
	cells, good := 0, true
	err := book.Each(name, looks, func(from workbook.Row) bool {
		r := row{line: from.Line, cells: from.Cells, hidden: from.Hidden, struck: from.Struck}
		for i, c := range r.cells {
			if len(c) > maxCell {
				r.fault = tooLong(r.line, i+1, len(c))
			}
			r.cells[i] = unixLines(c)
		}
		if len(r.cells) > maxColumns {
			l.fail(r.line, maxColumns+1, "roster-too-wide", "the row has more than %d columns",
				maxColumns).Hint = "delete the columns that nobody needs"
			good = false
			return false
		}
		l.rows = append(l.rows, r)
		cells += len(r.cells)
		if len(l.rows) > MaxRows || cells > maxCells {
			l.fail(r.line, 0, "roster-too-large", "the list has more than %d rows or %d cells", MaxRows, maxCells)
			good = false
			return false
		}
		return (len(l.rows) < most || most == MaxRows) && !l.enough()
	})
	if err != nil {
		l.broken(err)
		return false
	}
	return good
}

// fillMerged copies the text of a merged cell to every row it covers, in the cell's first column: one name for
// three sessions, one organisation for three people.
func (l *list) fillMerged(merges []workbook.Merge) {
	filled, steps := 0, 0
	for _, m := range merges {
		if m.LastLine == m.Line || steps > maxCells {
			continue
		}
		at, ok := slices.BinarySearchFunc(l.rows, m.Line, func(r row, line int) int { return r.line - line })
		if !ok || m.Column >= len(l.rows[at].cells) || strings.TrimSpace(l.rows[at].cells[m.Column]) == "" {
			continue
		}
		text := l.rows[at].cells[m.Column]
		for i := at + 1; i < len(l.rows) && l.rows[i].line <= m.LastLine && steps <= maxCells; i++ {
			steps++
			for len(l.rows[i].cells) <= m.Column {
				l.rows[i].cells = append(l.rows[i].cells, "")
			}
			if strings.TrimSpace(l.rows[i].cells[m.Column]) == "" {
				l.rows[i].cells[m.Column] = text
				filled++
			}
		}
	}
	if filled > 0 {
		l.Notes = append(l.Notes, fmt.Sprintf("%s the text of the merged cell above", count(filled, "cell has",
			"cells have")))
	}
}

// unseen warns of people whose rows are hidden or struck out in the sheet.
func (l *list) unseen(good []row) {
	for _, kind := range []struct {
		code, what, hint string
		is               func(r row) bool
	}{
		{"roster-hidden-row", "hidden in the sheet, by a filter or by hand",
			"show all rows and delete those that do not belong to the list", func(r row) bool { return r.hidden }},
		{"roster-struck-row", "struck out in the sheet", "delete the rows that do not belong to the list",
			func(r row) bool { return r.struck }},
	} {
		lines := map[int]bool{}
		for _, r := range good {
			if kind.is(r) {
				lines[r.line] = true
			}
		}
		if len(lines) == 0 {
			continue
		}
		var names []string
		first := 0
		for i := range l.People {
			if p := &l.People[i]; lines[p.Row] {
				if first == 0 {
					first = p.Row
				}
				names = append(names, p.Name)
			}
		}
		if len(names) == 0 {
			continue
		}
		l.warn(first, 0, kind.code, "%s %s: a badge is made for each person, and a certificate if you say so: %s",
			count(len(names), "row is", "rows are"), kind.what, quoteSome(names, 8)).Hint = kind.hint
	}
}
