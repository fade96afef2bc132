package layout

import (
	"os"
	"slices"
	"strings"
	"testing"

	"lanyard/internal/base/locale"
	"lanyard/internal/base/phrases"
	"lanyard/internal/typography/font"
)

// spoken is an event in one language, twice: as the main one and as the second.
func spoken(lang string, c locale.Calendar) Fields {
	f := person("Sára Gül-Nguyễn", "", lang, "", "")
	dates := locale.FormatRange(locale.Date{Year: 2017, Month: 9, Day: 26}, locale.Date{Year: 2017, Month: 10, Day: 2}, lang, c)
	texts := map[string]string{"event.title": "2017", "event.place": "", "event.dates": dates, "event.dates_and_place": dates, "event.issuer": "2017",
		"signatory.1.name": "", "signatory.2.name": "", "signatory.1.title": "", "signatory.2.title": "", "role.label": "", "access.label": ""}
	for _, key := range phrases.Keys() {
		texts["phrase."+key] = phrases.Lookup(key, lang)
	}
	for field, text := range texts {
		v := Value{Text: text, Lang: lang, In: map[string]string{lang: text}}
		f[field], f[field+".main"], f[field+".second"] = v, v, v
	}
	f[EventLanguages] = Value{Text: lang, Items: []string{lang}}
	return f
}

// TestPhrasesFit sets every built-in template in every language that has phrases:
// its fonts have all characters, and nothing becomes much smaller than it was designed.
func TestPhrasesFit(t *testing.T) {
	l := New(library, gallery{})
	languages := phrases.Languages()
	if len(languages) < 40 {
		t.Fatalf("%d languages", len(languages))
	}
	for name, made := range allBuiltIn(t) {
		for i, lang := range languages {
			if testing.Short() && i%8 != 0 {
				continue
			}
			r := l.Page(made, spoken(lang, locale.HomeCalendar(lang)))
			for _, fault := range r.Faults {
				t.Errorf("%s in %s: %s: %s: %s", name, lang, fault.Code, fault.Box, fault.Message)
			}
			for _, fit := range r.Fits {
				words := slices.ContainsFunc(fit.Fields, func(f string) bool { return strings.HasPrefix(f, "phrase.") || strings.HasPrefix(f, "event.dates") })
				if words && fit.Dense == 0 && float64(fit.Size) < 0.6*float64(fit.Wanted) {
					t.Errorf("%s in %s: %s %q at %.1fpt of %.1fpt", name, lang, fit.Box, fit.Text, fit.Size.Points(), fit.Wanted.Points())
				}
			}
		}
	}
}

// TestDatesHaveGlyphs looks for the letters of all months and eras, in all calendars,
// of the languages that have phrases.
func TestDatesHaveGlyphs(t *testing.T) {
	all := font.NewLibrary(os.DirFS("../../../fonts"))
	for _, lang := range phrases.Languages() {
		for c := range len(locale.CalendarNames()) {
			for month := range 13 {
				text := locale.FormatDate(locale.FromDays(17200+30*month), lang, locale.Calendar(c)) + locale.List([]string{"1", "2", "3"}, lang) + locale.Series([]string{"1", "2"}, lang)
				for _, r := range text {
					if _, ok := all.Has(r); !ok && r > ' ' && !strings.ContainsRune("\u00a0\u200b\u200c\u200d\u200f", r) {
						t.Errorf("%s, %s: no font has %q of %q", lang, locale.Calendar(c), r, text)
					}
				}
			}
		}
	}
}
