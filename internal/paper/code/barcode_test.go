package code

import (
	"image"
	"image/color"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/oned"

	"lanyard/internal/base/geom"
)

// A barcode is read back from pixels, by a reader independent of our writer.
func TestBarcodeReadsBack(t *testing.T) {
	const pixel = geom.Millimetre / 20
	for _, payload := range []string{"T17-001", "0123456789", "a b~C", "X"} {
		box := geom.Rect{X: 5 * pixel, Y: 7 * pixel, W: 900 * pixel, H: 60 * pixel}
		bars, module, err := Barcode(payload, box)
		if err != nil {
			t.Fatal(err)
		}
		if !box.Contains(bars.Bounds()) || bars.Bounds().X < box.X+barcodeQuiet*module {
			t.Errorf("%q: the bars at %+v leave no quiet zone in %+v", payload, bars.Bounds(), box)
		}
		img := image.NewGray(image.Rect(0, 0, 920, 80))
		for i := range img.Pix {
			img.Pix[i] = 255
		}
		for i := 0; i < len(bars); i += 5 { // five segments per bar
			r := bars[i : i+5].Bounds()
			for x := (r.X + pixel/2) / pixel; x < (r.Right()+pixel/2)/pixel; x++ {
				for y := r.Y / pixel; y < r.Bottom()/pixel; y++ {
					img.SetGray(int(x), int(y), color.Gray{})
				}
			}
		}
		bitmap, err := gozxing.NewBinaryBitmapFromImage(img)
		if err != nil {
			t.Fatal(err)
		}
		got, err := oned.NewCode128Reader().Decode(bitmap, nil)
		if err != nil || got.GetText() != payload {
			t.Errorf("%q is read as %v, %v", payload, got, err)
		}
	}
	for _, bad := range []string{"", "é", "a\n", string(make([]byte, 81))} {
		if _, _, err := Barcode(bad, geom.Rect{W: 1e6, H: 1e5}); err == nil {
			t.Errorf("%q was encoded", bad)
		}
	}
}
