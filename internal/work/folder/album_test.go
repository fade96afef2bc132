package folder

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lanyard/internal/base/fault"
	"lanyard/internal/paper/page"
)

// corner returns a picture that is red in its upper left quarter and blue
// elsewhere.
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

// withOrientation returns img as a JPEG that says how the camera was held.
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

// A telephone stores the picture as its sensor lies and says how to turn it.
// Stored with orientation o, the red corner must end where it was seen.
func TestPhotosAreTurnedUpright(t *testing.T) {
	const w, h = 64, 32
	for o, want := range map[uint16][2]float64{ // where the red corner ends, in parts of width and height
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

func TestPhotosAreReduced(t *testing.T) {
	dir := t.TempDir()
	var b bytes.Buffer
	if err := png.Encode(&b, corner(3000, 1500)); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"big.png": b.Bytes(), "broken.png": b.Bytes()[:1000], "text.jpg": []byte("hello")} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	a := &album{dir: dir}
	p, err := a.File("big.png")
	if err != nil || p.Width != 1000 || p.Height != 500 || len(p.Data) > 100_000 {
		t.Fatalf("%+v, %v", p, err)
	}
	if again, err := a.File("big.png"); err != nil || again != p {
		t.Error("the second person with this photo gets another picture")
	}
	if p, err := a.File("none.png"); p != nil || err != nil {
		t.Errorf("a missing file gave %v, %v", p, err)
	}
	for name, want := range map[string]string{
		"broken.png": "it is damaged", "text.jpg": "neither PNG nor JPEG", "../x.png": "inside the event's folder", "/etc/passwd": "inside the event's folder",
	} {
		if _, err := a.File(name); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", name, err, want)
		}
	}
}

// A drawing is a picture like any other, as sharp as it was drawn.
func TestDrawings(t *testing.T) {
	dir := t.TempDir()
	const head = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><title>A mark</title>`
	for name, data := range map[string]string{
		"mark.svg": head + `<rect width="90" height="90"/></svg>`, "text.svg": head + "\n <text>A</text></svg>", "page.png": "<!DOCTYPE html><html/>",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	a := &album{dir: dir}
	p, err := a.File("mark.svg")
	if err != nil || p.Format != "svg" || len(p.Items) != 1 || p.Title != "A mark" || len(p.Name) != 64 {
		t.Fatalf("%+v, %v", p, err)
	}
	if w, h := p.Aspect(); w != 2*h {
		t.Errorf("it is %s by %s", w, h)
	}
	for name, want := range map[string]string{"text.svg": "the picture text.svg:2:2: there is text", "page.png": "it is not SVG"} {
		if _, err := a.File(name); err == nil || !strings.Contains(err.Error(), want) || fault.Hint(err) == "" {
			t.Errorf("%s: got %v (%s), want %q and a hint", name, err, fault.Hint(err), want)
		}
	}
}

// Headers that lie are refused or ignored; nothing panics.
func FuzzOrientation(f *testing.F) {
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x10Exif\x00\x00II*\x00\x08\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if o := orientation(data); o < upright || o > orientCount {
			t.Errorf("orientation %d", o)
		}
	})
}
