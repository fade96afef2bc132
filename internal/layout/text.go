package layout

import (
	"errors"
	"fmt"
	"strings"
	"unicode"

	"lanyard/internal/font"
	"lanyard/internal/geom"
	"lanyard/internal/locale"
	"lanyard/internal/page"
	"lanyard/internal/template"
	"lanyard/internal/text"
)

// memoryKey is all that the setting of a text depends on.
type memoryKey struct {
	box        *template.Text
	text, lang string
	colour     geom.Colour
}

// setText is a text once set. It is shared by all pages that show it.
type setText struct {
	placed placed
	fit    *Fit
	faults []Fault
}

// maxMemory bounds the texts a layouter remembers: enough for every label,
// role, country and organisation of a large congress; names pass through.
const maxMemory = 4096

func (s *setter) text(b *template.Text) placed {
	words, lang := s.resolve(b.Text, s.lookup(b.Lang))
	if strings.TrimSpace(words) == "" {
		return placed{}
	}
	if s.lang == "" {
		s.lang = lang
	}
	key := memoryKey{b, words, lang, s.ink(b.Name, b.Style.Ink)}
	set, ok := s.memory[key]
	if !ok {
		if len(s.memory) >= maxMemory {
			clear(s.memory)
		}
		set = s.set(key)
		s.memory[key] = set
	}
	if set.fit != nil {
		s.fits = append(s.fits, *set.fit)
	}
	s.faults = append(s.faults, set.faults...)
	return set.placed
}

func (s *setter) lookup(p template.Phrase) string {
	words, _ := s.resolve(p, "")
	return words
}

// The isolates of UAX #9: a value inside a sentence of the other direction
// neither turns its neighbours around nor is turned by them.
const (
	firstStrongIsolate = "\u2068"
	popIsolate         = "\u2069"
)

// resolve fills in the fields of p. The language is lang, or that of the first
// field that has one.
func (s *setter) resolve(p template.Phrase, lang string) (words, language string) {
	var b strings.Builder
	for _, part := range p {
		if part.Field == "" {
			b.WriteString(part.Literal)
			continue
		}
		v := s.fields[part.Field]
		if lang == "" && v.Text != "" {
			lang = v.Lang
		}
		if len(p) > 1 && v.Text != "" {
			b.WriteString(firstStrongIsolate + v.Text + popIsolate)
		} else {
			b.WriteString(v.Text)
		}
	}
	return b.String(), lang
}

// direction returns the direction of a phrase that joins values with signs
// only: that of its language, as UAX #9 looks into no isolate to find it.
// Others read in the direction of their first letter.
func direction(p template.Phrase, lang string) text.Direction {
	if len(p) < 2 || lang == "" {
		return text.Auto
	}
	for _, part := range p {
		if strings.ContainsFunc(part.Literal, unicode.IsLetter) {
			return text.Auto
		}
	}
	if locale.Direction(lang) {
		return text.RightToLeft
	}
	return text.LeftToRight
}

// set fits a text into its box and turns it into items.
func (s *setter) set(k memoryKey) *setText {
	b := k.box
	paragraph := text.Paragraph{Text: k.text, Lang: k.lang, Style: font.Style{Family: b.Style.Family, Bold: b.Style.Bold}, Direction: direction(b.Text, k.lang)}
	block, err := s.shaper.Fit(paragraph, b.Size, limits(b.Style))
	if err != nil {
		return &setText{faults: s.unset(b, err)}
	}
	// A line may be higher by its font than its box, as long as its ink is inside.
	out := &setText{placed: placed{height: min(block.Height, b.Size.H), shown: true}}
	for _, line := range block.Lines {
		for _, run := range line.Runs {
			out.placed.items = append(out.placed.items, &page.Glyphs{
				At:  geom.Position{X: b.At.X + run.X, Y: b.At.Y + line.Baseline},
				Run: run.Run, Size: block.Size, Tracking: run.Tracking, Colour: k.colour,
			})
		}
	}
	fit := Fit{Box: b.Name, Fields: b.Text.Fields(), Text: plain(k.text), Wanted: b.Style.Size, Size: block.Size,
		Lines: len(block.Lines), Floor: b.Style.Min}
	switch {
	case block.Outcome.Overflow:
		out.faults = append(out.faults, overflow(b, fit))
	case block.Outcome.Shrunk || block.Outcome.Broken && !b.Style.Wrap:
		out.fit = &fit
	}
	return out
}

func overflow(b *template.Text, f Fit) Fault {
	return Fault{Code: "layout-overflow", Box: b.Name, Fields: f.Fields,
		Message: fmt.Sprintf("\"%s\" does not fit into %s even at the smallest size of %gpt on %d lines", f.Text, b.Name, b.Style.Min.Points(), b.Style.Lines),
		Hint:    "shorten it in the list, or give the box more width, more lines or a smaller \"min\" in the template"}
}

// unset turns the errors of shaping into faults.
func (s *setter) unset(b *template.Text, err error) []Fault {
	var missing text.Missing
	if !errors.As(err, &missing) {
		return []Fault{{Code: "layout-text", Box: b.Name, Fields: b.Text.Fields(), Message: err.Error()}}
	}
	var faults []Fault
	seen := map[rune]bool{}
	for _, m := range missing {
		if seen[m.Rune] {
			continue
		}
		seen[m.Rune] = true
		faults = append(faults, Fault{Code: "layout-no-glyph", Box: b.Name, Fields: b.Text.Fields(),
			Message: fmt.Sprintf("no font has the character %U (%s)", m.Rune, font.RuneName(m.Rune)),
			Hint:    "correct the character in the list, or add a font that has it: [[fonts]] in event.toml", Missing: m.Rune})
	}
	return faults
}

// plain returns words without the isolates that resolve put in.
func plain(words string) string { return withoutIsolates.Replace(words) }

var withoutIsolates = strings.NewReplacer(firstStrongIsolate, "", popIsolate, "")

func limits(s template.Style) text.Limits {
	lim := text.Limits{Max: s.Size, Min: s.Min, Break: s.Break, Lines: s.Lines, Leading: s.Leading, Tracking: float64(s.Tracking) / float64(s.Size),
		Align: aligns[s.Align], Valign: valigns[s.Valign]}
	if s.Wrap {
		lim.Fit = text.Wrap
	}
	return lim
}

var (
	aligns = [...]text.Align{template.AlignStart: text.Start, template.AlignEnd: text.End, template.AlignLeft: text.Left,
		template.AlignCentre: text.Centre, template.AlignRight: text.Right}
	valigns = [...]text.Valign{template.Top: text.Top, template.Middle: text.Middle, template.Bottom: text.Bottom}
)
