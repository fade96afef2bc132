package promise

import (
	"maps"
	"slices"
	"strings"

	"lanyard/internal/base/locale"
	"lanyard/internal/base/paper"
	"lanyard/internal/paper/expression"
	"lanyard/internal/paper/layout"
	"lanyard/internal/paper/template"
	"lanyard/internal/trust/credential"
	"lanyard/internal/work/people"
)

// # What every paper prints
//
// The issuer document lists the facts that no paper of a kind omits, so that a page without one was edited (see the
// event entry in package credential). A fact that is listed and missing would make a genuine paper a forged one, so a
// text box counts only if nothing can take it away: no condition but that the fact itself, or something the event has
// in any case, is not empty, unless another box has the contrary condition; no repetition; no language in which the box
// says something else; no other text that could tear it apart. Layout never cuts a text: one that does not fit stops
// the paper. The analysis looks at event and designs alone. It does not depend on the list, because an entry is for
// everybody who comes on it later.
//
// Papers promise what was found here once, so the analysis may find more in later versions, and never less.

// printedFields are the fields that print a fact, without a language.
var printedFields = map[uint][]string{
	credential.PrintedTitle:  {"event.title"},
	credential.PrintedDays:   {"event.dates", "event.dates_and_place"},
	credential.PrintedRole:   {"role.label"},
	credential.PrintedIssuer: {"event.issuer"},
}

// printed returns the facts, by their keys in the map of a certificate, that every paper of a kind prints if it states
// them, and the languages in which each is printed: credential.AnyLanguage is one that depends on the paper. Nil: none.
func printed(l *people.List, kind paper.Kind) map[uint][]string {
	if l.Main(kind) == nil {
		return nil
	}
	base := l.EventFields()
	var all map[uint][]string
	seen := map[*template.Template]bool{}
	for _, role := range append(slices.Clone(l.Event.RoleOrder), "") {
		for _, t := range besideCode(l.Sides(kind, role)) {
			if seen[t] {
				continue
			}
			found := printedOn(l, t, base)
			if len(seen) == 0 {
				all = found
			}
			all = both(all, found)
			seen[t] = true
		}
	}
	return all
}

// besideCode returns the sides whose page a verifier reads: those with a QR code, or the front if none has one.
func besideCode(sides []*template.Template) (coded []*template.Template) {
	for _, t := range sides {
		has := false
		t.Walk(func(b template.Box) {
			_, qr := b.(*template.QR)
			has = has || qr
		})
		if has {
			coded = append(coded, t)
		}
	}
	if coded == nil {
		return sides[:1]
	}
	return coded
}

// both returns the facts of a that b has, too, in the languages of both. Without a common one, any will do.
func both(a, b map[uint][]string) map[uint][]string {
	shared := map[uint][]string{}
	for fact, tags := range a {
		others, ok := b[fact]
		if !ok {
			continue
		}
		common := slices.DeleteFunc(slices.Clone(tags), func(tag string) bool { return !slices.Contains(others, tag) })
		if len(common) == 0 {
			common = []string{credential.AnyLanguage}
		}
		shared[fact] = common
	}
	return shared
}

// printing is a place that prints a fact in a language, if conditions hold.
type printing struct {
	tag   string
	holds []expression.Condition
}

// printedOn returns the facts that every page of a template prints.
func printedOn(l *people.List, t *template.Template, base layout.Fields) map[uint][]string {
	places := map[uint][]printing{}
	var walk func(boxes []template.Box, holds []expression.Condition)
	walk = func(boxes []template.Box, holds []expression.Condition) {
		for _, b := range boxes {
			holds := append(slices.Clip(holds), template.FrameOf(b).When)
			switch b := b.(type) {
			case *template.Group:
				if b.Repeat == "" {
					walk(b.Boxes, holds)
				}
			case *template.Text:
				for fact := range printedFields {
					for _, tag := range printedBy(l, b, fact, base) {
						places[fact] = append(places[fact], printing{tag, holds})
					}
				}
			}
		}
	}
	walk(t.Boxes, nil)
	found := map[uint][]string{}
	for fact, all := range places {
		if !always(l, all, fact, base) {
			continue
		}
		byTag := map[string][]printing{}
		for _, p := range all {
			byTag[p.tag] = append(byTag[p.tag], p)
		}
		for _, tag := range slices.Sorted(maps.Keys(byTag)) {
			if tag != credential.AnyLanguage && always(l, byTag[tag], fact, base) {
				found[fact] = append(found[fact], tag)
			}
		}
		if found[fact] == nil {
			found[fact] = []string{credential.AnyLanguage}
		}
	}
	return found
}

// printedBy returns the languages in which a text box prints a fact, whatever the language of its page; nil: it may not
// print it.
func printedBy(l *people.List, b *template.Text, fact uint, base layout.Fields) (tags []string) {
	if b.Tag == template.OrnamentTag {
		return nil // no text to people who hear the page
	}
	asked := ""
	if len(b.Lang) == 1 && len(b.In) == 0 {
		asked = b.Lang[0].Literal // empty for a field
	}
	phrases := b.Phrases()
	for _, field := range b.Fields() {
		if slices.ContainsFunc(phrases, func(p expression.Phrase) bool { return !slices.Contains(p.Fields(), field) }) {
			continue
		}
		for _, name := range printedFields[fact] {
			how, ok := strings.CutPrefix(field, name)
			if !ok || how != "" && how[0] != '.' || b.Style.Lines > 1 && mixes(l, phrases, name) {
				continue
			}
			if tag := printedIn(l, strings.TrimPrefix(how, "."), asked, fact, base[name]); tag != "" {
				tags = append(tags, tag)
			}
		}
	}
	return tags
}

// mixes reports whether a fact of several lines may be torn apart by other texts of its box: where words are set from
// right to left, a line has its words in the order in which they are seen. Verification looks for a fact in one place.
func mixes(l *people.List, phrases []expression.Phrase, name string) bool {
	alone := name != "event.dates_and_place" && !slices.ContainsFunc(phrases,
		func(p expression.Phrase) bool { return len(p) != 1 })
	return !alone && slices.ContainsFunc(l.Tongues(), locale.Direction)
}

// printedIn returns the language in which a field with a language after its name, in a box that asks for a language,
// prints a fact, as event entries name it; "" if it may print nothing.
func printedIn(l *people.List, how, asked string, fact uint, v layout.Value) string {
	tag, ofEvent := l.MainOrSecond(how)
	switch {
	case how == "" && saysIn(l, asked, fact, v):
		return asked
	case how == "":
		return credential.AnyLanguage
	case ofEvent:
		if tag == "" || fact == credential.PrintedRole || saysIn(l, tag, fact, v) {
			return tag // a role without a label in it has the main one: Mark.Label
		}
		return credential.AnyLanguage
	}
	if saysIn(l, how, fact, v) {
		return how
	}
	if _, said := v.In[how]; said {
		return credential.AnyLanguage // the event's text in a language that is close
	}
	return ""
}

// saysIn reports whether the event has the text of a fact in the very language, of every role for the roles.
func saysIn(l *people.List, tag string, fact uint, v layout.Value) (says bool) {
	switch fact {
	case credential.PrintedTitle:
		_, says = l.Event.Title[tag]
	case credential.PrintedIssuer:
		_, says = l.Event.Issuer.Name[tag]
	case credential.PrintedDays:
		_, says = v.In[tag]
	case credential.PrintedRole:
		says = len(l.Event.Roles) > 0
		for _, r := range l.Event.Roles {
			_, has := r.Label[tag]
			says = says && has
		}
	}
	return says
}

// maxTerms is the most terms that decide about the places of a fact: 256 combinations of them are tried.
const maxTerms = 8

// always reports whether the conditions of one of the places hold on every paper that states a fact, whatever the
// person is. Terms are treated as independent of each other, so a combination that nobody has may be tried.
func always(l *people.List, places []printing, fact uint, base layout.Fields) bool {
	var open []expression.Term // may hold or not
	for _, p := range places {
		for _, c := range p.holds {
			for _, t := range slices.Concat(c...) {
				t.Not = false
				if !certain(l, t, fact, base) && !slices.Contains(open, t) {
					open = append(open, t)
				}
			}
		}
	}
	if len(open) > maxTerms {
		return false
	}
	for combination := range 1 << len(open) {
		holds := func(t expression.Term) bool {
			not := t.Not
			t.Not = false
			n := slices.Index(open, t)
			return (n < 0 || combination>>n&1 == 1) != not
		}
		all := func(terms []expression.Term) bool {
			return !slices.ContainsFunc(terms, func(t expression.Term) bool { return !holds(t) })
		}
		if !slices.ContainsFunc(places, func(p printing) bool {
			return !slices.ContainsFunc(p.holds, func(c expression.Condition) bool {
				return len(c) > 0 && !slices.ContainsFunc(c, all)
			})
		}) {
			return false
		}
	}
	return true
}

// certain reports whether a field cannot be empty on a paper that states a fact.
func certain(l *people.List, t expression.Term, fact uint, base layout.Fields) bool {
	if t.Equals || t.Order != "" {
		return false
	}
	if v, ok := base[t.Field]; ok {
		return v.Text != "" && !slices.Contains(slices.Collect(maps.Values(v.In)), "")
	}
	return fact == credential.PrintedRole && slices.Contains([]string{"role", "role.label", "role.label.main"}, t.Field)
}
