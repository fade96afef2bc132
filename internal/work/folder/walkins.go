package folder

import (
	"context"
	"errors"
	"io/fs"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/source"
	"lanyard/internal/input/roster"
)

// WalkinsFile is a second list in the event's folder: people who were given spare badges.
const WalkinsFile = "walkins.csv"

// loadWalkins reads the people who were given spare badges.
func (w *Work) loadWalkins(ctx context.Context) {
	data, err := w.read(WalkinsFile, maxList)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err != nil {
		message, hint := bundle.WhyNot(WalkinsFile, err)
		w.problems.Add(source.Problem{Code: "walkins-unreadable", File: WalkinsFile, Message: message, Hint: hint})
		return
	}
	list, problems := ReadWalkins(ctx, data, w.Event.Languages)
	w.problems.Add(problems...)
	w.Walkins = list
}

// ReadWalkins reads the list of walk-ins of an event in some languages, in the same format as any other list. When ctx
// ends first, it is not whole.
func ReadWalkins(ctx context.Context, data []byte, languages []string) (*roster.Roster, source.Problems) {
	list, problems := roster.Read(WalkinsFile, data,
		roster.Options{Encoding: "utf-8", Languages: languages, Ended: ctx.Err})
	problems.Add(roster.Preflight(list)...)
	return list, problems
}
