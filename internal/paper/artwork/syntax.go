package artwork

import (
	"bytes"
	"strconv"
)

// value is a PDF object: nil (null), bool, number, name, text, array, dict,
// ref, *stream; and keyword inside of the parser alone.
type value any

type (
	number  string // as it is written
	name    string // without solidus and escapes
	text    string // a string's bytes
	keyword string
	array   []value
	dict    map[name]value
	ref     int // the object's number; generations are not told apart
	stream  struct {
		dict dict
		raw  []byte // as it stands in the file
	}
)

// whole returns v as a whole number.
func whole(v value) (int, bool) {
	n, ok := v.(number)
	if !ok {
		return 0, false
	}
	i, err := strconv.ParseInt(string(n), 10, 48)
	return int(i), err == nil
}

// decimalOf returns v as a number.
func decimalOf(v value) (float64, bool) {
	n, ok := v.(number)
	if !ok {
		return 0, false
	}
	f, err := strconv.ParseFloat(string(n), 64)
	return f, err == nil
}

// parser reads objects from data.
type parser struct {
	data  []byte
	at    int
	depth int
	left  *int // values that may still be read
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// skip goes on to the next character that is neither white space nor comment.
func (p *parser) skip() {
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

// value reads the next object. A keyword that is none of null, true and false
// comes back as a keyword, a closing bracket as well.
func (p *parser) value() (value, error) {
	if *p.left--; *p.left < 0 {
		return nil, tooMuch("its objects hold more than %d values", maxValues)
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
		return keyword(c), nil
	case bytes.HasPrefix(p.data[p.at:], []byte("<<")):
		p.at += 2
		return p.dict()
	case bytes.HasPrefix(p.data[p.at:], []byte(">>")):
		p.at += 2
		return keyword(">>"), nil
	case c == '<':
		return p.hexadecimal()
	case isDigit(c), c == '+', c == '-', c == '.':
		return p.number()
	case isDelimiter(c):
		return nil, damaged("%q where an object is expected", c)
	}
	from := p.at
	for p.at < len(p.data) && !isSpace(p.data[p.at]) && !isDelimiter(p.data[p.at]) && p.at-from < maxName {
		p.at++
	}
	switch word := string(p.data[from:p.at]); word {
	case "null":
		return nil, nil
	case "true", "false":
		return word == "true", nil
	default:
		return keyword(word), nil
	}
}

func (p *parser) name() (value, error) {
	var out []byte
	for p.at++; p.at < len(p.data) && !isSpace(p.data[p.at]) && !isDelimiter(p.data[p.at]); p.at++ {
		c := p.data[p.at]
		if c == '#' && p.at+2 < len(p.data) {
			if v, err := strconv.ParseUint(string(p.data[p.at+1:p.at+3]), 16, 8); err == nil {
				c = byte(v)
				p.at += 2
			}
		}
		if out = append(out, c); len(out) > maxName {
			return nil, damaged("a name has more than %d bytes", maxName)
		}
	}
	return name(out), nil
}

// number reads a number, or a reference: two whole numbers and an R.
func (p *parser) number() (value, error) {
	n, ok := p.digits()
	if !ok {
		return nil, damaged("%q is no number", n)
	}
	if !isDigit(n[0]) {
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
			if p.at < len(p.data) && p.data[p.at] == 'R' && (p.at+1 == len(p.data) || isSpace(p.data[p.at+1]) || isDelimiter(p.data[p.at+1])) {
				p.at++
				return ref(id), nil
			}
		}
	}
	p.at = after
	return n, nil
}

// digits reads what looks like a number, and reports whether it is one.
func (p *parser) digits() (number, bool) {
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
			return number(n), false
		}
	}
	return number(n), digits > 0 && points <= 1 && len(n) <= maxNumber
}

// literal reads a string in parentheses: ISO 32000-1, 7.3.4.2.
func (p *parser) literal() (value, error) {
	var out []byte
	depth := 0
	for ; p.at < len(p.data); p.at++ {
		c := p.data[p.at]
		switch c {
		case '(':
			if depth++; depth == 1 {
				continue
			}
		case ')':
			if depth--; depth == 0 {
				p.at++
				return text(out), nil
			}
		case '\r':
			c = '\n'
			if p.at+1 < len(p.data) && p.data[p.at+1] == '\n' {
				p.at++
			}
		case '\\':
			out = p.escape(out)
			continue
		}
		out = append(out, c)
	}
	return nil, damaged("a string has no end")
}

// escape appends what the escape at the present position stands for and leaves
// the position at its last byte.
func (p *parser) escape(out []byte) []byte {
	p.at++
	if p.at == len(p.data) {
		return out
	}
	c := p.data[p.at]
	if c >= '0' && c <= '7' {
		v := 0
		for n := 0; n < 3 && p.at < len(p.data) && p.data[p.at] >= '0' && p.data[p.at] <= '7'; n++ {
			v = v*8 + int(p.data[p.at]-'0')
			p.at++
		}
		p.at--
		return append(out, byte(v))
	}
	switch {
	case c == '\n':
		return out
	case c == '\r':
		if p.at+1 < len(p.data) && p.data[p.at+1] == '\n' {
			p.at++
		}
		return out
	}
	if i := bytes.IndexByte([]byte("nrtbf"), c); i >= 0 {
		c = "\n\r\t\b\f"[i]
	}
	return append(out, c)
}

func (p *parser) hexadecimal() (value, error) {
	end := bytes.IndexByte(p.data[p.at:], '>')
	if end < 0 {
		return nil, damaged("a string has no end")
	}
	out, err := unhex(p.data[p.at+1 : p.at+end])
	p.at += end + 1
	return text(out), err
}

// unhex reads hexadecimal digits; an odd last one counts as followed by 0.
func unhex(b []byte) (out []byte, err error) {
	high := -1
	for _, c := range b {
		if isSpace(c) {
			continue
		}
		v, err := strconv.ParseUint(string(c), 16, 8)
		switch {
		case err != nil:
			return nil, damaged("%q is no hexadecimal digit", c)
		case high < 0:
			high = int(v)
		default:
			out, high = append(out, byte(high<<4|int(v))), -1
		}
	}
	if high >= 0 {
		out = append(out, byte(high<<4))
	}
	return out, nil
}

// nested counts how deep the parser is.
func (p *parser) nested() error {
	if p.depth++; p.depth > maxNesting {
		return damaged("objects lie more than %d deep in each other", maxNesting)
	}
	return nil
}

func (p *parser) array() (value, error) {
	if err := p.nested(); err != nil {
		return nil, err
	}
	defer func() { p.depth-- }()
	a := array{}
	for {
		v, err := p.value()
		if err != nil {
			return nil, err
		}
		if k, ok := v.(keyword); ok {
			if k == "]" {
				return a, nil
			}
			return nil, damaged("%q in an array", string(k))
		}
		a = append(a, v)
	}
}

func (p *parser) dict() (value, error) {
	if err := p.nested(); err != nil {
		return nil, err
	}
	defer func() { p.depth-- }()
	d := dict{}
	for {
		v, err := p.value()
		if err != nil {
			return nil, err
		}
		if v == keyword(">>") {
			return d, nil
		}
		key, ok := v.(name)
		if !ok {
			return nil, damaged("a dictionary has a key that is no name")
		}
		if v, err = p.value(); err != nil {
			return nil, err
		}
		if k, ok := v.(keyword); ok {
			return nil, damaged("%q in a dictionary", string(k))
		}
		if v != nil {
			d[key] = v
		}
	}
}
