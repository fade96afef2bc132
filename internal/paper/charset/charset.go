// Package charset knows what the codes and the glyphs of fonts stand for in PDF files that other programs have written,
// and the widths that such files may leave out: ISO 32000-1, 9.6.2.2 and annex D, and the Adobe Glyph List.
package charset

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"

	"lanyard/internal/base/cos"
)

// None is an encoding in which no code has a character: that of a font of symbols.
const None = "none"

// Decode returns the character of a code from 0x20 on in an encoding of ISO 32000-1, annex D: WinAnsiEncoding,
// MacRomanEncoding, None, or for any other name StandardEncoding. It is 0 for a code without a character.
func Decode(encoding string, code byte) rune {
	c := rune(0)
	switch encoding {
	case None:
	case "WinAnsiEncoding":
		c = charmap.Windows1252.DecodeByte(code)
	case "MacRomanEncoding":
		c = charmap.Macintosh.DecodeByte(code)
	default:
		c = standard(code)
	}
	if c == utf8.RuneError {
		return 0
	}
	return c
}

// standard returns the character of a code in StandardEncoding; 0 for none.
func standard(code byte) rune {
	switch {
	case code == '\'':
		return '’'
	case code == '`':
		return '‘'
	case code < 0x7f:
		return rune(code)
	}
	return standardUpper[code]
}

var standardUpper = map[byte]rune{
	0xa1: '¡', 0xa2: '¢', 0xa3: '£', 0xa4: '⁄', 0xa5: '¥', 0xa6: 'ƒ', 0xa7: '§', 0xa8: '¤', 0xa9: '\'', 0xaa: '“',
	0xab: '«', 0xac: '‹', 0xad: '›', 0xae: 'ﬁ', 0xaf: 'ﬂ', 0xb1: '–', 0xb2: '†', 0xb3: '‡', 0xb4: '·', 0xb6: '¶',
	0xb7: '•', 0xb8: '‚', 0xb9: '„', 0xba: '”', 0xbb: '»', 0xbc: '…', 0xbd: '‰', 0xbf: '¿', 0xd0: '—', 0xe1: 'Æ',
	0xe3: 'ª', 0xe8: 'Ł', 0xe9: 'Ø', 0xea: 'Œ', 0xeb: 'º', 0xf1: 'æ', 0xf5: 'ı', 0xf8: 'ł', 0xf9: 'ø', 0xfa: 'œ',
	0xfb: 'ß',
}

// glyphNames are the characters of glyphs by name (Adobe Glyph List), without letters and letters with accents.
var glyphNames = map[string]rune{
	"space": ' ', "exclam": '!', "quotedbl": '"', "numbersign": '#', "dollar": '$', "percent": '%', "ampersand": '&',
	"quotesingle": '\'', "parenleft": '(', "parenright": ')', "asterisk": '*', "plus": '+', "comma": ',', "hyphen": '-',
	"period": '.', "slash": '/', "zero": '0', "one": '1', "two": '2', "three": '3', "four": '4', "five": '5', "six": '6',
	"seven": '7', "eight": '8', "nine": '9', "colon": ':', "semicolon": ';', "less": '<', "equal": '=', "greater": '>',
	"question": '?', "at": '@', "bracketleft": '[', "backslash": '\\', "bracketright": ']', "asciicircum": '^',
	"underscore": '_', "grave": '`', "braceleft": '{', "bar": '|', "braceright": '}', "asciitilde": '~',
	"exclamdown": '¡', "questiondown": '¿', "section": '§', "copyright": '©', "registered": '®', "trademark": '™',
	"guillemotleft": '«', "guillemotright": '»', "guilsinglleft": '‹', "guilsinglright": '›', "quoteleft": '‘',
	"quoteright": '’', "quotedblleft": '“', "quotedblright": '”', "quotesinglbase": '‚', "quotedblbase": '„',
	"endash": '–', "emdash": '—', "bullet": '•', "ellipsis": '…', "dagger": '†', "periodcentered": '·', "degree": '°',
	"germandbls": 'ß', "AE": 'Æ', "ae": 'æ', "OE": 'Œ', "oe": 'œ', "Oslash": 'Ø', "oslash": 'ø', "Lslash": 'Ł',
	"lslash": 'ł', "dotlessi": 'ı', "Eth": 'Ð', "eth": 'ð', "Thorn": 'Þ', "thorn": 'þ', "Dcroat": 'Đ', "dcroat": 'đ',
	"fi": 'ﬁ', "fl": 'ﬂ', "ff": 'ﬀ', "ffi": 'ﬃ', "ffl": 'ﬄ', "nbspace": ' ', "hyphenminus": '-', "minus": '−',
}

// accents are the marks of glyphs such as eacute.
var accents = map[string]string{
	"grave": "\u0300", "acute": "\u0301", "circumflex": "\u0302", "tilde": "\u0303", "macron": "\u0304",
	"breve": "\u0306", "dotaccent": "\u0307", "dieresis": "\u0308", "ring": "\u030a", "hungarumlaut": "\u030b",
	"caron": "\u030c", "commaaccent": "\u0327", "cedilla": "\u0327", "ogonek": "\u0328",
}

// maxName is the most bytes of a glyph's name that is read as a list of characters.
const maxName = 64

// Characters returns the text of a glyph by its name; "" for names that state none.
func Characters(name string) string {
	name, _, _ = strings.Cut(name, ".") // a.alt
	if c, ok := glyphNames[name]; ok {
		return string(c)
	}
	if n := utf8.RuneCountInString(name); n == 1 {
		return name
	}
	if hex, ok := strings.CutPrefix(name, "uni"); ok && len(hex) >= 4 && len(hex)%4 == 0 && len(hex) <= maxName {
		if raw, err := cos.Unhex([]byte(hex)); err == nil {
			return cos.UTF16(string(raw))
		}
	}
	if hex, ok := strings.CutPrefix(name, "u"); ok && len(hex) >= 4 && len(hex) <= 6 {
		if n, err := strconv.ParseUint(hex, 16, 32); err == nil && n <= utf8.MaxRune {
			return string(rune(n))
		}
	}
	if len(name) > 1 {
		if mark, ok := accents[name[1:]]; ok {
			return norm.NFC.String(name[:1] + mark)
		}
	}
	if first, rest, ok := strings.Cut(name, "_"); ok && len(name) <= maxName { // f_f_i
		if a, b := Characters(first), Characters(rest); a != "" && b != "" {
			return a + b
		}
	}
	return ""
}
