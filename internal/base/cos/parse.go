package cos

import (
	"bytes"
	"strconv"
	"strings"
)

// Parser reads the values in data one after the other.
type Parser struct {
	data  []byte
	at    int
	depth int
	left  *int // values left to read

	unique bool         // see Limits
	ended  func() error // likewise
}

// NewParser returns a parser that starts at an offset within data. Each value read
// subtracts 1 from *values; at 0 the file has too many.
func NewParser(data []byte, at int, values *int) *Parser {
	return &Parser{data: data, at: at, left: values}
}

// At returns the offset of the next byte to be read.
func (p *Parser) At() int { return p.at }

// More skips white space and comments, and reports whether something follows.
func (p *Parser) More() bool {
	p.skip()
	return p.at < len(p.data)
}

// isSpace reports whether c is white space: ISO 32000-1, table 1.
func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// skip advances to the next character that is neither white space nor part of a
// comment.
func (p *Parser) skip() {
	for p.at < len(p.data) {
		switch c := p.data[p.at]; {
		case isSpace(c):
			p.at++
		case c == '%':
			for p.at < len(p.data) && p.data[p.at] != '\n' && p.data[p.at] != '\r' {
				p.at++
			}
		default:
			return
		}
	}
}

// Value reads the next value. Words other than null, true and false are Keywords, as
// are unmatched closing brackets. Errors are *Error.
func (p *Parser) Value() (Value, error) {
	if *p.left--; *p.left < 0 {
		return nil, tooMuch("its objects have too many values")
	}
	if p.ended != nil && *p.left%endedEach == 0 {
		if err := p.ended(); err != nil {
			return nil, err
		}
	}
	p.skip()
	if p.at == len(p.data) {
		return nil, damaged("it ends in the middle of an object")
	}
	switch c := p.data[p.at]; {
	case c == '/':
		return p.name()
	case c == '(':
		return p.literal()
	case c == '[':
		p.at++
		return p.array()
	case c == ']', c == '{', c == '}':
		p.at++
		return Keyword(c), nil
	case bytes.HasPrefix(p.data[p.at:], []byte("<<")):
		p.at += 2
		return p.dict()
	case bytes.HasPrefix(p.data[p.at:], []byte(">>")):
		p.at += 2
		return Keyword(">>"), nil
	case c == '<':
		return p.hexadecimal()
	case isDigit(c), c == '+', c == '-', c == '.':
		return p.number()
	case isDelimiter(c):
		return nil, damaged("%q where an object is expected", c)
	}
	from := p.at
	for p.at < len(p.data) && !isSpace(p.data[p.at]) && !isDelimiter(p.data[p.at]) && p.at-from < MaxName {
		p.at++
	}
	switch word := string(p.data[from:p.at]); word {
	case "null":
		return nil, nil
	case "true", "false":
		return word == "true", nil
	default:
		return Keyword(word), nil
	}
}

func (p *Parser) name() (Value, error) {
	var out []byte
	for p.at++; p.at < len(p.data) && !isSpace(p.data[p.at]) && !isDelimiter(p.data[p.at]); p.at++ {
		c := p.data[p.at]
		if c == '#' && p.at+2 < len(p.data) {
			if high, low := digitOf(p.data[p.at+1]), digitOf(p.data[p.at+2]); high >= 0 && low >= 0 {
				c = byte(high<<4 | low)
				p.at += 2
			}
		}
		if out = append(out, c); len(out) > MaxName {
			return nil, damaged("a name has more than %d bytes", MaxName)
		}
	}
	return Name(out), nil
}

// number reads a number, or a reference: two whole numbers and an R.
func (p *Parser) number() (Value, error) {
	n, ok := p.digits()
	if !ok {
		return nil, damaged("%q is not a number", n)
	}
	if !isDigit(n[0]) {
		return n, nil
	}
	if strings.ContainsRune(string(n), '.') { // most numbers of a page; an error of ParseInt would be garbage
		return n, nil
	}
	id, err := strconv.ParseInt(string(n), 10, 32)
	if err != nil {
		return n, nil
	}
	after := p.at
	if p.skip(); p.at < len(p.data) && isDigit(p.data[p.at]) {
		if _, ok := p.digits(); ok {
			p.skip()
			if p.at < len(p.data) && p.data[p.at] == 'R' &&
				(p.at+1 == len(p.data) || isSpace(p.data[p.at+1]) || isDelimiter(p.data[p.at+1])) {
				p.at++
				return Ref(id), nil
			}
		}
	}
	p.at = after
	return n, nil
}

// digits reads characters that may be a number, and reports whether they are one.
func (p *Parser) digits() (Number, bool) {
	from := p.at
	for p.at < len(p.data) && !isSpace(p.data[p.at]) && !isDelimiter(p.data[p.at]) && p.at-from <= maxNumber {
		p.at++
	}
	n := p.data[from:p.at]
	digits, points := 0, 0
	for i, c := range n {
		switch {
		case isDigit(c):
			digits++
		case c == '.':
			points++
		case (c == '-' || c == '+') && i == 0:
		default:
			return Number(n), false
		}
	}
	return Number(n), digits > 0 && points <= 1 && len(n) <= maxNumber
}

// literal reads a string in parentheses: ISO 32000-1, 7.3.4.2.
func (p *Parser) literal() (Value, error) {
	end := literalEnd(p.data[p.at:])
	if end < 0 {
		return nil, damaged("a string has no end")
	}
	raw := p.data[p.at+1 : p.at+end]
	p.at += end + 1
	if bytes.IndexByte(raw, '\\') < 0 && bytes.IndexByte(raw, '\r') < 0 {
		return String(raw), nil
	}
	out := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; c {
		case '\r':
			out = append(out, '\n')
			if i+1 < len(raw) && raw[i+1] == '\n' {
				i++
			}
		case '\\':
			var n int
			out, n = appendEscaped(out, raw[i+1:])
			i += n
		default:
			out = append(out, c)
		}
	}
	return String(out), nil
}

// literalEnd returns the offset of the parenthesis that closes the string at the
// start of b; -1 when there is none.
func literalEnd(b []byte) int {
	depth := 0
	for i := 0; i < len(b); i++ {
		switch b[i] {
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// appendEscaped appends the value of the escape sequence that continues with b, and
// returns the number of bytes of b in it.
func appendEscaped(out, b []byte) ([]byte, int) {
	if len(b) == 0 {
		return out, 0
	}
	switch c := b[0]; {
	case c >= '0' && c <= '7':
		v, n := 0, 0
		for ; n < 3 && n < len(b) && b[n] >= '0' && b[n] <= '7'; n++ {
			v = v*8 + int(b[n]-'0')
		}
		return append(out, byte(v)), n
	case c == '\n': // the string continues on the next line
		return out, 1
	case c == '\r':
		if len(b) > 1 && b[1] == '\n' {
			return out, 2
		}
		return out, 1
	default:
		if i := bytes.IndexByte([]byte("nrtbf"), c); i >= 0 {
			c = "\n\r\t\b\f"[i]
		}
		return append(out, c), 1
	}
}

func (p *Parser) hexadecimal() (Value, error) {
	end := bytes.IndexByte(p.data[p.at:], '>')
	if end < 0 {
		return nil, damaged("a string has no end")
	}
	out, err := Unhex(p.data[p.at+1 : p.at+end])
	p.at += end + 1
	return String(out), err
}

// Unhex decodes hexadecimal digits and skips white space. A missing last digit is 0
// (ISO 32000-1, 7.3.4.3). Any other character is an error.
func Unhex(b []byte) (out []byte, err error) {
	out = make([]byte, 0, len(b)/2+1)
	high := -1
	for _, c := range b {
		v := digitOf(c)
		switch {
		case isSpace(c):
		case v < 0:
			return nil, damaged("%q is not a hexadecimal digit", c)
		case high < 0:
			high = v
		default:
			out, high = append(out, byte(high<<4|v)), -1
		}
	}
	if high >= 0 {
		out = append(out, byte(high<<4))
	}
	return out, nil
}

// digitOf returns the value of a hexadecimal digit; -1 for any other byte.
func digitOf(c byte) int {
	switch {
	case isDigit(c):
		return int(c - '0')
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	}
	return -1
}

// nested counts the nesting of the Parser.
func (p *Parser) nested() error {
	if p.depth++; p.depth > MaxNesting {
		return damaged("objects are nested more than %d deep", MaxNesting)
	}
	return nil
}

func (p *Parser) array() (Value, error) {
	if err := p.nested(); err != nil {
		return nil, err
	}
	defer func() { p.depth-- }()
	a := Array{}
	for {
		v, err := p.Value()
		if err != nil {
			return nil, err
		}
		if k, ok := v.(Keyword); ok {
			if k == "]" {
				return a, nil
			}
			return nil, damaged("%q in an array", string(k))
		}
		a = append(a, v)
	}
}

func (p *Parser) dict() (Value, error) {
	if err := p.nested(); err != nil {
		return nil, err
	}
	defer func() { p.depth-- }()
	d := Dict{}
	for {
		v, err := p.Value()
		if err != nil {
			return nil, err
		}
		if v == Keyword(">>") {
			return d, nil
		}
		key, ok := v.(Name)
		if !ok {
			return nil, damaged("a dictionary has a key that is not a name")
		}
		if v, err = p.Value(); err != nil {
			return nil, err
		}
		if k, ok := v.(Keyword); ok {
			return nil, damaged("%q in a dictionary", string(k))
		}
		if _, again := d[key]; p.unique && (again || v == nil) {
			return nil, damaged("a dictionary has the key %q twice, or without a value", string(key))
		}
		if v != nil {
			d[key] = v
		}
	}
}

// Int reads a whole number without a sign; false when none follows.
func (p *Parser) Int() (int, bool) {
	p.skip()
	if p.at == len(p.data) || !isDigit(p.data[p.at]) {
		return 0, false
	}
	n, ok := p.digits()
	if !ok {
		return 0, false
	}
	return Int(n)
}
