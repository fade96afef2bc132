// Package bitmap turns PNG and JPEG files into image XObjects of PDF (ISO 32000-1, 8.9). Compressed pixels are taken as
// they are where PDF knows their format, and split row by row where transparency is interleaved with the colours. Only
// the rest is decoded: JPEG in RGB, interlaced PNG, and transparency in any other way than 8 bits a pixel.
package bitmap

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
	"lanyard/internal/paper/deflate"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/xref"
)

// Picture is an image XObject: one object, and perhaps a second one with its
// transparency or palette. It is immutable.
type Picture struct {
	id          string
	head, tail  []byte // dictionary before and after the number of the second object
	data        []byte
	side        *side // nil: no second object, and tail is empty
	translucent bool
	press       bool
}

// side is the second object.
type side struct{ dict, stream []byte }

// New makes a picture of an image in format "png" or "jpeg". The image must be
// complete (page.DecodeImage checks that). Other formats, files that cannot be
// decoded and pictures of more than page.MaxPixels are errors.
func New(img *page.Image) (*Picture, error) {
	var p *Picture
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

// imageDict returns an image dictionary (ISO 32000-1, table 89) without the closing >>.
func imageDict(c image.Config, space string, bits int) []byte {
	return fmt.Appendf(nil, "<</Type /XObject\n/Subtype /Image\n/Width %d\n/Height %d\n"+
		"/ColorSpace %s\n/BitsPerComponent %d\n", c.Width, c.Height, space, bits)
}

// ofJPEG takes a JPEG file as it is.
func ofJPEG(c image.Config, data []byte) *Picture {
	space := "/DeviceRGB"
	switch c.ColorModel {
	case color.GrayModel:
		space = "/DeviceGray"
	case color.CMYKModel:
		space = "/DeviceCMYK\n/Decode [1 0 1 0 1 0 1 0]" // inverted, as Adobe and so everybody writes them
	}
	p := &Picture{data: data, press: c.ColorModel == color.CMYKModel}
	p.head = fmt.Appendf(imageDict(c, space, 8), "/Filter /DCTDecode\n/Length %d>>", len(data))
	return p
}

// predicted ends the dictionary of a stream whose rows are filtered as in PNG.
func predicted(d []byte, colours, bits, width, length int) []byte {
	return fmt.Appendf(d, "/Filter /FlateDecode\n"+
		"/DecodeParms <</Predictor 15 /Colors %d /BitsPerComponent %d /Columns %d>>\n/Length %d>>",
		colours, bits, width, length)
}

// The colour types of PNG: 11.2.2.
const (
	pngColour  = 2
	pngPalette = 3
	pngGlass   = 4 // grey with transparency
	pngBoth    = 6 // colour with transparency
)

// ofPNG takes the compressed pixels of a plain PNG file as they are, or splits
// their rows. A filter looks only at the same channel of neighbouring pixels, so
// channels filtered together may be separated.
func ofPNG(c image.Config, data []byte) (*Picture, error) {
	bits, kind := int(data[24]), data[25]
	pixels, palette := pngPixels(data)
	switch kind {
	case pngPalette:
		entries := deflate.Bytes(palette)
		dict := fmt.Appendf(nil, "<</Filter /FlateDecode /Length %d>>", len(entries))
		p := &Picture{data: pixels, side: &side{dict: dict, stream: entries}}
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
			return deflate.Rows(c.Height, func(int) ([]byte, error) {
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
	head := predicted(imageDict(c, space, bits), n, bits, c.Width, len(pixels))
	return &Picture{data: pixels, head: head}, nil
}

// masked assembles a picture from its n colours and its transparency: part returns
// the channels from one to before another.
func masked(c image.Config, n int, part func(from, to int) ([]byte, error)) (*Picture, error) {
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
	p := &Picture{data: colours, translucent: true, head: append(imageDict(c, space, 8), "/SMask "...)}
	p.tail = predicted([]byte("\n"), n, 8, c.Width, len(colours))
	p.side = &side{dict: predicted(imageDict(c, "/DeviceGray", 8), 1, 8, c.Width, len(alpha)), stream: alpha}
	return p, nil
}

// ofPixels encodes the pixels of an image with 8 bits a channel, each as its
// difference from the one on its left.
func ofPixels(m image.Image) (*Picture, error) {
	b := m.Bounds()
	c := image.Config{Width: b.Dx(), Height: b.Dy()}
	line := image.NewNRGBA(image.Rect(0, 0, c.Width, 1))
	part := func(from, to int) ([]byte, error) {
		row := make([]byte, 0, 1+c.Width*(to-from))
		return deflate.Rows(c.Height, func(y int) ([]byte, error) {
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
	return &Picture{data: colours, head: predicted(imageDict(c, "/DeviceRGB", 8), 3, 8, c.Width, len(colours))}, err
}

// plainPNG reports whether PDF knows the format of a PNG file, which must be
// complete: not interlaced, no transparency other than an 8-bit alpha channel.
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

// pngChunks passes the chunks of a PNG file to give, as far as they are complete.
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

// Name returns the resource name of the picture, a hash of its content: equal names
// mean equal bytes.
func (p *Picture) Name() string { return p.id }

// Press reports whether the picture is in CMYK.
func (p *Picture) Press() bool { return p.press }

// Translucent reports whether the picture has transparency.
func (p *Picture) Translucent() bool { return p.translucent }

// Write writes the objects of the picture and returns the number of the image
// XObject.
func (p *Picture) Write(w *xref.Writer) int {
	if p.side == nil {
		return w.Object(p.head, p.data)
	}
	side := w.Object(p.side.dict, p.side.stream)
	dict := cos.AppendRef(slices.Clone(p.head), side)
	return w.Object(append(dict, p.tail...), p.data)
}
