// Package impose places finished pages on the sheets that go through a
// printer: pages in, pages out. It knows nothing of what stands on a page.
//
// A Stock is what is printed on, a Wish what is wanted of it, and Grid makes a
// Plan of the two. Plan.Sheets then says which page stands in which cell of
// which sheet, by number, and Plan.Front and Plan.Back place the pages. Copies
// and Folded stand before it: the one repeats numbers, the other makes one page
// of the two halves of a badge that is folded.
package impose

import (
	"fmt"

	"lanyard/internal/base/geom"
)

// printerMargin is what office printers leave white at the paper's edge. Most
// need 4.2 mm or less.
const printerMargin = 5 * geom.Millimetre

// dieTolerance is by how much a page may be larger than the cell it is meant
// for: makers of stock give their sizes to a tenth of a millimetre, and cut
// less exactly.
const dieTolerance = geom.Millimetre / 5

// Wish is what a plan is made for. The zero value of all but Stock and Page is
// the simple case: as many as fit, one after the other, one side, no marks.
type Wish struct {
	Stock         Stock
	Page          geom.Size    // trim size of the pages, unfolded
	Bleed         geom.Length  // of the pages
	Columns, Rows int          // on plain paper; 0: as many as fit
	Gutter        *geom.Length // between the cells on plain paper; nil: room for the bleed of both neighbours where there is some
	Options
}

// Options are what a plan takes over from the wish as it is.
type Options struct {
	Crop         bool // lines to cut along, on plain paper
	Registration bool // targets that show how well plates and sides fit
	Outlines     bool // the edges of the used cells
	Fold         Fold // lines to fold along
	Order        Order
	Flip         Flip
	FrontShift   geom.Position // by how much the printer is to print further right and down
	BackShift    geom.Position // likewise, on the back
}

// Order is how the pages follow each other on the sheets.
type Order uint8

// The orders.
const (
	InRows  Order = iota // a sheet is filled row by row before the next
	InStack              // after the stack of sheets is cut, its piles lie in order, one on the other
)

// Flip says about which edge of the sheet a printer turns it for the back.
type Flip uint8

// The edges.
const (
	LongEdge Flip = iota
	ShortEdge
)

// Plan is one way to fill a sheet with pages. Its Stock is that of the wish
// with every measure known.
type Plan struct {
	Stock
	Options
	Page   geom.Size
	Bleed  geom.Length
	Turned bool // the pages stand turned clockwise by a quarter
}

// Grid plans what w asks for. On plain paper the cells are as large as the
// pages and stand in the middle, inside the printer's margin. A page with the
// size of the paper itself fills it. The gutter leaves room for the bleed of
// both neighbours where the cells leave it, and is smaller, down to nothing,
// where they do not. The paper is turned when it then holds more cells, and
// the whole of their bleed. On stock that is cut, a page stands in the middle of
// its cell, and is turned when it fits only so. The error says what is too
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
		return Plan{}, fmt.Errorf("imposing: a page of %s is larger than a cell of %s, which has %s", extent(w.Page), p.Name(), extent(p.Cell))
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

// roomy returns how many pages a sheet holds with the whole of their bleed.
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

// atMost returns n, but not more than wanted unless that is 0.
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
		return s, fmt.Errorf("imposing: a page of %s does not fit on a sheet of %s with %s of white margin", extent(w.Page), extent(sheet), printerMargin)
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

// completed returns s, which has cells, with what it leaves out: a pitch
// without gaps, and as many columns and rows as the sheet holds. The error says
// what does not fit.
func (s Stock) completed() (Stock, error) {
	s.Pitch.W, s.Pitch.H = max(s.Pitch.W, s.Cell.W), max(s.Pitch.H, s.Cell.H)
	room := geom.Size{W: s.Sheet.W - s.First.X, H: s.Sheet.H - s.First.Y}
	if s.Centred {
		room = s.Sheet
	}
	columns, rows := most(room.W, s.Cell.W, s.Pitch.W-s.Cell.W), most(room.H, s.Cell.H, s.Pitch.H-s.Cell.H)
	if columns < max(s.Columns, 1) || rows < max(s.Rows, 1) {
		return s, fmt.Errorf("imposing: %d columns of %d rows with cells of %s do not fit on the sheet of %s", max(s.Columns, 1), max(s.Rows, 1), extent(s.Cell), extent(s.Sheet))
	}
	s.Columns, s.Rows = atMost(s.Columns, columns), atMost(s.Rows, rows)
	if s.Centred {
		s.First = s.centre()
	}
	return s, nil
}

// centre returns where the first cell begins, so that the block is centred.
func (s Stock) centre() geom.Position {
	across := func(sheet, cell, pitch geom.Length, n int) geom.Length {
		return (sheet - cell - pitch*geom.Length(n-1)) / 2
	}
	return geom.Position{X: across(s.Sheet.W, s.Cell.W, s.Pitch.W, s.Columns), Y: across(s.Sheet.H, s.Cell.H, s.Pitch.H, s.Rows)}
}

// PerSheet returns how many pages one side of a sheet takes.
func (p Plan) PerSheet() int { return p.Columns * p.Rows }

// CellBox returns cell i of the front of a sheet, counted from 0, row by row
// from the upper left.
func (p Plan) CellBox(i int) geom.Rect { return p.box(i%p.Columns, i/p.Columns) }
