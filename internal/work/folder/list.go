package folder

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/source"
	"lanyard/internal/input/eventfile"
	"lanyard/internal/input/roster"
	"lanyard/internal/paper/expression"
)

// loadList reads the list of people: the file that event.toml names, or attendees.csv, or the only list in the
// folder, whatever its name.
func (w *Work) loadList(ctx context.Context) {
	if w.given != nil {
		w.Notes = append(w.Notes, w.instead())
		w.Event.Attendees.File = w.given.Name
	}
	file := w.Event.Attendees.File
	data, err := w.readList()
	if errors.Is(err, fs.ErrNotExist) {
		found, others := w.findLists()
		if others || len(found) != 1 || w.Event.NamesList() {
			w.reportMissing(file, err, found)
			return
		}
		w.Notes = append(w.Notes, fmt.Sprintf("there is no %s: %s is the one list in the folder and was read",
			source.Quote(file), source.Quote(found[0])))
		file = found[0]
		w.Event.Attendees.File = file
		data, err = w.read(file, maxList)
	}
	if err != nil {
		w.reportMissing(file, err, nil)
		return
	}
	options := w.listOptions()
	options.Ended = ctx.Err
	options.Corrections = w.corrections()
	list, problems := roster.Read(file, data, options)
	w.problems.Add(problems...)
	w.problems.Add(roster.Preflight(list)...)
	w.Roster = list
}

// Given is a list of people that is in no file of the folder. Data has at most roster.MaxFile bytes.
type Given struct {
	Name string // in problems and manifests, in the place of the file's
	Data []byte
}

// instead says which list is read, and whether another one is not.
func (w *Work) instead() string {
	if _, err := w.root.Stat(w.Event.Attendees.File); err != nil {
		return "the list comes from " + w.given.Name
	}
	return fmt.Sprintf("the list comes from %s; %s was not read", w.given.Name, source.Quote(w.Event.Attendees.File))
}

// readList returns the bytes of the list, and records them as an input.
func (w *Work) readList() ([]byte, error) {
	if w.given == nil {
		return w.read(w.Event.Attendees.File, maxList)
	}
	w.record(w.given.Name, w.given.Data, maxList)
	return w.given.Data, nil
}

// CorrectionsFile holds what the organiser has corrected: the list itself is never written to. See roster.Correction.
const CorrectionsFile = "corrections.csv"

// corrections reads the corrections of the list, which most events do not have.
func (w *Work) corrections() roster.Corrections {
	data, err := w.read(CorrectionsFile, roster.MaxCorrections)
	if errors.Is(err, fs.ErrNotExist) {
		return roster.Corrections{File: CorrectionsFile}
	}
	if err != nil {
		message, hint := bundle.WhyNot(CorrectionsFile, err)
		w.problems.Add(source.Problem{Code: "corrections-unread", File: CorrectionsFile, Message: message, Hint: hint})
		return roster.Corrections{File: CorrectionsFile}
	}
	all, problems := roster.ReadCorrections(CorrectionsFile, data)
	w.problems.Add(problems...)
	return all
}

// Table reads the list again and returns it row by row, with the corrections applied.
func (w *Work) Table() (roster.Table, error) {
	root, err := os.OpenRoot(w.Dir)
	if err != nil {
		return roster.Table{}, err
	}
	defer root.Close()
	again := &Work{Dir: w.Dir, Event: w.Event, root: root, given: w.given}
	data, err := again.readList()
	if err != nil {
		return roster.Table{}, err
	}
	o := w.listOptions()
	o.Table, o.Corrections = true, again.corrections()
	list, _ := roster.Read(w.Event.Attendees.File, data, o)
	return list.Table(), nil
}

// listOptions returns the settings in event.toml for the list.
func (w *Work) listOptions() roster.Options {
	a := w.Event.Attendees
	return roster.Options{Encoding: a.Encoding, Sheet: a.Sheet, Columns: a.Columns, Name: a.Name, Languages: w.Event.Languages,
		Roles: w.Event.RoleWords(), Access: w.Event.AccessWords(), Asked: w.asked()}
}

// asked returns the columns that the rules for badges and certificates ask about.
func (w *Work) asked() (keys []string) {
	var rules []string
	if b := w.Event.Badges; b != nil {
		rules = append(rules, b.Where)
	}
	if c := w.Event.Certificates; c != nil {
		rules = append(rules, c.Where)
	}
	for _, rule := range rules {
		if rule == eventfile.Everybody {
			return []string{"*"}
		}
		if c, err := expression.ParseCondition(rule); err == nil {
			keys = append(keys, c.Fields()...)
		}
	}
	return keys
}

// findLists returns the files of the folder that are lists of people. others is set if there are more candidates
// than are examined.
func (w *Work) findLists() (found []string, others bool) {
	const most = 20 // files examined: with a folder full of exports the user has to choose
	entries, err := fs.ReadDir(w.root.FS(), ".")
	if err != nil {
		return nil, false
	}
	looked := 0
	for _, e := range entries {
		if e.IsDir() || !roster.ListFile(e.Name()) || e.Name() == WalkinsFile || e.Name() == CorrectionsFile {
			continue
		}
		if looked++; looked > most {
			return found, true
		}
		info, err := e.Info()
		if err != nil || info.Size() > maxList {
			continue
		}
		data, err := bundle.ReadInside(w.root, e.Name(), maxList) // no pipe, which would block
		if err == nil && roster.IsList(data, w.listOptions()) {
			found = append(found, e.Name())
		}
	}
	return found, false
}

// reportMissing reports a list that cannot be read, with the lines for event.toml that would name each candidate
// file.
func (w *Work) reportMissing(file string, err error, found []string) {
	message, hint := bundle.WhyNot(file, err)
	if errors.Is(err, fs.ErrNotExist) {
		hint = "save the list of people there as CSV, or name it in event.toml:\n[attendees]\nfile = \"people.csv\""
	}
	switch len(found) {
	case 0:
	case 1:
		hint = "if it is another file of the folder, say so in event.toml:\n[attendees]\nfile = " +
			source.Quote(found[0])
	default:
		var lines strings.Builder
		for _, name := range found {
			lines.WriteString("\nfile = " + source.Quote(name))
		}
		hint = "several files of the folder are lists; choose in event.toml, with one of these lines:\n[attendees]" +
			lines.String()
	}
	w.report("event-attendees", "attendees.file", message, hint)
}
