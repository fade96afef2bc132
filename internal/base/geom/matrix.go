package geom

import "math"

// Matrix is an affine map of the plane: (x, y) maps to (A x + C y + E, B x + D y + F). SVG and PDF write the six
// numbers in this order. The zero value maps everything to the origin.
type Matrix struct{ A, B, C, D, E, F float64 }

// At returns the image of (x, y). Each product is rounded separately: a fused multiply-add would change the last bit on
// some processors.
func (m Matrix) At(x, y float64) (float64, float64) {
	return float64(m.A*x) + float64(m.C*y) + m.E, float64(m.B*x) + float64(m.D*y) + m.F
}

// Times returns the map that maps by n first and then by m.
func (m Matrix) Times(n Matrix) Matrix {
	a, b := m.Way(n.A, n.B)
	c, d := m.Way(n.C, n.D)
	e, f := m.At(n.E, n.F)
	return Matrix{a, b, c, d, e, f}
}

// Way returns the image of a direction, which ignores E and F.
func (m Matrix) Way(x, y float64) (float64, float64) {
	return float64(m.A*x) + float64(m.C*y), float64(m.B*x) + float64(m.D*y)
}

// Inverse returns the inverse map. ok is false if m flattens the plane.
func (m Matrix) Inverse() (back Matrix, ok bool) {
	det := float64(m.A*m.D) - float64(m.B*m.C)
	back = Matrix{m.D / det, -m.B / det, -m.C / det, m.A / det, 0, 0}
	e, f := back.Way(m.E, m.F)
	back.E, back.F = -e, -f
	return back, det != 0 && !math.IsInf(1/det, 0)
}

// Stretch returns the largest and smallest factor by which m lengthens a vector: the singular values of its linear
// part. They are equal if circles stay circles; least is 0 if m flattens the plane to a line.
func (m Matrix) Stretch() (most, least float64) {
	p, q := math.Hypot(m.A+m.D, m.B-m.C)/2, math.Hypot(m.A-m.D, m.B+m.C)/2
	return p + q, math.Abs(p - q)
}

// Turn returns sine and cosine of an angle in degrees, exact at the quarters.
func Turn(degrees float64) (sin, cos float64) {
	switch math.Mod(math.Mod(degrees, 360)+360, 360) {
	case 0:
		return 0, 1
	case 90:
		return 1, 0
	case 180:
		return 0, -1
	case 270:
		return -1, 0
	}
	return math.Sincos(degrees * math.Pi / 180)
}
