package main

import (
	"context"
	"crypto/rand"
	"fmt"

	"lanyard/internal/work/designer"
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
	if *port < 0 || *port > 65535 {
		return usageFault(fmt.Sprintf("there is no port %d", *port),
			"ports are numbers from 1 to 65535; 0 takes any that is free")
	}
	err = designer.Serve(ctx, designer.Options{Dir: eventDir(rest), Port: *port, Random: rand.Reader, Now: w.now},
		func(url string) {
			w.printf("serving this page until you press Ctrl+C:")
			fmt.Fprintln(w.stdout, url)
		})
	if err == nil {
		w.printf("stopped")
	}
	return err
}
