package main

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"lanyard/internal/base/locale"
	"lanyard/internal/base/source"
	"lanyard/internal/trust/discover"
	"lanyard/internal/work/issued"
)

// forgetting is a run of forget.
type forgetting struct {
	issued.Whom
	before string // a day; empty: one person
}

func runForget(ctx context.Context, w *world, args []string) (err error) {
	o := w.options("forget", "ID|NUMBER [DIR]",
		`Forget takes everything personal about a person out of the ledger and the manifest of the event in DIR, and
deletes their certificates from its out folder: after a request to be forgotten, or when an event is long over. Their
badges and certificates still verify from the code, and can still be revoked by their number. This cannot be undone;
forget asks before, and says which files still show the person. ID is a person's id in the attendee list, NUMBER the
number of one of their papers. See lanyard help privacy.`)
	var f forgetting
	o.StringVar(&f.before, "before", "",
		"forget everybody at events that ended before `DATE`, like 2025-01-31, instead of one person")
	o.StringVar(&f.Dir, "dir", ".", "the event's folder is `DIR`")
	o.StringVar(&f.Out, "out", "", "the papers are in `DIR` instead of the event's out folder")
	o.BoolVar(&f.Keep, "keep-files", false, "do not delete certificates; say which ones there are")
	dry := o.Bool("dry-run", false, "say what would be forgotten, and change nothing")
	yes := o.Bool("yes", false, "do not ask")
	how := o.desk(ctx, w)
	rest, err := o.parse(args, 0, 2)
	if err != nil {
		return err
	}
	if err := f.arguments(rest); err != nil {
		return err
	}
	desk, err := openDesk(f.Dir, *how)
	if err != nil {
		return err
	}
	defer func() { err = joined(err, desk.Close()) }()
	if f.Out != "" && discover.IsIssuer(f.Dir) && len(desk.Folders()) > 1 {
		return usageFault("-out is the folder of one event's papers", "name the event's folder with -dir")
	}
	found, err := f.Find(desk)
	if err != nil {
		return err
	}
	defer func() { err = joined(err, found.Close()) }()
	f.announce(w, found)
	switch {
	case *dry:
		w.printf("-dry-run: nothing was changed")
		return nil
	case len(found.Entries) == 0:
		return nil
	case !*yes && !w.interactive:
		return usageFault("this cannot be undone, and there is no terminal to ask on", "add -yes")
	case !*yes:
		fmt.Fprint(w.stderr, "lanyard: forget, for good? [y/N] ")
		if !w.answer(ctx) {
			return context.Canceled
		}
	}
	return f.run(ctx, w, found)
}

// arguments sets the person or the day, and the folder.
func (f *forgetting) arguments(rest []string) error {
	if f.before == "" {
		if len(rest) == 0 {
			return usageFault("forget: missing argument", "name a person's id or number, or a day with -before")
		}
		f.What, rest = rest[0], rest[1:]
	}
	if len(rest) > 1 {
		return usageFault("forget: unexpected argument "+source.Quote(rest[1]),
			"with -before, name the event's folder alone")
	}
	if len(rest) == 1 {
		f.Dir = rest[0]
	}
	if f.before != "" {
		day, err := locale.ParseDate(f.before)
		if err != nil {
			return usageFault("-before takes a day, not "+source.Quote(f.before), "write it like -before 2025-01-31")
		}
		f.Before = day.Days()
	}
	return nil
}

func was(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}

// announce prints who and what is to be forgotten.
func (f *forgetting) announce(w *world, found *issued.Forgetting) {
	if found.Undated > 0 {
		w.printf("%s, which this program cannot date, %s not forgotten: name the person", plural(found.Undated, "paper",
			"papers"), was(found.Undated))
	}
	switch {
	case found.People == 0 && f.before != "":
		w.printf("nobody is left to forget: no event of this ledger ended before %s, or all of its people are "+
			"forgotten already", f.before)
	case found.People == 0:
		w.printf("%s is forgotten already; looking for remains", described(found.Entries[0]))
	case f.before != "":
		w.printf("%s with %s, at events that ended before %s", plural(found.People, "person", "people"),
			plural(len(found.Entries), "paper", "papers"), f.before)
	default:
		for _, e := range found.Entries {
			w.printf("%s", described(e))
		}
	}
	doing := "will be deleted: "
	if f.Keep {
		doing = "stays, and shows nobody else; delete it: "
	}
	for _, r := range found.Folders {
		eachFile(w, r.Path, r.Traces.Alone, doing)
		if kept := r.Kept(); kept != "" {
			w.printf("warning: %s keeps the ledger from before the event was taken in, with everybody in it: delete that "+
				"folder, or at least its ledger.db", source.Printable(kept))
		}
	}
}

// eachFile prints a line for each file in a folder, of the first ones.
func eachFile(w *world, folder string, files []string, doing string) {
	for i, file := range files {
		if i == mostListed {
			w.printf("%sand %d more files in %s", doing, len(files)-i, source.Printable(folder))
			break
		}
		w.printf("%s%s", doing, source.Printable(filepath.Join(folder, filepath.FromSlash(file))))
	}
}

// run forgets, and prints what remains where.
func (f *forgetting) run(ctx context.Context, w *world, found *issued.Forgetting) error {
	done, err := found.Run()
	if err != nil {
		return err
	}
	used(f.Dir)
	w.printf("forgotten: %s; %s of the ledger lost their text, and %s left the manifest",
		plural(found.People, "person", "people"), plural(done.Rows, "row", "rows"), plural(done.Papers, "paper", "papers"))
	if done.Letters > 0 {
		w.printf("%s deleted from the record of what was sent", plural(done.Letters, "letter was", "letters were"))
	}
	for _, r := range found.Folders {
		if len(r.Traces.Shared) > 0 {
			eachFile(w, r.Path, r.Traces.Shared, "still shows them, among other people: ")
			w.hintf("make those files again, once the list is right: lanyard make%s; or delete them", argument(r.Dir))
		}
	}
	for _, r := range found.Folders {
		listed(ctx, w, found, r)
	}
	w.hintf("delete backups of ledger.db too, and publish: lanyard site%s; what remains where: lanyard help privacy",
		argument(f.Dir))
	return nil
}

// listed prints which of the people the event's lists still have, and what else in its folder has them.
func listed(ctx context.Context, w *world, found *issued.Forgetting, r *issued.Remains) {
	left := found.Left(ctx, r)
	if !left.Read {
		w.printf("the list of people in %s could not be read: see for yourself whether it still has them",
			source.Printable(r.Dir))
	}
	if len(left.Rows) > 0 {
		w.printf("%s still on the list; make refuses the list until the rows are deleted:",
			plural(len(left.Rows), "of them is", "of them are"))
	}
	for i, row := range left.Rows {
		if i == mostListed {
			fmt.Fprintf(w.stderr, "  and %d more\n", len(left.Rows)-i)
			break
		}
		fmt.Fprintf(w.stderr, "  %s:%d  %s\n", source.Printable(row.File), row.Line, source.Printable(row.ID))
	}
	eachFile(w, r.Dir, left.Also, "has them too, or may; delete the row, or the file: ")
}

// forgottenOn describes a forgotten person in a table.
func forgottenOn(at time.Time) string { return "(forgotten " + at.Format(time.DateOnly) + ")" }
