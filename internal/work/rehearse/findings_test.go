package rehearse

import (
	"slices"
	"strings"
	"testing"

	"lanyard/internal/base/geom"
	ink "lanyard/internal/paper/clash"
	"lanyard/internal/paper/layout"
)

// TestWarningsInOrder counts clashes and dense codes that are at the same place: their order is always the same.
func TestWarningsInOrder(t *testing.T) {
	boxes := []string{"a", "b", "c", "d", "e"}
	for range 10 {
		var f Findings
		f.dense, f.clashes = map[denseBox]density{}, map[clashed]clash{}
		for _, box := range slices.Backward(boxes) {
			f.dense[denseBox{"badge.toml", box}] = density{people: 1, modules: 61, file: "list.csv", row: 2}
			worst := layout.Fit{Clash: &ink.Clash{By: geom.Millimetre}}
			f.clashes[clashed{"badge.toml", 7, "name", box, false}] = clash{people: 1, worst: worst, file: "list.csv", row: 2}
		}
		if err := f.Err(); err != nil {
			t.Fatal(err)
		}
		var order []string
		for _, p := range f.Problems {
			for _, box := range boxes {
				if strings.Contains(p.Message, `"`+box+`"`) {
					order = append(order, p.Code+" "+box)
				}
			}
		}
		want := "qr-dense a,qr-dense b,qr-dense c,qr-dense d,qr-dense e," +
			"layout-clash a,layout-clash b,layout-clash c,layout-clash d,layout-clash e"
		if strings.Join(order, ",") != want {
			t.Fatalf("the order is %v", order)
		}
	}
}
