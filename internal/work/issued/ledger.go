package issued

import (
	"context"
	"errors"
	"path/filepath"
	"time"

	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/trust/maillog"
	"lanyard/internal/trust/registry"
	"lanyard/internal/work/owner"
)

// Soundness is what a check of the whole ledger found, when nothing was wrong.
type Soundness struct {
	Head      string `json:"head"`
	Rows      int    `json:"rows"`
	Forgotten int    `json:"forgotten"` // rows without their text, of people who were forgotten
	Unsigned  int    `json:"unsigned"`  // rows at the end that the signed head does not cover
}

// CheckLedger reads the whole ledger, as lanyard ledger check does. A ledger that was edited, cut or replaced is an
// error.
func (e Event) CheckLedger(ctx context.Context) (out Soundness, err error) {
	err = e.withDesk(registry.Options{Reads: true}, func(d *registry.Desk) error {
		head, err := d.Check(ctx)
		if err != nil {
			return err
		}
		out.Head, out.Rows, out.Unsigned = head.String(), int(head.Seq), int(d.Unsigned())
		out.Forgotten, err = d.Ledger.Tombstones(ctx)
		return err
	})
	return out, err
}

// Delivery is a letter and what became of it, with the person from the ledger. A person who is on no paper any more has
// no name.
type Delivery struct {
	ID      string        `json:"id"`
	Name    string        `json:"name"`
	Kind    string        `json:"kind"`
	Number  string        `json:"number"`
	State   maillog.State `json:"state"`
	Code    int           `json:"code,omitempty"`
	Status  string        `json:"status,omitempty"`
	At      time.Time     `json:"at"`
	Handed  int           `json:"handed"` // how often it was handed over
	Message string        `json:"message"`
}

// Deliveries returns what became of each letter of the event. It takes no lock, so that it also answers while letters
// are sent. Without a record of letters there are none.
func (e Event) Deliveries(ctx context.Context) (rows []Delivery, err error) {
	path := filepath.Join(e.Dir, maillog.File)
	rows = []Delivery{}
	if !maillog.Exists(path) {
		return rows, nil
	}
	log, err := maillog.Open(path, e.Now)
	if err != nil {
		return nil, err
	}
	all, err := log.All()
	if err = errors.Join(err, log.Close()); err != nil {
		return nil, err
	}
	view, err := owner.View(e.Dir)
	if err != nil {
		return nil, err
	}
	holders := map[credential.Number]ledger.Entry{}
	err = registry.Read(e.Dir, func(l *ledger.Ledger) error {
		for one, err := range l.All(ctx) {
			if err != nil {
				return err
			}
			if view == "" || one.EventID == view {
				holders[one.Number] = one
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, d := range all {
		one := holders[d.Number]
		rows = append(rows, Delivery{one.AttendeeID, one.Name, one.Kind.String(), d.Number.String(), d.State, d.Code,
			d.Status, d.At, d.Handed, d.Message})
	}
	return rows, nil
}

// Mail is what a page shows of the letters of an event.
type Mail struct {
	Counts map[string]int `json:"counts"` // by state
	Rows   []Delivery     `json:"rows"`   // the first MaxListed, those that did not arrive first
	Total  int            `json:"total"`
}

// Mail returns the letters of the event as a page shows them.
func (e Event) Mail(ctx context.Context) (Mail, error) {
	all, err := e.Deliveries(ctx)
	out := Mail{map[string]int{}, []Delivery{}, len(all)}
	arrived := []Delivery{}
	for _, d := range all {
		out.Counts[d.State.String()]++
		if d.State == maillog.Accepted {
			arrived = append(arrived, d)
		} else {
			out.Rows = append(out.Rows, d)
		}
	}
	out.Rows = append(out.Rows, arrived...)
	out.Rows = out.Rows[:min(len(out.Rows), MaxListed)]
	return out, err
}
