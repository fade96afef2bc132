// Package source reads the files people write and tells them what is wrong
// with them: which file, which line, which column, why, and what to type.
//
// Everything the user can mend is a Problem; every problem is reported, not
// only the first. TOML is decoded strictly: a key that means nothing is an
// error with its position and the nearest key that would have meant something.
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

// An Error stops the work before anything is written; a Warning is told and
// the work goes on.
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

// Problem is one thing the user can mend in a file of theirs.
//
// Code is a stable kebab-case name of the kind of problem ("roster-duplicate-id"):
// programs match on it, and problems of one code are shown together. Line and
// Column count from 1, in lines and characters; 0 means unknown. Message says
// what is wrong; Hint says what to type and may have several lines.
type Problem struct {
	Severity Severity `json:"severity"`
	Code     string   `json:"code"`
	File     string   `json:"file,omitempty"`
	Line     int      `json:"line,omitempty"`
	Column   int      `json:"column,omitempty"`
	Message  string   `json:"message"`
	Hint     string   `json:"hint,omitempty"`
}

// Error returns the problem on one line, safe for a terminal and without its
// hint: `attendees.csv:17:3: email "ana@": missing domain`.
func (p Problem) Error() string {
	if place := p.place(); place != "" {
		return place + ": " + Printable(p.Message)
	}
	return Printable(p.Message)
}

// place returns file:line:column as far as it is known.
func (p Problem) place() string {
	place := Printable(p.File)
	if p.Line > 0 {
		place = strings.TrimPrefix(place+":"+strconv.Itoa(p.Line), ":")
		if p.Column > 0 {
			place += ":" + strconv.Itoa(p.Column)
		}
	}
	return place
}

// Problems is what was found wrong, in the order it was found. The zero value
// is ready to use and means that nothing is wrong.
type Problems []Problem

// Add appends further problems.
func (ps *Problems) Add(more ...Problem) { *ps = append(*ps, more...) }

// Err returns the problems as an error when at least one of them has the
// severity Error, and nil when all is well or there are only warnings.
func (ps Problems) Err() error {
	if slices.ContainsFunc(ps, func(p Problem) bool { return p.Severity == Error }) {
		return ps
	}
	return nil
}

// Error returns one line: the first error and how many more there are.
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

// Sort puts the problems in the order of file, line and column; problems of
// one place keep their order.
func (ps Problems) Sort() {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
}

// shown is how many problems of one kind are written out before the rest is
// only counted: enough to see the pattern, few enough for one screen.
const shown = 5

// Group returns the problems of each severity, code and file together, the
// groups in the order of their first member.
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

// Format writes the problems for people, each line behind prefix and the word
// error, warning or hint. Three thousand rows with one fault are the first
// five of them, a count, and their hint once. The error is that of w.
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

// format writes the problems of one group. A hint stands after the last of
// the neighbours that share it.
func (ps Problems) format(b *strings.Builder, prefix string) {
	head := ps[:min(shown, len(ps))]
	for i, p := range head {
		fmt.Fprintf(b, "%s%s: %s\n", prefix, p.Severity, p.Error())
		last := i == len(head)-1
		if last && len(ps) > shown {
			fmt.Fprintf(b, "%s%s: %s: %s more like this\n", prefix, p.Severity, Printable(p.File), grouped(len(ps)-shown))
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
