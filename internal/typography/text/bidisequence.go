package text

import (
	"slices"

	"golang.org/x/text/unicode/bidi"
)

// sequence is an isolating run sequence (UAX #9, BD13): runes of one level that are adjacent once the isolates between
// them are removed.
type sequence struct {
	*resolver
	at       []int // indices into the paragraph
	level    uint8
	sos, eos bidi.Class // strong classes before the first and after the last rune
}

// resolve applies rules W1 to I2.
func (s *sequence) resolve() {
	s.weak()
	s.brackets()
	s.neutral()
	for _, i := range s.at { // I1, I2
		switch c := s.types[i]; {
		case s.level&1 == 1 && c != bidi.R, s.level&1 == 0 && c == bidi.R:
			s.of[i]++
		case s.level&1 == 0 && (c == bidi.EN || c == bidi.AN):
			s.of[i] += 2
		}
	}
}

// weak applies rules W1 to W7. Each loop is one rule, or two that do not interact.
func (s *sequence) weak() {
	t := s.types
	previous := s.sos
	for _, i := range s.at { // W1
		if t[i] == bidi.NSM {
			t[i] = previous
		}
		previous = t[i]
		if initiates(s.classes[i]) || s.classes[i] == bidi.PDI {
			previous = bidi.ON
		}
	}
	strong := s.sos
	for _, i := range s.at { // W2, W3
		switch t[i] {
		case bidi.L, bidi.R:
			strong = t[i]
		case bidi.AL:
			strong = bidi.AL
			t[i] = bidi.R
		case bidi.EN:
			if strong == bidi.AL {
				t[i] = bidi.AN
			}
		}
	}
	for k := 1; k < len(s.at)-1; k++ { // W4
		before, c, after := t[s.at[k-1]], t[s.at[k]], t[s.at[k+1]]
		if before == after && (c == bidi.CS && (before == bidi.EN || before == bidi.AN) || c == bidi.ES &&
			before == bidi.EN) {
			t[s.at[k]] = before
		}
	}
	s.terminators()
	strong = s.sos
	for _, i := range s.at { // W6, W7
		switch t[i] {
		case bidi.ES, bidi.ET, bidi.CS:
			t[i] = bidi.ON
		case bidi.L, bidi.R:
			strong = t[i]
		case bidi.EN:
			if strong == bidi.L {
				t[i] = bidi.L
			}
		}
	}
}

// terminators makes European terminators next to European numbers part of the number (W5).
func (s *sequence) terminators() {
	t := s.types
	for k := 0; k < len(s.at); k++ {
		if t[s.at[k]] != bidi.ET {
			continue
		}
		from := k
		for k < len(s.at) && t[s.at[k]] == bidi.ET {
			k++
		}
		if from > 0 && t[s.at[from-1]] == bidi.EN || k < len(s.at) && t[s.at[k]] == bidi.EN {
			for _, i := range s.at[from:k] {
				t[i] = bidi.EN
			}
		}
	}
}

// strongSide returns L or R for a class that counts as strong in rules N0 to N2, in which numbers count as R, and ON
// for all others.
func strongSide(c bidi.Class) bidi.Class {
	switch c {
	case bidi.L:
		return bidi.L
	case bidi.R, bidi.EN, bidi.AN:
		return bidi.R
	}
	return bidi.ON
}

// brackets resolves paired brackets (N0).
func (s *sequence) brackets() {
	for _, pair := range s.bracketPairs() {
		embedding := classOfLevel(s.level)
		inside := bidi.ON
		for _, i := range s.at[pair.open+1 : pair.close] {
			if c := strongSide(s.types[i]); c != bidi.ON {
				inside = c
				if c == embedding {
					break
				}
			}
		}
		if inside == bidi.ON {
			continue // N0 d
		}
		if inside != embedding { // N0 c
			context := s.sos
			for k := pair.open - 1; k >= 0; k-- {
				if c := strongSide(s.types[s.at[k]]); c != bidi.ON {
					context = c
					break
				}
			}
			if context != inside {
				inside = embedding
			}
		}
		s.setBracket(pair.open, inside)
		s.setBracket(pair.close, inside)
	}
}

// setBracket gives class c to the bracket at s.at[k] and the marks on it.
func (s *sequence) setBracket(k int, c bidi.Class) {
	s.types[s.at[k]] = c
	for k++; k < len(s.at) && s.classes[s.at[k]] == bidi.NSM; k++ {
		s.types[s.at[k]] = c
	}
}

// bracketPair is a pair of positions in sequence.at.
type bracketPair struct{ open, close int }

// bracketPairs finds the bracket pairs in the order of their openers (BD16).
func (s *sequence) bracketPairs() []bracketPair {
	type opener struct {
		closer rune
		at     int
	}
	var open []opener
	var pairs []bracketPair
	for k, i := range s.at {
		if s.types[i] != bidi.ON {
			continue
		}
		switch p, _ := bidi.LookupRune(s.text[i]); {
		case !p.IsBracket():
		case p.IsOpeningBracket():
			if len(open) == maxBrackets {
				return nil
			}
			open = append(open, opener{closerOf(s.text[i]), k})
		default:
			closer := s.text[i]
			if closer == 0x232A { // canonically equivalent to U+3009
				closer = 0x3009
			}
			for n := len(open) - 1; n >= 0; n-- {
				if open[n].closer == closer {
					pairs = append(pairs, bracketPair{open[n].at, k})
					open = open[:n]
					break
				}
			}
		}
	}
	slices.SortFunc(pairs, func(a, b bracketPair) int { return a.open - b.open })
	return pairs
}

// closerOf returns the closing bracket of an opening one (BidiBrackets.txt 15.0: the two are adjacent code points
// except for these). U+2329 is canonically equivalent to U+3008.
func closerOf(open rune) rune {
	switch open {
	case '[', '{', '［', '｛':
		return open + 2
	case 0x298D:
		return 0x2990
	case 0x298F:
		return 0x298E
	case 0x2329:
		return 0x3009
	}
	return open + 1
}

// neutral applies rules N1 and N2.
func (s *sequence) neutral() {
	before := s.sos
	for k := 0; k < len(s.at); k++ {
		if c := strongSide(s.types[s.at[k]]); c != bidi.ON {
			before = c
			continue
		}
		from := k
		after := s.eos
		for ; k < len(s.at); k++ {
			if c := strongSide(s.types[s.at[k]]); c != bidi.ON {
				after = c
				break
			}
		}
		c := classOfLevel(s.level) // N2
		if before == after {       // N1
			c = before
		}
		for _, i := range s.at[from:k] {
			s.types[i] = c
		}
		before = after
	}
}
