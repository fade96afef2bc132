// Package registry manages what was issued: its state, and what is published
// about it.
//
// An event's folder holds its keys and its ledger. Commands that change either
// open a Desk, which locks the folder, compares the ledger with the head that
// the keys signed last, and signs the new head after every change. So a ledger
// that was lost, edited or restored from an old copy is detected before
// anything is issued on top of it.
//
// # Status lists
//
// A list has the time of its last change, or of the last multiple of half its
// time to live, whichever is later; until then its bytes stay the same. So with
// the usual two days, a list without changes has the time of midnight UTC. A
// list with a revocation is later than the one published before it on the same
// day, as it must be: verifiers refuse a list older than one they have seen.
//
// For two days (TTL) an answer is VALID without a date: a site that is
// published once a day is always fresh, with a day to spare. After thirty days
// (Lifetime) a list expires: the lists of a site that is published once a month
// never do. Frozen lists are valid for a hundred years.
//
// # Decisions
//
// Press prints; registry answers for what was printed. It knows no list of people and no template, so a number
// can be revoked when the event's files are long gone. Make opens the same desk, because the signed head of the
// ledger must be checked before anything is issued on top of it.
package registry

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"lanyard/internal/base/fault"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/keyring"
	"lanyard/internal/trust/ledger"
)

// The names in an event's folder.
const (
	KeysDir    = "keys"
	SiteDir    = "site"
	ledgerFile = "ledger.db"
	lockFile   = ".lanyard.lock"
)

// ListCapacity is how many numbers a status list holds: 64 KiB uncompressed,
// about 100 bytes compressed for an event with few revocations.
const ListCapacity = 1 << 16

// clockSlack is how far the clock may be behind the time of the last change.
const clockSlack = 10 * time.Minute

// ListURI returns the address that the first edition gave to a status list.
func ListURI(host string, list int) string {
	return "https://" + host + "/s/" + strconv.Itoa(list)
}

// Options control how a desk is opened. Now is required.
type Options struct {
	Now          time.Time
	AcceptLedger bool   // accept a ledger that is not the one that was signed last
	Root         string // file of the root key, when it is kept elsewhere
	Mend         bool   // the signing key may be missing: it will be replaced
}

// Desk holds an event's keys and ledger, which change together.
type Desk struct {
	Keys   *keyring.Ring  // nil: none were made yet
	Ledger *ledger.Ledger // nil: nothing was issued yet

	dir    string
	now    time.Time
	lock   *ledger.Lock
	signed time.Time // when the last change was
}

// Open opens the desk of the event in dir, for one process at a time. When the
// ledger was lost, edited or restored from an old copy, the error says what to
// do.
func Open(dir string, o Options) (d *Desk, err error) {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil, fault.New(fmt.Sprintf("there is no folder %q", dir), "name the event's folder")
	}
	d = &Desk{dir: dir, now: o.Now.UTC()}
	if d.lock, err = ledger.Acquire(filepath.Join(dir, lockFile)); err != nil {
		return nil, err
	}
	if err := d.open(o); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

func (d *Desk) open(o Options) (err error) {
	keys := filepath.Join(d.dir, KeysDir)
	if err := keyring.Reachable(keys); err != nil {
		return err
	}
	if keyring.Exists(keys) {
		open := keyring.Open
		if o.Mend {
			open = keyring.OpenWithout
		}
		if d.Keys, err = open(keys); err != nil {
			return err
		}
		if o.Root != "" {
			if err := d.Keys.BringRoot(o.Root); err != nil {
				return err
			}
		}
	}
	path := filepath.Join(d.dir, ledgerFile)
	if _, missing := os.Lstat(path); missing == nil {
		if d.Ledger, err = ledger.Open(path, func() time.Time { return d.now }); err != nil {
			return err
		}
	}
	return d.compare(o.AcceptLedger)
}

// Read calls read with the ledger of the event in dir, while nobody writes to
// it. It needs no keys, takes no lock and writes nothing, so it cannot detect
// an old copy. The error is fs.ErrNotExist when the event has no ledger.
func Read(dir string, read func(*ledger.Ledger) error) error {
	return ledger.Snapshot(filepath.Join(dir, ledgerFile), read)
}

// Document returns the issuer document of the event in dir, which needs no private
// keys, nil when it is not there. Nothing proves that it is the organiser's.
func Document(dir string) (*credential.Issuer, error) {
	data, err := os.ReadFile(filepath.Join(dir, KeysDir, keyring.IssuerFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading issuer document: %w", err)
	}
	return credential.OpenIssuer(data, credential.Thumbprint{})
}

// Wrote reports whether the event in dir has a ledger whose first paper was signed
// by a key of the event's issuer document, and returns the thumbprint of its root
// key. It works without the private keys.
func Wrote(dir string) (root credential.Thumbprint, ok bool) {
	document, err := os.ReadFile(filepath.Join(dir, KeysDir, keyring.IssuerFile))
	if err != nil {
		return root, false
	}
	i, err := credential.OpenIssuer(document, credential.Thumbprint{})
	if err != nil {
		return root, false
	}
	err = Read(dir, func(l *ledger.Ledger) error {
		for e, err := range l.All(context.Background()) {
			ok = err == nil && slices.ContainsFunc(i.Keys, func(k credential.Key) bool {
				_, err := credential.Open(e.Token, k.Public)
				return err == nil
			})
			break
		}
		return nil
	})
	return i.Root.Thumbprint(), ok && err == nil
}

// Close closes the ledger and releases the lock.
func (d *Desk) Close() error {
	var err error
	if d.Ledger != nil {
		err = d.Ledger.Close()
	}
	return errors.Join(err, d.lock.Release())
}

// compare compares the ledger with the head that was signed last.
func (d *Desk) compare(accept bool) error {
	var at ledger.Head
	if d.Ledger != nil {
		var err error
		if at, err = d.Ledger.Head(); err != nil {
			return err
		}
	}
	if d.Keys == nil {
		if at.Seq > 0 {
			return fault.New(fmt.Sprintf("there is a ledger with %d rows, but no keys: they are lost or kept elsewhere",
				at.Seq),
				"restore them: lanyard keys import BACKUP; new keys would change every number")
		}
		return nil
	}
	head, signed, err := d.Keys.Head()
	if err == nil {
		d.signed = head.Signed
		err = d.judge(at, head, signed)
	}
	if err != nil && accept {
		d.signed = time.Time{}
		return nil
	}
	return err
}

// judge returns the fault of a ledger that ends at at, nil when there is none.
// A ledger that is ahead of the signed head is sound: its run was killed before
// it could sign.
func (d *Desk) judge(at ledger.Head, head credential.Head, signed bool) error {
	const accept = "restore the last copy of ledger.db; or go on with this one, with -accept-ledger: "
	switch {
	case !signed && at.Seq == 0:
		return nil
	case !signed:
		return fault.New("the signed head (keys/ledger.head) is missing, so an old copy of the ledger would not be noticed",
			"restore it from your backup; or trust this ledger, with -accept-ledger")
	case at.Seq == 0 && head.Seq > 0:
		return fault.New(fmt.Sprintf("the ledger is missing: the last one had %d rows on %s", head.Seq,
			head.Signed.Format(time.DateOnly)),
			accept+"everybody keeps their number, but revocations, suspensions and corrections are forgotten")
	case at.Seq < head.Seq:
		return fault.New(fmt.Sprintf("the ledger is an old copy: it ends with row %d, and the last one had %d rows on %s",
			at.Seq, head.Seq, head.Signed.Format(time.DateOnly)),
			accept+"numbers stay the same, but revocations, suspensions and corrections since then are forgotten")
	}
	if d.Ledger == nil {
		return nil
	}
	then, err := d.Ledger.At(head.Seq)
	if err != nil {
		return err
	}
	if then.Hash != head.Hash {
		return fault.New(fmt.Sprintf("the ledger is not the one that was signed on %s: row %d differs",
			head.Signed.Format(time.DateOnly), head.Seq),
			accept+"then check its content with: lanyard status")
	}
	return nil
}

// clock returns an error when the clock is behind the last change: what is
// signed now would be older than what verifiers have seen.
func (d *Desk) clock() error {
	if d.now.Add(clockSlack).Before(d.signed) {
		return fault.New(fmt.Sprintf("the clock of this machine says %s, but the last change here was made at %s",
			d.now.UTC().Format(time.RFC3339), d.signed.Format(time.RFC3339)),
			"set the clock right, and run the same command again")
	}
	return nil
}

// seal signs the present head of the ledger.
func (d *Desk) seal() error {
	h, err := d.Ledger.Head()
	if err != nil {
		return err
	}
	return d.Keys.SaveHead(credential.Head{Seq: h.Seq, Hash: h.Hash, Signed: d.now.UTC().Truncate(time.Second)})
}

// Issue writes the keys, which may be new, and the newly issued entries to the
// disk.
func (d *Desk) Issue(entries iter.Seq[ledger.Entry]) error {
	for range entries {
		if err := d.clock(); err != nil {
			return err
		}
		break
	}
	if err := d.Keys.Save(); err != nil {
		return err
	}
	if d.Ledger == nil {
		var err error
		if d.Ledger, err = ledger.Open(filepath.Join(d.dir, ledgerFile),
			func() time.Time { return d.now }); err != nil {
			return err
		}
	}
	if err := d.Ledger.Issue(entries); err != nil {
		return err
	}
	return d.sealNew()
}

// Printed records a run of an event, with the page of each number.
func (d *Desk) Printed(eventID, about string, prints iter.Seq[ledger.Print]) error {
	if err := d.Ledger.Printed(eventID, about, prints); err != nil {
		return err
	}
	return d.sealNew()
}

// Mark records whether a run was printed.
func (d *Desk) Mark(eventID string, run int, printed bool) error {
	if d.Ledger == nil {
		return errNothing
	}
	if err := d.clock(); err != nil {
		return err
	}
	if err := d.Ledger.Mark(eventID, run, printed); err != nil {
		return err
	}
	return d.sealNew()
}

// sealNew signs the head unless it is signed already.
func (d *Desk) sealNew() error {
	at, err := d.Ledger.Head()
	if err != nil {
		return err
	}
	head, signed, err := d.Keys.Head()
	if err == nil && signed && head.Seq == at.Seq && head.Hash == at.Hash {
		return nil
	}
	return d.seal()
}

// Seal signs the present head of the ledger: after new keys, and when another
// ledger than the last one was accepted.
func (d *Desk) Seal() error {
	if d.Ledger == nil || d.Keys == nil {
		return nil
	}
	return d.seal()
}
