package designer

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"lanyard/internal/base/amend"
	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
	"lanyard/internal/work/batch"
	"lanyard/internal/work/create"
	"lanyard/internal/work/owner"
)

const eventFile = owner.EventFile

// designFolder is where copies of built-in designs and dropped files go.
const designFolder = "design"

// text is a file as a page has it.
type text struct {
	file string
	data []byte
}

// versionOf returns the version of a text.
func versionOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// show records that pages get a text, and returns its version.
func (d *Designer) show(file string, data []byte) string {
	version := versionOf(data)
	if !slices.ContainsFunc(d.seen, func(t text) bool { return t.file == file && versionOf(t.data) == version }) {
		d.seen = append(d.seen, text{file, data})
		d.seen = d.seen[max(0, len(d.seen)-maxSeen):]
	}
	return version
}

// seenText returns a text that a page got, or nil.
func (d *Designer) seenText(file, version string) []byte {
	for _, t := range d.seen {
		if t.file == file && versionOf(t.data) == version {
			return t.data
		}
	}
	return nil
}

// read returns a text of the event's folder.
func (d *Designer) read(name string) ([]byte, error) {
	root, err := os.OpenRoot(d.dir)
	if err != nil {
		return nil, fmt.Errorf("reading design: %w", err)
	}
	defer root.Close()
	data, err := bundle.ReadInside(root, name, source.MaxTOML)
	if err != nil {
		message, hint := bundle.WhyNot(name, err)
		return nil, fault.Wrap(err, message, hint)
	}
	return data, nil
}

// textOf returns the text of the template of a face.
func (d *Designer) textOf(f batch.Face) ([]byte, error) {
	if f.BuiltIn {
		return create.TextOf(f.Template.Kind, f.Name)
	}
	return d.read(f.Template.File)
}

// exists reports whether there is anything of a name in the event's folder.
func (d *Designer) exists(name string) bool {
	root, err := os.OpenRoot(d.dir)
	if err != nil {
		return true
	}
	defer root.Close()
	_, err = root.Lstat(name)
	return !errors.Is(err, fs.ErrNotExist)
}

// free returns a name in the folder design that nothing has: "design/badge.toml" or "design/badge-2.toml".
func (d *Designer) free(name string) string {
	ext := path.Ext(name)
	bare := strings.TrimSuffix(name, ext)
	for n := 1; ; n++ {
		file := path.Join(designFolder, name)
		if n > 1 {
			file = path.Join(designFolder, fmt.Sprintf("%s-%d%s", bare, n, ext))
		}
		if !d.exists(file) {
			return file
		}
	}
}

// replaced is a file before and after a change; nil: there is none.
type replaced struct {
	name          string
	before, after []byte
}

// replace writes all files of a change or none. Each must be unchanged; a file that did not exist must still not exist.
func (d *Designer) replace(files []replaced) (err error) {
	root, err := os.OpenRoot(d.dir)
	if err != nil {
		return fmt.Errorf("writing design: %w", err)
	}
	defer root.Close()
	for _, f := range files {
		if err := d.asBefore(root, f); err != nil {
			return err
		}
	}
	for i, f := range files {
		if err := d.put(root, f.name, f.after); err != nil {
			for _, back := range slices.Backward(files[:i]) {
				err = errors.Join(err, d.put(root, back.name, back.before))
			}
			return err
		}
	}
	d.writes, d.ours = d.writes+1, true
	return nil
}

// asBefore returns an error if a file has changed since, or is not a file that the change may replace.
func (d *Designer) asBefore(root *os.Root, f replaced) error {
	info, err := root.Lstat(f.name)
	switch {
	case errors.Is(err, fs.ErrNotExist) && f.before == nil:
		return nil
	case err == nil && !info.Mode().IsRegular():
		return fault.New(fmt.Sprintf("%s is a link or a folder, so it is not changed here", source.Quote(f.name)),
			"put the file itself in its place")
	case err == nil && f.before == nil:
		return fault.New(fmt.Sprintf("there is a file %s already", source.Quote(f.name)),
			"move it away, or give it another name")
	case err != nil:
		return d.staleText(f.name, nil, f.after)
	}
	data, err := bundle.ReadInside(root, f.name, max(source.MaxTOML, int64(len(f.before))))
	if err != nil {
		return fmt.Errorf("reading %s: %w", source.Quote(f.name), err)
	}
	if string(data) != string(f.before) {
		return d.staleText(f.name, data, f.after)
	}
	return nil
}

// staleText is the refusal of a change that is based on an older text of a file.
func (d *Designer) staleText(name string, theirs, yours []byte) error {
	now := string(theirs)
	r := &refusal{Message: fmt.Sprintf("%s has been changed elsewhere in the meantime, so nothing was written", name),
		Hint: "look at both texts: make your change again on the file as it is now, or leave it", File: name, Theirs: &now,
		Version: versionOf(theirs)}
	if yours != nil {
		mine := string(yours)
		r.Yours = &mine
	}
	return r
}

// put makes a file have a text, whole or not at all; nil removes it. Its permissions stay.
func (d *Designer) put(root *os.Root, name string, data []byte) error {
	if data == nil {
		if err := root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("removing %s: %w", source.Quote(name), err)
		}
		return nil
	}
	out, err := bundle.Open(d.dir)
	if err != nil {
		return err
	}
	return errors.Join(out.Put(name, data), out.Close())
}

// name adds to a change that a key of event.toml gets a value. A change of event.toml that is in it already stays.
func (d *Designer) name(files []replaced, key, value string) ([]replaced, error) {
	i := slices.IndexFunc(files, func(f replaced) bool { return f.name == eventFile })
	if i < 0 {
		data, err := d.read(eventFile)
		if err != nil {
			return nil, err
		}
		i, files = len(files), append(files, replaced{eventFile, data, data})
	}
	after, err := amend.TOML(eventFile, files[i].after, amend.Edit{Key: key, Value: value})
	if err != nil {
		return nil, err
	}
	files[i].after = after
	return files, nil
}

// copied adds to a change that a built-in design is copied into the event's folder, with a new text of its template,
// and that event.toml names the copy.
func (d *Designer) copied(files []replaced, f batch.Face, changed []byte) (all []replaced, said string, err error) {
	main := d.free(f.Template.Kind.String() + ".toml")
	copies, err := create.CopyOf(f.Template.Kind, f.Name, main)
	if err != nil {
		return nil, "", err
	}
	copies[0].Data = changed
	for _, c := range copies {
		if path.Base(c.Name) == create.TemplateSchema && d.exists(c.Name) {
			continue
		}
		files = append(files, replaced{name: c.Name, after: c.Data})
	}
	if files, err = d.name(files, f.Key, main); err != nil {
		return nil, "", err
	}
	said = fmt.Sprintf("The built-in design %s was copied to %s, and %s of event.toml names the copy.", f.Name, main,
		f.Key)
	return files, said, nil
}

// settle shows the folder after a change. If a template differs only in positions and looks, the people are not read
// again. The error is the problems that are new.
func (d *Designer) settle(ctx context.Context, files []replaced) error {
	if len(files) == 1 && files[0].before != nil && files[0].after != nil && d.preview != nil && !d.stale {
		if old := d.preview.Design(files[0].name); old != nil {
			t, _ := d.preview.ParseAs(old.Kind, old.File, files[0].after)
			if t != nil {
				if fresh := d.preview.Redesign(t, files[0].after); fresh != nil {
					d.preview = fresh
					d.changed()
					return nil
				}
			}
		}
	}
	fresh, problems, err := batch.OpenPreview(ctx, d.dir, d.now)
	if err != nil {
		return err
	}
	var more source.Problems
	for _, p := range problems {
		if p.Severity == source.Error && !slices.ContainsFunc(d.problems, func(q source.Problem) bool {
			return q.Code == p.Code && q.Message == p.Message && q.File == p.File
		}) {
			more.Add(p)
		}
	}
	if more != nil {
		return more
	}
	d.ours = false
	d.take(fresh, problems, nil)
	return nil
}
