package deflate

import (
	"bytes"
	"encoding/binary"
	"hash/adler32"
	"math"
)

// Part is data that may be compressed once for many streams.
type Part struct {
	data   []byte
	packed []byte // blocks that refer to nothing before them and end at a whole byte; nil: data is stored
}

// NewPart compresses data for Joined. Data must not change afterwards.
func NewPart(data []byte) Part {
	c := compressors.Get().(*compressor)
	defer compressors.Put(c)
	c.begin(nil)
	c.add(data)
	if err := c.w.Flush(); err != nil { // RFC 1951: an empty block, up to the next whole byte
		panic("internal error: " + err.Error())
	}
	packed := bytes.Clone(c.out[len(header):])
	c.out = nil
	return Part{data, packed}
}

// Stored returns data as a part that is not compressed, for what is short and differs from stream to stream.
func Stored(data []byte) Part { return Part{data: data} }

// header is that of a zlib stream with a window of 32 kB: RFC 1950, 2.2.
const header = "\x78\x5e"

// Joined returns a stream of parts one after another.
func Joined(parts ...Part) []byte {
	size := len(header) + 6
	for _, p := range parts {
		size += len(p.packed) + 5
		if p.packed == nil {
			size += len(p.data)
		}
	}
	b, sum := append(make([]byte, 0, size), header...), adler32.New()
	for _, p := range parts {
		sum.Write(p.data)
		if p.packed != nil {
			b = append(b, p.packed...)
			continue
		}
		for rest := p.data; len(rest) > 0; { // RFC 1951, 3.2.4
			n := min(len(rest), math.MaxUint16)
			b = binary.LittleEndian.AppendUint16(append(b, 0), uint16(n))
			b = binary.LittleEndian.AppendUint16(b, ^uint16(n))
			b, rest = append(b, rest[:n]...), rest[n:]
		}
	}
	b = append(b, 3, 0) // the last block, which is empty
	return binary.BigEndian.AppendUint32(b, sum.Sum32())
}
