package artwork

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
)

// streamed writes a file as pdf-lib and new versions of Office do: objects in an object stream, and a cross-reference
// stream instead of a table. Streams stay outside the object stream.
func streamed(objects ...string) []byte {
	b := []byte("%PDF-1.7\n")
	rows := make([][3]int, len(objects)+3) // type, place, index
	var head, body strings.Builder
	packedObjects := 0
	for i, o := range objects {
		if strings.Contains(o, "\nstream\n") {
			rows[i+1] = [3]int{1, len(b), 0}
			b = fmt.Appendf(b, "%d 0 obj\n%s\nendobj\n", i+1, o)
			continue
		}
		rows[i+1] = [3]int{2, len(objects) + 1, packedObjects}
		fmt.Fprintf(&head, "%d %d ", i+1, body.Len())
		body.WriteString(o + " ")
		packedObjects++
	}
	rows[len(objects)+1] = [3]int{1, len(b), 0}
	entries := fmt.Sprintf("/Type/ObjStm/N %d/First %d", packedObjects, head.Len())
	b = fmt.Appendf(b, "%d 0 obj\n%s\nendobj\n", len(objects)+1, packed(entries, head.String()+body.String()))
	start := len(b)
	rows[len(objects)+2] = [3]int{1, start, 0}
	var table []byte
	for _, r := range rows {
		table = append(table, byte(r[0]), byte(r[1]>>16), byte(r[1]>>8), byte(r[1]), byte(r[2]))
	}
	b = fmt.Appendf(b, "%d 0 obj\n%s\nendobj\n", len(objects)+2,
		packed(fmt.Sprintf("/Type/XRef/Size %d/W[1 3 1]/Root 1 0 R", len(rows)), string(table)))
	return fmt.Appendf(b, "startxref\n%d\n%%%%EOF\n", start)
}

// held lists the names in the resources of a page, as in "Font:F1,F2 XObject:Im0".
func held(t *testing.T, p *Page) string {
	t.Helper()
	resources, ok := p.Objects[ofResources].(cos.Dict)
	if !ok {
		t.Fatalf("the resources are %T", p.Objects[ofResources])
	}
	var kinds []string
	for _, kind := range slices.Sorted(maps.Keys(resources)) {
		v := resources[kind]
		if r, ok := v.(cos.Ref); ok {
			v = p.Objects[r]
		}
		var names []string
		for _, n := range slices.Sorted(maps.Keys(v.(cos.Dict))) {
			names = append(names, string(n))
		}
		kinds = append(kinds, string(kind)+":"+strings.Join(names, ","))
	}
	return strings.Join(kinds, " ")
}

// TestProducers cuts pages from files built the way common programs build them.
func TestProducers(t *testing.T) {
	const (
		font       = "<</Type/Font/Subtype/TrueType/BaseFont/ABCDEF+Lato/FirstChar 32/LastChar 32/Widths[250]/FontDescriptor "
		descriptor = "<</Type/FontDescriptor/FontName/ABCDEF+Lato/Flags 32/FontBBox[0 0 1 1]/FontFile2 "
		jpeg       = "<</Subtype/Image/Width 8/Height 8/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode/Length 4>>" +
			"\nstream\n\xff\xd8\xff\xd9\nendstream"
	)
	mail := "Content-Type: application/pdf\r\n\r\n"
	for name, c := range map[string]struct {
		data       []byte
		bleed      bool
		w, h       float64 // points
		margin     float64 // points
		held       string
		absent     []string
		kept, lost string // must be in the objects; must not be
	}{
		"LibreOffice: shared resources, lengths after their streams": {
			data: made(catalog, "<</Type/Pages/Kids[3 0 R]/Count 1/Resources 7 0 R/MediaBox[0 0 595 842]>>",
				"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Group<</S/Transparency/CS/DeviceRGB/I true>>>>",
				"<</Length 5 0 R/Filter/FlateDecode>>\nstream\n"+squeezed(paint)+"\nendstream", fmt.Sprint(len(squeezed(paint))),
				font+"8 0 R>>", "<</Font<</F1 6 0 R>>/ProcSet[/PDF/Text]>>", descriptor+"9 0 R>>", body("font")),
			w: 595, h: 842, held: "Font:F1", kept: "/S /Transparency", lost: "ProcSet",
		},
		"InDesign: trim and bleed, spot colour, overprint": {
			bleed: true,
			data: one("/TrimBox[8.504 8.504 191.496 91.496]/BleedBox[0 0 200 100]/Resources<</ColorSpace<</CS0 5 0 R>>/ExtGState<</GS0<</OP true/op true>>>>>>/Metadata 6 0 R",
				"[/Separation/PANTONE#20300#20C/DeviceCMYK<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[1 .4 0 0]/N 1>>]", body("<x:xmpmeta/>")),
			w: 200, h: 100, margin: 8.504, held: "ColorSpace:CS0 ExtGState:GS0", kept: "/PANTONE#20300#20C", lost: "xmpmeta",
		},
		"InDesign: the same without bleed": {
			data: one("/TrimBox[8.504 8.504 191.496 91.496]/BleedBox[0 0 200 100]"), w: 182.992, h: 82.992,
		},
		"Illustrator: layers that are shown, private data, a thumbnail": {
			data: made("<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[5 0 R]/D<</ON[5 0 R]/Order[5 0 R]>>>>>>", pages,
				"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R/PieceInfo<</Illustrator<</Private 6 0 R>>>>/Thumb 6 0 R"+
					"/Resources<</Properties<</MC0 5 0 R>>>>>>", body("/OC /MC0 BDC "+paint+" EMC"), "<</Type/OCG/Name(Layer 1)>>", body("SECRET")),
			w: 200, h: 100, held: "Properties:MC0", lost: "SECRET",
		},
		"Chromium: content in parts, a tagged page, a Type3 font": {
			data: made(catalog, pages, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents[4 0 R 5 0 R]/StructParents 0/Tabs/S/Annots[7 0 R]"+
				"/Resources<</Font<</F4 6 0 R>>>>>>", packed("", "q "+paint), packed("", " Q"),
				"<</Type/Font/Subtype/Type3/FontMatrix[.001 0 0 .001 0 0]/FontBBox[0 0 1 1]/FirstChar 0/LastChar 0/Widths[0]"+
					"/Encoding<</Type/Encoding/Differences[0/g0]>>/CharProcs<</g0 8 0 R>>>>",
				"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://SECRET)>>>>", body("0 0 d0")),
			w: 612, h: 792, held: "Font:F4", kept: "/CharProcs <</g0 ", lost: "SECRET",
		},
		"a scanner: one picture, turned": {
			data: one("/Rotate 90/CropBox[0 0 200 90]/Resources<</XObject<</Im0 5 0 R>>>>", jpeg),
			w:    90, h: 200, held: "XObject:Im0", kept: "/DCTDecode",
		},
		"CAD: a large unit": {
			data: one("/UserUnit 10/VP[<</Type/Viewport/Measure<</X(SECRET)>>>>]"), w: 2000, h: 1000, lost: "SECRET",
		},
		"an old Distiller: fonts that every printer had": {
			data: made(catalog, "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox 7 0 R>>", "<</Type/Page/Parent 2 0 R/Contents 4 0 R"+
				"/Resources<</Font<</F1 5 0 R/F2 6 0 R>>>>>>", body("BT /F1 9 Tf (a)Tj ET"), "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>",
				"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/FontDescriptor<</Type/FontDescriptor/FontName/Helvetica>>>>", "[0 0 72 144]"),
			w: 72, h: 144, held: "Font:F1,F2", absent: []string{"Helvetica", "Times-Roman"},
		},
		"pdf-lib: an object stream and a cross-reference stream": {
			data: streamed(catalog, pages, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>",
				body(paint), jpeg),
			w: 200, h: 100, held: "XObject:X",
		},
		"a mail gateway: a header before the file": {
			data: append([]byte(mail), one("")...), w: 200, h: 100,
		},
		"line ends of another system behind the file": {
			data: append(one(""), "\r\n\r\n"...), w: 200, h: 100,
		},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := Cut(t.Context(), c.data, 1, c.bleed)
			if err != nil {
				t.Fatal(err)
			}
			if w, h := geom.Pt(c.w), geom.Pt(c.h); p.Size != (geom.Size{W: w, H: h}) || p.Bleed != geom.Pt(c.margin) {
				t.Errorf("%s x %s with a bleed of %s, want %s x %s with %s", p.Size.W, p.Size.H, p.Bleed, w, h, geom.Pt(c.margin))
			}
			if got := held(t, p); got != c.held {
				t.Errorf("resources %q, want %q", got, c.held)
			}
			if !slices.Equal(p.Absent, c.absent) {
				t.Errorf("fonts that are not embedded: %q, want %q", p.Absent, c.absent)
			}
			b := p.Objects.Bytes()
			if !bytes.Contains(b, []byte(c.kept)) || c.lost != "" && bytes.Contains(b, []byte(c.lost)) {
				t.Errorf("want %q and no %q in\n%q", c.kept, c.lost, b)
			}
			if !Is(c.data) {
				t.Error("it is not recognised as a PDF file")
			}
			if q, err := Cut(t.Context(), alone(p), 1, false); err != nil || q.Size != p.Size {
				t.Errorf("the page does not read back: %v", err)
			}
		})
	}
}
