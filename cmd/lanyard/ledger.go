package main

import (
	"context"
	"fmt"

	"lanyard/internal/base/source"
	"lanyard/internal/trust/registry"
)

func runLedger(ctx context.Context, w *world, args []string) (err error) {
	o := w.options("ledger", "check [DIR]",
		`Ledger check reads the whole ledger of the event in DIR. It checks whether a row was edited, removed or
inserted, and whether this is the ledger whose head the keys have signed, not an old copy.`)
	accept := o.Bool("accept-ledger", false, "accept this ledger from now on, and sign its head")
	rest, err := o.parse(args, 1, 2)
	if err != nil {
		return err
	}
	if rest[0] != "check" {
		return usageFault(fmt.Sprintf("ledger has no subcommand %s", source.Quote(rest[0])),
			"write ledger check, and then the event's folder")
	}
	desk, err := registry.Open(eventDir(rest[1:]), registry.Options{Now: w.now, AcceptLedger: *accept})
	if err != nil {
		return err
	}
	defer func() { err = joined(err, desk.Close()) }()
	head, err := desk.Check(ctx)
	if err != nil {
		return err
	}
	if *accept {
		if err := desk.Seal(); err != nil {
			return err
		}
	}
	fmt.Fprintln(w.stdout, head)
	w.printf("the ledger is sound: %s, none changed since it was written, and the last one is signed",
		plural(int(head.Seq), "row", "rows"))
	return nil
}
