package main

import (
	"context"
	"fmt"
	"time"

	"lanyard/internal/base/source"
	"lanyard/internal/trust/registry"
)

func runLedger(ctx context.Context, w *world, args []string) (err error) {
	o := w.options("ledger", "check|repair [DIR]",
		`Ledger check reads the whole ledger of the event in DIR. It checks whether a row was edited, removed or
inserted, whether this is the ledger whose head the keys have signed, not an old copy, and how many rows the
signed head does not cover.
Ledger repair does the same, and then signs the head as of now: when a run recorded something and could not sign
it, and after something was signed with a clock that was ahead. See lanyard help keys.`)
	how := o.desk(ctx, w)
	o.StringVar(&how.Root, "root", "",
		"`FILE` of the root key; needed for repair when the issuer document is of a day to come")
	rest, err := o.parse(args, 1, 2)
	if err != nil {
		return err
	}
	switch rest[0] {
	case "check":
		return w.checkLedger(ctx, eventDir(rest[1:]), *how)
	case "repair":
		return w.repairLedger(ctx, eventDir(rest[1:]), *how)
	}
	return usageFault(fmt.Sprintf("ledger has no subcommand %s", source.Quote(rest[0])),
		"write ledger check or ledger repair, and then the event's folder")
}

func (w *world) checkLedger(ctx context.Context, dir string, o registry.Options) (err error) {
	o.Reads = !o.AcceptLedger
	desk, err := registry.Open(dir, o)
	if err != nil {
		return err
	}
	defer func() { err = joined(err, desk.Close()) }()
	head, err := desk.Check(ctx)
	if err != nil {
		return err
	}
	if o.AcceptLedger {
		if err := desk.Seal(); err != nil {
			return err
		}
	}
	fmt.Fprintln(w.stdout, head)
	forgotten, err := desk.Ledger.Tombstones(ctx)
	if err != nil {
		return err
	}
	if forgotten > 0 {
		w.printf("%s lost their text when people were forgotten; nothing else in them was changed",
			plural(forgotten, "row", "rows"))
	}
	rows := plural(int(head.Seq), "row", "rows")
	if n := desk.Unsigned(); n > 0 {
		w.printf("the ledger is sound: %s, none changed since it was written; the signed head does not cover the last %d of them", rows, n)
		w.hintf("a run recorded them and could not sign; sign them with: lanyard ledger repair%s", argument(dir))
		return nil
	}
	w.printf("the ledger is sound: %s, none changed since it was written, and the last one is signed", rows)
	return nil
}

func (w *world) repairLedger(ctx context.Context, dir string, o registry.Options) (err error) {
	desk, err := registry.Open(dir, o)
	if err != nil {
		return err
	}
	defer func() { err = joined(err, desk.Close()) }()
	if err := desk.Confirm(o); err != nil {
		return err
	}
	r, err := desk.Repair(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintln(w.stdout, r.Head)
	if r.Unsigned > 0 {
		w.printf("signed %s that a run had recorded and not signed", plural(int(r.Unsigned), "row", "rows"))
	}
	if r.Document {
		w.printf("signed the issuer document again: it was of a day that has not come yet")
	}
	for i, e := range r.Papers {
		if i == mostListed {
			w.printf("and %d more papers", len(r.Papers)-i)
			break
		}
		w.printf("%s says that it was issued on %s; for a new one: lanyard reissue%s", described(e),
			e.IssuedAt.Format(time.DateOnly), argument(e.AttendeeID))
	}
	if r.Ahead.IsZero() {
		w.printf("the ledger is whole, and its head is signed as of now")
		return nil
	}
	w.printf("the last change had the time %s; the head of the ledger is signed as of now instead",
		r.Ahead.Format(time.RFC3339))
	w.hintf("publish new status lists with: lanyard site%s; whoever has seen those of that day meanwhile may keep them until then", argument(dir))
	return nil
}
