package main

import (
	"context"
	"fmt"
	"io"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
	"lanyard/internal/input/roster"
	"lanyard/internal/work/batch"
	"lanyard/internal/work/folder"
)

// standardInput is the name of standard input in problems and manifests.
const standardInput = "standard input"

// list registers the option -list of a verb that reads an event.
func (o *options) list() *string {
	return o.String("list", "", "read the list from standard input, in any format that a file may have, if `FILE` is -; "+
		"the file that event.toml names is not read")
}

// giveList reads the list that -list names into j. Nobody is asked anything afterwards, as the answers would come from
// standard input, too.
func (w *world) giveList(ctx context.Context, named string, j *batch.Job) error {
	switch named {
	case "":
		return nil
	case stdin:
	default:
		return usageFault(fmt.Sprintf("-list takes - for standard input, not %s", source.Quote(named)),
			"write -list - <"+argument(named)+"; or name a file of the event's folder in event.toml:\n[attendees]\nfile = \"people.csv\"")
	}
	if w.interactive {
		w.printf("reading the list from standard input, up to Ctrl+D")
	}
	type answer struct {
		data []byte
		err  error
	}
	read := make(chan answer, 1)
	go func() {
		data, err := io.ReadAll(io.LimitReader(w.stdin, roster.MaxFile+1))
		read <- answer{data, err}
	}()
	var got answer
	select {
	case got = <-read:
	case <-ctx.Done():
		return ctx.Err()
	}
	switch {
	case got.err != nil:
		return fmt.Errorf("reading the list from standard input: %w", got.err)
	case len(got.data) == 0:
		return fault.New("there is nothing on standard input",
			"pipe the list into the command, or write -list - < people.csv")
	}
	w.given, w.interactive, j.Desk.Clock = true, false, nil
	j.List = []folder.Given{{Name: standardInput, Data: got.data}}
	return nil
}
