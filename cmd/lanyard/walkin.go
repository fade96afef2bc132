package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"lanyard/internal/base/source"
	"lanyard/internal/work/batch"
	"lanyard/internal/work/rehearse"
	"lanyard/internal/work/walkin"
)

func runWalkin(ctx context.Context, w *world, args []string) error {
	o := w.options("walkin", "NUMBER -name NAME",
		`Walkin says who was given a spare badge (see make -spares). NUMBER stands above the line for the name, like 7,
or is the long one below the QR code. The person is written into walkins.csv, a second list that make reads, with the
id walk-in-NUMBER. The spare in their hands stays valid under its number, whose holder is "Walk-in 7"; their
certificate bears their name. For a printed badge in their name, which supersedes the spare:
lanyard reissue walk-in-7 -only badge, and then: lanyard make -new. Walkin again corrects what was said.`)
	desk := o.desk(ctx, w)
	var a walkin.Walkin
	dir := o.String("dir", ".", "the event's folder is `DIR`")
	for _, f := range []struct {
		into        *string
		name, about string
	}{
		{&a.Name, "name", "`NAME` as it is printed; needed"},
		{&a.NameLocal, "local", "`NAME` in the person's own script"},
		{&a.Language, "language", "BCP 47 `TAG` of the name in its own script, like fa"},
		{&a.Organisation, "organisation", "`TEXT`"},
		{&a.Position, "position", "`TEXT`"},
		{&a.Country, "country", "`TEXT`"},
		{&a.Role, "role", "a `ROLE` of event.toml"},
		{&a.Email, "email", "`ADDRESS`"},
	} {
		o.StringVar(f.into, f.name, "", f.about)
	}
	rest, err := o.parse(args, 1, 1)
	if err != nil {
		return err
	}
	if strings.TrimSpace(a.Name) == "" {
		return usageFault("walkin needs a name",
			fmt.Sprintf("add -name, as in: lanyard walkin%s -name \"Ana Popescu\"", argument(rest[0])))
	}
	a.Spare = rest[0]
	given, problems, err := walkin.Bind(ctx, *dir, *desk, a)
	report := &batch.Report{Findings: rehearse.Findings{Problems: problems}}
	w.problems(report)
	if errors.Is(err, batch.ErrProblems) {
		return w.stopped(report, err)
	}
	if err != nil {
		return err
	}
	done := "wrote"
	if given.Again {
		done = "corrected"
	}
	w.printf("%s %s in walkins.csv as %s", done, source.Quote(a.Name), given.ID)
	switch {
	case given.Spare == nil:
		w.printf("no spare with that number was printed: make prints a badge with this name")
	case given.Named:
		w.printf("the badge %s already has a name; make prints what has changed", given.Spare.Number)
	default:
		w.printf("the spare badge %s stays valid; for one with this name: lanyard reissue %s -only badge",
			given.Spare.Number, given.ID)
	}
	return nil
}
