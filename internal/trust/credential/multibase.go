package credential

import (
	"fmt"
	"strings"
)

// base58 is the alphabet base58btc: without 0, O, I and l.
const base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

// Multibase returns bytes as "z" and base58btc (W3C Controlled Identifiers 1.0, 2.4), as proofs and keys of verifiable
// credentials are written.
func Multibase(data []byte) string {
	zeros := 0
	for zeros < len(data) && data[zeros] == 0 {
		zeros++
	}
	var digits []byte // base 58, the least significant first
	for _, b := range data[zeros:] {
		carry := int(b)
		for i, d := range digits {
			carry += int(d) << 8
			digits[i] = byte(carry % 58)
			carry /= 58
		}
		for ; carry > 0; carry /= 58 {
			digits = append(digits, byte(carry%58))
		}
	}
	text := make([]byte, 1, 1+zeros+len(digits))
	text[0] = 'z'
	for range zeros {
		text = append(text, base58[0])
	}
	for i := len(digits) - 1; i >= 0; i-- {
		text = append(text, base58[digits[i]])
	}
	return string(text)
}

// ParseMultibase reads what Multibase wrote of exactly size bytes, at most 1,024.
func ParseMultibase(text string, size int) ([]byte, error) {
	if len(text) == 0 || text[0] != 'z' || len(text) > 2+2*size {
		return nil, fmt.Errorf("reading multibase: not %d bytes as z and base58", size)
	}
	data := make([]byte, size)
	for _, c := range []byte(text[1:]) {
		carry := strings.IndexByte(base58, c)
		if carry < 0 {
			return nil, fmt.Errorf("reading multibase: %+q is not in base58", c)
		}
		for i := size - 1; i >= 0; i-- {
			carry += int(data[i]) * 58
			data[i] = byte(carry)
			carry >>= 8
		}
		if carry > 0 {
			return nil, fmt.Errorf("reading multibase: more than %d bytes", size)
		}
	}
	if Multibase(data) != text {
		return nil, fmt.Errorf("reading multibase: not %d bytes", size)
	}
	return data, nil
}

// multikeyHead is the multicodec of an Ed25519 public key, as a varint (W3C Controlled Identifiers 1.0, 2.2.2).
var multikeyHead = []byte{0xed, 0x01}

// Multikey returns the key as verifiable credentials name it: z6Mk and 44 more symbols.
func (k PublicKey) Multikey() string { return Multibase(append(multikeyHead[:2:2], k[:]...)) }
