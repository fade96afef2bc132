package impose

import (
	"fmt"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

// edges are lengths at the four sides of a box, clockwise from the left.
type edges [4]geom.Length

const (
	left = iota
	top
	right
	bottom
)

// turned returns the lengths at the sides of a page that is turned by quarters, where e are the lengths at the sides of
// its place.
func (e edges) turned(quarters int) edges {
	var out edges
	for side := range e {
		out[side] = e[(side+quarters)%4]
	}
	return out
}

// around returns r enlarged by e.
func (e edges) around(r geom.Rect) geom.Rect {
	return geom.Rect{X: r.X - e[left], Y: r.Y - e[top], W: r.W + e[left] + e[right], H: r.H + e[top] + e[bottom]}
}

// place positions a page so that, turned clockwise by quarters, it fills box. Paint is kept beyond the sides of the box
// as far as beyond says.
func place(pg *page.Page, box geom.Rect, quarters int, beyond edges) *page.Group {
	at := box.Origin()
	switch quarters {
	case 1:
		at.X = box.Right()
	case 2:
		at = geom.Position{X: box.Right(), Y: box.Bottom()}
	case 3:
		at.Y = box.Bottom()
	}
	size := box.Size()
	if quarters%2 == 1 {
		size = size.Turned()
	}
	return &page.Group{
		At:    at,
		Turn:  float64(90 * quarters),
		Clip:  geom.Box(beyond.turned(quarters).around(size.At(geom.Position{}))),
		Tag:   &page.Tag{Role: page.Section, Lang: pg.Lang},
		Items: pg.Items,
	}
}

// Front returns the front of a sheet with the pages in its cells; nil leaves a cell blank. There may be at most
// PerSheet pages.
func (p Plan) Front(pages []*page.Page) *page.Page {
	sheet := p.filled(pages, func(i int) *page.Group {
		return place(pages[i], p.pageBox(i), p.quarters(), p.beyond(i))
	})
	used := p.used(pages)
	if len(used) > 0 {
		sheet.Items = append(sheet.Items, p.marks(used)...)
	}
	return p.shifted(sheet, p.FrontShift)
}

// Back returns the back of the sheet whose front Front returns, given the backs of the same pages. It is mirrored, so
// that each back is behind its front, and turned, so that both are upright when a badge is turned about its own
// vertical axis.
func (p Plan) Back(pages []*page.Page) *page.Page {
	sheet := p.filled(pages, func(i int) *page.Group {
		box, beyond, quarters := p.pageBox(i), p.beyond(i), p.quarters()
		if p.aboutVertical() {
			box.X = p.Sheet.W - box.Right()
			beyond[left], beyond[right] = beyond[right], beyond[left]
			quarters = (4 - quarters) % 4
		} else {
			box.Y = p.Sheet.H - box.Bottom()
			beyond[top], beyond[bottom] = beyond[bottom], beyond[top]
			quarters = (6 - quarters) % 4
		}
		return place(pages[i], box, quarters, beyond)
	})
	if p.Registration && len(p.used(pages)) > 0 {
		sheet.Items = append(sheet.Items, p.targets(p.aboutVertical(), !p.aboutVertical()))
	}
	return p.shifted(sheet, p.BackShift)
}

// aboutVertical reports whether the printer turns the sheet about a vertical
// axis.
func (p Plan) aboutVertical() bool {
	return (p.Flip == LongEdge) == (p.Sheet.H >= p.Sheet.W)
}

func (p Plan) quarters() int {
	if p.Turned {
		return 1
	}
	return 0
}

// filled returns a sheet with a group for each non-nil page.
func (p Plan) filled(pages []*page.Page, group func(i int) *page.Group) *page.Page {
	if len(pages) > p.PerSheet() {
		panic(fmt.Sprintf("internal error: %d pages for a sheet of %d", len(pages), p.PerSheet()))
	}
	sheet := &page.Page{Size: p.Sheet}
	for i, pg := range pages {
		if pg == nil {
			continue
		}
		if sheet.Lang == "" {
			sheet.Lang = pg.Lang
		}
		sheet.Items = append(sheet.Items, group(i))
	}
	return sheet
}

// shifted moves everything on the sheet, to compensate for the printer's offset.
func (p Plan) shifted(sheet *page.Page, by geom.Position) *page.Page {
	if by != (geom.Position{}) {
		sheet.Items = []page.Item{&page.Group{At: by, Items: sheet.Items}}
	}
	return sheet
}

// used returns the cells that have a page.
func (p Plan) used(pages []*page.Page) []int {
	var used []int
	for i, pg := range pages {
		if pg != nil {
			used = append(used, i)
		}
	}
	return used
}

// pageBox returns the box of the page in cell i on the front: centred.
func (p Plan) pageBox(i int) geom.Rect {
	cell, size := p.CellBox(i), p.Page
	if p.Turned {
		size = size.Turned()
	}
	return size.At(geom.Position{X: cell.X + (cell.W-size.W)/2, Y: cell.Y + (cell.H-size.H)/2})
}

// beyond returns how far paint is kept beyond the page of cell i: its bleed, which ends halfway to a neighbour. A page
// smaller than its cell by its bleed or more ends at its trim.
func (p Plan) beyond(i int) edges {
	box, cell := p.pageBox(i), p.CellBox(i)
	side := func(slack, gap geom.Length, outer bool) geom.Length {
		switch {
		case slack >= p.Bleed:
			return 0
		case outer:
			return p.Bleed
		}
		return min(p.Bleed, slack+gap/2)
	}
	across, down := p.Pitch.W-p.Cell.W, p.Pitch.H-p.Cell.H
	col, row := i%p.Columns, i/p.Columns
	return edges{
		left:   side(box.X-cell.X, across, col == 0),
		top:    side(box.Y-cell.Y, down, row == 0),
		right:  side(cell.Right()-box.Right(), across, col == p.Columns-1),
		bottom: side(cell.Bottom()-box.Bottom(), down, row == p.Rows-1),
	}
}
