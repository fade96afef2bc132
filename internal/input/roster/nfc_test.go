package roster

import (
	"testing"

	"golang.org/x/text/unicode/norm"
)

// TestComposes checks that texts of characters that compose with nothing are in
// normalisation form C, in every order of two.
func TestComposes(t *testing.T) {
	var inert []rune
	for r := rune(0); r <= 0x1ffff; r++ {
		if !composes(r) && (r < 0xd800 || r > 0xdfff) {
			inert = append(inert, r)
			if !norm.NFC.IsNormalString(string(r)) {
				t.Errorf("U+%04X is not in form C by itself", r)
			}
			p := norm.NFC.PropertiesString(string(r))
			if p.CCC() != 0 || !p.BoundaryBefore() {
				t.Errorf("U+%04X combines with what is before it", r)
			}
		}
	}
	if len(inert) < 30_000 {
		t.Errorf("%d characters", len(inert))
	}
}
