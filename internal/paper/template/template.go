// Package template is a design as layout needs it: the position and look of the boxes of a badge or certificate. It
// contains no code and opens no file. Package blueprint makes one of a file.
package template

import (
	"maps"
	"slices"
	"strings"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/paper"
	"lanyard/internal/paper/expression"
)

// Template is one validated design. It is immutable and shared by workers.
type Template struct {
	File  string // as given to Parse, for messages
	Name  string
	Kind  paper.Kind // of the paper that is made with it
	Size  geom.Size
	Bleed geom.Length
	Boxes []Box

	Colours map[string]geom.Colour // of [colours], with the event's look and mixtures resolved

	// Languages are the languages of texts without lang that are written per language, in file order. A page is in one
	// of them.
	Languages []string

	// Mirror holds the boxes with left and right exchanged, for pages in a right-to-left language; nil: such pages use
	// Boxes.
	Mirror     []Box
	Background Background // the zero value: none
}

// Background is artwork below all boxes: a page of a PDF, an SVG, a PNG or a JPEG. It covers the trimmed page and its
// bleed if it has their proportions, or the trimmed page alone if it has those; a difference of more than 1 % is a
// problem. A PDF with a BleedBox around its TrimBox is placed trim on trim, with as much bleed as both have. A QR code
// needs a light background: on dark or busy artwork, put a white shape box below the code.
//
// A PDF page keeps its outlines, fonts and colours, but loses annotations, scripts and hidden layers. The resulting
// file does not claim to be PDF/A, because part of it comes from elsewhere.
type Background struct {
	Picture string // a name of the event's pictures, or a path in the event folder
	Page    int    // of a PDF, from 1
	Line    int    // position of its key in the template file
	Column  int    // in characters
}

// IsFile reports whether the background is a file in the event folder rather than a name of the event's pictures.
func (b Background) IsFile() bool { return strings.ContainsAny(b.Picture, "./") }

// Box is something on the page: *Text, *QR, *Barcode, *Picture, *Shape or *Group.
type Box interface{ frame() *Frame }

// Frame holds what all boxes have.
type Frame struct {
	Name string
	Key  string        // in the template file, "box.3.box.0"; "" for a box that is made of another one
	At   geom.Position // in the page, or in the enclosing group
	Size geom.Size
	When expression.Condition // the zero value always holds
	Turn float64              // degrees, clockwise around the centre of the box
	Line int                  // of the box in the template file
}

func (f *Frame) frame() *Frame { return f }

// FrameOf returns the Frame of b.
func FrameOf(b Box) *Frame { return b.frame() }

// Text is a box of text.
type Text struct {
	Frame
	Text  expression.Phrase
	In    []Wording         // if not empty: one text per language, in file order, and Text is empty
	Lang  expression.Phrase // the language asked for; empty: that of the page
	Style Style
	Spans map[string]Span // by expression.Part.Span
	Tag   Tag
	Alt   expression.Phrase // read aloud instead of the text; empty: the text is
}

// QR is a box with a QR code and its quiet zone.
type QR struct {
	Frame
	Payload expression.Phrase // empty: the verification address with the token
	Module  geom.Length       // smallest module allowed in print
	Colour  Ink
	Alt     expression.Phrase // empty: that the code verifies the paper, and where
}

// Barcode is a box with a Code 128 symbol and its quiet zones.
type Barcode struct {
	Frame
	Payload expression.Phrase
	Colour  Ink
	Alt     expression.Phrase // empty: the payload
}

// Picture is a box with a bitmap or a drawing.
type Picture struct {
	Frame
	Picture expression.Phrase // a name of the event's pictures, or else
	File    expression.Phrase // a file in the event folder
	Missing Missing
	Alt     expression.Phrase
	Cover   bool        // fill the box and crop; otherwise show the whole picture
	Align   Align       // of the picture in its box
	Valign  Valign      // likewise
	Radius  geom.Length // of the corners
}

// Missing says what to do if a file does not exist.
type Missing uint8

// What to do without a picture.
const (
	Silhouette Missing = iota // the outline of a head
	Nothing
	Stop // do not print the page
)

// The shapes of a Shape.
const (
	Rectangle = "box"
	Ellipse   = "ellipse"
	Line      = "line"
	Outline   = "path"
	Guilloche = "guilloche"
)

// Shapes returns all of them.
func Shapes() []string { return []string{Rectangle, Ellipse, Line, Outline, Guilloche} }

// Shape is a drawn ornament.
type Shape struct {
	Frame
	Shape       string
	Radius      geom.Length // of a rectangle's corners
	Outline     geom.Path   // of a path, scaled to Size, with its upper left corner at the origin
	Fill        Ink
	FillTo      Ink // if set: a gradient from Fill, left to right
	Stroke      Ink
	StrokeWidth geom.Length
	Band        geom.Length       // of a guilloche: its width
	Corner      geom.Length       // of a guilloche: space left free at the corners
	Seed        expression.Phrase // of a guilloche
	Opacity     float64           // 0 or 1: opaque
}

// Group places boxes together.
type Group struct {
	Frame
	Down   bool   // stack the boxes, closing gaps
	Repeat string // a field with a list: one copy of the boxes per element
	Tag    GroupTag
	Row    bool        // it is a row of the table around it; set by Parse
	Gap    geom.Length // between the boxes of a flow
	Valign Valign      // of the whole flow in the group
	Boxes  []Box
}

// Align is the side of its box at which a line is set.
type Align uint8

// The alignments. Start and End follow the reading direction.
const (
	AlignStart Align = iota
	AlignEnd
	AlignLeft
	AlignCentre
	AlignRight
)

// Valign is the position of a block of lines in its box.
type Valign uint8

// The vertical alignments.
const (
	Top Valign = iota
	Middle
	Bottom
)

// Style is the look of text, with inheritance resolved.
type Style struct {
	Family   string
	Bold     bool
	Size     geom.Length // preferred font size
	Min      geom.Length // smallest font size allowed
	Break    geom.Length // font size below which lines are broken if that allows larger text; 0: Min
	Ink      Ink
	Align    Align
	Valign   Valign
	Lines    int
	Wrap     bool    // break first, then shrink
	Leading  float64 // multiple of the size; 0: the font's own
	Tracking geom.Length
}

// Ink is a fixed colour or one given by a field, such as the colour of the attendee's role.
type Ink struct {
	Set    bool
	Colour geom.Colour // if Field is empty
	Field  string      // name of a field that holds a colour
}

// Black reports whether i is black on any press: no colour at all, black in RGB, or black ink alone.
func (i Ink) Black() bool {
	c := i.Colour
	return i.Field == "" && (c == geom.Colour{} || c == geom.Colour{Space: geom.CMYK, V: [4]uint8{0, 0, 0, 100}})
}

// Walk calls f for every box of t, groups before their boxes.
func (t *Template) Walk(f func(Box)) { walk(t.Boxes, f) }

func walk(boxes []Box, f func(Box)) {
	for _, b := range boxes {
		f(b)
		if g, ok := b.(*Group); ok {
			walk(g.Boxes, f)
		}
	}
}

// FieldsOf returns the fields that b itself uses in its content, condition and colours, but not those of boxes in a
// group.
func FieldsOf(b Box) []string {
	fields := b.frame().When.Fields()
	switch b := b.(type) {
	case *Text:
		fields = append(append(append(fields, b.Fields()...), b.Lang.Fields()...), b.Alt.Fields()...)
	case *QR:
		fields = append(append(fields, b.Payload.Fields()...), b.Alt.Fields()...)
	case *Barcode:
		fields = append(append(fields, b.Payload.Fields()...), b.Alt.Fields()...)
	case *Picture:
		fields = append(append(append(fields, b.Picture.Fields()...), b.File.Fields()...), b.Alt.Fields()...)
	case *Group:
		if b.Repeat != "" {
			fields = append(fields, b.Repeat)
		}
	case *Shape:
		fields = append(fields, b.Seed.Fields()...)
	}
	for _, i := range InksOf(b) {
		if i.Field != "" {
			fields = append(fields, i.Field)
		}
	}
	return fields
}

// InksOf returns the inks that b itself uses, set or not, but not those of boxes in a group.
func InksOf(b Box) (inks []Ink) {
	switch b := b.(type) {
	case *Text:
		inks = append(inks, b.Style.Ink)
		for _, key := range slices.Sorted(maps.Keys(b.Spans)) {
			inks = append(inks, b.Spans[key].Ink)
		}
	case *QR:
		inks = append(inks, b.Colour)
	case *Barcode:
		inks = append(inks, b.Colour)
	case *Shape:
		inks = append(inks, b.Fill, b.FillTo, b.Stroke)
	}
	return inks
}
