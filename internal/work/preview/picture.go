package preview

import (
	"context"
	"errors"
	"fmt"
	"image/png"
	"io"
	"time"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/paper"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/raster"
	"lanyard/internal/work/batch"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/local"
	"lanyard/internal/work/rehearse"
)

// Subject says what a picture shows.
type Subject struct {
	Dir   string    // the event folder
	Kind  string    // one of Kinds, or TestSheet
	ID    string    // of the attendee; empty: the first on the list
	Start int       // of a sheet and its back: the cell of the first badge, from 1; 0 means 1
	Sheet string    // of a test sheet: the name of a stock; empty: that of the event's badges, or A4
	Width int       // in pixels, from 40 to 5120
	Now   time.Time // the date on the papers
}

// Kinds are the pictures available for an attendee: a badge, a certificate, the sheet with the badge and its back, and
// the separator sheet before the attendee's group.
var Kinds = append(paper.Words(), sheet, "back", "separator")

// TestSheet is the kind of a sheet for measuring a printer.
const TestSheet = "testsheet"

// ErrProblems is returned together with the problems of the event.
var ErrProblems = errors.New("the event has problems")

// Picture writes a PNG of a subject to w, reduced by lean.
func Picture(ctx context.Context, w io.Writer, s Subject) (source.Problems, error) {
	if s.Kind == TestSheet {
		stock, err := folder.Sheet(ctx, s.Dir, s.Sheet)
		if err != nil {
			return nil, err
		}
		sides, err := rehearse.TestSides(stock)
		if err != nil {
			return nil, err
		}
		return nil, encode(w, batch.Shown{Page: sides[0]}, s.Width)
	}
	v, problems, err := batch.OpenPreview(ctx, s.Dir, s.Now)
	if err != nil {
		return problems, err
	}
	if v == nil || problems.Err() != nil {
		return problems, ErrProblems
	}
	person := 0
	if s.ID != "" {
		if person, err = find(v, s.ID); err != nil {
			return problems, err
		}
	}
	shown, err := subject(v, s, person)
	if err != nil {
		return problems, err
	}
	if problems.Add(shown.Problems...); problems.Err() != nil {
		return problems, ErrProblems
	}
	return problems, encode(w, shown, s.Width)
}

// subject lays out what is shown of a person.
func subject(v *batch.Preview, s Subject, person int) (batch.Shown, error) {
	switch s.Kind {
	case sheet:
		return v.Sheet(person, max(s.Start, 1)-1)
	case "back":
		shown, err := v.Sheet(person, max(s.Start, 1)-1)
		if err == nil && shown.Back == nil {
			err = errors.New("the sheets have no printed back")
		}
		shown.Page = shown.Back
		return shown, err
	case "separator":
		return v.Divider(person)
	}
	kind, ok := paper.ParseKind(s.Kind)
	if !ok {
		return batch.Shown{}, fmt.Errorf("there is no %s of person %d", s.Kind, person)
	}
	return v.Paper(kind, person)
}

// encode writes a picture of a page.
func encode(w io.Writer, shown batch.Shown, width int) error {
	if width < local.MinWidth || width > local.MaxWidth {
		return fmt.Errorf("a picture is %d to %d pixels wide, not %d", local.MinWidth, local.MaxWidth, width)
	}
	img, err := raster.New().Draw(shown.Page, raster.DPI(shown.Page, width, raster.Trim), raster.Trim)
	if err != nil {
		return err
	}
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	return encoder.Encode(w, lean(img))
}

// find returns the index of an attendee on the list.
func find(v *batch.Preview, id string) (int, error) {
	var ids []string
	for i, p := range v.People() {
		if p.ID == id {
			return i, nil
		}
		ids = append(ids, p.ID)
	}
	hint := "ids stand in the list's id column and in manifest.json"
	if near := source.Nearest(id, ids); near != "" {
		hint = "did you mean " + near + "?"
	}
	return 0, fault.New(fmt.Sprintf("nobody on the list has the id %q", id), hint)
}
