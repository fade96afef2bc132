package source

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Printable returns s safe to show on a terminal and free of deception. Control characters, escapes, line and paragraph
// separators, bidirectional controls, invisible characters and private-use characters are written as \u{1b}, bytes that
// are not UTF-8 as \x{ff}. Letters of every script, marks and spaces stay, and so do the joiners U+200C and U+200D
// where a script needs them inside a word, as Persian and the Indic scripts do. The result is for people to read: a
// backslash is not doubled. Printable is idempotent.
func Printable(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	before := rune(-1)
	for i, size := 0, 0; i < len(s); i += size {
		var r rune
		r, size = utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			b.WriteString(`\x{` + strconv.FormatUint(uint64(s[i]), 16) + `}`)
		case visible(r) || joins(before, r, s[i+size:]) || selects(before, r):
			b.WriteString(s[i : i+size])
		default:
			b.WriteString(`\u{` + strconv.FormatUint(uint64(r), 16) + `}`)
		}
		before = r
	}
	return b.String()
}

// maxQuoted limits how much user input a message repeats, in characters: longer than any name or address, shorter than
// two lines of a screen.
const maxQuoted = 100

// Quote returns user input for a message: printable, between double quotes, and cut with an ellipsis after 100
// characters.
func Quote(s string) string {
	n := 0
	for i := range s {
		if n == maxQuoted {
			s = s[:i] + "…"
			break
		}
		n++
	}
	return `"` + Printable(s) + `"`
}

// plain reports whether s is printable ASCII, as almost every message is.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// visible reports whether r has a visible glyph or is an ordinary space.
func visible(r rune) bool {
	return (unicode.IsGraphic(r) || unicode.Is(unicode.Zs, r)) && !unicode.Is(invisible, r)
}

// joins reports whether r is a joiner inside a word of a script that uses joiners in spelling (Unicode Standard Annex
// 31, section 2.3.1).
func joins(before, r rune, rest string) bool {
	if r != '\u200c' && r != '\u200d' {
		return false
	}
	after, _ := utf8.DecodeRuneInString(rest)
	return unicode.In(before, joined...) && unicode.In(after, joined...)
}

// selects reports whether r is a variation selector after a Han or Mongolian letter, where it chooses the form in which
// a name is written.
func selects(before, r rune) bool {
	return unicode.Is(unicode.Variation_Selector, r) && unicode.In(before, unicode.Han, unicode.Mongolian)
}

// joined lists the scripts that use joiners within words.
var joined = []*unicode.RangeTable{
	unicode.Arabic, unicode.Syriac, unicode.Nko, unicode.Mandaic, unicode.Mongolian,
	unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya,
	unicode.Tamil, unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Sinhala,
	unicode.Khmer, unicode.Myanmar, unicode.Tibetan, unicode.Balinese, unicode.Javanese,
}

// invisible lists characters that show nothing although their category is graphic: the property
// Default_Ignorable_Code_Point of Unicode 15, and the Braille blank.
var invisible = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x00ad, Hi: 0x00ad, Stride: 1}, // soft hyphen
		{Lo: 0x034f, Hi: 0x034f, Stride: 1}, // combining grapheme joiner
		{Lo: 0x061c, Hi: 0x061c, Stride: 1}, // Arabic letter mark
		{Lo: 0x115f, Hi: 0x1160, Stride: 1}, // Hangul fillers
		{Lo: 0x17b4, Hi: 0x17b5, Stride: 1}, // Khmer inherent vowels
		{Lo: 0x180b, Hi: 0x180f, Stride: 1}, // Mongolian selectors
		{Lo: 0x200b, Hi: 0x200f, Stride: 1}, // zero-width characters and marks
		{Lo: 0x202a, Hi: 0x202e, Stride: 1}, // embeddings and overrides
		{Lo: 0x2060, Hi: 0x206f, Stride: 1}, // word joiner, isolates
		{Lo: 0x2800, Hi: 0x2800, Stride: 1}, // Braille blank
		{Lo: 0x3164, Hi: 0x3164, Stride: 1}, // Hangul filler
		{Lo: 0xfe00, Hi: 0xfe0f, Stride: 1}, // variation selectors
		{Lo: 0xfeff, Hi: 0xfeff, Stride: 1}, // byte order mark
		{Lo: 0xffa0, Hi: 0xffa0, Stride: 1}, // half-width Hangul filler
		{Lo: 0xfff0, Hi: 0xfff8, Stride: 1},
	},
	R32: []unicode.Range32{
		{Lo: 0x1bca0, Hi: 0x1bca3, Stride: 1}, // shorthand format controls
		{Lo: 0x1d173, Hi: 0x1d17a, Stride: 1}, // musical format controls
		{Lo: 0xe0000, Hi: 0xe0fff, Stride: 1}, // tags, further selectors
	},
	LatinOffset: 1,
}

// Wrap breaks text at white space into lines of at most width columns, counted
// in characters. The first line begins with first, every other one with rest. A
// word longer than a line has a line of its own.
func Wrap(text string, width int, first, rest string) string {
	var b strings.Builder
	column := 0
	for i, word := range strings.Fields(text) {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
			b.WriteString(first)
			column = utf8.RuneCountInString(first)
		case column+1+n > width:
			b.WriteString("\n" + rest)
			column = utf8.RuneCountInString(rest)
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += n
	}
	b.WriteByte('\n')
	return b.String()
}
