package registry

import (
	"path/filepath"

	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/discover"
	"lanyard/internal/trust/ledger"
)

// Folders returns the folders of the events that share the ledger: of all that an issuer has, else of the one.
func (d *Desk) Folders() (all []string) {
	for _, event := range discover.Events(d.dir) {
		all = append(all, filepath.Join(d.dir, event))
	}
	return all
}

// Holding returns every version of every paper of the people who hold entries, in the order of issue.
func (d *Desk) Holding(entries []ledger.Entry) (all []ledger.Entry, err error) {
	people := map[ledger.Holder]bool{}
	for _, e := range entries {
		people[holderOf(e)] = true
	}
	for e, err := range d.all() {
		if err != nil {
			return nil, err
		}
		if people[holderOf(e)] {
			all = append(all, e)
		}
	}
	return all, nil
}

// Ended returns every paper of the events looked at that ended before a day, as days since 1970-01-01, in the order of
// issue, but for those that are forgotten. unread counts papers whose token does not say when, or is of a later
// version.
func (d *Desk) Ended(before int) (all []ledger.Entry, unread int, err error) {
	if d.Ledger == nil || d.Keys == nil {
		return nil, 0, errNothing
	}
	for e, err := range d.all() {
		if err != nil {
			return nil, 0, err
		}
		if !e.Forgotten.IsZero() {
			continue
		}
		last, ok := lastDay(e.Token, d.Keys.Issuer)
		switch {
		case !ok:
			unread++
		case last < before:
			all = append(all, e)
		}
	}
	return all, unread, nil
}

// lastDay returns the last day of the event that a token is about.
func lastDay(t credential.Token, i *credential.Issuer) (day int, ok bool) {
	if t.IsCompact() {
		var err error
		if t, err = credential.Expand(t, i); err != nil {
			return 0, false
		}
	}
	for _, k := range i.Keys {
		c, err := credential.Open(t, k.Public)
		if err != nil {
			continue
		}
		if c.EventRef == 0 {
			return max(c.FirstDay, c.LastDay), true
		}
		known := i.EventsOf(&k)
		if e, ok := known.Entries[c.EventRef]; ok {
			return max(e.FirstDay, e.LastDay), true
		}
		e, ok := known.Events[c.EventRef]
		return max(e.FirstDay, e.LastDay), ok
	}
	return 0, false
}

// Forget takes everything personal about the people who hold entries out of the ledger, and returns the number of
// rows that have lost a text. What they hold verifies as before. An entry that is forgotten has a time in
// ledger.Entry.Forgotten and no token: whatever is published about single papers leaves it out.
func (d *Desk) Forget(entries []ledger.Entry) (rows int, err error) {
	if err := d.clock(); err != nil {
		return 0, err
	}
	var people []ledger.Holder
	seen := map[ledger.Holder]bool{}
	for _, e := range entries {
		if who := holderOf(e); !seen[who] {
			seen[who] = true
			people = append(people, who)
		}
	}
	if rows, err = d.Ledger.Forget(people...); err != nil {
		return rows, err
	}
	return rows, d.sealNew()
}

func holderOf(e ledger.Entry) ledger.Holder {
	return ledger.Holder{EventID: e.EventID, AttendeeID: e.AttendeeID}
}
