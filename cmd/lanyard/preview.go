package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"lanyard/internal/base/bundle"
	"lanyard/internal/work/local"
	"lanyard/internal/work/preview"
)

func runPreview(ctx context.Context, w *world, args []string) error {
	o := w.options("preview", "[DIR]",
		"Preview serves a page, to this machine only, that shows the badges and certificates of the event as they\n"+
			"will be printed, and follows every file you save in the folder. It reads no keys and issues "+
			"nothing: its\n"+
			"QR codes do not verify. Stop it with Ctrl+C. With -picture it draws one picture and ends.")
	port := o.Int("port", 0, "listen on port `N` of the loopback interface; 0: any free port")
	picture := o.String("picture", "", "write a PNG picture to `FILE` and end")
	s := preview.Subject{Now: w.now}
	o.StringVar(&s.Kind, "show", "badge",
		"draw a `PAPER`: badge, certificate, sheet (the one with the badge), back (its other side) or separator\n"+
			"(the sheet that precedes a group)")
	o.IntVar(&s.Start, "start", 1, "with -show sheet or back: begin at cell `N` of a partly used sheet")
	o.StringVar(&s.ID, "one", "", "draw the attendee with this `ID`; default: the first on the list")
	o.IntVar(&s.Width, "width", pictureWidth, "draw `N` pixels wide")
	rest, err := o.parse(args, 0, 1)
	if err != nil {
		return err
	}
	s.Dir = eventDir(rest)
	switch {
	case s.Start < 1:
		return usageFault(fmt.Sprintf("-start takes a number from 1, not %d", s.Start),
			"count row by row from the upper left")
	case *picture != "":
		return w.picture(ctx, *picture, s)
	}
	if err := checkPort(*port); err != nil {
		return err
	}
	options := preview.Options{Options: local.Options{Port: *port, Random: rand.Reader}, Dir: s.Dir, Now: w.now}
	return w.untilStopped("serving this page until you press Ctrl+C:", func(ready func(string)) error {
		return preview.Serve(ctx, options, ready)
	}, nil)
}

// pictureWidth is the default width of pictures in pixels: that of a page of
// documentation.
const pictureWidth = 1000

// picture writes a picture of s to a file, whole or not at all.
func (w *world) picture(ctx context.Context, file string, s preview.Subject) error {
	if !slices.Contains(preview.Kinds, s.Kind) && s.Kind != preview.TestSheet {
		return usageFault(fmt.Sprintf("there is no picture of a %q", s.Kind), "write -show and one of "+
			strings.Join(preview.Kinds, ", "))
	}
	var data bytes.Buffer
	problems, err := preview.Picture(ctx, &data, s)
	if err := problems.Format(w.stderr, "lanyard: "); err != nil {
		return err
	}
	if errors.Is(err, preview.ErrProblems) {
		n, _ := count(problems)
		w.errorf("%s; nothing was written", plural(n, "problem", "problems"))
		return exitError(exitFailed)
	}
	if err != nil {
		return err
	}
	out, err := bundle.Open(filepath.Dir(file))
	if err != nil {
		return err
	}
	_, err = out.Write(filepath.Base(file), func(to io.Writer) error {
		_, err := to.Write(data.Bytes())
		return err
	})
	if err = errors.Join(err, out.Close()); err == nil {
		w.printf("wrote %s", file)
	}
	return err
}
