package blueprint

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"lanyard/internal/base/geom"
)

// extent is a length along one side of the page or group that contains a box: a percentage of that side and a fixed
// length. "100% - 35mm" is 35 mm before the far end.
type extent struct {
	share float64 // 1 is the whole side
	plus  geom.Length
}

// maxShare limits shares: a box ten times as large as its page is a mistake.
const maxShare = 10

// extentPattern matches what UnmarshalText reads.
const extentPattern = `(^\s*[-+]?[0-9]+(\.[0-9]+)?\s*%(\s*[-+]\s*([0-9]+\.?[0-9]*|\.[0-9]+)\s*` +
	geom.UnitPattern + `)?\s*$)|(` + geom.LengthPattern + `)`

// UnmarshalText reads a length, a share or the sum of a share and a length: "5mm", "50%", "100% - 35mm".
func (m *extent) UnmarshalText(text []byte) error {
	share, rest, ok := strings.Cut(string(text), "%")
	if !ok {
		return (*length)(&m.plus).UnmarshalText(text)
	}
	v, err := strconv.ParseFloat(strings.TrimSpace(share), 64)
	if err != nil || math.IsNaN(v) || math.Abs(v) > 100*maxShare {
		return fmt.Errorf("%q is not a share of the page: write \"50%%\" or \"100%% - 35mm\"", text)
	}
	m.share = v / 100
	if rest = strings.TrimSpace(rest); rest == "" {
		return nil
	}
	sign, fixed := rest[0], strings.TrimSpace(rest[1:])
	if sign != '-' && sign != '+' || strings.HasPrefix(fixed, "-") || strings.HasPrefix(fixed, "+") {
		return fmt.Errorf("%q has no + or - behind its share: write \"100%% - 35mm\"", text)
	}
	plus, err := geom.ParseLength(fixed)
	if err != nil {
		return err
	}
	if m.plus = plus; sign == '-' {
		m.plus = -plus
	}
	return nil
}

// along returns m on a side of the given length.
func (m extent) along(side geom.Length) geom.Length { return side.Scale(m.share) + m.plus }

// pair returns two extents in a page or group of size in: along its width and along its height.
func pair(v []extent, in geom.Size) (across, down geom.Length) {
	return v[0].along(in.W), v[1].along(in.H)
}

// Extent returns written, an extent as at and size of a box have it, with its fixed part changed so that it is want
// along a side of the given length: "100% - 35mm" keeps its percentage, and a length keeps its unit. Fixed parts are
// rounded to a hundredth of a millimetre or to a thousandth of another unit. Text that is not an extent becomes a
// length.
func Extent(written string, side, want geom.Length) string {
	var m extent
	if err := m.UnmarshalText([]byte(written)); err != nil {
		m = extent{}
		written = ""
	} else if m.along(side) == want {
		return written
	}
	plus := want - side.Scale(m.share)
	share, _, shared := strings.Cut(written, "%")
	if !shared {
		return inUnitOf(written, plus)
	}
	share = strings.TrimSpace(share) + "%"
	switch fixed := inUnitOf(written, max(plus, -plus)); {
	case strings.HasPrefix(fixed, "0") && strings.Trim(fixed, "0mcinpt") == "":
		return share
	case plus < 0:
		return share + " - " + fixed
	default:
		return share + " + " + fixed
	}
}

// inUnitOf returns a length in the unit in which written ends, or else in millimetres.
func inUnitOf(written string, l geom.Length) string {
	unit, size, digits := "mm", geom.Millimetre, 100.0
	for _, u := range []struct {
		suffix string
		size   geom.Length
	}{{"cm", geom.Centimetre}, {"in", geom.Inch}, {"pt", geom.Point}} {
		if strings.HasSuffix(strings.TrimSpace(written), u.suffix) {
			unit, size, digits = u.suffix, u.size, 1000
		}
	}
	v := math.Round(float64(l)/float64(size)*digits) / digits
	return strconv.FormatFloat(v+0, 'f', -1, 64) + unit // +0 avoids -0
}

// Along returns how long an extent as at and size of a box have it is along a side of the given length; 0 for text that
// is not an extent.
func Along(written string, side geom.Length) geom.Length {
	var m extent
	if m.UnmarshalText([]byte(written)) != nil {
		return 0
	}
	return m.along(side)
}
