package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"lanyard/internal/batch"
	"lanyard/internal/source"
)

func runCheck(ctx context.Context, w *world, args []string) error {
	o := w.options("check", "[DIR]", "Check reads everything, lays out every page, and says what would go wrong. It writes nothing.\nIt ends with 0, or with 1 when make would stop.")
	j := batch.Job{Now: w.now}
	asJSON := o.Bool("json", false, "print the problems and fits as JSON on standard output")
	fits := o.Bool("fits", false, "list every text that is made smaller or broken into lines")
	rest, err := o.parse(args, 0, 1)
	if err != nil {
		return err
	}
	j.Dir = folder(rest)
	bar := w.bar()
	j.Progress = bar.show
	report, err := batch.Check(ctx, j)
	bar.clear()
	if err != nil && !errors.Is(err, batch.ErrProblems) {
		return err
	}
	errorCount, warnings := count(report.Problems)
	switch {
	case *asJSON:
		out := json.NewEncoder(w.stdout)
		out.SetIndent("", "  ")
		if err := out.Encode(checked{report.Recognised, report.People, append(source.Problems{}, report.Problems...)}); err != nil {
			return err
		}
	default:
		w.problems(report)
		if *fits {
			for _, line := range fitLines(report.Fits) {
				fmt.Fprintln(w.stdout, line)
			}
		} else {
			w.fits(report.Fits)
		}
	}
	if errorCount > 0 {
		w.errorf("%s; make would stop", plural(errorCount, "problem", "problems"))
		return exitError(exitFailed)
	}
	w.printf("%s can be printed, with %s", plural(report.People, "person", "people"), plural(warnings, "warning", "warnings"))
	return nil
}

// checked is what check -json prints.
type checked struct {
	Recognised string          `json:"recognised"`
	People     int             `json:"people"`
	Problems   source.Problems `json:"problems"`
}
