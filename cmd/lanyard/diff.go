package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"lanyard/internal/base/source"
	"lanyard/internal/work/batch"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/history"
)

func runDiff(ctx context.Context, w *world, args []string) error {
	o := w.options("diff", "[DIR]",
		`Diff compares the list with what was printed last, field by field: who was added, whose badge or certificate
says something else by now, who holds one that the rules of event.toml do not give them any more, and who is on the
list no more. It writes nothing. What it shows as added and
changed is what "lanyard make -new" prints.

Like diff(1) it exits with 0 when nothing has changed, 1 when something has, and 2 when it cannot tell.`)
	j := batch.Job{Now: w.now}
	o.StringVar(&j.Only, "only", "", "compare only `badges|certificates`")
	o.StringVar(&j.Where, "where", "", "compare only the people who match `CONDITION`, like \"role is speaker\"")
	asJSON := o.Bool("json", false, "print the differences as JSON")
	list := o.list()
	o.deskOf(ctx, w, &j)
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
	all, report, err := batch.Diff(ctx, j)
	if err != nil {
		w.problems(report)
		w.finish(w.stopped(report, err))
		return exitError(exitUsage)
	}
	w.corrections(report)
	if *asJSON {
		err = writeDiff(w, all)
	} else {
		w.differences(all, report)
	}
	if err == nil && len(all) > 0 {
		return exitError(exitFailed)
	}
	return err
}

// corrections reports the corrections that the list was compared with, and those that do not apply.
func (w *world) corrections(r *batch.Report) {
	if r.Mended > 0 {
		w.printf("%s of %s applied", plural(r.Mended, "correction", "corrections"), folder.CorrectionsFile)
	}
	var lost source.Problems
	for _, p := range r.Problems {
		if p.File == folder.CorrectionsFile {
			lost.Add(p)
		}
	}
	if err := lost.Format(w.stderr, "lanyard: "); err != nil {
		w.errorf("%v", err)
	}
}

// onlyPapers checks the value of -only.
func onlyPapers(only string) error {
	if only != "" && only != "badges" && only != "certificates" {
		return usageFault(fmt.Sprintf("-only takes badges or certificates, not %s", source.Quote(only)),
			"leave -only out for both")
	}
	return nil
}

// differences prints the changes, one paragraph per person.
func (w *world) differences(all []history.Difference, r *batch.Report) {
	counts := map[string]map[string]bool{history.Added: {}, history.Changed: {}, history.Unearned: {}, history.Gone: {}}
	for i := 0; i < len(all); {
		d := all[i]
		n := i
		var kinds, anew []string
		for ; n < len(all) && all[n].ID == d.ID && all[n].What == d.What; n++ {
			kinds = append(kinds, all[n].Kind.String())
			if all[n].Anew {
				anew = append(anew, all[n].Number.String())
			}
		}
		counts[d.What][d.ID] = true
		fmt.Fprintf(w.stdout, "%-8s %s  %s (%s)\n", d.What, source.Printable(d.ID), source.Quote(d.Name),
			strings.Join(kinds, ", "))
		seen := map[history.Change]bool{}
		for _, one := range all[i:n] {
			for _, c := range one.Changes {
				if !seen[c] {
					seen[c] = true
					fmt.Fprintf(w.stdout, "         %s\n", changeWords(c))
				}
			}
		}
		switch {
		case len(anew) > 0 && len(seen) == 0:
			fmt.Fprintln(w.stdout, "         "+changesLine(nil))
			fallthrough
		case len(anew) > 0:
			fmt.Fprintf(w.stdout, "         gets a new number instead of %s\n", strings.Join(anew, ", "))
		case d.What == history.Gone, d.What == history.Unearned:
			fmt.Fprintf(w.stdout, "         printed on %s, and still valid\n", d.Printed.At.Format(time.DateOnly))
		case d.Perhaps != "":
			fmt.Fprintf(w.stdout, "         perhaps the same person as %s, who is no longer on the list\n",
				source.Printable(d.Perhaps))
		}
		i = n
	}
	if len(all) == 0 {
		w.printf("nothing has changed since the last print, for %s", plural(r.People, "person", "people"))
		return
	}
	unearned := ""
	if n := len(counts[history.Unearned]); n > 0 {
		unearned = fmt.Sprintf(", %d unearned", n)
	}
	w.printf("%d added, %d changed%s, %d gone since the last print", len(counts[history.Added]),
		len(counts[history.Changed]), unearned, len(counts[history.Gone]))
}

// difference is one change as -json prints it.
type difference struct {
	What    string           `json:"what"`
	ID      string           `json:"id"`
	Name    string           `json:"name"`
	Row     int              `json:"row,omitempty"`
	Kind    string           `json:"kind"`
	Number  string           `json:"number,omitempty"` // the printed one
	Anew    bool             `json:"new_number"`
	Changes []history.Change `json:"changes,omitempty"`
	File    string           `json:"file,omitempty"`
	Page    int              `json:"page,omitempty"`
	Printed *time.Time       `json:"printed,omitempty"`
	Perhaps string           `json:"perhaps,omitempty"`
}

func writeDiff(w *world, all []history.Difference) error {
	rows := []difference{}
	for _, d := range all {
		row := difference{What: d.What, ID: d.ID, Name: d.Name, Row: d.Row, Kind: d.Kind.String(), Anew: d.Anew,
			Changes: d.Changes, Perhaps: d.Perhaps}
		if p := d.Printed; p != nil {
			row.Number, row.File, row.Page, row.Printed = d.Number.String(), p.File, p.Page, &p.At
		}
		rows = append(rows, row)
	}
	out := json.NewEncoder(w.stdout)
	out.SetIndent("", "  ")
	return out.Encode(rows)
}
