package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"
	"time"

	"lanyard/internal/base/source"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/discover"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/trust/registry"
)

// keyChange is a command that changes keys, with the options that all of them
// have.
type keyChange struct {
	*options
	desk *registry.Options
}

func (o *options) keyChange(ctx context.Context, w *world) keyChange {
	d := o.desk(ctx, w)
	d.Mend = true
	o.StringVar(&d.Root, "root", "", "`FILE` of the root key; needed when it is kept apart, as it should be")
	return keyChange{o, d}
}

// do opens the desk of the event in dir, lets f change its keys, and saves them.
func (c keyChange) do(w *world, dir string, f func(*registry.Desk) error) (err error) {
	desk, err := registry.Open(dir, *c.desk)
	if err != nil {
		return err
	}
	defer func() { err = joined(err, desk.Close()) }()
	if desk.Keys == nil {
		return usageFault(fmt.Sprintf("there are no keys in %q yet", dir),
			"make them with: lanyard keys make"+argument(dir))
	}
	if err := f(desk); err != nil {
		return err
	}
	if err := desk.Keys.Save(); err != nil {
		return err
	}
	if err := desk.Seal(); err != nil {
		return err
	}
	used(dir)
	return nil
}

func rotateKeys(ctx context.Context, w *world, o *options, args []string) error {
	c := o.keyChange(ctx, w)
	keep := c.String("keep-until", "",
		"let the previous keys sign until the end of `DATE`, like 2027-01-31, instead of retiring them")
	rest, err := c.parse(args, 0, 1)
	if err != nil {
		return err
	}
	until, err := dateNamed("keep-until", *keep)
	if err != nil {
		return err
	}
	if !until.IsZero() && until.Before(w.now.Truncate(day)) {
		return usageFault(fmt.Sprintf("-keep-until %s has passed", *keep),
			"leave it out to retire the previous keys at once")
	}
	return c.do(w, eventDir(rest), func(d *registry.Desk) error {
		if err := d.Keys.Rotate(rand.Reader, w.now, until); err != nil {
			return err
		}
		w.printf("the key %s signs from now on", d.Keys.Signing.Public().ID())
		w.hintf("make a new backup with: lanyard keys export FILE%s; then publish with: lanyard site%s",
			argument(eventDir(rest)), argument(eventDir(rest)))
		return nil
	})
}

func retireKey(ctx context.Context, w *world, o *options, args []string) error {
	c := o.keyChange(ctx, w)
	rest, err := c.parse(args, 1, 2)
	if err != nil {
		return err
	}
	dir := eventDir(rest[1:])
	return c.do(w, dir, func(d *registry.Desk) error {
		id, err := keyNamed(d, rest[0])
		if err != nil {
			return err
		}
		if err := d.Keys.Retire(id, w.now); err != nil {
			return err
		}
		w.printf("the key %s does not sign any more; what it has signed stays valid", id)
		w.hintf("publish this with: lanyard site%s; you may then destroy %s/sign-%s.key", argument(dir),
			discover.KeysDir, id)
		return nil
	})
}

func compromisedKey(ctx context.Context, w *world, o *options, args []string) error {
	c := o.keyChange(ctx, w)
	before := c.String("before", "",
		"keep valid only what was issued before `DATE`, like 2027-01-31; everything else must be issued again")
	rest, err := c.parse(args, 1, 2)
	if err != nil {
		return err
	}
	moment, err := dateNamed("before", *before)
	if err != nil {
		return err
	}
	dir := eventDir(rest[1:])
	return c.do(w, dir, func(d *registry.Desk) error {
		id, err := keyNamed(d, rest[0])
		if err != nil {
			return err
		}
		left := 0
		tokens, err := d.Signed(id, func(e ledger.Entry) bool {
			kept := moment.IsZero() || e.IssuedAt.Before(moment)
			if !kept {
				left++
			}
			return kept
		})
		if err != nil {
			return err
		}
		if err := d.Keys.Compromised(id, tokens, rand.Reader, w.now); err != nil {
			return err
		}
		w.printf("the key %s is not trusted any more: of what it has signed, only %s that the ledger knows stay valid",
			id, plural(len(tokens), "paper", "papers"))
		if left > 0 {
			w.printf("%s issued on or after %s and not trusted any more; give each a new one with: lanyard reissue ID",
				plural(left, "number was", "numbers were"), *before)
		}
		w.printf("the key %s signs from now on", d.Keys.Signing.Public().ID())
		w.hintf("publish this at once with: lanyard site%s; until then verifiers trust the stolen key", argument(dir))
		return nil
	})
}

// keyNamed returns the one key of the issuer document whose id begins with text.
func keyNamed(d *registry.Desk, text string) (credential.KeyID, error) {
	var found []credential.KeyID
	for _, k := range d.Keys.Issuer.Keys {
		if id := k.Public.ID(); text != "" && strings.HasPrefix(id.String(), strings.ToLower(text)) {
			found = append(found, id)
		}
	}
	switch len(found) {
	case 0:
		return credential.KeyID{}, usageFault(fmt.Sprintf("no key begins with %s", source.Quote(text)),
			"see the keys with: lanyard keys list")
	case 1:
		return found[0], nil
	}
	return credential.KeyID{}, usageFault(fmt.Sprintf("%d keys begin with %s", len(found), source.Quote(text)),
		"give more digits of the one you mean")
}

// dateNamed parses the date of an option; it returns zero when the option is
// left out.
func dateNamed(option, text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return t, usageFault(fmt.Sprintf("-%s takes a date, not %s", option, source.Quote(text)),
			"write it like 2027-01-31")
	}
	return t, nil
}
