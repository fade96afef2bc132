package paint

import (
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
// Viewers that smooth a picture then blur no more than a quarter of a square to each side of an edge, and pairs of
// equal bits never make the letters E and I, by which some readers find the end of the data. readback.StencilAt reads
// it.
//
// left and top are as for AppendOutline, in a coordinate system that is turned clockwise by quarters of a full turn.
// The bits are turned instead of the picture: poppler draws the modules of turned pictures two pixels too wide or too
// narrow. A mosaic without dark squares paints nothing.
func AppendStencil(b []byte, m *geom.Mosaic, quarters int, left, top geom.Length) []byte {
	columns, rows := m.Columns(), len(m.Rows)
	if columns == 0 {
		return b
	}
	w, h := geom.Length(columns)*m.Step, geom.Length(rows)*m.Step
	at, sides := geom.Position{X: m.At.X, Y: m.At.Y + h}, [4]geom.Length{w, 0, 0, h}
	switch quarters & 3 {
	case 1:
		at.X, sides = at.X+w, [4]geom.Length{0, h, -w, 0}
	case 2:
		at.X, at.Y, sides = at.X+w, m.At.Y, [4]geom.Length{-w, 0, 0, -h}
	case 3:
		at.Y, sides = m.At.Y, [4]geom.Length{0, -h, w, 0}
	}
	b = append(b, "q "...)
	for _, side := range sides {
		if side == 0 {
			b = append(b, "0 "...)
		} else {
			b = append(strconv.AppendFloat(b, side.Points(), 'f', decimals, 64), ' ')
		}
	}
	if m = m.Turned(quarters); quarters%2 != 0 {
		columns, rows = rows, columns
	}
	b = append(AppendPosition(b, at, left, top), "cm\nBI/IM true/BPC 1/W "...)
	b = strconv.AppendInt(b, int64(2*columns), 10)
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
