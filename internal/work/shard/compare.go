package shard

import (
	"context"
	"fmt"
	"strings"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
	"lanyard/internal/base/inorder"
	"lanyard/internal/base/program"
	"lanyard/internal/base/source"
	"lanyard/internal/work/history"
	"lanyard/internal/work/output"
	"lanyard/internal/work/press"
)

// Options returns the options of the run that these shards are parts of.
func Options(shards []Made) output.Options { return shards[0].record.Options }

// Compare compares the shards with the papers that the run has now, several at once, and takes each paper's place from
// them. The error names the shards to make again.
func Compare(ctx context.Context, shards []Made, presses []*press.Press, aliases history.Aliases,
	workers int) error {
	this, err := program.This()
	if err != nil {
		return err
	}
	if by := shards[0].By; by != this { // all shards were made by the same program
		return fault.New(fmt.Sprintf("the shards were made by %s, and this is %s", maker(by), maker(this)), sameProgram)
	}
	var wrong, again []string
	err = inorder.Do(ctx, len(shards), workers, func() func(int) (string, error) {
		return func(i int) (string, error) { return shards[i].differs(presses, aliases), nil }
	}, func(i int, why string) error {
		if m := shards[i]; why != "" {
			wrong = append(wrong, m.folder+" "+why)
			again = append(again, fmt.Sprintf("lanyard make -shard %d/%d", m.Number, m.Of))
		}
		return nil
	})
	if err != nil {
		return err
	}
	if len(wrong) > 0 {
		return fault.New(strings.Join(wrong[:min(len(wrong), mostNamed)], "; "),
			"make it again with the event's files and the ledger as they are here: "+
				strings.Join(again[:min(len(again), mostNamed)], "; "))
	}
	return nil
}

// differs returns why a shard does not belong to the run as it is now, or "" after setting the places of its
// papers.
func (m *Made) differs(presses []*press.Press, aliases history.Aliases) string {
	if m.Event != presses[0].Event.ID {
		return "is of the event " + source.Quote(m.Event)
	}
	if file := otherInput(m.From, history.FilesRead(presses[0].List)); file != "" {
		return "was made from another " + source.Printable(file) + " than the one here"
	}
	entries := map[key]bundle.Entry{}
	for e := range m.Entries {
		entries[key{e.Attendee, e.Kind}] = e
	}
	shard := m.record.Shard
	for one, p := range press.All(presses) {
		if !shard.Holds(one.Person.ID) {
			continue
		}
		what := key{aliases.Of(one.Person.ID), p.Kind.String()}
		e, ok := entries[what]
		if !ok {
			return fmt.Sprintf("lacks the %s of %s", p.Kind, source.Quote(one.Person.ID))
		}
		if e.Number != one.Number.String() || e.Token != one.Token.Hash() {
			return fmt.Sprintf("has the %s of %s with another number than the ledger", p.Kind,
				source.Quote(one.Person.ID))
		}
		delete(entries, what)
		p.Place(one, e.File, e.Page)
	}
	for e := range m.Entries {
		if _, left := entries[key{e.Attendee, e.Kind}]; left {
			return fmt.Sprintf("has a %s of %s, who is to have none: not of this shard, not on the list, or revoked",
				e.Kind, source.Quote(e.Attendee))
		}
	}
	if shard.shown(presses) != m.Shown {
		return "was made from other photos than those here"
	}
	return ""
}

// otherInput returns the first file of an event that differs between two lists of them, or "".
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

// key identifies a paper of a person, in any version.
type key struct{ attendee, kind string }

// Adopt stages the files of all shards in out and returns them in the order of the shards. If progress is not nil,
// it is called for each file.
func Adopt(ctx context.Context, out *bundle.Dir, shards []Made, workers int,
	progress func(done, total int)) (files []bundle.Written, err error) {
	type file struct {
		folder string
		bundle.Written
	}
	var all []file
	from := map[string]string{}
	for _, m := range shards {
		for _, f := range m.Files {
			if twin, ok := from[f.File]; ok {
				return nil, fmt.Errorf("merging: both %s and %s have a file %q", twin, m.folder, f.File)
			}
			from[f.File] = m.folder
			all = append(all, file{m.folder, f})
		}
	}
	err = inorder.Do(ctx, len(all), workers, func() func(int) (bundle.Written, error) {
		return func(i int) (bundle.Written, error) { return out.Adopt(all[i].folder, all[i].Written) }
	}, func(_ int, w bundle.Written) error {
		if w.File != "" {
			files = append(files, w)
		}
		if progress != nil {
			progress(len(files), len(all))
		}
		return nil
	})
	return files, err
}
