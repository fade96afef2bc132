package people

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"lanyard/internal/base/locale"
	"lanyard/internal/base/paper"
	"lanyard/internal/input/event"
	"lanyard/internal/paper/layout"
	"lanyard/internal/paper/template"
)

// # Facts of one's own
//
// [certificates] facts and [badges] facts name fields whose value is signed. It is signed as the paper prints it, with
// its unit and in the language in which the design prints it, because the verifier looks for it on the page. So every
// design must print every declared fact: an edited page would pass if a fact were signed and not shown.
//
// Hours are the minutes in quarters of an hour, rounded down: a paper never states more than the list says. A column
// hours goes before them, for everybody.

// The fields that are made of what several lists say. Minutes have a key of their own in tokens, and a name in every
// language of the verification page.
const (
	MinutesField  = "minutes"
	HoursField    = "hours"
	SessionsField = "sessions"
)

// hours returns minutes as hours: 95 is "1.5". Less than a quarter of an hour is "".
func hours(minutes int) string {
	quarters := minutes / 15
	if quarters == 0 {
		return ""
	}
	return strconv.FormatFloat(float64(quarters)/4, 'f', -1, 64)
}

// Stated is a fact of the event's own as a paper of somebody states it.
type Stated struct {
	event.OwnFact
	Value string // as printed, with its unit; never empty
}

// Signs reports whether the event declares a field as a fact of papers of a kind.
func (l *List) Signs(kind paper.Kind, field string) bool {
	return slices.ContainsFunc(l.Event.FactsOf(kind), func(f event.OwnFact) bool { return f.Name == field })
}

// Stated returns the facts of the event's own that the paper of a person states and signs under a key of its own, in
// the order of event.toml and in the language in which the paper prints them.
func (l *List) Stated(kind paper.Kind, p *Person) (facts []Stated) {
	own := l.Event.FactsOf(kind)
	if len(own) == 0 {
		return nil
	}
	l.withListed(nil, p, func(fields layout.Fields) {
		for _, f := range own {
			if f.Name == MinutesField {
				continue // a token has a key for them
			}
			if value := event.Fact(l.state(f, fields[f.Name], l.factTongue(kind, p))); value != "" {
				facts = append(facts, Stated{f, value})
			}
		}
	})
	return facts
}

// StatedFact returns the value of a fact as the paper of a person states it, "" if the list says none.
func (l *List) StatedFact(kind paper.Kind, p *Person, f event.OwnFact) (value string) {
	l.withListed(nil, p, func(fields layout.Fields) {
		value = event.Fact(l.state(f, fields[f.Name], l.factTongue(kind, p)))
	})
	return value
}

// state returns the value of a fact as it is printed in a language: a number with the digits and the decimal sign of
// the language and the unit behind it, a list as the language joins it, and any other text as it is.
func (l *List) state(f event.OwnFact, v layout.Value, lang string) string {
	if v.Items != nil {
		return locale.Series(v.Items, lang)
	}
	text := event.Fact(v.Text)
	number, ok := locale.ParseNumber(text)
	switch {
	case ok:
		text = locale.FormatNumber(number, lang)
	case text == "" || strings.Trim(locale.WesternDigits(text), "0123456789.,' ") != "":
		return text
	}
	unit := ""
	if len(f.Unit) > 0 {
		unit = l.Event.Say(f.Unit, lang)
	}
	first, _ := utf8.DecodeRuneInString(unit)
	if unit != "" && first != '%' && !unicode.In(first, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
		text += "\u00a0"
	}
	return text + unit
}

// addFacts puts the facts of a person into their fields: each with its unit, and those of each kind of paper on one
// line.
func (l *List) addFacts(own layout.Fields, p *Person) {
	for _, name := range factsLines {
		own[name] = layout.Value{}
	}
	if len(l.Event.Facts) == 0 {
		return
	}
	plain := make(layout.Fields, len(l.Event.Facts)) // as the lists say them
	for name := range l.Event.Facts {
		plain[name] = own[name]
	}
	for name, f := range l.Event.Facts {
		if own[name].Items == nil {
			l.speak(own, name, func(lang string) string { return l.state(f, plain[name], lang) })
			v := own[name]
			v.Plain = Compared(plain[name])
			own[name] = v
		}
	}
	for _, kind := range paper.Kinds() {
		l.speak(own, FactsLine(kind), func(lang string) string { return l.factsOnALine(kind, plain, lang) })
	}
}

// FactsLine returns the field that holds all facts of a kind of paper on one line.
func FactsLine(kind paper.Kind) string { return kind.String() + ".facts" }

// factsLines are the fields with all facts of each kind of paper, also in the first two languages of the event.
var factsLines = func() (names []string) {
	for _, kind := range paper.Kinds() {
		line := FactsLine(kind)
		names = append(names, line, line+"."+which[0], line+"."+which[1])
	}
	return names
}()

// speak puts a text into fields in every language in which something may be printed.
func (l *List) speak(own layout.Fields, name string, in func(lang string) string) {
	main := l.Event.Languages[0]
	v := layout.Value{Text: in(main), Lang: main}
	if v.Text != "" {
		v.In = map[string]string{}
		for _, lang := range l.spokenIn {
			v.In[lang] = in(lang)
		}
	}
	own[name] = v
	for i, lang := range languages(l.Event) {
		said := layout.Value{Lang: lang}
		if lang != "" {
			said.Text = in(lang)
		}
		own[name+"."+which[i]] = said
	}
}

// factsOnALine returns the facts of a kind of paper with their labels. Sessions are not among them: designs have a
// place for those.
func (l *List) factsOnALine(kind paper.Kind, fields layout.Fields, lang string) string {
	if lang == "" {
		return ""
	}
	var parts []string
	for _, f := range l.Event.FactsOf(kind) {
		if value := l.state(f, fields[f.Name], lang); value != "" && f.Name != SessionsField {
			parts = append(parts, l.Event.Say(f.Label, lang)+": "+isolated(value, lang))
		}
	}
	return strings.Join(parts, " · ")
}

// isolated keeps a value of Latin letters in one piece within a line that is written from right to left (UAX #9).
func isolated(value, lang string) string {
	latin := func(r rune) bool {
		return unicode.IsLetter(r) && !unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana,
			unicode.Nko)
	}
	if locale.Direction(lang) && strings.ContainsFunc(value, latin) {
		return "\u2068" + value + "\u2069"
	}
	return value
}

// factPage is everything on which the language of facts on a page depends.
type factPage struct {
	kind           paper.Kind
	role, language string
}

// factTongue returns the language in which the paper of a person prints its facts.
func (l *List) factTongue(kind paper.Kind, p *Person) string {
	if lang, ok := l.factTongues[factPage{kind, p.RoleMark.Key, p.Language}]; ok {
		return lang
	}
	return l.Event.Languages[0]
}

// resolveFacts finds out in which language each paper prints its facts.
func (l *List) resolveFacts() {
	l.factTongues = map[factPage]string{}
	for _, kind := range paper.Kinds() {
		if len(l.Event.FactsOf(kind)) == 0 || l.Main(kind) == nil {
			continue
		}
		for i := range l.People {
			p := &l.People[i]
			key := factPage{kind, p.RoleMark.Key, p.Language}
			if _, ok := l.factTongues[key]; !ok {
				l.factTongues[key] = l.factLanguage(l.Sides(kind, p.RoleMark.Key), kind, p)
			}
		}
	}
}

// Sides returns the templates of the papers of people with a role.
func (l *List) Sides(kind paper.Kind, role string) []*template.Template {
	d := l.DesignOf(kind)
	front := d.Front
	if t := l.Own(kind, role); t != nil {
		front = t
	}
	if d.Back != nil {
		return []*template.Template{front, d.Back}
	}
	return []*template.Template{front}
}

// factLanguage returns the language in which templates print the facts of a person: the main one of the event, if it is
// among several.
func (l *List) factLanguage(sides []*template.Template, kind paper.Kind, p *Person) string {
	fields := l.EventFields()
	maps.Copy(fields, l.PersonFields(fields, p))
	var tags []string
	for _, t := range sides {
		page := layout.LanguageOf(t, fields)
		l.EachFact(t, kind, func(_ string, how string) {
			switch tag, ofEvent := l.MainOrSecond(how); {
			case how == "":
				tags = append(tags, page)
			case ofEvent:
				tags = append(tags, tag)
			default:
				tags = append(tags, how)
			}
		})
	}
	main := l.Event.Languages[0]
	if len(tags) == 0 || slices.Contains(tags, main) {
		return main
	}
	return tags[0]
}

// EachFact calls f with every fact of a kind of paper that a template prints, and the language that the template asks
// for: "" is that of the page.
func (l *List) EachFact(t *template.Template, kind paper.Kind, f func(name, how string)) {
	all := map[string][]string{}
	for _, own := range l.Event.FactsOf(kind) {
		all[own.Name] = []string{own.Name}
		if own.Name != SessionsField {
			all[FactsLine(kind)] = append(all[FactsLine(kind)], own.Name)
		}
	}
	t.Walk(func(b template.Box) {
		switch b := b.(type) {
		case *template.Group:
			for _, name := range all[b.Repeat] {
				f(name, "")
			}
		case *template.Text:
			asked := ""
			if len(b.Lang) == 1 && b.Lang[0].Field == "" {
				asked = b.Lang[0].Literal
			}
			for _, field := range b.Fields() {
				for _, name := range all[field] {
					f(name, asked)
				}
				dot := max(0, strings.LastIndexByte(field, '.'))
				for _, name := range all[field[:dot]] {
					f(name, field[dot+1:])
				}
			}
		}
	})
}
