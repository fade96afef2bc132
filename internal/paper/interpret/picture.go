package interpret

import (
	"bytes"
	"image"
	"math"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/resource"
)

// maxResampled is the most pixels of a picture that is slanted or mirrored, once it is upright: A4 at 200 dpi.
const maxResampled = 4_000_000

// image paints a picture: ISO 32000-1, 8.9. The unit square is its place.
func (c *content) image(ref cos.Value, s *cos.Stream) error {
	square := geom.Box(geom.Rect{})
	for i, q := range [...][2]float64{{0, 0}, {1, 0}, {1, 1}, {0, 1}} {
		square[i].P[0] = c.at(q[0], q[1])
	}
	box := square.Bounds()
	if !c.visible(&c.state.fill, box) {
		return nil
	}
	opacity := c.opacity(&c.state.fill)
	if box.W == 0 || box.H == 0 || intersection(box, c.state.clip).Empty() {
		return c.over()
	}
	m := c.state.place
	group, turned := turn(m)
	if err := c.step(pictureStep); err != nil {
		return err
	}
	img, pixels, ok := c.picture(ref, s)
	if ok && pixels == nil && (!turned || opacity < 1) {
		pixels, ok = c.PixelsOf(img)
	}
	if ok && pixels != nil {
		c.Operators += encodeStep
		if !turned {
			pixels, ok = c.upright(pixels, m, box)
		}
		if ok {
			img = resource.Encode(faded(pixels, opacity))
			ok = img != nil
		}
	}
	if err := c.ctx.Err(); err != nil {
		return err
	}
	if c.over() != nil {
		return errFull
	}
	if !ok {
		c.lack(Compressed, box)
		return nil
	}
	c.spend(box, pictureCost, nil)
	if turned {
		group.Items = []page.Item{&page.Picture{Box: geom.Rect{W: resource.Length(math.Hypot(m.A, m.B)),
			H: resource.Length(math.Hypot(m.C, m.D))}, Image: img}}
		*c.state.into = append(*c.state.into, group)
	} else {
		*c.state.into = append(*c.state.into, &page.Picture{Box: box, Image: img})
	}
	return c.over()
}

// turn returns the group in which a picture lies that is turned and scaled, but neither slanted nor mirrored.
func turn(m geom.Matrix) (*page.Group, bool) {
	const exact = 1e-4
	w, h := math.Hypot(m.A, m.B), math.Hypot(m.C, m.D)
	if w < 1 || h < 1 || math.Abs(m.A/w+m.D/h) > exact || math.Abs(m.B/w-m.C/h) > exact {
		return nil, false
	}
	degrees := math.Atan2(m.B, m.A) * 180 / math.Pi
	if quarter := math.Round(degrees/90) * 90; math.Abs(degrees-quarter) < exact {
		degrees = quarter
	}
	return &page.Group{At: position(m, 0, 1), Turn: degrees}, true
}

// picture returns a picture as it is in the file, or one whose pixels depend on the graphics state.
func (c *content) picture(ref cos.Value, s *cos.Stream) (*page.Image, *image.NRGBA, bool) {
	if mask, _ := c.Get(s.Dict["ImageMask"]); mask == true {
		paint, ok := c.paintOf(&c.state.fill)
		if !ok || paint.To != nil {
			return nil, nil, false
		}
		v := paint.Colour.Screen()
		m, ok := c.Stencil(s)
		if !ok {
			return nil, nil, false
		}
		for i := 0; i < len(m.Pix); i += 4 {
			m.Pix[i+3] = 255 - m.Pix[i] // 0 paints
			copy(m.Pix[i:], v[:])
		}
		return nil, m, true
	}
	img, ok := c.Picture(ref, s, c.spaces())
	return img, nil, ok
}

// upright returns a slanted or mirrored picture redrawn in the box around it, transparent outside the picture.
func (c *content) upright(m *image.NRGBA, place geom.Matrix, box geom.Rect) (*image.NRGBA, bool) {
	// from the pixels of the picture to the page
	over := place.Times(geom.Matrix{A: 1 / float64(m.Rect.Dx()), D: -1 / float64(m.Rect.Dy()), F: 1})
	back, ok := over.Inverse()
	_, least := over.Stretch() // EMU a pixel
	if !ok || !(least > 0) {
		return nil, false
	}
	const fewest = 600 // pixels of the longer side: one of few pixels has sharp edges, too
	if place.B != 0 || place.C != 0 {
		least = min(least, float64(max(box.W, box.H))/fewest)
	}
	width, height := float64(box.W)/least, float64(box.H)/least
	if n := width * height; n > maxResampled {
		width, height = width*math.Sqrt(maxResampled/n), height*math.Sqrt(maxResampled/n)
	}
	cols, rows := max(1, int(min(resource.MaxSide, math.Ceil(width)))),
		max(1, int(min(resource.MaxSide, math.Ceil(height))))
	if cols*rows > 2*maxResampled || !c.Afford(cols, rows) {
		return nil, false
	}
	out := image.NewNRGBA(image.Rect(0, 0, cols, rows))
	across, down := float64(box.W)/float64(cols), float64(box.H)/float64(rows)
	for y := range rows {
		for x := range cols {
			u, v := back.At(float64(box.X)+(float64(x)+0.5)*across, float64(box.Y)+(float64(y)+0.5)*down)
			if i, j := int(math.Floor(u)), int(math.Floor(v)); i >= 0 && j >= 0 && i < m.Rect.Dx() && j < m.Rect.Dy() {
				copy(out.Pix[out.PixOffset(x, y):][:4], m.Pix[m.PixOffset(i, j):])
			}
		}
	}
	return out, true
}

// faded returns a picture at an opacity.
func faded(m *image.NRGBA, opacity float64) *image.NRGBA {
	if opacity == 1 {
		return m
	}
	out := &image.NRGBA{Pix: bytes.Clone(m.Pix), Stride: m.Stride, Rect: m.Rect}
	for i := 3; i < len(out.Pix); i += 4 {
		out.Pix[i] = uint8(float64(out.Pix[i])*opacity + 0.5)
	}
	return out
}
