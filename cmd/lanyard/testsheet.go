package main

import (
	"context"
	"errors"
	"io"
	"path/filepath"

	"lanyard/internal/base/bundle"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/preview"
	"lanyard/internal/work/rehearse"
)

func runTestsheet(ctx context.Context, w *world, args []string) error {
	o := w.options("testsheet", "[DIR]",
		`Testsheet writes a sheet of two sides with crosses and rulers, and instructions for measuring how far a printer
shifts its output and what to write into event.toml.`)
	sheet := o.String("sheet", "",
		"paper or stock `NAME`, as in event.toml; default: that of the event's badges, or A4")
	out := o.String("out", "testsheet.pdf", "write the sheet to `FILE`")
	picture := o.String("picture", "", "write a PNG picture of the front to `FILE` instead")
	rest, err := o.parse(args, 0, 1)
	if err != nil {
		return err
	}
	if *picture != "" {
		return w.picture(ctx, *picture, preview.Subject{Dir: eventDir(rest), Kind: preview.TestSheet, Sheet: *sheet,
			Width: pictureWidth})
	}
	s, err := folder.Sheet(ctx, eventDir(rest), *sheet)
	if err != nil {
		return err
	}
	return w.writeFile(*out, func(to io.Writer) error { return rehearse.TestSheet(to, s) })
}

// writeFile writes a file that appears whole or not at all.
func (w *world) writeFile(name string, write func(io.Writer) error) error {
	dir, err := bundle.Open(filepath.Dir(name))
	if err != nil {
		return err
	}
	_, err = dir.Write(filepath.Base(name), write)
	if err = errors.Join(err, dir.Close()); err == nil {
		w.printf("wrote %s", name)
	}
	return err
}
