package pdf

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"lanyard/internal/font"
	"lanyard/internal/geom"
	"lanyard/internal/page"
)

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
	data, err := os.ReadFile(filepath.Join("../../fonts", file))
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

// symbol returns an outline like that of a QR code: n x n modules, the dark
// ones by a fixed rule, rows of dark modules as boxes on a grid of step.
func symbol(n int, seed uint32, at geom.Position, step geom.Length) geom.Path {
	var p geom.Path
	for y := range n {
		from := -1
		for x := range n + 1 {
			seed = seed*1664525 + 1013904223
			dark := x < n && seed>>31 == 1
			switch {
			case dark && from < 0:
				from = x
			case !dark && from >= 0:
				p = append(p, geom.Box(geom.Rect{
					X: at.X + geom.Length(from)*step, Y: at.Y + geom.Length(y)*step,
					W: geom.Length(x-from) * step, H: step,
				})...)
				from = -1
			}
		}
	}
	return p
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
			&page.Group{At: geom.Position{X: geom.MM(10), Y: geom.MM(45)}, Turn: 20, Clip: geom.Box(mm(-5, -5, 40, 20)), Items: []page.Item{
				text(run(t, sans, "turned", 0), 0, 0),
				&page.Group{At: geom.Position{X: geom.MM(3)}, Items: []page.Item{
					&page.Link{Box: mm(0, -4, 15, 5), URL: "https://verify.example.org/v/1#(2)", Alt: "verify (online)"},
				}},
			}},
			&page.Path{Outline: symbol(25, 7, geom.Position{X: geom.MM(70), Y: geom.MM(45)}, geom.MM(0.4)), Fill: &page.Paint{}},
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

func TestSmoke(t *testing.T) {
	data := write(t, meta, everyItem(t))
	os.WriteFile("/tmp/pdfroom.pdf", data, 0o644)
	if !bytes.Contains(data, []byte("/Subtype/Type0")) {
		t.Error("no font")
	}
	_ = io.Discard
	_ = strings.Repeat
}
