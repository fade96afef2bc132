package registry

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/paper"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/ledger"
)

// errNothing is the error when nothing was issued.
var errNothing = fault.New("nothing was issued here yet",
	"issue with: lanyard make; or name the event's folder with -dir")

// Find returns the entries that a person's id or a number refers to: for an id
// the last version of each kind, for a number its own entry. only restricts the
// kind; nil means both.
func (d *Desk) Find(what string, only *paper.Kind) ([]ledger.Entry, error) {
	if d.Ledger == nil || d.Keys == nil {
		return nil, errNothing
	}
	last, err := d.last()
	if err != nil {
		return nil, err
	}
	var found []ledger.Entry
	events := map[string]bool{}
	for _, e := range last {
		if e.AttendeeID == what {
			found = append(found, e)
			events[e.EventID] = true
		}
	}
	numbered, isNumber, err := d.numbered(what)
	switch {
	case err != nil:
		return nil, err
	case isNumber && len(found) > 0:
		return nil, fault.New(fmt.Sprintf("%q is both a person's id and a number: it can mean either", what),
			fmt.Sprintf("for the number, write it with dashes: %s; for the person, write the number of the paper",
				numbered.Number))
	case isNumber && d.event != "" && numbered.EventID != d.event:
		return nil, fault.New(fmt.Sprintf("the number %s belongs to another event of the issuer, %q", numbered.Number,
			numbered.EventID), "name that event's folder, or the issuer's: -dir DIR")
	case isNumber:
		found = []ledger.Entry{numbered}
	case len(events) > 1:
		return nil, fault.New(fmt.Sprintf("%q is the id of people at %d events: %s", what, len(events),
			strings.Join(slices.Sorted(maps.Keys(events)), ", ")),
			"name the event's folder: -dir DIR; or use the number below the QR code")
	case len(found) == 0:
		return nil, d.unknown(what, last)
	}
	if only != nil {
		found = slices.DeleteFunc(found, func(e ledger.Entry) bool { return e.Kind != *only })
		if len(found) == 0 {
			return nil, fault.New(fmt.Sprintf("%q has no %s", what, *only),
				"leave out -only, or see what was issued: lanyard status")
		}
	}
	return found, nil
}

// numbered returns the entry whose number is what, and false when there is
// none.
func (d *Desk) numbered(what string) (ledger.Entry, bool, error) {
	n, err := credential.ParseNumber(what)
	if err != nil {
		return ledger.Entry{}, false, nil
	}
	e, err := d.Ledger.Find(n)
	if errors.Is(err, ledger.ErrUnknown) {
		return ledger.Entry{}, false, nil
	}
	return e, err == nil, err
}

// all iterates over what was issued, of one event when the desk looks at one.
func (d *Desk) all() iter.Seq2[ledger.Entry, error] {
	return func(yield func(ledger.Entry, error) bool) {
		for e, err := range d.Ledger.All(context.Background()) {
			if err == nil && d.event != "" && e.EventID != d.event {
				continue
			}
			if !yield(e, err) {
				return
			}
		}
	}
}

// last returns the last version of every entry, in the order of issue.
func (d *Desk) last() ([]ledger.Entry, error) {
	type who struct {
		event, attendee string
		kind            paper.Kind
	}
	place := map[who]int{}
	var last []ledger.Entry
	for e, err := range d.all() {
		if err != nil {
			return nil, err
		}
		w := who{e.EventID, e.AttendeeID, e.Kind}
		if at, ok := place[w]; ok {
			last[at] = e
			continue
		}
		place[w] = len(last)
		last = append(last, e)
	}
	return last, nil
}

// unknown returns the error about a word that is neither an id nor a number.
// People often type the name, so names are searched for it.
func (d *Desk) unknown(what string, last []ledger.Entry) error {
	for _, e := range last {
		if !e.Forgotten.IsZero() && e.Number == credential.DeriveNumber(d.Keys.ID, e.EventID, e.Kind, what, e.Version) {
			return fault.New(fmt.Sprintf("%q was forgotten on %s", what, e.Forgotten.Format(time.DateOnly)),
				"what was issued is still known by its number: "+e.Number.String())
		}
	}
	hint := "ids are in the attendee list, numbers below the QR code; list both with: lanyard status"
	var ids []string
	for _, e := range last {
		if strings.EqualFold(e.Name, what) && !slices.Contains(ids, e.AttendeeID) {
			ids = append(ids, e.AttendeeID)
		}
	}
	switch {
	case len(ids) == 1:
		hint = "that is the name; the id is " + ids[0]
	case len(ids) > 1:
		hint = fmt.Sprintf("%d people have that name; their ids are %s", len(ids), strings.Join(ids, ", "))
	}
	return fault.New(fmt.Sprintf("nothing was issued under %q", what), hint)
}

// Change sets the state of entries, all or none, and returns the entries that
// had it already.
func (d *Desk) Change(to ledger.State, reason string, entries []ledger.Entry) (already []ledger.Entry, err error) {
	if err := d.clock(); err != nil {
		return nil, err
	}
	var numbers []credential.Number
	for _, e := range entries {
		if e.State == to {
			already = append(already, e)
			continue
		}
		numbers = append(numbers, e.Number)
	}
	do := map[ledger.State]func(string, ...credential.Number) error{
		ledger.Revoked: d.Ledger.Revoke, ledger.Suspended: d.Ledger.Suspend, ledger.Valid: d.Ledger.Reinstate,
	}[to]
	if do == nil {
		panic("internal error: nobody sets the state " + to.String())
	}
	if err := do(reason, numbers...); err != nil {
		return nil, err
	}
	return already, d.sealNew()
}

// Row is an entry with its last print.
type Row struct {
	ledger.Entry
	Printed *ledger.Print // the last print; nil: never
}

// Rows returns everything that was issued, in the order of issue, of one event when
// the desk looks at one.
func (d *Desk) Rows() ([]Row, error) {
	if d.Ledger == nil {
		return nil, errNothing
	}
	prints, err := d.Ledger.LastPrints()
	if err != nil {
		return nil, err
	}
	var rows []Row
	for e, err := range d.all() {
		if err != nil {
			return nil, err
		}
		row := Row{Entry: e}
		if p, ok := prints[e.Number]; ok {
			row.Printed = &p
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// Signed returns the hashes of the tokens that a key has signed and for which
// before returns true. They go into its allow-list.
func (d *Desk) Signed(id credential.KeyID, before func(ledger.Entry) bool) ([][32]byte, error) {
	var hashes [][32]byte
	if d.Ledger == nil {
		return nil, nil
	}
	for e, err := range d.Ledger.All(context.Background()) {
		if err != nil {
			return nil, err
		}
		if e.KeyID == id && before(e) {
			hashes = append(hashes, e.TokenHash)
		}
	}
	return hashes, nil
}

// Check walks the whole chain and returns its head. Open has already compared
// the ledger with the signed head.
func (d *Desk) Check(ctx context.Context) (ledger.Head, error) {
	if d.Ledger == nil {
		return ledger.Head{}, errNothing
	}
	return d.Ledger.Check(ctx)
}
