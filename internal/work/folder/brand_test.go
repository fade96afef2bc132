package folder

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lanyard/internal/trust/web"
)

const (
	loneEvent = "id = \"a\"\ntitle.fa = \"آ\"\ntitle.en = \"A\"\nstart = 2027-01-01\n[issuer]\nname.fa = \"م\"\nname.en = \"M\"\nverify = \"verify.example.org\"\n"
	// halfRing has a transparent ground, and a translucent half.
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

// noise is a picture that nothing makes smaller.
func noise(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	random := rand.New(rand.NewPCG(1, 2))
	for i := range img.Pix {
		img.Pix[i] = uint8(random.Uint32()) | 0x80
	}
	return img
}

// A logo becomes a small PNG of the same shape, with what shows through it.
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
		out, err := Logo(c.data)
		if err != nil {
			t.Fatal(name, err)
		}
		img, err := png.Decode(bytes.NewReader(out))
		if err != nil || img.Bounds() != image.Rect(0, 0, c.w, c.h) || len(out) > web.MaxLogo {
			t.Errorf("%s: %v, %d bytes, %v", name, img.Bounds(), len(out), err)
		}
		if again, _ := Logo(c.data); !bytes.Equal(again, out) {
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
	if _, err := Logo(pngOf(t, noise(352, 88))); err == nil || !strings.Contains(err.Error(), "it takes more than 12288 bytes") {
		t.Errorf("noise: %v", err)
	}
	out, err := Logo(pngOf(t, noise(264, 264)))
	if img, _ := png.DecodeConfig(bytes.NewReader(out)); err != nil || img.Width >= 132 {
		t.Errorf("a picture of many bytes keeps %d pixels across, %v", img.Width, err)
	}
}

// What a camera says about a photograph is not published, but for which side is up.
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
	out, err := Logo(data)
	if err != nil {
		t.Fatal(err)
	}
	config, err := png.DecodeConfig(bytes.NewReader(out))
	if err != nil || config.Width != 20 || config.Height != 40 {
		t.Errorf("the photograph is %d x %d, %v", config.Width, config.Height, err)
	}
	if bytes.Contains(out, []byte("GPS")) || bytes.Contains(out, []byte("Exif")) {
		t.Error("the place of the photograph is published")
	}
}

func TestBrand(t *testing.T) {
	outside := filepath.Join(t.TempDir(), "secret.png")
	if err := os.WriteFile(outside, pngOf(t, image.NewGray(image.Rect(0, 0, 9, 9))), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		toml, file string
		data       []byte
		want       string // of the problem
	}{
		"no brand":      {loneEvent, "", nil, ""},
		"svg":           {loneEvent + "logo = \"logo.svg\"\ncolour = \"#00467F\"\n", "logo.svg", []byte(halfRing), ""},
		"absent":        {loneEvent + "logo = \"logo.svg\"\n", "", nil, `event.toml:9:8: there is no file "logo.svg" in the event's folder`},
		"a link":        {loneEvent + "logo = \"link.png\"\n", "link.png", nil, `event.toml:9:8: "link.png" leads out of the event's folder`},
		"a script":      {loneEvent + "logo = \"logo.svg\"\n", "logo.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>`), "logo.svg:1:"},
		"no picture":    {loneEvent + "logo = \"logo.png\"\n", "logo.png", []byte("GIF89a"), `event.toml:9:8: the logo "logo.png" cannot be shown: it is neither PNG nor JPEG`},
		"large":         {loneEvent + "logo = \"logo.png\"\n", "logo.png", make([]byte, maxLogo+1), `event.toml:9:8: reading "logo.png": it has more than 8 MB`},
		"above":         {loneEvent + "logo = \"../logo.png\"\n", "", nil, `event.toml:9:8: "../logo.png" is not a file inside the event folder`},
		"a pale colour": {loneEvent + "colour = \"#ffcc00\"\n", "", nil, "event.toml:9:10: white text on #ffcc00 has a contrast of 1.5 to 1, less than 4.5"},
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, eventFile), []byte(c.toml), 0o600); err != nil {
			t.Fatal(err)
		}
		if c.data != nil {
			if err := os.WriteFile(filepath.Join(dir, c.file), c.data, 0o600); err != nil {
				t.Fatal(err)
			}
		} else if c.file != "" {
			if err := os.Symlink(outside, filepath.Join(dir, c.file)); err != nil {
				t.Fatal(err)
			}
		}
		b, problems, err := Brand(dir)
		if err != nil {
			t.Fatal(name, err)
		}
		switch {
		case c.want == "" && (problems.Err() != nil || b.Language != "fa" || (len(b.Logo) > 0) != (c.data != nil)):
			t.Errorf("%s: %v, %+v", name, problems, b)
		case c.want != "" && (problems.Err() == nil || !strings.Contains(problems.Error(), c.want) || len(b.Logo) > 0):
			t.Errorf("%s: %v", name, problems)
		}
	}
	if b, problems, err := Brand(t.TempDir()); err != nil || problems != nil || len(b.Logo)+len(b.Language) > 0 {
		t.Errorf("an empty folder has the brand %+v, %v, %v", b, problems, err)
	}
}
