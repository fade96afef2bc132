package verify

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"lanyard/internal/base/locale"
	"lanyard/internal/trust/credential"
)

// Demand says what a page has to do with a signed fact.
type Demand uint8

// A page must show a Required fact as it was signed. It may leave out an Optional
// one, because the design does, but must not show another in its place. Nobody
// looks for an Unprinted fact: papers write it in a form of their own, or not at all.
const (
	Unprinted Demand = iota
	Optional
	Required
)

// Fact is one signed fact.
type Fact struct {
	Name   string // in English: "local name"
	Value  string // as a person reads it; never empty
	Demand Demand
	Absent bool // the page was read, and does not show the value; never of an Unprinted fact
}

// Facts returns everything that a claim says to people, in the order in which to
// show it. Left out is what only programs need: the language of the name, and the
// place in a status list.
func Facts(c *credential.Claim) []Fact {
	title, issuer := Required, Optional
	if c.EventRef != 0 { // both come from the issuer document, in its own spelling
		title, issuer = Optional, Unprinted
	}
	all := []Fact{
		{"kind", c.Kind.String(), Unprinted, false},
		{"name", c.Name, Required, false},
		{"local name", c.NameLocal, Required, false},
		{"role", c.Role, Optional, false},
		{"event", c.Event, title, false},
		{"days", days(c), Unprinted, false},
		{"attended", minutes(c.Minutes), Unprinted, false},
		{"issued by", c.IssuerName, issuer, false},
		{"issued on", c.Issued.Format(time.DateOnly), Unprinted, false},
		{"valid until", lastDay(c.Expires), Unprinted, false},
		{"host", c.Issuer, Unprinted, false},
		{"number", c.Number.String(), Required, false},
		{"replaces", number(c.Replaces), Unprinted, false},
	}
	for _, key := range slices.Sorted(maps.Keys(c.Extra)) {
		all = append(all, Fact{fmt.Sprintf("further fact %d", key), c.Extra[key], Unprinted, false})
	}
	return slices.DeleteFunc(all, func(f Fact) bool { return f.Value == "" })
}

func days(c *credential.Claim) string {
	return locale.FormatRange(locale.FromDays(c.FirstDay), locale.FromDays(c.LastDay), "en", locale.Gregorian)
}

func minutes(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d minutes", n)
}

// lastDay returns the last day before a moment of expiry.
func lastDay(expires time.Time) string {
	if expires.IsZero() {
		return ""
	}
	return expires.Add(-time.Second).Format(time.DateOnly)
}

func number(n credential.Number) string {
	if n == (credential.Number{}) {
		return ""
	}
	return n.String()
}
