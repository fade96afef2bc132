// Package source reads the files people write and reports what is wrong with them: file, line, column, reason, and what
// to type instead.
//
// Everything the user can fix is a Problem, and all problems are reported, not only the first. TOML is decoded
// strictly: an unknown key is an error at its position that names the nearest known key.
package source

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// Severity says whether a problem stops the work.
type Severity uint8

// An Error stops the work before anything is written. A Warning is reported and the work goes on.
const (
	Error Severity = iota
	Warning
)

// String returns "error" or "warning".
func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// MarshalText writes the severity as JSON output shows it.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (s *Severity) UnmarshalText(text []byte) error {
	switch string(text) {
	case "error":
		*s = Error
	case "warning":
		*s = Warning
	default:
		return fmt.Errorf("%q is not a severity", text)
	}
	return nil
}

// Problem is something the user can fix in one of their files.
//
// Code is a stable kebab-case name of the kind of problem ("roster-duplicate-id"): programs match on it, and problems
// with the same code are shown together. Line and Column count from 1, in lines and characters; 0 means unknown.
// Message says what is wrong; Hint says what to type and may have several lines. Instead is the text that the cell of a
// list should most likely have, for a program that offers it; empty: there is no single answer. Twin is the line of
// another row of the list that may be the same person; 0: none.
type Problem struct {
	Severity Severity `json:"severity"`
	Code     string   `json:"code"`
	File     string   `json:"file,omitempty"`
	Line     int      `json:"line,omitempty"`
	Column   int      `json:"column,omitempty"`
	Message  string   `json:"message"`
	Hint     string   `json:"hint,omitempty"`
	Instead  string   `json:"instead,omitempty"`
	Twin     int      `json:"twin,omitempty"`
}

// Error returns the problem on one line, without its hint and safe for a terminal: `attendees.csv:17:3: email "ana@":
// missing domain`.
func (p Problem) Error() string {
	if place := p.Place(); place != "" {
		return place + ": " + Printable(p.Message)
	}
	return Printable(p.Message)
}

// Place returns file:line:column as far as they are known, safe for a terminal and a page; "" if nothing is.
func (p Problem) Place() string {
	place := Printable(p.File)
	if p.Line > 0 {
		place = strings.TrimPrefix(place+":"+strconv.Itoa(p.Line), ":")
		if p.Column > 0 {
			place += ":" + strconv.Itoa(p.Column)
		}
	}
	return place
}

// Problems lists the problems found, in the order of discovery. The zero value is ready to use and means that nothing
// is wrong.
type Problems []Problem

// Add appends further problems.
func (ps *Problems) Add(more ...Problem) { *ps = append(*ps, more...) }

// Err returns the problems as an error if at least one of them has the severity Error, and nil otherwise.
func (ps Problems) Err() error {
	if slices.ContainsFunc(ps, func(p Problem) bool { return p.Severity == Error }) {
		return ps
	}
	return nil
}

// Error returns one line: the first error and the number of further errors.
func (ps Problems) Error() string {
	if len(ps) == 0 {
		return "no problems"
	}
	first := max(0, slices.IndexFunc(ps, func(p Problem) bool { return p.Severity == Error }))
	if len(ps) == 1 {
		return ps[first].Error()
	}
	return fmt.Sprintf("%s (and %s more)", ps[first].Error(), grouped(len(ps)-1))
}

// Sort orders the problems by file, line and column, and is stable.
func (ps Problems) Sort() {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
}

// shown is how many problems of one kind are printed before the rest are only counted: enough to see the pattern, few
// enough for one screen.
const shown = 5

// Group groups problems by severity, code and file. Groups are in the order of their first member.
func (ps Problems) Group() []Problems {
	type kind struct {
		severity   Severity
		code, file string
	}
	var groups []Problems
	place := map[kind]int{}
	for _, p := range ps {
		k := kind{p.Severity, p.Code, p.File}
		i, seen := place[k]
		if !seen {
			i = len(groups)
			place[k] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], p)
	}
	return groups
}

// Format prints the problems for people, each line after prefix and the word error, warning or hint. Three thousand
// rows with the same fault become the first five of them, a count, and one hint. It returns the error of w.
//
//	lanyard: error: attendees.csv:17:3: email "ana@": missing domain
//	lanyard: hint: an address looks like name@example.org
func (ps Problems) Format(w io.Writer, prefix string) error {
	var b strings.Builder
	for _, group := range ps.Group() {
		group.format(&b, prefix)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// format prints the problems of one group. A hint follows the last of consecutive problems that share it.
func (ps Problems) format(b *strings.Builder, prefix string) {
	head := ps[:min(shown, len(ps))]
	for i, p := range head {
		fmt.Fprintf(b, "%s%s: %s\n", prefix, p.Severity, p.Error())
		last := i == len(head)-1
		if last && len(ps) > shown {
			fmt.Fprintf(b, "%s%s: %s: %s more like this\n", prefix, p.Severity, Printable(p.File),
				grouped(len(ps)-shown))
		}
		if p.Hint == "" || !last && head[i+1].Hint == p.Hint {
			continue
		}
		for line := range strings.SplitSeq(p.Hint, "\n") {
			fmt.Fprintf(b, "%shint: %s\n", prefix, Printable(line))
		}
	}
}

// grouped returns n with a comma between thousands.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
