// Package verifier loads what a verifier trusts: issuer documents, their lists,
// and its memory of the newest ones that it has seen.
//
// A document comes from a file, from the folder of a published site, or from
// its address. Only an address uses the network: for the document and for whole
// lists, so that the issuer learns that somebody verifies, but never whom. An
// address is trusted because of its TLS certificate, and its document must be
// for that host. A file is trusted because the user names it, has pinned its
// issuer, or holds the issuer's private keys: see Source. Nothing is trusted
// because of where it lies.
//
// # Memory
//
// What a host served is kept in hosts/HOST, and is all that its address means
// offline. What the folder of a site gave is kept in files/FINGERPRINT, by the
// fingerprint of its root key, and never counts as seen on a host. Each holds
// issuer.cwt, and each list under the start of the SHA-256 of its address, as
// signed, readable only by its owner, and opened like any others. After a newer
// document or list was seen, an older one is ignored, so that nobody can undo a
// revocation; what any list has revoked stays revoked, so an older list, or one of the
// future, is remembered for that; and offline, what was seen last still counts, with
// its date.
//
// A host has one root key. A document with another one is refused, whatever its
// date and wherever it comes from, unless the document seen before, or pinned,
// announced it. Documents and lists that are dated in the future are not
// remembered, and lists that the document does not vouch for neither.
//
// # Decisions
//
// What a verifier has seen is remembered as it was signed: the newest documents and lists themselves, not notes
// about them. So the memory needs no trust of its own, and it serves with the network off. Only an address asks
// the network; a file never does.
package verifier

import (
	"context"
	"crypto/sha256"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"lanyard/internal/base/fault"
	"lanyard/internal/trust/credential"
)

// Limits of what is read from files and from the network.
const (
	maxLists = 256 // status lists of an issuer: sixteen million numbers
	maxAllow = 16  // allow-lists of an issuer: one for each key that was ever stolen

	// maxGathered limits the bytes of lists read from one source. A list takes 100 bytes to 1 MB, an allow-list 8
	// bytes per paper.
	maxGathered = 64 << 20

	maxAhead = 10 * time.Minute
)

// Options control Load. Now is required.
type Options struct {
	Now     time.Time
	Offline bool   // use no network: an address means the content last seen there
	Memory  string // folder; empty: remember nothing, and use nothing remembered
	Pins    Pins   // no other root key is accepted for the host of a pinned issuer
}

// Source is a place to read an issuer document from, and the reason to trust it.
type Source struct {
	Name string // a file, a folder, or an address with https://
	Why  string // for people: "-issuer site/"

	// Root is the thumbprint of the root key that the document must have; any other document is refused. Zero
	// accepts any, because the user vouches for the place.
	Root credential.Thumbprint
}

// Trust is the set of issuers that a verifier trusts.
type Trust struct {
	Issuers []*credential.Issuer
	Lists   *credential.StatusLists
	Notes   []string // messages for the user, one sentence each

	// Records returns what the sources have of the records of a number. It asks an address while the context of Load
	// lasts: the host learns which of its files is asked for, and no number. It is safe for concurrent use.
	Records credential.Bucket

	why   map[credential.PublicKey]string  // by root key
	sites map[credential.PublicKey][]place // likewise, where records may be
}

// Why returns the reason for trusting an issuer, as given by the first source of its document; "" for an issuer
// that t does not trust.
func (t *Trust) Why(i *credential.Issuer) string {
	if t == nil || i == nil {
		return ""
	}
	return t.why[i.Root]
}

// found is the signed content of one source.
type found struct {
	name     string
	document []byte
	lists    [][]byte
	older    [][]byte // lists that count only for what they revoke
	allow    [][]byte
	place    string // in the memory; "": not to be remembered
	future   bool   // its document is dated in the future
}

// held is everything known about one root key.
type held struct {
	issuer   *credential.Issuer
	document []byte
	lists    [][]byte // remembered lists come first
	older    [][]byte
	allow    [][]byte
	places   []string // in the memory
}

// Load reads the sources. If several documents have the same root key, the latest counts.
func Load(ctx context.Context, sources []Source, o Options) (*Trust, error) {
	t := &Trust{Lists: &credential.StatusLists{}, why: map[credential.PublicKey]string{},
		sites: map[credential.PublicKey][]place{}}
	t.Records = func(i *credential.Issuer, n credential.Number) ([]byte, error) { return t.record(ctx, i, n) }
	m := memory{o.Memory}
	all := map[credential.PublicKey]*held{}
	var order []credential.PublicKey
	for _, s := range sources {
		f, err := t.find(ctx, s.Name, m, o)
		if err != nil {
			return nil, err
		}
		i, err := credential.OpenIssuer(f.document, credential.Thumbprint{})
		if err != nil {
			return nil, fault.New(fmt.Sprintf("%s is not an issuer document (%v)", f.name, err), documentHint)
		}
		if s.Root != (credential.Thumbprint{}) && s.Root != i.Root.Thumbprint() {
			t.note("ignoring %s: its root key is %s, not %s (%s)", f.name, i.Root.Thumbprint(), s.Root, s.Why)
			continue
		}
		if err := t.oneRoot(i, f, m, o); err != nil {
			return nil, err
		}
		if f.future = i.Issued.After(o.Now.Add(maxAhead)); f.future {
			t.note("the issuer document of %s is dated %s, in the future: it is not remembered; is the clock of this machine right?",
				i.Host, i.Issued.Format(time.DateOnly))
			f.place = ""
		}
		if where, ok := placeOf(s.Name, o); ok {
			t.sites[i.Root] = append(t.sites[i.Root], where)
		}
		h := all[i.Root]
		if h == nil {
			h = &held{}
			all[i.Root], order = h, append(order, i.Root)
			t.why[i.Root] = s.Why
			t.recall(h, m, i)
		}
		h.take(i, f)
	}
	for _, root := range order {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		h := all[root]
		t.claims(h.issuer, order, all, m, o)
		t.open(h, o.Now)
		t.Issuers = append(t.Issuers, h.issuer)
		for _, place := range h.places {
			if err := m.keep(place, h, t.Lists); err != nil {
				t.note("cannot remember what was seen: %v", err)
			}
		}
	}
	return t, nil
}

const documentHint = "an issuer document is the file issuer.cwt in the organiser's folder of keys, or on the verification page; " +
	"it is public, so ask for a copy"

func (t *Trust) note(format string, args ...any) {
	t.Notes = append(t.Notes, fmt.Sprintf(format, args...))
}

// take adds the content of a source. The later document counts, but one dated in the future replaces no other.
func (h *held) take(i *credential.Issuer, f found) {
	if h.issuer == nil || i.Sequence >= h.issuer.Sequence && !f.future {
		h.issuer, h.document = i, f.document
	}
	h.lists, h.older, h.allow = append(h.lists, f.lists...), append(h.older, f.older...), append(h.allow, f.allow...)
	if f.place != "" && !slices.Contains(h.places, f.place) {
		h.places = append(h.places, f.place)
	}
}

// recall adds the content remembered for a root key to h, before anything else.
func (t *Trust) recall(h *held, m memory, given *credential.Issuer) {
	for _, f := range m.of(given) {
		i, err := credential.OpenIssuer(f.document, given.Root.Thumbprint())
		if err != nil {
			t.note("what was remembered about %s is damaged and ignored", given.Host)
			continue
		}
		if i.Sequence > given.Sequence {
			t.note("the given issuer document of %s is number %d; number %d was seen before and is used instead",
				given.Host, given.Sequence, i.Sequence)
		}
		h.take(i, f)
	}
}

// open adds the lists to t, and the allow-lists to the document.
func (t *Trust) open(h *held, now time.Time) {
	for _, data := range h.allow {
		// A missing allow-list of an older document does not matter: the later document names its own.
		_ = h.issuer.AddAllowList(data)
	}
	for _, k := range h.issuer.Keys {
		if k.AllowList.Path != "" && !slices.ContainsFunc(h.allow,
			func(data []byte) bool { return sha256.Sum256(data) == k.AllowList.Hash }) {
			t.note("the allow-list %s of the compromised key %s is missing: nothing that the key has signed is trusted",
				k.AllowList.Path, k.Public.ID())
		}
	}
	for _, data := range h.older {
		if l, err := credential.OpenStatusList(data, h.issuer); err == nil {
			t.Lists.AddRevocations(l) // it was said when it was seen
		}
	}
	for _, data := range h.lists {
		l, err := credential.OpenStatusList(data, h.issuer)
		switch {
		case err != nil:
			t.note("ignoring a status list of %s: %v", h.issuer.Host, err)
		case l.Issued.After(now.Add(maxAhead)):
			t.Lists.AddRevocations(l)
			t.note("ignoring the status list %s, but for what it revokes: its time, %s, is in the future; "+
				"is the clock of this machine right?", l.URI, l.Issued.Format(time.RFC3339))
		default:
			if err := t.Lists.Add(l); err != nil {
				t.note("ignoring a status list older than the one seen before: %v", err)
			}
		}
	}
}

// find reads one source.
func (t *Trust) find(ctx context.Context, name string, m memory, o Options) (found, error) {
	address, ok, err := parseAddress(name)
	switch {
	case err != nil:
		return found{}, err
	case !ok:
		return t.fromDisk(ctx, name)
	}
	known, seen := m.at(servedBy(address))
	if o.Offline {
		if !seen {
			return found{}, fault.New(fmt.Sprintf("nothing of %s was seen before, and -offline uses no network",
				address.Host), "verify once without -offline, or name the issuer document with -issuer FILE")
		}
		return known, nil
	}
	f, err := fromNetwork(ctx, address, t)
	switch {
	case err == nil:
		return f, nil
	case seen && fault.Hint(err) == "": // the network failed; a wrong answer would be a fault
		t.note("%v; using what was seen of %s before", err, address.Host)
		return known, nil
	}
	return f, err
}

// oneRoot refuses a document whose root key differs from the one known for its host, unless the earlier document
// announced it.
func (t *Trust) oneRoot(i *credential.Issuer, f found, m memory, o Options) error {
	for _, place := range []string{servedAt(i.Host), f.place} {
		if !strings.HasPrefix(place, servedPart+"/") {
			continue
		}
		known, seen := m.at(place)
		if !seen {
			continue
		}
		before, err := credential.OpenIssuer(known.document, credential.Thumbprint{})
		if err == nil && !i.Follows(before) {
			return fault.New(fmt.Sprintf("the root key of %s is %s, but was %s when it was last seen", i.Host,
				i.Root.Thumbprint(), before.Root.Thumbprint()),
				"ask the organiser by telephone which fingerprint is right; if it is the new one, verify with -no-memory")
		}
		if err == nil && i.Sequence > before.Sequence {
			if err := i.Keeps(before); err != nil {
				return fault.New(fmt.Sprintf("the issuer document number %d of %s contradicts number %d, which was seen before: %v",
					i.Sequence, i.Host, before.Sequence, err),
					"events stay in it for ever; ask the organiser, who may have published from an old copy of the keys")
			}
		}
	}
	pins, _, err := o.Pins.List()
	if err != nil {
		return err
	}
	for _, p := range pins {
		if p.Issuer.Host == i.Host && !i.Follows(p.Issuer) {
			return fault.New(fmt.Sprintf("the root key of %s is %s, but you have pinned %s", i.Host, i.Root.Thumbprint(),
				p.Issuer.Root.Thumbprint()),
				"ask the organiser by telephone which fingerprint is right; if it is the new one, type: lanyard issuers remove "+
					p.Issuer.Root.Thumbprint().String()[:8])
		}
	}
	return nil
}

// claims returns the hosts that an issuer claims, as current or former ones, but that are known to belong to
// another root key: of another source, pinned, or seen earlier.
func (t *Trust) claims(i *credential.Issuer, order []credential.PublicKey, all map[credential.PublicKey]*held,
	m memory, o Options) {
	owners := map[string]*credential.Issuer{}
	for _, host := range i.FormerHosts {
		if f, seen := m.at(path.Join(servedPart, host)); seen {
			if known, err := credential.OpenIssuer(f.document, credential.Thumbprint{}); err == nil {
				owners[known.Host] = known
			}
		}
	}
	if pins, _, err := o.Pins.List(); err == nil {
		for _, p := range pins {
			owners[p.Issuer.Host] = p.Issuer
		}
	}
	for _, root := range order {
		if root != i.Root {
			owners[all[root].issuer.Host] = all[root].issuer
		}
	}
	for _, host := range append([]string{i.Host}, i.FormerHosts...) {
		if owner := owners[host]; owner != nil && !i.Follows(owner) && !owner.Follows(i) {
			t.note("the issuer with root key %s claims %s, which is also the host of the issuer with root key %s: "+
				"ask the organiser which is right; until then the gravest verdict of the two counts",
				i.Root.Thumbprint(), host, owner.Root.Thumbprint())
		}
	}
}

// paths returns the paths of a document's status lists, and of its allow-lists with
// their hashes, each once and at most maxLists and maxAllow of them.
func paths(i *credential.Issuer) (lists []string, allow []credential.AllowListRef) {
	seen := map[string]bool{}
	for _, uri := range i.StatusLists {
		if p, ok := i.PathOf(uri); ok && !seen[p] && len(lists) < maxLists {
			lists, seen[p] = append(lists, p), true
		}
	}
	for _, k := range i.Keys {
		if a := k.AllowList; a.Path != "" && len(allow) < maxAllow && !slices.Contains(allow, a) {
			allow = append(allow, a)
		}
	}
	return lists, allow
}
