// Package registry manages what was issued: its state, and what is published
// about it.
//
// The folder of an event, or of an issuer of several, holds keys and ledger.
// Commands that change either open a Desk, which locks the folder, compares the
// ledger with the head that the keys signed last, and signs the new head after
// every change. So a ledger that was lost, edited or restored from an old copy
// is detected before anything is issued on top of it.
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
	"time"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/discover"
	"lanyard/internal/trust/keyring"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/trust/store"
	"lanyard/internal/trust/web"
)

const lockFile = ".lanyard.lock"

// Options control how a desk is opened. Now is required.
type Options struct {
	Now          time.Time
	AcceptLedger bool      // accept a ledger that is not the one that was signed last
	Root         string    // file of the root key, when it is kept elsewhere
	Mend         bool      // the signing key may be missing: it will be replaced
	Event        string    // id: list and find only what was issued for this event of an issuer; empty: everything
	Reads        bool      // nothing will be signed, so the clock may be wrong
	Brand        web.Brand // how the site looks
	Today        string    // somebody's word that the clock is right: its day, like 2031-05-03; may be empty

	Clock func(doubt string) bool // asks whether a clock that looks wrong is right; nil: nobody can be asked
	Say   func(remark string)     // hears what was put right, and what could not be; nil: nobody does
}

// Desk holds an event's keys and ledger, which change together.
type Desk struct {
	Keys   *keyring.Ring  // nil: none were made yet
	Ledger *ledger.Ledger // nil: nothing was issued yet

	dir      string    // of keys, ledger and site
	event    string    // id of the event that is looked at; empty: all
	brand    web.Brand // of the site
	now      time.Time
	lock     *store.Lock
	signed   time.Time // when the last change was
	unsigned int64     // rows of the ledger that the signed head does not cover
}

// Open opens the desk of the event or the issuer in dir, for one process at a
// time. When the ledger was lost, edited or restored from an old copy, the error
// says what to do.
func Open(dir string, o Options) (*Desk, error) {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil, fault.New(fmt.Sprintf("there is no folder %q", dir), "name the event's folder")
	}
	dir, err := discover.Home(dir)
	if err != nil {
		return nil, err
	}
	return openAt(dir, o)
}

// openAt is Open for the folder that holds the keys.
func openAt(dir string, o Options) (d *Desk, err error) {
	if o.Say == nil {
		o.Say = func(string) {}
	}
	d = &Desk{dir: dir, event: o.Event, brand: o.Brand, now: o.Now.UTC()}
	if d.lock, err = store.Acquire(filepath.Join(dir, lockFile)); err != nil {
		return nil, err
	}
	if err := d.open(o); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

func (d *Desk) open(o Options) (err error) {
	keys := filepath.Join(d.dir, discover.KeysDir)
	if err := keyring.Reachable(keys); err != nil {
		return err
	}
	sweep(keys, o.Say)
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
	path := filepath.Join(d.dir, discover.LedgerFile)
	if _, missing := os.Lstat(path); missing == nil {
		if err := d.openLedger(path); err != nil {
			return err
		}
	}
	if err := d.compare(o); err != nil {
		return err
	}
	if err := d.contradicted(o.AcceptLedger); err != nil || o.Reads {
		return err
	}
	return d.doubt(o)
}

// sweep removes keys that killed runs had not finished. What cannot be removed is no
// reason not to go on.
func sweep(keys string, say func(string)) {
	swept, left := keyring.Sweep(keys)
	for _, folder := range swept {
		say(fmt.Sprintf("removed %q: keys that a killed run had not finished", folder))
	}
	if left != nil {
		say(fmt.Sprintf("warning: %v; remove it by hand", left))
	}
}

// Sweep removes from the event in dir the keys that killed runs had not finished, and
// keeps other runs away until release is called.
func Sweep(dir string, say func(string)) (release func() error, err error) {
	if dir, err = discover.Home(dir); err != nil {
		return nil, err
	}
	lock, err := store.Acquire(filepath.Join(dir, lockFile))
	if err != nil {
		return nil, err
	}
	sweep(filepath.Join(dir, discover.KeysDir), say)
	return lock.Release, nil
}

// openLedger opens the ledger, or makes it. The head of what it is about to record
// is signed first: when that fails, nothing is recorded.
func (d *Desk) openLedger(path string) (err error) {
	if d.Ledger, err = ledger.Open(path, func() time.Time { return d.now }); err != nil {
		return err
	}
	d.Ledger.Witness(func(h ledger.Head) error { return d.Keys.SignNext(d.head(h)) })
	return nil
}

// head is a head of the ledger as it is signed now. Its time never goes back, or a
// reprint with a clock that is behind would make later runs believe that clock.
func (d *Desk) head(h ledger.Head) credential.Head {
	at := d.now
	if d.signed.After(at) {
		at = d.signed
	}
	return credential.Head{Seq: h.Seq, Hash: h.Hash, Signed: at.Truncate(time.Second)}
}

// Read calls read with the ledger of the event or the issuer in dir, while nobody
// writes to it. It needs no keys, takes no lock and writes nothing, so it cannot
// detect an old copy. The error is fs.ErrNotExist when there is no ledger.
func Read(dir string, read func(*ledger.Ledger) error) error {
	dir, err := discover.Home(dir)
	if err != nil {
		return err
	}
	return ledger.Snapshot(filepath.Join(dir, discover.LedgerFile), read)
}

// Document returns the issuer document of the event in dir, which needs no private
// keys, nil when it is not there. Nothing proves that it is the organiser's.
func Document(dir string) (*credential.Issuer, error) {
	dir, err := discover.Home(dir)
	if err != nil {
		return nil, err
	}
	data, err := bundle.ReadRegular(filepath.Join(dir, discover.KeysDir, keyring.IssuerFile), credential.MaxIssuerDocument)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading issuer document: %w", err)
	}
	return credential.OpenIssuer(data, credential.Thumbprint{})
}

// Wrote reports whether the event in dir has a ledger whose first paper that is not forgotten was signed
// by a key of the event's issuer document, and returns the thumbprint of its root
// key. It works without the private keys.
func Wrote(dir string) (root credential.Thumbprint, ok bool) {
	document, err := bundle.ReadRegular(filepath.Join(dir, discover.KeysDir, keyring.IssuerFile),
		credential.MaxIssuerDocument)
	if err != nil {
		return root, false
	}
	i, err := credential.OpenIssuer(document, credential.Thumbprint{})
	if err != nil {
		return root, false
	}
	err = Read(dir, func(l *ledger.Ledger) error {
		for e, err := range l.All(context.Background()) {
			if err == nil && !e.Forgotten.IsZero() {
				continue
			}
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
func (d *Desk) compare(o Options) error {
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
		head, err = d.catchUp(at, head, o)
	}
	if err == nil {
		d.signed, d.unsigned = head.Signed, at.Seq-head.Seq
		err = errors.Join(d.judge(at, head, signed), d.lost())
	}
	if err != nil && o.AcceptLedger {
		d.signed = time.Time{}
		return nil
	}
	return err
}

// catchUp puts the signature of a run in its place that was killed after its rows
// were recorded, and returns the head that is signed now.
func (d *Desk) catchUp(at ledger.Head, head credential.Head, o Options) (credential.Head, error) {
	next, ok, err := d.Keys.NextHead()
	if err != nil || !ok || next.Seq != at.Seq || next.Hash != at.Hash || next.Seq <= head.Seq {
		return head, nil // of a run that was killed before they were
	}
	if err := d.Keys.KeepHead(); err != nil {
		o.Say(fmt.Sprintf("warning: the last %d rows of the ledger are recorded, and not signed yet: %v",
			next.Seq-head.Seq, err))
		return head, nil
	}
	o.Say(fmt.Sprintf("signed the last %d rows of the ledger, after which a run was killed", next.Seq-head.Seq))
	return next, nil
}

// lost returns the fault of a ledger that lacks rows which were recorded when they
// could not be signed.
func (d *Desk) lost() error {
	text, err := readMark(filepath.Join(d.dir, unsignedFile))
	if err != nil || text == "" || d.Ledger == nil {
		return err
	}
	var seq int64
	var hash []byte
	if _, err := fmt.Sscanf(text, "%d:%x", &seq, &hash); err != nil {
		return nil // not a mark of ours
	}
	at, err := d.Ledger.At(seq)
	if err == nil && slices.Equal(at.Hash[:], hash) {
		return nil
	}
	return fault.New(fmt.Sprintf("the ledger is an old copy: it lacks row %d, which was recorded when it could not be signed", seq),
		acceptHint+"what was recorded then is forgotten")
}

// acceptHint is the first half of the hint about an old ledger.
const acceptHint = "restore the last copy of ledger.db; or go on with this one, with -accept-ledger: "

// judge returns the fault of a ledger that ends at at, nil when there is none.
// A ledger that is ahead of the signed head is sound: its run was killed before
// it could sign.
func (d *Desk) judge(at ledger.Head, head credential.Head, signed bool) error {
	const accept = acceptHint
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

// seal signs the present head of the ledger.
func (d *Desk) seal() error {
	h, err := d.Ledger.Head()
	if err != nil {
		return err
	}
	if err := d.Keys.SaveHead(d.head(h)); err != nil {
		return err
	}
	return d.sealed()
}

// sealed records that the head covers every row.
func (d *Desk) sealed() error {
	d.unsigned = 0
	err := os.Remove(filepath.Join(d.dir, unsignedFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
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
		if err := d.openLedger(filepath.Join(d.dir, discover.LedgerFile)); err != nil {
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
	is := func(h credential.Head, signed bool, err error) bool {
		return err == nil && signed && h.Seq == at.Seq && h.Hash == at.Hash
	}
	if is(d.Keys.Head()) {
		return d.sealed()
	}
	if is(d.Keys.NextHead()) {
		err = d.Keys.KeepHead()
	} else {
		err = d.Keys.SaveHead(d.head(at))
	}
	if err == nil {
		return d.sealed()
	}
	if h, signed, headErr := d.Keys.Head(); headErr == nil && signed {
		d.unsigned = at.Seq - h.Seq
	}
	// So that an old copy of the ledger is noticed before it is signed, too.
	err = errors.Join(err, d.mark(unsignedFile, at.String()+"\n"))
	return fault.Wrap(err, fmt.Sprintf("recorded, not signed: %v", err),
		"allow writing to the folder of the keys, and sign what was recorded: lanyard ledger repair; "+
			"make can also be run again")
}

// Unsigned returns how many rows at the end of the ledger the signed head does not
// cover: a run recorded them, and failed or was killed before it signed.
func (d *Desk) Unsigned() int64 { return d.unsigned }

// Complete signs the head of the ledger if a run could not.
func (d *Desk) Complete() error {
	if d.unsigned == 0 || d.Ledger == nil || d.Keys == nil {
		return nil
	}
	return d.sealNew()
}

// Seal signs the present head of the ledger: after new keys, and when another
// ledger than the last one was accepted.
func (d *Desk) Seal() error {
	if d.Ledger == nil || d.Keys == nil {
		return nil
	}
	return d.seal()
}
