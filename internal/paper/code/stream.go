package code

import (
	"encoding/binary"
	"sync"

	"github.com/skip2/go-qrcode/bitset"
	"github.com/skip2/go-qrcode/reedsolomon"
)

const (
	maxCodewords = 1085 // of version 20
	maxCheck     = 30   // error correction codewords per block
)

// stream is a sequence of bits, highest first.
type stream struct {
	bytes []byte
	rest  uint64 // pending bits, in the low end
	held  int    // number of pending bits
}

func (s *stream) put(value, bits int) {
	s.rest = s.rest<<bits | uint64(value)
	for s.held += bits; s.held >= 8; {
		s.held -= 8
		s.bytes = append(s.bytes, byte(s.rest>>s.held))
	}
}

// segment writes the characters of a segment.
func (s *stream) segment(m mode, chars string, class int) {
	s.put(1<<m, 4)
	s.put(len(chars), countBits[class][m])
	switch m {
	case octets:
		for i := range len(chars) {
			s.put(int(chars[i]), 8)
		}
	case alphanumeric:
		for ; len(chars) >= 2; chars = chars[2:] {
			s.put(45*int(values[chars[0]])+int(values[chars[1]]), 11)
		}
		if len(chars) > 0 {
			s.put(int(values[chars[0]]), 6)
		}
	case numeric:
		for ; len(chars) >= 3; chars = chars[3:] {
			s.put(100*int(values[chars[0]])+10*int(values[chars[1]])+int(values[chars[2]]), 10)
		}
		switch len(chars) {
		case 2:
			s.put(10*int(values[chars[0]])+int(values[chars[1]]), 7)
		case 1:
			s.put(int(values[chars[0]]), 4)
		}
	}
}

// write appends size data codewords of a payload, which fits into them, to to (ISO/IEC 18004, 7.4).
func write(to []byte, payload string, class, size int) []byte {
	var few [16]segment
	segments, length := divided(few[:0], payload, class)
	s := stream{bytes: to}
	for _, part := range segments {
		s.segment(part.mode, payload[:part.chars], class)
		payload = payload[part.chars:]
	}
	s.put(0, min(4, 8*size-length)) // terminator
	s.put(0, (8-s.held)%8)
	for pad := 0xec; len(s.bytes) < len(to)+size; pad ^= 0xec ^ 0x11 {
		s.bytes = append(s.bytes, byte(pad))
	}
	return s.bytes
}

// interleave puts data codewords and the error correction codewords of their blocks into to in placement order (ISO/IEC
// 18004, 7.6). If the blocks are uneven, the last ones have one more data codeword.
func interleave(to, data []byte, b blocks) {
	code := codes[b.check]()
	short, uneven := len(data)/b.count, b.count-len(data)%b.count
	for i, at := 0, 0; i < b.count; i++ {
		for j := range short {
			to[j*b.count+i] = data[at+j]
		}
		size := short
		if i >= uneven {
			to[short*b.count+i-uneven] = data[at+short]
			size++
		}
		var check [8 * len(remainder{})]byte
		for j, word := range code.check(data[at : at+size]) {
			binary.BigEndian.PutUint64(check[8*j:], word)
		}
		for j := range b.check {
			to[len(data)+j*b.count+i] = check[j]
		}
		at += size
	}
}

// remainder holds the error correction codewords of a block, the first in the highest bits of the first word.
type remainder [(maxCheck + 7) / 8]uint64

// code is a Reed-Solomon code: the remainder of every codeword.
type code [256]remainder

// codes are indexed by their number of error correction codewords and made on first use.
var codes = func() (codes [maxCheck + 1]func() *code) {
	for n := range codes {
		codes[n] = sync.OnceValue(func() *code { return newCode(n) })
	}
	return codes
}()

// newCode gets the remainders of the eight bits of a codeword from go-qrcode. All others are their sums, because the
// code is linear.
func newCode(check int) *code {
	c := new(code)
	for i := range c {
		low := i & -i
		if i != low {
			c[i] = c[i^low]
			for w := range c[i] {
				c[i][w] ^= c[low][w]
			}
			continue
		}
		if i == 0 {
			continue
		}
		bits := bitset.New()
		bits.AppendByte(byte(i), 8)
		coded := reedsolomon.Encode(bits, check)
		for j := range check {
			c[i][j/8] |= uint64(coded.ByteAt(8+8*j)) << (56 - j%8*8)
		}
	}
	return c
}

// check returns the error correction codewords of a block.
func (c *code) check(data []byte) (r remainder) {
	for _, b := range data {
		row := &c[b^byte(r[0]>>56)]
		r = remainder{
			(r[0]<<8 | r[1]>>56) ^ row[0],
			(r[1]<<8 | r[2]>>56) ^ row[1],
			(r[2]<<8 | r[3]>>56) ^ row[2],
			r[3]<<8 ^ row[3],
		}
	}
	return r
}
