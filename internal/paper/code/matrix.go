package code

import (
	"math/bits"
	"sync"
)

const maxModules = 17 + 4*maxVersion

// grid holds modules as bits: module (x, y) is bit x%64 of word y in half x/64. An operation on a word handles 64
// adjacent modules.
type grid [2][maxModules]uint64

func (g *grid) set(x, y int) { g[x/64][y] |= 1 << (x % 64) }

func (g *grid) dark(x, y int) bool { return g[x/64][y]>>(x%64)&1 != 0 }

// pair is a grid and its transpose, in which columns are rows, so that an operation along columns also works along
// rows.
type pair [2]grid

func (p *pair) set(x, y int) {
	p[0].set(x, y)
	p[1].set(y, x)
}

// put sets a module to bit without a branch, which would be unpredictable.
func (p *pair) put(x, y int, bit uint64) {
	p[0][x/64][y] |= bit << (x % 64)
	p[1][y/64][x] |= bit << (y % 64)
}

// masks are the data masks: they invert a module where they return true (ISO/IEC 18004, table 10).
var masks = [8]func(x, y int) bool{
	func(x, y int) bool { return (x+y)%2 == 0 },
	func(x, y int) bool { return y%2 == 0 },
	func(x, y int) bool { return x%3 == 0 },
	func(x, y int) bool { return (x+y)%3 == 0 },
	func(x, y int) bool { return (y/2+x/3)%2 == 0 },
	func(x, y int) bool { return x*y%2+x*y%3 == 0 },
	func(x, y int) bool { return (x*y%2+x*y%3)%2 == 0 },
	func(x, y int) bool { return ((x+y)%2+x*y%3)%2 == 0 },
}

// plan holds what all symbols of a version have in common.
type plan struct {
	side   int
	places [][2]uint8 // column and row of every data bit, in order
	fixed  pair       // the function patterns
	masks  [8]pair
}

// plans are made on first use.
var plans = func() (plans [maxVersion + 1]func() *plan) {
	for version := range plans {
		plans[version] = sync.OnceValue(func() *plan { return newPlan(version) })
	}
	return plans
}()

func newPlan(version int) *plan {
	p := &plan{side: 17 + 4*version}
	var taken grid
	function := func(x, y int, dark bool) {
		if x < 0 || y < 0 || x >= p.side || y >= p.side {
			return
		}
		taken.set(x, y)
		if dark {
			p.fixed.set(x, y)
		}
	}
	// rings draws concentric squares around a centre.
	rings := func(middleX, middleY, reach int, dark func(ring int) bool) {
		for y := -reach; y <= reach; y++ {
			for x := -reach; x <= reach; x++ {
				function(middleX+x, middleY+y, dark(max(x, -x, y, -y)))
			}
		}
	}
	far := p.side - 4
	for _, at := range [][2]int{{3, 3}, {far, 3}, {3, far}} { // finders with their separators
		rings(at[0], at[1], 4, func(ring int) bool { return ring != 2 && ring != 4 })
	}
	middles := alignments(version)
	for _, y := range middles {
		for _, x := range middles {
			if !taken.dark(x, y) {
				rings(x, y, 2, func(ring int) bool { return ring != 1 })
			}
		}
	}
	for i := 8; i < p.side-8; i++ { // timing patterns
		function(i, 6, i%2 == 0)
		function(6, i, i%2 == 0)
	}
	for i, at := range formatPlaces(p.side) { // reserved here, set with the mask
		function(at[0], at[1], i >= 30)
	}
	if version >= 7 {
		information := checked(version, 12, 0x1f25)
		for i := range 18 {
			dark := information>>i&1 != 0
			function(i/3, p.side-11+i%3, dark)
			function(p.side-11+i%3, i/3, dark)
		}
	}
	p.zigzag(&taken)
	return p
}

// zigzag finds the places of the data: in pairs of columns from the right, alternately up and down, skipping reserved
// modules and the timing column.
func (p *plan) zigzag(taken *grid) {
	y, step := p.side-1, -1
	for right := p.side - 1; right > 0; right -= 2 {
		if right == 6 {
			right--
		}
		for ; y >= 0 && y < p.side; y += step {
			for x := right; x > right-2; x-- {
				if taken.dark(x, y) {
					continue
				}
				p.places = append(p.places, [2]uint8{uint8(x), uint8(y)})
				for i, turned := range masks {
					if turned(x, y) {
						p.masks[i].set(x, y)
					}
				}
			}
		}
		step = -step
		y += step
	}
}

// alignments returns the columns, and rows, of the centres of a version's alignment patterns (ISO/IEC 18004, annex E).
func alignments(version int) []int {
	if version == 1 {
		return nil
	}
	gaps := version/7 + 1
	step := (4*version + 4 + gaps*2 - 1) / (gaps * 2) * 2 // even, rounded up
	middles := []int{6}
	for i := gaps - 1; i >= 0; i-- {
		middles = append(middles, 10+4*version-i*step)
	}
	return middles
}

// formatPlaces returns the columns and rows of the format information: twice 15 bits from lowest to highest, then the
// module that is always dark (ISO/IEC 18004, 7.9).
func formatPlaces(side int) (at [31][2]int) {
	for i := range 15 {
		switch {
		case i < 6:
			at[i] = [2]int{8, i}
		case i < 8:
			at[i] = [2]int{8, i + 1}
		case i == 8:
			at[i] = [2]int{7, 8}
		default:
			at[i] = [2]int{14 - i, 8}
		}
		if i < 8 {
			at[15+i] = [2]int{side - 1 - i, 8}
		} else {
			at[15+i] = [2]int{8, side - 15 + i}
		}
	}
	at[30] = [2]int{8, side - 8}
	return at
}

// checked returns a value followed by its check bits, the remainder of its division by a generator (ISO/IEC 18004,
// annexes C and D).
func checked(value, bits, generator int) int {
	remainder := value
	for range bits {
		remainder = remainder<<1 ^ remainder>>(bits-1)*generator
	}
	return value<<bits | remainder
}

// levelBits encode the level in the format information.
var levelBits = [...]int{L: 1, M: 0, Q: 3, H: 2}

// compose makes the symbol of a payload in a version that holds it.
func compose(payload string, level Level, version int) *Symbol {
	p, b := plans[version](), protection[version][level]
	var data, all [maxCodewords]byte
	total := codewords(version)
	words := write(data[:0], payload, class(version), room(version, level))
	interleave(all[:total], words, b)

	plain := p.fixed
	for i, word := range all[:total] {
		for j, at := range p.places[8*i : 8*i+8] {
			plain.put(int(at[0]), int(at[1]), uint64(word>>(7-j))&1)
		}
	}
	s := &Symbol{Modules: p.side, Version: version}
	places := formatPlaces(p.side)
	best := -1
	for i := range p.masks {
		masked := plain
		masked.turn(&p.masks[i], p.side)
		format := uint64(checked(levelBits[level]<<3|i, 10, 0x537) ^ 0x5412)
		for j, at := range places[:30] {
			masked.put(at[0], at[1], format>>(j%15)&1)
		}
		if penalty := masked.penalty(p.side); best < 0 || penalty < best {
			best, s.modules = penalty, masked[0]
		}
	}
	return s
}

// turn inverts the modules of p that are dark in a mask.
func (p *pair) turn(mask *pair, side int) {
	for i := range p {
		for half := range p[i] {
			words, turned := p[i][half][:side], mask[i][half][:side]
			for y := range words {
				words[y] ^= turned[y]
			}
		}
	}
}

// Penalties for features that make a symbol hard to read (ISO/IEC 18004, table 11).
const (
	weightRun     = 3
	weightBlock   = 3
	weightFinder  = 40
	weightBalance = 10
)

// penalty returns the score by which a mask is chosen. It equals go-qrcode's exactly, so that both choose the same
// mask: runs count from six modules on, not five.
func (p *pair) penalty(side int) int {
	first, second := ^uint64(0), uint64(0)
	if side < 64 {
		first = 1<<side - 1
	} else {
		second = 1<<(side-64) - 1
	}
	penalty := 0
	for i := range p {
		penalty += lines(p[i][0][:side], first)
		if second != 0 {
			penalty += lines(p[i][1][:side], second)
		}
	}
	g, dark, squares := &p[0], 0, 0
	for y := range side {
		a, b := g[0][y], g[1][y]
		dark += bits.OnesCount64(a) + bits.OnesCount64(b)
		if y > 0 {
			above, aboveB := ^(a ^ g[0][y-1]), ^(b ^ g[1][y-1])
			left, leftB := ^(a ^ a<<1), ^(b ^ (b<<1 | a>>63))
			squares += bits.OnesCount64(above&(above<<1)&left&first) +
				bits.OnesCount64(aboveB&(aboveB<<1|above>>63)&leftB&second)
		}
	}
	all := side * side
	deviation := max(all/2-dark, dark-all/2)
	return penalty + weightBlock*squares + weightBalance*(deviation/(all/20))
}

// lines scores columns of words: runs of one colour, and patterns that look like a finder. Only the given columns
// count.
//
// A finder is 1011101 with four light modules before or after it. The area before the first module is light, and a
// finder at the very end needs no light modules. Finders share at most one module: after a finder, go-qrcode continues
// as if eight dark modules were there, and the last of these may begin the next one.
func lines(words []uint64, columns uint64) int {
	const (
		before = 7 // rows above the first, all light
		never  = -maxModules
	)
	var (
		light   [before + maxModules]uint64 // this module and the three above are light
		core    [before + maxModules]uint64 // 011101 ends here
		row     [before + maxModules]uint64
		ends    [64]int // where the last finder ended
		runs    uint64  // the last six modules are alike
		a, b, c uint64  // the module equals that above, one, two and three rows up
		d       uint64
		score   int
		finders int
	)
	for i := range ends {
		ends[i] = never
	}
	for i := range before {
		light[i] = ^uint64(0)
	}
	copy(row[before:], words)
	last := before + len(words) - 1
	for y := before; y <= last; y++ {
		r := row[y]
		if y > before {
			same := ^(r ^ row[y-1]) & columns
			longer := same & a & b & c & d
			score += bits.OnesCount64(longer) + weightRun*bits.OnesCount64(longer&^runs)
			a, b, c, d, runs = same, a, b, c, longer
		}
		light[y] = ^(r | row[y-1] | row[y-2] | row[y-3])
		core[y] = ^row[y-5] & row[y-4] & row[y-3] & row[y-2] & ^row[y-1] & r
		behind := core[y] & row[y-6] & light[y-7]
		ahead := core[y-4] & light[y] // its first module has yet to be checked
		end := uint64(0)
		if y == last {
			end = core[y]
		}
		for found := (behind | ahead | end) & columns; found != 0; found &= found - 1 {
			x := bits.TrailingZeros64(found)
			bit := uint64(1) << x
			since := y - ends[x]
			// starts reports whether a finder's first module, n rows up, is dark.
			starts := func(n int) bool { return since == n || since > n && y-n >= before && row[y-n]&bit != 0 }
			if behind&bit != 0 && since > 10 || ahead&bit != 0 && starts(10) || end&bit != 0 && starts(6) {
				finders++
				ends[x] = y
			}
		}
	}
	return score + weightFinder*finders
}
