package paint

import (
	"math/bits"
	"strconv"

	"lanyard/internal/base/geom"
)

const decimals = 6 // of a point: all squares of a mosaic together are off by less than 0.1 µm

// AppendMosaic paints a mosaic as one box for each run of dark squares, in whole squares:
// less than half the size of its outline, even compressed. All boxes are one path,
// filled once, so that no renderer shows seams between them. left and top are as for AppendOutline.
func AppendMosaic(b []byte, m *geom.Mosaic, left, top geom.Length) []byte {
	b = append(b, "q "...)
	b = strconv.AppendFloat(b, m.Step.Points(), 'f', decimals, 64)
	b = append(b, " 0 0 "...)
	b = strconv.AppendFloat(b, -m.Step.Points(), 'f', decimals, 64)
	b = append(AppendPosition(append(b, ' '), m.At, left, top), "cm\n"...)
	m.Runs(func(x, y, n int) {
		b = append(strconv.AppendInt(b, int64(x), 10), ' ')
		b = append(strconv.AppendInt(b, int64(y), 10), ' ')
		b = append(strconv.AppendInt(b, int64(n), 10), " 1 re\n"...)
	})
	return append(b, "f\nQ\n"...)
}

// AppendStencil paints a mosaic as a picture of one bit a pixel that the current colour shows through (ISO 32000-1,
// 8.9.6.2), within the operators (8.9.7): a tenth of the operators of its boxes. Every square has two by two pixels.
// Viewers that smooth a picture then blur no more than a quarter of a square to each side of an edge, and pairs of equal
// bits never make the letters E and I, by which some readers find the end of the data. readback.StencilAt reads it.
// left and top are as for AppendOutline. A mosaic without dark squares paints nothing.
func AppendStencil(b []byte, m *geom.Mosaic, left, top geom.Length) []byte {
	var all [2]uint64
	for _, row := range m.Rows {
		all[0], all[1] = all[0]|row[0], all[1]|row[1]
	}
	columns, rows := bits.Len64(all[0]), len(m.Rows)
	if all[1] != 0 {
		columns = 64 + bits.Len64(all[1])
	}
	if columns == 0 {
		return b
	}
	w, h := geom.Length(columns)*m.Step, geom.Length(rows)*m.Step
	b = strconv.AppendFloat(append(b, "q "...), w.Points(), 'f', decimals, 64)
	b = strconv.AppendFloat(append(b, " 0 0 "...), h.Points(), 'f', decimals, 64)
	b = AppendPosition(append(b, ' '), geom.Position{X: m.At.X, Y: m.At.Y + h}, left, top)
	b = strconv.AppendInt(append(b, "cm\nBI/IM true/BPC 1/W "...), int64(2*columns), 10)
	b = strconv.AppendInt(append(b, "/H "...), int64(2*rows), 10)
	b = append(b, "/D[1 0]\nID "...)
	for _, row := range m.Rows {
		var line [geom.MaxMosaic / 4]byte
		n := 0
		for x := 0; x < columns; x += 4 {
			line[n] = pairs[row[x/64]>>(x%64)&15]
			n++
		}
		b = append(append(b, line[:n]...), line[:n]...)
	}
	return append(b, "\nEI\nQ\n"...)
}

// pairs are the eight pixels of four squares, of which the first is the lowest bit.
var pairs = func() (all [16]byte) {
	for four := range all {
		for x := range 4 {
			if four>>x&1 == 1 {
				all[four] |= 0xC0 >> (2 * x)
			}
		}
	}
	return all
}()
