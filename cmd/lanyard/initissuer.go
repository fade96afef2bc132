package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"lanyard/internal/trust/discover"
	"lanyard/internal/work/create"
)

// initIssuer makes the folder of an issuer.
func (w *world) initIssuer(ctx context.Context, dir string, s create.Facts) error {
	if s.Title+s.Start+s.End+s.Languages+s.ListName != "" || s.Invented > 0 {
		return usageFault("-events makes the folder of an issuer, and of the other options only -issuer and -verify go with it",
			"give the facts of an event when you make one: lanyard init "+filepath.Join(dir, "EVENT"))
	}
	for _, name := range []string{discover.IssuerToml, "event.toml"} {
		path := filepath.Join(dir, name)
		_, err := os.Lstat(path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return fmt.Errorf("making issuer: %w", err)
		case name == "event.toml":
			return usageFault(fmt.Sprintf("there is an event in %q, and an issuer's folder holds events in folders of their own",
				dir), "name another folder; to take this event into it: lanyard adopt"+argument(dir))
		default:
			return usageFault(fmt.Sprintf("there is a file %q already", path), "make an event in it with: lanyard init "+
				filepath.Join(dir, "EVENT"))
		}
	}
	if up := filepath.Join(dir, ".."); discover.IsIssuer(up) {
		return usageFault(fmt.Sprintf("%q lies in the folder of an issuer, and issuers have no issuers", dir),
			"name a folder outside it")
	}
	if w.interactive {
		in := bufio.NewReader(w.stdin)
		if s.Issuer == "" {
			if err := w.askText(ctx, in, &s.Issuer, "organisation that certifies"); err != nil {
				return err
			}
		}
		if s.Verify == "" {
			if err := w.askText(ctx, in, &s.Verify, "host of the verification page, like verify.example.org"); err != nil {
				return err
			}
		}
	}
	if err := asUsage(s.IssuerFolder(dir)); err != nil {
		return err
	}
	w.printf("made the folder of an issuer in %s", dir)
	if s.Issuer == "" || s.Verify == "" {
		w.hintf("change %s, then: lanyard init %s", filepath.Join(dir, discover.IssuerToml), filepath.Join(dir, "EVENT"))
		return nil
	}
	w.hintf("make an event in it with: lanyard init %s", filepath.Join(dir, "EVENT"))
	return nil
}
