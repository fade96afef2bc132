package folder

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/source"
	"lanyard/internal/input/event"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/raster"
	"lanyard/internal/trust/discover"
	"lanyard/internal/trust/web"
)

// maxLogo is the most bytes of the file of a logo: what a drawing may have as well.
const maxLogo = 8 << 20

// Brand returns how the verification page of the event or the issuer in dir looks. Problems say what is wrong with
// event.toml, issuer.toml or the logo; the brand then has what is right. A folder without either file has no brand.
func Brand(dir string) (web.Brand, source.Problems, error) {
	o, problems, err := readOwner(dir)
	if o == nil {
		return web.Brand{}, problems, err
	}
	b := web.Brand{Language: o.language, Colour: o.brand.Colour, Accent: o.brand.Accent}
	if o.brand.Logo != "" {
		var p *source.Problem
		if b.Logo, p = readLogo(o.home, o.brand.Logo, o.logoProblem); p != nil {
			problems.Add(*p)
		}
	}
	return b, problems, nil
}

// LogoFile returns the path of the logo of the event or the issuer in dir, "" if it has none.
func LogoFile(dir string) string {
	o, _, err := readOwner(dir)
	if err != nil || o == nil || o.brand.Logo == "" {
		return ""
	}
	return filepath.Join(o.home, filepath.FromSlash(o.brand.Logo))
}

// owner is whose page it is: the issuer of a folder, or that of an event that stands alone.
type owner struct {
	home        string // the folder with the site
	brand       event.Brand
	language    string
	logoProblem func(code, message, hint string) source.Problem
}

// readOwner returns nil where there is no file that says whose page it is, or where that cannot be read.
func readOwner(dir string) (*owner, source.Problems, error) {
	home, err := discover.Home(dir)
	if err != nil {
		return nil, nil, err
	}
	if discover.IsIssuer(home) {
		i, _, problems, err := readIssuer(home, discover.IssuerToml)
		if err != nil || i == nil {
			return nil, problems, err
		}
		return &owner{home, i.Brand, i.Language, i.LogoProblem}, nil, nil
	}
	data, err := readEvent(home)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("reading event: %s: %w", eventFile, err)
	}
	e, problems := event.Read(eventFile, data)
	if e == nil {
		return nil, problems, nil
	}
	return &owner{home, e.Issuer.Brand, e.Languages[0], e.LogoProblem}, nil, nil
}

// loadBrand reports what is wrong with the logo of the event's issuer. No paper shows it, so it is no input.
func (w *Work) loadBrand() {
	if name := w.Event.Issuer.Brand.Logo; name != "" {
		if _, p := readLogo(w.Home, name, w.Event.LogoProblem); p != nil {
			w.problems.Add(*p)
		}
	}
}

// readLogo reads the logo in a file below the folder home; at makes a problem with it.
func readLogo(home, name string, at func(code, message, hint string) source.Problem) ([]byte, *source.Problem) {
	wrong := func(message, hint string) ([]byte, *source.Problem) {
		p := at("event-logo", message, hint)
		return nil, &p
	}
	root, err := os.OpenRoot(home)
	if err != nil {
		return wrong(err.Error(), "")
	}
	defer root.Close()
	data, err := readFile(root, name, maxLogo)
	if err != nil {
		return wrong(reason(name, err))
	}
	out, err := Logo(data)
	var faults source.Problems
	switch {
	case errors.As(err, &faults):
		first := faults[0]
		first.File, first.Code = name, "event-logo"
		return nil, &first
	case err != nil:
		return wrong(fmt.Sprintf("the logo %s cannot be shown: %v", source.Quote(name), err),
			"save it as SVG, or as a PNG with few colours")
	}
	return out, nil
}

// Logo returns a picture, PNG, JPEG or SVG, as the PNG that the verification page shows: upright, no larger than
// web.LogoWidth by web.LogoHeight at three pixels each, and without anything but pixels. One that takes too many bytes
// gets fewer pixels. The error is a sentence about "it", or source.Problems of a drawing.
func Logo(data []byte) ([]byte, error) {
	p, img, err := picture(data)
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
		size := fitting(w, h, web.LogoWidth*half/2, web.LogoHeight*half/2)
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
		if err != nil || len(out) <= web.MaxLogo {
			return out, err
		}
	}
	return nil, fmt.Errorf("as a picture for the page it takes more than %d bytes, which makes the first visit slow", web.MaxLogo)
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
