package locale

import (
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// FormatDate returns d as the language writes it in full, in calendar c and
// with the digits of the language: "26 July 2017", "۴ مرداد ۱۳۹۶",
// "26 กรกฎาคม 2560", "平成29年7月26日". A language without a date format of its own
// gets the English one. A day outside the range of c is written in the
// Gregorian calendar, and no day as "".
func FormatDate(d Date, lang string, c Calendar) string {
	if d.IsZero() {
		return ""
	}
	pieces, _ := writerOf(lang).pieces(d, c)
	return Digits(join(pieces), lang)
}

// FormatRange returns the days from a to b, with what they have in common
// written once: "26–27 July 2017", "26 July – 2 August 2017", "۴–۵ مرداد ۱۳۹۶",
// "2017年7月26日～27日". One day is written as FormatDate does.
func FormatRange(a, b Date, lang string, c Calendar) string {
	if a == b || b.IsZero() {
		return FormatDate(a, lang, c)
	}
	if a.IsZero() {
		return FormatDate(b, lang, c)
	}
	w := writerOf(lang)
	from, counted := w.pieces(a, c)
	to, both := w.pieces(b, c)
	if counted != both { // the range of c ends between the two
		from, _ = w.pieces(a, Gregorian)
		to, _ = w.pieces(b, Gregorian)
	}
	head, tail := shared(from, to)
	first, second := from[:len(from)-tail], to[head:]
	sign := w.wide
	start := join(first)
	if len(first)-head == 1 {
		sign = w.tight
		if w.keys[0] == "hu" || strings.HasPrefix(w.keys[0], "hu-") {
			start = strings.TrimSuffix(start, ".") // május 3–5.: only a day by itself has the full stop
		}
	}
	if first[len(first)-1].field == 'M' {
		start = strings.TrimSuffix(start, ezafe)
	}
	return Digits(start+sign+join(second), lang)
}

// ezafe is the mark that ties a Persian month to the year after it.
const ezafe = "\u0654"

// piece is one field of a written date: 'D', 'M', 'Y', or 'G', an era apart from its year.
type piece struct {
	field byte
	text  string
}

// shared returns how many pieces at the beginning and at the end of two dates
// need to be written only once. A month is the same only within a year.
func shared(from, to []piece) (head, tail int) {
	same := map[byte]bool{}
	for i := range from {
		same[from[i].field] = from[i].text == to[i].text
	}
	same['M'] = same['M'] && same['Y']
	same['D'] = false
	for same[from[head].field] {
		head++
	}
	for same[from[len(from)-1-tail].field] {
		tail++
	}
	return head, tail
}

// join returns the pieces as one text, without the sign that parts the first
// of them from a piece before it.
func join(pieces []piece) string {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.text)
	}
	return strings.TrimLeft(b.String(), " ,")
}

// writer writes dates in one language.
type writer struct {
	*repository
	keys        []string // where to look for its words, best first
	tight, wide string   // the signs of a range
}

func writerOf(lang string) writer {
	w := writer{repository: cldr(), keys: lookup(lang), tight: "–", wide: " – "}
	for _, key := range w.keys {
		if _, ok := w.forms[Gregorian][key]; !ok {
			continue
		}
		r, ok := ranges[key]
		if !ok {
			r, ok = ranges[parentKey(key)]
		}
		if ok {
			w.tight, w.wide = r.tight, r.wide
		}
		break
	}
	return w
}

// Spellings returns the days from a to b as FormatRange writes them in every
// language and calendar that it knows: first in the languages given, then in all
// others in the order of their tags. What FormatRange once wrote otherwise follows what it writes now.
func Spellings(a, b Date, preferred ...string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, lang := range append(preferred, slices.Sorted(maps.Keys(cldr().forms[Gregorian]))...) {
			for c := range calendarNames {
				written := FormatRange(a, b, lang, Calendar(c))
				if !yield(written) {
					return
				}
				if once := formerly(written, lang); once != written && !yield(once) {
					return
				}
			}
		}
	}
}

// formerly returns a range as papers may have it that were printed when "2026. május 3–5." was written "2026. május
// 3.–5.", and "2026. gada 3.–5. maijs" as "2026. gada 3.–gada 5. maijs". Any other text is returned as it is.
func formerly(written, lang string) string {
	switch language, _, _ := strings.Cut(lang, "-"); language {
	case "hu":
		if start, end, ok := strings.Cut(written, "–"); ok && !strings.HasSuffix(start, " ") {
			return start + ".–" + end
		}
	case "lv":
		if start, end, ok := strings.Cut(written, "–"); ok && strings.Count(written, "gada ") == 1 {
			rest := strings.TrimPrefix(end, " ")
			return start + "–" + end[:len(end)-len(rest)] + "gada " + rest
		}
	}
	return written
}

// pieces returns d as calendar c counts it, or as the Gregorian calendar does
// when ok is false because d is outside the range of c.
func (w writer) pieces(d Date, c Calendar) (pieces []piece, ok bool) {
	date, ok := d.in(c)
	if !ok {
		c = Gregorian
		date, _ = d.in(c)
	}
	f, _ := first(w.forms[c], w.keys)
	era := ""
	if f.eras != "" {
		era = strings.ReplaceAll(strings.Split(f.eras, " ")[max(date.era, 0)], "_", " ")
	}
	for part := range strings.SplitSeq(f.order, "|") {
		at := strings.IndexAny(part, "DMY")
		if at < 0 {
			pieces = append(pieces, piece{'G', strings.Replace(part, "G", era, 1)})
			continue
		}
		field, behind := part[at], part[at+1:]
		var text string
		switch field {
		case 'D':
			text = w.day(date)
		case 'M':
			text = f.month(date)
		case 'Y':
			text = w.year(date, c)
		}
		if rest, twice := strings.CutPrefix(behind, string(field)); twice {
			behind = rest
			if len(text) == 1 {
				text = "0" + text
			}
		}
		pieces = append(pieces, piece{field, strings.Replace(part[:at], "G", era, 1) + text +
			strings.Replace(behind, "G", era, 1)})
	}
	return pieces, ok
}

func (w writer) day(date civil) string {
	if ordinal, ok := first(w.firstDays, w.keys); ok && date.day == 1 {
		return ordinal
	}
	return strconv.Itoa(date.day)
}

// month returns the name of the month, or its number where the language counts.
func (f form) month(date civil) string {
	if f.months == "" {
		return strconv.Itoa(date.month)
	}
	return spaces(strings.Split(f.months, " ")[date.month-1])
}

// spaces returns a name with the spaces inside it, at which no line breaks.
func spaces(name string) string { return strings.ReplaceAll(name, "_", "\u00a0") }

// year returns the number of a year. The first one of an era is 元 in Japanese.
func (w writer) year(date civil, c Calendar) string {
	if c == JapaneseEra && date.year == 1 && strings.HasPrefix(w.keys[0], "ja") {
		return "元"
	}
	return strconv.Itoa(date.year)
}
