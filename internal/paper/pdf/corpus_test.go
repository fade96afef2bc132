package pdf

import (
	"context"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/artwork"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/readback"
	"lanyard/internal/typography/font"
)

var corpus = flag.String("corpus", "", "folders of fonts and PDFs from elsewhere, with : between them, for TestCorpus")

// The limits of one file of a corpus. The time is for a busy machine; the memory is what is allocated in all, freed or not.
const (
	corpusTime   = 30 * time.Second
	corpusMemory = 2 << 30 // bytes: a font or an artwork of 64 MB is copied some ten times
)

// TestCorpus takes fonts and PDFs that the house has never seen: each is used for a page, which reads back, or refused in
// words, in limited time and memory:
//
//	go test ./internal/paper/pdf -run TestCorpus -args -corpus /usr/share/fonts:/root/go/pkg/mod
func TestCorpus(t *testing.T) {
	if *corpus == "" {
		t.Skip("no -corpus is given")
	}
	used, refused := map[string]int{}, map[string]int{}
	for _, dir := range filepath.SplitList(*corpus) {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || !d.Type().IsRegular() {
				return nil
			}
			var try func(testing.TB, string, []byte) error
			kind := strings.ToLower(filepath.Ext(path))
			switch kind {
			case ".ttf", ".otf", ".ttc", ".otc", ".woff", ".woff2", ".pfb", ".dfont":
				try = tryFont
			case ".pdf":
				try = tryArtwork
			default:
				return nil
			}
			data, err := os.ReadFile(path)
			if err != nil {
				return nil
			}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			began := time.Now()
			if err := try(t, path, data); err != nil {
				refused[kind]++
				t.Logf("%s: %v", path, err)
			} else {
				used[kind]++
			}
			runtime.ReadMemStats(&after)
			if took, taken := time.Since(began), after.TotalAlloc-before.TotalAlloc; took > corpusTime || taken > corpusMemory {
				t.Errorf("%s: %d bytes take %s and %d MB", path, len(data), took.Round(time.Millisecond), taken>>20)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("used %v, refused %v", used, refused)
	if len(used) == 0 {
		t.Error("there is no font and no PDF in the corpus that can be used")
	}
}

// tryFont sets some of the characters that a font has.
func tryFont(t testing.TB, path string, data []byte) error {
	f, err := font.Parse(path, data)
	if err != nil {
		return err
	}
	var letters []rune
	for r := rune(0x21); r < 0x1_F000 && len(letters) < 400; r += 1 + rune(len(letters)/8) {
		if gid, ok := f.NominalGlyph(r); ok && gid > 0 && r != 0xAD && !(r >= 0xD800 && r < 0xF900) {
			letters = append(letters, r)
		}
	}
	var items []page.Item
	for line := range slices.Chunk(letters, 40) {
		items = append(items, text(run(t, f, string(line), 0), 10, 10+float64(len(items))*8))
	}
	if len(items) == 0 {
		return nil
	}
	out := write(t, meta, &page.Page{Size: geom.Size{W: geom.MM(210), H: geom.MM(120)}, Items: items})
	sheets, err := readback.Read(context.Background(), out)
	if err != nil || len(sheets) != 1 {
		t.Errorf("%s: a page with it reads back as %d pages, %v", path, len(sheets), err)
		return nil
	}
	want := strings.ReplaceAll(string(letters), "\uFEFF", "\uFFFD") // no PDF/A may say U+FEFF: ISO 19005-2, 6.2.11.7.2
	if got := strings.Join(sheets[0].Text, ""); got != want && !strings.ContainsFunc(got, rightToLeft) {
		t.Errorf("%s: %q reads back as %q", path, want, got)
	}
	return nil
}

// rightToLeft reports whether a character is of a script that is written from right to left, or near one.
func rightToLeft(r rune) bool {
	return r >= 0x590 && r < 0x900 || r >= 0xFB1D && r <= 0xFEFC || r >= 0x10800 && r < 0x11000 ||
		r >= 0x1E800 && r < 0x1F000
}

// tryArtwork lays the first page of a PDF over a page of ours. Whatever the file is, verify reads it in time, too.
func tryArtwork(t testing.TB, path string, data []byte) error {
	if _, err := readback.Read(t.Context(), data); err != nil {
		_, _ = readback.Links(t.Context(), data) // a damaged file has its own words
	}
	p, err := artwork.Cut(t.Context(), data, 1, false)
	if err != nil {
		return err
	}
	img := &page.Image{Name: path, Format: "pdf", Data: p.Objects.Bytes(), Size: p.Size, Page: 1}
	out := write(t, meta, &page.Page{Size: p.Size, Items: []page.Item{&page.Picture{Box: p.Size.At(geom.Position{}), Image: img}}})
	if sheets, err := readback.Read(t.Context(), out); err != nil || len(sheets) != 1 {
		t.Errorf("%s: a page with it reads back as %d pages, %v", path, len(sheets), err)
	}
	return nil
}
