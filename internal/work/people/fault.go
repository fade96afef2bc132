package people

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"lanyard/internal/base/source"
	"lanyard/internal/input/event"
	"lanyard/internal/paper/layout"
)

// Problem converts a fault of layout to a problem at its place: in the list for a person's text, otherwise in
// event.toml or the template, where it is the same for everybody.
func (d *Design) Problem(one *Person, f layout.Fault) source.Problem {
	message, hint := f.Message, f.Hint
	field := d.faulty(one, f)
	if f.Missing != 0 {
		message, hint = d.Missing(f.Missing, PlainField(field), saying(d.Field(d.Fields(one), field), f.Missing))
	}
	if key, ofEvent := eventKey(d.Event, field); ofEvent && field != layout.VerifyURL {
		return d.Event.Problem(f.Code, key, message, hint)
	}
	if len(f.Fields) == 0 || strings.HasPrefix(field, "phrase.") {
		return source.Problem{Code: f.Code, File: d.Of(one).File, Message: message, Hint: hint}
	}
	if f.Missing == 0 && !IsName(field) && field != "name_local" {
		message = fmt.Sprintf("%s (%s): %s", source.Quote(one.Name), one.ID, message)
	}
	if field == layout.VerifyURL {
		field = "name" // the longest part of it that belongs to the person
	}
	return source.Problem{Code: f.Code, File: one.File, Line: one.Row, Column: one.Column(field), Message: message,
		Hint: hint}
}

// faulty returns the field that a fault is about: the one with the missing character, or the first of the person's
// own, or the first.
func (d *Design) faulty(one *Person, f layout.Fault) string {
	if len(f.Fields) == 0 {
		return ""
	}
	if f.Missing != 0 {
		own := d.Fields(one)
		for _, field := range f.Fields {
			if strings.ContainsRune(saying(d.Field(own, field), f.Missing), f.Missing) {
				return field
			}
		}
	}
	for _, field := range f.Fields {
		if _, shared := d.Base[field]; !shared {
			return field
		}
	}
	return f.Fields[0]
}

// saying returns the text of a field in the language in which it contains a character.
func saying(v layout.Value, r rune) string {
	if !strings.ContainsRune(v.Text, r) {
		for _, lang := range slices.Sorted(maps.Keys(v.In)) {
			if strings.ContainsRune(v.In[lang], r) {
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
