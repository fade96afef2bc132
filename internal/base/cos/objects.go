package cos

import (
	"bytes"
	"strconv"
)

// Objects are values that refer only to each other: Ref(n) is the value at index n.
// The dictionaries of streams among them have a Length.
type Objects []Value

// Bytes encodes the objects for ParseObjects. Equal objects have equal bytes.
func (o Objects) Bytes() []byte {
	var b []byte
	for i, v := range o {
		b = append(Append(append(strconv.AppendInt(b, int64(i), 10), " 0 obj\n"...), v, nil), '\n')
		if s, ok := v.(*Stream); ok {
			b = append(append(append(b, "stream\n"...), s.Raw...), "\nendstream\n"...)
		}
		b = append(b, "endobj\n"...)
	}
	return b
}

// ParseObjects decodes the result of Bytes. The data of streams is part of data, not
// copied. Errors are *Error.
func ParseObjects(data []byte) (Objects, error) {
	values := len(data)
	var all Objects
	for p := NewParser(data, 0, &values); p.More(); {
		v, n, err := p.object(func(v Value) (Value, error) { return v, nil })
		if err != nil {
			return nil, err
		}
		if end, err := p.Value(); n != len(all) || err != nil || end != Keyword("endobj") {
			return nil, damaged("object %d does not end", len(all))
		}
		all = append(all, v)
	}
	for _, v := range all {
		if err := all.closed(v); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// closed checks that v refers to nothing else.
func (o Objects) closed(v Value) error {
	switch v := v.(type) {
	case Ref:
		if int(v) >= len(o) {
			return damaged("there is no object %d", int(v))
		}
	case Array:
		for _, e := range v {
			if err := o.closed(e); err != nil {
				return err
			}
		}
	case Dict:
		for _, e := range v {
			if err := o.closed(e); err != nil {
				return err
			}
		}
	case *Stream:
		return o.closed(v.Dict)
	}
	return nil
}

// object reads "n 0 obj", a value and the data of a stream if any, and returns the
// value and n. Length resolves the length of the stream.
func (p *Parser) object(length func(Value) (Value, error)) (Value, int, error) {
	n, ok := p.Int()
	_, okGeneration := p.Int()
	v, err := p.Value()
	if !ok || !okGeneration || err != nil || v != Keyword("obj") {
		return nil, -1, nil
	}
	if v, err = p.Value(); err != nil {
		return nil, n, err
	}
	if k, ok := v.(Keyword); ok {
		if k == "endobj" {
			p.at -= len(k)
			return nil, n, nil
		}
		return nil, n, damaged("object %d has no value", n)
	}
	d, ok := v.(Dict)
	if !ok {
		return v, n, nil
	}
	p.skip()
	rest, ok := bytes.CutPrefix(p.data[p.at:], []byte("stream"))
	if !ok {
		return d, n, nil
	}
	rest = bytes.TrimPrefix(bytes.TrimPrefix(rest, []byte("\r")), []byte("\n"))
	if v, err = length(d["Length"]); err != nil {
		return nil, n, err
	}
	size, ok := Int(v)
	if !ok || size < 0 || size > len(rest) {
		return nil, n, damaged("the stream of object %d is cut off", n)
	}
	p.at = len(p.data) - len(rest) + size
	at := p.at
	if v, err := p.Value(); err != nil || v != Keyword("endstream") && v != Keyword("endobj") {
		return nil, n, damaged("the stream of object %d does not end where it says", n)
	} else if v == Keyword("endobj") {
		if p.unique { // a viewer looks for the end elsewhere, and may find more
			return nil, n, damaged("the stream of object %d has no end", n)
		}
		p.at = at
	}
	return &Stream{d, rest[:size:size]}, n, nil
}
