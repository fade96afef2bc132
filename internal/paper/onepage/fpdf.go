// Package onepage makes one page of a PDF with fpdf: its boxes, its links and the stream of its operators. It holds
// every call of fpdf; package pdf puts the pages into files.
//
// fpdf rounds to 1/100 of its unit, so that unit is 1/1000 point: its output is exact,
// and is divided by 1000 on the way into the file. The operators of a page are passed
// compressed, in one write: fpdf would make a new compressor of a megabyte for each
// stream. The operators with which fpdf opens a page set initial values; they cannot
// precede compressed data and are left out.
//
// Every page has a document of its own. fpdf copies a stream three times: into the
// buffer of the page, into a string, into the file. It has no way to give those
// packings a size, and a file of many pages doubles the last one again and again. The
// bytes of the finished file are not copied once more: see kept.
package onepage

import (
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

// grain is how many units of an fpdf document are a point.
const grain = 1000

// Document is an fpdf document of one page. New makes one, and Finish ends it.
type Document struct {
	doc    *fpdf.Fpdf
	height float64 // of the page
	length int     // of its operators, compressed
}

// New returns a document with a page of w by h, with its BleedBox and TrimBox
// inset by bleed and trim. The default page is so small that the page states its size.
func New(w, h, bleed, trim geom.Length) *Document {
	doc := fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: fpdf.SizeType{Wd: 1, Ht: 1}})
	doc.SetMargins(0, 0, 0)
	doc.SetAutoPageBreak(false, 0)
	doc.SetCompression(false)
	doc.SetCatalogSort(true)
	doc.SetCreationDate(time.Unix(0, 0))
	doc.SetModificationDate(time.Unix(0, 0))
	at := func(l geom.Length) float64 { return float64(l.Millipoints()) }
	doc.AddPageFormat("P", fpdf.SizeType{Wd: at(w), Ht: at(h)})
	box := func(kind string, x geom.Length) {
		doc.SetPageBox(kind, at(x), at(x), at(w-x)-at(x), at(h-x)-at(x))
	}
	box("bleed", bleed)
	box("trim", trim)
	return &Document{doc: doc, height: at(h)}
}

// Link adds a link to a URL over a box of the page, given by two corners in points.
func (d *Document) Link(x0, y0, x1, y1 float64, url string) {
	left, low := math.Round(x0*grain), math.Round(y0*grain)
	right, high := math.Round(x1*grain), math.Round(y1*grain)
	d.doc.LinkString(left, d.height-high, right-left, high-low, url)
}

// packings are for compressed operators; none is kept.
var packings = sync.Pool{New: func() any { return new([]byte) }}

// Operators sets the content of the page, once, to operators that are not compressed. b is not kept.
func (d *Document) Operators(b []byte) {
	packed := packings.Get().(*[]byte)
	defer packings.Put(packed)
	z := deflate.Append((*packed)[:0], b)
	d.doc.RawWriteStr(unsafe.String(unsafe.SliceData(z), len(z))) // copied before it returns
	*packed, d.length = z, len(z)
}

// Page is what a file needs of a page that fpdf made.
type Page struct {
	Boxes   []byte   // entries of the page dictionary: MediaBox, BleedBox, TrimBox
	Content []byte   // compressed
	Links   [][]byte // annotation dictionaries without the closing >>
}

// kept keeps the first slice written to it, without copying. That is safe only for fpdf, which writes its whole buffer
// at once and does not use it again.
type kept []byte

func (k *kept) Write(b []byte) (int, error) {
	if *k != nil {
		return 0, ErrGuest
	}
	*k = b
	return len(b), nil
}

// ErrGuest is the error of a page that fpdf made otherwise than expected.
var ErrGuest = errors.New("internal error: the output of fpdf is not as expected")

// Finish ends the document and returns its page. The document cannot be used again.
func (d *Document) Finish() (m Page, err error) {
	var out kept
	if err := d.doc.Output(&out); err != nil {
		return m, err
	}
	d.doc = nil
	n := len(out)
	limits := cos.Limits{Bytes: n, Objects: n, Values: n, Parsed: 2 * int64(n), Stream: 1, Inflated: 1}
	file, err := cos.Open(out, limits)
	if err != nil {
		return m, errors.Join(ErrGuest, err)
	}
	catalog := dictOf(file, file.Trailer["Root"])
	kids, _ := dictOf(file, catalog["Pages"])["Kids"].(cos.Array)
	if len(kids) != 1 {
		return m, ErrGuest
	}
	err = m.read(file, dictOf(file, kids[0]), d.length)
	return m, err
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
func (m *Page) read(file *cos.File, page cos.Dict, length int) error {
	for _, kind := range []cos.Name{"MediaBox", "BleedBox", "TrimBox"} {
		box, err := appendBox(cos.AppendName(m.Boxes, kind), page[kind])
		if err != nil {
			return err
		}
		m.Boxes = box
	}
	content, err := file.Get(page["Contents"])
	if err != nil {
		return err
	}
	stream, ok := content.(*cos.Stream)
	if !ok || len(stream.Raw) < length+1 {
		return ErrGuest
	}
	end := len(stream.Raw) - 1 // RawWriteStr adds a line feed
	m.Content = stream.Raw[end-length : end : end]
	annotations, _ := page["Annots"].(cos.Array)
	for _, a := range annotations {
		d, ok := a.(cos.Dict)
		if !ok {
			return ErrGuest
		}
		b, err := appendBox([]byte("<</Type/Annot/Subtype/Link/Rect"), d["Rect"])
		if err != nil {
			return err
		}
		b = cos.Append(append(b, "/Border"...), d["Border"], nil)
		m.Links = append(m.Links, slices.Clip(cos.Append(append(b, "/A"...), d["A"], nil)))
	}
	return nil
}

// appendBox converts a box of fpdf to points.
func appendBox(b []byte, v cos.Value) ([]byte, error) {
	corners, ok := v.(cos.Array)
	if !ok || len(corners) != 4 {
		return nil, ErrGuest
	}
	b = append(b, '[')
	for i, c := range corners {
		n, ok := cos.Float(c)
		if !ok || n != math.Trunc(n) {
			return nil, ErrGuest
		}
		if i > 0 {
			b = append(b, ' ')
		}
		b = cos.AppendThousandths(b, int64(n))
	}
	return append(b, ']'), nil
}
