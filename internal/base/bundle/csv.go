package bundle

import "strings"

// Inert returns a cell of a CSV file that no spreadsheet takes for a formula: an apostrophe guards one that begins like
// it.
func Inert(cell string) string {
	if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
		return "'" + cell
	}
	return cell
}
