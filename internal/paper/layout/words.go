package layout

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/locale"
	"lanyard/internal/paper/template"
	"lanyard/internal/typography/font"
	"lanyard/internal/typography/text"
)

// The fields from which the language of a page is chosen.
const (
	// Language is that of the person. On a page it is the language of the page.
	Language = "language"
	// EventLanguages are those of the event, the main one first, as Items.
	EventLanguages = "event.languages"
)

// in returns what v says in a language.
func (v Value) in(lang string) Value {
	if v.In == nil || lang == "" || lang == v.Lang {
		return v
	}
	said, ok := v.In[lang]
	if !ok {
		near, ok := locale.Closest(lang, slices.Sorted(maps.Keys(v.In)))
		if !ok {
			return v
		}
		said = v.In[near]
	}
	return Value{Text: said, Lang: lang, In: v.In}
}

// written returns the text of v as a language writes lists and numbers.
func (v Value) written(lang string) string {
	switch {
	case v.Number:
		return locale.Digits(v.Text, lang)
	case v.Items != nil && lang != "":
		return locale.Series(v.Items, lang)
	}
	return v.Text
}

// tongueKey is all that the language of a page depends on.
type tongueKey struct {
	template       *template.Template
	person, events string
}

// tongue is the language of a page.
type tongue struct {
	lang   string
	adapts bool // the page says what it says in that language, and not always in the event's main one
}

// LanguageOf returns the language of a page of t: the closest to the person's of
// those that t is written in, or, when t has one text for all and fields that
// are said in several languages, of those of the event. What is not among them
// gets the first language of the event that is, or else the first.
func LanguageOf(t *template.Template, fields Fields) string {
	return tongueOf(t, func(name string) Value { return fields[name] }).lang
}

func tongueOf(t *template.Template, field func(string) Value) (chosen tongue) {
	person, events := field(Language).Text, field(EventLanguages).Items
	switch {
	case len(t.Languages) > 0:
		chosen = tongue{closest(t.Languages, append([]string{person}, events...)), true}
	case len(events) > 0 && adapts(t, field):
		chosen = tongue{closest(events, []string{person}), true}
	case len(events) > 0:
		chosen.lang = events[0]
	}
	return chosen
}

// tongueOf returns what tongueOf does, which it remembers.
func (l *Layouter) tongueOf(t *template.Template, fields Fields) tongue {
	field := func(name string) Value {
		v, _ := l.find(fields, name)
		return v
	}
	key := tongueKey{t, field(Language).Text, field(EventLanguages).Text}
	known, ok := l.tongues[key]
	if !ok {
		if len(l.tongues) >= maxMemory {
			clear(l.tongues)
		}
		known = tongueOf(t, field)
		l.tongues[key] = known
	}
	return known
}

// closest returns the one of offered that serves the first of wanted for whom
// there is any, else the first.
func closest(offered, wanted []string) string {
	for _, w := range wanted {
		if tag, ok := locale.Closest(w, offered); ok {
			return tag
		}
	}
	return offered[0]
}

// adapts reports whether t shows a field that says something else in another
// language, where none is asked for.
func adapts(t *template.Template, field func(string) Value) (does bool) {
	t.Walk(func(b template.Box) {
		if text, ok := b.(*template.Text); ok && len(text.Lang) > 0 {
			return
		}
		does = does || slices.ContainsFunc(template.FieldsOf(b), func(f string) bool { return field(f).In != nil })
	})
	return does
}

// field returns a field: event.title in the language of the page, event.title.fa
// in that language.
func (s *setter) field(name string) Value {
	if name == Language {
		return Value{Text: s.tongue.lang}
	}
	if v, ok := s.find(s.fields, name); ok {
		return v
	}
	if dot := strings.LastIndexByte(name, '.'); dot > 0 {
		if v, ok := s.find(s.fields, name[:dot]); ok {
			lang := name[dot+1:]
			if said, ok := v.In[lang]; ok {
				return Value{Text: said, Lang: lang}
			}
		}
	}
	return Value{}
}

// value returns what a field says on this page.
func (s *setter) value(name string) string { return s.field(name).in(s.tongue.lang).Text }

// lookup returns what a phrase says that is not read on the page: the name of a
// picture, a payload, a language.
func (s *setter) lookup(p template.Phrase) string {
	if len(p) == 1 && p[0].Field == "" {
		return p[0].Literal
	}
	var b strings.Builder
	for _, part := range p {
		b.WriteString(part.Literal)
		if part.Field != "" {
			b.WriteString(s.value(part.Field))
		}
	}
	return b.String()
}

// wording chooses what b says: the one text it has, or that in the language
// which the box asks for, else in that of the page. The language is empty where
// nothing tells it.
func (s *setter) wording(b *template.Text, asked string) (p template.Phrase, lang string) {
	if len(b.In) == 0 {
		return b.Text, asked
	}
	want := asked
	if want == "" {
		want = s.tongue.lang
	}
	for _, w := range b.In {
		if w.Lang == want {
			return w.Text, w.Lang
		}
	}
	tags := make([]string, len(b.In))
	for i, w := range b.In {
		tags[i] = w.Lang
	}
	w := b.In[slices.Index(tags, closest(tags, append([]string{want}, s.field(EventLanguages).Items...)))]
	return w.Text, w.Lang
}

// The isolates of UAX #9: a value inside a sentence of the other direction
// neither turns its neighbours around nor is turned by them.
const (
	firstStrongIsolate = "\u2068"
	popIsolate         = "\u2069"
)

// speech is a phrase with its fields filled in.
type speech struct {
	text      string
	lang      string
	direction text.Direction
	spans     []span
}

// span is a stretch of a text that looks different.
type span struct {
	from, to int // bytes
	template.Span
	colour geom.Colour
}

// say fills in the fields of p. They speak the language lang, or that of the
// page; the language of the whole is lang, or that of the first field that has
// one. Spans are those of the box, nil where a phrase has none.
func (s *setter) say(box string, p template.Phrase, lang string, spans map[string]template.Span) speech {
	voice := lang
	if voice == "" {
		voice = s.tongue.lang
	}
	out := speech{lang: lang}
	var b strings.Builder
	for _, part := range p {
		from := b.Len()
		if part.Field == "" {
			b.WriteString(part.Literal)
		} else {
			v := s.field(part.Field).in(voice)
			if out.lang == "" && v.Text != "" {
				out.lang = v.Lang
				if s.tongue.adapts && (v.Number || v.Items != nil) {
					out.lang = voice
				}
			}
			words := v.Text
			if v.Number || v.Items != nil {
				words = v.written(out.lang)
			}
			if words != "" && (len(p) > 1 || s.isolates(v, lang)) {
				words = firstStrongIsolate + words + popIsolate
			}
			if len(spans) > 0 && !utf8.ValidString(words) {
				words = strings.ToValidUTF8(words, "\uFFFD")
			}
			b.WriteString(words)
		}
		if part.Span != "" && b.Len() > from {
			out.mark(from, b.Len(), part.Span, spans)
		}
	}
	out.text = b.String()
	out.direction = s.direction(p, lang, out.lang)
	for i := range out.spans {
		out.spans[i].colour = s.ink(box, out.spans[i].Ink)
	}
	return out
}

// mark puts the bytes from from up to to into a span.
func (o *speech) mark(from, to int, path string, spans map[string]template.Span) {
	look := spans[path]
	if n := len(o.spans) - 1; n >= 0 && o.spans[n].to == from && o.spans[n].Span == look {
		o.spans[n].to = to
		return
	}
	o.spans = append(o.spans, span{from: from, to: to, Span: look})
}

// isolates reports whether a value that stands alone needs isolates: where the
// direction is that of the language asked for, or of the page, and the value is
// not said in it.
func (s *setter) isolates(v Value, asked string) bool {
	if asked == "" && s.tongue.adapts {
		asked = s.tongue.lang
	}
	return asked != "" && (v.In == nil || v.Lang != asked)
}

// direction returns the direction of a phrase: that of the language in which
// its box is written; where that is not known, of what its page or its values
// are written in when it joins values with signs only, as UAX #9 looks into no
// isolate to find it. Others read in the direction of their first letter.
func (s *setter) direction(p template.Phrase, asked, lang string) text.Direction {
	if asked == "" {
		if len(p) == 1 && p[0].Field != "" && s.tongue.adapts {
			asked = s.tongue.lang
		} else if len(p) < 2 || slices.ContainsFunc(p, hasLetters) {
			return text.Auto
		} else {
			asked = lang
		}
	}
	switch {
	case asked == "":
		return text.Auto
	case locale.Direction(asked):
		return text.RightToLeft
	}
	return text.LeftToRight
}

func hasLetters(part template.Part) bool { return strings.ContainsFunc(part.Literal, unicode.IsLetter) }

// plain returns words without the isolates that say put in.
func plain(words string) string { return withoutIsolates.Replace(words) }

var withoutIsolates = strings.NewReplacer(firstStrongIsolate, "", popIsolate, "")

// key returns a text that differs for spans that look different.
func key(spans []span) string {
	if len(spans) == 0 {
		return ""
	}
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(strconv.Itoa(s.from) + "-" + strconv.Itoa(s.to) + " " + s.Family + " " + strconv.FormatBool(s.Bold) + " " +
			strconv.FormatFloat(s.Scale, 'g', -1, 64) + " " + fmt.Sprint(s.colour) + ";")
	}
	return b.String()
}

// spansOf returns what text is to know of spans.
func spansOf(spans []span) []text.Span {
	if len(spans) == 0 {
		return nil
	}
	out := make([]text.Span, len(spans))
	for i, s := range spans {
		out[i] = text.Span{From: s.from, To: s.to, Style: font.Style{Family: s.Family, Bold: s.Bold}, Scale: s.Scale}
	}
	return out
}
