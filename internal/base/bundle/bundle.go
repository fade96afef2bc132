// Package bundle writes files that appear whole or not at all.
//
// A file is written under a temporary name in its own folder, synced, and only then renamed. A run that is killed,
// fails or fills the disk leaves every old file as it was. A file whose content has not changed is not touched, so its
// modification time stays and incremental backups skip it. The system calls for a changed file are openat(O_EXCL),
// write, fsync, renameat; Sync adds the fsync of each folder.
//
// A run stages all its files and commits them together, so one bad page leaves the files of the last run as they were.
// The order is: every file is staged and settled, the ledger records what is new and reaches the disk, then the files
// get their names. No token is on paper that the ledger does not know.
//
// The first few files are synced one by one while later ones are written: waiting for each in turn takes twice as long
// on ext4, with the processor idle. The rest are synced together, by one syncfs every few hundred files and one before
// the first rename. This is done only where syncfs is known to promise what fsync does: on ext4, XFS and Btrfs, from
// Linux 5.8 on, which reports lost writes. FUSE, CIFS and overlayfs may not pass the call on. Small runs do not use
// syncfs, because it also waits for everything that other programs have written.
//
// Nothing is written outside the output folder: names only lead downwards, and a symbolic link that leaves the folder
// is refused.
//
// # The manifest
//
// manifest.json is written last, so its presence means that the run finished. It is UTF-8 JSON, indented by two spaces,
// with entries in the order they were given:
//
//	version      1
//	event        id of the event
//	issuer       fingerprint of the root key, hex; missing in the manifest of a shard, and in older ones
//	shards       of how many parts this run was joined; missing when it was made in one piece
//	files        every file of the run
//	  file       name, slash-separated, relative to the manifest
//	  size       bytes
//	  sha256     of the content, hex
//	entries      every certificate and badge
//	  attendee   id in the attendee list; where that is an e-mail address, a keyed hash of it
//	  kind       "certificate" or "badge"
//	  name       as printed
//	  number     as printed
//	  token      SHA-256 of the signed token, hex
//	  file       the file it is in
//	  page       its page there, from 1
//	shard        in the folder of one part of a run, until the parts are merged
//	  number     which part, from 1
//	  of         how many parts there are
//	  by         the program that made it, as "lanyard version -json" prints it
//	  options    the options of the run that differ from their defaults
//	  from       every file of the event that was read; like files
//	  shown      SHA-256 of everything the papers show about their people, hex
//
// A manifest names people, so only its owner may read it.
//
// So that a manifest is safe to open in any program, the characters <, > and &, invisible characters, and =, +, - and @
// at the start of a string are written as \u escapes. Any JSON reader restores the text.
//
// # Errors
//
// An error that the user can fix is a *fault.Error.
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
	bufferSize = 64 << 10 // bytes per write; larger writes gain nothing on Linux
	maxSyncs   = 16       // concurrent fsyncs: a journal commits waiting files together; more gain nothing on ext4
	manyFiles  = 250      // files per syncfs, so that the disk is busy while the next files are written
	// files synced one by one before syncfs is worthwhile: it also waits for what other programs wrote
	fewFiles = maxSyncs
)

// Dir is an output folder. It is safe for concurrent use, but only by one process: see store.Acquire.
type Dir struct {
	root    *os.Root
	syncs   chan struct{}  // one slot per file being synced
	syncing sync.WaitGroup // counts the files being synced
	disk    disk           // the file system that one call syncs; may be none
	sent    atomic.Int64   // staged files so far
	behind  atomic.Bool    // some staged files wait for a syncfs

	mu     sync.Mutex
	lost   error           // first error of a staged file that was not synced
	staged []staged        // complete files waiting for Commit
	parts  int             // part files made so far
	swept  map[string]bool // folders known to exist and to hold no part file of another run
	dirty  map[string]bool // folders with a rename not yet synced
}

// Sum is the SHA-256 of a file or token. Its text form is 64 hex digits.
type Sum [sha256.Size]byte

// Written describes one file after writing.
type Written struct {
	File    string `json:"file"` // slash-separated, relative to the folder
	Size    int64  `json:"size"` // bytes
	Sum     Sum    `json:"sha256"`
	Changed bool   `json:"-"` // false: the file already had this content and was not touched
}

// staged is a file that is complete under its temporary name.
type staged struct {
	part, name string
	adopted    bool // it existed before this run and survives a failure
}

// Open opens the folder at path, creating it and its parents if needed.
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

// OpenIn opens the folder called name inside path, creating it if needed. A symbolic link of that name that leads out
// of path is an error: whoever supplied the event folder must not choose where we write.
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
			return nil,
				fault.Wrap(err, fmt.Sprintf("opening output folder: %q is a link to %q, which is not a folder in %q",
					name, to, path),
					"name the folder to write to: -out "+to)
		}
		return nil, fmt.Errorf("opening output folder: %w", explain(err))
	}
	return newDir(root), nil
}

func newDir(root *os.Root) *Dir {
	return &Dir{root: root, disk: diskOf(root), syncs: make(chan struct{}, maxSyncs), swept: make(map[string]bool),
		dirty: make(map[string]bool)}
}

// Close syncs renames, as Sync does, and closes the folder. Files that were staged and not committed are removed.
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

// Write makes the file called name hold what f writes; on error the old file stays as it was. name is slash-separated
// and relative to the folder; missing folders are created. Part files of a killed run in the same folder are removed.
func (d *Dir) Write(name string, f func(io.Writer) error) (Written, error) {
	return d.write(name, f, 0)
}

// Put makes the file called name hold data, as Write does. A file that exists keeps its permissions, from the moment at
// which it has the new content.
func (d *Dir) Put(name string, data []byte) error {
	info, err := d.root.Lstat(name)
	if ignoreMissing(err) != nil {
		return d.failed("writing", name, err)
	}
	var mode fs.FileMode
	if err == nil {
		mode = info.Mode().Perm()
	}
	_, err = d.write(name, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	}, mode)
	return err
}

// WritePrivate is Write for a file that only its owner may read. A file that others can read loses that permission,
// even if its content stays.
func (d *Dir) WritePrivate(name string, f func(io.Writer) error) (Written, error) {
	w, err := d.write(name, f, privateMode)
	if err == nil && !w.Changed {
		if err = d.conceal(name); err != nil {
			return Written{}, d.failed("writing", name, err)
		}
	}
	return w, err
}

// PutPrivate makes the file called name hold data, as WritePrivate does.
func (d *Dir) PutPrivate(name string, data []byte) error {
	_, err := d.WritePrivate(name, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
	return err
}

// write is Write; a file that changes gets the permissions mode. 0: those of a new file.
func (d *Dir) write(name string, f func(io.Writer) error, mode fs.FileMode) (Written, error) {
	w, part, err := d.prepare(name, f, func(file *os.File) error {
		if mode != 0 {
			if err := file.Chmod(mode); err != nil {
				return errors.Join(err, file.Close())
			}
		}
		return errors.Join(syncFile(file), file.Close())
	})
	if err == nil && w.Changed {
		err = d.rename(staged{part: part, name: name})
	}
	if err != nil {
		return Written{}, d.failed("writing", name, err)
	}
	return w, nil
}

// privateMode are the permissions of a file that only its owner may read.
const privateMode = 0o600

// conceal takes the right to read a file from everybody but its owner.
func (d *Dir) conceal(name string) error {
	info, err := d.root.Lstat(name)
	if err != nil || runtime.GOOS == "windows" || info.Mode().Perm()&0o077 == 0 {
		return err
	}
	return d.root.Chmod(name, privateMode)
}

// Stage is Write without the last steps: it writes the whole file and starts syncing it. Settle waits for the sync, and
// Commit renames the file to name.
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

// send syncs a staged file in the background, or leaves it for the next syncfs.
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

// lose records that files were not synced.
func (d *Dir) lose(name string, err error) {
	if err == nil {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.lost = errors.Join(d.lost, d.failed("writing", name, err))
}

// Settle waits until all staged files are on the disk. Its error names the files that are not, and later calls repeat
// it. No file may be staged meanwhile.
func (d *Dir) Settle() error {
	d.syncing.Wait()
	if d.behind.Swap(false) {
		d.lose("", syncDisk(d.disk))
	}
	return d.lost
}

// Commit calls Settle, then renames every staged file. After an error, files not yet renamed are still staged.
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

// Read returns the content of a file of an earlier run, as ReadInside does.
func (d *Dir) Read(name string, most int64) ([]byte, error) { return ReadInside(d.root, name, most) }

// Open opens a file of an earlier run for reading.
func (d *Dir) Open(name string) (*os.File, error) { return d.root.Open(name) }

// Remove deletes a file of an earlier run. A missing file is not an error.
func (d *Dir) Remove(name string) error {
	if err := ignoreMissing(d.root.Remove(name)); err != nil {
		return d.failed("removing", name, err)
	}
	return nil
}

func (d *Dir) failed(doing, name string, err error) error {
	return fmt.Errorf("%s %q: %w", doing, path.Join(d.root.Name(), name), explain(err))
}

// rename gives a part file its final name.
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

// prepare writes a part file and passes it, still open, to sync, which closes it. If the file already has this content,
// the part file is removed.
func (d *Dir) prepare(name string, f func(io.Writer) error, sync func(*os.File) error) (w Written, part string,
	err error) {
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

// buffers are reused: most files are smaller than one buffer.
var buffers = sync.Pool{New: func() any { return bufio.NewWriterSize(nil, bufferSize) }}

// measured is a file being written, with its size and hash so far.
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

// fill writes the part file and, if its content differs from the file called name, passes it to sync.
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

// holds reports whether the file called name already has the content of w.
func (d *Dir) holds(name string, w Written) (bool, error) {
	file, err := d.openSame(name, w)
	if file == nil || err != nil {
		return false, ignoreMissing(err)
	}
	return true, file.Close()
}

// openSame opens the file called name for reading if it has the content of w; otherwise file is nil.
func (d *Dir) openSame(name string, w Written) (file *os.File, err error) {
	info, err := d.root.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errNoFile
	}
	if info.Size() != w.Size {
		return nil, nil
	}
	if file, err = regular(d.root.OpenFile(name, unblocked, 0)); err != nil {
		return nil, err
	}
	hash := sha256.New()
	buffer := buffers.Get().(*bufio.Writer)
	defer buffers.Put(buffer)
	buffer.Reset(hash)
	_, err = buffer.ReadFrom(file)
	if err = errors.Join(err, buffer.Flush()); err != nil || Sum(hash.Sum(nil)) != w.Sum {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

// enter prepares a folder for its first file and returns the name of a new part file in it.
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

// sweep removes part files of a killed run.
func (d *Dir) sweep(folder string) error {
	entries, err := fs.ReadDir(d.root.FS(), folder)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if isPart(e.Name()) && !e.IsDir() { // a folder is not ours: keyring makes keys in one
			if err := d.root.Remove(path.Join(folder, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// Sync waits until the names of all files written so far are on the disk.
func (d *Dir) Sync() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if runtime.GOOS == "windows" {
		return nil // Windows has no such call and writes names through
	}
	synced := make(map[string]bool)
	for folder := range d.dirty {
		// The entry of a new folder is in its parent.
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

// isName reports whether name is a valid file name on every system.
func isName(name string) bool {
	return fs.ValidPath(name) && name != "." && !strings.ContainsAny(name, "\\:\x00") && !isPart(path.Base(name))
}

func isPart(name string) bool {
	return strings.HasPrefix(name, partPrefix) && strings.HasSuffix(name, partSuffix)
}

// syncFile syncs a file or folder. Tests make it fail.
var syncFile = (*os.File).Sync

// syncDisk syncs all files of a file system. Tests make it fail.
var syncDisk = disk.sync

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// errNoFile is the fault of a link, folder, pipe or device where a file should be.
var errNoFile = fault.New("this name belongs to something that is not a file", "move it away")

// explain rewrites common system errors for users.
func explain(err error) error {
	is := func(targets ...error) bool {
		return slices.ContainsFunc(targets, func(t error) bool { return errors.Is(err, t) })
	}
	switch {
	case err == nil:
		return nil
	case is(syscall.ENOSPC, syscall.EDQUOT):
		return fault.Wrap(err, "the disk is full",
			"free some space and run the same command again; finished files are kept")
	case is(syscall.EFBIG):
		return fault.Wrap(err, fmt.Sprintf("the file is too large for the disk (%v)", err),
			"choose an output folder on another disk, or lift the limit (ulimit -f)")
	case is(syscall.EIO):
		return fault.Wrap(err, fmt.Sprintf("the disk reported an error (%v)", err),
			"the disk may be failing: choose an output folder on another disk")
	case is(syscall.EROFS):
		return fault.Wrap(err, "the disk is read-only", "choose an output folder on another disk")
	case is(fs.ErrPermission):
		return fault.Wrap(err, fmt.Sprintf("permission denied (%v)", err), deniedHint)
	case is(errsOpen...):
		return fault.Wrap(err, "another program has the file open",
			"close it there, for example in the PDF viewer, and run the same command again")
	case is(syscall.ENOTDIR, fs.ErrExist):
		return fault.Wrap(err, fmt.Sprintf("there is a file where a folder should be (%v)", err),
			"move that file away, or choose another output folder")
	}
	return err
}
