package geom

import (
	"fmt"
	"strconv"
	"strings"
)

// maxSegments bounds a path that is written as text. The most detailed coat of
// arms that was tried has 4,000 segments.
const maxSegments = 20_000

// ParsePath reads SVG path data (SVG 1.1, section 8.3) in which the number 1
// is as long as unit. It knows the commands M, L, H, V, C, S, Q, T and Z, in
// capitals (absolute) and small letters (relative). Elliptical arcs (A) are an
// error: drawing programs write them as curves when asked to.
func ParsePath(data string, unit Length) (Path, error) {
	r := pathReader{rest: data, unit: unit}
	for {
		r.skip()
		if r.rest == "" {
			return r.path, nil
		}
		if c := r.rest[0]; strings.IndexByte("MmLlHhVvCcSsQqTtZz", c) >= 0 {
			r.command, r.rest = c, r.rest[1:]
		} else if r.command == 0 || r.command|0x20 == 'z' {
			return nil, fmt.Errorf("path data has %q where a command such as M, L or C is expected", short(r.rest))
		}
		if err := r.step(); err != nil {
			return nil, err
		}
		if len(r.path) > maxSegments {
			return nil, fmt.Errorf("path data has more than %d segments", maxSegments)
		}
	}
}

type pathReader struct {
	rest    string
	unit    Length
	command byte
	path    Path
	at      Position // current point
	start   Position // of the contour
	control Position // of the last curve, for S and T
	before  byte     // the last command, small letter
}

func short(s string) string { return s[:min(len(s), 12)] }

func (r *pathReader) skip() { r.rest = strings.TrimLeft(r.rest, " \t\r\n,") }

// number reads the next number: "10", "-.5", "1e-3"; a sign or a second point
// begins the next one.
func (r *pathReader) number() (float64, error) {
	r.skip()
	end, point, exponent := 0, false, false
scan:
	for ; end < len(r.rest); end++ {
		switch c := r.rest[end]; {
		case c >= '0' && c <= '9':
		case c == '.' && !point && !exponent:
			point = true
		case (c == 'e' || c == 'E') && !exponent && end > 0:
			exponent = true
		case (c == '-' || c == '+') && (end == 0 || r.rest[end-1]|0x20 == 'e'):
		default:
			break scan
		}
	}
	v, err := strconv.ParseFloat(r.rest[:end], 64)
	if limit := float64(maxWritten) / float64(max(r.unit, 1)); err != nil || v > limit || v < -limit {
		return 0, fmt.Errorf("path data has %q where a number is expected", short(r.rest))
	}
	r.rest = r.rest[end:]
	return v, nil
}

// positions reads n pairs of numbers.
func (r *pathReader) positions(n int) (p [3]Position, err error) {
	for i := range n {
		x, errX := r.number()
		y, errY := r.number()
		if errX != nil || errY != nil {
			return p, errOr(errX, errY)
		}
		p[i] = Position{r.unit.Scale(x), r.unit.Scale(y)}
		if r.relative() {
			p[i] = p[i].Add(r.at)
		}
	}
	return p, nil
}

func errOr(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

func (r *pathReader) relative() bool { return r.command >= 'a' }

// step reads what one command needs and draws it.
func (r *pathReader) step() error {
	verb := r.command | 0x20
	if len(r.path) == 0 && verb != 'm' {
		return fmt.Errorf("path data begins with %q and not with M", string(r.command))
	}
	var err error
	switch verb {
	case 'z':
		r.path.Close()
		r.at = r.start
	case 'h', 'v':
		err = r.straight(verb)
	default:
		err = r.points(verb)
	}
	r.before = verb
	if verb == 'm' { // further pairs after M are lines
		r.command -= 'm' - 'l'
	}
	return err
}

func (r *pathReader) straight(verb byte) error {
	v, err := r.number()
	if err != nil {
		return err
	}
	to, d := r.at, r.unit.Scale(v)
	switch {
	case verb == 'h' && r.relative():
		to.X += d
	case verb == 'h':
		to.X = d
	case r.relative():
		to.Y += d
	default:
		to.Y = d
	}
	r.path.Line(to.X, to.Y)
	r.at = to
	return nil
}

var pairs = map[byte]int{'m': 1, 'l': 1, 'c': 3, 's': 2, 'q': 2, 't': 1}

func (r *pathReader) points(verb byte) error {
	p, err := r.positions(pairs[verb])
	if err != nil {
		return err
	}
	end := p[pairs[verb]-1]
	switch verb {
	case 'm':
		r.path.Move(end.X, end.Y)
		r.start = end
	case 'l':
		r.path.Line(end.X, end.Y)
	case 'c':
		r.path.Curve(p[0], p[1], end)
		r.control = p[1]
	case 's':
		r.path.Curve(r.mirrored("cs"), p[0], end)
		r.control = p[0]
	case 'q':
		r.quadratic(p[0], end)
	case 't':
		r.quadratic(r.mirrored("qt"), end)
	}
	r.at = end
	return nil
}

// mirrored returns the control of the last curve, mirrored at the current
// point, when the last command was one of kinds.
func (r *pathReader) mirrored(kinds string) Position {
	if strings.IndexByte(kinds, r.before) < 0 {
		return r.at
	}
	return Position{2*r.at.X - r.control.X, 2*r.at.Y - r.control.Y}
}

// quadratic draws a curve with one control as the cubic that equals it.
func (r *pathReader) quadratic(c, end Position) {
	third := func(a, b Length) Length { return a + (b-a)*2/3 }
	r.path.Curve(Position{third(r.at.X, c.X), third(r.at.Y, c.Y)}, Position{third(end.X, c.X), third(end.Y, c.Y)}, end)
	r.control = c
}

// Fitted returns p scaled from a view of the given size into box. The two
// sides scale on their own.
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
