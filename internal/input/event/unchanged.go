package event

import (
	"fmt"
	"strings"

	"lanyard/internal/base/source"
)

// The facts that lanyard init writes into event.toml when it is not given others.
const (
	ExampleID        = "your-event-2027"
	ExampleTitle     = "Title of Your Event"
	ExamplePlace     = "Place of Your Event"
	ExampleIssuer    = "Name of Your Organisation"
	ExampleSignatory = "Name of Your Signatory"
	ExampleHost      = "verify.example.org"
)

// Unchanged returns a warning for each fact that is still the example of lanyard init, in the order of the file. Papers
// with such facts must not be signed.
func (e *Event) Unchanged() (all source.Problems) {
	still := func(key string, texts map[string]string, example, hint string) {
		for _, text := range texts {
			if Fact(text) != example {
				continue
			}
			p := e.Problem("event-unchanged", key, fmt.Sprintf("%s is still the example %s", key, source.Quote(example)), hint)
			p.Severity = source.Warning
			all.Add(p)
			return
		}
	}
	still("id", map[string]string{"": e.ID}, ExampleID, "write a short name with the year, like lake-days-2027")
	still("title", e.Title, ExampleTitle, "write the title of your event")
	still("place", e.Place, ExamplePlace, "write where it takes place, or delete the line")
	still("issuer.name", e.Issuer.Name, ExampleIssuer, "write who certifies")
	if e.Certificates != nil {
		for i, s := range e.Certificates.Signatories {
			still(fmt.Sprintf("certificates.signatories.%d.name", i), s.Name, ExampleSignatory,
				"write who signs, or delete the lines of [[certificates.signatories]]")
		}
	}
	all.Sort()
	return all
}

// nobodys are the domains that RFC 2606, RFC 6761 and RFC 6762 reserve, so that nobody can own them.
var nobodys = []string{"example.org", "example.com", "example.net", "example", "test", "invalid", "localhost", "local"}

// Nowhere returns a warning if nobody can own the host that every code names, so that scanning a code leads nowhere.
func (e *Event) Nowhere() (all source.Problems) {
	host, _, _ := strings.Cut(e.Issuer.Verify, "/")
	for _, domain := range nobodys {
		if host == domain || strings.HasSuffix(host, "."+domain) {
			p := e.Problem("host-nobodys", "issuer.verify",
				fmt.Sprintf("the host %s can belong to nobody: whoever scans a code gets no page", source.Quote(host)),
				`write a host of yours before you print for people, like verify = "verify.your-domain.eu"; see lanyard help publish`)
			p.Severity = source.Warning
			return source.Problems{p}
		}
	}
	return nil
}
