package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/discover"
	"lanyard/internal/trust/keyring"
)

// together says how two events get one page.
const together = "to have both on one page, put them under one issuer: lanyard init -events ISSUER, then lanyard adopt EVENT for each " +
	"(lanyard help issuer); or give this one a path of its own, like verify = \"verify.example.org/2028\", and another folder with -out"

// displaces refuses to publish over a page that knows what the new one does not: one of another issuer, unless its
// event was taken in; a later one; one with events, keys or lists that are unknown here, or whose lists revoke what the
// new lists do not. Papers would be unknown, or valid again.
func (p *Publisher) displaces(out string, lists map[string][]byte) error {
	document, err := bundle.ReadRegular(filepath.Join(out, keyring.IssuerFile), credential.MaxIssuerDocument)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // there is no page yet
	}
	if err != nil {
		return fmt.Errorf("reading site: %w", err)
	}
	now := p.Keys.Issuer
	before, err := credential.OpenIssuer(document, credential.Thumbprint{})
	switch {
	case err != nil && !discover.Has(out, SumsFile):
		return nil // not a page of ours, which ours finds out
	case err != nil:
		return fault.New(fmt.Sprintf("%q has an issuer document that cannot be read, so nobody can tell whose papers it verifies (%v)",
			filepath.Join(out, keyring.IssuerFile), err),
			"if a newer lanyard wrote it, publish with that; if it is damaged, delete that file and run the same command again")
	case before.Root != now.Root && now.Keeps(before) != nil:
		return fault.New(fmt.Sprintf("%q has the verification page of another issuer, with root key %s: %s, %s; its papers would be unknown",
			out, before.Root.Thumbprint(), before.DisplayName("en"), before.Host), together)
	case before.Root == now.Root && before.Sequence > now.Sequence:
		return fault.New(fmt.Sprintf("%q has number %d of the issuer document, and the keys here have number %d: they are an old copy",
			out, before.Sequence, now.Sequence), "bring back the latest keys and ledger: lanyard help trouble")
	}
	if unknown := p.unknownOf(before); len(unknown) > 0 {
		const most = 3
		more := ""
		if n := len(unknown) - most; n > 0 {
			more = fmt.Sprintf(" and %d more", n)
		}
		return fault.New(fmt.Sprintf("%q has the page of what is unknown here: %s%s", out,
			strings.Join(unknown[:min(most, len(unknown))], ", "), more),
			"if these keys and this ledger are an old copy, bring back the latest (lanyard help trouble); "+together)
	}
	return p.revives(out, lists)
}

// unknownOf names the events, keys and lists of a document that are unknown here.
func (p *Publisher) unknownOf(before *credential.Issuer) (unknown []string) {
	now := p.Keys.Issuer
	keys := map[credential.KeyID]*credential.EventTable{}
	for _, k := range now.Keys {
		keys[k.Public.ID()] = k.Own
	}
	known := map[string]bool{}
	note := func(t *credential.EventTable) {
		for ref, e := range t.Events {
			known[fmt.Sprint(ref, e)] = true
		}
		for ref, e := range t.Entries {
			known[fmt.Sprint(ref, e.Hash())] = true
		}
	}
	note(&credential.EventTable{Events: now.Events, Entries: now.Entries})
	for _, t := range keys {
		if t != nil {
			note(t)
		}
	}
	ask := func(t *credential.EventTable) {
		for _, ref := range slices.Sorted(maps.Keys(t.Events)) {
			if !known[fmt.Sprint(ref, t.Events[ref])] {
				unknown = append(unknown, fmt.Sprintf("the event %q", t.Events[ref].Title))
			}
		}
		for _, ref := range slices.Sorted(maps.Keys(t.Entries)) {
			if e := t.Entries[ref]; !known[fmt.Sprint(ref, e.Hash())] {
				unknown = append(unknown, fmt.Sprintf("the event %q (%s)", e.Titles[e.Main], e.EventID))
			}
		}
	}
	ask(&credential.EventTable{Events: before.Events, Entries: before.Entries})
	for _, k := range before.Keys {
		if _, ok := keys[k.Public.ID()]; !ok {
			unknown = append(unknown, "the key "+k.Public.ID().String())
		} else if k.Own != nil {
			ask(k.Own)
		}
	}
	for _, uri := range before.StatusLists {
		if !slices.Contains(now.StatusLists, uri) {
			unknown = append(unknown, "the status list "+uri)
		}
	}
	return unknown
}

// revives refuses to publish where the lists of the page revoke papers that the new ones do not.
func (p *Publisher) revives(out string, lists map[string][]byte) error {
	now := p.Keys.Issuer
	var known credential.StatusLists
	for _, data := range lists {
		if l, err := credential.OpenStatusList(data, now); err == nil {
			if err := known.Add(l); err != nil {
				return err
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(lists)) {
		data, err := bundle.ReadRegular(filepath.Join(out, "s", name), credential.MaxStatusList)
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
