package issue

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"lanyard/internal/base/locale"
	"lanyard/internal/base/paper"
	"lanyard/internal/input/event"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/work/people"
	"lanyard/internal/work/promise"
)

// Demand is what a page must do with a fact.
type Demand uint8

// A page must show a Required fact as signed. It may omit an Optional one, because the design does, but must not show a
// different value: unless the entry of the event promises the fact, which is then Required. An Unprinted fact is not
// looked for: papers write it in a form of their own, or not at all.
const (
	Unprinted Demand = iota
	Optional
	Required
)

// Fact is one statement of a token about a paper.
type Fact struct {
	Name   string // in English: "local name"; "": for programs only
	Value  string // for human readers; "": not in the token
	Demand Demand // what the page of the paper must do with it
}

// row describes a kind of fact: its source in a claim and its uses.
type row struct {
	of     string // the field, or two fields, of credential.Claim
	name   string // in English; "": not shown to people
	field  string // field of templates, for a fact about the person; "": none
	demand Demand
	value  func(c *credential.Claim) string // for human readers

	// spelled returns the other forms in which a paper may print the value; nil: none.
	spelled func(c *credential.Claim) iter.Seq[string]

	// The position in the fingerprint, and the text that is hashed there; nil: the value. Facts that come with a
	// number have place 0, since they are no reason for a new one. Ledgers hold fingerprints, so neither places nor
	// texts may ever change; new facts are appended.
	place int
	texts func(c *credential.Claim) []string
}

// rows are all facts of papers in display order. This list is the only source of the fingerprint that decides about
// a new number, the fields by which prints are compared, and what verification shows and looks for on a page. Every
// field of a claim has a row; Says fills them in.
var rows = []row{
	{of: "Kind", name: "kind", place: 1, value: func(c *credential.Claim) string { return c.Kind.String() }},
	{of: "Name", name: "name", field: "name", demand: Required, place: 2,
		value: func(c *credential.Claim) string { return c.Name }},
	{of: "NameLocal", name: "local name", field: "name_local", demand: Required, place: 3,
		value: func(c *credential.Claim) string { return c.NameLocal }},
	{of: "Language", field: "language", place: 4, value: func(c *credential.Claim) string { return c.Language }},
	{of: "Role", name: "role", field: "role.label.main", demand: Optional, place: 5,
		value:   func(c *credential.Claim) string { return joined(roles(c)) },
		spelled: func(c *credential.Claim) iter.Seq[string] { return slices.Values(roles(c)) }},
	{of: "Event", name: "event", demand: Required, place: 6,
		value:   func(c *credential.Claim) string { return joined(titles(c)) },
		spelled: func(c *credential.Claim) iter.Seq[string] { return slices.Values(titles(c)) }},
	{of: "FirstDay LastDay", name: "days", demand: Optional, place: 7, value: days,
		spelled: func(c *credential.Claim) iter.Seq[string] {
			return locale.Spellings(locale.FromDays(c.FirstDay), locale.FromDays(c.LastDay), cmp.Or(c.Language, "en"),
				"en")
		},
		texts: func(c *credential.Claim) []string {
			return []string{strconv.Itoa(c.FirstDay), strconv.Itoa(c.LastDay)}
		}},
	{of: "Minutes", name: "attended", demand: Required, place: 11, // signed only if the template prints them
		value: minutes,
		spelled: func(c *credential.Claim) iter.Seq[string] {
			return slices.Values([]string{strconv.Itoa(c.Minutes)})
		},
		texts: func(c *credential.Claim) []string { return []string{strconv.Itoa(c.Minutes)} }},
	{of: "IssuerName", name: "issued by", demand: Optional, place: 8,
		value:   func(c *credential.Claim) string { return joined(issuers(c)) },
		spelled: func(c *credential.Claim) iter.Seq[string] { return slices.Values(issuers(c)) }},
	{of: "Issued", name: "issued on",
		value: func(c *credential.Claim) string { return c.Issued.Format(time.DateOnly) }},
	{of: "Expires", name: "valid until", place: 10, value: lastDay},
	{of: "Issuer", name: "host", place: 9, value: func(c *credential.Claim) string { return c.Issuer }},
	{of: "Number", name: "number", demand: Required,
		value: func(c *credential.Claim) string { return c.Number.String() }},
	{of: "Replaces", name: "replaces", value: replaced},
	{of: "Status",
		value: func(c *credential.Claim) string { return fmt.Sprintf("%d of %s", c.Status.Index, c.Status.URI) }},
	{of: "EntryHash", value: func(c *credential.Claim) string { return c.EntryHash.String() }},
	{of: "Entry", value: func(c *credential.Claim) string { return joined(titles(c)) }},
	{of: "EventRef", value: func(c *credential.Claim) string { return strconv.FormatUint(uint64(c.EventRef), 10) }},
	{of: "Extra", place: 12, // each has a line of its own: Facts
		value: func(c *credential.Claim) string { return strings.Join(further(c), "; ") },
		texts: further},
	{of: "Labels", value: func(c *credential.Claim) string { return fmt.Sprint(c.Labels) }},
}

// Facts returns everything in a claim that is shown to people, in display order.
func Facts(c *credential.Claim) (facts []Fact) {
	for _, r := range rows {
		f := Fact{r.name, r.value(c), r.demand}
		if !printsEvent(c) {
			switch r.of {
			case "Event":
				f.Demand = Optional
			case "IssuerName", "FirstDay LastDay":
				f.Demand = Unprinted
			}
		}
		if promise.Languages(c, r.name) != nil {
			f.Demand = Required
		}
		if r.name != "" && f.Value != "" {
			facts = append(facts, f)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(c.Extra)) {
		facts = append(facts, Fact{c.Label(key, "en"), c.Extra[key], Required}) // no design leaves them out: people checks it
	}
	return facts
}

// printsEvent reports whether the page must show the event as it was signed. Badges
// leave much of it out, and tokens of the first edition that refer to an event have it
// in the spelling of the issuer document.
func printsEvent(c *credential.Claim) bool {
	if c.EventRef == 0 {
		return true
	}
	switch c.Kind {
	case paper.Certificate:
		return c.Entry != nil
	case paper.Badge:
	}
	return false
}

// Spellings returns the forms, other than its value, in which a paper may print the fact of that name.
func Spellings(c *credential.Claim, name string) iter.Seq[string] {
	for _, r := range rows {
		if r.name == name && r.spelled != nil {
			return r.spelled(c)
		}
	}
	return func(func(string) bool) {}
}

// further returns the facts of the event's own, by their keys: labels may change.
func further(c *credential.Claim) (texts []string) {
	for _, key := range slices.Sorted(maps.Keys(c.Extra)) {
		texts = append(texts, fmt.Sprint(key), c.Extra[key])
	}
	return texts
}

// printed are the rows of the fingerprint, in its order.
var printed = sync.OnceValue(func() []row {
	in := slices.DeleteFunc(slices.Clone(rows), func(r row) bool { return r.place == 0 })
	slices.SortFunc(in, func(a, b row) int { return cmp.Compare(a.place, b.place) })
	return in
})

// fingerprint is equal for two claims that say the same of a paper, whatever
// their numbers are.
func fingerprint(of *credential.Claim) [32]byte {
	c := *of
	c.Entry = nil // says in other languages what the claim says
	texts := make([]string, 0, len(rows)+1)
	for _, r := range printed() {
		if r.texts != nil {
			texts = append(texts, r.texts(&c)...)
		} else {
			texts = append(texts, r.value(&c))
		}
	}
	return ledger.Fingerprint(texts...)
}

// PersonFields returns the template fields that a token holds about its person, whether the template shows them or
// not.
func PersonFields() (fields []string) {
	for _, r := range rows {
		if r.field != "" {
			fields = append(fields, r.field)
		}
	}
	return fields
}

// Says returns all facts of a paper except those that come with its number: the number itself, the one it replaces,
// the day of issue and the slot in a status list.
func (s *Issuer) Says(p Paper) credential.Claim {
	e := s.event
	lang := s.tongue(p)
	c := credential.Claim{
		Kind: p.Kind, Name: p.Person.Name, NameLocal: p.Person.NameLocal, Language: p.Person.Language,
		Role:  p.Person.RoleMark.Label(lang),
		Event: event.Fact(e.Say(e.Title, lang)), FirstDay: e.Start.Days(), LastDay: e.End.Days(),
		IssuerName: event.Fact(e.Say(e.Issuer.Name, lang)), Issuer: e.Issuer.Verify,
	}
	c.Expires = expiry(e) // valid until the end of the last day
	if s.minutes[p.Kind] {
		c.Minutes = p.Person.Minutes
	}
	for _, f := range s.people.Stated(p.Kind, p.Person) {
		if c.Extra == nil {
			c.Extra = map[uint]string{}
		}
		c.Extra[f.Key] = f.Value
	}
	return c
}

// claim returns what is signed of e: everything that p says, with the event's entry in
// the issuer document in place of title, days and issuer.
func (s *Issuer) claim(e *ledger.Entry, p *people.Person) credential.Claim {
	c := s.Says(Paper{p, e.Kind})
	c.Issued, c.Number, c.Replaces = e.IssuedAt, e.Number, e.Replaces
	c.Status = credential.StatusRef{Index: uint(e.Slot), URI: s.listURI(e.List)}
	c.EventRef, c.EntryHash = s.ref, s.about.Hash()
	c.Event, c.FirstDay, c.LastDay, c.IssuerName = "", 0, 0, ""
	return c
}

// listURI returns the address of a list of the ledger; a draft's is the first of the event.
func (s *Issuer) listURI(list int) string {
	if s.ring == nil {
		return s.about.ListURI(0)
	}
	return s.ring.Issuer.StatusLists[list]
}

// says is equal for two runs that would sign and print the same.
func (s *Issuer) says(p Paper) [32]byte {
	c := s.Says(p)
	return fingerprint(&c)
}

// tongue returns the language of the facts signed for p: the certificate's, or on badges the event's main language.
func (s *Issuer) tongue(p Paper) string {
	main := s.event.Languages[0]
	switch p.Kind {
	case paper.Certificate:
		return cmp.Or(p.Person.Tongue, main)
	case paper.Badge:
	}
	return main
}

// titles returns the titles of the event in every language that is known, those of
// the event's entry with its main language first.
func titles(c *credential.Claim) []string {
	if c.Entry == nil {
		return []string{c.Event}
	}
	return inAll(c.Event, c.Entry.Titles)
}

// issuers returns the names of the issuer, likewise.
func issuers(c *credential.Claim) []string {
	if c.Entry == nil {
		return []string{c.IssuerName}
	}
	return inAll(c.IssuerName, c.Entry.IssuerNames)
}

// roles returns the labels of the role, the signed one first.
func roles(c *credential.Claim) []string {
	if c.Entry == nil {
		return []string{c.Role}
	}
	return inAll(c.Role, c.Entry.RoleNames(c.Role))
}

// inAll returns first and then the other texts in the order of their languages, each
// once.
func inAll(first string, texts map[string]string) []string {
	all := []string{first}
	for _, tag := range slices.Sorted(maps.Keys(texts)) {
		if !slices.Contains(all, texts[tag]) {
			all = append(all, texts[tag])
		}
	}
	return all
}

// joined returns what people are shown of a text in several languages.
func joined(texts []string) string { return strings.Join(texts, " · ") }

func days(c *credential.Claim) string {
	return locale.FormatRange(locale.FromDays(c.FirstDay), locale.FromDays(c.LastDay), "en", locale.Gregorian)
}

func minutes(c *credential.Claim) string {
	if c.Minutes == 0 {
		return ""
	}
	return fmt.Sprintf("%d minutes", c.Minutes)
}

// lastDay returns the last day before the moment of expiry.
func lastDay(c *credential.Claim) string {
	if c.Expires.IsZero() {
		return ""
	}
	return c.Expires.Add(-time.Second).Format(time.DateOnly)
}

func replaced(c *credential.Claim) string {
	if c.Replaces == (credential.Number{}) {
		return ""
	}
	return c.Replaces.String()
}
