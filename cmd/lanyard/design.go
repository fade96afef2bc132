package main

import (
	"context"
	"crypto/rand"

	"lanyard/internal/work/designer"
	"lanyard/internal/work/local"
)

func runDesign(ctx context.Context, w *world, args []string) error {
	o := w.options("design", "[DIR]",
		"Design serves a page, to this machine only, on which the designs of the event's badges and certificates are changed "+
			"by hand: boxes are moved over the real picture of a paper. Each change is written at once, as a readable "+
			"change of the template's file, and can be undone. Stop it with Ctrl+C.")
	port := o.Int("port", 0, "listen on port `N` of the loopback interface; 0: any free port")
	rest, err := o.parse(args, 0, 1)
	if err != nil {
		return err
	}
	if err := checkPort(*port); err != nil {
		return err
	}
	options := designer.Options{Options: local.Options{Port: *port, Random: rand.Reader}, Dir: eventDir(rest),
		Now: w.now}
	return w.untilStopped("serving this page until you press Ctrl+C:", func(ready func(string)) error {
		return designer.Serve(ctx, options, ready)
	}, nil)
}
