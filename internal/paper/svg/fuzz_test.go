package svg_test

import (
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/raster"
	"lanyard/internal/paper/svg"
)

// FuzzRead reads arbitrary bytes. An accepted picture has a size, contains only paths and groups within the coordinate
// limits, with valid opacities and widths, and can be drawn.
func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/real/*.svg")
	if err != nil || len(files) == 0 {
		f.Fatalf("no seeds: %v", err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	for _, c := range shapes {
		f.Add([]byte(svgOf(c.svg)))
	}
	for _, c := range refused {
		if len(c.file) < 1<<12 {
			f.Add([]byte(c.file))
		}
	}
	r := raster.New()
	f.Fuzz(func(t *testing.T, data []byte) {
		start := time.Now()
		p, err := svg.Read(data)
		if took := time.Since(start); took > 30*time.Second {
			t.Errorf("it took %s", took)
		}
		if err != nil {
			faults, ok := err.(source.Problems)
			if !ok || p != nil || len(faults) == 0 || len(faults) > 20 {
				t.Fatalf("%v and %v", p, err)
			}
			for _, f := range faults {
				if f.Line < 1 || f.Column < 1 || f.Message == "" {
					t.Errorf("%+v", f)
				}
			}
			return
		}
		if p.Size.W <= 0 || p.Size.H <= 0 || max(p.Size.W, p.Size.H) < 10*geom.Millimetre {
			t.Fatalf("the size is %v", p.Size)
		}
		sound(t, p.Items, 0)
		if max(p.Size.W, p.Size.H) < 200*min(p.Size.W, p.Size.H) && len(data) < 1<<14 {
			pg := paper(p)
			if _, err := r.Draw(pg, 20, raster.Trim); err != nil {
				t.Error(err)
			}
		}
	})
}

// farthest is the largest distance allowed from the origin.
const farthest = 100_000 * geom.Millimetre

// sound checks the items of a picture.
func sound(t *testing.T, items []page.Item, depth int) {
	t.Helper()
	if depth > 10 {
		t.Fatal("groups are nested too deep for renderers")
	}
	position := func(p geom.Position) {
		if max(p.X, -p.X, p.Y, -p.Y) > farthest {
			t.Fatalf("an item is at %v", p)
		}
	}
	outline := func(p geom.Path) {
		if len(p) == 0 || p[0].Verb != geom.MoveTo {
			t.Fatalf("an outline is %v", p)
		}
		for _, s := range p {
			for _, q := range s.P {
				position(q)
			}
		}
	}
	for _, it := range items {
		switch it := it.(type) {
		case *page.Group:
			if len(it.Items) == 0 || it.Turn != 0 || it.At != (geom.Position{}) {
				t.Fatalf("a group is %+v", it)
			}
			outline(it.Clip)
			sound(t, it.Items, depth+1)
		case *page.Path:
			outline(it.Outline)
			if it.Fill == nil && it.Stroke == nil || !(it.Opacity >= 0 && it.Opacity <= 1) {
				t.Fatalf("a path is %+v", it)
			}
			if p := it.Fill; p != nil && p.To != nil {
				position(p.From)
				position(p.Until)
				before := 0.0
				for _, s := range p.Stops {
					if !(s.Part >= before && s.Part <= 1) {
						t.Fatalf("colours are at %v", p.Stops)
					}
					before = s.Part
				}
			}
			if s := it.Stroke; s != nil && (s.Width < 0 || s.Width > farthest || s.Phase < 0 ||
				!(s.Miter == 0 || s.Miter >= 1)) {
				t.Fatalf("a pen is %+v", s)
			}
			if s := it.Stroke; s != nil && s.Nib != nil {
				if _, least := s.Nib.Stretch(); !(least > 0) || math.IsInf(least, 0) {
					t.Fatalf("a nib is %v", s.Nib)
				}
			}
		default:
			t.Fatalf("there is a %T", it)
		}
	}
}
