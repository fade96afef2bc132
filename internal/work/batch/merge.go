package batch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
	"lanyard/internal/base/inorder"
	"lanyard/internal/base/paper"
	"lanyard/internal/base/program"
	"lanyard/internal/base/source"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/trust/registry"
	"lanyard/internal/work/history"
	"lanyard/internal/work/issue"
)

// made is a shard as it lies in the output folder.
type made struct {
	folder string
	shardRecord
	bundle.Manifest
	lock *ledger.Lock
}

// Merge joins the shards that lie in the output folder of the event in j.Dir
// into one run: it holds them against the list and the ledger, moves their files
// up, writes the manifest and records the print. All of them must be there, be
// of one run, and say what the event's files and the ledger say now; else nothing
// is changed, and the error says what to make again. Which run it is stands in
// the shards; of j, Dir, Out, Now, Workers and AcceptLedger count.
func Merge(ctx context.Context, j Job) (report *Report, err error) {
	r := newRun(j)
	if info, err := os.Stat(r.Job.Out); err != nil || !info.IsDir() {
		return r.Report, noShards(r.Job.Out)
	}
	out, err := r.openOut()
	if err != nil {
		return r.Report, err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	shards, joined, err := readShards(out, r.Job.Out)
	if err != nil {
		return r.Report, err
	}
	defer func() { err = errors.Join(err, unlock(shards)) }()
	r.Options = shards[0].Options
	if err := r.load(); err != nil {
		return r.Report, err
	}
	if r.desk, err = registry.Open(r.Dir, registry.Options{Now: r.Now, AcceptLedger: r.AcceptLedger}); err != nil {
		return r.Report, err
	}
	defer func() { err = errors.Join(err, r.desk.Close()) }()
	if joined {
		r.Same = true
		return r.Report, dissolve(out, shards)
	}
	return r.Report, r.merge(ctx, out, shards)
}

// dissolve removes what is left of shards whose files have been moved.
func dissolve(out *bundle.Dir, shards []made) error {
	if err := unlock(shards); err != nil {
		return err
	}
	for _, m := range shards {
		if err := out.Dissolve(m.folder, m.Files, shardLock, bundle.ManifestName); err != nil {
			return err
		}
	}
	return nil
}

// merge is the work of Merge on shards that are complete.
func (r *run) merge(ctx context.Context, out *bundle.Dir, shards []made) error {
	s, err := issue.Reader(r.work, r.desk.Ledger)
	if err != nil {
		return err
	}
	if r.history, err = history.Read(r.desk.Ledger, r.work.Event.ID); err != nil {
		return err
	}
	if err := r.expect(ctx, s); err != nil {
		return err
	}
	if err := r.confirm(s); err != nil {
		return err
	}
	if err := r.compare(shards); err != nil {
		return err
	}
	if err := r.adopt(ctx, out, shards); err != nil {
		return err
	}
	if err := r.appear(out); err != nil {
		return err
	}
	r.Shards = len(shards)
	return dissolve(out, shards)
}

// joinedAlready reports whether the files of all these shards are those of the
// manifest of the output folder: merge was killed while it removed their folders.
func joinedAlready(out *bundle.Dir, shards []made) (bool, error) {
	whole, err := out.ReadManifest(".")
	if err != nil {
		return false, err
	}
	sums := map[string]bundle.Sum{}
	for _, f := range whole.Files {
		sums[f.File] = f.Sum
	}
	for _, m := range shards {
		for _, f := range m.Files {
			if sum, ok := sums[f.File]; !ok || sum != f.Sum || m.Event != whole.Event {
				return false, nil
			}
		}
	}
	return true, nil
}

func noShards(out string) error {
	return fault.New(fmt.Sprintf("there is no shard in %q", out), "make them with: lanyard make -shard 1/4, then 2/4 and so on; or copy their folders there")
}

// readShards returns the shards in an output folder, in their order, each locked.
// There is one of each number, unless they were joined and are being removed.
func readShards(out *bundle.Dir, path string) (shards []made, joined bool, err error) {
	defer func() {
		if err != nil {
			err = errors.Join(err, unlock(shards))
		}
	}()
	folders, err := out.Folders(shardPrefix)
	if err != nil {
		return nil, false, err
	}
	if len(folders) == 0 {
		return nil, false, noShards(path)
	}
	found := map[int]made{}
	var first made
	for _, folder := range folders {
		m := made{folder: folder}
		if m.lock, err = ledger.Acquire(filepath.Join(path, folder, shardLock)); err != nil {
			return shards, false, err
		}
		shards = append(shards, m)
		if m.Manifest, err = out.ReadManifest(folder); err != nil {
			return shards, false, err
		}
		if m.shardRecord, err = readRecord(m.Manifest); err != nil {
			return shards, false, err
		}
		shards[len(shards)-1] = m
		if first.Of == 0 {
			first = m
		}
		if err := m.belongs(first, found); err != nil {
			return shards, false, err
		}
		found[m.Number] = m
	}
	var missing []string
	of := first.Of
	ordered := make([]made, 0, of)
	for n := 1; n <= of; n++ {
		if m, ok := found[n]; ok {
			ordered = append(ordered, m)
		} else {
			missing = append(missing, Shard{n, of}.folder())
		}
	}
	if len(missing) > 0 {
		if joined, err := joinedAlready(out, shards); joined || err != nil {
			return shards, joined, err
		}
		return shards, false, fault.New(fmt.Sprintf("%d of %d shards are missing in %q: %s", len(missing), of, path, strings.Join(missing[:min(len(missing), mostNamed)], ", ")),
			fmt.Sprintf("copy the folder there from the machine that made it; or make it: lanyard make -shard %s/%d", strings.TrimPrefix(strings.Split(missing[0], "-of-")[0], shardPrefix), of))
	}
	return ordered, false, nil
}

// maker names the program that made a shard.
func maker(p program.Program) string {
	if p == (program.Program{}) {
		return "an older lanyard"
	}
	return "lanyard " + source.Printable(p.String()) + " for " + source.Printable(p.Machine)
}

// sameProgram is the hint about shards that several programs have made: papers
// that two programs have made need not look alike.
const sameProgram = "use one file of the program on all machines, and make the shards of the others again; see which it is with: lanyard version"

// mostNamed is how many things of a kind an error names: more are not read.
const mostNamed = 10

// belongs says what keeps a shard from being one of a run with the first one and
// those that were found.
func (m *made) belongs(first made, found map[int]made) error {
	switch {
	case m.Number < 1 || m.Number > m.Of || m.Of > MaxShards:
		return fault.New(fmt.Sprintf("%s is not finished: it has no manifest of a shard", source.Quote(m.folder)), "wait until it is made or copied, or make it again; if it is something else, move it away")
	case m.Event != first.Event:
		return fault.New(fmt.Sprintf("%s is of the event %s, and %s of %s", m.folder, source.Quote(m.Event), first.folder, source.Quote(first.Event)), "move away what is of the other event")
	case m.Of != first.Of:
		return fault.New(fmt.Sprintf("%s is one of %d shards, and %s one of %d", m.folder, m.Of, first.folder, first.Of), "remove those of the run that you do not want")
	case m.By != first.By:
		return fault.New(fmt.Sprintf("%s was made by %s, and %s by %s", m.folder, maker(m.By), first.folder, maker(first.By)), sameProgram)
	case m.Options != first.Options:
		return fault.New(fmt.Sprintf("%s was made for %s, and %s for %s", m.folder, source.Printable(m.Options.words()), first.folder, source.Printable(first.Options.words())), "make all shards with the same options")
	}
	if twin, ok := found[m.Number]; ok {
		return fault.New(fmt.Sprintf("shard %s is there twice, in %s and %s", m.shardRecord.Shard, twin.folder, m.folder), "remove one of the two folders")
	}
	return nil
}

// unlock gives the locks of shards back.
func unlock(shards []made) (err error) {
	for i := range shards {
		if l := shards[i].lock; l != nil {
			err = errors.Join(err, l.Release())
			shards[i].lock = nil
		}
	}
	return err
}

// compare holds the shards against the papers that the run has now, and takes
// from them where each one stands.
func (r *run) compare(shards []made) error {
	this, err := program.This()
	if err != nil {
		return err
	}
	if by := shards[0].By; by != this { // and so are all others
		return fault.New(fmt.Sprintf("the shards were made by %s, and this is %s", maker(by), maker(this)), sameProgram)
	}
	var wrong, again []string
	for _, m := range shards {
		if why := r.differs(m); why != "" {
			wrong = append(wrong, m.folder+" "+why)
			again = append(again, fmt.Sprintf("lanyard make -shard %d/%d", m.Number, m.Of))
		}
	}
	if len(wrong) > 0 {
		return fault.New(strings.Join(wrong[:min(len(wrong), mostNamed)], "; "),
			"make it again with the event's files and the ledger as they are here: "+strings.Join(again[:min(len(again), mostNamed)], "; "))
	}
	for _, p := range r.presses {
		switch p.Kind {
		case paper.Badge:
			r.Badges += len(p.papers)
		case paper.Certificate:
			r.Certificates += len(p.papers)
		}
	}
	r.People = len(r.people)
	return nil
}

// differs says why a shard is not of the run as it is now, and "" when it is.
// Then the papers that it holds have their places.
func (r *run) differs(m made) string {
	if m.Event != r.work.Event.ID {
		return "is of the event " + source.Quote(m.Event)
	}
	if file := otherInput(m.From, r.inputs()); file != "" {
		return "was made from another " + source.Printable(file) + " than the one here"
	}
	entries := map[shown]bundle.Entry{}
	for e := range m.Entries {
		entries[shown{e.Attendee, e.Kind}] = e
	}
	shard := m.shardRecord.Shard
	for one, p := range r.papers() {
		if !shard.holds(one.Person.ID) {
			continue
		}
		what := shown{one.Person.ID, p.Kind.String()}
		e, ok := entries[what]
		if !ok {
			return fmt.Sprintf("lacks the %s of %s", p.Kind, source.Quote(one.Person.ID))
		}
		if e.Number != one.Number.String() || e.Token != one.Token.Hash() {
			return fmt.Sprintf("has the %s of %s with another number than the ledger", p.Kind, source.Quote(one.Person.ID))
		}
		delete(entries, what)
		one.file, one.page = e.File, e.Page
		if p.keeps {
			one.said = one.shownOn(p)
		}
	}
	for e := range m.Entries {
		if _, left := entries[shown{e.Attendee, e.Kind}]; left {
			return fmt.Sprintf("has a %s of %s, who is to have none: not of this shard, not on the list, or revoked", e.Kind, source.Quote(e.Attendee))
		}
	}
	if r.shownSum(shard) != m.Shown {
		return "was made from other photos than those here"
	}
	return ""
}

// otherInput returns the first file of an event that is not the same in two
// lists of them, or "".
func otherInput(a, b []bundle.Written) string {
	sums := map[string]bundle.Sum{}
	for _, f := range a {
		sums[f.File] = f.Sum
	}
	for _, f := range b {
		if sum, ok := sums[f.File]; !ok || sum != f.Sum {
			return f.File
		}
		delete(sums, f.File)
	}
	for _, f := range a {
		if _, left := sums[f.File]; left {
			return f.File
		}
	}
	return ""
}

// adopt stages the files of all shards, in their order.
func (r *run) adopt(ctx context.Context, out *bundle.Dir, shards []made) error {
	type file struct {
		folder string
		bundle.Written
	}
	var all []file
	from := map[string]string{}
	for _, m := range shards {
		for _, f := range m.Files {
			if twin, ok := from[f.File]; ok {
				return fmt.Errorf("merging: both %s and %s have a file %q", twin, m.folder, f.File)
			}
			from[f.File] = m.folder
			all = append(all, file{m.folder, f})
		}
	}
	return inorder.Do(ctx, len(all), r.workers(), func() func(int) (bundle.Written, error) {
		return func(i int) (bundle.Written, error) { return out.Adopt(all[i].folder, all[i].Written) }
	}, func(_ int, w bundle.Written) error {
		r.keep(w)
		if r.Progress != nil {
			r.Progress(len(r.Files), len(all))
		}
		return nil
	})
}
