package main

import (
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
)

// events writes what a verb with -json does to standard output: one JSON object on each line, with its kind under the
// key "event". The kinds are in "lanyard help automation". Nil writes nothing.
type events struct {
	w       *world
	lines   *json.Encoder
	shown   time.Time // of the last progress
	data    any       // of the result to come
	message string    // the last error that people saw
	hint    string    // what to type next, after that error
	ended   bool      // the result of this run is written
}

// eventsPause is the least time between two lines of progress, except the last one of a run.
const eventsPause = 500 * time.Millisecond

// jsonOption registers -json, which makes the verb write events; what it writes besides them is in about.
func (o *options) jsonOption(w *world, about string) {
	o.BoolFunc("json", "print events as JSON on standard output, one on each line: "+about+"; see lanyard help automation",
		func(value string) error {
			on, err := strconv.ParseBool(value)
			w.events = nil
			if on && err == nil {
				w.events = &events{w: w, lines: json.NewEncoder(w.stdout)}
			}
			return err
		})
}

// write writes an event. What cannot be written is reported once, by the result.
func (e *events) write(event any) {
	if err := e.lines.Encode(event); err != nil && e.message == "" {
		e.message = "writing to standard output: " + err.Error()
	}
}

// begin starts another run of a verb that makes several.
func (e *events) begin() {
	if e != nil {
		*e = events{w: e.w, lines: e.lines}
	}
}

// progress writes how many papers of a run are done, not more often than eventsPause.
func (e *events) progress(done, total int) {
	if e == nil || time.Since(e.shown) < eventsPause && done < total {
		return
	}
	e.shown = time.Now()
	e.write(struct {
		Event string `json:"event"`
		Done  int    `json:"done"`
		Total int    `json:"total"`
	}{"progress", done, total})
}

// problems writes every problem of a run, not only the first of a kind.
func (e *events) problems(all source.Problems) {
	if e == nil {
		return
	}
	for _, p := range all {
		e.write(struct {
			Event string `json:"event"`
			source.Problem
		}{"problem", p})
	}
}

// result keeps what the result of this run holds besides its exit code.
func (e *events) result(data any) {
	if e != nil {
		e.data = data
	}
}

// end writes the result of a run: with an exit code and, if that is one of a failure, the error and its hint.
func (e *events) end(code int, err error) {
	if e == nil || e.ended {
		return
	}
	e.ended = true
	var silent exitError
	if err != nil && !errors.As(err, &silent) && e.message == "" {
		e.message, e.hint = err.Error(), fault.Hint(err)
	}
	e.write(struct {
		Event string `json:"event"`
		Exit  int    `json:"exit"`
		Error string `json:"error,omitempty"`
		Hint  string `json:"hint,omitempty"`
		Data  any    `json:"data,omitempty"`
	}{"result", code, e.message, e.hint, e.data})
}
