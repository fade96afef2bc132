package locale

import (
	_ "embed"
	"strings"
	"sync"
)

//go:generate go run ./generate

// cldrVersion is the version of the Common Locale Data Repository that cldr.tsv is made of.
const cldrVersion = "48"

//go:embed cldr.tsv
var cldrTable string

// form is how a language writes a date of one calendar. Order has the pieces in the
// order of writing, with "|" between them and one of D, M or Y in each (DD and MM: two digits),
// and G for the era in the piece of the year or in one of its own; a piece brings the space or the sign that parts it
// from the one before, so that a range can share the pieces that are the same.
// Months and eras are parted by spaces, "_" is a space inside one; without months
// the language counts them.
type form struct{ order, months, eras string }

// joint holds the text between the items of a list of two, between those of a longer list, before its last item, and
// after it.
type joint struct{ pair, comma, last, tail string }

// repository is the data of all languages.
type repository struct {
	forms     [len(calendarNames)]map[string]form
	joints    map[string]joint
	numbering map[string]string
	firstDays map[string]string // how the first of a month is written, where it is an ordinal
}

// cldr returns cldr.tsv with the decisions of this room over it.
var cldr = sync.OnceValue(func() *repository {
	r := readRepository()
	r.decide()
	r.addRegions()
	return r
})

// readRepository reads cldr.tsv.
func readRepository() *repository {
	r := &repository{joints: map[string]joint{}, numbering: map[string]string{}}
	for c := range r.forms {
		r.forms[c] = map[string]form{}
	}
	for line := range strings.Lines(cldrTable) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		column := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		column = append(column, "", "", "")
		switch key, kind := column[0], column[1]; kind {
		case "list":
			space := strings.NewReplacer("_", " ").Replace
			r.joints[key] = joint{space(column[2]), space(column[3]), space(column[4]), column[5]}
		case "digits":
			r.numbering[key] = column[2]
		default:
			var c Calendar
			if err := c.UnmarshalText([]byte(kind)); err != nil {
				panic("internal error: cldr.tsv: " + err.Error())
			}
			r.forms[c][key] = form{column[2], column[3], column[4]}
		}
	}
	r.fillIn()
	return r
}

// fillIn replaces "-" by the months and eras of root, and gives the calendars
// that count Gregorian months the names of these.
func (r *repository) fillIn() {
	for _, forms := range r.forms {
		root := forms["root"]
		delete(forms, "root")
		for key, f := range forms {
			if f.months == "-" {
				f.months = root.months
			}
			if f.eras == "-" {
				f.eras = root.eras
			}
			if f.months == "=" {
				f.months = r.gregorian(key).months
			}
			forms[key] = f
		}
	}
	delete(r.joints, "root")
	delete(r.numbering, "root")
}

// addRegions gives the calendars that count Gregorian months the regions that have
// other names for these and nothing else of their own.
func (r *repository) addRegions() {
	for key, g := range r.forms[Gregorian] {
		for _, c := range []Calendar{Buddhist, JapaneseEra} {
			f, ok := r.forms[c][parentKey(key)]
			if _, has := r.forms[c][key]; ok && !has && f.months == r.gregorian(parentKey(key)).months {
				f.months = g.months
				r.forms[c][key] = f
			}
		}
	}
}

// gregorian returns how the language of a key writes a Gregorian date.
func (r *repository) gregorian(key string) form {
	f, ok := r.forms[Gregorian][key]
	if !ok {
		f = r.forms[Gregorian][parentKey(key)]
	}
	return f
}

// parentKey returns the key of the language without its region, de for de-AT and
// zh-Hant for zh-Hant-HK, and "" when it has none.
func parentKey(key string) string {
	if i := strings.LastIndexByte(key, '-'); i > 0 && len(key)-i-1 != len("Hant") {
		return key[:i]
	}
	return ""
}

// HasDates reports whether dates, digits and lists are known in the language, so
// that they are not written in English instead.
func HasDates(lang string) bool {
	_, ok := first(cldr().forms[Gregorian], Fallbacks(lang))
	return ok
}
