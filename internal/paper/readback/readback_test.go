package readback

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/locale"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/pdf"
	"lanyard/internal/typography/font"
)

const latin, naskh = "NotoSans/NotoSans-Regular.ttf", "NotoNaskhArabic/NotoNaskhArabic-Regular.ttf"

var faces sync.Map

// face returns one of the repository's fonts by its file.
func face(t testing.TB, file string) *font.Font {
	t.Helper()
	if f, ok := faces.Load(file); ok {
		return f.(*font.Font)
	}
	data, err := os.ReadFile(filepath.Join("../../../fonts", file))
	if err != nil {
		t.Fatal(err)
	}
	f, err := font.Parse(file, data)
	if err != nil {
		t.Fatal(err)
	}
	faces.Store(file, f)
	return f
}

// run sets text with one glyph a character, without shaping.
func run(t testing.TB, f *font.Font, text string, level uint8) *font.Run {
	t.Helper()
	r := &font.Run{Font: f, Text: text, Level: level}
	for i, c := range text {
		gid, ok := f.NominalGlyph(c)
		if !ok {
			t.Fatalf("font %s has no %q", f.Name(), c)
		}
		g := font.Glyph{ID: gid, Advance: f.Advance(gid), From: int32(i), To: int32(i + utf8.RuneLen(c))}
		if level&1 == 1 {
			r.Glyphs = append([]font.Glyph{g}, r.Glyphs...)
		} else {
			r.Glyphs = append(r.Glyphs, g)
		}
		r.Width += int64(g.Advance)
	}
	return r
}

func text(r *font.Run, x, y float64) *page.Glyphs {
	return &page.Glyphs{At: geom.Position{X: geom.MM(x), Y: geom.MM(y)}, Run: r, Size: 14 * geom.Point}
}

// told writes pages that each say the given texts, with a link.
func told(t testing.TB, pages ...[]page.Item) []byte {
	t.Helper()
	var all []*page.Page
	for i, items := range pages {
		items = append(items, &page.Link{Box: geom.Rect{W: geom.MM(10), H: geom.MM(10)}, URL: fmt.Sprintf("https://verify.example.org/#%03d", i)})
		all = append(all, &page.Page{Size: geom.Size{W: geom.MM(100), H: geom.MM(60)}, Items: items})
	}
	var b bytes.Buffer
	if err := pdf.Write(&b, pdf.Meta{Title: "Badges", Lang: "en"}, all); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReadGivesWhatWasDrawn(t *testing.T) {
	f, ar := face(t, latin), face(t, naskh)
	spoken := run(t, f, "office", 0) // its second character is said to be drawn by the first glyph
	spoken.Glyphs[0].To, spoken.Glyphs[1].From = 2, 0
	spoken.Glyphs[1].To = 2
	var pages [][]page.Item
	for i := range 130 { // more than one level of the page tree
		pages = append(pages, []page.Item{text(run(t, f, fmt.Sprintf("Page %d", i), 0), 10, 10)})
	}
	pages[0] = []page.Item{
		text(run(t, f, "Zoë Ångström", 0), 10, 10),
		&page.Group{At: geom.Position{X: geom.MM(5), Y: geom.MM(30)}, Turn: 90, Items: []page.Item{text(run(t, ar, "علی رضایی", 1), 0, 0)}},
		text(spoken, 10, 20),
	}
	sheets, err := Read(context.Background(), told(t, pages...))
	if err != nil || len(sheets) != len(pages) {
		t.Fatalf("%d sheets, %v", len(sheets), err)
	}
	if want := []string{"Zoë Ångström", "علی رضایی", "office"}; !slices.Equal(sheets[0].Text, want) {
		t.Errorf("got %q, want %q", sheets[0].Text, want)
	}
	for i, s := range sheets {
		if want := fmt.Sprintf("https://verify.example.org/#%03d", i); !slices.Equal(s.Links, []string{want}) {
			t.Errorf("page %d links to %q", i+1, s.Links)
		}
		if want := fmt.Sprintf("Page %d", i); i > 0 && !slices.Equal(s.Text, []string{want}) {
			t.Errorf("page %d says %q", i+1, s.Text)
		}
	}
}

// TestReadKnowsTheFontAfterAGroup reads a text whose font was set before a group
// that set another.
func TestReadKnowsTheFontAfterAGroup(t *testing.T) {
	line := func(file, s string) page.Item { return text(run(t, face(t, file), s, 0), 10, 10) }
	data := told(t, []page.Item{line(latin, "Ana"), &page.Group{Turn: 90, Items: []page.Item{line(naskh, "2017")}}, line(latin, "Bo")})
	sheets, err := Read(context.Background(), data)
	if err != nil || !slices.Equal(sheets[0].Text, []string{"Ana", "2017", "Bo"}) {
		t.Errorf("%v, %v", sheets, err)
	}
}

func TestReadKeepsMarksBehindTheirLetter(t *testing.T) {
	for _, c := range []struct {
		units []string // as they stand on the page, from left to right
		want  string
	}{
		{[]string{"a", "b"}, "ab"},
		{[]string{"ب", "ا"}, "اب"},
		{[]string{"ب", "\u064e", "ا"}, "اب\u064e"},
		{[]string{"م", continuation, "لا"}, "لام" + continuation},
		{nil, ""},
	} {
		if got := reading(c.units); got != c.want {
			t.Errorf("%q reads as %q, want %q", c.units, got, c.want)
		}
	}
}

func TestReadRefusesWhatIsNotOurs(t *testing.T) {
	good := told(t, []page.Item{text(run(t, face(t, latin), "A1", 0), 10, 10)})
	for name, data := range map[string][]byte{
		"nothing":           nil,
		"another file":      []byte("%PDF-1.7\nsomething"),
		"a cut file":        good[:len(good)/2],
		"an update":         append(bytes.Clone(good), "1 0 obj\nnull\nendobj\nxref\n0 0\ntrailer\n<<>>\nstartxref\n0\n%%EOF\n"...),
		"bytes at the end":  append(bytes.Clone(good), "more"...),
		"pages in a circle": small([2]string{"<</Pages 2 0 R>>"}, [2]string{"<</Kids[2 0 R]>>"}),
		"a file before it":  append(bytes.Clone(good[:len(good)-len("\n%%EOF\n")]), "1\n%%EOF\n"...),
		"another table":     bytes.Replace(good, []byte("/Predictor 12"), []byte("/Predictor 15"), 1),
		"a table with more": bytes.Replace(good, []byte("/Type/XRef/Size"), []byte("/Type/XRef/Prev"), 1),
	} {
		if _, err := Read(context.Background(), data); !errors.Is(err, ErrForeign) {
			t.Errorf("%s: %v", name, err)
		}
	}
	fonts := map[string]codes{"T0": {text: map[uint16]string{1: "A"}}}
	for _, hidden := range []string{"BT /T0 9 Tf 3 Tr [<0001>]TJ ET", "BT (A)Tj ET", "BT [<0001>]TJ ET", "BT /T0 Tf ET", "[<0001", "/Span BDC"} {
		if _, err := runs([]byte(hidden), fonts); !errors.Is(err, ErrForeign) {
			t.Errorf("%s: %v", hidden, err)
		}
	}
}

// deflated returns data as FlateDecode unfolds it.
func deflated(data string) string {
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

// small writes a file in the form of ours out of the values of its objects, the
// first of which has the number 1; streams are given as they are before deflate.
// Object 1 is the catalog.
func small(objects ...[2]string) []byte {
	b := []byte("%PDF-1.7\n")
	var at []int
	add := func(value, stream string) {
		at = append(at, len(b))
		b = fmt.Appendf(b, "%d 0 obj\n%s\n", len(at), value)
		if stream != "" {
			b = fmt.Appendf(b, "stream\n%s\nendstream\n", stream)
		}
		b = append(b, "endobj\n"...)
	}
	for _, o := range objects {
		if o[1] == "" {
			add(o[0], "")
			continue
		}
		stream := deflated(o[1])
		add(fmt.Sprintf("<<%s/Filter/FlateDecode/Length %d>>", o[0], len(stream)), stream)
	}
	return closed(b, at, nil)
}

// closed ends a file whose objects are at the given offsets; packed has rows of the table instead.
func closed(b []byte, at []int, packed map[int][3]int) []byte {
	start := len(b)
	rows := "\x02\x00\x00\x00\x00\xff"
	before := []byte(rows)[1:]
	for n := 1; n <= len(at)+1; n++ {
		row := [3]int{1, start, 0}
		if n <= len(at) {
			row[1] = at[n-1]
		}
		if p, ok := packed[n]; ok {
			row = p
		}
		now := []byte{byte(row[0]), byte(row[1] >> 16), byte(row[1] >> 8), byte(row[1]), byte(row[2])}
		rows += "\x02"
		for i := range now {
			rows += string([]byte{now[i] - before[i]})
		}
		before = now
	}
	data := deflated(rows)
	b = fmt.Appendf(b, "%d 0 obj\n<</Type/XRef/Size %d/W[1 3 1]/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 5>>/Root 1 0 R/Info 1 0 R/ID[()()]/Length %d>>\nstream\n%s\nendstream\nendobj\n",
		len(at)+1, len(at)+2, len(data), data)
	return fmt.Appendf(b, "startxref\n%d\n%%%%EOF\n", start)
}

// overlapping returns a file with an object stream of which many objects are
// the same large one.
func overlapping() []byte {
	head := strings.Repeat("1 0 ", 100_000)
	data := deflated(head + "<</Type/Catalog/Pages<</A(" + strings.Repeat("x", 1<<20) + ")>>>>")
	b := []byte("%PDF-1.7\n")
	at := []int{0, len(b)}
	b = fmt.Appendf(b, "2 0 obj\n<</Type/ObjStm/N 100000/First %d/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\n", len(head), len(data), data)
	return closed(b, at, map[int][3]int{1: {2, 2, 0}})
}

// bombs are small files whose reading would take hours or all memory.
func bombs() map[string][]byte {
	page := "<</Type /Page /Resources 3 0 R /Contents 4 0 R /Annots [%s]>>"
	file := func(kids, annots, content, cmap string) []byte {
		return small([2]string{"<</Pages 2 0 R>>"}, [2]string{"<</Type/Pages/Kids [" + kids + "]>>"}, [2]string{"<</Font <</T0 6 0 R>>>>"}, [2]string{"", content},
			[2]string{fmt.Sprintf(page, annots)}, [2]string{"<</Type/Font/Subtype/Type0/Encoding/Identity-H/ToUnicode 7 0 R>>"}, [2]string{"", cmap}, [2]string{"<</Subtype/Link/Border[0 0 0]/Contents(" + strings.Repeat("x", 1<<20) + ")>>"})
	}
	show := "BT /T0 9 Tf [<" + strings.Repeat("0001", 1<<19) + ">]TJ "
	return map[string][]byte{
		"a code that stands for a novel":   file("5 0 R", "", show+"ET", "beginbfchar\n<0001><"+strings.Repeat("0041", 1<<20)+">\n"),
		"a text that ends a million times": file("5 0 R", "", show+strings.Repeat("ET ", 1<<20), "beginbfchar\n<0001><0041>\n"),
		"one large object for many links":  file("5 0 R", strings.Repeat("8 0 R ", 1<<20), "q Q", "x"),
		"objects that lie in each other":   overlapping(),
		"a page that holds itself":         file(strings.Repeat("2 0 R ", 1<<10), "", "q Q", "x"),
	}
}

// TestReadBombs: what would cost hours or all memory is told within seconds and
// the memory of a few copies of the file.
func TestReadBombs(t *testing.T) {
	if testing.Short() {
		t.Skip("slow: bombs are held against their limits")
	}
	good := small([2]string{"<</Pages 2 0 R>>"}, [2]string{"<</Type /Page /Resources 3 0 R /Contents 4 0 R>>"}, [2]string{"<<>>"}, [2]string{"", "q Q"})
	if sheets, err := Read(context.Background(), good); err != nil || len(sheets) != 1 {
		t.Fatalf("a small good file: %d sheets, %v", len(sheets), err)
	}
	for name, data := range bombs() {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		sheets, err := Read(context.Background(), data)
		took := time.Since(start)
		runtime.ReadMemStats(&after)
		if allocated := (after.TotalAlloc - before.TotalAlloc) >> 20; took > 20*time.Second || allocated > 200 {
			t.Errorf("%s: %d bytes take %v and %d MB", name, len(data), took, allocated)
		}
		size := 0
		for _, s := range sheets {
			size += len(strings.Join(s.Text, ""))
		}
		if size > maxSaid || err != nil && !errors.Is(err, ErrForeign) {
			t.Errorf("%s: %d bytes of text, %v", name, size, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(told(f, []page.Item{text(run(f, face(f, latin), "A1", 0), 10, 10)}))
	f.Add(told(f, []page.Item{text(run(f, face(f, naskh), "بابا", 1), 10, 10)}, nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		sheets, err := Read(context.Background(), data)
		if err != nil && (sheets != nil || !errors.Is(err, ErrForeign)) {
			t.Fatalf("%d sheets, %v", len(sheets), err)
		}
		if again, errAgain := Read(context.Background(), data); !reflect.DeepEqual(again, sheets) || err != errAgain {
			t.Error("the same file was read in two ways")
		}
		all, err := Links(context.Background(), data)
		for _, s := range sheets {
			if s.Text == nil {
				t.Error("a page whose text is not known")
			}
			if n := len(strings.Join(s.Text, "")); n > maxSaid+maxContent { // ActualText stands in the content
				t.Errorf("%d bytes of text on a page", n)
			}
			for _, l := range s.Links {
				if l == "" || err == nil && !slices.Contains(all, l) {
					t.Errorf("the link %q is in none of the objects", l)
				}
			}
		}
	})
}

func FuzzRuns(f *testing.F) {
	f.Add([]byte("q 1 0 0 RG BT\n/T0 9 Tf\n1 2 Td\n/Span<</ActualText<FEFF0041>>>BDC\n[<0001>-12<0002>]TJ\nEMC\n0 Ts\nET Q"))
	fonts := map[string]codes{"T0": {text: map[uint16]string{1: "A", 2: "ب"}}, "T1": {map[uint16]string{1: "A", 2: "ب"}, true}}
	f.Fuzz(func(t *testing.T, data []byte) {
		texts, err := runs(data, fonts)
		if err == nil && len(texts) > bytes.Count(data, []byte("ET")) {
			t.Errorf("%d runs in %q", len(texts), data)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	var pages [][]page.Item
	for i := range 100 {
		var items []page.Item
		for n := range 20 {
			items = append(items, text(run(b, face(b, latin), fmt.Sprintf("Line %d of page %d", n, i), 0), 10, float64(2*n)))
		}
		pages = append(pages, items)
	}
	data := told(b, pages...)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(context.Background(), data); err != nil {
			b.Fatal(err)
		}
	}
}

// TestReadingKeepsPersianNumbers: numbers in a right-to-left text are written from
// left to right.
func TestReadingKeepsPersianNumbers(t *testing.T) {
	for units, want := range map[string]string{"۹۰": "۹۰", "٢٠٢٧": "٢٠٢٧", "۲٬۰۱۷": "۲٬۰۱۷", "ملس": "سلم"} {
		for _, read := range []func([]string) string{reading, mirrored} {
			if got := read(strings.Split(units, "")); got != want {
				t.Errorf("%q is read as %q, not %q", units, got, want)
			}
		}
	}
}

func TestMirrored(t *testing.T) {
	for _, c := range []struct {
		units []string // as they stand on the page, from left to right
		want  string
	}{
		{[]string{"a", "bc"}, "abc"},
		{[]string{"\u064e", "ب", "ا"}, "اب\u064e"},
		{[]string{"م", "ال", "\u200cی"}, "ی\u200cلام"}, // a ligature, a half-space
		{nil, ""},
	} {
		if got := mirrored(c.units); got != c.want {
			t.Errorf("%q reads as %q, want %q", c.units, got, c.want)
		}
	}
}

// TestReadEarlier reads a file that we made in November 2026, when marks came after
// their letter and ActualText held what glyphs do not say: what is printed once stays
// readable. Earlier.tsv has its names, one a page.
func TestReadEarlier(t *testing.T) {
	data, err := os.ReadFile("testdata/earlier.pdf")
	if err != nil {
		t.Fatal(err)
	}
	list, err := os.ReadFile("testdata/earlier.tsv")
	if err != nil {
		t.Fatal(err)
	}
	names := strings.Split(strings.TrimSpace(string(list)), "\n")
	sheets, err := Read(context.Background(), data)
	if err != nil || len(sheets) != len(names) {
		t.Fatalf("%d sheets of %d, %v", len(sheets), len(names), err)
	}
	for i, s := range sheets {
		want, _, _ := strings.Cut(names[i], "\t")
		if got := strings.ReplaceAll(strings.Join(s.Text, ""), continuation, ""); locale.NFC(got) != locale.NFC(want) {
			t.Errorf("page %d says %q, not %q", i+1, got, want)
		}
	}
}
