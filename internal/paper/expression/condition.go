package expression

import (
	"fmt"
	"strings"
)

// Condition says when a box is drawn. It is written as alternatives joined by "or", each made of terms joined by "and":
//
//	name_local                   the field is not empty
//	not photo                    the field is empty
//	role is speaker              the field has this value, ignoring case
//	role is not "guest of honour"
//	access and role is host or role is organiser
//	minutes >= 90                the field is a number of at least 90; >, < and <= likewise
//	signed_up < 2026-05-04       the field is a day before this one
//
// The zero value always holds.
type Condition [][]Term

// Term is one comparison.
type Term struct {
	Field  string
	Value  string // compared ignoring case if Equals is set
	Equals bool   // compare with Value; otherwise test for non-empty
	Order  string // ">=", ">", "<" or "<=": compare with Value, a number or a day; otherwise empty
	Not    bool
}

// Holds evaluates c with the values that field returns.
func (c Condition) Holds(field func(string) string) bool {
	if len(c) == 0 {
		return true
	}
	for _, all := range c {
		if holdsAll(all, field) {
			return true
		}
	}
	return false
}

func holdsAll(terms []Term, field func(string) string) bool {
	for _, t := range terms {
		v := field(t.Field)
		is := v != ""
		switch {
		case t.Equals:
			is = strings.EqualFold(v, t.Value)
		case t.Order != "":
			order, ok := compare(v, t.Value)
			is = ok && t.admits(order)
		}
		if is == t.Not {
			return false
		}
	}
	return true
}

// Fields returns the fields that c tests.
func (c Condition) Fields() []string {
	var fields []string
	for _, all := range c {
		for _, t := range all {
			fields = append(fields, t.Field)
		}
	}
	return fields
}

// ParseCondition reads the text of a "when" key.
func ParseCondition(s string) (Condition, error) {
	words, err := conditionWords(s)
	if err != nil || len(words) == 0 {
		return nil, err
	}
	c := Condition{nil}
	for {
		t, rest, err := parseTerm(words)
		if err != nil {
			return nil, fmt.Errorf("condition %q: %w", s, err)
		}
		c[len(c)-1] = append(c[len(c)-1], t)
		if len(rest) == 0 {
			return c, nil
		}
		switch rest[0] {
		case "and":
		case "or":
			c = append(c, nil)
		default:
			return nil, fmt.Errorf("condition %q: expected \"and\" or \"or\" before %q", s, strings.Trim(rest[0], `"`))
		}
		words = rest[1:]
	}
}

// parseTerm reads FIELD, not FIELD, FIELD is VALUE, FIELD is not VALUE or FIELD >= VALUE, and returns the remaining
// words.
func parseTerm(w []string) (t Term, rest []string, err error) {
	if len(w) > 0 && w[0] == "not" {
		t.Not, w = true, w[1:]
	}
	if len(w) == 0 || !isFieldName(w[0]) || isConditionWord(w[0]) {
		return t, nil, fmt.Errorf("expected a field name")
	}
	t.Field, w = w[0], w[1:]
	if len(w) > 0 && isOrder(w[0]) {
		return parseOrder(t, w)
	}
	if len(w) == 0 || w[0] != "is" {
		return t, w, nil
	}
	if t.Not {
		return t, nil, fmt.Errorf("write \"%s is not ...\"", t.Field)
	}
	t.Equals, w = true, w[1:]
	if len(w) > 0 && w[0] == "not" {
		t.Not, w = true, w[1:]
	}
	if len(w) == 0 || isConditionWord(w[0]) {
		return t, nil, fmt.Errorf("expected a value after \"is\"")
	}
	t.Value = strings.Trim(w[0], `"`)
	return t, w[1:], nil
}

// isValue reports whether the value of a term follows words: after "is" and "is not" the signs <, > and = are text.
func isValue(words []string) bool {
	if n := len(words); n > 1 && words[n-1] == "not" {
		words = words[:n-1]
	}
	return len(words) > 0 && words[len(words)-1] == "is"
}

func isConditionWord(s string) bool {
	return s == "and" || s == "or" || s == "not" || s == "is"
}

// conditionWords splits s at spaces. A quoted value stays one word and keeps its quotes, so it is never mistaken for
// "and", "or", "not" or "is".
func conditionWords(s string) ([]string, error) {
	var words []string
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		if s[0] == '"' {
			end := strings.IndexByte(s[1:], '"')
			if end < 0 {
				return nil, fmt.Errorf("condition: the quote before %q is not closed", s[1:])
			}
			words, s = append(words, s[:end+2]), s[end+2:]
			continue
		}
		ends := " \t\"<>=" // spaces around a sign are not needed
		if isValue(words) {
			ends = " \t\""
		}
		end := strings.IndexAny(s, ends)
		if n := len(s) - len(strings.TrimLeft(s, "<>=")); n > 0 && !isValue(words) {
			end = n
		} else if end < 0 {
			end = len(s)
		}
		words, s = append(words, s[:end]), s[end:]
	}
	return words, nil
}
