package svg_test

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/judge"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/pdf"
	"lanyard/internal/paper/raster"
	"lanyard/internal/paper/svg"
)

// wide is the width at which drawings are compared, in pixels at 96 dpi.
const wide = 480

// Allowed distance between our drawings and librsvg's: the mean difference of a component, out of 255, and the fraction
// of pixels that differ by more than far from everything near the same position. Poppler aligns edges and thin lines to
// whole pixels; our rasteriser differs at the edges of adjacent shapes.
const (
	mostMeanRaster, mostFarRaster   = 0.2, 0.0005
	mostMeanPoppler, mostFarPoppler = 1.0, 0.001

	far = 48 // out of 255
)

// paper returns a page that is filled by a picture.
func paper(p *svg.Picture) *page.Page {
	w := wide * geom.Inch / 96
	size := geom.Size{W: w, H: w.Scale(float64(p.Size.H) / float64(p.Size.W))}
	img := &page.Image{Format: "svg", Size: p.Size, Items: p.Items}
	return &page.Page{Size: size, Items: []page.Item{&page.Picture{Box: size.At(geom.Position{}), Image: img}}}
}

// TestJudges compares files by drawing programs with librsvg's drawings: our pixels, and poppler's drawing of our PDF.
func TestJudges(t *testing.T) {
	judge.Program(t, "rsvg-convert")
	judge.Program(t, "pdftoppm")
	files, err := filepath.Glob("testdata/real/*.svg")
	if err != nil || len(files) < 6 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			p, err := svg.Read(data)
			if err != nil {
				t.Fatal(err)
			}
			pg := paper(p)
			ours, err := raster.New().Draw(pg, 96, raster.Trim)
			if err != nil {
				t.Fatal(err)
			}
			size := ours.Rect.Size()
			judged := run(t, "rsvg-convert", "-w", fmt.Sprint(size.X), "-h", fmt.Sprint(size.Y), file)
			if mean, far := distance(ours, judged); mean > mostMeanRaster || far > mostFarRaster {
				t.Errorf("our pixels: the mean difference is %.3f, %.3f %% are far off", mean, 100*far)
			}
			var b bytes.Buffer
			if err := pdf.Write(&b, pdf.Meta{}, []*page.Page{pg}); err != nil {
				t.Fatal(err)
			}
			name := filepath.Join(t.TempDir(), "page.pdf")
			if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			if mean, far := distance(run(t, "pdftoppm", "-r", "96", "-png", "-singlefile", name),
				judged); mean > mostMeanPoppler || far > mostFarPoppler {
				t.Errorf("our PDF: the mean difference is %.3f, %.3f %% are far off", mean, 100*far)
			}
		})
	}
}

// run returns the picture written by a command, on a white background.
func run(t *testing.T, name string, args ...string) *image.RGBA {
	t.Helper()
	var said bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, said.String())
	}
	m, err := png.Decode(bytes.NewReader(out))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	white := image.NewRGBA(image.Rect(0, 0, m.Bounds().Dx(), m.Bounds().Dy()))
	draw.Draw(white, white.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(white, white.Rect, m, m.Bounds().Min, draw.Over)
	return white
}

// distance returns the difference between two pictures of about the same size.
func distance(a, b *image.RGBA) (mean, apart float64) {
	w, h := min(a.Rect.Dx(), b.Rect.Dx()), min(a.Rect.Dy(), b.Rect.Dy())
	for y := range h {
		for x := range w {
			p, least := a.RGBAAt(x, y), 255
			for dy := -1; dy <= 1; dy++ {
				for dx := -1; dx <= 1; dx++ {
					q := b.RGBAAt(max(0, min(w-1, x+dx)), max(0, min(h-1, y+dy)))
					parts := [3]int{difference(p.R, q.R), difference(p.G, q.G), difference(p.B, q.B)}
					least = min(least, max(parts[0], parts[1], parts[2]))
					if dx == 0 && dy == 0 {
						mean += float64(parts[0] + parts[1] + parts[2])
					}
				}
			}
			if least > far {
				apart++
			}
		}
	}
	return mean / float64(3*w*h), apart / float64(w*h)
}

func difference(a, b uint8) int { return max(int(a)-int(b), int(b)-int(a)) }
