package main

import (
	"context"
	"encoding/json"
	"fmt"
	"text/tabwriter"

	"lanyard/internal/base/program"
)

func runVersion(_ context.Context, w *world, args []string) error {
	o := w.options("version", "",
		`Version prints which program this is: the version of its module, the revision of its sources, the build ID that
the Go toolchain gave it, the version of Go and the machine it was built for. Two files of lanyard are the same program
when all of these are equal; only then do they make the same files, and only then are the shards they make joined.`)
	asJSON := o.Bool("json", false, "print it as JSON")
	if _, err := o.parse(args, 0, 0); err != nil {
		return err
	}
	p, err := program.This()
	if err != nil {
		return err
	}
	if *asJSON {
		out := json.NewEncoder(w.stdout)
		out.SetIndent("", "  ")
		return out.Encode(p)
	}
	t := tabwriter.NewWriter(w.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "lanyard\t%s\n", p.Version)
	switch {
	case p.Revision == "":
		fmt.Fprintln(t, "revision\tnot known: built without a stamp")
	case p.Modified:
		fmt.Fprintf(t, "revision\t%s, and sources that were edited after it\n", p.Revision)
	default:
		fmt.Fprintf(t, "revision\t%s\n", p.Revision)
	}
	fmt.Fprintf(t, "build\t%s\ngo\t%s\nmachine\t%s\n", p.Build, p.Go, p.Machine)
	return t.Flush()
}
