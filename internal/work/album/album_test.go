package album

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lanyard/internal/base/fault"
)

func TestPhotosAreReduced(t *testing.T) {
	dir := t.TempDir()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewRGBA(image.Rect(0, 0, 3000, 1500))); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"big.png": b.Bytes(), "broken.png": b.Bytes()[:1000], "text.jpg": []byte("hello")} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	a := New(dir, nil)
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

// A drawing is used like any other picture, at its full sharpness.
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
	a := New(dir, nil)
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
