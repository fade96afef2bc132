// Package workbook reads the sheets of an XLSX workbook row by row, each cell as
// the spreadsheet shows it, and tells what the rows look like on the screen:
// hidden, struck out, merged. It takes bytes from strangers: a workbook that would
// fill the memory is refused before anything of it is kept, and a damaged one is
// an error.
package workbook

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// The limits of what reading a workbook may cost.
const (
	MaxUnzip = 40 << 20 // bytes of an unpacked workbook: 100,000 people with eight cells each
	MaxTexts = 400_000  // elements of a workbook's texts: 200,000 different ones, two each
	MaxTags  = 100_000  // elements of any other part that is read whole: spreadsheet programs keep 65,490 styles
	MaxText  = 1 << 20  // bytes of a text: a form's longest answer is 4,000 characters
	MaxSheet = 1_000    // sheets: programs begin with one to three

	// MaxCells is how many bytes the cells of all sheets have once each of them has
	// its own copy of its text: 100,000 people with a kilobyte each.
	MaxCells = 100 << 20

	maxFormat  = 255 // bytes of a number format: Excel takes no more
	maxRepeats = 4   // places for a text in one: there is one, in the last of its four parts
)

// NotWorkbook is the error of Open for a file that is something else. Its text
// names its format: "a Word document".
type NotWorkbook string

// Error names the format of the file.
func (e NotWorkbook) Error() string { return string(e) }

// TooLarge is the error of Open for a workbook beyond a limit. Its text says
// which: "has more than 40 MB once unpacked".
type TooLarge string

// Error says which limit the workbook goes beyond.
func (e TooLarge) Error() string { return string(e) }

// Sheet is a sheet of a workbook.
type Sheet struct {
	Name   string
	Hidden bool
	part   string // path in the zip file
}

// Row is a row of a sheet, from its first cell to the last that is not empty.
type Row struct {
	Line   int // from 1
	Cells  []string
	Hidden bool // by hand or by a filter
	Struck bool // a cell of it is struck out
}

// Merge is a rectangle of cells that were merged into one: columns from 0, lines from 1.
type Merge struct {
	Column, Line         int
	LastColumn, LastLine int
}

// Book is a workbook that was opened. Close it.
type Book struct {
	Sheets []Sheet
	book   *excelize.File
	zip    *zip.Reader
	struck []bool // by the number of a cell's style
}

// Open opens a workbook. The error is NotWorkbook or TooLarge, or says what is
// wrong with the file.
func Open(data []byte) (b *Book, err error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if kind, other := otherZip(z); err != nil || other {
		return nil, NotWorkbook(kind)
	}
	if err := weigh(z); err != nil {
		return nil, TooLarge(err.Error())
	}
	// A damaged workbook can take the parser by surprise; the file is a
	// stranger's, so that is an error and not a crash of ours.
	defer rescue(&err)
	book, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		UnzipSizeLimit:    MaxUnzip,
		UnzipXMLSizeLimit: MaxUnzip, // below it nothing is unpacked to disk
	})
	if err != nil {
		return nil, err
	}
	b = &Book{book: book, zip: z}
	parts := sheetParts(z)
	for _, name := range book.GetSheetList() {
		s := Sheet{Name: name}
		if i := slices.IndexFunc(parts, func(p Sheet) bool { return p.Name == name }); i >= 0 {
			s = parts[i]
		}
		b.Sheets = append(b.Sheets, s)
	}
	if len(b.Sheets) == 0 {
		b.Close()
		return nil, errors.New("it has no sheet")
	}
	b.struck = struckStyles(z)
	return b, nil
}

// rescue turns a panic into an error.
func rescue(err *error) {
	if surprise := recover(); surprise != nil {
		*err = fmt.Errorf("%v", surprise)
	}
}

// Close releases the workbook.
func (b *Book) Close() {
	b.book.Close()
}

// Each calls use for each row of a sheet that has content, until it
// returns false. Whole numbers that the spreadsheet shows shortened
// (7.70001E+11) have all their digits.
func (b *Book) Each(sheet string, look *Looks, use func(Row) bool) (err error) {
	defer rescue(&err)
	rows, err := b.book.Rows(sheet)
	if err != nil {
		return err
	}
	defer rows.Close()
	raw := lockstep{book: b.book, sheet: sheet}
	defer raw.close()
	for line := 1; rows.Next(); line++ {
		cells, err := rows.Columns()
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(cells, func(c string) bool { return strings.TrimSpace(c) != "" }) {
			continue
		}
		for i, c := range cells {
			if scientific.MatchString(c) {
				cells[i] = raw.digits(line, i, c)
			}
		}
		if !use(Row{Line: line, Cells: cells, Hidden: look.hides(line), Struck: look.strikes(line)}) {
			return nil
		}
	}
	return rows.Error()
}

// scientific matches a number as a spreadsheet shortens it.
var scientific = regexp.MustCompile(`^\d([.,]\d+)?E\+\d+$`)

// lockstep reads the cells of a sheet a second time, as they are stored, up to
// the line that is asked for.
type lockstep struct {
	book  *excelize.File
	sheet string
	rows  *excelize.Rows
	line  int
	cells []string
}

// digits returns a whole number with all its digits, or shown when the cell holds none.
func (l *lockstep) digits(line, column int, shown string) string {
	if l.rows == nil {
		rows, err := l.book.Rows(l.sheet)
		if err != nil {
			return shown
		}
		l.rows = rows
	}
	for l.line < line && l.rows.Next() {
		l.line++
		l.cells, _ = l.rows.Columns(excelize.Options{RawCellValue: true})
	}
	if l.line != line || column >= len(l.cells) || l.cells[column] == shown { // the last is a text that says so
		return shown
	}
	n, err := strconv.ParseFloat(l.cells[column], 64)
	if err != nil || n != math.Trunc(n) || n >= 1e15 || strings.ContainsAny(l.cells[column], ".") &&
		!strings.ContainsAny(l.cells[column], "eE") {
		return shown // a text, or a number of which the spreadsheet keeps 15 digits
	}
	return strconv.FormatFloat(n, 'f', 0, 64)
}

// close releases the second reading.
func (l *lockstep) close() {
	if l.rows != nil {
		l.rows.Close()
	}
}

// otherZip names a zip file that is not a workbook we read; z is nil for one that cannot be opened.
func otherZip(z *zip.Reader) (string, bool) {
	if z == nil {
		return "a damaged workbook or zip file", true
	}
	files := map[string]bool{}
	for _, f := range z.File {
		files[f.Name] = true
	}
	switch {
	case files["xl/workbook.xml"]:
		return "", false
	case files["word/document.xml"]:
		return "a Word document", true
	case files["content.xml"]:
		return "an OpenDocument file", true
	case files["Index/Document.iwa"]:
		return "a Numbers document", true
	}
	return "a zip file", true
}
