package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color/palette"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"testing"

	"lanyard/internal/paper/page"
)

// FuzzPicture: a file that Photo accepts is a photo within the limits, and the result is upright and no larger than
// paper can show. A refused file gives an error and no picture.
func FuzzPicture(f *testing.F) {
	for _, data := range somePictures(f) {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		const enough = 1 << 20 // pixels; larger pictures take longer and test nothing new
		c, format, err := image.DecodeConfig(bytes.NewReader(data))
		if err == nil && c.Width*c.Height > enough && c.Width*c.Height <= page.MaxPixels {
			t.Skip("large, and allowed")
		}
		p, failed := Photo("photo."+format, data, nil)
		if (p == nil) != (failed != nil) {
			t.Fatalf("picture %v with %v", p, failed)
		}
		if p == nil {
			return
		}
		if err != nil || c.Width*c.Height > page.MaxPixels {
			t.Fatalf("%d x %d pixels were accepted despite %v", c.Width, c.Height, err)
		}
		img, format, err := image.Decode(bytes.NewReader(p.Data))
		if err != nil || format != p.Format || img.Bounds().Dx() != p.Width || img.Bounds().Dy() != p.Height {
			t.Fatalf("the photo is a %s of %v (%v), not a %s of %d x %d", format, img, err, p.Format, p.Width, p.Height)
		}
		if max(p.Width, p.Height) > maxPhotoSide || orientation(p.Data) != upright {
			t.Errorf("%d x %d pixels with orientation %d are printed", p.Width, p.Height, orientation(p.Data))
		}
		w, h := c.Width, c.Height
		if orientation(data) >= 5 {
			w, h = h, w
		}
		if factor := (max(w, h) + maxPhotoSide - 1) / maxPhotoSide; p.Width != max(1, w/factor) || p.Height != max(1, h/factor) {
			t.Errorf("%d x %d pixels became %d x %d", w, h, p.Width, p.Height)
		}
	})
}

// somePictures returns small files of every kind that cameras and programs write, and some files that are not pictures.
func somePictures(t testing.TB) [][]byte {
	t.Helper()
	noise := rand.New(rand.NewPCG(1, 2))
	rect := image.Rect(0, 0, 9, 7)
	images := []image.Image{image.NewGray(rect), image.NewGray16(rect), image.NewRGBA(rect), image.NewNRGBA64(rect),
		image.NewPaletted(rect, palette.WebSafe), image.NewYCbCr(rect, image.YCbCrSubsampleRatio420), image.NewCMYK(rect)}
	all := [][]byte{nil, []byte("\x89PNG\r\n\x1a\n"), []byte("\xff\xd8\xff\xd9")}
	for _, img := range images {
		switch m := img.(type) {
		case *image.NRGBA64:
			for i := range m.Pix {
				m.Pix[i] = byte(noise.Uint32())
			}
		case *image.YCbCr:
			for i := range m.Y {
				m.Y[i] = byte(noise.Uint32())
			}
		}
		var p, j bytes.Buffer
		if err := png.Encode(&p, img); err != nil {
			t.Fatal(err)
		}
		if err := jpeg.Encode(&j, img, nil); err != nil {
			t.Fatal(err)
		}
		all = append(all, p.Bytes(), j.Bytes())
	}
	return append(all, withOrientation(t, images[5], 6, binary.LittleEndian, "II"))
}
