package qr

import (
	"fmt"
	"strings"

	"lanyard/internal/geom"
)

// MinSideOf returns the side of the smallest box, quiet zone included, in which
// the symbol that Encode makes of payload has modules at least as large as
// module. The errors are those of Encode. It counts bits and draws nothing, so a
// long list is checked with it in no time.
func MinSideOf(payload string, level Level, module geom.Length) (geom.Length, error) {
	if payload == "" || strings.ContainsFunc(payload, func(r rune) bool { return r < ' ' || r > '~' }) {
		return 0, fmt.Errorf("encoding QR code: %q is not printable ASCII", payload)
	}
	var stretches [16]stretch // on the stack: most payloads have three
	runs := stretchesOf(payload, stretches[:0])
	for v := 1; v <= maxVersion; v++ {
		if bitsOf(runs, len(payload), v) <= dataBits[level][v] {
			s := Symbol{Modules: 17 + 4*v}
			return s.MinSide(module), nil
		}
	}
	return 0, fmt.Errorf("encoding QR code: %w", tooLong(payload))
}

// mode is a way to write characters (ISO/IEC 18004, 7.4), in the order of what
// each can write: all that the one before can, and more.
type mode int

const (
	numeric mode = iota
	alphanumeric
	octets
)

// stretch is characters in a row that ask for one mode.
type stretch struct {
	mode   mode
	length int
}

func modeOf(c byte) mode {
	switch {
	case c >= '0' && c <= '9':
		return numeric
	case c >= 'A' && c <= 'Z', strings.IndexByte(" $%*+-./:", c) >= 0:
		return alphanumeric
	}
	return octets
}

func stretchesOf(payload string, all []stretch) []stretch {
	for i := range len(payload) {
		m := modeOf(payload[i])
		if n := len(all); n > 0 && all[n-1].mode == m {
			all[n-1].length++
		} else {
			all = append(all, stretch{m, 1})
		}
	}
	return all
}

// bits returns how many bits s takes in a symbol of a version: the mode, the
// count of characters, the characters.
func (s stretch) bits(version int) int {
	size := 0 // of the symbol as table 3 of the standard groups them
	if version > 9 {
		size = 1
	}
	switch s.mode {
	case numeric:
		return 4 + [...]int{10, 12}[size] + (10*s.length+2)/3
	case alphanumeric:
		return 4 + [...]int{9, 11}[size] + (11*s.length+1)/2
	}
	return 4 + [...]int{8, 16}[size] + 8*s.length
}

// bitsOf returns how many bits Encode needs: a stretch takes in what follows as
// long as that is shorter, and one mode for all is taken when that is no longer.
func bitsOf(all []stretch, length, version int) int {
	total, whole := 0, stretch{numeric, length}
	for i := 0; i < len(all); {
		s := all[i]
		for i++; i < len(all) && all[i].mode <= s.mode; i++ {
			joined := stretch{s.mode, s.length + all[i].length}
			if joined.bits(version) >= s.bits(version)+all[i].bits(version) {
				break
			}
			s = joined
		}
		total += s.bits(version)
		whole.mode = max(whole.mode, s.mode)
	}
	return min(total, whole.bits(version))
}

// dataBits holds how many bits the data codewords of a version are (ISO/IEC
// 18004, table 7), by level and version.
var dataBits = map[Level][maxVersion + 1]int{
	L: codewords(19, 34, 55, 80, 108, 136, 156, 194, 232, 274, 324, 370, 428, 461, 523, 589, 647, 721, 795, 861),
	M: codewords(16, 28, 44, 64, 86, 108, 124, 154, 182, 216, 254, 290, 334, 365, 415, 453, 507, 563, 627, 669),
	Q: codewords(13, 22, 34, 48, 62, 76, 88, 110, 132, 154, 180, 206, 244, 261, 295, 325, 367, 397, 445, 485),
	H: codewords(9, 16, 26, 36, 46, 60, 66, 86, 100, 122, 140, 158, 180, 197, 223, 253, 283, 313, 341, 385),
}

func codewords(counts ...int) (bits [maxVersion + 1]int) {
	for i, n := range counts {
		bits[i+1] = 8 * n
	}
	return bits
}
