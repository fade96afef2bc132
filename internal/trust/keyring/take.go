package keyring

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
	"lanyard/internal/trust/credential"
)

// Copy copies the ring in the folder from to the new folder to, which appears whole or
// not at all. Its ledger is another and begins empty.
func Copy(to, from string) error {
	err := appear(to, func(part string) error {
		entries, err := os.ReadDir(from)
		if err != nil {
			return err
		}
		for _, e := range entries {
			most := limitOf(e.Name())
			if most == 0 || e.Name() == headFile {
				continue
			}
			data, err := bundle.ReadRegular(filepath.Join(from, e.Name()), most)
			if err != nil {
				return err
			}
			path := filepath.Join(part, e.Name())
			if err := writeKey(path, data); err != nil {
				return err
			}
			if err := os.Chmod(path, modeOf(e.Name())); err != nil {
				return err
			}
		}
		ring, err := Open(part) // the files must belong together
		if err != nil {
			return err
		}
		head, err := credential.SignHead(credential.Head{Signed: ring.Issuer.Issued}, ring.Signing)
		if err != nil {
			return err
		}
		return writeKey(filepath.Join(part, headFile), head)
	})
	if err != nil {
		return fmt.Errorf("copying keys: %w", err)
	}
	return nil
}

// Take adds the keys of another ring to the issuer document, which Save will write.
// They sign no more, and what they have signed stays valid: the document keeps the
// events that their tokens refer to, their hosts, and the addresses in lists. The
// numbers of the events with the given ids go on being derived as they were. Taking
// the same ring twice changes nothing more.
func (r *Ring) Take(other *Ring, lists, eventIDs []string, now time.Time) error {
	allow, err := other.AllowLists()
	if err != nil {
		return err
	}
	err = r.amend(now, func(i *credential.Issuer) error {
		if i.Root == other.Issuer.Root {
			if err := merge(i, other.Issuer); err != nil {
				return err
			}
		}
		for _, k := range other.Issuer.Keys {
			if _, err := find(i, k.Public.ID()); err == nil {
				continue
			}
			if k.State == credential.KeyActive {
				end(&k, credential.KeyRetired, now.Add(ahead))
			}
			if k.Own == nil && i.Root != other.Issuer.Root && len(other.Issuer.Events)+len(other.Issuer.Entries) > 0 {
				k.Own = &credential.EventTable{Events: other.Issuer.Events, Entries: other.Issuer.Entries}
			}
			if data, ok := allow[k.AllowList.Path]; ok {
				if r.allow == nil {
					r.allow = map[string][]byte{}
				}
				r.allow[allowFile(k.Public.ID())] = data
			}
			i.Keys = append(i.Keys, k)
		}
		i.FormerHosts = formerHosts(i, Organiser{Host: i.Host,
			Former: append([]string{other.Issuer.Host}, other.Issuer.FormerHosts...)})
		i.StatusLists = append(slices.Clone(i.StatusLists), lists...)
		// later than the last document of the other, which announces this root key
		i.Sequence = max(i.Sequence, other.Issuer.Sequence+2)
		return nil
	})
	if err != nil || bytes.Equal(r.ID.PEM(), other.ID.PEM()) {
		return err
	}
	for _, id := range eventIDs {
		if !slug.MatchString(id) {
			return fmt.Errorf("taking keys: %q is not the id of an event", id)
		}
		r.derive(id, other.IDOf(id))
	}
	return nil
}

// slug matches the ids of events, which become names of files.
var slug = regexp.MustCompile(`^[a-z0-9-]{1,64}$`)

// merge adds the events of another document of the same root key.
func merge(i, other *credential.Issuer) error {
	if err := i.Keeps(other); err == nil {
		return nil
	}
	next := *i
	next.Events, next.Entries = union(i.Events, other.Events), union(i.Entries, other.Entries)
	if err := next.Keeps(other); err != nil {
		return fault.New(fmt.Sprintf("both have the same keys, and their issuer documents contradict each other: %v", err),
			"papers of the two cannot be told apart by one document; publish each at an address of its own")
	}
	*i = next
	return nil
}

// union returns a map with the entries of both; of a key that both have, that of a.
func union[V any](a, b map[uint]V) map[uint]V {
	if len(a)+len(b) == 0 {
		return nil
	}
	all := map[uint]V{}
	maps.Copy(all, b)
	maps.Copy(all, a)
	return all
}

// Announce says in the issuer document, which Save will write, that another root key
// takes over: whoever has seen the document, or pinned it, then accepts documents
// that the other key has signed.
func (r *Ring) Announce(next credential.Thumbprint, now time.Time) error {
	if next == r.Issuer.NextRoot {
		return nil
	}
	if next == r.Issuer.Root.Thumbprint() {
		return fault.New("that is the root key of this issuer itself", "name the fingerprint of the one that takes over: "+
			"lanyard keys show prints it")
	}
	return r.amend(now, func(i *credential.Issuer) error {
		i.NextRoot = next
		return nil
	})
}

// IDOf returns the key that derives the numbers of an event: that of the ring, or the
// one that the event had before it was taken in.
func (r *Ring) IDOf(eventID string) *credential.IDKey {
	if k := r.own[eventID]; k != nil {
		return k
	}
	return r.ID
}

// derive has the numbers of an event derived with a key of its own.
func (r *Ring) derive(eventID string, k *credential.IDKey) {
	if r.own == nil {
		r.own = map[string]*credential.IDKey{}
	}
	r.own[eventID] = k
}

// idFileOf returns the name of the file with the key of an event.
func idFileOf(eventID string) string { return idPrefix + eventID + keySuffix }

// readOwn reads the keys of events that were taken in.
func (r *Ring) readOwn() error {
	entries, err := os.ReadDir(r.dir)
	if err != nil {
		return fmt.Errorf("reading keys: %w", err)
	}
	for _, e := range entries {
		id, first := strings.CutPrefix(e.Name(), idPrefix)
		id, last := strings.CutSuffix(id, keySuffix)
		if !first || !last {
			continue
		}
		k, err := readKey(filepath.Join(r.dir, e.Name()), credential.ParseIDKey)
		if err != nil {
			return err
		}
		r.derive(id, k)
	}
	return nil
}

// writeOwn writes the keys of events that are not in dir yet.
func (r *Ring) writeOwn(dir string) error {
	for id, k := range r.own {
		err := writeKey(filepath.Join(dir, idFileOf(id)), k.PEM())
		if err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	return nil
}
