package roster

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"lanyard/internal/base/source"
)

// findHeader returns the first row in which most cells are known headers, at least one of them a name, and the
// number of known headers; -1 when there is none.
func findHeader(rows []row, columns map[string]string) (index, recognised int) {
	index = -1
	nameless := -1 // the first row with several headers, none of them a name
	for i, r := range rows[:min(len(rows), maxSearch)] {
		if r.fault != nil {
			continue
		}
		n := headers(r.cells, columns)
		if n > recognised {
			index, recognised = i, n
		}
		if n == 0 && nameless < 0 && knownHeaders(r.cells) > 1 {
			nameless = i
		}
	}
	if recognised == 1 && nameless >= 0 && nameless < index && len(rows[nameless].cells) == len(rows[index].cells) {
		return nameless, 1 // the other is a row of data, one cell of which happens to be a header
	}
	return index, recognised
}

// knownHeaders counts the cells that are headers; a row with an address in it has none.
func knownHeaders(cells []string) (n int) {
	for _, c := range cells {
		if strings.Contains(c, "@") && noAddress(strings.TrimSpace(c)) == "" {
			return 0
		}
		if _, _, ok := mean(c); ok {
			n++
		}
	}
	return n
}

// findKeyed returns the header row of a list without names: the row with most known headers, or failing that the
// first; -1 when there is none.
func (l *list) findKeyed() int {
	index, most := l.firstRow(), 0
	for i, r := range l.rows[:min(len(l.rows), maxSearch)] {
		n := 0
		for _, c := range r.cells {
			if m, _, ok := mean(c); ok && r.fault == nil && (m.field == fID || m.field == fEmail) {
				n++
			}
		}
		if n > most {
			index, most = i, n
		}
	}
	return index
}

// headers counts the cells that are headers. It returns 0 unless one of them can be a name or all mapped headers
// are present.
func headers(cells []string, columns map[string]string) int {
	n, named, mapped := 0, false, 0
	for _, c := range cells {
		m, _, ok := mean(c)
		if ok {
			n++
			named = named || slices.Contains([]string{fName, fBare, fGiven, fFamily, fNameLocal}, m.field)
		}
	}
	wanted := 0
	for _, want := range columns {
		if want == "" {
			continue
		}
		wanted++
		if _, ok := findColumn(cells, want); ok {
			mapped++
		}
	}
	if mapped > 0 && mapped == wanted {
		return n + mapped
	}
	if !named {
		return 0
	}
	return n
}

// findColumn returns the column, from 0, whose header is want; "want [n]" selects the n-th such column.
func findColumn(header []string, want string) (int, bool) {
	nth := 1
	if base, count, ok := strings.Cut(want, " ["); ok && strings.HasSuffix(count, "]") {
		if n, err := strconv.Atoi(strings.TrimSuffix(count, "]")); err == nil {
			if i := slices.Index(header, want); i >= 0 {
				return i, true
			}
			want, nth = base, n
		}
	}
	k := key(want)
	for i, h := range header {
		if k != "" && key(h) == k {
			if nth--; nth == 0 {
				return i, true
			}
		}
	}
	return 0, false
}

// recognise finds the header and plans the meaning of each column.
func (l *list) recognise() bool {
	if len(l.rows) == 0 {
		l.fail(0, 0, "roster-empty", "the list is empty").Hint = shape
		return false
	}
	l.chooseSection()
	index, _ := findHeader(l.rows, l.opt.Columns)
	if index < 0 && l.opt.further {
		index = l.findKeyed()
	}
	if index < 0 {
		l.noHeader()
		return false
	}
	l.header, l.skipped = l.rows[index], l.skipped+index
	above := l.rows[:index]
	l.rows = l.rows[index+1:]
	l.joinHeaders(above)
	header := l.header.cells
	for len(header) > 0 && strings.TrimSpace(header[len(header)-1]) == "" {
		header = header[:len(header)-1]
	}
	for i, h := range header {
		header[i] = strings.TrimSpace(h)
	}
	l.header.cells, l.own = header, len(header)
	l.addColumns()
	header = l.header.cells
	l.plan = plan{system: systemOf(header), columns: map[string][]int{}, why: make([]string, len(header)),
		taken: make([]string, len(header)), keys: fieldKeys(header)}
	l.System = l.plan.system.name
	l.dropFooter()
	l.take()
	good := l.mapped() && l.named() && l.unambiguous() && l.readPattern()
	l.correct()
	if good && !l.opt.further {
		l.guessColumns()
		l.guessDays()
		l.guessStatus()
		l.guessAnswers()
		l.guessMinutes()
		l.familyFirst()
		l.notFound()
		l.looseParts()
		l.credentials()
	}
	l.explain()
	if !good {
		l.Rows, l.Refused, l.unread = len(l.rows), len(l.rows), true // without columns no row has a known owner
	}
	return good
}

// noHeader reports a list without a header row.
func (l *list) noHeader() {
	for _, r := range l.rows[:min(len(l.rows), maxSearch)] {
		if r.fault != nil {
			l.Rows++
			l.fault(r)
		}
	}
	if l.Refused > 0 {
		return // the header may be among them
	}
	p := l.fail(l.rows[0].line, 0, "roster-no-name", "no column is the name; the first row says %s",
		quoteAll(l.rows[0].cells))
	p.Hint = nameHint
	for _, field := range slices.Sorted(maps.Keys(l.opt.Columns)) {
		want := l.opt.Columns[field]
		if _, ok := findColumn(l.rows[0].cells, want); ok || want == "" {
			continue
		}
		p.Message += fmt.Sprintf("; nor is the header %s there, which [attendees.columns] takes for %s",
			source.Quote(want), field)
		if source.Nearest(want, l.rows[0].cells) != "" {
			p.Hint = didYouMean(want, l.rows[0].cells)
		}
		return
	}
}

// nameHint explains how to give a list a name column.
const nameHint = "give the name column the header \"name\", or name it in event.toml:\n" +
	"[attendees.columns]\nname = \"the header of that column\""

// fieldKeys returns the keys of Attendee.Fields for a header, without duplicates.
func fieldKeys(header []string) []string {
	keys, used := make([]string, len(header)), map[string]bool{}
	for i, h := range header {
		base := fieldKey(h)
		if base == "" {
			base = "column_" + strconv.Itoa(i+1)
		}
		k := base
		for n := 2; used[k]; n++ {
			k = base + "_" + strconv.Itoa(n)
		}
		keys[i], used[k] = k, true
	}
	return keys
}
