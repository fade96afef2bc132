package bundle

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"runtime"
	"slices"
	"strings"

	"lanyard/internal/base/fault"
)

// Folders returns the names of the folders directly in this one that begin with
// prefix and hold something, in ascending order.
func (d *Dir) Folders(prefix string) (names []string, err error) {
	entries, err := fs.ReadDir(d.root.FS(), ".")
	for _, e := range entries {
		if !e.IsDir() || !strings.HasPrefix(e.Name(), prefix) {
			continue
		}
		if inside, err := fs.ReadDir(d.root.FS(), e.Name()); err != nil || len(inside) > 0 {
			names = append(names, e.Name())
		}
	}
	return names, err
}

// Adopt stages the file that another run has left in a folder below this one:
// Commit moves it up, under the name that it has in its folder. The file must
// be what w says. One that was moved already, by a run that was killed, is
// found at its new place. Until Commit the folder stays as it is.
func (d *Dir) Adopt(folder string, w Written) (Written, error) {
	from := path.Join(folder, w.File)
	if !isName(w.File) || w.File == ManifestName {
		return Written{}, d.failed("taking", from, errName)
	}
	there, err := d.holds(w.File, w)
	if err != nil {
		return Written{}, d.failed("writing", w.File, err)
	}
	_, err = d.root.Lstat(from)
	if errors.Is(err, fs.ErrNotExist) && there {
		w.Changed = false
		return w, nil
	}
	if err == nil {
		err = d.settleFile(from, w)
	}
	if err != nil {
		return Written{}, d.failed("taking", from, err)
	}
	w.Changed = !there
	if there {
		return w, nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.staged = append(d.staged, staged{part: from, name: w.File, adopted: true})
	return w, nil
}

// settleFile makes sure that a file is what w says, and on the disk: a copy from
// another machine may be in memory alone.
func (d *Dir) settleFile(name string, w Written) error {
	same, err := d.holds(name, w)
	if err != nil {
		return err
	}
	if !same {
		return fault.New("it is not the file of which its manifest tells", "copy its folder again from the machine that made it, or make it again")
	}
	if runtime.GOOS == "windows" {
		return nil // it syncs only what is open for writing
	}
	f, err := d.root.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(syncFile(f), f.Close())
}

// Dissolve removes a folder below this one whose files have all been adopted and
// committed: what is left of them, because the same file was there already, then
// the folders below it that are empty, the files that are named beside, the last
// of which says what the folder is, and the folder. What somebody else put there
// stays, and so do the folders of that.
func (d *Dir) Dissolve(folder string, files []Written, beside ...string) error {
	folders := map[string]bool{}
	for _, f := range files {
		name := path.Join(folder, f.File)
		if err := d.Remove(name); err != nil {
			return err
		}
		for up := path.Dir(name); up != folder && up != "."; up = path.Dir(up) {
			folders[up] = true
		}
	}
	deepest := slices.Sorted(maps.Keys(folders))
	slices.Reverse(deepest)
	for _, up := range deepest {
		if err := d.removeEmpty(up); err != nil {
			return err
		}
	}
	for _, name := range beside {
		if err := d.Remove(path.Join(folder, name)); err != nil {
			return err
		}
	}
	return d.removeEmpty(folder)
}

// removeEmpty removes a folder that holds nothing.
func (d *Dir) removeEmpty(folder string) error {
	if left, err := fs.ReadDir(d.root.FS(), folder); err != nil || len(left) > 0 {
		return nil
	}
	return d.Remove(folder)
}
