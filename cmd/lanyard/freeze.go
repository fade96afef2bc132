package main

import (
	"context"

	"lanyard/internal/trust/publish"
)

func runFreeze(ctx context.Context, w *world, args []string) error {
	o := w.options("freeze", "[DIR]",
		`Freeze writes the verification page for the last time, when the organiser stops and nobody will publish
any more. Its status lists are valid for a hundred years. From then on every answer names the day of the freeze,
and later revocations have no effect. Run site again to undo it.`)
	out, desk := o.siteOptions(ctx, w)
	rest, err := o.parse(args, 0, 1)
	if err != nil {
		return err
	}
	site, err := w.publish(ctx, eventDir(rest), *out, *desk, publish.Terms{TTL: publish.TTL, Lifetime: publish.Frozen})
	if err != nil {
		return err
	}
	w.printf("its answers stay \"valid, status as of %s\" until %s; revocations no longer reach them",
		w.now.UTC().Format("2006-01-02"), site.Expires.Format("2006-01-02"))
	w.hintf("give verify-archive.html and issuer.cwt to an archive: they verify without any host; " +
		"keep the keys; to undo the freeze: lanyard site")
	return nil
}
