package draft

import (
	"math"

	"lanyard/internal/base/geom"
)

// Space is what is painted on a page, in cells.
type Space struct {
	size     geom.Size
	cell     geom.Length
	cols     int
	rows     int
	occupied []int
}

// NewSpace returns the space of an empty page, in cells of 1/150 of the longer side and at least 1 mm.
func NewSpace(size geom.Size) *Space {
	sp := &Space{size: size, cell: max(geom.Millimetre, max(size.W, size.H)/150)}
	sp.cols, sp.rows = int(size.W/sp.cell)+1, int(size.H/sp.cell)+1
	sp.occupied = make([]int, sp.cols*sp.rows)
	return sp
}

// cells calls f for each cell of a place.
func (sp *Space) cells(b geom.Rect, f func(cell *int)) {
	for y := max(0, int(b.Y/sp.cell)); y <= min(sp.rows-1, int(b.Bottom()/sp.cell)); y++ {
		for x := max(0, int(b.X/sp.cell)); x <= min(sp.cols-1, int(b.Right()/sp.cell)); x++ {
			f(&sp.occupied[y*sp.cols+x])
		}
	}
}

// Fill records that something with a weight from 1 (a picture) to 8 (taken) is painted in b.
func (sp *Space) Fill(b geom.Rect, weight int) { sp.cells(b, func(c *int) { *c = min(*c+weight, 8) }) }

// cost returns how much of a place is taken.
func (sp *Space) cost(b geom.Rect) (sum int) {
	sp.cells(b, func(c *int) { sum += *c })
	return sum
}

// found says where a place was found.
func (sp *Space) found(b geom.Rect) string {
	taken := 0
	sp.cells(b, func(c *int) {
		if *c >= 4 {
			taken++
		}
	})
	if taken > 2 {
		return "over something, as the page has no room: move it"
	}
	return "where the page has room"
}

// cheaper searches the places that from and until bound, in steps of a cell, for the one of the least cost; further
// adds to the cost of a place.
func (sp *Space) cheaper(b geom.Rect, until geom.Position, further func(geom.Rect) int) (best geom.Rect, least int) {
	least, best = math.MaxInt, b
	for y := b.Y; y <= until.Y; y += sp.cell {
		for x := b.X; x <= until.X; x += sp.cell {
			at := geom.Rect{X: x, Y: y, W: b.W, H: b.H}
			if cost := 40*sp.cost(at) + further(at); cost < least {
				least, best = cost, at
			}
		}
	}
	return best, least
}

// band returns the emptiest band of a height in which a name has room: across the page, or else on one side of it.
func (sp *Space) band(h geom.Length) (best geom.Rect) {
	least := math.MaxInt
	for i, part := range []geom.Length{80, 62, 45, 36} {
		w := sp.size.W * part / 100
		b := geom.Rect{X: sp.size.W * 5 / 100, Y: sp.size.H / 12, W: w, H: h}
		until := geom.Position{X: sp.size.W*95/100 - w, Y: max(b.Y, sp.size.H*11/12-h)}
		at, cost := sp.cheaper(b, until, func(r geom.Rect) int {
			up, aside := r.Y+h/2-sp.size.H*45/100, r.X+r.W/2-sp.size.W/2
			return int(max(up, -up)/sp.cell) + int(max(aside, -aside)/sp.cell)
		})
		if cost += i * 150; cost < least {
			least, best = cost, at
		}
	}
	return best
}

// corner returns the emptiest place of a size, towards the corners and the lower edge.
func (sp *Space) corner(size geom.Size) geom.Rect {
	edge := max(3*geom.Millimetre, min(sp.size.W, sp.size.H)/16)
	edge = max(0, min(edge, (sp.size.W-size.W)/2, (sp.size.H-size.H)/2))
	until := geom.Position{X: sp.size.W - size.W - edge, Y: sp.size.H - size.H - edge}
	at, _ := sp.cheaper(size.At(geom.Position{X: edge, Y: edge}), until, func(r geom.Rect) int {
		aside := min(r.X-edge, until.X-r.X, max(r.X-until.X/2, until.X/2-r.X)+3*sp.cell)
		return int((until.Y-r.Y)/sp.cell)/2 + int(max(0, aside)/sp.cell) + int((until.X-r.X)/sp.cell)/40
	})
	return at
}
