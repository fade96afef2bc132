package folder

import (
	"errors"
	"io/fs"
	"slices"

	"lanyard/internal/base/source"
	"lanyard/internal/input/roster"
)

// WalkinsFile is a second list in the event's folder: the people to whom spares
// were given.
const WalkinsFile = "walkins.csv"

// loadWalkins reads the people to whom spares were given.
func (w *Work) loadWalkins() {
	data, err := w.read(WalkinsFile, maxList)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err != nil {
		message, hint := reason(WalkinsFile, err)
		w.problems.Add(source.Problem{Code: "walkins-unreadable", File: WalkinsFile, Message: message, Hint: hint})
		return
	}
	w.walkins = w.readWalkins(data)
}

// readWalkins reads the list of walk-ins; its rows are no different from those
// of any list.
func (w *Work) readWalkins(data []byte) *roster.Roster {
	list, problems := roster.Read(WalkinsFile, data, roster.Options{Encoding: "utf-8"})
	w.problems.Add(problems...)
	w.problems.Add(roster.Preflight(list)...)
	return list
}

// JudgeWalkin returns what is wrong with one row of a list of walk-ins.
func (w *Work) JudgeWalkin(data []byte, id string) source.Problems {
	w.problems = nil
	list := w.readWalkins(data)
	if w.problems.Err() != nil {
		return w.problems
	}
	w.problems = slices.DeleteFunc(w.problems, func(p source.Problem) bool {
		return !slices.ContainsFunc(list.People, func(a roster.Attendee) bool { return a.ID == id && a.Row == p.Line })
	})
	for i := range list.People {
		if list.People[i].ID == id {
			w.resolve(&list.People[i], WalkinsFile)
		}
	}
	return w.problems
}
