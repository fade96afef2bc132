// Package create makes the folder of a new event, or of an issuer of several: a commented event.toml with the facts
// that are known, a list of people, and the JSON Schema for editors. Files are never overwritten.
package create

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/phrases"
	"lanyard/internal/base/source"
	"lanyard/internal/input/event"
	"lanyard/internal/input/eventfile"
	"lanyard/internal/input/issuer"
	"lanyard/internal/input/roster"
	"lanyard/internal/input/sample"
	"lanyard/internal/trust/discover"
	"lanyard/internal/work/owner"
)

// starter holds the files of a new event.
//
//go:embed starter
var starter embed.FS

// The names of the schemas that editors complete and check files with.
const (
	EventSchema  = "event.schema.json"
	IssuerSchema = "issuer.schema.json"
)

// defaultList is the name of the list of a new event whose list has no name yet.
const defaultList = "attendees.csv"

// Facts are what is known about a new event. Empty texts are not known: event.toml then keeps an example.
type Facts struct {
	Title, Issuer string
	Verify        string         // host of the verification page
	Start, End    string         // days, like 2027-05-14
	Languages     string         // of certificates, separated by commas, the main one first
	ListName      string         // name of the file with the list of people
	List          []byte         // its content; nil: three examples, or invented people
	Invented      int            // number of invented people on the list; 0: none
	of            *issuer.Issuer // whose folder contains the event; nil: none
}

// Event makes an event in the folder dir, which it creates. The error, with a hint, names a fact that event.toml
// refuses, or a file that is there already; then nothing is written.
func (s *Facts) Event(dir string) error {
	if err := s.Place(dir); err != nil {
		return err
	}
	text, err := s.event()
	if err != nil {
		return err
	}
	name, list, err := s.attendees()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("making event: %w", err)
	}
	if err := WriteNew(filepath.Join(dir, owner.EventFile), append([]byte(SchemaLine(EventSchema)), text...)); err != nil {
		return fmt.Errorf("making event: %w", err)
	}
	if err := WriteNew(filepath.Join(dir, name), list); err != nil {
		return fmt.Errorf("making event: %w", err)
	}
	if err := WriteSchema(filepath.Join(dir, EventSchema), eventfile.Schema()); err != nil {
		return fmt.Errorf("making event: %w", err)
	}
	return nil
}

// Place reports why no event can be made in dir, and notes the issuer whose folder contains it.
func (s *Facts) Place(dir string) error {
	if err := s.within(dir); err != nil {
		return err
	}
	for _, name := range []string{owner.EventFile, defaultList} {
		path := filepath.Join(dir, name)
		if _, err := os.Lstat(path); err == nil {
			return fault.New(fmt.Sprintf("there is a file %q already", path), "name a folder that is new or empty")
		} else if !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("making event: %w", err)
		}
	}
	return nil
}

// Within reports whether the event is in the folder of an issuer, as found by Place.
func (s *Facts) Within() bool { return s.of != nil }

// IssuerFolder makes the folder of an issuer of several events in dir.
func (s *Facts) IssuerFolder(dir string) error {
	text, err := s.issuerFile()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("making issuer: %w", err)
	}
	if err := WriteNew(filepath.Join(dir, discover.IssuerToml),
		append([]byte(SchemaLine(IssuerSchema)), text...)); err != nil {
		return fmt.Errorf("making issuer: %w", err)
	}
	if err := WriteSchema(filepath.Join(dir, IssuerSchema), issuer.Schema()); err != nil {
		return fmt.Errorf("making issuer: %w", err)
	}
	return nil
}

// SchemaLine returns the first line of a file, by which an editor finds its schema.
// See https://taplo.tamasfe.dev/configuration/directives.html.
func SchemaLine(file string) string { return "#:schema ./" + file + "\n" }

// WriteSchema writes a schema, unless the file exists.
func WriteSchema(path string, data []byte) error {
	err := WriteNew(path, data)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	return err
}

// attendees returns the list of a new event and the name of its file.
func (s *Facts) attendees() (name string, list []byte, err error) {
	switch {
	case s.List != nil:
		name = filepath.Base(s.ListName)
		if err := ListName(name); err != nil {
			return "", nil, err
		}
		if len(s.List) > roster.MaxFile {
			return "", nil, fault.New(fmt.Sprintf("the list has %d of at most %d MB", len(s.List)>>20, roster.MaxFile>>20),
				"delete the columns that nobody needs")
		}
		return name, s.List, nil
	case s.Invented > 0:
		var b bytes.Buffer
		err = sample.Write(&b, s.Invented)
		return defaultList, b.Bytes(), err
	}
	list, err = starter.ReadFile("starter/" + defaultList)
	return defaultList, list, err
}

// ListName refuses the name of a file that cannot be the list of an event.
func ListName(name string) error {
	if !roster.ListFile(name) || name == owner.EventFile || name != filepath.Base(name) {
		return fault.New(source.Quote(name)+" is no list of people", "save it as CSV or as an XLSX workbook")
	}
	return nil
}

// bareKey matches a key of TOML that needs no quotes.
var bareKey = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

// dayForm matches the form of a day in TOML.
var dayForm = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)

// event returns the text of event.toml with all that is known. Its faults are those of event.toml.
func (s *Facts) event() ([]byte, error) {
	for _, d := range []struct{ which, text string }{{"first", s.Start}, {"last", s.End}} {
		if d.text != "" && !dayForm.MatchString(d.text) {
			return nil, fault.New(fmt.Sprintf("the %s day is written like 2027-05-14, not %s", d.which,
				source.Quote(d.text)), "write year, month and day")
		}
	}
	example, err := starter.ReadFile("starter/event.toml")
	if err != nil {
		return nil, err
	}
	text := string(example)
	if s.Title != "" {
		text = setLine(text, `title = "`, "title = "+tomlText(s.Title))
		text = setLine(text, `place = "`, `# place = "Cluj-Napoca"`)
	}
	if s.Start != "" {
		text = setLine(text, "start = ", "start = "+s.Start)
		text = setLine(text, "end = ", "# end = "+s.Start+"                # omit it for a single day")
	}
	if s.End != "" {
		text = setLine(text, "end = ", "end = "+s.End)
		text = setLine(text, "# end = ", "end = "+s.End)
	}
	if s.Languages != "" {
		var quoted, tags []string
		for tag := range strings.SplitSeq(s.Languages, ",") {
			tags = append(tags, strings.TrimSpace(tag))
			quoted = append(quoted, tomlText(strings.TrimSpace(tag)))
		}
		text = setLine(text, "# languages = ", "languages = ["+strings.Join(quoted, ", ")+"]")
		for _, role := range []string{"speaker", "participant", "organiser"} {
			text = setLine(text, fmt.Sprintf("label = %q", phrases.Lookup(role, "en")), labels(role, tags))
		}
	}
	if s.of != nil {
		start, rest, _ := strings.Cut(text, "[issuer]\n")
		_, rest, _ = strings.Cut(rest, "\n\n")
		text = start + "# The issuer is that of ../issuer.toml.\n\n" + rest
	}
	if s.Issuer != "" || s.of != nil {
		text = setLine(text, `name = "`+event.ExampleIssuer, "name = "+tomlText(s.Issuer))
		text = setLine(text, "[[certificates.signatories]]", "# [[certificates.signatories]]")
		text = setLine(text, `name = "`+event.ExampleSignatory, `# name = "Dr. Ada Example"`)
		text = setLine(text, `title = "Chair"`, `# title = "Chair"`)
	}
	if s.Verify != "" {
		text = setLine(text, `verify = "`, "verify = "+tomlText(s.Verify))
	}
	if s.List != nil {
		text = setLine(text, "# [attendees]", "[attendees]")
		text = setLine(text, "# file = ", "file = "+tomlText(filepath.Base(s.ListName)))
	}
	if s.Title != "" {
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

// labels returns the lines with the label of a role in the languages of an event. A language without a word for it has
// the English one, as it has for the phrases, which is a warning.
func labels(role string, languages []string) string {
	if len(languages) == 1 {
		return "label = " + tomlText(phrases.Lookup(role, languages[0]))
	}
	var lines []string
	for i, tag := range languages {
		if slices.Contains(languages[:i], tag) {
			continue // the languages themselves are refused
		}
		key := tag
		if !bareKey.MatchString(tag) {
			key = tomlText(tag)
		}
		lines = append(lines, "label."+key+" = "+tomlText(phrases.Lookup(role, tag)))
	}
	return strings.Join(lines, "\n")
}

// read reads the text of the new event.toml.
func (s *Facts) read(text string) (*event.Event, source.Problems) {
	if s.of != nil {
		return event.ReadOf(s.of, "event.toml", []byte(text))
	}
	return event.Read("event.toml", []byte(text))
}

// firstFault returns the first error among the problems with an event.toml that is not written yet.
func firstFault(problems source.Problems) error {
	for _, p := range problems {
		if p.Severity == source.Error {
			return fault.New(p.Message, p.Hint)
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

// WriteNew writes a file that must not exist: fs.ErrExist.
func WriteNew(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// issuerFile returns the text of issuer.toml with all that is known.
func (s *Facts) issuerFile() ([]byte, error) {
	example, err := starter.ReadFile("starter/issuer.toml")
	if err != nil {
		return nil, err
	}
	text := string(example)
	if s.Issuer != "" {
		text = setLine(text, `name = "`, "name = "+tomlText(s.Issuer))
	}
	if s.Verify != "" {
		text = setLine(text, `verify = "`, "verify = "+tomlText(s.Verify))
	}
	_, problems := issuer.Read(discover.IssuerToml, []byte(text))
	return []byte(text), firstFault(problems)
}

// within finds out whether the new event in dir is in the folder of an issuer.
func (s *Facts) within(dir string) error {
	if discover.IsIssuer(dir) {
		return fault.New(fmt.Sprintf("%q is the folder of an issuer", dir), "name a new folder in it: lanyard init "+
			filepath.Join(dir, "EVENT"))
	}
	up := filepath.Join(dir, "..")
	if !discover.IsIssuer(up) {
		return nil
	}
	if s.Issuer != "" || s.Verify != "" {
		return fault.New(fmt.Sprintf("the event lies in the folder of an issuer, so %s says who certifies and where to verify",
			filepath.Join(up, discover.IssuerToml)), "leave out -issuer and -verify, or name a folder outside it")
	}
	var err error
	s.of, err = owner.ReadIssuer(up)
	return err
}
