package main

import (
	"bytes"
	"cmp"
	"flag"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	scaling "golang.org/x/image/draw"
)

var update = flag.Bool("update", false, "write the pictures of the gallery anew")

const (
	// maxPicture is how large a picture of the gallery may be, in bytes: a page
	// with all of them has to load on the road.
	maxPicture = 120_000
	// mostApart is how far a part of a colour may be from that of the committed
	// picture: palettes are chosen by what is on a picture, and processors round
	// curves otherwise.
	mostApart = 32
	// mostOther is which part of the pixels may be farther off than that.
	mostOther = 0.001
)

// pictures compares all pictures of the script's folder with those of the
// gallery, which has no others and shows each in its README; with -update it
// puts them there.
func pictures(ts *testscript.TestScript, _ bool, args []string) {
	want(ts, args, 0, "pictures")
	gallery := filepath.Join(ts.Getenv("EXAMPLES"), "gallery")
	made, err := filepath.Glob(ts.MkAbs("*.png"))
	ts.Check(err)
	committed, err := filepath.Glob(filepath.Join(gallery, "*.png"))
	ts.Check(err)
	readme := ts.ReadFile(filepath.Join(gallery, "README.md"))
	for _, file := range made {
		name := filepath.Base(file)
		data := []byte(ts.ReadFile(file))
		if len(data) > maxPicture {
			ts.Fatalf("%s has %d bytes, more than %d: make it narrower", name, len(data), maxPicture)
		}
		if !strings.Contains(readme, "]("+name+")") {
			ts.Fatalf("the README of the gallery does not show %s", name)
		}
		if *update {
			ts.Check(os.WriteFile(filepath.Join(gallery, name), data, 0o644))
			continue
		}
		old, err := os.ReadFile(filepath.Join(gallery, name))
		ts.Check(err)
		if other := otherPixels(ts, data, old); other > mostOther {
			ts.Fatalf("%.2f %% of %s are not as in the gallery; if they are right: go test ./cmd/lanyard -run TestScripts/gallery -update",
				100*other, name)
		}
	}
	for _, file := range committed {
		if !slices.Contains(made, ts.MkAbs(filepath.Base(file))) {
			ts.Fatalf("nothing makes %s", file)
		}
	}
}

// otherPixels returns which part of the pixels of two pictures are more than
// mostApart from each other: all, when they are not of one size.
func otherPixels(ts *testscript.TestScript, a, b []byte) float64 {
	var m [2]image.Image
	for i, data := range [][]byte{a, b} {
		var err error
		m[i], err = png.Decode(bytes.NewReader(data))
		ts.Check(err)
	}
	size := m[0].Bounds()
	if size != m[1].Bounds() {
		return 1
	}
	other := 0
	for y := range size.Dy() {
		for x := range size.Dx() {
			c, d := color.RGBAModel.Convert(m[0].At(x, y)).(color.RGBA),
				color.RGBAModel.Convert(m[1].At(x, y)).(color.RGBA)
			if max(apart(c.R, d.R), apart(c.G, d.G), apart(c.B, d.B)) > mostApart {
				other++
			}
		}
	}
	return float64(other) / float64(size.Dx()*size.Dy())
}

func apart(a, b uint8) int { return max(int(a)-int(b), int(b)-int(a)) }

// Cells of a contact sheet, in pixels.
const (
	cellWidth, cellHeight = 220, 170
	cellGap               = 14
	cellColumns           = 5
)

// contactSheet puts pictures side by side on one, each as large as fits a cell: contactsheet OUT IN...
func contactSheet(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: contactsheet out in...")
	}
	in := args[1:]
	rows := (len(in) + cellColumns - 1) / cellColumns
	sheet := image.NewRGBA(image.Rect(0, 0, cellColumns*(cellWidth+cellGap)+cellGap, rows*(cellHeight+cellGap)+cellGap))
	draw.Draw(sheet, sheet.Bounds(), image.NewUniform(color.RGBA{0xe9, 0xec, 0xef, 0xff}), image.Point{}, draw.Src)
	for i, name := range in {
		img, err := png.Decode(strings.NewReader(ts.ReadFile(name)))
		ts.Check(err)
		w, h := cellWidth, img.Bounds().Dy()*cellWidth/img.Bounds().Dx()
		if h > cellHeight {
			w, h = img.Bounds().Dx()*cellHeight/img.Bounds().Dy(), cellHeight
		}
		at := image.Pt(cellGap+i%cellColumns*(cellWidth+cellGap)+(cellWidth-w)/2, cellGap+i/cellColumns*(cellHeight+cellGap)+(cellHeight-h)/2)
		scaling.CatmullRom.Scale(sheet, image.Rectangle{Min: at, Max: at.Add(image.Pt(w, h))}, img, img.Bounds(), scaling.Over, nil)
	}
	var out bytes.Buffer
	ts.Check((&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, fewColours(sheet)))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), out.Bytes(), 0o644))
}

// fewColours returns a picture with the 256 colours that it has most of.
func fewColours(img *image.RGBA) *image.Paletted {
	const coarse = 0xf0
	counts := map[color.RGBA]int{}
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			c := img.RGBAAt(x, y)
			counts[color.RGBA{c.R & coarse, c.G & coarse, c.B & coarse, 0xff}]++
		}
	}
	colours := slices.SortedFunc(maps.Keys(counts), func(a, b color.RGBA) int {
		return cmp.Or(counts[b]-counts[a], int(a.R)-int(b.R), int(a.G)-int(b.G), int(a.B)-int(b.B))
	})
	palette := color.Palette{img.RGBAAt(0, 0)}
	for _, c := range colours[:min(len(colours), 255)] {
		palette = append(palette, color.RGBA{c.R | c.R>>4, c.G | c.G>>4, c.B | c.B>>4, 0xff})
	}
	out := image.NewPaletted(img.Rect, palette)
	draw.Draw(out, out.Rect, img, image.Point{}, draw.Src)
	return out
}
