package workbook

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// related returns the relationships of a part that refers to one other part.
func related(kind, target string) string {
	return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" ` +
		`Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/` + kind + `" Target="` + target +
		`"/></Relationships>`
}

// zipped returns a workbook of one sheet with the given cells and shared texts.
func zipped(t *testing.T, cells, texts, formats string) []byte {
	t.Helper()
	const main = ` xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`},
		{"_rels/.rels", related("officeDocument", "xl/workbook.xml")},
		{"xl/workbook.xml", `<workbook` + main +
			` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">` +
			`<sheets><sheet name="List" sheetId="1" r:id="rId1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", related("worksheet", "worksheets/sheet1.xml")},
		{"xl/worksheets/sheet1.xml", `<worksheet` + main + `><sheetData>` + cells + `</sheetData></worksheet>`},
		{"xl/sharedStrings.xml", `<sst` + main + `>` + texts + `</sst>`},
		{"xl/styles.xml", `<styleSheet` + main + `><numFmts count="1">` + formats + `</numFmts></styleSheet>`},
	} {
		w, err := z.Create(part[0])
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

// TestSharedTexts opens an attack: a small workbook whose cells all refer to one long text, in every spelling of such a
// cell.
func TestSharedTexts(t *testing.T) {
	long := "<si><t>" + strings.Repeat("a", MaxText*9/10) + "</t></si>"
	row := func(cell string) string {
		var b strings.Builder
		for line := 1; line <= 200; line++ {
			fmt.Fprintf(&b, `<row r="%d">%s</row>`, line, strings.ReplaceAll(cell, "LINE", fmt.Sprint(line)))
		}
		return b.String()
	}
	const number = `<c r="ALINE"><v>0</v></c>`
	format := func(code string) string { return `<numFmt numFmtId="200" formatCode="` + code + `"/>` }
	for name, c := range map[string]struct {
		cell, texts, formats string
		refused              bool
	}{
		"usual":           {`<c r="ALINE" t="s"><v>0</v></c>`, long, "", true},
		"other quotes":    {`<c r="ALINE" t='s'><v>0</v></c>`, long, "", true},
		"spaces":          {`<c r="ALINE" t = "s"><v> 0 </v></c>`, long, "", true},
		"entities":        {`<c r="ALINE" t="&#115;"><v>&#48;</v></c>`, long, "", true},
		"CDATA":           {`<c r="ALINE" t="s"><v><![CDATA[0]]></v></c>`, long, "", true},
		"a comment":       {`<c r="ALINE" t="s"><v>0<!-- < --></v></c>`, long, "", true},
		"a prefix":        {`<x:c r="ALINE" t="s"><x:v>0</x:v></x:c>`, long, "", true},
		"numbers":         {number, long, "", false},
		"a short text":    {`<c r="ALINE" t="s"><v>1</v></c>`, long + "<si><t>Ana</t></si>", "", false},
		"a long format":   {number, "", format(strings.Repeat("0", 500)), true},
		"a longer format": {number, "", format(strings.Repeat("0", 100_000)), true},
		"many places":     {number, "", format(strings.Repeat("@", 9)), true},
		"a usual format":  {number, "", format(`_-* #,##0.00\ &quot;€&quot;_-;_-@_-`), false},
	} {
		b, err := Open(zipped(t, row(c.cell), c.texts, c.formats))
		if err == nil {
			b.Close()
		}
		var large TooLarge
		if errors.As(err, &large) != c.refused || !c.refused && err != nil {
			t.Errorf("%s: %v; refused should be %t", name, err, c.refused)
		}
	}
}
