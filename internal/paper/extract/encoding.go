package extract

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"

	"lanyard/internal/base/cos"
)

// encoding reads the characters of a simple font's codes: ISO 32000-1, 9.6.6 and annex D.
func (r *reader) encoding(t *typeface, d cos.Dict) error {
	v, err := r.Get(d["Encoding"])
	if err != nil {
		return err
	}
	names, _ := v.(cos.Dict)
	base, _ := v.(cos.Name)
	if names != nil {
		base, _ = names["BaseEncoding"].(cos.Name)
	}
	if base == "" && d["Subtype"] == cos.Name("TrueType") {
		base = "WinAnsiEncoding"
	}
	if d["Subtype"] == cos.Name("Type3") || t.look.Name == "Symbol" || t.look.Name == "ZapfDingbats" {
		base = "none"
	}
	for code := 0x20; code < 0x100; code++ {
		c := rune(0)
		switch base {
		case "none":
		case "WinAnsiEncoding":
			c = charmap.Windows1252.DecodeByte(byte(code))
		case "MacRomanEncoding":
			c = charmap.Macintosh.DecodeByte(byte(code))
		default:
			c = standard(code)
		}
		if c > 0 && c != utf8.RuneError {
			t.text[code] = string(c)
		}
	}
	differences, err := r.array(names["Differences"])
	if err != nil {
		return err
	}
	code := 0
	for _, v := range differences {
		switch v := v.(type) {
		case cos.Number:
			code, _ = cos.Int(v)
		case cos.Name:
			delete(t.text, code)
			if s := characters(string(v)); s != "" {
				t.text[code] = s
			}
			code++
		}
	}
	return nil
}

// standard returns the character of a code in StandardEncoding; 0 for none.
func standard(code int) rune {
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

var standardUpper = map[int]rune{
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

// characters returns the text of a glyph by its name; "" for names that state none.
func characters(name string) string {
	name, _, _ = strings.Cut(name, ".") // a.alt
	if c, ok := glyphNames[name]; ok {
		return string(c)
	}
	if n := utf8.RuneCountInString(name); n == 1 {
		return name
	}
	if hex, ok := strings.CutPrefix(name, "uni"); ok && len(hex) >= 4 && len(hex)%4 == 0 && len(hex) <= maxText {
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
	if first, rest, ok := strings.Cut(name, "_"); ok && len(name) <= maxText { // f_f_i
		if a, b := characters(first), characters(rest); a != "" && b != "" {
			return a + b
		}
	}
	return ""
}

// toUnicode reads a ToUnicode table: ISO 32000-1, 9.10.3.
func (r *reader) toUnicode(t *typeface, data []byte) error {
	var operands []cos.Value
	for p := cos.NewParser(data, 0, &r.values); p.More(); {
		v, err := p.Value()
		if err != nil {
			return nil // what was read so far counts: letters without a character are counted
		}
		word, ok := v.(cos.Keyword)
		if !ok {
			operands = append(operands, v)
			continue
		}
		switch word {
		case "endbfchar":
			for i := 0; i+1 < len(operands); i += 2 {
				t.means(operands[i], operands[i+1], 0)
			}
		case "endbfrange":
			if err := r.ranges(t, operands); err != nil {
				return err
			}
		}
		operands = operands[:0]
	}
	return nil
}

// ranges reads the operands of endbfrange.
func (r *reader) ranges(t *typeface, operands []cos.Value) error {
	for i := 0; i+2 < len(operands); i += 3 {
		from, okFrom := codeOf(operands[i])
		to, okTo := codeOf(operands[i+1])
		if !okFrom || !okTo || to < from || to > 0xffff {
			continue
		}
		if r.values -= to - from; r.values < 0 {
			return errTooMuch
		}
		list, isList := operands[i+2].(cos.Array)
		for code := from; code <= to; code++ {
			switch {
			case !isList:
				t.means(cos.String([]byte{byte(code >> 8), byte(code)}), operands[i+2], code-from)
			case code-from < len(list):
				t.means(cos.String([]byte{byte(code >> 8), byte(code)}), list[code-from], 0)
			}
		}
	}
	return nil
}

// means records the text of a code: UTF-16, with offset added to its last character.
func (t *typeface) means(code, text cos.Value, offset int) {
	n, ok := codeOf(code)
	raw, okText := text.(cos.String)
	if !ok || !okText || len(raw) > maxText || len(t.text) > maxCodes {
		return
	}
	if len(raw) == 1 {
		raw = "\x00" + raw
	}
	s := []rune(cos.UTF16(string(raw)))
	if len(s) > 0 {
		s[len(s)-1] += rune(offset)
	}
	t.text[n] = string(s)
}

// codeOf returns a code of at most two bytes.
func codeOf(v cos.Value) (int, bool) {
	raw, ok := v.(cos.String)
	if !ok || len(raw) == 0 || len(raw) > 2 {
		return 0, false
	}
	n := 0
	for _, c := range []byte(raw) {
		n = n<<8 | int(c)
	}
	return n, true
}
