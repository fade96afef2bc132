// Package pdf turns finished pages into PDF files: PDF 1.7, PDF/A-2u and
// PDF/UA-1 by construction, the same bytes for the same pages every time.
//
// fpdf makes the pages of every file: their boxes, their links and the streams of
// their operators; text, fonts, colours, outlines and pictures go alongside it, as
// operators that this package writes itself, because fpdf knows no shaping, gives
// glyphs no ids and rounds to 1/100 point. File fpdf.go holds all calls of fpdf.
//
// The work is done in two steps. Draw takes a few pages and is called by any
// number of workers at once: the operators of each page are written into one buffer,
// compressed, and go into a document of fpdf's by one write; the pages of that document,
// read by package cos, are a Chunk. A File then appends chunks in
// order, writes them at once and keeps only where its objects are, so that
// its memory grows by a few bytes a page; fonts, cut to the glyphs that were
// used, come last. The document information is written here as well: fpdf's
// dates have no time zone, and an archive wants them equal to those of the XMP
// metadata. What a file says is read by package readback.
//
// # What is in a file
//
// Type0 fonts with Identity-H, an own TrueType subset, and a ToUnicode entry
// for every code: the first glyph of a cluster stands for the text of the
// cluster, the others for U+200B. Left-to-right runs whose glyphs do not follow
// their text one by one carry it once more as ActualText; right-to-left runs
// never do, as readers would turn it round. XMP metadata, an sRGB output
// intent, an /ID from the content, a balanced page tree. Objects that are no
// streams lie in object streams, and the table of all objects is a
// cross-reference stream.
//
// # Accessibility
//
// Every file is tagged, a sheet of badges as well, since that costs 300 bytes and
// a twentieth of the time of a badge. Below a Document stands a Sect for
// each page, or for each paper of a sheet; in it an H1 or a P for each text, and
// a Figure, in a Link where it opens an address, for each symbol and picture.
// All else, the marks of a sheet included, is an artifact. Elements stand in the
// order in which their items are painted. A P is one text, whatever its lines: a
// line that ends where the text has a line break shows a space at its end. An
// element whose glyphs, one after the other, do not read as its text has that
// as its ActualText, above all those from right to left, whose glyphs stand in
// the order of the eye. A run with a text or language of its own is a marked
// Span beside its neighbours and never within another sequence, as some readers
// lose what follows. A file without title or language is tagged too, but
// does not claim to be PDF/UA.
//
// # A file inside
//
// With an attachment a file is PDF/A-3u: the attachment is associated with the
// document as its data and named in the tree of names.
//
// # Forms
//
// A picture that is drawn (items, or a page of somebody else's PDF) is in a file
// once, as a Form XObject with resources of its own, however many pages show it.
// A page of another PDF comes from package artwork as objects that hold nothing
// but paint; they are written here with new numbers. The first of them sets the graphics state
// to what a page begins with.
//
// # Ink and the archive
//
// A page with CMYK colours, named inks or a CMYK picture is made for a press.
// ISO 19005-2, 6.2.4.3 allows those only beside the profile of that press,
// which nobody tells us, and converting them would ruin the separations. Such a
// file is complete in every other respect but does not claim to be PDF/A, and
// has no output intent. The same holds for a file with somebody else's page: its
// fonts, colours and profiles are not looked at. A gradient is always drawn in RGB.
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

	// chunkPages is how many pages Write draws at a time: enough to share the
	// cost of a document, few enough to stay in a few megabytes.
	chunkPages = 16

	// fanOut is how many children a node of the page tree has: 100,000 pages
	// are three levels below the root.
	fanOut = 64
)

// Meta says what a file is about. Every text may be empty and may hold any
// character.
type Meta struct {
	Title   string    // shown by readers in place of the file name
	Author  string    // who issues the document
	Subject string    // what it is about, in a sentence
	Lang    string    // BCP 47 tag of the main language
	Date    time.Time // when the document was made, to the second; the zero time leaves dates out

	Attached *Attachment // makes it PDF/A-3u; nil: none
}

// document returns the metadata of m.
func (m Meta) document() metadata.Document {
	return metadata.Document{Title: m.Title, Author: m.Author, Subject: m.Subject, Lang: m.Lang, Date: m.Date}
}

// Write writes a whole file at once. It is Draw and a File in one call, for
// one worker.
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
