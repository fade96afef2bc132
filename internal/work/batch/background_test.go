package batch_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"

	"lanyard/internal/base/cos"
	"lanyard/internal/paper/readback"
	"lanyard/internal/work/batch"
)

// backedBadge is the small event with a badge of its own.
var backedBadge = strings.Replace(smallEvent, "[badges]\ntemplate = \"bilingual\"", "[badges]\ntemplate = \"design/own.toml\"\nsheet = \"A4\"", 1)

// backed returns the files of a badge with a background, and the artwork for it
// unless that is "none".
func backed(background, data string) map[string]string {
	files := map[string]string{"design/own.toml": "name = \"own\"\nkind = \"badge\"\nsize = [\"90mm\", \"65mm\"]\nbleed = \"3mm\"\nbackground = \"" + background + "\"\n" + `
[[box]]
type = "text"
at = ["5mm", "10mm"]
size = ["80mm", "12mm"]
text = "{{name}}"
font_size = "20pt"
min = "9pt"

[[box]]
type = "qr"
at = ["55mm", "30mm"]
size = ["30mm", "30mm"]
`}
	if data != "none" {
		files["design/paper.pdf"] = data
	}
	return files
}

// artwork is a PDF of one page with a size in millimetres: a frame in red.
func artwork(w, h float64) string {
	x, y := w*72/25.4, h*72/25.4
	paint := fmt.Sprintf("1 0 0 RG 8 w 0 0 %.3f %.3f re S", x, y)
	b := []byte("%PDF-1.4\n")
	var table strings.Builder
	for i, o := range []string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.3f %.3f]/Contents 4 0 R>>", x, y), fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(paint), paint)} {
		fmt.Fprintf(&table, "%010d 00000 n \n", len(b))
		b = fmt.Appendf(b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	return string(fmt.Appendf(b, "xref\n0 5\n0000000000 65535 f \n%strailer\n<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", table.String(), len(b)))
}

// TestBackground makes badges on artwork: it stands once in the file, the file
// is the same however many draw it, says that it is no PDF/A, and can be read.
func TestBackground(t *testing.T) {
	list := smallList
	for i := range 60 {
		list += fmt.Sprintf("%d,Guest Number %d,,en,Zoo,Ireland,guest,\n", i+10, i)
	}
	e := newEvent(t, backedBadge, list, backed("design/paper.pdf", artwork(96, 71)))
	var want []byte
	for _, workers := range []int{1, 3} {
		old := runtime.GOMAXPROCS(workers)
		made, err := e.try(batch.Job{Workers: workers})
		runtime.GOMAXPROCS(old)
		if err != nil {
			t.Fatal(err, listed(made))
		}
		if notes := strings.Join(made.Notes, "\n"); !strings.Contains(notes, `do not claim to be PDF/A: the background "design/paper.pdf" is a page of a PDF that another program has made`) {
			t.Errorf("notes: %s", notes)
		}
		got, err := os.ReadFile(e.path("out/badges.pdf"))
		if err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want = got
		} else if !bytes.Equal(got, want) {
			t.Error("two runs differ")
		}
	}
	if n := bytes.Count(want, []byte("/Subtype /Form")); n != 2 { // the page, and the state in which it begins
		t.Errorf("the artwork is %d forms in the file", n)
	}
	certificate, err := os.ReadFile(e.path("out/certificates/1-Ana-Popescu.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	if archival(t, want) || !archival(t, certificate) {
		t.Error("what has the artwork must not claim to be PDF/A, and what has not must")
	}
	if sheets, err := readback.Read(context.Background(), want); err != nil || len(sheets) != 8 || len(sheets[0].Links) != 8 {
		t.Errorf("reading it: %d sheets, %v", len(sheets), err)
	}
}

// archival reports whether the metadata of a PDF claims PDF/A.
func archival(t *testing.T, data []byte) bool {
	t.Helper()
	f, err := cos.Open(data, cos.Limits{Bytes: 1 << 24, Objects: 10_000, Values: 1 << 20, Parsed: 1 << 24, Stream: 1 << 24, Inflated: 1 << 26})
	if err != nil {
		t.Fatal(err)
	}
	root, err := f.Get(f.Trailer["Root"])
	if err != nil {
		t.Fatal(err)
	}
	metadata, err := f.Get(root.(cos.Dict)["Metadata"])
	if err != nil {
		t.Fatal(err)
	}
	xmp, err := f.Decode(metadata.(*cos.Stream))
	if err != nil || !bytes.Contains(xmp, []byte("<dc:format>application/pdf<")) {
		t.Fatalf("the metadata is %.100q, %v", xmp, err)
	}
	return bytes.Contains(xmp, []byte("pdfaid:part"))
}
