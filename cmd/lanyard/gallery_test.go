package main

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
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
