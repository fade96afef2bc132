// Package icc makes the ICC profile of sRGB, which archived PDF files embed as their
// output intent, and checks the profile of a press that an event brings instead.
package icc

import (
	"encoding/binary"
	"math"
	"slices"
	"unicode/utf16"
)

// The definition of sRGB. IEC 61966-2-1:1999 gives the chromaticities of the
// primaries and of the white point D65, and the curve; the profile connection
// space has the white point D50 (ISO 15076-1, 6.3.4.3), to which the Bradford
// matrix (ISO 15076-1, annex E) adapts.
var (
	primaries = [3][2]float64{{0.64, 0.33}, {0.30, 0.60}, {0.15, 0.06}}
	white     = [2]float64{0.3127, 0.3290}
	d50       = [3]float64{0.9642, 1, 0.8249}
	bradford  = matrix3{{0.8951, 0.2664, -0.1614}, {-0.7502, 1.7135, 0.0367}, {0.0389, -0.0685, 1.0296}}
	curve     = [5]float64{2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045}
)

// SRGB returns a matrix profile of version 4.2 for sRGB, some 500 bytes (ISO 15076-1,
// 8.3.3): eleven tags, of which the three curves share their data. It is the same
// each time.
func SRGB() []byte {
	colours, a := colorants()
	type element struct {
		tags []string
		data []byte
	}
	elements := []element{
		{[]string{"desc"}, unicodeElement("sRGB")},
		{[]string{"cprt"}, unicodeElement("Public domain")},
		{[]string{"wtpt"}, fixedElement("XYZ ", d50[:]...)},
		{[]string{"rXYZ"}, fixedElement("XYZ ", colours[0][:]...)},
		{[]string{"gXYZ"}, fixedElement("XYZ ", colours[1][:]...)},
		{[]string{"bXYZ"}, fixedElement("XYZ ", colours[2][:]...)},
		{[]string{"chad"}, fixedElement("sf32", slices.Concat(a[0][:], a[1][:], a[2][:])...)},
		{[]string{"rTRC", "gTRC", "bTRC"}, curveElement()},
	}
	const header, row = 128, 12
	count := 0
	for _, e := range elements {
		count += len(e.tags)
	}
	var table, data []byte
	table = binary.BigEndian.AppendUint32(table, uint32(count))
	for _, e := range elements {
		for _, tag := range e.tags {
			table = append(table, tag...)
			table = binary.BigEndian.AppendUint32(table, uint32(header+4+count*row+len(data)))
			table = binary.BigEndian.AppendUint32(table, uint32(len(e.data)))
		}
		data = append(data, e.data...)
		data = append(data, make([]byte, -len(data)&3)...)
	}
	return slices.Concat(profileHeader(header+len(table)+len(data)), table, data)
}

// profileHeader returns the 128 bytes of ISO 15076-1, 7.2.
func profileHeader(size int) []byte {
	h := make([]byte, 128)
	binary.BigEndian.PutUint32(h[0:], uint32(size))
	binary.BigEndian.PutUint32(h[8:], 0x04200000) // version 4.2, the newest that PDF 1.7 allows
	copy(h[12:], "mntrRGB XYZ ")
	for i, v := range []uint16{1999, 10, 18, 0, 0, 0} { // a fixed date in the month of the standard
		binary.BigEndian.PutUint16(h[24+2*i:], v)
	}
	copy(h[36:], "acsp")
	for i, v := range d50 {
		binary.BigEndian.PutUint32(h[68+4*i:], fixed(v))
	}
	return h
}

// unicodeElement is a multiLocalizedUnicodeType (10.13) with one text.
func unicodeElement(s string) []byte {
	u := utf16.Encode([]rune(s))
	b := append([]byte("mluc"), 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 12)
	b = append(b, "enUS"...)
	b = binary.BigEndian.AppendUint32(b, uint32(2*len(u)))
	b = binary.BigEndian.AppendUint32(b, 28)
	for _, c := range u {
		b = binary.BigEndian.AppendUint16(b, c)
	}
	return b
}

// fixedElement is an XYZType (10.31) or an s15Fixed16ArrayType (10.22).
func fixedElement(kind string, values ...float64) []byte {
	b := append([]byte(kind), 0, 0, 0, 0)
	for _, v := range values {
		b = binary.BigEndian.AppendUint32(b, fixed(v))
	}
	return b
}

// curveElement is a parametricCurveType (10.18) of function type 3, which is
// the curve of sRGB as the standard writes it.
func curveElement() []byte {
	b := append([]byte("para"), 0, 0, 0, 0, 0, 3, 0, 0)
	for _, v := range curve {
		b = binary.BigEndian.AppendUint32(b, fixed(v))
	}
	return b
}

// fixed returns v as s15Fixed16Number.
func fixed(v float64) uint32 { return uint32(int32(math.Round(v * 65536))) }

type matrix3 [3][3]float64

func (m matrix3) apply(v [3]float64) (w [3]float64) {
	for i := range w {
		w[i] = m[i][0]*v[0] + m[i][1]*v[1] + m[i][2]*v[2]
	}
	return w
}

func (m matrix3) times(n matrix3) (p matrix3) {
	for i := range p {
		for j := range p[i] {
			p[i][j] = m[i][0]*n[0][j] + m[i][1]*n[1][j] + m[i][2]*n[2][j]
		}
	}
	return p
}

// inverse returns the inverse of m by its cofactors.
func (m matrix3) inverse() (inv matrix3) {
	cofactor := func(i, j int) float64 {
		a, b, c, d := (i+1)%3, (i+2)%3, (j+1)%3, (j+2)%3
		return m[a][c]*m[b][d] - m[a][d]*m[b][c]
	}
	det := m[0][0]*cofactor(0, 0) + m[0][1]*cofactor(0, 1) + m[0][2]*cofactor(0, 2)
	for i := range inv {
		for j := range inv[i] {
			inv[i][j] = cofactor(j, i) / det
		}
	}
	return inv
}

// xyz returns the colour of luminance 1 with the given chromaticity.
func xyz(c [2]float64) [3]float64 {
	return [3]float64{c[0] / c[1], 1, (1 - c[0] - c[1]) / c[1]}
}

// colorants returns the three primaries in the profile connection space, and
// the matrix that adapts D65 to D50.
func colorants() (colours [3][3]float64, adaptation matrix3) {
	var m matrix3 // primaries as columns
	for j, c := range primaries {
		for i, v := range xyz(c) {
			m[i][j] = v
		}
	}
	// luminances that add up to white
	bright := m.inverse().apply(xyz(white))

	from, to := bradford.apply(xyz(white)), bradford.apply(d50)
	adaptation = bradford.inverse().times(matrix3{
		{to[0] / from[0]}, {0, to[1] / from[1]}, {0, 0, to[2] / from[2]},
	}.times(bradford))
	for j := range colours {
		colours[j] = adaptation.apply([3]float64{m[0][j] * bright[j], m[1][j] * bright[j], m[2][j] * bright[j]})
	}
	return colours, adaptation
}
