package event

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"lanyard/internal/base/locale"
	"lanyard/internal/base/source"
)

// reader turns the decoded file into an event and collects problems.
type reader struct {
	*source.Document
	problems  source.Problems
	decoded   int // how many problems decoding found
	languages []string
}

// report adds a problem at a key, unless decoding already reported its value: that is the cause.
func (r *reader) report(code, key, message, hint string) {
	p := r.Problem("event-"+code, key, message, hint)
	for _, cause := range r.problems[:r.decoded] {
		if cause.Line == p.Line && cause.Column == p.Column && p.Line > 0 {
			return
		}
	}
	r.problems.Add(p)
}

// missing reports a required key that is absent. A key of the wrong kind has already been reported.
func (r *reader) missing(key, hint string) {
	if !r.Has(key) {
		r.report("missing-key", key, key+" is missing", hint)
	}
}

func (r *reader) event(w *written, of *Issuer) *Event {
	r.languages = r.readLanguages(w, "title")
	e := &Event{
		Title:     r.texts("title", w.Title, maxFact),
		Place:     r.texts("place", w.Place, maxFact),
		Languages: r.languages,
		Start:     w.Start, End: w.End, Expires: w.Expires,
		Issuer: Issuer{Name: r.texts("issuer.name", w.Issuer.Name, maxFact), Verify: w.Issuer.Verify,
			Numbers: w.Verify.Numbers, Brand: r.brand("issuer.", w.Issuer)},
		Calendars:    r.calendars(w.Calendars),
		Attendees:    r.attendees(w.Attendees),
		Badges:       r.badges(w.Badges),
		Sheets:       r.sheets(w.Sheets),
		Printers:     r.printers(w.Printers),
		Certificates: r.certificates(w.Certificates),
		Fonts:        r.fonts(w.Fonts),
		Nastaliq:     r.nastaliq(w.Names.Nastaliq),
		Pictures:     r.pictures(w.Pictures),
		Text:         r.phrases(w.Text),
		Phrases:      r.ownPhrases(w.Phrases),
		Timezone:     r.timezone(w.Timezone),
		Facts:        r.facts(w),
	}
	e.Roles, e.RoleOrder = r.roles("roles", w.Roles)
	e.Access, e.AccessOrder = r.roles("access", w.Access)
	r.missing("title", `add: title = "Annual Meeting"`)
	r.issuer(w.Issuer, of != nil)
	e.Issuer.Names = e.Issuer.Name
	if of != nil {
		r.take(e, of)
	}
	r.codes(e)
	r.dates(e)
	r.id(e, w)
	r.untranslated(e)
	return e
}

// codes reports codes that open nothing.
func (r *reader) codes(e *Event) {
	for _, of := range []struct {
		key    string
		number bool
	}{{"badges.code", e.Badges != nil && e.Badges.Code == CodeNumber},
		{"certificates.code", e.Certificates != nil && e.Certificates.Code == CodeNumber}} {
		if of.number && !e.Issuer.Numbers {
			r.report("code-of-nothing", of.key, of.key+` is "number", and verify.numbers is false: nothing would open such a code`,
				`write code = "token", or numbers = true`)
		}
	}
}

// readLanguages returns the canonical languages of the event, the main one first: those that are listed, or else those
// of the text with a key.
func (r *reader) readLanguages(w *written, text string) []string {
	tags, key := w.Languages, "languages"
	if !r.Has("languages") {
		tags, key = r.Keys(text), text
		if len(tags) == 0 {
			return []string{"en"}
		}
	}
	var languages []string
	for i, tag := range tags {
		canonical, err := locale.Canonical(tag)
		switch {
		case err != nil && key == text:
			// reported with the text
		case err != nil:
			r.report("bad-language", element(key, i), err.Error(), `write languages = ["en", "fa"]`)
		case !slices.Contains(languages, canonical):
			languages = append(languages, canonical)
		case key == "languages":
			r.report("bad-language", element(key, i),
				fmt.Sprintf("%s is the language %s, which is there already", source.Quote(tag),
					canonical), "keep one of the two")
		}
	}
	if len(languages) > maxLanguages {
		r.report("limit", key, fmt.Sprintf("there are %d languages, more than %d", len(languages), maxLanguages),
			"keep the languages that are printed")
	}
	if len(languages) == 0 {
		languages = []string{"en"}
		if key == "languages" && len(tags) == 0 {
			r.report("bad-language", key, "languages is empty", `write languages = ["en"]`)
		}
	}
	return languages
}

// element returns the key of a list element.
func element(key string, i int) string { return key + "." + strconv.Itoa(i) }

// texts checks a text of at most limit characters in each language. A text that is given must exist in the main
// language.
func (r *reader) texts(key string, texts source.Texts, limit int) map[string]string {
	if len(texts) == 0 {
		return nil
	}
	out := map[string]string{}
	for _, tag := range slices.Sorted(maps.Keys(texts)) {
		place, language := key, r.languages[0]
		if tag != "" {
			place = key + "." + source.Key(tag)
			canonical, err := locale.Canonical(tag)
			if err != nil {
				r.report("bad-language", place, err.Error(), "write "+key+`.en = "…", one line for each language`)
				continue
			}
			language = canonical
		}
		if _, twice := out[language]; twice {
			r.report("bad-language", place, fmt.Sprintf("%s is the language %s, which %s has already",
				source.Quote(tag), language, key), "keep one of the two")
			continue
		}
		out[language] = locale.NFC(texts[tag])
		r.text(place, out[language], limit)
	}
	if _, ok := out[r.languages[0]]; !ok && len(out) > 0 {
		r.report("missing-language", key, fmt.Sprintf("%s is missing in %s, the main language", key, r.languages[0]),
			fmt.Sprintf(`add: %s.%s = "…"`, key[strings.LastIndexByte(key, '.')+1:], r.languages[0]))
	}
	return out
}

// text checks one text: not empty, not too long, and without invisible characters, so that what is signed is what
// people see.
func (r *reader) text(key, text string, limit int) {
	switch n := utf8.RuneCountInString(text); {
	case Fact(text) == "":
		r.report("empty", key, key+" is empty", "write a text between the quotes, or delete the line")
		return
	case n > limit:
		r.report("limit", key, fmt.Sprintf("%s has %d characters, more than %d", key, n, limit),
			"shorten it to fit on paper")
	}
	for line := range strings.SplitSeq(text, "\n") {
		if source.Printable(line) != line {
			r.report("invisible", key, fmt.Sprintf("%s has an invisible character: %s", key, source.Quote(line)),
				"delete the line and type it again")
			return
		}
	}
}

// word checks a text of one line, which may be "".
func (r *reader) word(key, text string) {
	if source.Printable(text) != text {
		r.report("invisible", key, fmt.Sprintf("%s has an invisible character: %s", key, source.Quote(text)),
			"delete the line and type it again")
	}
	if utf8.RuneCountInString(text) > maxFact {
		r.report("limit", key, fmt.Sprintf("%s has more than %d characters", key, maxFact), "shorten it")
	}
}

// choice checks that word is one of words.
func (r *reader) choice(key, word string, words ...string) {
	if slices.Contains(words, word) {
		return
	}
	hint := "write one of " + strings.Join(words, ", ")
	if near := source.Nearest(word, words); near != "" {
		hint = "did you mean " + near + "? " + hint
	}
	r.report("unknown-word", key, fmt.Sprintf("%s cannot be %s", key, source.Quote(word)), hint)
}

func (r *reader) dates(e *Event) {
	r.missing("start", "add: start = 2017-07-26")
	if e.End.IsZero() {
		e.End = e.Start
	}
	if e.End.Compare(e.Start) < 0 {
		r.report("end-before-start", "end", fmt.Sprintf("the event ends on %s, before it starts on %s", e.End, e.Start),
			"swap the two, or correct the year")
	}
	if !e.Expires.IsZero() && e.Expires.Compare(e.End) < 0 {
		r.report("expired", "expires", fmt.Sprintf("certificates expire on %s, before the event ends on %s", e.Expires,
			e.End),
			"write a later day, or delete the line: then they never expire")
	}
}

// id checks the reference of the event. If it is absent, id derives it and warns: a later correction of the title would
// change the numbers on printed papers.
func (r *reader) id(e *Event, w *written) {
	if !r.Has("id") {
		e.ID = defaultID(e)
		if len(e.Title) == 0 || e.Start.IsZero() {
			return
		}
		p := r.Problem("event-no-id", "id", "the event has no id, so its certificate numbers depend on the title",
			fmt.Sprintf("add at the top: id = %q", e.ID))
		p.Severity = source.Warning
		r.problems.Add(p)
		return
	}
	e.ID = w.ID
	if w.ID == "" || len(w.ID) > maxID || locale.Slug(w.ID) != w.ID {
		r.report("bad-id", "id", fmt.Sprintf("the id %s must be at most %d letters a-z, digits and single hyphens",
			source.Quote(w.ID), maxID),
			fmt.Sprintf("write id = %q", defaultID(e)))
	}
}

// defaultID returns the Latin words of the title, in the first language that has any, and the year of the start.
func defaultID(e *Event) string {
	words := "event"
	for _, language := range e.Languages {
		if slug := locale.Slug(e.Title[language]); slug != "" {
			words = slug
			break
		}
	}
	year := fmt.Sprintf("-%04d", e.Start.Year)
	return strings.TrimRight(words[:min(len(words), maxID-len(year))], "-") + year
}
