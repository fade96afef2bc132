package batch

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"time"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/trust/registry"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/history"
	"lanyard/internal/work/issue"
	"lanyard/internal/work/manifest"
	"lanyard/internal/work/order"
	"lanyard/internal/work/output"
	"lanyard/internal/work/people"
	"lanyard/internal/work/press"
	"lanyard/internal/work/rehearse"
	"lanyard/internal/work/review"
	"lanyard/internal/work/walkin"
)

// scope is the subject of a run: people of a list, and a press for each kind of paper.
type scope struct {
	list    *people.List
	people  []*people.Person
	presses []*press.Press
	aliases history.Aliases // of their ids, in manifests
}

// designs returns the designs of the presses.
func (s *scope) designs() (all []*people.Design) {
	for _, p := range s.presses {
		all = append(all, p.Design)
	}
	return all
}

// read reads the event's folder of j into the report. The error is ErrProblems if there is no list.
func read(ctx context.Context, j *Job, r *Report) (*people.List, error) {
	list, problems, err := review.Load(ctx, j.Dir, j.List...)
	r.Problems = problems
	if err != nil {
		return nil, err
	}
	if list == nil || list.Roster == nil {
		return nil, ErrProblems
	}
	r.Listed = Listed{Recognised: list.Roster.Recognised, Mended: list.Roster.Corrected, Columns: list.Roster.Explain(),
		Notes: slices.Concat(list.Roster.Counted(), list.Roster.Notes, list.Notes)}
	return list, nil
}

// choose reads the folder and selects the people and papers of j. Unless Force is set, problems stop the run.
func choose(ctx context.Context, j *Job, r *Report) (*scope, error) {
	list, err := read(ctx, j, r)
	if err != nil {
		return nil, err
	}
	r.doubt(list.Event)
	if err := r.Err(); err != nil && !j.Force || !list.Has() {
		return nil, ErrProblems
	}
	s, err := chooseFrom(list, j.Options)
	if err != nil {
		return nil, err
	}
	for _, p := range s.presses {
		if folder.OnSheets(p.Kind) {
			r.Print = p.Print()
		}
	}
	r.Notes = append(r.Notes, list.Uncompared(j.Where)...)
	share(j, s, r)
	return s, unserved(j.One, s)
}

// chooseFrom selects the people without problems, and the papers, of a run with options o.
func chooseFrom(list *people.List, o Options) (*scope, error) {
	s := &scope{list: list}
	holds, err := list.Where(o.Where)
	if err != nil {
		return nil, err
	}
	found := false
	for i := range list.People {
		p := &list.People[i]
		if o.One != "" && o.One != p.ID {
			continue
		}
		found = true
		if !p.Failed && holds(p) {
			s.people = append(s.people, p)
		}
	}
	switch {
	case !found && o.One != "":
		return nil, list.Nobody(o.One)
	case len(s.people) == 0 && o.Where != "":
		return nil, fault.New("nobody is meant by: "+source.Printable(o.Where),
			"see who is on the list: lanyard check -explain")
	}
	s.presses, err = press.Presses(list, o)
	return s, err
}

// open opens the desk. An event without keys gets new ones, and their folder is returned; the desk's Issue writes
// them, once nothing can fail any more.
func open(j Job, list *people.List) (desk *registry.Desk, made string, err error) {
	desk, err = registry.Open(j.Dir, j.desk())
	if err != nil || desk.Keys != nil {
		return desk, "", err
	}
	made = filepath.Join(list.Home, KeysDir)
	if desk.Keys, err = issue.NewRing(made, list.Event, rand.Reader, j.Now); err != nil {
		return nil, "", errors.Join(err, desk.Close())
	}
	return desk, made, nil
}

// begin prepares signing, and reads which papers people hold.
func begin(desk *registry.Desk, list *people.List, now time.Time) (*issue.Issuer, *history.History, error) {
	var past *history.History
	var failed error
	var group sync.WaitGroup
	group.Go(func() { past, failed = history.Read(desk.Ledger, list.Event.ID) })
	issuer, err := issue.Open(desk, list, now)
	group.Wait()
	return issuer, past, cmp.Or(err, failed)
}

// documentOf returns the issuer document of a desk, nil when it has no keys.
func documentOf(desk *registry.Desk) *credential.Issuer {
	if desk.Keys == nil {
		return nil
	}
	return desk.Keys.Issuer
}

// reader reads from a ledger what was issued and what people hold; nothing is
// issued.
func reader(l *ledger.Ledger, list *people.List, document *credential.Issuer) (*issue.Issuer, *history.History, error) {
	issuer, err := issue.Reader(list, l, document)
	if err != nil {
		return nil, nil, err
	}
	past, err := history.Read(l, list.Event.ID)
	return issuer, past, err
}

// Numbers counts what a run has issued.
type Numbers struct {
	Issued    int              // new numbers
	Corrected int              // of these, later versions of earlier papers
	Withheld  []string         // ids whose number was revoked or suspended
	Unearned  []history.Person // hold valid papers that they no longer get
	Kept      int              // walk-ins who wear a spare
	NewKeys   string           // folder, if this run created the keys
	unissued  int              // papers without a number, from a read-only issuer
}

// ended returns the context's error, which it looks for once in a thousand rounds of a loop.
func ended(ctx context.Context, round int) error {
	if round%1024 != 0 {
		return nil
	}
	return ctx.Err()
}

// number gives every paper of s its number and token.
func number(ctx context.Context, j Job, issuer *issue.Issuer, s *scope, f *rehearse.Findings) (n Numbers, err error) {
	for _, p := range s.presses {
		people := s.people
		switch {
		case p.Spare:
			people = walkin.Spares(s.list, j.Spares)
		case folder.OnSheets(p.Kind):
			people = order.Sorted(s.list, people)
		}
		p.Papers = make([]press.Printed, 0, len(people))
		for i, one := range people {
			if err := ended(ctx, i); err != nil {
				return n, err
			}
			if one.Failed || !n.gets(issuer, one, p.Kind) {
				continue
			}
			if at, gone := issuer.Forgotten(issue.Paper{Person: one, Kind: p.Kind}); gone {
				if !p.Spare {
					one.Failed = true
					f.Add(s.list.Forgotten(one, at))
				}
				continue
			}
			if before := issuer.Known(p.Kind)[one.ID]; !p.Spare && walkin.Keeps(&before, one) {
				n.Kept++
				continue
			}
			given, err := issuer.Issue(issue.Paper{Person: one, Kind: p.Kind})
			switch {
			case errors.Is(err, issue.ErrUnissued):
				n.unissued++
			case err != nil:
				return n, err
			case given == nil:
				n.Withheld = append(n.Withheld, one.ID)
			default:
				p.Papers = append(p.Papers,
					press.Printed{Issued: issue.Issued{Paper: issue.Paper{Person: one, Kind: p.Kind}, Grant: given}})
			}
		}
	}
	err = issuer.Sign(ctx, j.workers(), func(one *people.Person, err error) {
		one.Failed = true
		f.Add(s.list.Unsignable(one, err))
	})
	if err != nil {
		return n, err
	}
	if err := f.Err(); err != nil && !j.Force {
		return n, err
	}
	for _, p := range s.presses {
		p.Papers = slices.DeleteFunc(p.Papers, func(one press.Printed) bool { return one.Token == nil })
	}
	for p := range issuer.Fresh() {
		if _, before := issuer.Current(p); before {
			n.Corrected++
		}
		n.Issued++
	}
	return n, nil
}

// workers returns the number of workers that lay out and draw.
func (j *Job) workers() int {
	if j.Workers > 0 {
		return j.Workers
	}
	return runtime.GOMAXPROCS(0)
}

// sortOut lays out everything once without drawing, to find people whose papers cannot be printed. The error is
// ErrProblems if nobody is left.
func sortOut(ctx context.Context, j Job, desk *registry.Desk, s *scope, f *rehearse.Findings) error {
	issuer, err := issue.Open(desk, s.list, j.Now)
	if err != nil {
		return err
	}
	if _, err := number(ctx, j, issuer, s, f); err != nil {
		return err
	}
	if err := (rehearse.Rehearsal{Findings: f, Workers: j.workers()}).LayOut(ctx, s.presses); err != nil {
		return err
	}
	f.Restart()
	if !slices.ContainsFunc(s.people, func(p *people.Person) bool { return !p.Failed }) {
		return ErrProblems
	}
	return nil
}

// confirm finds the effects of a run. If it supersedes valid papers, or adds a second paper to a valid one, it asks
// whether to continue.
func confirm(j Job, issuer *issue.Issuer, past *history.History, s *scope, r *Report) (err error) {
	r.Notes, r.Design = append(r.Notes, issuer.Notes()...), issuer.Redesigned()
	if r.Corrections, err = past.Corrections(issuer, press.Issued(s.presses)); err != nil {
		return err
	}
	if r.Problems.Err() == nil { // otherwise people left out would count as gone
		gone := history.GoneFrom(s.list, issuer)
		r.Doubles = history.Doubles(issuer, gone)
		if !j.Partial() {
			r.Gone = gone
		}
	}
	if len(r.Corrections)+len(r.Doubles) == 0 || j.Confirm == nil || j.Confirm(r) {
		return nil
	}
	return errStopped()
}

// namesOf returns the names of the files of a run.
func namesOf(j Job, s *scope, past *history.History, issuer *issue.Issuer) *output.Names {
	names := output.NamesOf(s.list, j.Options, past.Runs, j.Shard.Suffix())
	names.OfCertificates(issuer.Number)
	return names
}

// issuedDrawing returns the drawing of the files of a run whose papers issuer has issued.
func issuedDrawing(j Job, s *scope, past *history.History, issuer *issue.Issuer, out *bundle.Dir) *press.Job {
	d := j.drawing(namesOf(j, s, past, issuer), out)
	d.OpenBadge = issuer.OpenBadge
	return d
}

// drawing returns the drawing of a run's files, called names, into out.
func (j *Job) drawing(names *output.Names, out *bundle.Dir) *press.Job {
	return &press.Job{Out: out, Names: names, Workers: j.workers(), Progress: j.Progress}
}

// stage draws all files and writes them to disk under temporary names. The error is ErrProblems if some papers
// cannot be printed.
func stage(ctx context.Context, d *press.Job, s *scope, r *Report) (err error) {
	d.Judge = func(p *press.Press, one *press.Printed, o press.Outcome) {
		r.Judge(p.Design, one.Person, o.Fits, o.Faults)
	}
	r.Made, err = d.Stage(ctx, s.presses)
	r.People = len(s.people)
	if errors.Is(err, press.ErrFaulty) {
		return r.Err()
	}
	return err
}

// openOut opens the output folder, creating it if needed. The default folder is the event's; a link in its place is
// not followed.
func openOut(j Job) (*bundle.Dir, error) {
	if j.Out == "" {
		return bundle.OpenIn(j.Dir, OutDir)
	}
	return bundle.Open(j.Out)
}

// appear renames the staged files and lists them in the manifest, with the record of a shard when the run made one.
func appear(out *bundle.Dir, s *scope, o Options, record manifest.Record, m *press.Made) error {
	if err := out.Commit(); err != nil {
		return err
	}
	return manifest.Write(out, m, s.presses, o, record)
}

// recordOf returns what the manifest says of a whole run, which may have been joined
// from shards.
func recordOf(desk *registry.Desk, issuer *issue.Issuer, s *scope, shards int) (r manifest.Record, err error) {
	s.aliases, err = history.AliasesOf(desk.Ledger, s.list)
	return manifest.Record{Issuer: desk.Keys.Issuer.Root.Thumbprint().String(), Shards: shards, Alias: s.aliases,
		Letters: manifest.LettersOf(s.list, s.aliases, issuer)}, err
}

// printed has the ledger record what a run has printed.
func printed(j Job, desk *registry.Desk, past *history.History, s *scope, m *press.Made) error {
	return desk.Printed(s.list.Event.ID, j.About(), m.Prints(s.presses, past, j.Again))
}

// plain reports whether a run covers everybody and depends on nothing but its inputs. Photos of people are too many
// to compare each time.
func plain(j Job, s *scope) bool {
	return whole(j) && !slices.ContainsFunc(s.presses, (*press.Press).Photos)
}

// inputs returns everything that the files of a run are made from.
func inputs(j Job, desk *registry.Desk, s *scope) history.Inputs {
	return history.Inputs{Ledger: desk.Ledger, Secret: secretOf(desk, s), Out: j.out(), Options: j.Options,
		Read: history.FilesRead(s.list)}
}

// same reports whether the files of the last run are up to date.
func same(j Job, desk *registry.Desk, s *scope, out *bundle.Dir) (bool, error) {
	if !plain(j, s) {
		return false, nil
	}
	return inputs(j, desk, s).Same(j.Dir, out)
}

// keepMade records the inputs of a run, unless it had problems.
func keepMade(j Job, desk *registry.Desk, s *scope, problems error) error {
	if problems != nil || !plain(j, s) {
		return nil
	}
	return inputs(j, desk, s).Keep(j.Dir)
}
