package batch

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"lanyard/fonts"
	"lanyard/internal/base/geom"
	"lanyard/internal/base/judge"
	"lanyard/internal/paper/expression"
	"lanyard/internal/paper/interpret"
	"lanyard/internal/paper/layout"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/template"
	"lanyard/internal/typography/font"
	"lanyard/internal/work/rehearse"
	"lanyard/templates"
)

// renderers draw the first page of FILE at DPI in grey as a PGM file, OUT.pgm. Those of testdata/judges/render.mjs
// draw as well.
var renderers = map[string][]string{
	"pdftoppm": {"-r", "DPI", "-gray", "-f", "1", "-l", "1", "-singlefile", "FILE", "OUT"},
	"mutool":   {"draw", "-q", "-r", "DPI", "-c", "gray", "-o", "OUT.pgm", "FILE", "1"},
	"gs": {"-q", "-dSAFER", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pgmraw", "-rDPI", "-dTextAlphaBits=4",
		"-dGraphicsAlphaBits=4", "-dFirstPage=1", "-dLastPage=1", "-sOutputFile=OUT.pgm", "FILE"},
}

// agreed is the resolution of the comparison, in dots an inch.
const agreed = 100

// lostInk is the largest share of the ink of one renderer, in percent, with nothing in the same place of another: within
// a pixel, because each rounds the size of the page differently.
const lostInk = 0.25

// TestRenderersAgree draws a badge sheet and a certificate of the reference event, a sheet of hard names and a paper of
// every built-in design with renderers that share no code, and holds that each shows all that the others show.
func TestRenderersAgree(t *testing.T) {
	if testing.Short() {
		t.Skip("judged from outside alone: run without -short")
	}
	event, list := reference(t)
	files := map[string]string{"names": namesSheet(t)}
	for kind, file := range madeOf(t, event, list) {
		files["reference "+kind] = file
	}
	designs, err := fs.Glob(templates.FS, "*/*/template.toml")
	if err != nil || len(designs) < 9 {
		t.Fatalf("%d templates, %v", len(designs), err)
	}
	for _, d := range designs {
		kind, name := path.Split(path.Dir(d))
		kind = strings.Trim(kind, "/")
		section := regexp.MustCompile(`(?m)(^\[` + kind + `\]\ntemplate = ")[a-z]+`)
		if !section.MatchString(event) {
			t.Fatalf("the event has no template of %s", kind)
		}
		files[kind+" "+name] = madeOf(t, section.ReplaceAllString(event, "${1}"+name), list)[kind]
	}
	drawn := map[string]map[string]grey{} // by file and renderer
	for _, file := range files {
		drawn[file] = map[string]grey{}
	}
	var asked []string
	for program, args := range renderers {
		if asks(t, program, func(t *testing.T) {
			for _, file := range files {
				out := filepath.Join(t.TempDir(), "out")
				judged(t, program, filledIn(args, file, out, agreed)...)
				drawn[file][program] = pictureIn(t, out+".pgm")
			}
		}) {
			asked = append(asked, program)
		}
	}
	for _, reader := range []string{"pdf.js", "PDFium"} {
		if asks(t, reader, func(t *testing.T) {
			shown := filesOf(files)
			folder := judge.Packages(t, "pdfjs-dist", "@napi-rs/canvas", "@hyzyla/pdfium")
			judged(t, "node", append([]string{filepath.Join("testdata", "judges", "render.mjs"), folder, reader, fmt.Sprint(agreed)}, shown...)...)
			for _, file := range shown {
				drawn[file][reader] = pictureIn(t, fmt.Sprintf("%s.%s.%d.pgm", file, reader, agreed))
			}
		}) {
			asked = append(asked, reader)
		}
	}
	if asks(t, "Chromium", func(t *testing.T) {
		for file, picture := range viewerPictures(t, filesOf(files)) {
			drawn[file]["Chromium"] = picture
		}
	}) {
		asked = append(asked, "Chromium")
	}
	for name, file := range files {
		t.Run(name, func(t *testing.T) {
			if len(drawn[file]) < 2 {
				t.Skipf("drawn by %d renderers: nothing to compare", len(drawn[file]))
			}
			agree(t, drawn[file], codesOf(t, file))
		})
	}
	t.Logf("%d files by %v", len(files), asked)
}

// filledIn returns the arguments of a renderer.
func filledIn(args []string, file, out string, dpi int) (own []string) {
	for _, arg := range args {
		own = append(own, strings.NewReplacer("FILE", file, "OUT", out, "DPI", fmt.Sprint(dpi)).Replace(arg))
	}
	return own
}

// asks runs a subtest and reports whether it was not skipped.
func asks(t *testing.T, name string, test func(t *testing.T)) (done bool) {
	t.Run(name, func(t *testing.T) { test(t); done = true })
	return done
}

// codesOf returns where the codes on the first page of a file are. Renderers move those, which are pictures, to whole
// pixels, and at 100 dpi a module is little more than one; TestSymbols looks at them more closely.
func codesOf(t *testing.T, file string) (codes []geom.Rect) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	d, err := interpret.Page(t.Context(), data, 1)
	if err != nil {
		t.Fatal(err)
	}
	var find func(items []page.Item)
	find = func(items []page.Item) {
		for _, it := range items {
			switch it := it.(type) {
			case *page.Group:
				find(it.Items)
			case *page.Path:
				if box := it.Bounds(); len(it.Outline) > 800 && box.W >= geom.MM(8) && max(box.W-box.H, box.H-box.W) < geom.Point/100 {
					codes = append(codes, box)
				}
			}
		}
	}
	find(d.Page.Items)
	return codes
}

// agree holds that each picture shows all that the others show, codes aside.
func agree(t *testing.T, pictures map[string]grey, codes []geom.Rect) {
	most, of := 0.0, ""
	for one, a := range pictures {
		for other, b := range pictures {
			share := a.lost(b, codes)
			if share > lostInk {
				t.Errorf("%.3f %% of what %s shows is not shown by %s", share, one, other)
			}
			if share > most {
				most, of = share, one+" not in "+other
			}
		}
	}
	t.Logf("at most %.3f %%: %s", most, of)
}

// reference returns event.toml and the list of the reference event, with a person of eight languages each.
func reference(t *testing.T) (event, list string) {
	t.Helper()
	const from = "../../../examples/tehran-2017"
	toml, err := os.ReadFile(filepath.Join(from, "event.toml"))
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(from, "attendees.csv"))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	language := slices.Index(rows[0], "language")
	chosen := rows[:1:1]
	for _, lang := range []string{"fa", "ar", "ur", "hi", "th", "ja", "ko", "ro"} { // a sheet
		i := slices.IndexFunc(rows, func(row []string) bool { return row[language] == lang })
		if i < 0 {
			t.Fatalf("nobody speaks %s", lang)
		}
		chosen = append(chosen, rows[i])
	}
	var out strings.Builder
	if err := csv.NewWriter(&out).WriteAll(chosen); err != nil {
		t.Fatal(err)
	}
	return string(toml), out.String()
}

// madeOf makes an event and returns a file of each kind of paper: all badges, and the certificate of somebody.
func madeOf(t *testing.T, event, list string) map[string]string {
	t.Helper()
	dir := folderOf(t, event, list)
	if report, err := Make(t.Context(), Job{Dir: dir, Now: morning}); err != nil {
		t.Fatalf("%v: %v", err, report.Problems)
	}
	certificates, err := filepath.Glob(filepath.Join(dir, "out", "certificates", "*.pdf"))
	if err != nil || len(certificates) == 0 {
		t.Fatalf("no certificates, %v", err)
	}
	return map[string]string{"badges": filepath.Join(dir, "out", "badges.pdf"), "certificates": certificates[0]}
}

// namesSheet returns a file of one page with the forty and the hard names.
func namesSheet(t *testing.T) string {
	t.Helper()
	names := append(listed(t, "forty.tsv"), listed(t, "hard.tsv")...)
	const columns = 3
	sheet := &template.Template{Name: "names", Size: geom.Size{W: geom.MM(210), H: geom.MM(297)}}
	fields := layout.Fields{}
	for i, n := range names {
		field := fmt.Sprintf("name.%d", i)
		phrase, err := expression.ParsePhrase("{{" + field + "}}")
		if err != nil {
			t.Fatal(err)
		}
		box := rehearse.NamePage("").Boxes[0].(*template.Text)
		box.Name, box.Text, box.Style.Size = field, phrase, 20*geom.Point
		box.Size = geom.Size{W: geom.MM(62), H: geom.MM(10.5)}
		box.At = geom.Position{X: geom.MM(8 + 66*float64(i%columns)), Y: geom.MM(8 + 11*float64(i/columns))}
		sheet.Boxes = append(sheet.Boxes, box)
		fields[field] = layout.Value{Text: n.text, Lang: n.lang}
	}
	r := layout.New(font.NewLibrary(fonts.FS), nil).Page(sheet, fields)
	if len(r.Faults) > 0 {
		t.Fatal(r.Faults)
	}
	return filepath.Join(pdfOf(t, []*page.Page{r.Page}), "names.pdf")
}

// filesOf returns the files in order.
func filesOf(files map[string]string) (all []string) {
	for _, file := range files {
		all = append(all, file)
	}
	slices.Sort(all)
	return all
}

// grey is a picture in levels of grey.
type grey struct {
	w, h       int
	at         []byte
	wide, high float64 // of a pixel: 1, unless the renderer stretches a page to whole pixels
}

// pictureIn reads a PGM file.
func pictureIn(t *testing.T, name string) (g grey) {
	t.Helper()
	file, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var most int
	var wide, high float64
	if i := bytes.Index(file, []byte("\n#")); i > 0 && i < 4 { // the comment of Ghostscript, or that of render.mjs
		end := bytes.IndexByte(file[i+1:], '\n')
		fmt.Sscanf(string(file[i+1:i+1+end]), "# page %g %g", &wide, &high)
		file = append(file[:i:i], file[i+1+end:]...)
	}
	if _, err := fmt.Sscanf(string(file[:min(40, len(file))]), "P5\n%d %d\n%d", &g.w, &g.h, &most); err != nil || most != 255 {
		t.Fatalf("%s: not a PGM file: %q, %v", name, file[:min(40, len(file))], err)
	}
	g.at, g.wide, g.high = file[len(file)-g.w*g.h:], 1, 1
	if wide > 0 {
		g.wide, g.high = wide/float64(g.w), high/float64(g.h)
	}
	return g
}

// lost returns the share of the ink of g, in percent, without ink of o within a pixel. Ink has at least a third of full
// black; in the other picture any trace is enough, because poppler draws a hairline a whole pixel wide and others pale.
// Ink in codes is not lost.
func (g grey) lost(o grey, codes []geom.Rect) float64 {
	const ink, trace = 170, 253
	all, lost := 0, 0
	for y := range g.h {
		for x := range g.w {
			if g.at[y*g.w+x] > ink {
				continue
			}
			all++
			right, down := (float64(x)+0.5)*g.wide, (float64(y)+0.5)*g.high
			if slices.ContainsFunc(codes, func(r geom.Rect) bool {
				const pixel, around = agreed / 72.0, 2
				return right > r.X.Points()*pixel-around && right < r.Right().Points()*pixel+around &&
					down > r.Y.Points()*pixel-around && down < r.Bottom().Points()*pixel+around
			}) {
				continue
			}
			x, y := int(right/o.wide), int(down/o.high)
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
	white := func() grey { return grey{20, 20, bytes.Repeat([]byte{255}, 400), 1, 1} }
	a, b := white(), white()
	for i := range 10 {
		a.at[20*10+i], b.at[20*11+i] = 0, 0
	}
	if got := a.lost(b, nil); got != 0 {
		t.Errorf("a shift of one pixel loses %g %%", got)
	}
	a.at[45] = 0
	if got := a.lost(b, nil); got < 9 || got > 10 {
		t.Errorf("one pixel of eleven is %g %%", got)
	}
	if got := white().lost(b, nil); got != 100 {
		t.Errorf("an empty page loses %g %%", got)
	}
}
