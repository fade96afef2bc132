package impose

import (
	"fmt"
	"strings"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

const millimetre = geom.Millimetre

var badge = mm(90, 65)

func paper(name string) Stock {
	s, ok := FindStock(name)
	if !ok {
		panic("there is no stock " + name)
	}
	return s
}

func grid(t testing.TB, w Wish) Plan {
	t.Helper()
	p, err := Grid(w)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Eight badges of 90 x 65 mm on A4: 5 mm margins leave 200 x 287 mm, so two columns (180) and four rows (260). With 3
// mm of bleed the gutter should be 6 mm: 180 + 6 = 186 and 260 + 3 x 6 = 278 both fit. The block begins at (210 - 186)
// / 2 = 12 mm and (297 - 278) / 2 = 9.5 mm. On the turned sheet, three columns would have only two rows with bleed: 2 x
// 65 + 6 = 136 of 200, and a third row needs 71 more.
func TestGridEightOnA4(t *testing.T) {
	p := grid(t, Wish{Stock: paper("A4"), Page: badge, Bleed: 3 * millimetre})
	if p.Columns != 2 || p.Rows != 4 || p.Pitch != mm(96, 71) || p.Turned || p.Sheet != a4 {
		t.Fatalf("%+v", p)
	}
	for i, want := range map[int]geom.Rect{
		0: badge.At(mmAt(12, 9.5)),
		1: badge.At(mmAt(108, 9.5)),
		7: badge.At(mmAt(108, 222.5)), // 9.5 + 3 x 71
	} {
		if got := p.CellBox(i); got != want {
			t.Errorf("cell %d is %+v, want %+v", i, got, want)
		}
	}
}

func TestGrid(t *testing.T) {
	gutter := 10 * millimetre
	for _, c := range []struct {
		name string
		wish Wish
		want string
	}{
		// The gutter shrinks where the bleed would cost a cell: 3 x 66 = 198 of 200 mm leave 1 mm between three
		// columns; 3 x 90 + 2 x 1 = 272.
		{"gutter gives way", Wish{Stock: paper("A4"), Page: mm(66, 90), Bleed: 3 * millimetre},
			"3x3 at 5mm 12.5mm pitch 67mm x 91mm on 210mm x 297mm"},
		{"as wished", Wish{Stock: paper("A4"), Page: badge, Columns: 1, Rows: 3},
			"1x3 at 60mm 51mm pitch 90mm x 65mm on 210mm x 297mm"},
		// 2 x 90 + 10 = 190 of 200; 3 x 65 + 2 x 10 = 215 of 287; a fourth row needs 75 more.
		{"given gutter", Wish{Stock: paper("A4"), Page: badge, Gutter: &gutter},
			"2x3 at 10mm 41mm pitch 100mm x 75mm on 210mm x 297mm"},
		// Upright, one column of 200 / 130 and three rows of 287 / 90 are 3 cells. Turned, 287 / 130 = 2 by 200 / 90 =
		// 2 are 4.
		{"turned holds more", Wish{Stock: paper("A4"), Page: mm(130, 90)},
			"2x2 at 18.5mm 15mm pitch 130mm x 90mm on 297mm x 210mm"},
		{"the paper turned", Wish{Stock: paper("A4"), Page: mm(297, 210)},
			"1x1 at 0mm 0mm pitch 297mm x 210mm on 297mm x 210mm"},
		{"turned holds it at all", Wish{Stock: paper("A5"), Page: mm(190, 100)},
			"1x1 at 10mm 24mm pitch 190mm x 100mm on 210mm x 148mm"},
		// A page of the size of the paper has no margin.
		{"the paper itself", Wish{Stock: paper("A6"), Page: mm(105, 148), Bleed: 3 * millimetre},
			"1x1 at 0mm 0mm pitch 105mm x 148mm on 105mm x 148mm"},
		// (215.9 - 203.2) / 2 = 6.35 and (279.4 - 228.6) / 2 = 25.4, as the maker states.
		{"cut stock", Wish{Stock: paper("avery5392"), Page: in(4, 3), Options: Options{Crop: true}},
			"2x3 at 6.35mm 25.4mm pitch 101.6mm x 76.2mm on 215.9mm x 279.4mm"},
		{"page turned in its cell", Wish{Stock: paper("DYMO 99014"), Page: mm(101, 54)},
			"1x1 at 0mm 0mm pitch 54mm x 101mm on 54mm x 101mm turned"},
		{"endless", Wish{Stock: paper("dk-22205"), Page: mm(62, 75)},
			"1x1 at 0mm 0mm pitch 62mm x 75mm on 62mm x 75mm"},
		{"endless, turned", Wish{Stock: paper("dk-22205"), Page: mm(90, 60)},
			"1x1 at 0mm 0mm pitch 62mm x 90mm on 62mm x 90mm turned"},
		// Cells of 85 x 54 centred on A4, without gaps: 210 / 85 = 2, 297 / 54 = 5; (210 - 170) / 2 = 20, (297 - 270) /
		// 2 = 13.5.
		{"own cells", Wish{Stock: Stock{Part: "own", Sheet: a4, Cell: mm(85, 54), Centred: true}, Page: mm(85, 54)},
			"2x5 at 20mm 13.5mm pitch 85mm x 54mm on 210mm x 297mm"},
		// From 15 mm on, 195 of 210 mm are left: two cells of 85 mm at a pitch of 95 need 95 + 85.
		{"own margins", Wish{Stock: Stock{Part: "own", Sheet: a4, Cell: mm(85, 54), First: mmAt(15, 13.5),
			Pitch: mm(95, 54)}, Page: mm(85, 54)}, "2x5 at 15mm 13.5mm pitch 95mm x 54mm on 210mm x 297mm"},
	} {
		p, err := Grid(c.wish)
		got := fmt.Sprintf("%dx%d at %s %s pitch %s on %s", p.Columns, p.Rows, p.First.X, p.First.Y, extent(p.Pitch),
			extent(p.Sheet))
		if p.Turned {
			got += " turned"
		}
		if err != nil || got != c.want {
			t.Errorf("%s: %s, %v, want %s", c.name, got, err, c.want)
		}
		if p.Crop {
			t.Errorf("%s: crop marks on stock that is cut", c.name)
		}
	}
}

func TestGridRefuses(t *testing.T) {
	for _, c := range []struct {
		wish Wish
		want string
	}{
		{Wish{Stock: paper("A4"), Page: mm(250, 205)},
			"a page of 250mm x 205mm does not fit on a sheet of 210mm x 297mm with 5mm of white margin"},
		{Wish{Stock: paper("A4"), Page: badge, Columns: 3, Rows: 4},
			"3 columns of 4 rows do not fit on the sheet, which holds 2 of 4"},
		{Wish{Stock: paper("5395"), Page: badge},
			"a page of 90mm x 65mm is larger than a cell of Avery 5395, which has 85.725mm x 59.267mm"},
		{Wish{Stock: Stock{Part: "own", Sheet: a4, Cell: badge, Columns: 3, Centred: true}, Page: badge},
			"3 columns of 1 rows with cells of 90mm x 65mm do not fit on the sheet of 210mm x 297mm"},
		{Wish{Stock: paper("A4")}, "a page of 0mm x 0mm cannot be placed"},
		{Wish{Stock: paper("DK-22205"), Page: badge},
			"a page of 90mm x 65mm is larger than a cell of Brother DK-22205, which has 62mm x 90mm"},
	} {
		if _, err := Grid(c.wish); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

// No two cells of a plan overlap, and on plain paper all are inside the printer's margin.
func TestCellsAreDisjoint(t *testing.T) {
	for _, cell := range []geom.Size{badge, mm(85.6, 53.98), mm(105, 74), mm(50, 30)} {
		for _, s := range Stocks() {
			if !s.Plain() || s.Endless() || s.Part == "A7" || s.Part == "A6" {
				continue
			}
			p := grid(t, Wish{Stock: s, Page: cell, Bleed: 2 * millimetre})
			room := p.Sheet.At(geom.Position{}).Inset(printerMargin)
			for i := range p.PerSheet() {
				a := p.CellBox(i)
				if !room.Contains(a) {
					t.Errorf("%s: cell %d at %+v leaves the margin", s.Name(), i, a)
				}
				for j := range i {
					if overlap(a, p.CellBox(j)) {
						t.Errorf("%s: cells %d and %d overlap", s.Name(), i, j)
					}
				}
			}
		}
	}
}

func overlap(a, b geom.Rect) bool {
	return a.X < b.Right() && b.X < a.Right() && a.Y < b.Bottom() && b.Y < a.Bottom()
}

func BenchmarkFront(b *testing.B) {
	p := grid(b, Wish{Stock: paper("A4"), Page: badge, Bleed: 3 * millimetre, Options: Options{Crop: true}})
	pages := make([]*page.Page, p.PerSheet())
	for i := range pages {
		pages[i] = &page.Page{Size: badge}
	}
	for b.Loop() {
		p.Front(pages)
	}
}
