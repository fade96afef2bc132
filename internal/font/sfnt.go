package font

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Limits on what a font file may ask of us. A font is a program's input like
// any other: organisers bring their own.
const (
	maxFile       = 64 << 20 // bytes; the largest font here, Noto Sans SC, has 10.6 million
	maxDepth      = 8        // composites within composites; Noto stays under 4
	maxPoints     = 1 << 16  // points of one glyph with all its components; maxp counts them in 16 bits
	maxComponents = 1 << 10  // components of one glyph, counted through all levels
	minUnits      = 16       // units per em, OpenType 1.9 "head"
	maxUnits      = 16384    // units per em, OpenType 1.9 "head"
)

// big reads the numbers of a font file, which are big-endian throughout.
var big = binary.BigEndian

// directory cuts a font file into its tables. The tables are slices of data.
func directory(data []byte) (map[string][]byte, error) {
	if len(data) > maxFile {
		return nil, fmt.Errorf("%d bytes are more than the %d that are allowed", len(data), maxFile)
	}
	if len(data) < 12 {
		return nil, errors.New("not a font: too short")
	}
	switch tag := string(data[:4]); tag {
	case "\x00\x01\x00\x00", "true":
	case "OTTO":
		return nil, errors.New("an OpenType font with PostScript outlines (CFF): use its TrueType build (.ttf)")
	case "ttcf":
		return nil, errors.New("a font collection (.ttc): take the single font out of it and use that")
	case "wOFF", "wOF2":
		return nil, errors.New("a web font (.woff): use its TrueType build (.ttf)")
	default:
		return nil, fmt.Errorf("not a TrueType font: it begins with %q", tag)
	}
	n := int(big.Uint16(data[4:]))
	if len(data) < 12+16*n {
		return nil, errors.New("the table directory is cut off")
	}
	tables := make(map[string][]byte, n)
	for i := range n {
		entry := data[12+16*i:]
		tag := string(entry[:4])
		from, length := uint64(big.Uint32(entry[8:])), uint64(big.Uint32(entry[12:]))
		if from+length > uint64(len(data)) {
			return nil, fmt.Errorf("table %q lies outside the file", tag)
		}
		if _, twice := tables[tag]; twice {
			return nil, fmt.Errorf("table %q is there twice", tag)
		}
		tables[tag] = data[from : from+length : from+length]
	}
	return tables, nil
}

// need returns the table tag, which must have at least size bytes.
func need(tables map[string][]byte, tag string, size int) ([]byte, error) {
	t, ok := tables[tag]
	switch {
	case !ok:
		return nil, fmt.Errorf("table %q is missing", tag)
	case len(t) < size:
		return nil, fmt.Errorf("table %q has %d bytes, fewer than %d", tag, len(t), size)
	}
	return t, nil
}

// assemble writes a TrueType file from tables, whose tags must be distinct, and
// sets its checksums (OpenType 1.9, "Organization of an OpenType font"). One of
// the tables must be "head".
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
			clear(t.data[8:12]) // the file's checksum counts itself as zero
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
