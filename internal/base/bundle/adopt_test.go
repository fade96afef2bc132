package bundle

import (
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
)

// other returns files that another run left in a subfolder of dir.
func other(t *testing.T, dir string, files map[string]string) (all []Written) {
	t.Helper()
	d := open(t, filepath.Join(dir, "other"))
	for _, name := range []string{"a.pdf", "sub/b.pdf"} {
		all = append(all, write(t, d, name, files[name]))
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	return all
}

// Adopted files stay where they are until Commit, and remain there if the run ends without one. Commit moves them up
// and removes their folder. A killed run resumes where it stopped.
func TestAdopt(t *testing.T) {
	dir := t.TempDir()
	files := other(t, dir, map[string]string{"a.pdf": "new", "sub/b.pdf": "same"})
	d := open(t, dir)
	write(t, d, "a.pdf", "old")
	write(t, d, "sub/b.pdf", "same")
	adopt := func(d *Dir, changed ...bool) {
		t.Helper()
		for i, f := range files {
			w, err := d.Adopt("other", f)
			if err != nil || w.Changed != changed[i] || w.Sum != f.Sum {
				t.Errorf("%s: %+v, %v", f.File, w, err)
			}
		}
	}
	adopt(d, true, false)
	before := map[string]string{"a.pdf": "old", "sub/b.pdf": "same", "other/a.pdf": "new", "other/sub/b.pdf": "same"}
	wantFiles(t, dir, before)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	wantFiles(t, dir, before)

	d = open(t, dir)
	adopt(d, true, false)
	if err := d.Commit(); err != nil {
		t.Fatal(err)
	}
	adopt(d, false, false) // the run was killed here
	if err := d.Dissolve("other", files, ManifestName); err != nil {
		t.Fatal(err)
	}
	wantFiles(t, dir, map[string]string{"a.pdf": "new", "sub/b.pdf": "same"})
	if left, empty, err := d.Folders("oth"); err != nil || len(left)+len(empty) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestAdoptRefuses(t *testing.T) {
	dir := t.TempDir()
	files := other(t, dir, map[string]string{"a.pdf": "new", "sub/b.pdf": "same"})
	d := open(t, dir)
	if err := os.WriteFile(filepath.Join(dir, "other", "a.pdf"), []byte("cut"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := d.Adopt("other", files[0])
	wantHint(t, err, "differs from what the manifest says")
	if err := os.Remove(filepath.Join(dir, "other", "a.pdf")); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Adopt("other", files[0]); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("adopting a file that no longer exists: %v", err)
	}
	for _, name := range []string{"../x", "/x", ManifestName, ".", "", "a:b", partPrefix + "1" + partSuffix} {
		if _, err := d.Adopt("other", Written{File: name, Sum: sha256.Sum256(nil)}); !errors.Is(err, errName) {
			t.Errorf("%q: %v", name, err)
		}
	}
	if err := errors.Join(d.Commit(), d.Close()); err != nil {
		t.Fatal(err)
	}
	wantFiles(t, dir, map[string]string{"other/sub/b.pdf": "same"})
}

// Files that were not adopted stay, and so does their folder.
func TestDissolveLeavesTheRest(t *testing.T) {
	dir := t.TempDir()
	files := other(t, dir, map[string]string{"a.pdf": "new", "sub/b.pdf": "new"})
	if err := os.WriteFile(filepath.Join(dir, "other", "notes.txt"), []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	d := open(t, dir)
	if err := errors.Join(d.Dissolve("other", files, ManifestName), d.Close()); err != nil {
		t.Fatal(err)
	}
	wantFiles(t, dir, map[string]string{"other/notes.txt": "mine"})
	if _, err := os.Stat(filepath.Join(dir, "other", "sub")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the empty folder was not removed: %v", err)
	}
}

// Any sync of a file or folder may fail. The error must then report it, every file is wholly old or wholly new, no part
// files remain, and the next run completes.
func TestAnySyncMayFail(t *testing.T) {
	defer func() { syncFile = (*os.File).Sync }()
	names := []string{"a.pdf", "sub/b.pdf", "sub/c.pdf"}
	run := func(dir, content string) error {
		d, err := Open(dir)
		if err != nil {
			return err
		}
		for _, name := range names {
			if _, err = d.Stage(name, text(content+name)); err != nil {
				break
			}
		}
		if err == nil {
			err = d.Commit()
		}
		if err == nil {
			_, err = d.WriteManifest(Manifest{Event: content})
		}
		return errors.Join(err, d.Close())
	}
	failed := 0
	for n := 1; ; n++ {
		dir := t.TempDir()
		syncFile = (*os.File).Sync
		if err := run(dir, "old "); err != nil {
			t.Fatal(err)
		}
		calls := make(chan int, 1)
		calls <- 0
		syncFile = func(f *os.File) error {
			k := <-calls + 1
			calls <- k
			if k == n {
				return &os.PathError{Op: "fsync", Path: f.Name(), Err: syscall.EIO}
			}
			return f.Sync()
		}
		err := run(dir, "new ")
		if <-calls < n {
			if err != nil {
				t.Fatal(err)
			}
			break
		}
		failed++
		wantHint(t, err, "the disk reported an error")
		for _, name := range names {
			if got := read(t, filepath.Join(dir, name)); got != "old "+name && got != "new "+name {
				t.Errorf("fsync %d: %s holds %q", n, name, got)
			}
		}
		parts, globbed := filepath.Glob(filepath.Join(dir, "*", partPrefix+"*"))
		if more, err := filepath.Glob(filepath.Join(dir, partPrefix+"*")); err != nil || globbed != nil ||
			len(parts)+len(more) > 0 {
			t.Errorf("fsync %d leaves %v %v", n, parts, more)
		}
		syncFile = (*os.File).Sync
		if err := run(dir, "new "); err != nil {
			t.Errorf("fsync %d: the next run says %v", n, err)
		}
		for _, name := range names {
			if got := read(t, filepath.Join(dir, name)); got != "new "+name {
				t.Errorf("fsync %d: after the next run %s holds %q", n, name, got)
			}
		}
	}
	if failed < 2+len(names) { // files, folders, manifest
		t.Errorf("only %d calls of fsync were made to fail", failed)
	}
}

// A file of another run whose sync fails stays where it is, and nothing gets its name; the next run moves it up.
func TestAdoptedSyncMayFail(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows syncs only files open for writing")
	}
	defer func() { syncFile = (*os.File).Sync }()
	dir := t.TempDir()
	files := other(t, dir, map[string]string{"a.pdf": "new", "sub/b.pdf": "new"})
	before := map[string]string{"other/a.pdf": "new", "other/sub/b.pdf": "new"}
	run := func() error {
		d := open(t, dir)
		for _, f := range files {
			if _, err := d.Adopt("other", f); err != nil {
				t.Fatal(err)
			}
		}
		return errors.Join(d.Commit(), d.Close())
	}
	syncFile = func(f *os.File) error {
		if filepath.Base(f.Name()) == "b.pdf" {
			return &os.PathError{Op: "fsync", Path: f.Name(), Err: syscall.EIO}
		}
		return f.Sync()
	}
	wantHint(t, run(), "the disk reported an error")
	wantFiles(t, dir, before)
	syncFile = (*os.File).Sync
	if err := run(); err != nil {
		t.Error(err)
	}
	wantFiles(t, dir, map[string]string{"a.pdf": "new", "sub/b.pdf": "new"})
}
