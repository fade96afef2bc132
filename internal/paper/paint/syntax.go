package paint

import (
	"math"
	"strconv"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
)

// AppendPoints writes l in points with at most three decimals.
func AppendPoints(b []byte, l geom.Length) []byte {
	return cos.AppendThousandths(b, l.Millipoints())
}

// AppendDecimal writes v with at most six decimals: parts of a colour, of a
// gradient or of a transform.
func AppendDecimal(b []byte, v float64) []byte {
	v = math.Round(v*1e6) / 1e6
	return strconv.AppendFloat(b, v+0, 'f', -1, 64) // +0: no -0
}
