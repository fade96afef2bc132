package raster_test

import (
	"image"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/raster"
)

// TestDrawing stretches a drawing over a box: the content of its right half must be in the right half of the box, and
// the rest stays blank.
func TestDrawing(t *testing.T) {
	img := &page.Image{Format: "pdf", Page: 1, Size: geom.Size{W: geom.MM(40), H: geom.MM(10)}, Items: []page.Item{
		&page.Path{Outline: geom.Box(mm(20, 0, 20, 10)),
			Fill: &page.Paint{Colour: geom.Colour{V: [4]uint8{0xff, 0, 0}}}}}}
	pg := sized(20, 20, &page.Picture{Box: mm(4, 4, 10, 10), Image: img})
	m, err := raster.New().Draw(pg, 254, raster.Trim) // 10 pixels per millimetre
	if err != nil {
		t.Fatal(err)
	}
	red := image.Rect(90, 40, 140, 140)
	for y := range m.Rect.Dy() {
		for x := range m.Rect.Dx() {
			c := m.RGBAAt(x, y)
			if want := (image.Point{X: x, Y: y}).In(red); (c.G == 0) != want || c.R != 0xff {
				t.Fatalf("pixel %d, %d is %v", x, y, c)
			}
		}
	}
}
