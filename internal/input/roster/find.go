package roster

import (
	"path"
	"slices"
	"strings"
)

// ListFile reports whether a file's name can be that of a list of people: a CSV, text or workbook file that is not
// a spreadsheet program's lock file.
func ListFile(name string) bool {
	base := path.Base(name)
	if strings.HasPrefix(base, ".") || strings.HasPrefix(base, "~$") {
		return false
	}
	return slices.Contains([]string{".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm"}, strings.ToLower(path.Ext(base)))
}

// IsList reports whether a file is a list of people: it has a header with names and at least one row below. Files
// about which Read would ask a question (which encoding, which sheet) count as lists too.
func IsList(data []byte, opt Options) bool {
	l := &list{Roster: &Roster{}, opt: opt}
	if !l.load(data) {
		return slices.ContainsFunc([]string{"roster-sheet", "roster-encoding"}, func(code string) bool {
			return len(l.problems) > 0 && l.problems[0].Code == code && l.problems[0].Hint != ""
		}) && !strings.Contains(string(data[:min(len(data), 1024)]), "\x00\x00\x00")
	}
	l.chooseSection()
	index, _ := findHeader(l.rows, opt.Columns)
	return index >= 0 && index < len(l.rows)-1
}
