package main

import (
	"bufio"
	"context"
	"fmt"
	"slices"
	"strings"

	"lanyard/internal/base/source"
	"lanyard/internal/work/batch"
)

// mostListed is how many corrections, and how many people who have gone, are
// named before a run: more are not read.
const mostListed = 10

// confirm shows what a run supersedes and asks whether to go on. Without a
// terminal it says so and goes on: the script that runs it has decided.
func (w *world) confirm(ctx context.Context, dir string, yes bool) func(*batch.Report) bool {
	return func(r *batch.Report) bool {
		if people := correctedPeople(r.Corrections); len(people) > 0 {
			w.printf("corrected, %s; the numbers before are superseded:", plural(len(people), "person", "people"))
			w.listed(people, dir)
		}
		if len(r.Doubles) > 0 {
			w.printf("under another id than before, %s; they get new numbers, and those before stay valid as well:", plural(len(r.Doubles), "person", "people"))
			var lines []string
			for _, d := range r.Doubles {
				lines = append(lines, fmt.Sprintf("%s  %s, who was %s", source.Printable(d.ID), source.Quote(d.Name), source.Printable(d.Was)))
			}
			w.listed(lines, dir)
			w.hintf("give them the id they had, and nothing changes")
		}
		switch {
		case yes:
			return true
		case !w.interactive:
			w.printf("going on without asking, as this is no terminal")
			return true
		}
		fmt.Fprint(w.stderr, "lanyard: go on? [y/N] ")
		return w.answer(ctx)
	}
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

// answer reads one line and reports whether it says yes. It does not outlast
// ctx.
func (w *world) answer(ctx context.Context) bool {
	said := make(chan string, 1)
	go func() {
		line, _ := bufio.NewReader(w.stdin).ReadString('\n') // what ends early is no yes
		said <- line
	}()
	select {
	case line := <-said:
		return slices.Contains([]string{"y", "yes"}, strings.ToLower(strings.TrimSpace(line)))
	case <-ctx.Done():
		return false
	}
}

// correctedPeople describes each corrected person on a line.
func correctedPeople(all []batch.Correction) (lines []string) {
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

// changesLine describes what a paper says otherwise.
func changesLine(changes []batch.Change) string {
	var parts []string
	for _, c := range changes {
		parts = append(parts, changeWords(c))
	}
	if len(parts) == 0 {
		return "what is the same for everybody, like the event's title or days"
	}
	return strings.Join(parts, "; ")
}

// changeWords describes one change.
func changeWords(c batch.Change) string {
	switch {
	case c.Old == "":
		return fmt.Sprintf("%s: %s is new", c.Field, source.Quote(c.New))
	case c.New == "":
		return fmt.Sprintf("%s: %s is left out", c.Field, source.Quote(c.Old))
	}
	return fmt.Sprintf("%s: %s -> %s", c.Field, source.Quote(c.Old), source.Quote(c.New))
}

// gone names those who are on the list no more.
func (w *world) gone(all []batch.Person, dir string) {
	if len(all) == 0 {
		return
	}
	w.printf("on the list no more, %s; what they have stays valid:", plural(len(all), "person", "people"))
	var lines []string
	for _, p := range all {
		lines = append(lines, source.Printable(p.ID)+"  "+source.Quote(p.Name))
	}
	w.listed(lines, dir)
	place := argument(dir)
	if place != "" {
		place = " -dir" + place
	}
	w.hintf("if it shall not: lanyard revoke%s%s -reason \"did not attend\"", argument(all[0].ID), place)
}
