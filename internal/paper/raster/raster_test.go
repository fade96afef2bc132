package raster_test

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"maps"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/judge"
	"lanyard/internal/base/paper"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/pdf"
	. "lanyard/internal/paper/raster"
	"lanyard/internal/typography/font"
)

var update = flag.Bool("update", false, "write the pictures in testdata anew")

func render(t testing.TB, p *page.Page, dpi float64, area Area) *image.RGBA {
	t.Helper()
	m, err := New().Draw(p, dpi, area)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestGolden compares every page with its picture in testdata. A difference of one in 255 is allowed: pictures are
// scaled in floating point, which other processors may round differently.
func TestGolden(t *testing.T) {
	for _, c := range pages {
		t.Run(c.name, func(t *testing.T) {
			got := render(t, c.make(t), c.dpi, Trim)
			file := filepath.Join("testdata", c.name+".png")
			if *update {
				writePNG(t, file, got)
				return
			}
			want := readPNG(t, file)
			if want.Rect != got.Rect {
				t.Fatalf("the picture is %v, want %v", got.Rect, want.Rect)
			}
			for i := range got.Pix {
				if d := int(got.Pix[i]) - int(want.Pix[i]); d < -1 || d > 1 {
					failed := filepath.Join(t.ArtifactDir(), c.name+".png")
					writePNG(t, failed, got)
					t.Fatalf("pixel %d, %d differs from %s; the drawing is in %s; if it is correct: go test -update",
						i%got.Stride/4, i/got.Stride, file, failed)
				}
			}
		})
	}
}

func writePNG(t testing.TB, file string, m image.Image) {
	t.Helper()
	var b bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func readPNG(t testing.TB, file string) *image.RGBA {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	m, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	out := image.NewRGBA(m.Bounds())
	draw.Draw(out, out.Rect, m, m.Bounds().Min, draw.Src)
	return out
}

// ink returns the amount of ink in a picture, in black pixels.
func ink(m *image.RGBA) (sum float64) {
	for i := 0; i < len(m.Pix); i += 4 {
		sum += float64(255-m.Pix[i]) / 255
	}
	return sum
}

// TestEveryItem draws each kind of item alone: all but a link leave ink, and a group draws its items.
func TestEveryItem(t *testing.T) {
	tried := map[string]bool{}
	box := &page.Path{Outline: geom.Box(mm(1, 1, 5, 5)), Fill: fill(rgb(0, 0, 0))}
	for _, c := range []struct {
		item page.Item
		want bool
	}{
		{set(t, "Ana", "en", font.Style{}, 12, 2, 6)[0], true},
		{box, true},
		{&page.Path{Outline: box.Outline, Stroke: &page.Stroke{Width: geom.MM(1)}}, true},
		{&page.Path{Outline: box.Outline}, false},
		{&page.Path{Fill: fill(navy), Stroke: &page.Stroke{}}, false},
		{&page.Picture{Box: mm(1, 1, 6, 4), Image: photo(t, 9, 7, "jpeg")}, true},
		{&page.Picture{Box: mm(1, 1, 8, 5), Image: drawing(t, "flag")}, true},
		{&page.Link{Box: mm(1, 1, 5, 5), URL: "https://example.org"}, false},
		{&page.Group{Items: []page.Item{box}}, true},
		{&page.Group{Clip: geom.Box(mm(7, 7, 1, 1)), Items: []page.Item{box}}, false},
		{&page.Group{}, false},
	} {
		tried[fmt.Sprintf("%T", c.item)] = true
		if got := ink(render(t, sized(10, 10, c.item), 100, Trim)) > 0; got != c.want {
			t.Errorf("%T leaves ink: %v, want %v", c.item, got, c.want)
		}
	}
	if all := slices.Sorted(maps.Keys(tried)); !slices.Equal(all, itemsOfPage(t)) {
		t.Errorf("tried are %q, package page has %q", all, itemsOfPage(t))
	}
}

// itemsOfPage returns the types that package page has for what lies on a page, as its source says.
func itemsOfPage(t *testing.T) (types []string) {
	t.Helper()
	source, err := os.ReadFile("../page/page.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(?m)^func \((\*\w+)\) item\(\)`).FindAllSubmatch(source, -1) {
		types = append(types, "*page."+string(m[1][1:]))
	}
	slices.Sort(types)
	return types
}

// TestArea checks that coverage equals area: the ink of any outline is its geometric area.
func TestArea(t *testing.T) {
	black := fill(rgb(0, 0, 0))
	pen := func(mm float64, dash ...geom.Length) *page.Stroke {
		return &page.Stroke{Width: geom.MM(mm), Dash: dash}
	}
	for name, c := range map[string]struct {
		path *page.Path
		want float64 // in square millimetres
	}{
		"box":            {&page.Path{Outline: geom.Box(mm(1.03, 2.07, 5.51, 3.33)), Fill: black}, 5.51 * 3.33},
		"circle":         {&page.Path{Outline: geom.Ellipse(mm(2, 2, 12, 12)), Fill: black}, math.Pi * 36},
		"triangle":       {&page.Path{Outline: lines(true, 1, 1, 17, 2, 6, 15), Fill: black}, 109.5},
		"left to itself": {&page.Path{Outline: lines(false, 1, 1, 17, 2, 6, 15), Fill: black}, 109.5},
		"twice": {&page.Path{Outline: append(geom.Box(mm(2, 2, 9, 9)), geom.Box(mm(2, 2, 9, 9))...),
			Fill: black}, 81},
		"twice, even-odd": {&page.Path{Outline: append(geom.Box(mm(2, 2, 9, 9)), geom.Box(mm(2, 2, 9, 9))...),
			EvenOdd: true, Fill: black}, 0},
		"beyond the paper": {&page.Path{Outline: geom.Box(mm(-1e5, -1e5, 2e5, 2e5)), Fill: black}, 400},
		"half beyond":      {&page.Path{Outline: geom.Ellipse(mm(-5, -5, 10, 10)), Fill: black}, math.Pi * 25 / 4},
		"line":             {&page.Path{Outline: lines(false, 2, 3, 14, 12), Stroke: pen(1.5)}, 15 * 1.5},
		"frame":            {&page.Path{Outline: geom.Box(mm(3, 3, 10, 8)), Stroke: pen(1)}, 36},
		"corner":           {&page.Path{Outline: lines(false, 2, 2, 12, 2, 12, 12), Stroke: pen(2)}, 40},
		"ring":             {&page.Path{Outline: geom.Ellipse(mm(4, 4, 10, 10)), Stroke: pen(2)}, math.Pi * (36 - 16)},
		"dashes": {&page.Path{Outline: lines(false, 2, 5, 12, 5), Stroke: pen(2, geom.MM(2), geom.MM(1))},
			2 * (2 + 2 + 2 + 1)},
		"odd dashes": {&page.Path{Outline: lines(false, 2, 5, 12, 5), Stroke: pen(2, geom.MM(3))}, 2 * (3 + 3)},
		"round the corner": {&page.Path{Outline: lines(false, 2, 2, 12, 2, 12, 12),
			Stroke: pen(1, geom.MM(8), geom.MM(1))}, 18},
		"round caps": {&page.Path{Outline: lines(false, 2, 3, 14, 12),
			Stroke: &page.Stroke{Width: geom.MM(1.5), Cap: page.RoundCap}}, 15*1.5 + math.Pi*0.75*0.75},
		"square caps": {&page.Path{Outline: lines(false, 2, 3, 14, 12),
			Stroke: &page.Stroke{Width: geom.MM(1.5), Cap: page.SquareCap}}, 16.5 * 1.5},
		"bevel": {&page.Path{Outline: lines(false, 2, 2, 12, 2, 12, 12),
			Stroke: &page.Stroke{Width: geom.MM(2), Join: page.BevelJoin}}, 39.5},
		"low miter": {&page.Path{Outline: lines(false, 2, 2, 12, 2, 12, 12),
			Stroke: &page.Stroke{Width: geom.MM(2), Miter: 1.4}}, 39.5},
		"round join": {&page.Path{Outline: lines(false, 2, 2, 12, 2, 12, 12),
			Stroke: &page.Stroke{Width: geom.MM(2), Join: page.RoundJoin}}, 39 + math.Pi/4},
		"back and forth": {&page.Path{Outline: lines(false, 2, 5, 12, 5, 2, 5),
			Stroke: &page.Stroke{Width: geom.MM(2), Join: page.RoundJoin}}, 20 + math.Pi/2},
		"dot": {&page.Path{Outline: lines(false, 5, 5, 5, 5),
			Stroke: &page.Stroke{Width: geom.MM(4), Cap: page.RoundCap}}, math.Pi * 4},
		"closed dot": {&page.Path{Outline: lines(true, 5, 5),
			Stroke: &page.Stroke{Width: geom.MM(4), Cap: page.SquareCap}}, 16},
		"only a place": {&page.Path{Outline: lines(false, 5, 5),
			Stroke: &page.Stroke{Width: geom.MM(4), Cap: page.RoundCap}}, 0},
		"dots": {&page.Path{Outline: lines(false, 4, 5, 15, 5),
			Stroke: &page.Stroke{Width: geom.MM(2), Cap: page.RoundCap,
				Dash: []geom.Length{0, geom.MM(3)}}}, 4 * math.Pi},
		"phase": {&page.Path{Outline: lines(false, 2, 5, 12, 5),
			Stroke: &page.Stroke{Width: geom.MM(2), Dash: []geom.Length{geom.MM(2), geom.MM(1)},
				Phase: geom.MM(13)}}, 2 * (1 + 2 + 2 + 2)},
		"phase in a gap": {&page.Path{Outline: lines(false, 2, 5, 12, 5),
			Stroke: &page.Stroke{Width: geom.MM(2), Dash: []geom.Length{geom.MM(2), geom.MM(1)},
				Phase: geom.MM(2.5)}}, 2 * (2 + 2 + 2 + 0.5)},
		"faint with pen": {&page.Path{Outline: geom.Box(mm(2, 2, 10, 10)), Fill: black,
			Stroke: &page.Stroke{Width: geom.MM(2)}, Opacity: 0.25}, 36},
		"no dash at all": {&page.Path{Outline: lines(false, 2, 5, 12, 5), Stroke: pen(2, 0, 0)}, 20},
		"nib": {&page.Path{Outline: lines(false, 2, 5, 12, 5, 12, 15),
			Stroke: &page.Stroke{Width: geom.MM(1), Join: page.BevelJoin,
				Nib: &geom.Matrix{A: 2, D: 0.5}}}, 10*0.5 + 10*2 - 0.25 + 0.125},
		"dot of a nib": {&page.Path{Outline: lines(false, 8, 8, 8, 8),
			Stroke: &page.Stroke{Width: geom.MM(2), Cap: page.RoundCap,
				Nib: &geom.Matrix{A: 2, B: 1, C: 1, D: 1}}}, math.Pi},
		"no length": {&page.Path{Outline: lines(false, 2, 5, 2, 5), Stroke: pen(2)}, 0},
		"faint":     {&page.Path{Outline: geom.Box(mm(2, 2, 10, 10)), Fill: black, Opacity: 0.25}, 25},
	} {
		for _, scale := range []float64{3, 4, 8} { // pixels per millimetre
			got := ink(render(t, sized(20, 20, c.path), scale*25.4, Trim)) / scale / scale
			if math.Abs(got-c.want) > 0.01*c.want {
				t.Errorf("%s at %g dpi has %.3f mm² of ink, want %.3f", name, scale*25.4, got, c.want)
			}
		}
	}
}

// TestTurnKeepsArea turns a page with every kind of item: the amount of ink must stay the same.
func TestTurnKeepsArea(t *testing.T) {
	items := append(letters(t).Items, strokes(t).Items...)
	want := 0.0
	for _, turn := range []float64{0, 90, 180, 270, 33} {
		pg := sized(260, 260, &page.Group{At: at(130, 130), Turn: turn, Items: items})
		got := ink(render(t, pg, 96, Trim))
		if want == 0 {
			want = got
		}
		if math.Abs(got-want) > 0.01*want {
			t.Errorf("turned by %g there are %.1f pixels of ink, before %.1f", turn, got, want)
		}
	}
}

func TestAreas(t *testing.T) {
	pg := &page.Page{Size: geom.Size{W: geom.Inch, H: geom.Inch}, Bleed: geom.Inch / 8, Slug: geom.Inch / 4,
		Items: []page.Item{&page.Path{Outline: geom.Box(geom.Rect{W: geom.Inch, H: geom.Inch}),
			Fill: fill(rgb(0, 0, 0))}}}
	for area, c := range map[Area]struct{ side, from int }{Trim: {80, 0}, Bleed: {100, 10}, Sheet: {140, 30}} {
		m := render(t, pg, 80, area)
		if m.Rect.Dx() != c.side || m.Rect.Dy() != c.side {
			t.Errorf("area %d has %v", area, m.Rect)
		}
		if m.RGBAAt(c.from, c.from).R != 0 || c.from > 0 && m.RGBAAt(c.from-1, c.from).R != 255 {
			t.Errorf("area %d: the trim does not begin at %d", area, c.from)
		}
		if m := render(t, pg, DPI(pg, 333, area), area); m.Rect.Dx() != 333 {
			t.Errorf("area %d, asked for 333 pixels, has %v", area, m.Rect)
		}
	}
}

// TestRasteriserForgetsNothingWrong draws all pages twice, alternating, with a single rasteriser: its caches must not
// change the result.
func TestRasteriserForgetsNothingWrong(t *testing.T) {
	r := New()
	for range 2 {
		for _, c := range pages {
			pg := c.make(t)
			got, err := r.Draw(pg, c.dpi, Trim)
			if err != nil {
				t.Fatal(err)
			}
			if want := render(t, pg, c.dpi, Trim); !bytes.Equal(got.Pix, want.Pix) {
				t.Errorf("%s is drawn differently by a rasteriser that was used before", c.name)
			}
		}
	}
}

func TestRefused(t *testing.T) {
	deep := &page.Group{}
	for range 30 {
		deep = &page.Group{Items: []page.Item{deep}}
	}
	broken := photo(t, 20, 20, "png")
	broken.Data = broken.Data[:len(broken.Data)/2]
	for want, c := range map[string]struct {
		pg  *page.Page
		dpi float64
	}{
		"no pixels":            {sized(10, 10), 0},
		"it has no":            {sized(10, 10), math.NaN()},
		"at -5 dpi":            {sized(10, 10), -5},
		"of 0mm x":             {sized(0, 10), 96},
		"more than 36 million": {sized(1000, 1000), 600},
		"+Inf pixels":          {sized(1000, 1000), math.Inf(1)},
		"deeper than":          {sized(10, 10, deep), 96},
		"turned":               {sized(10, 10, &page.Group{Turn: math.NaN()}), 96},
		"reading a png":        {sized(10, 10, &page.Picture{Box: mm(0, 0, 5, 5), Image: broken}), 96},
		"not png, jpeg or svg": {sized(10, 10, &page.Picture{Box: mm(0, 0, 5, 5), Image: &page.Image{Format: "gif"}}),
			96},
		"a picture of": {sized(10, 10, &page.Picture{Box: mm(-1e5, -1e5, 2e5, 2e5), Image: photo(t, 4, 4, "png")}), 96},
	} {
		if _, err := New().Draw(c.pg, c.dpi, Trim); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want an error with %q, got %v", want, err)
		}
	}
}

// FuzzPath draws outlines from arbitrary bytes by both fill rules and as lines: nothing is drawn outside the paper,
// nothing panics, and even-odd never covers more than non-zero.
func FuzzPath(f *testing.F) {
	f.Add([]byte("\x00\x10\x10\x01\x80\x10\x01\x80\x80\x03"))
	f.Add([]byte("\x00\xff\x10\x02\x80\x10\x01\x80\x80\x90\x03\x01\x05\x05"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var p geom.Path
		next := func() geom.Position {
			var v [2]geom.Length
			for i := range v {
				if len(data) > 0 {
					v[i], data = geom.MM(float64(data[0])/8-6), data[1:]
				}
			}
			return geom.Position{X: v[0], Y: v[1]}
		}
		for len(data) > 0 && len(p) < 200 {
			verb := geom.Verb(data[0] % 4)
			data = data[1:]
			switch a := next(); {
			case verb == geom.MoveTo || len(p) == 0:
				p.Move(a.X, a.Y)
			case verb == geom.LineTo:
				p.Line(a.X, a.Y)
			case verb == geom.CurveTo:
				p.Curve(a, next(), next())
			default:
				p.Close()
			}
		}
		black := fill(rgb(0, 0, 0))
		odd := ink(render(t, sized(20, 20, &page.Path{Outline: p, EvenOdd: true, Fill: black}), 40, Trim))
		all := ink(render(t, sized(20, 20, &page.Path{Outline: p, Fill: black}), 40, Trim))
		if odd > all+float64(len(p)) {
			t.Errorf("even-odd covers %.1f pixels, non-zero %.1f", odd, all)
		}
		render(t, sized(20, 20, &page.Path{Outline: p,
			Stroke: &page.Stroke{Width: geom.MM(1), Dash: []geom.Length{geom.MM(1)}}}), 40, Trim)
	})
}

// Allowed distance between our drawing and poppler's, which aligns the baselines of small text to whole pixels and
// shifts the lines of pictures slightly.
const (
	mostMean = 6.0   // out of 255
	mostFar  = 0.015 // fraction of the pixels
	mostInk  = 0.05  // relative difference in the amount of ink
)

// outlined returns a page whose codes are outlines. As pictures of bits, poppler moves them to whole pixels, which at
// the resolutions of these tests is a module; package batch judges how renderers draw those (TestSymbols).
func outlined(pg *page.Page) *page.Page {
	p := *pg
	p.Items = page.Scaled(p.Items, p.Size, p.Size.At(geom.Position{}))
	return &p
}

// TestPoppler compares a page with poppler's drawing of its PDF. Inks are left out because poppler converts CMYK
// differently.
func TestPoppler(t *testing.T) {
	judge.Program(t, "pdftoppm")
	const dpi = 144
	pages, compared := pages, 0
	check := func(name string, pg *page.Page) {
		t.Run(name, func(t *testing.T) {
			// Poppler counts pixels from the bottom, so the page must have a whole number of them.
			whole := *pg
			whole.Size = geom.Size{W: wholePoints(pg.Size.W), H: wholePoints(pg.Size.H)}
			pg := &whole
			var b bytes.Buffer
			if err := pdf.Write(&b, pdf.Meta{}, []*page.Page{outlined(pg)}); err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(t.TempDir(), "page")
			if err := os.WriteFile(file+".pdf", b.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			if out, err := exec.Command("pdftoppm", "-r", fmt.Sprint(dpi), "-png", "-singlefile", file+".pdf",
				file).CombinedOutput(); err != nil {
				t.Fatalf("pdftoppm: %v\n%s", err, out)
			}
			want, got := readPNG(t, file+".png"), render(t, pg, dpi, Sheet)
			mean, far := distance(t, got, want)
			if more := ink(got)/ink(want) - 1; mean > mostMean || far > mostFar || math.Abs(more) > mostInk {
				t.Errorf("the mean difference is %.2f, %.2f %% of the pixels are far off, and there is %+.1f %% more "+
					"ink", mean, 100*far, 100*more)
			}
			compared++
		})
	}
	for _, c := range pages {
		if c.name != "inks" {
			check(c.name, c.make(t))
		}
	}
	if testing.Short() {
		check("badge", person(t, builtIn(t, builtIns(t)[0]), 0, payload))
		return
	}
	check("sheet", sheet(t))
	for i, name := range builtIns(t) {
		tmpl := builtIn(t, name)
		check(name, person(t, tmpl, i, payload))
		if tmpl.Kind == paper.Badge {
			check(name+", another person", person(t, tmpl, i+3, payload))
		}
	}
	check("tents", tents(t))
	if compared == 0 {
		t.Error("nothing was compared")
	}
}

// TestDistance checks that the tolerance is tight enough: the badges of two people must differ by more.
func TestDistance(t *testing.T) {
	tmpl := testTemplate(t, "badge.toml")
	a, b := render(t, person(t, tmpl, 0, ""), 144, Trim), render(t, person(t, tmpl, 1, ""), 144, Trim)
	if _, far := distance(t, a, b); far < mostFar {
		t.Errorf("the badges of two people are %.2f %% apart", 100*far)
	}
}

func wholePoints(l geom.Length) geom.Length { return (l + geom.Point - 1) / geom.Point * geom.Point }

// distance returns the mean difference of all components, out of 255, and the fraction of pixels that differ by more
// than a quarter from everything near the same position.
func distance(t *testing.T, a, b *image.RGBA) (mean, far float64) {
	t.Helper()
	w, h := min(a.Rect.Dx(), b.Rect.Dx()), min(a.Rect.Dy(), b.Rect.Dy())
	if max(a.Rect.Dx(), b.Rect.Dx())-w > 1 || max(a.Rect.Dy(), b.Rect.Dy())-h > 1 {
		t.Fatalf("%v and %v differ in size", a.Rect, b.Rect)
	}
	for y := range h {
		for x := range w {
			p, least := a.RGBAAt(x, y), 255
			for dy := -1; dy <= 1; dy++ {
				for dx := -1; dx <= 1; dx++ {
					q := b.RGBAAt(max(0, min(w-1, x+dx)), max(0, min(h-1, y+dy)))
					most := max(difference(p.R, q.R), difference(p.G, q.G), difference(p.B, q.B))
					least = min(least, most)
					if dx == 0 && dy == 0 {
						mean += float64(difference(p.R, q.R) + difference(p.G, q.G) + difference(p.B, q.B))
					}
				}
			}
			if least > 64 {
				far++
			}
		}
	}
	return mean / float64(3*w*h), far / float64(w*h)
}

func difference(a, b uint8) int { return max(int(a)-int(b), int(b)-int(a)) }

func BenchmarkSheet(b *testing.B) {
	pg, r := sheet(b), New()
	for _, dpi := range []float64{96, 192, 300} {
		b.Run(fmt.Sprint(dpi), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := r.Draw(pg, dpi, Trim); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkCertificate(b *testing.B) {
	pg, r := person(b, builtIn(b, "certificates/bilingual"), 1, payload), New()
	for b.Loop() {
		if _, err := r.Draw(pg, 96, Trim); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPictures(b *testing.B) {
	pg, r := pictures(b), New()
	for b.Loop() {
		if _, err := r.Draw(pg, 200, Trim); err != nil {
			b.Fatal(err)
		}
	}
}
