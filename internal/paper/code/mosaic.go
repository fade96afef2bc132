package code

import "lanyard/internal/base/geom"

// Mosaic returns the dark modules, centred in box with the quiet zone around them. A box too small for modules of 1 EMU
// gives nil.
func (s *Symbol) Mosaic(box geom.Rect) *geom.Mosaic {
	module := min(box.W, box.H) / geom.Length(s.Modules+2*Quiet)
	if module <= 0 {
		return nil
	}
	side := module * geom.Length(s.Modules)
	m := &geom.Mosaic{
		At:   geom.Position{X: box.X + (box.W-side)/2, Y: box.Y + (box.H-side)/2},
		Step: module,
		Rows: make([][2]uint64, s.Modules),
	}
	for y := range m.Rows {
		m.Rows[y] = [2]uint64{s.modules[0][y], s.modules[1][y]}
	}
	return m
}
