package roster

import (
	"fmt"
	"strings"
)

// told are the fields whose column the report names when its header differs from our own word.
var told = []string{fName, fNameLocal, fOrganisation, fRole, fMinutes}

// mostWords limits how many status words the report names.
const mostWords = 8

// report writes the summary of what was recognised.
func (l *list) report() {
	if l.System == "" {
		return
	}
	var b strings.Builder
	b.WriteString(l.System + ": " + count(l.Rows, "row"))
	more := 0
	for i, out := range l.LeftOut {
		if i < mostWords {
			fmt.Fprintf(&b, ", %d %s left out", out.Rows, out.Status)
		} else {
			more += out.Rows
		}
	}
	if more > 0 {
		fmt.Fprintf(&b, ", %s left out for other words", grouped(more))
	}
	switch {
	case l.Merged > 0 && l.plan.system.sums:
		fmt.Fprintf(&b, ", %s added to the first", count(l.Merged, "further visit"))
	case l.Merged > 0:
		fmt.Fprintf(&b, ", %s joined with others", grouped(l.Merged))
	}
	switch {
	case l.unread:
		b.WriteString(", none of them read")
	case l.Refused > 0:
		fmt.Fprintf(&b, ", %d refused", l.Refused)
	}
	for _, field := range told {
		if from := l.from(field); from != "" && key(from) != key(field) {
			fmt.Fprintf(&b, "; %s = %s", strings.ReplaceAll(field, "_", " "), from)
		}
	}
	if l.skipped > 0 {
		fmt.Fprintf(&b, "; %s above the header skipped", count(l.skipped, "row"))
	}
	if l.Encoding != "utf-8" && l.Encoding != "xlsx" {
		b.WriteString("; " + l.Encoding)
	}
	l.Recognised = b.String()
}

// from returns the headers of the columns that fill a field.
func (l *list) from(field string) string {
	var headers []string
	parts := []string{field}
	if field == fName && (len(l.plan.columns[fName]) == 0 || l.plan.system.parts) {
		parts = l.nameOrder()
	}
	for _, part := range parts {
		columns := l.plan.columns[part]
		if part != fMiddle && len(columns) > 1 {
			columns = columns[:1]
		}
		for _, c := range columns {
			headers = append(headers, l.header.cells[c])
		}
	}
	return strings.Join(headers, " + ")
}

// nameOrder returns the fields from which a name is joined in the order in which it is.
func (l *list) nameOrder() []string {
	lang := l.headerLanguage()
	if l.plan.order != "" && l.plan.order != "es" || (lang == "ru" || lang == "uk") &&
		len(l.plan.columns[fPatronymic]) > 0 {
		return []string{fFamily, fGiven, fMiddle, fPatronymic, fSuffix}
	}
	return nameParts
}
