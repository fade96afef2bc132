package pdf

import (
	"math/bits"
	"strconv"

	"lanyard/internal/base/cos"
)

// Objects that are no streams lie compressed in object streams, and a
// cross-reference stream says where everything is (ISO 32000-1, 7.5.7 and
// 7.5.8; ISO 19005-2 allows both). A page of text has fifty objects of sixty
// bytes, so that is the half of its size.

// packObjects is how many objects lie in an object stream: a reader must
// inflate all of them to get one.
const packObjects = 128

// The table of a file has 4 bytes an object: a number in its list of offsets, or
// an object stream and a number in it. maxObjects leaves room for both.
const packedPlace = 1 << 31

// at notes where an object begins.
func (f *File) at(id int, offset int64) {
	f.table[id-1] = uint32(len(f.offsets))
	f.offsets = append(f.offsets, offset)
}

// pack is the object stream that is being filled.
type pack struct {
	id, n      int
	head, body []byte
}

// pack puts an object into the open object stream.
func (f *File) packed(id int, value []byte) {
	p := &f.pack
	if p.n == 0 {
		p.id = f.next()
	}
	f.table[id-1] = packedPlace | uint32(p.id*packObjects+p.n)
	p.head = append(strconv.AppendInt(p.head, int64(id), 10), ' ')
	p.head = append(strconv.AppendInt(p.head, int64(len(p.body)), 10), ' ')
	p.body = append(append(p.body, value...), '\n')
	if p.n++; p.n == packObjects {
		f.writePack()
	}
}

// writePack writes the open object stream.
func (f *File) writePack() {
	p := &f.pack
	if p.n == 0 {
		return
	}
	data := deflate(p.head, p.body)
	d := strconv.AppendInt([]byte("<</Type/ObjStm/N "), int64(p.n), 10)
	d = strconv.AppendInt(append(d, "/First "...), int64(len(p.head)), 10)
	d = strconv.AppendInt(append(d, "/Filter/FlateDecode/Length "...), int64(len(data)), 10)
	f.write(p.id, append(d, ">>"...), data)
	p.n, p.head, p.body = 0, p.head[:0], p.body[:0]
}

// trailer writes the cross-reference stream, which is the trailer too.
func (f *File) trailer(catalog, info int) {
	f.writePack()
	f.flush(0)
	start := f.written
	id := f.hash.Sum(nil)[:16]
	own := f.next()
	f.at(own, start)
	width := (bits.Len64(uint64(start)) + 7) / 8
	data := deflate(f.rows(width))
	d := strconv.AppendInt([]byte("<</Type/XRef/Size "), int64(len(f.table)+1), 10)
	d = strconv.AppendInt(append(d, "/W[1 "...), int64(width), 10)
	d = strconv.AppendInt(append(d, " 1]/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns "...), int64(width+2), 10)
	d = cos.AppendRef(append(d, ">>/Root "...), catalog)
	d = cos.AppendRef(append(d, "/Info "...), info)
	d = cos.AppendHex(append(d, "/ID[<"...), id)
	d = cos.AppendHex(append(d, "><"...), id)
	d = strconv.AppendInt(append(d, ">]/Length "...), int64(len(data)), 10)
	f.write(own, append(d, ">>"...), data)
	f.buf = strconv.AppendInt(append(f.buf, "startxref\n"...), start, 10)
	f.buf = append(f.buf, "\n%%EOF\n"...)
}

// rows returns the rows of the cross-reference stream, each as its difference
// to the one before (PNG, 9.2: filter type 2): kind, place, number in an object
// stream.
func (f *File) rows(width int) []byte {
	size := width + 3
	b := make([]byte, 0, size*(len(f.table)+1))
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
	for _, place := range f.table {
		if place&packedPlace != 0 {
			place &^= packedPlace
			put(2, int64(place/packObjects), byte(place%packObjects))
		} else {
			put(1, f.offsets[place], 0)
		}
	}
	return b
}
