package blueprint

import (
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/template"
	"lanyard/templates"
)

// certificateSizes are the common papers for certificates, upright, in millimetres.
var certificateSizes = map[string][2]float64{"A5": {148, 210}, "A4": {210, 297}, "A3": {297, 420}, "Letter": {215.9, 279.4}}

// leastPlace is the least side of a certificate's code, in millimetres: 61 modules and a quiet zone of 8, 0.5 mm each.
const leastPlace = 34.5

// TestCertificatesFillTheirSizes parses every built-in certificate at its own size, the smallest, the largest and every
// named size between them, with up to six signatories. Nothing may be off the page, hard to read or without effect.
func TestCertificatesFillTheirSizes(t *testing.T) {
	files, err := fs.Glob(templates.FS, "certificates/*/template.toml")
	if err != nil || len(files) < 13 {
		t.Fatalf("%d certificates, %v", len(files), err)
	}
	for _, file := range files {
		data, err := fs.ReadFile(templates.FS, file)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(path.Base(path.Dir(file)), func(t *testing.T) {
			t.Parallel()
			least, most := limitsOf(t, file, data)
			sizes := map[string]geom.Size{"own": {}, "smallest": least, "largest": most}
			for paper, s := range certificateSizes {
				upright := geom.Size{W: geom.MM(s[0]), H: geom.MM(s[1])}
				for orientation, size := range map[string]geom.Size{" portrait": upright, " landscape": upright.Turned()} {
					if within(size, least, most) {
						sizes[paper+orientation] = size
					}
				}
			}
			if len(sizes) < 3+4 {
				t.Errorf("it claims only %d sizes: %v", len(sizes), sizes)
			}
			counts := []int{0, 1, 2, 3, 6}
			for i, paper := range slices.Sorted(maps.Keys(sizes)) {
				size := sizes[paper]
				for k, signs := range counts {
					if testing.Short() && (i+k)%len(counts) != 0 {
						continue // another number at each size
					}
					tm, problems := Parse(file, data, Setting{Size: size, Signatories: signs})
					if len(problems) > 0 {
						t.Errorf("%s with %d signatories: %v", paper, signs, problems)
						continue
					}
					checkCertificate(t, paper, tm, signs)
				}
			}
			checkLooks(t, file, data)
		})
	}
}

// checkCertificate requires one square, black code that is large enough, a heading, and a place for each signatory.
func checkCertificate(t *testing.T, paper string, tm *template.Template, signs int) {
	t.Helper()
	cells, codes, headings := 0, 0, 0
	tm.Walk(func(b template.Box) {
		switch b := b.(type) {
		case *template.Group:
			if strings.HasPrefix(b.Name, "signatories ") {
				cells++
			}
		case *template.QR:
			codes++
			if b.Size.W != b.Size.H || b.Size.W < geom.MM(leastPlace) || !b.Colour.Black() {
				t.Errorf("%s: the code has %s x %s", paper, b.Size.W, b.Size.H)
			}
		case *template.Text:
			if b.Tag == template.HeadingTag {
				headings++
			}
		}
	})
	if cells != signs || codes != 1 || headings == 0 {
		t.Errorf("%s: %d of %d signatories, %d codes, %d headings", paper, cells, signs, codes, headings)
	}
}

// checkLooks parses a design with the looks of an event: it must use every key of a look, and draw each ornament.
func checkLooks(t *testing.T, file string, data []byte) {
	t.Helper()
	look := Look{Primary: "#3b1f6b", Accent: "#8a3d10", Ink: "#1a1a1a", Paper: "#fffdf8", Heading: "sans", Text: "serif"}
	if path.Base(path.Dir(file)) == "square" {
		look.Accent = "#f2a541" // its accent is on the primary colour, so it must be light
	}
	boxes := map[string]int{}
	for _, look.Ornament = range Ornaments {
		tm, problems := Parse(file, data, Setting{Signatories: 2, Look: look})
		if len(problems) > 0 {
			t.Errorf("with the ornament %s: %v", look.Ornament, problems)
			continue
		}
		boxes[look.Ornament] = len(tm.Boxes)
	}
	for ornament, n := range boxes {
		if ornament != "none" && n <= boxes["none"] {
			t.Errorf("it draws nothing for the ornament %s", ornament)
		}
	}
}

// limitsOf returns the smallest and the largest size that a design claims.
func limitsOf(t *testing.T, file string, data []byte) (least, most geom.Size) {
	t.Helper()
	doc, problems := source.ParseTOML(file, data)
	var raw rawTemplate
	if len(problems) > 0 || doc.Decode(&raw).Err() != nil {
		t.Fatal(file, problems)
	}
	p := &parser{doc: doc, raw: &raw, scale: 1}
	return p.limits(p.sizeOf("size", raw.Size))
}
