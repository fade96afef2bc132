package resource

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"lanyard/internal/base/cos"
	"lanyard/internal/typography/font"
)

// windows are the characters of the codes 0x80 to 0x9F of WinAnsiEncoding (ISO 32000-1, annex D.2), which elsewhere is
// Latin-1; U+2022, the bullet, fills its gaps.
var windows = [32]rune{
	'€', '•', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '•', 'Ž', '•',
	'•', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '•', 'ž', 'Ÿ',
}

// simple returns the glyphs of a TrueType font with codes of one byte: ISO 32000-1, 9.6.6.4. A code that leads to none
// is not in the map.
func (r *Reader) simple(f *font.Font, encoding cos.Value) map[int]uint16 {
	v, err := r.Get(encoding)
	if err != nil {
		v = nil
	}
	characters := map[int]rune{}
	names, _ := v.(cos.Dict)
	if v != nil {
		base, _ := names["BaseEncoding"].(cos.Name)
		if n, ok := v.(cos.Name); ok {
			base = n
		}
		for code := 0x20; code < 0x100; code++ {
			switch {
			case code < 0x80:
				characters[code] = rune(code)
			case base == "MacRomanEncoding": // not read beyond ASCII
			case code < 0xa0:
				characters[code] = windows[code-0x80]
			default:
				characters[code] = rune(code)
			}
		}
	}
	list, _ := r.Get(names["Differences"])
	differences, _ := list.(cos.Array)
	code := 0
	for _, d := range differences {
		switch d := d.(type) {
		case cos.Number:
			code, _ = cos.Int(d)
		case cos.Name:
			delete(characters, code)
			if r, ok := characterOf(string(d)); ok {
				characters[code] = r
			}
			code++
		}
	}
	glyphs := map[int]uint16{}
	for code := range 0x100 {
		if r, ok := characters[code]; ok && r < 0x10000 {
			if gid, ok := f.Mapped(3, 1, int(r)); ok {
				glyphs[code] = gid
				continue
			}
		}
		for _, table := range [...][3]int{{3, 0, 0xf000 + code}, {3, 0, code}, {1, 0, code}} {
			if gid, ok := f.Mapped(table[0], table[1], table[2]); ok {
				glyphs[code] = gid
				break
			}
		}
	}
	return glyphs
}

// characterOf returns the character that the name of a glyph states: "A", "uni0041". Other names are not read.
func characterOf(name string) (rune, bool) {
	if r, n := utf8.DecodeRuneInString(name); n > 0 && n == len(name) {
		return r, true
	}
	if hex, ok := strings.CutPrefix(name, "uni"); ok && len(hex) == 4 {
		n, err := strconv.ParseUint(hex, 16, 16)
		return rune(n), err == nil
	}
	return 0, false
}
