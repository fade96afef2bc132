package main

import (
	"context"

	"lanyard/internal/work/batch"
)

func runIssue(ctx context.Context, w *world, args []string) error {
	o := w.options("issue", "[DIR]",
		`Issue gives everybody on the list a number who has none, as make does, and makes no file. It is for a run that is
spread over machines: issue where the keys are, copy the event's folder without keys to the others or share it,
make a shard on each, copy what is in out back, and merge:

  lanyard issue congress
  lanyard make -shard 1/4 congress        on the first machine, 2/4 on the second, and so on
  lanyard merge congress                  where the keys are`)
	j := batch.Job{Now: w.now}
	o.StringVar(&j.Only, "only", "", "give numbers only to `badges|certificates`")
	yes := o.Bool("yes", false, yesAbout)
	o.BoolVar(&j.Checked, "checked", false, "leave out what lanyard check has just done: to lay out everything; a shard "+
		"stops at what it would have found")
	o.IntVar(&j.Workers, "jobs", 0, "check on `N` workers; 0 is one per processor")
	list := o.list()
	o.jsonOption(w, "progress, problems, and counts of new numbers")
	o.signing(ctx, w, &j)
	rest, err := o.parse(args, 0, 1)
	if err != nil {
		return err
	}
	if err := onlyPapers(j.Only); err != nil {
		return err
	}
	j.Dir = eventDir(rest)
	if err := w.giveList(ctx, *list, &j); err != nil {
		return err
	}
	bar := w.bar()
	j.Progress = bar.show
	j.Confirm = w.confirm(ctx, j.Dir, *yes)
	j.Yes, j.Ask = *yes, w.askDoubts(ctx)
	report, err := batch.Issue(ctx, j)
	bar.clear()
	w.problems(report)
	w.events.result(newMade(report))
	if err != nil {
		return w.stopped(report, err)
	}
	used(j.Dir)
	w.newKeys(report)
	w.numbers(report, j.Dir)
	w.printf("%s can be made, at once or in shards", plural(report.People, "person", "people"))
	return w.undecided(report)
}
