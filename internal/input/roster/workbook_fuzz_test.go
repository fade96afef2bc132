package roster

import (
	"archive/zip"
	"bytes"
	"hash/crc32"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

// The parts of the workbook that FuzzWorkbook starts from.
const (
	bookTypes = `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`
	bookRels  = `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	partRels  = `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`
	bookPart  = `<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Guests" sheetId="1" r:id="rId1"/></sheets></workbook>`
	sheetHead = `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`
	sheetPart = sheetHead +
		`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>email</t></is></c><c r="C1" t="str"><v>Arrival</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" t="inlineStr"><is><t>a@example.org</t></is></c><c r="C2" s="1"><v>43000.5</v></c></row><row r="5"><c t="b"><v>1</v></c></row></sheetData></worksheet>`
	textsPart = `<?xml version="1.0" encoding="UTF-8"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>name</t></si><si><r><t xml:space="preserve">علی </t></r><r><t>رضایی</t></r></si></sst>`
	stylePart = `<?xml version="1.0" encoding="UTF-8"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>`
)

// packed packs parts, whatever they say, into a workbook. The parts are not
// compressed, so that a byte of the file is a byte of a part.
func packed(t testing.TB, book, sheet, texts, styles string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range [][2]string{
		{"[Content_Types].xml", bookTypes}, {"_rels/.rels", bookRels}, {"xl/_rels/workbook.xml.rels", partRels},
		{"xl/workbook.xml", book}, {"xl/worksheets/sheet1.xml", sheet}, {"xl/sharedStrings.xml", texts},
		{"xl/styles.xml", styles},
	} {
		h := zip.FileHeader{Name: part[0], CRC32: crc32.ChecksumIEEE([]byte(part[1])),
			CompressedSize64: uint64(len(part[1])), UncompressedSize64: uint64(len(part[1]))}
		w, err := z.CreateRaw(&h)
		if err == nil {
			_, err = w.Write([]byte(part[1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// FuzzWorkbook: any workbook, with one byte of its zip file changed or none,
// gives a roster that keeps its promises, twice the same, and the rows of its
// sheet are the same when they are written as CSV and read again.
func FuzzWorkbook(f *testing.F) {
	f.Add(bookPart, sheetPart, textsPart, stylePart, uint32(0), byte(0))
	f.Add(bookPart, sheetHead+
		`<row r="1048576"><c r="XFD1" t="s"><v>-1</v></c></row><row r="3"><c r="A3" t="e"><v>#REF!</v></c></row>`,
		textsPart, "", uint32(9), byte(8))
	f.Add(strings.Replace(bookPart, "Guests", "&#27;[31m", 1), sheetPart,
		`<sst><si><t>_x000D_=cmd|' /C calc'!A0</t></si>`, stylePart, uint32(30), byte(1))
	f.Fuzz(func(t *testing.T, book, sheet, texts, styles string, at uint32, flip byte) {
		data := packed(t, book, sheet, texts, styles)
		data[at%uint32(len(data))] ^= flip
		if !strings.HasPrefix(string(data), "PK\x03\x04") {
			t.Skip("no zip file")
		}
		r, problems := Read("list.xlsx", data, Options{})
		account(t, r, problems)
		for _, p := range append(problems, Preflight(r)...) {
			if s := p.Error(); strings.ContainsAny(s, "\x1b\n\u202e") {
				t.Errorf("a message does something to the terminal: %q", s)
			}
		}
		again, problemsAgain := Read("list.xlsx", data, Options{})
		if !reflect.DeepEqual(r, again) || !reflect.DeepEqual(problems, problemsAgain) {
			t.Error("the same workbook was read in two ways")
		}
		sameAsCSV(t, data)
	})
}

// sameAsCSV checks that nothing is lost between the cells of a workbook and the
// cells of the CSV file that says the same.
func sameAsCSV(t *testing.T, data []byte) {
	t.Helper()
	l := &list{Roster: &Roster{File: "list.xlsx"}}
	if !l.sheet(data) {
		return
	}
	var b strings.Builder
	line := 0
	for _, r := range l.rows {
		if r.line <= line {
			t.Fatalf("a row on line %d stands behind one on line %d", r.line, line)
		}
		if line = r.line; r.fault != nil {
			return
		}
		for i, c := range r.cells {
			if !utf8.ValidString(c) {
				t.Fatalf("line %d: %q is no text", r.line, c)
			}
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(`"` + strings.ReplaceAll(c, `"`, `""`) + `"`)
		}
		b.WriteByte('\n')
	}
	for i, r := range readAll(b.String(), ',') {
		if !reflect.DeepEqual(r.cells, l.rows[i].cells) {
			t.Errorf("row %d: %q became %q", i, l.rows[i].cells, r.cells)
		}
	}
}
