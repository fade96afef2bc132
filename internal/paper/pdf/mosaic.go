package pdf

import (
	"strconv"

	"lanyard/internal/base/geom"
)

// mosaic paints a mosaic as one box for each run of dark squares, in whole squares:
// less than half the size of its outline, even compressed. All boxes are one path,
// filled once, so that no renderer shows seams between them.
func (p *pen) mosaic(m *geom.Mosaic) {
	const decimals = 6 // of a point: all squares together are off by less than 0.1 µm
	b := append(*p.raw, "q "...)
	b = strconv.AppendFloat(b, m.Step.Points(), 'f', decimals, 64)
	b = append(b, " 0 0 "...)
	b = strconv.AppendFloat(b, -m.Step.Points(), 'f', decimals, 64)
	b = append(p.xy(append(b, ' '), m.At), "cm\n"...)
	m.Runs(func(x, y, n int) {
		b = append(strconv.AppendInt(b, int64(x), 10), ' ')
		b = append(strconv.AppendInt(b, int64(y), 10), ' ')
		b = append(strconv.AppendInt(b, int64(n), 10), " 1 re\n"...)
	})
	*p.raw = append(b, "f\nQ\n"...)
}
