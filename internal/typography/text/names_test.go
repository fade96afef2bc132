package text

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/judge"
	"lanyard/internal/typography/font"
)

var update = flag.Bool("update", false, "write the goldens anew")

// names returns the names of testdata/names.tsv.
func names(t testing.TB) (list []Paragraph) {
	data, err := os.ReadFile("testdata/names.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")[1:] {
		lang, name, ok := strings.Cut(line, "\t")
		if !ok {
			t.Fatalf("no tab in %q", line)
		}
		list = append(list, Paragraph{Text: name, Lang: lang})
	}
	if len(list) < 490 {
		t.Fatalf("only %d names", len(list))
	}
	return list
}

// oneLine returns the runs of p on one line, at 1000 EMU per em.
func oneLine(t testing.TB, s *Shaper, p Paragraph) Line {
	b, err := s.Fit(p, geom.Size{W: geom.Millimetre, H: geom.Millimetre}, Limits{Max: 1000})
	if err != nil {
		t.Fatalf("%s %q: %v", p.Lang, p.Text, err)
	}
	if len(b.Lines) != 1 {
		t.Fatalf("%s %q: %d lines", p.Lang, p.Text, len(b.Lines))
	}
	return b.Lines[0]
}

// dump writes a run as one line: its properties, then its glyphs as id@from-to+advance, with <x,y> for an offset.
func dump(r *font.Run) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %s %d %q", r.Font.Name(), r.Script, orDash(r.Lang), r.Level, r.Text)
	for _, g := range r.Glyphs {
		fmt.Fprintf(&b, " %d@%d-%d+%d", g.ID, g.From, g.To, g.Advance)
		if g.X != 0 || g.Y != 0 {
			fmt.Fprintf(&b, "<%d,%d>", g.X, g.Y)
		}
	}
	return b.String()
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// TestNamesGolden compares the shapes of all names with testdata/names.golden.
func TestNamesGolden(t *testing.T) {
	const file = "testdata/names.golden"
	s := NewShaper(library)
	var got bytes.Buffer
	for _, p := range names(t) {
		fmt.Fprintf(&got, "%s %s\n", orDash(p.Lang), p.Text)
		for _, r := range oneLine(t, s, p).Runs {
			fmt.Fprintf(&got, "\t%s\n", dump(r.Run))
		}
	}
	if *update {
		if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	w, g := strings.Split(string(want), "\n"), strings.Split(got.String(), "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			t.Fatalf("%s:%d (go test -update rewrites it)\nwant %s\n got %s", file, i+1, w[i], g[i])
		}
	}
	if len(w) != len(g) {
		t.Errorf("%s has %d lines, not %d", file, len(w), len(g))
	}
}

// hardNames returns the forty and the thirty-five names with which text extraction is tested too.
func hardNames(t testing.TB) (list []Paragraph) {
	for _, file := range []string{"forty.tsv", "hard.tsv"} {
		data, err := os.ReadFile(filepath.Join("../../work/batch/testdata", file))
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			lang, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
			if !ok {
				t.Fatalf("no tab in %q", line)
			}
			list = append(list, Paragraph{Text: name, Lang: lang})
		}
	}
	if len(list) != 75 {
		t.Fatalf("%d hard names, not 75", len(list))
	}
	return list
}

// TestNamesAsHarfBuzz compares every run of every name with hb-shape's result for the same text, font, script,
// language, direction and context. With -short it compares every third run of the hard names and every twenty-fourth other run.
func TestNamesAsHarfBuzz(t *testing.T) {
	judge.Program(t, "hb-shape")
	s := NewShaper(library)
	runs := 0
	list := names(t)
	for _, p := range list {
		switch p.Lang {
		case "ur", "ps", "fa":
			p.Style.Family = "nastaliq"
			list = append(list, p)
		case "bo", "en", "hi", "th":
			p.Style = font.Style{Family: "serif", Bold: true}
			list = append(list, p)
		}
	}
	hard := hardNames(t)
	for i, p := range append(hard, list...) {
		line := oneLine(t, s, p)
		for _, r := range line.Runs {
			every := 24
			if i < len(hard) {
				every = 3
			}
			if runs++; testing.Short() && runs%every != 0 {
				continue
			}
			at := offsets(line)[r.Run]
			want := hbShape(t, r.Run, line.Text[:at], line.Text[at+len(r.Run.Text):])
			if got := glyphs(r.Run); got != want {
				t.Errorf("%s %q in %s:\nhb-shape %s\n     got %s", p.Lang, r.Run.Text, r.Run.Font.Name(), want, got)
			}
		}
	}
	if runs < 650 {
		t.Errorf("there are only %d runs", runs)
	}
}

// offsets returns the position in the text at which each run of l begins. Rule L2 is its own inverse, so it restores
// logical order.
func offsets(l Line) map[*font.Run]int {
	var of []uint8
	for _, r := range l.Runs {
		of = append(of, r.Run.Level)
	}
	at, n := make(map[*font.Run]int), 0
	for _, i := range visualOrder(of) {
		at[l.Runs[i].Run] = n
		n += len(l.Runs[i].Run.Text)
	}
	return at
}

func glyphs(r *font.Run) string {
	var b strings.Builder
	for _, g := range r.Glyphs {
		fmt.Fprintf(&b, "%d=%d+%d<%d,%d> ", g.ID, g.From, g.Advance, g.X, g.Y)
	}
	return b.String()
}

func hbShape(t testing.TB, r *font.Run, before, after string) string {
	files, err := filepath.Glob("../../../fonts/*/" + r.Font.Name() + ".ttf")
	if err != nil || len(files) != 1 {
		t.Fatalf("font file of %s: %v %v", r.Font.Name(), files, err)
	}
	direction := "ltr"
	if r.RightToLeft() {
		direction = "rtl"
	}
	args := []string{"--no-glyph-names", "--output-format=json", "--utf8-clusters", "--script=" + r.Script.String(),
		"--direction=" + direction, "--text-before=" + before, "--text-after=" + after, "--font-file=" +
			files[0], "--text=" + r.Text}
	if r.Lang != "" {
		args = append(args, "--language="+r.Lang)
	}
	if wrongDigits(r.Font, r.Lang, []rune(r.Text)) {
		args = append(args, "--features=-locl")
	}
	out, err := exec.Command("hb-shape", args...).Output()
	if err != nil {
		t.Fatalf("hb-shape %q: %v", args, err)
	}
	var shaped []struct{ G, Cl, Ax, Dx, Dy int }
	if err := json.NewDecoder(bufio.NewReader(bytes.NewReader(out))).Decode(&shaped); err != nil {
		t.Fatalf("hb-shape %q: %v: %s", args, err, out)
	}
	var b strings.Builder
	for _, g := range shaped {
		fmt.Fprintf(&b, "%d=%d+%d<%d,%d> ", g.G, g.Cl, g.Ax, g.Dx, g.Dy)
	}
	return b.String()
}

// In Noto Naskh Arabic, Persian digits have the default shapes and Urdu digits their own.
func TestDigitsOfNaskh(t *testing.T) {
	const digits = "\u06f4\u06f5\u06f6\u06f7"
	for lang, plain := range map[string]bool{"fa": true, "fa-AF": true, "ps": true, "": true, "ur": false,
		"sd": false} {
		p := Paragraph{Text: digits, Lang: lang, Style: font.Style{Family: "Noto Naskh Arabic"}, Direction: RightToLeft}
		line := oneLine(t, NewShaper(library), p)
		same := true
		for _, r := range line.Runs {
			if r.Run.Font.Name() != "NotoNaskhArabic-Regular" {
				t.Fatalf("%q is drawn in %s", lang, r.Run.Font.Name())
			}
			for _, g := range r.Run.Glyphs {
				letter, _ := utf8.DecodeRuneInString(r.Run.Text[g.From:])
				nominal, ok := r.Run.Font.NominalGlyph(letter)
				same = same && ok && nominal == g.ID
			}
		}
		if same != plain {
			t.Errorf("digits in %q: shaped like their code points: %v, want %v", lang, same, plain)
		}
	}
}
