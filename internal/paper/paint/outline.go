package paint

import "lanyard/internal/base/geom"

// AppendOutline writes the operators that construct a path whose coordinates start at left and top, y growing
// downwards.
func AppendOutline(b []byte, path geom.Path, left, top geom.Length) []byte {
	if r, ok := upright(path); ok {
		b = AppendPosition(b, geom.Position{X: r.X, Y: r.Bottom()}, left, top)
		b = append(AppendPoints(b, r.W), ' ')
		return append(AppendPoints(b, r.H), " re\n"...)
	}
	for _, s := range path {
		switch s.Verb {
		case geom.MoveTo:
			b = append(AppendPosition(b, s.P[0], left, top), "m\n"...)
		case geom.LineTo:
			b = append(AppendPosition(b, s.P[0], left, top), "l\n"...)
		case geom.CurveTo:
			for _, p := range s.P {
				b = AppendPosition(b, p, left, top)
			}
			b = append(b, "c\n"...)
		case geom.Close:
			b = append(b, "h\n"...)
		}
	}
	return b
}

// AppendPosition writes a position and a space, with left and top as for AppendOutline.
func AppendPosition(b []byte, at geom.Position, left, top geom.Length) []byte {
	b = append(AppendPoints(b, left+at.X), ' ')
	return append(AppendPoints(b, top-at.Y), ' ')
}

// upright reports whether a path is a box made by geom.Box, and returns that box.
func upright(path geom.Path) (geom.Rect, bool) {
	if len(path) != 5 || path[0].Verb != geom.MoveTo || path[4].Verb != geom.Close {
		return geom.Rect{}, false
	}
	a, c := path[0].P[0], path[2].P[0]
	r := geom.Rect{X: a.X, Y: a.Y, W: c.X - a.X, H: c.Y - a.Y}
	for i, s := range geom.Box(r)[:4] {
		if path[i].Verb != s.Verb || path[i].P[0] != s.P[0] {
			return geom.Rect{}, false
		}
	}
	return r, true
}
