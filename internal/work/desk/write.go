package desk

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"lanyard/internal/base/amend"
	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
	"lanyard/internal/input/roster"
	"lanyard/internal/work/create"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/owner"
)

// maxText is the most characters that a cell can be corrected to.
const maxText = 1000

// rewrite replaces a file as replace does, and reads the folder again.
func (e *event) rewrite(name, version string, change func(data []byte) ([]byte, error)) error {
	e.writing.Lock()
	err := e.replace(name, version, change)
	e.writing.Unlock()
	if err == nil {
		e.load()
	}
	return err
}

// replace puts the result of change in the place of a file of the folder, whole or not at all, while e.writing is held.
// version is that of the file that the page has seen: if the file has changed since, nothing is written, and the error
// is a *stale with both texts. A file keeps its permissions; only its owner may read a new one.
func (e *event) replace(name, version string, change func(data []byte) ([]byte, error)) error {
	now, is, err := e.readFile(name)
	if err != nil {
		return err
	}
	if is != version {
		old := &stale{file: name, theirs: string(now)}
		if before, known := e.remembered(name, version); known {
			if mine, err := change([]byte(before)); err == nil {
				old.mine = string(mine)
			}
		}
		return old
	}
	after, err := change(now)
	if err != nil {
		return err
	}
	out, err := bundle.Open(e.dir)
	if err != nil {
		return err
	}
	if version == "" {
		err = putPrivate(out, name, after)
	} else {
		err = out.Put(name, after)
	}
	return errors.Join(err, out.Close())
}

// putPrivate writes a file that only its owner may read.
func putPrivate(out *bundle.Dir, name string, data []byte) error {
	_, err := out.WritePrivate(name, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
	return err
}

// remembered returns a text that the page has seen. The version of a file that was not there is "".
func (e *event) remembered(name, version string) (string, bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, t := range e.seen {
		if t.file == name && t.version == version {
			return t.data, true
		}
	}
	return "", version == ""
}

// amend changes keys of event.toml and keeps every other byte. A text that the strict reader refuses is not written.
func (e *event) amend(version string, edits ...amend.Edit) error {
	return e.rewrite(owner.EventFile, version, e.amended(edits...))
}

// amended is the change of event.toml by edits.
func (e *event) amended(edits ...amend.Edit) func(data []byte) ([]byte, error) {
	return func(data []byte) ([]byte, error) {
		after, err := amend.TOML(owner.EventFile, data, edits...)
		if err != nil {
			return nil, err
		}
		return after, e.judge(after)
	}
}

// judge returns the problems of a text of event.toml that is to be written.
func (e *event) judge(data []byte) error {
	_, problems, err := owner.Read(e.dir, data)
	if err != nil {
		return err
	}
	return problems.Err()
}

// writeText writes event.toml as it was typed.
func (e *event) writeText(in struct{ Version, Text string }) (any, error) {
	return nil, e.rewrite(owner.EventFile, in.Version, func([]byte) ([]byte, error) {
		data := []byte(in.Text)
		if len(data) > source.MaxTOML {
			return nil, fault.New(fmt.Sprintf("event.toml would have %d of at most %d bytes", len(data), source.MaxTOML), "make it shorter")
		}
		return data, e.judge(data)
	})
}

// change of one cell, as the page asks for it.
type cellChange struct{ Row, Column, To string }

// correct changes cells of the list, leaves rows out or restores them, in corrections.csv.
func (e *event) correct(in struct {
	Version string
	Changes []cellChange
}) (any, error) {
	var all []roster.Correction
	for _, c := range in.Changes {
		if !utf8.ValidString(c.To) || utf8.RuneCountInString(c.To) > maxText {
			return nil, fault.New(fmt.Sprintf("the text is longer than %d characters", maxText), "write what is to be printed")
		}
		one, err := e.correction(c)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return nil, e.writeCorrections(in.Version, all)
}

// correction returns the change of a cell of the list as the page shows it now.
func (e *event) correction(c cellChange) (roster.Correction, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	at := slices.IndexFunc(e.table.Rows, func(r roster.TableRow) bool { return r.Key == c.Row })
	if at < 0 {
		return roster.Correction{}, fault.New("the list has no row "+source.Quote(c.Row)+" any more", "look at the list as it is now")
	}
	one := roster.Correction{Person: c.Row, Column: c.Column, To: strings.TrimSpace(c.To)}
	if column := slices.Index(e.table.Columns, c.Column); column >= 0 && column < len(e.table.Rows[at].Cells) {
		one.From = strings.TrimSpace(e.table.Rows[at].Cells[column])
	}
	return one, nil
}

// writeCorrections adds corrections to corrections.csv.
func (e *event) writeCorrections(version string, more []roster.Correction) error {
	return e.rewrite(folder.CorrectionsFile, version, func(data []byte) ([]byte, error) {
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

// merge joins a row with another row of the same person: the other row gets the cells that it lacks, and the row is
// left out.
func (e *event) merge(in struct{ Version, Row, Into string }) (any, error) {
	e.mu.Lock()
	of := func(key string) *roster.TableRow {
		if at := slices.IndexFunc(e.table.Rows, func(r roster.TableRow) bool { return r.Key == key }); at >= 0 {
			return &e.table.Rows[at]
		}
		return nil
	}
	from, into := of(in.Row), of(in.Into)
	if from == nil || into == nil || from == into {
		e.mu.Unlock()
		return nil, fault.New("the list has no such two rows any more", "look at the list as it is now")
	}
	all := []roster.Correction{{Person: in.Row, Column: roster.WholeRow, To: roster.LeaveOut}}
	for i, name := range e.table.Columns {
		if i < len(from.Cells) && (i >= len(into.Cells) || strings.TrimSpace(into.Cells[i]) == "") {
			if text := strings.TrimSpace(from.Cells[i]); text != "" {
				all = append(all, roster.Correction{Person: in.Into, Column: name, To: text})
			}
		}
	}
	e.mu.Unlock()
	return nil, e.writeCorrections(in.Version, all)
}

// column uses a column of the list for a field. An empty header leaves the field without a column; an empty field
// leaves the column unused.
func (e *event) column(in struct{ Version, Field, Column string }) (any, error) {
	if in.Field != "" && !slices.Contains(roster.FieldNames(), in.Field) {
		return nil, fault.New("a list has no field "+source.Quote(in.Field), "choose one that the page offers")
	}
	key := func(field string) string { return "attendees.columns." + source.Key(field) }
	if in.Field != "" {
		return nil, e.amend(in.Version, amend.Edit{Key: key(in.Field), Value: in.Column})
	}
	e.mu.Lock()
	taken := ""
	for i, c := range e.report.Columns {
		if i < len(e.table.Columns) && e.table.Columns[i] == in.Column {
			taken = c.TakenFor
		}
	}
	e.mu.Unlock()
	if taken == "" {
		return nil, fault.New("the column is taken for nothing already", "choose what it is")
	}
	return nil, e.amend(in.Version, amend.Edit{Key: key(taken), Value: ""})
}

// alias makes a word of the list an alias of a role.
func (e *event) alias(in struct{ Version, Role, Word string }) (any, error) {
	e.mu.Lock()
	list := e.list
	e.mu.Unlock()
	if list == nil {
		return nil, fault.New("event.toml cannot be read", "correct what is wrong with it first")
	}
	one, known := list.Event.Roles[in.Role]
	if !known {
		return nil, fault.New("the event has no role "+source.Quote(in.Role), "choose one that the page offers")
	}
	words := append(slices.Clone(one.Aliases), in.Word)
	return nil, e.amend(in.Version, amend.Edit{Key: "roles." + source.Key(in.Role) + ".aliases", Value: words})
}

// role makes a role of a word of the list.
func (e *event) role(in struct{ Version, Word string }) (any, error) {
	key := strings.ReplaceAll(strings.ToLower(strings.TrimSpace(in.Word)), " ", "-")
	if key == "" {
		return nil, fault.New("a role needs a name", "write one")
	}
	return nil, e.amend(in.Version, amend.Edit{Key: "roles." + source.Key(key) + ".label", Value: in.Word})
}

// newList replaces the list with a new export, or puts the export next to it under its own name. The file that was
// there stays as NAME.before.
func (e *event) newList(in struct {
	Version, Name string
	List          []byte
}) (any, error) {
	if err := create.ListName(in.Name); err != nil {
		return nil, err
	}
	if in.Name == folder.WalkinsFile || in.Name == folder.CorrectionsFile {
		return nil, fault.New(source.Quote(in.Name)+" is a file of Lanyard's own", "rename the list")
	}
	if len(in.List) > roster.MaxFile {
		return nil, fault.New(fmt.Sprintf("the list has %d of at most %d MB", len(in.List)>>20, roster.MaxFile>>20),
			"delete the columns that nobody needs")
	}
	e.writing.Lock()
	before, err := e.listBefore(in.Name)
	if err == nil {
		err = e.replace(owner.EventFile, in.Version, e.amended(amend.Edit{Key: "attendees.file", Value: in.Name}))
	}
	if err == nil {
		err = e.putList(in.Name, in.List, before)
	}
	e.writing.Unlock()
	e.load()
	return nil, err
}

// listBefore returns the file in whose place a list is to be put; nil if there is none. A file that cannot be read could
// not be kept.
func (e *event) listBefore(name string) ([]byte, error) {
	root, err := os.OpenRoot(e.dir)
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
		return nil, fault.Wrap(err, "the list that is there cannot be kept: "+message, "move it away, or give the new list another name")
	}
	return data, nil
}

// putList writes a list into the folder, and the file that it replaces as NAME.before, for its owner alone.
func (e *event) putList(name string, data, before []byte) error {
	out, err := bundle.Open(e.dir)
	if err != nil {
		return err
	}
	if before != nil && !bytes.Equal(before, data) {
		err = putPrivate(out, name+".before", before)
	}
	if err == nil {
		err = out.Put(name, data)
	}
	return errors.Join(err, out.Close())
}
