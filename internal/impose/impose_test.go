package impose

import (
	"strings"
	"testing"

	"lanyard/internal/geom"
	"lanyard/internal/page"
)

const mm = geom.Millimetre

var badge = geom.Size{W: 90 * mm, H: 65 * mm}

// Eight badges of 90 x 65 mm on A4: inside margins of 5 mm there are 200 x 287
// mm, so two columns (180) and four rows (260). With 3 mm of bleed the gutter
// wants 6 mm: 180 + 6 = 186 and 260 + 3 x 6 = 278 both fit. The block begins at
// (210 - 186) / 2 = 12 mm and (297 - 278) / 2 = 9.5 mm.
func TestGridEightOnA4(t *testing.T) {
	p, err := Grid(Wish{Sheet: sheets["A4"], Cell: badge, Bleed: 3 * mm, Marks: true})
	if err != nil {
		t.Fatal(err)
	}
	if p.Columns != 2 || p.Rows != 4 || p.Gutter != 6*mm {
		t.Fatalf("%d x %d with gutter %s", p.Columns, p.Rows, p.Gutter)
	}
	for i, want := range map[int]geom.Rect{
		0: {X: 12 * mm, Y: geom.MM(9.5), W: 90 * mm, H: 65 * mm},
		1: {X: 108 * mm, Y: geom.MM(9.5), W: 90 * mm, H: 65 * mm},
		7: {X: 108 * mm, Y: geom.MM(222.5), W: 90 * mm, H: 65 * mm}, // 9.5 + 3 x 71
	} {
		if got := p.CellBox(i); got != want {
			t.Errorf("cell %d is %+v, want %+v", i, got, want)
		}
	}
}

// The gutter gives way where the bleed would cost a cell: 3 x 66 = 198 of
// 200 mm leave 1 mm between three columns.
func TestGridGutterGivesWay(t *testing.T) {
	p, err := Grid(Wish{Sheet: sheets["A4"], Cell: geom.Size{W: 66 * mm, H: 90 * mm}, Bleed: 3 * mm})
	if err != nil || p.Columns != 3 || p.Gutter != 1*mm {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestGridRefuses(t *testing.T) {
	_, err := Grid(Wish{Sheet: sheets["A4"], Cell: geom.Size{W: 297 * mm, H: 210 * mm}})
	if err == nil || !strings.Contains(err.Error(), "297mm x 210mm does not fit on a sheet of 210mm x 297mm") {
		t.Errorf("got %v", err)
	}
}

func TestGridAsWished(t *testing.T) {
	w := Wish{Sheet: sheets["A4"], Cell: badge, Columns: 1, Rows: 3}
	if p, err := Grid(w); err != nil || p.Columns != 1 || p.Rows != 3 {
		t.Errorf("%+v, %v", p, err)
	}
	w.Columns = 3
	if _, err := Grid(w); err == nil || !strings.Contains(err.Error(), "3 columns of 3 rows do not fit on the sheet, which holds 2 of 4") {
		t.Errorf("got %v", err)
	}
}

func TestSheetNamesAreKnown(t *testing.T) {
	if len(SheetNames()) != len(sheets) {
		t.Error("a sheet has no name in SheetNames")
	}
	for _, n := range SheetNames() {
		if _, ok := SheetSize(n); !ok {
			t.Errorf("sheet %s has no size", n)
		}
	}
}

// No two cells overlap, and all lie inside the printer's margin.
func TestCellsAreDisjoint(t *testing.T) {
	for _, cell := range []geom.Size{badge, {W: geom.MM(85.6), H: geom.MM(53.98)}, {W: 105 * mm, H: 74 * mm}, {W: 50 * mm, H: 30 * mm}} {
		for _, name := range SheetNames() {
			p, err := Grid(Wish{Sheet: sheets[name], Cell: cell, Bleed: 2 * mm, Marks: true})
			if err != nil {
				t.Fatal(err)
			}
			room := p.Sheet.At(geom.Position{}).Inset(printerMargin)
			for i := range p.PerSheet() {
				a := p.CellBox(i)
				if !room.Contains(a) {
					t.Errorf("%s: cell %d at %+v leaves the margin", name, i, a)
				}
				for j := range i {
					if b := p.CellBox(j); a.X < b.Right() && b.X < a.Right() && a.Y < b.Bottom() && b.Y < a.Bottom() {
						t.Errorf("%s: cells %d and %d overlap", name, i, j)
					}
				}
			}
		}
	}
}

// A sheet that three badges leave half empty has marks for two rows only, and
// each page is clipped to half of the gutter towards its neighbour.
func TestPlaceShortSheet(t *testing.T) {
	p, err := Grid(Wish{Sheet: sheets["A4"], Cell: badge, Bleed: 3 * mm, Marks: true})
	if err != nil {
		t.Fatal(err)
	}
	pg := &page.Page{Size: badge, Bleed: 3 * mm, Lang: "en"}
	sheet := p.Place([]*page.Page{pg, pg, pg})
	if len(sheet.Items) != 4 || sheet.Size != p.Sheet || sheet.Lang != "en" {
		t.Fatalf("%d items on %+v in %q", len(sheet.Items), sheet.Size, sheet.Lang)
	}
	g := sheet.Items[1].(*page.Group)
	if want := (geom.Rect{X: -3 * mm, Y: -3 * mm, W: 96 * mm, H: 71 * mm}); g.Clip.Bounds() != want {
		t.Errorf("clip is %+v, want %+v", g.Clip.Bounds(), want)
	}
	marks := sheet.Items[3].(*page.Path)
	// Four vertical cuts and four horizontal ones, a stroke at both ends of each.
	strokes := 0
	for _, s := range marks.Outline {
		if s.Verb == geom.MoveTo {
			strokes++
		}
	}
	if strokes != 16 {
		t.Errorf("%d crop marks, want 16", strokes)
	}
	// The second row ends at 9.5 + 71 + 65 = 145.5 mm; its marks at + 3 + 5.
	if b := marks.Outline.Bounds(); b.Bottom() != geom.MM(153.5) || b.Y != geom.MM(1.5) {
		t.Errorf("marks reach from %s to %s", b.Y, b.Bottom())
	}
	for i := range 3 {
		for _, s := range marks.Outline {
			if in := p.CellBox(i).Inset(-3*mm + 1); s.Verb != geom.Close && inside(in, s.P[0]) {
				t.Errorf("a mark begins in the bleed of cell %d at %v", i, s.P[0])
			}
		}
	}
}

func inside(r geom.Rect, p geom.Position) bool {
	return p.X > r.X && p.X < r.Right() && p.Y > r.Y && p.Y < r.Bottom()
}

// Cells without a gutter share one cut.
func TestSharedCuts(t *testing.T) {
	if got := cuts(10, 5, 0, 3); len(got) != 4 || got[3] != 25 {
		t.Errorf("cuts = %v", got)
	}
	if got := cuts(10, 5, 2, 2); len(got) != 4 || got[2] != 17 {
		t.Errorf("cuts = %v", got)
	}
}

func BenchmarkPlace(b *testing.B) {
	p, err := Grid(Wish{Sheet: sheets["A4"], Cell: badge, Bleed: 3 * mm, Marks: true})
	if err != nil {
		b.Fatal(err)
	}
	pages := make([]*page.Page, p.PerSheet())
	for i := range pages {
		pages[i] = &page.Page{Size: badge}
	}
	for b.Loop() {
		p.Place(pages)
	}
}
