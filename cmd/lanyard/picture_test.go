package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"lanyard/fonts"
	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/bitmap"
	"lanyard/internal/paper/deflate"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/raster"
	"lanyard/internal/paper/readback"
	"lanyard/internal/paper/xref"
	"lanyard/internal/typography/font"
	"lanyard/internal/typography/text"
)

// The colours of the picture that overlay lays over a name: no design has them.
var ground, letters = geom.Colour{V: [4]uint8{255, 230, 0}}, geom.Colour{V: [4]uint8{200, 30, 40}}

// overlay IN.pdf OUT.pdf NAME lays a picture of another name over the middle of the first page of a file that we made,
// and writes it in our own form: its text stays as it was.
func overlay(ts *testscript.TestScript, _ bool, args []string) {
	want(ts, args, 3, "IN OUT NAME")
	f, err := readback.Open(context.Background(), []byte(ts.ReadFile(args[0])), 8<<20, 64<<20)
	ts.Check(err)
	size, _ := cos.Int(f.Trailer["Size"])
	box := []float64{0, 0}
	var content, resources cos.Ref
	for n := 1; n < size; n++ {
		v, err := f.Object(n)
		ts.Check(err)
		if d, ok := v.(cos.Dict); ok && d["Type"] == cos.Name("Page") && content == 0 {
			content, resources = d["Contents"].(cos.Ref), d["Resources"].(cos.Ref)
			for i, v := range d["MediaBox"].(cos.Array)[2:] {
				box[i], _ = cos.Float(v)
			}
		}
	}
	img, err := bitmap.New(pictureOf(ts, args[2]))
	ts.Check(err)
	var out bytes.Buffer
	w := xref.NewWriter(&out)
	for range size - 1 {
		w.Next()
	}
	over := img.Write(w)
	for n := 1; n < size; n++ {
		v, err := f.Object(n)
		ts.Check(err)
		s, isStream := v.(*cos.Stream)
		switch {
		case isStream && (s.Dict["Type"] == cos.Name("ObjStm") || s.Dict["Type"] == cos.Name("XRef")):
			w.Write(n, []byte("null"), nil)
			continue
		case cos.Ref(n) == content:
			operators, err := f.Decode(s)
			ts.Check(err)
			operators = fmt.Appendf(bytes.Clone(operators), "q %f 0 0 %f %f %f cm /Over Do Q\n", box[0]*0.7, box[1]*0.25,
				box[0]*0.15, box[1]*0.45)
			s = &cos.Stream{Dict: cos.Dict{"Filter": cos.Name("FlateDecode")}, Raw: deflate.Bytes(operators)}
			s.Dict["Length"] = cos.Number(fmt.Sprint(len(s.Raw)))
			v = s
		case cos.Ref(n) == resources:
			d := v.(cos.Dict)
			all, _ := d["XObject"].(cos.Dict)
			if all == nil {
				all = cos.Dict{}
			}
			all["Over"] = cos.Ref(over)
			d["XObject"] = all
		}
		value := cos.Append(nil, v, func(r cos.Ref) int { return int(r) })
		if isStream {
			w.Write(n, value, s.Raw)
		} else {
			w.Write(n, value, nil)
		}
	}
	ts.Check(w.Close(int(f.Trailer["Root"].(cos.Ref)), int(f.Trailer["Info"].(cos.Ref))))
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), out.Bytes(), 0o600))
}

// pictureOf returns a PNG of a name.
func pictureOf(ts *testscript.TestScript, name string) *page.Image {
	p := &page.Page{Size: geom.Size{W: geom.MM(100), H: geom.MM(25)}}
	p.Items = append(p.Items, &page.Path{Outline: geom.Box(p.Size.At(geom.Position{})), Fill: &page.Paint{Colour: ground}})
	block, err := text.NewShaper(font.NewLibrary(fonts.FS)).Fit(text.Paragraph{Text: name}, p.Size,
		text.Limits{Max: 30 * geom.Point, Align: text.Centre, Valign: text.Middle})
	ts.Check(err)
	for _, run := range block.Lines[0].Runs {
		p.Items = append(p.Items, &page.Glyphs{At: geom.Position{X: run.X, Y: block.Lines[0].Baseline}, Run: run.Run,
			Size: run.Size, Colour: letters})
	}
	m, err := raster.New().Draw(p, 150, raster.Trim)
	ts.Check(err)
	var b bytes.Buffer
	ts.Check(png.Encode(&b, m))
	img, _, err := page.DecodeImage(b.Bytes())
	ts.Check(err)
	return img
}

// overlaid FILE.png checks that what overlay laid over a page is seen in a picture, and nothing of what was there.
// "! overlaid" checks that it is not.
func overlaid(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, args, 1, "FILE.png")
	m, err := png.Decode(strings.NewReader(ts.ReadFile(args[0])))
	ts.Check(err)
	near := func(c color.Color, to geom.Colour) bool {
		r, g, b, _ := c.RGBA()
		for i, v := range [...]uint32{r, g, b} {
			if d := int(v>>8) - int(to.V[i]); d < -12 || d > 12 {
				return false
			}
		}
		return true
	}
	var box image.Rectangle
	for y := m.Bounds().Min.Y; y < m.Bounds().Max.Y; y++ {
		for x := m.Bounds().Min.X; x < m.Bounds().Max.X; x++ {
			if near(m.At(x, y), ground) {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	if neg {
		if !box.Empty() {
			ts.Fatalf("%s has the colour of the overlaid picture in %v", args[0], box)
		}
		return
	}
	if box.Dx() < 200 || box.Dy() < 50 {
		ts.Fatalf("the overlaid picture is not in %s: %v", args[0], box)
	}
	inside, written := box.Inset(3), 0
	for y := inside.Min.Y; y < inside.Max.Y; y++ {
		for x := inside.Min.X; x < inside.Max.X; x++ {
			r, _, b, _ := m.At(x, y).RGBA()
			if r>>8 < 150 || b>>8 > 80 {
				ts.Fatalf("%s shows at %d, %d what the picture covers", args[0], x, y)
			}
			if near(m.At(x, y), letters) {
				written++
			}
		}
	}
	if written < 50 {
		ts.Fatalf("the name in the overlaid picture is not in %s", args[0])
	}
}
