package impose

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

// TestOptionGoldens covers what TestFrontGoldens does not: fields of Wish itself, and combinations of options.
func TestOptionGoldens(t *testing.T) {
	wide := 20 * millimetre
	for _, c := range []struct {
		name  string
		wish  Wish
		cells int // with a page, from the first cell
		want  string
	}{
		// A gutter of 20 mm: 2 x 90 + 20 = 200 mm exactly fill the width of 210 - 10, from 5 mm on. The height is 287
		// mm: 3 x 65 + 2 x 20 = 235, and a fourth row needs 85 more. The rows begin at (297 - 235) / 2 = 31 mm, the
		// second 85 mm further down, at 116. The bleed of 3 mm has its full space.
		{"gutter", Wish{Stock: paper("A4"), Page: badge, Bleed: 3 * millimetre, Gutter: &wide}, 3, `
page 210mm x 297mm bleed 0mm lang "en"
  group (5mm, 31mm) turn 0 clip (-3mm, -3mm) 96mm x 71mm section lang "en"
  group (115mm, 31mm) turn 0 clip (-3mm, -3mm) 96mm x 71mm section lang "en"
  group (5mm, 116mm) turn 0 clip (-3mm, -3mm) 96mm x 71mm section lang "en"`},
		// One column of two rows, with the gutter of twice the bleed: 65 + 6 + 65 = 136 mm high. It begins at (210 -
		// 90) / 2 = 60 and (297 - 136) / 2 = 80.5 mm, the second row at 151.5. The marks of two cuts across and four
		// down are 3 to 8 mm outside: from 60 - 8 = 52 to 158, and from 72.5 to 80.5 + 136 + 8 = 224.5 mm; 6 cuts with
		// two marks of two segments.
		{"columns and rows", Wish{Stock: paper("A4"), Page: badge, Bleed: 3 * millimetre, Columns: 1, Rows: 2,
			Options: Options{Crop: true}}, 2, `
page 210mm x 297mm bleed 0mm lang "en"
  group (60mm, 80.5mm) turn 0 clip (-3mm, -3mm) 96mm x 71mm section lang "en"
  group (60mm, 151.5mm) turn 0 clip (-3mm, -3mm) 96mm x 71mm section lang "en"
  path (52mm, 72.5mm) 106mm x 152mm 24 segments stroke #000000 0.25pt`},
		// A roll is cut to the length of the page, 62 x 75 mm. There is no margin, and nothing is cut by hand, so no
		// marks are drawn.
		{"endless roll", Wish{Stock: paper("DK-22205"), Page: mm(62, 75), Bleed: 2 * millimetre,
			Options: Options{Crop: true}}, 1, `
page 62mm x 75mm bleed 0mm lang "en"
  group (0mm, 0mm) turn 0 clip (-2mm, -2mm) 66mm x 79mm section lang "en"`},
		// A page of 40 mm centred on a round label of 58: (58 - 40) / 2 = 9. A circle is four curves between a move and
		// a close.
		{"round label", Wish{Stock: paper("DK-11207"), Page: mm(40, 40), Options: Options{Outlines: true}}, 1, `
page 58mm x 58mm bleed 0mm lang "en"
  group (9mm, 9mm) turn 0 clip (0mm, 0mm) 40mm x 40mm section lang "en"
  path (0mm, 0mm) 58mm x 58mm 6 segments stroke #969696 0.25pt`},
		// All marks together: two tents on A4, as in the golden of tents: the cells begin at 12 and 15.5 mm and are 130
		// mm high, to 145.5. Outlines: two boxes. Crop marks: 4 cuts across and 2 down, from 4 to 206 and from 7.5 to
		// 153.5 mm. Fold marks at 80.5. Targets 3 + 3 mm outside the whole block, which ends at 198 and 281.5 mm, 3 mm
		// around: from 12 - 9 = 3 to 207, and from 15.5 - 9 = 6.5 to 290.5 mm.
		{"all marks", Wish{Stock: paper("A4"), Page: FoldedSize(badge, Tent), Bleed: 3 * millimetre,
			Options: Options{Crop: true, Registration: true, Outlines: true, Fold: Tent}}, 2, `
page 210mm x 297mm bleed 0mm lang "en"
  group (12mm, 15.5mm) turn 0 clip (-3mm, -3mm) 96mm x 136mm section lang "en"
  group (108mm, 15.5mm) turn 0 clip (-3mm, -3mm) 96mm x 136mm section lang "en"
  path (12mm, 15.5mm) 186mm x 130mm 10 segments stroke #969696 0.25pt
  path (4mm, 7.5mm) 202mm x 146mm 24 segments stroke #000000 0.25pt
  path (4mm, 80.5mm) 202mm x 0mm 4 segments stroke #000000 0.25pt dash 1mm dash 1mm
  path (3mm, 6.5mm) 204mm x 284mm 40 segments stroke spot(All,100) 0.25pt`},
		// A butterfly of 100 x 30 mm fits on a label of 54 x 101 mm only when turned clockwise: 30 mm wide, from 12 to
		// 42 mm, with its upper left corner at the upper right, 0.5 mm from the edge. Its fold is then horizontal, at
		// 50.5 mm. There is no margin on the label for marks.
		{"fold, turned", Wish{Stock: paper("DYMO 99014"), Page: FoldedSize(mm(50, 30), Butterfly),
			Options: Options{Fold: Butterfly}}, 1, `
page 54mm x 101mm bleed 0mm lang "en"
  group (42mm, 0.5mm) turn 90 clip (0mm, 0mm) 100mm x 30mm section lang "en"`},
	} {
		p := grid(t, c.wish)
		if got := dump(t, p.Front(blank(c.cells, c.wish.Page, c.wish.Bleed))); got != strings.TrimSpace(c.want) {
			t.Errorf("%s: got\n%s\nwant%s", c.name, got, c.want)
		}
	}
}

// TestStackGolden places a stack. Five pages of one column and two rows need three sheets: the upper pile is 0 1 2 and
// the lower one 3 4, so the last sheet has a single page. Its cuts are those of the upper cell only: 2 across and 2
// down, from 80.5 - 8 to 80.5 + 65 + 8 mm, 81 mm high.
func TestStackGolden(t *testing.T) {
	p := grid(t, Wish{Stock: paper("A4"), Page: badge, Bleed: 3 * millimetre, Columns: 1, Rows: 2,
		Options: Options{Crop: true, Order: InStack}})
	sheets := p.Sheets(5, 0)
	if got := fmt.Sprint(sheets); got != "[[0 3] [1 4] [2 -1]]" {
		t.Fatal(got)
	}
	pages := blank(5, badge, 3*millimetre)
	var last []*page.Page
	for _, i := range sheets[2] {
		if i == Blank {
			last = append(last, nil)
		} else {
			last = append(last, pages[i])
		}
	}
	if got, want := dump(t, p.Front(last)), `page 210mm x 297mm bleed 0mm lang "en"
  group (60mm, 80.5mm) turn 0 clip (-3mm, -3mm) 96mm x 71mm section lang "en"
  path (52mm, 72.5mm) 106mm x 81mm 16 segments stroke #000000 0.25pt`; got != want {
		t.Errorf("the last sheet: got\n%s\nwant\n%s", got, want)
	}
}

// TestEveryOptionCounts checks that changing any field of a wish changes what is printed. Add new fields here, and give
// each its own golden.
func TestEveryOptionCounts(t *testing.T) {
	gutter := 2 * millimetre
	change := map[string]func(w *Wish){
		"Stock":        func(w *Wish) { w.Stock = paper("Letter") },
		"Page":         func(w *Wish) { w.Page = mm(80, 60) },
		"Bleed":        func(w *Wish) { w.Bleed = millimetre },
		"Columns":      func(w *Wish) { w.Columns = 1 },
		"Rows":         func(w *Wish) { w.Rows = 2 },
		"Gutter":       func(w *Wish) { w.Gutter = &gutter },
		"Crop":         func(w *Wish) { w.Crop = true },
		"Registration": func(w *Wish) { w.Registration = true },
		"Outlines":     func(w *Wish) { w.Outlines = true },
		"Fold":         func(w *Wish) { w.Fold = Butterfly },
		"Order":        func(w *Wish) { w.Order = InStack },
		"Flip":         func(w *Wish) { w.Flip = ShortEdge },
		"FrontShift":   func(w *Wish) { w.FrontShift = mmAt(1, 0) },
		"BackShift":    func(w *Wish) { w.BackShift = mmAt(0, 1) },
	}
	printed := func(w Wish) string {
		p := grid(t, w)
		pages := blank(12, w.Page, w.Bleed)
		var b strings.Builder
		for _, sheet := range p.Sheets(len(pages), 0) {
			var front []*page.Page
			for _, i := range sheet {
				if i == Blank {
					front = append(front, nil)
				} else {
					front = append(front, pages[i])
				}
			}
			fmt.Fprintln(&b, sheet, dump(t, p.Front(front)), dump(t, p.Back(front)))
		}
		return b.String()
	}
	usual := Wish{Stock: paper("A4"), Page: badge, Bleed: 3 * millimetre}
	plain := printed(usual)
	for _, fields := range []reflect.Type{reflect.TypeFor[Wish](), reflect.TypeFor[Options]()} {
		for i := range fields.NumField() {
			name := fields.Field(i).Name
			if name == "Options" {
				continue
			}
			if change[name] == nil {
				t.Errorf("there is no test of the option %s", name)
				continue
			}
			w := usual
			if change[name](&w); printed(w) == plain {
				t.Errorf("%s changes nothing", name)
			}
			delete(change, name)
		}
	}
	if len(change) > 0 {
		t.Errorf("these options do not exist: %v", change)
	}
}

// TestFoldsMeet computes the fold of every piece at its place on the sheet. What is past the fold ends up behind the
// front: a position (x, y) at (2f - x, y) if the fold is vertical at f, at (x, 2f - y) if it is horizontal. The upper
// left corner of the other half must meet the upper right corner of the front, as on a sheet printed on both sides; it
// is then upright when seen from behind. The fold marks must be where the halves meet.
func TestFoldsMeet(t *testing.T) {
	half := mm(48, 27)
	folded := map[Fold]int{}
	for _, s := range Stocks() {
		for _, fold := range []Fold{Tent, Butterfly} {
			size := FoldedSize(half, fold)
			p, err := Grid(Wish{Stock: s, Page: size, Bleed: millimetre, Options: Options{Fold: fold}})
			if err != nil {
				continue
			}
			folded[fold]++
			halves := blank(2, half, millimetre)
			piece := Folded(halves[0], halves[1], fold)
			sheet := p.Front([]*page.Page{piece})
			on := sheet.Items[0].(*page.Group)
			front, back := piece.Items[0].(*page.Group), piece.Items[1].(*page.Group)
			// The position of the fold on the sheet, and the axis about which it turns.
			middle := onSheet(on, geom.Position{X: size.W / 2, Y: size.H / 2})
			level := (fold == Tent) == (on.Turn == 0)
			for _, corner := range []geom.Position{{}, {X: half.W}, {Y: half.H}, {X: half.W, Y: half.H}} {
				got := onSheet(on, onSheet(back, corner))
				if level {
					got.Y = 2*middle.Y - got.Y
				} else {
					got.X = 2*middle.X - got.X
				}
				if want := onSheet(on, onSheet(front, geom.Position{X: half.W - corner.X, Y: corner.Y})); got != want {
					t.Fatalf("%s, fold %d: the corner %v of the other half is at %v, that of the front at %v",
						s.Name(), fold, corner, got, want)
				}
			}
			for _, item := range sheet.Items {
				marks, ok := item.(*page.Path)
				if !ok || marks.Stroke.Dash == nil {
					continue
				}
				if b := marks.Outline.Bounds(); level && (b.Y != middle.Y || b.H != 0) || !level &&
					(b.X != middle.X || b.W != 0) {
					t.Errorf("%s, fold %d: the marks are at %v, the fold at %v", s.Name(), fold, b, middle)
				}
			}
		}
	}
	if folded[Tent] < 30 || folded[Butterfly] < 30 {
		t.Errorf("only %v pieces were folded", folded)
	}
}

// TestTargetsMeet computes how the sheet is turned over: the targets of the back must meet those of the front, for
// every flip and for upright and turned sheets.
func TestTargetsMeet(t *testing.T) {
	for _, name := range []string{"A4", "A3", "Letter"} {
		for _, flip := range []Flip{LongEdge, ShortEdge} {
			for _, size := range []geom.Size{badge, mm(130, 90)} { // upright and turned sheets
				p := grid(t, Wish{Stock: paper(name), Page: size, Options: Options{Registration: true, Flip: flip}})
				pages := blank(1, size, 0)
				front, back := p.Front(pages).Items[1].(*page.Path), p.Back(pages).Items[1].(*page.Path)
				at := map[geom.Position]int{}
				for _, side := range []*page.Path{front, back} {
					for i := 0; i+9 < len(side.Outline); i += 10 { // six segments of a circle, four of a cross
						middle := middleOf(side.Outline[i : i+6].Bounds())
						if side == back && (flip == LongEdge) == (p.Sheet.H >= p.Sheet.W) {
							middle.X = p.Sheet.W - middle.X
						} else if side == back {
							middle.Y = p.Sheet.H - middle.Y
						}
						at[middle]++
					}
				}
				if len(at) == 0 {
					t.Errorf("%s, flip %d, %s: no targets", name, flip, extent(size))
				}
				for place, n := range at {
					if n != 2 {
						t.Errorf("%s, flip %d, %s: there are %d targets at %v", name, flip, extent(size), n, place)
					}
				}
			}
		}
	}
}

func middleOf(r geom.Rect) geom.Position { return geom.Position{X: r.X + r.W/2, Y: r.Y + r.H/2} }

// The edges of the paper, half a hairline inside, and six inserts of 101.6 x 76.2 mm from (6.35, 25.4) mm on, two
// across and three down, each of five segments.
func TestPictureGolden(t *testing.T) {
	s := paper("Avery 5392")
	p, err := s.Picture()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := dump(t, p), `page 215.9mm x 279.4mm bleed 0mm lang ""
  path (0.044mm, 0.044mm) 215.812mm x 279.312mm 5 segments stroke #969696 0.25pt
  path (6.35mm, 25.4mm) 203.2mm x 228.6mm 30 segments stroke #969696 0.25pt`; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
