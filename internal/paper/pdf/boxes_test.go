package pdf

import (
	"bytes"
	"strings"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

// TestBoxes checks what a print shop trims by (ISO 32000-1, 14.11.2). A badge of
// 90 x 65 mm is 255.118 x 184.252 points; with 3 mm of bleed, 8.504 points, on
// every side it is 272.126 x 201.26, and the trim begins at 8.504. A slug of 5 mm
// more, 14.173 points, is paper around both. A sheet without bleed has three
// boxes that are equal.
func TestBoxes(t *testing.T) {
	size := geom.Size{W: geom.MM(90), H: geom.MM(65)}
	for _, c := range []struct {
		name string
		page page.Page
		want [3]string // MediaBox, BleedBox, TrimBox
	}{
		{"plain", page.Page{Size: size}, [3]string{"0 0 255.118 184.252", "0 0 255.118 184.252", "0 0 255.118 184.252"}},
		{"bleed", page.Page{Size: size, Bleed: geom.MM(3)}, [3]string{"0 0 272.126 201.26", "0 0 272.126 201.26", "8.504 8.504 263.622 192.756"}},
		{"slug", page.Page{Size: size, Bleed: geom.MM(3), Slug: geom.MM(5)}, [3]string{"0 0 300.472 229.606", "14.173 14.173 286.299 215.433", "22.677 22.677 277.795 206.929"}},
	} {
		c.page.Items = []page.Item{&page.Path{Outline: geom.Box(geom.Rect{W: geom.MM(10), H: geom.MM(10)}), Fill: &page.Paint{}}}
		var b bytes.Buffer
		if err := Write(&b, Meta{}, []*page.Page{&c.page}); err != nil {
			t.Fatal(err)
		}
		for i, kind := range []string{"MediaBox", "BleedBox", "TrimBox"} {
			if found := strings.Trim(string(open(t, b.Bytes()).pages()[0].get(kind)), "[ ]"); found != c.want[i] {
				t.Errorf("%s: the %s is %q, want %q", c.name, kind, found, c.want[i])
			}
		}
	}
}
