package roster

import (
	"path"
	"slices"
	"strings"
)

// ListFile reports whether a file can be a list of people by its name: a CSV or
// text file or a workbook, and no lock file of a spreadsheet program.
func ListFile(name string) bool {
	base := path.Base(name)
	if strings.HasPrefix(base, ".") || strings.HasPrefix(base, "~$") {
		return false
	}
	return slices.Contains([]string{".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm"}, strings.ToLower(path.Ext(base)))
}

// IsList reports whether a file is a list of people: it has a header of names,
// and somebody below it. So is one about which Read would ask a question: in which
// encoding it is, or which of its sheets is meant.
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
