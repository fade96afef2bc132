package roster

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"lanyard/internal/base/locale"
	"lanyard/internal/base/source"
)

// section is a part of a file with its own title and header.
type section struct {
	title      string
	start, end int // its rows, with title and header: start is the title's
}

// participantWords occur in the titles of sections that list the people.
var participantWords = []string{
	"participant", "attendee", "teilnehm", "partecipant", "deelnemer", "asistente", "uczestni", "участник", "учасник",
	"deltag", "osallistuj", "katılımcı", "résztvev",
	"registrant", "invitees", "účastní", "참가자", "参加者", "参与者", "參與者", "与会者", "المشارك", "الحضور", "شرکت‌کنندگان",
	"شرکت کنندگان", "người tham", "peserta", "ผู้เข้าร่วม", "guests",
}

// chooseSection keeps the section that lists the people in a file with several, and reports all others. A section
// begins with a title, alone in its row, and a header below it.
func (l *list) chooseSection() {
	all := l.sections()
	if len(all) == 0 {
		return
	}
	chosen := slices.IndexFunc(all, func(s section) bool {
		title := strings.ToLower(s.title)
		return slices.ContainsFunc(participantWords, func(w string) bool { return strings.Contains(title, w) })
	})
	if len(all) == 1 {
		if index, _ := findHeader(l.rows, l.opt.Columns); index >= 0 && index < all[0].start && chosen < 0 {
			return // a list that contains something like a title
		}
	}
	if chosen < 0 {
		chosen = 0
		for i, s := range all {
			if s.end-s.start > all[chosen].end-all[chosen].start {
				chosen = i
			}
		}
	}
	read := all[chosen]
	names := map[string]bool{}
	for _, n := range l.sectionNames(read) {
		names[folded(n)] = true
	}
	header, body := l.rows[read.start+1], l.rows[read.start+2:read.end]
	width := len(withoutTail(header.cells))
	var adopted []row
	above := read.start + 1
	for i, s := range all {
		if i == chosen {
			continue
		}
		if role := l.roleIn(s.title); role != "" {
			if rows := l.adopt(s, &header, role); len(rows) > 0 {
				adopted = append(adopted, rows...)
				if s.start < read.start {
					above -= len(rows)
				}
				l.Notes = append(l.Notes, fmt.Sprintf("the section %s is read as well: %s with the role %s",
					source.Quote(s.title), count(len(rows), "row"), source.Quote(role)))
				continue
			}
		}
		l.unreadSection(s, read, names)
	}
	if len(adopted) > 0 && len(header.cells) > width {
		widen(body, width)
	}
	l.skipped += above
	l.rows = slices.Concat([]row{header}, body, adopted)
}

// sections returns the sections of the file.
func (l *list) sections() []section {
	var all []section
	for i, r := range l.rows {
		if r.fault != nil {
			continue
		}
		title, alone := onlyCell(r)
		if !alone {
			continue
		}
		opens := i+1 < len(l.rows) && l.rows[i+1].fault == nil &&
			(headers(l.rows[i+1].cells, nil) > 1 || len(all) > 0 && l.alike(all[len(all)-1], l.rows[i+1].cells))
		if n := len(all); n > 0 && all[n-1].end == len(l.rows) && (opens || numbered(title)) {
			all[n-1].end = i
		}
		if opens {
			all = append(all, section{title, i, len(l.rows)})
		}
	}
	return all
}

// alike reports whether cells are a header like that of a section: two of them at least, and half of all, are in it.
func (l *list) alike(s section, cells []string) bool {
	in, all := 0, 0
	for _, c := range cells {
		if k := key(c); k != "" {
			all++
			if slices.ContainsFunc(l.rows[s.start+1].cells, func(h string) bool { return key(h) == k }) {
				in++
			}
		}
	}
	return in > 1 && in*2 >= all
}

// onlyCell returns the text of a row with exactly one non-empty cell.
func onlyCell(r row) (text string, alone bool) {
	for _, c := range r.cells {
		if c = strings.TrimSpace(c); c == "" {
			continue
		}
		if text != "" {
			return "", false
		}
		text = c
	}
	return text, text != ""
}

// numbered reports whether a title belongs to numbered sections: "3. In-Meeting Activities".
func numbered(title string) bool {
	digits, _, ok := strings.Cut(title, ". ")
	return ok && digits != "" && strings.IndexFunc(digits, func(r rune) bool { return !unicode.IsDigit(r) }) < 0
}

// sectionNames returns the names of the people in a section.
func (l *list) sectionNames(s section) []string {
	column := -1
	for i, h := range l.rows[s.start+1].cells {
		if m, _, ok := mean(h); ok && (m.field == fName || m.field == fBare) || key(h) == "username" {
			column = i
			break
		}
	}
	var names []string
	for _, r := range l.rows[s.start+2 : s.end] {
		if column >= 0 && column < len(r.cells) && tidy(r.cells[column]) != "" {
			if name := tidy(r.cells[column]); !slices.Contains(names, name) && len(names) < 1000 {
				names = append(names, name)
			}
		}
	}
	return names
}

// unreadSection reports a section that is not read: as a warning if it has people who are not in the section read.
func (l *list) unreadSection(s, read section, known map[string]bool) {
	const most = 5
	var lost []string
	for _, n := range l.sectionNames(s) {
		if !known[folded(n)] {
			lost = append(lost, n)
		}
	}
	rows := count(s.end-s.start-2, "row")
	if len(lost) == 0 {
		l.Notes = append(l.Notes, fmt.Sprintf("the section %s is not read: %s about the people of %s",
			source.Quote(s.title), rows, source.Quote(read.title)))
		return
	}
	hint := "to print them too, copy their rows below the others"
	header := l.rows[read.start+1]
	if role, _, _ := strings.Cut(s.title, " "); strings.IndexFunc(role, isNotLetter) < 0 &&
		len(l.adopt(s, &header, role)) > 0 {
		hint = fmt.Sprintf("to print them too, write a role for them in event.toml, or aliases = [%s] below one:\n[roles.%s]\nlabel = %s",
			source.Quote(role), strings.ToLower(role), source.Quote(role))
	}
	l.warn(l.rows[s.start].line, 0, "roster-section", "the section %s is not read: %s, with %s who %s not in %s: %s",
		source.Quote(s.title), rows,
		count(len(lost), "person", "people"), plural(len(lost), "is", "are"), source.Quote(read.title),
		quoteSome(lost, most)).Hint = hint
}

func isNotLetter(r rune) bool { return !unicode.IsLetter(r) }

// roleIn returns the word for a role of event.toml in the title of a section, "Panelist" in "Panelist Details"; "" if
// there is none.
func (l *list) roleIn(title string) string {
	for _, word := range strings.FieldsFunc(title, isNotLetter) {
		for _, w := range []string{word, strings.TrimSuffix(word, "s")} {
			if _, is := l.roles()[locale.Fold(w)]; is {
				return w
			}
		}
	}
	return ""
}

// adopt returns the rows of a section under the header of another, to which it adds a column for the role if there is
// none. It returns nothing if the section has no names, or none of its headers is in the other.
func (l *list) adopt(s section, header *row, role string) []row {
	own := l.rows[s.start+1].cells
	cells := slices.Clone(withoutTail(header.cells))
	to, named := make([]int, len(own)), false
	for i, h := range own {
		to[i] = slices.IndexFunc(cells, func(c string) bool { return key(c) != "" && key(c) == key(h) })
		m, _, ok := mean(h)
		named = named || ok && to[i] >= 0 && (m.field == fName || m.field == fBare || m.field == fFamily)
	}
	if !named {
		return nil
	}
	at := slices.IndexFunc(cells, func(c string) bool { m, _, ok := mean(c); return ok && m.field == fRole })
	if at < 0 {
		at, cells = len(cells), append(cells, "Role")
	}
	header.cells = cells
	var rows []row
	for _, r := range l.rows[s.start+2 : s.end] {
		if r.fault == nil {
			moved := make([]string, len(cells))
			for i, c := range r.cells {
				if i < len(to) && to[i] >= 0 {
					moved[to[i]] = c
				}
			}
			moved[at] = role
			r.cells = moved
		}
		rows = append(rows, r)
	}
	return rows
}

// withoutTail returns the cells up to the last that is not empty.
func withoutTail(cells []string) []string {
	for len(cells) > 0 && strings.TrimSpace(cells[len(cells)-1]) == "" {
		cells = cells[:len(cells)-1]
	}
	return cells
}

// widen gives rows an empty cell below a column that their header was given at the end.
func widen(rows []row, at int) {
	for i := range rows {
		if r := &rows[i]; r.fault == nil && len(r.cells) >= at {
			r.cells = slices.Insert(r.cells, at, "")
		}
	}
}

// plural returns one or many.
func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// quoteSome quotes the first words and states how many more there are.
func quoteSome(all []string, most int) string {
	if len(all) <= most {
		return quoteAll(all)
	}
	return fmt.Sprintf("%s and %s more", quoteAll(all[:most]), grouped(len(all)-most))
}

// responseWords fill the second header row of a survey below a question with one answer.
var responseWords = set("response open-endedresponse antwort réponse respuesta resposta risposta antwoord ответ " +
	"回答 openendedresponse other(pleasespecify)")

// joinHeaders joins two header rows: in surveys the second holds the parts of a question, in workbooks the first
// may span several columns. The row above the header found may be the first of the two.
func (l *list) joinHeaders(above []row) {
	upper, lower := l.header.cells, []string(nil)
	switch {
	case len(l.rows) > 0 && l.rows[0].fault == nil && secondHeader(upper, l.rows[0].cells):
		lower = l.rows[0].cells
		l.rows = l.rows[1:]
	case len(above) > 0 && above[len(above)-1].fault == nil && groups(above[len(above)-1].cells, upper) &&
		secondHeader(above[len(above)-1].cells, upper):
		upper, lower = above[len(above)-1].cells, upper
		l.header.line = above[len(above)-1].line
		l.skipped--
	default:
		return
	}
	joined := make([]string, max(len(upper), len(lower)))
	group := ""
	for i := range joined {
		top, below := "", ""
		if i < len(upper) {
			top = strings.TrimSpace(upper[i])
		}
		if i < len(lower) {
			below = strings.TrimSpace(lower[i])
		}
		if top != "" {
			group = top
		}
		joined[i] = joinedHeader(top, below, group)
	}
	l.header.cells = joined
	l.Notes = append(l.Notes, "the header has two rows: they are read as one")
}

// groups reports whether a row above a header is part of it, and not a line of a report such as "Topic,Water Days": it
// has a gap between two texts, which one of them spans, or a text above an empty cell.
func groups(above, header []string) bool {
	above = withoutTail(above)
	for i, cell := range above {
		empty := strings.TrimSpace(cell) == ""
		if i > 0 && empty || !empty && i < len(header) && strings.TrimSpace(header[i]) == "" {
			return true
		}
	}
	return false
}

// joinedHeader returns the header of a column with two header rows. group is the last non-empty header of the upper
// row up to the column.
func joinedHeader(top, below, group string) string {
	if below == "" || top != "" && responseWords[strings.ReplaceAll(strings.ToLower(below), " ", "")] ||
		strings.EqualFold(top, below) {
		return top
	}
	for _, h := range []string{below, below + " " + group, group + " " + below} {
		if _, _, ok := mean(h); ok {
			return h
		}
	}
	if group != "" {
		return group + ": " + below
	}
	return below
}

// secondHeader reports whether row lower is the second of two header rows: it has text below columns without a
// header, at least one of its cells is a header, and none is below a header that is complete by itself.
func secondHeader(upper, lower []string) bool {
	known, gaps := 0, 0
	for i, cell := range lower {
		if cell = strings.TrimSpace(cell); cell == "" {
			continue
		}
		top := ""
		if i < len(upper) {
			top = strings.TrimSpace(upper[i])
		}
		_, _, header := mean(cell)
		response := responseWords[strings.ReplaceAll(strings.ToLower(cell), " ", "")]
		if header || response {
			known++
		} else if _, _, ok := mean(top + " " + cell); ok && top != "" {
			known++
		} else if _, _, taken := mean(top); taken {
			return false
		}
		if top == "" {
			gaps++
		}
		if strings.Contains(cell, "@") {
			return false
		}
	}
	return known > 0 && gaps > 0 && hasText(upper)
}

// hasText reports whether two cells of a row have text.
func hasText(cells []string) bool {
	n := 0
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			n++
		}
	}
	return n > 1
}

// footerWords occur in the lines that reports have below their table.
var footerWords = []string{
	"copyright", "© 2", "(c) 2", "all rights reserved", "confidential", "do not distribute", "generated by", "prepared by",
	"end of file",
	"generated on", "generated at", "exported by", "exported on", "report generated", "printed on", "filtered by",
	"total records", "record count", "grand total", "end of report", "end of list", "erstellt am", "erstellt von",
	"exportiert am", "généré le", "généré par", "exporté le", "generado el", "generado por", "exportado", "gerado em",
	"vertraulich", "confidentiel", "confidencial",
}

// totalWords begin a row of sums.
var totalWords = set("average averages mean count durchschnitt moyenne promedio media média media gemiddelde subtotal zwischensumme total totals totaal totaux totale totales summe sum gesamt gesamtsumme insgesamt suma razem " +
	"itogo итого всего разом celkem összesen toplam genel合計 合計 总计 合计 總計 합계 مجموع جمع المجموع الإجمالي summa " +
	"yhteensä sumtotal grandtotal somme ukupno סהכ")

// subtotalWords begin a row of sums wherever it is, with the name of a group behind them: "Summe Kiel". None of them is
// anybody's name.
var subtotalWords = set("subtotal zwischensumme total totals totaal totaux totale totales summe gesamt gesamtsumme insgesamt razem " +
	"итого всего celkem összesen toplam 合計 小計 总计 合计 小计 總計 합계 소계 총계 مجموع المجموع الإجمالي yhteensä")

// dropFooter removes the lines of a report below the list ("Copyright …") and rows of sums, and notes that it did.
func (l *list) dropFooter() {
	for before := -1; before != len(l.rows); {
		before = len(l.rows)
		l.dropLines()
		l.dropTotals()
	}
}

// dropLines removes the lines of a report at the end of the list.
func (l *list) dropLines() {
	end := len(l.rows)
	for end > 0 && l.footerAt(end-1) {
		end--
	}
	if end < len(l.rows) {
		first, _ := onlyCell(l.rows[end])
		l.Notes = append(l.Notes, fmt.Sprintf("%s below the list skipped, from line %d: %s",
			count(len(l.rows)-end, "line"), l.rows[end].line, source.Quote(clip(first, 60))))
		l.rows = l.rows[:end]
	}
}

// dropTotals removes rows of sums at the end of the list.
func (l *list) dropTotals() {
	skip := func(r row) {
		l.Notes = append(l.Notes, fmt.Sprintf("line %d is a row of sums, not a person: skipped", r.line))
	}
	for n := 0; n < 2 && len(l.rows) > 0 && l.gradebook(l.rows[0]); n++ {
		l.Notes = append(l.Notes, fmt.Sprintf("line %d has the dates or points of a gradebook, not a person: skipped",
			l.rows[0].line))
		l.rows = l.rows[1:]
	}
	for n := len(l.rows); n > 0 && l.isTotal(l.rows[n-1], totalWords); n = len(l.rows) {
		skip(l.rows[n-1])
		l.rows = l.rows[:n-1]
	}
	l.rows = slices.DeleteFunc(l.rows, func(r row) bool {
		sum := r.fault == nil && l.isTotal(r, subtotalWords)
		if sum {
			skip(r)
		}
		return sum
	})
}

// gradebookWords begin the rows that a gradebook has between its header and the first person.
var gradebookWords = set("date points pointspossible possiblepoints maxpoints maximumpoints maximumgrade outof duedate " +
	"datum punkte möglichepunkte fecha puntos puntosposibles data pontos pontospossíveis punti puntipossibili pointspossibles " +
	"punten mogelijkepunten punkty tarih puan дата баллы 日付 点数 日期 分数 分數 满分 滿分 날짜 점수 만점")

// gradebook reports whether a row says of the columns when a piece of work was due, or what it counts: such a word in
// the first column, nothing in the second, and numbers or nothing behind.
func (l *list) gradebook(r row) bool {
	if r.fault != nil || len(r.cells) < 3 || !gradebookWords[key(r.cells[0])] || strings.TrimSpace(r.cells[1]) != "" {
		return false
	}
	values := 0
	for _, c := range r.cells[2:] {
		c = strings.TrimSpace(c)
		switch {
		case c == "", strings.HasPrefix(c, "("):
		case strings.Contains(c, "@"), !strings.ContainsFunc(c, unicode.IsDigit):
			return false
		default:
			values++
		}
	}
	return values > 0
}

// footerAt reports whether a row and all rows below are a footer: it has one cell where the header has several, and
// either contains a footer word or is separated from the list by a blank line.
func (l *list) footerAt(i int) bool {
	r := l.rows[i]
	text, alone := onlyCell(r)
	if !alone || len(l.header.cells) < 2 || r.fault != nil {
		return false
	}
	lower := strings.ToLower(text)
	if slices.ContainsFunc(footerWords, func(w string) bool { return strings.Contains(lower, w) }) {
		return true
	}
	if l.comma == 0 || len(r.cells) >= len(l.header.cells) {
		return false // a person whose name alone is in the list
	}
	for j := i; j > 0 && i-j < 10; j-- {
		above := l.rows[j-1]
		if gap := l.rows[j].line - above.line - 1; gap > lines(strings.Join(above.cells, "")) {
			return true
		}
		if _, alone := onlyCell(above); !alone || len(above.cells) >= len(l.header.cells) {
			return false
		}
	}
	return false
}

// isTotal reports whether a row holds sums: one of the words that begin one, and numbers, or "Total: 2 people".
func (l *list) isTotal(r row, words map[string]bool) bool {
	word, numbers := "", 0
	for _, c := range r.cells {
		c = strings.TrimSpace(c)
		switch {
		case c == "":
		case startsWithDigit(c) && letters(c) < 4: // "3명"
			numbers++
		case word == "" && numbers == 0:
			word = c
		case strings.IndexFunc(c, unicode.IsLetter) >= 0:
			return false
		default:
			numbers++
		}
	}
	if head, rest, counted := strings.Cut(word, ":"); counted && strings.ContainsFunc(rest, unicode.IsDigit) {
		word = head + ":"
	}
	head := strings.TrimSpace(strings.TrimRight(word, "0123456789.,: "))
	first, _, _ := strings.Cut(head, " ")
	return (words[key(head)] || subtotalWords[key(first)] && numbers > 0) && (numbers > 0 || head != word)
}
