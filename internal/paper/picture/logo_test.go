package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"strings"
	"testing"
)

const (
	// halfRing has a transparent background and a translucent half.
	halfRing = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="100" viewBox="0 0 400 100">` +
		`<rect width="100" height="100" fill="#00f"/><rect x="200" width="100" height="100" fill="#f00" fill-opacity="0.5"/></svg>`
)

func pngOf(t *testing.T, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// noise returns a picture that cannot be compressed.
func noise(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	random := rand.New(rand.NewPCG(1, 2))
	for i := range img.Pix {
		img.Pix[i] = uint8(random.Uint32()) | 0x80
	}
	return img
}

// A logo becomes a small PNG of the same proportions that keeps its transparency.
func TestLogo(t *testing.T) {
	grey := image.NewGray(image.Rect(0, 0, 1000, 3000))
	for name, c := range map[string]struct {
		data []byte
		w, h int
	}{
		"svg":      {[]byte(halfRing), 528, 132},
		"tall png": {pngOf(t, grey), 44, 132},
		"small":    {pngOf(t, image.NewGray(image.Rect(0, 0, 30, 10))), 30, 10},
		"tiny":     {pngOf(t, image.NewGray(image.Rect(0, 0, 4000, 1))), 528, 1},
	} {
		out, err := Logo(c.data, 176, 44, 12<<10)
		if err != nil {
			t.Fatal(name, err)
		}
		img, err := png.Decode(bytes.NewReader(out))
		if err != nil || img.Bounds() != image.Rect(0, 0, c.w, c.h) || len(out) > 12<<10 {
			t.Errorf("%s: %v, %d bytes, %v", name, img.Bounds(), len(out), err)
		}
		if again, _ := Logo(c.data, 176, 44, 12<<10); !bytes.Equal(again, out) {
			t.Errorf("%s differs the second time", name)
		}
		if name != "svg" {
			continue
		}
		for x, want := range map[int]color.NRGBA{60: {0, 0, 255, 255}, 200: {}, 330: {255, 0, 0, 128}, 500: {}} {
			got := color.NRGBAModel.Convert(img.At(x, 60)).(color.NRGBA)
			if near := func(a, b uint8) bool { return max(a, b)-min(a, b) <= 1 }; !near(got.R, want.R) || !near(got.G, want.G) || !near(got.B, want.B) || !near(got.A, want.A) {
				t.Errorf("at %d the drawing is %v, want %v", x, got, want)
			}
		}
	}
	if _, err := Logo(pngOf(t, noise(352, 88)), 176, 44, 12<<10); err == nil || !strings.Contains(err.Error(), "it takes more than 12288 bytes") {
		t.Errorf("noise: %v", err)
	}
	out, err := Logo(pngOf(t, noise(264, 264)), 176, 44, 12<<10)
	if img, _ := png.DecodeConfig(bytes.NewReader(out)); err != nil || img.Width >= 132 {
		t.Errorf("a picture that does not compress is %d pixels wide, %v", img.Width, err)
	}
}

// A photograph's metadata is not published; only its orientation is applied.
func TestLogoHasNoMetadata(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 40, 20))
	for x := range 40 {
		for y := range 20 {
			img.Set(x, y, color.RGBA{uint8(6 * x), 0, 0, 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	exif := "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00GPS 35.7N 51.4E"
	data := append([]byte{0xff, 0xd8, 0xff, 0xe1, 0, byte(len(exif) + 2)}, exif...)
	data = append(data, b.Bytes()[2:]...)
	out, err := Logo(data, 176, 44, 12<<10)
	if err != nil {
		t.Fatal(err)
	}
	config, err := png.DecodeConfig(bytes.NewReader(out))
	if err != nil || config.Width != 20 || config.Height != 40 {
		t.Errorf("the photograph is %d x %d, %v", config.Width, config.Height, err)
	}
	if bytes.Contains(out, []byte("GPS")) || bytes.Contains(out, []byte("Exif")) {
		t.Error("the location of the photograph is published")
	}
}
