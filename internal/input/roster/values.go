package roster

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"lanyard/internal/base/locale"
	"lanyard/internal/base/source"
)

// nothing holds the words that people and programs write for an empty value, in lower case.
var nothing = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.SplitSeq(""+
		"none|null|nil|n/a|n.a.|n. a.|not applicable|not available|unknown|undefined|-none-|keine|keiner|"+
		"keines|k.a.|k. a.|keine angabe|entfällt|aucun|aucune|néant|s.o.|sans objet|ninguno|ninguna|"+
		"no aplica|no corresponde|s/d|nenhum|nenhuma|não se aplica|nessuno|nessuna|geen|n.v.t.|nvt|ingen|"+
		"inget|ei ole|brak|nie dotyczy|žádná|žádný|nincs|niciunul|nu este cazul|yok|belirtilmemiş|нет|"+
		"не указано|отсутствует|немає|няма|ندارد|هیچ|لا يوجد|لا شيء|אין|नहीं|ไม่มี|không|không có|"+
		"tidak ada|無し|なし|無|无|没有|暂无|없음|해당 없음", "|") {
		m[w] = true
	}
	return m
}()

// isNothing reports whether a cell holds a word for an empty value: "N/A", "-", "none", "#N/A".
func isNothing(cell string) bool {
	if cell == "" || len(cell) > longestNothing || !nothingLike[len(cell)][cell[0]|0x20] && cell[0]|0x20 >= 'a' &&
		cell[0]|0x20 <= 'z' {
		return false // most cells
	}
	if strings.Trim(cell, "-–—_.·*/~ ") == "" {
		return true
	}
	return nothing[strings.ToLower(cell)] || cell[0] == '#' && formulaErrors[strings.ToUpper(cell)]
}

// nothingLike holds the lengths and first letters of the words in nothing, as a quick test.
var nothingLike = func() (like [longestNothing + 1][256]bool) {
	for w := range nothing {
		like[len(w)][w[0]|0x20] = true
	}
	return like
}()

// longestNothing is the length of the longest word for an empty value, in bytes.
const longestNothing = 30

// formulaErrors are what a spreadsheet shows when a formula fails.
var formulaErrors = set("#N/A #REF! #NAME? #VALUE! #DIV/0! #NULL! #NUM! #SPILL! #CALC! #GETTING_DATA #ERROR! #NV " +
	"#BEZUG! #WERT! #N/D #VALEUR! #¡REF! #¡VALOR! #Н/Д #ССЫЛКА!")

// emptied are the fields in which a word such as "N/A" is read as empty.
var emptied = []string{fOrganisation, fPosition, fCountry, fRole, fNameLocal, fMiddle, fPatronymic, fInfix, fFamily,
	fFamily2, fSuffix, fHonorific}

// something returns a cell, or "" for a word such as "N/A", which it counts.
func (b *builder) something(field, cell string) string {
	if !isNothing(cell) {
		return cell
	}
	if field == fGiven {
		return cell // refused, or printed with a warning
	}
	switch field { // forms accept a dash for a part of the name that a person does not have
	case fOrganisation, fPosition, fCountry, fRole, fNameLocal:
		if b.nothing == nil {
			b.nothing = map[string]int{}
		}
		b.nothing[field]++
		if b.nothingSaid == "" {
			b.nothingSaid = cell
		}
	}
	return ""
}

// nothingNote reports how many cells were taken for empty.
func (b *builder) nothingNote() {
	var parts []string
	for _, field := range emptied {
		if n := b.nothing[field]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s in %s", grouped(n), field))
		}
	}
	if len(parts) > 0 {
		b.Notes = append(b.Notes, fmt.Sprintf("cells with %s and the like are taken for empty: %s",
			source.Quote(b.nothingSaid), strings.Join(parts, ", ")))
	}
}

// roles returns the roles of event.toml by every folded word for them; the value is the role's position in the
// file.
func (l *list) roles() map[string]int {
	if l.roleOf == nil {
		l.roleOf = wordIndex(l.opt.Roles)
	}
	return l.roleOf
}

// wordIndex returns the index of each word's row.
func wordIndex(rows [][]string) map[string]int {
	m := map[string]int{}
	for i, row := range rows {
		for _, w := range row {
			if _, twice := m[locale.Fold(w)]; !twice {
				m[locale.Fold(w)] = i
			}
		}
	}
	return m
}

// joiner splits values that a form or a database joined with commas.
type joiner struct {
	atoms map[string]bool // folded values that fill a whole cell in some row or are in event.toml
	split int             // cells that were split
	first string          // the first cell that was split
}

// joinedAt are the commas at which values are joined.
func joinedAt(r rune) bool { return r == ',' || r == '、' || r == '،' || r == '，' }

// newJoiner learns the values that fill a whole cell of a column.
func (l *list) newJoiner(field string, known [][]string) *joiner {
	if !l.someJoined(l.plan.columns[field]) {
		return nil // most lists
	}
	j, joined := &joiner{atoms: map[string]bool{}}, map[string]bool{}
	for w := range wordIndex(known) {
		j.atoms[w] = true
	}
	for _, c := range l.plan.columns[field] {
		for _, r := range l.rows {
			if c >= len(r.cells) || r.cells[c] == "" {
				continue
			}
			for part := range strings.FieldsFuncSeq(r.cells[c], hardBreak) {
				if part = tidy(part); strings.IndexFunc(part, joinedAt) < 0 {
					j.atoms[locale.Fold(part)] = true
				} else {
					joined[part] = true
				}
			}
		}
	}
	delete(j.atoms, "")
	for learnt := true; learnt; { // the remainder of a cell after its known values is a value too
		learnt = false
		for cell := range joined {
			for _, part := range j.parts(cell) {
				if f := locale.Fold(part); strings.IndexFunc(part, joinedAt) < 0 && !j.atoms[f] {
					j.atoms[f], learnt = true, true
				}
			}
		}
	}
	return j
}

// hasJoin reports whether a cell has a comma of any script.
func hasJoin(cell string) bool {
	return strings.IndexByte(cell, ',') >= 0 || !plain(cell) && strings.IndexFunc(cell, joinedAt) >= 0
}

// someJoined reports whether any cell of the columns has a comma.
func (l *list) someJoined(columns []int) bool {
	for _, c := range columns {
		for _, r := range l.rows {
			if c < len(r.cells) && hasJoin(r.cells[c]) {
				return true
			}
		}
	}
	return false
}

// hardBreak reports whether r separates values wherever it occurs.
func hardBreak(r rune) bool { return r == ';' || r == '|' || r == '\n' }

// parts returns the values joined in a cell, or the whole cell when none of them is known. Text between two known
// values that has a comma of its own stays together, as in "Maps, Data, privacy and law" with Maps known. Commas
// without a following space were written by a program and always separate.
func (j *joiner) parts(cell string) []string {
	pieces := strings.FieldsFunc(cell, joinedAt)
	tight := !strings.Contains(cell, ", ")
	var parts []string
	known, open := 0, false
	for _, p := range pieces {
		p = strings.TrimSpace(p)
		if p == "" {
			continue
		}
		is := j.atoms[locale.Fold(p)]
		if is {
			known++
		}
		if open && !is && !tight {
			parts[len(parts)-1] += ", " + p
		} else {
			parts = append(parts, p)
		}
		open = !is
	}
	if known == 0 {
		return []string{cell}
	}
	return parts
}

// separate returns the values of a cell already split at semicolons, with values joined by commas split as well.
func (j *joiner) separate(values []string) []string {
	if j == nil || !slices.ContainsFunc(values, func(v string) bool { return strings.IndexFunc(v, joinedAt) >= 0 }) {
		return values
	}
	var all []string
	for _, v := range values {
		parts := []string{v}
		if strings.IndexFunc(v, joinedAt) >= 0 && !j.atoms[locale.Fold(v)] {
			parts = j.parts(v)
		}
		if len(parts) > 1 {
			j.split++
			j.first = cmp.Or(j.first, v)
		}
		all = append(all, parts...)
	}
	return all
}

// note reports how many cells of a column were split.
func (j *joiner) note(b *builder, field string) {
	if j != nil && j.split > 0 {
		b.Notes = append(b.Notes,
			fmt.Sprintf("%s of %s split at commas, such as %s, as parts of them stand alone elsewhere",
				count(j.split, "cell"), field, source.Quote(j.first)))
	}
}

// rolesOf returns the first role of a cell and, where the cell joins several, the further ones, in the order of
// event.toml.
func (b *builder) rolesOf(cell string) (role string, more []string) {
	if !strings.ContainsAny(cell, ",;|/+&\n") && !hasJoin(cell) {
		return cell, nil
	}
	known := b.roles()
	if _, one := known[locale.Fold(cell)]; one {
		return cell, nil
	}
	var parts []string
	for part := range strings.FieldsFuncSeq(cell, func(r rune) bool {
		return joinedAt(r) || hardBreak(r) ||
			strings.ContainsRune("/+&", r)
	}) {
		part = tidy(part)
		f := locale.Fold(part)
		if _, is := known[f]; !is && (len(known) > 0 || b.aloneRoles == nil || !b.aloneRoles[f]) {
			return cell, nil
		}
		parts = append(parts, part)
	}
	if len(parts) < 2 {
		return cell, nil
	}
	if role, more = inOrder(known, parts); len(more) > 0 {
		b.severalRoles++
	}
	return role, more
}

// inOrder returns the first of several roles in the order of event.toml, and the others. Of two words for one role the
// second is dropped.
func inOrder(known map[string]int, roles []string) (role string, more []string) {
	at := func(word string) int { return known[locale.Fold(word)] }
	slices.SortStableFunc(roles, func(x, y string) int { return cmp.Compare(at(x), at(y)) })
	roles = slices.CompactFunc(roles, func(x, y string) bool {
		return strings.EqualFold(x, y) || len(known) > 0 && at(x) == at(y)
	})
	return roles[0], roles[1:]
}

// standAlone returns the folded words that fill a whole cell of the role column; nil when event.toml knows the
// roles.
func (l *list) standAlone() map[string]bool {
	if len(l.opt.Roles) > 0 || !l.someJoined(l.plan.columns[fRole]) {
		return nil
	}
	alone := map[string]bool{}
	for _, r := range l.rows {
		if cell := l.plan.cell(r, fRole); cell != "" && len(alone) < 10_000 && strings.IndexFunc(cell, joinedAt) < 0 {
			alone[locale.Fold(cell)] = true
		}
	}
	return alone
}
