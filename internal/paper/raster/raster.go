// Package raster turns a finished page into pixels, for previews, for pictures of templates and for golden tests. It
// draws the same page as package pdf, so what you look at is what will be printed.
//
// # How it draws
//
// Outlines are scan-converted with exact area coverage on a grid of 1/256 pixel, in integers, with either fill rule.
// Text is filled outlines, unhinted, at its exact subpixel position. Colours are blended in encoded sRGB, as screens
// and PDF readers do. The paper is white. Pixels are the same on every machine, except for the last bit inside scaled
// pictures.
//
// # Ink on a screen
//
// Without the profile of a press, nobody knows how its inks look. CMYK is shown by the simple rule that every ink
// removes its share of the light:
//
//	red = 255 (1 - cyan) (1 - black)
//
// and likewise for green and blue. A named ink is shown as its CMYK alternative, each component times the tint. Package
// pdf uses the same colours for its gradients. Readers with profiles show duller colours.
package raster

import (
	"context"
	"errors"
	"fmt"
	"image"
	"math"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

// Limits.
const (
	// maxPixels is the most pixels of a drawing: A4 at 600 dpi has 35 million, which take 140 MB.
	maxPixels = 36_000_000

	// maxGlyphs and maxScaled limit the caches of a Rasteriser: outlines of 20,000 glyphs take about 40 MB, 16 million
	// pixels of scaled pictures 64.
	maxGlyphs = 20_000
	maxScaled = 16_000_000

	// maxDashes is the most dashes per line: a dotted line around A3 has 4,000. A line that would have more is drawn
	// solid.
	maxDashes = 100_000
)

// Area is the part of a page to draw.
type Area uint8

// The areas. Each contains the one before.
const (
	Trim  Area = iota // what the reader holds
	Bleed             // with the paint that is trimmed off
	Sheet             // with the space for crop marks
)

// Rasteriser draws pages. It caches glyph outlines and scaled pictures, so each worker has its own; it is not safe for
// concurrent use.
type Rasteriser struct {
	glyphs   map[glyphKey]*outline
	pictures map[pictureKey]*image.RGBA
	scaled   int // total pixels of scaled pictures
	scanner  scanner
	masks    []*image.Alpha // buffers for clips, by level
	polyline polyline
}

// New returns a rasteriser with empty caches.
func New() *Rasteriser {
	return &Rasteriser{glyphs: map[glyphKey]*outline{}, pictures: map[pictureKey]*image.RGBA{}}
}

// Draw draws p on white paper at dpi pixels per inch. The picture begins at the upper left corner of the area and has
// at least one pixel per side; partial pixels at the right and bottom are rounded up. The error says what on the page
// cannot be drawn, or that the drawing would have too many pixels.
func (r *Rasteriser) Draw(p *page.Page, dpi float64, area Area) (*image.RGBA, error) {
	return r.DrawContext(context.Background(), p, dpi, area)
}

// DrawContext is Draw for pages of unknown origin: it gives up between two items when ctx ends, with its error.
func (r *Rasteriser) DrawContext(ctx context.Context, p *page.Page, dpi float64, area Area) (*image.RGBA, error) {
	margin := margin(p, area)
	size := geom.Size{W: p.Size.W + 2*margin, H: p.Size.H + 2*margin}
	if !(dpi > 0) || size.W <= 0 || size.H <= 0 {
		return nil, fmt.Errorf("drawing a page of %s x %s at %g dpi: it has no pixels", size.W, size.H, dpi)
	}
	scale := dpi / float64(geom.Inch)
	w, h := pixels(size.W, scale), pixels(size.H, scale)
	if w*h > maxPixels {
		return nil, fmt.Errorf("drawing a page of %s x %s at %g dpi: %.0f pixels are more than %d million", size.W,
			size.H, dpi, w*h, maxPixels/1_000_000)
	}
	c := canvas{Rasteriser: r, ctx: ctx, img: image.NewRGBA(image.Rect(0, 0, int(w), int(h)))}
	for i := range c.img.Pix {
		c.img.Pix[i] = 0xff
	}
	c.clip = clip{bounds: c.img.Rect}
	edge := float64(float64(margin) * scale)
	c.place = linear(scale, 0, 0, scale).to(edge, edge)
	if err := c.items(p.Items); err != nil {
		return nil, fmt.Errorf("drawing a page: %w", err)
	}
	return c.img, nil
}

// MaxDPI returns the highest resolution at which a page of a size, without bleed, can be drawn.
func MaxDPI(size geom.Size) float64 {
	inch := float64(geom.Inch)
	return math.Floor(math.Sqrt(maxPixels / (float64(size.W) / inch * float64(size.H) / inch)))
}

// DPI returns the resolution at which an area of p is width pixels wide.
func DPI(p *page.Page, width int, area Area) float64 {
	return float64(width) / (float64(p.Size.W+2*margin(p, area)) / float64(geom.Inch))
}

// margin returns how far an area extends beyond the trim.
func margin(p *page.Page, area Area) geom.Length {
	return [...]geom.Length{Trim: 0, Bleed: p.Bleed, Sheet: p.Bleed + p.Slug}[area]
}

// pixels returns how many pixels l takes. A millionth of a pixel is rounding.
func pixels(l geom.Length, scale float64) float64 {
	return max(1, math.Ceil(float64(l)*scale-1e-6))
}

// canvas is one page being drawn.
type canvas struct {
	*Rasteriser
	ctx   context.Context
	img   *image.RGBA
	place matrix // from the current group's coordinates to pixels
	clip  clip
	depth int
}

// clip limits where paint goes: within bounds, and through the mask if there is one.
type clip struct {
	bounds image.Rectangle
	mask   *image.Alpha // nil: all of bounds; otherwise its rectangle is bounds
	level  int          // number of nested clips
}

func (c *canvas) items(items []page.Item) error {
	for _, it := range items {
		if err := c.ctx.Err(); err != nil {
			return err
		}
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
		return nil // only for clicking
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

// clipTo intersects the clip with the inside of a path.
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

// part returns a times b, both out of 255.
func part(a, b uint8) uint8 {
	v := uint32(a)*uint32(b) + 128
	return uint8((v + v>>8) >> 8)
}

// matrix is a map to pixels, or to another plane and back.
type matrix struct{ geom.Matrix }

// linear returns the map that leaves the origin where it is, of the four numbers before the last two of geom.Matrix.
func linear(a, b, c, d float64) matrix { return matrix{geom.Matrix{A: a, B: b, C: c, D: d}} }

// to returns m with the origin moved to a point.
func (m matrix) to(x, y float64) matrix {
	m.E, m.F = x, y
	return m
}

// inverse returns the inverse matrix; ok is false if there is none.
func (m matrix) inverse() (matrix, bool) {
	back, ok := m.Inverse()
	return matrix{back}, ok
}

// turned returns the matrix of a group turned clockwise by degrees and moved to at.
func (m matrix) turned(at geom.Position, degrees float64) matrix {
	sin, cos := geom.Turn(degrees)
	e, f := m.At(float64(at.X), float64(at.Y))
	return linear(
		float64(m.A*cos)+float64(m.C*sin), float64(m.B*cos)+float64(m.D*sin),
		float64(m.C*cos)-float64(m.A*sin), float64(m.D*cos)-float64(m.B*sin)).to(e, f)
}

// scale returns how many pixels one EMU is.
func (m matrix) scale() float64 { return math.Sqrt(float64(m.A*m.A) + float64(m.B*m.B)) }

// bounds returns the pixels that a box touches.
func (m matrix) bounds(r geom.Rect) image.Rectangle {
	x0, y0 := math.Inf(1), math.Inf(1)
	x1, y1 := math.Inf(-1), math.Inf(-1)
	for _, p := range [...]geom.Position{{X: r.X, Y: r.Y}, {X: r.Right(), Y: r.Y}, {X: r.X, Y: r.Bottom()},
		{X: r.Right(), Y: r.Bottom()}} {
		x, y := m.At(float64(p.X), float64(p.Y))
		x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x), max(y1, y)
	}
	whole := func(v float64) int { return int(max(-farthest, min(farthest, v))) }
	return image.Rect(whole(math.Floor(x0)), whole(math.Floor(y0)), whole(math.Ceil(x1)), whole(math.Ceil(y1)))
}
