package qr

import "lanyard/internal/geom"

// Outline returns the outline of the dark area, in the middle of box with the
// quiet zone around it, and the side of a module. The path is right under both
// fill rules. A box too small for modules of 1 EMU gives no path.
func (s *Symbol) Outline(box geom.Rect) (geom.Path, geom.Length) {
	module := min(box.W, box.H) / geom.Length(s.Modules+2*Quiet)
	if module <= 0 {
		return nil, 0
	}
	side := module * geom.Length(s.Modules)
	t := tracer{
		Symbol: s,
		origin: geom.Position{X: box.X + (box.W-side)/2, Y: box.Y + (box.H-side)/2},
		module: module,
		traced: make([]bool, s.Modules*s.Modules),
		path:   make(geom.Path, 0, s.Modules*s.Modules), // four corners for every five modules, and some contours
	}
	for y := range s.Modules {
		for x := range s.Modules {
			if s.Dark(x, y) && !s.Dark(x, y-1) && !t.traced[y*s.Modules+x] {
				t.contour(x, y)
			}
		}
	}
	return t.path, module
}

// tracer walks around dark areas with the dark on its right: clockwise around
// areas, counter-clockwise around holes, so the winding number is 1 in the dark
// and 0 in the light.
type tracer struct {
	*Symbol
	origin geom.Position
	module geom.Length
	traced []bool // modules whose upper edge is in the path
	path   geom.Path
}

// heading is a step of one module.
type heading struct{ x, y int }

func (h heading) right() heading { return heading{-h.y, h.x} }
func (h heading) left() heading  { return heading{h.y, -h.x} }

// ahead reports whether the modules in front of the corner (x, y), left and
// right of the way, are dark.
func (t *tracer) ahead(x, y int, h heading) (left, right bool) {
	switch h {
	case heading{1, 0}:
		return t.Dark(x, y-1), t.Dark(x, y)
	case heading{0, 1}:
		return t.Dark(x, y), t.Dark(x-1, y)
	case heading{-1, 0}:
		return t.Dark(x-1, y), t.Dark(x-1, y-1)
	}
	return t.Dark(x-1, y-1), t.Dark(x, y-1)
}

// contour traces the contour that leaves the corner (startX, startY) to the
// right. That the upper edge there is the first of its row makes it a corner.
// Where two dark modules touch at a corner alone, the way keeps to its own, so
// no contour crosses itself.
func (t *tracer) contour(startX, startY int) {
	start := heading{1, 0}
	x, y, h := startX, startY, start
	t.path.Move(t.at(x, y))
	for {
		if h == start {
			t.traced[y*t.Modules+x] = true
		}
		x, y = x+h.x, y+h.y
		left, right := t.ahead(x, y, h)
		switch {
		case !right:
			h = h.right()
		case left:
			h = h.left()
		default:
			continue
		}
		if x == startX && y == startY && h == start {
			break // the contour may have passed here before, the other way
		}
		t.path.Line(t.at(x, y))
	}
	t.path.Close()
}

func (t *tracer) at(x, y int) (geom.Length, geom.Length) {
	return t.origin.X + geom.Length(x)*t.module, t.origin.Y + geom.Length(y)*t.module
}
