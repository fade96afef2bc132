package template

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Phrase is text with fields in double braces: "Held in {{event.place}}".
type Phrase []Part

// Part is a literal or a field, never both.
type Part struct {
	Literal, Field string
	Span           string // the styles around it, outermost first, with spaces between; empty: none
}

// ParsePhrase reads a phrase without spans: "<" is a sign like others. A brace
// pair that does not close or holds no field name is an error.
func ParsePhrase(s string) (Phrase, error) {
	return addFields(nil, s, "")
}

// addFields appends the literals and fields of s to p, all of one span.
func addFields(p Phrase, s, span string) (Phrase, error) {
	for s != "" {
		before, after, found := strings.Cut(s, "{{")
		if before != "" {
			p = p.literal(before, span)
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
		p = append(p, Part{Field: field, Span: span})
		s = rest
	}
	return p, nil
}

// literal appends words to p.
func (p Phrase) literal(words, span string) Phrase {
	if n := len(p) - 1; n >= 0 && p[n].Field == "" && p[n].Span == span {
		p[n].Literal += words
		return p
	}
	return append(p, Part{Literal: words, Span: span})
}

// ParseText reads a phrase with spans: "<name>{{name}}</name> took part" sets
// the first field in the style called name. Spans lie in each other, and each
// is closed. "<" opens or closes one where a letter or "/" follows; "<<" is
// always the sign itself. What a field says opens none: spans are found here,
// before any field is filled in.
func ParseText(s string) (Phrase, error) {
	var p Phrase
	var open []string
	plain := func(words string) (err error) {
		p, err = addFields(p, words, strings.Join(open, " "))
		return err
	}
	for {
		before, tag, rest, err := cutTag(s)
		if err != nil {
			return nil, err
		}
		if err := plain(before); err != nil {
			return nil, err
		}
		name, closes := strings.CutPrefix(tag, "/")
		switch {
		case tag == "" && len(open) > 0:
			last := open[len(open)-1]
			return nil, fmt.Errorf("the span <%s> is not closed: write </%s> at its end, or << for the sign <", last, last)
		case tag == "":
			if slices.ContainsFunc(p, func(part Part) bool { return strings.Contains(part.Literal, "{{") }) {
				return nil, errors.New("a span stands inside {{: write the span around the whole field")
			}
			return p, nil
		case tag == "<":
			p = p.literal("<", strings.Join(open, " "))
		case !closes:
			if open = append(open, name); len(open) > maxNesting {
				return nil, fmt.Errorf("spans are nested more than %d deep", maxNesting)
			}
		case len(open) == 0:
			return nil, fmt.Errorf("</%s> closes a span that is not open: write <%s> where it begins, or << for the sign <", name, name)
		case open[len(open)-1] != name:
			return nil, fmt.Errorf("</%s> closes the span <%s>: write </%s> first", name, open[len(open)-1], open[len(open)-1])
		default:
			open = open[:len(open)-1]
		}
		s = rest
	}
}

// cutTag returns s up to its first tag, the tag without its brackets and what
// follows; "<" is the tag of "<<", and "" that of a text without any.
func cutTag(s string) (before, tag, rest string, err error) {
	for at := 0; ; at++ {
		next := strings.IndexByte(s[at:], '<')
		if next < 0 {
			return s, "", "", nil
		}
		at += next
		before, after := s[:at], s[at+1:]
		if after, ok := strings.CutPrefix(after, "<"); ok {
			return before, "<", after, nil
		}
		if r, _ := utf8.DecodeRuneInString(after); r != '/' && !unicode.IsLetter(r) {
			continue
		}
		tag, rest, closed := strings.Cut(after, ">")
		if name := strings.TrimPrefix(tag, "/"); !closed || !isFieldName(name) {
			return "", "", "", fmt.Errorf("%q opens a span and is no style in brackets: write <name>…</name>, or << for the sign <", clipped("<"+after))
		}
		return before, tag, rest, nil
	}
}

// clipped returns the beginning of a text, for a message.
func clipped(s string) string {
	if r := []rune(s); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return s
}

// String returns p as ParseText reads it.
func (p Phrase) String() string {
	var b strings.Builder
	var open []string
	close := func(keep int) {
		for ; len(open) > keep; open = open[:len(open)-1] {
			b.WriteString("</" + open[len(open)-1] + ">")
		}
	}
	for _, part := range p {
		span := strings.Fields(part.Span)
		common := 0
		for common < min(len(span), len(open)) && span[common] == open[common] {
			common++
		}
		close(common)
		for _, name := range span[common:] {
			b.WriteString("<" + name + ">")
		}
		open = slices.Clone(span)
		if part.Field != "" {
			b.WriteString("{{" + part.Field + "}}")
		} else {
			b.WriteString(strings.ReplaceAll(part.Literal, "<", "<<"))
		}
	}
	close(0)
	return b.String()
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
