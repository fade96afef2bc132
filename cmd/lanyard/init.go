package main

import (
	"bufio"
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"lanyard/internal/base/source"
	"lanyard/internal/input/event"
	"lanyard/internal/input/eventfile"
	"lanyard/internal/input/issuer"
	"lanyard/internal/input/roster"
	"lanyard/internal/input/sample"
)

// starter holds the files that init writes.
//
//go:embed starter
var starter embed.FS

// started is what init is given about an event. Empty texts are not known.
type started struct {
	title, issuer, verify, start, end, languages, list string
	of                                                 *issuer.Issuer // in whose folder the event lies; nil: it stands alone
}

func runInit(ctx context.Context, w *world, args []string) error {
	o := w.options("init", "DIR",
		"Init makes a folder with a commented event.toml and a list of three attendees. Files are never "+
			"overwritten.\nWith -events it makes the folder of an issuer, which holds several events: lanyard init -events acme, "+
			"and then lanyard init acme/2027-water-days. See lanyard help issuer.\nOn a terminal it asks for what the options leave open; empty answers keep an example. "+
			"Until title, issuer and\nthe other facts are yours, make prints DRAFT on every paper and signs nothing.")
	people := o.Int("sample", 0, "list `N` invented people in twelve scripts instead, to try a design or the machine")
	events := o.Bool("events", false, "make the folder of an issuer of several events; only -issuer and -verify go with it")
	var s started
	o.StringVar(&s.title, "title", "", "the `TITLE` of the event")
	o.StringVar(&s.issuer, "issuer", "", "the `NAME` of the organisation that certifies")
	o.StringVar(&s.verify, "verify", "", "the `HOST` of the verification page, like verify.example.org")
	o.StringVar(&s.start, "start", "", "the first `DAY`, like 2027-05-14")
	o.StringVar(&s.end, "end", "", "the last `DAY`, of an event of several")
	o.StringVar(&s.languages, "languages", "", "the languages of certificates, the main one first: `en,fr`")
	o.StringVar(&s.list, "list", "", "copy the list of people from `FILE`")
	rest, err := o.parse(args, 1, 1)
	if err != nil {
		return err
	}
	if *people < 0 || *people > sample.MaxPeople {
		return usageFault(fmt.Sprintf("-sample takes a number up to %d, not %d", sample.MaxPeople, *people), "")
	}
	if *people > 0 && s.list != "" {
		return usageFault("-sample does not go with -list", "leave one of the two out")
	}
	dir := rest[0]
	if *events {
		return w.initIssuer(ctx, dir, s, *people)
	}
	if err := s.within(dir); err != nil {
		return err
	}
	for _, name := range []string{"event.toml", "attendees.csv"} {
		path := filepath.Join(dir, name)
		if _, err := os.Lstat(path); err == nil {
			return usageFault(fmt.Sprintf("there is a file %q already", path), "name a folder that is new or empty")
		} else if !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("making event: %w", err)
		}
	}
	if w.interactive {
		if err := w.askEvent(ctx, &s, *people > 0); err != nil {
			return err
		}
	}
	text, err := s.event()
	if err != nil {
		return err
	}
	name, list, err := s.attendees(*people)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("making event: %w", err)
	}
	if err := writeNew(filepath.Join(dir, "event.toml"), append([]byte(schemaLine(eventSchema)), text...)); err != nil {
		return fmt.Errorf("making event: %w", err)
	}
	if err := writeNew(filepath.Join(dir, name), list); err != nil {
		return fmt.Errorf("making event: %w", err)
	}
	if err := writeSchema(filepath.Join(dir, eventSchema), eventfile.Schema()); err != nil {
		return fmt.Errorf("making event: %w", err)
	}
	w.started(dir, s, *people)
	return nil
}

// started says what init has made, and what is still to be done.
func (w *world) started(dir string, s started, people int) {
	switch {
	case s.list != "":
		w.printf("made an event in %s with the list %s", dir, source.Printable(filepath.Base(s.list)))
	case people == 0:
		w.printf("made an event in %s with three attendees", dir)
	default:
		w.printf("made an event in %s with %s, all invented", dir, plural(people, "attendee", "attendees"))
	}
	if s.title != "" && s.start == "" {
		w.printf("the days in event.toml are examples: correct start and end")
	}
	if s.list != "" {
		w.hintf("read event.toml, then: lanyard check%s", argument(dir))
		return
	}
	w.hintf("change event.toml and attendees.csv, then: lanyard make %s", dir)
}

// askEvent asks for what s does not have. An answer without text leaves it as it is.
func (w *world) askEvent(ctx context.Context, s *started, sampled bool) error {
	in := bufio.NewReader(w.stdin)
	for _, q := range []struct {
		to   *string
		what string
	}{
		{&s.title, "title of the event"},
		{&s.issuer, "organisation that certifies"},
		{&s.verify, "host of the verification page, like verify.example.org"},
		{&s.start, "first day, like 2027-05-14"},
		{&s.end, "last day, if it has several"},
		{&s.languages, "languages of certificates, like en,fr"},
		{&s.list, "file with the list of people"},
	} {
		if *q.to != "" || q.to == &s.list && sampled || s.of != nil && (q.to == &s.issuer || q.to == &s.verify) {
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

// attendees returns the list of a new event and the name of its file.
func (s *started) attendees(people int) (name string, list []byte, err error) {
	switch {
	case s.list != "":
		name = filepath.Base(s.list)
		if !roster.ListFile(name) || name == "event.toml" {
			return "", nil, usageFault(fmt.Sprintf("-list: %s is no list of people", source.Quote(name)),
				"save it as CSV or as an XLSX workbook")
		}
		info, err := os.Stat(s.list)
		switch {
		case err != nil:
			return "", nil, usageFault(fmt.Sprintf("-list: %v", err), "correct the name of the file")
		case !info.Mode().IsRegular():
			return "", nil, usageFault(fmt.Sprintf("-list: %s is not a file that can be read", source.Quote(s.list)),
				"name the file itself")
		case info.Size() > roster.MaxFile:
			return "", nil, usageFault(fmt.Sprintf("-list: the file has %d of at most %d MB", info.Size()>>20,
				roster.MaxFile>>20), "delete the columns that nobody needs")
		}
		list, err = os.ReadFile(s.list)
		return name, list, err
	case people > 0:
		var b bytes.Buffer
		err = sample.Write(&b, people)
		return "attendees.csv", b.Bytes(), err
	}
	list, err = starter.ReadFile("starter/attendees.csv")
	return "attendees.csv", list, err
}

// dayForm matches the form of a day in TOML.
var dayForm = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)

// event returns the text of event.toml with all that is known. Its faults are those of event.toml.
func (s *started) event() ([]byte, error) {
	for _, d := range []struct{ option, text string }{{"-start", s.start}, {"-end", s.end}} {
		if d.text != "" && !dayForm.MatchString(d.text) {
			return nil, usageFault(fmt.Sprintf("%s takes a day like 2027-05-14, not %s", d.option,
				source.Quote(d.text)), "write year, month and day")
		}
	}
	example, err := starter.ReadFile("starter/event.toml")
	if err != nil {
		return nil, err
	}
	text := string(example)
	if s.title != "" {
		text = setLine(text, `title = "`, "title = "+tomlText(s.title))
		text = setLine(text, `place = "`, `# place = "Cluj-Napoca"`)
	}
	if s.start != "" {
		text = setLine(text, "start = ", "start = "+s.start)
		text = setLine(text, "end = ", "# end = "+s.start+"                # omit it for a single day")
	}
	if s.end != "" {
		text = setLine(text, "end = ", "end = "+s.end)
		text = setLine(text, "# end = ", "end = "+s.end)
	}
	if s.languages != "" {
		var quoted []string
		for tag := range strings.SplitSeq(s.languages, ",") {
			quoted = append(quoted, tomlText(strings.TrimSpace(tag)))
		}
		text = setLine(text, "# languages = ", "languages = ["+strings.Join(quoted, ", ")+"]")
	}
	if s.of != nil {
		start, rest, _ := strings.Cut(text, "[issuer]\n")
		_, rest, _ = strings.Cut(rest, "\n\n")
		text = start + "# The issuer is that of ../issuer.toml.\n\n" + rest
	}
	if s.issuer != "" || s.of != nil {
		text = setLine(text, `name = "`+event.ExampleIssuer, "name = "+tomlText(s.issuer))
		text = setLine(text, "[[certificates.signatories]]", "# [[certificates.signatories]]")
		text = setLine(text, `name = "`+event.ExampleSignatory, `# name = "Dr. Ada Example"`)
		text = setLine(text, `title = "Chair"`, `# title = "Chair"`)
	}
	if s.verify != "" {
		text = setLine(text, `verify = "`, "verify = "+tomlText(s.verify))
	}
	if s.list != "" {
		text = setLine(text, "# [attendees]", "[attendees]")
		text = setLine(text, "# file = ", "file = "+tomlText(filepath.Base(s.list)))
	}
	if s.title != "" {
		withoutID := setLine(text, `id = "`, "")
		e, problems := s.read(withoutID)
		if err := firstFault(problems); err != nil {
			return nil, err
		}
		text = setLine(text, `id = "`,
			fmt.Sprintf("id = %q  # part of every certificate number: never change it later", e.ID))
	}
	_, problems := s.read(text)
	return []byte(text), firstFault(problems)
}

// read reads the text of the new event.toml.
func (s *started) read(text string) (*event.Event, source.Problems) {
	if s.of != nil {
		return event.ReadOf(s.of, "event.toml", []byte(text))
	}
	return event.Read("event.toml", []byte(text))
}

// firstFault returns the first error among the problems with an event.toml that is not written yet.
func firstFault(problems source.Problems) error {
	for _, p := range problems {
		if p.Severity == source.Error {
			return usageFault(p.Message, p.Hint)
		}
	}
	return nil
}

// setLine replaces the first line of text that begins with start.
func setLine(text, start, line string) string {
	var b strings.Builder
	done := false
	for old := range strings.Lines(text) {
		if !done && strings.HasPrefix(old, start) {
			done = true
			old = line + "\n"
		}
		b.WriteString(old)
	}
	return b.String()
}

// tomlText returns s as a basic string of TOML 1.0.
func tomlText(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
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
