package credential

import (
	"fmt"
	"strings"
)

// Number identifies a certificate or badge. It is printed under the code and
// can be read out over the telephone. The zero value is no number.
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

// ParseNumber parses a number as people type it: in either case, with or
// without dashes and spaces, I and L for 1, O for 0.
func ParseNumber(s string) (Number, error) {
	var n Number
	count := 0
	for _, r := range strings.ToUpper(s) {
		switch r {
		case '-', ' ':
			continue
		case 'I', 'L':
			r = '1'
		case 'O':
			r = '0'
		}
		v := strings.IndexRune(crockford, r)
		if v < 0 {
			return Number{}, fmt.Errorf("reading number %q: no number contains %q", s, r)
		}
		if count == 16 {
			return Number{}, fmt.Errorf("reading number %q: more than 16 symbols", s)
		}
		at := 5 * count
		window := uint16(v) << (11 - at%8)
		n[at/8] |= byte(window >> 8)
		if at/8+1 < len(n) {
			n[at/8+1] |= byte(window)
		}
		count++
	}
	if count < 16 {
		return Number{}, fmt.Errorf("reading number %q: %d symbols, not 16", s, count)
	}
	return n, nil
}

// MarshalText returns String.
func (n Number) MarshalText() ([]byte, error) { return []byte(n.String()), nil }

// UnmarshalText is ParseNumber.
func (n *Number) UnmarshalText(text []byte) (err error) {
	*n, err = ParseNumber(string(text))
	return err
}
