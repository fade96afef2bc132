package history

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/program"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/people"
)

// madeFile is a file in the event's folder that records the inputs of the last run over everybody, and its time. If it
// is missing or wrong, or was not made with the event's keys, a run draws everything again, but does not rewrite files
// that come out unchanged.
const madeFile = ".lanyard.made"

// madeLength is the length of that file in bytes: nanoseconds since 1970 and a keyed hash in hex, and a line end.
const madeLength = madeTime + 2*sha256.Size + 1

// madeTime is how many of these are the time.
const madeTime = 16

// Inputs are everything that the files of a run over everybody are made from.
type Inputs struct {
	Ledger  *ledger.Ledger // nil: nothing was issued yet
	Secret  [32]byte       // of the event's keys: without it nobody makes a record
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
	at, err := strconv.ParseInt(string(before[:min(len(before), madeTime)]), 16, 64)
	if err != nil {
		return false, nil
	}
	now, err := in.record(at)
	if err != nil || !hmac.Equal(before, []byte(now)) {
		return false, err
	}
	return out.Untouched(time.Unix(0, at))
}

// Keep records in the event's folder dir that a run has made its files from these inputs. The record does not wait for
// the disk: one that a power cut has torn or lost is like one of other inputs, and the next run draws everything again.
func (in Inputs) Keep(dir string) error {
	name := filepath.Join(dir, madeFile)
	if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) { // rewriting an equal file would keep its time
		return fmt.Errorf("recording what was made: %w", err)
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644) // follows no link
	if err != nil {
		return fmt.Errorf("recording what was made: %w", err)
	}
	if err := in.writeTo(f); err != nil {
		return errors.Join(fmt.Errorf("recording what was made: %w", err), f.Close(), os.Remove(name))
	}
	return f.Close()
}

// writeTo writes the record to a file that was just made, whose time is that of the file system.
func (in Inputs) writeTo(f *os.File) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	text, err := in.record(info.ModTime().UnixNano())
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return err
}

// record returns a line that is equal for two runs that make the same files, but for their time.
func (in Inputs) record(at int64) (string, error) {
	head, err := in.Ledger.Head()
	if err != nil {
		return "", err
	}
	text, err := Common(in.Out, in.Options, in.Read)
	if err != nil {
		return "", err
	}
	mac := hmac.New(sha256.New, in.Secret[:])
	mac.Write(text)
	fmt.Fprintf(mac, " %d %s", at, head)
	return fmt.Sprintf("%0*x%x\n", madeTime, at, mac.Sum(nil)), nil
}

// Common returns text that is equal for two runs by the same program into the same folder, with the same options and
// files.
func Common(out string, options any, read []bundle.Written) ([]byte, error) {
	by, err := program.This()
	if err != nil {
		return nil, err
	}
	return json.Marshal(struct {
		By      program.Program
		Out     string
		Options any
		Read    []bundle.Written
	}{by, out, options, read})
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
