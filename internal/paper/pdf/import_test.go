package pdf

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/artwork"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/readback"
)

// artworks returns PDFs of other programs and a few that are hand-written, each
// with a page that is not as simple as it could be.
func artworks(t testing.TB) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	files, err := filepath.Glob("../artwork/testdata/*.pdf")
	if err != nil || len(files) == 0 {
		t.Fatal("there are no PDFs of other programs", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if name := filepath.Base(file); name != "encrypted.pdf" {
			all[name] = data
		}
	}
	const paint = "1 0 0 rg 10 20 60 30 re f 0 0 1 RG 4 w 5 5 m 120 80 l S"
	stream := func(s string) string { return fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(s), s) }
	const catalog, pages = "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>"
	for name, entries := range map[string]string{
		"offset":   "/MediaBox[-20 -10 200 120]/CropBox[3 4 130 90]",
		"turned":   "/MediaBox[0 0 200 100]/CropBox[3 4 130 90]/Rotate 90",
		"minus":    "/MediaBox[0 0 200 100]/CropBox[3 4 130 90]/Rotate -90",
		"upside":   "/MediaBox[0 0 200 100]/CropBox[3 4 130 90]/Rotate 180",
		"swapped":  "/MediaBox[200 100 0 0]",
		"userunit": "/MediaBox[0 0 130 90]/UserUnit 2",
	} {
		all[name] = plainPDF(catalog, pages, "<</Type/Page/Parent 2 0 R"+entries+"/Contents 4 0 R>>", stream(paint))
	}
	all["inherited"] = plainPDF(catalog, "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 130 90]/Rotate 90/Resources<</ExtGState<</G<</ca .5>>>>>>>>",
		"<</Type/Page/Parent 2 0 R/Contents[4 0 R 5 0 R]>>", stream("/G gs 1"), stream("0 0 rg 10 20 60 30 re f"))
	all["many"] = manyObjects()
	ours := everyItem(t)
	ours.Bleed, ours.Slug = 0, 0
	all["ours"] = write(t, meta, ours)
	return all
}

// manyObjects is a page with thousands of objects, of which one is needed.
func manyObjects() []byte {
	objects := []string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 130 90]/Contents 4 0 R/Resources<</ExtGState<</G 12000 0 R>>>>>>", "<</Length 31>>\nstream\n/G gs 1 0 0 rg 10 20 60 30 re f\nendstream"}
	for len(objects) < 11999 {
		objects = append(objects, "null")
	}
	return plainPDF(append(objects, "<</ca .3>>")...)
}

// plainPDF is a file with the given objects.
func plainPDF(objects ...string) []byte {
	b := []byte("%PDF-1.7\n")
	var table strings.Builder
	for i, o := range objects {
		fmt.Fprintf(&table, "%010d 00000 n \n", len(b))
		b = fmt.Appendf(b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	return fmt.Appendf(b, "xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, table.String(), len(objects)+1, len(b))
}

// cut returns an artwork as an image.
func cut(t testing.TB, data []byte) *page.Image {
	t.Helper()
	p, err := artwork.Cut(t.Context(), data, 1, false)
	if err != nil {
		t.Fatal(err)
	}
	return &page.Image{Name: "artwork", Format: "pdf", Data: p.Objects.Bytes(), Size: p.Size, Page: 1}
}

// alone is a page that an artwork covers wholly.
func alone(img *page.Image) *page.Page {
	return &page.Page{Size: img.Size, Items: []page.Item{
		// what a page has set before must not show in the artwork
		&page.Path{Outline: geom.Box(mm(-9, -9, 1, 1)), Fill: &page.Paint{Colour: rgb(0, 200, 0)}, Stroke: &page.Stroke{Width: geom.MM(3), Colour: rgb(0, 200, 0)}},
		&page.Picture{Box: img.Size.At(geom.Position{}), Image: img}}}
}

func TestImport(t *testing.T) {
	for name, data := range artworks(t) {
		t.Run(name, func(t *testing.T) {
			img := cut(t, data)
			out := write(t, meta, alone(img), alone(img))
			once, twice := bytes.Count(write(t, meta, alone(img)), []byte("/Form")), bytes.Count(out, []byte("/Form"))
			if once == 0 || once != twice {
				t.Errorf("a page has %d forms, two pages have %d", once, twice)
			}
			if a := open(t, out); a.archival() || a.root().get("OutputIntents") != nil {
				t.Error("a file with somebody else's page claims to be PDF/A")
			}
			if sheets, err := readback.Read(context.Background(), out); err != nil || len(sheets) != 2 {
				t.Errorf("reading it: %d pages, %v", len(sheets), err)
			}
			judgeSyntax(t, out)
			t.Run("pdftoppm", func(t *testing.T) {
				dpi := 100
				if name == "userunit" {
					dpi = 200 // pdftoppm knows no UserUnit, and this one is 2
				}
				want, got := render(t, data, dpi), render(t, out, 100)
				if d := want.w - got.w; d < -1 || d > 1 || got.h-want.h < -1 || got.h-want.h > 1 {
					t.Fatalf("%d x %d pixels, expected %d x %d", got.w, got.h, want.w, want.h)
				}
				// lines of one pixel are drawn a little darker or lighter in a form
				if far := want.compare(got); far > len(want.pixels)/100 {
					t.Errorf("%d of %d values differ", far, len(want.pixels))
				}
			})
		})
	}
}

func TestImportIsDeterministic(t *testing.T) {
	data := artworks(t)["chromium.pdf"]
	want := write(t, meta, alone(cut(t, data)))
	for i := range 10 {
		old := runtime.GOMAXPROCS(1 + i%2)
		got := write(t, meta, alone(cut(t, data)))
		runtime.GOMAXPROCS(old)
		if !bytes.Equal(want, got) {
			t.Fatal("two runs differ")
		}
	}
}

// ppm is a picture of pdftoppm.
type ppm struct {
	w, h   int
	pixels []byte
}

// render draws the first page of a PDF as a viewer shows it.
func render(t *testing.T, data []byte, dpi int) ppm {
	t.Helper()
	out := []byte(judged(t, data, "pdftoppm", "-r", strconv.Itoa(dpi), "-f", "1", "-l", "1", "-cropbox", "FILE"))
	fields := bytes.SplitN(out, []byte("\n"), 4)
	if len(fields) != 4 || string(fields[0]) != "P6" {
		t.Fatalf("no picture: %.80q", out)
	}
	w, h, _ := strings.Cut(string(fields[1]), " ")
	p := ppm{pixels: fields[3]}
	var err error
	if p.w, err = strconv.Atoi(w); err != nil {
		t.Fatal(err)
	}
	if p.h, err = strconv.Atoi(h); err != nil {
		t.Fatal(err)
	}
	return p
}

// compare returns how many values differ by more than a shade where both are.
func (p ppm) compare(q ppm) (far int) {
	for y := range min(p.h, q.h) {
		for x := range 3 * min(p.w, q.w) {
			if d := int(p.pixels[3*y*p.w+x]) - int(q.pixels[3*y*q.w+x]); d > 8 || d < -8 {
				far++
			}
		}
	}
	return far
}
