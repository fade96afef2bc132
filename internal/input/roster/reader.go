package roster

import (
	"fmt"
	"strings"
)

// row is one record of a list. A row that could not be split into cells has a fault and the cells before it.
type row struct {
	line  int // where it starts, from 1
	cells []string
	fault *fault
	// hidden and struck are the row's state in the sheet.
	hidden, struck bool
}

// blank reports whether all cells of the row are empty.
func (r row) blank() bool {
	if r.fault != nil {
		return false
	}
	for _, c := range r.cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

// fault describes why and where a row could not be split.
type fault struct {
	line, column        int
	code, message, hint string
}

// reader splits the text of a list into rows: RFC 4180 with any line end and delimiter. Quotes inside an unquoted
// cell are literal. After a broken quote it restarts on the line below the opening one, so that a broken row costs
// only itself. Cells are substrings of the text and take no memory of their own.
type reader struct {
	text  string
	pos   int
	line  int // of pos, from 1
	comma byte
	width int // cells in the row before, to guess the size of the next
}

func newReader(text string, comma byte) *reader {
	return &reader{text: text, line: 1, comma: comma}
}

// next returns the next row on a non-empty line; ok is false at the end of the text.
func (r *reader) next() (rec row, ok bool) {
	for r.pos < len(r.text) && (r.text[r.pos] == '\n' || r.text[r.pos] == '\r') {
		r.step()
	}
	if r.pos >= len(r.text) {
		return row{}, false
	}
	rec = row{line: r.line, cells: make([]string, 0, r.width)}
	for more := true; more; {
		var cell string
		cell, more, rec.fault = r.cell(len(rec.cells) + 1)
		if rec.fault != nil && rec.fault.code == "roster-quote" {
			return rec, true
		}
		if len(rec.cells) == maxColumns {
			rec.fault = &fault{rec.line, maxColumns + 1, "roster-too-wide",
				fmt.Sprintf("the row has more than %d columns", maxColumns), "delete the columns that nobody needs"}
			if more {
				r.skipLine()
			}
		}
		if rec.fault != nil {
			more = false
			continue
		}
		rec.cells = append(rec.cells, cell)
	}
	r.width = len(rec.cells)
	return rec, true
}

// cell reads one cell and the delimiter or line end behind it; more is true for a delimiter.
func (r *reader) cell(column int) (cell string, more bool, bad *fault) {
	open := r.pos
	for open < len(r.text) && r.text[open] == ' ' {
		open++
	}
	if open < len(r.text) && r.text[open] == '"' {
		return r.quoted(open, column)
	}
	end := r.pos
	for end < len(r.text) && r.text[end] != r.comma && r.text[end] != '\n' && r.text[end] != '\r' {
		end++
	}
	cell = r.text[r.pos:end]
	r.pos = end
	line := r.line
	more = r.step()
	if len(cell) > maxCell {
		bad = tooLong(line, column, len(cell))
		if more {
			r.skipLine()
		}
	}
	return cell, more, bad
}

// quoted reads a cell whose quote opens at text[open].
func (r *reader) quoted(open, column int) (cell string, more bool, bad *fault) {
	end, doubled := open+1, false
	for {
		i := strings.IndexByte(r.text[end:], '"')
		if i < 0 {
			return "", false, r.restart(open, column, "is never closed")
		}
		if end += i + 1; end >= len(r.text) || r.text[end] != '"' {
			break
		}
		end, doubled = end+1, true
	}
	cell = r.text[open+1 : end-1]
	behind := end
	for behind < len(r.text) && r.text[behind] == ' ' {
		behind++
	}
	if behind < len(r.text) && r.text[behind] != r.comma && r.text[behind] != '\n' && r.text[behind] != '\r' {
		return "", false, r.restart(open, column, fmt.Sprintf("is closed %swith text behind it", r.below(cell)))
	}
	line := r.line
	r.line += lines(cell)
	r.pos = behind
	more = r.step()
	if len(cell) > maxCell {
		if more {
			r.skipLine()
		}
		return "", false, tooLong(line, column, len(cell))
	}
	if doubled {
		cell = strings.ReplaceAll(cell, `""`, `"`)
	}
	return unixLines(cell), more, nil
}

// unixLines returns s with every line end replaced by \n.
func unixLines(s string) string {
	if !strings.Contains(s, "\r") {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

// step skips the delimiter or line end at pos and reports whether it was a delimiter.
func (r *reader) step() (comma bool) {
	if r.pos >= len(r.text) {
		return false
	}
	c := r.text[r.pos]
	r.pos++
	if c == r.comma {
		return true
	}
	if c == '\r' && r.pos < len(r.text) && r.text[r.pos] == '\n' {
		r.pos++
	}
	r.line++
	return false
}

// skipLine moves to the start of the next line.
func (r *reader) skipLine() {
	if i := strings.IndexAny(r.text[r.pos:], "\r\n"); i >= 0 {
		r.pos += i
		r.step()
		return
	}
	r.pos = len(r.text)
}

// restart reports a broken quote that opened at text[open] and continues behind its line.
func (r *reader) restart(open, column int, how string) *fault {
	bad := &fault{r.line, column, "roster-quote", `the quote that opens here ` + how,
		`a cell that holds a quote is written "so ""and"" so", with every quote inside doubled`}
	r.pos = open
	r.skipLine()
	return bad
}

// below names the line on which the quoted cell ends when it differs from the first.
func (r *reader) below(cell string) string {
	if n := lines(cell); n > 0 {
		return fmt.Sprintf("on line %d ", r.line+n)
	}
	return ""
}

func tooLong(line, column, size int) *fault {
	return &fault{line, column, "roster-cell-too-long", fmt.Sprintf("the cell has %d bytes; a cell may have %d", size,
		maxCell), "a quote that is not closed can swallow many rows"}
}

// lines counts the line ends in s: CRLF, LF or CR.
func lines(s string) int {
	return strings.Count(s, "\n") + strings.Count(s, "\r") - strings.Count(s, "\r\n")
}

// cut splits text into rows, using the delimiter that fits its first rows best.
func (l *list) cut(text string) bool {
	start := 1
	if rest, ok := strings.CutPrefix(text, "sep="); ok && len(rest) > 1 && strings.ContainsAny(rest[1:2], "\r\n") {
		l.comma = rest[0] // the line "sep=;" that Excel writes and reads
		r := newReader(text, l.comma)
		r.skipLine()
		text, start = text[r.pos:], r.line
	} else {
		l.comma = comma(text, l.opt.Columns)
	}
	r := newReader(text, l.comma)
	r.line = start
	cells, faults, blanks := 0, 0, 0
	for rec, ok := r.next(); ok && !l.enough(); rec, ok = r.next() {
		if rec.blank() {
			if blanks++; blanks > maxBlank {
				l.fail(rec.line, 0, "roster-too-large", "the list has more than %d blank rows",
					maxBlank).Hint = "delete the blank rows"
				return false
			}
			continue
		}
		l.rows = append(l.rows, rec)
		cells += len(rec.cells)
		if rec.fault != nil {
			faults++
		}
		switch {
		case len(l.rows) > MaxRows:
			l.fail(rec.line, 0, "roster-too-large", "the list has more than %d rows", MaxRows)
			return false
		case cells > maxCells:
			l.fail(rec.line, 0, "roster-too-large", "the list has more than %d cells",
				maxCells).Hint = "delete the columns that nobody needs"
			return false
		case faults == maxFaults:
			l.fail(rec.line, 0, "roster-quote", "%d rows are broken: nothing below this line was read", faults)
			return true
		}
	}
	return true
}

// comma returns the delimiter that yields the best header within the first rows, or failing that the most cells in
// the first row.
func comma(text string, columns map[string]string) byte {
	best, bestScore := byte(','), -1
	for _, c := range []byte{',', ';', '\t', '|'} {
		r := newReader(text, c)
		var head []row
		tried := 0
		for rec, ok := r.next(); ok && len(head) < maxSearch && tried < maxTried; rec, ok = r.next() {
			if tried++; !rec.blank() {
				head = append(head, rec)
			}
		}
		if len(head) == 0 {
			continue
		}
		i, recognised := findHeader(head, columns)
		if score := recognised*maxColumns + len(head[max(0, i)].cells); score > bestScore {
			best, bestScore = c, score
		}
	}
	return best
}
