package template

import (
	"fmt"
	"strings"
)

// Phrase is text with fields in double braces: "Held in {{event.place}}".
type Phrase []Part

// Part is a literal or a field, never both.
type Part struct{ Literal, Field string }

// ParsePhrase reads a phrase. A brace pair that does not close or holds no
// field name is an error.
func ParsePhrase(s string) (Phrase, error) {
	var p Phrase
	for s != "" {
		before, after, found := strings.Cut(s, "{{")
		if before != "" {
			p = append(p, Part{Literal: before})
		}
		if !found {
			break
		}
		field, rest, closed := strings.Cut(after, "}}")
		field = strings.TrimSpace(field)
		if !closed {
			return nil, fmt.Errorf("%q opens a field with {{ and does not close it with }}", "{{"+after)
		}
		if !isFieldName(field) {
			return nil, fmt.Errorf("{{%s}} is no field name: write letters, digits, \"_\" and \".\" only", field)
		}
		p = append(p, Part{Field: field})
		s = rest
	}
	return p, nil
}

// Fields returns the fields of p in order.
func (p Phrase) Fields() []string {
	var fields []string
	for _, part := range p {
		if part.Field != "" {
			fields = append(fields, part.Field)
		}
	}
	return fields
}

func isFieldName(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return !strings.ContainsRune(fieldLetters, r) }) < 0
}

const fieldLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-"
