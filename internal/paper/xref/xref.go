// Package xref writes the file structure of a PDF (ISO 32000-1, 7.5): it numbers
// objects, packs them into object streams, remembers their offsets, and ends the
// file with a cross-reference stream.
//
// Objects other than streams are compressed in object streams (ISO 32000-1, 7.5.7
// and 7.5.8; ISO 19005-2 allows both). A page of text has fifty objects of sixty
// bytes, so this halves its size. The file identifier is a hash of the content, so
// equal objects make equal bytes.
package xref

import (
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
	"math/bits"
	"strconv"
	"sync"

	"lanyard/internal/base/cos"
	"lanyard/internal/paper/deflate"
)

const (
	// maxObjects is how many indirect objects a file may have: ISO 19005-2,
	// 6.1.13.
	maxObjects = 8_388_607

	// packObjects is how many objects an object stream holds: a reader must
	// inflate all of them to get one.
	packObjects = 128

	// flushAt is how many bytes are gathered before they are written: few calls,
	// little memory.
	flushAt = 1 << 18

	// packedPlace marks an entry of Writer.table as a place in an object stream.
	// maxObjects leaves room for both kinds in 32 bits.
	packedPlace = 1 << 31
)

// Writer writes the objects of one PDF file. It is for one goroutine. Until Close
// it keeps 4 bytes an object and 8 a stream.
type Writer struct {
	w io.Writer
	*buffers
	hash    hash.Hash
	written int64    // bytes passed to w
	table   []uint32 // for objects 1, 2, ...: an index into offsets, or packedPlace and a place in an object stream
	offsets []int64  // of the objects in no object stream
	last    int64    // where the data of the last of them begins
	err     error    // the first error; nothing is written after it
}

// buffers are reused from file to file. Most files are small, so allocating them
// costs more than filling them.
type buffers struct {
	buf      []byte // to be written
	deflated []byte // the last stream compressed here
	pack     pack
}

// pack is the object stream being filled.
type pack struct {
	id, n      int
	head, body []byte
}

var pool = sync.Pool{New: func() any { return new(buffers) }}

// NewWriter returns a Writer for a PDF 1.7 file. It writes nothing to w yet.
func NewWriter(w io.Writer) *Writer {
	x := &Writer{w: w, buffers: pool.Get().(*buffers), hash: sha256.New()}
	// ISO 19005-2, 6.1.2: four bytes above 127 mark the file as binary
	x.buf = append(x.buf[:0], "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"...)
	return x
}

// Err returns the first error of any call; nil while there is none. After an
// error nothing more is written.
func (x *Writer) Err() error { return x.err }

// Next reserves the next object number. Numbers start at 1; each one reserved
// must be given to Write once.
func (x *Writer) Next() int {
	if len(x.table) == maxObjects && x.err == nil {
		x.err = fmt.Errorf("writing a PDF: more than %d objects: split the file", maxObjects)
	}
	x.table = append(x.table, 0)
	return len(x.table)
}

// Object writes an object under the next number and returns that number. The
// arguments are those of Write.
func (x *Writer) Object(value, stream []byte) int {
	id := x.Next()
	x.Write(id, value, stream)
	return id
}

// Write writes the object with a number that Next returned. With a nil stream,
// value is the whole object; otherwise value is the dictionary of the stream,
// complete with its Length. Neither slice is kept.
func (x *Writer) Write(id int, value, stream []byte) {
	if stream == nil {
		x.packed(id, value)
		return
	}
	x.at(id, x.written+int64(len(x.buf)))
	x.buf = append(strconv.AppendInt(x.buf, int64(id), 10), " 0 obj\n"...)
	x.buf = append(append(x.buf, value...), "\nstream\n"...)
	x.last = x.written + int64(len(x.buf))
	if len(stream) > flushAt { // a picture: avoid a second copy
		x.flush(0)
		x.put(stream)
	} else {
		x.buf = append(x.buf, stream...)
	}
	x.buf = append(x.buf, "\nendstream\nendobj\n"...)
	x.flush(flushAt)
}

// Stream writes a stream under the next number and returns that number. Entries
// are those of its dictionary, without Length; data is as the file stores it.
func (x *Writer) Stream(entries string, data []byte) int {
	d := append([]byte("<<"), entries...)
	d = strconv.AppendInt(append(d, "/Length "...), int64(len(data)), 10)
	if data == nil {
		data = []byte{}
	}
	return x.Object(append(d, ">>"...), data)
}

// LastStream returns where the data of the stream that was written last begins, in bytes from the start of the file.
func (x *Writer) LastStream() int64 { return x.last }

// Close writes the cross-reference stream with the numbers of the catalog and the
// information dictionary, and returns the first error of any call. The file is
// complete only when there is none. It does not close the underlying writer; the
// Writer must not be used afterwards.
func (x *Writer) Close(catalog, info int) error {
	x.trailer(catalog, info)
	x.flush(0)
	x.pack.n, x.pack.head, x.pack.body = 0, x.pack.head[:0], x.pack.body[:0]
	pool.Put(x.buffers)
	x.buffers = nil
	return x.err
}

// flush writes the buffer when it holds more than limit bytes.
func (x *Writer) flush(limit int) {
	if len(x.buf) <= limit {
		return
	}
	x.put(x.buf)
	x.buf = x.buf[:0]
}

// put passes b to the underlying writer.
func (x *Writer) put(b []byte) {
	x.hash.Write(b)
	if x.err == nil {
		if _, err := x.w.Write(b); err != nil {
			x.err = fmt.Errorf("writing a PDF: %w", err)
		}
	}
	x.written += int64(len(b))
}

// at records the offset of an object.
func (x *Writer) at(id int, offset int64) {
	x.table[id-1] = uint32(len(x.offsets))
	x.offsets = append(x.offsets, offset)
}

// packed adds an object to the open object stream.
func (x *Writer) packed(id int, value []byte) {
	p := &x.pack
	if p.n == 0 {
		p.id = x.Next()
	}
	x.table[id-1] = packedPlace | uint32(p.id*packObjects+p.n)
	p.head = append(strconv.AppendInt(p.head, int64(id), 10), ' ')
	p.head = append(strconv.AppendInt(p.head, int64(len(p.body)), 10), ' ')
	p.body = append(append(p.body, value...), '\n')
	if p.n++; p.n == packObjects {
		x.writePack()
	}
}

// writePack writes the open object stream, if there is one.
func (x *Writer) writePack() {
	p := &x.pack
	if p.n == 0 {
		return
	}
	x.deflated = deflate.Append(x.deflated[:0], p.head, p.body)
	data := x.deflated
	d := strconv.AppendInt([]byte("<</Type/ObjStm/N "), int64(p.n), 10)
	d = strconv.AppendInt(append(d, "/First "...), int64(len(p.head)), 10)
	d = strconv.AppendInt(append(d, "/Filter/FlateDecode/Length "...), int64(len(data)), 10)
	x.Write(p.id, append(d, ">>"...), data)
	p.n, p.head, p.body = 0, p.head[:0], p.body[:0]
}

// trailer writes the cross-reference stream, which is also the trailer.
func (x *Writer) trailer(catalog, info int) {
	x.writePack()
	x.flush(0)
	start := x.written
	id := x.hash.Sum(nil)[:16]
	own := x.Next()
	x.at(own, start)
	width := (bits.Len64(uint64(start)) + 7) / 8
	x.deflated = deflate.Append(x.deflated[:0], x.rows(width))
	data := x.deflated
	d := strconv.AppendInt([]byte("<</Type/XRef/Size "), int64(len(x.table)+1), 10)
	d = strconv.AppendInt(append(d, "/W[1 "...), int64(width), 10)
	d = append(d, " 1]/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns "...)
	d = strconv.AppendInt(d, int64(width+2), 10)
	d = cos.AppendRef(append(d, ">>/Root "...), catalog)
	d = cos.AppendRef(append(d, "/Info "...), info)
	d = cos.AppendHex(append(d, "/ID[<"...), id)
	d = cos.AppendHex(append(d, "><"...), id)
	d = strconv.AppendInt(append(d, ">]/Length "...), int64(len(data)), 10)
	x.Write(own, append(d, ">>"...), data)
	x.buf = strconv.AppendInt(append(x.buf, "startxref\n"...), start, 10)
	x.buf = append(x.buf, "\n%%EOF\n"...)
}

// rows returns the rows of the cross-reference stream: type, place and index in an
// object stream, each row as its difference from the one before (PNG, 9.2: filter
// type 2).
func (x *Writer) rows(width int) []byte {
	size := width + 3
	b := make([]byte, 0, size*(len(x.table)+1))
	row, before := make([]byte, width+2), make([]byte, width+2)
	put := func(kind byte, place int64, index byte) {
		row[0], row[width+1] = kind, index
		for i := width; i > 0; i-- {
			row[i] = byte(place)
			place >>= 8
		}
		b = append(b, 2)
		for i := range row {
			b = append(b, row[i]-before[i])
		}
		row, before = before, row
	}
	put(0, 0, 255)
	for _, place := range x.table {
		if place&packedPlace != 0 {
			place &^= packedPlace
			put(2, int64(place/packObjects), byte(place%packObjects))
		} else {
			put(1, x.offsets[place], 0)
		}
	}
	return b
}
