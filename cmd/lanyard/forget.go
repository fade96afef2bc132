package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
	"lanyard/internal/base/locale"
	"lanyard/internal/base/source"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/discover"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/trust/maillog"
	"lanyard/internal/trust/registry"
	"lanyard/internal/work/drawn"
	"lanyard/internal/work/manifest"
	"lanyard/internal/work/people"
)

// forgetting is a run of forget.
type forgetting struct {
	dir, out string // folders of the event and of its papers
	before   string // a day; empty: one person
	keep     bool   // leave the files of papers

	people  int             // who are not forgotten yet
	entries []ledger.Entry  // all their papers
	ids     map[person]bool // their ids, and what stands for them in the ledger
	numbers map[string]bool // of their papers
	papers  []papers        // of each event that is looked at
}

// papers are a folder of papers.
type papers struct {
	dir    string // of the event
	path   string
	out    *bundle.Dir // nil: there is none
	traces *manifest.Traces
}

// person is an attendee of an event.
type person struct{ event, id string }

func runForget(ctx context.Context, w *world, args []string) (err error) {
	o := w.options("forget", "ID|NUMBER [DIR]",
		`Forget takes everything personal about a person out of the ledger and the manifest of the event in DIR, and
deletes their certificates from its out folder: after a request to be forgotten, or when an event is long over. Their
badges and certificates still verify from the code, and can still be revoked by their number. This cannot be undone;
forget asks before, and says which files still show the person. ID is a person's id in the attendee list, NUMBER the
number of one of their papers. See lanyard help privacy.`)
	f := forgetting{ids: map[person]bool{}, numbers: map[string]bool{}}
	o.StringVar(&f.before, "before", "",
		"forget everybody at events that ended before `DATE`, like 2025-01-31, instead of one person")
	o.StringVar(&f.dir, "dir", ".", "the event's folder is `DIR`")
	o.StringVar(&f.out, "out", "", "the papers are in `DIR` instead of the event's out folder")
	o.BoolVar(&f.keep, "keep-files", false, "do not delete certificates; say which ones there are")
	dry := o.Bool("dry-run", false, "say what would be forgotten, and change nothing")
	yes := o.Bool("yes", false, "do not ask")
	how := o.desk(ctx, w)
	rest, err := o.parse(args, 0, 2)
	if err != nil {
		return err
	}
	what, err := f.arguments(rest)
	if err != nil {
		return err
	}
	desk, err := openDesk(f.dir, *how)
	if err != nil {
		return err
	}
	defer func() { err = joined(err, desk.Close()) }()
	if err := f.find(w, desk, what); err != nil {
		return err
	}
	defer func() { err = joined(err, f.close()) }()
	if err := f.open(desk); err != nil {
		return err
	}
	f.announce(w)
	switch {
	case *dry:
		w.printf("-dry-run: nothing was changed")
		return nil
	case len(f.entries) == 0:
		return nil
	case !*yes && !w.interactive:
		return usageFault("this cannot be undone, and there is no terminal to ask on", "add -yes")
	case !*yes:
		fmt.Fprint(w.stderr, "lanyard: forget, for good? [y/N] ")
		if !w.answer(ctx) {
			return context.Canceled
		}
	}
	return f.run(ctx, w, desk)
}

// arguments returns the person, "" for -before, and sets the folder.
func (f *forgetting) arguments(rest []string) (what string, err error) {
	if f.before == "" {
		if len(rest) == 0 {
			return "", usageFault("forget: missing argument", "name a person's id or number, or a day with -before")
		}
		what, rest = rest[0], rest[1:]
	}
	if len(rest) > 1 {
		return "", usageFault("forget: unexpected argument "+source.Quote(rest[1]),
			"with -before, name the event's folder alone")
	}
	if len(rest) == 1 {
		f.dir = rest[0]
	}
	return what, nil
}

// find finds the papers to forget.
func (f *forgetting) find(w *world, desk *registry.Desk, what string) (err error) {
	var found []ledger.Entry
	if f.before == "" {
		if found, err = desk.Find(what, nil); err != nil {
			return err
		}
		found, err = desk.Holding(found)
	} else {
		day, wrong := locale.ParseDate(f.before)
		if wrong != nil {
			return usageFault("-before takes a day, not "+source.Quote(f.before), "write it like -before 2025-01-31")
		}
		var unread int
		if found, unread, err = desk.Ended(day.Days()); unread > 0 {
			w.printf("%s, which this program cannot date, %s not forgotten: name the person", plural(unread, "paper",
				"papers"), was(unread))
		}
	}
	if err != nil {
		return err
	}
	f.entries = found
	fresh := map[person]bool{}
	for _, e := range found {
		who := person{e.EventID, e.AttendeeID}
		f.ids[who], f.numbers[e.Number.String()] = true, true
		if e.Forgotten.IsZero() {
			fresh[who] = true
		}
	}
	f.people = len(fresh)
	return nil
}

func was(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}

// open opens the folders of papers and looks what they show.
func (f *forgetting) open(desk *registry.Desk) error {
	dirs := []string{f.dir}
	if discover.IsIssuer(f.dir) {
		dirs = desk.Folders()
	}
	if f.out != "" && len(dirs) > 1 {
		return usageFault("-out is the folder of one event's papers", "name the event's folder with -dir")
	}
	for _, dir := range dirs {
		p := papers{dir: dir, path: cmp.Or(f.out, filepath.Join(dir, "out")), traces: &manifest.Traces{}}
		if err := f.look(&p); err != nil {
			return err
		}
		f.papers = append(f.papers, p)
	}
	return nil
}

// look opens one folder of papers.
func (f *forgetting) look(p *papers) (err error) {
	_, missing := os.Stat(p.path)
	switch {
	case errors.Is(missing, fs.ErrNotExist) && f.out == "":
		return nil
	case errors.Is(missing, fs.ErrNotExist):
		return fault.New(fmt.Sprintf("there is no folder %s", source.Quote(p.path)), "name the folder with the papers")
	case f.out == "":
		p.out, err = bundle.OpenIn(p.dir, "out")
	default:
		p.out, err = bundle.Open(p.path)
	}
	if err != nil {
		return err
	}
	p.traces, err = manifest.TracesOf(p.out, func(event string, e bundle.Entry) bool {
		return f.numbers[e.Number] || f.ids[person{event, e.Attendee}]
	})
	if err != nil {
		err = errors.Join(err, p.out.Close())
	}
	return err
}

func (f *forgetting) close() (err error) {
	for _, p := range f.papers {
		if p.out != nil {
			err = errors.Join(err, p.out.Close())
		}
	}
	return err
}

// announce prints who and what is to be forgotten.
func (f *forgetting) announce(w *world) {
	switch {
	case f.people == 0 && f.before != "":
		w.printf("nobody is left to forget: no event of this ledger ended before %s, or all of its people are "+
			"forgotten already", f.before)
	case f.people == 0:
		w.printf("%s is forgotten already; looking for remains", described(f.entries[0]))
	case f.before != "":
		w.printf("%s with %s, at events that ended before %s", plural(f.people, "person", "people"),
			plural(len(f.entries), "paper", "papers"), f.before)
	default:
		for _, e := range f.entries {
			w.printf("%s", described(e))
		}
	}
	doing := "will be deleted: "
	if f.keep {
		doing = "stays, and shows nobody else; delete it: "
	}
	for _, p := range f.papers {
		p.each(w, p.traces.Alone, doing)
		if kept := filepath.Join(p.dir, registry.BeforeAdoption); discover.Has(p.dir, registry.BeforeAdoption) {
			w.printf("warning: %s keeps the ledger from before the event was taken in, with everybody in it: delete that folder, or at least its ledger.db",
				source.Printable(kept))
		}
	}
}

// each prints a line for each file, of the first ones.
func (p *papers) each(w *world, files []string, doing string) {
	for i, file := range files {
		if i == mostListed {
			w.printf("%sand %d more files in %s", doing, len(files)-i, source.Printable(p.path))
			break
		}
		w.printf("%s%s", doing, source.Printable(filepath.Join(p.path, filepath.FromSlash(file))))
	}
}

// run forgets. The ledger comes last: as long as it knows the people, a run that was killed can be repeated.
func (f *forgetting) run(ctx context.Context, w *world, desk *registry.Desk) error {
	left := 0
	for _, p := range f.papers {
		if err := p.traces.Erase(p.out, f.keep); err != nil {
			return err
		}
		if err := drawn.Forget(p.dir); err != nil {
			return err
		}
		left += p.traces.Papers
	}
	letters, err := f.letters()
	if err != nil {
		return err
	}
	rows, err := desk.Forget(f.entries)
	if err != nil {
		return err
	}
	used(f.dir)
	w.printf("forgotten: %s; %s of the ledger lost their text, and %s left the manifest",
		plural(f.people, "person", "people"), plural(rows, "row", "rows"), plural(left, "paper", "papers"))
	if letters > 0 {
		w.printf("%s deleted from the record of what was sent", plural(letters, "letter was", "letters were"))
	}
	for _, p := range f.papers {
		p.each(w, p.traces.Shared, "still shows them, among other people: ")
		if len(p.traces.Shared) == 0 {
			continue
		}
		w.hintf("make those files again, once the list is right: lanyard make%s; or delete them", argument(p.dir))
	}
	for _, p := range f.papers {
		f.listed(ctx, w, p.dir)
	}
	w.hintf("delete backups of ledger.db too, and publish: lanyard site%s; what remains where: lanyard help privacy",
		argument(f.dir))
	return nil
}

// letters deletes what was recorded of messages to the people, and returns how many there were.
func (f *forgetting) letters() (n int, err error) {
	var numbers []credential.Number
	for _, e := range f.entries {
		numbers = append(numbers, e.Number)
	}
	for _, p := range f.papers {
		path := filepath.Join(p.dir, maillog.File)
		if !maillog.Exists(path) {
			continue
		}
		log, err := maillog.Open(path, time.Now)
		if err != nil {
			return n, err
		}
		some, err := log.Forget(numbers...)
		n += some
		if err := errors.Join(err, log.Close()); err != nil {
			return n, err
		}
	}
	return n, nil
}

// listed prints which of the people the event's lists still have. Numbers are derived from ids, so people who were
// forgotten earlier are found, too.
func (f *forgetting) listed(ctx context.Context, w *world, dir string) {
	list, _, err := people.Load(ctx, dir)
	if err != nil || list == nil || list.Roster == nil {
		w.printf("the list of people in %s could not be read: see for yourself whether it still has them",
			source.Printable(dir))
		return
	}
	var lines []string
	for _, p := range list.People {
		if f.ids[person{list.Event.ID, p.ID}] {
			lines = append(lines, fmt.Sprintf("%s:%d  %s", source.Printable(p.File), p.Row, source.Printable(p.ID)))
		}
	}
	if len(lines) == 0 {
		return
	}
	w.printf("%s still on the list; make refuses the list until the rows are deleted:",
		plural(len(lines), "of them is", "of them are"))
	for i, line := range lines {
		if i == mostListed {
			fmt.Fprintf(w.stderr, "  and %d more\n", len(lines)-i)
			break
		}
		fmt.Fprintf(w.stderr, "  %s\n", line)
	}
}

// forgottenOn describes a forgotten person in a table.
func forgottenOn(at time.Time) string { return "(forgotten " + at.Format(time.DateOnly) + ")" }
