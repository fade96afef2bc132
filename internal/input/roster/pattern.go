package roster

import (
	"fmt"
	"slices"
	"strings"

	"lanyard/internal/base/source"
)

// pattern is a parsed name pattern of event.toml, such as "{{given}} {{middle}} {{family}}".
type pattern struct {
	pieces []piece
}

// piece is part of a pattern: literal text or a field.
type piece struct{ text, field string }

// Pattern fields other than the parts of a name and the list's columns.
const (
	patternLatin = "name.latin" // of a cell with two scripts
	patternLocal = "name.local"
)

// parsePattern parses a pattern; the error describes its first mistake.
func parsePattern(s string) (pattern, error) {
	var p pattern
	for s != "" {
		open := strings.Index(s, "{{")
		if open < 0 {
			p.pieces = append(p.pieces, piece{text: s})
			break
		}
		if open > 0 {
			p.pieces = append(p.pieces, piece{text: s[:open]})
		}
		end := strings.Index(s[open:], "}}")
		if end < 0 {
			return p, fmt.Errorf("has {{ without }}")
		}
		p.pieces = append(p.pieces, piece{field: strings.TrimSpace(s[open+2 : open+end])})
		s = s[open+end+2:]
	}
	if !slices.ContainsFunc(p.pieces, func(p piece) bool { return p.field != "" }) {
		return p, fmt.Errorf("shows no field")
	}
	return p, nil
}

// fill returns the pattern with its fields filled in. The literal text around an empty field collapses to one
// space, so that no name gets double spaces or empty brackets.
func (p pattern) fill(value func(field string) string) string {
	var b strings.Builder
	gap, empty := "", false
	for _, piece := range p.pieces {
		if piece.field == "" {
			gap += piece.text
			continue
		}
		v := value(piece.field)
		if v == "" {
			empty = true
			continue
		}
		switch {
		case !empty:
			b.WriteString(gap)
		case b.Len() > 0:
			b.WriteByte(' ')
		}
		b.WriteString(v)
		gap, empty = "", false
	}
	if !empty && b.Len() > 0 {
		b.WriteString(gap)
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// patternFields are the pattern fields that every list has.
var patternFields = []string{fName, patternLatin, patternLocal, fGiven, fMiddle, fPatronymic, fInfix, fFamily,
	fFamily2, fSuffix, fHonorific}

// readPattern parses the pattern of event.toml and checks its fields against the columns.
func (l *list) readPattern() bool {
	if l.opt.Name == "" {
		return true
	}
	p, err := parsePattern(l.opt.Name)
	if err != nil {
		l.fail(0, 0, "roster-name-pattern", "[attendees] name = %s %v", source.Quote(l.opt.Name),
			err).Hint = `write it like name = "{{given}} {{middle}} {{family}}"`
		return false
	}
	known := slices.Concat(patternFields, l.plan.keys)
	for _, piece := range p.pieces {
		if piece.field != "" && !slices.Contains(known, piece.field) {
			l.fail(0, 0, "roster-name-pattern",
				"[attendees] name shows {{%s}}, which is neither a part of a name nor a column of the list",
				source.Printable(piece.field)).Hint = didYouMean(piece.field, known)
			return false
		}
	}
	l.pattern = &p
	return true
}

// patterned returns the name that the pattern builds from a row.
func (b *builder) patterned(r row, e *entry, p parts) string {
	return b.pattern.fill(func(field string) string {
		switch field {
		case fName:
			return e.Name
		case patternLatin, patternLocal:
			latin, local, ok := scripts(e.Name)
			if !ok {
				latin, local = e.Name, ""
			}
			if field == patternLatin {
				return latin
			}
			return local
		case fHonorific:
			return b.plan.cell(r, fHonorific)
		}
		for part, to := range p.fields {
			if part == field {
				return *to
			}
		}
		i := slices.Index(*b.keys, field)
		if i < 0 || i >= len(r.cells) {
			return ""
		}
		return b.plan.says(r.cells[i])
	})
}
