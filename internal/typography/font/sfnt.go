package font

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// MaxFile is the most bytes a font file may have: the largest CJK fonts have 33 million.
const MaxFile = 64 << 20

// Limits of a font file, which may come from an organiser.
const (
	maxDepth      = 8       // nested composites; Noto stays below 4
	maxPoints     = 1 << 16 // points of one glyph with all its components; maxp counts them in 16 bits
	maxComponents = 1 << 10 // components of one glyph, over all levels
	minUnits      = 16      // units per em, OpenType 1.9 "head"
	maxUnits      = 16384   // units per em, OpenType 1.9 "head"
)

// big reads the numbers of a font file, which are big-endian.
var big = binary.BigEndian

// file is a font file whose tables are read on demand: nine tenths of a font are outlines, of which a run needs a few
// hundred.
type file struct {
	data   io.ReaderAt
	tables map[string]section
}

// section is the position of a table in its file.
type section struct{ from, length int64 }

// directory finds the tables of a font file of the given size. data must be safe for concurrent reads.
func directory(data io.ReaderAt, size int64) (*file, error) {
	if size > MaxFile {
		return nil, fmt.Errorf("%d bytes exceed the limit of %d", size, MaxFile)
	}
	if size < 12 {
		return nil, errors.New("not a font: too short")
	}
	f := &file{data, map[string]section{}}
	head, err := f.read(section{0, 12})
	if err != nil {
		return nil, err
	}
	switch tag := string(head[:4]); tag {
	case "\x00\x01\x00\x00", "true":
	case "OTTO":
		return nil, errors.New("an OpenType font with PostScript outlines (CFF): use its TrueType build (.ttf)")
	case "ttcf":
		return nil, errors.New("a font collection (.ttc): extract the single font and use that")
	case "wOFF", "wOF2":
		return nil, errors.New("a web font (.woff): use its TrueType build (.ttf)")
	default:
		return nil, fmt.Errorf("not a TrueType font: it begins with %q", tag)
	}
	n := int64(big.Uint16(head[4:]))
	if size < 12+16*n {
		return nil, errors.New("the table directory is truncated")
	}
	entries, err := f.read(section{12, 16 * n})
	if err != nil {
		return nil, err
	}
	for ; len(entries) > 0; entries = entries[16:] {
		tag := string(entries[:4])
		s := section{int64(big.Uint32(entries[8:])), int64(big.Uint32(entries[12:]))}
		if s.from+s.length > size {
			return nil, fmt.Errorf("table %q lies outside the file", tag)
		}
		if _, twice := f.tables[tag]; twice {
			return nil, fmt.Errorf("table %q occurs twice", tag)
		}
		f.tables[tag] = s
	}
	return f, nil
}

// read returns a part of the file.
func (f *file) read(s section) ([]byte, error) {
	b := make([]byte, s.length)
	if n, err := f.data.ReadAt(b, s.from); n < len(b) {
		return nil, err
	}
	return b, nil
}

// table returns a table, or nil if the font has none of this name.
func (f *file) table(tag string) ([]byte, error) {
	s, ok := f.tables[tag]
	if !ok {
		return nil, nil
	}
	return f.read(s)
}

// need returns the table tag, which must have at least size bytes.
func (f *file) need(tag string, size int64) ([]byte, error) {
	s, ok := f.tables[tag]
	switch {
	case !ok:
		return nil, fmt.Errorf("table %q is missing", tag)
	case s.length < size:
		return nil, fmt.Errorf("table %q has %d bytes, fewer than %d", tag, s.length, size)
	}
	return f.read(s)
}

// assemble writes a TrueType file from tables with distinct tags, one of which must be "head", and sets its checksums
// (OpenType 1.9, "Organization of an OpenType font").
func assemble(tables []table) []byte {
	slices.SortFunc(tables, func(a, b table) int { return strings.Compare(a.tag, b.tag) })
	n := len(tables)
	size := 12 + 16*n
	for _, t := range tables {
		size += (len(t.data) + 3) &^ 3
	}
	pow, log := 1, 0
	for pow*2 <= n {
		pow, log = pow*2, log+1
	}
	out := make([]byte, 0, size)
	out = append(out, 0, 1, 0, 0)
	for _, v := range []int{n, pow * 16, log, (n - pow) * 16} {
		out = big.AppendUint16(out, uint16(v))
	}
	at, head := 12+16*n, 0
	for i := range tables {
		t := &tables[i]
		if t.tag == "head" {
			head = at
			t.data = slices.Clone(t.data)
			clear(t.data[8:12]) // the checksum of the file counts itself as zero
		}
		out = append(out, t.tag...)
		out = big.AppendUint32(out, checksum(t.data))
		out = big.AppendUint32(out, uint32(at))
		out = big.AppendUint32(out, uint32(len(t.data)))
		at += (len(t.data) + 3) &^ 3
	}
	for _, t := range tables {
		out = append(out, t.data...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	const magic = 0xB1B0AFBA // OpenType 1.9 "head", checksumAdjustment
	big.PutUint32(out[head+8:], magic-checksum(out))
	return out
}

// table is one table of a font file.
type table struct {
	tag  string
	data []byte
}

// checksum adds up the 32-bit words of b, padded with zeros.
func checksum(b []byte) uint32 {
	var sum uint32
	for ; len(b) >= 4; b = b[4:] {
		sum += big.Uint32(b)
	}
	var tail [4]byte
	copy(tail[:], b)
	return sum + big.Uint32(tail[:])
}
