package pdf

import (
	"bytes"
	"os"
	"slices"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
	"lanyard/internal/typography/font"
)

// recorded writes a file of two chunks and returns it with the records and chunks.
func recorded(t *testing.T, pages []*page.Page) (file []byte, records [][]byte, places [][]int64, chunks []*Chunk) {
	t.Helper()
	var b bytes.Buffer
	f := NewFile(&b, meta)
	for _, part := range [][]*page.Page{pages, {pages[0], pages[len(pages)-1], pages[0]}} {
		c, err := Draw(part)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.Append(c); err != nil {
			t.Fatal(err)
		}
		records, places, chunks = append(records, c.Record(nil)), append(places, f.Places()), append(chunks, c)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), records, places, chunks
}

// TestRecall: a file of chunks that were recalled has the bytes of one that was drawn, for every built-in design, inks,
// pictures and links.
func TestRecall(t *testing.T) {
	all := designs(t)
	all["inks"] = []*page.Page{inked(50, 40), pressed(geom.Colour{Space: geom.CMYK, V: [4]uint8{10, 20, 30, 40}})}
	library := font.NewLibrary(os.DirFS("../../../fonts"))
	for name, pages := range all {
		drawn, records, places, chunks := recorded(t, pages)
		r, file := NewRecaller(library), bytes.NewReader(drawn)
		if _, err := r.Recall(records[0], places[0], file); len(chunks[0].xobjects) > 0 && err == nil {
			t.Errorf("%s: a chunk is recalled although its pictures are not known", name)
		}
		for _, c := range chunks {
			r.Learn(c)
		}
		var b bytes.Buffer
		f := NewFile(&b, meta)
		for i, record := range records {
			c, err := r.Recall(record, places[i], file)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if err := f.Append(c); err != nil {
				t.Fatal(err)
			}
			if again := c.Record(nil); !bytes.Equal(again, record) {
				t.Errorf("%s: the record of chunk %d differs when it is recalled", name, i+1)
			}
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(b.Bytes(), drawn) {
			t.Errorf("%s: the recalled file differs from the drawn one", name)
		}
	}
}

// TestRecallDamaged: neither a damaged record nor a file with other operators gives pages.
func TestRecallDamaged(t *testing.T) {
	pages := designs(t)["certificates/formal"]
	drawn, records, places, chunks := recorded(t, pages)
	library := font.NewLibrary(os.DirFS("../../../fonts"))
	r := NewRecaller(library)
	for _, c := range chunks {
		r.Learn(c)
	}
	recall := func(record, file []byte) error {
		_, err := r.Recall(record, places[0], bytes.NewReader(file))
		return err
	}
	for size := 0; size < len(records[0]); size += 1 + size/40 {
		if err := recall(records[0][:size], drawn); err == nil {
			t.Fatalf("%d of %d bytes of a record are enough", size, len(records[0]))
		}
	}
	if err := recall(append(slices.Clone(records[0]), 0), drawn); err == nil {
		t.Error("a record with a byte too many is taken")
	}
	other := slices.Clone(drawn)
	other[bytes.Index(other, chunks[0].sheets[0].Content)+20] ^= 1
	if err := recall(records[0], other); err == nil {
		t.Error("operators that were changed are taken")
	}
	if err := recall(records[0], drawn[:100]); err == nil {
		t.Error("a file that ends too soon is taken")
	}
	for _, elsewhere := range [][]int64{places[0][1:], append(slices.Clone(places[0]), 0), {places[0][0] + 1}, {-1}, nil} {
		if _, err := r.Recall(records[0], elsewhere, bytes.NewReader(drawn)); err == nil {
			t.Errorf("a page is taken from %d, and it is at %d", elsewhere, places[0])
		}
	}
}
