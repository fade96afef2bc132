package pdf

import (
	"math"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"lanyard/internal/base/geom"
)

// appendPoints writes l in points with at most three decimals: 1/1000 point is
// 0.35 µm, finer than any imagesetter, and short to write.
func appendPoints(b []byte, l geom.Length) []byte {
	// l*10/127 thousandths of a point, halves away from zero
	n := int64(l) * 10
	if n < 0 {
		n -= 63
	} else {
		n += 63
	}
	return appendThousandths(b, n/127)
}

// appendThousandths writes n/1000 without trailing zeros.
func appendThousandths(b []byte, n int64) []byte {
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

// appendDecimal writes v with at most six decimals: parts of a colour, of a
// gradient or of a transform.
func appendDecimal(b []byte, v float64) []byte {
	v = math.Round(v*1e6) / 1e6
	return strconv.AppendFloat(b, v+0, 'f', -1, 64) // +0: no -0
}

// appendRef writes the reference to an object.
func appendRef(b []byte, id int) []byte {
	return append(strconv.AppendInt(b, int64(id), 10), " 0 R"...)
}

const hexDigits = "0123456789ABCDEF"

func appendHex16(b []byte, v uint16) []byte {
	return append(b, hexDigits[v>>12], hexDigits[v>>8&15], hexDigits[v>>4&15], hexDigits[v&15])
}

// appendHex writes bytes as hexadecimal digits.
func appendHex(b, data []byte) []byte {
	for _, v := range data {
		b = append(b, hexDigits[v>>4], hexDigits[v&15])
	}
	return b
}

// appendUTF16 writes s in UTF-16BE as hexadecimal digits.
func appendUTF16(b []byte, s string) []byte {
	for _, r := range s {
		if r < 0x10000 {
			b = appendHex16(b, uint16(r)) // a surrogate cannot come out of a string: it reads as U+FFFD
			continue
		}
		high, low := utf16.EncodeRune(r)
		b = appendHex16(appendHex16(b, uint16(high)), uint16(low))
	}
	return b
}

// appendText writes s as a text string (ISO 32000-1, 7.9.2.2): as it is when
// it is plain ASCII, else in UTF-16. Nothing in s can end the string early.
func appendText(b []byte, s string) []byte {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return append(appendUTF16(append(b, "<FEFF"...), s), '>')
		}
	}
	return appendLiteral(b, s)
}

// appendLiteral writes the bytes of s as a literal string.
func appendLiteral(b []byte, s string) []byte {
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

// maxName is the longest name that ISO 19005-2, 6.1.13 allows, in bytes.
const maxName = 127

// name writes s as a name without its solidus, with #xx for everything that is
// not a plain letter, digit or one of "-._+" (ISO 32000-1, 7.3.5). A longer
// one is cut between two characters.
func name(s string) string {
	for len(s) > maxName {
		_, n := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-n]
	}
	var b []byte
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9', c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z', c == '-', c == '.', c == '_', c == '+':
			b = append(b, c)
		case c == 0: // no name may hold it
			b = append(b, "#EF#BF#BD"...) // U+FFFD
		default:
			b = append(b, '#', hexDigits[c>>4], hexDigits[c&15])
		}
	}
	return string(b)
}
