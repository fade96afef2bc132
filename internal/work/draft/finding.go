package draft

import (
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/paper"
	"lanyard/internal/base/source"
)

const maxPictures = 50 // pictures of one design: more than any design has

// MaxWords is the most bytes of one text: more than a page has room for.
const MaxWords = 4_000

// Source is a file to import.
type Source struct {
	File string // its name in messages
	Data []byte
	Base []byte // of a pretix layout or pdfme template without one: the PDF below it; may be nil
	Page int    // of a PDF, counted from 1
}

// The names of files of every design.
const (
	TemplateFile = "template.toml"
	SchemaFile   = "template.schema.json"
)

// Target says what to make.
type Target struct {
	Name   string // of the template
	Folder string // in which template.toml and its files will lie, relative to the event's folder
	Kind   *paper.Kind
}

// File is a file of a design.
type File struct {
	Name string // without a folder
	Data []byte
}

// Verdict is what became of a part of the original.
type Verdict uint8

// The verdicts, in the order in which a report lists them.
const (
	Taken   Verdict = iota
	Guessed         // taken, in a way that has to be looked at
	LeftOut
)

// String returns the verdict as a report begins with it.
func (v Verdict) String() string { return [...]string{"taken", "guessed", "left out"}[v] }

// Finding is a part of the original and what became of it.
type Finding struct {
	Verdict Verdict
	Count   int
	What    string // a clause after the count: "placeholder|placeholders", with its plural
}

// String returns the finding as a line of a report: "left out: 2 charts".
func (f Finding) String() string {
	word, rest, _ := strings.Cut(f.What, " ")
	if one, many, ok := strings.Cut(word, "|"); ok {
		if word = one; f.Count != 1 {
			word = many
		}
	}
	return strings.TrimSpace(fmt.Sprintf("%s: %d %s %s", f.Verdict, f.Count, word, rest))
}

// Unusable returns err as a *fault.Error of a file, with the hint of err or one that helps with most programs.
func Unusable(file string, err error) error {
	return fault.Wrap(err, fmt.Sprintf("%s cannot be imported: %v", source.Quote(file), err), cmp.Or(fault.Hint(err),
		"open it in the program that made it, save it again, or save it as a PDF, and import that"))
}

// Short returns words of the original for a finding: quoted, and cut to 40 letters.
func Short(s string) string {
	if s = strings.Join(strings.Fields(s), " "); utf8.RuneCountInString(s) > 40 {
		s = string([]rune(s)[:40]) + "…"
	}
	return source.Quote(s)
}
