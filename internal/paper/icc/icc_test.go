package icc

import (
	"math"
	"testing"
)

// TestProfile compares the computed colorants with those of the ICC's own sRGB v4 profile, to 4 decimals.
func TestProfile(t *testing.T) {
	got, _ := colorants()
	want := [3][3]float64{{0.4361, 0.2225, 0.0139}, {0.3851, 0.7169, 0.0971}, {0.1431, 0.0606, 0.7141}}
	for i := range want {
		for j := range want[i] {
			if math.Abs(got[i][j]-want[i][j]) > 0.0002 {
				t.Errorf("colorant %d: %v, not %v", i, got[i], want[i])
			}
		}
	}
	if p := SRGB(); len(p) > 600 || len(p)%4 != 0 {
		t.Errorf("the profile has %d bytes", len(p))
	}
}
