package main

import (
	"cmp"
	"context"
	"fmt"

	"lanyard/internal/base/source"
	"lanyard/internal/trust/probe"
	"lanyard/internal/trust/publish"
	"lanyard/internal/trust/registry"
)

// checkSite says what a stranger gets at the published address of the event in dir: one line for each finding, on
// standard output, or one that all is well. The exit code is exitSite if one of them is grave.
func (w *world) checkSite(ctx context.Context, dir, at string, o registry.Options, t publish.Terms) error {
	o.Brand, o.Reads = w.brand(dir), true
	desk, err := registry.Open(dir, o)
	if err != nil {
		return err
	}
	files, err := desk.Files(asWritten(dir, t))
	if err = joined(err, desk.Close()); err != nil {
		return err
	}
	host := desk.Keys.Issuer.Host
	place, err := probe.PlaceOf(cmp.Or(at, "https://"+host))
	if err != nil {
		return usageFault(err.Error(), "write -at like https://verify.example.org or http://localhost:8000")
	}
	if at != "" {
		place.Plain = false
		w.printf("looking at %s; the papers name https://%s/", source.Printable(place.Base.String()), host)
	}
	answers, err := probe.Fetch(ctx, place, files)
	if err != nil {
		return err
	}
	findings, err := probe.Judge(answers, files, w.now)
	if err != nil {
		return err
	}
	grave := 0
	for _, f := range findings {
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
	if answers.Unasked > 0 {
		unasked = fmt.Sprintf("; %s of numbers not asked for", plural(answers.Unasked, "record file", "record files"))
	}
	fmt.Fprintf(w.stdout, "fine: %s has the page of this version, with every list and file (%s%s)\n",
		source.Printable(place.Base.String()), plural(len(answers.Files), "answer", "answers"), unasked)
	return nil
}
