// Package roster reads attendee lists in the formats that real systems export. It returns people, or explains what
// is wrong with the list; it never damages a name.
//
// A list is a CSV file in any reasonable dialect or an XLSX workbook. Comma,
// semicolon, tab or bar; CRLF, LF or CR; UTF-8, UTF-16 and the older encodings
// that can be told apart; lines before the header; headers in many languages.
// Our own list has the header
//
//	id,name,name_local,language,organisation,country,role,email,sessions,access
//
// of which name alone is needed. The columns of other systems are taken for
// these by their headers, and Options.Columns has the last word:
//
//	[attendees.columns]
//	name = "Badge text"
//	organisation = "Company [2]"   # the second column with this header
//
// Names keep their case and every letter. They are put into Unicode
// normalisation form C, spaces around them are dropped with a warning, and a
// spreadsheet's guard (a tab or ' before = + - @) is undone: nothing else.
//
// Every row is accounted for: Rows = people + Refused + Merged + LeftOut.
package roster

import (
	"iter"
	"slices"
	"strings"

	"lanyard/internal/base/locale"
	"lanyard/internal/base/source"
)

// Limits: what a list may cost. A file beyond one of them is refused with its name.
const (
	MaxFile    = 64 << 20   // bytes of a file: a thousand times a large conference's list
	MaxRows    = 200_000    // rows: larger than any conference; about 300 MB as attendees
	maxColumns = 1_000      // columns of a row: exports of the longest forms have 300
	maxCells   = 10_000_000 // cells of a file: 160 MB of string headers
	maxCell    = 1 << 20    // bytes of a cell: a form's longest answer is 4,000 characters
	maxPrinted = 1_000      // characters of a cell that is printed: no badge holds more
	maxItems   = 1_000      // parts of a cell that holds several: no congress has more sessions
	maxID      = 200        // bytes of an id: file names hold 255, with the slug
	maxFaults  = 100        // rows with broken quotes: after so many the rest is guesswork
	maxBlank   = 2_000_000  // rows of commas only: a sheet saved to its last row has 1,048,576
	maxTried   = 1_000      // rows, blank ones too, looked at to find the delimiter
	maxSearch  = 30         // rows searched for the header: preambles have up to ten
	maxSample  = 256 << 10  // bytes looked at to tell encodings apart
)

// Attendee is one person of the list.
type Attendee struct {
	// Row is the line of the file on which the record starts, or the row of the sheet, from 1. For a person with
	// several rows it is the first.
	Row int
	// ID identifies the person within the list: never empty, never twice. It is data, may hold any visible
	// character and is not safe as a file name.
	ID string
	// IDDerived is set when the list gives no id; ID is then the e-mail address in lower case, or name and
	// organisation.
	IDDerived bool
	// Name is the name as printed, in normalisation form C. It has at least one visible character.
	Name string
	// Given and Family are the parts of Name: from the list, with middle names and particles, or failing that Name
	// split by the rules of its language and script. One of them is empty when the person has a single name.
	Given, Family string
	// NameLocal is the name in the person's own script, or empty.
	NameLocal string
	// Language is the BCP 47 tag of NameLocal, or of Name where that is empty. It is empty when the list gives none
	// or gives one written in another script.
	Language     string
	Organisation string
	Position     string // the person's own title at the organisation
	Country      string // as in the list: a code or a name in any language
	Role         string // as in the list: "Speaker", "VIP ticket"
	// AlsoRoles are the person's further roles in the order of Options.Roles.
	AlsoRoles []string
	Email     string
	Sessions  []string // split at ; or |, and at commas between values that fill a whole cell elsewhere
	Access    []string // split like Sessions
	// Attended is whether the person was there, from a presence column, a status such as "checked in" or, where the
	// list has neither, the minutes. Absent people are on the list as well.
	Attended Presence
	// Unsure is the word of a status or presence column that none of our word lists knows, so that place or
	// presence is undecided; "" when there is none. UnsureOf is the column, from 1.
	Unsure   string
	UnsureOf int
	// Odd is a reason to ask whether the row is a person of the list at all.
	Odd     Oddity
	Minutes int // time present in whole minutes, summed over visits; 0 where the list has none
	seconds int // the same in seconds
	// Fields holds every cell under its header in lower case with _ between the words: "Job Title" is job_title. A
	// repeated header gets the suffix _2.
	Fields Cells
	// Also holds the person's cells from further lists by the keys of their columns; values from several rows are
	// joined with "; ".
	Also map[string]string
	// Columns gives the column, from 1, of "name", "email" and the other fields, for messages. All attendees of a
	// list share the map: do not write to it.
	Columns map[string]int
}

// Cells are the cells of a row by the keys of their columns. All rows of a list share the keys, so that a row only
// pays for its cells.
type Cells struct {
	keys  *[]string // one key per column
	cells []string  // at most as many as keys
}

// Keys returns the keys of all columns, from left to right.
func (c Cells) Keys() []string {
	if c.keys == nil {
		return nil
	}
	return slices.Clone(*c.keys)
}

// OneCell returns the cells of a row with a single cell.
func OneCell(key, cell string) Cells { return Cells{&[]string{key}, []string{cell}} }

// Get returns the cell with a key, "" when it is empty or there is no such column.
func (c Cells) Get(key string) string {
	for k, cell := range c.All() {
		if k == key {
			return cell
		}
	}
	return ""
}

// All yields the non-empty cells, from left to right.
func (c Cells) All() iter.Seq2[string, string] {
	return func(yield func(key, cell string) bool) {
		for i, cell := range c.cells {
			if cell != "" && !yield((*c.keys)[i], cell) {
				return
			}
		}
	}
}

// LeftOut counts the rows of people who are not coming: cancelled, refunded, on the waiting list.
type LeftOut struct {
	Status string // as in the list, in lower case
	Rows   int
}

// Roster is the result of reading a list. People holds the valid rows even when other rows have problems.
type Roster struct {
	File   string
	People []Attendee
	// Recognised summarises in one line how the list was read: `Eventbrite export: 212 rows, 9 refunded left out;
	// name = First Name + Last Name`.
	Recognised string
	System     string // "Eventbrite export", "plain list"
	Encoding   string // WHATWG name of the encoding, or "xlsx"
	Rows       int    // non-blank rows below the header
	Refused    int    // rows with an error
	Merged     int    // further rows of people already listed
	LeftOut    []LeftOut
	// Notes are sentences about the list that are neither errors nor warnings.
	Notes []string
	// Tallies count the words of the status and presence columns, in the order status, cancellation, presence.
	Tallies []Tally
	// NotFound are the fields that papers show but no column of the list fills.
	NotFound []NotFound
	// Corrected counts the corrections that were applied.
	Corrected int
	columns   []ColumnUse
	table     Table
	ended     func() error // see Options
	han       bool         // a language of the event writes Han characters
}

// ColumnUse is the meaning that one column of the list was given.
type ColumnUse struct {
	Column   int    // from 1
	Header   string // as in the file
	TakenFor string // a field such as "name"; "" when the column is only kept in Fields
	Why      string
}

// Counted returns a line for each status and presence column with the count and meaning of each word.
func (r *Roster) Counted() []string {
	var lines []string
	for _, t := range r.Tallies {
		lines = append(lines, t.String())
	}
	return lines
}

// Explain returns the meaning given to each column and the reason, from left to right.
func (r *Roster) Explain() []ColumnUse { return slices.Clone(r.columns) }

// Options override what Read finds out by itself. The zero value suits almost every list.
type Options struct {
	// Encoding is a WHATWG label ("windows-1256"); if empty, the encoding is detected.
	Encoding string
	// Sheet is the sheet of a workbook; if empty, the visible one with a header of names.
	Sheet string
	// Columns maps a field of ours ("name") to a header of the list, or to "header [2]", the second column with
	// that header. "" leaves the field without a column.
	Columns map[string]string
	// Name is the pattern of names, "{{given}} {{middle}} {{family}}", made of parts of a name and columns of the
	// list; if empty, the parts are joined in the order of their language. "{{name}}" prints the name column
	// unchanged.
	Name string
	// Roles and Access are the words for each role and access mark of the event, in its order. They help to split
	// values joined by commas.
	Roles, Access [][]string
	// Languages are the languages of the event.
	Languages []string
	// Asked are the keys of columns, as in Attendee.Fields, that a rule of the event asks about: their answers are read.
	// "*" is for all: a rule says that everybody gets everything.
	Asked []string
	// Ended is asked every thousand rows; once it returns an error, nothing more is read, and the result is incomplete.
	// nil: everything is read. A context's Err serves.
	Ended func() error

	// Corrections are applied to the rows before anything else looks at them.
	Corrections Corrections
	// Table keeps the rows for Roster.Table.
	Table bool

	further bool // the list only adds to another list: it needs no names
}

// Read returns the people of a list and everything that is wrong with it. file is the name used in messages. The
// roster is never nil; with an Error among the problems it holds the valid rows. A problem's Column is the column
// of the table, from 1, as in Attendee.Columns; in a file whose encoding prevents splitting into cells it is the
// character of the line.
func Read(file string, data []byte, opt Options) (*Roster, source.Problems) {
	l := &list{Roster: &Roster{File: file, ended: opt.Ended, han: locale.Han(opt.Languages...) != ""}, opt: opt}
	if l.load(data) && l.recognise() {
		l.people()
	}
	l.report()
	l.problems.Sort()
	return l.Roster, l.problems
}

// list is a list being read, from bytes to people.
type list struct {
	unread bool // the columns are unclear, so no row was read
	*Roster
	opt      Options
	comma    byte // 0 in a workbook
	rows     []row
	header   row
	own      int // columns of the file; those that corrections add lie behind them
	skipped  int // rows above the header
	plan     plan
	problems source.Problems

	states     []*column // the status and presence columns
	days       dayColumns
	pattern    *pattern        // of names; nil: joined in the order of their language
	roleOf     map[string]int  // words of roles, built on first use
	steps      int             // rows read, split and filled in
	uncomputed map[[2]int]bool // cells of a sheet whose formula was never computed
	countries  map[string]bool // names in the language of the header, built on first use
	lang       string          // of the header, found on first use
	asked      bool
}

// enough counts a row and reports whether nothing more is to be read.
func (l *list) enough() bool { return ended(l.opt.Ended, &l.steps) }

// ended counts a row and reports whether a caller wants no more of them.
func ended(ask func() error, rows *int) bool {
	const each = 1000 // a few milliseconds
	*rows++
	return ask != nil && *rows%each == 0 && ask() != nil
}

// load splits data into rows and reports whether there are any.
func (l *list) load(data []byte) bool {
	if len(data) > MaxFile {
		l.fail(0, 0, "roster-too-large", "the file has %d MB; a list may have %d", len(data)>>20, MaxFile>>20)
		return false
	}
	if kind, ok := foreign(data); ok {
		l.fail(0, 0, "roster-format", "this is %s, not a list",
			kind).Hint = "open it in the program that made it and save it as CSV UTF-8 or as .xlsx"
		return false
	}
	if strings.HasPrefix(string(data[:min(len(data), 4)]), "PK\x03\x04") {
		return l.sheet(data)
	}
	text, ok := l.decode(data)
	return ok && l.cut(text)
}

// foreign recognises files that are not lists by their first bytes; "" for any other.
func foreign(data []byte) (string, bool) {
	for _, f := range []struct{ magic, kind string }{
		{"%PDF-", "a PDF"},
		{"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls) or one with a password"},
		{"{\\rtf", "an RTF document"},
		{"<!DOCTYPE", "a web page"},
		{"<html", "a web page"},
		{"\x89PNG", "a picture"},
		{"\xff\xd8\xff", "a picture"},
	} {
		if strings.HasPrefix(string(data[:min(len(data), 16)]), f.magic) {
			return f.kind, true
		}
	}
	return "", false
}
