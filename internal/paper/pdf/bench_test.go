package pdf

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

// cell returns a badge of seven runs with a QR symbol.
func cell(t testing.TB, n, modules int) *page.Group {
	sans, bold := face(t, "NotoSans/NotoSans-Regular.ttf"), face(t, "NotoSans/NotoSans-Bold.ttf")
	local := face(t, "NotoSansJP/NotoSansJP-Regular.ttf")
	names := []string{"山田太郎", "佐藤花子", "鈴木一郎", "高橋美咲", "田中健太", "伊藤さくら", "渡辺大輔", "小林結衣"}
	g := &page.Group{Items: []page.Item{
		&page.Path{Outline: geom.Box(mm(0, 55, 90, 10)), Fill: &page.Paint{Colour: rgb(27, 77, 62)}},
		text(run(t, bold, fmt.Sprintf("Attendee Number %d", n), 0), 5, 20),
		text(run(t, local, names[n%len(names)], 0), 5, 28),
		text(run(t, sans, "United Nations University", 0), 5, 36),
		text(run(t, sans, "Centre for Policy Research", 0), 5, 41),
		text(run(t, sans, "Japan", 0), 5, 46),
		text(run(t, bold, "SPEAKER", 0), 5, 61),
		text(run(t, sans, fmt.Sprintf("7K3M-%04d-XY2Z-90AB", n), 0), 55, 52),
		&page.Link{Box: mm(58, 20, 28, 28), URL: fmt.Sprintf("HTTPS://VERIFY.EXAMPLE.ORG/%0100d", n)},
	}}
	g.Items = append(g.Items, &page.Path{
		Mosaic: symbol(modules, uint32(n), geom.Position{X: geom.MM(58), Y: geom.MM(20)}, geom.MM(0.35)), Fill: &page.Paint{}})
	return g
}

// sheet8 returns an A4 page of eight badges.
func sheet8(t testing.TB, n int) *page.Page {
	pg := &page.Page{Size: geom.Size{W: geom.MM(210), H: geom.MM(297)}}
	for i := range 8 {
		g := cell(t, 8*n+i, 73)
		g.At = geom.Position{X: geom.MM(float64(10 + i%2*95)), Y: geom.MM(float64(10 + i/2*70))}
		pg.Items = append(pg.Items, g)
	}
	return pg
}

func BenchmarkDraw(b *testing.B) {
	pages := []*page.Page{sheet8(b, 0)}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Draw(pages); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}

// A file of 1,000 sheets leaves 149 MB of garbage. It was 224 MB when codes were boxes, half of that the copies that fpdf
// makes of the operators. With sixteen pages in a document of fpdf it was a quarter more, because the buffer of the
// file doubled, and the finished page was copied once more.
//
// Processor time when codes were boxes over that as pictures of bits, both in one run, medians of three, November 2026:
// Draw 2.6, File1000 2.5, Single 1.6; Single writes 12.7 instead of 15.3 kB.
func BenchmarkFile1000(b *testing.B) {
	var pages []*page.Page
	for i := range 40 {
		pages = append(pages, sheet8(b, i))
	}
	for len(pages) < 1000 {
		pages = append(pages, pages[:40]...)
	}
	pages = pages[:1000]
	b.ReportAllocs()
	for b.Loop() {
		if err := Write(io.Discard, meta, pages); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(1000*float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}

func BenchmarkSingle(b *testing.B) {
	g := cell(b, 3, 73)
	pages := []*page.Page{{Size: geom.Size{W: geom.MM(297), H: geom.MM(210)}, Items: g.Items}}
	var out bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		out.Reset()
		if err := Write(&out, meta, pages); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pages/s")
	b.ReportMetric(float64(out.Len()), "file-bytes")
}
