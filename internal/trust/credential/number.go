package credential

import (
	"fmt"
	"strings"
	"unicode"
)

// Number identifies a certificate or badge. It is printed under the code and can be read out over the telephone. The
// zero value is not a number.
type Number [10]byte

// crockford is the alphabet of Crockford's base32: without I, L, O and U.
const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// String returns the number as four groups of four symbols:
// "7Q3M-K0ZT-9V2C-4H1X".
func (n Number) String() string {
	var b strings.Builder
	for i := range 16 {
		if i > 0 && i%4 == 0 {
			b.WriteByte('-')
		}
		// Symbol i is the five bits from bit 5i, the most significant first.
		at := 5 * i
		window := uint16(n[at/8]) << 8
		if at/8+1 < len(n) {
			window |= uint16(n[at/8+1])
		}
		b.WriteByte(crockford[window>>(11-at%8)&31])
	}
	return b.String()
}

// Short returns the number as short links have it: 16 symbols without dashes.
func (n Number) Short() string { return strings.ReplaceAll(n.String(), "-", "") }

// URL returns the short link of a number: the verification page at an address, with the number after the #, which
// browsers never send to a server.
func (n Number) URL(address string) string { return "https://" + address + "/#" + n.Short() }

// numberLength is the number of symbols.
const numberLength = 16

// ParseNumber parses a number as people type it: in either case, I and L for 1, O for 0, white space and dashes of
// any kind ignored. Letters of other alphabets that look like these are refused.
func ParseNumber(s string) (Number, error) {
	n, err := parseNumber(s)
	if err != nil {
		return Number{}, fmt.Errorf("reading number %q: %w", s, err)
	}
	return n, nil
}

func parseNumber(s string) (n Number, err error) {
	count := 0
	for _, r := range unspaced(s) {
		v := symbol(r)
		switch {
		case v < 0:
			return Number{}, noSymbol(r)
		case count == numberLength:
			return Number{}, fmt.Errorf("more than %d symbols", numberLength)
		}
		at := 5 * count
		window := uint16(v) << (11 - at%8)
		n[at/8] |= byte(window >> 8)
		if at/8+1 < len(n) {
			n[at/8+1] |= byte(window)
		}
		count++
	}
	if count < numberLength {
		return Number{}, fmt.Errorf("%d symbols, not %d", count, numberLength)
	}
	return n, nil
}

// symbol returns the value of a symbol as people type it, -1 when it has none.
func symbol(r rune) int {
	if r >= 'a' && r <= 'z' {
		r += 'A' - 'a'
	}
	switch r {
	case 'I', 'L':
		r = '1'
	case 'O':
		r = '0'
	}
	return strings.IndexRune(crockford, r)
}

func noSymbol(r rune) error {
	switch {
	case r == 'U' || r == 'u':
		return fmt.Errorf("no number contains %q: is it a V?", r)
	case r > unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)):
		return fmt.Errorf("%q is of another alphabet: type the digits 0 to 9 and the letters A to Z", r)
	}
	return fmt.Errorf("no number contains %q", r)
}

// unspaced returns s without white space and dashes.
func unspaced(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune("-\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212", r) {
			return -1
		}
		return r
	}, s)
}

// ReadNumber returns the number in what was scanned or typed: a number or a short link. It is false for anything else,
// which may be a token. Input as long as a number, and shorter than any token, was meant as a number: the error says
// why it is not one.
func ReadNumber(input string) (n Number, is bool, err error) {
	if len(input) > maxInput {
		return Number{}, false, nil
	}
	address, text, found := strings.Cut(input, "#")
	if !found {
		text = input
	} else if address = unspaced(address); len(address) < 8 || !strings.EqualFold(address[:8], "https://") {
		return Number{}, false, nil
	}
	text = unspaced(text)
	count, symbols := 0, 0
	for _, r := range text {
		count++
		if symbol(r) >= 0 || r == 'U' || r == 'u' || r > unicode.MaxASCII && unicode.IsOneOf([]*unicode.RangeTable{
			unicode.L, unicode.Nd}, r) {
			symbols++
		}
	}
	if symbols != count || count < numberLength-2 || count > numberLength+2 {
		return Number{}, false, nil
	}
	if n, err = parseNumber(text); err != nil {
		return Number{}, true, fmt.Errorf("reading number: %w", err)
	}
	return n, true, nil
}

// MarshalText returns String.
func (n Number) MarshalText() ([]byte, error) { return []byte(n.String()), nil }

// UnmarshalText is ParseNumber.
func (n *Number) UnmarshalText(text []byte) (err error) {
	*n, err = ParseNumber(string(text))
	return err
}
