package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"io"
	"slices"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

// picture is an image of pixels as it stands in a file: one object, and perhaps a
// second one with its transparency or its palette.
type picture struct {
	id          string // resource name: a hash of the content
	head, tail  []byte // dictionary before and after the number of the second object
	data        []byte
	side        *side // nil: no second object, and tail is empty
	translucent bool
	press       bool // CMYK
}

// side is a second object.
type side struct{ dict, stream []byte }

// newPicture makes an image into what a PDF holds. Of the image, which there
// must be all (page.DecodeImage), the compressed pixels are taken as they are
// where PDF knows the form, and split row by row where the transparency stands
// between the colours. Only the others are decoded: RGB in JPEG, interlaced PNG,
// transparency in another way than 8 bits a pixel.
func newPicture(img *page.Image) (*picture, error) {
	var p *picture
	config := png.DecodeConfig
	if img.Format == "jpeg" {
		config = jpeg.DecodeConfig
	} else if img.Format != "png" {
		return nil, fmt.Errorf("the format %q is not png, jpeg or svg", img.Format)
	}
	c, err := config(bytes.NewReader(img.Data))
	if err != nil {
		return nil, err
	}
	if c.Width <= 0 || c.Height <= 0 || c.Width > page.MaxPixels/c.Height {
		return nil, fmt.Errorf("%d x %d pixels are more than %d million", c.Width, c.Height, page.MaxPixels/1_000_000)
	}
	switch {
	case img.Format == "jpeg" && c.ColorModel != color.RGBAModel:
		p = ofJPEG(c, img.Data)
	case img.Format == "png" && plainPNG(img.Data):
		p, err = ofPNG(c, img.Data)
	default:
		var m image.Image
		if m, _, err = image.Decode(bytes.NewReader(img.Data)); err == nil {
			p, err = ofPixels(m)
		}
	}
	if err != nil {
		return nil, err
	}
	h := sha256.New()
	fmt.Fprintf(h, "%s %s ", p.head, p.tail)
	h.Write(p.data)
	if p.side != nil {
		h.Write(p.side.stream)
	}
	p.id = fmt.Sprintf("I%x", h.Sum(nil)[:16])
	return p, nil
}

// imageDict returns an image dictionary (ISO 32000-1, table 89) without its end.
func imageDict(c image.Config, space string, bits int) []byte {
	return fmt.Appendf(nil, "<</Type /XObject\n/Subtype /Image\n/Width %d\n/Height %d\n/ColorSpace %s\n/BitsPerComponent %d\n", c.Width, c.Height, space, bits)
}

// ofJPEG takes a JPEG file as it is.
func ofJPEG(c image.Config, data []byte) *picture {
	space := "/DeviceRGB"
	switch c.ColorModel {
	case color.GrayModel:
		space = "/DeviceGray"
	case color.CMYKModel:
		space = "/DeviceCMYK\n/Decode [1 0 1 0 1 0 1 0]" // as Adobe writes them, and with it everybody
	}
	p := &picture{data: data, press: c.ColorModel == color.CMYKModel}
	p.head = fmt.Appendf(imageDict(c, space, 8), "/Filter /DCTDecode\n/Length %d>>", len(data))
	return p
}

// predicted ends a dictionary of rows that are filtered as in PNG.
func predicted(d []byte, colours, bits, width, length int) []byte {
	return fmt.Appendf(d, "/Filter /FlateDecode\n/DecodeParms <</Predictor 15 /Colors %d /BitsPerComponent %d /Columns %d>>\n/Length %d>>", colours, bits, width, length)
}

// The kinds of PNG: 11.2.2.
const (
	pngColour  = 2
	pngPalette = 3
	pngGlass   = 4 // grey with transparency
	pngBoth    = 6 // colour with transparency
)

// ofPNG takes the pixels of a plain PNG file, as they are compressed, or splits
// their rows. A filter looks at the same channel of the pixels around, so what
// is filtered together may be taken apart.
func ofPNG(c image.Config, data []byte) (*picture, error) {
	bits, kind := int(data[24]), data[25]
	pixels, palette := pngPixels(data)
	switch kind {
	case pngPalette:
		entries := deflate(palette)
		p := &picture{data: pixels, side: &side{dict: fmt.Appendf(nil, "<</Filter /FlateDecode /Length %d>>", len(entries)), stream: entries}}
		d := imageDict(c, fmt.Sprintf("[/Indexed /DeviceRGB %d \x00]", len(palette)/3-1), bits)
		d = predicted(d, 1, bits, c.Width, len(pixels))
		at := bytes.IndexByte(d, 0)
		p.head, p.tail = d[:at:at], d[at+1:]
		return p, nil
	case pngGlass, pngBoth:
		n := int(kind) - pngGlass + 1 // channels of colour: 1 or 3
		part := func(from, to int) ([]byte, error) {
			z, err := zlib.NewReader(bytes.NewReader(pixels))
			if err != nil {
				return nil, err
			}
			row, out := make([]byte, 1+c.Width*(n+1)), make([]byte, 0, 1+c.Width*n)
			return packedRows(c.Height, func(int) ([]byte, error) {
				if _, err := io.ReadFull(z, row); err != nil {
					return nil, err
				}
				out = append(out[:0], row[0])
				for at := 1; at < len(row); at += n + 1 {
					out = append(out, row[at+from:at+to]...)
				}
				return out, nil
			})
		}
		return masked(c, n, part)
	}
	space, n := "/DeviceGray", 1
	if kind == pngColour {
		space, n = "/DeviceRGB", 3
	}
	return &picture{data: pixels, head: predicted(imageDict(c, space, bits), n, bits, c.Width, len(pixels))}, nil
}

// masked puts a picture together from its colours, of which there are n, and
// its transparency: the channels of part, from one to before another.
func masked(c image.Config, n int, part func(from, to int) ([]byte, error)) (*picture, error) {
	colours, err := part(0, n)
	if err != nil {
		return nil, err
	}
	alpha, err := part(n, n+1)
	if err != nil {
		return nil, err
	}
	space := "/DeviceGray"
	if n == 3 {
		space = "/DeviceRGB"
	}
	p := &picture{data: colours, translucent: true, head: append(imageDict(c, space, 8), "/SMask "...)}
	p.tail = predicted([]byte("\n"), n, 8, c.Width, len(colours))
	p.side = &side{dict: predicted(imageDict(c, "/DeviceGray", 8), 1, 8, c.Width, len(alpha)), stream: alpha}
	return p, nil
}

// ofPixels writes the pixels of an image anew, 8 bits a channel, each as the
// difference to the one on its left.
func ofPixels(m image.Image) (*picture, error) {
	b := m.Bounds()
	c := image.Config{Width: b.Dx(), Height: b.Dy()}
	line := image.NewNRGBA(image.Rect(0, 0, c.Width, 1))
	part := func(from, to int) ([]byte, error) {
		row := make([]byte, 0, 1+c.Width*(to-from))
		return packedRows(c.Height, func(y int) ([]byte, error) {
			const difference = 1 // PNG, 9.2
			row = append(row[:0], difference)
			var left [4]byte
			draw.Draw(line, line.Rect, m, image.Pt(b.Min.X, b.Min.Y+y), draw.Src)
			for now := range slices.Chunk(line.Pix, 4) {
				for i := from; i < to; i++ {
					row = append(row, now[i]-left[i])
				}
				copy(left[:], now)
			}
			return row, nil
		})
	}
	if o, ok := m.(interface{ Opaque() bool }); !ok || !o.Opaque() {
		return masked(c, 3, part)
	}
	colours, err := part(0, 3)
	return &picture{data: colours, head: predicted(imageDict(c, "/DeviceRGB", 8), 3, 8, c.Width, len(colours))}, err
}

// packedRows compresses rows, one after the other: none of them is kept.
func packedRows(rows int, row func(y int) ([]byte, error)) ([]byte, error) {
	d := deflaters.Get().(*deflater)
	defer deflaters.Put(d)
	d.out = nil
	d.w.Reset(d)
	for y := range rows {
		b, err := row(y)
		if err != nil {
			return nil, err
		}
		if _, err := d.w.Write(b); err != nil {
			panic("internal error: " + err.Error())
		}
	}
	if err := d.w.Close(); err != nil {
		panic("internal error: " + err.Error())
	}
	out := d.out
	d.out = nil
	return out, nil
}

// plainPNG reports whether PDF knows the form of a PNG file, already known to be
// whole: not interlaced, no transparency but an 8-bit alpha channel.
func plainPNG(data []byte) bool {
	const depth, kind, interlace = 24, 25, 28 // offsets in the file: PNG, 11.2.2
	if data[interlace] != 0 || data[kind] >= pngGlass && data[depth] != 8 {
		return false
	}
	glass := false
	pngChunks(data, func(name string, _ []byte) { glass = glass || name == "tRNS" })
	return !glass
}

// pngPixels returns the compressed pixels of a PNG file and its palette. Pixels
// in one piece are not copied.
func pngPixels(data []byte) (pixels, palette []byte) {
	var pieces [][]byte
	pngChunks(data, func(name string, content []byte) {
		switch name {
		case "PLTE":
			palette = content
		case "IDAT":
			pieces = append(pieces, content)
		}
	})
	if len(pieces) == 1 {
		return pieces[0], palette
	}
	return slices.Concat(pieces...), palette
}

// pngChunks gives what a PNG file holds, as far as it holds it.
func pngChunks(data []byte, give func(name string, content []byte)) {
	for at := 8; at+12 <= len(data); {
		n := int64(binary.BigEndian.Uint32(data[at:]))
		if int64(at)+12+n > int64(len(data)) {
			return
		}
		give(string(data[at+4:at+8]), data[at+8:at+8+int(n)])
		at += 12 + int(n)
	}
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
	side := f.object(p.side.dict, p.side.stream)
	dict := cos.AppendRef(slices.Clone(p.head), side)
	return f.object(append(dict, p.tail...), p.data)
}
