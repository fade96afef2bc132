// Package pdf turns finished pages into PDF files: PDF 1.7, PDF/A-2u and
// PDF/UA-1 by construction, the same bytes for the same pages every time.
//
// fpdf makes the pages of every file: their boxes, their links and the streams of
// their operators. The operators themselves, for text, colours, outlines and
// pictures, are written here, because fpdf knows no shaping, gives glyphs no ids and
// rounds to 1/100 point. Package onepage holds every call of fpdf.
//
// Files are made in two steps. Draw takes a few pages and may be called by any number
// of workers at once: it writes the operators of each page into one buffer,
// compresses them, and passes them to an fpdf document in one write; package cos then
// reads the page of that document. The pages are a Chunk. A File appends chunks in
// order, writes them at once and keeps only the places of its objects, so that its
// memory grows by a few bytes a page; fonts, subset to the glyphs that were used, come
// last. The document information is written by package metadata as well: dates of
// fpdf have no time zone, and PDF/A demands that they equal those of the XMP packet.
// Package readback reads the text of a file back.
//
// # Contents of a file
//
// Fonts are as package embed describes. A left-to-right run whose glyphs do not
// follow its text one by one carries that text as ActualText as well; a right-to-left
// run never does, because readers would reverse it. Besides pages, a file has XMP
// metadata, an sRGB output intent, an /ID from its content, and a balanced page tree.
// Package xref lays out its objects.
//
// # Accessibility
//
// Every file is tagged, including sheets of badges; package structure describes the tags. A
// file without title or language is tagged too, but does not claim to be PDF/UA.
//
// A file of many people has a bookmark for each, below groups and letters. Its language is
// that of its first page where Meta has none.
//
// # Attachments
//
// A file with an attachment is PDF/A-3u: the attachment is associated with the
// document as its data and named in the name tree.
//
// # Forms
//
// A picture that is drawn (items, or a page of somebody else's PDF) is in a file
// once, as a Form XObject with resources of its own, however many pages show it.
// A page of another PDF comes from package artwork as objects that only paint; they
// are written here with new numbers. The first of them sets the graphics state to its
// initial values.
//
// # Ink and the archive
//
// A named ink, registration marks included, is a Separation with a plate of its own;
// its alternative, for screens and for presses without that ink, is in RGB, like the
// output intent, as ISO 19005-2, 6.2.4.4 demands. A page with CMYK colours or a CMYK
// picture is made for one press: 6.2.4.3 allows those only with its profile, a Press, as
// the output intent; RGB on such pages is that of sRGB by its profile. Without a Press,
// converting them would ruin the separations: the file is complete in every other respect
// but does not claim to be PDF/A and has no output intent. The same holds for a file with
// somebody else's page, whose fonts, colours and profiles are not checked. Gradients are
// always drawn in RGB.
//
// # Decisions
//
// Tags are 300 bytes and a twentieth of the time of a badge, and 1.5 kB of a certificate, 1 kB of it the XMP that PDF/A
// requires about PDF/UA. One kind of file, one test.
//
// The rules are a table. testdata/rules.tsv lists every rule of veraPDF's profiles 2U, 3U and UA-1 with the
// check that covers it, or the reason why none of our files can break it; the checks run on every built-in
// design. veraPDF itself is not available from Debian, npm or Go; pdfcpu is, and CI runs it in strict mode.
//
// A code is a picture of one bit a pixel within the operators, two by two pixels a module (paint.AppendStencil).
// As boxes of one path, codes were three quarters of the operators of a badge, and a renderer without anti-aliasing,
// like a printer, painted every pixel that a box touches: dark modules grew by up to two pixels, whereas those of
// pictures differ by one at most. Of 40 codes of 0.35 mm a module, drawn by six renderers at 150 and 180 dpi, zbar
// reads 469 of 480 as boxes, 417 with one pixel a module, which some viewers smooth into each other, 479 with two,
// 452 with four. One pixel would save another 8 % of a badge. Glyphs of a Type 3 font would show seams, and an
// outline takes twice as much as boxes. TestSymbols of package batch holds renderers to this. In a group turned by
// other than right angles, and in a form, codes are boxes: PDFium draws pictures turned so with edges a pixel off.
//
// A token is attached where an archive asks for it (archive = "a-3u"), one certificate per file. A file for
// several people has none: which token belongs to which page would be anyone's guess.
//
// A file with an imported page does not claim PDF/A. Whether fonts, widths, profiles and glyphs of somebody
// else's page conform to ISO 19005-2 is the work of a validator; a wrong claim would be worse than none.
//
// Half of the garbage of a page is fpdf's. It has no way to write a page to a stream or to give a buffer a size:
// RawWriteStr copies the operators into the buffer of the page, which starts empty; putstream makes a string of
// them; that is copied into the buffer of the file. RawWriteBuf grows the first buffer in more steps. The bytes of
// the file are taken over without a fourth copy. Three copies are as few as there can be while fpdf makes the
// pages and the operators are part of them; the figures are at BenchmarkFile1000.
//
// Pictures: compressed pixels are copied as they are, colours are separated from transparency row by row, and
// only what PDF has no form for is decoded; photos that take more than 24 MB are read one at a time. Together
// with page.Memory, which computes the cost of a picture from its header and refuses more than 104 MB, a run
// stays below 150 MB whatever is in the folder (TestBombs).
package pdf

import (
	"io"
	"time"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/metadata"
	"lanyard/internal/paper/page"
)

// The limits of this room.
const (
	// minSide is the shortest side of a page: ISO 19005-2, 6.1.13.
	minSide = 3 * geom.Point

	// maxURL is the longest URL of a link, in bytes. Browsers stop at 2,000 or
	// more; ISO 19005-2, 6.1.13 stops at 32,767.
	maxURL = 8_000

	// chunkPages is how many pages Write draws at a time: enough to share their
	// resources, few enough to need only a few megabytes.
	chunkPages = 16

	// fanOut is how many children a node of the page tree has: 100,000 pages
	// are three levels below the root.
	fanOut = 64
)

// Meta describes a file. Every text may be empty and may hold any character.
type Meta struct {
	Title   string    // shown by readers instead of the file name
	Author  string    // issuer of the document
	Subject string    // topic, in a sentence
	Lang    string    // BCP 47 tag of the main language
	Date    time.Time // of creation, to the second; the zero time leaves dates out

	Attached *Attachment // makes it PDF/A-3u; nil: none
	Press    *Press      // what its CMYK is made for; nil: unknown, and a file with CMYK is not PDF/A
	Print    Print
}

// Print is what a file asks a print dialog to offer at first: ISO 32000-1, 12.2. The user can still choose otherwise.
type Print uint8

// The kinds of print.
const (
	AsChosen       Print = iota // nothing is asked for
	Exact                       // at 100 %
	ExactLongEdge               // at 100 %, on both sides, the sheet turned over its long edge
	ExactShortEdge              // at 100 %, on both sides, the sheet turned over its short edge
)

// entries returns the entries of the viewer preferences that ask for p.
func (p Print) entries() string {
	switch p {
	case Exact:
		return "/PrintScaling/None"
	case ExactLongEdge:
		return "/PrintScaling/None/Duplex/DuplexFlipLongEdge"
	case ExactShortEdge:
		return "/PrintScaling/None/Duplex/DuplexFlipShortEdge"
	}
	return ""
}

// document returns the metadata of m.
func (m Meta) document() metadata.Document {
	return metadata.Document{Title: m.Title, Author: m.Author, Subject: m.Subject, Lang: m.Lang, Date: m.Date}
}

// Write writes a whole file: Draw and a File in one call, for one worker. Its errors
// are theirs.
func Write(w io.Writer, meta Meta, pages []*page.Page) error {
	f := NewFile(w, meta)
	for len(pages) > 0 {
		n := min(len(pages), chunkPages)
		c, err := Draw(pages[:n])
		if err != nil {
			return err
		}
		if err := f.Append(c); err != nil {
			return err
		}
		pages = pages[n:]
	}
	return f.Close()
}
