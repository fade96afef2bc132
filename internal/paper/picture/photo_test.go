package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"testing"

	"lanyard/internal/paper/page"
)

// corner returns a picture that is red in its upper left quarter and blue elsewhere.
func corner(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{B: 255, A: 255}
			if x < w/2 && y < h/2 {
				c = color.RGBA{R: 255, A: 255}
			}
			img.SetRGBA(x, y, c)
		}
	}
	return img
}

// withOrientation returns img as a JPEG that states how the camera was held.
func withOrientation(t testing.TB, img image.Image, o uint16, order binary.AppendByteOrder, mark string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	tiff := []byte(mark)
	tiff = order.AppendUint16(tiff, 42)
	tiff = order.AppendUint32(tiff, 8)
	tiff = order.AppendUint16(tiff, 1)
	for _, v := range []uint16{exifTag, 3} {
		tiff = order.AppendUint16(tiff, v)
	}
	tiff = order.AppendUint32(tiff, 1)
	tiff = order.AppendUint16(tiff, o)
	tiff = order.AppendUint16(tiff, 0)
	app1 := append([]byte("Exif\x00\x00"), tiff...)
	head := binary.BigEndian.AppendUint16([]byte{0xff, 0xd8, 0xff, 0xe1}, uint16(len(app1)+2))
	return append(append(head, app1...), b.Bytes()[2:]...)
}

// A telephone stores pictures in the orientation of its sensor and states how to turn them. In a picture stored with
// orientation o, the red corner must end up where it was seen.
func TestPhotosAreTurnedUpright(t *testing.T) {
	const w, h = 64, 32
	for o, want := range map[uint16][2]float64{ // where the red corner must be, as fractions of width and height
		1: {0.25, 0.25}, 2: {0.75, 0.25}, 3: {0.75, 0.75}, 4: {0.25, 0.75},
		5: {0.25, 0.25}, 6: {0.75, 0.25}, 7: {0.75, 0.75}, 8: {0.25, 0.75},
	} {
		for mark, order := range map[string]binary.AppendByteOrder{"II": binary.LittleEndian, "MM": binary.BigEndian} {
			p, img, err := page.DecodeImage(withOrientation(t, corner(w, h), o, order, mark))
			if err != nil {
				t.Fatal(err)
			}
			if p, err = printable(p, img); err != nil {
				t.Fatal(err)
			}
			if turned := p.Width == h && p.Height == w; turned != (o >= 5) {
				t.Errorf("orientation %d: %d x %d", o, p.Width, p.Height)
			}
			img, err = jpeg.Decode(bytes.NewReader(p.Data))
			if err != nil {
				t.Fatal(err)
			}
			r, _, b, _ := img.At(int(want[0]*float64(p.Width)), int(want[1]*float64(p.Height))).RGBA()
			if r < b {
				t.Errorf("orientation %d (%s): the corner is not at %v", o, mark, want)
			}
		}
	}
}

// Wrong headers are refused or ignored; nothing panics.
func FuzzOrientation(f *testing.F) {
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x10Exif\x00\x00II*\x00\x08\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if o := orientation(data); o < upright || o > orientCount {
			t.Errorf("orientation %d", o)
		}
	})
}
