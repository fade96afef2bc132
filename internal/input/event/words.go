package event

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // the time zones, for machines that have none

	"lanyard/internal/base/locale"
	"lanyard/internal/base/phrases"
	"lanyard/internal/base/source"
)

// Phrase returns a phrase of the built-in templates in a language: that of the
// event's [phrases], for the language itself or the closest one, else the built-in
// one, in English when the language has none.
func (e *Event) Phrase(key, lang string) string {
	key = phrases.Key(key)
	if own := e.Phrases[key]; own != nil {
		if tag, ok := locale.Closest(lang, slices.Sorted(maps.Keys(own))); ok {
			return own[tag]
		}
	}
	return phrases.Lookup(key, lang)
}

// Day returns the day of a time in the event's time zone, or in that of the time if the event names none, as midnight
// UTC.
func (e *Event) Day(now time.Time) time.Time {
	if e.Timezone != nil {
		now = now.In(e.Timezone)
	}
	year, month, day := now.Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// CheckPhrases returns a warning for each of the languages that has no words for
// some of the phrases which templates show, so that English ones would be printed
// among others. The hint has the lines that say them.
func (e *Event) CheckPhrases(languages, shown []string) source.Problems {
	var problems source.Problems
	for _, lang := range languages {
		if phrases.Has(lang) {
			continue
		}
		var lines []string
		for _, key := range slices.Sorted(slices.Values(shown)) {
			key = phrases.Key(key)
			_, own := locale.Closest(lang, slices.Collect(maps.Keys(e.Phrases[key])))
			if english := phrases.Lookup(key, "en"); !own && english != "" {
				lines = append(lines, fmt.Sprintf("%s = %q", key, english))
			}
		}
		if len(lines) == 0 {
			continue
		}
		p := e.Problem("event-phrases", "languages",
			fmt.Sprintf("there are no built-in phrases in %s: %d on its papers would be in English", lang, len(lines)),
			fmt.Sprintf("add to event.toml, in its words:\n[phrases.%s]\n%s", lang, strings.Join(lines, "\n")))
		p.Severity = source.Warning
		problems.Add(p)
	}
	return problems
}

// CheckDates returns a warning for each of the languages in which dates, numbers
// and lists would be written as in English.
func (e *Event) CheckDates(languages []string) source.Problems {
	var problems source.Problems
	for _, lang := range languages {
		if !locale.HasDates(lang) {
			p := e.Problem("event-dates", "languages",
				fmt.Sprintf("how dates are written in %s is not known: they would be English", lang),
				"write the days yourself, as [text.days] with "+lang+` = "…", and show {{text.days}} in a template of your own`)
			p.Severity = source.Warning
			problems.Add(p)
		}
	}
	return problems
}

// ownPhrases reads [phrases]: key = "…" in the main language, key.de = "…", or
// [phrases.de] with a line for each key.
func (r *reader) ownPhrases(written map[string]source.Texts) map[string]map[string]string {
	own := map[string]map[string]string{}
	add := func(place, key, tag, text string) {
		lang, err := r.Languages[0], error(nil)
		if tag != "" {
			lang, err = locale.Canonical(tag)
		}
		known := phrases.Key(key)
		switch {
		case !slices.Contains(phrases.Keys(), known):
			hint := "the phrases are " + strings.Join(phrases.Keys(), ", ")
			if near := source.Nearest(known, phrases.Keys()); near != "" {
				hint = "did you mean " + near + "? If the text is your own, it belongs under [text]"
			}
			r.Report("unknown-phrase", place, source.Quote(key)+" is no phrase of the built-in templates", hint)
			return
		case err != nil:
			r.Report("bad-language", place, err.Error(), "write [phrases.de] and below it "+known+` = "…"`)
			return
		case text != "": // an empty one leaves the phrase out
			r.Text(place, text, maxLabel)
		}
		if own[known] == nil {
			own[known] = map[string]string{}
		}
		if _, twice := own[known][lang]; twice {
			r.Report("bad-language", place, fmt.Sprintf("%s has a text in %s already", known, lang), "keep one of the two")
		}
		own[known][lang] = locale.NFC(text)
	}
	for _, key := range r.Keys("phrases") {
		place := source.Key("phrases", key)
		_, notLanguage := locale.Canonical(key)
		language := notLanguage == nil && !slices.Contains(phrases.Keys(), phrases.Key(key))
		if text, ok := written[key][""]; ok && len(r.Keys(place)) == 0 {
			add(place, key, "", text)
			continue
		}
		for _, below := range r.Keys(place) {
			if text := written[key][below]; language {
				add(place+"."+source.Key(below), below, key, text)
			} else {
				add(place+"."+source.Key(below), key, below, text)
			}
		}
	}
	return own
}

// timezone finds the time zone of the event; nil is that of the machine.
func (r *reader) timezone(name string) *time.Location {
	if !r.Has("timezone") {
		return nil
	}
	zone, err := time.LoadLocation(name)
	if err != nil || name == "" || name == "Local" {
		r.Report("bad-timezone", "timezone", source.Quote(name)+" is not a time zone",
			`write the name that the IANA has for it, like timezone = "Asia/Tehran"`)
		return nil
	}
	return zone
}

// untranslated warns of texts on every paper that are written by language and lack
// one of the event: they would be printed in the main one.
func (r *reader) untranslated(e *Event) {
	for _, lang := range e.Languages[1:] {
		var lacking []string
		for _, fact := range []struct {
			key  string
			text map[string]string
		}{{"title", e.Title}, {"place", e.Place}} {
			_, said := locale.Closest(lang, slices.Collect(maps.Keys(fact.text)))
			if !said && len(r.Keys(fact.key)) > 0 { // one that is written once is the same in all
				lacking = append(lacking, fact.key)
			}
		}
		if len(lacking) == 0 {
			continue
		}
		var lines []string
		for _, key := range lacking {
			lines = append(lines, fmt.Sprintf(`%s.%s = "…"`, key, lang))
		}
		p := r.Problem("event-untranslated", lacking[0],
			fmt.Sprintf("%s not said in %s: papers in that language have it in %s", are(lacking), lang, e.Languages[0]),
			"add "+strings.Join(lines, "; "))
		p.Severity = source.Warning
		r.Problems.Add(p)
	}
}

// are joins names into the subject of a sentence with its verb.
func are(names []string) string {
	if len(names) == 1 {
		return names[0] + " is"
	}
	return locale.List(names, "en") + " are"
}
