package batch

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"lanyard/internal/base/browser"
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/interpret"
)

// Where Chromium's PDF viewer puts a page that it fits to its width, in pixels: its margins hold a shadow.
const (
	viewerSide = 6
	viewerTop  = 4
)

// The colours beside and below a page, darker than that of a viewer without one.
var viewerShadow, viewerFoot = color.RGBA{0x1d, 0x1d, 0x1d, 0xff}, color.RGBA{0x18, 0x18, 0x18, 0xff}

// viewed is the first page of a file as the viewer shows it.
type viewed struct {
	file       string
	wide, high float64     // of the page at the agreed resolution, in pixels
	at         image.Point // upper left corner of the viewer
}

// width returns the width of the page in whole pixels, to which the viewer stretches it.
func (v viewed) width() int { return int(v.wide + 0.999) }

// page returns where the page is in a picture of the window, and whether it is there, between its shadows. The viewer
// rounds its height as well.
func (v viewed) page(window image.Image) (r image.Rectangle, ok bool) {
	r = image.Rect(0, 0, v.width(), int(v.high*float64(v.width())/v.wide)+3).Add(v.at).Add(image.Pt(viewerSide, viewerTop))
	is := func(x, y int, c color.RGBA) bool { return color.RGBAModel.Convert(window.At(x, y)) == c }
	for range 6 {
		if is(r.Min.X+r.Dx()/2, r.Max.Y, viewerFoot) {
			y := r.Min.Y + r.Dy()/2
			return r, is(r.Min.X-1, y, viewerShadow) && is(r.Max.X, y, viewerShadow)
		}
		r.Max.Y--
	}
	return r, false
}

// viewerPictures returns the first page of each file as the PDF viewer of Chromium shows it at the agreed resolution.
func viewerPictures(t *testing.T, files []string) map[string]grey {
	t.Helper()
	const across, batch = 3, 9 // viewers beside each other, and in a window
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if i, err := strconv.Atoi(r.URL.Path[1:]); err == nil && i < len(files) {
			w.Header().Set("Content-Type", "application/pdf")
			http.ServeFile(w, r, files[i])
			return
		}
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, "<!doctype html><body style=margin:0>")
	}))
	defer server.Close()
	p := browser.Chromium(t)
	pictures := map[string]grey{}
	for some := range slices.Chunk(files, batch) {
		var all []viewed
		var embeds strings.Builder
		cell := image.Point{}
		for _, file := range some {
			v := viewed{file: file}
			v.wide, v.high = pixelsOf(t, file)
			cell = image.Pt(max(cell.X, v.width()+2*viewerSide), max(cell.Y, int(v.high)+40))
			all = append(all, v)
		}
		for i := range all {
			v := &all[i]
			v.at = image.Pt(i%across*cell.X, i/across*cell.Y)
			fmt.Fprintf(&embeds, `<embed type=application/pdf src="/%d#toolbar=0&navpanes=0&view=Fit" `+
				`style="position:absolute;left:%dpx;top:%dpx;width:%dpx;height:%dpx">`,
				slices.Index(files, v.file), v.at.X, v.at.Y, v.width()+2*viewerSide, int(v.high)+40)
		}
		p.Size(across*cell.X, batch/across*cell.Y)
		p.Visit(server.URL)
		p.Do(fmt.Sprintf("document.body.innerHTML = %q", embeds.String()))
		window := settled(t, p, all)
		for _, v := range all {
			r, _ := v.page(window)
			pictures[v.file] = v.cut(window, r)
		}
	}
	return pictures
}

// pixelsOf returns the size of the first page of a file at the agreed resolution.
func pixelsOf(t *testing.T, file string) (wide, high float64) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	d, err := interpret.Page(t.Context(), data, 1)
	if err != nil {
		t.Fatal(err)
	}
	pixels := func(l geom.Length) float64 { return l.Points() * agreed / 72 }
	return pixels(d.Page.Size.W), pixels(d.Page.Size.H)
}

// settled returns the window once it has shown the same thing three times with ink on every page: viewers draw their
// pages one after the other, and now and then a picture is taken while they are away.
func settled(t *testing.T, p *browser.Page, all []viewed) image.Image {
	t.Helper()
	var before []byte
	same := 0
	for until := time.Now().Add(browser.Patience); time.Now().Before(until); time.Sleep(400 * time.Millisecond) {
		shot, err := p.Screenshot()
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(shot, before) {
			before, same = shot, 0
			continue
		}
		if same++; same < 2 {
			continue
		}
		window, err := png.Decode(bytes.NewReader(shot))
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(all, func(v viewed) bool { return !v.shown(window) }) {
			return window
		}
	}
	t.Fatalf("Chromium's viewer shows no page there within %v", browser.Patience)
	return nil
}

// shown reports whether the page of v is in its place and has ink.
func (v viewed) shown(window image.Image) bool {
	r, ok := v.page(window)
	if !ok {
		return false
	}
	g := v.cut(window, r)
	return slices.ContainsFunc(g.at, func(level byte) bool { return level < 128 })
}

// cut returns the page of v, which is at r, in grey. The viewer draws it a pixel larger on every side, and its shadow
// over that: there the picture is white.
func (v viewed) cut(window image.Image, r image.Rectangle) grey {
	whole := r.Inset(-1)
	g := grey{w: whole.Dx(), h: whole.Dy(), wide: v.wide / float64(whole.Dx()), high: v.high / float64(whole.Dy())}
	for y := whole.Min.Y; y < whole.Max.Y; y++ {
		for x := whole.Min.X; x < whole.Max.X; x++ {
			level := byte(255)
			if image.Pt(x, y).In(r) {
				level = color.GrayModel.Convert(window.At(x, y)).(color.Gray).Y
			}
			g.at = append(g.at, level)
		}
	}
	return g
}
