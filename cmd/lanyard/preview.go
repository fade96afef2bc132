package main

import (
	"context"
	"crypto/rand"
	"fmt"

	"lanyard/internal/preview"
)

func runPreview(ctx context.Context, w *world, args []string) error {
	o := w.options("preview", "[DIR]", "Preview opens a page, for this machine alone, with the badges and certificates of the event as they\nwill be printed. It follows what is saved in the folder. It reads no keys and issues nothing; stop it\nwith Ctrl+C.")
	port := o.Int("port", 0, "listen on this `port` of the loopback interface; 0 is any that is free")
	rest, err := o.parse(args, 0, 1)
	if err != nil {
		return err
	}
	if *port < 0 || *port > 65535 {
		return &usageError{fmt.Sprintf("there is no port %d", *port), "ports are numbers from 1 to 65535; 0 takes any that is free"}
	}
	options := preview.Options{Dir: folder(rest), Port: *port, Random: rand.Reader, Now: w.now}
	err = preview.Serve(ctx, options, func(url string) {
		w.printf("the event is shown on this page until you press Ctrl+C:")
		fmt.Fprintln(w.stdout, url)
	})
	if err == nil {
		w.printf("stopped")
	}
	return err
}
