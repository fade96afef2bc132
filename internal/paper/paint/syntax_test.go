package paint

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

func TestPoints(t *testing.T) {
	for l, want := range map[geom.Length]string{
		0: "0", geom.Point: "1", -geom.Point: "-1", geom.Inch: "72", geom.MM(90): "255.118",
		geom.Point / 2: "0.5", geom.Point / 100: "0.01", geom.Point / 1000: "0.001", 6: "0", 7: "0.001", -7: "-0.001", -6: "0",
		123 * geom.Point / 10: "12.3",
	} {
		if got := string(AppendPoints(nil, l)); got != want {
			t.Errorf("%d EMU: %s, not %s", l, got, want)
		}
	}
	for range 10_000 {
		l := geom.Length(rand.Int64N(int64(2*page.MaxSide))) - page.MaxSide
		got, err := strconv.ParseFloat(string(AppendPoints(nil, l)), 64)
		if err != nil || math.Abs(got-l.Points()) > 0.0005+1e-9 {
			t.Fatalf("%d EMU: %v, %v", l, got, err)
		}
	}
}
