package publish

import (
	"fmt"
	"path"
	"path/filepath"
	"time"

	"lanyard/internal/base/bundle"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/keyring"
	"lanyard/internal/trust/ledger"
)

// Place is what a ledger records about one place of a status list.
type Place struct {
	Slot   uint
	Number credential.Number // of the paper that has it
	State  ledger.State
	Since  time.Time // when State was set
}

// Knows says what the site in the publisher's folder knows and the ledger does not, or "" where that is nothing.
// places returns the places that the ledger has given, by the address of their list; it is not called without a site.
func (p *Publisher) Knows(places func() (map[string][]Place, error)) (string, error) {
	site := p.siteDir()
	data, err := bundle.ReadRegular(filepath.Join(site, keyring.IssuerFile), credential.MaxIssuerDocument)
	if err != nil {
		return "", nil // there is none, or it cannot answer this
	}
	document, err := credential.OpenIssuer(data, p.Keys.Issuer.Root.Thumbprint())
	if err != nil {
		return "", nil // somebody else's
	}
	if document.Sequence > p.Keys.Issuer.Sequence {
		return fmt.Sprintf("site/%s is version %d of the issuer document, and the keys have version %d", keyring.IssuerFile,
			document.Sequence, p.Keys.Issuer.Sequence), nil
	}
	if p.Ledger == nil {
		return "", nil // that it is missing is found elsewhere
	}
	rows, err := places()
	if err != nil {
		return "", err
	}
	for _, uri := range document.StatusLists {
		name := path.Base(uri)
		data, err := bundle.ReadRegular(filepath.Join(site, "s", name), credential.MaxStatusList)
		if err != nil {
			continue
		}
		list, err := credential.OpenStatusList(data, p.Keys.Issuer)
		if err != nil || list.Issued.After(p.Now.Add(ClockSlack)) {
			continue // a list of a day that has not come yet is replaced
		}
		if what := differs(list, rows[uri]); what != "" {
			return fmt.Sprintf("site/s/%s of %s %s", name, list.Issued.Format(time.DateOnly), what), nil
		}
	}
	return "", nil
}

// differs says which number of a status list has another state than in the ledger,
// although the ledger has not changed it since, or "".
func differs(list *credential.StatusList, rows []Place) string {
	known := map[uint]ledger.State{}
	for _, e := range rows {
		known[e.Slot] = gravest(known[e.Slot], e.State)
	}
	for _, e := range rows {
		if e.Slot >= list.Len() || !e.Since.Add(ClockSlack).Before(list.Issued) {
			continue
		}
		if says, _ := list.At(e.Slot); says != statusOf[known[e.Slot]] {
			return fmt.Sprintf("has the number %s in another state than the ledger, in which it is %s", e.Number, e.State)
		}
	}
	for slot := range list.Len() {
		if _, given := known[slot]; given {
			continue
		}
		if says, _ := list.At(slot); says != credential.StatusValid {
			return fmt.Sprintf("has a state for place %d, which the ledger has given to nobody", slot)
		}
	}
	return ""
}
