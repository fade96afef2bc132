package expression

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"lanyard/internal/base/locale"
)

// signsOfOrder compare a field with a number or a day.
var signsOfOrder = []string{">=", ">", "<=", "<"}

// isOrder reports whether a word is made of the characters of these signs.
func isOrder(word string) bool { return strings.Trim(word, "<>=") == "" }

// parseOrder reads the rest of FIELD >= VALUE.
func parseOrder(t Term, w []string) (Term, []string, error) {
	switch {
	case !slices.Contains(signsOfOrder, w[0]):
		hint := strings.Join(signsOfOrder, ", ")
		if w[0] == "=" || w[0] == "==" {
			hint = "is"
		}
		return t, nil, fmt.Errorf("%q compares nothing: write %s", w[0], hint)
	case t.Not:
		opposite := map[string]string{">=": "<", ">": "<=", "<=": ">", "<": ">="}[w[0]]
		return t, nil, fmt.Errorf("write \"%s %s ...\"", t.Field, opposite)
	case len(w) < 2 || isConditionWord(w[1]) || isOrder(w[1]):
		return t, nil, fmt.Errorf("expected a number or a day after %q", w[0])
	}
	t.Order, t.Value = w[0], strings.Trim(w[1], `"`)
	if whole, decimal, doubt := locale.DoubtfulNumber(t.Value); doubt {
		return t, nil, fmt.Errorf("%q may mean %s or %s: write one of them", t.Value, whole, decimal)
	}
	if _, ok := compare(t.Value, t.Value); !ok {
		return t, nil, fmt.Errorf("%q is neither a number, like 90 or 7.5, nor a day, like 2026-05-04", t.Value)
	}
	return t, w[2:], nil
}

// admits reports whether the sign holds for a field that is less than (-1), equal to (0) or more than (1) the value.
func (t Term) admits(order int) bool {
	switch t.Order {
	case ">=":
		return order >= 0
	case ">":
		return order > 0
	case "<=":
		return order <= 0
	}
	return order < 0
}

// Compares reports whether t can compare a cell with its value: where the value is a number, the cell is one, and where
// it is a day, the cell is one. Other terms and empty cells always can.
func (t Term) Compares(cell string) bool {
	if t.Order == "" || strings.TrimSpace(cell) == "" {
		return true
	}
	_, ok := compare(cell, t.Value)
	return ok
}

// ComparesDays reports whether the value of t is a day.
func (t Term) ComparesDays() bool {
	_, is := day(t.Value)
	return t.Order != "" && is
}

// compare compares a cell with a value, both numbers or both days.
func compare(cell, value string) (order int, ok bool) {
	if d, isDay := day(value); isDay {
		c, ok := day(cell)
		return strings.Compare(c, d), ok
	}
	v, isNumber := number(value)
	c, ok := number(cell)
	return cmp.Compare(c, v), ok && isNumber
}

// isoDay matches a day, and the hour that a system may write behind it (RFC 3339).
var isoDay = regexp.MustCompile(`^(\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))([T ].*)?$`)

// day returns the day of a text as 2026-05-04.
func day(text string) (string, bool) {
	m := isoDay.FindStringSubmatch(strings.TrimSpace(locale.WesternDigits(text)))
	if m == nil {
		return "", false
	}
	return m[1], true
}

// number returns the number that a cell says, as locale.ParseNumber reads it; "85 %" is 85.
func number(cell string) (float64, bool) {
	s, ok := locale.ParseNumber(strings.TrimSpace(strings.TrimRight(strings.TrimSpace(cell), "%٪")))
	if !ok {
		return 0, false
	}
	n, err := strconv.ParseFloat(s, 64)
	return n, err == nil
}
