package geom

import (
	"regexp"
	"testing"
)

// TestEveryUnit reads a length in each unit, and matches it with the pattern for editors.
func TestEveryUnit(t *testing.T) {
	for _, u := range units {
		if got, err := ParseLength("2" + u.suffix); err != nil || got != 2*u.unit {
			t.Errorf("2%s is %v, %v", u.suffix, got, err)
		}
		for _, pattern := range []string{LengthPattern, "^2" + UnitPattern + "$"} {
			if !regexp.MustCompile(pattern).MatchString("2" + u.suffix) {
				t.Errorf("%s does not match 2%s", pattern, u.suffix)
			}
		}
	}
}
