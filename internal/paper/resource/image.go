package resource

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/color"
	"image/png"

	"lanyard/internal/base/cos"
	"lanyard/internal/paper/page"
)

// MaxSide is the most pixels of one side of a picture: a photo of the largest cameras has a tenth.
const MaxSide = 100_000

// Picture returns a picture that does not depend on the graphics state, read once; spaces are the colour spaces that
// have names. It is false for one of a size, compression or colour space that is not read.
func (r *Reader) Picture(ref cos.Value, s *cos.Stream, spaces cos.Dict) (*page.Image, bool) {
	key, isRef := ref.(cos.Ref)
	if img, ok := r.images[key]; ok && isRef {
		return img, img != nil
	}
	img, ok := r.opaque(s, spaces)
	if isRef {
		r.images[key] = img
	}
	return img, ok
}

// Stencil returns the greys of a picture of one bit a pixel: black paints. They are opaque.
func (r *Reader) Stencil(s *cos.Stream) (*image.NRGBA, bool) { return r.samples(s, Grey, 1) }

// opaque returns a picture that does not depend on the graphics state.
func (r *Reader) opaque(s *cos.Stream, spaces cos.Dict) (*page.Image, bool) {
	plain := s.Dict["SMask"] == nil && s.Dict["Mask"] == nil
	if jpg, ok := r.jpeg(s); ok && plain {
		if img, _, err := page.DecodeImage(jpg); err == nil && r.Afford(img.Width, img.Height) &&
			r.plainJPEG(s, jpg, r.Space(s.Dict["ColorSpace"], spaces)) {
			return img, true
		}
	}
	in := r.Space(s.Dict["ColorSpace"], spaces)
	m, ok := r.samples(s, in, int(r.Number(s.Dict["BitsPerComponent"], 8)))
	if !ok {
		return nil, false
	}
	if mask, ok := r.Stream(s.Dict["SMask"]); ok {
		m, ok = r.withMask(m, mask, false)
		return Encode(m), ok && m != nil
	}
	if mask, ok := r.Stream(s.Dict["Mask"]); ok {
		m, ok = r.withMask(m, mask, true)
		return Encode(m), ok && m != nil
	}
	return Encode(m), s.Dict["Mask"] == nil // colours as a mask are not read
}

// Encode returns pixels as a page has them, named after their content; nil of nil, and of a size that no PNG has.
func Encode(m *image.NRGBA) *page.Image {
	if m == nil {
		return nil
	}
	var b bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := encoder.Encode(&b, m); err != nil {
		return nil // of a size that no PNG has
	}
	sum := sha256.Sum256(b.Bytes())
	return &page.Image{Name: hex.EncodeToString(sum[:]), Format: "png", Data: b.Bytes(), Width: m.Rect.Dx(),
		Height: m.Rect.Dy()}
}

// PixelsOf returns the pixels of a picture; false beyond the limits.
func (r *Reader) PixelsOf(img *page.Image) (*image.NRGBA, bool) {
	if !r.Afford(img.Width, img.Height) {
		return nil, false
	}
	_, decoded, err := page.DecodeImage(img.Data)
	if err != nil {
		return nil, false
	}
	return nrgba(decoded), true
}

func nrgba(m image.Image) *image.NRGBA {
	if n, ok := m.(*image.NRGBA); ok && n.Rect.Min == (image.Point{}) {
		return n
	}
	b := m.Bounds()
	out := image.NewNRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	for y := range b.Dy() {
		for x := range b.Dx() {
			out.SetNRGBA(x, y, color.NRGBAModel.Convert(m.At(b.Min.X+x, b.Min.Y+y)).(color.NRGBA))
		}
	}
	return out
}

// Afford counts the pixels of a picture, and reports whether it is within the limits.
func (r *Reader) Afford(w, h int) bool {
	if w < 1 || h < 1 || w > MaxSide || h > MaxSide || w*h > page.MaxPixels {
		return false
	}
	r.Pixels += w * h
	return r.Pixels <= MaxPixels
}

// jpeg returns the JPEG file in a stream, if that is its last filter.
func (r *Reader) jpeg(s *cos.Stream) ([]byte, bool) {
	names, _, err := r.Filters(s.Dict)
	if err != nil || len(names) == 0 || names[len(names)-1] != "DCTDecode" && names[len(names)-1] != "DCT" {
		return nil, false
	}
	if len(names) == 1 {
		return s.Raw, true
	}
	before := cos.Array{}
	for _, n := range names[:len(names)-1] {
		before = append(before, n)
	}
	b, err := r.Decode(&cos.Stream{Dict: cos.Dict{"Filter": before}, Raw: s.Raw})
	return b, err == nil
}

// plainJPEG reports whether the colours of a JPEG file are those of the picture: in the file's own space, not turned
// around, except that of the inks that every program turns around.
func (r *Reader) plainJPEG(s *cos.Stream, jpg []byte, in Space) bool {
	config, _, err := image.DecodeConfig(bytes.NewReader(jpg))
	if err != nil {
		return false
	}
	kind := in.kind
	decode, given := r.Numbers(s.Dict["Decode"], 0)
	switch config.ColorModel {
	case color.GrayModel:
		return kind == grey && (!given || len(decode) == 2 && decode[0] == 0 && decode[1] == 1)
	case color.CMYKModel:
		return kind == cmyk && given && len(decode) == 8 && decode[0] == 1 && decode[1] == 0
	}
	return kind == rgb && !given
}

// samples decodes the pixels of a picture with colours in a space; they are opaque. The error is a size, compression or
// space that is not read.
func (r *Reader) samples(s *cos.Stream, in Space, bits int) (*image.NRGBA, bool) {
	w, h := int(r.Number(s.Dict["Width"], 0)), int(r.Number(s.Dict["Height"], 0))
	if in.kind >= pattern || in.n > 4 || !r.Afford(w, h) {
		return nil, false
	}
	var data []byte
	if jpg, ok := r.jpeg(s); ok {
		img, decoded, err := page.DecodeImage(jpg)
		if err != nil || img.Width != w || img.Height != h {
			return nil, false
		}
		if data, bits = components(decoded, in.n), 8; data == nil {
			return nil, false
		}
	} else {
		var err error
		if data, err = r.Decode(s); err != nil {
			return nil, false
		}
	}
	switch bits {
	case 1, 2, 4, 8, 16:
	default:
		return nil, false
	}
	row := (w*in.n*bits + 7) / 8
	if len(data) < row*h {
		data = append(data, make([]byte, row*h-len(data))...) // a picture that is cut ends in zeros
	}
	decode, ok := r.Numbers(s.Dict["Decode"], 2*in.n)
	if !ok {
		decode = nil
	}
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	reader := newSampler(in, bits, decode)
	for y := range h {
		if y%64 == 0 && r.ctx.Err() != nil {
			return nil, false
		}
		reader.row(data[y*row:], m.Pix[y*m.Stride:], w)
	}
	return m, true
}

// components returns the samples of a decoded JPEG file as they were in it, n to a pixel; nil if it has another number
// of them.
func components(m image.Image, n int) []byte {
	b := m.Bounds()
	out := make([]byte, 0, b.Dx()*b.Dy()*n)
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			switch v := m.At(x, y).(type) {
			case color.Gray:
				out = append(out, v.Y)
			case color.CMYK: // the decoder has turned Adobe's inks around
				out = append(out, 255-v.C, 255-v.M, 255-v.Y, 255-v.K)
			default:
				v2 := color.RGBAModel.Convert(v).(color.RGBA)
				out = append(out, v2.R, v2.G, v2.B)
			}
		}
		if y == b.Min.Y && len(out) != b.Dx()*n {
			return nil
		}
	}
	return out
}

// sampler turns samples into colours.
type sampler struct {
	in     Space
	bits   int
	decode []float64 // nil: the usual one
	known  map[uint64][3]uint8
	parts  []float64
}

// maxKnown is how many colours a sampler remembers.
const maxKnown = 1 << 16

func newSampler(in Space, bits int, decode []float64) *sampler {
	return &sampler{in: in, bits: bits, decode: decode, known: map[uint64][3]uint8{}, parts: make([]float64, in.n)}
}

// row writes the colours of w pixels.
func (r *sampler) row(data, pix []byte, w int) {
	direct := r.bits == 8 && r.decode == nil
	for x := range w {
		out := pix[4*x : 4*x+4]
		switch out[3] = 255; {
		case direct && r.in.kind == rgb:
			copy(out, data[3*x:3*x+3])
			continue
		case direct && r.in.kind == grey:
			out[0], out[1], out[2] = data[x], data[x], data[x]
			continue
		}
		key := uint64(0)
		for k := range r.in.n {
			v := r.sample(data, x*r.in.n+k)
			key = key<<16 | uint64(v) // distinct for the four parts that a space has at most
			most := float64(int(1)<<r.bits - 1)
			low, high := 0.0, 1.0
			if r.in.kind == indexed {
				high = most
			}
			if r.decode != nil {
				low, high = r.decode[2*k], r.decode[2*k+1]
			}
			r.parts[k] = low + float64(v)/most*(high-low)
		}
		colour, ok := r.known[key]
		if !ok {
			c, _ := r.in.Screen(r.parts)
			colour = c.Screen()
			if len(r.known) < maxKnown {
				r.known[key] = colour
			}
		}
		copy(out, colour[:])
	}
}

// sample returns the value at an index of a row.
func (r *sampler) sample(data []byte, i int) int {
	switch r.bits {
	case 8:
		return int(data[i])
	case 16:
		return int(data[2*i])<<8 | int(data[2*i+1])
	}
	per := 8 / r.bits
	shift := 8 - r.bits*(i%per+1)
	return int(data[i/per]>>shift) & (1<<r.bits - 1)
}

// withMask returns a picture with the transparency of another: of its greys, or of a stencil, in which 1 hides. It has
// the pixels of the larger one.
func (r *Reader) withMask(m *image.NRGBA, mask *cos.Stream, stencil bool) (*image.NRGBA, bool) {
	bits := 1
	if !stencil {
		bits = int(r.Number(mask.Dict["BitsPerComponent"], 8))
	}
	a, ok := r.samples(mask, Grey, bits)
	if !ok {
		return nil, false
	}
	w, h := max(m.Rect.Dx(), a.Rect.Dx()), max(m.Rect.Dy(), a.Rect.Dy())
	if !r.Afford(w, h) {
		return nil, false
	}
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			at := out.Pix[out.PixOffset(x, y):]
			copy(at[:3], m.Pix[m.PixOffset(x*m.Rect.Dx()/w, y*m.Rect.Dy()/h):])
			at[3] = a.Pix[a.PixOffset(x*a.Rect.Dx()/w, y*a.Rect.Dy()/h)]
			if stencil {
				at[3] = 255 - at[3]
			}
		}
	}
	return out, true
}
