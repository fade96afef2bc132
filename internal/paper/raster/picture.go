package raster

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"math"

	"golang.org/x/image/draw"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

// pictureKey identifies a picture at a size in pixels.
type pictureKey struct {
	name          string
	width, height int
}

func (c *canvas) picture(it *page.Picture) error {
	outer := c.clip
	defer func() { c.clip = outer }()
	if it.Clip != nil {
		c.clipTo(it.Clip, false)
	}
	if it.Image.Size.W > 0 && it.Image.Size.H > 0 {
		return c.items(page.Scaled(it.Image.Items, it.Image.Size, it.Box))
	}
	bounds, ok := c.shown(c.place.bounds(it.Box))
	if !ok || it.Box.Empty() {
		return nil
	}
	p, err := c.placed(it)
	if err != nil {
		return err
	}
	c.scanner.begin(bounds)
	c.scanner.add(geom.Box(it.Box), c.place)
	c.pour(p, false, 255)
	return nil
}

// placed scales a picture to the pixels of its box and positions it.
func (c *canvas) placed(it *page.Picture) (*placedPicture, error) {
	if m := c.place; m.B == 0 && m.C == 0 && m.A > 0 && m.D > 0 {
		b := m.bounds(it.Box)
		img, err := c.scaledTo(it.Image, b.Dx(), b.Dy())
		return &placedPicture{img, linear(1, 0, 0, 1).to(float64(-b.Min.X), float64(-b.Min.Y))}, err
	}
	scale := c.place.scale()
	w, h := min(farthest, pixels(it.Box.W, scale)), min(farthest, pixels(it.Box.H, scale))
	img, err := c.scaledTo(it.Image, int(w), int(h))
	// The map from the box to the page, then its inverse.
	x, y := c.place.At(float64(it.Box.X), float64(it.Box.Y))
	cos, sin := c.place.A/scale, c.place.B/scale
	back := linear(cos, -sin, sin, cos)
	e, f := back.At(-x, -y)
	back.E, back.F = e, f
	return &placedPicture{img, back}, err
}

// scaledTo returns an image with w by h pixels.
func (r *Rasteriser) scaledTo(img *page.Image, w, h int) (*image.RGBA, error) {
	key := pictureKey{img.Name, w, h}
	if m, ok := r.pictures[key]; ok {
		return m, nil
	}
	if w*h > maxPixels {
		return nil, fmt.Errorf("a picture of %d x %d pixels is shown with more than %d million", img.Width, img.Height,
			maxPixels/1_000_000)
	}
	src, err := decode(img)
	if err != nil {
		return nil, fmt.Errorf("reading a %s picture: %w", img.Format, err)
	}
	if r.scaled += w * h; r.scaled > maxScaled {
		clear(r.pictures)
		r.scaled = w * h
	}
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.CatmullRom.Scale(m, m.Rect, src, src.Bounds(), draw.Src, nil)
	r.pictures[key] = m
	return m, nil
}

func decode(img *page.Image) (image.Image, error) {
	read, config := png.Decode, png.DecodeConfig
	switch img.Format {
	case "png":
	case "jpeg":
		read, config = jpeg.Decode, jpeg.DecodeConfig
	default:
		return nil, fmt.Errorf("the format %q is not png, jpeg or svg", img.Format)
	}
	c, err := config(bytes.NewReader(img.Data))
	if err != nil {
		return nil, err
	}
	if c.Width <= 0 || c.Height <= 0 || c.Width > page.MaxPixels/c.Height {
		return nil, fmt.Errorf("%d x %d pixels are more than %d million", c.Width, c.Height, page.MaxPixels/1_000_000)
	}
	return read(bytes.NewReader(img.Data))
}

// placedPicture paints with a picture already scaled to the pixels of its box.
type placedPicture struct {
	img   *image.RGBA
	place matrix // from the page to the picture
}

// at returns the mean of the four pixels around a position, weighted by distance: the pixel itself if the picture is
// not turned.
func (p *placedPicture) at(x, y int) rgba {
	u, v := p.place.At(float64(x)+0.5, float64(y)+0.5)
	left, right := neighbours(u, p.img.Rect.Dx())
	above, below := neighbours(v, p.img.Rect.Dy())
	fx, fy := fraction(u), fraction(v)
	pixel := func(x, y int) []uint8 { return p.img.Pix[p.img.PixOffset(x, y):][:4] }
	a, b, c, d := pixel(left, above), pixel(right, above), pixel(left, below), pixel(right, below)
	mean := func(i int) uint8 {
		top := int(a[i])*(one-fx) + int(b[i])*fx
		bottom := int(c[i])*(one-fx) + int(d[i])*fx
		return uint8((top*(one-fy) + bottom*fy + one*one/2) >> (2 * shift))
	}
	return rgba{mean(0), mean(1), mean(2), mean(3)}
}

// neighbours returns the two pixels whose centres surround v.
func neighbours(v float64, n int) (before, after int) {
	i := int(math.Floor(v - 0.5))
	return max(0, min(n-1, i)), max(0, min(n-1, i+1))
}

// fraction returns how far v is past the centre of the pixel before it, out of one.
func fraction(v float64) int {
	_, f := math.Modf(v - 0.5 + 1) // never negative inside a box
	return int(max(0, f) * one)
}
