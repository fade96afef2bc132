package rehearse

import (
	"fmt"
	"io"

	"lanyard/fonts"
	"lanyard/internal/base/geom"
	"lanyard/internal/base/paper"
	"lanyard/internal/paper/expression"
	"lanyard/internal/paper/impose"
	"lanyard/internal/paper/layout"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/pdf"
	"lanyard/internal/paper/template"
	"lanyard/internal/typography/font"
)

// The measures of a test sheet.
const (
	crossAt    = 20 * geom.Millimetre // from the edges of the paper: an easy length to measure
	crossArm   = 14 * geom.Millimetre // does not reach the margin that printers leave blank
	crossSmall = 8 * geom.Millimetre  // both values on labels
	armSmall   = 4 * geom.Millimetre
	checkLine  = 100 * geom.Millimetre
	textMargin = 42 * geom.Millimetre // clear of the crosses
	leastText  = 60 * geom.Millimetre // a narrower sheet has no space for text
	hairline   = geom.Point / 4
)

// StockPicture writes a page with the outline of a stock and its cells at full size.
func StockPicture(w io.Writer, s impose.Stock) error {
	p, err := s.Picture()
	if err != nil {
		return err
	}
	return pdf.Write(w, pdf.Meta{Title: s.Name(), Lang: "en", Print: pdf.Exact}, []*page.Page{p})
}

// TestSheet writes both sides of a sheet for measuring a printer's offset, with instructions.
func TestSheet(w io.Writer, s impose.Stock) error {
	sides, err := TestSides(s)
	if err != nil {
		return err
	}
	return pdf.Write(w, pdf.Meta{Title: "Test sheet, " + s.Name(), Lang: "en", Print: pdf.Exact}, sides)
}

// TestSides returns the front and back that TestSheet writes.
func TestSides(s impose.Stock) ([]*page.Page, error) {
	if s.Endless() {
		s.Sheet.H = s.Sheet.W
	}
	l := layout.New(font.NewLibrary(fonts.FS), nil)
	picture, err := s.Picture()
	if err != nil {
		return nil, err
	}
	front := testSide(l, s, "front")
	front.Items = append(picture.Items, front.Items...)
	return []*page.Page{front, testSide(l, s, "back")}, nil
}

// testSide draws one side: a cross at each corner and, if there is space, instructions in the middle.
func testSide(l *layout.Layouter, s impose.Stock, side string) *page.Page {
	b := testBuilder{size: s.Sheet, at: crossAt, arm: crossArm}
	if min(s.Sheet.W, s.Sheet.H) < 3*crossAt {
		b.at, b.arm = crossSmall, armSmall
	}
	var lines, ticks geom.Path
	b.crosses(&lines, &ticks)
	if s.Sheet.W >= 2*textMargin+leastText && s.Sheet.H >= 2*textMargin+leastText {
		b.words(s, side)
		x, y := (s.Sheet.W-checkLine)/2, s.Sheet.H-textMargin
		lines.Move(x, y)
		lines.Line(x+checkLine, y)
		for _, end := range []geom.Length{x, x + checkLine} {
			lines.Move(end, y-2*geom.Millimetre)
			lines.Line(end, y+2*geom.Millimetre)
		}
		b.text("check", geom.Rect{X: x, Y: y + geom.Millimetre, W: checkLine, H: 5 * geom.Millimetre}, 8*geom.Point,
			template.AlignCentre, 1)
		b.fields["check"] = layout.Value{Text: "100 mm. If this line is shorter, the printer scales the page: " +
			"print at 100 %.",
			Lang: "en"}
	}
	t := &template.Template{Name: "test sheet", Kind: paper.Badge, Size: s.Sheet, Boxes: b.boxes}
	p := l.Page(t, b.fields).Page
	black := geom.Colour{}
	p.Items = append(p.Items,
		&page.Path{Outline: lines, Stroke: &page.Stroke{Width: geom.Point / 2, Colour: black}},
		&page.Path{Outline: ticks, Stroke: &page.Stroke{Width: hairline, Colour: black}})
	return p
}

// testBuilder collects the texts of a test sheet.
type testBuilder struct {
	size    geom.Size
	at, arm geom.Length // of the crosses: distance from the edges, and half length
	boxes   []template.Box
	fields  layout.Fields
}

// crosses draws a cross near each corner, made of two rulers that count from the edge of the paper.
func (b *testBuilder) crosses(lines, ticks *geom.Path) {
	b.fields = layout.Fields{}
	for _, right := range []bool{false, true} {
		for _, bottom := range []bool{false, true} {
			place := func(x, y geom.Length) geom.Position { // measured from the nearest edges
				if right {
					x = b.size.W - x
				}
				if bottom {
					y = b.size.H - y
				}
				return geom.Position{X: x, Y: y}
			}
			line := func(path *geom.Path, p, q geom.Position) {
				path.Move(p.X, p.Y)
				path.Line(q.X, q.Y)
			}
			line(lines, place(b.at-b.arm, b.at), place(b.at+b.arm, b.at))
			line(lines, place(b.at, b.at-b.arm), place(b.at, b.at+b.arm))
			for d := b.at - b.arm; d <= b.at+b.arm; d += geom.Millimetre {
				n := int(d / geom.Millimetre)
				tick := geom.Millimetre
				switch {
				case d == b.at:
					continue
				case n%10 == 0 && b.at == crossAt:
					tick = 2 * geom.Millimetre
					b.number(n, place(d, b.at+3*geom.Millimetre))
					b.number(n, place(b.at+7*geom.Millimetre/2, d))
				case n%5 == 0:
					tick = 3 * geom.Millimetre / 2
				}
				line(ticks, place(d, b.at), place(d, b.at+tick))
				line(ticks, place(b.at, d), place(b.at+tick, d))
			}
		}
	}
}

// number writes a small number centred on a place.
func (b *testBuilder) number(n int, at geom.Position) {
	name := fmt.Sprintf("number %d", len(b.boxes))
	const w, h = 5 * geom.Millimetre, 5 * geom.Millimetre / 2
	b.text(name, geom.Rect{X: at.X - w/2, Y: at.Y - h/2, W: w, H: h}, 5*geom.Point, template.AlignCentre, 1)
	b.fields[name] = layout.Value{Text: fmt.Sprint(n), Lang: "en"}
}

// text adds a box that shows the field of the same name.
func (b *testBuilder) text(name string, box geom.Rect, size geom.Length, align template.Align,
	lines int) *template.Text {
	t := &template.Text{
		Frame: template.Frame{Name: name, At: box.Origin(), Size: box.Size()},
		Text:  expression.Phrase{{Field: name}},
		Style: template.Style{Family: "sans", Size: size, Min: size / 2, Lines: lines, Leading: 1.35, Wrap: lines > 1,
			Align: align,
			Ink:   template.Ink{Set: true}},
	}
	b.boxes = append(b.boxes, t)
	return t
}

// words writes the title and, line by line, the instructions.
func (b *testBuilder) words(s impose.Stock, side string) {
	room := b.size.At(geom.Position{}).Inset(textMargin)
	flow := &template.Group{Frame: template.Frame{Name: "words", At: room.Origin(), Size: room.Size()}, Down: true,
		Gap: 4 * geom.Millimetre}
	add := func(text string, size geom.Length, lines int) *template.Text {
		name := fmt.Sprintf("words %d", len(b.boxes))
		t := b.text(name, geom.Rect{W: room.W, H: geom.Length(lines) * size * 3 / 2}, size, template.AlignLeft, lines)
		b.fields[name] = layout.Value{Text: text, Lang: "en"}
		flow.Boxes = append(flow.Boxes, t)
		return t
	}
	const plain = 11 * geom.Point
	placed := len(b.boxes)
	add("Test sheet, "+side, 24*geom.Point, 1).Style.Bold = true
	add(fmt.Sprintf("%s, %s wide and %s high", s.Name(), s.Sheet.W, s.Sheet.H), plain, 1)
	add("1. Print this file on both sides of a sheet, at 100 %, on the printer and from the tray that will "+
		"print the badges.",
		plain, 3)
	add("2. On this side, with the words upright, measure from the left edge of the paper to the upright line of "+
		"the upper left cross, and from the top edge to its level line. Both should be 20 mm.",
		plain, 4)
	add("3. Subtract from 20 mm what you measured. If that was 19.5 mm and 20.3 mm, write into event.toml:", plain, 3)
	add("[printers.my-printer]", plain, 1).Style.Bold = true
	add(side+" = [\"0.5mm\", \"-0.3mm\"]", plain, 1).Style.Bold = true
	add("and below [badges]: printer = \"my-printer\". The other side of this sheet has a line of its own.", plain, 3)
	if side == "front" && !s.Plain() {
		add("The outlines are those of the stock. Hold this sheet and one of yours against a light, before you "+
			"print on yours.",
			plain, 3)
	}
	b.boxes = append(b.boxes[:placed], flow)
}
