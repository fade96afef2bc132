package interpret

import (
	"bytes"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/readback"
)

// stencil fills the pixels of a stencil, whose place is the unit square: one box for each run of dark pixels, as high
// as there are equal rows.
func (c *content) stencil(s readback.Stencil) error {
	if c.Pixels += s.W * s.H; c.over() != nil {
		return errFull
	}
	var path geom.Path
	stride := s.Stride()
	row := func(y int) []byte { return s.Bits[y*stride : (y+1)*stride] }
	for y := 0; y < s.H; {
		below := y + 1
		for below < s.H && bytes.Equal(row(y), row(below)) {
			below++
		}
		dark := func(x int) bool { return x < s.W && row(y)[x/8]&(0x80>>(x%8)) != 0 }
		for x := 0; x < s.W; x++ {
			if !dark(x) {
				continue
			}
			from := x
			for dark(x) {
				x++
			}
			path = quadrangle(path, c.state.place, [4]float64{float64(from) / float64(s.W), 1 - float64(y)/float64(s.H),
				float64(x) / float64(s.W), 1 - float64(below)/float64(s.H)})
			if c.paint.segments+len(path) > maxSegments {
				c.stop()
				return errFull
			}
		}
		y = below
	}
	if len(path) == 0 {
		return nil
	}
	return c.fillPath(path, false, &c.state.fill)
}
