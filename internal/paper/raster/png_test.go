package raster

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"testing"
)

// A written picture reads back pixel by pixel, whatever its size.
func TestWritePNG(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, size := range []image.Point{{1, 1}, {3, 2}, {17, 90}, {640, 400}} {
		img := image.NewRGBA(image.Rectangle{Max: size})
		for y := range size.Y {
			for x := range size.X {
				c := color.RGBA{255, 255, 255, 255}
				if r.IntN(3) == 0 {
					c = color.RGBA{uint8(r.IntN(256)), uint8(r.IntN(256)), uint8(r.IntN(256)), 255}
				}
				img.SetRGBA(x, y, c)
			}
		}
		var out bytes.Buffer
		if err := WritePNG(&out, img); err != nil {
			t.Fatal(err)
		}
		got, err := png.Decode(&out)
		if err != nil || got.Bounds() != img.Bounds() {
			t.Fatalf("%v: %v", size, err)
		}
		for y := range size.Y {
			for x := range size.X {
				if a, b := color.RGBAModel.Convert(got.At(x, y)), img.RGBAAt(x, y); a != b {
					t.Fatalf("%v: the pixel at %d, %d is %v, not %v", size, x, y, a, b)
				}
			}
		}
	}
}
