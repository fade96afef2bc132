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
		if w.events != nil {
			w.events.write(finding{"finding", f.Grave, f.What, f.Todo})
		}
		word := "note"
		if f.Grave {
			word = "wrong"
			grave++
		}
		line := word + ": " + f.What
		if f.Todo != "" {
			line += "; to do: " + f.Todo
		}
		w.answerf("%s", source.Printable(line))
	}
	w.events.result(looked{checked.Host, checked.At, checked.Answers, checked.Unasked, grave})
	if grave > 0 {
		return exitError(exitSite)
	}
	unasked := ""
	if checked.Unasked > 0 {
		unasked = fmt.Sprintf("; %s of numbers not asked for", plural(checked.Unasked, "record file", "record files"))
	}
	w.answerf("fine: %s has the page of this version, with every list and file (%s%s)",
		checked.At, plural(checked.Answers, "answer", "answers"), unasked)
	return nil
}

// answerf prints a line of an answer to standard output; with -json, whose events say the same, nothing.
func (w *world) answerf(format string, args ...any) {
	if w.events == nil {
		fmt.Fprintf(w.stdout, format+"\n", args...)
	}
}

// finding is one thing that site -check -json reports.
type finding struct {
	Event string `json:"event"` // finding
	Grave bool   `json:"grave"` // somebody must act
	What  string `json:"message"`
	Todo  string `json:"hint,omitempty"`
}

// looked is the result of site -check -json.
type looked struct {
	Host    string `json:"host"`     // of the addresses on the papers
	At      string `json:"at"`       // the address that was looked at
	Answers int    `json:"answers"`  // files that were asked for
	Unasked int    `json:"unasked"`  // files with records of numbers that were not
	Grave   int    `json:"findings"` // grave ones
}
