package roster

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"lanyard/internal/base/source"
)

// ticketHeaders occur in the headers of columns about what a person has booked, as keys.
var ticketHeaders = []string{"ticket", "admission", "registrationtype", "typeofregistration", "attendeetype", "category", "kategor",
	"categor", "catégor", "tarif", "package", "passtype", "bookingtype", "eintrittskarte", "billet", "biljett", "bilet", "biglietto",
	"ingresso", "entrada", "inscripción", "inscrição", "jegy", "vstupen", "билет", "квиток", "εισιτ", "chỗ", "票", "チケット", "参加区分",
	"티켓", "تذكرة", "بلیت", "بلیط", "כרטיס", "บัตร", "टिकट"}

// statesInside looks for words of a status within roles and kinds of tickets: "Waitlist – Student", "Refunded (VIP)".
// Such rows are left out, unless event.toml names the role or the status column. Only a word that is a part of its own
// counts, or one that stands next to another value of the column, so that waiting staff stay.
func (l *list) statesInside(rows []row) {
	if _, mapped := l.opt.Columns[fStatus]; mapped || l.opt.further {
		return
	}
	columns := slices.Clone(l.plan.columns[fRole])
	for _, c := range l.free() {
		h := key(l.header.cells[c])
		if _, mapped := l.mappedColumn(c); !mapped &&
			slices.ContainsFunc(ticketHeaders, func(w string) bool { return strings.Contains(h, w) }) {
			columns = append(columns, c)
		}
	}
	for _, at := range columns {
		const most = 200 // kinds of tickets; free text has more
		inside := map[string]bool{}
		for _, r := range rows {
			if at < len(r.cells) {
				inside[r.cells[at]] = false
			}
			if len(inside) > most {
				break
			}
		}
		if len(inside) > most {
			continue
		}
		all := map[string]bool{} // the values of the column, as keys
		for raw := range inside {
			all[key(l.plan.says(raw))] = true
		}
		for _, raw := range slices.Collect(maps.Keys(inside)) {
			cell := l.plan.says(raw)
			inside[cell] = saysOutInside(cell, all) && !l.isRole(cell)
		}
		if !slices.Contains(slices.Collect(maps.Values(inside)), true) {
			continue
		}
		l.tallyColumn(&column{at: at, inside: inside}, rows)
		l.Notes = append(l.Notes, "words of a status in the column "+source.Quote(l.header.cells[at])+" leave people out; if they "+
			"mean something else, name the status column under [attendees.columns], or write status = \"\"")
	}
}

// saysOutInside reports whether a part of a cell says that the person has no place.
func saysOutInside(cell string, all map[string]bool) bool {
	const longest = 60 // characters: longer ones are sentences
	if cell == "" || utf8.RuneCountInString(cell) > longest {
		return false
	}
	x := stateOf()
	out := func(words string) bool {
		s := x.words[stateKey(words)]
		return s == sOut || s == sAbsent
	}
	words := tokens(cell)
	part := ""
	for i, w := range words {
		if i > 0 && !w.plain() {
			if out(part) {
				return true
			}
			part = ""
		}
		part += w.word
	}
	if out(part) {
		return true
	}
	for i := 1; i < len(words); i++ {
		before, behind := joined(words[:i]), joined(words[i:])
		if out(before) && all[key(behind)] || out(behind) && all[key(before)] {
			return true
		}
	}
	return false
}

// joined returns words as one, as keys are.
func joined(words []token) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(w.word)
	}
	return b.String()
}
