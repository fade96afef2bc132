package registry

import (
	"context"
	"path/filepath"

	"lanyard/internal/base/fault"
	"lanyard/internal/trust/discover"
	"lanyard/internal/trust/publish"
)

// errKeyless is the error of a desk without keys.
var errKeyless = fault.New("there are no keys here yet", "make them with: lanyard make; or name the event's folder")

func (d *Desk) publisher() *publish.Publisher {
	return &publish.Publisher{Keys: d.Keys, Ledger: d.Ledger, Dir: d.dir, Now: d.now, Brand: d.brand}
}

func (d *Desk) siteDir() string { return filepath.Join(d.dir, discover.SiteDir) }

// maySign returns the fault of a desk that has no keys, or a clock that is behind.
func (d *Desk) maySign() error {
	if d.Keys == nil {
		return errKeyless
	}
	return d.clock()
}

// Lists returns every signed status list, by the last part of its address.
func (d *Desk) Lists(ctx context.Context, t publish.Terms) (map[string][]byte, error) {
	if err := d.maySign(); err != nil {
		return nil, err
	}
	return d.publisher().Lists(ctx, t)
}

// Files returns the site as Publish would write it now, by name, without compressed forms.
func (d *Desk) Files(ctx context.Context, t publish.Terms) (map[string][]byte, error) {
	if err := d.maySign(); err != nil {
		return nil, err
	}
	return d.publisher().Files(ctx, t)
}

// Publish writes the verification site to the folder out or, when out is empty, to the site folder of the event or the
// issuer: see publish.Publisher.Publish. An issuer that has not taken in one of its events publishes nothing.
func (d *Desk) Publish(ctx context.Context, out string, t publish.Terms) (*publish.Site, error) {
	if d.Keys == nil {
		return nil, errKeyless
	}
	if err := discover.AllTaken(d.dir); err != nil {
		return nil, err
	}
	if err := d.maySign(); err != nil {
		return nil, err
	}
	return d.publisher().Publish(ctx, out, t)
}
