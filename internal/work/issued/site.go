package issued

import (
	"context"
	"path/filepath"
	"time"

	"lanyard/internal/base/fault"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/discover"
	"lanyard/internal/trust/keyring"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/trust/publish"
	"lanyard/internal/trust/registry"
	"lanyard/internal/work/owner"
	"lanyard/internal/work/site"
)

// day is the unit of the ages of a site.
const day = 24 * time.Hour

// Site is how old the verification page of an event is, and which keys sign.
type Site struct {
	Host    string     `json:"host"`
	Written *time.Time `json:"written"` // nil: never
	Expires *time.Time `json:"expires"`
	Days    int        `json:"days"`    // since it was written
	Changed int        `json:"changed"` // papers issued or revoked since
	Issued  int        `json:"issued"`
	Keys    bool       `json:"keys"`
	Dir     string     `json:"dir"`
	All     []keyState `json:"all"`
	Broken  string     `json:"broken,omitempty"` // what is wrong with the keys
}

// Site returns the state of the site. Without a ledger, nothing was issued or revoked since it was written.
func (e Event) Site(ctx context.Context) (Site, error) {
	out := Site{All: []keyState{}}
	if found, err := owner.ReadEvent(e.Dir); err == nil {
		out.Host = found.Issuer.Verify
	}
	if home, err := discover.Home(e.Dir); err == nil {
		out.Keys, out.Dir = discover.Has(home, discover.KeysDir), home
		if out.Keys {
			if all, err := keysOf(home, e.Now()); err != nil {
				out.Broken = err.Error()
			} else {
				out.All = all
			}
		}
	}
	written := site.Written(e.Dir)
	if !written.IsZero() {
		expires := written.Add(publish.Lifetime)
		out.Written, out.Expires, out.Days = &written, &expires, int(e.Now().Sub(written)/day)
	}
	err := registry.Read(e.Dir, func(l *ledger.Ledger) error {
		out.Issued, out.Changed = 0, 0
		for one, err := range l.All(ctx) {
			if err != nil {
				return err
			}
			out.Issued++
			if one.Since.After(written) || one.IssuedAt.After(written) {
				out.Changed++
			}
		}
		return nil
	})
	return out, unlessNone(err)
}

// keyState is a signing key of the event.
type keyState struct {
	ID    string    `json:"id"`
	From  time.Time `json:"from"`
	To    time.Time `json:"to"` // the last moment at which it may sign
	State string    `json:"state"`
}

// keysOf returns the signing keys in a folder, and what is wrong with it.
func keysOf(home string, now time.Time) (all []keyState, err error) {
	ring, err := keyring.OpenWithout(filepath.Join(home, discover.KeysDir))
	if err != nil {
		return nil, err
	}
	for _, k := range ring.PublicKeys() {
		one := keyState{k.Public.ID().String(), k.NotBefore, k.NotAfter, "signs"}
		switch {
		case k.State == credential.KeyCompromised:
			one.State = "stolen"
		case !k.NotAfter.IsZero() && k.NotAfter.Before(now):
			one.State = "ended"
		case !k.Private:
			one.State = "elsewhere"
		}
		all = append(all, one)
	}
	return all, nil
}

// Issuer returns the folder of the issuer directly above an event that has keys of its own: it can take the event in.
// It is empty for any other event.
func (e Event) Issuer() string {
	above := filepath.Dir(e.Dir)
	if discover.IsIssuer(above) && discover.Has(e.Dir, discover.KeysDir) {
		return above
	}
	return ""
}

// Adopt takes the event into the folder of its issuer, home, as lanyard adopt does. The error has a hint if there is
// none.
func (e Event) Adopt(ctx context.Context) (home string, a *registry.Adopted, err error) {
	home = e.Issuer()
	if home == "" {
		return "", nil, fault.New("no issuer's folder contains this event, or it has no keys of its own",
			"move the event's folder into that of the issuer first")
	}
	if _, err := owner.ReadAlone(e.Dir, home); err != nil {
		return "", nil, err
	}
	a, err = registry.Adopt(ctx, home, e.Dir, registry.Options{Now: e.Now()})
	return home, a, err
}
