package people

import (
	"fmt"
	"strings"
	"time"

	"lanyard/internal/base/source"
)

// Unsignable is the problem of a person whose claim cannot be signed.
func (l *List) Unsignable(p *Person, err error) source.Problem {
	return source.Problem{Code: "person-unsignable", File: p.File, Line: p.Row, Message: fmt.Sprintf("%s: %v",
		source.Quote(p.Name), err),
		Hint: "correct the row in the list"}
}

// Forgotten is the problem of a person who is on the list although the ledger was told to forget them at some time:
// a new paper would have the number of the old one.
func (l *List) Forgotten(p *Person, at time.Time) source.Problem {
	return source.Problem{Code: "person-forgotten", File: p.File, Line: p.Row,
		Message: fmt.Sprintf("%s (id %s) was forgotten on %s and gets no paper under that id", source.Quote(p.Name),
			source.Quote(p.ID), at.Format(time.DateOnly)),
		Hint: "delete the row; to issue this person a new paper, give them an id that was never used at this event"}
}

// Column returns the column of the first field that comes from the list, or 0.
func (a *Person) Column(fields ...string) int {
	for _, field := range fields {
		if c := a.Columns[field]; c > 0 {
			return c
		}
		if field == "name" && a.Columns["given"] > 0 {
			return a.Columns["given"]
		}
	}
	return 0
}

// PlainField returns the name of a field for human readers.
func PlainField(field string) string {
	switch field {
	case "":
		return "text"
	case "name_local":
		return "local name"
	case "affiliation":
		return "organisation or country"
	}
	return strings.NewReplacer(".main", "", ".second", " in the second language", "_", " ", ".", " ").Replace(field)
}

// IsName reports whether a field is the name by which a person is greeted. The name in the person's own script is
// below it, and smaller.
func IsName(field string) bool { return field == "name" || field == "given" || field == "family" }
