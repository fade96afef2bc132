package registry

import (
	"fmt"
	"path/filepath"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/keyring"
)

// displaces refuses to publish over the page of another event: one of another issuer, or one of the same keys whose
// lists revoke what the new lists do not. A paper of the other event would be unknown, or valid again.
func (d *Desk) displaces(out string, lists map[string][]byte) error {
	document, err := bundle.ReadRegular(filepath.Join(out, keyring.IssuerFile), credential.MaxIssuerDocument)
	if err != nil {
		return nil // there is no page yet
	}
	before, err := credential.OpenIssuer(document, credential.Thumbprint{})
	if err != nil {
		return nil // it verifies nothing
	}
	now := d.Keys.Issuer
	if before.Root != now.Root && before.NextRoot != now.Root.Thumbprint() {
		return fault.New(fmt.Sprintf("%q has the verification page of another issuer, with root key %s; its papers would "+
			"be unknown", out, before.Root.Thumbprint()), "choose another folder with -out, or empty this one first")
	}
	var known credential.StatusLists
	for _, data := range lists {
		if l, err := credential.OpenStatusList(data, now); err == nil {
			if err := known.Add(l); err != nil {
				return err
			}
		}
	}
	for n := range lists {
		data, err := bundle.ReadRegular(filepath.Join(out, "s", n), maxList)
		if err != nil {
			continue
		}
		if l, err := credential.OpenStatusList(data, now); err == nil && known.AloneRevokes(l) {
			return fault.New(fmt.Sprintf("the status list %s in %q revokes papers that are not revoked here; they would be "+
				"valid again", l.URI, out), "is that the page of another event with the same keys? Give each event a host "+
				"of its own. Or are these keys and this ledger an old copy? Bring back the latest: lanyard help trouble")
		}
	}
	return nil
}
