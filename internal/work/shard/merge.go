package shard

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
	"lanyard/internal/base/program"
	"lanyard/internal/base/source"
	"lanyard/internal/trust/store"
)

// Made is a finished shard in the output folder, locked.
type Made struct {
	folder string
	record
	bundle.Manifest
	lock *store.Lock
}

// Dissolve removes what is left of shards whose files have been moved.
func Dissolve(out *bundle.Dir, shards []Made) error {
	if err := Unlock(shards); err != nil {
		return err
	}
	for _, m := range shards {
		if err := out.Dissolve(m.folder, m.Files, lockName, bundle.ManifestName); err != nil {
			return err
		}
	}
	return nil
}

// joinedAlready reports whether the files of all these shards are in the manifest of the output folder: an earlier
// merge was killed while it removed the shards' folders.
func joinedAlready(out *bundle.Dir, shards []Made) (bool, error) {
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

// ErrJoined is the error about an output folder whose last run was joined from
// shards, which are gone.
var ErrJoined = errors.New("the shards were merged before")

// None is the error about an output folder without shards.
func None(out string) error {
	return fault.New(fmt.Sprintf("there is no shard in %q", out),
		"make them with: lanyard make -shard 1/4, then 2/4 and so on; or copy their folders there")
}

// ReadAll returns the shards in an output folder in order, each locked. Empty folders of shards are removed. There
// is one for each number, unless they were merged already and are being removed. If shards are missing or do not
// belong together, the error explains what to do.
func ReadAll(ctx context.Context, out *bundle.Dir, path string) (shards []Made, joined bool, err error) {
	defer func() {
		if err != nil {
			err = errors.Join(err, Unlock(shards))
		}
	}()
	folders, empty, err := out.Folders(prefix)
	if err != nil {
		return nil, false, err
	}
	if err := sweep(out, empty); err != nil {
		return nil, false, err
	}
	if len(folders) == 0 {
		if whole, err := out.ReadManifest("."); err != nil || whole.Shards > 0 {
			return nil, false, cmp.Or(err, ErrJoined)
		}
		return nil, false, None(path)
	}
	found := map[int]Made{}
	var first Made
	for _, folder := range folders {
		if err := ctx.Err(); err != nil {
			return shards, false, err
		}
		m := Made{folder: folder}
		if m.lock, err = store.Acquire(filepath.Join(path, folder, lockName)); err != nil {
			return shards, false, err
		}
		shards = append(shards, m)
		if m.Manifest, err = out.ReadManifest(folder); err != nil {
			return shards, false, err
		}
		if m.record, err = readRecord(m.Manifest); err != nil {
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
	ordered := make([]Made, 0, of)
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
		return shards, false, fault.New(fmt.Sprintf("%d of %d shards are missing in %q: %s", len(missing), of, path,
			strings.Join(missing[:min(len(missing), mostNamed)], ", ")),
			fmt.Sprintf("copy the folder there from the machine that made it; or make it: lanyard make -shard %s/%d",
				strings.TrimPrefix(strings.Split(missing[0], "-of-")[0], prefix), of))
	}
	return ordered, false, nil
}

// sweep removes the empty folders of shards, which a merge leaves behind if it is killed right before removing them;
// no manifest describes them any more. Other folders stay, whatever their names.
func sweep(out *bundle.Dir, empty []string) error {
	for _, folder := range empty {
		rest := strings.TrimPrefix(folder, prefix)
		if s, ok := Parse(strings.Replace(rest, "-of-", "/", 1)); ok && s.folder() == folder {
			if err := out.RemoveEmpty(folder); err != nil {
				return err
			}
		}
	}
	return nil
}

// maker returns a phrase for the program that made a shard.
func maker(p program.Program) string {
	if p == (program.Program{}) {
		return "an older lanyard"
	}
	return "lanyard " + source.Printable(p.String()) + " for " + source.Printable(p.Machine)
}

// sameProgram is the hint about shards made by different programs, whose papers may look different.
const sameProgram = "use one file of the program on all machines, and make the shards of the others again; see " +
	"which it is with: lanyard version"

// mostNamed limits the items of a kind that an error names: nobody reads more.
const mostNamed = 10

// belongs returns why a shard cannot belong to one run with the first shard and those found so far.
func (m *Made) belongs(first Made, found map[int]Made) error {
	switch {
	case m.Number < 1 || m.Number > m.Of || m.Of > MaxShards:
		return fault.New(fmt.Sprintf("%s is not finished: it has no manifest of a shard", source.Quote(m.folder)),
			"wait until it is made or copied, or make it again; if it is something else, move it away")
	case m.Event != first.Event:
		return fault.New(fmt.Sprintf("%s is of the event %s, and %s of %s", m.folder, source.Quote(m.Event),
			first.folder, source.Quote(first.Event)), "move away what is of the other event")
	case m.Of != first.Of:
		return fault.New(fmt.Sprintf("%s is one of %d shards, and %s one of %d", m.folder, m.Of, first.folder,
			first.Of), "remove those of the run that you do not want")
	case m.By != first.By:
		return fault.New(fmt.Sprintf("%s was made by %s, and %s by %s", m.folder, maker(m.By), first.folder,
			maker(first.By)), sameProgram)
	case m.Options != first.Options:
		return fault.New(fmt.Sprintf("%s was made for %s, and %s for %s", m.folder,
			source.Printable(m.Options.Words()), first.folder, source.Printable(first.Options.Words())),
			"make all shards with the same options")
	}
	if twin, ok := found[m.Number]; ok {
		return fault.New(fmt.Sprintf("shard %s is there twice, in %s and %s", m.record.Shard, twin.folder, m.folder),
			"remove one of the two folders")
	}
	return nil
}

// Unlock releases the locks of shards. It may be called again.
func Unlock(shards []Made) (err error) {
	for i := range shards {
		if l := shards[i].lock; l != nil {
			err = errors.Join(err, l.Release())
			shards[i].lock = nil
		}
	}
	return err
}
