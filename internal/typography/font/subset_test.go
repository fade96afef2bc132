package font

import (
	"bufio"
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/judge"
)

// bare parses a font without its shaping tables, which subsets lack.
func bare(t testing.TB, data []byte) *Font {
	t.Helper()
	f := new(Font)
	var err error
	if f.file, err = directory(bytes.NewReader(data), int64(len(data))); err != nil {
		t.Fatal(err)
	}
	if err := f.loadTables(); err != nil {
		t.Fatal(err)
	}
	return f
}

// checkSubset compares every glyph of a subset with the original font.
func checkSubset(t testing.TB, f *Font, s Subset) {
	t.Helper()
	g := bare(t, s.Data)
	if g.NumGlyphs() != len(s.Glyphs) || s.Glyphs[0] != 0 || !slices.IsSorted(s.Glyphs) {
		t.Fatalf("%d glyphs for ids %v", g.NumGlyphs(), s.Glyphs)
	}
	if g.units != f.units || g.metrics.Box != f.metrics.Box {
		t.Errorf("the measures of the subset differ: %+v, %+v", g.metrics, f.metrics)
	}
	size := geom.Length(f.units) * 64
	for i, old := range s.Glyphs {
		if n, ok := s.New(old); !ok || int(n) != i {
			t.Errorf("glyph %d has the new id %d, want %d", old, n, i)
		}
		if f.Advance(old) != g.Advance(uint16(i)) || f.Ink(old) != g.Ink(uint16(i)) ||
			!slices.Equal(f.Outline(old, size), g.Outline(uint16(i), size)) {
			t.Errorf("glyph %d differs from that of the font", old)
		}
	}
	if sum := checksum(s.Data); sum != 0xB1B0AFBA {
		t.Errorf("the checksum of the file is %#x", sum)
	}
}

// sample returns the same n glyph ids of a font each time.
func sample(f *Font, n int) []uint16 {
	random := rand.New(rand.NewPCG(1, 2))
	gids := make([]uint16, n)
	for i := range gids {
		gids[i] = uint16(random.IntN(f.NumGlyphs()))
	}
	return gids
}

var subsetFiles = []string{
	"NotoSans/NotoSans-Regular.ttf", "NotoNaskhArabic/NotoNaskhArabic-Bold.ttf", "Vazirmatn/Vazirmatn-Regular.ttf",
	"NotoSansThai/NotoSansThai-Regular.ttf", "NotoSerifDevanagari/NotoSerifDevanagari-Bold.ttf",
	"NotoSansJP/NotoSansJP-Regular.ttf",
}

func TestSubset(t *testing.T) {
	for _, path := range subsetFiles {
		f := embeddedFont(t, path)
		gids := sample(f, 60)
		s, err := f.Subset(gids)
		if err != nil {
			t.Error(err)
			continue
		}
		checkSubset(t, f, s)
		for _, gid := range gids {
			if _, ok := s.New(gid); !ok {
				t.Errorf("%s: the subset lacks glyph %d", path, gid)
			}
		}
		slices.Reverse(gids)
		again, err := f.Subset(append(gids, gids...))
		if err != nil || !bytes.Equal(s.Data, again.Data) {
			t.Errorf("%s: the same glyphs in another order give other bytes: %v", path, err)
		}
	}
}

// TestSubsetWhole keeps all glyphs, which requires the long form of loca.
func TestSubsetWhole(t *testing.T) {
	f := embeddedFont(t, "NotoSans/NotoSans-Regular.ttf")
	all := make([]uint16, f.NumGlyphs())
	for i := range all {
		all[i] = uint16(i)
	}
	s, err := f.Subset(all)
	if err != nil {
		t.Fatal(err)
	}
	checkSubset(t, f, s)
	if !bare(t, s.Data).longLoca {
		t.Errorf("%d bytes with a short loca", len(s.Data))
	}
}

func TestSubsetComposite(t *testing.T) {
	f := embeddedFont(t, "NotoSans/NotoSans-Regular.ttf")
	acute, _ := f.NominalGlyph('é')
	s, err := f.Subset([]uint16{acute})
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Glyphs) != 4 { // .notdef, e, the accent, and é
		t.Errorf("é needs the glyphs %v", s.Glyphs)
	}
	if len(s.Data) > 1500 {
		t.Errorf("a subset of one letter has %d bytes", len(s.Data))
	}
	if s, err := f.Subset(nil); err != nil || len(s.Glyphs) != 1 {
		t.Errorf("a subset of nothing: %v %v", s.Glyphs, err)
	}
	if _, err := f.Subset([]uint16{0xFFFF}); err == nil || !strings.Contains(err.Error(), "no glyph 65535") {
		t.Errorf("a glyph that does not exist: %v", err)
	}
}

// TestSubsetComposed checks that a composed glyph has the moved outlines of its parts and its own advance.
func TestSubsetComposed(t *testing.T) {
	f := embeddedFont(t, "NotoSans/NotoSans-Regular.ttf")
	letter, _ := f.NominalGlyph('a')
	mark, _ := f.NominalGlyph('\u0301')
	space, _ := f.NominalGlyph(' ')
	s, err := f.Subset([]uint16{letter}, Composed{Advance: 700, Parts: []Part{{letter, 20, 0}, {mark, 300, -40}, {space, 0, 0}}},
		Composed{Parts: []Part{{space, 5, 5}}, Advance: 3})
	if err != nil {
		t.Fatal(err)
	}
	cut := bare(t, s.Data)
	made, empty := uint16(len(s.Glyphs)), uint16(len(s.Glyphs)+1)
	if cut.NumGlyphs() != len(s.Glyphs)+2 || cut.Advance(made) != 700 || cut.Advance(empty) != 3 || !cut.Ink(empty).Empty() {
		t.Fatalf("%d glyphs, advances %d and %d", cut.NumGlyphs(), cut.Advance(made), cut.Advance(empty))
	}
	a, b := f.Ink(letter), f.Ink(mark)
	want := InkBox{min(a.XMin+20, b.XMin+300), min(a.YMin, b.YMin-40), max(a.XMax+20, b.XMax+300), max(a.YMax, b.YMax-40)}
	if got := cut.Ink(made); got != want {
		t.Errorf("ink in %v, not %v", got, want)
	}
	if got := int32(cut.bearing(made)); got != want.XMin {
		t.Errorf("bearing %d, not %d", got, want.XMin)
	}
	if _, err := f.Subset(nil, Composed{Parts: []Part{{Glyph: 0xFFFF}}}); err == nil {
		t.Error("a part that the font does not have gives no error")
	}
}

// area returns the area enclosed by a path, as the integral of y dx.
func area(path geom.Path) (sum float64) {
	var at, start [2]float64
	line := func(b [2]float64) { sum += (b[0] - at[0]) * (at[1] + b[1]) / 2; at = b }
	for _, s := range path {
		p := func(i int) [2]float64 { return [2]float64{float64(s.P[i].X), float64(s.P[i].Y)} }
		switch s.Verb {
		case geom.MoveTo:
			at, start = p(0), p(0)
		case geom.LineTo:
			line(p(0))
		case geom.Close:
			line(start)
		case geom.CurveTo:
			a, b, c, d := at, p(0), p(1), p(2)
			cross := func(u, v [2]float64) float64 { return u[0]*v[1] - u[1]*v[0] }
			enclosed := (6*cross(a, b) + 3*cross(a, c) + cross(a, d) + 3*cross(b, c) + 3*cross(b, d) + 6*cross(c,
				d)) / 20
			sum += (d[0]*d[1]-a[0]*a[1])/2 - enclosed // y dx = d(xy)/2 - (x dy - y dx)/2
			at = d
		}
	}
	return sum
}

// fontTools is the independent judge of outlines: it prints the bounds and area that it reads for each glyph.
const fontTools = `
import sys
from fontTools.ttLib import TTFont
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.areaPen import AreaPen
font = TTFont(sys.argv[1], checkChecksums=2)
glyphs = font.getGlyphSet()
for name in font.getGlyphOrder():
    bounds, area = BoundsPen(glyphs), AreaPen(glyphs)
    glyphs[name].draw(bounds)
    glyphs[name].draw(area)
    print(glyphs[name].width, *(bounds.bounds or (0, 0, 0, 0)), area.value)
`

func TestSubsetByFontTools(t *testing.T) {
	const python = "/usr/bin/python3"
	if err := exec.Command(python, "-c", "import fontTools").Run(); err != nil {
		judge.Absent(t, "python3-fonttools")
	}
	files := subsetFiles
	if testing.Short() {
		files = files[:1]
	}
	for _, path := range files {
		f := embeddedFont(t, path)
		s, err := f.Subset(sample(f, 200))
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "subset.ttf")
		if err := os.WriteFile(file, s.Data, 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(python, "-c", fontTools, file).CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v\n%s", path, err, out)
			continue
		}
		lines := bufio.NewScanner(bytes.NewReader(out))
		for _, old := range s.Glyphs {
			if !lines.Scan() {
				t.Fatalf("%s: fontTools reads fewer glyphs than %d", path, len(s.Glyphs))
			}
			var width int32
			var x0, y0, x1, y1, enclosed float64
			if _, err := fmt.Sscan(lines.Text(), &width, &x0, &y0, &x1, &y1, &enclosed); err != nil {
				t.Fatalf("%s: %q: %v", path, lines.Text(), err)
			}
			ink := InkBox{int32(math.Floor(x0)), int32(math.Floor(y0)), int32(math.Ceil(x1)), int32(math.Ceil(y1))}
			if got := f.Ink(old); got != ink || f.Advance(old) != width {
				t.Errorf("%s: glyph %d: ink %+v and advance %d, fontTools says %+v and %d", path, old, got,
					f.Advance(old), ink, width)
			}
			const fine = 256 // EMU per unit
			got := math.Abs(area(f.Outline(old, geom.Length(f.units)*fine))) / (fine * fine)
			if math.Abs(got-math.Abs(enclosed)) > 1+math.Abs(enclosed)/1e4 {
				t.Errorf("%s: glyph %d: area %.1f, fontTools says %.1f", path, old, got, enclosed)
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	small := embeddedFile(f, "NotoSansTagbanwa/NotoSansTagbanwa-Regular.ttf")
	f.Add(small)
	f.Add(small[:3000])
	f.Add([]byte("OTTO"))
	f.Fuzz(func(t *testing.T, data []byte) {
		font, err := Parse("fuzz", data)
		if err != nil {
			if !strings.HasPrefix(err.Error(), `reading font "fuzz": `) {
				t.Errorf("error without its place: %v", err)
			}
			return
		}
		var gids []uint16
		for gid := range min(font.NumGlyphs(), 40) {
			gids = append(gids, uint16(gid))
		}
		s, err := font.Subset(gids)
		if err != nil {
			t.Fatalf("a parsed font cannot be subset: %v", err)
		}
		checkSubset(t, font, s)
	})
}
