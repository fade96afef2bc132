package roster

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"lanyard/internal/base/source"
)

// Presence is whether a person was there. The zero value is Unknown.
type Presence uint8

// Whether a person was there, according to the list.
const (
	Unknown Presence = iota // not in the list
	Present                 // there, or checked in, or for some time in the meeting
	Absent                  // not there
)

// String returns "yes", "no" or "unknown".
func (p Presence) String() string { return [...]string{"unknown", "yes", "no"}[p] }

// Taken is the meaning given to a word of a status or presence column.
type Taken uint8

// The meanings a word can have.
const (
	NotKnown Taken = iota // in none of our word lists: the row is read as if the cell were empty
	HasPlace              // has a place; also the meaning of an empty cell
	NoPlace               // has no place, or was not there: the row is left out
	WasThere              // in a presence column: Present
	NotThere              // in a presence column: Absent; the person stays on the list
)

// Tally counts the words of one status or presence column.
type Tally struct {
	Column int    // from 1
	Header string // as in the file
	Key    string // of the column in Attendee.Fields
	// Presence is set for a column about who was there. A word of any other column decides whether its row is read
	// at all.
	Presence bool
	Words    []Word // most frequent first
}

// Word is a word of a status or presence column. All times count as the single word "a time", all numbers as "a
// number" and empty cells as "".
type Word struct {
	Text  string // as first written in the list
	Rows  int
	First int // line or row of its first occurrence
	Taken Taken
}

// String returns the tally on one line: `Status: 120 confirmed printed, 3
// No-show left out, 2 Limbo: not known, printed`.
func (t Tally) String() string {
	const most = 12
	var parts []string
	rest := map[Taken]int{}
	for i, w := range t.Words {
		if i >= most && w.Taken != NotKnown {
			rest[w.Taken] += w.Rows
			continue
		}
		parts = append(parts, fmt.Sprintf("%s %s", grouped(w.Rows), t.taken(w)))
	}
	for _, k := range []Taken{HasPlace, NoPlace, WasThere, NotThere} {
		if n := rest[k]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s in other words %s", grouped(n), t.word(k)))
		}
	}
	return t.Header + ": " + strings.Join(parts, ", ")
}

// taken returns a word with its meaning.
func (t Tally) taken(w Word) string {
	text := cmp.Or(w.Text, "empty")
	if w.Taken == NotKnown {
		if w.Text == "" || w.Text == aNumber {
			return text + ": not known"
		}
		return text + ": " + t.word(NotKnown)
	}
	return text + " " + t.word(w.Taken)
}

// word describes the meaning of a word.
func (t Tally) word(k Taken) string {
	switch k {
	case HasPlace:
		return "printed"
	case NoPlace:
		return "left out"
	case WasThere:
		return "present"
	case NotThere:
		return "absent"
	}
	if t.Presence {
		return "not known"
	}
	return "not known, printed"
}

// Entries of a presence column that are not words.
const (
	aTime   = "a time"
	aNumber = "a number"
)

// state is the meaning of a single word.
type state uint8

const (
	sNone    state = iota
	sOut           // has no place
	sAbsent        // had one, and did not come
	sUnseen        // has a place, and has not been seen yet
	sPlace         // has a place
	sPresent       // was there
	sYes
	sNo
	sNot // turns the next word into its opposite
)

// stateIndex maps the key of a word to its state; negations are kept apart, since "no" is both.
type stateIndex struct {
	words map[string]state
	not   map[string]bool
	most  int // words in the longest entry
}

// stateOf returns the index of all state words.
var stateOf = sync.OnceValue(func() stateIndex {
	names := map[string]state{"out": sOut, "absent": sAbsent, "unseen": sUnseen, "place": sPlace, "present": sPresent,
		"yes": sYes, "no": sNo, "not": sNot}
	x := stateIndex{map[string]state{}, map[string]bool{}, 1}
	for _, table := range states {
		for line := range strings.SplitSeq(strings.TrimSpace(table.lines), "\n") {
			name, words, _ := strings.Cut(line, ": ")
			s, ok := names[name]
			if !ok {
				panic("internal error: state " + name)
			}
			for w := range strings.SplitSeq(words, " | ") {
				k := stateKey(w)
				x.most = max(x.most, len(strings.Fields(w)))
				if s == sNot {
					x.not[k] = true
				} else if _, twice := x.words[k]; !twice {
					x.words[k] = s
				}
			}
		}
	}
	return x
})

// stateKey returns the key of a word; signs other than letters are kept.
func stateKey(word string) string { return cmp.Or(key(word), strings.TrimSpace(word)) }

// say returns the state that a status expresses: "Not Attending" and "approval pending" are sOut, "Attending" is
// sPlace. Longer entries take precedence over shorter ones, and states that leave a row out over those that do not.
func say(status string) state {
	x := stateOf()
	if s, ok := x.words[stateKey(status)]; ok {
		return s
	}
	words := strings.FieldsFunc(status, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("_-/(),;:·.", r)
	})
	found := sNone
	for i := 0; i < len(words); {
		s, n := x.longest(words[i:])
		if s == sYes || s == sNo {
			s = sNone // "no" in a longer text is a negation or means nothing
		}
		if s == sNone {
			if key(words[i]) == "partially" {
				return sPlace // partially refunded: still comes
			}
			n = 1
		} else if i > 0 && x.not[stateKey(words[i-1])] {
			s = opposite(s)
		}
		if found == sNone || rank(s) < rank(found) {
			found = cmp.Or(s, found)
		}
		i += n
	}
	if found == sNone {
		found = unspaced(status)
	}
	return found
}

// longest returns the state of the longest entry at the start of words, and its length.
func (x stateIndex) longest(words []string) (state, int) {
	for n := min(x.most, len(words)); n > 0; n-- {
		if s, ok := x.words[stateKey(strings.Join(words[:n], ""))]; ok {
			return s, n
		}
	}
	return sNone, 1
}

// rank orders states by precedence within a status that contains several.
func rank(s state) int {
	return slices.Index([]state{sOut, sAbsent, sUnseen, sPresent, sPlace, sYes, sNo, sNot, sNone}, s)
}

// opposite returns the state of a negated word.
func opposite(s state) state {
	switch s {
	case sOut, sAbsent:
		return sPlace
	case sPlace:
		return sOut
	case sPresent:
		return sAbsent
	}
	return s
}

// unspaced returns the state of a status that is written without spaces and begins with a negation: 未参加.
func unspaced(status string) state {
	r, size := utf8.DecodeRuneInString(status)
	if strings.ContainsRune("未没沒不非미불", r) {
		return opposite(stateOf().words[stateKey(status[size:])])
	}
	return sNone
}

// column is a status or presence column with the meaning of each of its words.
type column struct {
	at    int // from 0
	tally Tally
	// cancelled is set when the header asks whether the person has cancelled.
	cancelled bool
	presence  bool
	taken     map[string]Taken    // by the cell
	attended  map[string]Presence // by the cell
}

// tallyColumns reads every status and presence column once.
func (l *list) tallyColumns(rows []row) {
	for _, field := range []string{fStatus, fCancelled, fPresence} {
		for _, at := range l.plan.columns[field] {
			c := &column{at: at, cancelled: field == fCancelled, presence: field == fPresence,
				taken: map[string]Taken{}, attended: map[string]Presence{}}
			c.tally = Tally{Column: at + 1, Header: l.header.cells[at], Key: l.plan.keys[at], Presence: c.presence}
			c.read(l.plan, rows)
			l.states = append(l.states, c)
			l.Tallies = append(l.Tallies, c.tally)
			l.unknownWords(c.tally)
		}
	}
}

// read counts the words of the column and settles the meaning of each.
func (c *column) read(p plan, rows []row) {
	index := map[string]int{}
	someone := false
	for _, r := range rows {
		if c.at >= len(r.cells) {
			continue
		}
		cell := p.says(r.cells[c.at])
		if _, seen := c.taken[cell]; !seen {
			c.settle(cell)
		}
		someone = someone || c.taken[cell] == WasThere
		text := c.label(cell)
		i, ok := index[text]
		if !ok {
			i = len(c.tally.Words)
			index[text] = i
			if text != "" && text != aTime && text != aNumber {
				text = cell
			}
			c.tally.Words = append(c.tally.Words, Word{Text: text, First: r.line, Taken: c.taken[cell]})
		}
		c.tally.Words[i].Rows++
	}
	if c.presence && c.circles(index) {
		someone = true
	}
	if c.presence && someone { // among times and ticks, an empty cell means not seen
		c.taken[""], c.attended[""] = NotThere, Absent
		for i := range c.tally.Words {
			if c.tally.Words[i].Text == "" {
				c.tally.Words[i].Taken = NotThere
			}
		}
	}
	slices.SortStableFunc(c.tally.Words, func(a, b Word) int { return cmp.Compare(b.Rows, a.Rows) })
}

// circles reads a column of circles and crosses, in which a cross says no, as in Korean and Japanese lists; it reports
// whether it is one. Elsewhere an x is a tick.
func (c *column) circles(index map[string]int) bool {
	is := map[string]bool{"o": true, "○": true, "〇": true, "◯": true, "⭕": true}
	crosses := map[string]bool{"x": true, "×": true, "✕": true, "✗": true, "❌": true}
	circle := false
	for text := range index {
		circle = circle || is[strings.ToLower(text)]
	}
	if !circle {
		return false
	}
	for i := range c.tally.Words {
		w := &c.tally.Words[i]
		switch mark := strings.ToLower(w.Text); {
		case is[mark]:
			w.Taken = WasThere
		case crosses[mark]:
			w.Taken = NotThere
		}
	}
	for cell := range c.taken {
		switch mark := strings.ToLower(cell); {
		case is[mark]:
			c.taken[cell], c.attended[cell] = WasThere, Present
		case crosses[mark]:
			c.taken[cell], c.attended[cell] = NotThere, Absent
		}
	}
	return true
}

// label returns the common name for cells of the same kind.
func (c *column) label(cell string) string {
	switch {
	case cell == "", isDash(cell):
		return ""
	case c.presence && timeOfDay(cell):
		return aTime
	case c.presence && c.taken[cell] != NotKnown && key(cell) != "1" && key(cell) != "0" && startsWithDigit(cell):
		if strings.ContainsAny(cell, ":/.-") && len(cell) > 4 {
			return aTime
		}
		return aNumber
	}
	return stateKey(cell)
}

// startsWithDigit reports whether a cell is a number, a time or a date.
func startsWithDigit(cell string) bool {
	r, _ := utf8.DecodeRuneInString(cell)
	return unicode.IsDigit(r)
}

// isDash reports whether a cell is a dash, written for an empty value.
func isDash(cell string) bool { return strings.Trim(cell, "-–—. ") == "" }

// settle decides the meaning of a cell of the column.
func (c *column) settle(cell string) {
	s := sNone
	if cell != "" && !isDash(cell) {
		s = say(cell)
	}
	taken, attended := NotKnown, Unknown
	switch s {
	case sPresent:
		attended = Present
	case sAbsent, sUnseen:
		attended = Absent
	}
	switch {
	case c.presence:
		taken, attended = settlePresence(cell, s)
	case c.cancelled:
		taken = settleCancelled(cell, s)
	case cell == "" || isDash(cell):
		taken = HasPlace
	case s == sOut, s == sAbsent, s == sNo:
		taken = NoPlace
	case s != sNone:
		taken = HasPlace
	}
	c.taken[cell], c.attended[cell] = taken, attended
}

// settlePresence decides the meaning of a cell in a presence column: a word, a tick, the time of the check-in or
// the number of check-ins.
func settlePresence(cell string, s state) (Taken, Presence) {
	switch s {
	case sYes, sPresent:
		return WasThere, Present
	case sNo, sAbsent, sUnseen, sOut:
		return NotThere, Absent
	}
	if cell != "" && isDash(cell) {
		return NotThere, Absent
	}
	if startsWithDigit(cell) {
		if strings.Trim(cell, "0.,:%hms ") == "" {
			return NotThere, Absent
		}
		return WasThere, Present
	}
	if names := timeOfDay(cell); names {
		return WasThere, Present
	}
	return NotKnown, Unknown
}

// timeOfDay reports whether a cell that begins with a letter is a date and time: "May 1, 2026 10:00 AM".
func timeOfDay(cell string) bool {
	return strings.Count(cell, ":") > 0 && strings.IndexFunc(cell, unicode.IsDigit) > 0
}

// settleCancelled decides the meaning of a cell in a column that asks whether the person has cancelled: a date is a
// yes.
func settleCancelled(cell string, s state) Taken {
	switch {
	case cell == "", isDash(cell), s == sNo, s == sPlace, s == sPresent, s == sUnseen:
		return HasPlace
	case s == sYes, s == sOut, s == sAbsent, startsWithDigit(cell), timeOfDay(cell):
		return NoPlace
	}
	return NotKnown
}

// unknownWords warns of words in the column that we do not know.
func (l *list) unknownWords(t Tally) {
	const most = 6
	var unknown []Word
	for _, w := range t.Words {
		if w.Taken == NotKnown && w.Text != "" {
			unknown = append(unknown, w)
		}
	}
	field := fStatus
	code, what := "roster-status-unknown", "these people stay on the list"
	if t.Presence {
		field, code, what = fPresence, "roster-presence-unknown", "whether these people were there is not known"
	}
	hint := fmt.Sprintf("correct the word or delete the rows; if the column has another meaning, write in "+
		"event.toml:\n[attendees.columns]\n%s = \"\"",
		field)
	if len(unknown) > most {
		l.warn(unknown[0].First, t.Column, code,
			"the column %s has %d different words that Lanyard does not know, such as %s: %s",
			source.Quote(t.Header), len(unknown), source.Quote(unknown[0].Text), what).Hint = hint
		return
	}
	for _, w := range unknown {
		l.warn(w.First, t.Column, code, "the column %s has %s in %s, which Lanyard does not know: %s",
			source.Quote(t.Header), source.Quote(w.Text), count(w.Rows, "row"), what).Hint = hint
	}
}

// state returns whether a row is left out, because of which word, and whether the person was there.
func (l *list) state(r row) (word string, out bool, attended Presence) {
	for _, c := range l.states {
		cell := ""
		if c.at < len(r.cells) {
			cell = l.plan.says(r.cells[c.at])
		}
		if c.taken[cell] == NoPlace && !out {
			word, out = outWord(cell), true
			if c.cancelled && (startsWithDigit(cell) || say(cell) == sYes) {
				word = strings.Trim(strings.ToLower(c.tally.Header), "?:* ")
			}
		}
		if p := c.attended[cell]; p != Unknown && (attended == Unknown || c.presence) {
			attended = p
		}
	}
	return word, out, attended
}

// unsure returns the row's word that is in none of our word lists, and its column from 1.
func (l *list) unsure(r row) (word string, column int) {
	for _, c := range l.states {
		if c.at >= len(r.cells) {
			continue
		}
		cell := l.plan.says(r.cells[c.at])
		if cell != "" && c.taken[cell] == NotKnown {
			return cell, c.at + 1
		}
	}
	return "", 0
}

// outWord returns the word because of which a row is left out, in lower case.
func outWord(cell string) string {
	return strings.ToLower(strings.Join(strings.FieldsFunc(cell, func(r rune) bool {
		return r == ' ' || r == '_' || r == '-' || r == '/' || r == '(' || r == ')' || r == ','
	}), " "))
}
