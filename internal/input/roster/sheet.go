package roster

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"lanyard/internal/base/source"
)

// sheet takes the rows of a workbook, each cell as the spreadsheet shows it:
// dates and numbers in the format of their cell.
func (l *list) sheet(data []byte) (ok bool) {
	l.Encoding = "xlsx"
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if kind, other := otherZip(z); err != nil || other {
		l.fail(0, 0, "roster-format", "this is %s, not a list", kind).Hint = "open it in the program that made it and save it as CSV UTF-8 or as .xlsx"
		return false
	}
	if err := weigh(z); err != nil {
		l.fail(0, 0, "roster-too-large", "the workbook %v", err).Hint = "save the sheet as CSV UTF-8, or delete what does not belong to the list"
		return false
	}
	// A damaged workbook can take the parser by surprise; the file is a
	// stranger's, so that is their problem and not a crash of ours.
	defer func() {
		if surprise := recover(); surprise != nil {
			l.broken(fmt.Errorf("%v", surprise))
			ok = false
		}
	}()
	book, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		UnzipSizeLimit:    maxUnzip,
		UnzipXMLSizeLimit: maxUnzip, // below it nothing is unpacked to disk
	})
	if err != nil {
		l.broken(err)
		return false
	}
	defer book.Close()
	name, ok := l.sheetName(book.GetSheetList())
	if !ok {
		return false
	}
	rows, err := book.Rows(name)
	if err != nil {
		l.broken(err)
		return false
	}
	defer rows.Close()
	return l.fill(rows)
}

// broken reports a workbook that cannot be read.
func (l *list) broken(err error) {
	l.fail(0, 0, "roster-workbook", "the workbook cannot be read: %v", err).Hint = "open it in a spreadsheet program and save it again, or save the sheet as CSV UTF-8"
}

// sheetName returns the sheet to read: the one asked for, or the first.
func (l *list) sheetName(sheets []string) (string, bool) {
	if len(sheets) == 0 {
		l.fail(0, 0, "roster-workbook", "the workbook has no sheet")
		return "", false
	}
	if l.opt.Sheet == "" {
		if len(sheets) > 1 {
			l.Notes = append(l.Notes, fmt.Sprintf("the workbook has %d sheets: %s was read", len(sheets), source.Quote(sheets[0])))
		}
		return sheets[0], true
	}
	for _, s := range sheets {
		if s == l.opt.Sheet {
			return s, true
		}
	}
	l.fail(0, 0, "roster-sheet", "the workbook has no sheet %s", source.Quote(l.opt.Sheet)).Hint = didYouMean(l.opt.Sheet, sheets)
	return "", false
}

// fill takes the rows of a sheet that are not blank.
func (l *list) fill(rows *excelize.Rows) bool {
	cells := 0
	for line := 1; rows.Next(); line++ {
		columns, err := rows.Columns()
		if err != nil {
			l.broken(err)
			return false
		}
		r := row{line: line, cells: columns}
		if r.blank() {
			continue
		}
		for i, c := range columns {
			if len(c) > maxCell {
				r.fault = tooLong(line, i+1, len(c))
			}
			columns[i] = unixLines(c)
		}
		cells += len(columns)
		l.rows = append(l.rows, r)
		switch {
		case len(columns) > maxColumns:
			l.fail(line, maxColumns+1, "roster-too-wide", "the row has more than %d columns", maxColumns).Hint = "delete the columns that nobody needs"
			return false
		case len(l.rows) > MaxRows, cells > maxCells:
			l.fail(line, 0, "roster-too-large", "the list has more than %d rows or %d cells", MaxRows, maxCells)
			return false
		}
	}
	if err := rows.Error(); err != nil {
		l.broken(err)
		return false
	}
	return true
}

// weigh refuses a workbook that would fill the memory once it is read: XML takes
// three times its bytes, a text in it six times, and a tag of five bytes three
// hundred where the part becomes a tree. Rows are read one after the other.
func weigh(z *zip.Reader) error {
	var all uint64
	for _, f := range z.File {
		if all += min(f.UncompressedSize64, maxUnzip+1); all > maxUnzip {
			return fmt.Errorf("has more than %d MB once unpacked", maxUnzip>>20)
		}
	}
	for _, f := range z.File {
		most := maxTags
		switch name := strings.ToLower(f.Name); {
		case strings.HasPrefix(name, "xl/worksheets/"):
			most = maxUnzip
		case name == "xl/sharedstrings.xml":
			most = maxTexts
		}
		switch tags, text := measure(f, most); {
		case text > maxCell:
			return fmt.Errorf("has a text of more than %d bytes in %s", maxCell, source.Quote(f.Name))
		case tags > most:
			return fmt.Errorf("has more than %d elements in %s", most, source.Quote(f.Name))
		}
	}
	return nil
}

// measure counts the opening tags of a part, and the bytes of the longest
// stretch without any tag, as far as the part can be unpacked and until one is
// too many.
func measure(f *zip.File, most int) (tags, longest int) {
	r, err := f.Open()
	if err != nil {
		return 0, 0 // the reader of the workbook says so better
	}
	defer r.Close()
	buffer := make([]byte, 64<<10)
	for text := 0; err == nil && tags <= most && longest <= maxCell; {
		var n int
		n, err = r.Read(buffer)
		b := buffer[:n]
		tags += bytes.Count(b, []byte("<")) - bytes.Count(b, []byte("</"))
		if first := bytes.IndexByte(b, '<'); first < 0 {
			text += n
		} else {
			longest = max(longest, text+first)
			text = n - bytes.LastIndexByte(b, '<') // a shorter one in between is none
		}
		longest = max(longest, text)
	}
	return tags, longest
}

// otherZip names a zip file that is no workbook of the kind we read; z is nil
// for one that cannot be opened.
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
