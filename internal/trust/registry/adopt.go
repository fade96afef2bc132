package registry

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"

	"lanyard/internal/base/fault"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/discover"
	"lanyard/internal/trust/keyring"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/trust/publish"
)

// BeforeAdoption is the folder, in that of an event, which keeps the keys, the ledger
// and the site that the event had before an issuer took it in.
const BeforeAdoption = "before-adoption"

// Adopted is what Adopt took in.
type Adopted struct {
	Papers    int                   // numbers that were issued
	First     bool                  // the issuer had no keys yet, so those of the event became the issuer's
	Root      credential.Thumbprint // the root key of the event
	Host      string                // address of the event's papers; empty: it had no keys
	Announced bool                  // its last issuer document says that the issuer's root key takes over
	Shared    []ledger.Entry        // papers of the event whose place in a list is also that of another event's paper
	Kept      string                // folder with what the event had; empty: it had nothing
}

// Adopt takes the event in the folder old, which was made alone, into the issuer in
// the folder home. Numbers, tokens and the addresses of status lists stay as they
// are: the issuer document lists the keys that signed them, and the ledger all rows,
// with their times. When the issuer has no keys yet, those of the event become its
// own. What a killed run has left is finished by the next.
func Adopt(ctx context.Context, home, old string, o Options) (a *Adopted, err error) {
	desk, err := openAt(home, o)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, desk.Close()) }()
	other, err := openAt(old, Options{Now: o.Now, Reads: true, Mend: true, Say: o.Say})
	if err != nil {
		return nil, err
	}
	a, err = desk.adopt(ctx, other)
	if err := errors.Join(err, other.Close()); err != nil {
		return nil, err
	}
	a.Kept, err = putAside(old)
	return a, err
}

// adopt takes in what another desk has.
func (d *Desk) adopt(ctx context.Context, other *Desk) (*Adopted, error) {
	if other.Keys == nil {
		return &Adopted{}, nil // nothing was issued, or the desk would not have opened
	}
	a := &Adopted{Root: other.Keys.Issuer.Root.Thumbprint(), Host: other.Keys.Issuer.Host}
	if other.Ledger != nil {
		if _, err := other.Ledger.Check(ctx); err != nil {
			return nil, err
		}
	}
	if d.Keys == nil {
		if err := keyring.Copy(filepath.Join(d.dir, discover.KeysDir),
			filepath.Join(other.dir, discover.KeysDir)); err != nil {
			return nil, err
		}
		a.First = true
		var err error
		if d.Keys, err = keyring.Open(filepath.Join(d.dir, discover.KeysDir)); err != nil {
			return nil, err
		}
	}
	if d.Ledger == nil {
		if err := d.openLedger(filepath.Join(d.dir, discover.LedgerFile)); err != nil {
			return nil, err
		}
	}
	if err := d.take(ctx, other, a); err != nil {
		return nil, err
	}
	return a, d.announce(other, a)
}

// take adds the rows and the keys of another desk, unless they are here already.
func (d *Desk) take(ctx context.Context, other *Desk, a *Adopted) error {
	if other.Ledger == nil {
		return d.takeKeys(other, nil, nil)
	}
	here, all, err := d.Ledger.Holds(other.Ledger)
	if err != nil {
		return err
	}
	a.Papers = all
	ids, err := other.Ledger.Count()
	if err != nil {
		return err
	}
	if here == all && all > 0 {
		return d.sealNew() // an earlier run was killed after it had taken them
	}
	mine, err := d.Ledger.Count()
	if err != nil {
		return err
	}
	for id := range ids {
		if mine[id] > 0 {
			return fault.New(fmt.Sprintf("the issuer has issued %d numbers for an event with the id %q already, and these are others", mine[id], id),
				"an event belongs to an issuer once; is this an old copy of the one that is there?")
		}
	}
	place, added, err := d.placesFor(other)
	if err != nil {
		return err
	}
	if a.Shared, err = d.shared(ctx, other, place, added); err != nil {
		return err
	}
	if err := d.takeKeys(other, added, slices.Sorted(maps.Keys(ids))); err != nil {
		return err
	}
	if err := d.Ledger.Adopt(other.Ledger, func(list int) int { return place[list] }); err != nil {
		return err
	}
	return d.sealNew()
}

// takeKeys adds the keys of another desk.
func (d *Desk) takeKeys(other *Desk, lists, eventIDs []string) error {
	same := d.Keys.Issuer.Root == other.Keys.Issuer.Root && d.Keys.Issuer.Sequence == other.Keys.Issuer.Sequence &&
		d.Keys.Issuer.Keeps(other.Keys.Issuer) == nil
	if same && len(lists) == 0 {
		return nil // they were copied
	}
	if err := d.Keys.Take(other.Keys, lists, eventIDs, d.now); err != nil {
		return err
	}
	return d.Keys.Save()
}

// placesFor returns the number that each list of another desk gets here: that of a list
// with its address which nothing was issued in, or a new one, whose address is added.
func (d *Desk) placesFor(other *Desk) (place map[int]int, added []string, err error) {
	count := len(other.Keys.Issuer.StatusLists)
	inUse, err := other.Ledger.Lists()
	if err != nil {
		return nil, nil, err
	}
	if n := len(inUse); n > 0 {
		count = max(count, inUse[n-1]+1)
	}
	mine, err := d.Ledger.Lists()
	if err != nil {
		return nil, nil, err
	}
	taken := map[int]bool{}
	for _, n := range mine {
		taken[n] = true
	}
	known := d.Keys.Issuer.StatusLists
	if n := len(mine); n > 0 && mine[n-1] >= len(known) {
		return nil, nil, fault.New("the issuer document does not name every status list yet",
			"run once: lanyard make, for an event of the issuer")
	}
	place = map[int]int{}
	for n := range count {
		address := publish.Address(other.Keys.Issuer, n)
		at := len(known) + len(added)
		for m, uri := range known {
			if uri == address && !taken[m] {
				at = m
				break
			}
		}
		if at == len(known)+len(added) {
			if err := apart(address, slices.Concat(known, added)); err != nil {
				return nil, nil, err
			}
			added = append(added, address)
		}
		place[n], taken[at] = at, true
	}
	return place, added, nil
}

// apart returns an error when a site cannot hold the list at an address, because another
// host's list has the same path.
func apart(address string, known []string) error {
	for _, uri := range known {
		if uri != address && path.Base(uri) == path.Base(address) {
			return fault.New(fmt.Sprintf("the papers of the event name the status list %s, and those of the issuer %s: one site cannot hold both",
				address, uri), "go on publishing the event alone, at the address that its papers name")
		}
	}
	return nil
}

// shared returns the papers of another desk whose place is taken here in a list with the
// same address.
func (d *Desk) shared(ctx context.Context, other *Desk, place map[int]int, added []string) (both []ledger.Entry,
	err error) {
	addresses := slices.Concat(d.Keys.Issuer.StatusLists, added)
	taken := map[string]map[int]bool{}
	for e, err := range d.Ledger.All(ctx) {
		if err != nil {
			return nil, err
		}
		uri := addresses[e.List]
		if taken[uri] == nil {
			taken[uri] = map[int]bool{}
		}
		taken[uri][e.Slot] = true
	}
	for e, err := range other.Ledger.All(ctx) {
		if err != nil {
			return nil, err
		}
		if taken[addresses[place[e.List]]][e.Slot] {
			both = append(both, e)
		}
	}
	return both, nil
}

// announce has the other desk's issuer document say that the root key of d takes over.
func (d *Desk) announce(other *Desk, a *Adopted) error {
	root := d.Keys.Issuer.Root.Thumbprint()
	if root == a.Root {
		return nil
	}
	a.Announced = other.Keys.Issuer.NextRoot == root
	if a.Announced || other.Keys.Root == nil {
		return nil
	}
	if err := other.Keys.Announce(root, d.now); err != nil {
		return err
	}
	a.Announced = true
	return other.Keys.Save()
}

// putAside moves the keys, the ledger and the site of an event out of the way.
func putAside(dir string) (kept string, err error) {
	aside := filepath.Join(dir, BeforeAdoption)
	for _, name := range []string{discover.LedgerFile, discover.LedgerFile + "-wal", discover.LedgerFile + "-shm",
		discover.SiteDir, discover.KeysDir} {
		if !discover.Has(dir, name) {
			continue
		}
		if err := os.MkdirAll(aside, 0o700); err != nil {
			return "", fmt.Errorf("putting the former keys aside: %w", err)
		}
		if discover.Has(aside, name) {
			return "", fault.New(fmt.Sprintf("there is %q already", filepath.Join(aside, name)),
				"move that folder away, and run the same command again")
		}
		if err := os.Rename(filepath.Join(dir, name), filepath.Join(aside, name)); err != nil {
			return "", fmt.Errorf("putting the former keys aside: %w", err)
		}
	}
	if discover.Has(dir, BeforeAdoption) {
		kept = aside
	}
	return kept, nil
}
