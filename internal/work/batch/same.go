package batch

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/program"
	"lanyard/internal/paper/template"
)

// madeFile is a file in the event's folder that says what the files of the last
// run over everybody were made of. Without it, or when it is wrong, a run draws
// everything again, and leaves alone what comes out as it was.
const madeFile = ".lanyard.made"

// madeLength is the length of that file, in bytes: a hash in hex, and the end of
// the line.
const madeLength = 2*sha256.Size + 1

// same reports whether this run would make again what lies there: it is asked
// for in the same way, of the same files, by the same program, nothing was issued,
// printed or revoked since, and no file of the last run has been touched.
func (r *run) same(out *bundle.Dir) (bool, error) {
	if r.desk.Ledger == nil || !r.plain() {
		return false, nil
	}
	name := filepath.Join(r.Dir, madeFile)
	info, err := os.Lstat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() != madeLength {
		return false, nil // there was no such run
	}
	before, err := os.ReadFile(name)
	if err != nil {
		return false, nil
	}
	now, err := r.madeOf()
	if err != nil || string(before) != now {
		return false, err
	}
	return out.Untouched(info.ModTime())
}

// keepMade writes down what the files of this run were made of.
func (r *run) keepMade() error {
	if !r.plain() || r.Problems.Err() != nil {
		return nil
	}
	text, err := r.madeOf()
	if err != nil {
		return err
	}
	dir, err := bundle.Open(r.Dir)
	if err != nil {
		return err
	}
	if err := dir.Remove(madeFile); err != nil { // what is written as it was would keep its time
		return errors.Join(err, dir.Close())
	}
	_, err = dir.Write(madeFile, func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	})
	return errors.Join(err, dir.Close())
}

// plain reports whether a run is over everybody and depends on nothing but what
// madeOf looks at. Photos of people are too many to be looked at each time.
func (r *run) plain() bool {
	if r.partial() || r.Force || r.Again || r.Spares > 0 || r.Shard.Of > 0 {
		return false
	}
	return !slices.ContainsFunc(r.work.Templates(), func(t *template.Template) bool {
		return showsPhotos(t) && slices.ContainsFunc(r.presses, func(p *press) bool { return p.template.Kind == t.Kind })
	})
}

// showsPhotos reports whether a template has pictures of which each person has
// another.
func showsPhotos(t *template.Template) (shows bool) {
	t.Walk(func(b template.Box) {
		picture, ok := b.(*template.Picture)
		shows = shows || ok && len(picture.File) > 0
	})
	return shows
}

// madeOf returns a word that is equal for two runs that make the same files.
func (r *run) madeOf() (string, error) {
	by, err := program.This()
	if err != nil {
		return "", err
	}
	head, err := r.desk.Ledger.Head()
	if err != nil {
		return "", err
	}
	text, err := json.Marshal(struct {
		By      program.Program
		Ledger  string
		Out     string
		Options Options
		Read    []bundle.Written
	}{by, head.String(), r.Job.Out, r.Options, r.inputs()})
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]) + "\n", nil
}
