// Package page is the waist of the house: a finished page and its placed items.
//
// Layout makes pages, imposition turns pages into pages, and pdf and raster
// draw them. Whatever a renderer needs to know stands here, and nothing else:
// no template, no attendee, no file name. Items are painted in order, the first
// one lowest.
package page

import (
	"lanyard/internal/font"
	"lanyard/internal/geom"
)

// Page is one finished page. It is immutable once made, so sheets and workers
// share it.
type Page struct {
	Size  geom.Size   // trim size: the paper that the reader holds
	Bleed geom.Length // how far paint continues beyond the trim on every side
	Slug  geom.Length // room beyond the bleed for crop marks; 0 on sheets that are not cut at their own edge
	Lang  string      // BCP 47 tag of the page's main language; may be empty
	Items []Item
}

// Item is something placed on a page: *Glyphs, *Path, *Picture, *Link or
// *Group. Every renderer switches on all five.
type Item interface{ item() }

// Glyphs is a run of text on its baseline.
type Glyphs struct {
	At       geom.Position // pen start: left end of the baseline
	Run      *font.Run
	Size     geom.Length // font size: the height of an em
	Tracking geom.Length // extra advance after every cluster; 0 in joined scripts
	Colour   geom.Colour
}

// Path is an outline that is filled, stroked or both, or a mosaic that is filled.
type Path struct {
	Outline geom.Path
	Mosaic  *geom.Mosaic // what is filled in place of Outline; nil: none
	EvenOdd bool         // fill rule; false is non-zero winding
	Fill    *Paint       // nil: not filled
	Stroke  *Stroke      // nil: not stroked
	Opacity float64      // 0 < Opacity < 1 is translucent; 0 and 1 both mean opaque
}

// Area returns what is filled as a path.
func (p *Path) Area() geom.Path {
	if p.Mosaic != nil {
		return p.Mosaic.Path()
	}
	return p.Outline
}

// Bounds returns the box around the outline, controls included, or around the
// dark squares of the mosaic.
func (p *Path) Bounds() geom.Rect {
	if p.Mosaic != nil {
		return p.Mosaic.Bounds()
	}
	return p.Outline.Bounds()
}

// Paint is one colour, or a linear gradient when To is set.
type Paint struct {
	Colour geom.Colour
	To     *geom.Colour  // far end of the gradient; nil: plain colour
	From   geom.Position // axis of the gradient, in page positions
	Until  geom.Position
}

// Stroke is a pen. Its line caps are butt and its joins are mitred.
type Stroke struct {
	Width  geom.Length
	Colour geom.Colour
	Dash   []geom.Length // lengths of dash and gap in turn; nil: a full line
}

// Picture is an image stretched over Box. A picture that stands on many pages
// shares one *Image.
type Picture struct {
	Box   geom.Rect
	Image *Image
	Clip  geom.Path // visible area; nil: all of Box
	Alt   string    // what a screen reader says
}

// Image is a decoded-once picture file. Name identifies its content: equal
// names mean equal bytes. A raster image has pixels, a drawing a Size.
type Image struct {
	Name          string // hex SHA-256 of Data
	Format        string // "png", "jpeg", "svg" or "pdf"
	Data          []byte // the whole file; of "pdf", one page as package artwork cuts it out
	Width, Height int    // pixels of "png" and "jpeg"

	Size  geom.Size   // of "svg" and "pdf": as large as it was drawn
	Items []Item      // of "svg", what it shows; of "pdf", what stands for it on a screen; from (0, 0) to Size
	Page  int         // of "pdf": the number of the page in its file
	Bleed geom.Length // of "pdf": how much of Size at every side is to be cut off
}

// Aspect returns width and height of what i shows, in whatever unit it has.
// Both are more than 0 in every image that was read from a file.
func (i *Image) Aspect() (w, h geom.Length) {
	if i.Size.W > 0 {
		return i.Size.W, i.Size.H
	}
	return geom.Length(i.Width), geom.Length(i.Height)
}

// Link makes Box open URL when it is clicked on a screen.
type Link struct {
	Box geom.Rect
	URL string
	Alt string // what a screen reader says
}

// Group places items in a coordinate system of its own: first clipped, then
// turned clockwise by Turn degrees around its origin, then moved to At.
type Group struct {
	At    geom.Position
	Turn  float64   // degrees, clockwise
	Clip  geom.Path // in the group's own positions; nil: not clipped
	Items []Item
}

func (*Glyphs) item()  {}
func (*Path) item()    {}
func (*Picture) item() {}
func (*Link) item()    {}
func (*Group) item()   {}
