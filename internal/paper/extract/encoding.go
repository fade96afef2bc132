package extract

import (
	"lanyard/internal/base/cos"
	"lanyard/internal/paper/charset"
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
		base = charset.None
	}
	for code := 0x20; code < 0x100; code++ {
		if c := charset.Decode(string(base), byte(code)); c > 0 {
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
			if s := charset.Characters(string(v)); s != "" {
				t.text[code] = s
			}
			code++
		}
	}
	return nil
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
