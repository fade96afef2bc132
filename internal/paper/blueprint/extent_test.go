package blueprint

import (
	"math/rand/v2"
	"testing"

	"lanyard/internal/base/geom"
)

// A moved extent keeps its percentage and its unit, and gives the wanted position.
func TestExtent(t *testing.T) {
	side := 200 * geom.Millimetre
	for _, tc := range []struct {
		written, want string
		at            geom.Length
	}{
		{"5mm", "7.25mm", geom.MM(7.25)},
		{"5mm", "-1mm", geom.MM(-1)},
		{"0", "3mm", geom.MM(3)},
		{" 1in ", "2in", 2 * geom.Inch},
		{"2.5cm", "3.125cm", geom.MM(31.25)},
		{"12pt", "13pt", geom.Pt(13)},
		{"100% - 35mm", "100% - 40mm", geom.MM(160)},
		{"100% - 35mm", "100%", geom.MM(200)},
		{"100%-35mm", "100% + 1.5mm", geom.MM(201.5)},
		{"50%", "50% - 0.1mm", geom.MM(99.9)},
		{"50%", "50%", geom.MM(100)},
		{"50% + 1in", "50% + 2in", geom.MM(100) + 2*geom.Inch},
		{"100%-35mm", "100%-35mm", geom.MM(165)},
		{"wide", "4mm", geom.MM(4)},
	} {
		if got := Extent(tc.written, side, tc.at); got != tc.want {
			t.Errorf("%q at %s: %q, want %q", tc.written, tc.at, got, tc.want)
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 1000 {
		side, at := geom.MM(r.Float64()*500), geom.Length(r.IntN(int(500*geom.Millimetre)))
		for _, written := range []string{"1mm", "50%", "33.3% + 2mm", "100% - 1cm", "0%+3pt", "2in"} {
			var m extent
			if err := m.UnmarshalText([]byte(Extent(written, side, at))); err != nil {
				t.Fatal(err)
			}
			if off := m.along(side) - at; off > geom.Millimetre/39 || off < -geom.Millimetre/39 {
				t.Fatalf("%q of %s moved to %s is %s off", written, side, at, off)
			}
		}
	}
}
