// Package artwork cuts one page out of a PDF that somebody else made: a designer's
// letterhead, badge or logo. The result is PDF objects: a form that paints the page,
// upright and with its lower left corner at the origin, and the fonts, pictures and
// patterns that the form needs.
//
// Other people's PDFs are untrusted. The syntax of every object is parsed within
// limits and written anew; nothing that leads out of the page is carried over.
//
// # What is carried over
//
// Everything that the page itself paints: its content, inherited resources and
// transparency group. Everything that a viewer would add is left behind: annotations
// and form fields, actions and scripts, embedded files, metadata, the structure for
// screen readers, thumbnails. /Rotate, the offset of the boxes and UserUnit are worked
// into the form. A page with layers that are switched off is refused, because the
// switch is not carried over and they would be shown.
//
// # What is read
//
// PDF 1.0 to 2.0, as package cos reads it: a file whose tables do not lead to its
// objects is refused, as are encrypted files and files that point to other files.
// Streams keep their filters, so their content need not be understood; Flate data is
// decoded to the end to check its completeness and size. The limits below bound all
// work, whatever the file claims.
//
// # Decisions
//
// Imported PDFs are untrusted: they are read within limits, nothing is followed twice, and only the objects of
// one page come out.
package artwork

import (
	"context"
	"errors"
	"fmt"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/fault"
	"lanyard/internal/base/geom"
)

// The limits of reading.
const (
	maxFile     = 64 << 20  // bytes of a file: twice what an event's folder may hold in a picture
	maxInflated = 150 << 20 // bytes that all compressed streams of a page decode to
	maxContent  = 32 << 20  // bytes of one stream that must be held decoded: the operators of a dense map have 10 MB
	maxEntries  = 500_000   // objects of a file: a book of 10,000 pages
	maxPages    = 100_000   // visited nodes of the page tree
	maxValues   = 400_000   // numbers, names and so on of all objects read: each takes up to 100 bytes of memory
	maxObjects  = 50_000    // objects of a page: a map of a city has 1,000
	workFactor  = 8         // bytes that are parsed, as a multiple of the file: overlapping objects need more

	minSide = geom.Millimetre
)

// Page is a page that was cut out. The same file gives the same Page.
type Page struct {
	// Objects paint the page. The first is a form whose BBox begins at (0, 0) and
	// is as large as Size.
	Objects cos.Objects

	// Size is that of the page as it is shown: its TrimBox, or without one its
	// CropBox, turned by /Rotate, plus Bleed on every side.
	Size geom.Size

	// Bleed is the part of Size to be cut off at every side: the least by which the
	// BleedBox extends beyond the TrimBox. 0 unless bleed was requested.
	Bleed geom.Length

	// Absent names the fonts that the file uses without embedding them, sorted.
	Absent []string
}

// Cut cuts page number, counted from 1, out of the PDF in data; with bleed it keeps the
// printed area around the trimmed page. The error is a *fault.Error whose message
// continues "it cannot be used: ", or the context's: when ctx ends, so does all reading of the file.
func Cut(ctx context.Context, data []byte, number int, bleed bool) (*Page, error) {
	p, err := cut(ctx, data, number, bleed)
	return p, withHint(err)
}

// Pages returns the number of pages of the PDF in data. Errors are those of Cut.
func Pages(ctx context.Context, data []byte) (int, error) {
	f, err := open(ctx, data)
	if err != nil {
		return 0, withHint(err)
	}
	root, err := f.dict(f.Trailer["Root"])
	if err != nil {
		return 0, withHint(err)
	}
	w := walker{file: f, seen: map[cos.Ref]bool{}} // page 0 is not found, so all are counted
	_, err = w.node(root["Pages"], inherited{}, 0)
	return w.pages, withHint(err)
}

// open opens a file within the limits, with the errors of package cos.
func open(ctx context.Context, data []byte) (*file, error) {
	opened, err := cos.Open(data, cos.Limits{Bytes: maxFile, Objects: maxEntries, Values: maxValues,
		Parsed: workFactor * (int64(len(data)) + 4096), Stream: maxContent, Inflated: maxInflated,
		Ended: ctx.Err})
	if err != nil {
		return nil, err
	}
	return &file{File: opened}, nil
}

// cut is Cut with the errors of package cos.
func cut(ctx context.Context, data []byte, number int, bleed bool) (*Page, error) {
	f, err := open(ctx, data)
	if err != nil {
		return nil, err
	}
	p, err := f.page(number)
	if err != nil {
		return nil, err
	}
	return f.cut(p, bleed)
}

const saveAgain = "open it in the program that made it and save it again as PDF 1.7, or print it to PDF"

// damaged is the fault of a file that violates the format.
func damaged(format string, args ...any) error {
	return fault.New("the file is damaged: "+fmt.Sprintf(format, args...), saveAgain)
}

// tooMuch is the fault of a file beyond the limits.
func tooMuch(format string, args ...any) error {
	return fault.New(fmt.Sprintf(format, args...), simpler)
}

const simpler = "make the drawing simpler in the program that made it, or save the page as a PNG of 600 dpi"

// withHint returns an error of package cos as a *fault.Error, and others as they are.
func withHint(err error) error {
	var e *cos.Error
	if !errors.As(err, &e) {
		return err
	}
	hint := map[cos.Kind]string{
		cos.Damaged:   saveAgain,
		cos.Foreign:   "save it as PDF, PNG or JPEG",
		cos.TooMuch:   simpler,
		cos.Encrypted: "save it without a password, or type: qpdf --decrypt in.pdf out.pdf",
		cos.Filter:    "type: qpdf --recompress-flate --decode-level=generalized in.pdf out.pdf",
	}
	return fault.Wrap(err, e.Reason, hint[e.Kind])
}

// Is reports whether data looks like a PDF file.
func Is(data []byte) bool { return cos.Header(data) >= 0 }

// file is a PDF that is being read.
type file struct {
	*cos.File
	hidden map[cos.Ref]bool // layers switched off
}
