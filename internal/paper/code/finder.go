package code

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode/detector"
)

// The limits of the search for finder patterns in one bitmap. They are counts, so
// that the same picture gives the same result on every machine.
const (
	rowStep    = 3     // the core of a pattern is three modules high, and a module at least a pixel
	maxWalked  = 16    // pixels looked at around likely places, for each pixel of the bitmap
	maxCentres = 4_096 // places that look like a pattern
	recent     = 256   // of them, those that a row may meet again
	maxChosen  = 128   // of them, those met most often, that are put together to symbols
	maxTries   = 16    // symbols
)

// centre is where a finder pattern seems to be.
type centre struct {
	x, y, module float64
	met          int // by how many rows
}

// finder looks for finder patterns in a bitmap.
type finder struct {
	bits          *gozxing.BitMatrix
	width, height int
	left          int // pixels that may still be looked at around likely places
	centres       []centre
}

// find returns the patterns that were met most often, first. It stops early when the
// picture is so full of them that the budget is spent, and when ctx ends.
func find(ctx context.Context, bits *gozxing.BitMatrix) []centre {
	f := finder{bits: bits, width: bits.GetWidth(), height: bits.GetHeight()}
	f.left = maxWalked * f.width * f.height
	for y := rowStep - 1; y < f.height && f.left > 0 && len(f.centres) < maxCentres; y += rowStep {
		if y%64 < rowStep && ctx.Err() != nil {
			return nil
		}
		f.row(y)
	}
	slices.SortStableFunc(f.centres, func(a, b centre) int { return cmp.Compare(b.met, a.met) })
	return f.centres[:min(len(f.centres), maxChosen)]
}

// row looks at a row for runs in the proportions of a pattern.
func (f *finder) row(y int) {
	var runs [5]int
	for x := 0; x < f.width; {
		dark, from := f.bits.Get(x, y), x
		for x++; x < f.width && f.bits.Get(x, y) == dark; x++ {
		}
		copy(runs[:], runs[1:])
		runs[4] = x - from
		if dark && proportions(runs[:], 2) {
			f.meet(float64(x-runs[4]-runs[3])-float64(runs[2])/2, y, runs)
		}
	}
}

// proportions reports whether runs are as 1:1:3:1:1. A run may be wrong by a part of
// a module.
func proportions(runs []int, part float64) bool {
	total := 0
	for _, n := range runs {
		if n == 0 {
			return false
		}
		total += n
	}
	if total < 7 {
		return false
	}
	module := float64(total) / 7
	for i, n := range runs {
		modules := 1.0
		if i == 2 {
			modules = 3
		}
		if math.Abs(modules*module-float64(n)) >= modules*module/part {
			return false
		}
	}
	return true
}

// meet checks a likely pattern along its column, its row and a diagonal, and notes it.
func (f *finder) meet(x float64, y int, runs [5]int) {
	total := runs[0] + runs[1] + runs[2] + runs[3] + runs[4]
	column, length, ok := f.across(int(x), y, 0, 1, total)
	if !ok || 5*abs(length-total) >= 2*total {
		return
	}
	middle := float64(y) + column
	row, length, ok := f.across(int(x), int(middle), 1, 0, total)
	if !ok || 5*abs(length-total) >= total {
		return
	}
	x = float64(int(x)) + row
	if _, _, ok := f.across(int(x), int(middle), 1, 1, total); !ok {
		return
	}
	f.note(centre{x, middle, float64(total) / 7, 1})
}

func abs(n int) int { return max(n, -n) }

// across measures the runs along a line through a place, in both directions. It
// returns the middle of the pattern, in steps from the start of the place's pixel,
// and the length of all runs. No run may be longer than usual.
func (f *finder) across(x, y, dx, dy, usual int) (middle float64, length int, ok bool) {
	var runs [5]int
	walk := func(from, step int, order [3]int) bool {
		for i, at := 0, from; i < len(order); i++ {
			for ; runs[order[i]] <= usual; at += step {
				u, v := x+at*dx, y+at*dy
				f.left--
				if u < 0 || v < 0 || u >= f.width || v >= f.height {
					return i == 2 && runs[order[i]] > 0 // the pattern may end with the picture
				}
				if f.bits.Get(u, v) != (i != 1) {
					break
				}
				runs[order[i]]++
			}
			if n := runs[order[i]]; n > usual || n == 0 {
				return false
			}
		}
		return true
	}
	if !walk(0, -1, [3]int{2, 1, 0}) {
		return 0, 0, false
	}
	back := runs[2]
	if x+dx >= f.width || y+dy >= f.height || !f.bits.Get(x+dx, y+dy) {
		// The place is the last of its core: walk on as if it were not.
		runs[2]--
		if !walk(0, 1, [3]int{2, 3, 4}) {
			return 0, 0, false
		}
	} else if !walk(1, 1, [3]int{2, 3, 4}) {
		return 0, 0, false
	}
	part := 2.0
	if dx != 0 && dy != 0 {
		part = 1.333 // corners of modules are blunt
	}
	length = runs[0] + runs[1] + runs[2] + runs[3] + runs[4]
	return 1 - float64(back) + float64(runs[2])/2, length, proportions(runs[:], part)
}

// note adds a sighting to the pattern that it belongs to.
func (f *finder) note(c centre) {
	for i := len(f.centres) - 1; i >= max(0, len(f.centres)-recent); i-- {
		f.left--
		old := &f.centres[i]
		apart := math.Abs(c.module - old.module)
		if math.Abs(old.x-c.x) > c.module || math.Abs(old.y-c.y) > c.module || apart > max(1, old.module) {
			continue
		}
		n := float64(old.met)
		old.x, old.y = (n*old.x+c.x)/(n+1), (n*old.y+c.y)/(n+1)
		old.module = (n*old.module + c.module) / (n + 1)
		old.met++
		return
	}
	f.centres = append(f.centres, c)
}

// corners are three patterns that may belong to one symbol.
type corners struct {
	of   [3]centre
	cost float64 // how far they are from a right angle with equal legs, in square pixels
}

// symbols returns the likeliest corners, the best first.
func symbols(centres []centre) (best []corners) {
	centres = slices.Clone(centres)
	slices.SortStableFunc(centres, func(a, b centre) int { return cmp.Compare(a.module, b.module) })
	square := func(a, b centre) float64 { return (a.x-b.x)*(a.x-b.x) + (a.y-b.y)*(a.y-b.y) }
	for i, a := range centres {
		for j := i + 1; j < len(centres) && centres[j].module <= 1.4*a.module; j++ {
			b := centres[j]
			ab := square(a, b)
			for k := j + 1; k < len(centres) && centres[k].module <= 1.4*a.module; k++ {
				c := centres[k]
				ac, bc := square(a, c), square(b, c)
				longest := max(ab, ac, bc)
				// Both legs of such a triangle have half the square of its longest side.
				cost := math.Abs(longest-2*(ab+ac+bc-longest-min(ab, ac, bc))) + math.Abs(longest-2*min(ab, ac, bc))
				if len(best) == maxTries && cost >= best[maxTries-1].cost {
					continue
				}
				at, _ := slices.BinarySearchFunc(best, cost, func(t corners, cost float64) int {
					if t.cost <= cost {
						return -1
					}
					return 1
				})
				best = slices.Insert(best, at, corners{[3]centre{a, b, c}, cost})
				best = best[:min(len(best), maxTries)]
			}
		}
	}
	return best
}

// info puts corners into order, for the detector.
func (c corners) info() *detector.FinderPatternInfo {
	var all [3]*detector.FinderPattern
	for i, p := range c.of {
		all[i] = detector.NewFinderPattern(p.x, p.y, p.module, p.met)
	}
	below, corner, right := gozxing.ResultPoint_OrderBestPatterns(all[0], all[1], all[2])
	return detector.NewFinderPatternInfo(below.(*detector.FinderPattern), corner.(*detector.FinderPattern),
		right.(*detector.FinderPattern))
}
