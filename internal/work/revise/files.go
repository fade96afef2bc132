// Package revise changes the files of an event that its organiser writes, event.toml, corrections.csv and the list, as
// a page asks for it: readable changes, each made from a version of the file that the page has seen.
//
// # Decisions
//
// If a file is another one by now, nothing is written, and the error has both texts (Stale). What the strict reader of
// event.toml refuses is not written either. The rows of a list are never changed in the list itself: what is corrected
// is in corrections.csv, and a list that is replaced stays under another name.
package revise

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"sync"

	"lanyard/internal/base/amend"
	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
	"lanyard/internal/input/roster"
	"lanyard/internal/work/create"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/owner"
)

// Files are the files of an event that a page changes. They may be used by several goroutines.
type Files struct {
	dir string

	writing sync.Mutex // held while a file is written

	mu   sync.Mutex
	seen []text // texts that the page has seen, the last ones
}

// New returns the files of the event in the folder dir.
func New(dir string) *Files { return &Files{dir: dir} }

// text is a version of a file.
type text struct{ file, version, data string }

// maxSeen is the number of texts kept to show what a stale write would have made of them.
const maxSeen = 16

// Read returns a file of the folder and its version, "" for one that is not there, and remembers the text for changes
// that come too late.
func (f *Files) Read(name string) (data []byte, version string, err error) {
	root, err := os.OpenRoot(f.dir)
	if err != nil {
		return nil, "", err
	}
	defer root.Close()
	data, err = bundle.ReadInside(root, name, roster.MaxCorrections)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, "", nil
	}
	if err != nil {
		return nil, "", err
	}
	sum := sha256.Sum256(data)
	version = hex.EncodeToString(sum[:])
	f.mu.Lock()
	defer f.mu.Unlock()
	if !slices.ContainsFunc(f.seen, func(t text) bool { return t.file == name && t.version == version }) {
		if len(f.seen) == maxSeen {
			f.seen = f.seen[1:]
		}
		f.seen = append(f.seen, text{name, version, string(data)})
	}
	return data, version, nil
}

// Stale is the error of a change of a file that is not the one the page has seen.
type Stale struct {
	File   string
	Mine   string // the text that would have been written, as far as it is known
	Theirs string // the text that is there
}

func (s *Stale) Error() string {
	return s.File + " has changed since the page has read it; nothing was written"
}

// rewrite replaces a file as replace does.
func (f *Files) rewrite(name, version string, change func(data []byte) ([]byte, error)) error {
	f.writing.Lock()
	defer f.writing.Unlock()
	return f.replace(name, version, change)
}

// replace puts the result of change in the place of a file of the folder, whole or not at all, while f.writing is held.
// version is that of the file that the page has seen: if the file has changed since, nothing is written, and the error
// is a *Stale with both texts. A file keeps its permissions; only its owner may read a new one.
func (f *Files) replace(name, version string, change func(data []byte) ([]byte, error)) error {
	now, is, err := f.Read(name)
	if err != nil {
		return err
	}
	if is != version {
		old := &Stale{File: name, Theirs: string(now)}
		if before, known := f.remembered(name, version); known {
			if mine, err := change([]byte(before)); err == nil {
				old.Mine = string(mine)
			}
		}
		return old
	}
	after, err := change(now)
	if err != nil {
		return err
	}
	out, err := bundle.Open(f.dir)
	if err != nil {
		return err
	}
	if version == "" {
		err = out.PutPrivate(name, after)
	} else {
		err = out.Put(name, after)
	}
	return errors.Join(err, out.Close())
}

// remembered returns a text that the page has seen. The version of a file that was not there is "".
func (f *Files) remembered(name, version string) (string, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, t := range f.seen {
		if t.file == name && t.version == version {
			return t.data, true
		}
	}
	return "", version == ""
}

// Amend changes keys of event.toml and keeps every other byte. The errors are a *Stale, and the source.Problems of a
// text that the strict reader refuses.
func (f *Files) Amend(version string, edits ...amend.Edit) error {
	return f.rewrite(owner.EventFile, version, f.amended(edits...))
}

// amended is the change of event.toml by edits.
func (f *Files) amended(edits ...amend.Edit) func(data []byte) ([]byte, error) {
	return func(data []byte) ([]byte, error) {
		after, err := amend.TOML(owner.EventFile, data, edits...)
		if err != nil {
			return nil, err
		}
		return after, f.judge(after)
	}
}

// judge returns the problems of a text of event.toml that is to be written.
func (f *Files) judge(data []byte) error {
	_, problems, err := owner.Read(f.dir, data)
	if err != nil {
		return err
	}
	return problems.Err()
}

// Write gives event.toml a text as it was typed. The errors are those of Amend, and one with a hint for a text that is
// too long.
func (f *Files) Write(version, text string) error {
	return f.rewrite(owner.EventFile, version, func([]byte) ([]byte, error) {
		data := []byte(text)
		if len(data) > source.MaxTOML {
			return nil, fault.New(fmt.Sprintf("event.toml would have %d of at most %d bytes", len(data), source.MaxTOML),
				"make it shorter")
		}
		return data, f.judge(data)
	})
}

// Correct adds corrections to corrections.csv. The errors are a *Stale, and the source.Problems of a file that cannot
// be read.
func (f *Files) Correct(version string, more []roster.Correction) error {
	return f.rewrite(folder.CorrectionsFile, version, func(data []byte) ([]byte, error) {
		all := roster.Corrections{File: folder.CorrectionsFile}
		if len(data) > 0 {
			var problems source.Problems
			if all, problems = roster.ReadCorrections(folder.CorrectionsFile, data); problems.Err() != nil {
				return nil, problems
			}
		}
		for _, one := range more {
			all = all.With(one)
		}
		return all.Bytes(), nil
	})
}

// HasTable returns an error, with a hint, if event.toml lacks a table whose mere presence means something else: with
// [certificates] alone, no badges are made.
func (f *Files) HasTable(name string) error {
	data, _, err := f.Read(owner.EventFile)
	if err != nil {
		return err
	}
	doc, problems := source.ParseTOML(owner.EventFile, data)
	if len(problems) > 0 {
		return problems
	}
	if !doc.Has(name) {
		return fault.New("event.toml has no table ["+name+"]", "add it under Event file, with a template: ["+name+"]")
	}
	return nil
}

// NewList replaces the list with a new export, or puts the export next to it under its own name. The file that was
// there stays as NAME.before. version is that of event.toml, which names the list; the errors are those of Amend, and
// others with a hint.
func (f *Files) NewList(version, name string, list []byte) error {
	if err := create.ListName(name); err != nil {
		return err
	}
	if name == folder.WalkinsFile || name == folder.CorrectionsFile {
		return fault.New(source.Quote(name)+" is a file of Lanyard's own", "rename the list")
	}
	if len(list) > roster.MaxFile {
		return fault.New(fmt.Sprintf("the list has %d of at most %d MB", len(list)>>20, roster.MaxFile>>20),
			"delete the columns that nobody needs")
	}
	f.writing.Lock()
	defer f.writing.Unlock()
	before, err := f.listBefore(name)
	if err == nil {
		err = f.replace(owner.EventFile, version, f.amended(amend.Edit{Key: "attendees.file", Value: name}))
	}
	if err == nil {
		err = f.putList(name, list, before)
	}
	return err
}

// listBefore returns the file in whose place a list is to be put; nil if there is none. A file that cannot be read
// could not be kept.
func (f *Files) listBefore(name string) ([]byte, error) {
	root, err := os.OpenRoot(f.dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	data, err := bundle.ReadInside(root, name, roster.MaxFile)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		message, _ := bundle.WhyNot(name, err)
		return nil, fault.Wrap(err, "the list that is there cannot be kept: "+message,
			"move it away, or give the new list another name")
	}
	return data, nil
}

// putList writes a list into the folder, and the file that it replaces as NAME.before, for its owner alone.
func (f *Files) putList(name string, data, before []byte) error {
	out, err := bundle.Open(f.dir)
	if err != nil {
		return err
	}
	if before != nil && !bytes.Equal(before, data) {
		err = out.PutPrivate(name+".before", before)
	}
	if err == nil {
		err = out.Put(name, data)
	}
	return errors.Join(err, out.Close())
}
