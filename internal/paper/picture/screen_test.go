package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
	"lanyard/internal/base/judge"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/pdf"
	"lanyard/internal/paper/raster"
)

// TestPDFOnScreen places pages of PDFs by other programs on a page of ours and compares its picture with what poppler
// shows of the same page as a PDF: whoever designs over a PDF sees it.
func TestPDFOnScreen(t *testing.T) {
	poppler := judge.Program(t, "pdftoppm")
	files, err := filepath.Glob("../artwork/testdata/*.pdf")
	if err != nil || len(files) < 5 {
		t.Fatal(files, err)
	}
	seen := 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		img, lack, err := Read(t.Context(), file, data, View{Page: 1}, nil)
		var encrypted *cos.Error
		if errors.As(err, &encrypted) && encrypted.Kind == cos.Encrypted {
			continue
		}
		if err != nil || len(lack.Screen) > 0 {
			t.Errorf("%s: %v, %v", file, lack, err)
			continue
		}
		seen++
		size := geom.Size{W: img.Size.W/2 + geom.MM(20), H: img.Size.H/2 + geom.MM(20)}
		box := geom.Rect{X: geom.MM(5), Y: geom.MM(15), W: img.Size.W / 2, H: img.Size.H / 2}
		pg := &page.Page{Size: size, Items: []page.Item{&page.Picture{Box: box, Image: img}}}
		got, err := raster.New().Draw(pg, 100, raster.Trim)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := pdf.Write(&b, pdf.Meta{}, []*page.Page{pg}); err != nil {
			t.Fatal(err)
		}
		if d := difference(got, shown(t, poppler, b.Bytes())); d > 4 {
			t.Errorf("%s: mean difference from poppler %.2f", file, d)
		}
	}
	if seen < 4 {
		t.Errorf("%d files were compared", seen)
	}
}

// TestPDFWithoutFont checks that letters which no screen shows are counted, and the rest of the page is shown.
func TestPDFWithoutFont(t *testing.T) {
	const content = "1 0 0 rg 0 0 100 100 re f 0 g BT /F 20 Tf 20 20 Td (Awarded to) Tj ET"
	file, at := "%PDF-1.4\n", ""
	for i, object := range []string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
		fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(content), content), "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"} {
		at += fmt.Sprintf("%010d 00000 n \n", len(file))
		file += fmt.Sprintf("%d 0 obj%s endobj\n", i+1, object)
	}
	file += fmt.Sprintf("xref\n0 6\n0000000000 65535 f \n%strailer<</Root 1 0 R/Size 6>>\nstartxref\n%d\n%%%%EOF\n", at, len(file))
	img, lack, err := Read(t.Context(), "plain.pdf", []byte(file), View{Page: 1}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(lack.Fonts) != 1 || len(lack.Screen) != 1 || !strings.Contains(lack.Screen[0], "letters are not drawn") {
		t.Errorf("it lacks %q", lack)
	}
	m, err := raster.New().Draw(&page.Page{Size: img.Size, Items: []page.Item{&page.Picture{Box: img.Size.At(geom.Position{}),
		Image: img}}}, 72, raster.Trim)
	if err != nil {
		t.Fatal(err)
	}
	if left, right := m.RGBAAt(50, 10), m.RGBAAt(150, 10); left.R != 255 || left.G != 0 || right.G != 255 {
		t.Errorf("the rest of the page is %v and %v", left, right)
	}
}

// shown returns what poppler shows of the first page of a file at 100 pixels an inch.
func shown(t *testing.T, poppler string, data []byte) image.Image {
	t.Helper()
	file := filepath.Join(t.TempDir(), "page")
	if err := os.WriteFile(file+".pdf", data, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(poppler, "-r", "100", "-png", "-singlefile", file+".pdf", file).CombinedOutput(); err != nil {
		t.Fatalf("pdftoppm: %v\n%s", err, out)
	}
	drawn, err := os.ReadFile(file + ".png")
	if err != nil {
		t.Fatal(err)
	}
	m, err := png.Decode(bytes.NewReader(drawn))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// difference returns by how much two pictures differ in the mean of all their channels, of 255.
func difference(got *image.RGBA, want image.Image) float64 {
	sum, n := 0, 0
	for y := range min(got.Rect.Dy(), want.Bounds().Dy()) {
		for x := range min(got.Rect.Dx(), want.Bounds().Dx()) {
			r, g, b, _ := want.At(x, y).RGBA()
			c := got.RGBAAt(x, y)
			for i, v := range [...]uint8{c.R, c.G, c.B} {
				d := int(v) - int([...]uint32{r, g, b}[i]>>8)
				sum, n = sum+max(d, -d), n+1
			}
		}
	}
	return float64(sum) / float64(n)
}
