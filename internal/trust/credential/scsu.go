package credential

import (
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"unicode/utf16"
	"unicode/utf8"
)

// Texts of dense tokens are in the Standard Compression Scheme for Unicode (UTS #6), in which a letter of most
// alphabets takes one byte. Of all ways to write a text in it we use the ones of squeeze, so that each text has one.

// Tags of SCSU (UTS #6, tables 1 and 2).
const (
	scsuQuote        = 0x01 // SQ0: the next byte is of static window 0, or from 80 of dynamic window 0; then SQ1 to SQ7
	scsuQuoteUnicode = 0x0e // SQU: the next two bytes are a character
	scsuUnicode      = 0x0f // SCU: all that follows is UTF-16
	scsuChange       = 0x10 // SC0: bytes from 80 are of dynamic window 0; then SC1 to SC7
	scsuDefine       = 0x18 // SD0: like SC0, and the next byte gives the offset of dynamic window 0; then SD1 to SD7
)

// Windows are 128 characters each. An offset up to scsuOffsets puts a window at 128 times itself (UTS #6, tables 3 to
// 5).
const (
	scsuWindow  = 0x80
	scsuOffsets = 0x67
)

var (
	scsuStatic  = [8]rune{0x0000, 0x0080, 0x0100, 0x0300, 0x2000, 0x2080, 0x2100, 0x3000}
	scsuDynamic = [8]rune{0x0080, 0x00c0, 0x0400, 0x0600, 0x0900, 0x3040, 0x30a0, 0xff00}
)

var errSqueezed = errors.New("not SCSU as issuers write it")

// squeezer is what precedes a text, the dynamic windows after it, and the active one of them.
type squeezer struct {
	head    [4]byte
	heads   int // bytes of head in use
	windows [8]rune
	active  int
}

// change makes a window active.
func (z squeezer) change(n int) squeezer {
	z.head[z.heads] = scsuChange + byte(n)
	z.heads++
	z.active = n
	return z
}

// define puts a window at an offset and makes it active.
func (z squeezer) define(n int, offset byte) squeezer {
	z.head[z.heads], z.head[z.heads+1] = scsuDefine+byte(n), offset
	z.heads += 2
	z.windows[n], z.active = rune(offset)*scsuWindow, n
	return z
}

// squeeze returns the shortest of these spellings of a printable text in SCSU, of equal ones the first: with window 0
// as it is or at an offset, then with each other window active as it is, or window 1 at an offset, or neither; and in
// UTF-16. ok is false if it has none.
func squeeze(s string) (shortest []byte, ok bool) {
	var best squeezer
	least, runes := math.MaxInt, utf8.RuneCountInString(s)
	consider := func(z squeezer) {
		if z.heads+runes >= least { // each character takes a byte or more
			return
		}
		if n := z.size(s, least); n < least {
			best, least = z, n
		}
	}
	offsets := offsetsOf(s)
	from := func(z squeezer, others bool) {
		consider(z)
		for n := 1; n < len(scsuDynamic); n++ {
			consider(z.change(n))
		}
		for _, offset := range offsets {
			if others {
				consider(z.define(1, offset))
			}
		}
	}
	start := squeezer{windows: scsuDynamic}
	from(start, false)
	for _, offset := range offsets {
		from(start.define(0, offset), true)
	}
	if 1+2*runes < least {
		if b, can := inUnicode(s); can && len(b) < least {
			return b, true
		}
	}
	if least == math.MaxInt {
		return nil, false
	}
	return best.spell(s, least), true
}

// ascii reports whether all of s is ASCII.
func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// offsetsOf returns the offsets of windows that have characters of a text, in rising order.
func offsetsOf(s string) (offsets []byte) {
	for _, r := range s {
		if n := r / scsuWindow; n > 0 && n <= scsuOffsets {
			offsets = append(offsets, byte(n))
		}
	}
	slices.Sort(offsets)
	return slices.Compact(offsets)
}

// The ways to write a character.
type spelling uint8

const (
	inActive  spelling = iota // a byte: of ASCII or of the active window
	inStatic                  // two: of a static window
	inDynamic                 // two: of another dynamic window
	inFull                    // three: the character itself
	beyond                    // none: it has more than 16 bits
)

// bytesOf is the number of bytes of a way to write a character.
var bytesOf = [...]int{inActive: 1, inStatic: 2, inDynamic: 2, inFull: 3, beyond: 0}

// of returns how a character is written, and the window.
func (z *squeezer) of(r rune) (how spelling, window int) {
	in := func(start rune) bool { return r >= start && r < start+scsuWindow }
	switch {
	case r >= ' ' && r < scsuWindow, in(z.windows[z.active]):
		return inActive, z.active
	case r > 0xffff:
		return beyond, 0
	}
	for n := 1; n < len(scsuStatic); n++ {
		if in(scsuStatic[n]) {
			return inStatic, n
		}
	}
	for n, start := range z.windows {
		if in(start) {
			return inDynamic, n
		}
	}
	return inFull, 0
}

// size returns the bytes of a text with its head, or limit if it is that much or more, or if a character has more than
// 16 bits.
func (z *squeezer) size(s string, limit int) int {
	size := z.heads
	for _, r := range s {
		how, _ := z.of(r)
		if size += bytesOf[how]; how == beyond || size >= limit {
			return limit
		}
	}
	return size
}

// spell writes a text of known size.
func (z *squeezer) spell(s string, size int) []byte {
	b := append(make([]byte, 0, size), z.head[:z.heads]...)
	for _, r := range s {
		switch how, n := z.of(r); how {
		case inActive:
			if r >= scsuWindow {
				r += scsuWindow - z.windows[n]
			}
			b = append(b, byte(r))
		case inStatic:
			b = append(b, scsuQuote+byte(n), byte(r-scsuStatic[n]))
		case inDynamic:
			b = append(b, scsuQuote+byte(n), byte(r-z.windows[n])+scsuWindow)
		case inFull, beyond:
			b = append(b, scsuQuoteUnicode, byte(r>>8), byte(r))
		}
	}
	return b
}

// inUnicode returns s in the Unicode mode; false if a byte of it would be a tag there (UTS #6, table 2).
func inUnicode(s string) ([]byte, bool) {
	b := []byte{scsuUnicode}
	for _, unit := range utf16.Encode([]rune(s)) {
		if high := unit >> 8; high >= 0xe0 && high <= 0xf2 {
			return nil, false
		}
		b = binary.BigEndian.AppendUint16(b, unit)
	}
	return b, true
}

// unsqueeze returns the text of a spelling that squeeze may return, and of some that it does not.
func unsqueeze(b []byte) (string, error) {
	if len(b) > 0 && b[0] == scsuUnicode {
		return fromUnicode(b[1:])
	}
	windows, active := scsuDynamic, 0
	var text []rune
	for len(b) > 0 {
		tag := b[0]
		quoted, changed, defined := int(tag)-scsuQuote, int(tag)-scsuChange, int(tag)-scsuDefine
		switch {
		case tag >= scsuWindow:
			text, b = append(text, windows[active]+rune(tag)-scsuWindow), b[1:]
		case tag >= ' ':
			text, b = append(text, rune(tag)), b[1:]
		case len(text) == 0 && changed >= 0 && changed < len(windows):
			active, b = changed, b[1:]
		case len(text) == 0 && defined >= 0 && defined < len(windows) && len(b) > 1 && b[1] >= 1 && b[1] <= scsuOffsets:
			active, windows[defined], b = defined, rune(b[1])*scsuWindow, b[2:]
		case quoted >= 0 && quoted < len(windows) && len(b) > 1:
			r := scsuStatic[quoted] + rune(b[1])
			if b[1] >= scsuWindow {
				r = windows[quoted] + rune(b[1]) - scsuWindow
			}
			text, b = append(text, r), b[2:]
		case tag == scsuQuoteUnicode && len(b) > 2:
			text, b = append(text, rune(binary.BigEndian.Uint16(b[1:]))), b[3:]
		default:
			return "", errSqueezed
		}
	}
	return valid(text)
}

func fromUnicode(b []byte) (string, error) {
	if len(b)%2 != 0 {
		return "", errSqueezed
	}
	var text []rune
	for ; len(b) > 0; b = b[2:] {
		r := rune(binary.BigEndian.Uint16(b))
		if utf16.IsSurrogate(r) {
			if len(b) < 4 {
				return "", errSqueezed
			}
			b = b[2:]
			if r = utf16.DecodeRune(r, rune(binary.BigEndian.Uint16(b))); r == utf8.RuneError {
				return "", errSqueezed
			}
		}
		text = append(text, r)
	}
	return valid(text)
}

// valid refuses halves of characters.
func valid(text []rune) (string, error) {
	for _, r := range text {
		if !utf8.ValidRune(r) {
			return "", errSqueezed
		}
	}
	return string(text), nil
}
