package page_test

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
	"lanyard/internal/typography/font"
	"lanyard/internal/typography/text"
)

// everyItem returns a page with every kind of item and colour.
func everyItem(t *testing.T) *page.Page {
	t.Helper()
	block, err := text.NewShaper(font.NewLibrary(os.DirFS("../../../fonts"))).Fit(text.Paragraph{Text: "علی", Lang: "fa"},
		geom.Size{W: geom.MM(50), H: geom.MM(20)}, text.Limits{Max: geom.Pt(20)})
	if err != nil {
		t.Fatal(err)
	}
	box := geom.Rect{X: geom.MM(1), Y: geom.MM(2), W: geom.MM(30), H: geom.MM(40)}
	white := geom.Colour{V: [4]uint8{255, 255, 255}}
	return &page.Page{Size: geom.Size{W: geom.MM(90), H: geom.MM(65)}, Bleed: geom.MM(3), Lang: "fa",
		Items: []page.Item{
			&page.Path{Outline: geom.Box(box), Fill: &page.Paint{To: &white},
				Stroke: &page.Stroke{Width: geom.Pt(0.5),
					Colour: geom.Colour{Space: geom.CMYK, V: [4]uint8{100, 60, 0, 20}}, Dash: []geom.Length{geom.MM(2),
						geom.MM(1)}}, Opacity: 0.5, EvenOdd: true},
			&page.Path{Outline: geom.Box(box), Fill: &page.Paint{Colour: geom.Colour{Space: geom.Spot, Name: "Gold",
				Tint: 80}}},
			&page.Path{Mosaic: &geom.Mosaic{At: geom.Position{X: geom.MM(1)}, Step: geom.MM(0.4),
				Rows: [][2]uint64{{0b1011}, {0b0110}}}, Fill: &page.Paint{}},
			&page.Path{Outline: geom.Box(box), Fill: &page.Paint{Colour: white, To: &white,
				Stops: []page.Stop{{Part: 0.25, Colour: geom.Colour{Space: geom.Spot, Name: "Gold",
					Tint: 80}}}, Circle: &geom.Matrix{A: 108_000, B: 36_000, D: 36_000, E: 72_000, F: 108_000}},
				Stroke: &page.Stroke{Width: geom.Point, Colour: white, Dash: []geom.Length{geom.MM(1)},
					Phase: geom.MM(0.5), Cap: page.RoundCap, Join: page.BevelJoin, Miter: 4, Nib: &geom.Matrix{A: 3,
						B: 1, D: 1}}},
			&page.Picture{Box: box, Image: &page.Image{Format: "png", Width: 300, Height: 400}, Alt: "Ana \"A.\"",
				Clip: geom.Ellipse(box)},
			&page.Picture{Box: box, Image: &page.Image{Format: "svg", Size: box.Size(),
				Items: []page.Item{&page.Path{Outline: geom.Box(box), Fill: &page.Paint{Colour: white}}}}},
			&page.Link{Box: box, URL: "https://example.org/#1", Alt: "Verify"},
			&page.Group{At: geom.Position{X: geom.MM(5)}, Turn: 90, Clip: geom.Box(box), Odd: true,
				Tag: &page.Tag{Role: page.Heading, Text: "علی", Lang: "fa"}, Items: []page.Item{
					&page.Glyphs{At: geom.Position{X: geom.MM(7), Y: geom.MM(8)}, Run: block.Lines[0].Runs[0].Run,
						Size: geom.Pt(20), Colour: white, Tracking: geom.MM(0.1)},
				}},
		}}
}

func TestDump(t *testing.T) {
	var got strings.Builder
	if err := page.Dump(&got, everyItem(t)); err != nil {
		t.Fatal(err)
	}
	const want = `page 90mm x 65mm bleed 3mm lang "fa"
  path (1mm, 2mm) 30mm x 40mm 5 segments fill #000000 to #ffffff stroke cmyk(100,60,0,20) 0.50pt dash 2mm dash 1mm even-odd opacity 0.5
  path (1mm, 2mm) 30mm x 40mm 5 segments fill spot(Gold,80)
  mosaic (1mm, 0mm) 1.6mm x 0.8mm step 0.4mm 3 runs fill #000000
  path (1mm, 2mm) 30mm x 40mm 5 segments fill #ffffff at 0.25 spot(Gold,80) to #ffffff around (2mm, 3mm) radius 3.162mm stroke #ffffff 1.00pt dash 1mm phase 0.5mm round caps bevel joins miter 4 nib 3 1 0 1
  picture (1mm, 2mm) 30mm x 40mm 300x400 png alt "Ana \"A.\"" clip (1mm, 2mm) 30mm x 40mm
  picture (1mm, 2mm) 30mm x 40mm 30mm x 40mm svg alt ""
    path (1mm, 2mm) 30mm x 40mm 5 segments fill #ffffff
  link (1mm, 2mm) 30mm x 40mm https://example.org/#1 alt "Verify"
  group (5mm, 0mm) turn 90 clip (1mm, 2mm) 30mm x 40mm even-odd heading lang "fa": "علی"
    glyphs (7mm, 8mm) Vazirmatn-Regular size 20.00pt #ffffff rtl wide 10.501mm tracking 0.1mm: "علی"
`
	if got.String() != want {
		t.Errorf("got\n%sexpected\n%s", got.String(), want)
	}
}

// TestRuns checks that Runs visits groups and stops when asked to.
func TestRuns(t *testing.T) {
	a, b, c := &page.Glyphs{}, &page.Glyphs{}, &page.Glyphs{}
	items := []page.Item{&page.Group{Items: []page.Item{a, &page.Path{}, &page.Group{Items: []page.Item{b}}}}, c}
	if got := slices.Collect(page.Runs(items)); !slices.Equal(got, []*page.Glyphs{a, b, c}) {
		t.Errorf("the runs are %v", got)
	}
	for g := range page.Runs(items) {
		if g != a {
			t.Error("Runs continues after it was asked to stop")
		}
		break
	}
}

// full is a writer that fails after a number of bytes.
type full int

var errFull = errors.New("no space left")

func (f *full) Write(p []byte) (int, error) {
	if len(p) > int(*f) {
		return 0, errFull
	}
	*f -= full(len(p))
	return len(p), nil
}

func TestDumpReportsTheWriter(t *testing.T) {
	tight := full(100)
	if err := page.Dump(&tight, everyItem(t)); !errors.Is(err, errFull) {
		t.Errorf("a full writer gave %v", err)
	}
}
