package pdf

import (
	"bytes"
	"errors"
	"math"
	"slices"
	"sync"
	"time"
	"unsafe"

	"github.com/go-pdf/fpdf"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/deflate"
)

// This file holds every call of fpdf. It makes the pages of every file: their
// boxes, their links and the streams of their operators.
//
// fpdf rounds to 1/100 of its unit, so that unit is 1/1000 point: its output is exact,
// and is divided by 1000 on the way into the file. The operators of a page are passed
// compressed, in one write: fpdf would make a new compressor of a megabyte for each
// stream, and copies each stream four times. The operators with which fpdf opens a
// page set initial values; they cannot precede compressed data and are left out.

// grain is how many units of an fpdf document are a point.
const grain = 1000

// document is an fpdf document.
type document struct {
	doc     *fpdf.Fpdf
	height  float64 // of the last page
	lengths []int   // of the operators of each page, compressed
}

// newDocument returns an empty document. Its default page is so small that every page
// states its own size.
func newDocument() *document {
	doc := fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: fpdf.SizeType{Wd: 1, Ht: 1}})
	doc.SetMargins(0, 0, 0)
	doc.SetAutoPageBreak(false, 0)
	doc.SetCompression(false)
	doc.SetCatalogSort(true)
	doc.SetCreationDate(time.Unix(0, 0))
	doc.SetModificationDate(time.Unix(0, 0))
	return &document{doc: doc}
}

// page begins a page of w by h, with its BleedBox and TrimBox inset by bleed and trim.
func (d *document) page(w, h, bleed, trim geom.Length) {
	at := func(l geom.Length) float64 { return float64(l.Millipoints()) }
	d.doc.AddPageFormat("P", fpdf.SizeType{Wd: at(w), Ht: at(h)})
	box := func(kind string, x geom.Length) {
		d.doc.SetPageBox(kind, at(x), at(x), at(w-x)-at(x), at(h-x)-at(x))
	}
	box("bleed", bleed)
	box("trim", trim)
	d.height = at(h)
}

// link adds a link to a URL over a box of the page, given by two corners in points.
func (d *document) link(x0, y0, x1, y1 float64, url string) {
	left, low := math.Round(x0*grain), math.Round(y0*grain)
	right, high := math.Round(x1*grain), math.Round(y1*grain)
	d.doc.LinkString(left, d.height-high, right-left, high-low, url)
}

// operators sets the content of the page.
func (d *document) operators(b []byte) {
	packed := outputs.Get().(*bytes.Buffer)
	defer outputs.Put(packed)
	packed.Reset()
	z := deflate.Append(packed.AvailableBuffer(), b)
	packed.Write(z)
	d.doc.RawWriteStr(unsafe.String(unsafe.SliceData(z), len(z))) // copied before it returns
	d.lengths = append(d.lengths, len(z))
}

// made is a page made by fpdf.
type made struct {
	boxes   []byte   // entries of the page dictionary: MediaBox, BleedBox, TrimBox
	content []byte   // compressed
	links   [][]byte // annotation dictionaries without the closing >>
}

// outputs are buffers for the output of fpdf and the input to it; none is kept.
var outputs = sync.Pool{New: func() any { return new(bytes.Buffer) }}

var errGuest = errors.New("internal error: the output of fpdf is not as expected")

// finish ends the document and returns its pages.
func (d *document) finish() ([]made, error) {
	out := outputs.Get().(*bytes.Buffer)
	defer outputs.Put(out)
	out.Reset()
	if err := d.doc.Output(out); err != nil {
		return nil, err
	}
	n := out.Len()
	limits := cos.Limits{Bytes: n, Objects: n, Values: n, Parsed: 2 * int64(n), Stream: 1, Inflated: 1}
	file, err := cos.Open(out.Bytes(), limits)
	if err != nil {
		return nil, errors.Join(errGuest, err)
	}
	catalog := dictOf(file, file.Trailer["Root"])
	kids, _ := dictOf(file, catalog["Pages"])["Kids"].(cos.Array)
	if len(kids) != len(d.lengths) {
		return nil, errGuest
	}
	pages := make([]made, len(kids))
	for i, kid := range kids {
		if err := pages[i].read(file, dictOf(file, kid), d.lengths[i]); err != nil {
			return nil, err
		}
	}
	return pages, nil
}

// dictOf returns the dictionary that v refers to; nil when there is none.
func dictOf(file *cos.File, v cos.Value) cos.Dict {
	v, err := file.Get(v)
	if err != nil {
		return nil
	}
	d, _ := v.(cos.Dict)
	return d
}

// read takes over a page of the file whose compressed operators have a length.
func (m *made) read(file *cos.File, page cos.Dict, length int) error {
	for _, kind := range []cos.Name{"MediaBox", "BleedBox", "TrimBox"} {
		box, err := appendBox(cos.AppendName(m.boxes, kind), page[kind])
		if err != nil {
			return err
		}
		m.boxes = box
	}
	content, err := file.Get(page["Contents"])
	if err != nil {
		return err
	}
	stream, ok := content.(*cos.Stream)
	if !ok || len(stream.Raw) < length+1 {
		return errGuest
	}
	end := len(stream.Raw) - 1 // RawWriteStr adds a line feed
	m.content = bytes.Clone(stream.Raw[end-length : end])
	annotations, _ := page["Annots"].(cos.Array)
	for _, a := range annotations {
		d, ok := a.(cos.Dict)
		if !ok {
			return errGuest
		}
		b, err := appendBox([]byte("<</Type/Annot/Subtype/Link/Rect"), d["Rect"])
		if err != nil {
			return err
		}
		b = cos.Append(append(b, "/Border"...), d["Border"], nil)
		m.links = append(m.links, slices.Clip(cos.Append(append(b, "/A"...), d["A"], nil)))
	}
	return nil
}

// appendBox converts a box of fpdf to points.
func appendBox(b []byte, v cos.Value) ([]byte, error) {
	corners, ok := v.(cos.Array)
	if !ok || len(corners) != 4 {
		return nil, errGuest
	}
	b = append(b, '[')
	for i, c := range corners {
		n, ok := cos.Float(c)
		if !ok || n != math.Trunc(n) {
			return nil, errGuest
		}
		if i > 0 {
			b = append(b, ' ')
		}
		b = cos.AppendThousandths(b, int64(n))
	}
	return append(b, ']'), nil
}
