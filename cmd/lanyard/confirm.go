package main

import (
	"bufio"
	"context"
	"fmt"
	"slices"
	"strings"

	"lanyard/internal/base/source"
	"lanyard/internal/work/batch"
	"lanyard/internal/work/history"
)

// mostListed is how many corrections, and how many removed people, are listed
// before a run: nobody reads more.
const mostListed = 10

// confirm lists what a run supersedes and asks whether to go on. Without a
// terminal it says so and goes on: whoever wrote the script has decided.
func (w *world) confirm(ctx context.Context, dir string, yes bool) func(*batch.Report) bool {
	return func(r *batch.Report) bool {
		if people := correctedPeople(r.Corrections); len(people) > 0 {
			w.printf("%s corrected; their old numbers are superseded:", plural(len(people), "person", "people"))
			w.listed(people, dir)
		}
		if r.Design != "" {
			w.printf("%s", r.Design)
			w.hintf("to keep their numbers, print it as before: lanyard help designs")
		}
		if len(r.Doubles) > 0 {
			w.printf("%s back under another id; they get new numbers, and their old ones stay valid:",
				plural(len(r.Doubles), "person", "people"))
			var lines []string
			for _, d := range r.Doubles {
				lines = append(lines, fmt.Sprintf("%s  %s, who was %s", source.Printable(d.ID), source.Quote(d.Name),
					source.Printable(d.Was)))
			}
			w.listed(lines, dir)
			w.hintf("to keep their numbers, give them their old id in the list")
		}
		switch {
		case yes:
			return true
		case !w.interactive:
			w.printf("%s: going on without asking", w.unasked())
			return true
		}
		fmt.Fprint(w.stderr, "lanyard: go on? [y/N] ")
		return w.answer(ctx)
	}
}

// unasked says why nobody is asked.
func (w *world) unasked() string {
	if w.given {
		return "standard input holds the list"
	}
	return "this is not a terminal"
}

// listed prints the first lines of a list.
func (w *world) listed(lines []string, dir string) {
	for i, line := range lines {
		if i == mostListed {
			fmt.Fprintf(w.stderr, "  and %d more; see all of them with: lanyard diff%s\n", len(lines)-i, argument(dir))
			break
		}
		fmt.Fprintf(w.stderr, "  %s\n", line)
	}
}

// answer reads one line and reports whether it is a yes. It returns when ctx ends.
func (w *world) answer(ctx context.Context) bool {
	said := make(chan string, 1)
	go func() {
		line, _ := bufio.NewReader(w.stdin).ReadString('\n') // a line that ends early is not a yes
		said <- line
	}()
	select {
	case line := <-said:
		return slices.Contains([]string{"y", "yes"}, strings.ToLower(strings.TrimSpace(line)))
	case <-ctx.Done():
		return false
	}
}

// correctedPeople returns one line per corrected person.
func correctedPeople(all []history.Correction) (lines []string) {
	type person struct{ id, what string }
	var order []person
	papers := map[person][]string{}
	for _, c := range all {
		p := person{c.ID, source.Printable(c.ID) + "  " + source.Quote(c.Name) + ": " + changesLine(c.Changes)}
		if papers[p] == nil {
			order = append(order, p)
		}
		papers[p] = append(papers[p], fmt.Sprintf("%s %s", c.Kind, c.Old))
	}
	for _, p := range order {
		lines = append(lines, fmt.Sprintf("%s (%s)", p.what, strings.Join(papers[p], ", ")))
	}
	return lines
}

// changesLine describes the fields of a paper that differ.
func changesLine(changes []history.Change) string {
	var parts []string
	for _, c := range changes {
		parts = append(parts, changeWords(c))
	}
	if len(parts) == 0 {
		return "a fact that is the same for everybody, like the title or the days of the event"
	}
	return strings.Join(parts, "; ")
}

// changeWords describes one change.
func changeWords(c history.Change) string {
	switch {
	case c.Old == "":
		return fmt.Sprintf("%s: %s added", c.Field, source.Quote(c.New))
	case c.New == "":
		return fmt.Sprintf("%s: %s removed", c.Field, source.Quote(c.Old))
	}
	return fmt.Sprintf("%s: %s -> %s", c.Field, source.Quote(c.Old), source.Quote(c.New))
}

// gone lists people who are no longer on the list.
func (w *world) gone(all []history.Person, dir string) {
	if len(all) == 0 {
		return
	}
	w.printf("%s no longer on the list; their badges and certificates stay valid:", plural(len(all), "person",
		"people"))
	var lines []string
	for _, p := range all {
		lines = append(lines, source.Printable(p.ID)+"  "+source.Quote(p.Name))
	}
	w.listed(lines, dir)
	place := argument(dir)
	if place != "" {
		place = " -dir" + place
	}
	w.hintf("to make them invalid: lanyard revoke%s%s -reason \"did not attend\"", argument(all[0].ID), place)
}
