package rehearse_test

import (
	"bytes"
	"fmt"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/impose"
	"lanyard/internal/paper/page"
	"lanyard/internal/work/rehearse"
)

// Every stock's test sheet can be drawn and measured.
func TestTestSheets(t *testing.T) {
	own := impose.Stock{Part: "own", Sheet: geom.Size{W: 210 * geom.Millimetre, H: 297 * geom.Millimetre}, Cell: geom.Size{W: 80 * geom.Millimetre, H: 40 * geom.Millimetre}, Centred: true}
	for _, s := range append(impose.Stocks(), own) {
		var sheet, picture bytes.Buffer
		if err := rehearse.TestSheet(&sheet, s); err != nil || !bytes.HasPrefix(sheet.Bytes(), []byte("%PDF-1.7")) {
			t.Errorf("%s: %v", s.Name(), err)
		}
		if err := rehearse.StockPicture(&picture, s); err != nil || picture.Len() == 0 || picture.Len() > sheet.Len() {
			t.Errorf("%s: %v", s.Name(), err)
		}
	}
}

// The crosses are 20 mm from the edges and reach 14 mm in each direction: on A4 all lines are between 6 mm and 210 - 6
// = 204 mm across, and between 6 and 297 - 6 = 291 mm down. The line to check is 100 mm long, starts at (210 - 100) / 2
// = 55 mm and is 42 mm above the lower edge. Eight lines of crosses and the three of the line to check are 22 segments.
// On a card, whose shorter side is less than three times 20 mm, the crosses are 8 mm from the edges and reach 4 mm.
func TestTestSheetArithmetic(t *testing.T) {
	for name, want := range map[string]string{
		"A4":   "(6mm, 6mm) 198mm x 285mm 22 segments",
		"CR80": "(4mm, 4mm) 77.6mm x 45.98mm 16 segments", // 85.6 - 8 and 53.98 - 8
	} {
		s, ok := impose.FindStock(name)
		if !ok {
			t.Fatal(name)
		}
		sides, err := rehearse.TestSides(s)
		if err != nil || len(sides) != 2 {
			t.Fatal(len(sides), err)
		}
		for i, side := range sides {
			lines := side.Items[len(side.Items)-2].(*page.Path)
			b := lines.Outline.Bounds()
			if got := fmt.Sprintf("(%s, %s) %s x %s %d segments", b.X, b.Y, b.W, b.H, len(lines.Outline)); got != want {
				t.Errorf("%s, side %d: %s, want %s", name, i, got, want)
			}
			if name != "A4" {
				continue
			}
			if check := lines.Outline[16:18]; check[0].P[0] != (geom.Position{X: geom.MM(55), Y: geom.MM(255)}) || check[1].P[0].X != geom.MM(155) {
				t.Errorf("the line to check is %v", check)
			}
		}
	}
}
