package pdf

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"maps"
	"slices"
	"strconv"
)

// File writes one PDF file. It is for one goroutine. What it keeps until Close
// is 8 bytes an object, about 30 a page, and the glyphs that were used.
type File struct {
	w       io.Writer
	meta    Meta
	buf     []byte
	hash    hash.Hash
	written int64
	offsets []int64 // of object 1 and so on
	err     error   // the first error; nothing is written after it

	tree      []node // nodes of the page tree that may still grow, leaves first
	resources []byte // the last resource dictionary, and its object
	shared    int
	fonts     []*embedding
	xobjects  map[string]int // objects of pictures and forms by resource name
	inks      map[string][4]uint8
	press     bool
	foreign   bool
	closed    bool
}

// embedding is a font of the file.
type embedding struct {
	usage
	id int
}

// node is an unfinished node of the page tree.
type node struct {
	id    int
	kids  []int
	pages int // below it
}

// flushAt is how much is gathered before it is written: few calls, little
// memory.
const flushAt = 1 << 18

// NewFile starts a PDF file. Nothing is written before the first Append.
func NewFile(w io.Writer, meta Meta) *File {
	f := &File{w: w, buf: (*buffers.Get().(*[]byte))[:0], meta: meta, hash: sha256.New(), xobjects: map[string]int{}, inks: map[string][4]uint8{}}
	// ISO 19005-2, 6.1.2: four bytes above 127 tell that this is no text
	f.buf = append(f.buf, "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"...)
	return f
}

// Append adds the pages of a chunk to the end of the file.
func (f *File) Append(c *Chunk) error {
	if f.closed {
		return errors.New("writing a PDF: appending to a closed file")
	}
	if f.err != nil {
		return f.err
	}
	for _, ink := range slices.Sorted(maps.Keys(c.inks)) {
		v := c.inks[ink]
		if known, ok := f.inks[ink]; ok && known != v {
			f.err = fmt.Errorf("writing a PDF: %w", errInk(ink, known, v))
			return f.err
		}
		f.inks[ink] = v
	}
	f.press, f.foreign = f.press || c.press, f.foreign || c.foreign
	if f.meta.Lang == "" {
		f.meta.Lang = c.lang
	}
	resources := f.share(c)
	for _, s := range c.sheets {
		f.page(s, c, resources)
	}
	return f.err
}

// share writes what the pages of a chunk have in common and returns the number
// of their resource dictionary.
func (f *File) share(c *Chunk) int {
	if d := f.resourcesOf(c); !slices.Equal(d, f.resources) {
		f.resources, f.shared = d, f.object(d, nil)
	}
	return f.shared
}

// resourcesOf returns a resource dictionary, after writing what it refers to.
func (f *File) resourcesOf(c *Chunk) []byte {
	d := append([]byte("<<"), c.resources...)
	if len(c.fonts) > 0 {
		d = append(d, "/Font<<"...)
		for _, u := range c.fonts {
			d = append(append(d, u.resource...), ' ')
			d = appendRef(d, f.font(u))
		}
		d = append(d, ">>"...)
	}
	if len(c.xobjects) > 0 {
		d = append(d, "/XObject<<"...)
		for _, x := range c.xobjects {
			id, ok := f.xobjects[x.name()]
			if !ok {
				id = x.write(f)
				f.xobjects[x.name()] = id
			}
			d = append(append(append(d, '/'), x.name()...), ' ')
			d = appendRef(d, id)
		}
		d = append(d, ">>"...)
	}
	return append(d, ">>"...)
}

// font adds what a chunk used of a font and returns the number of its object,
// which is written last.
func (f *File) font(u *usage) int {
	for _, e := range f.fonts {
		if e.font == u.font {
			e.merge(u)
			return e.id
		}
	}
	e := &embedding{usage{font: u.font, text: make(map[uint16]string, len(u.text))}, f.next()}
	e.merge(u)
	f.fonts = append(f.fonts, e)
	return e.id
}

// merge adds what a chunk used; the order makes no difference to note.
func (e *embedding) merge(u *usage) {
	for code, text := range u.text {
		e.note(code, text)
	}
}

// page writes a page with its content and its links.
func (f *File) page(s sheet, c *Chunk, resources int) {
	content := f.stream("/Filter/FlateDecode", s.content)
	var links []byte
	for _, l := range s.links {
		links = append(appendRef(links, f.object(l, nil)), ' ')
	}
	id := f.next()
	parent := f.parent(0)
	f.begin(id)
	b := appendRef(append(f.buf, "<</Type/Page/Parent "...), parent)
	b = append(b, s.boxes...)
	b = appendRef(append(b, "/Resources "...), resources)
	b = appendRef(append(b, "/Contents "...), content)
	if c.translucent {
		// ISO 19005-2, 6.2.10: say in which space colours are mixed
		space := "/DeviceRGB"
		if c.press {
			space = "/DeviceCMYK"
		}
		b = append(append(append(b, "/Group<</S/Transparency/CS"...), space...), ">>"...)
	}
	if len(links) > 0 {
		b = append(append(append(b, "/Annots["...), links[:len(links)-1]...), ']')
	}
	f.buf = append(b, ">>\nendobj\n"...)
	f.tree[0].kids = append(f.tree[0].kids, id)
	f.tree[0].pages++
	f.flush(flushAt)
}

// parent returns the number of the node that takes the next child on a level.
func (f *File) parent(level int) int {
	if level == len(f.tree) {
		f.tree = append(f.tree, node{id: f.next()})
	}
	if len(f.tree[level].kids) == fanOut {
		f.finish(level, f.parent(level+1))
		f.tree[level] = node{id: f.next()}
	}
	return f.tree[level].id
}

// finish writes the open node of a level; the root has no parent: 0.
func (f *File) finish(level, parent int) {
	n := f.tree[level]
	f.begin(n.id)
	b := append(f.buf, "<</Type/Pages"...)
	if parent != 0 {
		b = appendRef(append(b, "/Parent "...), parent)
		f.tree[level+1].kids = append(f.tree[level+1].kids, n.id)
		f.tree[level+1].pages += n.pages
	}
	b = strconv.AppendInt(append(b, "/Count "...), int64(n.pages), 10)
	b = append(b, "/Kids["...)
	for i, kid := range n.kids {
		if i > 0 {
			b = append(b, ' ')
		}
		b = appendRef(b, kid)
	}
	f.buf = append(b, "]>>\nendobj\n"...)
}

// root writes all nodes that are still open and returns the number of the root.
func (f *File) root() int {
	for level := 0; ; level++ {
		if level == len(f.tree)-1 {
			f.finish(level, 0)
			return f.tree[level].id
		}
		f.finish(level, f.parent(level+1))
	}
}

// Close writes the fonts, the metadata and the table of contents of the file.
// It does not close the writer. The first error of all that was written comes
// back; the file is whole only when there is none.
func (f *File) Close() error {
	switch {
	case f.closed:
		return errors.New("writing a PDF: closing a closed file")
	case f.err == nil && len(f.tree) == 0:
		f.err = errors.New("writing a PDF: the file has no pages")
	}
	f.closed = true
	defer func() {
		buf := f.buf
		f.buf = nil
		buffers.Put(&buf)
	}()
	if f.err != nil {
		return f.err
	}
	pages := f.root()
	for _, e := range f.fonts {
		if err := e.write(f); err != nil {
			f.err = fmt.Errorf("writing a PDF: %w", err)
			return f.err
		}
	}
	catalog := f.catalog(pages)
	info := f.object(appendInfo(nil, f.meta), nil)
	f.trailer(catalog, info)
	f.flush(0)
	return f.err
}

// catalog writes the metadata and the catalog.
func (f *File) catalog(pages int) int {
	// Metadata is not compressed, so that it can be read without a PDF reader.
	archive := !f.press && !f.foreign
	xmp := f.stream("/Type/Metadata/Subtype/XML", appendXMP(nil, f.meta, archive))
	d := appendRef([]byte("<</Type/Catalog/Pages "), pages)
	d = appendRef(append(d, "/Metadata "...), xmp)
	if f.meta.Lang != "" {
		d = appendText(append(d, "/Lang"...), f.meta.Lang)
	}
	if f.meta.Title != "" {
		d = append(d, "/ViewerPreferences<</DisplayDocTitle true>>"...)
	}
	if archive {
		profile := f.stream("/N 3/Filter/FlateDecode", screenProfile())
		d = append(d, "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"+
			"/Info(sRGB IEC 61966-2-1)/DestOutputProfile "...)
		d = append(appendRef(d, profile), ">>]"...)
	}
	return f.object(append(d, ">>"...), nil)
}

// trailer writes the cross reference table and the trailer.
func (f *File) trailer(catalog, info int) {
	f.flush(0)
	start := f.written
	id := f.hash.Sum(nil)[:16]
	b := append(f.buf, "xref\n0 "...)
	b = strconv.AppendInt(b, int64(len(f.offsets)+1), 10)
	b = append(b, "\n0000000000 65535 f \n"...)
	for _, at := range f.offsets {
		b = append(appendPadded(b, at), " 00000 n \n"...)
	}
	b = strconv.AppendInt(append(b, "trailer\n<</Size "...), int64(len(f.offsets)+1), 10)
	b = appendRef(append(b, "/Root "...), catalog)
	b = appendRef(append(b, "/Info "...), info)
	b = fmt.Appendf(b, "/ID[<%X><%X>]>>\nstartxref\n%d\n%%%%EOF\n", id, id, start)
	f.buf = b
}

// appendPadded writes n with ten digits.
func appendPadded(b []byte, n int64) []byte {
	b = append(b, "0000000000"...)
	for i := len(b) - 1; n > 0 && i >= len(b)-10; i-- {
		b[i] = byte('0' + n%10)
		n /= 10
	}
	return b
}

// next reserves an object number.
func (f *File) next() int {
	if len(f.offsets) == maxObjects && f.err == nil {
		f.err = fmt.Errorf("writing a PDF: more than %d objects: split the file", maxObjects)
	}
	f.offsets = append(f.offsets, 0)
	return len(f.offsets)
}

// begin starts the object with a reserved number.
func (f *File) begin(id int) {
	f.offsets[id-1] = f.written + int64(len(f.buf))
	f.buf = append(strconv.AppendInt(f.buf, int64(id), 10), " 0 obj\n"...)
}

// object writes an object and returns its number; stream is nil when it is
// not a stream, else value is its dictionary with the length.
func (f *File) object(value, stream []byte) int {
	id := f.next()
	f.write(id, value, stream)
	return id
}

func (f *File) write(id int, value, stream []byte) {
	f.begin(id)
	f.buf = append(f.buf, value...)
	if stream != nil {
		f.buf = append(append(append(f.buf, "\nstream\n"...), stream...), "\nendstream"...)
	}
	f.buf = append(f.buf, "\nendobj\n"...)
	f.flush(flushAt)
}

// stream writes a stream with the given entries and returns its number.
func (f *File) stream(entries string, data []byte) int {
	d := append([]byte("<<"), entries...)
	d = strconv.AppendInt(append(d, "/Length "...), int64(len(data)), 10)
	if data == nil {
		data = []byte{}
	}
	return f.object(append(d, ">>"...), data)
}

// flush writes what has been gathered when it is more than limit.
func (f *File) flush(limit int) {
	if len(f.buf) <= limit {
		return
	}
	f.hash.Write(f.buf)
	if f.err == nil {
		if _, err := f.w.Write(f.buf); err != nil {
			f.err = fmt.Errorf("writing a PDF: %w", err)
		}
	}
	f.written += int64(len(f.buf))
	f.buf = f.buf[:0]
}
