package review

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"lanyard/internal/base/locale"
	"lanyard/internal/base/source"
	"lanyard/internal/input/event"
	"lanyard/internal/paper/layout"
	"lanyard/internal/typography/font"
	"lanyard/internal/work/people"
)

// Problem converts a fault of layout to a problem at its place: in the list for a person's text, otherwise in
// event.toml or the template, where it is the same for everybody.
func Problem(d *people.Design, one *people.Person, f layout.Fault) source.Problem {
	message, hint := f.Message, f.Hint
	part := ""
	if f.Missing != 0 {
		part = string(f.Missing)
	}
	field := faulty(d, one, f.Fields, part)
	if f.Missing != 0 {
		message, hint = missing(d.List, f.Missing, people.PlainField(field), saying(d.Field(d.Fields(one), field), part))
	}
	if f.Missing == 0 && len(f.Fields) > 0 && !people.IsName(field) && field != "name_local" && !ofEvent(d, field) &&
		!strings.HasPrefix(field, "phrase.") {
		message = fmt.Sprintf("%s (%s): %s", source.Quote(one.Name), one.ID, message)
	}
	return placed(d, one, field, source.Problem{Code: f.Code, Message: message, Hint: hint})
}

// placed gives a problem with a field its place. No field is that of a text that only the template has.
func placed(d *people.Design, one *people.Person, field string, p source.Problem) source.Problem {
	if ofEvent(d, field) {
		key, _ := eventKey(d.Event, field)
		at := d.Event.Problem(p.Code, key, p.Message, p.Hint)
		at.Severity = p.Severity
		return at
	}
	if field == "" || strings.HasPrefix(field, "phrase.") {
		p.File = d.Of(one).File
		return p
	}
	if field == layout.VerifyURL {
		field = "name" // the longest part of it that belongs to the person
	}
	p.File, p.Line, p.Column = one.File, one.Row, one.Column(field)
	return p
}

// ofEvent reports whether a field comes from event.toml.
func ofEvent(d *people.Design, field string) bool {
	_, ok := eventKey(d.Event, field)
	return ok && field != layout.VerifyURL
}

// faulty returns the one of some fields that a fault is about: the one that contains part, or the first of the person's
// own, or the first; "" if there are no fields. part may be empty.
func faulty(d *people.Design, one *people.Person, fields []string, part string) string {
	if len(fields) == 0 {
		return ""
	}
	if part != "" {
		own := d.Fields(one)
		for _, field := range fields {
			if strings.Contains(saying(d.Field(own, field), part), part) {
				return field
			}
		}
	}
	for _, field := range fields {
		if _, shared := d.Base[field]; !shared {
			return field
		}
	}
	return fields[0]
}

// saying returns the text of a field in the language in which it contains part.
func saying(v layout.Value, part string) string {
	if !strings.Contains(v.Text, part) {
		for _, lang := range slices.Sorted(maps.Keys(v.In)) {
			if strings.Contains(v.In[lang], part) {
				return v.In[lang]
			}
		}
	}
	return v.Text
}

// eventKey returns the key of event.toml that a field comes from, and whether there is one.
func eventKey(e *event.Event, field string) (key string, ok bool) {
	parts := strings.Split(field, ".")
	if len(parts) == 1 {
		return "", false
	}
	switch parts[0] {
	case "event":
		if parts[1] == "issuer" {
			return "issuer.name", true
		}
		if parts[1] == "dates_and_place" { // the dates are our own text
			return "place", true
		}
		return parts[1], true
	case "text":
		return source.Key("text", parts[1]), true
	case "signatory", "verify":
		return "certificates", e != nil
	}
	return "", false
}

// missing describes a character that no font draws, and what to do about it.
func missing(l *people.List, r rune, field, text string) (message, hint string) {
	shown := fmt.Sprintf("U+%04X, %s", r, strings.ToLower(strings.Trim(font.RuneName(r), "<>")))
	if unicode.IsGraphic(r) && !unicode.IsMark(r) {
		shown = string(r) + " (" + shown + ")"
	}
	where := "the " + field
	if text != "" {
		where += " " + source.Quote(text)
	}
	if family, ok := l.Fonts.Has(r); ok {
		return fmt.Sprintf("%s: the character %s cannot be drawn on the letter before it", where, shown),
			fmt.Sprintf("%s has the sign, but no font has both together: type the letter again with its accents, "+
				"or leave the sign out",
				family)
	}
	message = fmt.Sprintf("%s: no font has the character %s", where, shown)
	script, ofScript := font.RuneScript(r)
	switch {
	case unicode.Is(unicode.Co, r):
		hint = "it belongs to a font of somebody's own: type the text again with an ordinary keyboard"
	case font.RuneName(r) == "<unassigned>":
		hint = "there is no such character: export the list again as CSV UTF-8, or type the text again"
	case ofScript:
		name := locale.Script(script.String(), "en")
		hint = fmt.Sprintf("it is of the %s script; a font that has it is added in event.toml:\n[[fonts]]\nfamily "+
			"= \"%s\"\nfile = \"fonts/%s.ttf\"",
			name, name, strings.ReplaceAll(strings.ToLower(name), " ", "-"))
	default:
		hint = "leave it out, or write a word for it: Lanyard's fonts have the letters of names, not pictures"
	}
	return message, hint
}
