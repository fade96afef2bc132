package pdf

import (
	"math"
	"strconv"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
)

// appendPoints writes l in points with at most three decimals.
func appendPoints(b []byte, l geom.Length) []byte {
	return cos.AppendThousandths(b, l.Millipoints())
}

// appendDecimal writes v with at most six decimals: parts of a colour, of a
// gradient or of a transform.
func appendDecimal(b []byte, v float64) []byte {
	v = math.Round(v*1e6) / 1e6
	return strconv.AppendFloat(b, v+0, 'f', -1, 64) // +0: no -0
}
