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
	"runtime"
	"slices"
	"sync"
	"weak"

	"github.com/go-pdf/fpdf"

	"lanyard/internal/page"
)

// picture is a raster image as it stands in a file: one object, and perhaps a
// second one with its transparency or its palette.
type picture struct {
	id          string // resource name of fpdf: a hash of the content
	head, tail  []byte // dictionary before and after the number of the second object
	data        []byte
	side        *object // nil: no second object, and tail is empty
	translucent bool
	press       bool // CMYK
}

// pictures remembers what became of each image for as long as the image is in
// use, so that a logo on ten thousand certificates is prepared once.
var pictures sync.Map // weak.Pointer[page.Image] to *prepared

type prepared struct {
	once    sync.Once
	picture *picture
	err     error
}

// prepare returns the picture of an image.
func prepare(img *page.Image) (*picture, error) {
	key := weak.Make(img)
	found, ok := pictures.Load(key)
	if !ok {
		if found, ok = pictures.LoadOrStore(key, new(prepared)); !ok {
			runtime.AddCleanup(img, func(key weak.Pointer[page.Image]) { pictures.Delete(key) }, key)
		}
	}
	p := found.(*prepared)
	p.once.Do(func() {
		if p.picture, p.err = newPicture(img); p.err != nil {
			p.err = fmt.Errorf("reading a %s picture: %w", img.Format, p.err)
		}
	})
	return p.picture, p.err
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
	var out bytes.Buffer
	if err := doc.Output(&out); err != nil {
		return nil, err
	}
	objects, err := readGuest(out.Bytes())
	if err != nil || len(objects) < 3 {
		return nil, errGuest
	}
	resources, err := entries(objects[2].value)
	if err != nil {
		return nil, err
	}
	list, err := entries(resources.get("XObject"))
	if err != nil || len(list) != 1 {
		return nil, errGuest
	}
	id, ok := reference(list[0].value)
	if !ok || id >= len(objects) || objects[id].stream == nil {
		return nil, errGuest
	}
	return objects[id].picture(list[0].key, objects)
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
		return "", nil, fmt.Errorf("the format %q is neither png nor jpeg", img.Format)
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

func (p *pen) picture(it *page.Picture) error {
	pic, err := prepare(it.Image)
	if err != nil {
		return err
	}
	p.chunk.picture(pic)
	p.chunk.press = p.chunk.press || pic.press
	p.chunk.translucent = p.chunk.translucent || pic.translucent
	p.op("q\n")
	if it.Clip != nil {
		p.outline(it.Clip)
		p.op("W n\n")
	}
	b := appendPoints(*p.raw, it.Box.W)
	b = append(appendPoints(append(b, " 0 0 "...), it.Box.H), ' ')
	b = append(appendPoints(b, p.left+it.Box.X), ' ')
	b = append(appendPoints(b, p.top-it.Box.Bottom()), " cm /"...)
	*p.raw = append(append(b, pic.id...), " Do\nQ\n"...)
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
