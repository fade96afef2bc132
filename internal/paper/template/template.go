// Package template reads a design: where the boxes of a badge or certificate
// stand and how they look. A template holds no code and reaches no file.
//
// # The format
//
// A template is one TOML file. Lengths are strings with a unit ("85.6mm",
// "12pt", "3.5in"); positions count from the upper left corner of the trimmed
// page. Editors complete and check what one types by the JSON Schema that Schema
// returns, where the first line is "#:schema ./template.schema.json".
//
//	name = "pass"                # how reports and event.toml call it
//	kind = "badge"               # or "certificate"
//	size = ["90mm", "65mm"]      # trimmed width and height
//	bleed = "3mm"                # paint continues this far beyond the trim; default 0
//	mirror = true                # exchange left and right on pages in a language from right to left; default false
//	background = "paper"         # artwork below all boxes: a name from event.toml's [pictures],
//	                             # or a file of the event's folder, like "design/paper.pdf"; see Background
//	background_page = 1          # which page of a PDF
//
//	[colours]                    # names for colours, used below
//	ink = "#16202c"
//	blue = "cmyk(100, 60, 0, 20)"
//
//	[styles.base]                # text styles; a box may override every key
//	family = "sans"              # "sans", "serif" or a family of event.toml's [[fonts]]
//	size = "11pt"                # the font size that is wanted, or a part of the inherited one, "80%"; in a box: font_size
//	min = "7pt"                  # the floor: never smaller; default: size
//	break = "9pt"                # with shrink: below this size break lines if that makes it larger; default: min
//	bold = false
//	colour = "ink"               # a colour, a name from [colours], or {{field}}
//	align = "start"              # start, end (by reading direction), left, centre, right
//	valign = "top"               # top, middle, bottom
//	lines = 1                    # the most lines
//	fit = "shrink"               # shrink: to the floor, then break; wrap: break, then shrink
//	leading = 1.2                # line pitch as a multiple of the size; 0: the font's own
//	tracking = "0.3pt"           # extra space between letters; never in joined scripts
//
//	[styles.name]
//	inherits = "base"
//	size = "24pt"
//
//	[styles.strong]              # what a style does not say, a span of it takes from its text
//	bold = true
//	size = "120%"
//
//	[[box]]                      # boxes are painted in order, the first one lowest, and read out in order
//	type = "text"
//	name = "attendee"            # how reports call the box; default "box 1", "box 2", ...
//	at = ["5mm", "20mm"]
//	size = ["80mm", "12mm"]
//	style = "name"
//	text = "{{name}}"            # fields stand in double braces
//	lang = "en"                  # the language of this text; default: that of the page
//	tag = "heading"              # to who hears the page: heading, paragraph (default), or ornament: not read out
//	when = "name"                # draw only then: see Condition
//	turn = 90                    # degrees clockwise around the middle of the box; 2.5 is allowed
//
//	[[box]]
//	type = "text"
//	at = ["5mm", "34mm"]
//	size = ["50mm", "16mm"]
//	style = "base"
//	lines = 3
//	fit = "wrap"
//	text.en = "<strong>{{name}}</strong> took part in {{event.title}}, {{event.dates}}."
//	text.fa = "<strong>{{name}}</strong> در {{event.title}}، {{event.dates}} شرکت کرد."
//
//	[[box]]
//	type = "qr"                  # the signed token, with quiet zone
//	at = ["60mm", "30mm"]
//	size = ["30mm", "30mm"]
//	module = "0.33mm"            # smallest allowed module; default 0.33mm badge, 0.4mm certificate
//	payload = "{{ticket}}"       # default: the verification address with the token
//	alt = "Scan me at the door"  # what a screen reader says; default: that it is verified, and where
//
//	[[box]]
//	type = "barcode"             # Code 128, for desks that scan it
//	at = ["5mm", "50mm"]
//	size = ["40mm", "8mm"]
//	payload = "{{id}}"           # printable ASCII
//	alt = "Number of your seat"  # what a screen reader says; default: what the bars say
//
//	[[box]]
//	type = "picture"
//	at = ["5mm", "5mm"]
//	size = ["20mm", "8mm"]
//	picture = "logo"             # a name from event.toml's [pictures]: PNG, JPEG, SVG or PDF
//	fit = "contain"              # contain or cover
//	alt = "Event logo"           # what a screen reader says; default: the title of an SVG; without any the picture is an ornament
//
//	[[box]]
//	type = "picture"
//	at = ["5mm", "15mm"]
//	size = ["20mm", "25mm"]
//	file = "photos/{{id}}.jpg"   # a file of the event's folder, one a person
//	missing = "silhouette"       # what stands there without the file: silhouette, nothing or stop
//	fit = "cover"
//	radius = "2mm"               # rounded corners; half of the shorter side makes a circle
//
//	[[box]]
//	type = "picture"             # a flag: you bring them, as SVG of any size; none are built in
//	at = ["70mm", "15mm"]
//	size = ["12mm", "9mm"]
//	file = "flags/{{country.code}}.svg" # country.code is of ISO 3166-1 in two small letters: "ir"
//	missing = "nothing"
//
//	[[box]]
//	type = "shape"
//	shape = "box"                # box, ellipse, line (from corner to corner), path, guilloche
//	at = ["0mm", "0mm"]
//	size = ["90mm", "2mm"]
//	radius = "1mm"               # rounded corners of a box
//	fill = "{{role.colour}}"
//	fill_to = "blue"             # far end of a gradient; fill is the near end
//	stroke = "ink"
//	stroke_width = "0.3pt"
//	opacity = 0.5
//	d = "M0 0L24 24"             # of a path: SVG path data
//	view = [24, 24]              # the width and height that d is drawn in; stretched over size
//	band = "7mm"                 # of a guilloche: width of the border of interlaced curves along the inside
//	corner = "10mm"              # and how far from its corners the curves end
//	seed = "{{number}}"          # and what makes each one different; default: the number
//
//	[[box]]
//	type = "group"               # boxes placed together, in the group's own positions
//	at = ["5mm", "15mm"]
//	size = ["80mm", "40mm"]
//	flow = "down"                # place them one under another and close up the gaps;
//	valign = "middle"            # the whole column top, middle or bottom
//	gap = "1mm"
//	  [[box.box]]
//	  type = "text"
//	  at = ["0mm", "0mm"]        # in a flow x counts, and y is added to the gap before the box
//	  size = ["80mm", "12mm"]
//	  style = "name"
//	  text = "{{name}}"
//
//	[[box]]
//	type = "group"               # one copy of its boxes for each element of a list
//	at = ["5mm", "40mm"]
//	size = ["80mm", "20mm"]
//	flow = "down"
//	repeat = "sessions"          # a field with several elements
//	  [[box.box]]
//	  type = "text"
//	  at = ["0mm", "0mm"]
//	  size = ["80mm", "5mm"]
//	  text = "{{item.number}}. {{item}}"
//
// # Languages
//
// A text is written once, text = "…", or once for each language, text.fa = "…",
// with the language as a BCP 47 tag. A page is in one language: that of the
// person where the template has it, else the first of the event's that it has,
// else the first in the file. The nearest counts: fa serves a person of fa-AF,
// zh-Hant one of zh-TW, and no language another. A template that has one text for
// all, and fields that the event has in several languages, goes by those of the
// event. A box with lang = "fa" is in Persian on every page, so that two boxes
// stand side by side.
//
// Fields speak the language of their text: {{event.dates}} in text.fa is in
// Persian, with its digits and in its calendar, and so are {{event.title}},
// {{role.label}}, {{phrase.signed}}, {{sessions}} and {{minutes}}.
// {{event.dates.fa}} is in Persian everywhere; {{event.dates.main}} and .second
// are in the first and the second language of the event. The field {{language}} is
// that of the page: when = "language is fa".
//
// # Spans
//
// <strong>…</strong> sets a part of a text in the style strong. What that style
// says itself, or inherits from another, of family, bold, colour and size counts
// there; the rest is as in the text around. Spans lie in each other and each is
// closed. The sizes keep their proportion when a text is made smaller to fit. A
// line is as high as the largest letters on it need. Before anything but a letter
// or "/" the sign < is itself, and << always is. Spans stand in templates alone: a
// name with < in it is printed as it is.
//
// # Breaking
//
// Words are never hyphenated: a soft hyphen draws nothing, and no line ends at
// it. Lines end at spaces and where a script allows it, and at "\n".
package template

import (
	"maps"
	"slices"
	"strings"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/paper"
)

// Template is one validated design. It is immutable and shared by workers.
type Template struct {
	File  string // as given to Parse, for messages
	Name  string
	Kind  paper.Kind // of the paper that is made with it
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
