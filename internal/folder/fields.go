package folder

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"lanyard/internal/event"
	"lanyard/internal/layout"
	"lanyard/internal/locale"
	"lanyard/internal/roster"
	"lanyard/internal/source"
	"lanyard/internal/template"
)

// # Fields
//
// These are the fields that templates may show. Where two forms are given,
// "main" is the event's first language and "second" its second one, empty when
// it has none.
//
//	event.title.main  .second      title
//	event.place.main  .second      place
//	event.dates.main  .second      days, in the language's own calendar and then in the other one in use
//	event.dates_and_place.main     both, on one line
//	event.issuer.main  .second     display name of the issuer
//	phrase.KEY.main  .second       a phrase of the built-in templates
//	text.KEY.main  .second         a phrase of event.toml's [text]
//	signatory.N.name.main  .title.main  .second  .picture
//	picture.NAME                   the name again when the event has this picture
//	verify.host                    where to verify
//
//	id name name_local given family organisation position country email minutes
//	affiliation                    organisation and country, once where the one names the other
//	sessions                       as a list in the event's main language
//	role role.label.main  .second  role.colour
//	access access.label.main  .second  access.colour
//	number verify.url              of this certificate or badge
//
// Every other column of the list is a field by its header in lower case with
// "_" between the words.

// languages returns the main and the second language of e; second may be empty.
func languages(e *event.Event) [2]string {
	l := [2]string{e.Languages[0]}
	if len(e.Languages) > 1 {
		l[1] = e.Languages[1]
	}
	return l
}

var which = [2]string{"main", "second"}

// EventFields returns the fields that are the same for everybody.
func (w *Work) EventFields() layout.Fields {
	e := w.Event
	f := layout.Fields{"verify.host": {Text: e.Issuer.Verify}}
	for i, lang := range languages(e) {
		put := func(name, text string) { f[name+"."+which[i]] = layout.Value{Text: text, Lang: lang} }
		pick := func(t map[string]string) string {
			if lang == "" {
				return ""
			}
			return e.Say(t, lang)
		}
		dates := w.dates(lang)
		put("event.title", pick(e.Title))
		put("event.place", pick(e.Place))
		put("event.issuer", pick(e.Issuer.Name))
		put("event.dates", dates)
		put("event.dates_and_place", joined(" · ", dates, pick(e.Place)))
		for _, key := range locale.PhraseKeys() {
			put("phrase."+key, pick(map[string]string{lang: locale.Phrase(key, lang)}))
		}
		for key, texts := range e.Text {
			put("text."+key, pick(texts))
		}
		for n := range maxSignatories {
			var s event.Signatory
			if e.Certificates != nil && n < len(e.Certificates.Signatories) {
				s = e.Certificates.Signatories[n]
			}
			put(fmt.Sprintf("signatory.%d.name", n+1), pick(s.Name))
			put(fmt.Sprintf("signatory.%d.title", n+1), pick(s.Title))
			f[fmt.Sprintf("signatory.%d.picture", n+1)] = layout.Value{Text: s.Picture}
		}
	}
	for name := range e.Pictures {
		f["picture."+name] = layout.Value{Text: name}
	}
	return f
}

// maxSignatories is how many signatories templates can name, whether the event
// has them or not.
const maxSignatories = 6

// dates returns the days of the event in a language: in its home calendar, and
// in brackets in the other calendar that the event's languages use.
func (w *Work) dates(lang string) string {
	if lang == "" {
		return ""
	}
	home := w.Event.Calendar(lang)
	text := locale.FormatRange(w.Event.Start, w.Event.End, lang, home)
	for _, other := range languages(w.Event) {
		if c := w.Event.Calendar(other); other != "" && c != home {
			return text + " (" + locale.FormatRange(w.Event.Start, w.Event.End, lang, c) + ")"
		}
	}
	return text
}

// joined joins the texts that are not empty.
func joined(separator string, texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(s string) bool { return s == "" }), separator)
}

// PersonFields returns the fields of one person, on top of those of the event.
func (w *Work) PersonFields(base layout.Fields, p *Attendee) layout.Fields {
	f := maps.Clone(base)
	for key, text := range p.Fields {
		if _, ours := base[key]; !ours {
			f[key] = layout.Value{Text: text}
		}
	}
	main := w.Event.Languages[0]
	nameLang := w.nameLanguage(p.Language)
	name := layout.Value{Text: p.Name, Lang: nameLang}
	if p.NameLocal != "" {
		name.Lang = "" // the language is that of the local name
	}
	f["name"] = name
	f["name_local"] = layout.Value{Text: p.NameLocal, Lang: nameLang}
	for key, text := range map[string]string{
		"id": p.ID, "given": p.Given, "family": p.Family, "organisation": p.Organisation, "position": p.Position,
		"country": p.Country, "email": p.Email, "role": p.RoleMark.Key, "role.colour": p.RoleMark.Colour,
		"affiliation": affiliation(p), "access": strings.Join(p.Access, "; "),
		"access.colour": p.access.Colour, "minutes": "",
	} {
		f[key] = layout.Value{Text: text}
	}
	if p.Minutes > 0 {
		f["minutes"] = layout.Value{Text: locale.Digits(strconv.Itoa(p.Minutes), main), Lang: main}
	}
	f["sessions"] = layout.Value{Text: strings.Join(p.Sessions, "; "), Lang: main, Items: p.Sessions}
	for i, lang := range languages(w.Event) {
		f["role.label."+which[i]] = layout.Value{Text: p.RoleMark.Label(lang), Lang: lang}
		f["access.label."+which[i]] = layout.Value{Text: p.access.Label(lang), Lang: lang}
	}
	return f
}

// nameLanguage returns the language in which a name is set: with Aran, the
// script code of Nastaliq, where event.toml asks for it.
func (w *Work) nameLanguage(lang string) string {
	base, rest, _ := strings.Cut(lang, "-")
	script, _, _ := strings.Cut(rest, "-")
	named := slices.Contains(w.Event.Nastaliq, lang)
	if !named && (len(script) == len("Arab") || !slices.Contains(w.Event.Nastaliq, base)) {
		return lang
	}
	return joined("-", base, "Aran", strings.TrimPrefix(strings.TrimPrefix(rest, "Arab"), "-"))
}

// affiliation returns organisation and country; an organisation that names its
// country does not name it twice.
func affiliation(p *Attendee) string {
	if p.Country != "" && strings.Contains(p.Organisation, p.Country) {
		return p.Organisation
	}
	return joined(", ", p.Organisation, p.Country)
}

// columns returns the fields that the columns of the list are.
func (w *Work) columns() []string {
	columns := map[string]bool{}
	for _, p := range w.People {
		for field := range p.Fields {
			columns[field] = true
		}
	}
	return slices.Sorted(maps.Keys(columns))
}

// ownFields returns the fields that a person can have.
func (w *Work) ownFields() []string {
	own := w.PersonFields(layout.Fields{}, &Attendee{Attendee: &roster.Attendee{}})
	return append(slices.Sorted(maps.Keys(own)), w.columns()...)
}

// checkFields reports the fields of a template that nothing can ever fill.
func (w *Work) checkFields(t *template.Template) {
	known := w.PersonFields(w.EventFields(), &Attendee{Attendee: &roster.Attendee{}})
	signed := []string{"number", layout.VerifyURL, layout.Item, layout.ItemNumber}
	columns := map[string]bool{}
	for _, p := range w.People {
		for field := range p.Fields {
			columns[field] = true
		}
	}
	t.Walk(func(b template.Box) {
		frame := template.FrameOf(b)
		for _, field := range template.FieldsOf(b) {
			if _, ok := known[field]; ok || slices.Contains(signed, field) || columns[field] || strings.HasPrefix(field, "picture.") {
				continue
			}
			hint := "fields are columns of the list by their header, like job_title, and what the event says, like event.title.main"
			if near := source.Nearest(field, append(slices.Sorted(maps.Keys(known)), signed...)); near != "" {
				hint = "did you mean " + near + "?"
			}
			w.problems.Add(source.Problem{Severity: source.Warning, Code: "template-unknown-field", File: t.File, Line: frame.Line,
				Message: fmt.Sprintf("%s shows {{%s}}, which neither the event nor the list has", frame.Name, field), Hint: hint})
		}
	})
}
