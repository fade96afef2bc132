// Package promise finds what every paper of an event prints in any case, which its entry in the issuer document
// promises, and says whether papers keep what an entry promises and with which words a page must say it.
package promise

import (
	"cmp"
	"maps"
	"slices"

	"lanyard/internal/base/paper"
	"lanyard/internal/input/event"
	"lanyard/internal/trust/credential"
	"lanyard/internal/work/people"
)

// # Promises
//
// An event entry promises what every paper of a kind prints, so that verification takes a page without it for an edited
// one. A design that prints more makes a new entry; papers that were issued before keep theirs, which is as true as it
// was. A design that prints less would make reprints of these papers look edited, so they are issued anew.

// Promise is what the papers of an event print in any case. The zero value promises nothing.
type Promise struct {
	printed map[paper.Kind]map[uint][]string
	days    map[string]string
}

// Of returns what the designs of an event print.
func Of(w *people.List) (p Promise) {
	for _, kind := range paper.Kinds() {
		found := printed(w, kind)
		if len(found) == 0 {
			continue
		}
		if p.printed == nil {
			p.printed = map[paper.Kind]map[uint][]string{}
		}
		p.printed[kind] = found
		if found[credential.PrintedDays] != nil {
			p.days = event.Facts(w.EventFields()["event.dates"].In)
		}
	}
	return p
}

// With returns e as an entry that makes the promise.
func (p Promise) With(e credential.Entry) credential.Entry {
	e.Printed, e.Days = p.printed, p.days
	return e
}

// promised are the facts of entries for which verification looks, each by the name of its row.
var promised = map[string]uint{"event": credential.PrintedTitle, "days": credential.PrintedDays,
	"role": credential.PrintedRole, "issued by": credential.PrintedIssuer}

// Known reports whether the entry of a claim's event says what papers of its kind print in any case. Entries from
// before promises do not, and neither do those of designs that may leave out everything.
func Known(c *credential.Claim) bool { return c.Entry != nil && len(c.Entry.Printed[c.Kind]) > 0 }

// Languages returns the languages in which every paper like that of a claim prints the fact of that name; nil: perhaps
// none.
func Languages(c *credential.Claim, name string) []string {
	fact, ok := promised[name]
	if !ok || c.Entry == nil {
		return nil
	}
	return c.Entry.Printed[c.Kind][fact]
}

// Wordings returns, for each language in which the paper must print the fact of that name, the texts of which it prints
// one. There are none if the entry of the event promises nothing of the fact.
func Wordings(c *credential.Claim, name string) (all [][]string) {
	for _, tag := range Languages(c, name) {
		if texts := wordings(c.Entry, promised[name], c.Role, tag); len(texts) > 0 {
			all = append(all, texts)
		}
	}
	return all
}

// wordings returns the texts of which a paper that states a role prints one for a fact in a language.
func wordings(e *credential.Entry, fact uint, role, tag string) []string {
	texts := textsOf(e, fact, role)
	if fact == credential.PrintedRole && tag != credential.AnyLanguage {
		return []string{cmp.Or(texts[tag], texts[e.Main], role)}
	}
	if text, ok := texts[tag]; ok {
		return []string{text}
	}
	if fact == credential.PrintedRole && len(texts) == 0 {
		return []string{role} // one that the event does not list
	}
	return slices.Compact(slices.Sorted(maps.Values(texts)))
}

// textsOf returns the texts of a fact by language.
func textsOf(e *credential.Entry, fact uint, role string) map[string]string {
	switch fact {
	case credential.PrintedTitle:
		return e.Titles
	case credential.PrintedIssuer:
		return e.IssuerNames
	case credential.PrintedDays:
		return e.Days
	case credential.PrintedRole:
		return e.RoleNames(role)
	}
	return nil
}

// keeps returns whether a paper of a kind that is made as now describes keeps the promises of the entry before, under
// which it was issued, provided that it says the same: its fingerprint has each text in one language only.
func keeps(now, before *credential.Entry, kind paper.Kind) bool {
	for fact, tags := range before.Printed[kind] {
		roles := []string{""}
		switch fact {
		case credential.PrintedTitle, credential.PrintedDays, credential.PrintedIssuer:
		case credential.PrintedRole:
			roles = nil // one that only one of the two knows is another fingerprint
			for _, labels := range now.Roles {
				if label := labels[now.Main]; before.RoleNames(label) != nil {
					roles = append(roles, label)
				}
			}
		default:
			continue // verification does not look for it
		}
		have, ok := now.Printed[kind][fact]
		if !ok {
			return false
		}
		for _, tag := range tags {
			if tag != credential.AnyLanguage && !slices.Contains(have, tag) && !(onlyLanguage(now, fact) && len(have) > 0) ||
				slices.ContainsFunc(roles, func(role string) bool { return !saysSame(now, before, fact, role, tag) }) {
				return false
			}
		}
	}
	return true
}

// onlyLanguage reports whether an entry has a fact in one language alone, so that a page in any language prints that
// one.
func onlyLanguage(e *credential.Entry, fact uint) bool {
	switch fact {
	case credential.PrintedTitle, credential.PrintedIssuer, credential.PrintedDays:
		return len(textsOf(e, fact, "")) == 1
	case credential.PrintedRole:
		return !slices.ContainsFunc(e.Roles, func(labels map[string]string) bool { return len(labels) > 1 })
	}
	return false
}

// saysSame reports whether whatever a paper now prints for a fact in a language is what it printed before.
func saysSame(now, before *credential.Entry, fact uint, role, tag string) bool {
	printed := wordings(now, fact, role, tag)
	if tag == credential.AnyLanguage && fact != credential.PrintedDays {
		printed = nil // a page in a language that was added has another fingerprint
		for old := range textsOf(before, fact, role) {
			printed = append(printed, wordings(now, fact, role, old)...)
		}
	}
	was := wordings(before, fact, role, tag)
	return !slices.ContainsFunc(printed, func(text string) bool { return !slices.Contains(was, text) })
}

// BrokenBy returns the entries of a document, by the kinds of paper, whose promises papers made as now describes break.
func BrokenBy(now *credential.Entry, document *credential.Issuer) map[paper.Kind]map[credential.EntryHash]bool {
	var broken map[paper.Kind]map[credential.EntryHash]bool
	if document == nil {
		return nil
	}
	entries := slices.Collect(maps.Values(document.Entries))
	for _, k := range document.Keys {
		if k.Own != nil { // a key that was taken in
			entries = slices.AppendSeq(entries, maps.Values(k.Own.Entries))
		}
	}
	for _, e := range entries {
		for _, kind := range paper.Kinds() {
			if e.EventID != now.EventID || keeps(now, &e, kind) {
				continue
			}
			if broken == nil {
				broken = map[paper.Kind]map[credential.EntryHash]bool{}
			}
			if broken[kind] == nil {
				broken[kind] = map[credential.EntryHash]bool{}
			}
			broken[kind][e.Hash()] = true
		}
	}
	return broken
}

// Weaker returns the entry of a document that says the same of the event as now and promises as much as any of those
// whose promises now keeps, or nil.
func Weaker(now *credential.Entry, document *credential.Issuer) (best *credential.Entry) {
	facts := func(e *credential.Entry) (n int) {
		for _, of := range e.Printed {
			n += len(of)
		}
		return n
	}
	for _, ref := range slices.Sorted(maps.Keys(document.Entries)) {
		e := document.Entries[ref]
		if !e.SameEvent(now) || slices.ContainsFunc(paper.Kinds(), func(k paper.Kind) bool { return !keeps(now, &e, k) }) {
			continue
		}
		if best == nil || facts(&e) >= facts(best) {
			best = &e
		}
	}
	return best
}
