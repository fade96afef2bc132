package raster_test

import (
	"bytes"
	"fmt"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/judge"
	"lanyard/internal/paper/interpret"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/pdf"
	. "lanyard/internal/paper/raster"
)

// interpreted returns the drawing of a page that was written as PDF and read back.
func interpreted(t *testing.T, data []byte, dpi float64) *image.RGBA {
	t.Helper()
	d, err := interpret.Page(t.Context(), data, 1)
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Omissions) > 0 {
		t.Errorf("omitted: %v", d.Omissions)
	}
	m, err := New().DrawContext(t.Context(), d.Page, dpi, Trim)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestInterpreted writes every page as PDF, reads it back and draws it. The result must match the drawing of the page
// itself, and poppler's, which shows how exactly package interpret reads what package pdf writes.
func TestInterpreted(t *testing.T) {
	const dpi = 100
	const most, mean = 0.002, 0.6 // fraction of pixels that are far off, and difference out of 255
	check := func(name string, pg *page.Page) {
		t.Run(name, func(t *testing.T) {
			whole := *pg
			whole.Size = geom.Size{W: wholePoints(pg.Size.W), H: wholePoints(pg.Size.H)}
			var b bytes.Buffer
			if err := pdf.Write(&b, pdf.Meta{}, []*page.Page{&whole}); err != nil {
				t.Fatal(err)
			}
			got, want := interpreted(t, b.Bytes(), dpi), render(t, &whole, dpi, Sheet)
			bound := mean
			if name == "inks" { // each is drawn by its RGB alternate, which is rounded
				bound = 0.8
			}
			if d, far := distance(t, got, want); d > bound || far > most {
				t.Errorf("from the page itself: mean difference %.3f, %.3f %% of the pixels far off", d, 100*far)
			}
			if name == "inks" || testing.Short() { // poppler has its own rule for CMYK
				return
			}
			b.Reset()
			if err := pdf.Write(&b, pdf.Meta{}, []*page.Page{outlined(&whole)}); err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(t.TempDir(), "page")
			if err := os.WriteFile(file+".pdf", b.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			judge.Program(t, "pdftoppm")
			if out, err := exec.Command("pdftoppm", "-r", fmt.Sprint(dpi), "-png", "-singlefile", file+".pdf",
				file).CombinedOutput(); err != nil {
				t.Fatalf("pdftoppm: %v\n%s", err, out)
			}
			poppler := readPNG(t, file+".png")
			mean, far := distance(t, got, poppler)
			mean0, far0 := distance(t, want, poppler)
			t.Logf("from poppler: mean difference %.2f, %.2f %% of the pixels far off", mean, 100*far)
			// at 100 dpi poppler moves the baselines of small text by much of its height
			if mean > mean0+0.3 || far > far0+0.002 || mean > 1.6*mostMean || far > 1.6*mostFar {
				t.Errorf("from poppler: mean difference %.2f, %.2f %% of the pixels far off; that of the page itself: "+
					"%.2f, %.2f %%", mean, 100*far, mean0, 100*far0)
			}
		})
	}
	for _, c := range pages {
		check(c.name, c.make(t))
	}
	check("sheet", sheet(t))
	if testing.Short() {
		return
	}
	for i, name := range builtIns(t) {
		check(name, person(t, builtIn(t, name), i, payload))
	}
	check("tents", tents(t))
}
