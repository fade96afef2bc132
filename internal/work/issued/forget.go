package issued

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
	"lanyard/internal/base/source"
	"lanyard/internal/input/roster"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/discover"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/trust/maillog"
	"lanyard/internal/trust/registry"
	"lanyard/internal/work/batch"
	"lanyard/internal/work/drawn"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/manifest"
	"lanyard/internal/work/owner"
	"lanyard/internal/work/people"
)

// Whom says who is to be forgotten, and what becomes of their files.
type Whom struct {
	Dir    string // of the event, or of an issuer of several
	Out    string // folder of the papers; empty: the event's output folder
	What   string // id of a person or number of a paper; empty: everybody at events that ended before Before
	Before int    // in days since 1970-01-01
	Keep   bool   // leave the files of papers
}

// Forgetting is what forgetting people comes to. Nothing is changed until Run.
type Forgetting struct {
	Whom
	People  int            // who are not forgotten yet
	Entries []ledger.Entry // all their papers
	Undated int            // papers that this program cannot date, and whose holders are not forgotten
	Folders []*Remains     // of each event that is looked at

	desk    *registry.Desk
	ids     map[holder]bool // their ids, and what stands for them in the ledger
	numbers map[string]bool // of their papers
}

// Remains are a folder of papers and the files in it that show people who are to be forgotten.
type Remains struct {
	Dir    string // of the event
	Path   string // of the papers
	Traces *manifest.Traces

	out *bundle.Dir // nil: there is none
}

// holder is an attendee of an event.
type holder struct{ event, id string }

// Find returns what forgetting comes to. It must be closed; desk stays open until then.
func (w Whom) Find(desk *registry.Desk) (f *Forgetting, err error) {
	f = &Forgetting{Whom: w, desk: desk, ids: map[holder]bool{}, numbers: map[string]bool{}}
	if w.What != "" {
		if f.Entries, err = desk.Find(w.What, nil); err == nil {
			f.Entries, err = desk.Holding(f.Entries)
		}
	} else {
		f.Entries, f.Undated, err = desk.Ended(w.Before)
	}
	if err != nil {
		return nil, err
	}
	fresh := map[holder]bool{}
	for _, e := range f.Entries {
		who := holder{e.EventID, e.AttendeeID}
		f.ids[who], f.numbers[e.Number.String()] = true, true
		if e.Forgotten.IsZero() {
			fresh[who] = true
		}
	}
	f.People = len(fresh)
	dirs := []string{w.Dir}
	if discover.IsIssuer(w.Dir) {
		dirs = desk.Folders()
	}
	for _, dir := range dirs {
		r := &Remains{Dir: dir, Path: cmp.Or(w.Out, filepath.Join(dir, batch.OutDir)), Traces: &manifest.Traces{}}
		f.Folders = append(f.Folders, r)
		if err := f.look(r); err != nil {
			return nil, errors.Join(err, f.Close())
		}
	}
	return f, nil
}

// look opens a folder of papers and looks what its files show.
func (f *Forgetting) look(r *Remains) (err error) {
	_, missing := os.Stat(r.Path)
	switch {
	case errors.Is(missing, fs.ErrNotExist) && f.Out == "":
		return nil
	case errors.Is(missing, fs.ErrNotExist):
		return fault.New(fmt.Sprintf("there is no folder %s", source.Quote(r.Path)), "name the folder with the papers")
	case f.Out == "":
		r.out, err = bundle.OpenIn(r.Dir, batch.OutDir)
	default:
		r.out, err = bundle.Open(r.Path)
	}
	if err != nil {
		return err
	}
	r.Traces, err = manifest.TracesOf(r.out, func(event string, e bundle.Entry) bool {
		return f.numbers[e.Number] || f.ids[holder{event, e.Attendee}]
	})
	return err
}

// Close closes the folders of papers.
func (f *Forgetting) Close() (err error) {
	for _, r := range f.Folders {
		if r.out != nil {
			err = errors.Join(err, r.out.Close())
		}
	}
	return err
}

// Kept returns the folder that has the ledger from before the event was taken in by its issuer, with everybody in it;
// "" if there is none.
func (r *Remains) Kept() string {
	if discover.Has(r.Dir, registry.BeforeAdoption) {
		return filepath.Join(r.Dir, registry.BeforeAdoption)
	}
	return ""
}

// Forgotten counts what was taken out, and where.
type Forgotten struct {
	Rows    int // of the ledger
	Papers  int // of the list of papers
	Letters int // of the record of what was sent
}

// Run forgets. The ledger comes last: as long as it knows the people, a run that was killed can be repeated.
func (f *Forgetting) Run() (done Forgotten, err error) {
	for _, r := range f.Folders {
		if err := r.Traces.Erase(r.out, f.Keep); err != nil {
			return done, err
		}
		if err := drawn.Forget(r.Dir); err != nil {
			return done, err
		}
		done.Papers += r.Traces.Papers
		n, err := f.letters(r.Dir)
		if done.Letters += n; err != nil {
			return done, err
		}
	}
	done.Rows, err = f.desk.Forget(f.Entries)
	return done, err
}

// letters deletes what was recorded of messages to the people, and returns how many there were.
func (f *Forgetting) letters(dir string) (n int, err error) {
	path := filepath.Join(dir, maillog.File)
	if !maillog.Exists(path) {
		return 0, nil
	}
	var numbers []credential.Number
	for _, e := range f.Entries {
		numbers = append(numbers, e.Number)
	}
	log, err := maillog.Open(path, time.Now)
	if err != nil {
		return 0, err
	}
	n, err = log.Forget(numbers...)
	return n, errors.Join(err, log.Close())
}

// Row is a row of a list that still has somebody.
type Row struct {
	File string
	Line int
	ID   string
}

// Left is what an event's folder still has of people besides its papers. It is the organiser's to delete.
type Left struct {
	Read bool     // the lists could be read
	Rows []Row    // of the lists
	Also []string // rows of corrections.csv that are about them, like "corrections.csv:3"; files that may have them
}

// Left returns what the event's folder still has of the people. Numbers are derived from ids, so people who were
// forgotten earlier are found, too.
func (f *Forgetting) Left(ctx context.Context, r *Remains) (left Left) {
	keys := map[string]bool{} // of rows, as corrections name them
	for who := range f.ids {
		keys[who.id] = true
	}
	list, _, err := people.Load(ctx, r.Dir)
	if left.Read = err == nil && list != nil && list.Roster != nil; left.Read {
		lines := map[int]bool{}
		for _, p := range list.People {
			if f.ids[holder{list.Event.ID, p.ID}] {
				left.Rows = append(left.Rows, Row{p.File, p.Row, p.ID})
				lines[p.Row] = p.File == list.Roster.File || lines[p.Row]
			}
		}
		table, _ := list.Table() // without it, corrections are found by their ids alone
		for _, row := range table.Rows {
			keys[row.Key] = keys[row.Key] || lines[row.Line]
		}
	}
	left.Also = corrected(r.Dir, keys)
	before, _ := filepath.Glob(filepath.Join(r.Dir, "*.before")) // the pattern is a good one
	for _, file := range before {
		left.Also = append(left.Also, filepath.Base(file))
	}
	return left
}

// corrected returns the rows of corrections.csv that are about some rows of the list, or its name where it has none of
// them: somebody who is no longer on the list may be in it under their e-mail address.
func corrected(dir string, keys map[string]bool) (all []string) {
	data, err := bundle.ReadRegular(filepath.Join(dir, folder.CorrectionsFile), roster.MaxCorrections)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	c, _ := roster.ReadCorrections(folder.CorrectionsFile, data) // what cannot be read is named whole
	for _, one := range c.All {
		if keys[one.Person] {
			all = append(all, fmt.Sprintf("%s:%d", folder.CorrectionsFile, one.Line()))
		}
	}
	if len(all) == 0 {
		return []string{folder.CorrectionsFile}
	}
	return all
}

// Farewell is what a page shows of forgetting people, before it is done and afterwards. Files are relative to the
// event's folder.
type Farewell struct {
	Done    bool     `json:"done"`
	People  int      `json:"people"`
	Papers  int      `json:"papers"`
	Undated int      `json:"undated"`
	Deleted []string `json:"deleted"` // files that show nobody else, the first MaxListed
	Shared  []string `json:"shared"`  // files that show other people, too
	More    int      `json:"more"`    // files that are not listed
	Kept    string   `json:"kept"`    // folder with a ledger from before the event was taken in; "": none
	Listed  []string `json:"listed"`  // rows of the list that still have them
	Also    []string `json:"also"`    // rows of corrections.csv, and files that may have them
	Unread  bool     `json:"unread"`  // the list could not be read
	Rows    int      `json:"rows"`    // of the ledger that have lost their text
	Letters int      `json:"letters"` // messages that are no longer recorded
}

// Forget returns what forgetting people of the event comes to, and forgets them if sure is the number of their papers,
// as somebody has seen it before. Any other number but 0 is an error.
func (e Event) Forget(ctx context.Context, w Whom, sure int) (out Farewell, err error) {
	view, err := owner.View(e.Dir)
	if err != nil {
		return out, err
	}
	w.Dir = e.Dir
	err = e.withDesk(registry.Options{Event: view}, func(d *registry.Desk) (err error) {
		f, err := w.Find(d)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, f.Close()) }()
		r := f.Folders[0]
		out = Farewell{People: f.People, Papers: len(f.Entries), Undated: f.Undated, Deleted: []string{}, Shared: []string{},
			Listed: []string{}, Also: []string{}}
		if kept := r.Kept(); kept != "" {
			out.Kept = filepath.Base(kept)
		}
		out.Deleted, out.More = inDir(out.Deleted, r.Traces.Alone, out.More)
		out.Shared, out.More = inDir(out.Shared, r.Traces.Shared, out.More)
		left := f.Left(ctx, r)
		out.Unread, out.Also = !left.Read, append(out.Also, left.Also[:min(len(left.Also), MaxListed)]...)
		for _, row := range left.Rows[:min(len(left.Rows), MaxListed)] {
			out.Listed = append(out.Listed, fmt.Sprintf("%s:%d", row.File, row.Line))
		}
		switch {
		case sure == 0:
			return nil
		case sure != out.Papers:
			return fault.New("what is to be forgotten has changed meanwhile", "look at it again")
		}
		done, err := f.Run()
		out.Done, out.Rows, out.Letters = err == nil, done.Rows, done.Letters
		return err
	})
	return out, err
}

// inDir appends files of the output folder to all, the first MaxListed of them, and returns how many were left out.
func inDir(all, files []string, more int) ([]string, int) {
	for i, file := range files {
		if i == MaxListed {
			return all, more + len(files) - i
		}
		all = append(all, batch.OutDir+"/"+file)
	}
	return all, more
}
