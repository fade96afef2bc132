package pdf

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/artwork"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/readback"
)

// between stands between the objects of a file that the fuzzer has written: it
// need not find out about offsets.
const between = "\n;\n"

// FuzzImport reads files that anybody may have made. What artwork cuts out, this
// room must be able to import, and the file that it makes to read; everything
// else must be a fault with a hint.
func FuzzImport(f *testing.F) {
	for _, data := range artworks(f) {
		if len(data) < 1<<14 {
			f.Add(data)
		}
	}
	const catalog, pages = "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1/Resources 5 0 R>>"
	for _, objects := range [][]string{
		{catalog, pages, "<</Type/Page/MediaBox[0 0 99 99]/Rotate 90/Contents[4 0 R 4 0 R]/Group<</S/Transparency/CS/DeviceRGB>>>>", "<</Length 9>>\nstream\n1 1 9 9re \nendstream", "<<>>"},
		{catalog, pages, "<</Type/Page/MediaBox[0 0 99 99]/Contents 4 0 R>>", "<</Length 6 0 R/Filter[/ASCIIHexDecode]>>\nstream\n31203120>\nendstream",
			"<</Font<</F 7 0 R>>/XObject<</X 8 0 R>>/Properties<</M<</X(\\)\\\\\\007)>>>>>>", "9", "<</Type/Font/Subtype/Type3/CharProcs<</a 4 0 R>>/FontMatrix[.001 0 0 -.5 +4 4.]/Encoding<</Differences[0/#41#20b]>>>>",
			"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 0/X<414 2>/Y true/Z null>>\nstream\n\nendstream"},
		{"<</Type/Catalog/Pages 2 0 R/OCProperties<</D<</BaseState/OFF/ON[9 0 R]>>/OCGs[9 0 R]>>>>", pages, "<</Type/Page/MediaBox[9 9 99 99]/UserUnit 1.5/TrimBox[20 20 80 80]/BleedBox[10 10 90 90]>>", "null", "<</ColorSpace<</C[/Indexed/DeviceRGB 1(\n\r\n(\\\r\n)\\n)]>>>>"},
	} {
		f.Add([]byte(strings.Join(objects, between)))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if !bytes.HasPrefix(data, []byte("%PDF-")) {
			data = plainPDF(strings.Split(string(data), between)...)
		}
		for _, bleed := range []bool{false, true} {
			p, err := artwork.Cut(t.Context(), data, 1, bleed)
			if err != nil {
				if err.Error() == "" || fault.Hint(err) == "" {
					t.Fatalf("%#v is no fault with a hint", err)
				}
				continue
			}
			again, err := artwork.Cut(t.Context(), data, 1, bleed)
			if err != nil || !bytes.Equal(p.Objects.Bytes(), again.Objects.Bytes()) {
				t.Fatalf("two cuts differ, %v", err)
			}
			img := &page.Image{Format: "pdf", Data: p.Objects.Bytes(), Size: p.Size, Page: 1, Bleed: p.Bleed}
			var out bytes.Buffer
			pg := &page.Page{Size: geom.Size{W: geom.MM(90), H: geom.MM(60)}, Items: []page.Item{&page.Picture{Box: mm(0, 0, 90, 60), Image: img}}}
			if err := Write(&out, Meta{}, []*page.Page{pg}); err != nil {
				t.Fatalf("importing %q: %v", p.Objects.Bytes(), err)
			}
			if sheets, err := readback.Read(context.Background(), out.Bytes()); err != nil || len(sheets) != 1 {
				t.Fatalf("reading it again: %v\n%q", err, out.Bytes())
			}
		}
	})
}
