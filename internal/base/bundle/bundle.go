// Package bundle writes files that appear whole or not at all.
//
// A file is written under another name in its own folder, brought to the disk,
// and only then renamed, so a run that is killed, fails or fills the disk
// leaves every old file as it was. A file whose content has not changed is not
// touched: its time stays, and so do the copies that others made by it. The
// system calls for a changed file are openat(O_EXCL), write, fsync, renameat;
// Sync adds the fsync of each folder.
//
// A run that makes many files stages them all and commits them together, so
// that one bad page leaves the files of the last run as they were. The first few
// go to the disk while the next ones are made: to wait for it file by file takes
// twice as long on ext4, with the processor idle. The others go there together,
// by a syncfs every few hundred files and one before the first is renamed, where the
// kernel and the file system promise for it what they do for an fsync of each.
//
// Nothing is written outside the output folder: names lead downwards only, and
// a symbolic link that leaves the folder is refused.
//
// # The manifest
//
// Last comes manifest.json, so its presence says that the run was finished. It
// is UTF-8 JSON, indented by two spaces, in the order in which the entries
// were given:
//
//	version      1
//	event        id of the event
//	files        every file of the run
//	  file       name, slash-separated, relative to the manifest
//	  size       bytes
//	  sha256     of the content, hex
//	entries      every certificate and badge
//	  attendee   id in the attendee list
//	  kind       "certificate" or "badge"
//	  name       as printed
//	  number     as printed
//	  token      SHA-256 of the signed token, hex
//	  file       in which it stands
//	  page       on which page, from 1
//	shard        in the folder of a part of a run, until the parts are merged
//	  number     which part, from 1
//	  of         how many parts there are
//	  by         the program that made it, as "lanyard version -json" prints it
//	  options    those of the run that are not as usual, by their names
//	  from       every file of the event that was read; like files
//	  shown      SHA-256 of all that the papers show of their people, hex
//
// So that a manifest can be opened anywhere, the characters <, > and &,
// invisible ones, and =, +, - and @ at the start of a text are written as
// \u escapes. Any JSON reader gives back the text as it was.
//
// # Errors
//
// An error that a person can put right is a *fault.Error.
package bundle

import (
	"bufio"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"

	"lanyard/internal/base/fault"
)

const (
	partPrefix = ".lanyard-"
	partSuffix = ".part"
	bufferSize = 64 << 10 // bytes a write; larger ones gain nothing on Linux
	maxSyncs   = 16       // files on their way to the disk: a journal takes together what waits together; more gain nothing on ext4
	manyFiles  = 250      // files after which all so far go to the disk together: it has something to do while the next are made
	fewFiles   = maxSyncs // files that go there one by one: for few it is not worth waiting for what others have written to the disk
)

// Dir is an output folder. Several goroutines may write into it at a time, but
// only one process: see ledger.Acquire.
type Dir struct {
	root    *os.Root
	syncs   chan struct{}  // holds one for every file on its way to the disk
	syncing sync.WaitGroup // these files
	disk    disk           // that takes all files at once; maybe none
	sent    atomic.Int64   // staged files so far
	behind  atomic.Bool    // some of them wait for a sync of the whole disk

	mu     sync.Mutex
	lost   error           // of staged files that did not reach the disk
	staged []staged        // whole files that wait for Commit
	parts  int             // part files made so far
	swept  map[string]bool // folders that exist and hold no part file of another run
	dirty  map[string]bool // folders with a rename that awaits Sync
}

// Sum is the SHA-256 of a file or token. As text it is 64 hex digits.
type Sum [sha256.Size]byte

// Written says what became of one file.
type Written struct {
	File    string `json:"file"` // slash-separated, relative to the folder
	Size    int64  `json:"size"` // bytes
	Sum     Sum    `json:"sha256"`
	Changed bool   `json:"-"` // false: the file had this content already and was not touched
}

// staged is a file that is whole under another name.
type staged struct {
	part, name string
	adopted    bool // it was whole before this run, and outlives it
}

// Open opens the folder at path and makes it, with those above it, when it is
// missing.
func Open(path string) (*Dir, error) {
	if err := os.MkdirAll(path, 0o755); err != nil {
		return nil, fmt.Errorf("opening output folder: %w", explain(err))
	}
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, fmt.Errorf("opening output folder: %w", explain(err))
	}
	return newDir(root), nil
}

// OpenIn opens the folder called name in the folder at path and makes it when it
// is missing. A symbolic link of that name that leads out of path is an error:
// whoever gave us the folder does not choose where we write.
func OpenIn(path, name string) (*Dir, error) {
	above, err := os.OpenRoot(path)
	if err != nil {
		return nil, fmt.Errorf("opening output folder: %w", explain(err))
	}
	defer above.Close()
	var root *os.Root
	if err = above.MkdirAll(name, 0o755); err == nil {
		root, err = above.OpenRoot(name)
	}
	if err != nil {
		if to, link := above.Readlink(name); link == nil {
			return nil, fault.Wrap(err, fmt.Sprintf("opening output folder: %q is a link to %q, which is not a folder in %q", name, to, path),
				"name the folder to write to: -out "+to)
		}
		return nil, fmt.Errorf("opening output folder: %w", explain(err))
	}
	return newDir(root), nil
}

func newDir(root *os.Root) *Dir {
	return &Dir{root: root, disk: diskOf(root), syncs: make(chan struct{}, maxSyncs), swept: make(map[string]bool), dirty: make(map[string]bool)}
}

// Close brings renames to the disk, as Sync does, and closes the folder. Files
// that were staged and not committed are removed.
func (d *Dir) Close() error {
	d.syncing.Wait()
	d.mu.Lock()
	var errs []error
	for _, s := range d.staged {
		if !s.adopted {
			errs = append(errs, ignoreMissing(d.root.Remove(s.part)))
		}
	}
	d.staged = nil
	d.mu.Unlock()
	return errors.Join(append(errs, d.Sync(), d.disk.close(), d.root.Close())...)
}

// Write makes the file called name hold what f writes, or leaves it as it was
// and returns an error. name is slash-separated and relative to the folder;
// folders in it are made. What a killed run left half-written in the same
// folder is removed.
func (d *Dir) Write(name string, f func(io.Writer) error) (Written, error) {
	w, part, err := d.prepare(name, f, func(file *os.File) error { return errors.Join(syncFile(file), file.Close()) })
	if err == nil && w.Changed {
		err = d.rename(staged{part: part, name: name})
	}
	if err != nil {
		return Written{}, d.failed("writing", name, err)
	}
	return w, nil
}

// Stage is Write without the last steps: the file is whole and on its way to
// the disk. Settle waits until it is there, and Commit gives it its name.
func (d *Dir) Stage(name string, f func(io.Writer) error) (Written, error) {
	w, part, err := d.prepare(name, f, func(file *os.File) error { return d.send(name, file) })
	if err != nil {
		return Written{}, d.failed("writing", name, err)
	}
	if w.Changed {
		d.mu.Lock()
		d.staged = append(d.staged, staged{part: part, name: name})
		d.mu.Unlock()
	}
	return w, nil
}

// send lets a staged file go to the disk, by itself or with all others.
func (d *Dir) send(name string, file *os.File) error {
	n := d.sent.Add(1)
	if n > fewFiles && d.disk.holds(file) {
		d.behind.Store(true)
		if n%manyFiles == 0 {
			d.syncing.Go(func() { d.lose("", syncDisk(d.disk)) })
		}
		return file.Close()
	}
	d.syncs <- struct{}{}
	d.syncing.Go(func() {
		d.lose(name, errors.Join(syncFile(file), file.Close()))
		<-d.syncs
	})
	return nil
}

// lose notes the error of files that did not reach the disk.
func (d *Dir) lose(name string, err error) {
	if err == nil {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.lost = errors.Join(d.lost, d.failed("writing", name, err))
}

// Settle returns when all staged files are on the disk. Its error is that of
// the files that are not, and stays. No file may be staged meanwhile.
func (d *Dir) Settle() error {
	d.syncing.Wait()
	if d.behind.Swap(false) {
		d.lose("", syncDisk(d.disk))
	}
	return d.lost
}

// Commit settles, then gives every staged file its name. After an error those
// that were not reached are still staged.
func (d *Dir) Commit() error {
	if err := d.Settle(); err != nil {
		return err
	}
	d.mu.Lock()
	all := d.staged
	d.staged = nil
	d.mu.Unlock()
	for i, s := range all {
		if err := d.rename(s); err != nil {
			d.mu.Lock()
			d.staged = append(d.staged, all[i+1:]...)
			d.mu.Unlock()
			return d.failed("writing", s.name, err)
		}
	}
	return d.Sync()
}

// Remove deletes a file that an earlier run wrote; one that is not there is no
// error.
func (d *Dir) Remove(name string) error {
	if err := ignoreMissing(d.root.Remove(name)); err != nil {
		return d.failed("removing", name, err)
	}
	return nil
}

func (d *Dir) failed(doing, name string, err error) error {
	return fmt.Errorf("%s %q: %w", doing, path.Join(d.root.Name(), name), explain(err))
}

// rename gives a part file its name.
func (d *Dir) rename(s staged) error {
	if s.adopted {
		if _, err := d.enter(path.Dir(s.name)); err != nil {
			return err
		}
	}
	if err := d.root.Rename(s.part, s.name); err != nil {
		if s.adopted {
			return err
		}
		return errors.Join(err, ignoreMissing(d.root.Remove(s.part)))
	}
	d.mu.Lock()
	d.dirty[path.Dir(s.name)] = true
	d.mu.Unlock()
	return nil
}

// prepare writes a part file and gives it, still open, to sync, which closes it.
// A file that has the content already leaves no part behind.
func (d *Dir) prepare(name string, f func(io.Writer) error, sync func(*os.File) error) (w Written, part string, err error) {
	if !isName(name) {
		return w, "", errName
	}
	part, err = d.enter(path.Dir(name))
	if err != nil {
		return w, "", err
	}
	w, err = d.fill(part, name, f, sync)
	if err != nil || !w.Changed {
		err = errors.Join(err, ignoreMissing(d.root.Remove(part)))
	}
	return w, part, err
}

// buffers are used for one file after the other: most files are smaller.
var buffers = sync.Pool{New: func() any { return bufio.NewWriterSize(nil, bufferSize) }}

// measured is a file that is being written.
type measured struct {
	file *os.File
	hash hash.Hash
	size int64
}

func (m *measured) Write(b []byte) (int, error) {
	n, err := m.file.Write(b)
	m.size += int64(n)
	m.hash.Write(b[:n])
	return n, err
}

// fill writes the part file and, if the file called name differs, gives it to
// sync.
func (d *Dir) fill(part, name string, f func(io.Writer) error, sync func(*os.File) error) (w Written, err error) {
	file, err := d.root.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return w, err
	}
	defer func() {
		if !w.Changed {
			err = errors.Join(err, file.Close())
		}
	}()
	m := &measured{file: file, hash: sha256.New()}
	buffer := buffers.Get().(*bufio.Writer)
	defer buffers.Put(buffer)
	buffer.Reset(m)
	if err := f(buffer); err != nil {
		return w, err
	}
	if err := buffer.Flush(); err != nil {
		return w, err
	}
	w = Written{File: name, Size: m.size, Sum: Sum(m.hash.Sum(nil))}
	same, err := d.holds(name, w)
	if err != nil || same {
		return w, err
	}
	w.Changed = true
	return w, sync(file)
}

// holds reports whether the file called name has the content of w already.
func (d *Dir) holds(name string, w Written) (bool, error) {
	info, err := d.root.Lstat(name)
	if err != nil {
		return false, ignoreMissing(err)
	}
	if !info.Mode().IsRegular() {
		return false, errNoFile
	}
	if info.Size() != w.Size {
		return false, nil
	}
	file, err := d.root.Open(name)
	if err != nil {
		return false, err
	}
	defer file.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, file); err != nil {
		return false, err
	}
	return Sum(hash.Sum(nil)) == w.Sum, nil
}

// enter prepares a folder for its first file and names a new part file in it.
func (d *Dir) enter(folder string) (part string, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.swept[folder] {
		if err := d.root.MkdirAll(folder, 0o755); err != nil {
			return "", err
		}
		if err := d.sweep(folder); err != nil {
			return "", err
		}
		d.swept[folder] = true
	}
	d.parts++
	return path.Join(folder, fmt.Sprintf("%s%d%s", partPrefix, d.parts, partSuffix)), nil
}

// sweep removes the part files of a run that was killed.
func (d *Dir) sweep(folder string) error {
	entries, err := fs.ReadDir(d.root.FS(), folder)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if isPart(e.Name()) {
			if err := d.root.Remove(path.Join(folder, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// Sync returns when the names of all files written so far are on the disk.
func (d *Dir) Sync() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if runtime.GOOS == "windows" {
		return nil // it has no such call and writes names through
	}
	synced := make(map[string]bool)
	for folder := range d.dirty {
		// A new folder is a name in the one above it.
		for ; !synced[folder]; folder = path.Dir(folder) {
			if err := d.syncFolder(folder); err != nil {
				return fmt.Errorf("writing %q: %w", path.Join(d.root.Name(), folder), explain(err))
			}
			synced[folder] = true
		}
	}
	clear(d.dirty)
	return nil
}

func (d *Dir) syncFolder(folder string) error {
	file, err := d.root.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(syncFile(file), file.Close())
}

var errName = errors.New("not a name for a file inside the output folder")

// isName reports whether a file may be called name, on every system.
func isName(name string) bool {
	return fs.ValidPath(name) && name != "." && !strings.ContainsAny(name, "\\:\x00") && !isPart(path.Base(name))
}

func isPart(name string) bool {
	return strings.HasPrefix(name, partPrefix) && strings.HasSuffix(name, partSuffix)
}

// syncFile brings a file or folder to the disk. Tests make it fail.
var syncFile = (*os.File).Sync

// syncDisk brings all files of a file system to the disk. Tests make it fail.
var syncDisk = disk.sync

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// errNoFile is the fault of a link, a folder, a pipe or a device.
var errNoFile = fault.New("something else than a file has this name", "move it away")

// explain puts the world's common faults into the words of the user.
func explain(err error) error {
	is := func(targets ...error) bool {
		return slices.ContainsFunc(targets, func(t error) bool { return errors.Is(err, t) })
	}
	switch {
	case err == nil:
		return nil
	case is(syscall.ENOSPC, syscall.EDQUOT):
		return fault.Wrap(err, "the disk is full", "free some space and run the same command again; finished files are kept")
	case is(syscall.EFBIG):
		return fault.Wrap(err, fmt.Sprintf("the disk takes no file of that size (%v)", err), "choose an output folder on another disk, or lift the limit (ulimit -f)")
	case is(syscall.EIO):
		return fault.Wrap(err, fmt.Sprintf("the disk did not take it (%v)", err), "the disk may be failing: choose an output folder on another disk")
	case is(syscall.EROFS):
		return fault.Wrap(err, "the disk is read-only", "choose an output folder on another disk")
	case is(fs.ErrPermission):
		return fault.Wrap(err, fmt.Sprintf("permission denied (%v)", err), "allow writing to the folder, or choose another one")
	case is(syscall.ENOTDIR, fs.ErrExist):
		return fault.Wrap(err, fmt.Sprintf("a file is where a folder should be (%v)", err), "move that file away, or choose another output folder")
	}
	return err
}
