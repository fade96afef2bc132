package layout

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

// A guilloche is a border of interlaced curves, as on banknotes. Ours is made of waves that repeat along each side.
// Their heights and phases come from the seed, so no two certificates have the same border, and a border copied to
// another name gives it away.
const (
	waveLength   = 13 * geom.Millimetre // approximate: a side holds a whole number of waves
	waveCurves   = 6                    // per band; more merge at print size
	waveSegments = 8                    // Bézier curves per wave: within 1 % of the sine's height
)

// wave is one curve of the band: the sum of a sine and its overtone.
type wave struct {
	height, phase         float64 // of the fundamental, in fractions of half the band and of a turn
	overtone, after, turn float64 // height, phase and frequency of the overtone
}

func (w wave) at(x float64) (y, slope float64) {
	a, b := 2*math.Pi*(x+w.phase), 2*math.Pi*(w.turn*x+w.after)
	y = w.height*math.Sin(a) + w.overtone*math.Sin(b)
	slope = 2 * math.Pi * (w.height*math.Cos(a) + w.overtone*w.turn*math.Cos(b))
	return y, slope
}

// waves returns the curves for a seed.
func waves(seed string) []wave {
	hash := sha256.Sum256([]byte(seed))
	part := func(i int) float64 { return float64(hash[i%len(hash)]) / 256 }
	turn := 2 + float64(hash[31]%2) // waves of the overtone per wave of the fundamental
	out := make([]wave, waveCurves)
	for i := range out {
		out[i] = wave{
			height:   0.55 + 0.2*part(3*i),
			phase:    float64(i)/waveCurves + 0.06*part(3*i+1),
			overtone: 0.12 + 0.13*part(3*i+2),
			after:    part(i + 20),
			turn:     turn,
		}
	}
	return out
}

// guilloche draws a band of curves along the inside of box. It leaves the space corner free at each corner.
func guilloche(box geom.Rect, band, corner geom.Length, seed string, pen page.Stroke) []page.Item {
	curves := waves(seed)
	half := band / 2
	across, down := newTile(curves, box.W-2*corner, half, pen), newTile(curves, box.H-2*corner, half, pen)
	side := func(t tile, x, y geom.Length, turn float64) page.Item { // (x, y) is the start of the centre line
		return &page.Group{At: geom.Position{X: x, Y: y}, Turn: turn, Items: t.row()}
	}
	return []page.Item{
		side(across, box.X+corner, box.Y+half, 0),
		side(down, box.Right()-half, box.Y+corner, 90),
		side(across, box.Right()-corner, box.Bottom()-half, 180),
		side(down, box.X+half, box.Bottom()-corner, 270),
	}
}

// tile is one wave of a band and the number of waves per side.
type tile struct {
	wave         *page.Image // drawn once in a PDF; has a margin, because lines may extend beyond their points
	length, half geom.Length
	margin       geom.Length
	n            int
}

// newTile returns the tile for a side of the given length.
func newTile(curves []wave, side, half geom.Length, pen page.Stroke) tile {
	n := max(1, int((side+waveLength/2)/waveLength))
	t := tile{length: side / geom.Length(n), half: half, margin: pen.Width, n: n}
	p := make(geom.Path, 0, len(curves)*(1+waveSegments))
	for _, w := range curves {
		w.draw(&p, geom.Position{X: t.margin, Y: half + t.margin}, t.length, half)
	}
	size := t.box(0).Size()
	name := sha256.Sum256(fmt.Append(nil, curves, size, pen.Width, pen.Colour))
	t.wave = &page.Image{Name: hex.EncodeToString(name[:]), Format: "svg", Size: size,
		Items: []page.Item{&page.Path{Outline: p, Stroke: &pen}}}
	return t
}

// box returns the position of wave i, measured from the start of the centre line.
func (t tile) box(i int) geom.Rect {
	return geom.Rect{X: geom.Length(i)*t.length - t.margin, Y: -t.half - t.margin, W: t.length + 2*t.margin,
		H: 2 * (t.half + t.margin)}
}

// row returns the waves of one side.
func (t tile) row() []page.Item {
	out, pictures := make([]page.Item, t.n), make([]page.Picture, t.n)
	for i := range out {
		pictures[i] = page.Picture{Box: t.box(i), Image: t.wave}
		out[i] = &pictures[i]
	}
	return out
}

// draw adds one wave of the given length from a start as cubic curves with the slopes of the sine.
func (w wave) draw(p *geom.Path, from geom.Position, length, half geom.Length) {
	position := func(x, y float64) geom.Position {
		return geom.Position{X: from.X + length.Scale(x), Y: from.Y + half.Scale(y)}
	}
	const step = 1.0 / waveSegments
	y0, s0 := w.at(0)
	start := position(0, y0)
	p.Move(start.X, start.Y)
	for i := range waveSegments {
		x := float64(i) * step
		y1, s1 := w.at(x + step)
		p.Curve(position(x+step/3, y0+s0*step/3), position(x+2*step/3, y1-s1*step/3), position(x+step, y1))
		y0, s0 = y1, s1
	}
}
