package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"

	"lanyard/internal/base/source"
	"lanyard/internal/input/roster"
	"lanyard/internal/work/batch"
)

func runCheck(ctx context.Context, w *world, args []string) error {
	o := w.options("check", "[DIR]",
		"Check reads everything, lays out every page, and reports what would go wrong. It writes nothing.\nIt "+
			"ends with 0, or with 1 when make would stop.")
	j := batch.Job{Now: w.now}
	list := o.list()
	o.jsonOption(w, "progress, problems, fits, and how the list is read")
	fits := o.Bool("fits", false, "list every text that is made smaller or broken into lines")
	explain := o.Bool("explain", false, "print how each column of the list is read, and why")
	rest, err := o.parse(args, 0, 1)
	if err != nil {
		return err
	}
	j.Dir = eventDir(rest)
	if err := w.giveList(ctx, *list, &j); err != nil {
		return err
	}
	bar := w.bar()
	j.Progress = bar.show
	report, err := batch.Check(ctx, j)
	bar.clear()
	if err != nil && !errors.Is(err, batch.ErrProblems) {
		return err
	}
	errorCount, warnings := count(report.Problems)
	w.problems(report)
	w.notFound(report.NotFound)
	w.events.result(newChecked(report))
	if *explain && w.events == nil {
		if err := w.explain(report.Columns); err != nil {
			return err
		}
	}
	if *fits && w.events == nil {
		for _, line := range fitLines(report.Fits) {
			fmt.Fprintln(w.stdout, line)
		}
	} else {
		w.fits(report.Fits, j.Dir)
	}
	if errorCount > 0 {
		w.errorf("%s; make would stop", plural(errorCount, "problem", "problems"))
		return exitError(exitFailed)
	}
	w.printf("%s can be printed, with %s", plural(report.People, "person", "people"), plural(warnings, "warning",
		"warnings"))
	return nil
}

// notFound asks about fields that no column of the list fills.
func (w *world) notFound(fields []roster.NotFound) {
	for _, f := range fields {
		w.printf("%s", f)
		for line := range strings.Lines(f.Lines) {
			w.hintf("%s", source.Printable(strings.TrimSuffix(line, "\n")))
		}
	}
}

// explain prints a table of the columns of the list on standard output.
func (w *world) explain(columns []roster.ColumnUse) error {
	table := tabwriter.NewWriter(w.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "column\theader\ttaken for\twhy")
	for _, c := range columns {
		use := strings.ReplaceAll(c.TakenFor, "_", " ")
		if use == "" {
			use = "-"
		}
		fmt.Fprintf(table, "%d\t%s\t%s\t%s\n", c.Column, source.Printable(c.Header), use, source.Printable(c.Why))
	}
	return table.Flush()
}

// checked is the result of check -json. Problems are events of their own.
type checked struct {
	Recognised string    `json:"recognised"`
	Columns    []column  `json:"columns"`
	People     int       `json:"people"`
	Fits       []fit     `json:"fits"`
	LeftOut    []leftOut `json:"left_out"`
}

// leftOut is a person who gets no paper of one kind.
type leftOut struct {
	Line  int    `json:"line"`
	ID    string `json:"id"`
	Name  string `json:"name"`
	Paper string `json:"paper"` // badge or certificate
}

// column is how one column of the list is read; TakenFor is empty when it is only kept for templates.
type column struct {
	Column   int    `json:"column"`
	Header   string `json:"header"`
	TakenFor string `json:"taken_for"`
	Why      string `json:"why"`
}

// fit is a text that was shrunk or wrapped. Sizes are in points.
type fit struct {
	Line   int      `json:"line"`
	ID     string   `json:"id"`
	Paper  string   `json:"paper"` // badge or certificate
	Box    string   `json:"box"`
	Fields []string `json:"fields"`
	Text   string   `json:"text"`
	Wanted float64  `json:"wanted"`
	Size   float64  `json:"size"`
	Floor  float64  `json:"floor"`
	Lines  int      `json:"lines"`
}

func newChecked(r *batch.Report) checked {
	c := checked{Recognised: r.Recognised, Columns: []column{}, People: r.People, Fits: []fit{}, LeftOut: []leftOut{}}
	for _, s := range r.Shares {
		for _, p := range s.Out {
			c.LeftOut = append(c.LeftOut, leftOut{p.Row, p.ID, p.Name, s.Kind.String()})
		}
	}
	for _, u := range r.Columns {
		c.Columns = append(c.Columns, column(u))
	}
	for _, f := range r.Fits {
		c.Fits = append(c.Fits, fit{f.Row, f.ID, f.Kind.String(), f.Box, f.Fields, f.Text, f.Wanted.Points(),
			f.Size.Points(), f.Floor.Points(), f.Lines})
	}
	return c
}
