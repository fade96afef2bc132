package roster

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// parts are the parts of one person's name as given in the list.
type parts struct {
	given, middle, patronymic, infix, family, family2, suffix string
}

// fields yields each part with its field, in the order of nameParts.
func (p *parts) fields(yield func(field string, to *string) bool) {
	for i, to := range []*string{&p.given, &p.middle, &p.patronymic, &p.infix, &p.family, &p.family2, &p.suffix} {
		if !yield(nameParts[i], to) {
			return
		}
	}
}

// surname returns the full surname: "van den Oever", "Vega Montalbán".
func (p parts) surname() string { return words(p.infix, p.family, p.family2) }

// whole joins the parts in the order of their language. Family names come first in Chinese, Japanese and Korean in
// their own script, in Hungarian and Vietnamese, and before a patronymic in Cyrillic, as on Russian documents.
// Chinese and Korean names have no space between the parts.
func (p parts) whole(lang string) string {
	name := ""
	given, family := words(p.given, p.middle), p.surname()
	all := given + family
	switch {
	case p.patronymic != "" && only(all+p.patronymic, unicode.Cyrillic) && base(lang) != "bg" && base(lang) != "mk":
		name = words(family, given, p.patronymic)
	case p.patronymic != "" || given == "" || family == "":
		name = words(given, p.patronymic, family)
	case only(all, unicode.Hangul), only(all, unicode.Han) && base(lang) != "ja":
		name = family + given
	case only(all, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul), base(lang) == "hu" &&
		only(all, unicode.Latin):
		name = words(family, given)
	case base(lang) == "vi" && only(all, unicode.Latin):
		name = words(family, p.middle, p.given)
	default:
		name = words(given, family)
	}
	return withSuffix(name, p.suffix)
}

// withSuffix appends a suffix to a name: "Jr." and numerals after a space, degrees after a comma.
func withSuffix(name, suffix string) string {
	if suffix == "" || name == "" {
		return cmp.Or(name, suffix)
	}
	if generations[suffixKey(suffix)] {
		return name + " " + suffix
	}
	return name + ", " + strings.TrimLeft(suffix, ", ")
}

// words joins the non-empty parts with spaces.
func words(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " ")
}

// only reports whether all letters of s are of these scripts.
func only(s string, scripts ...*unicode.RangeTable) bool {
	for _, r := range s {
		if unicode.IsLetter(r) && r != 'ー' && !unicode.In(r, scripts...) {
			return false
		}
	}
	return true
}

// Words after a name that are ignored when it is sorted or split.
var (
	generations = set("jr sr junior senior ii iii iv vi vii viii 2nd 3rd 4th filho neto sobrinho júnior fils père " +
		"hijo mł st ml")
	degrees = set("phd dphil md dds dvm mba msc ma ba bsc bs ms meng beng esq cpa pe rn jd llm llb llm edd " +
		"psyd pharmd mph mpa mphil frcp frs obe mbe cbe cfa pmp cissp dsc scd ed pt od facs fhea sj op cscs csc " +
		"drphil phdr mudr ing mgr msn bsn dnp aprn cnm crna lcsw lmft otr faan facp fache ccrn rdn ches frcpc frcsc " +
		"frcpath facep fnp mbbs mbchb bds mrcp mrcs frcgp acca mfa mdiv dba facog faap dpt otd mscn ccrp")
)

// set returns the words of a line as a set.
func set(line string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(line) {
		m[w] = true
	}
	return m
}

// suffixKey returns a suffix in lower case without full stops.
func suffixKey(s string) string {
	if strings.ContainsAny(s, "., ") {
		s = strings.Map(func(r rune) rune {
			if r == '.' || r == ',' || r == ' ' {
				return -1
			}
			return r
		}, s)
	}
	return strings.ToLower(s)
}

// longestSuffix is the length of the longest suffix, with full stops.
const longestSuffix = 12

// isSuffix reports whether s consists of suffixes: "Jr.", "III", "M.D., PhD".
func isSuffix(s string) bool {
	found := false
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool {
		return r == ',' || r == ' ' || r == '/' ||
			r == '&'
	}) {
		if k := suffixKey(part); !generations[k] && !degrees[k] {
			return false
		}
		found = true
	}
	return found
}

// postNominals reports whether what is behind the last comma of a name are letters of an office or a society, "FRCS":
// four capitals at least, behind two words with small letters.
func postNominals(name, tail string) bool {
	if !strings.Contains(strings.TrimSpace(name), " ") || strings.IndexFunc(name, unicode.IsLower) < 0 {
		return false
	}
	found := false
	for w := range strings.FieldsFuncSeq(tail, func(r rune) bool { return r == ' ' || r == '.' }) {
		if len(w) < 4 || len(w) > 8 || strings.IndexFunc(w, func(r rune) bool { return r < 'A' || r > 'Z' }) >= 0 {
			return false
		}
		found = true
	}
	return found
}

// behindName reports whether a cell holds what is printed behind a name: "Jr.", "PhD", "RN, MSN", "FRCS (Ed)".
func behindName(cell string) bool {
	found := false
	for _, w := range strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune(", ;/&()", r) }) {
		upper, lower := cased(w)
		if k := suffixKey(w); !generations[k] && !degrees[k] && (upper < 2 || lower > 2 || len(w) > longestSuffix ||
			strings.IndexFunc(w, unicode.IsDigit) >= 0) && k != "ed" {
			return false
		}
		found = true
	}
	return found
}

// cutSuffix cuts the suffixes off the end of a name: any after a comma, and after a space those that are not names.
func cutSuffix(name string) (rest, suffix string) {
	for {
		if i := strings.LastIndexByte(name, ','); i > 0 && (isSuffix(strings.TrimLeft(name[i:], ", ")) ||
			postNominals(name[:i], name[i+1:])) {
			name, suffix = strings.TrimSpace(name[:i]), words(strings.TrimLeft(name[i:], ", "), suffix)
			continue
		}
		i := strings.LastIndexByte(name, ' ')
		if i <= 0 {
			return name, suffix
		}
		last := name[i+1:]
		if len(last) > longestSuffix {
			return name, suffix
		}
		k := suffixKey(last)
		pointed := strings.Contains(last, ".") && len(last) > 2
		if !(generations[k] && (pointed || k != "senior" && k != "st" && k != "ml" && k != "neto" &&
			k != "sobrinho")) &&
			k != "phd" && !(degrees[k] && pointed) || !strings.ContainsRune(strings.TrimSpace(name[:i]), ' ') &&
			(k == "filho" || k == "junior" || k == "júnior") {
			return name, suffix
		}
		name, suffix = strings.TrimRight(name[:i], " ,"), words(last, suffix)
	}
}

// titlesBefore are the titles that are ignored when a name is split: only those that are nobody's name.
var titlesBefore = set("dr prof mr mrs ms mx sir dame herr frau hr fr mme mlle monsieur madame sr sra srta dott " +
	"dottssa ing dipl-ing eng rev phdr mudr mgr bc drs ir д-р проф г-н г-жа")

// cutTitles cuts titles off the start of a name while at least two words remain.
func cutTitles(name string) string {
	for {
		first, rest, ok := strings.Cut(name, " ")
		rest = strings.TrimSpace(rest)
		k := strings.ToLower(strings.TrimRight(first, "."))
		if !ok || !titlesBefore[strings.ReplaceAll(k, ".", "")] || !strings.Contains(first, ".") &&
			!strings.Contains(rest, " ") {
			return name
		}
		name = rest
	}
}

// particles are the words before a family name that belong to it, in lower case.
var particles = set("van von der den de het 't ten ter te tot op 'd d' zu zum zur vom af av di da do dos das del " +
	"della delle dei degli de' la las los le du des y e i bin ibn bint ben al el ul abu st. mac mc ap ab nic ní " +
	"ni ó o' a av zum thor vander vanden vande onder in")

// isParticle reports whether a word is a particle; the first particle of a family name may have a capital.
func isParticle(word string) bool {
	return particles[strings.ReplaceAll(word, "’", "'")]
}

// split splits a whole name: the family name is the last word with the particles before it, or the first word where
// the language or script puts it first. A single word is a given name.
func split(name, lang string) (given, family string) {
	if p, ok := turned(name); ok {
		return p.given, p.family
	}
	name, _ = cutSuffix(name)
	name = cutTitles(name)
	if i := strings.IndexByte(name, ' '); i > 0 && strings.LastIndexByte(name, ' ') == i && plain(name) &&
		!capitals(name[:i]) && base(lang) != "hu" && base(lang) != "vi" {
		return name[:i], name[i+1:] // the common case
	}
	w := strings.Fields(name)
	switch capitals := capitalsFirst(w); {
	case len(w) == 1:
		return splitUnspaced(name, lang)
	case capitals > 0:
		return strings.Join(w[capitals:], " "), strings.Join(w[:capitals], " ")
	case surnameFirst(w):
		return w[1], w[0]
	}
	if len(w) == 0 {
		return "", ""
	}
	at := len(w) - 1
	switch {
	case only(name, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul),
		base(lang) == "hu" && only(name, unicode.Latin), base(lang) == "vi" && only(name, unicode.Latin):
		return strings.Join(w[1:], " "), w[0]
	case only(name, unicode.Cyrillic) && len(w) == 3 && patronymic(w[2]):
		return w[1], w[0]
	case only(name, unicode.Cyrillic) && len(w) == 3 && patronymic(w[1]):
		return w[0], w[2]
	case base(lang) == "es" && len(w) > 2:
		at = max(1, len(w)-2)
	}
	for i := 1; i < at; i++ {
		if len(w[i]) <= 6 && isParticle(w[i]) {
			at = i
			break
		}
	}
	if at > 1 && boundWords[w[at-1]] {
		at--
	}
	return cutWords(name, w, at)
}

// boundWords belong to the word behind them: "عبد الرحمن" is one name, and so is "binti Ahmad".
var boundWords = set("عبد أبو ابو بن ابن بنت آل ام أم bin binti bint bte ibn abd abdul abdel")

// cutWords splits a name before w[at].
func cutWords(name string, w []string, at int) (before, after string) {
	size := 0
	for _, word := range w[at:] {
		size += len(word) + 1
	}
	if at > 0 && size < len(name) && name[len(name)-size] == ' ' && strings.HasSuffix(name, w[len(w)-1]) { // slice instead of joining a copy
		return strings.TrimSpace(name[:len(name)-size]), name[len(name)-size+1:]
	}
	return strings.Join(w[:at], " "), strings.Join(w[at:], " ")
}

// patronymic reports whether a Russian word has the ending of a patronymic.
func patronymic(word string) bool {
	for _, end := range []string{"ович", "евич", "ич", "овна", "евна", "ична", "инична", "івна", "ївна", "йович"} {
		if strings.HasSuffix(strings.ToLower(word), end) && len([]rune(word)) > len([]rune(end))+2 {
			return true
		}
	}
	return false
}

// doubleSurnames are the two-character family names of Chinese and Korean.
var doubleSurnames = set("欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 司徒 夏侯 남궁 황보 제갈 선우 독고 사공 서문")

// splitUnspaced splits a name without spaces: in Chinese and Korean the first character is the family name. Any
// other name stays whole.
func splitUnspaced(name, lang string) (given, family string) {
	r := []rune(name)
	chinese := only(name, unicode.Han) && base(lang) != "ja" && len(r) <= 4 &&
		(len(r) <= 3 || doubleSurnames[string(r[:2])])
	if len(r) < 2 || !chinese && !only(name, unicode.Hangul) || letters(name) != len(r) {
		return name, ""
	}
	n := 1
	if len(r) > 2 && doubleSurnames[string(r[:2])] {
		n = 2
	}
	return string(r[n:]), string(r[:n])
}

// turned returns the parts of a name written "Last, First", with the suffix after either: "King, Jr., Walter".
func turned(name string) (p parts, ok bool) {
	if !hasJoin(name) {
		return parts{}, false
	}
	rest, suffix := cutSuffix(name)
	var kept []string
	for piece := range strings.FieldsFuncSeq(rest, func(r rune) bool { return r == ',' || r == '،' || r == '、' }) {
		if piece = strings.TrimSpace(piece); isSuffix(piece) {
			suffix = words(piece, suffix)
		} else if piece != "" {
			kept = append(kept, piece)
		}
	}
	if len(kept) != 2 || len(strings.Fields(kept[0])) > 5 || letters(kept[0]) == 0 || letters(kept[1]) == 0 {
		return parts{}, false
	}
	return parts{given: kept[1], family: kept[0], suffix: suffix}, true
}

// SortFamily returns the form of the family name by which a list in a language is sorted: without titles and
// suffixes, and without particles that the language skips (Oever for Bram van den Oever). Icelandic and Ethiopian lists
// are sorted by the given name: what follows it is the father's. The person's own language takes precedence over lang,
// the event's. The result is never empty.
func (a *Attendee) SortFamily(lang string) string {
	lang = cmp.Or(a.Language, lang)
	if tag := base(lang); (tag == "is" || tag == "am" || tag == "ti") && a.Name != "" {
		return a.Name
	}
	family := a.Family
	if family == "" {
		_, family = split(a.Name, lang)
	}
	family, _ = cutSuffix(family)
	w := strings.Fields(family)
	for len(w) > 1 && skipsParticle(w[0], lang) {
		w = w[1:]
	}
	if sorted := strings.Join(w, " "); sorted != "" {
		return withoutArticle(sorted)
	}
	return a.Name
}

// skipsParticle reports whether a language ignores the particle when sorting. Dutch ignores all of them,
// capitalised or not; Flemish and Italian none; French ignores "de" but keeps "du", "des" and "La"; every other
// language ignores those in lower case.
func skipsParticle(word, lang string) bool {
	switch tag := strings.ToLower(lang); {
	case tag == "nl-be", base(tag) == "it", base(tag) == "af":
		return false
	case base(tag) == "nl":
		return isParticle(strings.ToLower(word))
	case base(tag) == "fr":
		return word == "de" || word == "d'"
	}
	return isParticle(word)
}

// withoutArticle returns a name without a leading Arabic article: "al-Rashid" sorts under R.
func withoutArticle(name string) string {
	for _, article := range []string{"al-", "el-", "ul-"} {
		if rest, ok := strings.CutPrefix(name, article); ok && rest != "" {
			return rest
		}
	}
	return name
}
