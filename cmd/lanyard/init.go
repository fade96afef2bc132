package main

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"lanyard/internal/input/event"
	"lanyard/internal/input/sample"
)

// starter holds the files that init writes.
//
//go:embed starter
var starter embed.FS

func runInit(_ context.Context, w *world, args []string) error {
	o := w.options("init", "DIR", "Init makes a folder with a commented event.toml and a list of three attendees. Files are never overwritten.")
	people := o.Int("sample", 0, "list `N` invented people in twelve scripts instead, to try a design or the machine")
	rest, err := o.parse(args, 1, 1)
	if err != nil {
		return err
	}
	if *people < 0 || *people > sample.MaxPeople {
		return usageFault(fmt.Sprintf("-sample takes a number up to %d, not %d", sample.MaxPeople, *people), "")
	}
	dir := rest[0]
	names := []string{"event.toml", "attendees.csv"}
	for _, name := range names {
		path := filepath.Join(dir, name)
		if _, err := os.Lstat(path); err == nil {
			return usageFault(fmt.Sprintf("there is a file %q already", path), "name a folder that is new or empty")
		} else if !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("making event: %w", err)
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("making event: %w", err)
	}
	for _, name := range names {
		data, err := starter.ReadFile("starter/" + name)
		if name == "event.toml" {
			data = append([]byte(schemaLine(eventSchema)), data...)
		}
		if err == nil && name == "attendees.csv" && *people != 0 {
			var list bytes.Buffer
			err = sample.Write(&list, *people)
			data = list.Bytes()
		}
		if err != nil {
			return err
		}
		if err := writeNew(filepath.Join(dir, name), data); err != nil {
			return fmt.Errorf("making event: %w", err)
		}
	}
	if err := writeSchema(filepath.Join(dir, eventSchema), event.Schema()); err != nil {
		return fmt.Errorf("making event: %w", err)
	}
	if *people == 0 {
		w.printf("made an event in %s with three attendees", dir)
	} else {
		w.printf("made an event in %s with %s, all invented", dir, plural(*people, "attendee", "attendees"))
	}
	w.hintf("change event.toml and attendees.csv, then: lanyard make %s", dir)
	return nil
}

// writeNew writes a file that must not exist.
func writeNew(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}
