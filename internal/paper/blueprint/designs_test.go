package blueprint

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/template"
	"lanyard/templates"
)

// badgeSizes are the cards and stock cells that every built-in badge must fill, in millimetres.
var badgeSizes = []struct {
	name string
	w, h float64
}{
	{"90 x 65", 90, 65}, {"86 x 54", 86, 54}, {"CR80", 85.6, 53.98}, {"4 x 3 in", 101.6, 76.2},
	{"A7 landscape", 105, 74}, {"A7 portrait", 74, 105}, {"A6 landscape", 148, 105}, {"A6 portrait", 105, 148},
	{"smallest", 74, 54}, {"almost a square", 74, 76}, {"largest", 148, 148},
}

// TestBadgesFillTheirSizes parses every built-in badge at every size that it claims, with each ornament of a look.
// Nothing may be off the page, hard to read or without effect.
func TestBadgesFillTheirSizes(t *testing.T) {
	files, err := fs.Glob(templates.FS, "badges/*/template.toml")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d badges, %v", len(files), err)
	}
	ornaments := append([]string{""}, Ornaments...)
	for i, file := range files {
		data, err := fs.ReadFile(templates.FS, file)
		if err != nil {
			t.Fatal(err)
		}
		for j, size := range badgeSizes {
			for k, ornament := range ornaments {
				if testing.Short() && (i+j+k)%len(ornaments) != 0 {
					continue // another one at each size
				}
				set := Setting{Size: geom.Size{W: geom.MM(size.w), H: geom.MM(size.h)}}
				if ornament != "" {
					set.Look = Look{Primary: "#5b2a86", Accent: "#f2a541", Ink: "#221133", Paper: "#fffaf0", Heading: "serif",
						Text: "sans", Ornament: ornament}
				}
				made, problems := Parse(file, data, set)
				if len(problems) == 1 && strings.HasSuffix(problems[0].Message, "no ornament "+ornament+", so none is drawn") {
					problems = nil // a design without room for an ornament reports it
				}
				if len(problems) > 0 || made.Size != set.Size {
					t.Errorf("%s, %s, ornament %q: %v", file, size.name, ornament, problems)
					continue
				}
				checkParts(t, fmt.Sprintf("%s, %s", file, size.name), made)
			}
		}
	}
}

// Sides of a badge's code, in millimetres. In leastCode the densest code of the reference event, 61 modules and 8 of quiet
// zone, has modules of 0.46 mm. In goodCode, 49 modules in a video frame at 20 cm are read in nine of ten shots by
// zxing-wasm and in eight by every other reader, in 32 mm not.
const (
	leastCode = 31.6
	goodCode  = 34
)

// checkParts reports a badge without one large, black code, without a name or without a mirror image. Only low pages and the
// label may have less than goodCode.
func checkParts(t *testing.T, what string, made *template.Template) {
	codes, headings := 0, 0
	made.Walk(func(b template.Box) {
		switch b := b.(type) {
		case *template.QR:
			codes++
			least := geom.MM(goodCode)
			upright := made.Size.W < made.Size.H
			if made.Size.H < geom.MM(65) || upright && made.Size.H < geom.MM(105) || !upright && made.Name == "minimal" {
				least = geom.MM(leastCode)
			}
			if min(b.Size.W, b.Size.H) < least || !b.Colour.Black() {
				t.Errorf("%s: the code has %s x %s", what, b.Size.W, b.Size.H)
			}
		case *template.Text:
			if b.Tag == template.HeadingTag {
				headings++
			}
		}
	})
	if codes != 1 || headings == 0 || made.Mirror == nil {
		t.Errorf("%s: %d codes, %d names, mirrored: %v", what, codes, headings, made.Mirror != nil)
	}
}
