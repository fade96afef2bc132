package geom

import (
	"cmp"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// maxSegments limits a path written as text. The most detailed coat of arms we tried has 4,000 segments; a traced
// photograph has 50,000.
const maxSegments = 100_000

// ParsePath reads SVG path data (SVG 1.1, section 8.3) in which the number 1 is as long as unit. It knows all commands:
// M, L, H, V, C, S, Q, T, A and Z, in capitals (absolute) and small letters (relative). Errors show where the data
// becomes invalid, or say that it leads beyond 100 m.
func ParsePath(data string, unit Length) (Path, error) {
	return Matrix{A: float64(unit), D: float64(unit)}.ParsePath(data)
}

// ParsePath is the function ParsePath with m mapping the data to EMU. Nothing is rounded before that.
func (m Matrix) ParsePath(data string) (Path, error) {
	r := pathReader{rest: data, matrix: m}
	for {
		r.skip()
		if r.rest == "" {
			return r.path, nil
		}
		if c := r.rest[0]; strings.IndexByte("MmLlHhVvCcSsQqTtAaZz", c) >= 0 {
			r.command, r.rest = c, r.rest[1:]
		} else if r.command == 0 || r.command|0x20 == 'z' {
			return nil, fmt.Errorf("path data %s where a command such as M, L or C is expected", found(r.rest))
		}
		if err := r.step(); err != nil {
			return nil, err
		}
		if len(r.path) > maxSegments {
			return nil, fmt.Errorf("path data has more than %d segments", maxSegments)
		}
	}
}

// vector is a position in the units of the path data.
type vector struct{ x, y float64 }

// towards returns the point at fraction f of the way from v to w.
func (v vector) towards(w vector, f float64) vector {
	return vector{v.x + float64((w.x-v.x)*f), v.y + float64((w.y-v.y)*f)}
}

type pathReader struct {
	rest    string
	matrix  Matrix
	command byte
	path    Path
	at      vector // current point
	start   vector // start of the contour
	control vector // last control of the last curve, for S and T
	before  byte   // the last command, in lower case
	far     bool   // some point was beyond maxWritten
}

// found says what path data has at s, for messages.
func found(s string) string {
	if s == "" {
		return "ends"
	}
	return fmt.Sprintf("has %q", s[:min(len(s), 12)])
}

func (r *pathReader) skip() { r.rest = skipSeparators(r.rest) }

func skipSeparators(s string) string { return strings.TrimLeft(s, " \t\r\n\f,") }

// NextNumber reads the number at the start of s, after spaces and commas: "10", "-.5", "1e-3". A sign or a second point
// begins the next number. ok is false if there is no number or if it overflows a float64.
func NextNumber(s string) (v float64, rest string, ok bool) {
	s = skipSeparators(s)
	end, point, exponent := 0, false, false
scan:
	for ; end < len(s); end++ {
		switch c := s[end]; {
		case c >= '0' && c <= '9':
		case c == '.' && !point && !exponent:
			point = true
		case (c == 'e' || c == 'E') && !exponent && end > 0 && end+1 < len(s) &&
			strings.IndexByte("+-0123456789", s[end+1]) >= 0:
			exponent = true // not the unit em
		case (c == '-' || c == '+') && (end == 0 || s[end-1]|0x20 == 'e'):
		default:
			break scan
		}
	}
	v, err := strconv.ParseFloat(s[:end], 64)
	return v, s[end:], err == nil
}

func (r *pathReader) number() (float64, error) {
	v, rest, ok := NextNumber(r.rest)
	if !ok {
		return 0, fmt.Errorf("path data %s where a number is expected", found(skipSeparators(r.rest)))
	}
	r.rest = rest
	return v, nil
}

// vectors reads n pairs of numbers.
func (r *pathReader) vectors(n int) (p [3]vector, err error) {
	for i := range n {
		x, errX := r.number()
		y, errY := r.number()
		if errX != nil || errY != nil {
			return p, cmp.Or(errX, errY)
		}
		p[i] = vector{x, y}
		if r.relative() {
			p[i] = vector{r.at.x + x, r.at.y + y}
		}
	}
	return p, nil
}

func (r *pathReader) relative() bool { return r.command >= 'a' }

// position maps v to the page.
func (r *pathReader) position(v vector) Position {
	x, y := r.matrix.At(v.x, v.y)
	if !(math.Abs(x) <= float64(maxWritten) && math.Abs(y) <= float64(maxWritten)) {
		r.far = true
		return Position{}
	}
	return Position{Length(math.Round(x)), Length(math.Round(y))}
}

func (r *pathReader) line(to vector) {
	p := r.position(to)
	r.path.Line(p.X, p.Y)
	r.at = to
}

func (r *pathReader) curve(a, b, to vector) {
	r.path.Curve(r.position(a), r.position(b), r.position(to))
	r.control, r.at = b, to
}

// step reads and draws one command.
func (r *pathReader) step() error {
	verb := r.command | 0x20
	if len(r.path) == 0 && verb != 'm' {
		return fmt.Errorf("path data must begin with M, not with %q", string(r.command))
	}
	var err error
	switch verb {
	case 'z':
		r.path.Close()
		r.at = r.start
	case 'h', 'v':
		err = r.straight(verb)
	case 'a':
		err = r.arc()
	default:
		err = r.points(verb)
	}
	if err == nil && r.far {
		err = fmt.Errorf("path data goes beyond %d m", maxWritten/(1000*Millimetre))
	}
	r.before = verb
	if verb == 'm' { // pairs after the first of M are lines
		r.command -= 'm' - 'l'
	}
	return err
}

func (r *pathReader) straight(verb byte) error {
	v, err := r.number()
	if err != nil {
		return err
	}
	to := r.at
	switch {
	case verb == 'h' && r.relative():
		to.x += v
	case verb == 'h':
		to.x = v
	case r.relative():
		to.y += v
	default:
		to.y = v
	}
	r.line(to)
	return nil
}

var pairs = map[byte]int{'m': 1, 'l': 1, 'c': 3, 's': 2, 'q': 2, 't': 1}

func (r *pathReader) points(verb byte) error {
	p, err := r.vectors(pairs[verb])
	if err != nil {
		return err
	}
	switch verb {
	case 'm':
		to := r.position(p[0])
		r.path.Move(to.X, to.Y)
		r.at, r.start = p[0], p[0]
	case 'l':
		r.line(p[0])
	case 'c':
		r.curve(p[0], p[1], p[2])
	case 's':
		r.curve(r.mirrored("cs"), p[0], p[1])
	case 'q':
		r.quadratic(p[0], p[1])
	case 't':
		r.quadratic(r.mirrored("qt"), p[0])
	}
	return nil
}

// mirrored returns the last curve's control, mirrored at the current point, if the last command was one of kinds.
func (r *pathReader) mirrored(kinds string) vector {
	if strings.IndexByte(kinds, r.before) < 0 {
		return r.at
	}
	return r.control.towards(r.at, 2)
}

// quadratic draws a quadratic curve as the equal cubic.
func (r *pathReader) quadratic(c, end vector) {
	r.curve(r.at.towards(c, 2.0/3), end.towards(c, 2.0/3), end)
	r.control = c
}

// flag reads a 0 or a 1, which needs no space after it.
func (r *pathReader) flag() (bool, error) {
	r.skip()
	if r.rest == "" || r.rest[0] != '0' && r.rest[0] != '1' {
		return false, fmt.Errorf("path data %s where a flag, 0 or 1, is expected", found(r.rest))
	}
	c := r.rest[0]
	r.rest = r.rest[1:]
	return c == '1', nil
}

// arc reads an elliptical arc and draws it.
func (r *pathReader) arc() error {
	var v [3]float64 // the radii, then the rotation of the first in degrees
	for i := range v {
		var err error
		if v[i], err = r.number(); err != nil {
			return err
		}
	}
	large, err := r.flag()
	if err != nil {
		return err
	}
	sweep, err := r.flag()
	if err != nil {
		return err
	}
	to, err := r.vectors(1)
	if err != nil {
		return err
	}
	if rx, ry := math.Abs(v[0]), math.Abs(v[1]); rx == 0 || ry == 0 {
		r.line(to[0]) // SVG 1.1, F.6.6
	} else if to[0] != r.at {
		r.ellipse(arc{rx, ry, v[2], large, sweep, to[0]})
	}
	return nil
}

// arc is an elliptical arc as path data give it: radii, rotation of the first one, the larger of two arcs or not, the
// direction in which angles increase or not, and the end.
type arc struct {
	rx, ry, degrees float64
	large, sweep    bool
	to              vector
}

// ellipse draws an elliptical arc from the current point, one curve per quarter turn or less: SVG 1.1, F.6.5.
func (r *pathReader) ellipse(a arc) {
	rx, ry, to := a.rx, a.ry, a.to
	sin, cos := math.Sincos(math.Mod(a.degrees, 360) * math.Pi / 180)
	// In the plane where the ellipse is a unit circle around (0, 0), (x, y) is halfway from one end to the other.
	dx, dy := (r.at.x-to.x)/2, (r.at.y-to.y)/2
	x, y := (float64(cos*dx)+float64(sin*dy))/rx, (float64(cos*dy)-float64(sin*dx))/ry
	half := math.Hypot(x, y)
	if half > 1 { // the ends are too far apart: the ellipse grows
		rx, ry, x, y = rx*half, ry*half, x/half, y/half
	}
	// The distance of the centre from that line is the rest of the radius.
	off := math.Sqrt(max(0, 1-min(1, half*half))) / math.Hypot(x, y)
	if a.large == a.sweep {
		off = -off
	}
	cx, cy := off*y, -off*x
	from, until := math.Atan2(y-cy, x-cx), math.Atan2(-y-cy, -x-cx)
	turn := until - from
	if a.sweep && turn < 0 {
		turn += 2 * math.Pi
	} else if !a.sweep && turn > 0 {
		turn -= 2 * math.Pi
	}
	plane := Matrix{rx * cos, rx * sin, -ry * sin, ry * cos, 0, 0}
	plane.E, plane.F = r.at.towards(to, 0.5).x, r.at.towards(to, 0.5).y
	on := func(x, y float64) vector {
		x, y = plane.At(cx+x, cy+y)
		return vector{x, y}
	}
	n := max(1, math.Ceil(math.Abs(turn)/(math.Pi/2)-1e-9))
	step := turn / n
	k := 4.0 / 3 * math.Tan(step/4)
	for i := range int(n) {
		s0, c0 := math.Sincos(from + step*float64(i))
		s1, c1 := math.Sincos(from + step*float64(i+1))
		end := on(c1, s1)
		if i+1 == int(n) {
			end = to
		}
		r.curve(on(c0-k*s0, s0+k*c0), on(c1+k*s1, s1-k*c1), end)
	}
}

// Fitted returns p scaled from a view of the given size into box. The two axes scale independently.
func (p Path) Fitted(view Size, box Rect) Path {
	q := make(Path, len(p))
	for i, s := range p {
		for j := range s.P {
			s.P[j] = Position{box.X + s.P[j].X*box.W/view.W, box.Y + s.P[j].Y*box.H/view.H}
		}
		q[i] = s
	}
	return q
}
