package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
	"lanyard/internal/input/event"
	"lanyard/internal/trust/discover"
	"lanyard/internal/trust/registry"
	"lanyard/internal/work/owner"
)

func runAdopt(ctx context.Context, w *world, args []string) error {
	o := w.options("adopt", "EVENT",
		`Adopt takes an event that was made alone into the folder of an issuer, so that one verification page serves both.
Its papers stay as they are: numbers, codes and the addresses of their status lists. The keys and the ledger move
into the issuer's; what the event had before is kept in its folder, under before-adoption.

  lanyard init -events acme
  lanyard adopt 2026-water-days -dir acme

The first event gives an issuer without keys its own. For any other, the issuer's root key vouches from now on:
who has pinned the event's own root key is asked to compare the new fingerprint. See lanyard help issuer.`)
	dir := o.String("dir", "", "the issuer's folder is `DIR`; by default the one in which the event lies, or the current one")
	how := o.desk(ctx, w)
	o.StringVar(&how.Root, "root", "", "`FILE` of the issuer's root key, when it is kept apart")
	rest, err := o.parse(args, 1, 1)
	if err != nil {
		return err
	}
	old, home, err := adoption(rest[0], *dir)
	if err != nil {
		return err
	}
	e, err := owner.ReadAlone(old, home)
	if err != nil {
		return err
	}
	if old, err = w.moveInto(old, home); err != nil {
		return err
	}
	a, err := registry.Adopt(ctx, home, old, *how)
	if err != nil {
		return err
	}
	used(home)
	w.adopted(home, old, e, a)
	return nil
}

// adoption returns the folders of the event and of the issuer that takes it in.
func adoption(old, home string) (event, issuer string, err error) {
	if home == "" {
		home = "."
		if up := filepath.Join(old, ".."); discover.IsIssuer(up) {
			home = up
		}
	}
	if !discover.IsIssuer(home) {
		return "", "", usageFault(fmt.Sprintf("%s is not the folder of an issuer", source.Quote(home)),
			"name the issuer's folder with -dir; make one with: lanyard init -events acme")
	}
	if _, err := os.Stat(old); err != nil {
		inside := filepath.Join(home, filepath.Base(old)) // where a killed run has moved it
		if _, err := os.Stat(inside); err != nil {
			return "", "", usageFault(fmt.Sprintf("there is no folder %s", source.Quote(old)), "name the event's folder")
		}
		old = inside
	}
	if discover.IsIssuer(old) {
		return "", "", usageFault(fmt.Sprintf("%s is the folder of an issuer, not of an event", source.Quote(old)),
			"take in its events one by one, or keep the two issuers apart")
	}
	_, err = discover.Home(home)
	return old, home, err
}

// moveInto moves the event's folder into the issuer's, unless it lies there.
func (w *world) moveInto(old, home string) (string, error) {
	inside := filepath.Join(home, filepath.Base(old))
	if same, err := sameFolder(filepath.Join(old, ".."), home); err != nil || same {
		return old, err
	}
	if _, err := os.Lstat(inside); err == nil {
		return "", usageFault(fmt.Sprintf("there is %s already", source.Quote(inside)),
			"give the event's folder another name first")
	}
	if err := os.Rename(old, inside); err != nil {
		return "", fault.New(fmt.Sprintf("the event's folder cannot be moved into the issuer's: %v", err),
			fmt.Sprintf("move it yourself, then: lanyard adopt%s", argument(inside)))
	}
	w.printf("moved %s to %s", old, inside)
	return inside, nil
}

func sameFolder(a, b string) (bool, error) {
	first, err := os.Stat(a)
	if err != nil {
		return false, err
	}
	second, err := os.Stat(b)
	return err == nil && os.SameFile(first, second), err
}

// adopted says what was taken in, and what that means for others.
func (w *world) adopted(home, old string, e *event.Event, a *registry.Adopted) {
	w.printf("took in %s (%s) with %s; numbers, codes and status lists stay as they are", old, e.ID,
		plural(a.Papers, "paper", "papers"))
	if a.Kept != "" {
		w.printf("what it had before is kept in %s: its keys are not needed any more, and stay secret", a.Kept)
	}
	switch {
	case a.Papers == 0 && a.Kept == "":
	case a.First:
		w.printf("its keys are now the issuer's: the fingerprint %s stays", a.Root)
	default:
		w.printf("its own root key was %s; whoever pinned that one is refused the new page until they compare the issuer's fingerprint", a.Root)
		if a.Announced {
			w.hintf("its last issuer document announces the new key: give %s to those people; after lanyard issuers add with that file they can add the new page",
				filepath.Join(a.Kept, discover.KeysDir, "issuer.cwt"))
		} else {
			w.hintf("its root key is not here, so nothing announces the new one; tell those people to type: lanyard issuers remove %s", a.Root.String()[:8])
		}
	}
	if a.Host != "" && a.Host != e.Issuer.Verify {
		w.printf("its papers name %s and the issuer's address is %s: let the first go on leading to the page; the next make gives everybody a new number",
			a.Host, e.Issuer.Verify)
	}
	if n := len(a.Shared); n > 0 {
		w.printf("warning: %s a place in a status list with a paper of another event: when one of the two is revoked, replaced or suspended, "+
			"both read so; these are", plural(n, "paper shares", "papers share"))
		for i, e := range a.Shared {
			if i == mostListed {
				fmt.Fprintf(w.stderr, "  and %d more\n", len(a.Shared)-i)
				break
			}
			fmt.Fprintf(w.stderr, "  %s\n", described(e))
		}
		w.hintf("the address and the place are inside the code, and events that were made alone at one host had the same; a new number has a place of its own")
	}
	w.hintf("publish both with: lanyard site%s", argument(home))
}
