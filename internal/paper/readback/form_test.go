package readback

import (
	"context"
	"errors"
	"strings"
	"testing"
)

// TestReadRefusesWhatAViewerMayShow changes one thing in a file in the form of ours, so that some viewer would show
// something that is not read.
func TestReadRefusesWhatAViewerMayShow(t *testing.T) {
	whole := [][2]string{
		{"<</Type/Catalog/Pages 2 0 R/Lang(en)>>"},
		{"<</Type/Pages/Count 1/Kids[3 0 R]>>"},
		{"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Resources 4 0 R/Contents 5 0 R/Annots[6 0 R]>>"},
		{"<</Font<</T0 7 0 R>>/ExtGState<</GS1<</Type/ExtGState/ca 1/CA 1/BM/Normal>>>>>>"},
		{"", "q 1 0 0 1 5 5 cm BT /T0 9 Tf 1 2 Td /P<</MCID 0>>BDC [<0001>]TJ EMC ET Q"},
		{"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/Border[0 0 0]/A<</S/URI/URI(https://x/)>>/F 4/Contents(x)/StructParent 1>>"},
		{"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[9 0 R]/ToUnicode 8 0 R>>"},
		{"", "beginbfchar\n<0001><0041>\n"},
		{"<</Type/Font/Subtype/CIDFontType2/CIDSystemInfo<<>>/FontDescriptor 10 0 R/CIDToGIDMap/Identity/DW 500/W[]>>"},
		{"<</Type/FontDescriptor/FontName/A/Flags 4/FontBBox[0 0 9 9]/ItalicAngle 0/StemV 9/FontFile2 8 0 R>>"},
	}
	read := func(old, new string) error {
		t.Helper()
		changed := make([][2]string, len(whole))
		found := 0
		for i, o := range whole {
			for k := range o {
				found += strings.Count(o[k], old)
				changed[i][k] = strings.ReplaceAll(o[k], old, new)
			}
		}
		if old != "" && found != 1 {
			t.Fatalf("%q is there %d times", old, found)
		}
		sheets, err := Read(context.Background(), small(changed...))
		if err == nil && (len(sheets) != 1 || strings.Join(sheets[0].Text, "") != "A" || len(sheets[0].Links) != 1) {
			t.Errorf("%q: %v", new, sheets)
		}
		return err
	}
	if err := read("cm BT", "cm\nBT"); err != nil {
		t.Fatalf("a file of ours: %v", err)
	}
	if err := read("/Lang(en)", "/Outlines<</Type/Outlines/Count 1/First<</Title(x)/Dest[3 0 R/Fit]>>>>"); err != nil {
		t.Errorf("with a bookmark: %v", err)
	}
	for name, change := range map[string][2]string{
		"a form":                      {"/Lang(en)", "/AcroForm<<>>"},
		"a blend mode":                {"/BM/Normal", "/BM/Difference"},
		"a bookmark that acts":        {"/Lang(en)", "/Outlines<</First<</Title(x)/A<</S/URI/URI(https://y/)>>>>>>"},
		"a bookmark without end":      {"/Lang(en)", "/Outlines<</First<</Title(x)/Dest[3 0 R/Fit]/Next 3 0 R>>>>"},
		"a bookmark elsewhere":        {"/Lang(en)", "/Outlines<</First<</Title(x)/Dest(name)>>>>"},
		"outlines that act":           {"/Lang(en)", "/Outlines<</A<<>>>>"},
		"layers":                      {"/Lang(en)", "/OCProperties<<>>"},
		"an action":                   {"/Lang(en)", "/OpenAction[3 0 R/Fit]"},
		"a script":                    {"/Lang(en)", "/Names<</JavaScript<<>>>>"},
		"a page without a type":       {"[3 0 R]", "[3 0 R<</MediaBox[0 0 9 9]/Contents 5 0 R>>]"},
		"a page of another type":      {"[3 0 R]", "[3 0 R<</Type/Template/Kids[3 0 R]>>]"},
		"an empty branch":             {"[3 0 R]", "[3 0 R<</Type/Pages/Count 0/Kids[]>>]"},
		"inherited turns":             {"/Count 1", "/Rotate 180"},
		"a turned page":               {"/Parent 2 0 R", "/Rotate 90"},
		"a cropped page":              {"/Parent 2 0 R", "/CropBox[0 0 9 9]"},
		"another unit":                {"/Parent 2 0 R", "/UserUnit 9"},
		"actions of a page":           {"/Parent 2 0 R", "/AA<<>>"},
		"content twice":               {"/Parent 2 0 R", "/Contents 8 0 R"},
		"content twice, one null":     {"/Parent 2 0 R", "/Contents null"},
		"content twice, in disguise":  {"/Parent 2 0 R", "/#43ontents 8 0 R"},
		"a look":                      {"/F 4", "/AP<</N 5 0 R>>"},
		"a field":                     {"/Subtype/Link", "/Subtype/Widget"},
		"a stamp":                     {"/Subtype/Link", "/Subtype/Stamp"},
		"text over the page":          {"/Subtype/Link", "/Subtype/FreeText"},
		"a border":                    {"/Border[0 0 0]", "/Border[0 0 99]"},
		"the usual border":            {"/Border[0 0 0]", ""},
		"another action":              {"/S/URI", "/Next<<>>"},
		"layers of a page":            {"/Font<<", "/Properties<<>>/Font<<"},
		"a font of a graphics state":  {"/ca 1", "/Font[7 0 R 9]"},
		"a mask":                      {"/ca 1", "/SMask<<>>"},
		"a font of another kind":      {"/Type0", "/Type3"},
		"codes of another kind":       {"/Identity-H", "/Identity-V"},
		"a font with more":            {"/BaseFont/A", "/CharProcs<<>>"},
		"letters of two kinds":        {"/StemV 9", "/FontFile 8 0 R"},
		"letters of a third kind":     {"/StemV 9", "/FontFile3 8 0 R"},
		"letters from top to bottom":  {"/DW 500", "/DW2[0 0]"},
		"letters of two fonts":        {"[9 0 R]", "[9 0 R 9 0 R]"},
		"content in a layer":          {"/P<</MCID 0>>BDC", "/OC<</MCID 0>>BDC"},
		"a layer by name":             {"/P<</MCID 0>>BDC", "/OC/L BDC"},
		"narrow text":                 {"1 2 Td", "0 Tz"},
		"invisible text":              {"1 2 Td", "3 Tr"},
		"text as a clip":              {"1 2 Td", "7 Tr"},
		"another line":                {"1 2 Td", "T*"},
		"a matrix of text":            {"1 2 Td", "1 0 0 1 9 9 Tm"},
		"spaced text":                 {"1 2 Td", "99 Tc"},
		"a picture among operators":   {"1 2 Td", "BI ID EI"},
		"operators of other programs": {"1 2 Td", "BX EX"},
	} {
		if err := read(change[0], change[1]); !errors.Is(err, ErrForeign) {
			t.Errorf("%s: %v", name, err)
		}
	}
	data := string(small(whole...))
	const first = "1 0 obj\n<<"
	for name, changed := range map[string]string{
		"another table first":  strings.Replace(data, "%PDF-1.7\n", "%PDF-1.7\n99 0 obj\n<</Linearized 1/L 1>>\nendobj\n", 1),
		"the same in disguise": strings.Replace(data, "%PDF-1.7\n", "%PDF-1.7\n%x\n99 0 obj<</#4cinearized 1>>endobj\n", 1),
		"no object first":      strings.Replace(data, "%PDF-1.7\n"+first, "%PDF-1.7\n)))))))))"[:9]+"\n)"+first, 1),
	} {
		if changed == data || !linearized([]byte(changed)) {
			t.Errorf("%s: the file may begin otherwise, and is taken", name)
		}
	}
	endless := strings.Replace(data, "\nendstream\n", "\nendobj   \n", 1) // some viewers read on to the next endstream
	if _, err := Read(context.Background(), []byte(endless)); endless == data || !errors.Is(err, ErrForeign) {
		t.Errorf("a stream without end: %v", err)
	}
	if linearized([]byte(data)) {
		t.Error("our own file is said to be linearized")
	}
}

// TestReadEnds stops all readers with a context that has ended.
func TestReadEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	data := small([2]string{"<</Type/Catalog/Pages 2 0 R>>"}, [2]string{"<</Type/Pages/Kids[]>>"})
	if _, err := Read(ctx, data); !errors.Is(err, context.Canceled) {
		t.Errorf("Read: %v", err)
	}
	if _, err := Attached(ctx, data); !errors.Is(err, context.Canceled) {
		t.Errorf("Attached: %v", err)
	}
	if _, err := Links(ctx, data); !errors.Is(err, context.Canceled) {
		t.Errorf("Links: %v", err)
	}
}
