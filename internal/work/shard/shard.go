// Package shard makes parts of a run on several machines, and merges them.
//
//	shard-1-of-4 ... shard-4-of-4, in one folder -> compared, staged, one manifest
//
// Each machine makes the papers of the people in its shard, in a folder of its own in the output folder, shard-2-of-4,
// with the manifest of an ordinary run. Nothing counts as printed before every shard was compared with the list and the
// ledger.
//
// # Decisions
//
// A run that is spread over machines is issued first. Numbers and status slots are derived, but if a slot is taken,
// the next number moves to another one: two machines issuing at the same time could take the same slot, or supersede
// the same paper twice, and neither could notice. So "lanyard issue" gives out all numbers on the one machine that
// has the keys (and lays out everything first, so that no shard stops at a fault; "lanyard issue -checked" leaves that
// out, and a shard with a fault then makes no file); "make -shard i/n" reads them from
// the ledger, or from a copy of it, and only draws. It needs no key, takes no lock (ledger.Snapshot reads a ledger
// that nobody is writing to, and detects if somebody does) and writes nothing outside its folder, so one shared
// folder works as well as four copies. A shard is a hash of the id: adding or removing people moves nobody else.
//
// Merge trusts no shard. A shard's manifest lists the hashes of all files it was made from; merge loads the event as
// it is now, works out what the run must contain, and compares files, numbers, tokens, photos and the content of
// every PDF. Once everything matches, files are moved, not copied, and only then is the run recorded as printed. A
// merge that was killed continues where it stopped; if it was killed while removing the shards' folders, the manifest
// shows that they were merged. Shards made with different options (-zip, -merged, -printer) or by another build are
// refused.
//
// Badges of shards stay in one file per shard. Merging them would mean reading our PDFs back and imposing them again,
// for a stack that is still not in one order; a print shop takes badges-1-of-4.pdf to badges-4-of-4.pdf as they are.
// For one sorted stack, make the badges in a single run: they take a third of the work of certificates.
package shard

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/program"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/trust/store"
	"lanyard/internal/work/history"
	"lanyard/internal/work/output"
	"lanyard/internal/work/people"
	"lanyard/internal/work/press"
)

// MaxShards limits the parts of a run: each has its own file of badges, and nobody has more machines.
const MaxShards = 1000

// Shard is a part of a run; the zero value is a whole run.
type Shard struct {
	Number int `json:"number"` // from 1
	Of     int `json:"of"`     // how many parts the run has
}

// record describes a shard, and the run that it is part of, in its manifest.
type record struct {
	Shard
	By      program.Program  `json:"by"`
	Options output.Options   `json:"options"`
	From    []bundle.Written `json:"from"`  // the files of the event that were read, sorted by name
	Shown   bundle.Sum       `json:"shown"` // of all facts that the papers show about people
}

// readRecord returns the record in a manifest; zero if there is none. A field that an older program wrote in
// another form is zero.
func readRecord(m bundle.Manifest) (r record, err error) {
	if m.Shard == nil {
		return r, nil
	}
	err = json.Unmarshal(m.Shard, &r)
	if otherForm := (*json.UnmarshalTypeError)(nil); errors.As(err, &otherForm) {
		err = nil
	}
	return r, err
}

// Parse reads "2/4".
func Parse(text string) (s Shard, ok bool) {
	number, of, ok := strings.Cut(text, "/")
	var err, err2 error
	s.Number, err = strconv.Atoi(number)
	s.Of, err2 = strconv.Atoi(of)
	return s, ok && err == nil && err2 == nil && s.Number >= 1 && s.Number <= s.Of && s.Of <= MaxShards
}

// String returns "2 of 4".
func (s Shard) String() string { return fmt.Sprintf("%d of %d", s.Number, s.Of) }

const (
	prefix   = "shard-"        // of the names of the folders of shards
	lockName = ".lanyard.lock" // in each of them, held by the run that makes it
)

// folder returns the name of the folder of s: "shard-2-of-4".
func (s Shard) folder() string { return prefix + s.of() }

func (s Shard) of() string { return fmt.Sprintf("%d-of-%d", s.Number, s.Of) }

// Suffix returns the end of the names, before the extension, of files with several people's papers, so that the
// files of all shards can be in one folder: "-2-of-4"; "" for a whole run.
func (s Shard) Suffix() string {
	if s.Of == 0 {
		return ""
	}
	return "-" + s.of()
}

// shardOf returns the number, from 1, of the shard of n to which an attendee belongs. It depends on the id alone,
// so adding or removing a person moves nobody else.
func shardOf(id string, n int) int {
	sum := sha256.Sum256([]byte(id))
	return int(binary.BigEndian.Uint64(sum[:])%uint64(n)) + 1
}

// Holds reports whether an attendee belongs to s.
func (s Shard) Holds(id string) bool { return s.Of == 0 || shardOf(id, s.Of) == s.Number }

// Keep drops the papers of people who do not belong to s, and returns the people who do.
func (s Shard) Keep(presses []*press.Press, everybody []*people.Person) (kept []*people.Person) {
	for _, p := range presses {
		p.Papers = slices.DeleteFunc(p.Papers, func(one press.Printed) bool { return !s.Holds(one.Person.ID) })
	}
	for _, p := range everybody {
		if s.Holds(p.ID) {
			kept = append(kept, p)
		}
	}
	return kept
}

// Folder is the folder of a shard being made. No other run can make the shard meanwhile.
type Folder struct {
	Path string
	Out  *bundle.Dir
	lock *store.Lock
}

// Open creates and locks the folder of s in the existing output folder out.
func (s Shard) Open(out string) (*Folder, error) {
	dir, err := bundle.OpenIn(out, s.folder())
	if err != nil {
		return nil, err
	}
	f := &Folder{Path: filepath.Join(out, s.folder()), Out: dir}
	if f.lock, err = store.Acquire(filepath.Join(f.Path, lockName)); err != nil {
		return nil, errors.Join(err, dir.Close())
	}
	return f, nil
}

// Close unlocks the folder.
func (f *Folder) Close() error { return errors.Join(f.lock.Release(), f.Out.Close()) }

// Record returns the manifest's record of s. The presses hold the papers of s, made with options o.
func (s Shard) Record(presses []*press.Press, o output.Options) (json.RawMessage, error) {
	by, err := program.This()
	if err != nil {
		return nil, err
	}
	return json.Marshal(record{s, by, o, history.FilesRead(presses[0].List), s.shown(presses)})
}

// shown is equal for two runs whose papers of s have the same contents. It covers what the files of the event do
// not: the photos of people.
func (s Shard) shown(presses []*press.Press) bundle.Sum {
	var all []string
	for one, p := range press.All(presses) {
		if s.Holds(one.Person.ID) {
			all = append(all, p.ShownOn(one))
		}
	}
	return ledger.Fingerprint(all...)
}
