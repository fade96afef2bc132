// Package page is the waist of the house: a finished page and its placed items.
//
// Layout makes pages, imposition turns pages into pages, and pdf and raster draw them. A page holds everything a
// renderer needs and nothing else: no template, no attendee, no file name. Items are painted in order, the first at the
// bottom.
//
// Meaning is a Tag on a Group. Layout sets it, impose makes every badge on a sheet a section, and raster ignores it.
// Boxes are read aloud in painting order, so a template expresses both with one order.
package page

import (
	"iter"
	"strings"

	"lanyard/internal/base/geom"
	"lanyard/internal/typography/font"
)

// Page is one finished page. It is immutable once made, so sheets and workers can share it.
type Page struct {
	Size  geom.Size   // trim size: the paper in the reader's hand
	Bleed geom.Length // how far paint continues beyond the trim on every side
	Slug  geom.Length // space beyond the bleed for crop marks; 0 on sheets that are not trimmed
	Lang  string      // BCP 47 tag of the page's main language; may be empty
	Items []Item
}

// Item is something placed on a page: *Glyphs, *Path, *Picture, *Link or *Group. Every renderer handles all five.
type Item interface{ item() }

// Glyphs is a run of text on its baseline.
type Glyphs struct {
	At       geom.Position // pen start: left end of the baseline
	Run      *font.Run
	Size     geom.Length // font size: the height of an em
	Tracking geom.Length // extra advance after every cluster; 0 in joined scripts
	Colour   geom.Colour
}

// Visible reports whether g shows anything. A run of directional controls alone
// does not.
func (g *Glyphs) Visible() bool {
	return len(g.Run.Glyphs) > 0 && g.Size > 0 && strings.Trim(g.Run.Text, font.DirectionalControls) != ""
}

// Path is an outline that is filled, stroked or both, or a mosaic that is filled.
type Path struct {
	Outline geom.Path
	Mosaic  *geom.Mosaic // filled instead of Outline; nil: none
	EvenOdd bool         // fill rule; false is non-zero winding
	Fill    *Paint       // nil: not filled
	Stroke  *Stroke      // nil: not stroked
	Opacity float64      // 0 < Opacity < 1 is translucent; 0 and 1 both mean opaque
}

// Area returns the filled area as a path.
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

// Paint is one colour, or a gradient if To is set. A gradient continues beyond its two ends in their colours.
type Paint struct {
	Colour geom.Colour
	To     *geom.Colour  // far end of the gradient; nil: plain colour
	Stops  []Stop        // colours between the two ends, in order; nil: an even change
	From   geom.Position // axis of a linear gradient, in page positions
	Until  geom.Position
	// of a radial gradient, instead of the axis: maps the unit circle around the origin to the far end, in EMU
	Circle *geom.Matrix
}

// Stop is an intermediate colour of a gradient.
type Stop struct {
	Part   float64 // 0 at the near end, 1 at the far end
	Colour geom.Colour
}

// Stroke is a pen. The zero values of its caps and joins are PDF's defaults.
//
// With a Nib, the line is drawn in a plane that Nib maps to the page, and all lengths are measured in that plane: the
// pen is an ellipse on paper. Its E and F are ignored, and it must not flatten the plane.
type Stroke struct {
	Width  geom.Length
	Colour geom.Colour
	Dash   []geom.Length // alternating lengths of dash and gap; nil: a solid line
	Phase  geom.Length   // offset into Dash at which a line begins; 0 or more
	Cap    Cap
	Join   Join
	Miter  float64      // largest ratio of a mitred corner's length to the line width; longer ones are bevelled; 0: 10
	Nib    *geom.Matrix // shape of the pen; nil: round
}

// Cap is the shape of a line's ends.
type Cap uint8

// The caps.
const (
	ButtCap   Cap = iota // ends at the end point
	RoundCap             // a half circle around the end point
	SquareCap            // extends half the line width beyond the end point
)

// Join is the shape of a line's corners.
type Join uint8

// The joins.
const (
	MiterJoin Join = iota // a point, limited by Stroke.Miter
	RoundJoin
	BevelJoin // cut off
)

// DefaultMiter is the Miter of a Stroke that sets none: PDF's initial value (ISO 32000-1, 8.4.3.5).
const DefaultMiter = 10

// Picture is an image stretched over Box. A picture used on many pages shares one *Image.
type Picture struct {
	Box   geom.Rect
	Image *Image
	Clip  geom.Path // visible area; nil: the whole Box
	Alt   string    // for screen readers
}

// Image is a picture of any kind, read once. Name identifies its content: equal names mean equal bytes.
//
// "png" and "jpeg" are bitmaps: Data is the whole file, of Width by Height pixels. "svg" is a drawing: Items lie in a
// box of Size with its upper left corner at the origin, and paint nothing outside. "pdf" is a page of a PDF: Data is
// what package artwork extracts from the file, and Items represent it on a screen.
type Image struct {
	Name          string // hex SHA-256 of the content
	Format        string // "png", "jpeg", "svg" or "pdf"
	Data          []byte
	Width, Height int         // pixels
	Size          geom.Size   // natural size of a drawing
	Items         []Item      // of a drawing
	Title         string      // title in the file; may be empty
	Page          int         // of "pdf": page number in its file
	Bleed         geom.Length // of "pdf": how much of Size to trim off on each side
}

// Aspect returns the width and height of i in an arbitrary unit. Both are positive in every image read from a file.
func (i *Image) Aspect() (w, h geom.Length) {
	if i.Size.W > 0 {
		return i.Size.W, i.Size.H
	}
	return geom.Length(i.Width), geom.Length(i.Height)
}

// Link is an area, Box, that opens URL when clicked on a screen.
type Link struct {
	Box geom.Rect
	URL string
	Alt string // for screen readers
}

// Group places items in its own coordinate system, which is clipped, then turned clockwise by Turn degrees around its
// origin, then moved to At.
type Group struct {
	At    geom.Position
	Turn  float64   // degrees, clockwise
	Clip  geom.Path // in the group's coordinates; nil: not clipped
	Odd   bool      // even-odd rule for Clip; false is non-zero winding
	Tag   *Tag      // meaning of the items as a whole; nil: each has its own
	Items []Item
}

// Tag is the meaning of a group's items for people who do not see them. Untagged, a run of text is a paragraph, a
// picture with an Alt is a figure, and everything else is an ornament. Reading order is painting order. Only
// a section, a list, a table and their parts may contain other tags.
type Tag struct {
	Role Role
	Text string // in reading order: the text of a paragraph or heading, or the description of a figure
	Lang string // BCP 47 tag of Text; empty: that of the page
}

// Role is the kind of a tag.
type Role uint8

// The roles.
const (
	Ornament     Role = iota // not read aloud
	Paragraph                // a text of one or more lines
	Heading                  // the subject of the page
	Figure                   // described by its Text
	Section                  // one paper among several, as on a sheet of badges
	Subheading               // below the Heading before it
	List                     // of ListItems
	ListItem                 // its Labels, and everything else as its body
	Label                    // the number or the bullet of a ListItem
	Table                    // of Rows, each with the same number of cells
	Row                      // of cells; anything else in it is an ornament
	Cell                     // of a Row; it may be empty, and so may a header
	ColumnHeader             // the cell that names the column below it
	RowHeader                // the cell that names the rest of its Row
)

// IsCell reports whether r is the role of a cell, which counts even if nothing is in it.
func (r Role) IsCell() bool { return r >= Cell && r <= RowHeader }

// HasParts reports whether a tag with the role r contains other tags.
func (r Role) HasParts() bool {
	return r == Section || r == List || r == ListItem || r == Table || r == Row || r.IsCell()
}

// String returns the name of the role, as Dump writes it.
func (r Role) String() string {
	return [...]string{"ornament", "paragraph", "heading", "figure", "section", "subheading", "list", "item",
		"label", "table", "row", "cell", "column header", "row header"}[r]
}

// Runs iterates over the runs of text among items and in their groups, in painting order. Positions are in the
// coordinates of the run's group.
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
