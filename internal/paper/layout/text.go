package layout

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/clash"
	"lanyard/internal/paper/expression"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/template"
	"lanyard/internal/typography/font"
	"lanyard/internal/typography/text"
)

// memoryKey holds everything that the setting of a text depends on.
type memoryKey struct {
	box        *template.Text
	text, lang string
	han        string // language of Han characters; empty if the text has none
	direction  text.Direction
	colour     geom.Colour
	spans      string
	alt        string
}

// setText is a text that has been set. Pages that show it share it.
type setText struct {
	placed placed
	solid  *clash.Solid // nil: other ink may enter it
	fit    *Fit
	lacks  *Fit // letters in another form than was asked for; nil: none
	faults []Fault
}

// maxMemory is how many texts a layouter caches: enough for every label, role, country and organisation of a large
// congress. Names are rarely reused.
const maxMemory = 1024

func (s *setter) text(b *template.Text) placed {
	phrase, lang := s.wording(b, s.lookup(b.Lang))
	words := s.say(b.Name, phrase, lang, b.Spans)
	if strings.TrimSpace(words.text) == "" {
		return placed{}
	}
	if s.lang == "" {
		s.lang = words.lang
	}
	colour := s.ink(b.Name, b.Style.Ink)
	if b.Tag == template.SeriesTag {
		words.divide(b, colour)
	}
	key := memoryKey{b, words.text, words.lang, s.han(words.text), words.direction, colour, key(words.spans), s.lookup(b.Alt)}
	set, ok := s.memory[key]
	if !ok {
		if len(s.memory) >= maxMemory {
			clear(s.memory)
		}
		set = s.set(key, phrase, words)
		s.memory[key] = set
	}
	if set.fit != nil {
		s.fits = append(s.fits, *set.fit)
	}
	if set.lacks != nil {
		s.fits = append(s.fits, *set.lacks)
	}
	s.faults = append(s.faults, set.faults...)
	if set.solid != nil {
		s.solids[set.placed.items[0].(*page.Group)] = set.solid
	}
	return set.placed
}

// han returns the language of the Han characters of a text, as the fields tell it; empty if there are none.
func (s *setter) han(words string) string {
	lang := s.field(HanLanguage).Text
	if lang == "" || !strings.ContainsFunc(words, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		return ""
	}
	return lang
}

// set fits a text into its box and turns it into items.
func (s *setter) set(k memoryKey, phrase expression.Phrase, said speech) *setText {
	b, spans := k.box, said.spans
	paragraph := text.Paragraph{Text: k.text, Lang: k.lang, Han: k.han,
		Style: font.Style{Family: b.Style.Family, Bold: b.Style.Bold}, Direction: k.direction, Spans: spansOf(spans)}
	block, err := s.shaper.Fit(paragraph, b.Size, limits(b.Style))
	if err != nil {
		return &setText{faults: unset(b, phrase, err)}
	}
	words := &page.Group{Tag: &page.Tag{Role: roles[b.Tag], Text: cmp.Or(k.alt, plain(k.text)), Lang: k.lang}}
	top, bottom := room(block, b.Size.H)
	out := &setText{placed: placed{items: []page.Item{words}, top: top, height: bottom - top, shown: true}}
	var of []int // spans of the runs
	for _, line := range block.Lines {
		for _, run := range line.Runs {
			of = append(of, run.Span-1)
			colour := k.colour
			if run.Span > 0 {
				colour = spans[run.Span-1].colour
			}
			words.Items = append(words.Items, &page.Glyphs{
				At:  geom.Position{X: b.At.X + run.X, Y: b.At.Y + line.Baseline},
				Run: run.Run, Size: run.Size, Tracking: run.Tracking, Colour: colour,
			})
		}
	}
	if b.Tag == template.SeriesTag && len(said.items) > 0 {
		words.Items, words.Tag = series(words.Items, of, len(said.items)-1, k, spans), nil
	}
	fit := Fit{Box: b.Name, Fields: phrase.Fields(), Text: plain(k.text), Wanted: b.Style.Size, Size: block.Size,
		Lines: len(block.Lines), Floor: b.Style.Min}
	switch {
	case block.Outcome.Overflow:
		out.faults = append(out.faults, overflow(b, fit))
	case block.Outcome.Shrunk || block.Outcome.Broken && !b.Style.Wrap:
		out.fit = &fit
	}
	if len(block.Lacking) > 0 {
		out.lacks = &Fit{Box: b.Name, Fields: fit.Fields, Text: fit.Text, Lacking: block.Lacking}
	}
	if len(out.faults) == 0 && b.Tag != template.OrnamentTag {
		out.solid = clash.Text(b, fit.Fields, k.text, words)
	}
	return out
}

// room returns the part of a box of the given height that a text takes in a flow: its lines by the font, as far as they
// are in the box, and all its ink. A line may be higher than its box by its font, as long as its ink is inside. Text
// that is not at the top of its box leaves the space above it to the flow.
func room(block *text.Block, height geom.Length) (top, bottom geom.Length) {
	top, bottom = min(max(block.Top, 0), height), min(max(block.Top+block.Height, 0), height)
	if !block.Ink.Empty() {
		top, bottom = min(top, max(block.Ink.Y, 0)), max(bottom, min(block.Ink.Bottom(), height))
	}
	return top, bottom
}

func overflow(b *template.Text, f Fit) Fault {
	return Fault{Code: "layout-overflow", Box: b.Name, Fields: f.Fields, Error: fault.Error{
		Message: fmt.Sprintf("\"%s\" does not fit into %s even at the smallest size of %gpt on %d lines",
			f.Text, b.Name, b.Style.Min.Points(), b.Style.Lines),
		Hint: "shorten it in the list, or give the box more width, more lines or a smaller \"min\" in the template"}}
}

// unset turns errors of shaping into faults.
func unset(b *template.Text, phrase expression.Phrase, err error) []Fault {
	var missing text.Missing
	if !errors.As(err, &missing) {
		return []Fault{{Code: "layout-text", Box: b.Name, Fields: phrase.Fields(),
			Error: fault.Error{Message: err.Error()}}}
	}
	var faults []Fault
	seen := map[rune]bool{}
	for _, m := range missing {
		if seen[m.Rune] {
			continue
		}
		seen[m.Rune] = true
		faults = append(faults, Fault{Code: "layout-no-glyph", Box: b.Name, Fields: phrase.Fields(), Missing: m.Rune,
			Error: fault.Error{
				Message: fmt.Sprintf("no font has the character %U (%s)", m.Rune, font.RuneName(m.Rune)),
				Hint:    "correct the character in the list, or add a font that has it: [[fonts]] in event.toml"}})
	}
	return faults
}

func limits(s template.Style) text.Limits {
	lim := text.Limits{Max: s.Size, Min: s.Min, Break: s.Break, Lines: s.Lines, Leading: s.Leading,
		Tracking: float64(s.Tracking) / float64(s.Size),
		Align:    aligns[s.Align], Valign: valigns[s.Valign]}
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
