// Package raster turns a finished page into pixels, for previews, for pictures
// of templates and for golden tests. It draws what package pdf draws, from the
// same page, so that what is looked at is what will be printed.
//
// # How it draws
//
// Outlines are scan-converted with exact area coverage on a grid of 1/256
// pixel, in whole numbers, by either fill rule; text is filled outlines,
// unhinted, at its true place between the pixels. Colours are blended as screens
// and PDF readers do it, in sRGB as it is encoded. The paper is white. Pixels
// are the same on every machine, but for the last bit inside of scaled pictures.
//
// # Ink on a screen
//
// Without the profile of a press nobody knows how its inks look. CMYK is shown
// by the plain rule that every ink takes its part of the light away:
//
//	red = 255 (1 - cyan) (1 - black)
//
// and likewise for the other two. A named ink is shown by its CMYK alternative,
// each part times the tint. Package pdf states the same colours for its
// gradients. Readers with profiles show duller colours.
package raster

import (
	"errors"
	"fmt"
	"image"
	"math"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

// The limits of this room.
const (
	// maxPixels is how many pixels a drawing may have: A4 at 600 dpi has 35
	// million, which take 140 MB.
	maxPixels = 36_000_000

	// maxGlyphs and maxScaled bound what a Rasteriser remembers: outlines of
	// 20,000 glyphs take about 40 MB, 16 million pixels of scaled pictures 64.
	maxGlyphs = 20_000
	maxScaled = 16_000_000

	// maxDashes is how many dashes one line is cut into: a dotted line around
	// A3 has 4,000. A line that would have more is drawn full.
	maxDashes = 100_000
)

// Area is the part of a page that is drawn.
type Area uint8

// The areas. Each holds the one before.
const (
	Trim  Area = iota // what the reader holds
	Bleed             // with the paint that is cut off
	Sheet             // with the room for crop marks
)

// Rasteriser draws pages. It remembers the outlines of glyphs and the pictures
// that it has scaled, so each worker has its own; one must not be used by two
// at a time.
type Rasteriser struct {
	glyphs   map[glyphKey]*outline
	pictures map[pictureKey]*image.RGBA
	scaled   int // pixels in pictures
	scanner  scanner
	masks    []*image.Alpha // room for clips, by level
	polyline polyline
}

// New returns a rasteriser that remembers nothing yet.
func New() *Rasteriser {
	return &Rasteriser{glyphs: map[glyphKey]*outline{}, pictures: map[pictureKey]*image.RGBA{}}
}

// Draw draws p on white paper with dpi pixels an inch. The picture begins at
// the upper left corner of the area and has at least one pixel a side; parts of
// a pixel at the right and below are whole ones. The error says what of the
// page cannot be drawn, or that the drawing would have too many pixels.
func (r *Rasteriser) Draw(p *page.Page, dpi float64, area Area) (*image.RGBA, error) {
	margin := margin(p, area)
	size := geom.Size{W: p.Size.W + 2*margin, H: p.Size.H + 2*margin}
	if !(dpi > 0) || size.W <= 0 || size.H <= 0 {
		return nil, fmt.Errorf("drawing a page of %s x %s at %g dpi: it has no pixels", size.W, size.H, dpi)
	}
	scale := dpi / float64(geom.Inch)
	w, h := pixels(size.W, scale), pixels(size.H, scale)
	if w*h > maxPixels {
		return nil, fmt.Errorf("drawing a page of %s x %s at %g dpi: %.0f pixels are more than %d million", size.W, size.H, dpi, w*h, maxPixels/1_000_000)
	}
	c := canvas{Rasteriser: r, img: image.NewRGBA(image.Rect(0, 0, int(w), int(h)))}
	for i := range c.img.Pix {
		c.img.Pix[i] = 0xff
	}
	c.clip = clip{bounds: c.img.Rect}
	edge := float64(float64(margin) * scale)
	c.place = mapping(scale, 0, 0, scale, edge, edge)
	if err := c.items(p.Items); err != nil {
		return nil, fmt.Errorf("drawing a page: %w", err)
	}
	return c.img, nil
}

// DPI returns the resolution at which an area of p is width pixels wide.
func DPI(p *page.Page, width int, area Area) float64 {
	return float64(width) / (float64(p.Size.W+2*margin(p, area)) / float64(geom.Inch))
}

// margin returns how far an area continues beyond the trim.
func margin(p *page.Page, area Area) geom.Length {
	return [...]geom.Length{Trim: 0, Bleed: p.Bleed, Sheet: p.Bleed + p.Slug}[area]
}

// pixels returns how many pixels l takes. A millionth of one is rounding.
func pixels(l geom.Length, scale float64) float64 {
	return max(1, math.Ceil(float64(l)*scale-1e-6))
}

// canvas is the work on one page.
type canvas struct {
	*Rasteriser
	img   *image.RGBA
	place matrix // from the positions of the present group to pixels
	clip  clip
	depth int
}

// clip is where paint stays. Beside the mask, bounds are all visible.
type clip struct {
	bounds image.Rectangle
	mask   *image.Alpha // nil: all of bounds; else its rectangle is bounds
	level  int          // how many clips have made it
}

func (c *canvas) items(items []page.Item) error {
	for _, it := range items {
		if err := c.item(it); err != nil {
			return err
		}
	}
	return nil
}

func (c *canvas) item(it page.Item) error {
	switch it := it.(type) {
	case *page.Glyphs:
		c.text(it)
		return nil
	case *page.Path:
		c.path(it)
		return nil
	case *page.Picture:
		return c.picture(it)
	case *page.Link:
		return nil // to be clicked, not seen
	case *page.Group:
		return c.group(it)
	default:
		panic(fmt.Sprintf("internal error: page item %T is not known to raster", it))
	}
}

func (c *canvas) group(g *page.Group) error {
	if c.depth++; c.depth > page.MaxNesting {
		return fmt.Errorf("groups are nested deeper than %d levels", page.MaxNesting)
	}
	if math.IsNaN(g.Turn) || math.IsInf(g.Turn, 0) {
		return errors.New("a group is turned by no number of degrees")
	}
	place, outer := c.place, c.clip
	c.place = place.turned(g.At, g.Turn)
	if g.Clip != nil {
		c.clipTo(g.Clip, g.Odd)
	}
	err := c.items(g.Items)
	c.place, c.clip = place, outer
	c.depth--
	return err
}

// clipTo makes the clip smaller: to the inside of a path, by either rule.
func (c *canvas) clipTo(path geom.Path, evenOdd bool) {
	outer := c.clip
	bounds := outer.bounds.Intersect(c.place.bounds(path.Bounds()))
	if len(c.masks) == outer.level {
		c.masks = append(c.masks, new(image.Alpha))
	}
	mask := c.masks[outer.level]
	n := bounds.Dx() * bounds.Dy()
	if cap(mask.Pix) < n {
		mask.Pix = make([]uint8, n)
	}
	mask.Pix, mask.Stride, mask.Rect = mask.Pix[:n], bounds.Dx(), bounds
	clear(mask.Pix)
	c.clip = clip{bounds, mask, outer.level + 1}
	c.scanner.begin(bounds)
	c.scanner.add(path, c.place)
	c.scanner.rows(evenOdd, func(y, x int, coverage []uint8) {
		row := mask.Pix[mask.PixOffset(x, y):]
		if outer.mask == nil {
			copy(row, coverage)
			return
		}
		before := outer.mask.Pix[outer.mask.PixOffset(x, y):]
		for i, v := range coverage {
			row[i] = part(v, before[i])
		}
	})
}

// part returns a of b, both out of 255.
func part(a, b uint8) uint8 {
	v := uint32(a)*uint32(b) + 128
	return uint8((v + v>>8) >> 8)
}

// matrix is a map to pixels, or to a plane of its own and back.
type matrix struct{ geom.Matrix }

// mapping returns the matrix with the six numbers, in the order of geom.Matrix.
func mapping(a, b, c, d, e, f float64) matrix {
	return matrix{geom.Matrix{A: a, B: b, C: c, D: d, E: e, F: f}}
}

// inverse returns the matrix that maps back; it is not ok when there is none.
func (m matrix) inverse() (matrix, bool) {
	back, ok := m.Inverse()
	return matrix{back}, ok
}

// turned returns the matrix of a group that is turned clockwise by degrees and
// moved to at.
func (m matrix) turned(at geom.Position, degrees float64) matrix {
	sin, cos := geom.Turn(degrees)
	e, f := m.At(float64(at.X), float64(at.Y))
	return mapping(
		float64(m.A*cos)+float64(m.C*sin), float64(m.B*cos)+float64(m.D*sin),
		float64(m.C*cos)-float64(m.A*sin), float64(m.D*cos)-float64(m.B*sin), e, f)
}

// scale returns how many pixels one EMU is.
func (m matrix) scale() float64 { return math.Sqrt(float64(m.A*m.A) + float64(m.B*m.B)) }

// bounds returns the pixels that a box touches.
func (m matrix) bounds(r geom.Rect) image.Rectangle {
	x0, y0 := math.Inf(1), math.Inf(1)
	x1, y1 := math.Inf(-1), math.Inf(-1)
	for _, p := range [...]geom.Position{{X: r.X, Y: r.Y}, {X: r.Right(), Y: r.Y}, {X: r.X, Y: r.Bottom()}, {X: r.Right(), Y: r.Bottom()}} {
		x, y := m.At(float64(p.X), float64(p.Y))
		x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x), max(y1, y)
	}
	whole := func(v float64) int { return int(max(-farthest, min(farthest, v))) }
	return image.Rect(whole(math.Floor(x0)), whole(math.Floor(y0)), whole(math.Ceil(x1)), whole(math.Ceil(y1)))
}
