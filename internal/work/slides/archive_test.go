package slides

import (
	"fmt"
	"testing"
)

// TestOfKind reads the relations of a slide that names several layouts: it is always the same one.
func TestOfKind(t *testing.T) {
	all := map[string]relation{"rId0": {"slideMaster", "master.xml"}}
	for i := range 9 {
		all[fmt.Sprint("rId", i+1)] = relation{"slideLayout", fmt.Sprintf("layout%d.xml", i+1)}
	}
	for range 10 {
		if part := ofKind(all, "slideLayout"); part != "layout1.xml" {
			t.Fatalf("the layout is %s", part)
		}
	}
	if part := ofKind(all, "theme"); part != "" {
		t.Errorf("the theme is %q", part)
	}
}
