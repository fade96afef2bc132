package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"path/filepath"
	"slices"
	"time"
	"unicode/utf8"

	"lanyard/internal/base/source"
	"lanyard/internal/paper/pdf"
	"lanyard/internal/work/batch"
	"lanyard/internal/work/manifest"
	"lanyard/internal/work/press"
	"lanyard/internal/work/rehearse"
	"lanyard/internal/work/shard"
	"lanyard/internal/work/walkin"
)

func runMake(ctx context.Context, w *world, args []string) error {
	o := w.options("make", "[DIR]",
		"Make writes badges.pdf, one certificate per person and manifest.json. On its first run it creates "+
			"the\nevent's keys. Numbers already issued stay; nothing is written when the list has problems.")
	j := batch.Job{Now: w.now}
	o.files(&j)
	o.StringVar(&j.One, "one", "", "make only the attendee with this `ID`")
	o.BoolVar(&j.New, "new", false,
		"make only papers of people added or changed since the last print; see lanyard diff")
	shard := o.String("shard", "",
		"make only part `I/N` of the run, split by id, into out/shard-I-of-N; see lanyard issue and lanyard merge")
	o.IntVar(&j.Spares, "spares", 0, "also make `N` blank badges with numbers, for walk-ins; see lanyard walkin")
	o.IntVar(&j.PNG, "png", 0,
		"also make a picture of each badge and certificate, with `DPI` pixels an inch; certificates have their\nOpen Badge in it")
	yes := o.Bool("yes", false, yesAbout)
	o.IntVar(&j.Start, "start", 1, startAbout)
	o.BoolVar(&j.Force, "force", false, "leave out the rows that have problems, and exit with 1")
	list := o.list()
	o.jsonOption(w, "progress, problems, and counts of what was made")
	o.signing(ctx, w, &j)
	rest, err := o.parse(args, 0, 1)
	if err != nil {
		return err
	}
	if err := filesFault(&j); err != nil {
		return err
	}
	if j.Spares < 0 || j.Spares > walkin.MaxSpares {
		return usageFault(fmt.Sprintf("-spares takes a number from 1 to %d, not %d", walkin.MaxSpares, j.Spares),
			"leave -spares out for none")
	}
	if j.PNG != 0 && (j.PNG < press.MinPNG || j.PNG > press.MaxPNG) {
		return usageFault(fmt.Sprintf("-png takes pixels an inch from %d to %d, not %d", press.MinPNG, press.MaxPNG, j.PNG),
			"150 suits screens, 300 print: -png 150")
	}
	if j.Start < 1 {
		return usageFault(fmt.Sprintf("-start takes a number from 1, not %d", j.Start),
			"leave -start out for a whole sheet")
	}
	if j.Start == 1 {
		j.Start = 0 // a whole sheet, as without the option
	}
	if err := readShard(o, *shard, &j); err != nil {
		return err
	}
	j.Dir = eventDir(rest)
	if err := w.giveList(ctx, *list, &j); err != nil {
		return err
	}
	j.Confirm = w.confirm(ctx, j.Dir, *yes)
	j.Yes, j.Ask = *yes, w.askDoubts(ctx)
	return w.make(ctx, j)
}

// files registers the options of make and watch that say which papers are made into which files.
func (o *options) files(j *batch.Job) {
	o.StringVar(&j.Out, "out", "", "write into `DIR` instead of the event's out folder")
	o.StringVar(&j.Only, "only", "", "make only `badges|certificates`")
	o.StringVar(&j.Where, "where", "",
		"make only the people who match `CONDITION`, like \"role is speaker and not country\"")
	o.BoolVar(&j.Zip, "zip", false, "also put all certificates into certificates.zip")
	o.BoolVar(&j.Merged, "merged", false, "also write all certificates into certificates.pdf")
	o.StringVar(&j.Printer, "printer", "", "print on the printer `NAME` of event.toml")
	o.IntVar(&j.Workers, "jobs", 0, "draw on `N` workers; 0 is one per processor")
}

// filesFault checks the values of these options.
func filesFault(j *batch.Job) error {
	if j.Workers < 0 {
		return usageFault(fmt.Sprintf("-jobs takes a number from 0, not %d", j.Workers),
			"leave -jobs out for one per processor")
	}
	return onlyPapers(j.Only)
}

// make runs a job and reports what it has made.
func (w *world) make(ctx context.Context, j batch.Job) error {
	began := time.Now()
	bar := w.bar()
	j.Progress = bar.show
	report, err := batch.Make(ctx, j)
	bar.clear()
	w.problems(report)
	w.events.result(newMade(report))
	if err != nil && !(j.Force && errors.Is(err, batch.ErrProblems) && len(report.Files) > 0) {
		return w.stopped(report, err)
	}
	papersDrawn(j.Dir)
	w.summary(report, j, time.Since(began))
	if err != nil {
		return w.stopped(report, err)
	}
	return w.undecided(report)
}

// readShard reads the option -shard, which excludes some other options.
func readShard(o *options, text string, j *batch.Job) (err error) {
	if text == "" {
		return nil
	}
	var ok bool
	if j.Shard, ok = shard.Parse(text); !ok {
		return usageFault(fmt.Sprintf("-shard takes a part like 2/4, of at most %d, not %s", shard.MaxShards,
			source.Quote(text)), "make each part once: -shard 1/4, -shard 2/4 and so on")
	}
	o.Visit(func(f *flag.Flag) {
		if slices.Contains([]string{"one", "spares", "start", "png", "force", "root", "accept-ledger", "today"}, f.Name) {
			err = usageFault(fmt.Sprintf("-%s does not go with -shard", f.Name),
				"use that option in a separate run, without -shard")
		}
	})
	return err
}

const (
	startAbout = "begin at cell `N` of the first sheet of badges, row by row: the cells before have been used"
	yesAbout   = "without asking, supersede corrected papers and make certificates for people of unknown status"
)

// stopped reports a run that ended because of problems.
func (w *world) stopped(r *batch.Report, err error) error {
	if !errors.Is(err, batch.ErrProblems) {
		return err
	}
	errorCount, _ := count(r.Problems)
	if len(r.Files) > 0 {
		w.errorf("%s; the papers concerned were left out", plural(errorCount, "problem", "problems"))
	} else {
		w.errorf("%s; nothing was written", plural(errorCount, "problem", "problems"))
	}
	return exitError(exitFailed)
}

func count(ps source.Problems) (errorCount, warnings int) {
	for _, p := range ps {
		if p.Severity == source.Error {
			errorCount++
		} else {
			warnings++
		}
	}
	return errorCount, warnings
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// problems prints the problems, grouped, after the summary of how the lists were read.
func (w *world) problems(r *batch.Report) {
	if r.Recognised != "" {
		w.printf("%s", source.Printable(r.Recognised))
	}
	for _, n := range r.Notes {
		w.printf("%s", source.Printable(n))
	}
	w.shares(r)
	if err := r.Problems.Format(w.stderr, "lanyard: "); err != nil {
		w.errorf("%v", err)
	}
	w.events.problems(r.Problems)
}

func (w *world) summary(r *batch.Report, j batch.Job, took time.Duration) {
	w.newKeys(r)
	if r.Same {
		w.printf("nothing has changed since the last run: its files in %s are up to date", source.Printable(r.Out))
		return
	}
	if r.Badges > 0 {
		w.printf("%s on %s", plural(r.Badges, "badge", "badges"), plural(r.Sheets, "page", "pages"))
	}
	if r.Certificates > 0 {
		w.printf("%s", plural(r.Certificates, "certificate", "certificates"))
	}
	if r.Blanks > 0 {
		w.printf("%s for walk-ins, without a name; when somebody gets one: lanyard walkin NUMBER -name NAME",
			plural(r.Blanks, "spare badge", "spare badges"))
	}
	if r.Kept > 0 {
		w.printf("%s a spare badge, which stays; for one in their name: lanyard reissue walk-in-NUMBER -only badge",
			plural(r.Kept, "walk-in wears", "walk-ins wear"))
	}
	w.printing(r)
	if j.New && r.Badges+r.Certificates+r.Blanks == 0 {
		w.printf("nothing is new since the last print")
	}
	if len(r.Draft) > 0 {
		w.printf("every paper is marked DRAFT: nothing was signed, nothing was recorded, and the codes verify nowhere")
		w.hintf("correct event.toml as the warnings suggest, then run again: lanyard make%s", argument(j.Dir))
	} else if j.Shard.Of > 0 {
		w.printf("this is shard %s; when all are in the event's out folder: lanyard merge%s", j.Shard, argument(j.Dir))
	} else {
		w.numbers(r, j.Dir)
	}
	withheld := slices.Clone(r.Withheld) // an id appears once for its badge and once for its certificate
	slices.Sort(withheld)
	for _, id := range slices.Compact(withheld) {
		w.printf("left out papers of the id %s: they are revoked or suspended", source.Printable(id))
	}
	w.fits(r.Fits, j.Dir)
	w.wrote(r, took)
	if r.Addressed > 0 && r.Issued > r.Corrected { // there are people who have not been sent anything
		w.printf("to mail them: %s, or lanyard help send", filepath.Join(r.Out, manifest.MailingFile))
	}
}

// printing tells the user how to print the badges; their file requests the same settings.
func (w *world) printing(r *batch.Report) {
	if r.Badges+r.Blanks == 0 {
		return
	}
	switch r.Print {
	case pdf.ExactShortEdge:
		w.printf("print badges at 100 %%, on both sides, flipped on the short edge; the file asks for that")
	case pdf.ExactLongEdge:
		w.printf("print badges at 100 %%, on both sides, flipped on the long edge; the file asks for that")
	default:
		w.printf("print badges at 100 %%, not fitted to the page; the file asks for that")
	}
}

// newKeys reports that the run has created keys.
func (w *world) newKeys(r *batch.Report) {
	if r.NewKeys != "" {
		w.printf("made the keys of this event in %s: keep a copy of that folder in a safe place, and keep it secret",
			r.NewKeys)
	}
}

// numbers reports which numbers the run has issued and which older papers remain valid.
func (w *world) numbers(r *batch.Report, dir string) {
	switch {
	case r.Issued == 0:
		w.printf("no new numbers: everybody keeps the number issued before")
	case r.Corrected > 0:
		w.printf("%s, %d of them for a corrected certificate or badge; the earlier versions are superseded",
			plural(r.Issued, "new number", "new numbers"), r.Corrected)
	default:
		w.printf("%s", plural(r.Issued, "new number", "new numbers"))
	}
	w.unearned(r.Unearned, dir)
	w.gone(r.Gone, dir)
	if r.Corrected > 0 {
		w.hintf("anyone who verifies the old numbers sees this once the site is published: lanyard site%s",
			argument(dir))
	}
}

// wrote reports which files the run has written and removed.
func (w *world) wrote(r *batch.Report, took time.Duration) {
	changed := 0
	for _, f := range r.Files {
		if f.Changed {
			changed++
		}
	}
	if n := len(r.Files) - changed; n > 0 {
		w.printf("wrote %s to %s, left %d as they were, in %s", plural(changed, "file", "files"), r.Out, n,
			seconds(took))
	} else {
		w.printf("wrote %s to %s in %s", plural(changed, "file", "files"), r.Out, seconds(took))
	}
	if n := len(r.Removed); n > 0 {
		w.printf("removed %s of an earlier run, for people who left or were renamed, or for a part of the list",
			plural(n, "file", "files"))
	}
}

// fits reports how many texts were shrunk or wrapped. A name too small to read has a warning of its own.
func (w *world) fits(all []rehearse.PersonFit, dir string) {
	if n := len(fitLines(all)); n > 0 {
		w.printf("to fit, %s made smaller or broken into lines; see them with: lanyard check -fits%s",
			plural(n, "text was", "texts were"), argument(dir))
	}
}

// fitLines describes each text once, however many pages show it, the most reduced first.
func fitLines(all []rehearse.PersonFit) []string {
	type text struct{ kind, box, words string }
	rows := map[text]int{}
	var first []rehearse.PersonFit
	for _, f := range all {
		t := text{f.Kind.String(), f.Box, f.Text}
		if rows[t]++; rows[t] == 1 {
			first = append(first, f)
		}
	}
	slices.SortStableFunc(first, func(a, b rehearse.PersonFit) int {
		return cmp.Compare(float64(a.Size)/float64(a.Wanted), float64(b.Size)/float64(b.Wanted))
	})
	var lines []string
	for _, f := range first {
		where := fmt.Sprintf("row %d", f.Row)
		if n := rows[text{f.Kind.String(), f.Box, f.Text}]; n > 1 {
			where = fmt.Sprintf("%d rows", n)
		}
		line := fmt.Sprintf("%s, %s of the %s: %s at %gpt", where, f.Box, f.Kind, source.Quote(f.Text), f.Size.Points())
		if f.Size < f.Wanted {
			line += fmt.Sprintf(" instead of %gpt", f.Wanted.Points())
		}
		if f.Lines > 1 {
			line += fmt.Sprintf(" on %d lines", f.Lines)
		}
		lines = append(lines, line)
	}
	return lines
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.1f s", d.Seconds()) }

// bar shows the progress of a run on a terminal, and with -json as events; elsewhere it prints nothing.
type bar struct {
	w       *world
	last    time.Time
	columns int // of the longest line so far
}

// barPause is the interval between redraws of the bar: about as fast as the eye follows.
const barPause = 100 * time.Millisecond

func (w *world) bar() *bar { return &bar{w: w} }

func (b *bar) show(done, total int) {
	b.w.events.progress(done, total)
	if !b.w.terminal || time.Since(b.last) < barPause && done < total {
		return
	}
	b.last = time.Now()
	const width = 40
	full := width * done / max(total, 1)
	line := fmt.Sprintf("%-*s %d of %d", width, bars[:full*len("█")], done, total)
	b.columns = max(b.columns, utf8.RuneCountInString(line))
	fmt.Fprint(b.w.stderr, "\r"+line)
}

const bars = "████████████████████████████████████████"

func (b *bar) clear() {
	if !b.last.IsZero() {
		fmt.Fprintf(b.w.stderr, "\r%*s\r", b.columns, "") // old consoles of Windows know no escape sequences
	}
}
