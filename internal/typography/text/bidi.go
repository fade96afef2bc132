package text

import "golang.org/x/text/unicode/bidi"

// This file implements the Unicode Bidirectional Algorithm, UAX #9, rules P2 to L2; rule names are next to their code.
// The bidi packages of x/text and go-text return merged runs and hide the levels, which rule L2 needs on a line ("ab אב
// 12" in a left-to-right paragraph), and so do numbers inside right-to-left names. So only the character classes come
// from x/text. All 91,707 lines of BidiCharacterTest.txt pass.

// Direction is the direction of a paragraph.
type Direction uint8

// The directions. Auto is the direction of the first strong character (UAX #9, rules P2 and P3). Without one, as in a
// date in digits, it is that of the paragraph's language (HL1), or left to right if unknown.
const (
	Auto Direction = iota
	LeftToRight
	RightToLeft
)

const (
	maxDepth    = 125 // deepest explicit embedding level, UAX #9, BD2
	maxBrackets = 63  // open brackets tracked, UAX #9, BD16
)

// unmatched marks a rune without a partner in resolver.partner.
const unmatched = -1

// levels is the result of the algorithm for one paragraph, before rule L1, which depends on the lines.
type levels struct {
	base    uint8        // of the paragraph
	of      []uint8      // of each rune
	classes []bidi.Class // of each rune, before any rule
}

// resolver computes the levels of a paragraph.
type resolver struct {
	levels
	text    []rune
	types   []bidi.Class // current classes, changed rule by rule
	partner []int        // of an isolate initiator its PDI, or len(text); of a PDI its initiator; otherwise unmatched
	kept    []int        // indices of the runes that rule X9 keeps
}

// resolveLevels returns the embedding levels of text, which is one paragraph. Runes that rule X9 removes get the level
// of the rune before them.
func resolveLevels(text []rune, d Direction) levels {
	r := resolver{text: text}
	r.classes = make([]bidi.Class, len(text))
	plain := d != RightToLeft
	for i, c := range text {
		r.classes[i] = classOf(c)
		switch r.classes[i] {
		case bidi.L, bidi.EN, bidi.ES, bidi.ET, bidi.CS, bidi.NSM, bidi.WS, bidi.ON, bidi.BN:
		default:
			plain = false
		}
	}
	r.of = make([]uint8, len(text))
	if plain { // all levels are 0: nothing reads from right to left
		return r.levels
	}
	r.types = append([]bidi.Class(nil), r.classes...)
	r.pairIsolates()
	switch d {
	case Auto:
		r.base = r.firstStrong(0, len(text))
	case RightToLeft:
		r.base = 1
	}
	r.explicitLevels()
	r.resolveSequences()
	r.levelRemoved()
	return r.levels
}

func classOf(r rune) bidi.Class {
	p, _ := bidi.LookupRune(r)
	return p.Class()
}

// strong reports whether text has a strong character.
func strong(text []rune) bool {
	for _, r := range text {
		switch classOf(r) {
		case bidi.L, bidi.R, bidi.AL:
			return true
		}
	}
	return false
}

func initiates(c bidi.Class) bool { return c == bidi.LRI || c == bidi.RLI || c == bidi.FSI }

// removed reports whether rule X9 removes runes of class c.
func removed(c bidi.Class) bool {
	switch c {
	case bidi.LRE, bidi.RLE, bidi.LRO, bidi.RLO, bidi.PDF, bidi.BN:
		return true
	}
	return false
}

// classOfLevel returns the strong class for the direction of a level.
func classOfLevel(l uint8) bidi.Class {
	if l&1 == 1 {
		return bidi.R
	}
	return bidi.L
}

// pairIsolates finds the partner of every isolate initiator and PDI (BD9).
func (r *resolver) pairIsolates() {
	r.partner = make([]int, len(r.text))
	var open []int
	for i, c := range r.classes {
		r.partner[i] = unmatched
		switch {
		case initiates(c):
			r.partner[i] = len(r.text)
			open = append(open, i)
		case c == bidi.PDI && len(open) > 0:
			from := open[len(open)-1]
			open = open[:len(open)-1]
			r.partner[from], r.partner[i] = i, from
		}
	}
}

// firstStrong returns the level for the first strong character of text[from:to], skipping isolates (P2, P3).
func (r *resolver) firstStrong(from, to int) uint8 {
	for i := from; i < to; i++ {
		switch c := r.classes[i]; {
		case c == bidi.L:
			return 0
		case c == bidi.R || c == bidi.AL:
			return 1
		case initiates(c):
			i = r.partner[i]
		}
	}
	return 0
}

// status is an entry of the directional status stack (BD11 and X1).
type status struct {
	level    uint8
	override bidi.Class // L or R, ON when neutral
	isolate  bool
}

// explicitLevels applies rules X1 to X8.
func (r *resolver) explicitLevels() {
	stack := append(make([]status, 0, 8), status{r.base, bidi.ON, false})
	var isolateOverflow, embeddingOverflow, isolates int

	for i, c := range r.classes {
		top := stack[len(stack)-1]
		r.of[i] = top.level
		switch {
		case initiates(c), c == bidi.LRE, c == bidi.RLE, c == bidi.LRO, c == bidi.RLO:
			next := status{(top.level + 2) &^ 1, bidi.ON, initiates(c)}
			if c == bidi.RLE || c == bidi.RLO || c == bidi.RLI ||
				c == bidi.FSI && r.firstStrong(i+1, r.partner[i]) == 1 {
				next.level = (top.level + 1) | 1
			}
			switch c {
			case bidi.LRO:
				next.override = bidi.L
			case bidi.RLO:
				next.override = bidi.R
			}
			if next.isolate && top.override != bidi.ON { // X5a
				r.types[i] = top.override
			}
			switch {
			case next.level <= maxDepth && isolateOverflow == 0 && embeddingOverflow == 0:
				stack = append(stack, next)
				if next.isolate {
					isolates++
				}
			case next.isolate:
				isolateOverflow++
			case isolateOverflow == 0:
				embeddingOverflow++
			}
		case c == bidi.PDI: // X6a
			switch {
			case isolateOverflow > 0:
				isolateOverflow--
			case isolates > 0:
				embeddingOverflow = 0
				for !stack[len(stack)-1].isolate {
					stack = stack[:len(stack)-1]
				}
				stack = stack[:len(stack)-1]
				isolates--
			}
			top = stack[len(stack)-1]
			r.of[i] = top.level
			if top.override != bidi.ON {
				r.types[i] = top.override
			}
		case c == bidi.PDF: // X7
			switch {
			case isolateOverflow > 0:
			case embeddingOverflow > 0:
				embeddingOverflow--
			case !top.isolate && len(stack) > 1:
				stack = stack[:len(stack)-1]
			}
		case c == bidi.B: // X8
			r.of[i] = r.base
		case c != bidi.BN && top.override != bidi.ON: // X6
			r.types[i] = top.override
		}
	}
}

// resolveSequences divides the text into isolating run sequences (X9, X10, BD13) and resolves each. All are found
// before any is resolved, because their ends depend on the explicit levels.
func (r *resolver) resolveSequences() {
	for i, c := range r.classes {
		if !removed(c) {
			r.kept = append(r.kept, i)
		}
	}
	type span struct{ from, to int } // of kept
	var runs []span
	startingAt := make(map[int]span) // runs by the index of the matched PDI at their start
	for from := 0; from < len(r.kept); {
		to := from + 1
		for to < len(r.kept) && r.of[r.kept[to]] == r.of[r.kept[from]] {
			to++
		}
		runs = append(runs, span{from, to})
		if first := r.kept[from]; r.classes[first] == bidi.PDI && r.partner[first] != unmatched {
			startingAt[first] = span{from, to}
		}
		from = to
	}
	var sequences []*sequence
	for _, run := range runs {
		first := r.kept[run.from]
		if _, continues := startingAt[first]; continues {
			continue
		}
		s := &sequence{resolver: r, level: r.of[first]}
		before, after := r.base, r.base
		if run.from > 0 {
			before = r.of[r.kept[run.from-1]]
		}
		for {
			s.at = append(s.at, r.kept[run.from:run.to]...)
			last := r.kept[run.to-1]
			if initiates(r.classes[last]) {
				if next, ok := startingAt[r.partner[last]]; ok {
					run = next
					continue
				}
			} else if run.to < len(r.kept) {
				after = r.of[r.kept[run.to]]
			}
			break
		}
		s.sos = classOfLevel(max(s.level, before))
		s.eos = classOfLevel(max(s.level, after))
		sequences = append(sequences, s)
	}
	for _, s := range sequences {
		s.resolve()
	}
}

// levelRemoved gives runes removed by rule X9 the level of the rune before them, so that they do not interrupt a run.
func (r *resolver) levelRemoved() {
	for i, c := range r.classes {
		if removed(c) {
			r.of[i] = r.base
			if i > 0 {
				r.of[i] = r.of[i-1]
			}
		}
	}
}

// onLine returns a copy of the levels of text[from:to] for a line made of these runes (L1).
func (l levels) onLine(from, to int) []uint8 {
	of := append([]uint8(nil), l.of[from:to]...)
	reset := true // only space so far before a separator or the end
	for i := to - 1; i >= from; i-- {
		switch c := l.classes[i]; {
		case c == bidi.B || c == bidi.S:
			reset = true
		case c == bidi.WS || c == bidi.PDI || initiates(c) || removed(c):
		default:
			reset = false
		}
		if reset {
			of[i-from] = l.base
		}
	}
	return of
}

// visualOrder returns the indices of pieces with the given levels in visual order from left to right (L2).
func visualOrder(of []uint8) []int {
	order := make([]int, len(of))
	var highest, lowestOdd uint8 = 0, maxDepth + 2
	for i, l := range of {
		order[i] = i
		highest = max(highest, l)
		if l&1 == 1 {
			lowestOdd = min(lowestOdd, l)
		}
	}
	for level := highest; level >= lowestOdd; level-- {
		for i := 0; i < len(order); i++ {
			from := i
			for i < len(order) && of[order[i]] >= level {
				i++
			}
			for a, b := from, i-1; a < b; a, b = a+1, b-1 {
				order[a], order[b] = order[b], order[a]
			}
		}
	}
	return order
}
