package text

import "lanyard/internal/base/geom"

// measure is the size at which rulers are made: large enough to make rounding irrelevant, small enough that squares of
// line widths fit into an int64.
const measure = 20 * geom.Point

// ruler holds the widths of everything in a piece, as if on one line. It is used to propose lines; whether they fit is
// known once they are shaped.
type ruler struct {
	advance  []geom.Length // at measure, of the clusters that start before each rune
	clusters []int         // number of those clusters that may be tracked
}

// rulerOf returns the ruler of q.
func (a *analysis) rulerOf(q *piece) *ruler {
	if q.ruler != nil {
		return q.ruler
	}
	advance := make([]geom.Length, len(q.text)+1) // of the cluster that starts at each byte
	clusters := make([]int, len(q.text)+1)
	whole := a.line(q, span{0, len(q.runes)})
	for i := range whole.runs {
		r := &whole.runs[i]
		size := r.size(measure)
		for _, g := range r.Glyphs {
			at := r.at + int(g.From)
			advance[at] += r.Font.Scale(int64(g.Advance), size)
			if r.tracks {
				clusters[at] = 1
			}
		}
	}
	q.ruler = &ruler{make([]geom.Length, len(q.offset)), make([]int, len(q.offset))}
	for i := range q.runes {
		q.ruler.advance[i+1] = q.ruler.advance[i] + advance[q.offset[i]]
		q.ruler.clusters[i+1] = q.ruler.clusters[i] + clusters[q.offset[i]]
	}
	return q.ruler
}

// breaker breaks one piece into lines.
type breaker struct {
	at      []int         // where lines may begin and end: 0, stops, length of the piece
	start   []geom.Length // ruler position of each
	end     []geom.Length // the same without the spaces that hang if a line ends there
	clings  []bool        // what stands before the stop belongs to what follows
	limit   geom.Length   // line width at measure
	balance bool          // make the last line as long as the others
}

// newBreaker prepares to break q at stops up to kind k, or only at those between whole names.
func (a *analysis) newBreaker(q *piece, k kind, tracking float64, whole bool) *breaker {
	r := a.rulerOf(q)
	position := func(i int) geom.Length {
		return r.advance[i] + (measure * geom.Length(r.clusters[i])).Scale(tracking)
	}
	b := &breaker{at: []int{0}, start: []geom.Length{0}, end: []geom.Length{0}, clings: []bool{false}}
	for _, s := range q.stops {
		clings := s.kind != forced && clings(q.runes[:s.at])
		if s.kind > k || whole && clings {
			continue
		}
		trimmed := s.at
		for trimmed > b.at[len(b.at)-1] && hangs(q.runes[trimmed-1]) {
			trimmed--
		}
		b.at = append(b.at, s.at)
		b.start = append(b.start, position(s.at))
		b.end = append(b.end, position(trimmed))
		b.clings = append(b.clings, clings)
	}
	return b
}

// width returns the width of a line from stop i to stop j.
func (b *breaker) width(i, j int) geom.Length { return b.end[j] - b.start[i] }

// lines breaks the piece into as few lines as possible, and as evenly as possible if there are at most most.
func (b *breaker) lines(most int) []span {
	ends := b.greedy()
	if n := len(ends); n > 1 && n <= most {
		if even := b.even(n); even != nil {
			ends = even
		}
	}
	spans := make([]span, len(ends))
	from := 0
	for i, e := range ends {
		spans[i] = span{b.at[from], b.at[e]}
		from = e
	}
	return spans
}

// greedy returns the stops at which lines end if each takes as much as it can.
func (b *breaker) greedy() (ends []int) {
	for i := 0; i < len(b.at)-1; {
		j := i + 1
		for j+1 < len(b.at) && b.width(i, j+1) <= b.limit {
			j++
		}
		ends = append(ends, j)
		i = j
	}
	return ends
}

// even returns the stops at which n lines end with the smallest sum of squared remaining widths, or nil if a line would
// be too long. Without balance the last line may be short, but no lone word if that can be avoided.
func (b *breaker) even(n int) []int {
	const unreachable = int64(1) << 62
	stops := len(b.at)
	cost := make([]int64, stops) // of lines up to each stop
	for j := 1; j < stops; j++ {
		cost[j] = unreachable
	}
	from := make([][]int, n) // start of line l if it ends at stop j
	for l := range n {
		next := make([]int64, stops)
		from[l] = make([]int, stops)
		for j := range next {
			next[j] = unreachable
			for i := j - 1; i >= 0 && b.width(i, j) <= b.limit; i-- {
				c := cost[i]
				if c == unreachable {
					continue
				}
				if b.balance || j < stops-1 {
					c += b.badness(i, j)
				} else {
					c += b.orphan(i, j)
				}
				if c < next[j] {
					next[j], from[l][j] = c, i
				}
			}
		}
		cost = next
	}
	if cost[stops-1] == unreachable {
		return nil
	}
	ends := make([]int, n)
	for l, j := n-1, stops-1; l >= 0; l-- {
		ends[l] = j
		j = from[l][j]
	}
	return ends
}

// em is the unit of badness: 4000 to the em.
const em = 4000

// steps returns a width in units of badness, limited so that the squares of a thousand lines do not overflow.
func steps(width geom.Length) int64 { return min(int64(width)/int64(measure/em), 1<<25) }

// orphan returns the badness of a last line that is shorter than half of the box: eight times the square of what it
// lacks, so that a word comes down from the line before it.
func (b *breaker) orphan(i, j int) int64 {
	lack := steps(max(0, b.limit/2-b.width(i, j)))
	return 8 * lack * lack
}

// badness returns the square of a line's remaining width. Breaking a double name at its hyphen, or behind a particle,
// costs as much as four ems.
func (b *breaker) badness(i, j int) int64 {
	room := steps(b.limit - b.width(i, j))
	bad := room * room
	if b.clings[j] {
		bad += (4 * em) * (4 * em)
	}
	return bad
}
