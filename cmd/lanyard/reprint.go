package main

import (
	"context"
	"errors"
	"time"

	"lanyard/internal/work/batch"
)

func runReprint(ctx context.Context, w *world, args []string) error {
	o := w.options("reprint", "ID",
		`Reprint writes the badge of the person with this id into out/reprint-ID.pdf, with the number it has: after it
was torn, or stained, or lost where nobody finds it. When somebody else may wear a lost one, reissue instead:
then its number is superseded.`)
	j := batch.Job{Now: w.now, Options: batch.Options{Again: true, Yes: true}} // naming a single person is confirmation enough
	o.StringVar(&j.Dir, "dir", ".", "the event's folder is `DIR`")
	o.StringVar(&j.Only, "only", "badges", "print `badges|certificates` again; a certificate has its own file already")
	o.IntVar(&j.Start, "start", 0, startAbout)
	o.StringVar(&j.Out, "out", "", "write into `DIR` instead of the event's out folder")
	o.deskOf(ctx, w, &j)
	yes := o.Bool("yes", false, yesAbout)
	rest, err := o.parse(args, 1, 1)
	if err != nil {
		return err
	}
	if err := onlyPapers(j.Only); err != nil {
		return err
	}
	j.One = rest[0]
	j.Confirm = w.confirm(ctx, j.Dir, *yes)
	began := time.Now()
	report, err := batch.Make(ctx, j)
	w.problems(report)
	if err != nil {
		return errors.Join(ctx.Err(), w.stopped(report, err))
	}
	papersDrawn(j.Dir)
	w.summary(report, j, time.Since(began))
	return nil
}
