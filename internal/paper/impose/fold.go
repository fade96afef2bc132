package impose

import (
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

// Fold is how a badge of two halves is folded.
type Fold uint8

// The folds. A tent stands on a table: its halves are one above the other, and both are upright once it is folded at
// the top. A butterfly opens like a book: its halves are side by side.
const (
	NoFold Fold = iota
	Tent
	Butterfly
)

// FoldedSize returns the size of the paper from which a badge is folded.
func FoldedSize(half geom.Size, f Fold) geom.Size {
	switch f {
	case Tent:
		half.H *= 2
	case Butterfly:
		half.W *= 2
	}
	return half
}

// Folded joins two halves of the same size into the page that they make before folding. In a tent the front is the
// lower half, and the back is above it, turned by 180 degrees. In a butterfly the front is the right half. The bleed of
// each half ends at the fold. Without a fold, Folded returns the front.
func Folded(front, back *page.Page, f Fold) *page.Page {
	w, h := front.Size.W, front.Size.H
	out := &page.Page{Size: FoldedSize(front.Size, f), Bleed: front.Bleed, Lang: front.Lang}
	b := front.Bleed
	switch f {
	case Tent:
		beyond := edges{left: b, right: b, bottom: b}
		out.Items = []page.Item{
			place(front, geom.Rect{Y: h, W: w, H: h}, 0, beyond),
			place(back, geom.Rect{W: w, H: h}, 2, edges{left: b, right: b, top: b}),
		}
	case Butterfly:
		out.Items = []page.Item{
			place(front, geom.Rect{X: w, W: w, H: h}, 0, edges{top: b, right: b, bottom: b}),
			place(back, geom.Rect{W: w, H: h}, 0, edges{left: b, top: b, bottom: b}),
		}
	default:
		return front
	}
	return out
}
