package impose

import (
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

// Fold is how a badge of two halves is folded.
type Fold uint8

// The folds. A tent stands on a table: its halves lie one over the other and
// are both upright once it is folded along the top. A butterfly opens like a
// book: its halves lie side by side.
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

// Folded returns the one page that two halves of the same size make before
// they are folded. In a tent the front is the lower half, and the back is
// turned by 180 degrees above it. In a butterfly the front is the right half.
// The bleed of each ends at the fold. Without a fold the front is returned.
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
