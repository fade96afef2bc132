package preview

import (
	"errors"
	"fmt"
	"image/png"
	"io"
	"time"

	"lanyard/internal/batch"
	"lanyard/internal/raster"
	"lanyard/internal/source"
)

// Subject is what a picture shows.
type Subject struct {
	Dir   string    // the event's folder
	Kind  string    // badge, certificate or sheet
	ID    string    // of the attendee; empty: the first on the list
	Width int       // in pixels, from 40 to 5120
	Now   time.Time // the day that papers bear
}

// ErrProblems is the error of an event with problems, which come along.
var ErrProblems = errors.New("the event has problems")

// Picture writes a PNG picture of a subject to w, made small: see lean.
func Picture(w io.Writer, s Subject) (source.Problems, error) {
	v, problems, err := batch.OpenPreview(s.Dir, s.Now)
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
	server := server{preview: v}
	shown, err := server.shown(wanted{kind: s.Kind, person: person})
	if err != nil {
		return problems, err
	}
	if problems.Add(shown.Problems...); problems.Err() != nil {
		return problems, ErrProblems
	}
	if s.Width < minWidth || s.Width > maxWidth {
		return problems, fmt.Errorf("a picture is %d to %d pixels wide, not %d", minWidth, maxWidth, s.Width)
	}
	img, err := raster.New().Draw(shown.Page, raster.DPI(shown.Page, s.Width, raster.Trim), raster.Trim)
	if err != nil {
		return problems, err
	}
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	return problems, encoder.Encode(w, lean(img))
}

// find returns the place of an attendee on the list.
func find(v *batch.Preview, id string) (int, error) {
	var ids []string
	for i, p := range v.People() {
		if p.ID == id {
			return i, nil
		}
		ids = append(ids, p.ID)
	}
	return 0, &unknown{id, source.Nearest(id, ids)}
}

// unknown is the error of an id that nobody on the list has.
type unknown struct{ id, near string }

func (e *unknown) Error() string { return fmt.Sprintf("nobody on the list has the id %q", e.id) }

// Hint says what to type next.
func (e *unknown) Hint() string {
	if e.near != "" {
		return "did you mean " + e.near + "?"
	}
	return "ids stand in the list's id column and in manifest.json"
}
