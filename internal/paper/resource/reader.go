// Package resource reads what the operators of a page refer to by name: colour spaces and their functions, gradients,
// fonts and pictures, as ISO 32000-1 defines them, into colours, outlines and pixels that a page can hold.
//
// It paints nothing. Package interpret executes operators and asks this room for what they name.
//
// What only other programs write is not read: fonts other than TrueType, functions in PostScript, gradients that are
// neither along an axis nor around one centre, compressions that package cos does not undo. Then a function returns
// false, and its caller says so.
//
// # Limits
//
// A file may name one font, table or picture again and again, so a Reader counts what it reads, in operators and in
// pixels, and its caller compares the counts with the budget of a page. What is read once from an object is kept.
package resource

import (
	"context"
	"fmt"
	"math"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

// MaxPixels is how many pixels a reader decodes in all: a photo of the largest cameras.
const MaxPixels = 60_000_000

const (
	listStep  = 4   // entries of a list that count for an operator
	glyphStep = 500 // operators that the outline of a glyph counts for when it is first read: it may have 65,000 points
)

// Reader reads the resources of one page of a file. It is for one goroutine.
type Reader struct {
	*cos.File

	Operators int // work done so far, as a number of operators; callers may add their own
	Pixels    int // of all pictures decoded so far

	ctx    context.Context
	fonts  map[cos.Ref]*Face
	images map[cos.Ref]*page.Image // opaque ones, as they are in the file
}

// New returns a reader of a file. When ctx ends, no more pictures are decoded.
func New(ctx context.Context, f *cos.File) *Reader {
	return &Reader{File: f, ctx: ctx, fonts: map[cos.Ref]*Face{}, images: map[cos.Ref]*page.Image{}}
}

// Entries counts a list of n entries: one that is read once may be used again and again.
func (r *Reader) Entries(n int) { r.Operators += n / listStep }

// farthest is how far from the page something is placed at most, in EMU: 1 km.
const farthest = 36_000_000_000

// Length rounds a number of EMU to a length of at most 1 km either way. NaN gives 0.
func Length(v float64) geom.Length {
	if math.IsNaN(v) {
		return 0
	}
	return geom.Length(math.Round(max(-farthest, min(farthest, v))))
}

// Box returns the corners of a rectangle, lower left first; false if v is none.
func (r *Reader) Box(v cos.Value) (b [4]float64, ok bool) {
	n, ok := r.Numbers(v, 4)
	if !ok {
		return b, false
	}
	return [4]float64{min(n[0], n[2]), min(n[1], n[3]), max(n[0], n[2]), max(n[1], n[3])}, true
}

// Numbers returns an array of n finite numbers, of any number of them if n is 0; false if v is none.
func (r *Reader) Numbers(v cos.Value, n int) ([]float64, bool) {
	v, err := r.Get(v)
	a, ok := v.(cos.Array)
	if err != nil || !ok || n > 0 && len(a) != n {
		return nil, false
	}
	r.Entries(len(a))
	out := make([]float64, len(a))
	for i, e := range a {
		if e, err = r.Get(e); err != nil {
			return nil, false
		}
		if out[i], ok = cos.Float(e); !ok || math.IsInf(out[i], 0) {
			return nil, false
		}
	}
	return out, true
}

// Matrix returns a matrix of six numbers; the identity if v is none.
func (r *Reader) Matrix(v cos.Value) geom.Matrix {
	n, ok := r.Numbers(v, 6)
	if !ok {
		return geom.Matrix{A: 1, D: 1}
	}
	return geom.Matrix{A: n[0], B: n[1], C: n[2], D: n[3], E: n[4], F: n[5]}
}

// Number returns the finite number that v is or refers to, or the usual one.
func (r *Reader) Number(v cos.Value, usual float64) float64 {
	v, err := r.Get(v)
	if n, ok := cos.Float(v); ok && err == nil && !math.IsInf(n, 0) {
		return n
	}
	return usual
}

// Dict returns the dictionary that v is or refers to, of a stream as well; nil if there is none.
func (r *Reader) Dict(v cos.Value) cos.Dict {
	v, err := r.Get(v)
	if err != nil {
		return nil
	}
	switch v := v.(type) {
	case cos.Dict:
		return v
	case *cos.Stream:
		return v.Dict
	}
	return nil
}

// Stream returns the stream that v refers to; false if there is none.
func (r *Reader) Stream(v cos.Value) (*cos.Stream, bool) {
	v, err := r.Get(v)
	s, ok := v.(*cos.Stream)
	return s, ok && err == nil
}

// Data returns the decoded content of the stream that v refers to. The errors are those of package cos.
func (r *Reader) Data(v cos.Value) ([]byte, error) {
	v, err := r.Get(v)
	if err != nil {
		return nil, err
	}
	if s, ok := v.(*cos.Stream); ok {
		return r.Decode(s)
	}
	return nil, fmt.Errorf("%T is not a stream", v)
}

// bytes returns a string or the content of a stream.
func (r *Reader) bytes(v cos.Value) ([]byte, bool) {
	v, err := r.Get(v)
	if err != nil {
		return nil, false
	}
	switch v := v.(type) {
	case cos.String:
		r.Entries(len(v))
		return []byte(v), true
	case *cos.Stream:
		b, err := r.Decode(v)
		r.Entries(len(b))
		return b, err == nil
	}
	return nil, false
}
