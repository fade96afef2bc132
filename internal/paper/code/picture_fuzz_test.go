package code

import (
	"errors"
	"image"
	"testing"
	"time"
)

// FuzzReadPicture reads a tile of any pixels that is repeated over a picture: there is a code in it or none, and it is
// found out in time.
func FuzzReadPicture(f *testing.F) {
	f.Add([]byte{0, 255}, uint8(1), uint8(1))
	f.Add([]byte{0, 255, 0, 0, 0, 255, 0, 255}, uint8(8), uint8(3))
	pattern := make([]byte, 64)
	for i := range pattern {
		if !patterns(i%8, i/8) {
			pattern[i] = 255
		}
	}
	f.Add(pattern, uint8(8), uint8(1))
	symbol := picture(encode(f, "https://verify.example.org/#0123456789", M), 2)
	var pixels []byte
	for y := range symbol.Bounds().Dy() {
		for x := range symbol.Bounds().Dx() {
			r, _, _, _ := symbol.At(x, y).RGBA()
			pixels = append(pixels, byte(r>>8))
		}
	}
	f.Add(pixels, uint8(symbol.Bounds().Dx()), uint8(1))
	f.Fuzz(func(t *testing.T, pixels []byte, width, zoom uint8) {
		const side = 240 // more takes seconds and shows nothing new
		w := max(1, int(width))
		h, z := len(pixels)/w, 1+int(zoom%8)
		if h == 0 {
			return
		}
		img := image.NewGray(image.Rect(0, 0, side, side))
		for y := range side {
			for x := range side {
				img.Pix[y*img.Stride+x] = pixels[y/z%h*w+x/z%w]
			}
		}
		began := time.Now()
		if payload, err := Read(t.Context(), img); err != nil && (payload != "" || !errors.Is(err, ErrNotFound)) {
			t.Errorf("%q, %v", payload, err)
		}
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("it takes %v", took)
		}
	})
}
