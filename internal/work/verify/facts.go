package verify

import (
	"lanyard/internal/trust/credential"
	"lanyard/internal/work/issue"
)

// Demand is what a page must do with a signed fact.
type Demand = issue.Demand

// A page must show a Required fact as signed. It may omit an Optional one, because the design does, but must not
// show a different value. An Unprinted fact is not looked for.
const (
	Unprinted = issue.Unprinted
	Optional  = issue.Optional
	Required  = issue.Required
)

// Fact is one signed fact.
type Fact struct {
	Name   string // in English: "local name"
	Value  string // for human readers; never empty
	Demand Demand
	Absent bool // the page was read and does not have the value; never set for an Unprinted fact
	Hidden bool // the page has the value where nobody sees it, or draws other letters
	Unlike bool // the page has the value in a face that the program does not have, so its letters were not compared
}

// Facts returns everything in a claim that is shown to people, in display order: the list of issue.Facts, from
// which papers are issued.
func Facts(c *credential.Claim) (all []Fact) {
	for _, f := range issue.Facts(c) {
		all = append(all, Fact{Name: f.Name, Value: f.Value, Demand: f.Demand})
	}
	return all
}
