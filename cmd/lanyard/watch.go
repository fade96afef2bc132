package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"lanyard/internal/base/source"
	"lanyard/internal/work/batch"
	"lanyard/internal/work/local"
)

func runWatch(ctx context.Context, w *world, args []string) error {
	o := w.options("watch", "[DIR]",
		`Watch makes the papers of the event in DIR, as make does, and makes them again whenever one of its files is saved,
until Ctrl+C. It never asks anything: papers whose text has changed are superseded, and people of whom nobody has said
whether they get a certificate get none without -yes. Every corrected name gets a new number each time it is saved, so
try a design or a list with lanyard preview, which issues nothing, and watch a list that another program keeps.

Problems end the round and not the watching: correct the file, and the next round begins.`)
	j := batch.Job{}
	o.files(&j)
	o.BoolVar(&j.Yes, "yes", false, "make certificates for people of unknown status")
	o.jsonOption(w, "the changed files, progress, problems and counts of each round")
	o.signing(ctx, w, &j)
	rest, err := o.parse(args, 0, 1)
	if err != nil {
		return err
	}
	if err := filesFault(&j); err != nil {
		return err
	}
	j.Dir, j.Desk.Clock = eventDir(rest), nil
	files, err := local.Watch(j.Dir)
	if err != nil {
		return err
	}
	defer files.Close()
	w.printf("watching %s; stop with Ctrl+C", source.Printable(j.Dir))
	if err := w.round(ctx, j); err != nil {
		return err
	}
	files.Follow(ctx, func(changed []string) {
		some := len(changed) > 0 // none: something may have been missed
		if changed = slices.DeleteFunc(changed, writtenBy(j)); err != nil || len(changed) == 0 && some {
			return
		}
		w.changed(changed)
		err = w.round(ctx, j)
	})
	if err == nil {
		w.printf("stopped")
	}
	return err
}

// writtenBy returns a function that reports whether a file of the event's folder is in the output folder of j.
func writtenBy(j batch.Job) func(file string) bool {
	return func(file string) bool {
		if j.Out == "" {
			return false // a watcher passes over the usual folder
		}
		out, err := filepath.Abs(j.Out)
		if err != nil {
			return false
		}
		path, err := filepath.Abs(filepath.Join(j.Dir, filepath.FromSlash(file)))
		return err == nil && (path == out || strings.HasPrefix(path, out+string(filepath.Separator)))
	}
}

// round makes the papers once, and reports what keeps it from that. The error ends the watching: it is the context's,
// or that of a time which cannot be read.
func (w *world) round(ctx context.Context, j batch.Job) (err error) {
	if w.now, err = now(os.Getenv); err != nil {
		return err
	}
	j.Now = w.now
	if err = w.make(ctx, j); ctx.Err() != nil {
		return err
	}
	w.events.end(w.finish(err), err)
	return nil
}

// changed says which files have changed, and begins the events of another round.
func (w *world) changed(files []string) {
	w.printf("changed: %s", source.Printable(strings.Join(files, ", ")))
	w.events.begin()
	if w.events != nil {
		w.events.write(struct {
			Event string   `json:"event"`
			Files []string `json:"files"`
		}{"changed", files})
	}
}
