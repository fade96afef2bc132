package pdf

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

// mark is a drawn image that uses what a form can have: text, a picture, an ink,
// a gradient, opacity and another drawn image.
func mark(t testing.TB) *page.Image {
	inner := &page.Image{Name: "inner", Format: "svg", Size: geom.Size{W: geom.MM(4), H: geom.MM(4)}, Items: []page.Item{
		&page.Path{Outline: geom.Ellipse(mm(0, 0, 4, 4)), Fill: &page.Paint{Colour: rgb(200, 30, 30)}}}}
	to := rgb(0, 0, 120)
	return &page.Image{Name: "mark", Format: "svg", Size: geom.Size{W: geom.MM(40), H: geom.MM(20)}, Items: []page.Item{
		&page.Path{Outline: geom.Box(mm(0, 0, 40, 20)), Fill: &page.Paint{Colour: rgb(240, 240, 255)}, Stroke: &page.Stroke{Width: geom.MM(1), Colour: rgb(0, 0, 0)}},
		&page.Path{Outline: geom.Box(mm(2, 2, 10, 5)), Fill: &page.Paint{Colour: rgb(120, 0, 0), To: &to, From: geom.Position{X: geom.MM(2)}, Until: geom.Position{X: geom.MM(12)}}},
		&page.Path{Outline: geom.Ellipse(mm(14, 2, 16, 16)), Fill: &page.Paint{Colour: rgb(0, 90, 30)}, Opacity: 0.5},
		text(run(t, face(t, "NotoSans/NotoSans-Regular.ttf"), "Mark", 0), 2, 17),
		&page.Picture{Box: mm(30, 2, 8, 6), Image: pixels(t, 16, 12, true)},
		&page.Picture{Box: mm(32, 12, 6, 6), Image: inner},
	}}
}

// TestFormsAreDrawnOnce places a drawn image on many pages and in many sizes.
func TestFormsAreDrawnOnce(t *testing.T) {
	img := mark(t)
	pages := func(n int) (all []*page.Page) {
		for i := range n {
			w := 10 + float64(i)
			all = append(all, sized(&page.Picture{Box: mm(5, 5, w, w/2), Image: img}, &page.Picture{Box: mm(5, 35, 40, 20), Image: img, Clip: geom.Ellipse(mm(5, 35, 40, 20))}))
		}
		return all
	}
	few, many := write(t, meta, pages(1)...), write(t, meta, pages(40)...)
	if a, b := bytes.Count(few, []byte("/Subtype/Form")), bytes.Count(many, []byte("/Subtype/Form")); a != 2 || b != 2 {
		t.Errorf("%d forms on one page, %d on forty, expected 2", a, b)
	}
	if !open(t, many).archival() {
		t.Error("a drawn form keeps a file from being PDF/A")
	}
	judgeAll(t, many)
	t.Run("same as without", func(t *testing.T) {
		whole := &page.Image{Name: "whole", Size: img.Size, Format: "svg", Items: img.Items}
		a := render(t, write(t, meta, &page.Page{Size: img.Size, Items: []page.Item{&page.Picture{Box: img.Size.At(geom.Position{}), Image: whole}}}), 100)
		b := render(t, write(t, meta, &page.Page{Size: img.Size, Items: img.Items}), 100)
		if far := a.compare(b); a.w != b.w || a.h != b.h || far > len(a.pixels)/100 {
			t.Errorf("%d of %d values differ", far, len(a.pixels))
		}
	})
}

func TestFormsAreDeterministic(t *testing.T) {
	var want []byte
	for i := range 6 {
		old := runtime.GOMAXPROCS(1 + i%2)
		got := write(t, meta, sized(&page.Picture{Box: mm(5, 5, 40, 20), Image: mark(t)}))
		runtime.GOMAXPROCS(old)
		if want == nil {
			want = got
		}
		if !bytes.Equal(got, want) {
			t.Fatal("two runs differ")
		}
	}
}

// TestFormsTakeTheirInks checks that an ink of a form is one of the file.
func TestFormsTakeTheirInks(t *testing.T) {
	gold := func(yellow uint8) *page.Path {
		return &page.Path{Outline: geom.Box(mm(0, 0, 10, 10)), Fill: &page.Paint{Colour: geom.Colour{Space: geom.Spot, Name: "Gold", Tint: 100, V: [4]uint8{0, 20, yellow, 0}}}}
	}
	img := &page.Image{Name: "gold", Format: "svg", Size: geom.Size{W: geom.MM(10), H: geom.MM(10)}, Items: []page.Item{gold(60)}}
	use := &page.Picture{Box: mm(0, 0, 10, 10), Image: img}
	if out := write(t, meta, sized(use, gold(60))); !open(t, out).archival() || bytes.Contains(out, []byte("/DeviceCMYK")) {
		t.Error("a form with a named ink takes the claim of PDF/A away")
	}
	if _, err := Draw([]*page.Page{sized(gold(70), use)}); err == nil {
		t.Error("an ink has two alternatives on a page, one of them in a form")
	}
	f := NewFile(new(bytes.Buffer), meta)
	for i, it := range []page.Item{use, gold(70)} {
		c, err := Draw([]*page.Page{sized(it)})
		if err != nil {
			t.Fatal(err)
		}
		if err := f.Append(c); (err == nil) != (i == 0) {
			t.Errorf("chunk %d: %v", i, err)
		}
	}
}

// TestFormsSaySilently has a drawing told about once, by the page on which it
// stands: a mark inside of it would be an artifact in a figure (ISO 14289-1, 7.1).
func TestFormsSaySilently(t *testing.T) {
	data := write(t, meta, sized(&page.Picture{Box: mm(0, 55, 20, 10), Image: drawing(), Alt: "a mark"}))
	if got := contents(t, data)[0]; !strings.Contains(got, "/Figure<</MCID 0>>BDC\n") {
		t.Errorf("the page does not say what stands there:\n%s", got)
	}
	a := open(t, data)
	forms := 0
	for n, o := range a.objects {
		if !bytes.Contains(o.value, []byte("/Subtype/Form")) {
			continue
		}
		forms++
		if got := string(a.stream(fmt.Appendf(nil, "%d 0 R", n))); strings.Contains(got, "BMC") || strings.Contains(got, "BDC") {
			t.Errorf("marked content in a form:\n%s", got)
		}
	}
	if forms != 1 {
		t.Errorf("%d forms", forms)
	}
}
