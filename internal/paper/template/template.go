// Package template reads a design: the position and look of the boxes of a badge or certificate. A template contains no
// code and opens no file.
//
// # The format
//
// A template is one TOML file. Lengths are strings with a unit ("85.6mm", "12pt", "3.5in"); positions count from the
// upper left corner of the trimmed page. Editors complete and check the file with the JSON Schema that Schema returns,
// if its first line is "#:schema ./template.schema.json".
//
//	name = "pass"                # its name in reports and in event.toml
//	kind = "badge"               # or "certificate"
//	size = ["90mm", "65mm"]      # trimmed width and height
//	bleed = "3mm"                # how far paint continues beyond the trim; default 0
//	mirror = true                # exchange left and right on pages in a right-to-left language; default false
//	background = "paper"         # artwork below all boxes: a name from event.toml's [pictures],
//	                             # or a file in the event folder, like "design/paper.pdf"; see Background
//	background_page = 1          # which page of a PDF
//
//	[colours]                    # names for colours, used below
//	ink = "#16202c"
//	blue = "cmyk(100, 60, 0, 20)"
//
//	[styles.base]                # text styles; a box may override every key
//	family = "sans"              # "sans", "serif" or a family of event.toml's [[fonts]]
//	size = "11pt"                # preferred font size, or a share of the inherited one, "80%"; in a box: font_size
//	min = "7pt"                  # smallest font size allowed; default: size
//	break = "9pt"                # with shrink: below this size, break lines if that allows larger text; default: min
//	bold = false
//	colour = "ink"               # a colour, a name from [colours], or {{field}}
//	align = "start"              # start, end (by reading direction), left, centre, right
//	valign = "top"               # top, middle, bottom
//	lines = 1                    # most lines allowed
//	fit = "shrink"               # shrink: down to min, then break; wrap: break, then shrink
//	leading = 1.2                # line pitch as a multiple of the size; 0: the font's own
//	tracking = "0.3pt"           # extra space between letters; ignored in joined scripts
//
//	[styles.name]
//	inherits = "base"
//	size = "24pt"
//
//	[styles.strong]              # a span takes whatever its style does not set from the text around it
//	bold = true
//	size = "120%"
//
//	[[box]]                      # boxes are painted in order, the first at the bottom, and read aloud in the same order
//	type = "text"
//	name = "attendee"            # its name in reports; default "box 1", "box 2", ...
//	at = ["5mm", "20mm"]
//	size = ["80mm", "12mm"]
//	style = "name"
//	text = "{{name}}"            # fields are in double braces
//	lang = "en"                  # the language of this text; default: that of the page
//	tag = "heading"              # for screen readers: heading, paragraph (default), or ornament, which is not read
//	when = "name"                # draw only if this holds: see Condition
//	turn = 90                    # degrees clockwise around the centre of the box; 2.5 is allowed
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
//	alt = "Scan me at the door"  # for screen readers; default: that the code verifies the paper, and where
//
//	[[box]]
//	type = "barcode"             # Code 128, for desk scanners
//	at = ["5mm", "50mm"]
//	size = ["40mm", "8mm"]
//	payload = "{{id}}"           # printable ASCII
//	alt = "Number of your seat"  # for screen readers; default: the payload
//
//	[[box]]
//	type = "picture"
//	at = ["5mm", "5mm"]
//	size = ["20mm", "8mm"]
//	picture = "logo"             # a name from event.toml's [pictures]: PNG, JPEG, SVG or PDF
//	fit = "contain"              # contain or cover
//	alt = "Event logo"           # for screen readers; default: an SVG's title; a picture without either is an ornament
//
//	[[box]]
//	type = "picture"
//	at = ["5mm", "15mm"]
//	size = ["20mm", "25mm"]
//	file = "photos/{{id}}.jpg"   # a file in the event folder, one per person
//	missing = "silhouette"       # if there is no such file: silhouette, nothing or stop
//	fit = "cover"
//	radius = "2mm"               # rounded corners; half the shorter side makes a circle
//
//	[[box]]
//	type = "picture"             # a flag: bring your own, as SVG of any size; none are built in
//	at = ["70mm", "15mm"]
//	size = ["12mm", "9mm"]
//	file = "flags/{{country.code}}.svg" # country.code is ISO 3166-1 in two lower-case letters: "ir"
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
//	d = "M0 0L24 24"             # path: SVG path data
//	view = [24, 24]              # path: width and height of the area in which d is drawn; stretched to size
//	band = "7mm"                 # guilloche: width of the border of interlaced curves along the inside
//	corner = "10mm"              # guilloche: space left free at the corners
//	seed = "{{number}}"          # guilloche: text that makes each one different; default: the number
//
//	[[box]]
//	type = "group"               # boxes placed together, in coordinates of the group
//	at = ["5mm", "15mm"]
//	size = ["80mm", "40mm"]
//	flow = "down"                # stack the boxes and close gaps
//	valign = "middle"            # position of the stack: top, middle or bottom
//	gap = "1mm"
//	  [[box.box]]
//	  type = "text"
//	  at = ["0mm", "0mm"]        # in a flow, x counts and y is added to the gap before the box
//	  size = ["80mm", "12mm"]
//	  style = "name"
//	  text = "{{name}}"
//
//	[[box]]
//	type = "group"               # a copy of its boxes for each element of a list
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
// A text is written once, text = "…", or once per language, text.fa = "…", with a BCP 47 tag. Every page has one
// language: the person's if the template has it, otherwise the first of the event's languages that it has, otherwise
// the first in the file. The closest match counts: fa serves a person with fa-AF, and zh-Hant one with zh-TW, but no
// language serves another one. If every text is written once and the template shows fields that the event has in
// several languages, the event's languages are used. A box with lang = "fa" is in Persian on every page, so a page can
// show two languages side by side.
//
// Fields follow the language of their text: in text.fa, {{event.dates}} is in Persian, with Persian digits and
// calendar, and so are {{event.title}}, {{role.label}}, {{phrase.signed}}, {{sessions}} and {{minutes}}.
// {{event.dates.fa}} is in Persian everywhere; {{event.dates.main}} and .second are in the first and second language of
// the event. {{language}} is the language of the page: when = "language is fa".
//
// # Spans
//
// <strong>…</strong> sets part of a text in the style strong. The family, bold, colour and size that the style sets or
// inherits apply; everything else comes from the text around it. Spans may nest, and each must be closed. Font sizes
// keep their ratio when a text is made smaller to fit. A line is as high as its largest letters need. "<" before
// anything but a letter or "/" is a literal "<", and so is "<<". Spans work in templates only: a name that contains "<"
// is printed as it is.
//
// # Breaking
//
// Words are never hyphenated: a soft hyphen draws nothing, and no line ends at it. Lines end at spaces, where the
// script allows it, and at "\n".
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
	At   geom.Position // in the page, or in the enclosing group
	Size geom.Size
	When Condition // the zero value always holds
	Turn float64   // degrees, clockwise around the centre of the box
	Line int       // of the box in the template file
}

func (f *Frame) frame() *Frame { return f }

// FrameOf returns the Frame of b.
func FrameOf(b Box) *Frame { return b.frame() }

// Text is a box of text.
type Text struct {
	Frame
	Text  Phrase
	In    []Wording // if not empty: one text per language, in file order, and Text is empty
	Lang  Phrase    // the language asked for; empty: that of the page
	Style Style
	Spans map[string]Span // by Part.Span
	Tag   Tag
}

// Tag says what a text is to a screen reader.
type Tag uint8

// The tags, written as paragraph, heading and ornament.
const (
	ParagraphTag Tag = iota
	HeadingTag       // the subject of the page: the title, or the name on a badge
	OrnamentTag      // not read aloud
)

// QR is a box with a QR code and its quiet zone.
type QR struct {
	Frame
	Payload Phrase      // empty: the verification address with the token
	Module  geom.Length // smallest module allowed in print
	Colour  Ink
	Alt     Phrase // empty: that the code verifies the paper, and where
}

// Barcode is a box with a Code 128 symbol and its quiet zones.
type Barcode struct {
	Frame
	Payload Phrase
	Colour  Ink
	Alt     Phrase // empty: the payload
}

// Picture is a box with a bitmap or a drawing.
type Picture struct {
	Frame
	Picture Phrase // a name of the event's pictures, or else
	File    Phrase // a file in the event folder
	Missing Missing
	Alt     Phrase
	Cover   bool        // fill the box and crop; otherwise show the whole picture
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
	Band        geom.Length // of a guilloche: its width
	Corner      geom.Length // of a guilloche: space left free at the corners
	Seed        Phrase      // of a guilloche
	Opacity     float64     // 0 or 1: opaque
}

// Group places boxes together.
type Group struct {
	Frame
	Down   bool        // stack the boxes, closing gaps
	Repeat string      // a field with a list: one copy of the boxes per element
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
