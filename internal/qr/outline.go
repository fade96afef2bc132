package qr

import (
	"math/bits"

	"lanyard/internal/geom"
)

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
		origin: geom.Position{X: box.X + (box.W-side)/2, Y: box.Y + (box.H-side)/2},
		module: module,
	}
	runs := edges(&t.right, &t.left, &s.modules[0], s.Modules)
	edges(&t.up, &t.down, &s.modules[1], s.Modules)
	t.todo = t.right
	t.path = make(geom.Path, 0, 2*runs+runs/2) // two corners a run; no contour has less than four, and a Close
	for y := range s.Modules {
		for half := range t.todo[y] {
			for t.todo[y][half] != 0 {
				t.contour(64*half+bits.TrailingZeros64(t.todo[y][half]), y)
			}
		}
	}
	return t.path, module
}

// line is a row or column of edges between modules, one a bit.
type line [2]uint64

// end returns where the edges end that begin at i.
func (l *line) end(i int) int {
	if i < 64 {
		if gap := ^l[0] >> i; gap != 0 {
			return i + bits.TrailingZeros64(gap)
		}
		i = 64
	}
	return i + bits.TrailingZeros64(^l[1]>>(i-64))
}

// start returns where the edges start that end at i.
func (l *line) start(i int) int {
	if i > 64 {
		if gap := ^l[1] << (128 - i); gap != 0 {
			return i - bits.LeadingZeros64(gap)
		}
		i = 64
	}
	return max(i-bits.LeadingZeros64(^l[0]<<(64-i)), 0)
}

func (l *line) has(i int) bool { return l[i/64]>>(i%64)&1 != 0 }

// clear takes the edges from i to j away.
func (l *line) clear(i, j int) {
	for ; i < j; i++ {
		l[i/64] &^= 1 << (i % 64)
	}
}

// edges finds the edges between the rows of g: those with the dark below, which
// go forward, and those with the dark above, which go back. It returns on how
// many straight lines they lie.
func edges(forward, back *[maxModules + 1]line, g *grid, side int) (runs int) {
	var above line
	for y := range side + 1 {
		var below line
		if y < side {
			below = line{g[0][y], g[1][y]}
		}
		for half := range below {
			forward[y][half] = below[half] &^ above[half]
			back[y][half] = above[half] &^ below[half]
		}
		runs += forward[y].runs() + back[y].runs()
		above = below
	}
	return runs
}

func (l *line) runs() int {
	return bits.OnesCount64(l[0]&^(l[0]<<1)) + bits.OnesCount64(l[1]&^(l[1]<<1|l[0]>>63))
}

// tracer walks around dark areas with the dark on its right: clockwise around
// areas, counter-clockwise around holes, so the winding number is 1 in the dark
// and 0 in the light.
type tracer struct {
	origin      geom.Position
	module      geom.Length
	right, left [maxModules + 1]line // edges by the way they are walked, row by row
	up, down    [maxModules + 1]line // and column by column
	todo        [maxModules + 1]line // edges to the right that are not in the path
	path        geom.Path
}

// contour traces the contour that leaves the corner (startX, startY) to the
// right. Across and up or down in turn, it follows a line to its end. Where two
// dark modules touch at a corner alone, both turns are open: the one to the
// right keeps to its own module, so no contour crosses itself.
func (t *tracer) contour(startX, startY int) {
	x, y, right := startX, startY, true
	t.add(geom.MoveTo, x, y)
	for {
		var down bool
		if right {
			from := x
			x = t.right[y].end(from)
			t.todo[y].clear(from, x)
			down = t.down[x].has(y)
		} else {
			x = t.left[y].start(x)
			down = !t.up[x].has(y - 1)
		}
		t.add(geom.LineTo, x, y)
		if down {
			y = t.down[x].end(y)
			right = !t.left[y].has(x - 1)
		} else {
			y = t.up[x].start(y)
			right = t.right[y].has(x)
		}
		if right && x == startX && y == startY {
			break // the contour may have passed here before, the other way
		}
		t.add(geom.LineTo, x, y)
	}
	t.path.Close()
}

// add appends a segment that ends at the corner (x, y).
func (t *tracer) add(verb geom.Verb, x, y int) {
	at := geom.Position{X: t.origin.X + geom.Length(x)*t.module, Y: t.origin.Y + geom.Length(y)*t.module}
	t.path = append(t.path, geom.Segment{Verb: verb, P: [3]geom.Position{at}})
}
