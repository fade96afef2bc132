package pdf

import (
	"bytes"
	"sync"

	"github.com/klauspost/compress/zlib"
)

// deflater is a compressor that outlives one stream: making one costs more
// than most of our streams.
type deflater struct {
	w   *zlib.Writer
	out []byte
}

// Write takes what the compressor puts out.
func (d *deflater) Write(b []byte) (int, error) {
	d.out = append(d.out, b...)
	return len(b), nil
}

var deflaters = sync.Pool{New: func() any {
	d := new(deflater)
	w, err := zlib.NewWriterLevel(d, level)
	if err != nil {
		panic("internal error: " + err.Error())
	}
	d.w = w
	return d
}}

// pack returns the parts, one after the other, compressed for FlateDecode. The
// result is good until d is used again.
func (d *deflater) pack(parts ...[]byte) []byte {
	d.out = d.out[:0]
	d.w.Reset(d)
	for _, data := range parts {
		if _, err := d.w.Write(data); err != nil {
			panic("internal error: " + err.Error())
		}
	}
	if err := d.w.Close(); err != nil {
		panic("internal error: " + err.Error())
	}
	return d.out
}

// deflate returns the parts, one after the other, compressed for FlateDecode.
// Same data, same bytes.
func deflate(parts ...[]byte) []byte {
	d := deflaters.Get().(*deflater)
	defer deflaters.Put(d)
	return bytes.Clone(d.pack(parts...))
}
