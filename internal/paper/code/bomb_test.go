package code

import (
	"context"
	"errors"
	"image"
	"image/color"
	"testing"
)

// tiled returns a picture of side x side pixels, filled by the function dark.
func tiled(side int, dark func(x, y int) bool) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			if !dark(x, y) {
				img.SetGray(x, y, color.Gray{255})
			}
		}
	}
	return img
}

// run reports whether position n in repeated runs of 1:1:3:1:1 modules and a gap is dark.
func run(n int) bool { n %= 8; return n == 0 || n >= 2 && n < 5 || n == 6 }

// patterns fills a picture with finder patterns of one pixel per module.
func patterns(x, y int) bool {
	u, v := x%8-3, y%8-3
	ring := max(u, -u, v, -v)
	return ring != 2 && ring < 4
}

// TestPatternsEverywhere reads attacks: small pictures full of finder patterns, or of long lines that may be parts of
// them. The work must grow no faster than the picture. Under -short the picture has a ninth of the pixels.
func TestPatternsEverywhere(t *testing.T) {
	side := 1200
	if testing.Short() {
		side = 400
	}
	for name, dark := range map[string]func(x, y int) bool{
		"patterns": patterns,
		"bars":     func(x, _ int) bool { return run(x) },
		"lattice":  func(x, y int) bool { return run(x) || run(y) },
		"both":     func(x, y int) bool { return run(x) && run(y) },
	} {
		img := tiled(side, dark)
		if got, err := Read(context.Background(), img); !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: read %q, %v", name, got, err)
		}
	}
}

// TestReadStops reads with a cancelled context.
func TestReadStops(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := Read(ctx, tiled(1200, patterns)); !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
}
