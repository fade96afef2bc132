package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
	"lanyard/internal/input/roster"
	"lanyard/internal/input/sample"
	"lanyard/internal/work/create"
)

func runInit(ctx context.Context, w *world, args []string) error {
	o := w.options("init", "DIR",
		"Init makes a folder with a commented event.toml and a list of three attendees. Files are never "+
			"overwritten.\nWith -events it makes the folder of an issuer, which holds several events: lanyard init -events acme, "+
			"and then lanyard init acme/2027-water-days. See lanyard help issuer.\nOn a terminal it asks for what the options leave open; empty answers keep an example. "+
			"Until title, issuer and\nthe other facts are yours, make prints DRAFT on every paper and signs nothing.")
	people := o.Int("sample", 0, "list `N` invented people in twelve scripts instead, to try a design or the machine")
	events := o.Bool("events", false,
		"make the folder of an issuer of several events; only -issuer and -verify go with it")
	var s create.Facts
	var list string
	o.StringVar(&s.Title, "title", "", "the `TITLE` of the event")
	o.StringVar(&s.Issuer, "issuer", "", "the `NAME` of the organisation that certifies")
	o.StringVar(&s.Verify, "verify", "", "the `HOST` of the verification page, like verify.example.org")
	o.StringVar(&s.Start, "start", "", "the first `DAY`, like 2027-05-14")
	o.StringVar(&s.End, "end", "", "the last `DAY`, of an event of several")
	o.StringVar(&s.Languages, "languages", "", "the languages of certificates, the main one first: `en,fr`")
	o.StringVar(&list, "list", "", "copy the list of people from `FILE`")
	rest, err := o.parse(args, 1, 1)
	if err != nil {
		return err
	}
	if *people < 0 || *people > sample.MaxPeople {
		return usageFault(fmt.Sprintf("-sample takes a number up to %d, not %d", sample.MaxPeople, *people), "")
	}
	if *people > 0 && list != "" {
		return usageFault("-sample does not go with -list", "leave one of the two out")
	}
	s.Invented = *people
	dir := rest[0]
	if *events {
		if list != "" {
			s.ListName = list
		}
		return w.initIssuer(ctx, dir, s)
	}
	if err := asUsage(s.Place(dir)); err != nil {
		return err
	}
	if w.interactive {
		if err := w.askEvent(ctx, &s, &list); err != nil {
			return err
		}
	}
	if err := readList(&s, list); err != nil {
		return err
	}
	if err := asUsage(s.Event(dir)); err != nil {
		return err
	}
	w.started(dir, s)
	return nil
}

// asUsage makes a fault of package create one of the command line.
func asUsage(err error) error {
	var wrong *fault.Error
	if errors.As(err, &wrong) {
		return usageError{err}
	}
	return err
}

// started says what init has made, and what is still to be done.
func (w *world) started(dir string, s create.Facts) {
	people := s.Invented
	switch {
	case s.List != nil:
		w.printf("made an event in %s with the list %s", dir, source.Printable(filepath.Base(s.ListName)))
	case people == 0:
		w.printf("made an event in %s with three attendees", dir)
	default:
		w.printf("made an event in %s with %s, all invented", dir, plural(people, "attendee", "attendees"))
	}
	if s.Title != "" && s.Start == "" {
		w.printf("the days in event.toml are examples: correct start and end")
	}
	if s.List != nil {
		w.hintf("read event.toml, then: lanyard check%s", argument(dir))
		return
	}
	w.hintf("change event.toml and attendees.csv, then: lanyard make %s", dir)
}

// askEvent asks for what s does not have. An answer without text leaves it as it is.
func (w *world) askEvent(ctx context.Context, s *create.Facts, list *string) error {
	in := bufio.NewReader(w.stdin)
	for _, q := range []struct {
		to   *string
		what string
	}{
		{&s.Title, "title of the event"},
		{&s.Issuer, "organisation that certifies"},
		{&s.Verify, "host of the verification page, like verify.example.org"},
		{&s.Start, "first day, like 2027-05-14"},
		{&s.End, "last day, if it has several"},
		{&s.Languages, "languages of certificates, like en,fr"},
		{list, "file with the list of people"},
	} {
		if *q.to != "" || q.to == list && s.Invented > 0 ||
			s.Within() && (q.to == &s.Issuer || q.to == &s.Verify) {
			continue
		}
		if err := w.askText(ctx, in, q.to, q.what); err != nil {
			return err
		}
	}
	return nil
}

// askText asks for what, and puts the answer into to.
func (w *world) askText(ctx context.Context, in *bufio.Reader, to *string, what string) error {
	fmt.Fprintf(w.stderr, "lanyard: %s: ", what)
	line := make(chan string, 1)
	go func() {
		text, err := in.ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			text = ""
		}
		line <- text
	}()
	select {
	case text := <-line:
		*to = strings.TrimSpace(text)
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// readList reads the file of -list.
func readList(s *create.Facts, file string) error {
	if file == "" {
		return nil
	}
	if err := create.ListName(filepath.Base(file)); err != nil {
		return usageFault("-list: "+err.Error(), fault.Hint(err))
	}
	info, err := os.Stat(file)
	switch {
	case err != nil:
		return usageFault(fmt.Sprintf("-list: %v", err), "correct the name of the file")
	case !info.Mode().IsRegular():
		return usageFault(fmt.Sprintf("-list: %s is not a file that can be read", source.Quote(file)),
			"name the file itself")
	case info.Size() > roster.MaxFile:
		return usageFault(fmt.Sprintf("-list: the file has %d of at most %d MB", info.Size()>>20,
			roster.MaxFile>>20), "delete the columns that nobody needs")
	}
	s.ListName = file
	s.List, err = os.ReadFile(file)
	return err
}
