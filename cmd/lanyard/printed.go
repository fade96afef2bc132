package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"text/tabwriter"
	"time"

	"lanyard/internal/base/source"
	"lanyard/internal/work/history"
)

func runPrinted(ctx context.Context, w *world, args []string) error {
	o := w.options("printed", "[DIR]",
		`Printed lists the runs of make that wrote something new. Each counts as printed: what "make -new" and "diff"
compare with is what everybody was given last. When a run never reached paper, say so with -no; then its badges
and certificates count as new again.`)
	desk := o.desk(ctx, w)
	run := o.Int("run", 0, "mark run `N` as printed; with -no as not printed")
	no := o.Bool("no", false, "mark the last run, or that of -run, as not printed")
	rest, err := o.parse(args, 0, 1)
	if err != nil {
		return err
	}
	given := false
	o.Visit(func(f *flag.Flag) { given = given || f.Name == "run" })
	if given && *run < 1 {
		return usageFault(fmt.Sprintf("-run takes a number from 1, not %d", *run), "see the runs with: lanyard printed")
	}
	if *no && !given {
		*run = history.LastRun
	}
	runs, err := history.Runs(eventDir(rest), *desk, *run, !*no)
	if err != nil {
		return err
	}
	t := tabwriter.NewWriter(w.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "RUN\tDAY\tPAPERS\tOF\tPRINTED")
	for _, r := range runs {
		printed := "yes"
		if !r.Printed {
			printed = "no"
		}
		fmt.Fprintf(t, "%d\t%s\t%d\t%s\t%s\n", r.Number, r.At.Format(time.DateOnly), r.Papers,
			cmp.Or(source.Printable(r.About), "everybody"), printed)
	}
	return t.Flush()
}
