// Package page is the waist of the house: a finished page and its placed items.
//
// Layout makes pages, imposition turns pages into pages, and pdf and raster
// draw them. Whatever a renderer needs to know stands here, and nothing else:
// no template, no attendee, no file name. Items are painted in order, the first
// one lowest.
package page

import (
	"iter"

	"lanyard/internal/base/geom"
	"lanyard/internal/typography/font"
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

// Paint is one colour, or a gradient when To is set. Beyond its two ends a
// gradient goes on in their colours.
type Paint struct {
	Colour geom.Colour
	To     *geom.Colour  // far end of the gradient; nil: plain colour
	Stops  []Stop        // what lies between the two ends, in order; nil: an even change
	From   geom.Position // axis of a linear gradient, in page positions
	Until  geom.Position
	Circle *geom.Matrix // of a radial gradient, instead of the axis: maps the circle of radius 1 around the origin to the far end, in EMU
}

// Stop is a colour that a gradient has on its way.
type Stop struct {
	Part   float64 // 0 at the near end, 1 at the far end
	Colour geom.Colour
}

// Stroke is a pen. The zero values of its caps and joins are those of PDF.
//
// With a Nib, the line is drawn in a plane that Nib maps to the page, and all
// lengths are measured there: the pen is an ellipse on paper. E and F of it do
// not count; neither of the two ways in which it stretches is 0.
type Stroke struct {
	Width  geom.Length
	Colour geom.Colour
	Dash   []geom.Length // lengths of dash and gap in turn; nil: a full line
	Phase  geom.Length   // how far into Dash a line begins; 0 or more
	Cap    Cap
	Join   Join
	Miter  float64      // how many times longer than wide a mitred corner may be before it is cut; 0: 10
	Nib    *geom.Matrix // shape of the pen; nil: round
}

// Cap is how a line ends.
type Cap uint8

// The caps.
const (
	ButtCap   Cap = iota // at its end
	RoundCap             // with half a circle around it
	SquareCap            // half of its width beyond
)

// Join is how a line turns a corner.
type Join uint8

// The joins.
const (
	MiterJoin Join = iota // with a tip, which Stroke.Miter bounds
	RoundJoin
	BevelJoin // cut off
)

// DefaultMiter is the Miter of a Stroke that gives none: what PDF begins with
// (ISO 32000-1, 8.4.3.5).
const DefaultMiter = 10

// Picture is an image stretched over Box. A picture that stands on many pages
// shares one *Image.
type Picture struct {
	Box   geom.Rect
	Image *Image
	Clip  geom.Path // visible area; nil: all of Box
	Alt   string    // what a screen reader says
}

// Image is a picture of any kind, read once. Name identifies its content:
// equal names mean equal bytes.
//
// "png" and "jpeg" are pixels: Data is the whole file, which is Width by Height.
// "svg" is drawn: Items stand in a box of Size whose upper left corner is the
// origin, and none of them paints beyond it. "pdf" is a page of a PDF: Data is
// what package artwork cuts out of the file, and Items stand for it on a screen.
type Image struct {
	Name          string // hex SHA-256 of the content
	Format        string // "png", "jpeg", "svg" or "pdf"
	Data          []byte
	Width, Height int         // pixels
	Size          geom.Size   // natural size, of what is drawn
	Items         []Item      // of what is drawn
	Title         string      // what the file calls itself; may be empty
	Page          int         // of "pdf": the number of the page in its file
	Bleed         geom.Length // of "pdf": how much of Size at every side is to be cut off
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
	Odd   bool      // the inside of Clip is found by the even-odd rule; false is non-zero winding
	Tag   *Tag      // what its items are together; nil: each is what it is alone
	Items []Item
}

// Tag says what the items of a group are to somebody who does not see them.
// Without one a run of text is a paragraph, a picture with an Alt a figure, and
// all else an ornament. What is read is read in the order of painting. Only a
// Section may hold other tags.
type Tag struct {
	Role Role
	Text string // in the order of reading: what a paragraph or heading says, or what is said in place of a figure
	Lang string // BCP 47 tag of Text; empty: that of the page
}

// Role is the kind of a tag.
type Role uint8

// The roles.
const (
	Ornament  Role = iota // is not read
	Paragraph             // a text of one or more lines
	Heading               // the text that the page is about
	Figure                // is drawn, and described by its Text
	Section               // a paper of its own, as on a sheet of badges
)

// String returns the name of the role, as Dump writes it.
func (r Role) String() string {
	return [...]string{"ornament", "paragraph", "heading", "figure", "section"}[r]
}

// Runs goes through the runs of text among items and in their groups, in the
// order of painting. Their positions are those of the group they are in.
func Runs(items []Item) iter.Seq[*Glyphs] {
	return func(yield func(*Glyphs) bool) { runs(items, yield) }
}

func runs(items []Item, yield func(*Glyphs) bool) bool {
	for _, it := range items {
		switch it := it.(type) {
		case *Glyphs:
			if !yield(it) {
				return false
			}
		case *Group:
			if !runs(it.Items, yield) {
				return false
			}
		}
	}
	return true
}

func (*Glyphs) item()  {}
func (*Path) item()    {}
func (*Picture) item() {}
func (*Link) item()    {}
func (*Group) item()   {}
