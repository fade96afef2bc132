package code

import (
	"context"
	"errors"
	"image"
	"math"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode/decoder"
	"github.com/makiuchi-d/gozxing/qrcode/detector"

	"lanyard/internal/base/fault"
)

const (
	maxPixels = 64 << 20 // of a picture: A4 scanned at 800 dpi
	// per side; version 20 has 105 modules with its quiet zone, and the reader needs 2 pixels each
	fewPixels  = 200
	turnPixels = 4 << 20 // largest picture worth turning; larger ones are halved first
)

// ErrNotFound is returned by Read for a picture without a readable QR code.
var ErrNotFound = errors.New("no readable QR code in the picture")

// Read returns the payload of a QR code in a photo, scan or screenshot, in any orientation, dark on light or light on
// dark. If there are several it returns any of them. Its work is bounded by the size of the picture, whatever the
// picture shows. The error is ErrNotFound, that of ctx, or says that the picture is too large.
func Read(ctx context.Context, img image.Image) (string, error) {
	size := img.Bounds().Size()
	if size.X <= 0 || size.Y <= 0 {
		return "", ErrNotFound
	}
	if size.X > maxPixels/size.Y {
		return "", fault.New("the picture is too large to search for a QR code",
			"crop it around the code, or scale it down")
	}
	for source := gozxing.NewLuminanceSourceFromImage(img); ; {
		if payload, ok := search(ctx, source); ok {
			return payload, nil
		}
		width, height := source.GetWidth(), source.GetHeight()
		if payload, ok := searchWindows(ctx, source); ok {
			return payload, nil
		}
		if width*height <= turnPixels {
			if payload, ok := search(ctx, gozxing.NewLuminanceSourceFromImage(turned(source))); ok {
				return payload, nil
			}
		}
		if err := ctx.Err(); err != nil {
			return "", err
		}
		if min(width, height) < 2*fewPixels {
			return "", ErrNotFound
		}
		source = gozxing.NewLuminanceSourceFromImage(halved(source))
	}
}

// search tries ways to make a symbol readable, the likeliest first: the hybrid threshold copes with shadows, the global
// one with noise.
func search(ctx context.Context, source gozxing.LuminanceSource) (payload string, ok bool) {
	for _, source := range []gozxing.LuminanceSource{source, source.Invert()} {
		for _, binarizer := range []gozxing.Binarizer{
			gozxing.NewHybridBinarizer(source),
			gozxing.NewGlobalHistgramBinarizer(source),
		} {
			if ctx.Err() != nil {
				return "", false
			}
			bits, err := binarizer.GetBlackMatrix()
			if err != nil {
				continue
			}
			if payload, ok := readBits(ctx, bits); ok {
				return payload, true
			}
		}
	}
	return "", false
}

// readBits reads a symbol of dark and light pixels.
func readBits(ctx context.Context, bits *gozxing.BitMatrix) (payload string, ok bool) {
	for _, c := range symbols(find(ctx, bits)) {
		if ctx.Err() != nil {
			return "", false
		}
		found, err := detector.NewDetector(bits).ProcessFinderPatternInfo(c.info())
		if err != nil {
			continue
		}
		if result, err := decoder.NewDecoder().Decode(found.GetBits(), nil); err == nil {
			return result.GetText(), true
		}
	}
	return "", false
}

// windows is how many overlapping windows of half the size fit side by side.
const windows = 3

// searchWindows searches parts of the picture: on a whole page, ornaments and letters may look more like the corners of
// a symbol than the symbol itself.
func searchWindows(ctx context.Context, source gozxing.LuminanceSource) (payload string, ok bool) {
	w, h := source.GetWidth()/2, source.GetHeight()/2
	if min(w, h) < fewPixels {
		return "", false
	}
	for i := range windows * windows {
		part, err := source.Crop(i%windows*w/(windows-1), i/windows*h/(windows-1), w, h)
		if err != nil {
			continue
		}
		if payload, ok := search(ctx, part); ok {
			return payload, true
		}
	}
	return "", false
}

// halved returns the picture at half its size, each pixel the mean of four. This removes noise and moiré and brings the
// modules of a large photo closer to the size that the reader expects.
func halved(source gozxing.LuminanceSource) *image.Gray {
	width, pixels := source.GetWidth(), source.GetMatrix()
	half := image.NewGray(image.Rect(0, 0, width/2, source.GetHeight()/2))
	for y := range half.Rect.Dy() {
		for x := range half.Rect.Dx() {
			i := 2*y*width + 2*x
			sum := int(pixels[i]) + int(pixels[i+1]) + int(pixels[i+width]) + int(pixels[i+width+1])
			half.Pix[y*half.Stride+x] = byte((sum + 2) / 4)
		}
	}
	return half
}

// turned returns the picture turned by 45 degrees on a light ground. The reader is worst at symbols turned by that
// angle.
func turned(source gozxing.LuminanceSource) *image.Gray {
	width, height, pixels := source.GetWidth(), source.GetHeight(), source.GetMatrix()
	side := int(float64(width+height)*math.Sqrt2/2) + 2
	out := image.NewGray(image.Rect(0, 0, side, side))
	at := func(x, y int) float64 {
		if x < 0 || y < 0 || x >= width || y >= height {
			return 255
		}
		return float64(pixels[y*width+x])
	}
	for v := range side {
		for u := range side {
			du, dv := float64(2*u-side)/2, float64(2*v-side)/2
			x, y := (du-dv)*math.Sqrt2/2+float64(width)/2, (du+dv)*math.Sqrt2/2+float64(height)/2
			fx, fy := math.Floor(x), math.Floor(y)
			i, j := int(fx), int(fy)
			fx, fy = x-fx, y-fy
			above := at(i, j)*(1-fx) + at(i+1, j)*fx
			below := at(i, j+1)*(1-fx) + at(i+1, j+1)*fx
			out.Pix[v*out.Stride+u] = byte(above*(1-fy) + below*fy)
		}
	}
	return out
}
