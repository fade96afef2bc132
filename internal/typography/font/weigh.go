package font

import "fmt"

// maxWeight is the most memory that a layout table or the character map of a font may take once read, estimated from
// the number of its parts. The heaviest embedded one, the GSUB of Noto Nastaliq Urdu, takes an eighth of it.
const maxWeight = 8 << 20

// partWeight is the memory taken by a part that an offset leads to, apart from its numbers.
const partWeight = 48

// weigh refuses a font whose tables would expand beyond maxWeight. It runs before an event's font is parsed. In
// OpenType two offsets may lead to the same place, and go-text follows each: a lookup list of 64 kB can name the same
// lookup 30,000 times, which names the same rules 30,000 times, so a GSUB of 64 kB can expand to a terabyte. The state
// tables of Apple's morx and kerx are not weighed.
func (f *file) weigh() error {
	for _, tag := range []string{"cmap", "GDEF", "GSUB", "GPOS"} {
		b, err := f.table(tag)
		if err != nil {
			return err
		}
		if s := weighed(tag, b); s.full() {
			return fmt.Errorf("table %q expands to more than %d MB: its parts overlap", tag, maxWeight>>20)
		}
	}
	return nil
}

// weighed returns the scales after weighing a table.
func weighed(tag string, b []byte) scales {
	s := scales{left: maxWeight}
	switch tag {
	case "cmap":
		s.cmap(b)
	case "GDEF":
		s.gdef(b)
	case "GSUB":
		s.layout(b, s.substitution)
	case "GPOS":
		s.layout(b, s.position)
	}
	return s
}

// scales add up weights until the limit is exceeded. A part outside its table weighs nothing, because reading it fails.
type scales struct{ left int64 }

func (s *scales) full() bool { return s.left < 0 }

// array weighs n numbers or records of the given size.
func (s *scales) array(n, size int) { s.left -= int64(max(0, n) * size) }

// numbers weighs a counted array at b[at] and returns its end.
func (s *scales) numbers(b []byte, at, size int) int {
	n := u16(b, at)
	if at+2+n*size > len(b) {
		return len(b)
	}
	s.array(n, size)
	return at + 2 + n*size
}

// parts weighs a counted array at b[at], of records of the given size with an offset in each, and everything those
// offsets lead to, counted from b. It returns the end of the array.
func (s *scales) parts(b []byte, at, size, offset int, part func([]byte)) int {
	n := u16(b, at)
	if at+2+n*size > len(b) {
		return len(b)
	}
	s.array(n, size)
	for i := 0; i < n && !s.full(); i++ {
		s.part(b, at+2+i*size+offset, part)
	}
	return at + 2 + n*size
}

// part weighs what the 16-bit offset at b[at] leads to.
func (s *scales) part(b []byte, at int, part func([]byte)) {
	if at+2 <= len(b) {
		s.to(b, u16(b, at), part)
	}
}

// far weighs what the 32-bit offset at b[at] leads to.
func (s *scales) far(b []byte, at int, part func([]byte)) {
	if at+4 <= len(b) {
		s.to(b, u32(b, at), part)
	}
}

// fars weighs the parts to which n 32-bit offsets point; the first is at b[at] and the others follow at intervals of
// step bytes.
func (s *scales) fars(b []byte, at, n, step int, part func([]byte)) {
	for ; n > 0 && at+4 <= len(b) && !s.full(); n-- {
		s.far(b, at, part)
		at += step
	}
}

func (s *scales) to(b []byte, offset int, part func([]byte)) {
	s.left -= partWeight
	if offset > 0 && offset < len(b) && !s.full() {
		part(b[offset:])
	}
}

// u16 returns the number at b[at], or 0 outside b.
func u16(b []byte, at int) int {
	if at < 0 || at+2 > len(b) {
		return 0
	}
	return int(big.Uint16(b[at:]))
}

func u32(b []byte, at int) int {
	if at < 0 || at+4 > len(b) {
		return 0
	}
	return int(big.Uint32(b[at:]))
}

// layout weighs a GSUB or GPOS table (OpenType 1.9, "Common Table Formats").
func (s *scales) layout(b []byte, subtable func(kind int, b []byte)) {
	feature := func(b []byte) { s.numbers(b, 2, 2) }
	s.part(b, 4, func(scripts []byte) {
		s.parts(scripts, 0, 6, 4, func(script []byte) {
			language := func(b []byte) { s.numbers(b, 4, 2) }
			s.part(script, 0, language)
			s.parts(script, 2, 6, 4, language)
		})
	})
	s.part(b, 6, func(features []byte) { s.parts(features, 0, 6, 4, feature) })
	s.part(b, 8, func(lookups []byte) {
		s.parts(lookups, 0, 2, 0, func(lookup []byte) {
			s.parts(lookup, 4, 2, 0, func(b []byte) { subtable(u16(lookup, 0), b) })
		})
	})
	if u16(b, 2) == 0 {
		return
	}
	s.far(b, 10, func(variations []byte) {
		s.fars(variations, 8, u32(variations, 4), 8,
			func(conditions []byte) { s.array(u16(conditions, 0), partWeight) })
		s.fars(variations, 12, u32(variations, 4), 8,
			func(features []byte) { s.fars(features, 8, u16(features, 4), 6, feature) })
	})
}

// substitution weighs a subtable of GSUB.
func (s *scales) substitution(kind int, b []byte) {
	const single, multiple, alternate, ligature, context, chain, extension, reverse = 1, 2, 3, 4, 5, 6, 7, 8
	list := func(b []byte) { s.numbers(b, 0, 2) }
	switch kind {
	case single:
		s.part(b, 2, s.coverage)
		if u16(b, 0) == 2 {
			s.numbers(b, 4, 2)
		}
	case multiple, alternate:
		s.part(b, 2, s.coverage)
		s.parts(b, 4, 2, 0, list)
	case ligature:
		s.part(b, 2, s.coverage)
		s.parts(b, 4, 2, 0, func(set []byte) { s.parts(set, 0, 2, 0, func(b []byte) { s.numbers(b, 2, 2) }) })
	case context:
		s.context(b)
	case chain:
		s.chain(b)
	case extension:
		if to := u16(b, 2); to != extension {
			s.far(b, 4, func(b []byte) { s.substitution(to, b) })
		}
	case reverse:
		s.part(b, 2, s.coverage)
		s.numbers(b, s.parts(b, s.parts(b, 4, 2, 0, s.coverage), 2, 0, s.coverage), 2)
	}
}

// position weighs a subtable of GPOS.
func (s *scales) position(kind int, b []byte) {
	const single, pair, cursive, toBase, toLigature, toMark, context, chain, extension = 1, 2, 3, 4, 5, 6, 7, 8, 9
	switch kind {
	case single:
		s.part(b, 2, s.coverage)
		if u16(b, 0) == 2 {
			s.array(u16(b, 6), partWeight)
		}
	case pair:
		s.part(b, 2, s.coverage)
		if u16(b, 0) == 1 {
			s.parts(b, 8, 2, 0, func([]byte) {})
			return
		}
		s.part(b, 8, s.classes)
		s.part(b, 10, s.classes)
	case cursive:
		s.part(b, 2, s.coverage)
		s.array(u16(b, 4), 3*partWeight)
	case toBase, toLigature, toMark:
		s.part(b, 2, s.coverage)
		s.part(b, 4, s.coverage)
		row := partWeight + 2*u16(b, 6) // an anchor for each class of marks
		s.part(b, 8, func(marks []byte) { s.array(u16(marks, 0), 2*partWeight) })
		s.part(b, 10, func(bases []byte) {
			if kind != toLigature {
				s.array(u16(bases, 0), row)
				return
			}
			s.parts(bases, 0, 2, 0, func(ligature []byte) { s.array(u16(ligature, 0), row) })
		})
	case context:
		s.context(b)
	case chain:
		s.chain(b)
	case extension:
		if to := u16(b, 2); to != extension {
			s.far(b, 4, func(b []byte) { s.position(to, b) })
		}
	}
}

// context weighs a contextual subtable.
func (s *scales) context(b []byte) {
	rules := func(set []byte) {
		s.parts(set, 0, 2, 0, func(rule []byte) { s.array(u16(rule, 0), 2); s.array(u16(rule, 2), 4) })
	}
	switch u16(b, 0) {
	case 1:
		s.part(b, 2, s.coverage)
		s.parts(b, 4, 2, 0, rules)
	case 2:
		s.part(b, 2, s.coverage)
		s.part(b, 4, s.classes)
		s.parts(b, 6, 2, 0, rules)
	case 3:
		for i := 0; i < u16(b, 2) && 6+2*i < len(b) && !s.full(); i++ {
			s.part(b, 6+2*i, s.coverage)
		}
		s.array(u16(b, 4), 4)
	}
}

// chain weighs a chained contextual subtable.
func (s *scales) chain(b []byte) {
	rules := func(set []byte) {
		s.parts(set, 0, 2, 0, func(rule []byte) {
			at := s.numbers(rule, 0, 2)
			s.array(u16(rule, at), 2) // the count includes the first glyph, which is not stored
			at = s.numbers(rule, at+2*max(1, u16(rule, at)), 2)
			s.numbers(rule, at, 4)
		})
	}
	switch u16(b, 0) {
	case 1:
		s.part(b, 2, s.coverage)
		s.parts(b, 4, 2, 0, rules)
	case 2:
		s.part(b, 2, s.coverage)
		for at := 4; at <= 8; at += 2 {
			s.part(b, at, s.classes)
		}
		s.parts(b, 10, 2, 0, rules)
	case 3:
		at := 2
		for range 3 {
			at = s.parts(b, at, 2, 0, s.coverage)
		}
		s.numbers(b, at, 4)
	}
}

// coverage weighs a set of glyphs.
func (s *scales) coverage(b []byte) {
	size := 2
	if u16(b, 0) == 2 {
		size = 6
	}
	s.numbers(b, 2, size)
}

// classes weighs a class definition.
func (s *scales) classes(b []byte) {
	if u16(b, 0) == 1 {
		s.numbers(b, 4, 2)
		return
	}
	s.numbers(b, 2, 6)
}

// gdef weighs a GDEF table.
func (s *scales) gdef(b []byte) {
	s.part(b, 4, s.classes)
	s.part(b, 6, func(points []byte) {
		s.part(points, 0, s.coverage)
		s.parts(points, 2, 2, 0, func(b []byte) { s.numbers(b, 0, 2) })
	})
	s.part(b, 8, func(carets []byte) {
		s.part(carets, 0, s.coverage)
		s.parts(carets, 2, 2, 0, func(b []byte) { s.array(u16(b, 0), partWeight) })
	})
	s.part(b, 10, s.classes)
	if u16(b, 2) >= 2 {
		s.part(b, 12, func(sets []byte) {
			s.fars(sets, 4, u16(sets, 2), 4, s.coverage)
		})
	}
	if u16(b, 2) >= 3 {
		s.far(b, 14, func(store []byte) {
			s.fars(store, 8, u16(store, 6), 4, func(b []byte) { s.array(u16(b, 0), partWeight+2*u16(b, 4)) })
		})
	}
}

// cmap weighs a character map, each subtable by its stated length.
func (s *scales) cmap(b []byte) {
	const selectors = 14
	s.fars(b, 8, u16(b, 2), 8, func(b []byte) {
		length := u16(b, 2)
		if u16(b, 0) >= 8 {
			length = u32(b, 4)
		}
		if u16(b, 0) == selectors {
			length = u32(b, 2)
			s.fars(b, 13, u32(b, 6), 11, func(b []byte) { s.array(min(u32(b, 0), len(b)/4), 8) })
			s.fars(b, 17, u32(b, 6), 11, func(b []byte) { s.array(min(u32(b, 0), len(b)/5), 8) })
		}
		s.array(min(length, len(b)), 1)
	})
}
