package blueprint

import (
	"fmt"
	"lanyard/internal/paper/template"
	"slices"
	"strings"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/source"
)

var (
	aligns  = []string{"start", "end", "left", "centre", "right"} // by Align
	valigns = []string{"top", "middle", "bottom"}                 // by Valign
	fits    = []string{"shrink", "wrap"}
)

// plain is the style of a box without one.
var plain = template.Style{Family: "sans", Size: 11 * geom.Point, Min: 11 * geom.Point, Lines: 1,
	Ink: template.Ink{Set: true}}

// style returns the style of [styles.name] with its inheritance resolved. below lists the styles that inherit from it,
// to detect cycles.
func (p *parser) style(name string, below []string) template.Style {
	if s, ok := p.styles[name]; ok {
		return s
	}
	if slices.Contains(below, name) {
		p.report(source.Key("styles", name), fmt.Sprintf("the styles %s inherit from each other",
			strings.Join(below, ", ")), "")
		return plain
	}
	raw := p.raw.Styles[name]
	key := source.Key("styles", name)
	parent := plain
	if raw.Inherits != "" {
		if _, ok := p.raw.Styles[raw.Inherits]; ok {
			parent = p.style(raw.Inherits, append(below, name))
		} else {
			p.unknownStyle(key+".inherits", raw.Inherits)
		}
	}
	s := p.applied(key, "size", raw, parent)
	p.styles[name] = s
	return s
}

// boxStyle returns the style of a text box: the one it names, then the box's own keys.
func (p *parser) boxStyle(key string, raw *rawBox) template.Style {
	s := plain
	if raw.Style != "" {
		if _, ok := p.raw.Styles[raw.Style]; ok {
			s = p.style(raw.Style, nil)
		} else {
			p.unknownStyle(key+".style", raw.Style)
		}
	}
	return p.applied(key, "font_size", raw.style(), s)
}

func (p *parser) unknownStyle(key, name string) {
	p.oneOf(key, "style", name, p.doc.Keys("styles"))
}

// applied returns s with the keys set in raw. A size without a min becomes its own min, unless the style already had a
// smaller one.
func (p *parser) applied(key, sizeKey string, raw rawStyle, s template.Style) template.Style {
	if raw.Family != nil {
		s.Family = p.familyOf(*raw.Family)
	}
	set(&s.Bold, raw.Bold)
	set(&s.Lines, raw.Lines)
	set(&s.Leading, raw.Leading)
	p.setSize(&s.Size, raw.Font)
	s.Min = min(s.Min, s.Size)
	if raw.Font != nil && raw.Min == nil && raw.Inherits == "" {
		s.Min = s.Size
	}
	setLength(&s.Min, raw.Min)
	p.setScaled(&s.Break, raw.Break)
	p.setScaled(&s.Tracking, raw.Tracking)
	if p.scale < 1 {
		s.Min = min(s.Min, s.Size)
	}
	if raw.Colour != nil {
		s.Ink = p.ink(key+".colour", *raw.Colour)
	}
	if raw.Align != nil {
		s.Align = template.Align(max(0, p.oneOf(key+".align", "alignment", *raw.Align, aligns)))
	}
	if raw.Valign != nil {
		s.Valign = template.Valign(max(0, p.oneOf(key+".valign", "vertical alignment", *raw.Valign, valigns)))
	}
	if raw.Fit != nil {
		s.Wrap = p.oneOf(key+".fit", "fit", *raw.Fit, fits) == 1
	}
	switch {
	case s.Size <= 0 || s.Size > maxFont:
		p.report(key+"."+sizeKey, fmt.Sprintf("a font size of %gpt must be between 0 and %gpt", s.Size.Points(),
			maxFont.Points()), "")
	case s.Min <= 0 || s.Min > s.Size:
		p.report(key+".min", fmt.Sprintf("min is %gpt, but must be between 0 and the size, %gpt", s.Min.Points(),
			s.Size.Points()), "")
	case s.Break < 0 || s.Break > s.Size && raw.Break != nil:
		p.report(key+".break", fmt.Sprintf("break is %gpt, but must be between 0 and the size, %gpt", s.Break.Points(),
			s.Size.Points()), "")
	case s.Lines < 1 || s.Lines > maxLines:
		p.report(key+".lines", fmt.Sprintf("%d lines are not between 1 and %d", s.Lines, maxLines), "")
	case s.Leading != 0 && (s.Leading < 0.5 || s.Leading > 5):
		p.report(key+".leading", fmt.Sprintf("a leading of %g must be between 0.5 and 5 times the size", s.Leading),
			"1.2 is usual")
	}
	return s
}

func set[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}

func setLength(to *geom.Length, from *length) {
	if from != nil {
		*to = geom.Length(*from)
	}
}

// setScaled replaces a measure of letters by one from the file, scaled with the page.
func (p *parser) setScaled(to *geom.Length, from *length) {
	if from != nil {
		*to = geom.Length(*from).Scale(p.scale)
	}
}
