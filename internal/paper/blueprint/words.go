package blueprint

import (
	"fmt"
	"lanyard/internal/paper/template"
	"slices"
	"strconv"
	"strings"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/locale"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/expression"
)

// words reads the text of a text box, written once or per language.
func (p *parser) words(key string, raw *rawBox, t *template.Text) {
	key += ".text"
	if one, ok := raw.Text[""]; ok && len(p.doc.Keys(key)) == 0 {
		t.Text = p.phrase(key, one, t)
		return
	}
	for _, tag := range p.doc.Keys(key) {
		place := key + "." + source.Key(tag)
		canonical, err := locale.Canonical(tag)
		if err != nil {
			p.report(place, err.Error(), `write text.en = "…", one line for each language`)
			continue
		}
		if slices.ContainsFunc(t.In, func(w template.Wording) bool { return w.Lang == canonical }) {
			p.report(place, fmt.Sprintf("%s is the language %s, which the text has already", source.Quote(tag),
				canonical), "keep one of the two")
			continue
		}
		t.In = append(t.In, template.Wording{Lang: canonical, Text: p.phrase(place, raw.Text[tag], t)})
		if len(t.Lang) == 0 && !slices.Contains(p.languages, canonical) {
			p.languages = append(p.languages, canonical)
		}
	}
}

// checkWords reports a text that is missing in the language its box asks for. It warns if a text lacks a language that
// others of the template have, because a page in that language would show it in a different one.
func (p *parser) checkWords(t *template.Template) {
	t.Walk(func(b template.Box) {
		text, ok := b.(*template.Text)
		if !ok || len(text.In) == 0 {
			return
		}
		asked := t.Languages
		if len(text.Lang) > 0 {
			asked = nil
			if text.Lang[0].Field == "" {
				asked = []string{text.Lang[0].Literal}
			}
		}
		tags := text.Written()
		for _, lang := range asked {
			if _, ok := locale.Closest(lang, tags); ok {
				continue
			}
			problem := source.Problem{Code: "template-language", File: t.File, Line: text.Line,
				Message: fmt.Sprintf("%s has no text in %s, only in %s", text.Name, lang,
					strings.Join(tags, ", ")), Hint: fmt.Sprintf(`add text.%s = "…"`, lang)}
			if len(text.Lang) == 0 {
				problem.Severity = source.Warning
				problem.Message += ": it would be in another language than the rest of its page"
			}
			p.problems.Add(problem)
		}
	})
}

// lang reads the language of a box.
func (p *parser) lang(key string, raw *rawBox) expression.Phrase {
	lang := expression.Phrase(raw.Lang)
	if len(lang) != 1 || lang[0].Field != "" {
		return lang
	}
	canonical, err := locale.Canonical(lang[0].Literal)
	if err != nil {
		p.report(key+".lang", err.Error(), `write lang = "fa"`)
	}
	return expression.Phrase{{Literal: canonical}}
}

// phrase reads a text, and the styles of its spans into t.
func (p *parser) phrase(key, s string, t *template.Text) expression.Phrase {
	words, err := expression.ParseText(s)
	if err != nil {
		p.report(key, "text: "+err.Error(), "")
		return nil
	}
	for _, part := range words {
		if _, known := t.Spans[part.Span]; known || part.Span == "" {
			continue
		}
		if t.Spans == nil {
			t.Spans = map[string]template.Span{}
		}
		t.Spans[part.Span] = p.span(key, t, strings.Fields(part.Span))
	}
	return words
}

// span returns the look of text within the styles names. Family, bold, colour and size come from each style or from the
// styles it inherits from.
func (p *parser) span(key string, t *template.Text, names []string) template.Span {
	s := template.Span{Family: t.Style.Family, Bold: t.Style.Bold, Ink: t.Style.Ink}
	size := t.Style.Size
	for _, name := range names {
		if _, ok := p.raw.Styles[name]; !ok {
			hint := fmt.Sprintf("add [styles.%s], or write << for a literal <", name)
			if near := source.Nearest(name, p.doc.Keys("styles")); near != "" {
				hint = "did you mean " + near + "? If not, write << for a literal <"
			}
			p.report(key, fmt.Sprintf("there is no style %s for the span <%s>", source.Quote(name), name), hint)
			continue
		}
		for _, raw := range p.ancestry(name) {
			if raw.Family != nil {
				s.Family = p.familyOf(*raw.Family)
			}
			set(&s.Bold, raw.Bold)
			p.setSize(&size, raw.Font)
			if raw.Colour != nil {
				s.Ink = p.ink(source.Key("styles", name, "colour"), *raw.Colour)
			}
		}
	}
	if size > maxFont {
		p.report(key, fmt.Sprintf("a span of %gpt is larger than %gpt", size.Points(), maxFont.Points()), "")
	}
	s.Scale = 1
	if size != t.Style.Size && t.Style.Size > 0 {
		s.Scale = max(float64(size)/float64(t.Style.Size), leastScale)
	}
	return s
}

// leastScale is the smallest ratio of a span's size to its text's: anything smaller is invisible.
const leastScale = 0.01

// ancestry returns a style and all styles it inherits from, the farthest first.
func (p *parser) ancestry(name string) []rawStyle {
	var line []rawStyle
	for seen := map[string]bool{}; !seen[name]; {
		raw, ok := p.raw.Styles[name]
		if !ok {
			break
		}
		seen[name], line = true, append(line, raw)
		name = raw.Inherits
	}
	slices.Reverse(line)
	return line
}

// fontSize is a length, or a share of the size it replaces: "80%".
type fontSize struct {
	length geom.Length
	ratio  float64 // if not 0
}

func (f *fontSize) UnmarshalText(text []byte) error {
	if percent, ok := strings.CutSuffix(strings.TrimSpace(string(text)), "%"); ok {
		v, err := parsePercent(percent)
		f.ratio = v / 100
		return err
	}
	return (*length)(&f.length).UnmarshalText(text)
}

func parsePercent(s string) (float64, error) {
	v, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil || !(v >= 1 && v <= 1000) {
		return 0, fmt.Errorf("%q is not a size between 1%% and 1000%%: write \"80%%\"", s+"%")
	}
	return v, nil
}

// setSize replaces a font size by one from the file, scaled with the page.
func (p *parser) setSize(to *geom.Length, from *fontSize) {
	switch {
	case from == nil:
	case from.ratio != 0:
		*to = to.Scale(from.ratio)
	default:
		*to = from.length.Scale(p.scale)
	}
}
