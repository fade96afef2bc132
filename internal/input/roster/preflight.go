package roster

import (
	"cmp"
	"fmt"
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"

	"lanyard/internal/base/locale"
	"lanyard/internal/base/source"
)

// Preflight looks at every name before it is printed and warns of what is
// allowed but hardly ever meant: letters of another script that look the same,
// traces of a wrong encoding, capitals throughout, an address in a name, the same
// person twice. All it returns are warnings, in the order of the rows.
//
// Two people are suspected to be one when their names have the same letters in
// any order of the words, without case, accents, points and spaces; or the same
// e-mail address and names that differ by one or two slips.
//
// It ends early, like Read, when Options.Ended of r returns an error.
func Preflight(r *Roster) source.Problems {
	f := &flight{roster: r, folds: make([]string, len(r.People)), organisations: map[string]string{}}
	rows := 0
	for i := range r.People {
		if ended(r.ended, &rows) {
			return nil
		}
		f.folds[i] = folded(r.People[i].Name)
		f.person(&r.People[i], f.folds[i])
	}
	f.twins()
	f.problems.Sort()
	return f.problems
}

// flight is a preflight under way.
type flight struct {
	roster        *Roster
	folds         []string          // folded names of the people
	organisations map[string]string // folded, by how they are written
	problems      source.Problems
}

// cell is where the list has a field of a person.
type cell struct {
	of     *flight
	row    int
	column int
	whole  bool // the cell holds the field alone, not a part of it
}

// at returns the cell of a field, of a name in parts that of the first part.
func (f *flight) at(a *Attendee, field string) cell {
	column := a.Columns[field]
	if field == fName {
		column = cmp.Or(column, a.Columns[fGiven], a.Columns[fFamily], a.Columns[fNameLocal])
	}
	return cell{f, a.Row, column, a.Columns[field] > 0}
}

// warn records a warning at a cell.
func (c cell) warn(code, hint, format string, args ...any) *source.Problem {
	return c.suggest("", code, hint, format, args...)
}

// suggest records a warning at a cell, with the text that it should most likely have.
func (c cell) suggest(instead, code, hint, format string, args ...any) *source.Problem {
	if !c.whole {
		instead = ""
	}
	c.of.problems.Add(source.Problem{Severity: source.Warning, Code: "roster-" + code, File: c.of.roster.File, Line: c.row,
		Column: c.column, Message: fmt.Sprintf(format, args...), Hint: hint, Instead: instead})
	return &c.of.problems[len(c.of.problems)-1]
}

// person checks the fields of one person, whose folded name is given.
func (f *flight) person(a *Attendee, name string) {
	for _, n := range []struct{ field, text string }{{fName, a.Name}, {fNameLocal, a.NameLocal},
		{fOrganisation, a.Organisation}, {fPosition, a.Position}} {
		if n.text != "" && f.text(a, n.field, n.text) && (n.field == fName || n.field == fNameLocal) {
			f.name(a, n.field, n.text)
		}
	}
	if a.Organisation != "" && name == f.organisation(a.Organisation) {
		f.at(a, fName).warn("name-is-organisation", "write the person's name", "the name %s is also the organisation",
			source.Quote(a.Name))
	}
	if text := a.NameLocal + a.Name; !f.roster.han && a.Language == "" && only(text, unicode.Han) && letters(text) > 0 &&
		locale.HanOfCountry(a.Country) == "" {
		f.at(a, fName).warn("language-unknown", "add a language column with ja, zh-Hans, zh-Hant or ko",
			"the name %s is drawn differently in Japanese, Chinese and Korean, and the list does not say which it is",
			source.Quote(text))
	}
}

// organisation returns an organisation in the form in which names are compared.
func (f *flight) organisation(written string) string {
	of, known := f.organisations[written]
	if !known {
		of = folded(written)
		f.organisations[written] = of
	}
	return of
}

// text warns of what is hardly ever intended in any text, and reports whether the text is legible.
func (f *flight) text(a *Attendee, field, s string) bool {
	if plain(s) && !strings.Contains(s, "  ") && !strings.ContainsAny(s, "?#&") {
		return true
	}
	label := "the " + strings.ReplaceAll(field, "_", " ")
	if field == fNameLocal {
		label = "the local name"
	}
	if meant, broken := mended(s); broken {
		f.at(a, field).suggest(meant, "mojibake", "export the list again as CSV UTF-8: it went through a wrong encoding once",
			"%s %s came out garbled: it was most likely %s", label, source.Quote(s), source.Quote(meant))
		return false
	}
	if strings.Contains(s, "  ") {
		f.at(a, field).suggest(strings.Join(strings.Fields(s), " "), "double-space", "", "%s %s has two spaces in a row",
			label, source.Quote(s))
	}
	if strings.ContainsRune(s, utf8.RuneError) || strings.Contains(s, "??") {
		f.at(a, field).warn("lost-letters", "export the list again as CSV UTF-8: letters were lost on the way",
			"%s %s has a sign in place of letters that were lost", label, source.Quote(s))
	}
	if meant := html.UnescapeString(s); meant != s {
		f.at(a, field).suggest(meant, "html", "export the list again without HTML, or write it as it is meant",
			"%s %s comes from a web page: it was most likely %s", label, source.Quote(s), source.Quote(meant))
		return false
	}
	if r, what := invisible(s); what != "" {
		f.at(a, field).suggest(unhidden(s, r), "invisible-character", "type the text again: it came with something invisible",
			"%s %s has something in it that cannot be seen: %s (U+%04X)", label, source.Quote(s), what, r)
	}
	if word, r, foreign := mixed(s); foreign != "" {
		f.at(a, field).warn("look-alike", "type the word again with one keyboard",
			"%s mixes two alphabets: in %s the letter %c is the %s one (U+%04X), which only looks like the right one",
			label, source.Quote(word), r, foreign, r)
	}
	return true
}

// name warns of what is hardly ever intended in a name.
func (f *flight) name(a *Attendee, field, s string) {
	switch {
	case strings.Contains(s, "@") && strings.Contains(s, "."):
		f.at(a, field).warn("address-in-name", "write the name alone", "the name %s holds an e-mail address",
			source.Quote(s))
	case strings.Contains(s, "://") || strings.HasPrefix(strings.ToLower(s), "www."):
		f.at(a, field).warn("address-in-name", "write the name alone", "the name %s holds a web address", source.Quote(s))
	case strings.ContainsAny(s[:1], "=+-@"):
		f.at(a, field).warn("formula", "write the name alone", "the name %s looks like a formula of a spreadsheet",
			source.Quote(s))
	case letters(s) == 0:
		f.at(a, field).warn("no-letters", "write the name", "the name %s has no letter", source.Quote(s))
	case a.Odd == NoPerson && device(s) != "":
		f.at(a, field).warn("device", "write the person's name, or delete the line", "the name %s is %s",
			source.Quote(s), device(s))
	case placeholders[key(s)], strings.EqualFold(s, "n/a"):
		f.at(a, field).warn("placeholder", "write the name", "the name %s is not a name", source.Quote(s))
	case unmarked(s) != s:
		f.at(a, field).suggest(unmarked(s), "mark-in-name", "write the name alone, if the mark is no part of it: "+unmarked(s),
			"the name %s has a mark in it, such as those of a footnote or of a numbered list, which would be printed",
			source.Quote(s))
	case strings.IndexFunc(s, unicode.IsDigit) >= 0:
		f.at(a, field).warn("number-in-name", "write the name alone", "the name %s has a number in it", source.Quote(s))
	}
	f.order(a, field, s)
	f.note(a, field, s)
	switch upper, lower := cased(s); {
	case upper > 3 && lower == 0:
		f.at(a, field).warn("capitals", "write it as the person does; Lanyard changes no letter",
			"the name %s is all capitals", source.Quote(s))
	case lower > 1 && upper == 0:
		f.at(a, field).warn("small-letters", "write it as the person does; Lanyard changes no letter",
			"the name %s has no capital", source.Quote(s))
	}
	switch lang := base(a.Language); {
	case persian(a):
		if i := strings.IndexAny(s, "يىك"); i >= 0 {
			r, _ := utf8.DecodeRuneInString(s[i:])
			meant := strings.NewReplacer("ي", "ی", "ى", "ی", "ك", "ک").Replace(s)
			f.at(a, field).suggest(meant, "arabic-letter", "type it with a Persian keyboard: "+meant,
				"the name %s is Persian, but has the Arabic letter %c (U+%04X)", source.Quote(s), r, r)
		}
	case lang == "tr" || lang == "az":
		f.turkish(a, field, s)
	}
	if strings.Contains(norm.NFD.String(s), "i\u0307") && base(a.Language) != "lt" {
		f.at(a, field).warn("dotted-i", "write i, or ı where that is meant",
			"the name %s has an i with a second dot: a program lower-cased İ", source.Quote(s))
	}
}

// Marks of footnotes, behind a word, and of lists, before the name. º and ª are none: "José Mª".
const (
	footnoteMarks = "*∗＊※†‡§¶#^¹²³⁴⁵⁶⁷⁸⁹⁰₁₂₃ᵃᵇᶜᵈᵉ✝✱⁎★☆✓✔"
	bulletMarks   = "*∗＊※•·●○◦▪■□–—-‣★☆✓✔→>"
)

// unmarked returns a name without the marks of footnotes and lists: "Ann Poe*", "Ann Poe (1)", "2) Ann Poe". A name
// without any is returned as it is.
func unmarked(s string) string {
	w := strings.Fields(s)
	if len(w) > 1 && listMark(w[0]) {
		w = w[1:]
	}
	for i := range w {
		if at := strings.LastIndexAny(w[i], "(["); at >= 0 && len(strings.Trim(w[i][at:], "()[]0123456789,*†‡")) == 0 {
			w[i] = w[i][:at]
		}
		w[i] = strings.TrimRight(w[i], footnoteMarks+"·")
	}
	name := strings.Join(strings.Fields(strings.Join(w, " ")), " ")
	name = strings.TrimSpace(strings.TrimLeft(name, bulletMarks))
	name = strings.TrimSpace(strings.Trim(name, "~"))
	for _, around := range []string{"()", "[]", "（）", "{}"} { // a whole name in brackets is one that was taken off a list
		open, closing := string([]rune(around)[0]), string([]rune(around)[1])
		if strings.HasPrefix(name, open) && strings.HasSuffix(name, closing) && strings.Count(name, open) == 1 {
			name = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(name, open), closing))
		}
	}
	if letters(name) == 0 || name == strings.Join(strings.Fields(s), " ") {
		return s
	}
	return name
}

// listMark reports whether a word numbers a list: "2.", "(2)", "b)".
func listMark(word string) bool {
	number := strings.TrimRight(word, ".):")
	return number != word && strings.Trim(strings.TrimLeft(number, "("), "0123456789") == "" && number != ""
}

// turkish warns of names whose dots and tails were lost.
func (f *flight) turkish(a *Attendee, field, s string) {
	for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if right, known := dotless[strings.ToLower(word)]; known {
			f.at(a, field).suggest(strings.ReplaceAll(s, word, right), "dotless-i", "ask how the name is written",
				"the name %s was most likely written %s", source.Quote(word), right)
		}
	}
}

// dotless are common Turkish names that differ from their plain spelling.
var dotless = map[string]string{
	"yilmaz": "Yılmaz", "yildiz": "Yıldız", "yildirim": "Yıldırım", "kilic": "Kılıç", "isik": "Işık", "aydin": "Aydın",
	"arikan": "Arıkan", "altin": "Altın", "aslanoglu": "Aslanoğlu", "cagri": "Çağrı", "celik": "Çelik",
	"dogan": "Doğan", "erdogan": "Erdoğan",
	"gokce": "Gökçe", "gul": "Gül", "gunes": "Güneş", "ozturk": "Öztürk", "ozdemir": "Özdemir", "ozgur": "Özgür",
	"sahin": "Şahin", "simsek": "Şimşek", "tas": "Taş", "ugur": "Uğur", "ulku": "Ülkü", "cinar": "Çınar",
	"balci": "Balcı", "kaplanli": "Kaplanlı",
}

// placeholders are what people type when forced to enter a name, as keys.
var placeholders = map[string]bool{
	"none": true, "null": true, "test": true, "tbd": true, "tba": true, "tbc": true, "unknown": true,
	"teststudent": true, "studenttest": true, "testuser": true, "demouser": true, "demostudent": true,
	"anonymous": true, "name": true, "undefined": true, "guest": true, "xxx": true, "asdf": true,
}

// persian reports whether a person's name is Persian, Dari or Pashto: by its language or, if none is given, by the
// country.
func persian(a *Attendee) bool {
	switch base(a.Language) {
	case "fa", "prs", "per", "fas":
		return true
	case "":
		c := key(a.Country)
		return slices.Contains([]string{"ir", "irn", "iran", "iranislamicrepublicof", "islamicrepublicofiran",
			"ایران"}, c)
	}
	return false
}

// mended returns the text before UTF-8 was misread as Windows-1252, and whether it was: "JosÃ©" was "José".
func mended(s string) (string, bool) {
	if !strings.ContainsAny(s, "ÃÂÄÅØÙÐÑáâàÎÏ×") {
		return "", false
	}
	var b []byte
	for _, r := range s {
		c, ok := charmap.Windows1252.EncodeRune(r)
		if !ok {
			if r > 0xff {
				return "", false
			}
			c = byte(r)
		}
		b = append(b, c)
	}
	meant := string(b)
	return meant, utf8.ValidString(meant) && meant != s &&
		utf8.RuneCountInString(meant) < utf8.RuneCountInString(s) && strings.IndexFunc(meant, unicode.IsControl) < 0
}

// invisible returns the first character of s that is neither visible nor required by a script in that position, and
// describes it.
func invisible(s string) (rune, string) {
	before := ' '
	for i, r := range s {
		after, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
		switch {
		case r == '\u200e', r == '\u200f', r == '\u061c':
			return r, "a mark of direction"
		case (r == '\u200c' || r == '\u200d') && (unicode.Is(unicode.Latin, before) || !inWord(before) ||
			!inWord(after)):
			return r, "a joiner with nothing to join"
		case r == '\u200b', r == '\u2060', r == '\ufeff':
			return r, "a space without width"
		case r == '\u00ad':
			return r, "a soft hyphen"
		case r == '\u00a0', r == '\u202f', r == '\u2007':
			return r, "a space at which no line may break"
		case r == '\u115f', r == '\u1160', r == '\u3164', r == '\uffa0', r == '\u2800', r == '\u034f', r == '\u180e':
			return r, "a filler"
		}
		before = r
	}
	return 0, ""
}

// unhidden returns s without an invisible character r; one that is a space becomes an ordinary one.
func unhidden(s string, r rune) string {
	to := ""
	if unicode.IsSpace(r) {
		to = " "
	}
	return strings.Join(strings.Fields(strings.ReplaceAll(s, string(r), to)), " ")
}

// alike are letters that look like letters of another script.
var alike = map[*unicode.RangeTable]string{
	unicode.Latin:    "AaBCcEeHIiJjKMOoPpSsTXxYyZNVv",
	unicode.Cyrillic: "АаВСсЕеНІіЈјКМОоРрЅѕТХхУу",
	unicode.Greek:    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανυ",
}

// mixed returns the first word of s that mixes two look-alike scripts, with the odd letter and its script.
func mixed(s string) (word string, odd rune, script string) {
	scripts := []struct {
		table *unicode.RangeTable
		name  string
	}{{unicode.Latin, "Latin"}, {unicode.Cyrillic, "Cyrillic"}, {unicode.Greek, "Greek"}}
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		least, found := len(w)+1, 0
		for _, c := range scripts {
			n, first := 0, rune(0)
			for _, r := range w {
				if unicode.Is(c.table, r) {
					if n++; first == 0 && strings.ContainsRune(alike[c.table], r) {
						first = r
					}
				}
			}
			if n > 0 {
				found++
			}
			if n > 0 && n < least && first > 0 {
				least, odd, script = n, first, c.name
			}
		}
		if found > 1 && script != "" {
			return w, odd, script
		}
		odd, script = 0, ""
	}
	return "", 0, ""
}

// letters counts the letters of s.
func letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// cased counts the upper-case and lower-case letters of s in scripts that have both: Georgian names have no
// capitals.
func cased(s string) (upper, lower int) {
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r) && unicode.ToTitle(r) != r:
			lower++
		}
	}
	return upper, lower
}

// folded returns the form in which names are compared: the letters of the words in alphabetical order, without
// case, accents, points and spaces.
func folded(name string) string {
	words := strings.FieldsFunc(unaccented(name), func(r rune) bool {
		return !unicode.IsLetter(r) &&
			!unicode.IsDigit(r)
	})
	slices.Sort(words)
	return strings.Join(words, "")
}

// unaccented returns name in lower case without accents and joiners; letters that differ only by keyboard become
// one. A vowel sign is kept in scripts where it is part of the letter.
func unaccented(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Inherited, r), r == '\'', r == '’', r == '.':
			return -1
		case r == 'ي', r == 'ى':
			return 'ی'
		case r == 'ك':
			return 'ک'
		case r == 'ı':
			return 'i'
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(name))
}

// twins warns of two people with the same name and of one person under two spellings.
func (f *flight) twins() {
	names, mails := map[string]*Attendee{}, map[string]*Attendee{}
	rows := 0
	for i := range f.roster.People {
		if ended(f.roster.ended, &rows) {
			return
		}
		a := &f.roster.People[i]
		k := f.folds[i]
		if k == "" {
			k = a.Name
		}
		if first := names[k]; first == nil {
			names[k] = a
		} else if first.Name == a.Name {
			f.at(a, fName).warn("same-name", "nothing, if they are two people; else delete one line",
				"%s is on line %d too", source.Quote(a.Name), first.Row).Twin = first.Row
		} else {
			f.at(a, fName).warn("same-person", "if this is one person, delete one line",
				"%s may be %s of line %d: the letters are the same but for case, accents or order",
				source.Quote(a.Name), source.Quote(first.Name), first.Row).Twin = first.Row
		}
		if a.Email == "" {
			continue
		}
		mail := strings.ToLower(a.Email)
		if first := mails[mail]; first == nil {
			mails[mail] = a
		} else if folded(first.Name) != k && source.Nearest(a.Name, []string{first.Name}) != "" {
			f.at(a, fName).warn("same-person", "if this is one person, delete one line",
				"%s may be %s of line %d: the e-mail address is the same", source.Quote(a.Name),
				source.Quote(first.Name), first.Row).Twin = first.Row
		}
	}
}
