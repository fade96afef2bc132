package roster

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"lanyard/internal/base/source"
)

// plan records which columns give which field.
type plan struct {
	system  system
	columns map[string][]int // field -> columns from 0, best first
	why     []string         // one reason per column
	taken   []string         // the field of each column
	lang    string           // of the local names, if their header names it
	order   string           // language whose names have the family first, if the name headers are written in it
	keys    []string         // of Attendee.Fields, one per column
}

// meaning returns the meaning of a column's header: in the system that wrote the list, or failing that in general.
func (p *plan) meaning(header string) (m meaning, lang string, ok bool) {
	if m, ok = p.system.means(header); ok {
		return m, "", m.field != "-"
	}
	return mean(header)
}

// claim is a column that could be a field; the claim with the lowest rank wins.
type claim struct{ column, rank int }

// take assigns every column the field that its header names.
func (l *list) take() {
	claims := map[string][]claim{}
	for i, h := range l.header.cells {
		m, lang, ok := l.plan.meaning(h)
		switch {
		case !ok && h == "":
			l.plan.why[i] = "no header"
			continue
		case !ok:
			l.plan.why[i] = "kept as " + l.plan.keys[i]
			continue
		case m.field == fName && l.most(i, isAnswer):
			l.plan.why[i] = "kept as " + l.plan.keys[i]
			continue
		case m.field == fTitle:
			m.field, m.rank = fPosition, 1
			if l.most(i, isHonorific) {
				m.field = fHonorific
			}
		case m.field == fInfix && l.most(i, isHonorific): // "Namenspräfix" of contacts is "Dr."
			m.field = fHonorific
		case lang != "":
			l.plan.lang = lang
		}
		claims[m.field] = append(claims[m.field], claim{i, m.rank})
	}
	l.dropCustomers(claims)
	l.dropCertificates(claims)
	l.dropPhrases(claims)
	l.takeCompanions(claims)
	l.takeBare(claims)
	l.takeLocal(claims)
	l.takeCustomers(claims)
	for field, list := range claims {
		slices.SortStableFunc(list, func(a, b claim) int { return cmp.Compare(a.rank, b.rank) })
		for _, c := range list {
			l.plan.columns[field] = append(l.plan.columns[field], c.column)
			l.plan.taken[c.column] = field
			l.plan.why[c.column] = "the header says " + strings.ReplaceAll(field, "_", " ")
			if c.rank > list[0].rank {
				l.plan.why[c.column] += fmt.Sprintf("; %s goes before it", source.Quote(l.header.cells[list[0].column]))
			}
		}
	}
	for _, order := range l.plan.columns[fOrder] {
		if len(l.plan.columns[fOrderLine]) == 0 {
			l.plan.why[order] = "an order may hold several people: no id by itself"
		}
	}
	for _, c := range l.plan.columns[fBuyer] {
		l.plan.taken[c], l.plan.why[c] = "", "the buyer's, not the attendee's"
	}
}

// isAnswer reports whether a cell answers with yes or no.
func isAnswer(cell string) bool {
	s := say(tidy(cell))
	return s == sYes || s == sNo
}

// dropCertificates drops columns whose headers speak of a name and a certificate if their cells share no word with the
// names of the people: they are names of certificates.
func (l *list) dropCertificates(claims map[string][]claim) {
	var others []int
	for _, field := range []string{fName, fBare, fGiven, fFamily} {
		for _, c := range claims[field] {
			if !forCertificate(key(l.header.cells[c.column])) {
				others = append(others, c.column)
			}
		}
	}
	claims[fName] = slices.DeleteFunc(slices.Clone(claims[fName]), func(c claim) bool {
		if len(others) == 0 || !forCertificate(key(l.header.cells[c.column])) {
			return false
		}
		alike, all := 0, 0
		for _, r := range l.rows {
			if r.fault != nil || c.column >= len(r.cells) || strings.TrimSpace(r.cells[c.column]) == "" {
				continue
			}
			all++
			mine := nameWordsOf(r.cells[c.column])
			if slices.ContainsFunc(others, func(o int) bool {
				return o < len(r.cells) && (l.plan.says(r.cells[o]) == "" ||
					inOwnScript(r.cells[o]) != inOwnScript(r.cells[c.column]) ||
					slices.ContainsFunc(nameWordsOf(r.cells[o]), func(w string) bool { return slices.Contains(mine, w) }))
			}) {
				alike++
			}
		}
		if alike*2 > all {
			return false
		}
		l.plan.why[c.column] = "kept as " + l.plan.keys[c.column]
		return true
	})
}

// nameWordsOf returns the words of a name in lower case without accents.
func nameWordsOf(cell string) []string {
	return strings.FieldsFunc(unaccented(cell), func(r rune) bool { return !unicode.IsLetter(r) })
}

// dropPhrases drops columns whose headers merely mention a part of a name when another column is that part and
// differs: "Prefix of the surname" is not a second surname.
func (l *list) dropPhrases(claims map[string][]claim) {
	for _, field := range []string{fName, fGiven, fFamily, fMiddle} {
		best := slices.IndexFunc(claims[field], func(c claim) bool { return c.rank < phraseRank })
		if best < 0 {
			continue
		}
		surely := claims[field][best].column
		claims[field] = slices.DeleteFunc(slices.Clone(claims[field]), func(c claim) bool {
			_, differ := l.differ(surely, c.column)
			if c.rank == phraseRank && differ {
				l.plan.why[c.column] = "kept as " + l.plan.keys[c.column]
				return true
			}
			return false
		})
	}
}

// takeCompanions takes a column called "Guest name" for people whom somebody brings when another column is the name. By
// itself it is the name: some systems call all people guests.
func (l *list) takeCompanions(claims map[string][]claim) {
	companion := func(c claim) bool { return key(l.header.cells[c.column]) == "guestname" }
	others := slices.Concat(claims[fName], claims[fBare], claims[fFamily])
	if !slices.ContainsFunc(others, func(c claim) bool { return c.rank < phraseRank && !companion(c) }) {
		return
	}
	for _, c := range claims[fName] {
		if companion(c) {
			claims[fGuests] = append(claims[fGuests], c)
		}
	}
	claims[fName] = slices.DeleteFunc(claims[fName], companion)
}

// takeBare decides the meaning of columns called just "name": the whole name, unless other columns hold one part
// and this column the other.
func (l *list) takeBare(claims map[string][]claim) {
	for _, b := range claims[fBare] {
		local := l.most(b.column, inOwnScript)
		part := func(field string) int {
			for _, c := range claims[field] {
				if l.most(c.column, inOwnScript) == local {
					return c.column
				}
			}
			return -1
		}
		given, family := part(fGiven), part(fFamily)
		if given < 0 && family < 0 { // a second surname or a particle belongs to a family name that has no known header
			family = max(part(fFamily2), part(fInfix))
		}
		switch {
		case (given < 0) == (family < 0), l.within(max(given, family), b.column):
			claims[fName] = append(claims[fName], claim{b.column, bareRank})
		case given >= 0:
			claims[fFamily] = append(claims[fFamily], claim{b.column, bareRank})
		default:
			claims[fGiven] = append(claims[fGiven], claim{b.column, bareRank})
		}
	}
	delete(claims, fBare)
}

// bareRank ranks behind every header more specific than "name".
const bareRank = 3

// takeLocal separates name columns in Latin letters from columns with the same names in the people's own script.
func (l *list) takeLocal(claims map[string][]claim) {
	if len(claims[fNameLocal]) > 0 {
		return
	}
	both := false
	for _, field := range []string{fName, fGiven, fFamily} {
		latin, local := l.byScript(claims[field])
		if len(latin) > 0 && len(local) > 0 {
			claims[field], claims[localOf(field)] = latin, local
			both = true
		}
	}
	if !both {
		return
	}
	for _, field := range []string{fMiddle, fPatronymic, fInfix, fFamily2, fSuffix} { // these do not need a Latin twin
		if latin, local := l.byScript(claims[field]); len(local) > 0 {
			claims[field], claims[localOf(field)] = latin, local
		}
	}
}

// byScript separates columns in Latin letters from those in another script.
func (l *list) byScript(claims []claim) (latin, local []claim) {
	for _, c := range claims {
		if l.most(c.column, inOwnScript) {
			local = append(local, c)
		} else {
			latin = append(latin, c)
		}
	}
	return latin, local
}

// inOwnScript reports whether a cell has letters, none of them Latin.
func inOwnScript(cell string) bool {
	return strings.IndexFunc(cell, unicode.IsLetter) >= 0 &&
		strings.IndexFunc(cell, func(r rune) bool { return unicode.Is(unicode.Latin, r) }) < 0
}

// within reports whether the cells of column whole mostly contain those of column part.
func (l *list) within(part, whole int) bool {
	n := 0
	for _, r := range l.rows {
		if max(part, whole) < len(r.cells) {
			word := strings.TrimSpace(r.cells[part])
			if word != "" && strings.Contains(r.cells[whole], word) {
				n++
			}
		}
	}
	return n*2 > len(l.rows)
}

// most reports whether a condition holds for most non-empty cells of a column.
func (l *list) most(column int, so func(string) bool) bool {
	yes, no := 0, 0
	for _, r := range l.rows {
		if column >= len(r.cells) || strings.TrimSpace(r.cells[column]) == "" {
			continue
		}
		if so(r.cells[column]) {
			yes++
		} else {
			no++
		}
	}
	return yes > no
}

// mapped applies the organiser's own mapping, which overrides everything else.
func (l *list) mapped() bool {
	good := true
	for _, field := range slices.Sorted(maps.Keys(l.opt.Columns)) {
		want := l.opt.Columns[field]
		if !slices.Contains(fields, field) {
			l.fail(0, 0, "roster-mapping", "[attendees.columns] maps %s, which is not a field of a list",
				source.Quote(field)).Hint = didYouMean(field, fields)
			good = false
			continue
		}
		for _, c := range l.plan.columns[field] {
			l.plan.taken[c], l.plan.why[c] = "", "event.toml takes another column for "+field
		}
		delete(l.plan.columns, field)
		if want == "" {
			continue
		}
		column, ok := findColumn(l.header.cells, want)
		if !ok {
			l.fail(l.header.line, 0, "roster-mapping",
				"no column has the header %s, which [attendees.columns] takes for %s", source.Quote(want),
				field).Hint = didYouMean(want, l.header.cells)
			good = false
			continue
		}
		if old := l.plan.taken[column]; old != "" {
			l.plan.columns[old] = slices.DeleteFunc(l.plan.columns[old], func(c int) bool { return c == column })
		}
		l.plan.columns[field] = []int{column}
		l.plan.taken[column], l.plan.why[column] = field, "set in event.toml"
	}
	return good
}

// didYouMean is the hint for a word close to a known one.
func didYouMean(word string, known []string) string {
	if near := source.Nearest(word, known); near != "" {
		return fmt.Sprintf("did you mean %s?", strconv.Quote(near))
	}
	return "there are: " + quoteAll(known)
}

// quoteAll quotes as many words as fit on a line or two.
func quoteAll(words []string) string {
	const most = 12
	var b strings.Builder
	for i, w := range words[:min(len(words), most)] {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(source.Quote(strings.TrimSpace(w)))
	}
	if len(words) > most {
		b.WriteString(", …")
	}
	return b.String()
}

// named reports whether some column gives a name, and records an error otherwise.
func (l *list) named() bool {
	if l.opt.further {
		return true
	}
	for _, f := range []string{fName, fGiven, fFamily, fNameLocal} {
		if len(l.plan.columns[f]) > 0 {
			return true
		}
	}
	p := l.fail(l.header.line, 0, "roster-no-name", "no column is the name; the headers are %s",
		quoteAll(l.header.cells))
	p.Hint = nameHint
	var like []int
	for _, c := range l.free() {
		k, header := l.lookAt(c), l.header.cells[c]
		if k.full > 0 && k.names*100 >= likely*k.full && (likeNameHeader(header) || buyersName(header)) {
			like = append(like, c)
		}
	}
	if len(like) > 0 {
		p.Hint = "if this is it, write in event.toml:\n[attendees.columns]" + l.lines(fName, like)
	}
	return false
}

// answers are the single-valued fields: two columns that differ become a question to the organiser.
var answers = []string{fID, fName, fGiven, fFamily, fNameLocal, fLanguage, fOrganisation, fPosition, fCountry, fRole,
	fEmail}

// unambiguous asks which column is meant when two of them could be the same field but differ.
func (l *list) unambiguous() bool {
	good := true
	if l.plan.system.first {
		return good
	}
	for _, field := range answers {
		columns := l.plan.columns[field]
		for i := 1; i < len(columns); i++ {
			a, b := columns[0], columns[i]
			if l.rank(a) != l.rank(b) {
				break
			}
			if r, differ := l.differ(a, b); differ {
				if field == fRole && l.onlyRoles(columns) {
					break
				}
				l.ask(field, a, b, r)
				good = false
				break
			}
		}
	}
	return good
}

// onlyRoles moves the one column whose words are roles of event.toml before the others, and reports whether there is
// exactly one.
func (l *list) onlyRoles(columns []int) bool {
	which, n := -1, 0
	for i, c := range columns {
		if l.lookAt(c).allIn(l.isRole) {
			which, n = i, n+1
		}
	}
	if n != 1 {
		return false
	}
	for i, c := range columns {
		if i != which {
			l.plan.taken[c], l.plan.why[c] = "", fmt.Sprintf("kept as %s: the words of %s are roles of event.toml",
				l.plan.keys[c], source.Quote(l.header.cells[columns[which]]))
		}
	}
	l.plan.columns[fRole] = []int{columns[which]}
	return true
}

// rank returns the rank of a column's header.
func (l *list) rank(column int) int {
	m, _, _ := l.plan.meaning(l.header.cells[column])
	if m.field == fBare {
		return bareRank
	}
	return m.rank
}

// differ returns the first row in which both columns have a value and the values differ.
func (l *list) differ(a, b int) (row, bool) {
	for _, r := range l.rows {
		if max(a, b) >= len(r.cells) {
			continue
		}
		x, y := l.plan.says(r.cells[a]), l.plan.says(r.cells[b])
		if x != "" && y != "" && x != y {
			return r, true
		}
	}
	return row{}, false
}

// ask reports that columns a and b could both be field, with the lines to paste into event.toml.
func (l *list) ask(field string, a, b int, r row) {
	l.fail(l.header.line, b+1, "roster-ambiguous",
		"columns %d %s and %d %s could both be the %s, and differ: line %d says %s and %s",
		a+1, source.Quote(l.header.cells[a]), b+1, source.Quote(l.header.cells[b]), strings.ReplaceAll(field, "_", " "),
		r.line, source.Quote(strings.TrimSpace(r.cells[a])), source.Quote(strings.TrimSpace(r.cells[b]))).Hint =
		fmt.Sprintf("choose in event.toml, with one of these lines:\n[attendees.columns]\n%s = %s\n%s = %s", field,
			l.address(a), field, l.address(b))
}

// address returns the words that identify a column in event.toml, with quotes around them.
func (l *list) address(column int) string { return strconv.Quote(l.columnName(column)) }

// columnName returns the header of a column, with its number behind it if several columns have that header: "Company
// [2]".
func (l *list) columnName(column int) string {
	nth, twins := 0, 0
	for i, h := range l.header.cells {
		if key(h) == key(l.header.cells[column]) {
			twins++
			if i <= column {
				nth++
			}
		}
	}
	if twins > 1 {
		return fmt.Sprintf("%s [%d]", l.header.cells[column], nth)
	}
	return l.header.cells[column]
}

// explain records the meaning given to each column.
func (l *list) explain() {
	for i, h := range l.header.cells {
		l.columns = append(l.columns, ColumnUse{Column: i + 1, Header: h, TakenFor: l.plan.taken[i],
			Why: l.plan.why[i]})
	}
}
