package pdf

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"maps"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/readback"
	"lanyard/internal/typography/font"
)

const latin, naskh = "NotoSans/NotoSans-Regular.ttf", "NotoNaskhArabic/NotoNaskhArabic-Regular.ttf"

var meta = Meta{
	Title: "Badges", Author: "UNU-CPR", Subject: "a subject", Lang: "en",
	Date: time.Date(2017, 7, 26, 9, 0, 0, 0, time.UTC),
}

var faces sync.Map

// face returns one of the repository's fonts by its file.
func face(t testing.TB, file string) *font.Font {
	t.Helper()
	if f, ok := faces.Load(file); ok {
		return f.(*font.Font)
	}
	data, err := os.ReadFile(filepath.Join("../../../fonts", file))
	if err != nil {
		t.Fatal(err)
	}
	f, err := font.Parse(file, data)
	if err != nil {
		t.Fatal(err)
	}
	faces.Store(file, f)
	return f
}

// run sets text with one glyph a character, without shaping.
func run(t testing.TB, f *font.Font, text string, level uint8) *font.Run {
	t.Helper()
	r := &font.Run{Font: f, Text: text, Level: level}
	for i, c := range text {
		gid, ok := f.NominalGlyph(c)
		if !ok {
			t.Fatalf("font %s has no %q", f.Name(), c)
		}
		g := font.Glyph{ID: gid, Advance: f.Advance(gid), From: int32(i), To: int32(i + utf8.RuneLen(c))}
		if level&1 == 1 {
			r.Glyphs = append([]font.Glyph{g}, r.Glyphs...)
		} else {
			r.Glyphs = append(r.Glyphs, g)
		}
		r.Width += int64(g.Advance)
	}
	return r
}

func text(r *font.Run, x, y float64) *page.Glyphs {
	return &page.Glyphs{At: geom.Position{X: geom.MM(x), Y: geom.MM(y)}, Run: r, Size: 14 * geom.Point, Colour: rgb(20, 40, 60)}
}

func rgb(r, g, b uint8) geom.Colour { return geom.Colour{V: [4]uint8{r, g, b}} }

// pixels returns a PNG picture of w x h pixels.
func pixels(t testing.TB, w, h int, alpha bool) *page.Image {
	t.Helper()
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.NRGBA{uint8(x * 7), uint8(y * 5), 90, 255}
			if alpha {
				c.A = uint8(x * 255 / w)
			}
			m.SetNRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return &page.Image{Name: "test", Format: "png", Data: b.Bytes(), Width: w, Height: h}
}

func mm(x, y, w, h float64) geom.Rect {
	return geom.Rect{X: geom.MM(x), Y: geom.MM(y), W: geom.MM(w), H: geom.MM(h)}
}

// symbol returns a mosaic like that of a QR code: n x n modules, the dark ones
// by a fixed rule.
func symbol(n int, seed uint32, at geom.Position, step geom.Length) *geom.Mosaic {
	m := &geom.Mosaic{At: at, Step: step, Rows: make([][2]uint64, n)}
	for y := range n {
		for x := range n {
			if seed = seed*1664525 + 1013904223; seed>>31 == 1 {
				m.Rows[y][x/64] |= 1 << (x % 64)
			}
		}
	}
	return m
}

// drawing returns a picture of lines and areas: what a page of ours has from a
// file that was drawn.
func drawing() *page.Image {
	blue := rgb(20, 40, 160)
	pen := page.Stroke{Width: geom.MM(2), Colour: blue, Cap: page.RoundCap, Join: page.BevelJoin, Dash: []geom.Length{geom.MM(4)}, Phase: geom.MM(1)}
	flat := pen
	flat.Nib = &geom.Matrix{A: 2, D: 0.5}
	return &page.Image{Format: "svg", Size: geom.Size{W: geom.MM(40), H: geom.MM(40)}, Items: []page.Item{
		&page.Group{Clip: append(geom.Box(mm(0, 0, 40, 40)), geom.Box(mm(10, 10, 5, 5))...), Odd: true, Items: []page.Item{
			&page.Path{Outline: geom.Box(mm(-5, 0, 60, 30)), Fill: &page.Paint{Colour: blue, To: &blue,
				Stops: []page.Stop{{Part: 0.5, Colour: rgb(255, 255, 255)}}, Circle: &geom.Matrix{A: 7e5, D: 5e5, E: 7e5, F: 7e5}}},
		}},
		&page.Path{Outline: geom.Ellipse(mm(5, 5, 20, 30)), Stroke: &pen},
		&page.Path{Outline: geom.Ellipse(mm(15, 5, 20, 30)), Fill: &page.Paint{Colour: blue}, Stroke: &flat, Opacity: 0.5},
	}}
}

// everyItem is a page with each kind of item and each kind of paint.
func everyItem(t testing.TB) *page.Page {
	sans := face(t, "NotoSans/NotoSans-Regular.ttf")
	to := rgb(200, 220, 255)
	mark := run(t, sans, "Ștefan", 0)
	mark.Glyphs[1].Y, mark.Glyphs[1].X = 120, -30
	return &page.Page{
		Size: geom.Size{W: geom.MM(90), H: geom.MM(65)}, Bleed: geom.MM(3), Slug: geom.MM(5), Lang: "en",
		Items: []page.Item{
			&page.Path{Outline: geom.Box(mm(0, 0, 90, 20)), Fill: &page.Paint{
				Colour: rgb(10, 60, 90), To: &to, From: geom.Position{}, Until: geom.Position{X: geom.MM(90), Y: geom.MM(20)}}},
			&page.Path{Outline: geom.RoundedBox(mm(5, 5, 30, 12), geom.MM(2)), Fill: &page.Paint{Colour: rgb(255, 0, 0)},
				Stroke: &page.Stroke{Width: geom.Pt(0.5), Colour: rgb(0, 0, 0), Dash: []geom.Length{geom.MM(1), geom.MM(0.5)}}, Opacity: 0.5},
			&page.Path{Outline: geom.Ellipse(mm(60, 3, 10, 10)), EvenOdd: true, Stroke: &page.Stroke{Width: geom.Pt(1), Colour: rgb(0, 90, 0)}},
			text(run(t, sans, "Ana Popescu", 0), 5, 30),
			text(mark, 5, 38),
			&page.Picture{Box: mm(60, 25, 20, 15), Image: pixels(t, 40, 30, true), Clip: geom.Ellipse(mm(60, 25, 20, 15)), Alt: "a logo"},
			&page.Picture{Box: mm(5, 45, 10, 10), Image: drawing(), Clip: geom.Ellipse(mm(5, 45, 10, 10)), Alt: "a mark"},
			&page.Group{At: geom.Position{X: geom.MM(10), Y: geom.MM(45)}, Turn: 20, Clip: geom.Box(mm(-5, -5, 40, 20)), Items: []page.Item{
				text(run(t, sans, "turned", 0), 0, 0),
				&page.Group{At: geom.Position{X: geom.MM(3)}, Items: []page.Item{
					&page.Link{Box: mm(0, -4, 15, 5), URL: "https://verify.example.org/v/1#(2)", Alt: "verify (online)"},
				}},
			}},
			&page.Path{Mosaic: symbol(25, 7, geom.Position{X: geom.MM(70), Y: geom.MM(45)}, geom.MM(0.4)), Fill: &page.Paint{}},
		},
	}
}

// write returns the file of pages.
func write(t testing.TB, m Meta, pages ...*page.Page) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, m, pages); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// contents returns the operators of every page of a file, a line each.
func contents(t *testing.T, data []byte) (pages []string) {
	a := open(t, data)
	for _, p := range a.all("Type", "/Page") {
		pages = append(pages, string(a.stream(p.get("Contents"))))
	}
	return pages
}

// sized returns an empty page of a badge with items.
func sized(items ...page.Item) *page.Page {
	return &page.Page{Size: geom.Size{W: geom.MM(90), H: geom.MM(65)}, Items: items}
}

// TestEveryItem draws each kind of item alone and looks for what only it makes.
func TestEveryItem(t *testing.T) {
	tried := map[string]bool{}
	for _, c := range []struct {
		item page.Item
		want string // in the file or on its page
	}{
		{text(run(t, face(t, "NotoSans/NotoSans-Regular.ttf"), "Ana", 0), 5, 5), "Td\n[<00240051"},
		{&page.Path{Outline: geom.Box(mm(0, 0, 10, 10)), Fill: &page.Paint{Colour: rgb(255, 0, 0)}},
			"1 0 0 rg\n0 155.906 28.346 28.346 re\nf\n"},
		{&page.Picture{Box: mm(0, 55, 10, 10), Image: pixels(t, 4, 4, false)}, "q\n28.346 0 0 28.346 0 0 cm /I"},
		{&page.Picture{Box: mm(0, 55, 20, 10), Image: drawing()}, "W*\nn\nq\n"},
		{&page.Link{Box: mm(0, 0, 10, 10), URL: "https://example.org/"}, "/URI (https://example.org/)"},
		{&page.Group{At: geom.Position{X: 10 * geom.Point}, Turn: 90}, "q\n0 -1 1 0 10 184.25197 cm\nQ\n"},
	} {
		tried[fmt.Sprintf("%T", c.item)] = true
		data := write(t, meta, sized(c.item))
		drawn := contents(t, data)[0]
		a := open(t, data)
		for n, o := range a.objects {
			if bytes.Contains(o.value, []byte("/Subtype/Form")) {
				drawn += string(a.stream(fmt.Appendf(nil, "%d 0 R", n)))
			}
		}
		if !says(string(bytes.Join(values(a), nil))+drawn, c.want) {
			t.Errorf("%T: no %q in\n%s", c.item, c.want, drawn)
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

// TestPaint checks what a path becomes.
func TestPaint(t *testing.T) {
	black, red, to := rgb(0, 0, 0), rgb(255, 0, 0), rgb(0, 0, 255)
	line := geom.Path{}
	line.Move(0, 0)
	line.Line(geom.MM(10), 0)
	for name, c := range map[string]struct {
		path page.Path
		want string
	}{
		"stroke":   {page.Path{Outline: line, Stroke: &page.Stroke{Width: geom.Pt(0.25), Colour: black}}, "0.25 w\n0 184.252 m\n28.346 184.252 l\nS\n"},
		"hairline": {page.Path{Outline: line, Stroke: &page.Stroke{Colour: black}}, "\n0 w\n"},
		"dash": {page.Path{Outline: line, Stroke: &page.Stroke{Width: geom.Point, Colour: black, Dash: []geom.Length{2 * geom.Point, geom.Point}}},
			"q\n0 G\n1 w\n[2 1 ]0 d\n0 184.252 m\n28.346 184.252 l\nS\nQ\n"},
		"both":     {page.Path{Outline: line, EvenOdd: true, Fill: &page.Paint{Colour: red}, Stroke: &page.Stroke{Width: geom.Point, Colour: black}}, "l\nB*\n"},
		"opacity":  {page.Path{Outline: line, Fill: &page.Paint{Colour: red}, Opacity: 0.25}, "q\n/GS1 gs\n1 0 0 rg\n"},
		"gradient": {page.Path{Outline: line, Fill: &page.Paint{Colour: red, To: &to, Until: geom.Position{X: geom.MM(10)}}}, "W\nn\n/Sh0 sh\nQ\n"},
		"radial": {page.Path{Outline: line, Fill: &page.Paint{Colour: red, To: &to, Circle: &geom.Matrix{A: 12700, B: 6350, C: -12700, D: 12700, E: 25400, F: 25400}}},
			"q\n0 184.252 m\n28.346 184.252 l\nW\nn\n1 -0.5 -1 -1 2 182.251969 cm\n/Sh0 sh\nQ\n"},
		"pen": {page.Path{Outline: line, Stroke: &page.Stroke{Width: geom.Point, Colour: black, Cap: page.RoundCap, Join: page.BevelJoin, Miter: 4}}, "1 w\n1 J\n2 j\n4 M\n0 184.252 m\n28.346 184.252 l\nS\nQ\n"},
		"nib": {page.Path{Outline: line, Fill: &page.Paint{Colour: red}, Stroke: &page.Stroke{Width: geom.Point, Colour: black, Nib: &geom.Matrix{A: 2, C: 0.5, D: 0.5}}, Opacity: 0.5},
			"l\nf\nQ\nq\n/GS1 gs\n0 G\n1 w\n2 0 -0.5 0.5 0 0 cm\n92.126 368.504 m\n106.299 368.504 l\nS\nQ\n"},
		"phase": {page.Path{Outline: line, Stroke: &page.Stroke{Width: geom.Point, Colour: black, Dash: []geom.Length{geom.Point}, Phase: geom.Point / 2}}, "[1 ]0.5 d\n"},
	} {
		if got := contents(t, write(t, meta, sized(&c.path)))[0]; !says(got, c.want) {
			t.Errorf("%s: no %q in\n%s", name, c.want, got)
		}
	}
	if got := contents(t, write(t, meta, sized(&page.Path{Outline: line}))); strings.Contains(got[0], " l\n") {
		t.Errorf("a path without paint is drawn: %s", got)
	}
}

// TestGradient checks the shading of gradients: two that are equal share one,
// and colours between the ends are stitched, those that meet as well.
func TestGradient(t *testing.T) {
	to := rgb(0, 0, 255)
	fill := func(stops ...page.Stop) *page.Path {
		return &page.Path{Outline: geom.Box(mm(0, 0, 10, 10)), Fill: &page.Paint{Colour: rgb(255, 0, 0), To: &to, Stops: stops, Until: geom.Position{X: 10 * geom.Point}}}
	}
	green, white := rgb(0, 255, 0), rgb(255, 255, 255)
	file := write(t, meta, sized(fill(), fill(page.Stop{Part: 0.25, Colour: green}, page.Stop{Part: 0.25, Colour: white}, page.Stop{Part: 1, Colour: green}), fill()))
	data := string(bytes.Join(values(open(t, file)), nil))
	const (
		head = "<</ShadingType 2/Coords[0 184.252 10 184.252 ]/ColorSpace/DeviceRGB/Extend[true true]/Function"
		even = "<</FunctionType 2/Domain[0 1]/N 1/C0["
		want = "/Shading<</Sh0" + head + even + "1 0 0 ]/C1[0 0 1 ]>>>>/Sh1" + head + "<</FunctionType 3/Domain[0 1]/Functions[" +
			even + "1 0 0 ]/C1[0 1 0 ]>>" + even + "1 1 1 ]/C1[0 1 0 ]>>" + even + "0 1 0 ]/C1[0 0 1 ]>>]/Bounds[0.25 0.999999 ]/Encode[0 1 0 1 0 1]>>>>>>"
	)
	if !strings.Contains(data, want) {
		t.Errorf("no %s in\n%s", want, data)
	}
}

// TestStateIsToldOnce checks that a colour is not repeated, and is set again
// after a group that changed it.
func TestStateIsToldOnce(t *testing.T) {
	box := func(c geom.Colour) *page.Path {
		return &page.Path{Outline: geom.Box(mm(0, 0, 1, 1)), Fill: &page.Paint{Colour: c}}
	}
	red, blue := rgb(255, 0, 0), rgb(0, 0, 255)
	pages := contents(t, write(t, meta,
		sized(box(red), box(red), &page.Group{Turn: 360, Items: []page.Item{box(red), box(blue)}}, box(red), box(blue)),
		sized(box(red)), sized(box(blue))))
	for i, want := range []string{"red box box ( box blue box ) box blue box", "red box", "blue box"} {
		var got []string
		for _, op := range operators(t, []byte(pages[i])) {
			switch op[0] {
			case "q":
				got = append(got, "(")
			case "Q":
				got = append(got, ")")
			case "re":
				got = append(got, "box")
			case "rg":
				if says(op[1], "1 0 0") {
					got = append(got, "red")
				} else if says(op[1], "0 0 1") {
					got = append(got, "blue")
				}
			case "f", "cm", "BMC", "EMC":
			default:
				t.Errorf("page %d: the operator %s", i+1, op)
			}
		}
		if got := strings.Join(got, " "); got != want {
			t.Errorf("page %d: %q, not %q", i+1, got, want)
		}
	}
}

// TestSameBytes draws the same pages twice, by one worker and by several that
// finish in any order.
func TestSameBytes(t *testing.T) {
	var pages []*page.Page
	for i := range 40 {
		pages = append(pages, sheet8(t, i%5), everyItem(t))
	}
	want := write(t, meta, pages...)
	for _, procs := range []int{1, 2, 7} {
		before := runtime.GOMAXPROCS(procs)
		chunks := make([]*Chunk, (len(pages)+chunkPages-1)/chunkPages)
		var wg sync.WaitGroup
		for i := len(chunks) - 1; i >= 0; i-- { // the last one first
			wg.Go(func() {
				c, err := Draw(pages[i*chunkPages : min((i+1)*chunkPages, len(pages))])
				if err != nil {
					t.Error(err)
				}
				chunks[i] = c
			})
		}
		wg.Wait()
		runtime.GOMAXPROCS(before)
		var b bytes.Buffer
		f := NewFile(&b, meta)
		for _, c := range chunks {
			if err := f.Append(c); err != nil {
				t.Fatal(err)
			}
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(b.Bytes(), want) {
			t.Errorf("with %d processors the bytes differ", procs)
		}
	}
}

// TestInert puts text that looks like PDF wherever text can stand.
func TestInert(t *testing.T) {
	sans := face(t, "NotoSans/NotoSans-Regular.ttf")
	for _, evil := range []string{
		`a) Tj (b\`, ">> endobj", "endstream\nendobj\n1 0 obj", `\`, "))((", "%\r\n", "]]></x:xmpmeta><!--", "\x00\x1b[31m\uFEFF\u202E", "#28/(<", "\xff\xfe",
	} {
		visible := strings.Map(func(r rune) rune {
			if r < ' ' || r > '~' {
				return -1
			}
			return r
		}, evil)
		r := run(t, sans, "x"+visible, 0)
		r.Glyphs[0].To = int32(len(r.Text)) // one cluster: the rest is in ActualText
		for i := range r.Glyphs {
			r.Glyphs[i].From, r.Glyphs[i].To = 0, int32(len(r.Text))
		}
		url := "https://example.org/" + evil
		data := write(t, Meta{Title: evil, Author: evil, Subject: evil, Lang: evil},
			sized(text(r, 5, 20), &page.Link{Box: mm(0, 0, 9, 9), URL: url, Alt: evil}))
		a := open(t, data)
		if got, err := readback.Links(context.Background(), data); err != nil || len(got) != 1 || got[0] != asciiURL(url) {
			t.Errorf("%q: the links are %q, %v", evil, got, err)
		}
		if got := len(a.all("Type", "/Page")); got != 1 {
			t.Errorf("%q: %d pages", evil, got)
		}
		if err := xml.Unmarshal(a.stream(a.dict(a.trailer.get("Root")).get("Metadata")), new(struct{})); err != nil {
			t.Errorf("%q: the metadata is no XML: %v", evil, err)
		}
		t.Run("qpdf", func(t *testing.T) { judged(t, data, "qpdf", "--check", "FILE") })
	}
}

// TestPageTree checks that every page is found, in order, below a balanced
// tree, for counts around those at which it grows.
func TestPageTree(t *testing.T) {
	chunk := func(n int) *Chunk {
		var pages []*page.Page
		for range n {
			pages = append(pages, sized())
		}
		c, err := Draw(pages)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	one, many := chunk(1), chunk(fanOut)
	for _, c := range []struct{ whole, single, depth int }{
		{0, 1, 1}, {0, 2, 1}, {1, 0, 1}, {1, 1, 2}, {fanOut, 0, 2}, {fanOut, 1, 3},
	} {
		var b bytes.Buffer
		f := NewFile(&b, meta)
		for range c.whole {
			f.Append(many)
		}
		for range c.single {
			f.Append(one)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		a := open(t, b.Bytes())
		want := c.whole*fanOut + c.single
		last, depth := 0, 0
		var walk func(ref []byte, parent string, level int) int
		walk = func(ref []byte, parent string, level int) (pages int) {
			d := a.dict(ref)
			if string(d.get("Parent")) != parent {
				t.Errorf("the parent of %s is %q, not %q", ref, d.get("Parent"), parent)
			}
			if string(d.get("Type")) == "/Page" {
				n, _ := reference(ref)
				if n <= last {
					t.Errorf("page object %d comes after %d", n, last)
				}
				last, depth = n, max(depth, level)
				return 1
			}
			kids, err := elements(d.get("Kids"))
			if err != nil || len(kids) == 0 || len(kids) > fanOut {
				t.Fatalf("kids %q", d.get("Kids"))
			}
			for _, kid := range kids {
				pages += walk(kid, string(ref), level+1)
			}
			if string(d.get("Count")) != strconv.Itoa(pages) {
				t.Errorf("node %s counts %s pages, has %d", ref, d.get("Count"), pages)
			}
			return pages
		}
		if got := walk(a.dict(a.trailer.get("Root")).get("Pages"), "", 0); got != want || depth != c.depth {
			t.Errorf("%d pages, %d levels deep; want %d, %d", got, depth, want, c.depth)
		}
	}
}

// TestFlatMemory checks that a file does not keep its pages: 20,000 of them
// with eight links each, 5,000 under -short, leave a hundred bytes a page, most of
// it the table of where objects are.
func TestFlatMemory(t *testing.T) {
	pg := sized(text(run(t, face(t, "NotoSans/NotoSans-Regular.ttf"), "Ana", 0), 5, 5))
	for range 8 {
		pg.Items = append(pg.Items, &page.Link{Box: mm(0, 0, 9, 9), URL: "https://example.org/" + strings.Repeat("x", 200)})
	}
	c, err := Draw(slices.Repeat([]*page.Page{pg}, 100))
	if err != nil {
		t.Fatal(err)
	}
	heap := func() int64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	f := NewFile(io.Discard, meta)
	if err := f.Append(c); err != nil { // so that the pooled compressor is counted before and after
		t.Fatal(err)
	}
	before := heap()
	chunks := 200
	if testing.Short() {
		chunks = 50
	}
	for range chunks {
		if err := f.Append(c); err != nil {
			t.Fatal(err)
		}
	}
	if page := (heap() - before) / int64(100*chunks); page > 140 {
		t.Errorf("%d bytes a page", page)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

// failing is a writer that is full after some bytes.
type failing int

func (f *failing) Write(b []byte) (int, error) {
	if *f -= failing(len(b)); *f < 0 {
		return 0, errors.New("disk full")
	}
	return len(b), nil
}

func TestFileErrors(t *testing.T) {
	one, err := Draw([]*page.Page{everyItem(t)})
	if err != nil {
		t.Fatal(err)
	}
	full := failing(1000)
	f := NewFile(&full, meta)
	f.Append(one)
	if err := f.Close(); err == nil || !strings.Contains(err.Error(), "disk full") {
		t.Errorf("a full disk: %v", err)
	}
	if err := NewFile(io.Discard, meta).Close(); err == nil {
		t.Error("a file without pages is closed")
	}
	f = NewFile(io.Discard, meta)
	if err := errors.Join(f.Append(one), f.Close()); err != nil {
		t.Error(err)
	}
	if f.Close() == nil || f.Append(one) == nil {
		t.Error("a closed file goes on")
	}
}

func TestDrawErrors(t *testing.T) {
	deep := page.Item(&page.Group{})
	for range page.MaxNesting {
		deep = &page.Group{Items: []page.Item{deep}}
	}
	missing := run(t, face(t, "NotoSans/NotoSans-Regular.ttf"), "ab", 0)
	missing.Glyphs[1].ID = 0
	ink := func(v uint8) *page.Path {
		return &page.Path{Outline: geom.Box(mm(0, 0, 1, 1)), Fill: &page.Paint{Colour: geom.Colour{Space: geom.Spot, Name: "Gold", V: [4]uint8{0, 0, v, 0}}}}
	}
	for want, pages := range map[string][]*page.Page{
		"no pages":              nil,
		"cannot be a PDF page":  {{Size: geom.Size{W: geom.MM(1), H: geom.MM(100)}}},
		"page 2":                {sized(), {Size: geom.Size{W: geom.MM(90_000), H: geom.MM(100)}}},
		"nested deeper than":    {sized(deep)},
		"no glyph for":          {sized(text(missing, 1, 1))},
		"longer than":           {sized(&page.Link{URL: strings.Repeat("x", maxURL+1)})},
		"no URL":                {sized(&page.Link{})},
		"turned by":             {sized(&page.Group{Turn: math.NaN()})},
		"one CMYK alternative":  {sized(ink(10), ink(20))},
		"ink has no name":       {sized(&page.Path{Outline: geom.Box(mm(0, 0, 1, 1)), Fill: &page.Paint{Colour: geom.Colour{Space: geom.Spot}}})},
		"not png, jpeg or svg":  {sized(&page.Picture{Image: &page.Image{Format: "gif"}})},
		"reading a png picture": {sized(&page.Picture{Image: &page.Image{Format: "png", Data: []byte("PNG")}})},
		"more than 50 million":  {sized(&page.Picture{Image: &page.Image{Format: "png", Data: bomb()}})},
	} {
		if _, err := Draw(pages); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want an error with %q, got %v", want, err)
		}
	}
	// the same ink in two chunks
	a, errA := Draw([]*page.Page{sized(ink(10))})
	b, errB := Draw([]*page.Page{sized(ink(20))})
	f := NewFile(io.Discard, meta)
	if err := errors.Join(errA, errB, f.Append(a)); err != nil {
		t.Fatal(err)
	}
	if err := f.Append(b); err == nil || !strings.Contains(err.Error(), "one CMYK alternative") {
		t.Errorf("one ink, two colours: %v", err)
	}
}

// TestSmallFile bounds the size of a certificate with a Japanese name and a
// symbol of 57 modules, as our tokens need.
func TestSmallFile(t *testing.T) {
	pg := &page.Page{Size: geom.Size{W: geom.MM(297), H: geom.MM(210)}, Items: cell(t, 3, 57).Items}
	if n := len(write(t, meta, pg)); n > 16_000 {
		t.Errorf("%d bytes", n)
	}
}
