package template

import (
	"reflect"
	"strings"
	"testing"
)

func TestParsePhrase(t *testing.T) {
	got, err := ParsePhrase("Held in {{ event.place }} for {{name}}.")
	want := Phrase{{Literal: "Held in "}, {Field: "event.place"}, {Literal: " for "}, {Field: "name"}, {Literal: "."}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, %v", got, err)
	}
	for _, bad := range []string{"{{name", "{{}}", "{{ }}", "{{a b}}", "{{naïve}}", "x {{call()}}"} {
		if p, err := ParsePhrase(bad); err == nil {
			t.Errorf("ParsePhrase(%q) = %v, want an error", bad, p)
		}
	}
}

func TestCondition(t *testing.T) {
	fields := map[string]string{"name": "Ana", "role": "Speaker", "closed": "and"}
	lookup := func(f string) string { return fields[f] }
	for in, want := range map[string]bool{
		"":                                 true,
		"name":                             true,
		"not name":                         false,
		"photo":                            false,
		"not photo":                        true,
		"role is speaker":                  true,
		"role is not speaker":              false,
		"role is not host":                 true,
		"role is host or role is speaker":  true,
		"role is host or photo":            false,
		"name and role is speaker":         true,
		"name and photo or role is host":   false,
		"photo and name or name":           true,
		`role is "guest of honour"`:        false,
		`closed is "and"`:                  true,
		`name and closed is "AND" or name`: true,
	} {
		c, err := ParseCondition(in)
		if err != nil {
			t.Errorf("%q: %v", in, err)
		} else if got := c.Holds(lookup); got != want {
			t.Errorf("%q holds = %v, want %v", in, got, want)
		}
	}
	for _, bad := range []string{"and", "name and", "is x", "role is", "role is and", "not role is x", "a b", `role is "x`, "name == x", "not", "or name"} {
		if c, err := ParseCondition(bad); err == nil {
			t.Errorf("ParseCondition(%q) = %v, want an error", bad, c)
		}
	}
}

func FuzzParseCondition(f *testing.F) {
	for _, s := range []string{"name and not photo", `role is not "a b" or x`, `"`, "is is is"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, err := ParseCondition(s)
		if err != nil {
			return
		}
		c.Holds(strings.ToUpper)
		for _, field := range c.Fields() {
			if !isFieldName(field) {
				t.Errorf("%q looks at field %q", s, field)
			}
		}
	})
}
