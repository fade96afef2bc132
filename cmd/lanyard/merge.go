package main

import (
	"context"
	"strings"
	"time"

	"lanyard/internal/work/batch"
)

func runMerge(ctx context.Context, w *world, args []string) error {
	o := w.options("merge", "[DIR]",
		`Merge joins the shards of a run, which make -shard has made and which lie in DIR/out: the folders shard-1-of-4 and
so on. Certificates come together in out/certificates; badges stay a file a shard, badges-1-of-4.pdf and so on.
Nothing is changed when a shard is missing, or was made from another list or ledger than the one here.`)
	j := batch.Job{Now: w.now}
	o.StringVar(&j.Out, "out", "", "the shards are in `DIR` instead of the event's out folder")
	o.IntVar(&j.Workers, "jobs", 0, "read on `N` workers; 0 is one per processor")
	list := o.list()
	o.jsonOption(w, "progress, problems, and counts of what was joined")
	o.deskOf(ctx, w, &j)
	rest, err := o.parse(args, 0, 1)
	if err != nil {
		return err
	}
	j.Dir = eventDir(rest)
	if err := w.giveList(ctx, *list, &j); err != nil {
		return err
	}
	began := time.Now()
	bar := w.bar()
	j.Progress = bar.show
	report, err := batch.Merge(ctx, j)
	bar.clear()
	w.problems(report)
	w.events.result(newMade(report))
	if err != nil {
		return w.stopped(report, err)
	}
	papersDrawn(j.Dir)
	if report.Same {
		if report.Shards > 0 {
			w.printf("the shards were merged before: their remaining files are removed")
		} else {
			w.printf("the shards were merged before: there is nothing left to do")
		}
		return nil
	}
	w.printf("joined %s: %s, %s", plural(report.Shards, "shard", "shards"), plural(report.Badges, "badge", "badges"),
		plural(report.Certificates, "certificate", "certificates"))
	var sheets []string
	w.printing(report)
	for _, f := range report.Files {
		if !strings.Contains(f.File, "/") {
			sheets = append(sheets, f.File)
		}
	}
	if len(sheets) > 1 {
		w.printf("print the sheets in this order: %s", strings.Join(sheets, ", "))
	}
	w.gone(report.Gone, j.Dir)
	w.wrote(report, time.Since(began))
	return nil
}
