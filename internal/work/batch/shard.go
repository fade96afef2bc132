package batch

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
	"lanyard/internal/base/program"
	"lanyard/internal/base/source"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/trust/registry"
	"lanyard/internal/work/history"
	"lanyard/internal/work/issue"
)

// # Shards
//
// A run may be spread over machines: each makes the papers of the people whose
// ids fall to its shard, into a folder of its own in the output folder,
// shard-2-of-4, with the manifest of an ordinary run; Merge joins them. Numbers
// are not given out meanwhile. Two machines that did so at a time could take the
// same place of a status list, or supersede the same paper twice, and none could
// tell. So Issue gives everybody theirs beforehand, on the one machine that has
// the keys, and a shard reads them from the ledger, or from a copy of it: it
// needs no key, takes no lock of the event and writes nothing beside its folder.
// Nothing counts as printed before Merge has held every shard against the list
// and the ledger.

// MaxShards is how many parts a run may have: each is a file of badges, and more
// machines than anybody has.
const MaxShards = 1000

// Shard is a part of a run; the zero value is a whole run.
type Shard struct {
	Number int `json:"number"` // from 1
	Of     int `json:"of"`     // how many parts the run has
}

// shardRecord is what the manifest of a shard says of it, and of the run that it
// is a part of.
type shardRecord struct {
	Shard
	By      program.Program  `json:"by"`
	Options Options          `json:"options"`
	From    []bundle.Written `json:"from"`  // the files of the event that were read, by name
	Shown   bundle.Sum       `json:"shown"` // of all that the papers show of their people
}

// readRecord returns what a manifest says of its shard; zero when it says
// nothing. A field that an older program wrote in another form is zero.
func readRecord(m bundle.Manifest) (r shardRecord, err error) {
	if m.Shard == nil {
		return r, nil
	}
	err = json.Unmarshal(m.Shard, &r)
	if otherForm := (*json.UnmarshalTypeError)(nil); errors.As(err, &otherForm) {
		err = nil
	}
	return r, err
}

// ParseShard reads "2/4".
func ParseShard(text string) (s Shard, ok bool) {
	number, of, ok := strings.Cut(text, "/")
	var err, err2 error
	s.Number, err = strconv.Atoi(number)
	s.Of, err2 = strconv.Atoi(of)
	return s, ok && err == nil && err2 == nil && s.Number >= 1 && s.Number <= s.Of && s.Of <= MaxShards
}

// String returns "2 of 4".
func (s Shard) String() string { return fmt.Sprintf("%d of %d", s.Number, s.Of) }

const (
	shardPrefix = "shard-"        // of the names of the folders of shards
	shardLock   = ".lanyard.lock" // in each, held by the run that makes it
)

// folder returns the name of the folder of s: "shard-2-of-4".
func (s Shard) folder() string { return fmt.Sprintf("%s%d-of-%d", shardPrefix, s.Number, s.Of) }

// named returns the name that a file with the papers of several people has in s,
// so that the files of all shards can lie in one folder.
func (s Shard) named(file string) string {
	if s.Of == 0 {
		return file
	}
	ext := filepath.Ext(file)
	return fmt.Sprintf("%s-%d-of-%d%s", strings.TrimSuffix(file, ext), s.Number, s.Of, ext)
}

// shardOf returns the number, from 1, of the shard of n to which an attendee
// belongs. It depends on the id alone: who comes or goes moves nobody else.
func shardOf(id string, n int) int {
	sum := sha256.Sum256([]byte(id))
	return int(binary.BigEndian.Uint64(sum[:])%uint64(n)) + 1
}

// holds reports whether an attendee belongs to s.
func (s Shard) holds(id string) bool { return s.Of == 0 || shardOf(id, s.Of) == s.Number }

// Issue gives everybody a number who has none, or whose paper says something
// else now, and makes no file. It lays out every paper first, so that a run that
// is then spread over machines does not stop at one of them.
func Issue(ctx context.Context, j Job) (report *Report, err error) {
	r := &run{Job: j, Report: &Report{}, known: map[source.Problem]bool{}}
	if err := r.load(); err != nil {
		return r.Report, err
	}
	if err := r.open(); err != nil {
		return r.Report, err
	}
	defer func() { err = errors.Join(err, r.desk.Close()) }()
	s, err := issue.Open(r.desk, r.work, r.Now)
	if err != nil {
		return r.Report, err
	}
	if r.history, err = history.Read(r.desk.Ledger, r.work.Event.ID); err != nil {
		return r.Report, err
	}
	if err := r.issue(ctx, s); err != nil {
		return r.Report, err
	}
	if err := r.layOut(ctx); err != nil {
		return r.Report, err
	}
	if err := r.verdict(); err != nil {
		return r.Report, err
	}
	if err := r.confirm(s); err != nil {
		return r.Report, err
	}
	r.People = len(r.people)
	return r.Report, r.desk.Issue(s.Entries())
}

// makeShard makes the part of the run that falls to r.Shard.
func (r *run) makeShard(ctx context.Context) (err error) {
	s, err := issue.Reader(r.work, nil)
	if err != nil {
		return err
	}
	if r.history, err = history.Read(nil, r.work.Event.ID); err != nil {
		return err
	}
	err = registry.Read(r.Dir, func(l *ledger.Ledger) error {
		var failed error
		s, err = issue.Reader(r.work, l)
		r.history, failed = history.Read(l, r.work.Event.ID)
		return errors.Join(err, failed)
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := r.expect(ctx, s); err != nil {
		return err
	}
	around, err := r.openOut()
	if err != nil {
		return err
	}
	if err := around.Close(); err != nil {
		return err
	}
	folder := filepath.Join(r.Job.Out, r.Shard.folder())
	out, err := bundle.OpenIn(r.Job.Out, r.Shard.folder())
	if err != nil {
		return err
	}
	r.Report.Out = folder
	defer func() { err = errors.Join(err, out.Close()) }()
	lock, err := ledger.Acquire(filepath.Join(folder, shardLock))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lock.Release()) }()
	r.keepShard(r.Shard)
	r.nameFiles(s)
	if err := r.stage(ctx, out); err != nil {
		return err
	}
	if err := out.Commit(); err != nil {
		return err
	}
	by, err := program.This()
	if err != nil {
		return err
	}
	if r.theShard, err = json.Marshal(shardRecord{r.Shard, by, r.Options, r.inputs(), r.shownSum(r.Shard)}); err != nil {
		return err
	}
	return r.manifest(out)
}

// expect finds the papers of the whole run, all of which must have been issued.
func (r *run) expect(ctx context.Context, s *issue.Issuer) error {
	if err := r.issue(ctx, s); err != nil {
		return err
	}
	if r.unissued > 0 {
		return fault.New(fmt.Sprintf("%d of the badges and certificates have no number yet, or say something else than when they got it", r.unissued),
			"give everybody a number on the machine that has the keys: lanyard issue; then make the shards with that ledger")
	}
	if r.New {
		r.sift()
	}
	return nil
}

// keepShard leaves of people and papers those of a shard.
func (r *run) keepShard(s Shard) {
	for _, p := range r.presses {
		p.papers = slices.DeleteFunc(p.papers, func(one printed) bool { return !s.holds(one.Person.ID) })
	}
	kept := r.people[:0:0]
	for _, p := range r.people {
		if s.holds(p.ID) {
			kept = append(kept, p)
		}
	}
	r.people = kept
}

// inputs returns the files of the event that this run has read.
func (r *run) inputs() (all []bundle.Written) {
	for _, in := range r.work.Read {
		all = append(all, bundle.Written{File: in.File, Size: in.Size, Sum: in.Sum})
	}
	return all
}

// shownSum is equal for two runs whose papers of a shard say the same: beside
// what stands in the files of the event, that is the photos of people.
func (r *run) shownSum(s Shard) bundle.Sum {
	var all []string
	for one, p := range r.papers() {
		if s.holds(one.Person.ID) {
			all = append(all, one.shownOn(p))
		}
	}
	return ledger.Fingerprint(all...)
}
