package cos

import (
	"maps"
	"slices"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// Append writes v in canonical form: the keys of dictionaries sorted, strings in
// parentheses, numbers as they were spelled. Number, unless nil, maps each reference
// to the number to write. Of a stream only the dictionary is written; a Keyword is
// written verbatim.
func Append(b []byte, v Value, number func(Ref) int) []byte {
	switch v := v.(type) {
	case nil:
		return append(b, "null"...)
	case bool:
		return strconv.AppendBool(b, v)
	case Number:
		return append(b, v...)
	case Name:
		return AppendName(b, v)
	case String:
		return AppendLiteral(b, string(v))
	case Keyword:
		return append(b, v...)
	case Ref:
		n := int(v)
		if number != nil {
			n = number(v)
		}
		return AppendRef(b, n)
	case Array:
		b = append(b, '[')
		for i, e := range v {
			if i > 0 {
				b = append(b, ' ')
			}
			b = Append(b, e, number)
		}
		return append(b, ']')
	case Dict:
		b = append(b, "<<"...)
		for _, key := range slices.Sorted(maps.Keys(v)) {
			b = Append(append(AppendName(b, key), ' '), v[key], number)
		}
		return append(b, ">>"...)
	case *Stream:
		return Append(b, v.Dict, number)
	}
	panic("internal error: a value that is not of PDF")
}

// AppendRef writes the reference to the object with a number.
func AppendRef(b []byte, n int) []byte {
	return append(strconv.AppendInt(b, int64(n), 10), " 0 R"...)
}

const hexDigits = "0123456789ABCDEF"

// AppendName writes a name with its solidus, and every byte that needs it as #xx
// (ISO 32000-1, 7.3.5).
func AppendName(b []byte, n Name) []byte {
	b = append(b, '/')
	for i := range len(n) {
		if c := n[i]; c > ' ' && c <= '~' && c != '#' && !isDelimiter(c) {
			b = append(b, c)
		} else {
			b = append(b, '#', hexDigits[c>>4], hexDigits[c&15])
		}
	}
	return b
}

// maxPortable is the longest name that ISO 19005-2, 6.1.13 allows, in bytes.
const maxPortable = 127

// NewName returns s as a name that every reader accepts: cut to at most 127 bytes at a
// character boundary, with U+FFFD for each zero byte.
func NewName(s string) Name {
	for len(s) > maxPortable {
		_, n := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-n]
	}
	var b []byte
	for i := range len(s) {
		if s[i] == 0 {
			b = append(b, "\ufffd"...)
		} else {
			b = append(b, s[i])
		}
	}
	return Name(b)
}

// AppendHex16 writes v as four hexadecimal digits.
func AppendHex16(b []byte, v uint16) []byte {
	return append(b, hexDigits[v>>12], hexDigits[v>>8&15], hexDigits[v>>4&15], hexDigits[v&15])
}

// AppendHex writes bytes as hexadecimal digits.
func AppendHex(b, data []byte) []byte {
	for _, v := range data {
		b = append(b, hexDigits[v>>4], hexDigits[v&15])
	}
	return b
}

// AppendUTF16 writes s in UTF-16BE as hexadecimal digits.
func AppendUTF16(b []byte, s string) []byte {
	for _, r := range s {
		if r < 0x10000 {
			b = AppendHex16(b, uint16(r)) // never a surrogate: in a string it reads as U+FFFD
			continue
		}
		high, low := utf16.EncodeRune(r)
		b = AppendHex16(AppendHex16(b, uint16(high)), uint16(low))
	}
	return b
}

// UTF16 decodes UTF-16BE. An odd last byte is dropped.
func UTF16(raw string) string {
	units := make([]uint16, 0, len(raw)/2)
	for i := 0; i+1 < len(raw); i += 2 {
		units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
	}
	return string(utf16.Decode(units))
}

// AppendText writes s as a text string (ISO 32000-1, 7.9.2.2): verbatim when it is
// printable ASCII, otherwise in UTF-16. Nothing in s can end the string early.
func AppendText(b []byte, s string) []byte {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return append(AppendUTF16(append(b, "<FEFF"...), s), '>')
		}
	}
	return AppendLiteral(b, s)
}

// AppendLiteral writes the bytes of s as a string in parentheses.
func AppendLiteral(b []byte, s string) []byte {
	b = append(b, '(')
	for i := range len(s) {
		switch c := s[i]; c {
		case '(', ')', '\\':
			b = append(b, '\\', c)
		case '\r':
			b = append(b, `\r`...) // a bare one would read as a line feed
		default:
			b = append(b, c)
		}
	}
	return append(b, ')')
}

// AppendThousandths writes n/1000 without trailing zeros.
func AppendThousandths(b []byte, n int64) []byte {
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	b = strconv.AppendInt(b, n/1000, 10)
	if n %= 1000; n == 0 {
		return b
	}
	b = append(b, '.', byte('0'+n/100))
	if n %= 100; n != 0 {
		b = append(b, byte('0'+n/10))
		if n %= 10; n != 0 {
			b = append(b, byte('0'+n))
		}
	}
	return b
}
