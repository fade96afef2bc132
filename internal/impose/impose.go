// Package impose places finished pages on the sheets that go through a
// printer: pages in, pages out. It knows nothing of what stands on a page.
package impose

import (
	"fmt"

	"lanyard/internal/geom"
	"lanyard/internal/page"
)

// Plan is one way to fill a sheet with equal cells, row by row from the upper
// left, centred on the sheet.
type Plan struct {
	Sheet   geom.Size   // paper size
	Cell    geom.Size   // trim size of the pages
	Columns int         // cells side by side, at least 1
	Rows    int         // cells one under another, at least 1
	Gutter  geom.Length // between neighbouring cells, both ways
	Bleed   geom.Length // paint kept beyond the trim; at most half the gutter between cells
	Marks   bool        // draw crop marks in the margin
}

// Crop marks: a hairline that begins outside the bleed, so that a cut which is
// off by less than the bleed leaves no line on the badge.
const (
	markLength = 5 * geom.Millimetre
	markOffset = 3 * geom.Millimetre // from the trim; the usual bleed of offset printing
	markWidth  = geom.Point / 4
	// printerMargin is what office printers leave white at the paper's edge.
	// Most need 4.2 mm or less.
	printerMargin = 5 * geom.Millimetre
)

// Sheets that are known by name, width before height.
var sheets = map[string]geom.Size{
	"A3":     {W: 297 * geom.Millimetre, H: 420 * geom.Millimetre}, // ISO 216
	"A4":     {W: 210 * geom.Millimetre, H: 297 * geom.Millimetre}, // ISO 216
	"A5":     {W: 148 * geom.Millimetre, H: 210 * geom.Millimetre}, // ISO 216
	"Legal":  {W: 17 * geom.Inch / 2, H: 14 * geom.Inch},           // 8.5 x 14 in, the North American office size
	"Letter": {W: 17 * geom.Inch / 2, H: 11 * geom.Inch},           // ANSI/ASME Y14.1, size A
}

// SheetNames lists the names that SheetSize knows.
func SheetNames() []string { return []string{"A3", "A4", "A5", "Letter", "Legal"} }

// SheetSize returns the size of a sheet that is known by name.
func SheetSize(name string) (geom.Size, bool) {
	s, ok := sheets[name]
	return s, ok
}

// Wish is what a plan is made for. Columns and Rows are 0 where as many as fit
// are wanted.
type Wish struct {
	Sheet, Cell   geom.Size
	Bleed         geom.Length
	Columns, Rows int
	Marks         bool
}

// Grid plans the cells that w asks for, or as many as the sheet holds inside
// the printer's margin. The gutter leaves room for the bleed of both neighbours
// where the cells leave it, and is smaller, down to nothing, where they do not.
// The error says what is too large.
func Grid(w Wish) (Plan, error) {
	if w.Cell.W <= 0 || w.Cell.H <= 0 {
		return Plan{}, fmt.Errorf("imposing: a page of %s x %s cannot be placed", w.Cell.W, w.Cell.H)
	}
	room := w.Sheet.At(geom.Position{}).Inset(printerMargin)
	columns, rows := int(room.W/w.Cell.W), int(room.H/w.Cell.H)
	if columns == 0 || rows == 0 {
		return Plan{}, fmt.Errorf("imposing: a page of %s x %s does not fit on a sheet of %s x %s with %s of white margin",
			w.Cell.W, w.Cell.H, w.Sheet.W, w.Sheet.H, printerMargin)
	}
	if w.Columns > columns || w.Rows > rows {
		return Plan{}, fmt.Errorf("imposing: %d columns of %d rows do not fit on the sheet, which holds %d of %d",
			max(w.Columns, 1), max(w.Rows, 1), columns, rows)
	}
	if w.Columns > 0 {
		columns = w.Columns
	}
	if w.Rows > 0 {
		rows = w.Rows
	}
	p := Plan{Sheet: w.Sheet, Cell: w.Cell, Columns: columns, Rows: rows, Bleed: w.Bleed, Marks: w.Marks}
	p.Gutter = min(2*w.Bleed, spare(room.W, w.Cell.W, columns), spare(room.H, w.Cell.H, rows))
	return p, nil
}

// spare returns the widest gutter with which n cells fit into room.
func spare(room, cell geom.Length, n int) geom.Length {
	if n < 2 {
		return geom.Length(1) << 40
	}
	return (room - cell*geom.Length(n)) / geom.Length(n-1)
}

// PerSheet returns how many pages one sheet takes.
func (p Plan) PerSheet() int { return p.Columns * p.Rows }

// CellBox returns the trim box of cell i of a sheet, counted row by row.
func (p Plan) CellBox(i int) geom.Rect {
	left, top := p.corner()
	col, row := geom.Length(i%p.Columns), geom.Length(i/p.Columns)
	return geom.Rect{X: left + col*(p.Cell.W+p.Gutter), Y: top + row*(p.Cell.H+p.Gutter), W: p.Cell.W, H: p.Cell.H}
}

// corner returns where the first cell begins, so that the block is centred.
func (p Plan) corner() (left, top geom.Length) {
	return (p.Sheet.W - extent(p.Cell.W, p.Gutter, p.Columns)) / 2, (p.Sheet.H - extent(p.Cell.H, p.Gutter, p.Rows)) / 2
}

func extent(cell, gutter geom.Length, n int) geom.Length {
	return cell*geom.Length(n) + gutter*geom.Length(n-1)
}

// Place returns one sheet with the pages in its cells, in order. At most
// PerSheet pages may be given; fewer leave the last cells white.
func (p Plan) Place(pages []*page.Page) *page.Page {
	if len(pages) > p.PerSheet() {
		panic(fmt.Sprintf("internal error: %d pages for a sheet of %d", len(pages), p.PerSheet()))
	}
	sheet := &page.Page{Size: p.Sheet}
	for i, pg := range pages {
		box := p.CellBox(i)
		if sheet.Lang == "" {
			sheet.Lang = pg.Lang
		}
		sheet.Items = append(sheet.Items, &page.Group{
			At:    box.Origin(),
			Clip:  geom.Box(p.visible(i)),
			Items: pg.Items,
		})
	}
	if p.Marks {
		if marks := p.marks(len(pages)); len(marks) > 0 {
			sheet.Items = append(sheet.Items, &page.Path{Outline: marks, Stroke: &page.Stroke{Width: markWidth}})
		}
	}
	return sheet
}

// visible returns the part of page i that is painted, in the page's own
// positions: its bleed, which ends half way to a neighbour.
func (p Plan) visible(i int) geom.Rect {
	inner := min(p.Bleed, p.Gutter/2)
	side := func(outer bool) geom.Length {
		if outer {
			return p.Bleed
		}
		return inner
	}
	col, row := i%p.Columns, i/p.Columns
	left, right := side(col == 0), side(col == p.Columns-1)
	top, bottom := side(row == 0), side(row == p.Rows-1)
	return geom.Rect{X: -left, Y: -top, W: p.Cell.W + left + right, H: p.Cell.H + top + bottom}
}

// marks returns the crop marks for the first n cells: at both ends of every cut
// that touches a used cell, in the margin around the used block.
func (p Plan) marks(n int) geom.Path {
	var out geom.Path
	if n == 0 {
		return out
	}
	columns := min(n, p.Columns)
	rows := (n + p.Columns - 1) / p.Columns
	block := p.CellBox(0).Union(p.CellBox((rows-1)*p.Columns + columns - 1))
	offset := max(markOffset, p.Bleed)
	line := func(x0, y0, x1, y1 geom.Length) {
		out.Move(x0, y0)
		out.Line(x1, y1)
	}
	for _, x := range cuts(block.X, p.Cell.W, p.Gutter, columns) {
		line(x, max(0, block.Y-offset-markLength), x, block.Y-offset)
		line(x, block.Bottom()+offset, x, min(p.Sheet.H, block.Bottom()+offset+markLength))
	}
	for _, y := range cuts(block.Y, p.Cell.H, p.Gutter, rows) {
		line(max(0, block.X-offset-markLength), y, block.X-offset, y)
		line(block.Right()+offset, y, min(p.Sheet.W, block.Right()+offset+markLength), y)
	}
	return out
}

// cuts returns where n cells are cut, beginning at start. Cells without a
// gutter share a cut.
func cuts(start, cell, gutter geom.Length, n int) []geom.Length {
	var at []geom.Length
	for i := range n {
		edge := start + geom.Length(i)*(cell+gutter)
		if i == 0 || gutter > 0 {
			at = append(at, edge)
		}
		at = append(at, edge+cell)
	}
	return at
}
