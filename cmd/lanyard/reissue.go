package main

import (
	"context"
	"errors"

	"lanyard/internal/work/batch"
)

func runReissue(ctx context.Context, w *world, args []string) error {
	o := w.options("reissue", "ID",
		`Reissue gives the person with this id a new number, from the list as it is now: after a typo was corrected,
after a loss, or after a number was revoked by mistake. The number before is superseded: who verifies it
reads that a corrected one exists. The next make prints the new one.`)
	j := batch.Job{Now: w.now, Options: batch.Options{Yes: true}} // naming a single person is confirmation enough
	o.StringVar(&j.Dir, "dir", ".", "the event's folder is `DIR`")
	only := o.String("only", "", "act only on the `badge|certificate`")
	o.StringVar(&j.Desk.Root, "root", "", "the root key is in `FILE`")
	o.deskOf(ctx, w, &j)
	rest, err := o.parse(args, 1, 1)
	if err != nil {
		return err
	}
	kind, err := kindNamed(*only)
	if err != nil {
		return err
	}
	if kind != nil {
		j.Only = kind.String() + "s"
	}
	j.One = rest[0]
	replaced, report, err := batch.Reissue(ctx, j)
	if errors.Is(err, batch.ErrProblems) {
		w.problems(report)
		w.errorf("the list has problems; nothing was issued")
		return exitError(exitFailed)
	}
	if err != nil {
		return err
	}
	for _, r := range replaced {
		w.printf("issued %s in place of %s", described(r.New), r.Old.Number)
	}
	w.printf("print it with: lanyard make%s -one %s", argument(j.Dir), j.One)
	w.unpublished(j.Dir)
	return nil
}
