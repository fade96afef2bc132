package extract

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
)

// pdf returns a file of one page with the given content and resources; extra objects are numbered from 5.
func pdf(content, resources string, extra ...string) []byte {
	b := []byte("%PDF-1.7\n")
	objects := append([]string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 420 320]/TrimBox[10 10 410 310]/BleedBox[0 0 420 320]/Resources<<" +
			resources + ">>>>", stream("", content)}, extra...)
	var table strings.Builder
	for i, o := range objects {
		fmt.Fprintf(&table, "%010d 00000 n \n", len(b))
		b = fmt.Appendf(b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	return fmt.Appendf(b, "xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n",
		len(objects)+1, table.String(), len(objects)+1, len(b))
}

func stream(entries, data string) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", entries, len(data), data)
}

// fonts are the font resources of the tests: standard fonts, a font with Differences, a font with two-byte codes.
const fonts = `/Font<</H<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>/T<</Type/Font/Subtype/Type1/BaseFont/Times-BoldItalic>>` +
	`/D<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+Own/FirstChar 1/Widths[500 500 600]/Encoding<</Differences[1/eacute/f_i/uni4E2D]>>>>` +
	`/W<</Type/Font/Subtype/Type0/BaseFont/Wide/Encoding/Identity-H/DescendantFonts[<</Subtype/CIDFontType2/DW 800/W[3[700]5 6 400]>>]/ToUnicode 5 0 R>>>>`

var toUnicode = stream("", "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange "+
	"2 beginbfchar <0003> <06390644> <0004> <D83DDE00> endbfchar 1 beginbfrange <0005> <0006> <0041> endbfrange endcmap")

// TestTexts reads text in each kind of font and by each operator.
func TestTexts(t *testing.T) {
	for name, c := range map[string]struct{ content, want string }{
		"simple":           {"BT /H 20 Tf 30 110 Td (Hello) Tj ET", "Hello@20,200 45.6x20"},
		"kerning":          {"BT /H 20 Tf 30 110 Td [(Hel)-1000(lo)] TJ ET", "Hel lo@20,200 65.6x20"},
		"no space":         {"BT /H 20 Tf 30 110 Td (a) Tj 16 0 Td (b) Tj ET", "a b@20,200 27.1x20"},
		"wide gap":         {"BT /H 20 Tf 30 110 Td (a) Tj 100 0 Td (b) Tj ET", "a@20,200 11.1x20|b@120,200 11.1x20"},
		"line operators":   {"BT /H 10 Tf 12 TL 30 110 Td (a) Tj (b) ' 1 2 (c) \" ET", "a@20,200 5.6x10|b@20,212 5.6x10|c@20,224 7x10"},
		"scaled matrix":    {"q 2 0 0 2 10 10 cm BT 10 0 0 10 10 50 Tm /H 1 Tf (ab) Tj ET Q", "ab@20,200 22.2x20"},
		"stretched":        {"BT /H 20 Tf 50 Tz 30 110 Td (Hello) Tj ET", "Hello@20,200 22.8x20"},
		"differences":      {"BT /D 10 Tf 30 110 Td (\\001\\002\\003) Tj ET", "éfi中@20,200 16x10"},
		"wide":             {"BT /W 10 Tf 30 110 Td <0003000400050006> Tj ET", "عل😀AB@20,200 23x10"},
		"without text":     {"BT /W 10 Tf 30 110 Td <0009> Tj ET", "\ufffd@20,200 8x10"},
		"invisible":        {"BT 3 Tr /H 10 Tf 30 110 Td (a) Tj ET", ""},
		"clipped":          {"0 0 10 10 re W n BT /H 10 Tf 30 110 Td (a) Tj ET", ""},
		"restored":         {"q 0 0 10 10 re W n Q BT /H 10 Tf 30 110 Td (a) Tj ET", "a@20,200 5.6x10"},
		"covered":          {"BT /H 10 Tf 30 110 Td (a) Tj ET 1 g 0 0 420 320 re f", ""},
		"below":            {"1 g 0 0 420 320 re f 0 g BT /H 10 Tf 30 110 Td (a) Tj ET", "a@20,200 5.6x10"},
		"in a form":        {"q 1 0 0 1 0 60 cm /X Do Q", "in@20,200 7.8x10"},
		"inline picture":   {"BI /W 1 /H 1 /BPC 8 /CS /G ID \x00(( EI BT /H 10 Tf 30 110 Td (a) Tj ET", "a@20,200 5.6x10"},
		"missing operands": {"Tf BT /H 10 Tf 1 Td 30 110 Td Tj (a) Tj ET", "a@20,200 5.6x10"},
	} {
		p, err := Read(t.Context(), pdf(c.content, fonts+"/XObject<</X 6 0 R>>", toUnicode,
			stream("/Type/XObject/Subtype/Form/BBox[0 0 400 300]/Resources<<"+fonts+">>", "BT /H 10 Tf 30 50 Td (in) Tj ET")), 1)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var got []string
		for _, x := range p.Texts {
			got = append(got, fmt.Sprintf("%s@%g,%g %gx%g", x.String, round(x.Box.X), round(x.Base), round(x.Box.W), round(x.Size)))
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%s: %s, want %s", name, s, c.want)
		}
		if unread := strings.Count(c.want, "\ufffd"); p.Unread != unread {
			t.Errorf("%s: %d letters unread, want %d", name, p.Unread, unread)
		}
	}
}

func round(l geom.Length) float64 { return math.Round(l.Points()*10) / 10 }

// TestPage checks size, styles, colours, angles, rules and areas.
func TestPage(t *testing.T) {
	p, err := Read(t.Context(), pdf("1 0 0 rg BT /T 12 Tf 0 1 -1 0 60 60 Tm (up) Tj ET 0 0.5 1 0 k BT /H 9 Tf 200 20 Td (cmyk) Tj ET "+
		"0 G 1 w 20 100 m 220 100 l S [2 2] 0 d 20 80 m 220 80 l S 20 50 200 1 re f 20 20 30 30 re f 1 1 0 rg 300 200 60 60 re f", fonts, toUnicode), 1)
	if err != nil {
		t.Fatal(err)
	}
	if p.Size != (geom.Size{W: geom.Pt(400), H: geom.Pt(300)}) || p.Bleed != geom.Pt(10) {
		t.Errorf("%v with %v of bleed", p.Size, p.Bleed)
	}
	if len(p.Texts) != 2 || len(p.Rules) != 3 || len(p.Areas) != 2 {
		t.Fatalf("%d texts, %d rules, %d areas", len(p.Texts), len(p.Rules), len(p.Areas))
	}
	for _, x := range p.Texts {
		switch x.String {
		case "up":
			if x.Turn != -90 || !x.Look.Bold || !x.Look.Italic || !x.Look.Serif || x.Colour.V != [4]uint8{255} {
				t.Errorf("%+v", x)
			}
		case "cmyk":
			if want := (geom.Colour{Space: geom.CMYK, V: [4]uint8{0, 50, 100, 0}}); x.Colour != want || x.Look.Bold || x.Look.Serif {
				t.Errorf("%+v", x)
			}
		default:
			t.Errorf("%q", x.String)
		}
	}
	for i, want := range []bool{false, true, false} {
		if p.Rules[i].Dashed != want || round(p.Rules[i].Box.X) != 10 || round(p.Rules[i].Box.W) != 200 {
			t.Errorf("rule %d: %+v", i, p.Rules[i])
		}
	}
	if a := p.Areas[1]; !a.Plain || a.Colour.V != [4]uint8{255, 255} || round(a.Box.Y) != 50 {
		t.Errorf("%+v", a)
	}
}

// TestWithout removes each text in turn, with a rule: everything else stays in place, and operators that show none of
// the text keep their bytes.
func TestWithout(t *testing.T) {
	content := "BT /H 20 Tf 30 200 Td [(Hello )-50(na)20(me)] TJ 8 Tw (a b) Tj ( tail) Tj ET % a comment\n" +
		"BT /H 10 Tf 12 TL 30 110 Td (one) ' 1 2 (two three) \" (four) Tj ET [3] 0 d 20 80 m 220 80 l S /X Do"
	data := pdf(content, fonts+"/XObject<</X 6 0 R>>", toUnicode,
		stream("/Type/XObject/Subtype/Form/BBox[0 0 400 300]/Resources<<"+fonts+">>", "BT /H 10 Tf 30 50 Td (in) Tj ET"))
	p, err := Read(t.Context(), data, 1)
	if err != nil || len(p.Texts) != 4 {
		t.Fatalf("%v, %d texts", err, len(p.Texts))
	}
	for i, gone := range p.Texts {
		rest, err := p.Without([]int{i}, []int{0})
		if err != nil {
			t.Fatal(err)
		}
		again, err := p.Without([]int{i}, []int{0})
		if err != nil || !bytes.Equal(rest, again) {
			t.Errorf("without %q: two files differ", gone.String)
		}
		q, err := Read(t.Context(), rest, 1)
		if err != nil {
			t.Fatalf("without %q: %v", gone.String, err)
		}
		if len(q.Rules) != 0 || len(q.Texts) != len(p.Texts)-1 || q.Size != p.Size || q.Bleed != p.Bleed {
			t.Fatalf("without %q: %d texts, %d rules", gone.String, len(q.Texts), len(q.Rules))
		}
		for k, x := range q.Texts {
			want := p.Texts[k]
			if k >= i {
				want = p.Texts[k+1]
			}
			if x.String != want.String || round(x.Box.X) != round(want.Box.X) || round(x.Box.W) != round(want.Box.W) ||
				x.Base != want.Base {
				t.Errorf("without %q: %q at %v, want %v", gone.String, x.String, x.Box, want.Box)
			}
		}
		if i > 0 && !bytes.Contains(operators(t, rest), []byte("[(Hello )-50(na)20(me)] TJ 8 Tw (a b) Tj ( tail) Tj ET % a comment\n")) {
			t.Errorf("without %q: other operators have changed", gone.String)
		}
	}
}

// operators returns the content of the page in a file written by Without.
func operators(t *testing.T, data []byte) []byte {
	t.Helper()
	f, err := cos.Open(data, cos.Limits{Bytes: 1 << 20, Objects: 100, Values: 10_000, Parsed: 1 << 20, Stream: 1 << 20,
		Inflated: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	v, err := f.Object(firstObject + ofPage)
	if err != nil {
		t.Fatal(err)
	}
	content, err := f.Decode(v.(*cos.Stream))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// TestHostile reads pages that require far more work than their size suggests.
func TestHostile(t *testing.T) {
	deep := make([]string, 20)
	for i := range deep {
		deep[i] = stream(fmt.Sprintf("/Type/XObject/Subtype/Form/BBox[0 0 400 300]/Resources<</XObject<</X %d 0 R>>>>", min(6+i, 24)),
			strings.Repeat("/X Do ", 40))
	}
	for name, data := range map[string][]byte{
		"forms":     pdf("/X Do", "/XObject<</X 5 0 R>>", deep...),
		"itself":    pdf("/X Do", "/XObject<</X 5 0 R>>", stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>", "/X Do /X Do")),
		"saved":     pdf(strings.Repeat("q ", 1000), ""),
		"letters":   pdf("BT /H 1 Tf "+strings.Repeat("("+strings.Repeat("a", 30_000)+") Tj 0 0 Td ", 80)+"ET", fonts, toUnicode),
		"brackets":  pdf("[[[ ) >> (", ""),
		"to itself": pdf("BT /H 9 Tf (a) Tj ET", "/Font<</H 5 0 R>>", "<</Type/Font/Subtype/Type0/DescendantFonts[5 0 R]/ToUnicode 5 0 R>>"),
	} {
		p, err := Read(t.Context(), data, 1)
		if name == "to itself" {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if err == nil {
			t.Errorf("%s: read, with %d texts", name, len(p.Texts))
		}
	}
}

// FuzzRead reads arbitrary content: nothing panics, and removed texts are gone.
func FuzzRead(f *testing.F) {
	f.Add("BT /H 20 Tf 30 110 Td [(Hel)-1000(lo)] TJ (a) ' 1 2 (b) \" ET 0 0 m 99 0 l S")
	f.Add("q 1 0 0 1 0 60 cm BI /W 1 ID x EI BT /W 9 Tf <00030004> Tj ET Q")
	f.Fuzz(func(t *testing.T, content string) {
		p, err := Read(t.Context(), pdf(content, fonts, toUnicode), 1)
		if err != nil {
			return
		}
		all := make([]int, len(p.Texts))
		for i := range all {
			all[i] = i
		}
		rest, err := p.Without(all, nil)
		if err != nil {
			t.Fatal(err)
		}
		if q, err := Read(t.Context(), rest, 1); err == nil && len(q.Texts) > 0 {
			t.Errorf("%d texts are left: %q", len(q.Texts), q.Texts[0].String)
		}
	})
}
