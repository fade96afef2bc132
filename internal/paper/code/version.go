package code

import (
	"fmt"
	"strings"
)

// Measure returns the symbol that Encode would make of payload, with all modules light, and the same errors. It counts
// bits and draws nothing, so it checks a long list quickly.
func Measure(payload string, level Level) (Symbol, error) {
	if payload == "" || strings.ContainsFunc(payload, func(r rune) bool { return r < ' ' || r > '~' }) {
		return Symbol{}, fmt.Errorf("encoding QR code: %q is not printable ASCII", payload)
	}
	var few [16]segment // on the stack: most payloads have three
	for version, length := 1, 0; version <= maxVersion; version++ {
		if version == 1 || class(version) != class(version-1) {
			_, length = divided(few[:0], payload, class(version))
		}
		if length <= 8*room(version, level) {
			return Symbol{Modules: 17 + 4*version, Version: version}, nil
		}
	}
	return Symbol{}, fmt.Errorf("encoding QR code: %w", tooLong(payload))
}

// blocks says how the codewords of a symbol are protected: the number of blocks, and the number of error correction
// codewords per block.
type blocks struct{ check, count int }

// protection is table 9 of ISO/IEC 18004 up to maxVersion, by version and level (in the order M, L, Q, H).
var protection = [maxVersion + 1][4]blocks{
	1:  {{10, 1}, {7, 1}, {13, 1}, {17, 1}},
	2:  {{16, 1}, {10, 1}, {22, 1}, {28, 1}},
	3:  {{26, 1}, {15, 1}, {18, 2}, {22, 2}},
	4:  {{18, 2}, {20, 1}, {26, 2}, {16, 4}},
	5:  {{24, 2}, {26, 1}, {18, 4}, {22, 4}},
	6:  {{16, 4}, {18, 2}, {24, 4}, {28, 4}},
	7:  {{18, 4}, {20, 2}, {18, 6}, {26, 5}},
	8:  {{22, 4}, {24, 2}, {22, 6}, {26, 6}},
	9:  {{22, 5}, {30, 2}, {20, 8}, {24, 8}},
	10: {{26, 5}, {18, 4}, {24, 8}, {28, 8}},
	11: {{30, 5}, {20, 4}, {28, 8}, {24, 11}},
	12: {{22, 8}, {24, 4}, {26, 10}, {28, 11}},
	13: {{22, 9}, {26, 4}, {24, 12}, {22, 16}},
	14: {{24, 9}, {30, 4}, {20, 16}, {24, 16}},
	15: {{24, 10}, {22, 6}, {30, 12}, {24, 18}},
	16: {{28, 10}, {24, 6}, {24, 17}, {30, 16}},
	17: {{28, 11}, {28, 6}, {28, 16}, {28, 19}},
	18: {{26, 13}, {30, 6}, {28, 18}, {28, 21}},
	19: {{26, 14}, {28, 7}, {26, 21}, {26, 25}},
	20: {{26, 16}, {28, 8}, {30, 20}, {28, 25}},
}

// codewords returns how many codewords a symbol holds: the bits left over by function patterns, format and version
// information, in bytes.
func codewords(version int) int {
	modules := (16*version+128)*version + 64
	if version >= 2 {
		n := version/7 + 2          // alignment patterns per side
		modules -= (25*n-10)*n - 55 // a square of them, less three corners, overlapping two timing lines
	}
	if version >= 7 {
		modules -= 2 * 18
	}
	return modules / 8
}

// room returns how many data codewords a symbol holds.
func room(version int, level Level) int {
	b := protection[version][level]
	return codewords(version) - b.check*b.count
}

// mode is how a segment encodes its characters. Each mode also encodes all characters of the modes before it.
type mode uint8

const (
	numeric mode = iota
	alphanumeric
	octets
)

// signs are the characters of alphanumeric mode in the order of their values.
const signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"

// modes holds the simplest mode of every character, values its value in alphanumeric mode.
var modes, values = func() (modes [256]mode, values [256]byte) {
	for c := range modes {
		modes[c] = octets
	}
	for value, c := range []byte(signs) {
		modes[c], values[c] = alphanumeric, byte(value)
		if value < 10 {
			modes[c] = numeric
		}
	}
	return modes, values
}()

// class groups versions by the length of their character counts: 0 for 1 to 9, 1 for 10 to 26 (ISO/IEC 18004, table 3).
func class(version int) int {
	if version > 9 {
		return 1
	}
	return 0
}

// countBits is the length of a segment's character count, by class and mode.
var countBits = [2][3]int{{10, 9, 8}, {12, 11, 16}}

// segment is a part of the payload in one mode.
type segment struct {
	mode  mode
	chars int
}

// bits returns the length of s in bits.
func (s segment) bits(class int) int {
	head := 4 + countBits[class][s.mode]
	switch s.mode {
	case numeric:
		return head + (10*s.chars+2)/3
	case alphanumeric:
		return head + (11*s.chars+1)/2
	}
	return head + 8*s.chars
}

// divided returns the segments of a payload and their length in bits, chosen like go-qrcode: characters that a simpler
// mode could encode join the segment before them if that is shorter, and a single segment is used if it is no longer
// than several.
func divided(segments []segment, payload string, class int) ([]segment, int) {
	all := segment{chars: len(payload)}
	for i := 0; i < len(payload); {
		next := segment{mode: modes[payload[i]]}
		for ; i < len(payload) && modes[payload[i]] == next.mode; i++ {
			next.chars++
		}
		all.mode = max(all.mode, next.mode)
		if n := len(segments); n > 0 && next.mode <= segments[n-1].mode {
			last := &segments[n-1]
			if joined := (segment{last.mode,
				last.chars + next.chars}); joined.bits(class) < last.bits(class)+next.bits(class) {
				*last = joined
				continue
			}
		}
		segments = append(segments, next)
	}
	length := 0
	for _, s := range segments {
		length += s.bits(class)
	}
	if single := all.bits(class); single <= length {
		return append(segments[:0], all), single
	}
	return segments, length
}
