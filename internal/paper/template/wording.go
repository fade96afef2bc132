package template

import (
	"slices"

	"lanyard/internal/paper/expression"
)

// Wording is a text in one language.
type Wording struct {
	Lang string // canonical BCP 47 tag
	Text expression.Phrase
}

// Span is the look of part of a text, with inheritance resolved.
type Span struct {
	Family string
	Bold   bool
	Ink    Ink
	Scale  float64 // font size as a multiple of the text's
}

// Phrases returns the texts of t in all languages.
func (t *Text) Phrases() []expression.Phrase {
	if len(t.In) == 0 {
		return []expression.Phrase{t.Text}
	}
	phrases := make([]expression.Phrase, len(t.In))
	for i, w := range t.In {
		phrases[i] = w.Text
	}
	return phrases
}

// Fields returns the fields that t shows in any language, without duplicates.
func (t *Text) Fields() []string {
	var fields []string
	for _, p := range t.Phrases() {
		for _, f := range p.Fields() {
			if !slices.Contains(fields, f) {
				fields = append(fields, f)
			}
		}
	}
	return fields
}

// Tongues returns the languages in which t is written and the one it asks for; none if it has one text for all.
func (t *Text) Tongues() []string {
	tags := t.Written()
	if len(t.Lang) == 1 && t.Lang[0].Field == "" {
		tags = append(tags, t.Lang[0].Literal)
	}
	return tags
}

// Written returns the languages in which t is written.
func (t *Text) Written() (tags []string) {
	for _, w := range t.In {
		tags = append(tags, w.Lang)
	}
	return tags
}
