package pdf

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"slices"

	"github.com/go-pdf/fpdf"

	"lanyard/internal/geom"
	"lanyard/internal/page"
)

// picture is an image of pixels as it stands in a file: one object, and perhaps a
// second one with its transparency or its palette.
type picture struct {
	id          string // resource name of fpdf: a hash of the content
	head, tail  []byte // dictionary before and after the number of the second object
	data        []byte
	side        *object // nil: no second object, and tail is empty
	translucent bool
	press       bool // CMYK
}

// newPicture lets fpdf read an image into a document of its own and takes the
// result out of it.
func newPicture(img *page.Image) (*picture, error) {
	format, data, err := readable(img)
	if err != nil {
		return nil, err
	}
	doc := newGuest()
	doc.AddPage()
	doc.RegisterImageOptionsReader("", fpdf.ImageOptions{ImageType: format}, bytes.NewReader(data))
	objects, name, id, err := onlyXObject(doc)
	if err != nil {
		return nil, err
	}
	if id >= len(objects) || objects[id].stream == nil {
		return nil, errGuest
	}
	return objects[id].picture(name, objects)
}

// picture splits an image dictionary at its one reference.
func (o object) picture(id string, objects []object) (*picture, error) {
	p := &picture{id: id, head: o.value, data: o.stream}
	d, err := entries(o.value)
	if err != nil {
		return nil, err
	}
	p.translucent = d.get("SMask") != nil
	p.press = string(d.get("ColorSpace")) == "/DeviceCMYK"
	for i := 0; i < len(o.value); {
		if n := refEnd(o.value[i:]); n > 0 {
			side, _ := reference(o.value[i : i+n])
			if side >= len(objects) || p.side != nil {
				return nil, errGuest
			}
			p.head, p.tail, p.side = o.value[:i], o.value[i+n:], &objects[side]
			i += n
			continue
		}
		n := tokenEnd(o.value[i:])
		if n == 0 {
			return nil, errGuest
		}
		i += n
	}
	return p, nil
}

// readable checks an image and returns it in a form that fpdf reads right:
// interlaced PNG files, those with transparency beside an 8-bit alpha channel,
// and JPEG files of RGB are written anew.
func readable(img *page.Image) (format string, data []byte, err error) {
	decode, config := png.Decode, png.DecodeConfig
	switch img.Format {
	case "png":
	case "jpeg":
		decode, config = jpeg.Decode, jpeg.DecodeConfig
	default:
		return "", nil, fmt.Errorf("the format %q is not png, jpeg or svg", img.Format)
	}
	c, err := config(bytes.NewReader(img.Data))
	if err != nil {
		return "", nil, err
	}
	if c.Width <= 0 || c.Height <= 0 || c.Width > maxPixels/c.Height {
		return "", nil, fmt.Errorf("%d x %d pixels are more than %d million", c.Width, c.Height, maxPixels/1_000_000)
	}
	// Decoding is the only way to know that a file is whole.
	m, err := decode(bytes.NewReader(img.Data))
	if err != nil {
		return "", nil, err
	}
	if img.Format == "png" && plainPNG(img.Data) || img.Format == "jpeg" && c.ColorModel != color.RGBAModel {
		return img.Format, img.Data, nil
	}
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := encoder.Encode(&out, eightBits(m)); err != nil {
		return "", nil, err
	}
	if !plainPNG(out.Bytes()) {
		return "", nil, errors.New("internal error: the PNG file written anew is not plain")
	}
	return "png", out.Bytes(), nil
}

// plainPNG reports whether fpdf reads a PNG file, already known to be whole,
// right: not interlaced, no transparency but an 8-bit alpha channel.
func plainPNG(data []byte) bool {
	const depth, kind, interlace = 24, 25, 28 // offsets in the file: PNG, 11.2.2
	if data[interlace] != 0 || data[kind] >= 4 && data[depth] != 8 {
		return false
	}
	for at := 8; at+8 <= len(data); {
		if string(data[at+4:at+8]) == "tRNS" {
			return false
		}
		at += 12 + int(binary.BigEndian.Uint32(data[at:]))
	}
	return true
}

// eightBits returns m with 8 bits a channel, as an image that the PNG encoder
// writes without a palette.
func eightBits(m image.Image) image.Image {
	if o, ok := m.(interface{ Opaque() bool }); ok && o.Opaque() {
		out := image.NewRGBA(m.Bounds())
		draw.Draw(out, out.Rect, m, m.Bounds().Min, draw.Src)
		return out
	}
	out := image.NewNRGBA(m.Bounds())
	draw.Draw(out, out.Rect, m, m.Bounds().Min, draw.Src)
	return out
}

func (p *picture) name() string { return p.id }

// extent is that of every image: ISO 32000-1, 8.9.5.
func (p *picture) extent() geom.Size { return geom.Size{W: geom.Point, H: geom.Point} }

func (p *picture) mark(c *Chunk) error {
	c.press = c.press || p.press
	c.translucent = c.translucent || p.translucent
	return nil
}

// write writes the objects of the picture and returns the number of the first.
func (p *picture) write(f *File) int {
	if p.side == nil {
		return f.object(p.head, p.data)
	}
	side := f.object(p.side.value, p.side.stream)
	dict := appendRef(slices.Clone(p.head), side)
	return f.object(append(dict, p.tail...), p.data)
}
