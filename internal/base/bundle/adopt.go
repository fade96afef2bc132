package bundle

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"runtime"
	"slices"
	"strings"

	"lanyard/internal/base/fault"
)

// Folders returns, in ascending order, the names of this folder's subfolders that begin with prefix: those with
// something in them, and those that are empty.
func (d *Dir) Folders(prefix string) (names, empty []string, err error) {
	entries, err := fs.ReadDir(d.root.FS(), ".")
	for _, e := range entries {
		if !e.IsDir() || !strings.HasPrefix(e.Name(), prefix) {
			continue
		}
		if inside, err := fs.ReadDir(d.root.FS(), e.Name()); err != nil || len(inside) > 0 {
			names = append(names, e.Name())
		} else {
			empty = append(empty, e.Name())
		}
	}
	return names, empty, err
}

// Adopt stages a file that another run left in a subfolder. Commit moves it up and keeps its name. The file must match
// w. A file that a killed run has already moved is found at its new place. The subfolder stays as it is until Commit.
func (d *Dir) Adopt(folder string, w Written) (Written, error) {
	from := path.Join(folder, w.File)
	if !isName(w.File) || w.File == ManifestName {
		return Written{}, d.failed("taking", from, errName)
	}
	there, err := d.holds(w.File, w)
	if err != nil {
		return Written{}, d.failed("writing", w.File, err)
	}
	file, err := d.openSame(from, w)
	if errors.Is(err, fs.ErrNotExist) && there {
		w.Changed = false
		return w, nil
	}
	if err == nil && file == nil {
		err = fault.New("it differs from what the manifest says",
			"copy its folder again from the machine that made it, or make it again")
	}
	if err == nil {
		err = d.settleOther(from, file)
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

// settleOther syncs a file that this run has not written, as Stage does, and closes it: a copy from another machine may
// still be in memory only.
func (d *Dir) settleOther(name string, file *os.File) error {
	if runtime.GOOS == "windows" {
		return file.Close() // Windows syncs only files open for writing
	}
	return d.send(name, file)
}

// Dissolve removes a subfolder whose files have all been adopted and committed. It removes, in this order: files left
// behind because the same file already existed here, empty folders inside, the files named in beside (the last of which
// says what the folder is), and the folder itself. Anything else found in it stays, and so do the folders that hold it.
func (d *Dir) Dissolve(folder string, files []Written, beside ...string) error {
	folders := map[string]bool{}
	left := map[string]map[string]bool{} // by folder: the names in it; a merge has moved most away
	for _, f := range files {
		name := path.Join(folder, f.File)
		in := path.Dir(name)
		if left[in] == nil {
			var err error
			if left[in], err = d.namesIn(in); err != nil {
				return d.failed("reading", in, err)
			}
		}
		if left[in][path.Base(name)] {
			if err := d.Remove(name); err != nil {
				return err
			}
		}
		for up := in; up != folder && up != "."; up = path.Dir(up) {
			folders[up] = true
		}
	}
	deepest := slices.Sorted(maps.Keys(folders))
	slices.Reverse(deepest)
	for _, up := range deepest {
		if err := d.RemoveEmpty(up); err != nil {
			return err
		}
	}
	for _, name := range beside {
		if err := d.Remove(path.Join(folder, name)); err != nil {
			return err
		}
	}
	return d.RemoveEmpty(folder)
}

// namesIn returns the names of what is in a subfolder; a missing one has none.
func (d *Dir) namesIn(folder string) (map[string]bool, error) {
	entries, err := fs.ReadDir(d.root.FS(), folder)
	if ignoreMissing(err) != nil {
		return nil, err
	}
	names := make(map[string]bool, len(entries))
	for _, e := range entries {
		names[e.Name()] = true
	}
	return names, nil
}

// RemoveEmpty removes a subfolder if it is empty. A missing folder, or one that is not empty, is not an error.
func (d *Dir) RemoveEmpty(folder string) error {
	if left, err := fs.ReadDir(d.root.FS(), folder); err != nil || len(left) > 0 {
		return nil
	}
	return d.Remove(folder)
}
