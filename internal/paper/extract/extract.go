// Package extract reads the content of a page of a PDF from another program, so that a design can be made from it: its
// texts with place, size, font and colour, its rules, and the areas that are painted. Without writes the page again
// without some of its texts and rules.
//
// # What is read
//
// The page is cut out by package artwork, so whatever that refuses is refused here. Text is read in simple and
// composite fonts, through ToUnicode, the encodings of ISO 32000-1, annex D, and the names of glyphs, in the page and
// in the forms that it paints. A letter whose character the file does not state is counted in Unread. Invisible text is
// ignored.
//
// # What is written
//
// The operators of removed letters become movements of the same width, so that every other letter stays where it was.
// All other bytes of a page's operators are kept, and so are its fonts, pictures and forms. A page that loses nothing
// need not be written at all.
//
// # Decisions
//
// What a page looks like is of no interest here (package interpret draws our own pages); where its words are is. So
// paths are read as the boxes around them, and fonts as widths and characters.
package extract

import (
	"context"
	"lanyard/internal/base/cos"
	"lanyard/internal/base/fault"
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/artwork"
)

// The limits of reading, beyond those of package artwork.
const (
	maxStream   = 32 << 20  // bytes of one stream decoded: as package artwork has it
	maxInflated = 150 << 20 // bytes of all streams decoded
	maxValues   = 4 << 20   // operands and operators of a page, counting each painting of a form: a map has 2 million
	maxGlyphs   = 100_000   // letters of a page: a page of small print has 10,000
	maxForms    = 12        // forms within forms
	maxSaved    = 512       // nested q
	maxAreas    = 20_000    // painted areas that are kept
	maxCodes    = 70_000    // entries of a table of characters or widths: codes have two bytes
	maxText     = 64        // bytes of text for one code
)

// Page is a page as it was read. Places count from the upper left corner of the trimmed page, y downwards.
type Page struct {
	Size  geom.Size   // of the trimmed page
	Bleed geom.Length // on every side, as package artwork finds it
	Texts []Text      // runs of text on one baseline without wide gaps, from the top down, then from left to right
	Rules []Rule      // level lines, thin and long
	Areas []Area      // whatever is painted, other than text, in painting order

	Unread int      // letters whose characters the file does not state
	Absent []string // fonts that the file does not embed, sorted

	objects cos.Objects
	shows   map[place]*show // the operators that show text
}

// Text is a run of letters on one baseline.
type Text struct {
	String string
	Box    geom.Rect   // around the letters by font size: 0.8 of it above the baseline, 0.2 below
	Base   geom.Length // y of the baseline
	Size   geom.Length // font size as it is printed
	Turn   float64     // degrees clockwise; Box, Base and the order of letters are of the text turned back about Pivot
	Pivot  geom.Position
	Look   Look
	Colour geom.Colour
	Vague  bool // the colour is in a space that is not read: Colour is black

	glyphs []glyph
}

// Look is what the file says of a font.
type Look struct {
	Name                        string // without the prefix of a subset
	Serif, Bold, Italic, Script bool
}

// Rule is a level line: a stroke or a thin box.
type Rule struct {
	Box    geom.Rect
	Dashed bool // a stroke of dashes or dots, which Without can remove

	at    place
	until int
	order int // how many areas were painted before it
}

// Area is the box around something painted.
type Area struct {
	Box     geom.Rect
	Picture bool // a bitmap
	Filled  bool // an outline, filled evenly with Colour
	Plain   bool // Filled, a level box, and opaque
	Colour  geom.Colour
}

// place is a position in the operators of a stream.
type place struct {
	object int // number of the stream
	at     int // offset of its first operand
}

// Read reads page number, counted from 1, of the PDF in data. The error is a *fault.Error whose message continues "it
// cannot be used: ".
func Read(ctx context.Context, data []byte, number int) (*Page, error) {
	cut, err := artwork.Cut(ctx, data, number, true)
	if err != nil {
		return nil, err
	}
	file, err := cos.Open(assemble(cut.Objects, cut.Size, cut.Bleed), cos.Limits{Bytes: 1 << 30, Objects: 100_000,
		Values: maxValues, Parsed: 1 << 31, Stream: maxStream, Inflated: maxInflated,
		Ended: ctx.Err})
	if err != nil {
		return nil, fault.Wrap(err, err.Error(), saveAgain)
	}
	p := &Page{Bleed: cut.Bleed, Absent: cut.Absent, objects: cut.Objects, shows: map[place]*show{}}
	p.Size = geom.Size{W: cut.Size.W - 2*cut.Bleed, H: cut.Size.H - 2*cut.Bleed}
	r := &reader{File: file, page: p, values: maxValues, fonts: map[cos.Ref]*typeface{},
		base: geom.Matrix{A: 1, D: -1, E: -cut.Bleed.Points(), F: cut.Size.H.Points() - cut.Bleed.Points()}}
	edge := cut.Bleed.Points()
	clip := [4]float64{-edge, -edge, p.Size.W.Points() + edge, p.Size.H.Points() + edge}
	if err := r.form(firstObject+ofPage, newState(r.base, clip), 0); err != nil {
		return nil, fault.Wrap(err, "its operators cannot be read: "+err.Error(), saveAgain)
	}
	r.covered()
	p.Texts = r.texts()
	return p, nil
}

const saveAgain = "open it in the program that made it and save it again as PDF 1.7, or print it to PDF"
