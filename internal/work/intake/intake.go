// Package intake makes a template from a design of another program: bytes and a name to the text of template.toml, the
// files beside it, and a record of what was taken, guessed and left out. It writes nothing.
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
	"context"
	"fmt"
	"path"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/paper"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/artwork"
	"lanyard/internal/paper/blueprint"
	"lanyard/internal/paper/svg"
	"lanyard/internal/work/draft"
	"lanyard/internal/work/labels"
	"lanyard/internal/work/slides"
)

// MaxFile is the most bytes of a file to import: the limit of pictures in an event's folder.
const MaxFile = 32 << 20

// Design is a template with its files.
type Design struct {
	Kind     paper.Kind
	Template []byte       // the text of template.toml, which package template accepts
	Files    []draft.File // to be put next to it
	Findings []draft.Finding
}

// Read makes a design of a file. Errors are a *fault.Error or source.Problems.
func Read(ctx context.Context, s draft.Source, t draft.Target) (*Design, error) {
	if len(s.Data) > MaxFile {
		return nil, fault.New(fmt.Sprintf("%s has more than %d MB", source.Quote(s.File), MaxFile>>20),
			"save it with smaller pictures: paper shows no more than 300 pixels an inch")
	}
	if len(s.Data) == 0 {
		return nil, fault.New(source.Quote(s.File)+" is empty", "save it again, or download it again")
	}
	d := &draft.Draft{Target: t, File: s.File}
	var err error
	switch head := bytes.TrimLeft(bytes.TrimPrefix(s.Data, []byte("\ufeff")), " \t\r\n"); {
	case artwork.Is(s.Data):
		err = fromPDF(ctx, d, s)
	case bytes.HasPrefix(s.Data, []byte("PK\x03\x04")):
		err = slides.Read(d, s)
	case bytes.HasPrefix(head, []byte("{")) || bytes.HasPrefix(head, []byte("[")):
		err = labels.Read(ctx, d, s)
	case svg.Is(s.Data):
		err = fromSVG(d, s)
	default:
		err = foreign(s)
	}
	if err != nil {
		return nil, err
	}
	d.Settle()
	text := d.Written()
	if _, problems := blueprint.Parse(path.Join(t.Folder, draft.TemplateFile), text,
		blueprint.Setting{}); problems.Err() != nil {
		return nil, fault.Wrap(problems.Err(), fmt.Sprintf("%s would make a template with a mistake: %v",
			source.Quote(s.File), problems.Err()), "make the design simpler, or save it as a PDF and import that")
	}
	d.Files = append(d.Files, draft.File{Name: draft.SchemaFile, Data: blueprint.Schema()})
	return &Design{Kind: d.Kind, Template: text, Files: d.Files, Findings: d.Findings()}, nil
}

// foreign returns the error of a file of no known kind.
func foreign(s draft.Source) error {
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
