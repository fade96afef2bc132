package roster

import (
	"strings"
	"unicode/utf8"
)

// alphabet is a set of marks with which a register says who was there. Marks of other alphabets have other meanings:
// an x is a tick, but a cross next to circles.
type alphabet struct {
	here, away string // in lower case
	pair       bool   // recognised only where both occur, in status columns as well
}

// alphabets are tried in this order: circles as in Korean and Japanese lists; the registers of schools (present, late,
// left early; absent, excused, unexcused), in Spanish and Portuguese (falta, justificada) and Indonesian (hadir; sakit,
// izin, alpa); yes and no by their first letters.
var alphabets = []alphabet{
	{here: "o ○ 〇 ◯ ⭕ △", away: "x × ✕ ✗ ❌ ✖"},
	{here: "p l t le", away: "a e ex u ae au s"},
	{here: "p t", away: "f j fj fi a"},
	{here: "h t", away: "s i a"},
	{here: "+", away: "- – — n н"},
	{here: "v", away: "y", pair: true},
	{here: "j", away: "n", pair: true},
	{here: "s", away: "n", pair: true},
	{here: "o", away: "n", pair: true},
	{here: "t", away: "n", pair: true},
	{here: "a", away: "n", pair: true},
	{here: "i", away: "n", pair: true},
	{here: "e", away: "h", pair: true},
	{here: "k", away: "e", pair: true},
	{here: "д", away: "н", pair: true},
	{here: "b", away: "k", pair: true},
	{here: "c", away: "k", pair: true},
	{here: "a", away: "f fj", pair: true},
}

// dayColumns are the columns below days or sessions that say who was there.
type dayColumns struct {
	columns []int     // from 0
	marks   *alphabet // of all of them; nil: ticks
}

// marksOf returns the alphabet of all words that are marks, nil for none. Longer words may be among them if they are
// known.
func marksOf(words []Word, presence bool) *alphabet {
	for i := range alphabets {
		a := &alphabets[i]
		here, away, other := 0, 0, 0
		for _, w := range words {
			switch {
			case w.Text == "":
			case a.says(w.Text) == sYes:
				here++
			case a.says(w.Text) == sNo:
				away++
			case w.Taken == NotKnown, utf8.RuneCountInString(w.Text) < 2:
				other++
			}
		}
		if other == 0 && here > 0 && (a.pair && away > 0 || !a.pair && presence) {
			return a
		}
	}
	return nil
}

// says returns sYes, sNo or sNone for a mark.
func (a *alphabet) says(mark string) state {
	mark = strings.ToLower(strings.TrimSpace(mark))
	for m := range strings.FieldsSeq(a.here) {
		if m == mark {
			return sYes
		}
	}
	for m := range strings.FieldsSeq(a.away) {
		if m == mark {
			return sNo
		}
	}
	return sNone
}

// readMarks reads a column of single letters or signs, and reports whether it is one with somebody present.
func (c *column) readMarks() bool {
	a := c.marks
	if a == nil {
		a = marksOf(c.tally.Words, c.presence)
	}
	if a == nil {
		return false
	}
	is := func(word string) (Taken, Presence) {
		yes := a.says(word) == sYes
		switch {
		case c.presence && yes:
			return WasThere, Present
		case c.presence:
			return NotThere, Absent
		case yes != c.cancelled:
			return HasPlace, Unknown
		}
		return NoPlace, Unknown
	}
	for i := range c.tally.Words {
		if w := &c.tally.Words[i]; a.says(w.Text) != sNone {
			w.Taken, _ = is(w.Text)
		}
	}
	for cell := range c.taken {
		if a.says(cell) != sNone {
			c.taken[cell], c.attended[cell] = is(cell)
		}
	}
	return true
}
