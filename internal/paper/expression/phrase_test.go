package expression

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
	fields := map[string]string{"name": "Ana", "role": "Speaker", "closed": "and", "minutes": "90", "hours": "7,5", "grade": "good", "fa": "۱۲٫۵", "share": "85 %",
		"much": "1 200.5", "doubt": "1,200", "joined": "2026-05-03T22:10:00Z", "sign": "a<b"}
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
		"minutes >= 90":                    true,
		"minutes>=90":                      true,
		"minutes > 90":                     false,
		"minutes<=90 and name":             true,
		"minutes < 90.5":                   true,
		"minutes < 9":                      false, // by value, not by letters
		"hours >= 7.5":                     true,
		`hours > "7,4"`:                    true,
		"fa >= ۱۲":                         true,
		"fa > 12.5":                        false,
		"share >= 80":                      true,
		"much > 1200":                      true,
		"doubt > 0":                        false, // 1.2 or 1200: ambiguous
		"doubt <= 0":                       false,
		"grade > 1":                        false,
		"grade <= 1":                       false,
		"photo < 5":                        false, // empty
		"joined < 2026-05-04":              true,
		"joined >= 2026-05-03":             true,
		"joined > 2026-05-03":              false, // only the day counts
		"minutes > 2026-05-03":             false,
		"sign is a<b":                      true,
		"sign is not a<b":                  false,
		"role is >=":                       false,
	} {
		c, err := ParseCondition(in)
		if err != nil {
			t.Errorf("%q: %v", in, err)
		} else if got := c.Holds(lookup); got != want {
			t.Errorf("%q holds = %v, want %v", in, got, want)
		}
	}
	for _, bad := range []string{"and", "name and", "is x", "role is", "role is and", "not role is x", "a b",
		`role is "x`, "name == x", "not", "or name", "minutes >=", "minutes >= and", "not minutes >= 90",
		"minutes => 90", "minutes >= many", "minutes >= 1,200", ">= 90", "minutes >= 90 91", "minutes is >= 90", "joined < 2026-13-01"} {
		if c, err := ParseCondition(bad); err == nil {
			t.Errorf("ParseCondition(%q) = %v, want an error", bad, c)
		}
	}
}

// FuzzParsePhrase: a phrase contains all of its text, and when written out parses to the same phrase.
func FuzzParsePhrase(f *testing.F) {
	for _, s := range []string{"Held in {{ event.place }} for {{name}}.", "{{", "}}{{a}}", "{{{a}}}",
		"{{a}}{{b_2.c-d}}", "{ {a} }"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParsePhrase(s)
		if err != nil {
			return
		}
		for _, field := range p.Fields() {
			if !isFieldName(field) {
				t.Errorf("%q has the field %q", s, field)
			}
		}
		var spaced, tight strings.Builder
		rest := s
		for i, part := range p {
			if (part.Literal == "") == (part.Field == "") {
				t.Fatalf("%q: part %d is %+v", s, i, part)
			}
			if part.Field == "" {
				var found bool
				if rest, found = strings.CutPrefix(rest, part.Literal); !found {
					t.Fatalf("%q: %q is not in front of %q", s, part.Literal, rest)
				}
				spaced.WriteString(part.Literal)
				tight.WriteString(part.Literal)
				continue
			}
			inside, behind, _ := strings.Cut(strings.TrimPrefix(rest, "{{"), "}}")
			if rest = behind; strings.TrimSpace(inside) != part.Field {
				t.Fatalf("%q: %q became the field %q", s, inside, part.Field)
			}
			spaced.WriteString("{{ " + part.Field + "\t}}")
			tight.WriteString("{{" + part.Field + "}}")
		}
		if rest != "" {
			t.Errorf("%q: %q was lost", s, rest)
		}
		for _, written := range []string{spaced.String(), tight.String()} {
			if again, err := ParsePhrase(written); err != nil || !reflect.DeepEqual(again, p) {
				t.Errorf("%q is written %q, which reads %v, %v", s, written, again, err)
			}
		}
	})
}

// FuzzParseCondition: a condition that is written out parses to the same condition, tests only its fields, and each
// term decides as written.
func FuzzParseCondition(f *testing.F) {
	for _, s := range []string{"name and not photo", `role is not "a b" or x`, `"`, "is is is",
		`a is "" or b is not K`, "a>=1 and b<2026-05-04", "a is <b or c < \"7,5\""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, err := ParseCondition(s)
		if err != nil {
			return
		}
		written := make([]string, 0, len(c))
		for _, all := range c {
			var terms []string
			for _, term := range all {
				if !isFieldName(term.Field) {
					t.Errorf("%q tests the field %q", s, term.Field)
				}
				terms = append(terms, writeTerm(term))
				one, other := Condition{{term}}, term
				if other.Not = !other.Not; one.Holds(strings.ToUpper) == (Condition{{other}}).Holds(strings.ToUpper) {
					t.Errorf("%+v holds with its opposite", term)
				}
			}
			written = append(written, strings.Join(terms, " and "))
		}
		text := strings.Join(written, "  or\t")
		if again, err := ParseCondition(text); err != nil || !reflect.DeepEqual(again, c) {
			t.Errorf("%q is written %q, which reads %v, %v", s, text, again, err)
		}
		if len(c.Fields()) < len(c) {
			t.Errorf("%q: %v tests only %q", s, c, c.Fields())
		}
	})
}

// writeTerm writes a term as people do.
func writeTerm(t Term) string {
	switch {
	case t.Equals && t.Not:
		return t.Field + ` is not "` + t.Value + `"`
	case t.Equals:
		return t.Field + ` is "` + t.Value + `"`
	case t.Order != "":
		return t.Field + t.Order + `"` + t.Value + `"`
	case t.Not:
		return "not " + t.Field
	}
	return t.Field
}

func TestParseText(t *testing.T) {
	for in, want := range map[string]Phrase{
		"plain":                           {{Literal: "plain"}},
		"<name>{{name}}</name> took part": {{Field: "name", Span: "name"}, {Literal: " took part"}},
		"a<b>b<i>c</i></b>d": {{Literal: "a"}, {Literal: "b", Span: "b"},
			{Literal: "c", Span: "b i"}, {Literal: "d"}},
		"<b>a</b><b>b</b>":                      {{Literal: "ab", Span: "b"}},
		"<b></b>":                               nil,
		"a < b <3 <- <<name> >":                 {{Literal: "a < b <3 <- <name> >"}},
		"<<<b>x</b>":                            {{Literal: "<"}, {Literal: "x", Span: "b"}},
		"<b><<</b>":                             {{Literal: "<", Span: "b"}},
		"{{a}}<small-print>{{b}}</small-print>": {{Field: "a"}, {Field: "b", Span: "small-print"}},
	} {
		got, err := ParseText(in)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%q is %+v, %v, want %+v", in, got, err, want)
		}
	}
	for in, want := range map[string]string{
		"<b>x":                   "the span <b> is not closed: write </b> at its end",
		"<b>x</i></b>":           "</i> closes the span <b>: write </b> first",
		"x</b>":                  "</b> closes a span that is not open",
		"<b x>":                  `"<b x>" is not a span: write`,
		"<b":                     "write <name>…</name>, or << for a literal <",
		"</>":                    "is not a span: write",
		"<é>":                    "is not a span: write",
		"<b>{{x</b>":             "has a {{ without a closing",
		"{<b></b>{x}}":           "a span is inside {{",
		"{{a<b>}}":               "has a {{ without a closing",
		strings.Repeat("<b>", 9): "more than 8 deep",
	} {
		if p, err := ParseText(in); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is %+v, %v, want an error with %q", in, p, err, want)
		}
	}
}

// FuzzParseText: a phrase that is written out parses to the same phrase, and any text that ParsePhrase accepts, which
// has no spans, survives escaping.
func FuzzParseText(f *testing.F) {
	for _, s := range []string{"<name>{{name}}</name> took <b>part <i>in</i></b>", "a << b < c", "<<<b>x</b>",
		"<b>{{x}}</b>{{y}}", "</b>", "{<b>{{x}}</b>", "<b>{</b><b>{x}}</b>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if p, err := ParseText(s); err == nil {
			again, err := ParseText(p.String())
			if err != nil || !reflect.DeepEqual(p, again) {
				t.Errorf("%q is %+v; printed as %q it is %+v, %v", s, p, p.String(), again, err)
			}
		}
		if p, err := ParsePhrase(s); err == nil && !strings.Contains(s, "{<") {
			again, err := ParseText(strings.ReplaceAll(s, "<", "<<"))
			if strings.Contains(strings.Join(p.Fields(), ""), "<") || err != nil || !reflect.DeepEqual(p, again) {
				t.Errorf("%q is %+v; escaped it is %+v, %v", s, p, again, err)
			}
		}
	})
}
