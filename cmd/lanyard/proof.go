package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/source"
	"lanyard/internal/work/batch"
	"lanyard/internal/work/rehearse"
)

func runProof(ctx context.Context, w *world, args []string) error {
	o := w.options("proof", "NAMES | -longest N [DIR]",
		"Proof draws names to look at before printing. NAMES is a text file with one name per line, optionally "+
			"followed by a tab and its language, and another tab and a font family; each name gets its own page. "+
			"With -longest it draws the badges of the people with the longest names of the event; their QR codes "+
			"are drafts and do not verify.")
	path := o.String("out", "proof.pdf", "write the pages to `FILE`")
	longest := o.Int("longest", 0, "draw the badges of the `N` longest names of each script")
	rest, err := o.parse(args, 0, 1)
	switch {
	case err != nil:
		return err
	case *longest < 0:
		return usageFault(fmt.Sprintf("-longest takes a number from 1, not %d", *longest), "")
	case *longest > 0:
		return w.proof(*path, func(to io.Writer) (source.Problems, error) {
			report, found, err := batch.ProofLongest(ctx, batch.Job{Dir: eventDir(rest), Now: w.now}, *longest, to)
			for _, f := range found {
				w.printf("%s in the column %s, %s script", plural(f.Names, "name", "names"),
					strings.ReplaceAll(f.Field, "_", " "), f.Script)
			}
			return report.Problems, err
		})
	case len(rest) == 0:
		return usageFault("proof: missing argument",
			"name a text file with one name per line, or try: lanyard proof -longest 20")
	}
	in, err := os.Open(rest[0])
	if errors.Is(err, fs.ErrNotExist) {
		return usageFault(fmt.Sprintf("there is no file %s", source.Quote(rest[0])),
			"write one name per line into a text file, and name that file")
	}
	if err != nil {
		return fmt.Errorf("reading names: %w", err)
	}
	defer in.Close()
	return w.proof(*path, func(to io.Writer) (source.Problems, error) {
		problems := rehearse.Proof(to, rest[0], in)
		return problems, problems.Err()
	})
}

// proof writes the file that draw draws. With problems it reports them and writes
// nothing.
func (w *world) proof(path string, draw func(io.Writer) (source.Problems, error)) error {
	out, err := bundle.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	var problems source.Problems
	_, err = out.Write(filepath.Base(path), func(to io.Writer) (err error) {
		problems, err = draw(to)
		return err
	})
	err = errors.Join(err, out.Close())
	if err := problems.Format(w.stderr, "lanyard: "); err != nil {
		return err
	}
	if errorCount, _ := count(problems); err != nil && errorCount > 0 {
		w.errorf("%s; nothing was written", plural(errorCount, "problem", "problems"))
		return exitError(exitFailed)
	}
	if err == nil {
		w.printf("wrote %s", path)
	}
	return err
}
