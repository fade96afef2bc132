package pdf

import (
	"bytes"
	"errors"
	"slices"
	"strconv"

	"github.com/go-pdf/fpdf"
)

// This file reads what fpdf puts out: one document with a classic cross
// reference table, nothing compressed, dictionaries of names and plain values.
// It is no reader of other people's files.

var errGuest = errors.New("internal error: the output of fpdf is not as expected")

// object is one indirect object of fpdf.
type object struct {
	value  []byte // its value; of a stream, the dictionary
	stream []byte // nil when it is not a stream
}

// readGuest returns the objects of an fpdf document by their number.
func readGuest(data []byte) ([]object, error) {
	at := bytes.LastIndex(data, []byte("startxref\n"))
	if at < 0 {
		return nil, errGuest
	}
	table, err := strconv.Atoi(string(bytes.TrimSuffix(data[at+len("startxref\n"):], []byte("\n%%EOF\n"))))
	if err != nil || table < 0 || table > at || !bytes.HasPrefix(data[table:], []byte("xref\n0 ")) {
		return nil, errGuest
	}
	head, rows, _ := bytes.Cut(data[table+len("xref\n0 "):at], []byte("\n"))
	count, err := strconv.Atoi(string(head))
	const row = len("0000000000 00000 n \n")
	if err != nil || count < 1 || count > len(rows)/row {
		return nil, errGuest
	}
	objects := make([]object, count)
	left := len(data) // bytes of objects that may still come: none of fpdf's overlap
	for i := 1; i < count; i++ {
		from, err := strconv.Atoi(string(rows[i*row : i*row+10]))
		if err != nil || from < 0 || from > table {
			return nil, errGuest
		}
		if objects[i], err = readObject(data[from:table]); err != nil {
			return nil, err
		}
		if left -= len(objects[i].value) + len(objects[i].stream); left < 0 {
			return nil, errGuest
		}
	}
	return objects, nil
}

// readObject reads "n 0 obj", a value, and the stream that may follow it.
func readObject(b []byte) (object, error) {
	n := digits(b)
	b, ok := bytes.CutPrefix(b[n:], []byte(" 0 obj\n"))
	if n == 0 || !ok {
		return object{}, errGuest
	}
	n, err := valueEnd(b)
	if err != nil {
		return object{}, err
	}
	o := object{value: b[:n]}
	if b, ok = bytes.CutPrefix(trim(b[n:]), []byte("stream\n")); !ok {
		return o, nil
	}
	dict, err := entries(o.value)
	if err != nil {
		return object{}, err
	}
	length, err := strconv.Atoi(string(dict.get("Length")))
	if err != nil || length < 0 || length > len(b) {
		return object{}, errGuest
	}
	o.stream = b[:length:length]
	return o, nil
}

// entry is a key of a dictionary, without its solidus, and its value.
type entry struct {
	key   string
	value []byte
}

// dictionary holds the entries of a dictionary in the order of the file.
type dictionary []entry

// get returns the value of a key, nil when there is none.
func (d dictionary) get(key string) []byte {
	for _, e := range d {
		if e.key == key {
			return e.value
		}
	}
	return nil
}

// sorted returns d in the order of its keys: fpdf writes some of them in the
// order of a Go map.
func (d dictionary) sorted() dictionary {
	slices.SortFunc(d, func(a, b entry) int { return cmpKeys(a.key, b.key) })
	return d
}

// cmpKeys puts GS2 before GS10.
func cmpKeys(a, b string) int {
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return bytes.Compare([]byte(a), []byte(b))
}

// entries takes a dictionary apart.
func entries(b []byte) (dictionary, error) {
	if !bytes.HasPrefix(b, []byte("<<")) || !bytes.HasSuffix(b, []byte(">>")) {
		return nil, errGuest
	}
	var d dictionary
	for b = trim(b[2 : len(b)-2]); len(b) > 0; b = trim(b) {
		n := tokenEnd(b)
		if b[0] != '/' || n == 0 {
			return nil, errGuest
		}
		key := string(b[1:n])
		b = trim(b[n:])
		n, err := valueEnd(b)
		if err != nil {
			return nil, err
		}
		d = append(d, entry{key, b[:n]})
		b = b[n:]
	}
	return d, nil
}

// elements takes an array apart.
func elements(b []byte) ([][]byte, error) {
	if len(b) < 2 || b[0] != '[' || b[len(b)-1] != ']' {
		return nil, errGuest
	}
	var list [][]byte
	for b = trim(b[1 : len(b)-1]); len(b) > 0; b = trim(b) {
		n, err := valueEnd(b)
		if err != nil {
			return nil, err
		}
		list = append(list, b[:n])
		b = b[n:]
	}
	return list, nil
}

// valueEnd returns the length of the value at the start of b: a dictionary, an
// array, a reference or one token.
func valueEnd(b []byte) (int, error) {
	depth := 0
	for i := 0; i < len(b); {
		n := tokenEnd(b[i:])
		if n == 0 {
			break
		}
		switch token := b[i : i+n]; {
		case isSpace(token[0]):
		case string(token) == "<<", token[0] == '[':
			depth++
		case string(token) == ">>", token[0] == ']':
			depth--
			fallthrough
		default:
			if depth == 0 {
				return i + max(n, refEnd(b[i:])), nil
			}
		}
		i += n
	}
	return 0, errGuest
}

// tokenEnd returns the length of the token, or of the white space, at the
// start of b; 0 when a string does not end.
func tokenEnd(b []byte) int {
	switch {
	case isSpace(b[0]):
		n := 1
		for n < len(b) && isSpace(b[n]) {
			n++
		}
		return n
	case b[0] == '(':
		return literalEnd(b)
	case bytes.HasPrefix(b, []byte("<<")), bytes.HasPrefix(b, []byte(">>")):
		return 2
	case b[0] == '<':
		return bytes.IndexByte(b, '>') + 1
	case b[0] == '[', b[0] == ']', b[0] == '>', b[0] == ')', b[0] == '{', b[0] == '}':
		return 1
	}
	n := 1
	for n < len(b) && !isSpace(b[n]) && bytes.IndexByte([]byte("()<>[]{}/%"), b[n]) < 0 {
		n++
	}
	return n
}

// literalEnd returns the length of the literal string at the start of b, 0
// when it does not end.
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
				return i + 1
			}
		}
	}
	return 0
}

// refEnd returns the length of the reference "12 0 R" at the start of b, 0
// when there is none.
func refEnd(b []byte) int {
	n := digits(b)
	if n == 0 || !bytes.HasPrefix(b[n:], []byte(" 0 R")) {
		return 0
	}
	return n + len(" 0 R")
}

// reference returns the number of the object that b refers to.
func reference(b []byte) (int, bool) {
	if len(b) == 0 || refEnd(b) != len(b) {
		return 0, false
	}
	n, err := strconv.Atoi(string(b[:digits(b)]))
	return n, err == nil
}

func digits(b []byte) (n int) {
	for n < len(b) && b[n] >= '0' && b[n] <= '9' {
		n++
	}
	return n
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

// trim returns b without leading white space.
func trim(b []byte) []byte {
	for len(b) > 0 && isSpace(b[0]) {
		b = b[1:]
	}
	return b
}

// maxInline bounds how deep objects refer to each other: a resource to a
// shading to its function.
const maxInline = 4

// inline appends value to b with the values of the objects that it refers to
// in place of the references. None of them may be a stream.
func inline(b []byte, objects []object, value []byte, depth int) ([]byte, error) {
	if depth > maxInline {
		return nil, errGuest
	}
	for len(value) > 0 {
		if n := refEnd(value); n > 0 {
			id, _ := reference(value[:n])
			if id <= 0 || id >= len(objects) || objects[id].stream != nil {
				return nil, errGuest
			}
			var err error
			if b, err = inline(b, objects, objects[id].value, depth+1); err != nil {
				return nil, err
			}
			value = value[n:]
			continue
		}
		n := tokenEnd(value)
		if n == 0 {
			return nil, errGuest
		}
		b = append(b, value[:n]...)
		value = value[n:]
	}
	return b, nil
}

// onlyXObject ends a document that has one picture or form, and returns its
// objects, and the name and the number of that one.
func onlyXObject(doc *fpdf.Fpdf) (objects []object, name string, id int, err error) {
	var out bytes.Buffer
	if err := doc.Output(&out); err != nil {
		return nil, "", 0, err
	}
	if objects, err = readGuest(out.Bytes()); err != nil || len(objects) < 3 {
		return nil, "", 0, errGuest
	}
	resources, err := entries(objects[2].value)
	if err != nil {
		return nil, "", 0, err
	}
	list, err := entries(resources.get("XObject"))
	if err != nil || len(list) != 1 {
		return nil, "", 0, errGuest
	}
	id, ok := reference(list[0].value)
	if !ok {
		return nil, "", 0, errGuest
	}
	return objects, list[0].key, id, nil
}
