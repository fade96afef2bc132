package readback

import (
	"bytes"
	"strconv"
)

// Stencil is a picture of one bit a pixel that the current colour shows through, within the operators of a page: a
// code, as package pdf writes it.
type Stencil struct {
	W, H int    // pixels, at least 1
	Bits []byte // rows from the top, each beginning with a byte; the highest bit is leftmost, and 1 paints
}

// Stride returns how many bytes a row has.
func (s Stencil) Stride() int { return (s.W + 7) / 8 }

// StencilAt returns the stencil whose BI ends at an offset, and the offset after its EI. It reports false for any
// spelling but that of package pdf, and for data in which another program could find an EI: that program would go on
// there with operators that are not read here.
func StencilAt(operators []byte, at int) (s Stencil, end int, ok bool) {
	b := operators[at:]
	for _, side := range []struct {
		before string
		pixels *int
	}{{"/IM true/BPC 1/W ", &s.W}, {"/H ", &s.H}} {
		if b, ok = bytes.CutPrefix(b, []byte(side.before)); !ok {
			return s, 0, false
		}
		digits := len(b) - len(bytes.TrimLeft(b, "0123456789"))
		n, err := strconv.ParseUint(string(b[:digits]), 10, 24)
		if err != nil || n == 0 {
			return s, 0, false
		}
		b, *side.pixels = b[digits:], int(n)
	}
	b, ok = bytes.CutPrefix(b, []byte("/D[1 0]\nID "))
	size := s.Stride() * s.H
	if !ok || size > len(b) || bytes.Contains(b[:size], []byte("EI")) {
		return s, 0, false
	}
	s.Bits = b[:size:size]
	b, ok = bytes.CutPrefix(b[size:], []byte("\nEI\n"))
	return s, len(operators) - len(b), ok
}
