// Package cos reads and writes the objects that PDF files are made of: bytes to
// values and back, within limits, following nothing on its own. (Carousel was
// the first name of Acrobat; its object system has been called COS ever since.)
//
// # Values
//
// An object of ISO 32000-1, 7.3 is one of these Go values:
//
//	null                nil
//	true                true
//	12  -.5  4.         Number("12")  Number("-.5")  Number("4.")
//	/Name  /A#20B       Name("Name")  Name("A B")
//	(text)  <7465>      String("text")  String("te")
//	[1 /A]              Array{Number("1"), Name("A")}
//	<</K 1>>            Dict{"K": Number("1")}
//	12 0 R              Ref(12)
//	<<...>>stream...    *Stream{Dict, Raw}
//	Tj  endobj          Keyword("Tj")  Keyword("endobj")
//
// A Number keeps its spelling, so that writing it loses nothing. Keywords come
// out of a Parser, as in the content of a page, and are never part of another value. A Ref
// ignores the generation. A Dict leaves out keys whose value is null; of a key
// that is there twice the last value counts.
//
// # Reading
//
// A Parser reads one value after the other from bytes. Open reads the tables of
// a whole file: classic tables, cross-reference streams, hybrids and incremental
// updates, the newest entry of an object first; File.Object then reads an object
// where the table says, out of an object stream if need be. Nothing is repaired:
// a table that does not lead to its objects is an error. Nothing is followed but
// what the caller asks for: references stay references, except the length and the filters
// of a stream.
//
// All work is bounded by Limits, whatever the file says: how many objects it may
// have, how many bytes are parsed in all (objects may overlap, and would be
// parsed again and again), how many bytes compressed streams unfold to. Errors
// are *Error, with a reason in words for the person whose file it is.
//
// # Writing
//
// Append writes a value in one form: dictionaries in the order of their keys,
// strings in parentheses, so that equal values are equal bytes. AppendText,
// AppendHex and so on write the parts of objects that a program puts together
// itself. Objects are a set of values that refer to each other alone, as they
// are carried from one file to another.
package cos

import (
	"fmt"
	"strconv"
)

// Value is a PDF object, as the package comment lists them.
type Value any

// The kinds of values.
type (
	// Number is a number as it is written.
	Number string

	// Name is a name without its solidus and escapes.
	Name string

	// String holds the bytes of a string.
	String string

	// Keyword is an operator or another bare word.
	Keyword string

	// Array is a list of values.
	Array []Value

	// Dict maps keys to values, none of which is nil.
	Dict map[Name]Value

	// Ref refers to the object with a number. Generations are not told apart.
	Ref int
)

// Stream is a dictionary with bytes.
type Stream struct {
	Dict Dict
	Raw  []byte // as they are in the file, compressed or not
}

// Int returns v as a whole number of at most 48 bits; false when it is none.
func Int(v Value) (int, bool) {
	n, ok := v.(Number)
	if !ok {
		return 0, false
	}
	i, err := strconv.ParseInt(string(n), 10, 48)
	return int(i), err == nil
}

// Float returns v as a number; false when it is none.
func Float(v Value) (float64, bool) {
	n, ok := v.(Number)
	if !ok {
		return 0, false
	}
	f, err := strconv.ParseFloat(string(n), 64)
	return f, err == nil
}

// The limits of syntax, which hold for every file.
const (
	// MaxNesting is how deep arrays and dictionaries may be nested, and how often
	// a reference may lead to another; real files reach 10.
	MaxNesting = 60

	// MaxName is the longest name in bytes: ISO 32000-1, annex C has 127, and
	// files in use exceed it.
	MaxName = 255

	maxNumber   = 40    // characters of a number
	maxSections = 1_000 // cross-reference sections: one an update
	maxFilters  = 8     // of one stream; real files have 2
)

// Limits bound the work on one file. None of them may be 0.
type Limits struct {
	Bytes    int   // of the file
	Objects  int   // of the file
	Values   int   // numbers, names and so on in all objects that are read
	Parsed   int64 // bytes of all objects that are read; what is read again counts again
	Stream   int64 // bytes of one stream that is decoded
	Inflated int64 // bytes that all streams decode to
}

// Kind says what is wrong with a file, for the caller to choose a hint by.
type Kind uint8

// The kinds of errors.
const (
	Damaged   Kind = iota // it does not keep to the format
	Foreign               // it is not a PDF file
	TooMuch               // it exceeds a limit
	Encrypted             // it needs a password
	Filter                // it is compressed in a way that is not known here
)

// Error is a reason why a file, or a part of it, cannot be read.
type Error struct {
	Kind   Kind
	Reason string // goes on after "it cannot be used: "
}

// Error returns the reason.
func (e *Error) Error() string { return e.Reason }

func damaged(format string, args ...any) error {
	return &Error{Damaged, "the file is damaged: " + fmt.Sprintf(format, args...)}
}

func tooMuch(format string, args ...any) error {
	return &Error{TooMuch, fmt.Sprintf(format, args...)}
}

var errEncrypted = &Error{Encrypted, "it is encrypted"}
