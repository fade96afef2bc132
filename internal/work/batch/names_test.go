package batch

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lanyard/fonts"
	"lanyard/internal/base/geom"
	"lanyard/internal/base/judge"
	"lanyard/internal/base/locale"
	"lanyard/internal/paper/layout"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/pdf"
	"lanyard/internal/paper/template"
	"lanyard/internal/typography/font"
	"lanyard/internal/work/rehearse"
)

// name is a line of the names of package text: 500 in 180 languages.
type name struct{ lang, text string }

func manyNames(t testing.TB) (names []name) {
	data, err := os.ReadFile("../../typography/text/testdata/names.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		lang, text, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if ok && !strings.HasPrefix(line, "#") && strings.ContainsFunc(text, func(r rune) bool { return !font.Ignorable(r) && r != ' ' }) {
			names = append(names, name{lang, text})
		}
	}
	if len(names) < 490 {
		t.Fatalf("only %d names", len(names))
	}
	return names
}

// nameMargin is the empty room around the box of a name: what leaves the box
// is seen there.
const nameMargin = 8 * geom.Millimetre

// nameTemplate is a page with the name of a badge and nothing else.
func nameTemplate(family string) *template.Template {
	t := rehearse.NamePage(family)
	box := t.Boxes[0].(*template.Text)
	box.Frame.At = geom.Position{X: nameMargin, Y: nameMargin}
	box.Frame.Size = geom.Size{W: 80 * geom.Millimetre, H: 124 * geom.Millimetre / 10} // of the classic badge
	box.Style = template.Style{Family: family, Bold: family != "serif", Size: 27 * geom.Point, Min: 4 * geom.Point, Break: 17 * geom.Point, Lines: 2, Leading: 1.05, Valign: template.Middle}
	t.Size = geom.Size{W: box.Frame.Size.W + 2*nameMargin, H: box.Frame.Size.H + 2*nameMargin}
	return t
}

// TestNamesStayInTheirBox sets every name in the box of a badge: no ink by the
// outlines of the glyphs, and no dark pixel at 150 dpi, lies outside.
func TestNamesStayInTheirBox(t *testing.T) {
	names := manyNames(t)
	library := font.NewLibrary(fonts.FS)
	var all []*page.Page
	for _, family := range []string{"sans", "serif", "nastaliq"} {
		l, tmpl := layout.New(library, nil), nameTemplate(family)
		frame := template.FrameOf(tmpl.Boxes[0])
		box := frame.Size.At(frame.At).Inset(-8) // EMU, for rounding
		for i, n := range names {
			if family == "nastaliq" && !locale.Direction(n.lang) || testing.Short() && i%4 != 0 {
				continue
			}
			r := l.Page(tmpl, layout.Fields{rehearse.NameField: {Text: n.text, Lang: n.lang}})
			if len(r.Faults) > 0 {
				t.Errorf("%s %q: %v", n.lang, n.text, r.Faults)
				continue
			}
			for g := range page.Runs(r.Page.Items) {
				if ink := inkOf(g); !ink.Empty() && !box.Contains(ink) {
					t.Errorf("%s %q in %s: ink at %v leaves %v", n.lang, n.text, family, ink, box)
				}
			}
			if family != "serif" { // drawn by the judge in half the time
				all = append(all, r.Page)
			}
		}
	}
	t.Run("pdftoppm", func(t *testing.T) { judgeInk(t, all, nameTemplate("sans")) })
}

// inkOf returns the box around the ink of all glyphs of a run.
func inkOf(g *page.Glyphs) (ink geom.Rect) {
	pen := int64(0)
	for _, glyph := range g.Run.Glyphs {
		box := g.Run.Font.Ink(glyph.ID)
		if !box.Empty() {
			scale := func(units int64) geom.Length { return g.Run.Font.Scale(units, g.Size) }
			x, y := pen+int64(glyph.X), int64(glyph.Y)
			r := geom.Rect{X: scale(x + int64(box.XMin)), Y: -scale(y + int64(box.YMax)), W: scale(int64(box.XMax - box.XMin)), H: scale(int64(box.YMax - box.YMin))}
			ink = ink.Union(r.Move(g.At))
		}
		pen += int64(glyph.Advance)
	}
	return ink
}

// judgeInk renders pages and looks for ink outside the box of tmpl.
func judgeInk(t *testing.T, pages []*page.Page, tmpl *template.Template) {
	const dpi = 150
	dir := pdfOf(t, pages)
	judged(t, "pdftoppm", "-r", fmt.Sprint(dpi), "-gray", filepath.Join(dir, "names.pdf"), filepath.Join(dir, "p"))
	files, _ := filepath.Glob(filepath.Join(dir, "p-*.pgm"))
	if len(files) != len(pages) {
		t.Fatalf("%d pictures of %d pages", len(files), len(pages))
	}
	frame := template.FrameOf(tmpl.Boxes[0])
	px := func(l geom.Length) int { return int(float64(l) / float64(geom.Inch) * dpi) }
	left, top, right, bottom := px(frame.At.X)-1, px(frame.At.Y)-1, px(frame.At.X+frame.Size.W)+1, px(frame.At.Y+frame.Size.H)+1
	for i, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var w, h, most int
		if _, err := fmt.Sscanf(string(data[:20]), "P5\n%d %d\n%d", &w, &h, &most); err != nil {
			t.Fatal(err)
		}
		pixels := data[len(data)-w*h:]
		inside := 0
		for at, grey := range pixels {
			if x, y := at%w, at/w; grey < 128 && x >= left && x <= right && y >= top && y <= bottom {
				inside++
			} else if grey < 128 {
				t.Errorf("page %d, %q: ink at %d, %d", i+1, textOf(pages[i]), x, y)
				break
			}
		}
		if inside == 0 {
			t.Errorf("page %d, %q: no ink", i+1, textOf(pages[i]))
		}
	}
}

func textOf(p *page.Page) (s string) {
	for g := range page.Runs(p.Items) {
		s += g.Run.Text + " "
	}
	return s
}

// pdfOf writes pages into names.pdf in a new folder.
func pdfOf(t testing.TB, pages []*page.Page) (dir string) {
	var out bytes.Buffer
	if err := pdf.Write(&out, pdf.Meta{Title: "Names"}, pages); err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "names.pdf"), out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// listed returns the names of a file of testdata: language, tab, name.
func listed(t testing.TB, file string) (names []name) {
	data, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		lang, text, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if !ok {
			t.Fatalf("%s: no tab in %q", file, line)
		}
		names = append(names, name{lang, text})
	}
	return names
}

// TestNamesReadBack counts the names that come out of the file exactly as they
// went in, by reader: 40 names in as many languages, 35 that are hard, and all. The
// counts may rise and never fall.
func TestNamesReadBack(t *testing.T) {
	if testing.Short() {
		t.Skip("judged from outside alone: run without -short")
	}
	for _, list := range []struct {
		title  string
		names  []name
		floors map[string]int
	}{
		{"forty", listed(t, "forty.tsv"), map[string]int{"pdftotext": 40, "mutool": 29, "PDFium": 40, "pdf.js": 37, "MuPDF": 39}},
		{"hard", listed(t, "hard.tsv"), map[string]int{"pdftotext": 34, "mutool": 28, "PDFium": 34, "pdf.js": 30, "MuPDF": 33}},
		{"all", manyNames(t), map[string]int{"pdftotext": 474, "mutool": 393, "PDFium": 477, "pdf.js": 432, "MuPDF": 467}},
	} {
		t.Run(list.title, func(t *testing.T) {
			var pages []*page.Page
			l := layout.New(font.NewLibrary(fonts.FS), nil)
			for _, n := range list.names {
				r := l.Page(rehearse.NamePage(""), layout.Fields{rehearse.NameField: {Text: n.text, Lang: n.lang}})
				pages = append(pages, r.Page)
			}
			file := filepath.Join(pdfOf(t, pages), "names.pdf")
			t.Run("pdftotext", func(t *testing.T) {
				read := strings.Split(judged(t, "pdftotext", "-enc", "UTF-8", file, "-"), "\f")
				countExact(t, list.names, read, list.floors["pdftotext"])
			})
			t.Run("mutool", func(t *testing.T) { // Debian's 1.21, which turns nothing round
				read := strings.Split(judged(t, "mutool", "draw", "-q", "-F", "txt", "-o", "-", file), "\f")
				countExact(t, list.names, read, list.floors["mutool"])
			})
			t.Run("node", func(t *testing.T) {
				for reader, read := range extracted(t, file) {
					t.Run(reader, func(t *testing.T) { countExact(t, list.names, read, list.floors[reader]) })
				}
			})
		})
	}
}

// TestVariationsReadBack: a Han letter with an ideographic variation selector is drawn as the form that the built-in faces
// have for it, and every reader finds the selector again.
func TestVariationsReadBack(t *testing.T) {
	names := []name{{"ja", "葛\U000e0100城"}, {"ja", "辻\U000e0100村"}, {"ja", "邊\U000e0102太郎"}, {"ja", "渡邉\U000e0101"}}
	l := layout.New(font.NewLibrary(fonts.FS), nil)
	drawn := func(text string) (glyphs []uint16, p *page.Page) {
		r := l.Page(rehearse.NamePage(""), layout.Fields{rehearse.NameField: {Text: text, Lang: "ja"}})
		for g := range page.Runs(r.Page.Items) {
			for _, glyph := range g.Run.Glyphs {
				if glyph.Advance != 0 { // a selector without a form is a space of no width
					glyphs = append(glyphs, glyph.ID)
				}
			}
		}
		return glyphs, r.Page
	}
	var pages []*page.Page
	for i, n := range names {
		varied, p := drawn(n.text)
		pages = append(pages, p)
		plain, _ := drawn(strings.Map(func(r rune) rune {
			if font.Ignorable(r) {
				return -1
			}
			return r
		}, n.text))
		if own := i < 2; slices.Equal(varied, plain) == own { // the faces have no other form for the last two
			t.Errorf("%q is drawn with %v, and without its selector with %v", n.text, varied, plain)
		}
	}
	file := filepath.Join(pdfOf(t, pages), "names.pdf")
	t.Run("pdftotext", func(t *testing.T) {
		read := strings.Split(judged(t, "pdftotext", "-enc", "UTF-8", file, "-"), "\f")
		countExact(t, names, read, len(names))
	})
	t.Run("node", func(t *testing.T) {
		for reader, read := range extracted(t, file) {
			t.Run(reader, func(t *testing.T) { countExact(t, names, read, len(names)) })
		}
	})
}

// extracted returns the text of each page as the readers from npm extract it.
func extracted(t *testing.T, file string) map[string][]string {
	t.Helper()
	folder := judge.Packages(t, "pdfjs-dist", "@hyzyla/pdfium", "mupdf")
	pages := map[string][]string{}
	for line := range strings.Lines(judged(t, "node", filepath.Join("testdata", "judges", "extract.mjs"), folder, file)) {
		var said struct {
			Reader string
			Pages  []string
		}
		if err := json.Unmarshal([]byte(line), &said); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		pages[said.Reader] = said.Pages
	}
	if len(pages) != 3 {
		t.Fatalf("%d readers of 3", len(pages))
	}
	return pages
}

// countExact counts the names that were read exactly, one a page.
func countExact(t *testing.T, names []name, read []string, floor int) {
	t.Helper()
	if len(read) < len(names) {
		t.Fatalf("%d pages of %d", len(read), len(names))
	}
	exact := 0
	for i, n := range names {
		if seen(read[i]) == seen(n.text) {
			exact++
		} else {
			t.Logf("%s %q came out as %q", n.lang, seen(n.text), seen(read[i]))
		}
	}
	t.Logf("%d of %d names are exact", exact, len(names))
	if floor == 0 || exact < floor {
		t.Errorf("%d of %d names are exact, not %d", exact, len(names), floor)
	} else if exact > floor+3 {
		t.Errorf("%d names are exact: raise the floor of %d", exact, floor)
	}
}

// seen returns a text without the marks of direction that extractors put
// around it and in one form.
func seen(s string) string {
	s = strings.Map(func(r rune) rune {
		if r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x200e || r == 0x200f {
			return -1
		}
		return r
	}, s)
	return locale.NFC(strings.Join(strings.Fields(s), " "))
}

// judged returns what an outside judge says.
func judged(t *testing.T, program string, args ...string) string {
	t.Helper()
	judge.Program(t, program)
	out, err := exec.Command(program, args...).Output()
	if err != nil {
		t.Fatalf("%s: %v", program, err)
	}
	return string(out)
}
