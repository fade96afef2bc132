package expression

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxSpans is the most spans within spans: deeper nesting is a mistake.
const maxSpans = 8

// Phrase is text with fields in double braces: "Held in {{event.place}}".
type Phrase []Part

// Part is a literal or a field, never both.
type Part struct {
	Literal, Field string
	Span           string // the enclosing styles, outermost first, separated by spaces; empty: none
}

// ParsePhrase reads a phrase without spans, in which "<" is an ordinary character. A brace pair that is not closed or
// contains no field name is an error.
func ParsePhrase(s string) (Phrase, error) {
	return addFields(nil, s, "")
}

// addFields appends the literals and fields of s to p, all with the same span.
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
			return nil, fmt.Errorf("%q has a {{ without a closing }}", "{{"+after)
		}
		if !isFieldName(field) {
			return nil, fmt.Errorf("{{%s}} is not a field name: use only letters, digits, \"_\" and \".\"", field)
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

// ParseText reads a phrase with spans: "<name>{{name}}</name> took part" sets the field in the style called name. Spans
// may nest, and each must be closed. "<" opens or closes a span if a letter or "/" follows; "<<" is a literal "<".
// Field values cannot open spans, because spans are parsed before any field is filled in.
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
			return nil, fmt.Errorf("the span <%s> is not closed: write </%s> at its end, or << for a literal <", last,
				last)
		case tag == "":
			if slices.ContainsFunc(p, func(part Part) bool { return strings.Contains(part.Literal, "{{") }) {
				return nil, errors.New("a span is inside {{: put the span around the whole field")
			}
			return p, nil
		case tag == "<":
			p = p.literal("<", strings.Join(open, " "))
		case !closes:
			if open = append(open, name); len(open) > maxSpans {
				return nil, fmt.Errorf("spans are nested more than %d deep", maxSpans)
			}
		case len(open) == 0:
			return nil,
				fmt.Errorf("</%s> closes a span that is not open: write <%s> at its start, or << for a literal <", name,
					name)
		case open[len(open)-1] != name:
			return nil, fmt.Errorf("</%s> closes the span <%s>: write </%s> first", name, open[len(open)-1],
				open[len(open)-1])
		default:
			open = open[:len(open)-1]
		}
		s = rest
	}
}

// cutTag returns the text of s before its first tag, the tag without brackets, and the rest. The tag is "<" for "<<",
// and "" if there is none.
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
			return "", "", "", fmt.Errorf("%q is not a span: write <name>…</name>, or << for a literal <",
				clipped("<"+after))
		}
		return before, tag, rest, nil
	}
}

// clipped returns the start of a text, for a message.
func clipped(s string) string {
	if r := []rune(s); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return s
}

// String returns p in the form that ParseText reads.
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
