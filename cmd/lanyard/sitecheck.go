package main

import (
	"context"
	"fmt"

	"lanyard/internal/base/source"
	"lanyard/internal/trust/probe"
	"lanyard/internal/trust/publish"
	"lanyard/internal/trust/registry"
	"lanyard/internal/work/site"
)

// checkSite says what a stranger gets at the published address of the event in dir: one line for each finding, on
// standard output, or one that all is well. The exit code is exitSite if one of them is grave.
func (w *world) checkSite(ctx context.Context, dir, at string, o registry.Options, t publish.Terms) error {
	if at != "" {
		if _, err := probe.PlaceOf(at); err != nil {
			return usageFault(err.Error(), "write -at like https://verify.example.org or http://localhost:8000")
		}
	}
	o.Brand, o.Now = w.brand(dir), w.now
	checked, err := site.Check(ctx, dir, at, o, t)
	if checked.At != "" && at != "" {
		w.printf("looking at %s; the papers name https://%s/", checked.At, checked.Host)
	}
	if err != nil {
		return err
	}
	grave := 0
	for _, f := range checked.Findings {
		word := "note"
		if f.Grave {
			word = "wrong"
			grave++
		}
		line := word + ": " + f.What
		if f.Todo != "" {
			line += "; to do: " + f.Todo
		}
		fmt.Fprintln(w.stdout, source.Printable(line))
	}
	if grave > 0 {
		return exitError(exitSite)
	}
	unasked := ""
	if checked.Unasked > 0 {
		unasked = fmt.Sprintf("; %s of numbers not asked for", plural(checked.Unasked, "record file", "record files"))
	}
	fmt.Fprintf(w.stdout, "fine: %s has the page of this version, with every list and file (%s%s)\n",
		checked.At, plural(checked.Answers, "answer", "answers"), unasked)
	return nil
}
