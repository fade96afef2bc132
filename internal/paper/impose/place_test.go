package impose

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

// blank returns n empty pages of a size.
func blank(n int, size geom.Size, bleed geom.Length) []*page.Page {
	pages := make([]*page.Page, n)
	for i := range pages {
		pages[i] = &page.Page{Size: size, Bleed: bleed, Lang: "en"}
	}
	return pages
}

func dump(t *testing.T, p *page.Page) string {
	t.Helper()
	var b strings.Builder
	if err := page.Dump(&b, p); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(b.String())
}

// Each option has a golden, with its arithmetic above it.
func TestFrontGoldens(t *testing.T) {
	a4badges := func(o Options) Wish {
		return Wish{Stock: paper("A4"), Page: badge, Bleed: 3 * millimetre, Options: o}
	}
	for _, c := range []struct {
		name  string
		wish  Wish
		cells []bool // cells with a page
		want  string
	}{
		// Cells begin at 12 and 108 mm across, at 9.5 and 80.5 mm down. 3 mm of bleed extend beyond the trim on every
		// side: on outer sides all of the bleed, on inner sides half of the gutter of 6 mm.
		{"bleed", a4badges(Options{}), []bool{true, true, true}, `
page 210mm x 297mm bleed 0mm lang "en"
  group (12mm, 9.5mm) turn 0 clip (-3mm, -3mm) 96mm x 71mm section lang "en"
  group (108mm, 9.5mm) turn 0 clip (-3mm, -3mm) 96mm x 71mm section lang "en"
  group (12mm, 80.5mm) turn 0 clip (-3mm, -3mm) 96mm x 71mm section lang "en"`},
		// Three badges use two columns and two rows: four cuts across, four down, with a mark at both ends of each: 16
		// marks of two segments. They begin 3 mm outside the block and are 5 mm long: from 9.5 - 8 = 1.5 to 80.5 + 65 +
		// 8 = 153.5 mm, and from 12 - 8 = 4 to 198 + 8 = 206 mm.
		{"crop marks of a short sheet", a4badges(Options{Crop: true}), []bool{true, true, true}, `
page 210mm x 297mm bleed 0mm lang "en"
  group (12mm, 9.5mm) turn 0 clip (-3mm, -3mm) 96mm x 71mm section lang "en"
  group (108mm, 9.5mm) turn 0 clip (-3mm, -3mm) 96mm x 71mm section lang "en"
  group (12mm, 80.5mm) turn 0 clip (-3mm, -3mm) 96mm x 71mm section lang "en"
  path (4mm, 1.5mm) 202mm x 152mm 32 segments stroke #000000 0.25pt`},
		// A single page in cell 5, on the right of the third row, which begins at 9.5 + 2 x 71 = 151.5 mm: two cuts
		// across and two down, 8 marks, from 151.5 - 8 = 143.5 mm, 65 + 16 = 81 mm high and 90 + 16 wide.
		{"start of a part-used sheet", a4badges(Options{Crop: true}), []bool{5: true}, `
page 210mm x 297mm bleed 0mm lang "en"
  group (108mm, 151.5mm) turn 0 clip (-3mm, -3mm) 96mm x 71mm section lang "en"
  path (100mm, 143.5mm) 106mm x 81mm 16 segments stroke #000000 0.25pt`},
		// Two outlines of five segments each, from the first cell to the second.
		{"outlines", a4badges(Options{Outlines: true}), []bool{true, true}, `
page 210mm x 297mm bleed 0mm lang "en"
  group (12mm, 9.5mm) turn 0 clip (-3mm, -3mm) 96mm x 71mm section lang "en"
  group (108mm, 9.5mm) turn 0 clip (-3mm, -3mm) 96mm x 71mm section lang "en"
  path (12mm, 9.5mm) 186mm x 65mm 10 segments stroke #969696 0.25pt`},
		// The centre of a target is 3 + 3 mm outside the cells and its arms reach 3 mm further, so it needs 9 mm: there
		// are 12 mm at the left and right, and 9.5 at the top and bottom. The box around all targets begins at 12 - 9 =
		// 3 and 9.5 - 9 = 0.5 mm. A circle has 6 segments, a cross 4.
		{"registration", a4badges(Options{Registration: true}), []bool{true}, `
page 210mm x 297mm bleed 0mm lang "en"
  group (12mm, 9.5mm) turn 0 clip (-3mm, -3mm) 96mm x 71mm section lang "en"
  path (3mm, 0.5mm) 204mm x 296mm 40 segments stroke spot(All,100) 0.25pt`},
		// Everything is moved 0.5 mm to the right and 0.3 mm up.
		{"offset", a4badges(Options{FrontShift: mmAt(0.5, -0.3)}), []bool{true}, `
page 210mm x 297mm bleed 0mm lang "en"
  group (0.5mm, -0.3mm) turn 0
    group (12mm, 9.5mm) turn 0 clip (-3mm, -3mm) 96mm x 71mm section lang "en"`},
		// A tent of 90 x 130 mm: 200 / 90 = 2 columns, 287 / 130 = 2 rows. The
		// gutters are 6 mm: the block is 186 x 266 mm and begins at 12 and
		// 15.5 mm. The fold of the first row is at 15.5 + 65 = 80.5 mm; its
		// marks reach from 12 - 8 = 4 mm to 206 mm.
		{"tent", Wish{Stock: paper("A4"), Page: FoldedSize(badge, Tent), Bleed: 3 * millimetre,
			Options: Options{Fold: Tent}}, []bool{true, true}, `
page 210mm x 297mm bleed 0mm lang "en"
  group (12mm, 15.5mm) turn 0 clip (-3mm, -3mm) 96mm x 136mm section lang "en"
  group (108mm, 15.5mm) turn 0 clip (-3mm, -3mm) 96mm x 136mm section lang "en"
  path (4mm, 80.5mm) 202mm x 0mm 4 segments stroke #000000 0.25pt dash 1mm dash 1mm`},
		// A butterfly of 180 x 65 mm, four of them: 4 x 65 + 3 x 6 = 278, so
		// the block begins at 15 and 9.5 mm, with the fold at 15 + 90 = 105 mm.
		// The marks reach from 1.5 mm down to 9.5 + 65 + 8 = 82.5 mm.
		{"butterfly", Wish{Stock: paper("A4"), Page: FoldedSize(badge, Butterfly), Bleed: 3 * millimetre,
			Options: Options{Fold: Butterfly}}, []bool{true}, `
page 210mm x 297mm bleed 0mm lang "en"
  group (15mm, 9.5mm) turn 0 clip (-3mm, -3mm) 186mm x 71mm section lang "en"
  path (105mm, 1.5mm) 0mm x 81mm 4 segments stroke #000000 0.25pt dash 1mm dash 1mm`},
		// A badge of 90 x 65 mm in a cell of 101.6 x 76.2 mm at 6.35, 25.4 mm leaves 5.8 and 5.6 mm at its sides. That
		// is more than its bleed, which is not painted. It begins at 6.35 + 5.8 = 12.15 and 25.4 + 5.6 = 31 mm.
		{"cut stock, smaller page", Wish{Stock: paper("Avery 5392"), Page: badge, Bleed: 3 * millimetre,
			Options: Options{Crop: true}}, []bool{true}, `
page 215.9mm x 279.4mm bleed 0mm lang "en"
  group (12.15mm, 31mm) turn 0 clip (0mm, 0mm) 90mm x 65mm section lang "en"`},
		// The cells touch, so there is bleed only on the outer sides.
		{"cut stock without gaps", Wish{Stock: paper("Avery 5392"), Page: in(4, 3), Bleed: 3 * millimetre},
			[]bool{true, true}, `
page 215.9mm x 279.4mm bleed 0mm lang "en"
  group (6.35mm, 25.4mm) turn 0 clip (-3mm, -3mm) 104.6mm x 79.2mm section lang "en"
  group (107.95mm, 25.4mm) turn 0 clip (0mm, -3mm) 104.6mm x 79.2mm section lang "en"`},
		// Turned clockwise on a label of 54 x 101 mm, the upper left corner of the page is at the upper right corner of
		// the label.
		{"turned", Wish{Stock: paper("DYMO 99014"), Page: mm(101, 54), Bleed: millimetre}, []bool{true}, `
page 54mm x 101mm bleed 0mm lang "en"
  group (54mm, 0mm) turn 90 clip (-1mm, -1mm) 103mm x 56mm section lang "en"`},
	} {
		p := grid(t, c.wish)
		pages := blank(len(c.cells), c.wish.Page, c.wish.Bleed)
		for i, used := range c.cells {
			if !used {
				pages[i] = nil
			}
		}
		if got := dump(t, p.Front(pages)); got != strings.TrimSpace(c.want) {
			t.Errorf("%s: got\n%s\nwant%s", c.name, got, c.want)
		}
	}
}

// The back of a short sheet of three. On upright A4, whose long edge is vertical, the first badge is at the right: 210
// - 12 - 90 = 108 mm. Flipped about the short edge it is in the last row, 297 - 9.5 - 65 = 222.5 mm, with its origin at
// its lower right corner, at 12 + 90 = 102 and 297 - 9.5 = 287.5 mm.
func TestBackGoldens(t *testing.T) {
	w := Wish{Stock: paper("A4"), Page: badge, Bleed: 3 * millimetre,
		Options: Options{Registration: true, BackShift: mmAt(-0.2, 0.4)}}
	for flip, want := range map[Flip]string{
		LongEdge: `
page 210mm x 297mm bleed 0mm lang "en"
  group (-0.2mm, 0.4mm) turn 0
    group (108mm, 9.5mm) turn 0 clip (-3mm, -3mm) 96mm x 71mm section lang "en"
    group (12mm, 9.5mm) turn 0 clip (-3mm, -3mm) 96mm x 71mm section lang "en"
    group (108mm, 80.5mm) turn 0 clip (-3mm, -3mm) 96mm x 71mm section lang "en"
    path (3mm, 0.5mm) 204mm x 296mm 40 segments stroke spot(All,100) 0.25pt`,
		ShortEdge: `
page 210mm x 297mm bleed 0mm lang "en"
  group (-0.2mm, 0.4mm) turn 0
    group (102mm, 287.5mm) turn 180 clip (-3mm, -3mm) 96mm x 71mm section lang "en"
    group (198mm, 287.5mm) turn 180 clip (-3mm, -3mm) 96mm x 71mm section lang "en"
    group (102mm, 216.5mm) turn 180 clip (-3mm, -3mm) 96mm x 71mm section lang "en"
    path (3mm, 0.5mm) 204mm x 296mm 40 segments stroke spot(All,100) 0.25pt`,
	} {
		w.Flip = flip
		if got := dump(t, grid(t, w).Back(blank(3, badge, w.Bleed))); got != strings.TrimSpace(want) {
			t.Errorf("flip %d: got\n%s\nwant%s", flip, got, want)
		}
	}
}

// onSheet maps a position of a page to the sheet.
func onSheet(g *page.Group, at geom.Position) geom.Position {
	for range int(g.Turn) / 90 {
		at = geom.Position{X: -at.Y, Y: at.X}
	}
	return at.Add(g.At)
}

// TestBacksFold computes how every sheet is turned over. Seen from the front, a position (x, y) of the back is at (W -
// x, y) if the sheet was turned about its vertical axis, and at (x, H - y) if about the horizontal one. The upper left
// corner of each back must meet the upper right corner of its front, and so on: then both are upright, for every stock,
// flip, turn and sheet length.
func TestBacksFold(t *testing.T) {
	size := mm(48, 27)
	turns := map[bool]int{}
	for _, s := range Stocks() {
		for _, size := range []geom.Size{size, size.Turned()} {
			for _, flip := range []Flip{LongEdge, ShortEdge} {
				p, err := Grid(Wish{Stock: s, Page: size, Bleed: 2 * millimetre, Options: Options{Flip: flip}})
				if err != nil {
					continue
				}
				turns[p.Turned]++
				for _, n := range []int{p.PerSheet(), (p.PerSheet() + 1) / 2} {
					pages := blank(n, size, p.Bleed)
					front, back := p.Front(pages), p.Back(pages)
					vertical := (flip == LongEdge) == (p.Sheet.H >= p.Sheet.W)
					for i := range n {
						f, b := front.Items[i].(*page.Group), back.Items[i].(*page.Group)
						for _, corner := range []geom.Position{{}, {X: size.W}, {Y: size.H}, {X: size.W, Y: size.H}} {
							got := onSheet(b, corner)
							if vertical {
								got.X = p.Sheet.W - got.X
							} else {
								got.Y = p.Sheet.H - got.Y
							}
							want := onSheet(f, geom.Position{X: size.W - corner.X, Y: corner.Y})
							if d := got.Add(geom.Position{X: -want.X, Y: -want.Y}); d.X < -1 || d.X > 1 || d.Y < -1 ||
								d.Y > 1 {
								t.Fatalf("%s, flip %d: the corner %v of the back of cell %d is at %v, that of its "+
									"front at %v", s.Name(), flip, corner, i, got, want)
							}
						}
						// The back paints the mirror image of the area that the front paints.
						if fc, bc := f.Clip.Bounds(), b.Clip.Bounds(); bc != (geom.Rect{X: size.W - fc.Right(), Y: fc.Y,
							W: fc.W, H: fc.H}) {
							t.Fatalf("%s, flip %d, cell %d: the front paints %v, the back %v", s.Name(), flip, i, fc,
								bc)
						}
					}
				}
			}
		}
	}
	if turns[false] < 100 || turns[true] < 5 {
		t.Errorf("only %v plans were folded", turns)
	}
}

// A tent of 90 x 130 mm before folding: the front is the lower half, the back is above it upside down, with its origin
// at the fold. Neither paints its 3 mm of bleed across the fold. In a butterfly the front is on the right.
func TestFolded(t *testing.T) {
	pages := blank(2, badge, 3*millimetre)
	for fold, want := range map[Fold]string{
		Tent: `
page 90mm x 130mm bleed 3mm lang "en"
  group (0mm, 65mm) turn 0 clip (-3mm, 0mm) 96mm x 68mm section lang "en"
  group (90mm, 65mm) turn 180 clip (-3mm, 0mm) 96mm x 68mm section lang "en"`,
		Butterfly: `
page 180mm x 65mm bleed 3mm lang "en"
  group (90mm, 0mm) turn 0 clip (0mm, -3mm) 93mm x 71mm section lang "en"
  group (0mm, 0mm) turn 0 clip (-3mm, -3mm) 93mm x 71mm section lang "en"`,
		NoFold: `page 90mm x 65mm bleed 3mm lang "en"`,
	} {
		if got := dump(t, Folded(pages[0], pages[1], fold)); got != strings.TrimSpace(want) {
			t.Errorf("fold %d: got\n%s\nwant%s", fold, got, want)
		}
	}
}

// The sheets have four cells.
func TestSheets(t *testing.T) {
	for _, c := range []struct {
		order    Order
		n, start int
		want     string
	}{
		{InRows, 6, 0, "[[0 1 2 3] [4 5 -1 -1]]"},
		{InRows, 4, 0, "[[0 1 2 3]]"},
		{InRows, 0, 3, "[]"},
		// Two cells of the first sheet are already used.
		{InRows, 5, 2, "[[-1 -1 0 1] [2 3 4 -1]]"},
		// Ten pages need three sheets. After cutting, the first pile is 0 1 2, the second 3 4 5, the third 6 7 8, and
		// the last has only page 9.
		{InStack, 10, 0, "[[0 3 6 9] [1 4 7 -1] [2 5 8 -1]]"},
		// Piles whose first cell is already used are one sheet shorter.
		{InStack, 9, 2, "[[-1 -1 4 7] [0 2 5 8] [1 3 6 -1]]"},
	} {
		p := Plan{Stock: Stock{Columns: 2, Rows: 2}, Options: Options{Order: c.order}}
		if got := fmt.Sprint(p.Sheets(c.n, c.start)); got != c.want {
			t.Errorf("%d pages from %d: %s, want %s", c.n, c.start, got, c.want)
		}
	}
}

// With any numbers, every page is in exactly one cell, and the piles of a stack are in order when put on top of each
// other.
func FuzzSheets(f *testing.F) {
	f.Add(uint8(10), uint8(2), uint8(2), uint8(3))
	f.Fuzz(func(t *testing.T, n, columns, rows, start uint8) {
		p := Plan{Stock: Stock{Columns: 1 + int(columns%6), Rows: 1 + int(rows%6)}, Options: Options{Order: InStack}}
		sheets := p.Sheets(int(n), int(start)%p.PerSheet())
		var pages []int
		for cell := range p.PerSheet() {
			for i, s := range sheets {
				if i == 0 && cell < int(start)%p.PerSheet() && s[cell] != Blank {
					t.Fatalf("used cell %d was used again", cell)
				}
				if s[cell] != Blank {
					pages = append(pages, s[cell])
				}
			}
		}
		if len(pages) != int(n) || !slices.IsSorted(pages) {
			t.Errorf("%d pages on %v", n, sheets)
		}
	})
}

func TestCopies(t *testing.T) {
	if got := Copies(3, 2, true); !slices.Equal(got, []int{0, 1, 2, 0, 1, 2}) {
		t.Errorf("collated: %v", got)
	}
	if got := Copies(3, 2, false); !slices.Equal(got, []int{0, 0, 1, 1, 2, 2}) {
		t.Errorf("not collated: %v", got)
	}
}

// Marks begin outside the bleed of every cell, used or not.
func TestMarksStayOutOfTheBleed(t *testing.T) {
	for _, c := range []Wish{
		{Stock: paper("A4"), Page: badge, Bleed: 3 * millimetre},
		{Stock: paper("Letter"), Page: FoldedSize(badge, Tent), Bleed: 5 * millimetre, Options: Options{Fold: Tent}},
		{Stock: paper("A3"), Page: FoldedSize(badge, Butterfly), Options: Options{Fold: Butterfly}},
	} {
		c.Crop, c.Registration = true, true
		p := grid(t, c)
		sheet := p.Front(blank(p.PerSheet(), c.Page, c.Bleed))
		paths := 0
		for _, item := range sheet.Items {
			path, ok := item.(*page.Path)
			if !ok {
				continue
			}
			paths++
			for i, s := range path.Outline {
				if s.Verb != geom.LineTo {
					continue
				}
				from, to := path.Outline[i-1].P[0], s.P[0]
				line := geom.Rect{X: min(from.X, to.X), Y: min(from.Y, to.Y), W: max(from.X, to.X) - min(from.X, to.X),
					H: max(from.Y, to.Y) - min(from.Y, to.Y)}
				for j := range p.PerSheet() {
					if overlap(line, p.CellBox(j).Inset(-p.Bleed)) {
						t.Errorf("%s: the mark %+v is in the bleed of cell %d", p.Name(), line, j)
					}
				}
			}
		}
		if paths < 2 {
			t.Errorf("%s: only %d kinds of mark", p.Name(), paths)
		}
	}
}
