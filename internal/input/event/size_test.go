package event

import (
	"testing"

	"lanyard/internal/base/geom"
)

// TestParseSize reads sizes as people write them.
func TestParseSize(t *testing.T) {
	a6 := geom.Size{W: geom.MM(148), H: geom.MM(105)}
	inches, _ := geom.ParseLength("4in")
	for written, want := range map[string]geom.Size{
		"148mm x 105mm": a6, "148 x 105 mm": a6, "148x105mm": a6, "148 × 105 mm": a6, "14.8cm x 105mm": a6,
		"4 x 4 in": {W: inches, H: inches},
	} {
		if named, size, ok := ParseSize(written); !ok || size != want || named != "" {
			t.Errorf("%q: %q, %v, %v", written, named, size, ok)
		}
	}
	for written, want := range map[string]string{"A4": "A4", "Letter landscape": "Letter landscape", "Foolscap box": ""} {
		if named, _, ok := ParseSize(written); ok != (want != "") || named != want {
			t.Errorf("%q: %q, %v", written, named, ok)
		}
	}
	for _, bad := range []string{"", "4x6", "148 x 105", "0mm x 5mm", "4 mm x in", "4mm", "-4 x 4 mm", "4 x 4 x 4 mm"} {
		if named, size, ok := ParseSize(bad); ok {
			t.Errorf("%q: %q, %v", bad, named, size)
		}
	}
}
