package batch

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/judge"
	"lanyard/internal/paper/code"
	"lanyard/internal/paper/interpret"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/pdf"
	"lanyard/internal/paper/raster"
)

// sharpness is how exactly a renderer draws upright symbols of 0.33 to 0.4 mm a module. Poppler and PDFium round
// their corners outwards to whole pixels.
type sharpness struct {
	place float64 // pixels by which a symbol may be moved
	side  float64 // pixels by which it may be larger or smaller
	run   int     // pixels by which runs of equally many modules may differ
	ink   float64 // relative difference of its ink, which a row of pixels more or less makes at 72 dpi
}

// allowed is what every renderer keeps. Cairo smooths pictures that it draws at less than four times their size, so
// that edges lie a little to one side or the other; from 600 dpi on its runs differ by a pixel as well.
var (
	allowed      = sharpness{place: 1, side: 2, run: 1, ink: 0.1}
	allowedCairo = sharpness{place: 1, side: 2, run: 2, ink: 0.1}
)

// resolutions of screens, of screens at odd zooms, and of printers, in dots an inch. Modules are checked from
// widthChecked pixels on, and codes are read from widthRead on: below that, no reader reads even a perfect drawing of
// all of them.
var (
	resolutions = []int{72, 96, 113, 150, 227, 300, 600, 1200}

	widthRead, widthChecked = 1.9, 2.8
)

// drawnSymbol is a symbol on a page, as it lies there.
type drawnSymbol struct {
	payload string
	side    int
	dark    func(x, y int) bool // turned as on the page; nil: not upright
	place   geom.Rect           // around its modules
	module  geom.Length
}

// symbolSheet returns the PDF of a page of symbols of several sizes and turns, each elsewhere between the pixels.
func symbolSheet(t *testing.T) ([]byte, []drawnSymbol) {
	t.Helper()
	pg := &page.Page{Size: geom.Size{W: 216 * geom.Point, H: 144 * geom.Point}, Lang: "en"}
	var all []drawnSymbol
	for i, s := range []struct {
		module float64 // mm
		turn   int
	}{{0.33, 0}, {0.35, 90}, {0.4, 180}, {0.37, 270}, {0.35, 7}} {
		payload := fmt.Sprintf("HTTPS://VERIFY.EXAMPLE.ORG/%d/%060d", i, 1_234_567*i)
		s0 := drawnSymbol{payload: payload, module: geom.MM(s.module)}
		symbol, err := code.Encode(s0.payload, code.M)
		if err != nil {
			t.Fatal(err)
		}
		n := symbol.Modules
		side := geom.Length(n) * s0.module
		m := symbol.Mosaic(geom.Rect{W: side + 2*code.Quiet*s0.module, H: side + 2*code.Quiet*s0.module})
		m.At = geom.Position{}
		dark := func(x, y int) bool { return x >= 0 && y >= 0 && x < n && y < n && m.Rows[y][x/64]>>(x%64)&1 == 1 }
		at := geom.Position{X: geom.MM(2.113 + 25.171*float64(i%3)), Y: geom.MM(2.359 + 24.417*float64(i/3))}
		s0.side, s0.place = n, geom.Rect{X: at.X, Y: at.Y, W: side, H: side}
		switch s.turn {
		case 0:
			s0.dark = dark
		case 90:
			at.X += side
			s0.dark = func(x, y int) bool { return dark(y, n-1-x) }
		case 180:
			at.X, at.Y = at.X+side, at.Y+side
			s0.dark = func(x, y int) bool { return dark(n-1-x, n-1-y) }
		case 270:
			at.Y += side
			s0.dark = func(x, y int) bool { return dark(n-1-y, x) }
		default:
			at.X += side / 8
			s0.place = geom.Rect{X: at.X - side/8, Y: at.Y, W: side + side/8, H: side + side/8}
		}
		drawn := []page.Item{&page.Path{Mosaic: m, Fill: &page.Paint{}}}
		pg.Items = append(pg.Items, &page.Group{At: at, Turn: float64(s.turn), Items: drawn})
		all = append(all, s0)
	}
	var out bytes.Buffer
	if err := pdf.Write(&out, pdf.Meta{Title: "Symbols"}, []*page.Page{pg}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), all
}

// TestSymbols draws symbols, which are pictures of bits in our files, with renderers that share no code, from the
// resolution of a screen to that of an imagesetter. In each picture all modules of a symbol must be equally wide
// within a pixel, dark throughout, light throughout, and every symbol is read.
func TestSymbols(t *testing.T) {
	data, symbols := symbolSheet(t)
	t.Run("raster", func(t *testing.T) {
		d, err := interpret.Page(t.Context(), data, 1)
		if err != nil || len(d.Omissions) > 0 {
			t.Fatal(err, d.Omissions)
		}
		for _, dpi := range resolutions {
			if testing.Short() && dpi != 150 && dpi != 227 {
				continue
			}
			m, err := raster.New().Draw(d.Page, float64(dpi), raster.Trim)
			if err != nil {
				t.Fatal(err)
			}
			sharp(t, dpi, greyOf(m), symbols, allowed)
		}
	})
	file := filepath.Join(t.TempDir(), "symbols.pdf")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	programs := map[string][]string{"pdftocairo": {"-r", "DPI", "-gray", "-png", "-singlefile", "FILE", "OUT"},
		"gs as a printer": {"-q", "-dSAFER", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pgmraw", "-rDPI",
			"-sOutputFile=OUT.pgm", "FILE"}}
	for name, args := range renderers {
		programs[name] = args
	}
	for name, args := range programs {
		t.Run(name, func(t *testing.T) {
			program, _, _ := strings.Cut(name, " ")
			for _, dpi := range resolutions {
				out := filepath.Join(t.TempDir(), "out")
				judged(t, program, filledIn(args, file, out, dpi)...)
				if name == "pdftocairo" {
					sharp(t, dpi, greyPNG(t, out+".png"), symbols, allowedCairo)
				} else {
					sharp(t, dpi, pictureIn(t, out+".pgm"), symbols, allowed)
				}
			}
		})
	}
	for _, reader := range []string{"pdf.js", "PDFium"} {
		t.Run(reader, func(t *testing.T) {
			folder := judge.Packages(t, "pdfjs-dist", "@napi-rs/canvas", "@hyzyla/pdfium")
			list := strings.Trim(strings.ReplaceAll(fmt.Sprint(resolutions), " ", ","), "[]")
			judged(t, "node", filepath.Join("testdata", "judges", "render.mjs"), folder, reader, list, file)
			for _, dpi := range resolutions {
				sharp(t, dpi, pictureIn(t, fmt.Sprintf("%s.%s.%d.pgm", file, reader, dpi)), symbols, allowed)
			}
		})
	}
}

// greyOf returns a picture in levels of grey.
func greyOf(m image.Image) grey {
	b := m.Bounds()
	g := grey{w: b.Dx(), h: b.Dy(), wide: 1, high: 1}
	for y := range g.h {
		for x := range g.w {
			r, _, _, _ := m.At(b.Min.X+x, b.Min.Y+y).RGBA()
			g.at = append(g.at, byte(r>>8))
		}
	}
	return g
}

// greyPNG reads a PNG file.
func greyPNG(t *testing.T, name string) grey {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	m, err := png.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	return greyOf(m)
}

// sharp checks the symbols of a picture of the sheet.
func sharp(t *testing.T, dpi int, g grey, symbols []drawnSymbol, most sharpness) {
	t.Helper()
	var worst sharpness
	var views []*image.Gray
	for i, s := range symbols {
		pixel := func(l geom.Length, part float64) float64 { return l.Points() / 72 * float64(dpi) / part }
		width := pixel(s.module, 1)
		around := s.place.Inset(-2 * s.module)
		left, top := int(pixel(around.X, g.wide)), int(pixel(around.Y, g.high))
		view := image.NewGray(image.Rect(0, 0, int(pixel(around.W, g.wide)), int(pixel(around.H, g.high))))
		for y := range view.Rect.Dy() {
			copy(view.Pix[y*view.Stride:][:view.Rect.Dx()], g.at[(top+y)*g.w+left:])
		}
		views = append(views, view)
		if width >= widthChecked || width >= widthRead && s.dark != nil {
			if got, err := code.Read(t.Context(), magnified(view)); err != nil || got != s.payload {
				t.Errorf("at %d dpi symbol %d is not read: %q, %v", dpi, i, got, err)
			}
		}
		if s.dark == nil {
			continue
		}
		worst.ink = max(worst.ink, s.ink(view, pixel(s.module, g.wide)*pixel(s.module, g.high)))
		if width < widthChecked {
			continue
		}
		drawn := boxOf(view)
		x, y := pixel(s.place.X, g.wide)-float64(left), pixel(s.place.Y, g.high)-float64(top)
		w, h := pixel(s.place.W, g.wide), pixel(s.place.H, g.high)
		worst.place = max(worst.place, math.Abs(float64(drawn.Min.X)-x), math.Abs(float64(drawn.Min.Y)-y))
		worst.side = max(worst.side, math.Abs(float64(drawn.Dx())-w), math.Abs(float64(drawn.Dy())-h))
		run, err := runs(view, drawn, s)
		if err != nil {
			t.Errorf("at %d dpi symbol %d: %v", dpi, i, err)
		}
		worst.run = max(worst.run, run)
	}
	t.Logf("%d dpi: moved %.2f, side %.2f, run %d pixels, ink %.3f", dpi, worst.place, worst.side, worst.run, worst.ink)
	if worst.place > most.place || worst.side > most.side || worst.run > most.run || worst.ink > most.ink {
		t.Errorf("at %d dpi: %v is more than %v", dpi, worst, most)
	}
	if dpi == 300 {
		t.Run("zbarimg", func(t *testing.T) {
			var files, wanted []string
			for i, view := range views {
				file := filepath.Join(t.TempDir(), fmt.Sprintf("%d.png", i))
				var b bytes.Buffer
				if err := png.Encode(&b, view); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
					t.Fatal(err)
				}
				files, wanted = append(files, file), append(wanted, symbols[i].payload)
			}
			out := judged(t, "zbarimg", append([]string{"-q", "--raw", "-Sdisable", "-Sqrcode.enable"}, files...)...)
			if got := strings.Fields(out); !slices.Equal(got, wanted) {
				t.Errorf("%q is read", got)
			}
		})
	}
}

// ink returns by which part the ink of a picture of s differs from that of modules of an area in pixels.
func (s drawnSymbol) ink(m *image.Gray, area float64) float64 {
	wanted, got := 0.0, 0.0
	for y := range s.side {
		for x := range s.side {
			if s.dark(x, y) {
				wanted += area
			}
		}
	}
	for _, v := range m.Pix {
		got += float64(255-v) / 255
	}
	return math.Abs(got/wanted - 1)
}

// magnified returns a picture four times as large, as a camera sees small pixels.
func magnified(m *image.Gray) *image.Gray {
	if m.Rect.Dx() > 400 {
		return m
	}
	const times = 4
	out := image.NewGray(image.Rect(0, 0, times*m.Rect.Dx(), times*m.Rect.Dy()))
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			out.Pix[y*out.Stride+x] = m.Pix[y/times*m.Stride+x/times]
		}
	}
	return out
}

// boxOf returns the box around everything that is darker than half.
func boxOf(m *image.Gray) (box image.Rectangle) {
	for i, v := range m.Pix {
		if v < 128 {
			box = box.Union(image.Rect(i%m.Stride, i/m.Stride, i%m.Stride+1, i/m.Stride+1))
		}
	}
	return box
}

// runs compares the modules along the middle of every row and column with what is drawn in a box, and returns by how
// many pixels runs of equally many modules differ. The error says that another number of runs is drawn, or that a run
// is neither dark nor light throughout.
func runs(m *image.Gray, box image.Rectangle, s drawnSymbol) (worst int, err error) {
	n := float64(s.side)
	drawn := map[[2]int][2]int{} // fewest and most pixels, by number of modules and direction
	for line := range s.side {
		for _, across := range []bool{false, true} {
			dark := func(x int) bool { return s.dark(x, line) }
			length, y := box.Dx(), box.Min.Y+int((float64(line)+0.5)*float64(box.Dy())/n)
			at := func(x int) byte { return m.GrayAt(box.Min.X+x, y).Y }
			if across {
				dark = func(y int) bool { return s.dark(line, y) }
				x := box.Min.X + int((float64(line)+0.5)*float64(box.Dx())/n)
				length, at = box.Dy(), func(y int) byte { return m.GrayAt(x, box.Min.Y+y).Y }
			}
			want := edges(s.side, dark)
			got := edges(length, func(x int) bool { return at(x) < 128 })
			if len(got) != len(want) {
				return 0, fmt.Errorf("line %d has %d runs, not %d", line, len(got), len(want))
			}
			for i := range got[1:] {
				width := got[i+1] - got[i]
				key := [2]int{want[i+1] - want[i], 0}
				if across {
					key[1] = 1
				}
				bounds, ok := drawn[key]
				if !ok {
					bounds = [2]int{width, width}
				}
				bounds = [2]int{min(bounds[0], width), max(bounds[1], width)}
				drawn[key] = bounds
				worst = max(worst, bounds[1]-bounds[0])
				inner := min(width/2, 2)
				for x := got[i] + inner; x < got[i+1]-inner; x++ {
					if v := at(x); dark(want[i]) && v > 64 || !dark(want[i]) && v < 191 {
						return 0, fmt.Errorf("line %d: within run %d a pixel is %d", line, i, v)
					}
				}
			}
		}
	}
	return worst, nil
}

// edges returns where something begins, changes and ends.
func edges(length int, dark func(int) bool) []int {
	all := []int{0}
	for x := 1; x < length; x++ {
		if dark(x) != dark(x-1) {
			all = append(all, x)
		}
	}
	return append(all, length)
}
