package interpret_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
	"lanyard/internal/base/judge"
	"lanyard/internal/paper/artwork"
	. "lanyard/internal/paper/interpret"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/pdf"
	"lanyard/internal/paper/raster"
	"lanyard/internal/paper/readback"
	"lanyard/internal/paper/xref"
)

// file writes a page in the form of our own PDFs: its operators, the entries of its resources, further entries of the
// page, and further objects, numbered from 1.
func file(operators, resources, entries string, objects ...string) []byte {
	var b bytes.Buffer
	w := xref.NewWriter(&b)
	for _, o := range objects {
		if dict, stream, ok := strings.Cut(o, "stream\n"); ok {
			w.Object(fmt.Appendf(nil, "<<%s/Length %d>>", dict, len(stream)), []byte(stream))
		} else {
			w.Object([]byte(o), nil)
		}
	}
	content := w.Stream("", []byte(operators))
	shared := w.Object([]byte("<<"+resources+">>"), nil)
	parent := w.Next()
	pg := w.Object(fmt.Appendf(nil, "<</Type/Page/Parent %d 0 R/MediaBox[0 0 100 100]/Resources %d 0 R/Contents %d 0 R%s>>", parent,
		shared, content, entries), nil)
	w.Write(parent, fmt.Appendf(nil, "<</Type/Pages/Count 1/Kids[%d 0 R]>>", pg), nil)
	catalog := w.Object(fmt.Appendf(nil, "<</Type/Catalog/Pages %d 0 R>>", parent), nil)
	if err := w.Close(catalog, w.Object([]byte("<<>>"), nil)); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// colourAt returns the colour at a position measured from the lower left corner of a page, as #rrggbb.
func colourAt(t *testing.T, d *Drawing, x, y int) string {
	t.Helper()
	m, err := raster.New().Draw(d.Page, 72, raster.Trim)
	if err != nil {
		t.Fatal(err)
	}
	c := m.RGBAAt(x, m.Rect.Dy()-1-y)
	return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B)
}

const form = "/Type/XObject/Subtype/Form/BBox[0 0 100 100]"

// TestSeen covers a black box in each way that a viewer shows, and checks the colour in the middle.
func TestSeen(t *testing.T) {
	const black = "0 g 20 20 60 60 re f\n"
	pixel := "/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceRGBstream\n\xff\x00\x00"
	// dark but for the upper third
	const within = "BI/IM true/BPC 1/W 2/H 3/D[1 0]\nID \x00\xc0\xc0\nEI\n"
	for name, c := range map[string]struct {
		operators, resources, entries, want string
		objects                             []string
	}{
		"nothing":    {black, "", "", "#000000", nil},
		"white box":  {black + "1 g 30 30 40 40 re f", "", "", "#ffffff", nil},
		"stroke":     {black + "1 0 0 RG 40 w 10 50 m 90 50 l S", "", "", "#ff0000", nil},
		"picture":    {black + "q 40 0 0 40 30 30 cm /I Do Q", "/XObject<</I 1 0 R>>", "", "#ff0000", []string{pixel}},
		"mirrored":   {black + "q -40 0 0 -40 70 70 cm /I Do Q", "/XObject<</I 1 0 R>>", "", "#ff0000", []string{pixel}},
		"turned":     {black + "q 28 28 -28 28 50 20 cm /I Do Q", "/XObject<</I 1 0 R>>", "", "#ff0000", []string{pixel}},
		"slanted":    {black + "q 40 0 20 40 20 30 cm /I Do Q", "/XObject<</I 1 0 R>>", "", "#ff0000", []string{pixel}},
		"form":       {black + "/F Do", "/XObject<</F 1 0 R>>", "", "#00ff00", []string{form + "stream\n0 1 0 rg 0 0 99 99 re f"}},
		"annotation": {black, "", "/Annots[2 0 R]", "#0000ff", []string{form + "stream\n0 0 1 rg 0 0 99 99 re f", "<</Type/Annot/Subtype/Stamp/Rect[30 30 70 70]/AP<</N 1 0 R>>>>"}},
		"stencil": {black + "q 1 0 1 rg 40 0 0 40 30 30 cm /I Do Q", "/XObject<</I 1 0 R>>", "", "#ff00ff",
			[]string{"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 1/ImageMask truestream\n\x00"}},
		"stencil within":  {black + "q 1 0 1 rg 40 0 0 40 30 30 cm " + within + " Q", "", "", "#ff00ff", nil},
		"turned within":   {black + "q 1 0 1 rg 28 28 -28 28 50 20 cm " + within + " Q", "", "", "#ff00ff", nil},
		"clear within":    {black + "q 1 0 1 rg 40 0 0 30 30 30 cm " + within + " Q", "", "", "#000000", nil},
		"under a stencil": {black + "q 1 0 1 rg 40 0 0 40 30 30 cm " + within + " Q 0 1 1 rg 49 49 4 4 re f", "", "", "#00ffff", nil},
		"gradient":        {black + "/S sh", "/Shading<</S<</ShadingType 2/ColorSpace/DeviceRGB/Coords[0 0 1 0]/Extend[true true]/Function<</FunctionType 2/Domain[0 1]/N 1/C0[1 0 0]/C1[0 1 1]>>>>>>", "", "#00ffff", nil},
		"half":            {black + "/G gs 1 g 30 30 40 40 re f", "/ExtGState<</G<</ca .5>>>>", "", "#808080", nil},
		"clipped":         {black + "q 0 0 10 10 re W n 1 g 30 30 40 40 re f Q", "", "", "#000000", nil},
		"ink":             {black + "/C cs 1 scn 30 30 40 40 re f", "/ColorSpace<</C[/Separation/Gold/DeviceCMYK<</FunctionType 2/Domain[0 1]/N 1/C0[0 0 0 0]/C1[0 1 1 0]>>]>>", "", "#ff0000", nil},
		"hidden":          {black, "", "/Annots[2 0 R]", "#000000", []string{form + "stream\n1 g 0 0 99 99 re f", "<</Type/Annot/Subtype/Stamp/F 2/Rect[30 30 70 70]/AP<</N 1 0 R>>>>"}},
		"turned page":     {black + "1 g 0 80 100 20 re f", "", "/Rotate 90", "#000000", nil},
	} {
		d, err := Page(t.Context(), file(c.operators, c.resources, c.entries, c.objects...), 1)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := colourAt(t, d, 50, 50); got != c.want || len(d.Omissions) > 0 {
			t.Errorf("%s: the middle is %s, want %s; omitted: %v", name, got, c.want, d.Omissions)
		}
	}
}

// TestOmissions checks that everything that is not drawn is counted.
func TestOmissions(t *testing.T) {
	shape := "1 g 30 30 40 40 re f\n"
	for _, c := range []struct {
		operators, resources, entries, want string
		objects                             []string
	}{
		{"/S sh /S sh", "/Shading<</S<</ShadingType 4>>>>", "", "[2 shapes are not drawn: shading]", nil},
		{"/Pattern cs /P scn " + shape, "/Pattern<</P<</PatternType 2/Shading<</ShadingType 7>>>>>>", "", "[]", nil}, // 1 g sets another colour
		{"/Pattern cs /P scn 0 0 9 9 re f", "/Pattern<</P<</PatternType 2/Shading<</ShadingType 7>>>>>>", "",
			"[1 shape is not drawn: shading]", nil},
		{"/Pattern cs /P scn 0 0 9 9 re f", "/Pattern<</P<</PatternType 1>>>>", "", "[1 shape is not drawn: pattern]", nil},
		{"BT /F 12 Tf (abc) Tj ET", "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>", "",
			"[3 letters are not drawn: kind of font]", nil},
		{"/I Do", "/XObject<</I 1 0 R>>", "", "[1 picture is not drawn: compression or colours]",
			[]string{"/Subtype/Image/Width 1/Height 1/Filter/JPXDecodestream\nx"}},
		{"BI /W 1 /H 1 /BPC 8 /CS /G ID x EI " + shape, "", "", "[1 picture is not drawn: inline]", nil},
		{"/G gs", "/ExtGState<</G<</BM/Multiply>>>>", "", "[1 setting is ignored: blend mode]", nil},
		{"/G gs " + shape, "/ExtGState<</G<</SMask<</S/Luminosity>>>>>>", "", "[1 shape is not drawn: soft mask]", nil},
		{"/C cs 1 scn 0 0 9 9 re f", "/ColorSpace<</C[/Lab]>>", "", "[1 colour is shown as grey: colour space]", nil},
		{"", "", "/Annots[1 0 R]", "[1 annotation is not drawn]", []string{"<</Type/Annot/Subtype/FreeText/Rect[0 0 9 9]/Contents(Max)>>"}},
		{"", "", "/AA<<>>", "[the file has an entry that Lanyard does not write: another viewer may show something else]", nil},
		{"1 g ) " + shape, "", "", "[1 part of the page is not drawn: it cannot be read]", nil},
		{strings.Repeat("0 0 9 9 re W n ", 30) + shape, "", "", "[1 shape is not drawn: too many clips]", nil},
	} {
		d, err := Page(t.Context(), file(c.operators, c.resources, c.entries, c.objects...), 1)
		if err != nil {
			t.Errorf("%.40s: %v", c.operators, err)
		} else if got := fmt.Sprint(d.Omissions); got != c.want {
			t.Errorf("%.40s: %s, want %s", c.operators, got, c.want)
		}
		if _, err := raster.New().Draw(d.Page, 72, raster.Trim); err != nil {
			t.Errorf("%.40s: %v", c.operators, err)
		}
	}
}

// TestHostile reads pages that would take hours: each ends within its budget, and the rest is reported as an omission.
func TestHostile(t *testing.T) {
	doubling := []string{form + "stream\n0 0 9 9 re f"}
	for i := range 40 { // each paints the form before it twice
		doubling = append(doubling, fmt.Sprintf("%s/Resources<</XObject<</F %d 0 R>>>>stream\n/F Do /F Do", form, i+1))
	}
	var comb strings.Builder
	for i := range 200_000 {
		fmt.Fprintf(&comb, "%d %d l\n", i%7, 100*(i%2))
	}
	for name, data := range map[string][]byte{
		"forms that double": file("/F Do", "/XObject<</F 30 0 R>>", "", doubling...),
		"a form in itself":  file("/F Do", "/XObject<</F 1 0 R>>", "", form+"/Resources<</XObject<</F 1 0 R>>>>stream\n/F Do"),
		"whole pages":       file(strings.Repeat("0 0 100 100 re f\n", 300_000), "", ""),
		"gradients":         file(strings.Repeat("/S sh\n", 300_000), "/Shading<</S<</ShadingType 2/ColorSpace/DeviceRGB/Coords[0 0 1 0]/Extend[true true]/Function<</FunctionType 2/Domain[0 1]/N 1/C0[1 0 0]/C1[0 1 1]>>>>>>", ""),
		"a comb":            file("0 0 m "+strings.Repeat(comb.String(), 4)+" f", "", ""),
		"combs":             file(strings.Repeat("0 0 m "+comb.String()[:20_000]+" f\n", 300), "", ""),
		"dashes":            file(strings.Repeat("[.001] 0 d 0 0 m 100 100 l S\n", 10_000), "", ""),
		"widths": file(strings.Repeat("/F 9 Tf\n", 300_000), "/Font<</F<</Subtype/Type0/DescendantFonts[<</W 1 0 R>>]>>>>", "",
			"["+strings.Repeat("1[2 3]", 10_000)+"]"),
		"settings": file(strings.Repeat("/G gs\n", 300_000), "/ExtGState<</G<</D[1 0 R 0]>>>>", "", "["+strings.Repeat("1 ", 30_000)+"]"),
		"colours": file(strings.Repeat("/S sh\n", 300_000), "/Shading<</S<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 1 0]/Extend[true true]/Function<</FunctionType 3/Domain[0 1]/Bounds["+
			many(400, "%f ")+"]/Encode["+strings.Repeat("0 1 ", 401)+"]/Functions["+strings.Repeat("<</FunctionType 2/Domain[0 1]/N 2>>", 401)+"]>>>>>>", ""),
		"masks": file(strings.Repeat("q .1 g 1 0 0 1 0 0 cm /I Do Q\n", 100_000), "/XObject<</I 1 0 R>>", "",
			"/Type/XObject/Subtype/Image/Width 8/Height 1/BitsPerComponent 1/ImageMask truestream\n\x00"),
		"stencils": file(strings.Repeat("q 9 0 0 9 9 9 cm BI/IM true/BPC 1/W 1600/H 1600/D[1 0]\nID "+
			strings.Repeat(strings.Repeat("\xcc", 200)+strings.Repeat("\x33", 200), 800)+"\nEI\nQ\n", 100), "", ""),
		"clear stencils": file(strings.Repeat("BI/IM true/BPC 1/W 1600/H 1600/D[1 0]\nID "+
			strings.Repeat("\x00", 320_000)+"\nEI\n", 100), "", ""),
		"empty tiles": file("/Pattern cs /P scn "+strings.Repeat("0 0 100 100 re f\n", 10_000), "/Pattern<</P 1 0 R>>", "",
			"/PatternType 1/PaintType 1/BBox[0 0 1 1]/XStep 1.01/YStep 1.01stream\n"),
		"saving": file(strings.Repeat("q ", 100_000), "", ""),
		"a picture": file(strings.Repeat("q 1 .1 0 1 0 0 cm /I Do Q\n", 100_000), "/XObject<</I 1 0 R>>", "",
			"/Type/XObject/Subtype/Image/Width 6000/Height 6000/BitsPerComponent 1/ColorSpace/DeviceGraystream\n\x00"),
	} {
		if testing.Short() && slices.Contains([]string{"a comb", "combs", "a picture", "masks", "stencils", "empty tiles"}, name) {
			continue // seconds each
		}
		began := time.Now()
		d, err := Page(t.Context(), data, 1)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		read := time.Since(began)
		if _, err := raster.New().DrawContext(t.Context(), d.Page, 150, raster.Trim); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		t.Logf("%s: %v, drawn after %v; %v", name, read, time.Since(began), d.Omissions)
		if len(d.Omissions) == 0 || d.Omissions[0].Reason != TooMuch {
			t.Errorf("%s: %v", name, d.Omissions)
		}
		if took := time.Since(began); took > 20*time.Second {
			t.Errorf("%s: %v", name, took)
		}
	}
}

// many returns n fractions between 0 and 1, each written in a format.
func many(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, float64(i+1)/float64(n+1))
	}
	return b.String()
}

// TestPagesAreCounted reads a page tree that states wrong numbers of pages: page 2 is still the second one in the tree.
func TestPagesAreCounted(t *testing.T) {
	var b bytes.Buffer
	w := xref.NewWriter(&b)
	resources := w.Object([]byte("<<>>"), nil)
	page := func(operators string) int {
		content := w.Stream("", []byte(operators))
		return w.Object(fmt.Appendf(nil, "<</Type/Page/MediaBox[0 0 100 100]/Resources %d 0 R/Contents %d 0 R>>", resources, content), nil)
	}
	first, second := page("1 0 0 rg 0 0 100 100 re f"), page("0 1 0 rg 0 0 100 100 re f")
	left := w.Object(fmt.Appendf(nil, "<</Type/Pages/Count 0/Kids[%d 0 R]>>", first), nil)
	right := w.Object(fmt.Appendf(nil, "<</Type/Pages/Count 7/Kids[%d 0 R]>>", second), nil)
	root := w.Object(fmt.Appendf(nil, "<</Type/Pages/Count 1/Kids[%d 0 R %d 0 R]>>", left, right), nil)
	if err := w.Close(w.Object(fmt.Appendf(nil, "<</Type/Catalog/Pages %d 0 R>>", root), nil), w.Object([]byte("<<>>"), nil)); err != nil {
		t.Fatal(err)
	}
	if sheets, err := readback.Read(context.Background(), b.Bytes()); err != nil || len(sheets) != 2 {
		t.Fatalf("%d pages, %v", len(sheets), err)
	}
	for n, want := range map[int]string{1: "#ff0000", 2: "#00ff00"} {
		d, err := Page(t.Context(), b.Bytes(), n)
		if err != nil {
			t.Fatal(err)
		}
		if got := colourAt(t, d, 50, 50); got != want {
			t.Errorf("page %d is %s, want %s", n, got, want)
		}
	}
}

// TestEnds checks that reading and drawing stop when the context is cancelled.
func TestEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	data := file(strings.Repeat("0 0 1 1 re f\n", 50_000), "", "")
	if _, err := Page(ctx, data, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("reading: %v", err)
	}
	d, err := Page(t.Context(), data, 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := raster.New().DrawContext(ctx, d.Page, 72, raster.Trim); !errors.Is(err, context.Canceled) {
		t.Errorf("drawing: %v", err)
	}
}

// TestForeign checks that files that readback refuses, and pages that do not exist, are refused.
func TestForeign(t *testing.T) {
	own := file("", "", "")
	for name, data := range map[string][]byte{"nothing": nil, "text": []byte("hello"), "updated": append(slices.Clone(own), own...)} {
		if _, err := Page(t.Context(), data, 1); !errors.Is(err, readback.ErrForeign) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, n := range []int{0, -1, 2} {
		if _, err := Page(t.Context(), own, n); !errors.Is(err, readback.ErrForeign) {
			t.Errorf("page %d: %v", n, err)
		}
	}
}

// artworks returns pages made by other programs, as backgrounds of our own pages.
func artworks(t testing.TB) map[string][]byte {
	t.Helper()
	files, err := filepath.Glob("../artwork/testdata/*.pdf")
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures", err)
	}
	all := map[string][]byte{}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		p, err := artwork.Cut(t.Context(), data, 1, false)
		var encrypted *cos.Error
		if errors.As(err, &encrypted) && encrypted.Kind == cos.Encrypted {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		img := &page.Image{Name: f, Format: "pdf", Data: p.Objects.Bytes(), Size: p.Size, Page: 1}
		var b bytes.Buffer
		if err := pdf.Write(&b, pdf.Meta{}, []*page.Page{{Size: p.Size,
			Items: []page.Item{&page.Picture{Box: p.Size.At(geom.Position{}), Image: img}}}}); err != nil {
			t.Fatal(err)
		}
		all[filepath.Base(f)] = b.Bytes()
	}
	return all
}

// FuzzPage checks that a page with arbitrary content, in the form of our own PDFs, is drawn or refused in time.
func FuzzPage(f *testing.F) {
	f.Add("0 g 20 20 60 60 re f", "", "", "")
	f.Add("/F Do BT /T 9 Tf <0001> Tj ET /S sh", "/XObject<</F 1 0 R>>/Font<</T 1 0 R>>/Shading<</S 1 0 R>>", "/Annots[1 0 R]/Rotate 90",
		form+"/ShadingType 3/Coords[0 0 1 0 0 2]/Extend[true true]/ColorSpace[/Indexed/DeviceRGB 1 <00>]/Function<</FunctionType 0/Domain[0 1]/Size[2]/BitsPerSample 8/Range[0 1]>>stream\nq 1 2 3 4 5 6 cm W* n BI ID EI")
	f.Add("q 1 0 1 rg 40 1 1 40 30 30 cm /I Do Q /P gs [1 2] 1 d s", "/XObject<</I 1 0 R>>/ExtGState<</P 1 0 R>>", "/CropBox[1 1 9 9]",
		"/Subtype/Image/Width 2/Height 2/BitsPerComponent 2/ColorSpace[/Separation/A/DeviceCMYK<</FunctionType 2/Domain[0 1]/N 1/C0[0 0 0 0]/C1[0 1 1 0]>>]/SMask 1 0 R/Decode[1 0]/ca .5/SMask/Nonestream\n\x00\x01")
	f.Fuzz(func(t *testing.T, operators, resources, entries, object string) {
		if len(operators) > 1<<14 {
			return
		}
		began := time.Now()
		d, err := Page(t.Context(), file(operators, resources, entries, object), 1)
		if err != nil {
			return
		}
		if len(fmt.Sprint(d.Omissions)) == 0 {
			t.Error("an omission has no words")
		}
		if max(d.Page.Size.W, d.Page.Size.H) < 2000*geom.Point {
			if _, err := raster.New().DrawContext(t.Context(), d.Page, 20, raster.Trim); err != nil {
				t.Errorf("drawing: %v", err)
			}
		}
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("it takes %v", took)
		}
	})
}

// TestArtworks compares our drawings of pages made by other programs with poppler's; nothing may be omitted.
func TestArtworks(t *testing.T) {
	for name, data := range artworks(t) {
		d, err := Page(t.Context(), data, 1)
		if err != nil || len(d.Omissions) > 0 {
			t.Errorf("%s: omitted %v, %v", name, d.Omissions, err)
			continue
		}
		got, err := raster.New().Draw(d.Page, 100, raster.Trim)
		if err != nil {
			t.Fatal(err)
		}
		want := poppler(t, data, 100)
		if w, h := got.Rect.Dx()-want.Bounds().Dx(), got.Rect.Dy()-want.Bounds().Dy(); w < -1 || w > 1 || h < -1 || h > 1 {
			t.Fatalf("%s: %v, poppler has %v", name, got.Rect, want.Bounds())
		}
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
		mean := float64(sum) / float64(n)
		t.Logf("%s: mean difference from poppler %.2f", name, mean)
		if mean > 4 {
			t.Errorf("%s: mean difference from poppler %.2f", name, mean)
		}
	}
}

// poppler draws the first page of a file.
func poppler(t *testing.T, data []byte, dpi int) image.Image {
	t.Helper()
	judge.Program(t, "pdftoppm")
	file := filepath.Join(t.TempDir(), "page")
	if err := os.WriteFile(file+".pdf", data, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("pdftoppm", "-r", fmt.Sprint(dpi), "-png", "-singlefile", file+".pdf", file).CombinedOutput(); err != nil {
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
