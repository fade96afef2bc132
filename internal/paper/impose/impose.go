// Package impose places finished pages on the sheets that go through a printer: pages in, pages out. It knows nothing
// about their content.
//
// A Stock is what is printed on, a Wish is what the user wants, and Grid turns a Wish into a Plan. Plan.Sheets assigns
// page numbers to cells and sheets, and Plan.Front and Plan.Back place the pages. Copies and Folded are used before
// that: Copies repeats numbers, Folded joins the two halves of a folded badge into one page.
package impose

import (
	"fmt"

	"lanyard/internal/base/geom"
)

// printerMargin is the edge that office printers leave white. Most need 4.2 mm or less.
const printerMargin = 5 * geom.Millimetre

// dieTolerance is how much a page may be larger than its cell: makers of stock round their sizes to a tenth of a
// millimetre, and cut less exactly.
const dieTolerance = geom.Millimetre / 5

// Wish is what the user wants. Stock and Page are required; the zero value of the rest is the simple case: as many
// cells as fit, in order, one side, no marks.
type Wish struct {
	Stock         Stock
	Page          geom.Size   // trim size of the pages before folding
	Bleed         geom.Length // of the pages
	Columns, Rows int         // on plain paper; 0: as many as fit
	// between cells on plain paper; nil: room for the bleed of both neighbours, if there is any
	Gutter *geom.Length
	Options
}

// Options are passed on from the wish to the plan unchanged.
type Options struct {
	Crop         bool // lines to cut along, on plain paper
	Registration bool // targets that show how well plates and sides align
	Outlines     bool // edges of the used cells
	Fold         Fold // fold lines
	Order        Order
	Flip         Flip
	FrontShift   geom.Position // how far the printer must shift its output right and down
	BackShift    geom.Position // the same on the back
}

// Order is how consecutive pages are distributed over the sheets.
type Order uint8

// The orders.
const (
	InRows  Order = iota // fill a sheet row by row before the next one
	InStack              // cut the stack of sheets and put the piles on top of each other, and the pages are in order
)

// Flip is the edge about which a printer turns the sheet to print its back.
type Flip uint8

// The edges.
const (
	LongEdge Flip = iota
	ShortEdge
)

// Plan is one way to fill a sheet with pages. Its Stock is that of the wish with every measure filled in.
type Plan struct {
	Stock
	Options
	Page   geom.Size
	Bleed  geom.Length
	Turned bool // pages are turned clockwise by a quarter
}

// Grid plans what w asks for. On plain paper the cells have the size of the pages and are centred within the printer's
// margin. A page the size of the paper fills it. The gutter leaves room for the bleed of both neighbours if the cells
// leave any, and shrinks, down to nothing, if not. The paper is turned if it then holds more cells, with all of their
// bleed. On cut stock, a page is centred in its cell, and turned if it fits only that way. The error names what is too
// large.
func Grid(w Wish) (Plan, error) {
	if w.Page.W <= 0 || w.Page.H <= 0 {
		return Plan{}, fmt.Errorf("imposing: a page of %s cannot be placed", extent(w.Page))
	}
	p := Plan{Stock: w.Stock, Options: w.Options, Page: w.Page, Bleed: w.Bleed}
	var err error
	switch {
	case w.Stock.Endless():
		p.Stock, p.Crop = w.fromRoll(), false
	case w.Stock.Plain():
		p.Stock, err = w.onPaper()
	default:
		p.Stock, err = w.Stock.completed()
		p.Crop = false
	}
	if err != nil {
		return Plan{}, err
	}
	switch room := p.Cell.At(geom.Position{}).Inset(-dieTolerance / 2).Size(); {
	case fits(w.Page, room):
	case fits(w.Page.Turned(), room):
		p.Turned = true
	default:
		return Plan{}, fmt.Errorf("imposing: a page of %s is larger than a cell of %s, which has %s", extent(w.Page),
			p.Name(), extent(p.Cell))
	}
	return p, nil
}

func fits(a, b geom.Size) bool { return a.W <= b.W && a.H <= b.H }

func extent(s geom.Size) string { return fmt.Sprintf("%s x %s", s.W, s.H) }

// fromRoll returns the stock that a printer cuts from an endless roll.
func (w Wish) fromRoll() Stock {
	s := w.Stock
	length := w.Page.H
	if w.Page.W > s.Sheet.W {
		length = w.Page.W
	}
	s.Sheet.H = length
	s.Cell, s.Pitch, s.Columns, s.Rows = s.Sheet, s.Sheet, 1, 1
	return s
}

// onPaper returns plain paper with cells for the pages.
func (w Wish) onPaper() (Stock, error) {
	upright, err := w.cut(w.Stock.Sheet)
	turned, errTurned := w.cut(w.Stock.Sheet.Turned())
	if errTurned == nil && (err != nil || w.roomy(turned.Sheet) > upright.Columns*upright.Rows) {
		return turned, nil
	}
	return upright, err
}

// roomy returns how many pages a sheet holds with their full bleed.
func (w Wish) roomy(sheet geom.Size) int {
	gap := 2 * w.Bleed
	if w.Gutter != nil {
		gap = *w.Gutter
	}
	room := sheet.At(geom.Position{}).Inset(printerMargin)
	return atMost(w.Columns, most(room.W, w.Page.W, gap)) * atMost(w.Rows, most(room.H, w.Page.H, gap))
}

// most returns how many cells fit into room with gaps between them.
func most(room, cell, gap geom.Length) int { return int(max(0, room+gap) / (cell + gap)) }

// atMost returns n, limited to wanted unless that is 0.
func atMost(wanted, n int) int {
	if wanted > 0 {
		return min(wanted, n)
	}
	return n
}

// cut returns a sheet of paper with cells for the pages.
func (w Wish) cut(sheet geom.Size) (Stock, error) {
	s := w.Stock
	s.Sheet, s.Cell = sheet, w.Page
	if sheet == w.Page {
		s.Columns, s.Rows, s.Pitch = 1, 1, w.Page
		return s, nil
	}
	room := sheet.At(geom.Position{}).Inset(printerMargin)
	var gap geom.Length
	if w.Gutter != nil {
		gap = *w.Gutter
	}
	columns, rows := most(room.W, w.Page.W, gap), most(room.H, w.Page.H, gap)
	if columns == 0 || rows == 0 {
		return s, fmt.Errorf("imposing: a page of %s does not fit on a sheet of %s with %s of white margin",
			extent(w.Page), extent(sheet), printerMargin)
	}
	if w.Columns > columns || w.Rows > rows {
		return s, fmt.Errorf("imposing: %d columns of %d rows do not fit on the sheet, which holds %d of %d",
			max(w.Columns, 1), max(w.Rows, 1), columns, rows)
	}
	s.Columns, s.Rows = atMost(w.Columns, columns), atMost(w.Rows, rows)
	if w.Gutter == nil {
		gap = min(2*w.Bleed, spare(room.W, w.Page.W, s.Columns), spare(room.H, w.Page.H, s.Rows))
	}
	s.Pitch = geom.Size{W: w.Page.W + gap, H: w.Page.H + gap}
	s.First = s.centre()
	return s, nil
}

// spare returns the widest gutter with which n cells fit into room.
func spare(room, cell geom.Length, n int) geom.Length {
	if n < 2 {
		return room
	}
	return (room - cell*geom.Length(n)) / geom.Length(n-1)
}

// completed returns s, which has cells, with missing measures filled in: a pitch without gaps, and as many columns and
// rows as the sheet holds. The error names what does not fit.
func (s Stock) completed() (Stock, error) {
	s.Pitch.W, s.Pitch.H = max(s.Pitch.W, s.Cell.W), max(s.Pitch.H, s.Cell.H)
	room := geom.Size{W: s.Sheet.W - s.First.X, H: s.Sheet.H - s.First.Y}
	if s.Centred {
		room = s.Sheet
	}
	columns, rows := most(room.W, s.Cell.W, s.Pitch.W-s.Cell.W), most(room.H, s.Cell.H, s.Pitch.H-s.Cell.H)
	if columns < max(s.Columns, 1) || rows < max(s.Rows, 1) {
		return s, fmt.Errorf("imposing: %d columns of %d rows with cells of %s do not fit on the sheet of %s",
			max(s.Columns, 1), max(s.Rows, 1), extent(s.Cell), extent(s.Sheet))
	}
	s.Columns, s.Rows = atMost(s.Columns, columns), atMost(s.Rows, rows)
	if s.Centred {
		s.First = s.centre()
	}
	return s, nil
}

// centre returns the corner of the first cell that centres the block.
func (s Stock) centre() geom.Position {
	across := func(sheet, cell, pitch geom.Length, n int) geom.Length {
		return (sheet - cell - pitch*geom.Length(n-1)) / 2
	}
	return geom.Position{X: across(s.Sheet.W, s.Cell.W, s.Pitch.W, s.Columns),
		Y: across(s.Sheet.H, s.Cell.H, s.Pitch.H, s.Rows)}
}

// PerSheet returns how many pages fit on one side of a sheet.
func (p Plan) PerSheet() int { return p.Columns * p.Rows }

// CellBox returns cell i of a sheet's front, from 0, row by row from the upper left.
func (p Plan) CellBox(i int) geom.Rect { return p.box(i%p.Columns, i/p.Columns) }
