package mailing

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"lanyard/internal/base/locale"
	"lanyard/internal/base/paper"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/expression"
	"lanyard/internal/paper/layout"
	"lanyard/internal/work/issue"
	"lanyard/internal/work/people"
)

// linkField is the field of the link to a paper: short where numbers are published, else with the whole token.
const linkField = "verify.link"

// texts are phrases by language.
type texts map[string]expression.Phrase

// words are the words of all messages of an event.
type words struct {
	list          *people.List
	base          layout.Fields
	subject, text texts // nil: the built-in ones
	paragraphs    []paragraph
}

// paragraph is a paragraph for some people.
type paragraph struct {
	texts
	holds func(*people.Person) bool
}

// wordsOf reads the texts of [mail]. Its problems are fields that nothing fills and conditions that cannot be read.
func wordsOf(l *people.List) (w *words, problems source.Problems) {
	m := l.Event.Mail
	w = &words{list: l, base: l.EventFields()}
	known := append(slices.Sorted(maps.Keys(w.base)), append(l.OwnFields(), l.Headers()...)...)
	known = append(append(known, issue.Fields()...), linkField)
	read := func(key string, in map[string]string) texts {
		if len(in) == 0 {
			return nil
		}
		out := texts{}
		for _, lang := range slices.Sorted(maps.Keys(in)) {
			phrase, err := expression.ParsePhrase(in[lang])
			if err != nil {
				problems.Add(l.Event.Problem("mail-text", key, err.Error(),
					"write a field like {{name}}; all of them: lanyard help fields"))
			}
			for _, field := range phrase.Fields() {
				if slices.Contains(known, field) || people.SaidIn(w.base, field) {
					continue
				}
				hint := "all fields: lanyard help fields; columns of the list: " + strings.Join(l.Columns(), ", ")
				if near := source.Nearest(field, known); near != "" {
					hint = "did you mean {{" + near + "}}? " + hint
				}
				problems.Add(l.Event.Problem("mail-field", key,
					key+" in "+lang+": nothing fills the field {{"+source.Printable(field)+"}}", hint))
			}
			out[lang] = phrase
		}
		return out
	}
	w.subject, w.text = read("mail.subject", m.Subject), read("mail.text", m.Text)
	for i, p := range m.Paragraphs {
		key := source.Key("mail", "paragraphs", itoa(i))
		holds, err := l.Where(p.Where)
		if err != nil {
			problems.Add(l.Event.Problem("mail-where", key+".where", err.Error(), hintOf(err)))
			continue
		}
		w.paragraphs = append(w.paragraphs, paragraph{read(key+".text", p.Text), holds})
	}
	return w, problems
}

// in returns the language of these texts that is for somebody who reads a language, and the phrase; exact is false when
// it is the event's main one for want of theirs.
func (t texts) in(lang, main string) (tag string, p expression.Phrase, exact bool) {
	if tag, ok := locale.Closest(lang, slices.Sorted(maps.Keys(t))); ok {
		return tag, t[tag], true
	}
	return main, t[main], lang == ""
}

// said is what a message says.
type said struct {
	lang, subject, text string
	links               []string
	exact               bool // in the language of the person
}

// say returns the words for the holder of a paper.
func (w *words) say(one issue.Issued) (s said) {
	e := w.list.Event
	main := e.Languages[0]
	fields := w.list.PersonFields(w.base, one.Person)
	one.Fill(fields, e)
	token, short := fields[layout.VerifyURL].Link, fields[layout.VerifyShort].Text
	link := token
	if e.Issuer.Numbers {
		link = short
	}
	fields[linkField] = layout.Value{Text: link}
	s.links = []string{short, token, fields[layout.VerifyURL].Text}
	s.lang, s.exact = one.Person.Language, true
	var body expression.Phrase
	if w.text != nil {
		s.lang, body, s.exact = w.text.in(one.Person.Language, main)
	}
	if s.lang == "" {
		s.lang = main
	}
	fill := func(p expression.Phrase) string { return w.fill(p, fields, s.lang) }
	if w.text == nil {
		s.text = w.builtIn(one, s.lang, link)
	} else {
		s.text = fill(body)
	}
	for _, p := range w.paragraphs {
		if p.holds(one.Person) {
			_, phrase, _ := p.in(s.lang, main)
			s.text = strings.TrimRight(s.text, "\n") + "\n\n" + fill(phrase)
		}
	}
	if s.subject = w.title(one, s.lang); w.subject != nil {
		if _, phrase, exact := w.subject.in(s.lang, main); exact {
			s.subject = fill(phrase)
		}
	}
	s.text = blankLines.ReplaceAllString(strings.TrimSpace(strings.ReplaceAll(s.text, "\r\n", "\n")), "\n\n") + "\n"
	return s
}

// blankLines are more empty lines than one, which fields without a value leave.
var blankLines = regexp.MustCompile(`\n[ \t]*(\n[ \t]*)+`)

// fill fills in the fields of a phrase, each on one line: names are data.
func (w *words) fill(p expression.Phrase, fields layout.Fields, lang string) string {
	var b strings.Builder
	for _, part := range p {
		if part.Field == "" {
			b.WriteString(part.Literal)
			continue
		}
		b.WriteString(strings.Join(strings.Fields(w.value(part.Field, fields, lang)), " "))
	}
	return b.String()
}

// value returns what a field says in a language.
func (w *words) value(field string, fields layout.Fields, lang string) string {
	if v, ok := fields[field]; ok {
		return v.Say(lang)
	}
	if v, ok := w.base[field]; ok {
		return v.Say(lang)
	}
	if dot := strings.LastIndexByte(field, '.'); dot > 0 && people.SaidIn(w.base, field) {
		return w.base[field[:dot]].Say(field[dot+1:])
	}
	return ""
}

// title returns the built-in subject: what the paper is, and of which event.
func (w *words) title(one issue.Issued, lang string) string {
	e := w.list.Event
	what := ""
	switch one.Kind {
	case paper.Certificate:
		what = e.Phrase("certificate_of_participation", lang)
	case paper.Badge:
		what = e.Phrase("badge_number", lang) + " " + one.Number.String()
	}
	return people.Joined(" · ", what, e.Say(e.Title, lang))
}

// builtIn returns the built-in text: what the paper is, and where it is verified.
func (w *words) builtIn(one issue.Issued, lang, link string) string {
	e := w.list.Event
	name := one.Person.Name
	if one.Person.NameLocal != "" {
		name = one.Person.NameLocal
	}
	number := ""
	switch one.Kind {
	case paper.Certificate:
		number = "certificate_number"
	case paper.Badge:
		number = "badge_number"
	}
	return people.Joined("\n\n", name, people.Joined("\n", w.title(one, lang), w.base["event.dates_and_place"].Say(lang)),
		e.Phrase(number, lang)+" "+one.Number.String()+"\n"+e.Phrase("verify_at", lang)+"\n"+link, e.Say(e.Issuer.Name, lang))
}
