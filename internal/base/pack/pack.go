// Package pack puts values into bytes and takes them out again, for files that one build of the program writes and
// reads.
//
// A number is a varint of encoding/binary, a text its length and its bytes. There are no types and no names: a reader
// takes out what the writer has put in, in the same order. A file that another build may have written needs a mark of
// its own.
package pack

import (
	"encoding/binary"
	"errors"
)

// AppendInt appends a number.
func AppendInt(b []byte, n int) []byte { return binary.AppendVarint(b, int64(n)) }

// AppendBool appends a truth value.
func AppendBool(b []byte, v bool) []byte {
	if v {
		return append(b, 1)
	}
	return append(b, 0)
}

// Append appends a text or bytes.
func Append[T ~string | ~[]byte](b []byte, s T) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// Reader takes values out of bytes. After an error all values are zero, so that only the end of a reading needs to
// look.
type Reader struct {
	rest []byte
	err  error
}

// NewReader returns a Reader of b. What it returns shares the memory of b.
func NewReader(b []byte) *Reader { return &Reader{rest: b} }

// errTruncated is the error of bytes that end too soon or never were packed.
var errTruncated = errors.New("packed values: truncated or damaged")

// Err returns the first error; nil while there is none.
func (r *Reader) Err() error { return r.err }

// End returns the first error, which can be that bytes are left.
func (r *Reader) End() error {
	if r.err == nil && len(r.rest) > 0 {
		r.fail()
	}
	return r.err
}

func (r *Reader) fail() { r.err, r.rest = errTruncated, nil }

// Int returns a number.
func (r *Reader) Int() int {
	v, n := binary.Varint(r.rest)
	if n <= 0 {
		r.fail()
		return 0
	}
	r.rest = r.rest[n:]
	return int(v)
}

// Count returns the number of elements that follow, each of which takes one byte or more.
func (r *Reader) Count() int {
	n := r.Int()
	if n < 0 || n > len(r.rest) {
		r.fail()
		return 0
	}
	return n
}

// Bool returns a truth value.
func (r *Reader) Bool() bool {
	if len(r.rest) == 0 || r.rest[0] > 1 {
		r.fail()
		return false
	}
	v := r.rest[0] == 1
	r.rest = r.rest[1:]
	return v
}

// Bytes returns bytes, nil where there are none.
func (r *Reader) Bytes() []byte {
	size, n := binary.Uvarint(r.rest)
	if n <= 0 || size > uint64(len(r.rest)-n) {
		r.fail()
		return nil
	}
	b := r.rest[n : n+int(size) : n+int(size)]
	if r.rest = r.rest[n+int(size):]; size == 0 {
		return nil
	}
	return b
}

// Text returns a text.
func (r *Reader) Text() string { return string(r.Bytes()) }
