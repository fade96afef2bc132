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
	"sync"

	"lanyard/internal/base/cos"
)

// File writes one PDF file. It is for one goroutine. What it keeps until Close
// is 4 bytes an object and 8 a stream, some 350 bytes a sheet of eight badges, and
// the glyphs that were used.
type File struct {
	w    io.Writer
	meta Meta
	*room
	hash    hash.Hash
	written int64
	table   []uint32 // where object 1 and so on are
	offsets []int64  // of those in no object stream
	err     error    // the first error; nothing is written after it

	tree      []node // nodes of the page tree that may still grow, leaves first
	resources []byte // the last resource dictionary, and its object
	shared    int
	fonts     []*embedding
	xobjects  map[string]int // objects of pictures and forms by resource name
	inks      map[string][4]uint8
	press     bool
	foreign   bool
	closed    bool
	structure structure
}

// room is what a file is put together in. It is used for one after the other:
// most are small, and to make it anew takes longer than to fill it.
type room struct {
	buf     []byte // to be written
	pack    pack
	scratch []byte // for one object
}

var rooms = sync.Pool{New: func() any { return new(room) }}

// embedding is a font of the file.
type embedding struct {
	usage
	id   int
	lent bool // the text belongs to a chunk
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
	f := &File{w: w, room: rooms.Get().(*room), meta: meta, hash: sha256.New(), xobjects: map[string]int{}, inks: map[string][4]uint8{}}
	f.buf = f.buf[:0]
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
			d = cos.AppendRef(d, f.font(u))
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
			d = cos.AppendRef(d, id)
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
	e := &embedding{usage: usage{font: u.font, text: u.text}, id: f.next(), lent: true}
	f.fonts = append(f.fonts, e)
	return e.id
}

// merge adds what a chunk used; the order makes no difference to note.
func (e *embedding) merge(u *usage) {
	if e.lent {
		e.text, e.lent = maps.Clone(e.text), false
	}
	for code, text := range u.text {
		e.note(code, text)
	}
}

// page writes a page with its content and its links.
func (f *File) page(s sheet, c *Chunk, resources int) {
	content := f.stream("/Filter/FlateDecode", s.content)
	if f.structure.root == 0 && len(s.elements) > 0 {
		f.structure.root, f.structure.document = f.next(), f.next()
	}
	key := f.structure.keys
	f.structure.keys += 1 + len(s.links)
	var links []byte
	annotations := make([]int, len(s.links))
	for i, l := range s.links {
		// F 4 is the print flag, which ISO 19005-2, 6.3.2 demands
		l = cos.AppendText(append(l[:len(l):len(l)], "/F 4/Contents"...), s.alts[i])
		l = strconv.AppendInt(append(l, "/StructParent "...), int64(key+1+i), 10)
		annotations[i] = f.object(append(l, ">>"...), nil)
		links = append(cos.AppendRef(links, annotations[i]), ' ')
	}
	id := f.next()
	b := cos.AppendRef(append(f.scratch[:0], "<</Type/Page/Parent "...), f.parent(0))
	b = append(b, s.boxes...)
	b = cos.AppendRef(append(b, "/Resources "...), resources)
	b = cos.AppendRef(append(b, "/Contents "...), content)
	if c.translucent {
		// ISO 19005-2, 6.2.10: say in which space colours are mixed
		space := "/DeviceRGB"
		if c.press {
			space = "/DeviceCMYK"
		}
		b = append(append(append(b, "/Group<</S/Transparency/CS"...), space...), ">>"...)
	}
	if len(links) > 0 {
		// ISO 14289-1, 7.18.3: tabulators go in the order of the structure
		b = append(append(append(b, "/Tabs/S/Annots["...), links[:len(links)-1]...), ']')
	}
	if len(s.elements) > 0 {
		b = strconv.AppendInt(append(b, "/StructParents "...), int64(key), 10)
	}
	f.scratch = append(b, ">>"...)
	f.write(id, f.scratch, nil)
	if len(s.elements) > 0 {
		f.tag(s.elements, id, annotations, key)
	}
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
	b := []byte("<</Type/Pages")
	if parent != 0 {
		b = cos.AppendRef(append(b, "/Parent "...), parent)
		f.tree[level+1].kids = append(f.tree[level+1].kids, n.id)
		f.tree[level+1].pages += n.pages
	}
	b = strconv.AppendInt(append(b, "/Count "...), int64(n.pages), 10)
	b = append(b, "/Kids["...)
	for i, kid := range n.kids {
		if i > 0 {
			b = append(b, ' ')
		}
		b = cos.AppendRef(b, kid)
	}
	f.write(n.id, append(b, "]>>"...), nil)
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
		f.pack.n, f.pack.head, f.pack.body = 0, f.pack.head[:0], f.pack.body[:0]
		rooms.Put(f.room)
		f.room = nil
	}()
	if f.err != nil {
		return f.err
	}
	pages := f.root()
	if f.structure.root != 0 {
		f.structureRoot()
	}
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
	tagged, speaks := f.structure.root != 0, isLang(f.meta.Lang)
	f.scratch = appendXMP(f.scratch[:0], f.meta, claims{archive, !f.foreign && tagged && speaks && f.meta.Title != ""})
	xmp := f.stream("/Type/Metadata/Subtype/XML", f.scratch)
	d := cos.AppendRef([]byte("<</Type/Catalog/Pages "), pages)
	d = cos.AppendRef(append(d, "/Metadata "...), xmp)
	if speaks {
		d = cos.AppendText(append(d, "/Lang"...), f.meta.Lang)
	}
	if f.meta.Title != "" {
		d = append(d, "/ViewerPreferences<</DisplayDocTitle true>>"...)
	}
	if tagged {
		d = cos.AppendRef(append(d, "/MarkInfo<</Marked true>>/StructTreeRoot "...), f.structure.root)
	}
	if f.meta.Attached != nil {
		d = f.attach(d, f.meta.Attached)
	}
	if archive {
		profile := f.stream("/N 3/Filter/FlateDecode", screenProfile())
		d = append(d, "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"+
			"/Info(sRGB IEC 61966-2-1)/DestOutputProfile "...)
		d = append(cos.AppendRef(d, profile), ">>]"...)
	}
	return f.object(append(d, ">>"...), nil)
}

// next reserves an object number.
func (f *File) next() int {
	if len(f.table) == maxObjects && f.err == nil {
		f.err = fmt.Errorf("writing a PDF: more than %d objects: split the file", maxObjects)
	}
	f.table = append(f.table, 0)
	return len(f.table)
}

// object writes an object and returns its number; stream is nil when it is
// not a stream, else value is its dictionary with the length.
func (f *File) object(value, stream []byte) int {
	id := f.next()
	f.write(id, value, stream)
	return id
}

func (f *File) write(id int, value, stream []byte) {
	if stream == nil {
		f.packed(id, value)
		return
	}
	f.at(id, f.written+int64(len(f.buf)))
	f.buf = append(strconv.AppendInt(f.buf, int64(id), 10), " 0 obj\n"...)
	f.buf = append(append(f.buf, value...), "\nstream\n"...)
	if len(stream) > flushAt { // a picture, of which there should be no second copy
		f.flush(0)
		f.put(stream)
	} else {
		f.buf = append(f.buf, stream...)
	}
	f.buf = append(f.buf, "\nendstream\nendobj\n"...)
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
	f.put(f.buf)
	f.buf = f.buf[:0]
}

// put writes b behind what has been written.
func (f *File) put(b []byte) {
	f.hash.Write(b)
	if f.err == nil {
		if _, err := f.w.Write(b); err != nil {
			f.err = fmt.Errorf("writing a PDF: %w", err)
		}
	}
	f.written += int64(len(b))
}
