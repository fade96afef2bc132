package pdf

import (
	"bytes"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"lanyard/internal/base/cos"
	"lanyard/internal/paper/onepage"
)

// This file takes our files apart for the tests: objects as they are spelled in
// the file, and the parts of them in the one form that cos.Append writes.

// maxObjects is how many indirect objects a file may have: ISO 19005-2, 6.1.13.
const maxObjects = 8_388_607

// object is an object of a file.
type object struct {
	value  []byte // its value; of a stream, the dictionary
	stream []byte // nil when it is not a stream
}

// entry is a key of a dictionary, without its solidus, and its value.
type entry struct {
	key   string
	value []byte
}

// dictionary holds the entries of a dictionary in the order of their keys.
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

// parse reads the value that b holds.
func parse(b []byte) (cos.Value, error) {
	left := len(b) + 1
	return cos.NewParser(b, 0, &left).Value()
}

// entries takes a dictionary apart.
func entries(b []byte) (dictionary, error) {
	v, err := parse(b)
	if err != nil {
		return nil, err
	}
	d, ok := v.(cos.Dict)
	if !ok {
		return nil, onepage.ErrGuest
	}
	var list dictionary
	for _, key := range slices.Sorted(maps.Keys(d)) {
		list = append(list, entry{string(key), cos.Append(nil, d[key], nil)})
	}
	return list, nil
}

// elements takes an array apart.
func elements(b []byte) (list [][]byte, err error) {
	v, err := parse(b)
	if err != nil {
		return nil, err
	}
	a, ok := v.(cos.Array)
	if !ok {
		return nil, onepage.ErrGuest
	}
	for _, e := range a {
		list = append(list, cos.Append(nil, e, nil))
	}
	return list, nil
}

// reference returns the number of the object that b refers to.
func reference(b []byte) (int, bool) {
	v, err := parse(b)
	r, ok := v.(cos.Ref)
	return int(r), err == nil && ok
}

// stringValue returns the bytes of the string that b holds.
func stringValue(b []byte) (string, bool) {
	v, err := parse(b)
	s, ok := v.(cos.String)
	return string(s), err == nil && ok
}

// readOwn returns the objects of one of our files by their number, as they are
// spelled there, and its trailer.
func readOwn(data []byte) ([]object, dictionary, error) {
	const plenty = 1 << 30
	f, err := cos.Open(data, cos.Limits{Bytes: plenty, Objects: maxObjects, Values: plenty, Parsed: plenty, Stream: plenty, Inflated: plenty})
	if err != nil {
		return nil, nil, err
	}
	size, _ := cos.Int(f.Trailer["Size"])
	objects := make([]object, size)
	for n := range objects {
		v, err := f.Object(n)
		if err != nil {
			return nil, nil, err
		}
		s, ok := v.(*cos.Stream)
		if !ok || s.Dict["Type"] == cos.Name("XRef") {
			continue
		}
		_, head, _ := bytes.Cut(data, fmt.Appendf(nil, "\n%d 0 obj\n", n))
		head, _, _ = bytes.Cut(head, []byte("\nstream\n"))
		objects[n] = object{head, s.Raw}
		if s.Dict["Type"] == cos.Name("ObjStm") {
			if err := unpack(objects, f, s); err != nil {
				return nil, nil, err
			}
		}
	}
	trailer, err := entries(cos.Append(nil, f.Trailer, nil))
	return objects, trailer, err
}

// unpack enters what an object stream holds.
func unpack(objects []object, f *cos.File, s *cos.Stream) error {
	data, err := f.Decode(s)
	if err != nil {
		return err
	}
	first, _ := cos.Int(s.Dict["First"])
	numbers := strings.Fields(string(data[:first]))
	lines := data[first:]
	for i := 0; i < len(numbers); i += 2 {
		n, _ := strconv.Atoi(numbers[i])
		from, _ := strconv.Atoi(numbers[i+1])
		to := len(lines)
		if i+3 < len(numbers) {
			to, _ = strconv.Atoi(numbers[i+3])
		}
		objects[n].value = lines[from : to-1]
	}
	return nil
}

// tokenEnd returns the length of the token, or of the white space, at the start
// of b; 0 when a string does not end. It knows nothing of package cos.
func tokenEnd(b []byte) int {
	space := func(c byte) bool { return bytes.IndexByte([]byte(" \n\r\t\f\x00"), c) >= 0 }
	switch {
	case space(b[0]):
		n := 1
		for n < len(b) && space(b[n]) {
			n++
		}
		return n
	case b[0] == '(':
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
	case bytes.HasPrefix(b, []byte("<<")), bytes.HasPrefix(b, []byte(">>")):
		return 2
	case b[0] == '<':
		return bytes.IndexByte(b, '>') + 1
	case bytes.IndexByte([]byte("[]>){}"), b[0]) >= 0:
		return 1
	}
	n := 1
	for n < len(b) && !space(b[n]) && bytes.IndexByte([]byte("()<>[]{}/%"), b[n]) < 0 {
		n++
	}
	return n
}

// operators returns the operators of page content with their operands.
func operators(t *testing.T, content []byte) (ops [][2]string) {
	t.Helper()
	var operands [][]byte
	left := len(content)
	for p := cos.NewParser(content, 0, &left); p.More(); {
		v, err := p.Value()
		if err != nil {
			t.Fatalf("%v in %q", err, content)
		}
		if k, ok := v.(cos.Keyword); ok {
			if k == "ID" {
				d := inline(t, operands)
				stride, h := (number(t, d.get("W"))+7)/8, number(t, d.get("H"))
				end := p.At() + 1 + stride*h
				if content[p.At()] != ' ' || !bytes.HasPrefix(content[end:], []byte("\nEI\n")) {
					t.Fatalf("%d x %d bytes do not end before EI in %q", stride, h, content)
				}
				p = cos.NewParser(content, end, &left)
			}
			ops = append(ops, [2]string{string(k), string(bytes.Join(operands, []byte(" ")))})
			operands = nil
		} else {
			operands = append(operands, cos.Append(nil, v, nil))
		}
	}
	return ops
}

// inline returns the dictionary of a picture within operators, which has no compression.
func inline(t *testing.T, operands [][]byte) dictionary {
	t.Helper()
	d, err := entries(slices.Concat([]byte("<<"), bytes.Join(operands, []byte(" ")), []byte(">>")))
	if err != nil || d.get("F") != nil || d.get("Filter") != nil {
		t.Fatalf("a picture within operators is %q: %v", operands, err)
	}
	return d
}

// number returns a whole number.
func number(t *testing.T, b []byte) int {
	t.Helper()
	n, err := strconv.Atoi(string(b))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// says reports whether operators contain others, whatever the spelling of their numbers.
func says(content, want string) bool {
	if strings.Contains(content, want) {
		return true
	}
	tokens := func(s string) (list []string) {
		for b := []byte(s); len(b) > 0; {
			n := tokenEnd(b)
			if n == 0 {
				n = len(b)
			}
			if token := strings.TrimSpace(string(b[:n])); token != "" {
				list = append(list, token)
			}
			b = b[n:]
		}
		return list
	}
	same := func(a, b string) bool {
		v, err := strconv.ParseFloat(a, 64)
		w, errW := strconv.ParseFloat(b, 64)
		return a == b || err == nil && errW == nil && math.Abs(v-w) < 1e-5
	}
	all, wanted := tokens(content), tokens(want)
	for i := range len(all) - len(wanted) + 1 {
		if slices.EqualFunc(all[i:i+len(wanted)], wanted, same) {
			return true
		}
	}
	return false
}
