package text

import (
	"cmp"
	"strings"

	"github.com/go-text/typesetting/language"
	"golang.org/x/text/unicode/bidi"
)

// han holds the languages to use for Han characters, which look different in Chinese, Japanese and Korean, and for kana
// and Hangul.
type han struct{ lang, kana, hangul string }

// newHan decides by the language of the paragraph if that writes Han characters, or else by the letters: kana mean
// Japanese, Hangul Korean, Bopomofo Chinese in traditional characters. Where they do not tell, it is otherwise.
func newHan(lang, otherwise string, text []rune) han {
	h := han{lang: cmp.Or(otherwise, lang), kana: "ja", hangul: "ko"}
	switch primary, _, _ := strings.Cut(lang, "-"); strings.ToLower(primary) {
	case "ja":
		h.lang, h.kana = lang, lang
		return h
	case "ko":
		h.lang, h.hangul = lang, lang
		return h
	case "zh", "yue", "cmn", "nan", "hak", "wuu", "gan", "hsn", "lzh":
		h.lang = lang
		return h
	}
	var korean, taiwanese bool
	for _, r := range text {
		if r < 0x1100 { // first letter of any script below: Hangul jamo
			continue
		}
		switch language.LookupScript(r) {
		case language.Hiragana, language.Katakana:
			h.lang = "ja"
			return h
		case language.Hangul:
			korean = true
		case language.Bopomofo:
			taiwanese = true
		}
	}
	switch {
	case korean:
		h.lang = "ko"
	case taiwanese:
		h.lang = "zh-Hant"
	}
	return h
}

// langOf returns the language of a stretch of script in a paragraph of lang.
func (h han) langOf(script language.Script, lang string) string {
	switch script {
	case language.Han, language.Bopomofo:
		return h.lang
	case language.Hiragana, language.Katakana:
		return h.kana
	case language.Hangul:
		return h.hangul
	}
	return lang
}

// unify treats the scripts of Japanese as one, so that a name in kanji and kana is one stretch.
func (h han) unify(script language.Script) language.Script {
	if (script == language.Hiragana || script == language.Katakana) && h.lang == h.kana {
		return language.Han
	}
	return script
}

// cluster is a grapheme cluster of a piece.
type cluster struct {
	span
	script language.Script // resolved
	lang   string
	letter bool // its script is its own, not inherited
}

// resolveScripts gives each cluster that starts at one of starts its script (UAX #24, section 5): that of its first
// character that has one. Spaces, digits, marks and punctuation take the script before them, or after them at the
// start; a closing bracket takes that of its opening one.
func resolveScripts(text []rune, starts []int, lang string, h han) []cluster {
	clusters := make([]cluster, len(starts))
	for i, from := range starts {
		c := cluster{span: span{from, len(text)}, script: language.Common}
		if i+1 < len(starts) {
			c.to = starts[i+1]
		}
		for _, r := range text[c.from:c.to] {
			if script := language.LookupScript(r); script.Strong() && script != language.Unknown {
				c.script, c.letter = script, true
				break
			}
		}
		clusters[i] = c
	}
	before := language.Common
	for _, c := range clusters {
		if c.letter {
			before = c.script
			break
		}
	}
	type bracket struct {
		closer rune
		script language.Script
	}
	var open []bracket
	for i := range clusters {
		c := &clusters[i]
		if c.letter {
			before = c.script
			continue
		}
		c.script = before
		first := text[c.from]
		p, _ := bidi.LookupRune(first)
		switch {
		case !p.IsBracket():
		case p.IsOpeningBracket():
			if len(open) < maxBrackets {
				open = append(open, bracket{closerOf(first), before})
			}
		default:
			for n := len(open) - 1; n >= 0; n-- {
				if open[n].closer == first {
					c.script, before = open[n].script, open[n].script
					open = open[:n]
					break
				}
			}
		}
	}
	for i := range clusters {
		c := &clusters[i]
		c.lang = h.langOf(c.script, lang)
		c.script = h.unify(c.script)
	}
	return clusters
}
