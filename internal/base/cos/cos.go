// Package cos reads and writes the objects of PDF files: bytes to values and back,
// within limits, following no references on its own. (Carousel was
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
// A Number keeps its spelling, so that writing it loses nothing. A Parser returns
// Keywords, as in the content of a page, but never inside another value. A Ref ignores
// the generation. A Dict omits keys whose value is null; the last value of a repeated
// key counts.
//
// # Reading
//
// A Parser reads one value after the other from bytes. Open reads the tables of
// a whole file: classic tables, cross-reference streams, hybrids and incremental
// updates, the newest entry of an object first; File.Object then reads an object from
// its place in the table, out of an object stream if need be. Nothing is repaired: a
// table that does not lead to its objects is an error. References stay references
// until the caller asks for their objects, except the length and filters of a stream.
//
// Limits bound all work, whatever the file claims: the number of objects, the bytes
// parsed and decoded in all (overlapping objects and streams would be read again and
// again), and the bytes that compressed streams decode to. Errors are *Error, with a reason in words for the
// person whose file it is.
//
// # Writing
//
// Append writes a value in canonical form, so that equal values are equal bytes.
// AppendText, AppendHex and so on write parts of objects that a program assembles
// itself. Objects are a set of values that refer only to each other, to be moved from
// one file to another.
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

	// Ref refers to the object with a number, whatever its generation.
	Ref int
)

// Stream is a dictionary with bytes.
type Stream struct {
	Dict Dict
	Raw  []byte // as they are in the file, compressed or not
}

// Int returns v as a whole number of at most 48 bits; false if it is not one.
func Int(v Value) (int, bool) {
	n, ok := v.(Number)
	if !ok {
		return 0, false
	}
	i, err := strconv.ParseInt(string(n), 10, 48)
	return int(i), err == nil
}

// Float returns v as a number; false if it is not one.
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
	// MaxNesting is how deep arrays and dictionaries may be nested, and how many
	// references may form a chain; real files reach 10.
	MaxNesting = 60

	// MaxName is the longest name in bytes: ISO 32000-1, annex C has 127, and
	// files in use exceed it.
	MaxName = 255

	maxNumber   = 40    // characters of a number
	endedEach   = 4096  // values and entries of tables between two questions whether to go on
	maxSections = 1_000 // cross-reference sections: one an update
	maxFilters  = 8     // of one stream; real files have 2

	// maxUnpacked is how many bytes of decoded object streams are held: those of
	// 50,000 pages.
	maxUnpacked = 64 << 20
)

// Limits bound the work on one file. No number of them may be 0.
type Limits struct {
	Bytes    int   // of the file
	Objects  int   // of the file
	Values   int   // numbers, names and so on in all objects read
	Parsed   int64 // bytes of all objects read, and of all streams decoded; what is read twice counts twice
	Stream   int64 // bytes of one decoded stream
	Inflated int64 // bytes that all streams decode to

	// Unique refuses dictionaries that have a key twice, or a key with the value null: programs differ in which value
	// counts, so that one file is two documents. So they do in where a stream ends that has no endstream, which is
	// refused.
	Unique bool

	// Ended is called every few thousand steps of work; its error ends the reading and is returned unchanged. If it is
	// nil, reading is never interrupted. A context's Err can be used.
	Ended func() error
}

// Kind classifies errors, so that the caller can choose a hint.
type Kind uint8

// The kinds of errors.
const (
	Damaged   Kind = iota // it violates the format
	Foreign               // it is not a PDF file
	TooMuch               // it exceeds a limit
	Encrypted             // it needs a password
	Filter                // its compression is not supported
)

// Error is the reason that a file, or a part of it, cannot be read.
type Error struct {
	Kind   Kind
	Reason string // continues "it cannot be used: "
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
