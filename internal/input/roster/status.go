package roster

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
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
	// Tells is set for a status column in which some words say that people were there and others only that they have
	// a place, such as Attended and Registered.
	Tells bool
	Words []Word // most frequent first
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

// column is a status or presence column with the meaning of each of its words.
type column struct {
	at    int // from 0
	tally Tally
	// cancelled is set when the header asks whether the person has cancelled.
	cancelled bool
	presence  bool
	part      bool                // one of several that ask the same for each day: a no to one of them leaves nobody out
	marks     *alphabet           // of all columns below days together; nil: found by the column's own words
	inside    map[string]bool     // of a role or ticket: the cells with a word of a status in them; nil: a column of words
	taken     map[string]Taken    // by the cell
	attended  map[string]Presence // by the cell
}

// tallyColumns reads every status and presence column once.
func (l *list) tallyColumns(rows []row) {
	for _, field := range []string{fStatus, fCancelled, fPresence} {
		for _, at := range l.plan.columns[field] {
			c := &column{at: at, cancelled: field == fCancelled, presence: field == fPresence}
			c.part = field == fStatus && l.asksAgain(at)
			if c.presence && slices.Contains(l.days.columns, at) {
				c.marks = l.days.marks
			}
			l.tallyColumn(c, rows)
			l.unknownWords(c.tally)
		}
	}
	l.statesInside(rows)
}

// asksAgain reports whether another status column asks the same for another day or session.
func (l *list) asksAgain(column int) bool {
	stem := questionOf(l.header.cells[column])
	return stem != "" && slices.ContainsFunc(l.plan.columns[fStatus], func(c int) bool {
		return c != column && questionOf(l.header.cells[c]) == stem
	})
}

// tallyColumn reads one column.
func (l *list) tallyColumn(c *column, rows []row) {
	c.taken, c.attended = map[string]Taken{}, map[string]Presence{}
	c.tally = Tally{Column: c.at + 1, Header: l.header.cells[c.at], Key: l.plan.keys[c.at], Presence: c.presence}
	c.read(l.plan, rows)
	c.tally.Tells = c.inside == nil && c.tells()
	l.states = append(l.states, c)
	l.Tallies = append(l.Tallies, c.tally)
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
	if c.inside == nil && c.readMarks() && c.presence {
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
	for i := range c.tally.Words {
		if w := &c.tally.Words[i]; c.part && w.Taken == NoPlace {
			w.Taken = NotThere // on that day
		}
	}
	slices.SortStableFunc(c.tally.Words, func(a, b Word) int { return cmp.Compare(b.Rows, a.Rows) })
}

// tells reports whether the words of a status column distinguish people who were there from people with a place.
func (c *column) tells() bool {
	there, place := false, false
	for cell, taken := range c.taken {
		there = there || c.attended[cell] == Present
		place = place || taken == HasPlace && c.attended[cell] == Unknown
	}
	return !c.presence && !c.cancelled && there && place
}

// label returns the common name for cells of the same kind.
func (c *column) label(cell string) string {
	switch {
	case cell == "", isDash(cell):
		return ""
	case c.presence && timeOfDay(cell):
		return aTime
	case c.presence && c.taken[cell] != NotKnown && key(cell) != "1" && key(cell) != "0" && startsWithDigit(cell):
		if strings.Contains(cell, ":") || strings.ContainsAny(cell, "/.-") && len(cell) > 4 {
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
	if c.inside != nil {
		c.taken[cell] = HasPlace
		if c.inside[cell] {
			c.taken[cell] = NoPlace
		}
		return
	}
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
	switch {
	case s == sYes, s == sPresent, tardy[key(cell)]:
		return WasThere, Present
	case s == sNo, s == sAbsent, s == sUnseen, s == sOut, noneOf(cell):
		return NotThere, Absent
	case s != sNone:
		return NotKnown, Unknown // has a place, which is another matter
	}
	if cell != "" && (isDash(cell) || isNothing(cell)) {
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

// tardy are words that say "was there" as the whole cell of a presence column, and anything elsewhere: "late
// registration".
var tardy = set("late tardy tarde tardanza retard retardo retraso atraso spät zuspät full partial partially complete completa " +
	"complète parcial partielle vollständig teilweise 受付済 受付済み 受付完了")

// noneOf reports whether a cell counts none of several: "0/3", "0 of 3".
func noneOf(cell string) bool {
	count, of, ok := strings.Cut(cell, "/")
	if !ok {
		count, of, ok = strings.Cut(cell, " of ")
	}
	return ok && count != "" && strings.Trim(count, "0 ") == "" && startsWithDigit(strings.TrimSpace(of))
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
	asked := false         // a presence column has answered
	no, comes := "", false // the answers for days
	for _, c := range l.states {
		cell := ""
		if c.at < len(r.cells) {
			cell = l.plan.says(r.cells[c.at])
		}
		switch {
		case c.part && c.taken[cell] == NoPlace:
			no = cmp.Or(no, cell)
		case c.part:
			comes = comes || cell != ""
		case c.taken[cell] == NoPlace && !out:
			word, out = outWord(cell), true
			if c.cancelled && (startsWithDigit(cell) || say(cell) == sYes) {
				word = strings.Trim(strings.ToLower(c.tally.Header), "?:* ")
			}
		}
		// One of several presence columns is enough, and any outranks a status.
		if p := c.attended[cell]; p != Unknown && (attended == Unknown || c.presence && (!asked || p == Present)) {
			attended, asked = p, asked || c.presence
		}
	}
	if no != "" && !comes && !out {
		word, out = outWord(no), true
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
