package history

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/program"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/people"
)

// madeFile is a file in the event's folder that records the inputs of the last run over everybody. If it is missing
// or wrong, a run draws everything again, but does not rewrite files that come out unchanged.
const madeFile = ".lanyard.made"

// madeLength is the length of that file in bytes: a hash in hex, and a line end.
const madeLength = 2*sha256.Size + 1

// Inputs are everything that the files of a run over everybody are made from.
type Inputs struct {
	Ledger  *ledger.Ledger // nil: nothing was issued yet
	Out     string         // the output folder
	Options any            // of the run, stored as JSON
	Read    []bundle.Written
}

// Same reports whether a run from these inputs would reproduce the contents of out, the output folder of the event
// in dir: the last run had equal inputs and the same program; nothing was issued, printed or revoked since; and
// none of its files has been touched.
func (in Inputs) Same(dir string, out *bundle.Dir) (bool, error) {
	if in.Ledger == nil {
		return false, nil
	}
	name := filepath.Join(dir, madeFile)
	info, err := os.Lstat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() != madeLength {
		return false, nil // no such run yet
	}
	before, err := os.ReadFile(name)
	if err != nil {
		return false, nil
	}
	now, err := in.hash()
	if err != nil || string(before) != now {
		return false, err
	}
	return out.Untouched(info.ModTime())
}

// Keep records in the event's folder dir that a run has made its files from these inputs. The record does not wait for
// the disk: one that a power cut has torn or lost is like one of other inputs, and the next run draws everything again.
func (in Inputs) Keep(dir string) error {
	text, err := in.hash()
	if err != nil {
		return err
	}
	name := filepath.Join(dir, madeFile)
	if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) { // rewriting an equal file would keep its time
		return fmt.Errorf("recording what was made: %w", err)
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644) // follows no link
	if err != nil {
		return fmt.Errorf("recording what was made: %w", err)
	}
	if _, err := f.WriteString(text); err != nil {
		return errors.Join(fmt.Errorf("recording what was made: %w", err), f.Close(), os.Remove(name))
	}
	return f.Close()
}

// hash returns a line that is equal for two runs that make the same files.
func (in Inputs) hash() (string, error) {
	by, err := program.This()
	if err != nil {
		return "", err
	}
	head, err := in.Ledger.Head()
	if err != nil {
		return "", err
	}
	text, err := json.Marshal(struct {
		By      program.Program
		Ledger  string
		Out     string
		Options any
		Read    []bundle.Written
	}{by, head.String(), in.Out, in.Options, in.Read})
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]) + "\n", nil
}

// FilesRead returns the files of the event that were read with the list.
func FilesRead(l *people.List) (all []bundle.Written) {
	for _, in := range l.Read {
		all = append(all, bundle.Written{File: in.File, Size: in.Size, Sum: in.Sum})
	}
	return all
}

// FilesOfAll returns those of FilesRead that every paper depends on: not the lists of people.
func FilesOfAll(l *people.List) []bundle.Written {
	lists := []string{l.Event.Attendees.File, folder.CorrectionsFile, folder.WalkinsFile}
	for _, also := range l.Event.Attendees.Also {
		lists = append(lists, also.File)
	}
	return slices.DeleteFunc(FilesRead(l), func(w bundle.Written) bool { return slices.Contains(lists, w.File) })
}
