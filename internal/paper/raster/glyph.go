package raster

import (
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
	"lanyard/internal/typography/font"
)

// glyphKey identifies an outline. It has no size: outlines are stored so large that one serves all sizes.
type glyphKey struct {
	font *font.Font
	id   uint16
}

// fineness is how many parts of a font unit outlines are stored in.
const fineness = 64

// outline is the outline of a glyph, in 1/fineness font units.
type outline struct {
	path   geom.Path
	bounds geom.Rect
}

func (r *Rasteriser) outline(f *font.Font, id uint16) *outline {
	key := glyphKey{f, id}
	o, ok := r.glyphs[key]
	if !ok {
		if len(r.glyphs) >= maxGlyphs {
			clear(r.glyphs)
		}
		path := f.Outline(id, geom.Length(f.UnitsPerEm())*fineness)
		o = &outline{path, path.Bounds()}
		r.glyphs[key] = o
	}
	return o
}

// text draws a run of glyphs, each with its own outline, as PDF readers do.
func (c *canvas) text(it *page.Glyphs) {
	f := it.Run.Font
	unit := float64(it.Size) / float64(f.UnitsPerEm())
	ink := screen(it.Colour)
	pen, tracked := int64(0), geom.Length(0)
	for i, g := range it.Run.Glyphs {
		if i > 0 && g.From != it.Run.Glyphs[i-1].From {
			tracked += it.Tracking
		}
		o := c.outline(f, g.ID)
		if len(o.path) > 0 {
			x := float64(it.At.X+tracked) + float64(float64(pen+int64(g.X))*unit)
			y := float64(it.At.Y) - float64(float64(g.Y)*unit)
			c.glyph(o, c.place.scaled(x, y, unit/fineness), ink)
		}
		pen += int64(g.Advance)
	}
}

func (c *canvas) glyph(o *outline, m matrix, ink rgba) {
	if bounds, ok := c.shown(m.bounds(o.bounds)); ok {
		c.scanner.begin(bounds)
		c.scanner.add(o.path, m)
		c.pour(ink, false, 255)
	}
}

// scaled returns the matrix for a drawing enlarged by factor and moved to (x, y).
func (m matrix) scaled(x, y, factor float64) matrix {
	e, f := m.At(x, y)
	return linear(m.A*factor, m.B*factor, m.C*factor, m.D*factor).to(e, f)
}
