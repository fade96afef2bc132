package raster

import (
	"image"
	"math"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

// rgba is a colour times its opacity, each component out of 255.
type rgba struct{ r, g, b, a uint8 }

// screen returns a colour as a screen shows it.
func screen(c geom.Colour) rgba {
	v := c.Screen()
	return rgba{v[0], v[1], v[2], 255}
}

// faded returns c at an opacity out of 255.
func (c rgba) faded(opacity uint8) rgba {
	if opacity == 255 {
		return c
	}
	return rgba{part(c.r, opacity), part(c.g, opacity), part(c.b, opacity), part(c.a, opacity)}
}

// opacity converts page.Path's opacity to a value out of 255.
func opacity(v float64) uint8 {
	if v > 0 && v < 1 {
		return uint8(math.Round(v * 255))
	}
	return 255
}

// paint fills an outline.
type paint interface {
	// at returns the colour of a pixel.
	at(x, y int) rgba
}

func (c rgba) at(int, int) rgba { return c }

// gradient is a gradient that continues beyond its two ends.
type gradient struct {
	stops  []stop // the two ends and the colours between them
	place  matrix // from pixels to the gradient's plane
	radial bool   // grows around the origin of that plane instead of along x
}

type stop struct {
	part   float64
	colour rgba
}

// newGradient returns the gradient of p, or nil if it has no extent: then nothing is painted, as in PDF (ISO 32000-1,
// 8.7.4.5.3).
func newGradient(p *page.Paint, m matrix) *gradient {
	g := &gradient{radial: p.Circle != nil, stops: []stop{{0, screen(p.Colour)}}}
	for _, s := range p.Stops {
		g.stops = append(g.stops, stop{s.Part, screen(s.Colour)})
	}
	g.stops = append(g.stops, stop{1, screen(*p.To)})
	x0, y0 := m.At(float64(p.From.X), float64(p.From.Y))
	x1, y1 := m.At(float64(p.Until.X), float64(p.Until.Y))
	plane := linear(x1-x0, y1-y0, y0-y1, x1-x0).to(x0, y0)
	if c := p.Circle; g.radial {
		e, f := m.At(c.E, c.F)
		a, b := m.Way(c.A, c.B)
		u, v := m.Way(c.C, c.D)
		plane = linear(a, b, u, v).to(e, f)
	}
	var ok bool
	g.place, ok = plane.inverse()
	if !ok {
		return nil
	}
	return g
}

func (g *gradient) at(x, y int) rgba {
	u, v := g.place.At(float64(x)+0.5, float64(y)+0.5)
	if g.radial {
		u = math.Sqrt(float64(u*u) + float64(v*v))
	}
	before := g.stops[0]
	for _, s := range g.stops {
		if u < s.part {
			if before.part == s.part { // before the near end
				return s.colour
			}
			return before.colour.towards(s.colour, (u-before.part)/(s.part-before.part))
		}
		before = s
	}
	return before.colour
}

// towards returns the colour at fraction f of the way from c to d.
func (c rgba) towards(d rgba, f float64) rgba {
	between := func(a, b uint8) uint8 { return uint8(float64(a) + float64(float64(int(b)-int(a))*f) + 0.5) }
	return rgba{between(c.r, d.r), between(c.g, d.g), between(c.b, d.b), 255}
}

// pour ends the scanner's outline and paints its inside, within the clip.
func (c *canvas) pour(p paint, evenOdd bool, opacity uint8) {
	plain, same := p.(rgba)
	plain = plain.faded(opacity)
	c.scanner.rows(evenOdd, func(y, x int, coverage []uint8) {
		if m := c.clip.mask; m != nil {
			for i, v := range m.Pix[m.PixOffset(x, y):][:len(coverage)] {
				coverage[i] = part(coverage[i], v)
			}
		}
		row := c.img.Pix[c.img.PixOffset(x, y):][:4*len(coverage)]
		for i, v := range coverage {
			if v == 0 {
				continue
			}
			ink := plain
			if !same {
				ink = p.at(x+i, y).faded(opacity)
			}
			blend(row[4*i:4*i+4:4*i+4], ink.faded(v))
		}
	})
}

// blend puts ink over a pixel of opaque paper.
func blend(pixel []uint8, ink rgba) {
	if ink.a == 255 {
		pixel[0], pixel[1], pixel[2] = ink.r, ink.g, ink.b
		return
	}
	pixel[0] = ink.r + part(pixel[0], 255-ink.a)
	pixel[1] = ink.g + part(pixel[1], 255-ink.a)
	pixel[2] = ink.b + part(pixel[2], 255-ink.a)
}

// shown returns the pixels of bounds within the clip.
func (c *canvas) shown(bounds image.Rectangle) (image.Rectangle, bool) {
	bounds = bounds.Intersect(c.clip.bounds)
	return bounds, !bounds.Empty()
}
