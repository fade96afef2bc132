// Package artwork cuts one page out of a PDF that somebody else made: a
// designer's letterhead, badge or logo. What comes out is a small plain PDF with
// that page alone, which a simple importer can take over: one form that paints
// the page, upright and with its lower left corner at the origin, and the
// fonts, pictures and patterns that the form needs.
//
// # What is carried over
//
// Everything that is painted by the page itself: its content, resources that it
// inherits, its transparency group. What a viewer would add is left behind:
// annotations and form fields, actions and scripts, embedded files, metadata,
// the structure for screen readers, thumbnails. /Rotate, the offset of the boxes
// and UserUnit are worked into the form. A page whose layers are switched off is
// refused, because switching is not carried over and would show them.
//
// # What is read
//
// PDF 1.0 to 2.0 with cross-reference tables, cross-reference streams, object
// streams and incremental updates. Nothing is repaired: a file whose tables do
// not lead to its objects is refused, as are encrypted files and files that
// point to other files. Streams keep their filters, so their content need not be
// understood; Flate data is unfolded to the end to see that it is whole and how
// large it is. The work is bounded by the limits below whatever the file says.
package artwork

import (
	"bytes"
	"fmt"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/geom"
)

// The limits of what is read.
const (
	maxFile     = 64 << 20  // bytes of a file: twice what an event's folder may hold in a picture
	maxInflated = 150 << 20 // bytes that all compressed streams of a page unfold to
	maxContent  = 32 << 20  // bytes of one stream that must be held unfolded: the operators of a dense map have 10 MB
	maxEntries  = 500_000   // objects of a file: a book of 10,000 pages
	maxSections = 1_000     // cross-reference sections: one an update
	maxPages    = 100_000   // nodes of the page tree that are looked at
	maxNesting  = 60        // arrays and dictionaries in each other; real files have 10
	maxNumber   = 40        // characters of a number
	maxName     = 255       // bytes of a name: ISO 32000-1, annex C has 127
	maxValues   = 400_000   // numbers, names and so on of all objects that are looked at: gofpdi takes 300 bytes for one
	workFactor  = 8         // bytes that are parsed, as a multiple of the file: overlapping objects need more

	// maxObjects is how many objects a page may have: gofpdi loses those with
	// a number of 9,999 or more.
	maxObjects = 9_900

	minSide = geom.Millimetre
)

// Page is a page that was cut out. It is the same, byte for byte, each time.
type Page struct {
	// Data is a PDF with the page alone. Its MediaBox begins at (0, 0) and is
	// as large as Size.
	Data []byte

	// Size is that of the page as it is shown: of its TrimBox, when it has none
	// of its CropBox, turned as /Rotate says; and Bleed more on every side.
	Size geom.Size

	// Bleed is how much of Size is to be cut off at every side: as far as the
	// BleedBox goes beyond the TrimBox on all four. 0 when that was not asked for.
	Bleed geom.Length

	// Absent names the fonts that the file uses and does not hold, sorted.
	Absent []string
}

// Cut cuts page number, counted from 1, out of the PDF in data; with bleed what
// lies around the trimmed page is kept as far as it is to be printed. The error
// is a *fault.Error whose message goes on after "it cannot be used: ".
func Cut(data []byte, number int, bleed bool) (*Page, error) {
	f, err := open(data)
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

// damaged is a fault of a file that does not keep to the format.
func damaged(format string, args ...any) error {
	return fault.New("the file is damaged: "+fmt.Sprintf(format, args...), saveAgain)
}

// tooMuch is a fault of a file beyond the limits.
func tooMuch(format string, args ...any) error {
	return fault.New(fmt.Sprintf(format, args...), "make the drawing simpler in the program that made it, or save the page as a PNG of 600 dpi")
}

// Is reports whether data looks like a PDF file: whether its header begins within
// the first 1024 bytes (ISO 32000-1, annex H, implementation note 13).
func Is(data []byte) bool { return header(data) >= 0 }

// header returns where the header of a PDF file begins, -1 when there is none.
func header(data []byte) int {
	return bytes.Index(data[:min(len(data), 1024)], []byte("%PDF-"))
}

// open reads the tables of a file.
func open(data []byte) (*file, error) {
	at := header(data)
	if at < 0 {
		return nil, fault.New("it is no PDF file", "save it as PDF, PNG or JPEG")
	}
	if len(data) > maxFile {
		return nil, tooMuch("it has more than %d MB", maxFile>>20)
	}
	f := &file{data: data[at:], entries: map[int]entry{}, objects: map[int]value{}, streams: map[int]*objectStream{},
		work: workFactor * (int64(len(data)) + 4096), inflated: maxInflated, values: maxValues}
	if err := f.tables(); err != nil {
		return nil, err
	}
	if f.trailer["Encrypt"] != nil {
		return nil, fault.New("it is encrypted", "save it without a password, or type: qpdf --decrypt in.pdf out.pdf")
	}
	return f, nil
}
