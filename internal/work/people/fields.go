package people

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"lanyard/internal/base/locale"
	"lanyard/internal/base/phrases"
	"lanyard/internal/input/event"
	"lanyard/internal/input/roster"
	"lanyard/internal/paper/layout"
	"lanyard/internal/paper/template"
)

// # Fields
//
// These are the fields that templates may show. Those with a star are in the language of the surrounding text, or in
// another one if its name is appended: ".main" is the event's first language, ".second" its second one, empty if it has
// none, and ".fa" Persian, if the event or the template has it.
//
//	event.title*  event.place*     title and place
//	event.dates*                   days, in the language's own calendar and then in the other one in use
//	event.dates_and_place*         both, on one line
//	event.issuer*                  display name of the issuer
//	event.languages                codes of the languages
//	phrase.KEY*                    a phrase of the built-in templates
//	text.KEY*                      a phrase of event.toml's [text]
//	signatory.N.name*  signatory.N.title*  signatory.N.picture
//	picture.NAME                   NAME itself if the event has this picture
//	verify.host                    where to verify
//	verify.numbers                 "yes" if the number opens the paper there, otherwise empty
//
//	id name name_local given family organisation position country email
//	country.code                   ISO 3166-1 code in two lower-case letters, as in names of flag files: "ir"; empty if unknown
//	language                       code of the language of the page
//	language.han                   that of Han characters where the text does not tell it, by the person's language, their
//	                               country or the languages of the event; empty if none of them does
//	affiliation                    organisation and country; a country already named in the organisation is not repeated
//	attended                       "yes" if the list records that they were there, otherwise empty
//	minutes hours sessions         with the digits and the signs of the language; hours come from the minutes
//	FACT* FACT.label*              a fact of the event's own, with its unit
//	certificate.facts* badge.facts*  those of a kind of paper with their labels, on one line
//	role role.label*  role.colour
//	marks marks.label*             of a person with several roles those that are not the first, as a list
//	access access.label*  access.colour
//	number verify.url              of this certificate or badge
//	verify.short                   its short link: https://HOST/# and the number
//	verify.note*                   that the code needs the internet, after " · "; empty unless code = "number"
//
// Every other column of the list is a field named by its header in lower case, with "_" between the words.

// languages returns the main and the second language of e; second may be empty.
func languages(e *event.Event) [2]string {
	l := [2]string{e.Languages[0]}
	if len(e.Languages) > 1 {
		l[1] = e.Languages[1]
	}
	return l
}

var which = [2]string{"main", "second"}

// MainOrSecond returns the language of the event that "main" or "second" after the name of a field asks for; ok is
// false for any other word. It is "" if the event has no second one.
func (l *List) MainOrSecond(word string) (lang string, ok bool) {
	at := slices.Index(which[:], word)
	if at < 0 {
		return "", false
	}
	return languages(l.Event)[at], true
}

// EventFields returns the fields that are the same for everybody.
func (l *List) EventFields() layout.Fields {
	e := l.Event
	numbers := ""
	if e.Issuer.Numbers {
		numbers = "yes"
	}
	f := layout.Fields{"verify.host": {Text: e.Issuer.Verify}, layout.VerifyNumbers: {Text: numbers},
		layout.EventLanguages: {Text: strings.Join(e.Languages, "; "), Items: e.Languages},
		layout.HanLanguage:    {Text: locale.Han(e.Languages...)}}
	all := l.Tongues()
	put := func(name string, in func(lang string) string) {
		v := layout.Value{Text: in(e.Languages[0]), Lang: e.Languages[0], In: map[string]string{}}
		for _, lang := range all {
			v.In[lang] = in(lang)
		}
		f[name] = v
		for i, lang := range languages(e) {
			f[name+"."+which[i]] = layout.Value{Text: in(lang), Lang: lang}
		}
	}
	say := func(texts map[string]string) func(string) string {
		return func(lang string) string {
			if lang == "" {
				return ""
			}
			return e.Say(texts, lang)
		}
	}
	place := say(e.Place)
	put("event.title", say(e.Title))
	put("event.place", place)
	put("event.issuer", say(e.Issuer.Name))
	put("event.dates", l.dates)
	put("event.dates_and_place", func(lang string) string { return Joined(" · ", l.dates(lang), place(lang)) })
	for _, key := range phrases.Keys() {
		put("phrase."+key, func(lang string) string { return say(map[string]string{lang: e.Phrase(key, lang)})(lang) })
	}
	for key, texts := range e.Text {
		put("text."+key, say(texts))
	}
	for n := range event.MaxSignatories { // templates may name each, whether or not the event has it
		var s event.Signatory
		if e.Certificates != nil && n < len(e.Certificates.Signatories) {
			s = e.Certificates.Signatories[n]
		}
		put(fmt.Sprintf("signatory.%d.name", n+1), say(s.Name))
		put(fmt.Sprintf("signatory.%d.title", n+1), say(s.Title))
		f[fmt.Sprintf("signatory.%d.picture", n+1)] = layout.Value{Text: s.Picture}
	}
	for name, own := range e.Facts {
		put(name+".label", say(own.Label))
	}
	for name := range e.Pictures {
		f["picture."+name] = layout.Value{Text: name}
	}
	return f
}

// dates returns the days of the event in a language: in its home calendar, followed in brackets by the other
// calendar that the event's languages use.
func (l *List) dates(lang string) string {
	if lang == "" {
		return ""
	}
	home := l.Event.Calendar(lang)
	text := locale.FormatRange(l.Event.Start, l.Event.End, lang, home)
	for _, other := range languages(l.Event) {
		if c := l.Event.Calendar(other); other != "" && c != home {
			return text + " (" + locale.FormatRange(l.Event.Start, l.Event.End, lang, c) + ")"
		}
	}
	return text
}

// Joined joins the non-empty texts.
func Joined(separator string, texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(s string) bool { return s == "" }), separator)
}

// PersonFields returns the fields of one person, which take precedence over those of the event. A column of the
// list with the same name as one of those is left out.
func (l *List) PersonFields(event layout.Fields, p *Person) layout.Fields {
	f := make(layout.Fields, personFields)
	l.addListed(f, event, p)
	l.addFacts(f, p)
	return f
}

// WithFields calls use with what PersonFields returns. The fields are valid during the call alone: their map is used
// again, because it takes 8 kB and a run asks for the fields of everybody several times.
func (l *List) WithFields(event layout.Fields, p *Person, use func(layout.Fields)) {
	l.withListed(event, p, func(f layout.Fields) {
		l.addFacts(f, p)
		use(f)
	})
}

// withListed calls use with the fields of a person as the lists say them, which are valid during the call alone.
func (l *List) withListed(event layout.Fields, p *Person, use func(layout.Fields)) {
	f := spareFields.Get().(layout.Fields)
	l.addListed(f, event, p)
	use(f)
	clear(f)
	spareFields.Put(f)
}

// spareFields are empty maps.
var spareFields = sync.Pool{New: func() any { return make(layout.Fields, personFields) }}

// addListed puts the fields of a person into f as the lists say them.
func (l *List) addListed(f, event layout.Fields, p *Person) {
	for key, text := range p.Fields.All() {
		if _, ours := event[key]; !ours {
			f[key] = layout.Value{Text: text}
		}
	}
	for key, text := range p.Also {
		if _, ours := event[key]; !ours && f[key].Text == "" {
			f[key] = layout.Value{Text: text}
		}
	}
	nameLang := l.nameLanguage(p.Language)
	name := layout.Value{Text: p.Name, Lang: nameLang}
	if p.NameLocal != "" {
		name.Lang = "" // the language belongs to the local name
	}
	if p.han != "" {
		f[layout.HanLanguage] = layout.Value{Text: p.han}
	}
	f["name"] = name
	f["name_local"] = layout.Value{Text: p.NameLocal, Lang: nameLang}
	for _, own := range [...]struct{ key, text string }{
		{"id", p.ID}, {layout.Language, p.Language}, {"given", p.Given}, {"family", p.Family},
		{"organisation", p.Organisation}, {"position", p.Position}, {"country", p.Country}, {"email", p.Email},
		{"role", p.RoleMark.Key}, {"role.colour", p.RoleMark.Colour}, {"affiliation", affiliation(p)},
		{"country.code", p.countryCode}, {"access", strings.Join(p.Access, "; ")}, {"access.colour", p.access.Colour},
	} {
		f[own.key] = layout.Value{Text: own.text}
	}
	main := l.Event.Languages[0]
	minutes := ""
	if p.Minutes > 0 {
		minutes = strconv.Itoa(p.Minutes)
	}
	f["attended"] = layout.Value{}
	if p.Attended == roster.Present {
		f["attended"] = layout.Value{Text: "yes"}
	}
	f["minutes"] = layout.Value{Text: minutes, Lang: main, Number: true}
	if !l.hasHours {
		f[HoursField] = layout.Value{Text: hours(p.Minutes), Lang: main, Number: true}
	}
	f["sessions"] = layout.Value{Text: strings.Join(p.Sessions, "; "), Lang: main, Items: p.Sessions}
	f["role.label"] = p.RoleMark.field(main)
	f["access.label"] = p.access.field(main)
	f["marks"], f["marks.label"] = layout.Value{Text: strings.Join(p.markKeys(), "; ")},
		p.markLabels(main, l.Event.Languages)
	for i, lang := range languages(l.Event) {
		f["marks.label."+which[i]] = layout.Value{Text: f["marks.label"].In[lang], Lang: lang}
		f["role.label."+which[i]] = layout.Value{Text: p.RoleMark.Label(lang), Lang: lang}
		f["access.label."+which[i]] = layout.Value{Text: p.access.Label(lang), Lang: lang}
	}
}

// markKeys returns the keys of the roles that are not the person's first.
func (p *Person) markKeys() (keys []string) {
	for _, m := range p.marks {
		keys = append(keys, m.Key)
	}
	return keys
}

// markLabels returns the labels of these roles as a list in each of some languages.
func (p *Person) markLabels(main string, languages []string) layout.Value {
	v := layout.Value{Lang: main}
	if len(p.marks) == 0 {
		return v
	}
	v.In = map[string]string{}
	for _, lang := range languages {
		var labels []string
		for _, m := range p.marks {
			labels = append(labels, m.Label(lang))
		}
		v.In[lang] = locale.Series(labels, lang)
		if lang == main {
			v.Text, v.Items = v.In[lang], labels
		}
	}
	return v
}

// personFields is the number of fields of a person, or slightly more: with 57, Go makes the map twice as large.
const personFields = 56

// nameLanguage returns the language in which a name is set: with Aran, the script code of Nastaliq, if event.toml
// asks for it.
func (l *List) nameLanguage(lang string) string {
	base, rest, _ := strings.Cut(lang, "-")
	script, _, _ := strings.Cut(rest, "-")
	named := slices.Contains(l.Event.Nastaliq, lang)
	if !named && (len(script) == len("Arab") || !slices.Contains(l.Event.Nastaliq, base)) {
		return lang
	}
	return Joined("-", base, "Aran", strings.TrimPrefix(strings.TrimPrefix(rest, "Arab"), "-"))
}

// affiliation returns organisation and country; a country already in the organisation's name is not repeated.
func affiliation(p *Person) string {
	if p.Country != "" && strings.Contains(p.Organisation, p.Country) {
		return p.Organisation
	}
	return locale.Join(p.Organisation, p.Country, p.Language)
}

// Columns returns the fields that come from columns of the list.
func (l *List) Columns() []string {
	columns := map[string]bool{}
	for _, p := range l.People {
		for field := range p.Fields.All() {
			columns[field] = true
		}
	}
	for _, also := range l.Also {
		for _, field := range also.Brings() {
			columns[field] = true
		}
	}
	return slices.Sorted(maps.Keys(columns))
}

// Headers returns the fields that come from columns of the list, including empty ones.
func (l *List) Headers() []string {
	if len(l.People) == 0 {
		return nil
	}
	return l.People[0].Fields.Keys()
}

// OwnFields returns the fields that a person can have.
func (l *List) OwnFields() []string {
	own := l.PersonFields(layout.Fields{}, Blank(&roster.Attendee{}))
	return append(slices.Sorted(maps.Keys(own)), l.Columns()...)
}

// Tongues returns the languages in which something may be printed: those of the event, and those of texts in the
// template.
func (l *List) Tongues() []string {
	all := slices.Clone(l.Event.Languages)
	for _, t := range l.Templates() {
		t.Walk(func(b template.Box) {
			if text, ok := b.(*template.Text); ok {
				all = append(all, text.Tongues()...)
			}
		})
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// SaidIn reports whether a field is a known one with a language appended to its name: event.title.fa.
func SaidIn(known layout.Fields, field string) bool {
	dot := max(0, strings.LastIndexByte(field, '.'))
	_, ok := known[field[:dot]].In[strings.TrimPrefix(field[dot:], ".")]
	return ok
}
