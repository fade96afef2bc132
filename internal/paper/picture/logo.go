package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/raster"
)

// Logo returns a picture, PNG, JPEG or SVG, as the PNG that a web page shows: upright, no larger than width by height
// at three pixels each, and without anything but pixels. One that takes more than most bytes gets fewer pixels. The
// error is a sentence about "it", or source.Problems of a drawing.
func Logo(data []byte, width, height, most int) ([]byte, error) {
	p, img, err := decoded(data)
	if err != nil {
		return nil, err
	}
	w, h := p.Aspect()
	var whole *image.RGBA
	if img != nil {
		whole = premultiplied(img)
		img = nil
		if turn := orientation(data); turn != upright {
			whole = premultiplied(turned(whole, turn))
		}
		w, h = geom.Length(whole.Rect.Dx()), geom.Length(whole.Rect.Dy())
	}
	for _, half := range []int{6, 4, 3, 2} { // half pixels of the picture to each pixel of the page
		size := fitting(w, h, width*half/2, height*half/2)
		var small *image.RGBA
		if whole == nil {
			if small, err = drawn(p, size); err != nil {
				return nil, err
			}
		} else {
			size.X, size.Y = min(size.X, whole.Rect.Dx()), min(size.Y, whole.Rect.Dy())
			small = averaged(whole, size)
		}
		out, err := encoded(small)
		if err != nil || len(out) <= most {
			return out, err
		}
	}
	return nil, fmt.Errorf("as a picture for the page it takes more than %d bytes, which makes the first visit slow", most)
}

// fitting returns the largest size of the same shape within a box, each side at least one pixel.
func fitting(w, h geom.Length, most, high int) image.Point {
	scale := min(float64(most)/float64(w), float64(high)/float64(h))
	return image.Pt(max(1, int(float64(w)*scale+0.5)), max(1, int(float64(h)*scale+0.5)))
}

// premultiplied returns a copy of img that begins at the origin.
func premultiplied(img image.Image) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, img.Bounds().Dx(), img.Bounds().Dy()))
	draw.Draw(out, out.Rect, img, img.Bounds().Min, draw.Src)
	return out
}

// drawn returns a drawing with its transparency: on white and on black paper it differs by what shows through.
func drawn(p *page.Image, size image.Point) (*image.RGBA, error) {
	const pixel = geom.Inch / 96
	box := geom.Rect{W: geom.Length(size.X) * pixel, H: geom.Length(size.Y) * pixel}
	black := &page.Path{Outline: geom.Box(box), Fill: &page.Paint{}}
	picture := &page.Picture{Box: box, Image: p}
	of := func(items ...page.Item) (*image.RGBA, error) {
		return raster.New().Draw(&page.Page{Size: geom.Size{W: box.W, H: box.H}, Items: items}, 96, raster.Trim)
	}
	light, err := of(picture)
	if err != nil {
		return nil, err
	}
	dark, err := of(black, picture)
	if err != nil {
		return nil, err
	}
	for i := 0; i < len(dark.Pix); i += 4 {
		through := 0
		for c := range 3 {
			through = max(through, int(light.Pix[i+c])-int(dark.Pix[i+c]))
		}
		alpha := uint8(255 - through)
		for c := range 3 {
			dark.Pix[i+c] = min(dark.Pix[i+c], alpha)
		}
		dark.Pix[i+3] = alpha
	}
	return dark, nil
}

// averaged returns img with fewer pixels: each is the mean of the area that it covers, in integers, so that it is the
// same on every machine.
func averaged(img *image.RGBA, size image.Point) *image.RGBA {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	if size == img.Rect.Size() {
		return img
	}
	out := image.NewRGBA(image.Rectangle{Max: size})
	for y := range size.Y {
		for x := range size.X {
			var sum [4]uint64
			for sy := y * h / size.Y; sy*size.Y < (y+1)*h; sy++ {
				high := min((sy+1)*size.Y, (y+1)*h) - max(sy*size.Y, y*h)
				for sx := x * w / size.X; sx*size.X < (x+1)*w; sx++ {
					part := uint64(high * (min((sx+1)*size.X, (x+1)*w) - max(sx*size.X, x*w)))
					for c, v := range img.Pix[img.PixOffset(sx, sy):][:4] {
						sum[c] += part * uint64(v)
					}
				}
			}
			all := uint64(w * h)
			for c := range sum {
				out.Pix[out.PixOffset(x, y)+c] = uint8((sum[c] + all/2) / all)
			}
		}
	}
	return out
}

// encoded returns a picture as PNG, with a palette where it has few colours.
func encoded(img *image.RGBA) ([]byte, error) {
	var palette color.Palette
	index := map[color.NRGBA]uint8{}
	few := image.NewPaletted(img.Rect, nil)
	full := image.NewNRGBA(img.Rect)
	draw.Draw(full, full.Rect, img, image.Point{}, draw.Src)
	var best image.Image = full
	for at := 0; at < len(full.Pix); at += 4 {
		c := color.NRGBA{full.Pix[at], full.Pix[at+1], full.Pix[at+2], full.Pix[at+3]}
		n, known := index[c]
		if !known {
			if len(palette) == 256 {
				palette = nil
				break
			}
			n = uint8(len(palette))
			palette, index[c] = append(palette, c), n
		}
		few.Pix[at/4] = n
	}
	if palette != nil {
		few.Palette = palette
		best = few
	}
	var b bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	err := encoder.Encode(&b, best)
	return b.Bytes(), err
}
