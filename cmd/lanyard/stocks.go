package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"lanyard/internal/base/source"
	"lanyard/internal/paper/impose"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/rehearse"
)

func runStocks(ctx context.Context, w *world, args []string) error {
	o := w.options("stocks", "[WORD]",
		`Stocks lists the papers, labels, cards and rolls that sheet = "…" in event.toml can name; with WORD only those
with WORD in their name or description. The part number is enough if only one maker uses it.`)
	sources := o.Bool("sources", false, "show where the measures of each were published")
	picture := o.String("picture", "", "draw the outlines of the stock WORD at full size into the PDF `FILE`")
	rest, err := o.parse(args, 0, 2)
	if err != nil {
		return err
	}
	word := strings.Join(rest, " ")
	if *picture != "" {
		s, err := folder.Sheet(ctx, ".", word)
		if err != nil {
			return err
		}
		return w.writeFile(*picture, func(to io.Writer) error { return rehearse.StockPicture(to, s) })
	}
	t := tabwriter.NewWriter(w.stdout, 0, 0, 2, ' ', 0)
	head, last := "ALSO", func(s impose.Stock) string { return strings.Join(s.Also, " ") }
	if *sources {
		head, last = "SOURCE", func(s impose.Stock) string { return s.Source }
	}
	fmt.Fprintln(t, "NAME\tSHEET\tBADGE\tCOUNT\tWHAT\t"+head)
	found := 0
	for _, s := range impose.Stocks() {
		if !s.Matches(word) {
			continue
		}
		found++
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\n", s.Name(), sheetSize(s), cellSize(s), cells(s), s.What, last(s))
	}
	if found == 0 {
		hint := "leave the word out to list all"
		if near := source.Nearest(word, impose.StockNames()); near != "" {
			hint = "did you mean " + near + "? Or " + hint
		}
		return usageFault("no stock has "+source.Quote(word)+" in its name", hint)
	}
	return t.Flush()
}

func sheetSize(s impose.Stock) string {
	if s.Endless() {
		return s.Sheet.W.String()
	}
	return fmt.Sprintf("%s x %s", s.Sheet.W, s.Sheet.H)
}

func cellSize(s impose.Stock) string {
	switch {
	case s.Plain():
		return "any"
	case s.Round:
		return s.Cell.W.String() + " round"
	}
	return fmt.Sprintf("%s x %s", s.Cell.W, s.Cell.H)
}

func cells(s impose.Stock) string {
	if s.Plain() {
		return "-"
	}
	return fmt.Sprint(s.Columns * s.Rows)
}
