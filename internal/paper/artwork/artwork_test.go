package artwork

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/fault"
	"lanyard/internal/base/geom"
)

// made returns a file with the given objects, numbered from 1.
func made(objects ...string) []byte {
	b := []byte("%PDF-1.7\n")
	var table strings.Builder
	for i, o := range objects {
		fmt.Fprintf(&table, "%010d 00000 n \n", len(b))
		b = fmt.Appendf(b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	return fmt.Appendf(b, "xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, table.String(), len(objects)+1, len(b))
}

const (
	catalog = "<</Type/Catalog/Pages 2 0 R>>"
	pages   = "<</Type/Pages/Kids[3 0 R]/Count 1>>"
	paint   = "0 0 10 10 re f"
)

// one returns a file of one page with the given entries, and with further objects from number 5 on.
func one(entries string, more ...string) []byte {
	return made(append([]string{catalog, pages, "<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 200 100]" + entries + ">>", body(paint)}, more...)...)
}

func body(data string) string {
	return fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(data), data)
}

// packed returns a Flate stream whose dictionary has further entries.
func packed(entries, data string) string { return ready(entries, squeezed(data)) }

// ready returns a stream of what squeezed has returned.
func ready(entries, z string) string {
	return fmt.Sprintf("<</Filter/FlateDecode/Length %d%s>>\nstream\n%s\nendstream", len(z), entries, z)
}

func squeezed(data string) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	if _, err := z.Write([]byte(data)); err != nil {
		panic(err)
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.String()
}

// fixture returns a file made by another program.
func fixture(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestSizes(t *testing.T) {
	for _, c := range []struct {
		entries      string
		bleed        bool
		w, h, margin float64 // points
	}{
		{"", true, 200, 100, 0},
		{"/Rotate 90", true, 100, 200, 0},
		{"/Rotate -90", true, 100, 200, 0},
		{"/Rotate 540", true, 200, 100, 0},
		{"/CropBox[10 10 110 60]", true, 100, 50, 0},
		{"/CropBox[-50 -50 110 60]", true, 110, 60, 0},   // limited to the media box
		{"/CropBox[300 300 310 360]", true, 200, 100, 0}, // outside the media box, so ignored
		{"/CropBox[110 60 10 10]", true, 100, 50, 0},     // corners in the other order
		{"/TrimBox[20 20 180 80]", true, 160, 60, 0},     // no bleed box
		{"/TrimBox[20 20 180 80]/BleedBox[10 10 190 90]", false, 160, 60, 0},
		{"/TrimBox[20 20 180 80]/BleedBox[10 10 190 90]", true, 180, 80, 10},
		{"/TrimBox[20 20 180 80]/BleedBox[18 10 190 90]", true, 164, 64, 2}, // the smallest bleed of the four sides
		{"/TrimBox[20 20 180 80]/BleedBox[30 30 170 70]", true, 160, 60, 0},
		{"/UserUnit 2", true, 400, 200, 0},
		{"/UserUnit 2/Rotate 270/TrimBox[20 20 180 80]/BleedBox[10 10 190 90]", true, 160, 360, 20},
		{"/UserUnit 0", true, 200, 100, 0},
	} {
		p, err := Cut(t.Context(), one(c.entries), 1, c.bleed)
		if err != nil {
			t.Errorf("%s: %v", c.entries, err)
			continue
		}
		if p.Size != (geom.Size{W: geom.Pt(c.w), H: geom.Pt(c.h)}) || p.Bleed != geom.Pt(c.margin) {
			t.Errorf("%s: %s x %s with %s, expected %g x %g with %g points", c.entries, p.Size.W, p.Size.H, p.Bleed, c.w, c.h, c.margin)
		}
	}
}

// TestReadsItself cuts a page, then cuts the result again: the size must stay the same.
func TestReadsItself(t *testing.T) {
	files, err := filepath.Glob("testdata/*.pdf")
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures", err)
	}
	for _, file := range files {
		if filepath.Base(file) == "encrypted.pdf" {
			continue
		}
		data := fixture(t, filepath.Base(file))
		p, err := Cut(t.Context(), data, 1, true)
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		q, err := Cut(t.Context(), alone(p), 1, true)
		if err != nil || q.Size != p.Size {
			t.Errorf("%s: again %v, %v", file, q, err)
		}
		if again, _ := Cut(t.Context(), data, 1, true); !bytes.Equal(again.Objects.Bytes(), p.Objects.Bytes()) {
			t.Errorf("%s: two cuts differ", file)
		}
	}
}

// alone writes a cut page as its own file.
func alone(p *Page) []byte {
	const before = 4 // objects of the file around the page
	objects := []string{catalog, pages, fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 %f %f]/Contents 4 0 R/Resources<</XObject<</P %d 0 R>>>>>>",
		p.Size.W.Points(), p.Size.H.Points(), before+1), body("/P Do")}
	for _, v := range p.Objects {
		b := cos.Append(nil, v, func(r cos.Ref) int { return int(r) + before + 1 })
		if s, ok := v.(*cos.Stream); ok {
			b = fmt.Appendf(b, "\nstream\n%s\nendstream", s.Raw)
		}
		objects = append(objects, string(b))
	}
	return made(objects...)
}

// TestNewestWins reads files with an appended update, whose version of the page must be used.
func TestNewestWins(t *testing.T) {
	old := one("")
	start := bytes.LastIndex(old, []byte("xref\n0"))
	plain := fmt.Appendf(bytes.Clone(old), "3 0 obj\n<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 300 100]>>\nendobj\nxref\n3 1\n%010d 00000 n \ntrailer\n<</Size 5/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n",
		len(old), start, len(old)+len("3 0 obj\n<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 300 100]>>\nendobj\n"))
	changed := "3 0 obj\n<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 300 100]>>\nendobj\n"
	row := func(n int) string { return string([]byte{1, byte(n >> 8), byte(n), 0}) }
	rows := row(len(old)) + row(len(old)+len(changed))
	stream := fmt.Appendf(bytes.Clone(old), "%s5 0 obj\n<</Type/XRef/Size 6/W[1 2 1]/Index[3 1 5 1]/Root 1 0 R/Prev %d/Length %d>>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n",
		changed, start, len(rows), rows, len(old)+len(changed))
	for name, data := range map[string][]byte{"table": plain, "stream": stream} {
		p, err := Cut(t.Context(), data, 1, false)
		if err != nil || p.Size.W != geom.Pt(300) {
			t.Errorf("%s: %v, %v", name, p, err)
		}
	}
}

func TestWhatIsLeftBehind(t *testing.T) {
	data := made("<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(SECRET)>>/Names<</EmbeddedFiles 9 0 R>>/AA<</WC 9 0 R>>>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1/Resources<</XObject<</A 5 0 R>>/Font<</OC 6 0 R>>/Properties<</M 9 0 R>>/ProcSet[/PDF]>>>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R/Annots[9 0 R]/AA<</O<</S/JavaScript/JS(SECRET)>>>>/Metadata 10 0 R/StructParents 1/PieceInfo<</X(SECRET)>>>>",
		body("/A Do"),
		"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Metadata 10 0 R/PieceInfo<</X(SECRET)>>/OPI<</X(SECRET)>>/StructParent 1/Resources<</Font<</F 6 0 R>>>>/Length 0>>\nstream\n\nendstream",
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Evil 2 0 R/Worse 3 0 R>>", "null", "null",
		"<</Type/Annot/Subtype/Link/A<</S/URI/URI(SECRET)>>/X(SECRET)>>", body("SECRET"))
	p, err := Cut(t.Context(), data, 1, false)
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"SECRET", "JavaScript", "Annot", "Metadata", "StructParent", "PieceInfo", "OPI", "Evil", "Worse", "EmbeddedFiles", "ProcSet", "/AA"} {
		if bytes.Contains(p.Objects.Bytes(), []byte(word)) {
			t.Errorf("%s was copied", word)
		}
	}
	for _, word := range []string{"/XObject <</A ", "/Font <</OC ", "/Properties <</M <<>>>>", "/Helvetica"} {
		if !bytes.Contains(p.Objects.Bytes(), []byte(word)) {
			t.Errorf("%s was not copied", word)
		}
	}
	if len(p.Absent) != 1 || p.Absent[0] != "Helvetica" {
		t.Errorf("fonts that are not embedded: %q", p.Absent)
	}
}

func TestGroupIsKept(t *testing.T) {
	p, err := Cut(t.Context(), one("/Group<</Type/Group/S/Transparency/CS/DeviceCMYK/K true/I false>>"), 1, false)
	if err != nil || !bytes.Contains(p.Objects.Bytes(), []byte("/Group <</CS /DeviceCMYK/I true/K true/S /Transparency>>")) {
		t.Errorf("%v\n%s", err, p.Objects.Bytes())
	}
}

// TestOldForms checks that forms without resources get those of the page.
func TestOldForms(t *testing.T) {
	p, err := Cut(t.Context(), one("/Resources<</XObject<</A 5 0 R>>>>", "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 0>>\nstream\n\nendstream"), 1, false)
	if err != nil || !bytes.Contains(p.Objects.Bytes(), []byte("/BBox [0 0 9 9]/Filter [/FlateDecode]/Length 11/Resources 2 0 R/Subtype /Form")) {
		t.Errorf("%v\n%q", err, p.Objects.Bytes())
	}
}

// TestStreamsThatWouldBeMisread checks that no copied stream contains the text that ends a PDF.
func TestStreamsThatWouldBeMisread(t *testing.T) {
	image := func(data string) []byte {
		return one("/Resources<</XObject<</A 5 0 R>>>>", fmt.Sprintf("<</Type/XObject/Subtype/Image/Width 1/Height 1/Filter/CCITTFaxDecode/DecodeParms<</K -1>>/Length %d>>\nstream\n%s\nendstream", len(data), data))
	}
	for _, data := range []string{"fax\nstartxref\n0\n%%EOF"} {
		p, err := Cut(t.Context(), image(data), 1, false)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(p.Objects.Bytes(), []byte("/DecodeParms [null <</K -1>>]/Filter [/FlateDecode /CCITTFaxDecode]")) || bytes.Contains(p.Objects.Bytes(), []byte("startxref")) {
			t.Errorf("%q: %q", data, p.Objects.Bytes())
		}
	}
}

// TestRefused tries every kind of file that cannot be used, and checks message, hint, time and memory.
func TestRefused(t *testing.T) {
	layers := func(where string) []byte {
		return made("<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[5 0 R 6 0 R]/D<</OFF[6 0 R]>>>>>>", pages,
			"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R/Resources<<"+where+">>>>", body(paint), "<</Type/OCG/Name(on)>>", "<</Type/OCG/Name(off)>>",
			"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/OC 6 0 R/Length 0>>\nstream\n\nendstream", "<</Type/OCMD/OCGs[5 0 R 6 0 R]>>")
	}
	whole := one("")
	tree := func(kids string) []byte { return made(catalog, "<</Type/Pages/Kids["+kids+"]/Count 1>>") }
	with := func(from, to string) []byte { return bytes.Replace(whole, []byte(from), []byte(to), 1) }
	const (
		again   = "open it in the program that made it and save it again as PDF 1.7, or print it to PDF"
		simpler = "make the drawing simpler in the program that made it, or save the page as a PNG of 600 dpi"
		decrypt = "save it without a password, or type: qpdf --decrypt in.pdf out.pdf"
		show    = "show the layer or delete it in the program that made it, and save it again"
	)
	squeezedBomb := squeezed(strings.Repeat("\x00", 40<<20))
	bomb := ready("", squeezedBomb)
	for name, c := range map[string]struct {
		data          []byte
		message, hint string
	}{
		"empty": {nil,
			"it is not a PDF file", "save it as PDF, PNG or JPEG"},
		"a picture": {[]byte("\x89PNG\r\n"),
			"it is not a PDF file", "save it as PDF, PNG or JPEG"},
		"encrypted": {fixture(t, "encrypted.pdf"),
			"it is encrypted", decrypt},
		"encrypted stream": {made(catalog, pages, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>", "<</Filter/Crypt/Length 0>>\nstream\n\nendstream"),
			"it is encrypted", decrypt},
		"cut off": {whole[:len(whole)/2],
			"the file is damaged: the end of the file is missing", again},
		"no startxref": {with("startxref", "startxxxx"),
			"the file is damaged: the end of the file is missing", again},
		"table elsewhere": {bytes.Replace(whole, []byte("startxref\n"), []byte("startxref\n9"), 1),
			"the file is damaged: its table would lie outside the file", again},
		"objects elsewhere": {bytes.Replace(whole, []byte("%PDF-1.7\n"), []byte("%PDF-1.7\n\n\n"), 1),
			"the file is damaged: there is no table where it says", again},
		"tables in a circle": {with("/Root 1 0 R>>", fmt.Sprintf("/Root 1 0 R/Prev %d>>", bytes.LastIndex(whole, []byte("xref\n0")))),
			"the file is damaged: its tables form a loop", again},
		"hybrid in a circle": {with("/Root 1 0 R>>", fmt.Sprintf("/Root 1 0 R/XRefStm %d>>", bytes.LastIndex(whole, []byte("xref\n0")))),
			"the file is damaged: its tables form a loop", again},
		"no root": {with("/Root 1 0 R", "/Foot 1 0 R"),
			"the file is damaged: it has no catalog", again},
		"no pages": {tree(""),
			"the file is damaged: it has no pages", again},
		"pages in a circle": {tree("2 0 R"),
			"the file is damaged: its page tree forms a loop", again},
		"a huge count": {made(catalog, "<</Type/Pages/Kids[]/Count 99999999999>>"),
			"the file is damaged: it has no pages", again},
		"no size": {made(catalog, pages, "<</Type/Page>>"),
			"the file is damaged: its page has no size", again},
		"a dot": {made(catalog, pages, "<</Type/Page/MediaBox[0 0 1 1]>>"),
			"its page measures 0.353mm x 0.353mm", "make each side of the page 1 mm to 5 m long"},
		"a house": {made(catalog, pages, "<</Type/Page/MediaBox[0 0 99999 99999]>>"),
			"its page measures 35277.425mm x 35277.425mm", "make each side of the page 1 mm to 5 m long"},
		"a length that is wrong": {made(catalog, pages, "<</Type/Page/MediaBox[0 0 9 9]/Contents 4 0 R>>", "<</Length 999999999999>>\nstream\n\nendstream"),
			"the file is damaged: the stream of object 4 is cut off", again},
		"a length of itself": {made(catalog, pages, "<</Type/Page/MediaBox[0 0 9 9]/Contents 4 0 R>>", "<</Length 4 0 R>>\nstream\n\nendstream"),
			"the file is damaged: object 4 depends on itself", again},
		"a stream that is short": {made(catalog, pages, "<</Type/Page/MediaBox[0 0 9 9]/Contents 4 0 R>>", "<</Length 2>>\nstream\n12345\nendstream"),
			"the file is damaged: the stream of object 4 does not end where it says", again},
		"broken data": {made(catalog, pages, "<</Type/Page/MediaBox[0 0 9 9]/Contents 4 0 R>>", "<</Filter/FlateDecode/Length 5>>\nstream\n12345\nendstream"),
			"the file is damaged: the compressed data of a stream is broken", again},
		"another file": {made(catalog, pages, "<</Type/Page/MediaBox[0 0 9 9]/Contents 4 0 R>>", "<</F(/etc/passwd)/Length 0>>\nstream\n\nendstream"),
			"it points to another file", again},
		"deep arrays": {made(catalog, "<</Type/Pages/Kids"+strings.Repeat("[", 5000)+">>"),
			"the file is damaged: objects are nested more than 60 deep", again},
		"endless string": {made(catalog, "<</Type/Pages/Kids("),
			"the file is damaged: a string has no end", again},
		"a bomb": {one("/Resources<</XObject<</A 5 0 R/B 6 0 R/C 7 0 R/D 8 0 R>>>>", bomb, bomb, bomb, bomb),
			"it decompresses to more than 150 MB", simpler},
		"a bomb in a bomb": {one("/Resources<</XObject<</A 5 0 R>>>>", "<</Filter[/FlateDecode/FlateDecode]"+packed("", squeezedBomb)[len("<</Filter/FlateDecode"):]), "", ""},
		"many parts": {made(catalog, pages, "<</Type/Page/MediaBox[0 0 9 9]/Contents[4 0 R 4 0 R]>>", bomb),
			"it decompresses to more than 32 MB", simpler},
		"old compression": {made(catalog, pages, "<</Type/Page/MediaBox[0 0 9 9]/Contents[4 0 R 4 0 R]>>", "<</Filter/LZWDecode/Length 5>>\nstream\n12345\nendstream"),
			"it uses an old compression (LZWDecode)", "type: qpdf --recompress-flate --decode-level=generalized in.pdf out.pdf"},
		"a vast picture": {one("/Resources<</XObject<</A 5 0 R>>>>", packed("/Subtype/Image/Width 99999/Height 99999", "x")),
			"it has a picture of 99999 x 99999 pixels, more than 50 million", "reduce the picture to 600 dpi in the program that made it, and save it again"},
		"a hidden layer": {layers("/Properties<</M 6 0 R>>"),
			"it has a hidden layer", show},
		"a hidden form": {layers("/XObject<</A 7 0 R>>"),
			"it has a hidden layer", show},
		"a hidden member": {layers("/Properties<</M 8 0 R>>"),
			"it has a hidden layer", show},
		"many values": {made(catalog, "<</Type/Pages/Kids["+strings.Repeat("0 ", maxValues)+"]>>"),
			"its objects have too many values", simpler},
		"many parts of a page": {many(maxObjects + 10),
			"its page has more than 50000 parts", simpler},
		"a name without end": {made(catalog, "<</"+strings.Repeat("x", 999)+" 1>>"),
			"the file is damaged: a name has more than 255 bytes", again},
		"a number without end": {made(catalog, "<</Kids "+strings.Repeat("1", 999)+">>"),
			`the file is damaged: "11111111111111111111111111111111111111111" is not a number`, again},
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			began := time.Now()
			p, err := Cut(t.Context(), c.data, 1, true)
			took := time.Since(began)
			runtime.ReadMemStats(&after)
			if name == "a bomb in a bomb" { // 40 MB: allowed, and copied without unpacking
				if err != nil || len(p.Objects.Bytes()) > 1<<20 {
					t.Errorf("%v", err)
				}
				return
			}
			var f *fault.Error
			if !errors.As(err, &f) {
				t.Fatalf("got %v, %v", p, err)
			}
			if f.Message != c.message || f.Hint != c.hint {
				t.Errorf("got %q, %q, want %q, %q", f.Message, f.Hint, c.message, c.hint)
			}
			if took > 20*time.Second || after.TotalAlloc-before.TotalAlloc > 600<<20 {
				t.Errorf("it took %s and %d MB", took, (after.TotalAlloc-before.TotalAlloc)>>20)
			}
		})
	}
}

// many returns a page that uses n further objects.
func many(n int) []byte {
	var names strings.Builder
	var more []string
	for i := range n {
		fmt.Fprintf(&names, "/G%d %d 0 R", i, i+5)
		more = append(more, "<</ca .5>>")
	}
	return one("/Resources<</ExtGState<<"+names.String()+">>>>", more...)
}

func TestPages(t *testing.T) {
	data := made(catalog, "<</Type/Pages/Kids[3 0 R 5 0 R]/Count 2>>", "<</Type/Page/MediaBox[0 0 100 100]>>", "null",
		"<</Type/Pages/MediaBox[0 0 50 60]/Kids[6 0 R 7 0 R]>>", "<</Type/Page/MediaBox[0 0 200 200]>>", "<</Type/Page>>")
	for number, w := range map[int]float64{1: 100, 2: 200, 3: 50} {
		p, err := Cut(t.Context(), data, number, false)
		if err != nil || p.Size.W != geom.Pt(w) {
			t.Errorf("page %d: %v, %v", number, p, err)
		}
	}
	for _, number := range []int{0, -1, 4} {
		if _, err := Cut(t.Context(), data, number, false); err == nil || !strings.Contains(err.Error(), "3 pages") {
			t.Errorf("page %d: %v", number, err)
		}
	}
}

// TestOverlap makes objects that each contain all objects after them.
func TestOverlap(t *testing.T) {
	const n = 3000
	var b strings.Builder
	b.WriteString("%PDF-1.7\n")
	offsets := make([]int, n+10)
	for i, o := range []string{catalog, pages} {
		offsets[i+1] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	offsets[3] = b.Len()
	b.WriteString("3 0 obj\n<</Type/Page/MediaBox[0 0 90 90]/Resources<</ExtGState<<")
	for i := range n {
		fmt.Fprintf(&b, "/G%d %d 0 R", i, i+4)
	}
	b.WriteString(">>>>>>\nendobj\n")
	for i := range n {
		offsets[i+4] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj (%s", i+4, strings.Repeat("x", 1000))
	}
	b.WriteString(strings.Repeat(")", n) + " endobj\n")
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", n+4)
	for i := 1; i < n+4; i++ {
		fmt.Fprintf(&b, "%010d 00000 n \n", offsets[i])
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", n+4, start)
	if _, err := Cut(t.Context(), []byte(b.String()), 1, false); err == nil || !strings.Contains(err.Error(), "overlap") {
		t.Errorf("got %v", err)
	}
}
