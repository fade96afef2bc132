package workbook

import (
	"bytes"
	"slices"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestLooks checks what a sheet shows besides its texts, and that long numbers keep all digits.
func TestLooks(t *testing.T) {
	book := excelize.NewFile()
	defer book.Close()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	struck, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Strike: true}})
	must(err)
	for cell, v := range map[string]any{"A1": "id", "B1": "name", "A2": 770001234567, "B2": "Ana", "A3": 1.5e14, "B3": "Bo", "A4": 7, "B4": "Cy", "A6": "7.70001E+11", "B6": "Di"} {
		must(book.SetCellValue("Sheet1", cell, v))
	}
	must(book.SetRowVisible("Sheet1", 3, false))
	must(book.SetCellStyle("Sheet1", "B4", "B4", struck))
	must(book.SetCellFormula("Sheet1", "C2", "A2&B2"))
	must(book.MergeCell("Sheet1", "D2", "E4"))
	_, err = book.NewSheet("Old")
	must(err)
	must(book.SetSheetVisible("Old", false))
	var data bytes.Buffer
	must(book.Write(&data))

	b, err := Open(data.Bytes())
	must(err)
	defer b.Close()
	if len(b.Sheets) != 2 || b.Sheets[0].Name != "Sheet1" || b.Sheets[0].Hidden || !b.Sheets[1].Hidden {
		t.Errorf("sheets: %+v", b.Sheets)
	}
	looks := b.Looks("Sheet1")
	if !slices.Equal(looks.Merges, []Merge{{3, 2, 4, 4}}) || !looks.Uncomputed[[2]int{2, 2}] || len(looks.Uncomputed) != 1 {
		t.Errorf("looks: %+v", looks)
	}
	var ids []string
	for row := range slices.Values(rowsOf(t, b, looks)) {
		ids = append(ids, row.Cells[0])
		if row.Hidden != (row.Line == 3) || row.Struck != (row.Line == 4) {
			t.Errorf("row %+v", row)
		}
	}
	if want := []string{"id", "770001234567", "150000000000000", "7", "7.70001E+11"}; !slices.Equal(ids, want) {
		t.Errorf("ids %q, want %q", ids, want)
	}
}

// rowsOf returns the rows of the first sheet.
func rowsOf(t *testing.T, b *Book, looks *Looks) []Row {
	t.Helper()
	var rows []Row
	if err := b.Each(b.Sheets[0].Name, looks, func(r Row) bool { rows = append(rows, r); return true }); err != nil {
		t.Fatal(err)
	}
	return rows
}

// TestOpenOthers checks the messages about files that are not workbooks.
func TestOpenOthers(t *testing.T) {
	for _, data := range []string{"", "PK\x03\x04garbage", "name\nAna\n"} {
		if b, err := Open([]byte(data)); err == nil {
			b.Close()
			t.Errorf("%q was opened", data)
		} else if _, ok := err.(NotWorkbook); !ok {
			t.Errorf("%q: %v", data, err)
		}
	}
}
