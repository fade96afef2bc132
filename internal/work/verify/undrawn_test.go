package verify

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"lanyard/fonts"
	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/pdf"
	"lanyard/internal/paper/readback"
	"lanyard/internal/paper/xref"
	"lanyard/internal/trust/credential"
	"lanyard/internal/typography/font"
)

// withForm writes a file of ours anew, in the same form, with operators after those of its page, and XObjects: X0, X1 and
// so on, which find each other under these names, and X1 as REF1. An XObject is a dictionary, "stream", a line feed, and content.
func withForm(t *testing.T, data []byte, operators string, xobjects ...string) []byte {
	t.Helper()
	f, err := readback.Open(t.Context(), data, 1<<30, 1<<30)
	if err != nil {
		t.Fatal(err)
	}
	size, _ := cos.Int(f.Trailer["Size"])
	var b bytes.Buffer
	w := xref.NewWriter(&b)
	number := func(r cos.Ref) int { return int(r) }
	for range size - 1 {
		w.Next()
	}
	names := ""
	for i := range xobjects {
		names += fmt.Sprintf("/X%d %d 0 R", i, size+i)
	}
	for i, x := range xobjects {
		dict, content, _ := strings.Cut(x, "stream\n")
		dict = strings.NewReplacer("XOBJECTS", "/XObject<<"+names+">>", "REF1", fmt.Sprintf("%d 0 R", size+1)).Replace(dict)
		if id := w.Object(fmt.Appendf(nil, "<<%s/Length %d>>", dict, len(content)), []byte(content)); id != size+i {
			t.Fatalf("object %d instead of %d", id, size+i)
		}
	}
	var content, resources cos.Ref
	for n := 1; n < size; n++ {
		v, _ := f.Object(n)
		if d, ok := v.(cos.Dict); ok && d["Type"] == cos.Name("Page") {
			content, _ = d["Contents"].(cos.Ref)
			resources, _ = d["Resources"].(cos.Ref)
		}
	}
	for n := 1; n < size; n++ {
		v, err := f.Object(n)
		switch v := v.(type) {
		case *cos.Stream:
			if n == int(content) {
				all, err := f.Decode(v)
				if err != nil {
					t.Fatal(err)
				}
				all = append(append([]byte("q "), all...), " Q\n"+operators...)
				w.Write(n, fmt.Appendf(nil, "<</Length %d>>", len(all)), all)
			} else if typ := v.Dict["Type"]; typ == cos.Name("XRef") || typ == cos.Name("ObjStm") {
				w.Write(n, []byte("null"), nil)
			} else {
				w.Write(n, cos.Append(nil, v.Dict, number), v.Raw)
			}
		case cos.Dict:
			written := cos.Append(nil, v, number)
			if n == int(resources) {
				written = append(written[:len(written)-2], "/XObject<<"+names+">>>>"...)
			}
			w.Write(n, written, nil)
		default:
			if err != nil {
				v = nil
			}
			w.Write(n, cos.Append(nil, v, number), nil)
		}
	}
	if err := w.Close(int(f.Trailer["Root"].(cos.Ref)), int(f.Trailer["Info"].(cos.Ref))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestAttackUndrawn paints, in every way that the program cannot draw, over the signed name and elsewhere: over the name it
// may hide it, so the page is not compared; elsewhere it may show another name, which is said.
func TestAttackUndrawn(t *testing.T) {
	by, key, claim := school(t)
	token := sign(t, claim, key)
	f, _ := font.NewLibrary(fonts.FS).Named("NotoSans-Regular")
	items := []page.Item{&page.Link{Box: geom.Rect{W: geom.MM(10), H: geom.MM(10)}, URL: token.URL(host)}}
	for i, s := range []string{claim.Name, "German course A1", "Speaker", "School", "1. Januar 1970", claim.Number.String()} {
		items = append(items, textItem(f, s, geom.Position{X: geom.MM(5), Y: geom.MM(float64(10 + 6*i))}, 12*geom.Point, grey(0)))
	}
	var b bytes.Buffer
	p := &page.Page{Size: geom.Size{W: geom.MM(100), H: geom.MM(100)}, Items: items}
	if err := pdf.Write(&b, pdf.Meta{Title: "Certificate"}, []*page.Page{p}); err != nil {
		t.Fatal(err)
	}
	const (
		over      = "10 245 230 30" // the name, in points
		elsewhere = "10 20 230 50"
		form      = "/Type/XObject/Subtype/Form/BBox[0 0 230 50]"
		picture   = "/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray"
		rect      = "0 0 230 50 re f\n"
	)
	for how, objects := range map[string][]string{
		"a picture":                       {form + "/Resources<<XOBJECTS>>stream\n230 0 0 50 0 0 cm /X1 Do", picture + "stream\n\xff"},
		"a picture of unknown format":     {form + "/Resources<<XOBJECTS>>stream\n230 0 0 50 0 0 cm /X1 Do", picture + "/Filter/JPXDecodestream\nx"},
		"a picture with an alternate":     {form + "/Resources<<XOBJECTS>>stream\n230 0 0 50 0 0 cm /X1 Do", picture + "/Alternates[]stream\n\xff"},
		"an inline picture":               {form + "/Resources<<>>stream\n230 0 0 50 0 0 cm BI /W 1/H 1/BPC 8/CS/G ID \xff EI"},
		"a mask":                          {form + "/Resources<<XOBJECTS>>stream\n1 g 230 0 0 50 0 0 cm /X1 Do", "/Subtype/Image/Width 1/Height 1/ImageMask truestream\n\x00"},
		"a mask filled with a pattern":    {form + "/Resources<<XOBJECTS/Pattern<</P<</PatternType 2/Shading<</ShadingType 4>>>>>>>>stream\n/Pattern cs /P scn 230 0 0 50 0 0 cm /X1 Do", "/Subtype/Image/Width 1/Height 1/ImageMask truestream\n\x00"},
		"a soft mask":                     {form + "/Resources<</ExtGState<</G<</SMask<</S/Alpha>>>>>>>>stream\n/G gs 1 g " + rect},
		"a pattern of nothing":            {form + "/Resources<</Pattern<</P 9999 0 R>>>>stream\n/Pattern cs /P scn " + rect},
		"a pattern of countless tiles":    {form + "/Resources<<XOBJECTS/Pattern<</P REF1>>>>stream\n/Pattern cs /P scn " + rect, "/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep .01/YStep .01/Resources<<>>stream\n1 g 0 0 1 1 re f"},
		"a mesh":                          {form + "/Resources<</Shading<</S<</ShadingType 4/ColorSpace/DeviceGray>>>>>>stream\n/S sh"},
		"a line along a gradient":         {form + "/Resources<</Pattern<</P<</PatternType 2/Shading<</ShadingType 4>>>>>>>>stream\n/Pattern CS /P SCN 50 w 0 25 m 230 25 l S"},
		"a font of drawings":              {form + "/Resources<</Font<</T<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/Encoding<</Differences[65/a]>>/CharProcs<</a 1 0 R>>/FirstChar 65/LastChar 65/Widths[9]>>>>>>stream\nBT /T 20 Tf (A) Tj ET"},
		"a blend":                         {form + "/Resources<</ExtGState<</G<</BM/Difference/ca .5>>>>>>stream\n/G gs 1 g " + rect},
		"a blend of a group":              {form + "/Resources<</ExtGState<</G<</BM/Difference/ca .5>>>>XOBJECTS>>stream\n/G gs /X1 Do", form + "/Group<</S/Transparency>>/Resources<</ExtGState<</N<</BM/Normal>>>>>>stream\n/N gs 1 g " + rect},
		"something after a mistake":       {form + "/Resources<<>>stream\n(\\ 1 g " + rect},
		"a form of unknown format":        {form + "/Resources<<>>/Filter/Cryptstream\n1 g " + rect},
		"something after countless steps": {form + "/Resources<<>>stream\n" + strings.Repeat("0 g\n", 2_000_001) + "1 g " + rect},
		"an object of unknown kind":       {"/Type/XObject/Subtype/PSstream\n"},
		"letters that clip a picture": {form + "/Resources<<XOBJECTS/Font<</T<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>stream\nBT 7 Tr /T 40 Tf (Max) Tj ET 230 0 0 50 0 0 cm /X1 Do",
			picture + "stream\n\x00"},
		"form in form": {form + "/Resources<<XOBJECTS>>stream\n/X1 Do", form + "/Resources<<XOBJECTS>>stream\n/X2 Do", form + "/Resources<<XOBJECTS>>stream\n230 0 0 50 0 0 cm /X3 Do", picture + "stream\n\xff"},
	} {
		for _, where := range []string{over, elsewhere} {
			var x, y, w, h float64
			fmt.Sscan(where, &x, &y, &w, &h)
			r := File(t.Context(), withForm(t, b.Bytes(), fmt.Sprintf("q %v 0 0 %v %v %v cm /X0 Do Q\n", w/230, h/50, x, y), objects...), by, day)[0]
			if r.Page != 1 || len(r.Differing()) > 0 {
				t.Fatalf("%s: page %d, %q differ: the file is not in our form", how, r.Page, names(r.Differing()))
			}
			if where == over && r.ExitCode() != ExitUncompared {
				t.Errorf("%s over the name: exit %d, %+v", how, r.ExitCode(), r.Besides)
			}
			somewhere := !strings.HasPrefix(how, "something after") && !strings.HasSuffix(how, "unknown kind") && how != "a form of unknown format"
			if s := r.Besides; where == elsewhere && (s.Pictures+s.Shapes+s.Undrawn == 0 || r.ExitCode() == ExitUncompared && somewhere) {
				t.Errorf("%s elsewhere: exit %d, %+v", how, r.ExitCode(), s)
			}
		}
	}

	tiles := ""
	for i := range 40 {
		tiles += fmt.Sprintf("q 6 0 0 50 %d 20 cm /X0 Do Q\n", 10+6*i)
	}
	if r := File(t.Context(), withForm(t, b.Bytes(), tiles, picture+"stream\n\x00"), by, day)[0]; r.Besides.Pictures != 1 {
		t.Errorf("a picture in tiles: %+v", r.Besides)
	}
	small := form + "/Resources<<>>stream\n0 0 9 9 re f"
	if r := File(t.Context(), withForm(t, b.Bytes(), "q 1 0 0 1 10 20 cm /X0 Do Q\n", small), by, day)[0]; r.ExitCode() != credential.StateUnknown.ExitCode() ||
		r.Besides.Pictures+r.Besides.Shapes+r.Besides.Undrawn > 0 {
		t.Errorf("a small box: exit %d, %+v", r.ExitCode(), r.Besides)
	}
}
