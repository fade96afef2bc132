// Package registry is the organiser's desk after printing: what was issued, what
// became of it, and what the world is told of that.
//
// An event's folder holds its keys and its ledger. Whoever changes either opens
// a Desk, which takes the folder's lock, holds the ledger against the head that
// the keys have signed, and signs the new head after every change. So a ledger
// that is lost, was put back from an old copy or was edited is noticed before
// anything is issued on top of it.
//
// # Status lists
//
// A list is signed anew when half its time to live has gone or one of its
// entries has changed, whichever is later; until then its bytes stay the same.
// So with the usual two days the list of a quiet day is that of midnight UTC, and
// a revocation is later than what was published before it on the same day, as
// verifiers refuse what is older than what they have seen.
//
// Two days (TTL) are how long an answer is VALID without a date: a site that is
// published once a day is always fresh, with a day to spare. Thirty days
// (Lifetime) are how long a list says anything at all: a site that is published
// once a month never falls silent. Frozen lists speak for a hundred years.
package registry

import (
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
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

// ListCapacity is how many numbers a status list takes: 64 KiB before it is
// deflated, some 100 bytes for an event that revokes little.
const ListCapacity = 1 << 16

// clockSlack is by how much a clock may run behind the one of the last change.
const clockSlack = 10 * time.Minute

// ListURI returns the address of a status list.
func ListURI(host string, list int) string {
	return "https://" + host + "/s/" + strconv.Itoa(list)
}

// Options say how a desk is opened. Now is needed.
type Options struct {
	Now          time.Time
	AcceptLedger bool   // go on with a ledger that is not the one that was signed last
	Root         string // file of the root key when it does not lie with the others
	Mend         bool   // the signing key may be missing: it is to be replaced
}

// Desk is an event's keys and ledger, in one hand.
type Desk struct {
	Keys   *keyring.Ring  // nil: none were made yet
	Ledger *ledger.Ledger // nil: nothing was issued yet

	dir    string
	now    time.Time
	lock   *ledger.Lock
	signed time.Time // when the last change was
}

// Open opens the desk of the event in dir, for one process at a time. The error
// of a ledger that was lost, edited or put back says what to do.
func Open(dir string, o Options) (d *Desk, err error) {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil, fault.New(fmt.Sprintf("there is no folder %q", dir), "name the event's folder")
	}
	d = &Desk{dir: dir, now: o.Now}
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

// Read calls read with the ledger of the event in dir, which nobody may be
// writing to. It needs no keys, takes no lock and writes nothing; whether the
// ledger is the last one, it cannot tell. The error of an event that has none is
// fs.ErrNotExist.
func Read(dir string, read func(*ledger.Ledger) error) error {
	return ledger.Snapshot(filepath.Join(dir, ledgerFile), read)
}

// Close closes the ledger and gives the lock back.
func (d *Desk) Close() error {
	var err error
	if d.Ledger != nil {
		err = d.Ledger.Close()
	}
	return errors.Join(err, d.lock.Release())
}

// compare holds the ledger against the head that was signed last.
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
			return fault.New(fmt.Sprintf("there is a ledger with %d rows and no keys: they are lost or kept elsewhere", at.Seq),
				"put them back: lanyard keys import BACKUP; new keys would give everybody another number")
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

// judge returns what is wrong with a ledger that ends at at. One that has come
// further than the head is sound: its run was killed before it could sign.
func (d *Desk) judge(at ledger.Head, head credential.Head, signed bool) error {
	const accept = "put the last copy of ledger.db back; or go on with this one, with -accept-ledger: "
	switch {
	case !signed && at.Seq == 0:
		return nil
	case !signed:
		return fault.New("the signed head of the ledger (keys/ledger.head) is missing, so nobody can tell whether the ledger is the last one",
			"put it back from your backup; or trust this ledger, with -accept-ledger")
	case at.Seq == 0 && head.Seq > 0:
		return fault.New(fmt.Sprintf("the ledger is gone: the keys remember one with %d rows of %s", head.Seq, head.Signed.Format(time.DateOnly)),
			accept+"everybody gets the same number again, but what was revoked, suspended or corrected is forgotten")
	case at.Seq < head.Seq:
		return fault.New(fmt.Sprintf("the ledger is an old copy: it ends with row %d, and the last one had %d rows on %s", at.Seq, head.Seq, head.Signed.Format(time.DateOnly)),
			accept+"numbers stay the same, but what was revoked, suspended or corrected since is forgotten")
	}
	if d.Ledger == nil {
		return nil
	}
	then, err := d.Ledger.At(head.Seq)
	if err != nil {
		return err
	}
	if then.Hash != head.Hash {
		return fault.New(fmt.Sprintf("the ledger is not the one that was signed on %s: row %d is another", head.Signed.Format(time.DateOnly), head.Seq),
			accept+"then look through what it says with: lanyard status")
	}
	return nil
}

// clock refuses to write with a clock that runs behind the last change: what is
// signed then would be older than what the world has seen.
func (d *Desk) clock() error {
	if d.now.Add(clockSlack).Before(d.signed) {
		return fault.New(fmt.Sprintf("the clock of this machine says %s, but the last change here was made at %s",
			d.now.UTC().Format(time.RFC3339), d.signed.Format(time.RFC3339)), "set the clock right, and run the same command again")
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

// Issue brings the keys and what is newly issued to the disk. The keys of the
// desk may be new.
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
		if d.Ledger, err = ledger.Open(filepath.Join(d.dir, ledgerFile), func() time.Time { return d.now }); err != nil {
			return err
		}
	}
	if err := d.Ledger.Issue(entries); err != nil {
		return err
	}
	return d.sealNew()
}

// Printed records a run of an event, and on which pages it put numbers.
func (d *Desk) Printed(eventID, about string, prints iter.Seq[ledger.Print]) error {
	if err := d.Ledger.Printed(eventID, about, prints); err != nil {
		return err
	}
	return d.sealNew()
}

// Mark says of a run whether its paper came out of a printer.
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

// sealNew signs the head when it is not the one that is signed already.
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

// Seal signs the head of the ledger as it is now: after new keys, and when a
// ledger was accepted that was not the last one.
func (d *Desk) Seal() error {
	if d.Ledger == nil || d.Keys == nil {
		return nil
	}
	return d.seal()
}
