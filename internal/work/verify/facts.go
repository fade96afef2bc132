package verify

import (
	"lanyard/internal/trust/credential"
	"lanyard/internal/work/issue"
)

// Demand says what a page has to do with a signed fact.
type Demand = issue.Demand

// A page must show a Required fact as it was signed. It may leave out an Optional
// one, because the design does, but must not show another in its place. Nobody
// looks for an Unprinted fact.
const (
	Unprinted = issue.Unprinted
	Optional  = issue.Optional
	Required  = issue.Required
)

// Fact is one signed fact.
type Fact struct {
	Name   string // in English: "local name"
	Value  string // as a person reads it; never empty
	Demand Demand
	Absent bool // the page was read, and does not show the value; never of an Unprinted fact
}

// Facts returns everything that a claim says to people, in the order in which to
// show it: the list of issue.Facts, by which papers are issued.
func Facts(c *credential.Claim) (all []Fact) {
	for _, f := range issue.Facts(c) {
		all = append(all, Fact{Name: f.Name, Value: f.Value, Demand: f.Demand})
	}
	return all
}
