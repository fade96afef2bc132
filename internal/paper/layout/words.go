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
	"lanyard/internal/paper/expression"
	"lanyard/internal/paper/template"
	"lanyard/internal/typography/font"
	"lanyard/internal/typography/text"
)

// The fields that decide the language of a page.
const (
	// Language is the person's. On a page it is the language of the page.
	Language = "language"
	// EventLanguages are the event's, the main one first, as Items.
	EventLanguages = "event.languages"
	// HanLanguage is that of Han characters where neither the text nor its language tells; empty if it is not known.
	HanLanguage = "language.han"
)

// in returns v in a language.
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

// written returns the text of v with the lists and numbers of a language.
func (v Value) written(lang string) string {
	switch {
	case v.Number:
		return locale.FormatNumber(v.Text, lang)
	case v.Items != nil && lang != "":
		return locale.Series(v.Items, lang)
	}
	return v.Text
}

// Say returns the value in the words, lists and numbers of a language, outside of a page.
func (v Value) Say(lang string) string {
	v = v.in(lang)
	if lang == "" {
		lang = v.Lang
	}
	return v.written(lang)
}

// tongueKey holds everything that the language of a page depends on.
type tongueKey struct {
	template       *template.Template
	person, events string
}

// tongue is the language of a page.
type tongue struct {
	lang        string
	adapts      bool // fields without an explicit language use lang instead of the event's main language
	rightToLeft bool
}

// LanguageOf returns the language of a page of t: of the languages in which t is written, the closest to the person's.
// If t has one text for all and shows fields with translations, the event's languages count instead. If none is close
// to the person's, it is the event's first language among them, or else the first.
func LanguageOf(t *template.Template, fields Fields) string {
	return tongueOf(t, func(name string) Value { return fields[name] }).lang
}

func tongueOf(t *template.Template, field func(string) Value) (chosen tongue) {
	person, events := field(Language).Text, field(EventLanguages).Items
	switch {
	case len(t.Languages) > 0:
		chosen.lang, chosen.adapts = closest(t.Languages, append([]string{person}, events...)), true
	case len(events) > 0 && adapts(t, field):
		chosen.lang, chosen.adapts = closest(events, []string{person}), true
	case len(events) > 0:
		chosen.lang = events[0]
	}
	chosen.rightToLeft = locale.Direction(chosen.lang)
	return chosen
}

// tongueOf caches the function tongueOf.
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

// closest returns the offered language that serves the first of wanted to have one, or else the first offered.
func closest(offered, wanted []string) string {
	for _, w := range wanted {
		if tag, ok := locale.Closest(w, offered); ok {
			return tag
		}
	}
	return offered[0]
}

// adapts reports whether t shows a field that has translations, in a place that does not ask for a language.
func adapts(t *template.Template, field func(string) Value) (does bool) {
	t.Walk(func(b template.Box) {
		if text, ok := b.(*template.Text); ok && len(text.Lang) > 0 {
			return
		}
		does = does || slices.ContainsFunc(template.FieldsOf(b), func(f string) bool { return field(f).In != nil })
	})
	return does
}

// field returns a field: event.title in the language of the page, event.title.fa in Persian.
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

// value returns the text of a field on this page.
func (s *setter) value(name string) string { return s.field(name).in(s.tongue.lang).Text }

// compared returns what conditions compare of a field.
func (s *setter) compared(name string) string {
	if v := s.field(name); v.Plain != "" {
		return v.Plain
	}
	return s.value(name)
}

// lookup fills in a phrase that is not shown on the page: the name of a picture, a payload, a language.
func (s *setter) lookup(p expression.Phrase) string {
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

// wording chooses the text of b: its only text, or the one in the language that the box asks for, or else in the
// page's. lang is empty if unknown.
func (s *setter) wording(b *template.Text, asked string) (p expression.Phrase, lang string) {
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

// The isolates of UAX #9. They keep a value and the sentence around it from reordering each other when their directions
// differ.
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
	items     []int // bytes at which the elements of a list begin, and where the last one ends
}

// span is a stretch of text with a different look.
type span struct {
	from, to int // bytes
	template.Span
	colour geom.Colour
	item   int // number of the element of a list that it belongs to; see divide
}

// say fills in the fields of p, in the language lang or else that of the page. The language of the whole is lang, or
// else that of the first field that has one. spans are those of the box; nil if the phrase has none.
func (s *setter) say(box string, p expression.Phrase, lang string, spans map[string]template.Span) speech {
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
			if v.Items != nil && words != "" {
				out.items = starts(v.Items, words, from)
			}
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

// mark makes the bytes from from up to to a span.
func (o *speech) mark(from, to int, path string, spans map[string]template.Span) {
	look := spans[path]
	if n := len(o.spans) - 1; n >= 0 && o.spans[n].to == from && o.spans[n].Span == look {
		o.spans[n].to = to
		return
	}
	o.spans = append(o.spans, span{from: from, to: to, Span: look})
}

// isolates reports whether a value that is the whole text needs isolates: it does if the direction is that of the
// language asked for, or of the page, and the value is not in that language.
func (s *setter) isolates(v Value, asked string) bool {
	if asked == "" && s.tongue.adapts {
		asked = s.tongue.lang
	}
	return asked != "" && (v.In == nil || v.Lang != asked)
}

// direction returns the direction of a phrase: that of its box's language. If that is unknown and the phrase joins
// values with punctuation only, it is that of the page or of the values, because UAX #9 ignores isolates when it looks
// for a direction. Any other phrase has the direction of its first letter.
func (s *setter) direction(p expression.Phrase, asked, lang string) text.Direction {
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

func hasLetters(part expression.Part) bool {
	return strings.ContainsFunc(part.Literal, unicode.IsLetter)
}

// plain returns words without the isolates that say inserted.
func plain(words string) string { return withoutIsolates.Replace(words) }

var withoutIsolates = strings.NewReplacer(firstStrongIsolate, "", popIsolate, "")

// key returns a string that differs for spans with different looks.
func key(spans []span) string {
	if len(spans) == 0 {
		return ""
	}
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(strconv.Itoa(s.from) + "-" + strconv.Itoa(s.to) + " " + s.Family + " " +
			strconv.FormatBool(s.Bold) + " " +
			strconv.FormatFloat(s.Scale, 'g', -1, 64) + " " + fmt.Sprint(s.colour) + ";")
	}
	return b.String()
}

// spansOf returns spans in the form that package text takes.
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
