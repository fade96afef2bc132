package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"lanyard/internal/batch"
	"lanyard/internal/bundle"
	"lanyard/internal/source"
)

func runProof(_ context.Context, w *world, args []string) error {
	o := w.options("proof", "NAMES -out FILE", "Proof draws one name a page and nothing else, to look at before printing. NAMES is a text file with\na name a line; after a tab its language, and after another tab a font family.")
	path := o.String("out", "proof.pdf", "write the pages to `FILE`")
	rest, err := o.parse(args, 1, 1)
	if err != nil {
		return err
	}
	in, err := os.Open(rest[0])
	if errors.Is(err, fs.ErrNotExist) {
		return &usageError{fmt.Sprintf("there is no file %s", source.Quote(rest[0])), "write one name a line into a text file, and name that file"}
	}
	if err != nil {
		return fmt.Errorf("reading names: %w", err)
	}
	defer in.Close()
	out, err := bundle.Open(filepath.Dir(*path))
	if err != nil {
		return err
	}
	var problems source.Problems
	_, err = out.Write(filepath.Base(*path), func(to io.Writer) error {
		problems = batch.Proof(to, rest[0], in)
		return problems.Err()
	})
	err = errors.Join(err, out.Close())
	if problems.Err() != nil {
		if err := problems.Format(w.stderr, "lanyard: "); err != nil {
			return err
		}
		w.errorf("%s; nothing was written", plural(len(problems), "problem", "problems"))
		return exitError(exitFailed)
	}
	if err == nil {
		w.printf("wrote %s", *path)
	}
	return err
}
