package keyring

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"time"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
	"lanyard/internal/trust/credential"
)

// BringRoot reads the root key from a file outside the ring's folder, such as
// on a USB stick. It must be the root key of the issuer document.
func (r *Ring) BringRoot(path string) error {
	root, err := readKey(path, credential.ParseRootKey)
	if errors.Is(err, fs.ErrNotExist) {
		return fault.New(fmt.Sprintf("there is no root key %q", path),
			"name the file in which you keep it; its original name was root.key")
	}
	if err != nil {
		return err
	}
	if root.Public() != r.Issuer.Root {
		return fault.New(fmt.Sprintf("%q is not the root key that signed the issuer document", path),
			"its fingerprint must be "+r.Issuer.Root.Thumbprint().String())
	}
	r.Root = root
	return nil
}

// rootless returns the error of a change that needs the root key.
func (r *Ring) rootless(why string) error {
	return fault.New(why+", but the root key that must sign the change is not here",
		fmt.Sprintf("name it with -root FILE, or put it back as %s for one run", filepath.Join(r.dir, rootFile)))
}

// amend applies f to the issuer document and signs the result, which Save will
// write.
func (r *Ring) amend(now time.Time, f func(*credential.Issuer) error) error {
	if r.Root == nil {
		return r.rootless("this changes the issuer document")
	}
	next := *r.Issuer
	next.Keys = slices.Clone(next.Keys)
	if err := f(&next); err != nil {
		return err
	}
	next.Issued = now.UTC().Truncate(24 * time.Hour)
	if !r.changed {
		next.Sequence++
	}
	data, err := credential.SignIssuer(&next, r.Root)
	if err != nil {
		return err
	}
	if r.Issuer, err = credential.OpenIssuer(data, r.pin()); err != nil {
		return err
	}
	r.changed = true
	return nil
}

// ahead is how far the day of issue of a paper may be after the UTC time at which it was signed: the offset of the
// easternmost time zone, UTC+14.
const ahead = 14 * time.Hour

// Describe records in the issuer document what an organiser now says of itself: its names, its address and its former
// addresses, of which none is forgotten. Save writes it. It reports whether the document said otherwise; without the
// root key it goes on saying so, and the error says that. Facts and lists are for Register.
func (r *Ring) Describe(o Organiser, now time.Time) (differs bool, err error) {
	former := formerHosts(r.Issuer, o)
	if r.Issuer.Host == o.Host && maps.Equal(r.Issuer.Names, o.Names) && len(former) == len(r.Issuer.FormerHosts) {
		return false, nil
	}
	return true, r.amend(now, func(i *credential.Issuer) error {
		i.Host, i.Names, i.FormerHosts = o.Host, maps.Clone(o.Names), former
		return nil
	})
}

// SetBuckets records in the issuer document how many files the records of papers are spread over: a power of two, or 0
// when numbers open nothing. Save writes it.
func (r *Ring) SetBuckets(n uint, now time.Time) error {
	return r.amend(now, func(i *credential.Issuer) error { i.Buckets = n; return nil })
}

// Rotate makes a new signing key and uses it from now on. The previous keys are
// retired, or stay active until the end of the day keep when keep is not zero;
// what they have signed stays valid in both cases.
func (r *Ring) Rotate(random io.Reader, now, keep time.Time) error {
	signing, err := credential.NewSigningKey(random)
	if err != nil {
		return fmt.Errorf("making keys: %w", err)
	}
	err = r.amend(now, func(i *credential.Issuer) error {
		for n := range i.Keys {
			switch k := &i.Keys[n]; {
			case k.State != credential.KeyActive:
			case keep.IsZero():
				end(k, credential.KeyRetired, now.Add(ahead))
			case k.NotAfter.IsZero():
				k.NotAfter = keep.UTC().Truncate(24 * time.Hour).Add(24*time.Hour - time.Second)
			}
		}
		i.Keys = append(i.Keys, credential.Key{Public: signing.Public(), NotBefore: now.UTC().Truncate(24 * time.Hour),
			Uses: credential.UseCertificates | credential.UseStatus})
		return nil
	})
	if err == nil {
		r.Signing, r.fresh = signing, true
	}
	return err
}

// Return signs the issuer document as of now when it, or the first day of a key, is
// of a day that has not come yet: its clock was ahead. It reports whether it was.
func (r *Ring) Return(now time.Time) (was bool, err error) {
	day := now.UTC().Truncate(24 * time.Hour)
	late := func(t time.Time) bool { return t.After(now.Add(ahead)) }
	was = late(r.Issuer.Issued) || slices.ContainsFunc(r.Issuer.Keys,
		func(k credential.Key) bool { return late(k.NotBefore) })
	if !was {
		return false, nil
	}
	return true, r.amend(now, func(i *credential.Issuer) error {
		for n := range i.Keys {
			if k := &i.Keys[n]; late(k.NotBefore) {
				k.NotBefore = day
			}
		}
		return nil
	})
}

// end closes the window of a key at now, unless it has closed already.
func end(k *credential.Key, s credential.KeyState, now time.Time) {
	k.State = s
	if k.NotAfter.IsZero() || k.NotAfter.After(now) {
		k.NotAfter = now.UTC().Truncate(time.Second)
	}
	if k.NotAfter.Before(k.NotBefore) {
		k.NotAfter = k.NotBefore
	}
}

// Retire ends the period in which a key may sign; what it has signed stays
// valid. The key that signs now cannot be retired.
func (r *Ring) Retire(id credential.KeyID, now time.Time) error {
	if r.Signing != nil && id == r.Signing.Public().ID() {
		return fault.New(fmt.Sprintf("the key %s is the one that signs now", id),
			"make a new one, which retires it: lanyard keys rotate")
	}
	return r.amend(now, func(i *credential.Issuer) error {
		k, err := find(i, id)
		if err != nil {
			return err
		}
		if k.State != credential.KeyActive {
			return fault.New(fmt.Sprintf("the key %s is not active any more", id), "see the keys: lanyard keys list")
		}
		end(k, credential.KeyRetired, now)
		return nil
	})
}

// Compromised marks a key as stolen. Of the tokens that it has signed, only
// those with the given hashes stay valid: they form its allow-list. When the
// key is the one that signs now, a new key replaces it.
func (r *Ring) Compromised(id credential.KeyID, tokens [][sha256.Size]byte, random io.Reader, now time.Time) error {
	if _, err := find(r.Issuer, id); err != nil {
		return err
	}
	if r.Signing == nil || id == r.Signing.Public().ID() {
		if err := r.Rotate(random, now, time.Time{}); err != nil {
			return err
		}
	}
	list := credential.AllowList(tokens)
	return r.amend(now, func(i *credential.Issuer) error {
		k, err := find(i, id)
		if err != nil {
			return err
		}
		end(k, credential.KeyCompromised, now)
		k.AllowList = credential.AllowListRef{Hash: sha256.Sum256(list), Path: "/allow/" + id.String() + allowLast}
		if r.allow == nil {
			r.allow = map[string][]byte{}
		}
		r.allow[allowFile(id)] = list
		return nil
	})
}

func allowFile(id credential.KeyID) string { return allowFirst + id.String() + allowLast }

// find returns a key of the issuer document.
func find(i *credential.Issuer, id credential.KeyID) (*credential.Key, error) {
	for n := range i.Keys {
		if i.Keys[n].Public.ID() == id {
			return &i.Keys[n], nil
		}
	}
	return nil, fault.New(fmt.Sprintf("the issuer document has no key %s", id), "see the keys: lanyard keys list")
}

// AllowLists returns the allow-lists that the issuer document names, by their
// path on the host.
func (r *Ring) AllowLists() (map[string][]byte, error) {
	lists := map[string][]byte{}
	for _, k := range r.Issuer.Keys {
		if k.AllowList.Path == "" {
			continue
		}
		name := allowFile(k.Public.ID())
		data, err := bundle.ReadRegular(filepath.Join(r.dir, name), credential.MaxAllowList)
		if errors.Is(err, fs.ErrNotExist) || err == nil && sha256.Sum256(data) != k.AllowList.Hash {
			return nil, fault.New(fmt.Sprintf("%q is missing from %q, or is not what the issuer document names", name,
				r.dir),
				"make it again from the ledger: lanyard keys compromised "+k.Public.ID().String())
		}
		if err != nil {
			return nil, fmt.Errorf("reading keys: %w", err)
		}
		lists[k.AllowList.Path] = data
	}
	return lists, nil
}
