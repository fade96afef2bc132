package roster

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"lanyard/internal/base/source"
)

// attendWords occur in the headers of columns about being at the event, as keys.
var attendWords = []string{"attend", "participate", "participating", "areyoucoming", "willyoucome",
	"willyoujoin", "showedup", "showup",
	"waspresent", "werepresent", "youpresent", "bepresent", "teilnehmen", "teilnahm", "teilgenommen", "nehmensie",
	"nimmstdu", "anwesen", "dabei",
	"kommensie", "kommstdu", "présente", "viendr", "participezvous", "participerezvous", "participé", "asisti",
	"asistencia", "asiste", "acudi",
	"presente", "comparec", "participou", "participó", "participará", "participaste", "partecipat", "parteciper",
	"presenza", "aanwez",
	"deelnem", "neemtudeel", "deelgenomen", "komtu", "kommerdu", "närvar", "deltar", "deltok", "deltog", "deltage",
	"fremmød", "oppmøte",
	"osallistu", "obecn", "uczestniczy", "udział", "přítom", "zúčastn", "prisutan", "prisutn", "sudjel",
	"résztvesz", "résztvett", "résztvenni", "jelenvolt",
	"jelenlét", "prezent", "παρουσ", "παρών", "παρευρ", "παρακολ", "συμμετείχ", "συμμετάσχ", "συμμετέχ", "katıl",
	"geldi", "участвова",
	"участие", "присутствова", "явка", "придете", "придёте", "берете", "братимете", "حضور", "شرکت", "تحضر", "حضرت",
	"נוכח", "hadir", "thamdự", "thamgia",
	"เข้าร่วม", "参加", "出席", "来場", "參加", "참석", "참가", "참여", "출석"}

// attendHeaders are keys that as a whole are about having been at the event.
var attendHeaders = set("participant participation participated participates participación participação partecipazione teilnahme present")

// comingHeaders are keys that as a whole ask who will come.
var comingHeaders = set("coming going joining kommt kommst vient viendra viene vendrá verrà komt kommer tulee jön vine gelecek придет придёт прийде przyjdzie přijde")

// attendedWords occur in the headers of columns about having been there; other questions about attendance ask who will
// come.
var attendedWords = []string{"didyou", "didthey", "didhe", "haveyou", "attended", "participated", "were", "was",
	"showedup", "attendance",
	"teilgenommen", "haben", "hast", "anwesend", "waren", "warst", "avezvous", "participé", "étiez", "asistió",
	"asistencia", "acudió",
	"asististe", "participó", "participaste", "participou", "comparec", "partecipat", "presenza", "aanwezig",
	"deelgenomen", "närvaro",
	"deltog", "deltok", "obecn", "uczestniczył", "zúčastnil", "katıldı", "geldi", "присутствова", "участвовали",
	"явка", "حضور", "کردید", "کرده",
	"حضرت", "kehadiran", "出席", "参加しました", "参加了", "參加了", "참석했", "참가했", "출석"}

// mannerWords occur in the headers of columns about how somebody takes part: a no there is not always an absence.
var mannerWords = []string{"inperson", "online", "remote", "virtual", "onsite", "vorort", "präsenz",
	"présentiel", "presencial", "inpresenza"}

// elsewhereWords occur in the headers of columns about a part of the event, another event, or papers and consent.
var elsewhereWords = []string{"dinner", "lunch", "breakfast", "party", "reception", "gala", "excursion", "tour",
	"trip", "social", "workshop", "banquet",
	"abendessen", "essen", "ausflug", "feier", "empfang", "dîner", "déjeuner", "soirée", "cena", "comida",
	"almuerzo", "fiesta", "visita",
	"jantar", "almoço", "passeio", "diner", "borrel", "middag", "frokost", "ужин", "банкет", "экскурс", "懇親会",
	"晚宴", "会食", "만찬", "뒤풀이",
	"شام", "ناهار", "before", "previous", "lastyear", "firsttime", "ever", "why", "how", "otherp", "name",
	"number", "type", "consent", "agree",
	"accept", "permission", "photo", "list", "student", "poster", "presenting", "presentation", "présentation",
	"certific", "zertifik",
	"attest", "diplom", "証明", "证", "證", "need", "want", "wish", "fee", "費", "费", "member", "mitglied",
	"newsletter", "invoice", "rechnung", "visa",
	"hotel", "parking", "child", "allerg", "author", "speaker", "committee", "vortrag", "beitrag", "abstract",
	"interest", "einverstanden",
	"acepto", "autorizo", "aceito", "accepte", "acconsent", "zgod", "souhlas", "согла", "同意", "동의", "موافق", "موافقت"}

// longestQuestion is the length in characters of a question that a yes or no answers as a whole. Longer ones are
// sentences to agree with.
const longestQuestion = 90

// aboutAttendance returns the field of a column whose cells answer with yes and no, by its header: fPresence for who
// was there, fStatus for who will come; "" if it is about something else.
func aboutAttendance(header string) string {
	k := key(header)
	says := func(w string) bool { return strings.Contains(k, w) }
	switch {
	case attendHeaders[k]:
		return fPresence
	case comingHeaders[k]:
		return fStatus
	case utf8.RuneCountInString(header) > longestQuestion, !slices.ContainsFunc(attendWords, says),
		slices.ContainsFunc(elsewhereWords, says):
		return ""
	case slices.ContainsFunc(attendedWords, says):
		return fPresence
	}
	return fStatus
}

// guessAnswers looks for columns whose cells answer with yes and no whether people were there or will come, "Will you
// attend the forum on 14 May?". Lists with a status or presence need none.
func (l *list) guessAnswers() {
	if !l.mayTellPresence() {
		return
	}
	for _, c := range l.free() {
		if _, mapped := l.mappedColumn(c); mapped {
			continue
		}
		header := l.header.cells[c]
		k := l.lookAt(c)
		field := aboutAttendance(header)
		if field == "" || len(l.plan.columns[field]) > 0 || !k.yesAndNo() {
			continue
		}
		grid := l.grid(c)
		if slices.ContainsFunc(mannerWords, func(w string) bool { return strings.Contains(key(header), w) }) &&
			!k.tellsStates() || refusesParts(field, grid) {
			l.warn(l.header.line, c+1, "roster-status-unread",
				"the column %s has answers such as no, and nobody is left out for them",
				source.Quote(header)).Hint = fmt.Sprintf("if a no means that somebody has no place or was not there, write in event.toml:\n"+"[attendees.columns]\n%s = %s", field, l.address(c))
			continue
		}
		what := "who was there"
		if field == fStatus {
			what = "who will come"
		}
		for _, c := range grid {
			l.take1(field, c, "its answers say "+what)
		}
		if field == fPresence {
			return
		}
	}
}

// mayTellPresence reports whether columns may be taken for the presence because of their cells: there is none yet, and
// event.toml names none.
func (l *list) mayTellPresence() bool {
	for _, field := range []string{fStatus, fPresence, fCancelled} {
		if _, mapped := l.opt.Columns[field]; mapped || len(l.plan.columns[field]) > 0 && field != fStatus {
			return false
		}
	}
	return true
}

// guessDays takes two or more columns below the days or sessions of the event that hold nothing but marks: ticks, or
// the letters of a register, which are those of one alphabet in all of them.
func (l *list) guessDays() {
	if !l.mayTellPresence() {
		return
	}
	var days []int
	var words []Word
	ticks := true
	for _, c := range l.free() {
		k := l.lookAt(c)
		if _, mapped := l.mappedColumn(c); mapped || withoutDay(l.header.cells[c]) != "" || !k.ticks() && !k.marks() {
			continue
		}
		days, ticks = append(days, c), ticks && k.ticks()
		for text, rows := range k.distinct {
			w := Word{Text: text, Rows: rows}
			w.Taken, _ = settlePresence(text, say(text))
			words = append(words, w)
		}
	}
	if len(days) < 2 {
		return
	}
	why := "it has ticks below a day"
	if !ticks {
		if l.days.marks = marksOf(words, true); l.days.marks == nil {
			return
		}
		why = "it has the letters of a register below a day"
	}
	l.days.columns = days
	for _, c := range days {
		l.take1(fPresence, c, why)
	}
}

// take1 takes a column for a field because of its cells, and notes it.
func (l *list) take1(field string, column int, why string) {
	l.plan.columns[field] = append(l.plan.columns[field], column)
	l.plan.taken[column], l.plan.why[column] = field, why
	l.Notes = append(l.Notes, fmt.Sprintf("the column %s is taken for the %s: %s; if it is not, write %s = \"\" under "+
		"[attendees.columns]", source.Quote(l.header.cells[column]), field, why, field))
}

// yesAndNo reports whether nearly all cells answer with yes or no, at least one of them with no. "No, on holiday" is an
// answer as well.
func (k looks) yesAndNo() bool {
	no := false
	all := k.allIn(func(cell string) bool {
		s := say(cell)
		no = no || s == sNo || s == sOut || s == sAbsent
		return s != sNone
	})
	return all && no && len(k.distinct) <= 50
}

// tellsStates reports whether the answers themselves are about attendance: "In person", "Cannot attend".
func (k looks) tellsStates() bool {
	return slices.ContainsFunc(keysOf(k.distinct), func(cell string) bool {
		s := say(cell)
		return s == sOut || s == sAbsent
	})
}

// ticks reports whether a column has nothing but ticks, and crosses or circles in their place.
func (k looks) ticks() bool {
	return k.full > 0 && len(k.distinct) <= 3 && !slices.ContainsFunc(keysOf(k.distinct), func(cell string) bool {
		return len([]rune(cell)) > 3 || startsWithDigit(cell) && cell != "1" && cell != "0" ||
			say(cell) != sYes && say(cell) != sNo && alphabets[0].says(cell) == sNone
	})
}

// marks reports whether a column has nothing but a few single letters or signs, or short codes such as AE.
func (k looks) marks() bool {
	const most = 8 // present, late, left early, excused and their like
	return k.full > 0 && len(k.distinct) <= most && !slices.ContainsFunc(keysOf(k.distinct), func(cell string) bool {
		return utf8.RuneCountInString(cell) > 2 || startsWithDigit(cell)
	})
}

// keysOf returns the keys of a map.
func keysOf(m map[string]int) []string {
	all := make([]string, 0, len(m))
	for k := range m {
		all = append(all, k)
	}
	return all
}
