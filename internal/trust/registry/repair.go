package registry

import (
	"context"
	"time"

	"lanyard/internal/trust/ledger"
)

// easternmost is how far the day of a paper may be ahead of the time in UTC: in
// the time zone UTC+14 it is tomorrow already.
const easternmost = 14 * time.Hour

// Repaired is what Repair has found and done.
type Repaired struct {
	Head     ledger.Head
	Unsigned int64          // rows that a run had recorded and not signed
	Ahead    time.Time      // when the last change was, if that has not come yet; else zero
	Document bool           // the issuer document was of such a day, and was signed again
	Papers   []ledger.Entry // valid papers that bear such a day; only a new number helps
}

// Repair signs the ledger, which must be whole, as of now: after a run that could
// not sign what it had recorded, and as the way back from a day that has not come
// yet. Rows stay as they are. An issuer document of such a day is signed again,
// which takes the root key. Publish then replaces the status lists.
func (d *Desk) Repair(ctx context.Context) (*Repaired, error) {
	if d.Ledger == nil || d.Keys == nil {
		return nil, errNothing
	}
	head, err := d.Ledger.Check(ctx)
	if err != nil {
		return nil, err
	}
	r := &Repaired{Head: head, Unsigned: d.unsigned}
	if d.signed.After(d.now.Add(clockSlack)) {
		r.Ahead = d.signed
	}
	last, err := d.last()
	if err != nil {
		return nil, err
	}
	for _, e := range last {
		if e.State == ledger.Valid && e.IssuedAt.After(d.now.Add(easternmost)) {
			r.Papers = append(r.Papers, e)
		}
	}
	if r.Document, err = d.Keys.Return(d.now); err != nil {
		return nil, err
	}
	if err := d.Keys.Save(); err != nil {
		return nil, err
	}
	d.signed = time.Time{} // by this clock it was never
	return r, d.seal()
}
