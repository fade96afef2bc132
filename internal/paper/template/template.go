// Package template reads a design: where the boxes of a badge or certificate
// stand and how they look. A template holds no code and reaches no file.
//
// The manual of the file is what Manual returns and "lanyard help templates"
// prints. Its list of keys is generated from the structs that decode the file
// (rawTemplate), the notes on their keys (notes) and example.toml, which has
// every key of every type of box; so is Schema.
package template

import (
	"maps"
	"slices"
	"strings"

	"lanyard/internal/base/geom"
)

// The kinds of template.
const (
	Badge       = "badge"
	Certificate = "certificate"
)

// Template is one validated design. It is immutable and shared by workers.
type Template struct {
	File  string // as given to Parse, for messages
	Name  string
	Kind  string // Badge or Certificate
	Size  geom.Size
	Bleed geom.Length
	Boxes []Box

	// Languages are those of the texts that are written once a language and ask
	// for none, in the order of the file. A page is in one of them.
	Languages []string

	// Mirror holds the boxes with left and right exchanged, for pages in a language
	// that is written from right to left; nil: such pages are like others.
	Mirror     []Box
	Background Background // the zero value: none
}

// Background is artwork that lies below all boxes: a page of a PDF, an SVG, a
// PNG or a JPEG. It covers the trimmed page and its bleed when it has their
// proportions, and the trimmed page alone when it has those; other proportions,
// by more than 1 %, are a problem. A PDF with a BleedBox around its TrimBox has
// its trim where the template has it, and beyond it as much bleed as both have.
// A QR code needs a light ground: where the artwork is dark or busy, a white
// shape box below the code gives it one.
//
// A page of a PDF keeps its outlines, fonts and colours; its annotations,
// scripts and hidden layers do not come with it. A file with such a page does not
// claim to be PDF/A, as what is in it was made by somebody else.
type Background struct {
	Picture string // a name from the event's pictures, or a path in the event's folder
	Page    int    // of a PDF, from 1
	Line    int    // where the template file names it, and at which
	Column  int    // character
}

// IsFile reports whether the background is a file of the event's folder and not
// a name from its pictures.
func (b Background) IsFile() bool { return strings.ContainsAny(b.Picture, "./") }

// Box is something that stands on the page: *Text, *QR, *Barcode, *Picture,
// *Shape or *Group.
type Box interface{ frame() *Frame }

// Frame is what all boxes have.
type Frame struct {
	Name string
	At   geom.Position // in the page, or in the group around it
	Size geom.Size
	When Condition // the zero value always holds
	Turn float64   // degrees, clockwise around the middle of the box
	Line int       // where the box begins in the template file
}

func (f *Frame) frame() *Frame { return f }

// FrameOf returns what b has in common with all boxes.
func FrameOf(b Box) *Frame { return b.frame() }

// Text is a box of words.
type Text struct {
	Frame
	Text  Phrase
	In    []Wording // when it is not empty: one text a language, in the order of the file, and Text is empty
	Lang  Phrase    // the language it asks for; empty: that of the page
	Style Style
	Spans map[string]Span // by Part.Span
	Tag   Tag
}

// Tag says what a text is to somebody who hears the page.
type Tag uint8

// The tags, as they are written: paragraph, heading, ornament.
const (
	ParagraphTag Tag = iota
	HeadingTag       // what the page is about: the title, or the name on a badge
	OrnamentTag      // is not read out
)

// QR is a box with a QR code, its quiet zone included.
type QR struct {
	Frame
	Payload Phrase      // empty: the verification address with the token
	Module  geom.Length // the smallest module that may be printed
	Colour  Ink
	Alt     Phrase // empty: that it is verified, and where
}

// Barcode is a box with a Code 128 symbol, its quiet zones included.
type Barcode struct {
	Frame
	Payload Phrase
	Colour  Ink
	Alt     Phrase // empty: what it says
}

// Picture is a box with a picture: of pixels, or drawn.
type Picture struct {
	Frame
	Picture Phrase // a name from the event's pictures; or
	File    Phrase // a file of the event's folder
	Missing Missing
	Alt     Phrase
	Cover   bool        // fill the box and crop; otherwise show the whole picture
	Radius  geom.Length // of the corners
}

// Missing says what stands in the place of a file that is not there.
type Missing uint8

// The ways to do without a picture.
const (
	Silhouette Missing = iota // the outline of a head
	Nothing
	Stop // the page must not be printed
)

// The shapes of a Shape.
const (
	Rectangle = "box"
	Ellipse   = "ellipse"
	Line      = "line"
	Outline   = "path"
	Guilloche = "guilloche"
)

// Shape is a drawn ornament.
type Shape struct {
	Frame
	Shape       string
	Radius      geom.Length // of a rectangle's corners
	Outline     geom.Path   // of a path, fitted into Size, its upper left corner at the origin
	Fill        Ink
	FillTo      Ink // set: a gradient from Fill, left to right
	Stroke      Ink
	StrokeWidth geom.Length
	Band        geom.Length // of a guilloche: its width
	Corner      geom.Length // of a guilloche: the space left at the corners
	Seed        Phrase      // of a guilloche
	Opacity     float64     // 0 or 1: opaque
}

// Group places boxes together.
type Group struct {
	Frame
	Down   bool        // place the boxes one under another, closing up the gaps
	Repeat string      // a field with a list: the boxes stand once for each element
	Gap    geom.Length // between the boxes of a flow
	Valign Valign      // of the whole flow in the group
	Boxes  []Box
}

// Align says at which side of its box a line stands.
type Align uint8

// The alignments. Start and End follow the reading direction.
const (
	AlignStart Align = iota
	AlignEnd
	AlignLeft
	AlignCentre
	AlignRight
)

// Valign says where in its box a block of lines stands.
type Valign uint8

// The vertical alignments.
const (
	Top Valign = iota
	Middle
	Bottom
)

// Style is how text looks, all inheritance resolved.
type Style struct {
	Family   string
	Bold     bool
	Size     geom.Length // font size that is wanted
	Min      geom.Length // smallest font size that is allowed
	Break    geom.Length // font size below which lines are broken when that makes them larger; 0: Min
	Ink      Ink
	Align    Align
	Valign   Valign
	Lines    int
	Wrap     bool    // break first, then shrink
	Leading  float64 // multiple of the size; 0: the font's own
	Tracking geom.Length
}

// Ink is a colour of the template or one that a field gives, such as the
// colour of the attendee's role.
type Ink struct {
	Set    bool
	Colour geom.Colour // when Field is empty
	Field  string      // a field that holds a colour
}

// Walk calls f for every box of t, groups before what they hold.
func (t *Template) Walk(f func(Box)) { walk(t.Boxes, f) }

func walk(boxes []Box, f func(Box)) {
	for _, b := range boxes {
		f(b)
		if g, ok := b.(*Group); ok {
			walk(g.Boxes, f)
		}
	}
}

// FieldsOf returns the fields that b itself looks at: what it shows, its
// condition and its colours, but not what stands in a group.
func FieldsOf(b Box) []string {
	fields := b.frame().When.Fields()
	inks := func(all ...Ink) {
		for _, i := range all {
			if i.Field != "" {
				fields = append(fields, i.Field)
			}
		}
	}
	switch b := b.(type) {
	case *Text:
		fields = append(append(fields, b.Fields()...), b.Lang.Fields()...)
		inks(b.Style.Ink)
		for _, key := range slices.Sorted(maps.Keys(b.Spans)) {
			inks(b.Spans[key].Ink)
		}
	case *QR:
		fields = append(append(fields, b.Payload.Fields()...), b.Alt.Fields()...)
		inks(b.Colour)
	case *Barcode:
		fields = append(append(fields, b.Payload.Fields()...), b.Alt.Fields()...)
		inks(b.Colour)
	case *Picture:
		fields = append(append(append(fields, b.Picture.Fields()...), b.File.Fields()...), b.Alt.Fields()...)
	case *Group:
		if b.Repeat != "" {
			fields = append(fields, b.Repeat)
		}
	case *Shape:
		fields = append(fields, b.Seed.Fields()...)
		inks(b.Fill, b.FillTo, b.Stroke)
	}
	return fields
}
