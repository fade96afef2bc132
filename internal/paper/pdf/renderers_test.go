package pdf

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"lanyard/internal/paper/page"
)

// renderers draw the first page of FILE at 100 dpi in grey into OUT, as a PGM file.
var renderers = map[string][]string{
	"pdftoppm": {"-r", "100", "-gray", "-f", "1", "-l", "1", "-singlefile", "FILE", "OUT"},
	"mutool":   {"draw", "-q", "-r", "100", "-c", "gray", "-o", "OUT.pgm", "FILE", "1"},
	"gs": {"-q", "-dSAFER", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pgmraw", "-r100", "-dTextAlphaBits=4",
		"-dGraphicsAlphaBits=4", "-dFirstPage=1", "-dLastPage=1", "-sOutputFile=OUT.pgm", "FILE"},
}

// lostInk is the largest share of the ink of one renderer, in percent, with nothing in the same place of another: within
// a pixel, because each rounds the size of the page differently. 0.04 % was measured: the corners of fine lines.
const lostInk = 0.25

// TestRenderersAgree draws every built-in design with three renderers that share no code, and holds that each shows all
// that the others show.
func TestRenderersAgree(t *testing.T) {
	for name, pages := range designs(t) {
		t.Run(name, func(t *testing.T) {
			data := write(t, meta, []*page.Page{pages[0]}...)
			pictures := map[string]grey{}
			for program, args := range renderers {
				pictures[program] = rendered(t, data, program, args)
			}
			for one, a := range pictures {
				for other, b := range pictures {
					if share := a.lost(b); share > lostInk {
						t.Errorf("%.3f %% of what %s shows is not shown by %s", share, one, other)
					}
				}
			}
		})
	}
}

// grey is a picture in levels of grey.
type grey struct {
	w, h int
	at   []byte
}

// rendered returns the picture that a program draws.
func rendered(t *testing.T, data []byte, program string, args []string) grey {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out")
	own := make([]string, len(args))
	for i, arg := range args {
		own[i] = string(bytes.ReplaceAll([]byte(arg), []byte("OUT"), []byte(out)))
	}
	judged(t, data, program, own...)
	file, err := os.ReadFile(out + ".pgm")
	if err != nil {
		t.Fatal(err)
	}
	var g grey
	var most int
	if i := bytes.Index(file, []byte("\n#")); i > 0 && i < 4 { // the comment of Ghostscript
		end := bytes.IndexByte(file[i+1:], '\n')
		file = append(file[:i:i], file[i+1+end:]...)
	}
	if _, err := fmt.Sscanf(string(file[:min(40, len(file))]), "P5\n%d %d\n%d", &g.w, &g.h, &most); err != nil || most != 255 {
		t.Fatalf("%s: not a PGM file: %q, %v", program, file[:min(40, len(file))], err)
	}
	g.at = file[len(file)-g.w*g.h:]
	return g
}

// lost returns the share of the ink of g, in percent, without ink of o within a pixel. Ink has at least a third of full
// black; in the other picture any trace is enough, because poppler draws a hairline a whole pixel wide and others pale.
func (g grey) lost(o grey) float64 {
	const ink, trace = 170, 250
	all, lost := 0, 0
	for y := range min(g.h, o.h) {
		for x := range min(g.w, o.w) {
			if g.at[y*g.w+x] > ink {
				continue
			}
			all++
			found := false
			for v := max(0, y-1); v <= min(o.h-1, y+1); v++ {
				for u := max(0, x-1); u <= min(o.w-1, x+1); u++ {
					found = found || o.at[v*o.w+u] <= trace
				}
			}
			if !found {
				lost++
			}
		}
	}
	if all == 0 {
		return 100
	}
	return 100 * float64(lost) / float64(all)
}

// TestLostInk holds that the comparison sees a missing letter.
func TestLostInk(t *testing.T) {
	white := func() grey { return grey{20, 20, bytes.Repeat([]byte{255}, 400)} }
	a, b := white(), white()
	for i := range 10 {
		a.at[20*10+i], b.at[20*11+i] = 0, 0
	}
	if got := a.lost(b); got != 0 {
		t.Errorf("a shift of one pixel loses %g %%", got)
	}
	a.at[45] = 0
	if got := a.lost(b); got < 9 || got > 10 {
		t.Errorf("one pixel of eleven is %g %%", got)
	}
	if got := white().lost(b); got != 100 {
		t.Errorf("an empty page loses %g %%", got)
	}
}
