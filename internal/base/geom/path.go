package geom

// Verb says how a path segment uses its positions.
type Verb uint8

// The verbs of a path, with the number of positions each uses.
const (
	MoveTo  Verb = iota // 1: start a new contour
	LineTo              // 1: straight line
	CurveTo             // 3: cubic Bézier: two controls, then the end
	Close               // 0: back to the start of the contour
)

// Segment is one step of a path. Only the positions that its verb uses count.
type Segment struct {
	Verb Verb
	P    [3]Position
}

// Path is a sequence of contours. The zero value is the empty path.
type Path []Segment

// Move starts a contour at (x, y).
func (p *Path) Move(x, y Length) { p.add(MoveTo, Position{x, y}) }

// Line draws to (x, y).
func (p *Path) Line(x, y Length) { p.add(LineTo, Position{x, y}) }

// Curve draws a cubic Bézier with controls a and b to c.
func (p *Path) Curve(a, b, c Position) { p.add(CurveTo, a, b, c) }

// Close ends the contour where it began.
func (p *Path) Close() { p.add(Close) }

func (p *Path) add(v Verb, at ...Position) {
	s := Segment{Verb: v}
	copy(s.P[:], at)
	*p = append(*p, s)
}

// Moved returns a copy of p moved by d.
func (p Path) Moved(d Position) Path {
	q := make(Path, len(p))
	for i, s := range p {
		for j := range s.P {
			s.P[j] = s.P[j].Add(d)
		}
		q[i] = s
	}
	return q
}

// Bounds returns the box around every position of p, controls included.
func (p Path) Bounds() Rect {
	var r Rect
	first := true
	for _, s := range p {
		for _, q := range s.Points() {
			if first {
				r, first = Rect{X: q.X, Y: q.Y}, false
				continue
			}
			x, y := min(r.X, q.X), min(r.Y, q.Y)
			r = Rect{x, y, max(r.Right(), q.X) - x, max(r.Bottom(), q.Y) - y}
		}
	}
	return r
}

var positions = [...]int{MoveTo: 1, LineTo: 1, CurveTo: 3, Close: 0}

// Points returns the positions that a segment has: none to three.
func (s *Segment) Points() []Position { return s.P[:positions[s.Verb]] }

// Box returns the outline of r.
func Box(r Rect) Path {
	var p Path
	p.Move(r.X, r.Y)
	p.Line(r.Right(), r.Y)
	p.Line(r.Right(), r.Bottom())
	p.Line(r.X, r.Bottom())
	p.Close()
	return p
}

// kappa places the controls of a cubic Bézier that follows a quarter circle to within 0.03 % of its radius: 4/3 (sqrt 2
// - 1).
const kappa = 0.5522847498307936

// RoundedBox returns the outline of r with corners of the given radius, limited to half the shorter side. At that limit
// a square becomes a circle.
func RoundedBox(r Rect, radius Length) Path {
	radius = min(radius, r.W/2, r.H/2)
	if radius <= 0 {
		return Box(r)
	}
	k := radius - radius.Scale(kappa) // from the corner to the control
	x0, y0, x1, y1 := r.X, r.Y, r.Right(), r.Bottom()
	var p Path
	p.Move(x0+radius, y0)
	p.Line(x1-radius, y0)
	p.Curve(Position{x1 - k, y0}, Position{x1, y0 + k}, Position{x1, y0 + radius})
	p.Line(x1, y1-radius)
	p.Curve(Position{x1, y1 - k}, Position{x1 - k, y1}, Position{x1 - radius, y1})
	p.Line(x0+radius, y1)
	p.Curve(Position{x0 + k, y1}, Position{x0, y1 - k}, Position{x0, y1 - radius})
	p.Line(x0, y0+radius)
	p.Curve(Position{x0, y0 + k}, Position{x0 + k, y0}, Position{x0 + radius, y0})
	p.Close()
	return p
}

// Ellipse returns the ellipse that touches the four sides of r.
func Ellipse(r Rect) Path {
	cx, cy := r.X+r.W/2, r.Y+r.H/2
	kx, ky := (r.W / 2).Scale(kappa), (r.H / 2).Scale(kappa)
	var p Path
	p.Move(r.Right(), cy)
	p.Curve(Position{r.Right(), cy + ky}, Position{cx + kx, r.Bottom()}, Position{cx, r.Bottom()})
	p.Curve(Position{cx - kx, r.Bottom()}, Position{r.X, cy + ky}, Position{r.X, cy})
	p.Curve(Position{r.X, cy - ky}, Position{cx - kx, r.Y}, Position{cx, r.Y})
	p.Curve(Position{cx + kx, r.Y}, Position{r.Right(), cy - ky}, Position{r.Right(), cy})
	p.Close()
	return p
}
