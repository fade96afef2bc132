package svg

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"math"
	"strings"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

// bitmap draws a picture that the file contains: PNG or JPEG in a data: URL, stretched to its box, and turned.
func (d *drawing) bitmap(n *node, c context) []page.Item {
	const other = "embed it as PNG or JPEG in the program that made the file, or save the whole drawing as PNG"
	if c.style.hidden {
		return nil
	}
	w, h := d.number(n, "width", c.width, 0), d.number(n, "height", c.height, 0)
	x, y := d.number(n, "x", c.width, 0), d.number(n, "y", c.height, 0)
	data := embedded(n.attributes["href"])
	if data == nil {
		d.refuse(n, "there is a picture that is not in the file", other)
		return nil
	}
	img := d.decoded(n, data)
	if img == nil || w <= 0 || h <= 0 {
		return nil
	}
	fit := strings.Fields(n.attributes["preserveAspectRatio"])
	if len(fit) == 0 || fit[0] != "none" { // in the middle, as large as fits: SVG 1.1, 7.8
		if len(fit) > 1 && fit[1] == "slice" || len(fit) > 0 && fit[0] != "xMidYMid" {
			d.refuse(n, "there is a picture that is cropped or not in the middle of its box", other)
			return nil
		}
		scale := min(w/float64(img.Width), h/float64(img.Height))
		inW, inH := float64(img.Width)*scale, float64(img.Height)*scale
		x, y, w, h = x+(w-inW)/2, y+(h-inH)/2, inW, inH
	}
	m := c.matrix
	near := func(v float64) geom.Length { return geom.Length(math.Round(v)) }
	size := math.Hypot(m.A, m.B)
	if math.Abs(m.B)+math.Abs(m.C) > size/1e4 && math.Abs(m.A-m.D)+math.Abs(m.B+m.C) < size/100 { // turned
		at, turn := geom.Position{}, math.Atan2(m.B, m.A)*180/math.Pi
		px, py := m.At(x, y)
		at.X, at.Y = near(px), near(py)
		return []page.Item{&page.Group{At: at, Turn: math.Round(turn*1000) / 1000, Items: []page.Item{
			&page.Picture{Box: geom.Rect{W: near(w * size), H: near(h * size)}, Image: img}}}}
	}
	if math.Abs(m.B)+math.Abs(m.C) > size/1e4 || m.A <= 0 || m.D <= 0 {
		d.refuse(n, "there is a picture that is mirrored or slanted", other)
		return nil
	}
	x0, y0 := m.At(x, y)
	x1, y1 := m.At(x+w, y+h)
	box := geom.Rect{X: near(x0), Y: near(y0), W: near(x1) - near(x0), H: near(y1) - near(y0)}
	if box.Empty() {
		return nil
	}
	return []page.Item{&page.Picture{Box: box, Image: img}}
}

// embedded returns the content of a data: URL; nil if s is none.
func embedded(s string) []byte {
	head, data, ok := strings.Cut(strings.TrimSpace(s), ",")
	if !ok || !strings.HasPrefix(head, "data:image/") || !strings.HasSuffix(head, ";base64") {
		return nil
	}
	raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(data), ""))
	if err != nil {
		return nil
	}
	return raw
}

// decoded reads the picture of an element, once; nil if it cannot be used.
func (d *drawing) decoded(n *node, data []byte) *page.Image {
	sum := sha256.Sum256(data)
	name := hex.EncodeToString(sum[:])
	if img := d.bitmaps[name]; img != nil {
		return img
	}
	if len(d.bitmaps) == maxBitmaps {
		d.limit(n, fmt.Sprintf("there are more than %d pictures", maxBitmaps))
		return nil
	}
	img, _, err := page.DecodeImage(data)
	if err != nil {
		d.refuse(n, "there is a picture that cannot be used: "+err.Error(),
			"save the picture again as PNG or JPEG, and the drawing with it")
		return nil
	}
	if d.pixels += img.Width * img.Height; d.pixels > maxPixels {
		d.limit(n, fmt.Sprintf("the pictures have more than %d million pixels", maxPixels/1_000_000))
		return nil
	}
	d.bitmaps[name] = img
	return img
}
