package roster

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"lanyard/internal/base/source"
)

// tidy returns the text of a cell in normalisation form C, without surrounding spaces and without the guard that
// some systems put before = + - @ so that spreadsheets do not compute the cell.
func tidy(cell string) string {
	if n := len(cell); n == 0 || cell[0] > ' ' && cell[0] != '\'' && cell[n-1] != ' ' && plain(cell) {
		return cell // most cells
	}
	c := strings.TrimFunc(cell, func(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' })
	if guarded(c) {
		c = c[1:]
	}
	if strings.IndexFunc(c, composes) < 0 {
		return c
	}
	return norm.NFC.String(c)
}

// composes reports whether r may need normalisation. It is false for the common letters and signs that are never
// changed by, or combined in, normalisation form C.
func composes(r rune) bool {
	switch {
	case r < 0x300, // Latin, and all of ASCII
		r >= 0x400 && r <= 0x482,                                                                             // Cyrillic
		r >= 0x5d0 && r <= 0x5ea,                                                                             // Hebrew
		r >= 0x620 && r <= 0x64a, r == 0x66e, r == 0x66f, r >= 0x671 && r <= 0x6d3, r == 0x200c, r == 0x200d, // Arabic and its joiners
		r >= 0x3041 && r <= 0x3096, r >= 0x30a1 && r <= 0x30fe, // kana
		r >= 0x4e00 && r <= 0x9fff, r >= 0xac00 && r <= 0xd7a3: // Han and Hangul
		return false
	}
	return true
}

// guarded reports whether a ' precedes a sign that begins a formula.
func guarded(c string) bool {
	return len(c) > 1 && c[0] == '\'' && strings.IndexByte("=+-@", c[1]) >= 0
}

// checker checks the cells of one row and remembers whether all are valid.
type checker struct {
	*list
	row  row
	keys *[]string // of the columns
	good bool
}

// column returns the column of a field, from 1; 0 when the list has none.
func (c *checker) column(field string) int {
	if columns := c.plan.columns[field]; len(columns) > 0 {
		return columns[0] + 1
	}
	return 0
}

// refuse reports an error in the row.
func (c *checker) refuse(field, code, format string, args ...any) *source.Problem {
	c.good = false
	return c.fail(c.row.line, c.column(field), code, format, args...)
}

// text returns a cell that is printed on one line, or reports why it cannot be printed.
func (c *checker) text(field, s string) string {
	if plain(s) && len(s) <= maxPrinted {
		return s
	}
	label := strings.ReplaceAll(field, "_", " ")
	if n := utf8.RuneCountInString(s); n > maxPrinted {
		c.refuse(field, "roster-text-too-long", "%s %s has %d characters; %d can be printed", label, source.Quote(s),
			n, maxPrinted)
		return s
	}
	if strings.ContainsAny(s, "\n\t") {
		s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\t' }), " ")
		c.warn(c.row.line, c.column(field), "roster-line-break",
			"%s %s has a line break or a tab in it: printed as a space", label, source.Quote(s))
	}
	for _, r := range s {
		if what := forbidden(r); what != "" {
			c.refuse(field, "roster-control-character", "%s %s holds U+%04X, %s", label, source.Quote(s), r,
				what).Hint = "type the text of this cell again: it came with something invisible"
			break
		}
	}
	return s
}

// plain reports whether s is printable ASCII, as most cells are.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// texts applies text to each part of a cell.
func (c *checker) texts(field string, parts []string) {
	if len(parts) > maxItems {
		c.refuse(field, "roster-too-many", "the cell of %s has %d parts; %d can be printed", field, len(parts),
			maxItems)
		return
	}
	for i := range parts {
		parts[i] = c.text(field, parts[i])
	}
}

// forbidden describes a character that must not be printed because it acts on the text around it. The marks U+200E,
// U+200F and U+061C and the joiners are allowed: names need them.
func forbidden(r rune) string {
	switch {
	case unicode.IsControl(r):
		return "a control character"
	case r == '\u2028', r == '\u2029':
		return "a line separator"
	case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
		return "which reverses the direction of the text around it"
	case r >= 0xe0000 && r <= 0xe007f:
		return "an invisible tag"
	}
	return ""
}

// named refuses a name that is empty or invisible.
func (c *checker) named(name string) {
	column := cmp.Or(c.column(fName), c.column(fGiven), c.column(fFamily), c.column(fNameLocal))
	if name == "" && c.uncomputed[[2]int{c.row.line, column - 1}] {
		c.good = false
		c.fail(c.row.line, column, "roster-formula", "the name is a formula that was never computed%s",
			c.whose()).Hint = "open the workbook in a spreadsheet program and save it again"
		return
	}
	if name == "" {
		c.good = false
		c.fail(c.row.line, column, "roster-empty-name", "the row has no name%s",
			c.whose()).Hint = "write the name, or delete the line"
		return
	}
	if formulaErrors[strings.ToUpper(name)] {
		c.good = false
		c.fail(c.row.line, column, "roster-spreadsheet-error",
			"the name is %s, which is what a spreadsheet shows when a formula fails%s", name,
			c.whose()).Hint = "mend the formula in the spreadsheet"
		return
	}
	if strings.IndexFunc(name, visible) < 0 {
		c.good = false
		c.fail(c.row.line, column, "roster-empty-name", "the name %s%s has no character that can be seen",
			source.Quote(name), c.whose()).Hint = "write the name, or delete the line"
	}
}

// whose identifies the person of a row without a name by their address.
func (c *checker) whose() string {
	if email := c.plan.cell(c.row, fEmail); email != "" {
		return " (" + source.Printable(email) + ")"
	}
	return ""
}

// visible reports whether r leaves ink by itself.
func visible(r rune) bool {
	switch r {
	case '\u115f', '\u1160', '\u3164', '\uffa0', '\u2800': // Hangul fillers, Braille blank
		return false
	}
	return unicode.In(r, unicode.L, unicode.N, unicode.P, unicode.S, unicode.Co)
}

// email returns the address in a cell and warns when it is not valid.
func (c *checker) email(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1 // copied from a mail program; addresses contain none of these
		}
		return r
	}, s)
	s = strings.TrimPrefix(strings.TrimSpace(s), "mailto:")
	if s = c.text(fEmail, s); s == "" {
		return ""
	}
	if why := noAddress(s); why != "" {
		c.warn(c.row.line, c.column(fEmail), "roster-email", "email %s: %s", source.Quote(s),
			why).Hint = "an address looks like name@example.org"
	}
	return s
}

// noAddress explains why s is not an e-mail address, or returns "". It is more lenient than RFC 5321 section 4.1.2
// only where no mailbox in use is affected.
func noAddress(s string) string {
	local, domain, ok := strings.Cut(s, "@")
	switch {
	case !ok:
		return "missing @"
	case strings.ContainsAny(s, " \t,;<>"):
		return "more than one address, or a name with it"
	case local == "":
		return "missing name before the @"
	case domain == "":
		return "missing domain"
	case strings.Contains(domain, "@"):
		return "more than one @"
	case !strings.Contains(domain, "."), strings.HasPrefix(domain, "."), strings.HasSuffix(domain, "."),
		strings.Contains(domain, ".."):
		return "incomplete domain"
	case len(s) > 254: // RFC 5321 section 4.5.3.1.3, less the brackets
		return "longer than an address can be"
	}
	return ""
}

// id returns the id given in the row, or "".
func (c *checker) id(e *entry) string {
	id := e.ID
	if id == "" && e.Order != "" && e.OrderLine != "" {
		id = e.Order + "-" + e.OrderLine
	}
	if len(id) > maxID {
		c.refuse(fID, "roster-id-too-long", "id %s has %d bytes; an id may have %d", source.Quote(id), len(id), maxID)
		return ""
	}
	if id = c.text(fID, id); id != "" && strings.IndexFunc(id, visible) < 0 {
		c.refuse(fID, "roster-id", "id %s has no character that can be seen", source.Quote(id))
	}
	return id
}

// printed are the fields in which surrounding spaces deserve a warning.
var printed = map[string]bool{fName: true, fGiven: true, fMiddle: true, fPatronymic: true, fInfix: true,
	fFamily: true, fFamily2: true, fSuffix: true, fNameLocal: true, fOrganisation: true, fPosition: true, fRole: true}

// fields returns every cell of the row under its header's key; the row no longer owns them. Unprintable characters
// are removed from cells that no field uses.
func (c *checker) fields() Cells {
	for i, raw := range c.row.cells {
		if raw == "" {
			continue
		}
		s := tidy(raw)
		if printed[c.plan.taken[i]] && len(s) < len(raw) && s != "" && spaced(raw) {
			c.warn(c.row.line, i+1, "roster-outer-space", "%s has spaces around it: dropped", source.Quote(s))
		}
		if !plain(s) && strings.IndexFunc(s, func(r rune) bool { return r != '\n' && forbidden(r) != "" }) >= 0 {
			s = strings.Map(func(r rune) rune {
				if r == '\t' {
					return ' '
				}
				if r != '\n' && forbidden(r) != "" {
					return -1
				}
				return r
			}, s)
			if c.plan.taken[i] == "" {
				c.warn(c.row.line, i+1, "roster-control-character",
					"%s had invisible characters that act on the text around them: dropped", source.Quote(s))
			}
		}
		c.row.cells[i] = s
	}
	return Cells{c.keys, c.row.cells}
}

// spaced reports whether a cell has surrounding spaces other than a guard.
func spaced(raw string) bool {
	raw = strings.TrimPrefix(raw, "\t")
	return raw != strings.TrimSpace(raw)
}

// language returns the BCP 47 tag of a row's language.
func (b *builder) language(r row, e *entry) string {
	if e.Language == "" {
		return b.plan.lang
	}
	if tag, ok := languageTag(e.Language); ok {
		return tag
	}
	b.warn(r.line, b.columns[fLanguage], "roster-language", "language %s is not one we know",
		source.Quote(e.Language)).Hint = "write a tag such as fa, ar, ur, zh-Hant, or the English name of the language"
	return ""
}

// languageTag returns the BCP 47 tag for a cell such as "fa", "fa_IR" or "Persian". It keeps language, script and
// region.
func languageTag(s string) (string, bool) {
	if tag, ok := languages[key(s)]; ok {
		return tag, true
	}
	var tag string
	for i, part := range strings.FieldsFunc(s, func(r rune) bool { return r == '-' || r == '_' }) {
		letters := strings.IndexFunc(part, func(r rune) bool { return r > 'z' || !unicode.IsLetter(r) }) < 0
		switch {
		case i == 0 && letters && (len(part) == 2 || len(part) == 3):
			tag = strings.ToLower(part)
		case i == 0:
			return "", false
		case letters && len(part) == 4:
			tag += "-" + strings.ToUpper(part[:1]) + strings.ToLower(part[1:])
		case letters && len(part) == 2:
			tag += "-" + strings.ToUpper(part)
		}
	}
	return tag, tag != ""
}

// base returns the language of a tag.
func base(tag string) string {
	lang, _, _ := strings.Cut(tag, "-")
	return lang
}

// latin are languages that are never written in another script. Given as the language of a name in another script,
// they are that of the form that was filled in.
var latin = map[string]bool{
	"ca": true, "cs": true, "da": true, "de": true, "en": true, "es": true, "et": true, "fi": true, "fr": true,
	"hr": true, "hu": true, "id": true, "is": true, "it": true, "lt": true, "lv": true, "nb": true, "nl": true,
	"no": true,
	"pl": true, "pt": true, "ro": true, "sk": true, "sl": true, "sv": true, "tr": true, "vi": true,
}

// isHonorific reports whether a cell is a form of address: "Dr", "Prof. Dr.".
func isHonorific(s string) bool {
	words := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '.' || r == '/' })
	for _, w := range words {
		if !honorifics[strings.ToLower(w)] {
			return false
		}
	}
	return len(words) > 0
}

var honorifics = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.SplitSeq("mr mrs ms miss mx dr prof professor doctor sir dame lord lady hon rev fr he "+
		"h e eng ir amb ambassador phd md "+
		"herr frau hr fr dipl ing m mme mlle monsieur madame sr sra srta señor señora don doña sig sigra dott dottssa "+
		"г г-н г-жа д-р проф آقای آقا خانم دکتر مهندس استاد السيد السيدة الدكتور 様 先生 博士 さん 씨 박사 교수 คุณ ดร", " ") {
		m[w] = true
	}
	return m
}()

// count formats a number with its noun: "1 row", "1,200 rows".
func count(n int, nouns ...string) string {
	noun := nouns[0]
	if n != 1 {
		if noun += "s"; len(nouns) > 1 {
			noun = nouns[1]
		}
	}
	return grouped(n) + " " + noun
}
