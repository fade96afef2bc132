// Package intake makes a template of a design that somebody made with another program: bytes and a name to the text of
// template.toml, the files beside it, and a record of what was taken, guessed and left out. It writes nothing.
//
// # What is read
//
//   - PDF and Illustrator files: the page becomes the background; placeholders and blanks in its text become boxes, and
//     their ink leaves the background (package extract)
//   - PowerPoint: the first slide, whose texts, shapes and pictures become boxes
//   - the template of pdfme with its base PDF
//   - the layout of a pretix badge or ticket with its PDF
//   - SVG: the drawing becomes the background, without its texts, of which those with placeholders become boxes
//
// # Decisions
//
// Nothing is left out in silence: whatever the template does not show is a Finding with its count, and so is whatever
// was guessed. A design in which no place for the name or the code is found gets one, as a guess: a template without
// them would be of no use.
//
// Fonts are not taken along: their licences seldom allow it, and a subset lacks the letters of most names. The nearest
// of serif and sans replaces them.
package intake

import (
	"bytes"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/paper"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/artwork"
	"lanyard/internal/paper/blueprint"
	"lanyard/internal/paper/svg"
)

// The limits of what is read, beyond those of the rooms that read PDF, SVG and pictures. What they defend against: files
// that unfold to more than memory holds, and files with more parts than anybody draws.
const (
	MaxFile     = 32 << 20  // bytes of a file to import: as an event's folder may hold in a picture
	maxPart     = 32 << 20  // bytes of one unpacked part of a presentation
	maxUnpacked = 128 << 20 // bytes of all parts that are read
	maxParts    = 10_000    // parts of a presentation: one of 100 slides has 500
	maxElements = 100_000   // XML elements of a part: a slide of 100 shapes has 5,000
	maxDepth    = 200       // nested XML elements
	maxPictures = 50        // pictures of one design
	maxEntries  = 2_000     // parts of a pdfme template or pretix layout
	maxWords    = 4_000     // bytes of one text
)

// Source is a file to import.
type Source struct {
	File string // its name in messages
	Data []byte
	Base []byte // of a pretix layout or pdfme template without one: the PDF below it; may be nil
	Page int    // of a PDF, counted from 1
}

// The names of files of every design.
const (
	TemplateFile = "template.toml"
	schemaFile   = "template.schema.json"
)

// Target says what to make.
type Target struct {
	Name   string // of the template
	Folder string // in which template.toml and its files will lie, relative to the event's folder
	Kind   *paper.Kind
}

// Design is a template with its files.
type Design struct {
	Kind     paper.Kind
	Template []byte // the text of template.toml, which package template accepts
	Files    []File // to lie beside it
	Findings []Finding
}

// File is a file of a design.
type File struct {
	Name string // without a folder
	Data []byte
}

// Verdict is what became of a part of the original.
type Verdict uint8

// The verdicts, in the order in which a report lists them.
const (
	Taken   Verdict = iota
	Guessed         // taken, in a way that has to be looked at
	LeftOut
)

// String returns the verdict as a report begins with it.
func (v Verdict) String() string { return [...]string{"taken", "guessed", "left out"}[v] }

// Finding is a part of the original and what became of it.
type Finding struct {
	Verdict Verdict
	Count   int
	What    string // a clause after the count: "placeholder|placeholders", with its plural
}

// String returns the finding as a line of a report: "left out: 2 charts".
func (f Finding) String() string {
	word, rest, _ := strings.Cut(f.What, " ")
	if one, many, ok := strings.Cut(word, "|"); ok {
		if word = one; f.Count != 1 {
			word = many
		}
	}
	return strings.TrimSpace(fmt.Sprintf("%s: %d %s %s", f.Verdict, f.Count, word, rest))
}

// Read makes a design of a file. Errors are a *fault.Error or source.Problems.
func Read(s Source, t Target) (*Design, error) {
	if len(s.Data) > MaxFile {
		return nil, fault.New(fmt.Sprintf("%s has more than %d MB", source.Quote(s.File), MaxFile>>20),
			"save it with smaller pictures: paper shows no more than 300 pixels an inch")
	}
	if len(s.Data) == 0 {
		return nil, fault.New(source.Quote(s.File)+" is empty", "save it again, or download it again")
	}
	d := &draft{target: t, file: s.File}
	var err error
	switch head := bytes.TrimLeft(bytes.TrimPrefix(s.Data, []byte("\ufeff")), " \t\r\n"); {
	case artwork.Is(s.Data):
		err = d.fromPDF(s)
	case bytes.HasPrefix(s.Data, []byte("PK\x03\x04")):
		err = d.fromZIP(s)
	case bytes.HasPrefix(head, []byte("{")) || bytes.HasPrefix(head, []byte("[")):
		err = d.fromJSON(s)
	case svg.Is(s.Data):
		err = d.fromSVG(s)
	default:
		err = foreign(s)
	}
	if err != nil {
		return nil, err
	}
	d.settle()
	text := d.written()
	if _, problems := blueprint.Parse(path.Join(t.Folder, TemplateFile), text, blueprint.Setting{}); problems.Err() != nil {
		return nil, fault.Wrap(problems.Err(), fmt.Sprintf("%s would make a template with a mistake: %v",
			source.Quote(s.File), problems.Err()), "make the design simpler, or save it as a PDF and import that")
	}
	d.files = append(d.files, File{schemaFile, blueprint.Schema()})
	return &Design{Kind: d.kind, Template: text, Files: d.files, Findings: d.findings()}, nil
}

// foreign returns the error of a file of no known kind.
func foreign(s Source) error {
	hint := "save it as a PDF, PowerPoint (.pptx) or SVG file and import that"
	switch {
	case bytes.HasPrefix(s.Data, []byte("\xd0\xcf\x11\xe0")):
		hint = "it is from before Office 2007: open it and save it as .pptx or as a PDF, and import that"
	case bytes.HasPrefix(s.Data, []byte("%!PS")):
		hint = "it is PostScript: in Illustrator, save it with \"Create PDF Compatible File\", or as a PDF"
	case bytes.HasPrefix(s.Data, []byte("\x89PNG")), bytes.HasPrefix(s.Data, []byte("\xff\xd8\xff")):
		hint = "it is a picture without places: copy a design with: lanyard templates -copy NAME DIR; " +
			"and write in it: background = \"FILE\""
	}
	return fault.New(source.Quote(s.File)+" is not a design that can be imported", hint)
}

// unusable returns err as the fault of a file.
func unusable(file string, err error) error {
	if hint := fault.Hint(err); hint != "" {
		return fault.Wrap(err, fmt.Sprintf("%s cannot be imported: %v", source.Quote(file), err), hint)
	}
	return fault.Wrap(err, fmt.Sprintf("%s cannot be imported: %v", source.Quote(file), err),
		"open it in the program that made it, save it again, or save it as a PDF, and import that")
}

// short returns words of the original for a finding: quoted, and cut.
func short(s string) string {
	if s = strings.Join(strings.Fields(s), " "); utf8.RuneCountInString(s) > 40 {
		s = string([]rune(s)[:40]) + "…"
	}
	return source.Quote(s)
}
