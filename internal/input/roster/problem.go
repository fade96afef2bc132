package roster

import (
	"fmt"

	"lanyard/internal/base/source"
)

// shape is the hint for a file that does not look like a list at all.
const shape = "a list has a header line and then a line for each person:\nname,organisation,email\nAna " +
	"Pop,Example University,ana@example.org"

// fail records an error at a line and column of the list and returns it so that the caller can set its hint.
func (l *list) fail(line, column int, code, format string, args ...any) *source.Problem {
	l.problems.Add(source.Problem{Severity: source.Error, Code: code, File: l.File, Line: line, Column: column,
		Message: fmt.Sprintf(format, args...)})
	return &l.problems[len(l.problems)-1]
}

// warn is fail with severity Warning: the work goes on.
func (l *list) warn(line, column int, code, format string, args ...any) *source.Problem {
	p := l.fail(line, column, code, format, args...)
	p.Severity = source.Warning
	return p
}
