// Package deflate compresses data for the FlateDecode filter of PDF (ISO 32000-1,
// 7.4.4): the zlib format, and the same bytes for the same data every time.
//
// Compressors are pooled, because making one costs more than compressing most of
// our streams. Every function may be called by several goroutines at once.
package deflate

import (
	"bytes"
	"sync"

	"github.com/klauspost/compress/zlib"
)

// level is the effort of compression. Level 5 of klauspost/compress makes page
// content as small as level 6 of the standard library in a sixth of the time.
const level = 5

// compressor outlives the stream it compresses.
type compressor struct {
	w       *zlib.Writer
	out     []byte // the output of the current stream
	scratch []byte // kept from one stream to the next
}

// Write takes the output of the zlib writer.
func (c *compressor) Write(b []byte) (int, error) {
	c.out = append(c.out, b...)
	return len(b), nil
}

var compressors = sync.Pool{New: func() any {
	c := new(compressor)
	w, err := zlib.NewWriterLevel(c, level)
	if err != nil {
		panic("internal error: " + err.Error())
	}
	c.w = w
	return c
}}

// begin starts a stream whose output is appended to dst.
func (c *compressor) begin(dst []byte) {
	c.out = dst
	c.w.Reset(c)
}

// add compresses b. Writing to memory cannot fail.
func (c *compressor) add(b []byte) {
	if _, err := c.w.Write(b); err != nil {
		panic("internal error: " + err.Error())
	}
}

// end completes the stream and returns its output, which the compressor forgets.
func (c *compressor) end() []byte {
	if err := c.w.Close(); err != nil {
		panic("internal error: " + err.Error())
	}
	out := c.out
	c.out = nil
	return out
}

// Append compresses the concatenation of parts and appends the result to dst.
func Append(dst []byte, parts ...[]byte) []byte {
	c := compressors.Get().(*compressor)
	defer compressors.Put(c)
	c.begin(dst)
	for _, part := range parts {
		c.add(part)
	}
	return c.end()
}

// Bytes compresses the concatenation of parts. The result has no spare capacity.
func Bytes(parts ...[]byte) []byte {
	c := compressors.Get().(*compressor)
	defer compressors.Put(c)
	c.begin(c.scratch[:0])
	for _, part := range parts {
		c.add(part)
	}
	c.scratch = c.end()
	return bytes.Clone(c.scratch)
}

// Rows compresses rows 0 to n-1 one after the other. A row is not used after the
// next one has been asked for. The only errors are those of row.
func Rows(n int, row func(y int) ([]byte, error)) ([]byte, error) {
	c := compressors.Get().(*compressor)
	defer compressors.Put(c)
	c.begin(nil)
	for y := range n {
		b, err := row(y)
		if err != nil {
			c.out = nil
			return nil, err
		}
		c.add(b)
	}
	return c.end(), nil
}
