package credential

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"unicode"
)

// Token is a signed claim in one of two forms: as signed, or compact, as in most QR codes. IsCompact tells them apart,
// and Expand turns the second into the first.
type Token []byte

// tag18 is the first byte of every token: tag 18 in its shortest encoding.
const tag18 = 0xd2

// Hash returns the SHA-256 of the token. The ledger keeps it, so that an
// allow-list can be made if the signing key is ever stolen.
func (t Token) Hash() [sha256.Size]byte { return sha256.Sum256(t) }

// Digits returns the token as the decimal digits of the QR code.
func (t Token) Digits() string { return encodeDigits(t) }

// URL returns the content of the QR code: the address of the verification page
// on host, with the token after the #, which browsers never send to a server.
func (t Token) URL(host string) string {
	var b strings.Builder
	b.Grow(len("https:///#") + len(host) + maxDigits(len(t)))
	b.WriteString("https://")
	b.WriteString(host)
	b.WriteString("/#")
	writeDigits(&b, t)
	return b.String()
}

// String returns the token in unpadded base64url, for links in mail.
func (t Token) String() string { return base64.RawURLEncoding.EncodeToString(t) }

// ParseToken parses what was scanned or pasted: the URL of a QR code, its
// digits alone, or base64url instead of the digits. White space is ignored.
// Only the first byte of the result is checked.
func ParseToken(s string) (Token, error) {
	if len(s) > maxInput {
		return nil, fmt.Errorf("reading token: more than %d characters", maxInput)
	}
	text := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
	if before, fragment, found := strings.Cut(text, "#"); found {
		if len(before) < 8 || !strings.EqualFold(before[:8], "https://") {
			return nil, errors.New("reading token: not an https address")
		}
		text = fragment
	}
	data, err := decodeText(text)
	token := Token(data)
	if err != nil {
		return nil, fmt.Errorf("reading token: %w", err)
	}
	if len(token) > maxToken {
		return nil, fmt.Errorf("reading token: %d bytes, more than %d", len(token), maxToken)
	}
	if len(token) == 0 || token[0] != tag18 && !token.IsCompact() {
		return nil, errors.New("reading token: not a signed certificate")
	}
	return token, nil
}

func decodeText(s string) ([]byte, error) {
	if strings.Trim(s, "0123456789") == "" {
		return decodeDigits(s)
	}
	data, err := base64.RawURLEncoding.Strict().DecodeString(s)
	if err != nil {
		return nil, errors.New("neither digits nor base64url")
	}
	return data, nil
}

// digitsFor is the number of decimal digits for each number of bytes.
var digitsFor = [...]int{0, 3, 5, 8, 10, 13, 15, 17}

const groupBytes, groupDigits = 7, 17

func encodeDigits(data []byte) string {
	var b strings.Builder
	b.Grow(maxDigits(len(data)))
	writeDigits(&b, data)
	return b.String()
}

// maxDigits is the most digits of n bytes.
func maxDigits(n int) int { return (n/groupBytes + 1) * groupDigits }

// pairs are the numbers below 100 in two digits each.
var pairs = func() (pairs [100][2]byte) {
	for n := range pairs {
		pairs[n] = [2]byte{'0' + byte(n/10), '0' + byte(n%10)}
	}
	return pairs
}()

// writeDigits writes the digits of data to b.
func writeDigits(b *strings.Builder, data []byte) {
	for len(data) > 0 {
		group := data[:min(groupBytes, len(data))]
		data = data[len(group):]
		var v uint64
		for i, c := range group {
			v |= uint64(c) << (8 * i)
		}
		var digits [groupDigits + 1]byte
		n := digitsFor[len(group)]
		for i := n - 2; i > -2; i -= 2 { // one digit too many before an odd number of them
			digits[i+1], digits[i+2] = pairs[v%100][0], pairs[v%100][1]
			v /= 100
		}
		b.Write(digits[1 : n+1])
	}
}

// decodeDigits decodes s, which consists of ASCII digits.
func decodeDigits(s string) ([]byte, error) {
	data := make([]byte, 0, len(s)/2)
	for len(s) > 0 {
		group := s[:min(groupDigits, len(s))]
		s = s[len(group):]
		size := 0
		for n, digits := range digitsFor {
			if digits == len(group) {
				size = n
			}
		}
		if size == 0 {
			return nil, fmt.Errorf("%d digits at the end encode no bytes", len(group))
		}
		var v uint64
		for _, c := range []byte(group) {
			v = 10*v + uint64(c-'0')
		}
		if v>>(8*size) != 0 {
			return nil, fmt.Errorf("digits %s do not fit into %d bytes", group, size)
		}
		for ; size > 0; size-- {
			data = append(data, byte(v))
			v >>= 8
		}
	}
	return data, nil
}
