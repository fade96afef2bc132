// Package batch is the order of work: attendees in, sheets and parcels out.
//
// A run reads the event's folder, issues what was not issued before, lays out
// and draws on several workers, and keeps to one promise: nothing appears on
// paper that the ledger does not know, and nothing appears at all when
// something is wrong. Files are first written whole under other names; then
// the ledger records what is new, and reaches the disk; then the files get
// their names, and the manifest comes last.
package batch

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
	"lanyard/internal/base/inorder"
	"lanyard/internal/base/paper"
	"lanyard/internal/base/source"
	"lanyard/internal/input/roster"
	"lanyard/internal/paper/layout"
	"lanyard/internal/trust/keyring"
	"lanyard/internal/trust/registry"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/history"
	"lanyard/internal/work/issue"
	"lanyard/internal/work/people"
	"lanyard/internal/work/walkin"
)

// KeysDir is the folder of the keys in an event's folder.
const KeysDir = registry.KeysDir

// Job says what a run is to do. Dir and Now are needed.
type Job struct {
	Dir string    // the event's folder
	Out string    // output folder; empty: Dir/out
	Now time.Time // decides the day of issue
	Options
	Shard    Shard // only this part of the run, for Merge to join; zero: all
	Workers  int   // 0: one a processor
	Progress func(done, total int)
	Confirm  func(*Report) bool // whether to go on with Corrections and Doubles; nil: yes

	Root         string // file of the root key when it does not lie with the others
	AcceptLedger bool   // go on with a ledger that is lost, or not the last one
}

// Report says what a run has done.
type Report struct {
	Problems     source.Problems // in the order of files and lines
	Recognised   string          // what the list was taken for
	Columns      []roster.ColumnUse
	Notes        []string          // of the list
	NotFound     []roster.NotFound // fields that the list has no column for; of Check alone
	Same         bool              // the files of the last run are what this one would make; nothing was done
	People       int               // rows that are printed
	Badges       int
	Certificates int
	Sheets       int // pages of badges.pdf
	Issued       int // numbers that are new
	Corrected    int // of these, later versions of what was issued before
	history.Effects
	Blanks   int      // spare badges
	Kept     int      // walk-ins who wear a spare
	Withheld []string // ids whose number was revoked or suspended
	Fits     []PersonFit
	Files    []bundle.Written
	Removed  []string // files of people who are on the list no more, or bear another name
	Shards   int      // that were joined
	Out      string
	NewKeys  string // folder, when this run made the keys
}

// PersonFit is what was done to a text so that it fits.
type PersonFit struct {
	Row  int
	ID   string
	Kind paper.Kind
	layout.Fit
}

// ErrProblems is the error of a run that problems stopped, or of one with
// Force that has left out rows. They stand in Report.Problems.
var ErrProblems = folder.ErrProblems

// outDir is the folder in an event's folder that takes its papers.
const outDir = "out"

// newRun returns the work on j, which writes into the output folder.
func newRun(j Job) *run {
	r := &run{Job: j, Report: &Report{}, known: map[source.Problem]bool{}, ownOut: j.Out == ""}
	if r.ownOut {
		r.Job.Out = filepath.Join(j.Dir, outDir)
	}
	r.Report.Out = r.Job.Out
	return r
}

// openOut opens the output folder and makes it. Who named none writes into that
// of the event, and nowhere that a link in there leads to.
func (r *run) openOut() (*bundle.Dir, error) {
	if r.ownOut {
		return bundle.OpenIn(r.Dir, outDir)
	}
	return bundle.Open(r.Job.Out)
}

// Make runs j. The report is never nil.
func Make(ctx context.Context, j Job) (report *Report, err error) {
	r := newRun(j)
	if err := r.load(); err != nil {
		return r.Report, err
	}
	if r.Shard.Of > 0 {
		return r.Report, r.makeShard(ctx)
	}
	if err := r.open(); err != nil {
		return r.Report, err
	}
	defer func() { err = errors.Join(err, r.desk.Close()) }()
	if r.Force {
		if err := r.rehearse(ctx); err != nil {
			return r.Report, err
		}
		r.Fits, r.dense = nil, nil
		if !slices.ContainsFunc(r.people, func(p *people.Person) bool { return !p.Failed }) {
			return r.Report, ErrProblems
		}
	}
	out, err := r.openOut()
	if err != nil {
		return r.Report, err
	}
	if r.plain() {
		if same, err := r.made().Same(r.Dir, out); same || err != nil {
			r.Same = same
			return r.Report, errors.Join(err, out.Close())
		}
	}
	return r.Report, errors.Join(r.produce(ctx, out), out.Close())
}

// produce issues, draws and, when all of it is right, lets the files appear.
func (r *run) produce(ctx context.Context, out *bundle.Dir) error {
	issuer, err := issue.Open(r.desk, r.work, r.Now)
	if err != nil {
		return err
	}
	if r.history, err = history.Read(r.desk.Ledger, r.work.Event.ID); err != nil {
		return err
	}
	if err := r.issue(ctx, issuer); err != nil {
		return err
	}
	if r.New {
		r.sift()
	}
	if err := r.confirm(issuer); err != nil {
		return err
	}
	r.nameFiles(issuer)
	if err := r.stage(ctx, out); err != nil {
		return err
	}
	if err := r.desk.Issue(issuer.Entries()); err != nil {
		return err
	}
	if err := r.appear(out); err != nil {
		return err
	}
	if r.plain() && r.Problems.Err() == nil {
		err = r.made().Keep(r.Dir)
	}
	return errors.Join(err, r.verdict())
}

// appear gives the files that are staged their names, tells of them in the
// manifest and has the ledger remember what was printed.
func (r *run) appear(out *bundle.Dir) error {
	if err := out.Commit(); err != nil {
		return err
	}
	if err := r.manifest(out); err != nil {
		return err
	}
	return r.desk.Printed(r.work.Event.ID, r.about(), r.prints())
}

// stage draws all files and brings them to the disk, under other names yet. Its
// error may be that some papers cannot be printed.
func (r *run) stage(ctx context.Context, out *bundle.Dir) error {
	switch err := r.draw(ctx, out); {
	case err != nil:
		return err
	case r.faults:
		r.Files = nil
		return r.verdict()
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return out.Settle()
}

// run is the work on one Job.
type run struct {
	Job
	*Report
	work     *people.List
	desk     *registry.Desk
	ownOut   bool // the output folder is that of the event
	people   []*people.Person
	presses  []*press
	done     int
	faults   bool            // some paper cannot be printed
	unissued int             // papers that have no number yet, in a run that gives out none
	theShard json.RawMessage // for the manifest of a shard
	known    map[source.Problem]bool
	dense    map[denseBox]density
	history  *history.History
	names    map[string]string // of the files of certificates, by attendee
}

// load reads the folder and chooses the people.
func (r *run) load() error {
	work, problems, err := people.Load(r.Dir)
	r.Problems = problems
	if err != nil {
		return err
	}
	if work == nil || work.Roster == nil {
		return ErrProblems
	}
	r.work, r.Recognised, r.Columns = work, work.Roster.Recognised, work.Roster.Explain()
	r.Notes = slices.Concat(work.Roster.Counted(), work.Roster.Notes, work.Notes)
	if err := r.verdict(); err != nil && !r.Force || !work.Has() {
		return ErrProblems
	}
	return r.choose()
}

// choose picks the people and the kinds of paper that this run makes.
func (r *run) choose() error {
	if err := r.choosePeople(); err != nil {
		return err
	}
	for _, kind := range paper.Kinds() {
		d := r.work.DesignOf(kind)
		if d == nil || r.Only != "" && r.Only != kind.Plural() {
			continue
		}
		p := &press{Design: d, progress: r.advance, keeps: r.work.ShowsPhotos(kind)}
		r.presses = append(r.presses, p)
		if folder.OnSheets(kind) && r.Spares > 0 {
			blank, blanks := *d, *p
			blank.Front, blank.Back = walkin.Blank(d.Front), walkin.Blank(d.Back)
			blanks.spare, blanks.Design = true, &blank
			r.presses = append(r.presses, &blanks)
		}
	}
	if len(r.presses) == 0 {
		return fault.New(fmt.Sprintf("event.toml asks for no %s", r.Only), fmt.Sprintf("add a table [%s] to it", r.Only))
	}
	return r.setSheet()
}

// verdict returns ErrProblems when there is an error among the problems.
func (r *run) verdict() error {
	r.tellDense()
	r.Problems.Sort()
	if r.Problems.Err() != nil {
		return ErrProblems
	}
	return nil
}

// open opens the desk. What is not there yet is made by its Issue, when nothing
// can go wrong any more.
func (r *run) open() (err error) {
	r.desk, err = registry.Open(r.Dir, registry.Options{Now: r.Now, Root: r.Root, AcceptLedger: r.AcceptLedger})
	if err != nil || r.desk.Keys != nil {
		return err
	}
	r.NewKeys = filepath.Join(r.Dir, KeysDir)
	if r.desk.Keys, err = keyring.New(r.NewKeys, issue.Organiser(r.work.Event, 0), rand.Reader, r.Now); err != nil {
		return errors.Join(err, r.desk.Close())
	}
	return nil
}

// issue gives every paper of this run its number and token.
func (r *run) issue(ctx context.Context, s *issue.Issuer) error {
	r.Withheld, r.Kept = nil, 0
	for _, p := range r.presses {
		people := r.people
		switch {
		case p.spare:
			people = walkin.Spares(r.work, r.Spares)
		case folder.OnSheets(p.Kind):
			people = r.work.InBadgeOrder(people)
		}
		p.papers = make([]printed, 0, len(people))
		for _, one := range people {
			if one.Failed {
				continue
			}
			if before := s.Known(p.Kind)[one.ID]; !p.spare && walkin.Keeps(&before, one) {
				r.Kept++
				continue
			}
			given, err := s.Issue(issue.Paper{Person: one, Kind: p.Kind})
			switch {
			case errors.Is(err, issue.ErrUnissued):
				r.unissued++
			case err != nil:
				return err
			case given == nil:
				r.Withheld = append(r.Withheld, one.ID)
			default:
				p.papers = append(p.papers, printed{Issued: issue.Issued{Paper: issue.Paper{Person: one, Kind: p.Kind}, Grant: given}})
			}
		}
	}
	err := s.Sign(ctx, r.workers(), func(one *people.Person, err error) {
		one.Failed = true
		r.complain(r.work.Unsignable(one, err))
	})
	if err != nil {
		return err
	}
	if err := r.verdict(); err != nil && !r.Force {
		return err
	}
	for _, p := range r.presses {
		p.papers = slices.DeleteFunc(p.papers, func(one printed) bool { return one.Token == nil })
	}
	r.Issued = 0
	for p := range s.Fresh() {
		if _, before := s.Current(p); before {
			r.Corrected++
		}
		r.Issued++
	}
	return nil
}

func (r *run) workers() int {
	if r.Workers > 0 {
		return r.Workers
	}
	return runtime.GOMAXPROCS(0)
}

func (r *run) advance(papers int) {
	if r.done += papers; r.Progress != nil {
		total := 0
		for _, p := range r.presses {
			total += len(p.papers)
		}
		r.Progress(r.done, total)
	}
}

// draw writes the files of every press, staged and not yet to be seen.
func (r *run) draw(ctx context.Context, out *bundle.Dir) error {
	for _, p := range r.presses {
		if len(p.papers) == 0 {
			continue
		}
		var err error
		switch p.Kind {
		case paper.Badge:
			err = r.drawBadges(ctx, p, out)
		case paper.Certificate:
			err = r.drawCertificates(ctx, p, out)
		}
		if err != nil {
			return err
		}
	}
	r.People = len(r.people)
	return nil
}

func (r *run) drawBadges(ctx context.Context, p *press, out *bundle.Dir) error {
	for _, f := range r.badgeFiles(p) {
		if p.spare {
			r.Blanks = len(f.papers)
		} else {
			r.Badges, r.Sheets = r.Badges+len(f.papers), r.Sheets+len(f.spread())*f.pagesALeaf()
		}
		w, err := out.Stage(f.name, func(w io.Writer) error {
			return f.oneFile(ctx, r.workers(), w, func(o outcome) { r.record(f.press, o, f.name) })
		})
		r.keep(w)
		if err != nil && !errors.Is(err, errFaulty) { // drawing goes on, to find the faults of all
			return err
		}
	}
	return nil
}

// keep remembers a file for the manifest.
func (r *run) keep(w bundle.Written) {
	if w.File != "" {
		r.Files = append(r.Files, w)
	}
}

// record takes the outcome of one paper: its fits, its faults, its place.
func (r *run) record(p *press, o outcome, file string) {
	one := &p.papers[o.paper]
	one.file, one.page, one.said = file, o.page, o.said
	r.judge(p, one.Person, o.Fits, o.Faults)
	r.faults = r.faults || len(o.Faults) > 0
}

// papers returns the papers of the run and the press that draws each.
func (r *run) papers() iter.Seq2[*printed, *press] {
	return func(yield func(*printed, *press) bool) {
		for _, p := range r.presses {
			for i := range p.papers {
				if !yield(&p.papers[i], p) {
					return
				}
			}
		}
	}
}

// rehearse lays out everything once without drawing, to find the rows that
// cannot be printed.
func (r *run) rehearse(ctx context.Context) error {
	s, err := issue.Open(r.desk, r.work, r.Now)
	if err != nil {
		return err
	}
	if err := r.issue(ctx, s); err != nil {
		return err
	}
	return r.layOut(ctx)
}

// layOut lays out every paper and keeps the faults. The fits are those of the
// run itself.
func (r *run) layOut(ctx context.Context) error {
	for _, p := range r.presses {
		pieces := (len(p.papers) + checkedAtOnce - 1) / checkedAtOnce
		err := inorder.Do(ctx, pieces, r.workers(), func() func(int) ([]layout.Result, error) {
			l := p.List.Layouter()
			return func(i int) (results []layout.Result, err error) {
				for _, one := range p.papers[i*checkedAtOnce : min((i+1)*checkedAtOnce, len(p.papers))] {
					fits, faults := p.check(l, one.Person, p.fields(one))
					results = append(results, layout.Result{Fits: fits, Faults: faults})
				}
				return results, nil
			}
		}, func(i int, results []layout.Result) error {
			for j, res := range results {
				one := p.papers[i*checkedAtOnce+j].Person
				r.judge(p, one, res.Fits, res.Faults)
				one.Failed = one.Failed || len(res.Faults) > 0
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// plain reports whether a run is over everybody and depends on nothing but its
// inputs. Photos of people are too many to be looked at each time.
func (r *run) plain() bool {
	if r.partial() || r.Force || r.Again || r.Spares > 0 || r.Shard.Of > 0 {
		return false
	}
	return !slices.ContainsFunc(r.presses, func(p *press) bool { return p.keeps })
}

// made returns what the files of this run are made from.
func (r *run) made() history.Inputs {
	return history.Inputs{Ledger: r.desk.Ledger, Out: r.Job.Out, Options: r.Options, Read: r.inputs()}
}

// confirm asks whether to go on with a run that supersedes valid papers, or adds a
// second paper to one that stays valid.
func (r *run) confirm(s *issue.Issuer) (err error) {
	if r.Corrections, err = r.history.Corrections(s, r.issued()); err != nil {
		return err
	}
	if r.Problems.Err() == nil { // else people who are left out would count as gone
		gone := history.GoneFrom(r.work, s)
		r.Doubles = history.Doubles(s, gone)
		if !r.partial() {
			r.Gone = gone
		}
	}
	if len(r.Corrections)+len(r.Doubles) == 0 || r.Confirm == nil || r.Confirm(r.Report) {
		return nil
	}
	return fault.New("stopped on your word; nothing was issued and no file was changed", "correct the list, or leave people out with -where; see what has changed: lanyard diff")
}

// issued returns the papers of the run with their designs.
func (r *run) issued() history.Papers {
	return func(yield func(issue.Issued, *people.Design) bool) {
		for one, p := range r.papers() {
			if !yield(one.Issued, p.Design) {
				return
			}
		}
	}
}

// Diff compares the list with what was printed last, and writes nothing. The
// differences are in the order of the list, with people who have gone at the end.
func Diff(j Job) (all []history.Difference, report *Report, err error) {
	r := &run{Job: j, Report: &Report{}, known: map[source.Problem]bool{}}
	if err := r.load(); err != nil {
		return nil, r.Report, err
	}
	if r.desk, err = registry.Open(r.Dir, registry.Options{Now: r.Now, AcceptLedger: r.AcceptLedger}); err != nil {
		return nil, r.Report, err
	}
	defer func() { err = errors.Join(err, r.desk.Close()) }()
	s, err := issue.Reader(r.work, r.desk.Ledger)
	if err != nil {
		return nil, r.Report, err
	}
	if r.history, err = history.Read(r.desk.Ledger, r.work.Event.ID); err != nil {
		return nil, r.Report, err
	}
	var designs []*people.Design
	for _, p := range r.presses {
		designs = append(designs, p.Design)
	}
	if all, err = r.history.Differences(s, designs, r.people); err != nil {
		return nil, r.Report, err
	}
	r.People = len(r.people)
	if !r.partial() {
		all = r.history.WithGone(history.GoneFrom(r.work, s), designs, all)
	}
	return all, r.Report, nil
}

// complain adds a problem that is not among the others: the badge and the
// certificate of one person may have the same.
func (r *run) complain(p source.Problem) {
	if !r.known[p] {
		r.known[p] = true
		r.Problems.Add(p)
	}
}
