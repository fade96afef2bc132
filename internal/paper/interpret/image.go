package interpret

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/color"
	"image/png"
	"math"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

// maxSide is the most pixels of one side of a picture: a photo of the largest cameras has a tenth.
const maxSide = 100_000

// maxResampled is the most pixels of a picture that is slanted or mirrored, once it is upright: A4 at 200 dpi.
const maxResampled = 4_000_000

// image paints a picture: ISO 32000-1, 8.9. The unit square is its place.
func (c *content) image(ref cos.Value, s *cos.Stream) error {
	if !c.visible(&c.state.fill) {
		return nil
	}
	opacity := c.opacity(&c.state.fill)
	square := geom.Box(geom.Rect{})
	for i, q := range [...][2]float64{{0, 0}, {1, 0}, {1, 1}, {0, 1}} {
		square[i].P[0] = c.at(q[0], q[1])
	}
	box := square.Bounds()
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
		pixels, ok = c.pixels(img)
	}
	if ok && pixels != nil {
		c.paint.operators += encodeStep
		if !turned {
			pixels, ok = c.upright(pixels, m, box)
		}
		if ok {
			img = encoded(faded(pixels, opacity))
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
		c.omit(Compressed)
		return nil
	}
	c.spend(box, pictureCost, nil)
	if turned {
		group.Items = []page.Item{&page.Picture{Box: geom.Rect{W: emu(math.Hypot(m.A, m.B)), H: emu(math.Hypot(m.C, m.D))},
			Image: img}}
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
		m, ok := c.samples(s, space{kind: grey, n: 1}, 1)
		if !ok {
			return nil, nil, false
		}
		for i := 0; i < len(m.Pix); i += 4 {
			m.Pix[i+3] = 255 - m.Pix[i] // 0 paints
			copy(m.Pix[i:], v[:])
		}
		return nil, m, true
	}
	key, isRef := ref.(cos.Ref)
	if img, ok := c.images[key]; ok && isRef {
		return img, nil, img != nil
	}
	img, ok := c.opaque(s)
	if isRef {
		c.images[key] = img
	}
	return img, nil, ok
}

// opaque returns a picture that does not depend on the graphics state.
func (c *content) opaque(s *cos.Stream) (*page.Image, bool) {
	plain := s.Dict["SMask"] == nil && s.Dict["Mask"] == nil
	if jpg, ok := c.jpeg(s); ok && plain {
		if img, _, err := page.DecodeImage(jpg); err == nil && c.afford(img.Width, img.Height) && c.plainJPEG(s, jpg) {
			return img, true
		}
	}
	in := c.space(s.Dict["ColorSpace"], 0)
	m, ok := c.samples(s, in, int(c.number(s.Dict["BitsPerComponent"], 8)))
	if !ok {
		return nil, false
	}
	if mask, ok := c.stream(s.Dict["SMask"]); ok {
		m, ok = c.withMask(m, mask, false)
		return encoded(m), ok && m != nil
	}
	if mask, ok := c.stream(s.Dict["Mask"]); ok {
		m, ok = c.withMask(m, mask, true)
		return encoded(m), ok && m != nil
	}
	return encoded(m), s.Dict["Mask"] == nil // colours as a mask are not read
}

// encoded returns pixels as a page has them; nil of nil.
func encoded(m *image.NRGBA) *page.Image {
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

// pixels decodes a picture again.
func (c *content) pixels(img *page.Image) (*image.NRGBA, bool) {
	if !c.afford(img.Width, img.Height) {
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

// afford takes the pixels of a picture from the budget.
func (c *content) afford(w, h int) bool {
	if w < 1 || h < 1 || w > maxSide || h > maxSide || w*h > page.MaxPixels {
		return false
	}
	c.paint.pixels += w * h
	return c.paint.pixels <= maxPixels
}

// jpeg returns the JPEG file in a stream, if that is its last filter.
func (c *content) jpeg(s *cos.Stream) ([]byte, bool) {
	names, _, err := c.Filters(s.Dict)
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
	b, err := c.Decode(&cos.Stream{Dict: cos.Dict{"Filter": before}, Raw: s.Raw})
	return b, err == nil
}

// plainJPEG reports whether the colours of a JPEG file are those of the picture: in the file's own space, not turned
// around, except that of the inks that every program turns around.
func (c *content) plainJPEG(s *cos.Stream, jpg []byte) bool {
	config, _, err := image.DecodeConfig(bytes.NewReader(jpg))
	if err != nil {
		return false
	}
	kind := c.space(s.Dict["ColorSpace"], 0).kind
	decode, given := c.numbers(s.Dict["Decode"], 0)
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
func (c *content) samples(s *cos.Stream, in space, bits int) (*image.NRGBA, bool) {
	w, h := int(c.number(s.Dict["Width"], 0)), int(c.number(s.Dict["Height"], 0))
	if in.kind >= pattern || in.n > 4 || !c.afford(w, h) {
		return nil, false
	}
	var data []byte
	if jpg, ok := c.jpeg(s); ok {
		img, decoded, err := page.DecodeImage(jpg)
		if err != nil || img.Width != w || img.Height != h {
			return nil, false
		}
		if data, bits = components(decoded, in.n), 8; data == nil {
			return nil, false
		}
	} else {
		var err error
		if data, err = c.Decode(s); err != nil {
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
	decode, ok := c.numbers(s.Dict["Decode"], 2*in.n)
	if !ok {
		decode = nil
	}
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	reader := newReader(in, bits, decode)
	for y := range h {
		if y%64 == 0 && c.ctx.Err() != nil {
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

// reader turns samples into colours.
type reader struct {
	in     space
	bits   int
	decode []float64 // nil: the usual one
	known  map[uint64][3]uint8
	parts  []float64
}

// maxKnown is how many colours a reader remembers.
const maxKnown = 1 << 16

func newReader(in space, bits int, decode []float64) *reader {
	return &reader{in: in, bits: bits, decode: decode, known: map[uint64][3]uint8{}, parts: make([]float64, in.n)}
}

// row writes the colours of w pixels.
func (r *reader) row(data, pix []byte, w int) {
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
			c, _ := r.in.screen(r.parts)
			colour = c.Screen()
			if len(r.known) < maxKnown {
				r.known[key] = colour
			}
		}
		copy(out, colour[:])
	}
}

// sample returns the value at an index of a row.
func (r *reader) sample(data []byte, i int) int {
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
func (c *content) withMask(m *image.NRGBA, mask *cos.Stream, stencil bool) (*image.NRGBA, bool) {
	bits := 1
	if !stencil {
		bits = int(c.number(mask.Dict["BitsPerComponent"], 8))
	}
	a, ok := c.samples(mask, space{kind: grey, n: 1}, bits)
	if !ok {
		return nil, false
	}
	w, h := max(m.Rect.Dx(), a.Rect.Dx()), max(m.Rect.Dy(), a.Rect.Dy())
	if !c.afford(w, h) {
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

// upright returns a slanted or mirrored picture as one that fills the box around it, and is transparent beside it.
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
	cols, rows := max(1, int(min(maxSide, math.Ceil(width)))), max(1, int(min(maxSide, math.Ceil(height))))
	if cols*rows > 2*maxResampled || !c.afford(cols, rows) {
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
