// Package site publishes the verification page of an event or an issuer, and asks what strangers get from it.
package site

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"time"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
	"lanyard/internal/input/issuer"
	"lanyard/internal/trust/discover"
	"lanyard/internal/trust/keyring"
	"lanyard/internal/trust/probe"
	"lanyard/internal/trust/publish"
	"lanyard/internal/trust/registry"
	"lanyard/internal/work/owner"
)

// Published is a site that was written.
type Published struct {
	*publish.Site
	Host string
}

// Publish writes the site of the event or the issuer in dir to the folder out, or to its site folder when out is empty.
// Options.Brand comes from owner.Brand. What the files say about the organiser is added to the terms.
func Publish(ctx context.Context, dir, out string, o registry.Options, t publish.Terms) (p Published, err error) {
	desk, err := registry.Open(dir, o)
	if err != nil {
		return p, err
	}
	defer func() { err = joined(err, desk.Close()) }()
	t = asWritten(dir, t)
	if p.Site, err = desk.Publish(ctx, out, t); err != nil {
		return p, err
	}
	p.Host = desk.Keys.Issuer.Host
	return p, nil
}

// joined returns both errors as one; the hint of the first is kept.
func joined(first, second error) error {
	if first == nil || second == nil {
		return errors.Join(first, second)
	}
	return fmt.Errorf("%w; and then: %w", first, second)
}

// asWritten returns the terms with what the event or the issuer in dir says about itself. If its files are missing or
// wrong, which other verbs report, the terms are unchanged.
func asWritten(dir string, t publish.Terms) publish.Terms {
	var i issuer.Issuer
	if home, err := discover.Home(dir); err == nil && discover.IsIssuer(home) {
		read, err := owner.ReadIssuer(home)
		if err != nil {
			return t
		}
		i = *read
	} else if e, err := owner.ReadEvent(dir); err == nil {
		i = e.Issuer
	} else {
		return t
	}
	t.Organiser = keyring.Organiser{Host: i.Verify, Names: i.Names, Former: i.Former}
	if t.Numbers = publish.NumbersClosed; i.Numbers {
		t.Numbers = publish.NumbersOpen
	}
	return t
}

// Checked is what strangers get from a published site.
type Checked struct {
	Host     string // in the papers
	At       string // the address that was looked at
	Findings []probe.Finding
	Answers  int // files that were asked for
	Unasked  int // record files that were not
}

// Check fetches the published site of the event or the issuer in dir from the address at, or from the one on the papers
// when at is empty, and judges it against the site as it would be written now. It writes nothing.
func Check(ctx context.Context, dir, at string, o registry.Options, t publish.Terms) (c Checked, err error) {
	o.Reads = true
	desk, err := registry.Open(dir, o)
	if err != nil {
		return c, err
	}
	files, err := desk.Files(ctx, asWritten(dir, t))
	if err = joined(err, desk.Close()); err != nil {
		return c, err
	}
	c.Host = desk.Keys.Issuer.Host
	place, err := probe.PlaceOf(cmp.Or(at, "https://"+c.Host))
	if err != nil {
		return c, fault.Wrap(err, err.Error(), "write an address like https://verify.example.org or http://localhost:8000")
	}
	if at != "" {
		place.Plain = false
	}
	c.At = source.Printable(place.Base.String())
	answers, err := probe.Fetch(ctx, place, files)
	if err != nil {
		return c, err
	}
	c.Answers, c.Unasked = len(answers.Files), answers.Unasked
	c.Findings, err = probe.Judge(answers, files, o.Now)
	return c, err
}

// Written returns when a file of the site of the event or the issuer in dir was written last; zero when there is no
// site.
func Written(dir string) (last time.Time) {
	home, err := discover.Home(dir)
	if err != nil {
		return last
	}
	filepath.WalkDir(filepath.Join(home, discover.SiteDir), func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil // what cannot be looked at is as good as not there
		}
		if info, err := d.Info(); err == nil && info.ModTime().After(last) {
			last = info.ModTime()
		}
		return nil
	})
	return last
}
