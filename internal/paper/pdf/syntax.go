package pdf

import (
	"math"
	"strconv"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
)

// appendPoints writes l in points with at most three decimals: 1/1000 point is
// 0.35 µm, finer than any imagesetter, and short to write.
func appendPoints(b []byte, l geom.Length) []byte {
	return cos.AppendThousandths(b, thousandths(l))
}

// thousandths returns l in thousandths of a point, halves away from zero.
func thousandths(l geom.Length) int64 {
	n := int64(l) * 10 // in 1/127 of them
	if n < 0 {
		return (n - 63) / 127
	}
	return (n + 63) / 127
}

// appendDecimal writes v with at most six decimals: parts of a colour, of a
// gradient or of a transform.
func appendDecimal(b []byte, v float64) []byte {
	v = math.Round(v*1e6) / 1e6
	return strconv.AppendFloat(b, v+0, 'f', -1, 64) // +0: no -0
}
