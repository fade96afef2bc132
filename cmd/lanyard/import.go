package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/paper"
	"lanyard/internal/base/source"
	"lanyard/internal/work/draft"
	"lanyard/internal/work/intake"
)

// importedDir is where the templates that import makes lie in an event's folder.
const importedDir = "templates"

func runImport(ctx context.Context, w *world, args []string) error {
	o := w.options("import", "FILE",
		"Import makes a template of a design from another program: PDF, Illustrator (.ai), PowerPoint (.pptx), SVG, a "+
			"template of pdfme, or a badge layout of pretix. It says what it took, what it guessed and what it left "+
			"out. See: lanyard help import")
	dir := o.String("dir", ".", "the folder of the event, `EVENT`")
	kind := o.String("kind", "", "`KIND` of paper, badge or certificate; default: what the design looks like")
	name := o.String("name", "", "call the template `NAME`; default: the name of the file")
	pdf := o.String("pdf", "", "the PDF below a layout of pretix or pdfme, `PDF`; default: the file of the same name with .pdf")
	number := o.Int("page", 1, "import page `N` of a PDF")
	rest, err := o.parse(args, 1, 1)
	if err != nil {
		return err
	}
	file := rest[0]
	if _, err := os.Stat(filepath.Join(*dir, "event.toml")); err != nil {
		return usageFault(fmt.Sprintf("there is no event in %q", *dir),
			"name the folder of an event: lanyard import"+argument(file)+" -dir EVENT")
	}
	if *number < 1 {
		return usageFault(fmt.Sprintf("there is no page %d", *number), "pages count from 1")
	}
	t := draft.Target{Name: bundle.SafeName(strings.ToLower(strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))),
		maxImported)}
	if *name != "" {
		if t.Name = *name; bundle.SafeName(*name, maxImported) != *name {
			return usageFault(fmt.Sprintf("%s cannot be the name of a template", source.Quote(*name)),
				"use letters and digits: -name "+bundle.SafeName(strings.ToLower(*name), maxImported))
		}
	}
	if *kind != "" {
		k, ok := paper.ParseKind(*kind)
		if !ok {
			return usageFault(fmt.Sprintf("there is no kind of paper %s", source.Quote(*kind)),
				"write -kind badge or -kind certificate")
		}
		t.Kind = &k
	}
	t.Folder = path.Join(importedDir, t.Name)
	s := draft.Source{File: file, Page: *number}
	if s.Data, err = readDesign(file); err != nil {
		return err
	}
	if s.Base, err = below(file, *pdf); err != nil {
		return err
	}
	d, err := intake.Read(ctx, s, t)
	if err != nil {
		return w.complain(err)
	}
	if err := d.Save(*dir, t.Folder); err != nil {
		return err
	}
	w.printf("wrote %s", filepath.Join(*dir, t.Folder, draft.TemplateFile))
	for _, f := range d.Findings {
		w.printf("%s", f)
	}
	w.hintf("write in event.toml, below [%s]: template = %q; then look at it while you correct it: lanyard preview %s",
		d.Kind.Plural(), t.Folder, cmp.Or(*dir, "."))
	return nil
}

// maxImported is the longest name of an imported template, in bytes.
const maxImported = 60

// readDesign returns the contents of a file to import.
func readDesign(file string) ([]byte, error) {
	data, err := bundle.ReadRegular(file, intake.MaxFile)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, usageFault(fmt.Sprintf("there is no file %s", source.Quote(file)), "correct its name")
	case err != nil:
		return nil, usageFault(fmt.Sprintf("reading %s: %v", source.Quote(file), err),
			fmt.Sprintf("name a file of at most %d MB that this user may read", intake.MaxFile>>20))
	}
	return data, nil
}

// below returns the PDF below a layout: the named one, or the one next to it.
func below(file, pdf string) ([]byte, error) {
	if pdf != "" {
		return readDesign(pdf)
	}
	stem := strings.TrimSuffix(file, filepath.Ext(file))
	if !strings.EqualFold(filepath.Ext(file), ".json") {
		return nil, nil
	}
	data, err := bundle.ReadRegular(stem+".pdf", intake.MaxFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return data, err
}

// complain prints the problems of a file, if err is such, and returns an error that ends the command.
func (w *world) complain(err error) error {
	var problems source.Problems
	if !errors.As(err, &problems) {
		return err
	}
	if err := problems.Format(w.stderr, "lanyard: "); err != nil {
		return err
	}
	return exitError(exitFailed)
}
