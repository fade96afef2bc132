package text

import (
	"errors"
	"os"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"lanyard/internal/base/geom"
	"lanyard/internal/typography/font"
)

var library = font.NewLibrary(os.DirFS("../../../fonts"))

// fit fits text without a language.
func fit(t *testing.T, text string, box geom.Size, lim Limits) *Block {
	t.Helper()
	p := Paragraph{Text: text}
	b, err := NewShaper(library).Fit(p, box, lim)
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	check(t, p, box, lim, b)
	return b
}

// check tests the invariants of a block: no character is lost or drawn twice, ink stays in the box, and lines do not
// touch.
func check(t testing.TB, p Paragraph, box geom.Size, lim Limits, b *Block) {
	t.Helper()
	var text strings.Builder
	var above geom.Rect
	for _, l := range b.Lines {
		text.WriteString(l.Text)
		var ink geom.Rect
		sum := 0
		for _, at := range offsets(l) {
			sum += at
		}
		for r, at := range offsets(l) {
			if !strings.HasPrefix(l.Text[at:], r.Text) {
				t.Fatalf("%q: run %q is not at %d of line %q", p.Text, r.Text, at, l.Text)
			}
			sum -= at
			checkClusters(t, r)
		}
		n := 0
		for _, pl := range l.Runs {
			n += len(pl.Run.Text)
			f, k := pl.Run.Font, pl.Run.Ink
			if !k.Empty() {
				x, y := pl.X+f.Scale(int64(k.XMin), pl.Size), l.Baseline-f.Scale(int64(k.YMax), pl.Size)
				ink = ink.Union(geom.Rect{X: x, Y: y, W: pl.X + f.Scale(int64(k.XMax), pl.Size) - x,
					H: l.Baseline - f.Scale(int64(k.YMin), pl.Size) - y})
			}
		}
		if n != len(l.Text) {
			t.Fatalf("%q: the runs of line %q hold %d bytes, not %d", p.Text, l.Text, n, len(l.Text))
		}
		if !b.Ink.Contains(ink) {
			t.Errorf("%q: ink %v of line %q is outside the ink of the block, %v", p.Text, ink, l.Text, b.Ink)
		}
		if !above.Empty() && !ink.Empty() && ink.Y <= above.Bottom() {
			t.Errorf("%q: line %q touches the line above it", p.Text, l.Text)
		}
		above = ink
	}
	drop := func(r rune) rune {
		if terminates(r) {
			return -1
		}
		return r
	}
	if want := strings.Map(drop, strings.ToValidUTF8(p.Text, "\uFFFD")); strings.Map(drop, text.String()) != want {
		t.Fatalf("the lines of %q hold %q", p.Text, text.String())
	}
	if b.Outcome.Overflow {
		return
	}
	if !(geom.Rect{W: box.W, H: box.H}).Contains(b.Ink) {
		t.Errorf("%q: ink %v leaves the box %v", p.Text, b.Ink, box)
	}
	if b.Size > lim.Max || lim.Min > 0 && b.Size < lim.Min || b.Width > box.W || len(b.Lines) > max(lim.Lines, 1) {
		t.Errorf("%q: %d lines at %v, %v by %v break the limits %+v of %v", p.Text, len(b.Lines), b.Size, b.Width,
			b.Height, lim, box)
	}
}

// checkClusters tests that the clusters of r divide its text at character boundaries.
func checkClusters(t testing.TB, r *font.Run) {
	t.Helper()
	starts := make(map[int32]int32)
	for _, g := range r.Glyphs {
		if to, ok := starts[g.From]; ok && to != g.To || g.From >= g.To {
			t.Fatalf("%q: glyph %+v disagrees with its cluster", r.Text, g)
		}
		starts[g.From] = g.To
	}
	at := int32(0)
	for at < int32(len(r.Text)) {
		to, ok := starts[at]
		if !ok || !utf8.ValidString(r.Text[at:to]) {
			t.Fatalf("%q: no cluster starts at %d: %+v", r.Text, at, r.Glyphs)
		}
		delete(starts, at)
		at = to
	}
	if len(starts) > 0 {
		t.Fatalf("%q: clusters overlap: %v", r.Text, starts)
	}
}

func TestFitLadder(t *testing.T) {
	box := geom.Size{W: geom.MM(60), H: geom.MM(20)}
	lim := Limits{Max: geom.Pt(28), Min: geom.Pt(16), Lines: 2, Align: Centre, Valign: Middle}
	for _, c := range []struct {
		text  string
		lines []string
		want  Outcome
	}{
		{"Ana Pop", []string{"Ana Pop"}, Outcome{}},
		{"Aleksandra Kowalska", []string{"Aleksandra Kowalska"}, Outcome{Shrunk: true}},
		{"Alexandra Marie Fitzgerald", []string{"Alexandra ", "Marie Fitzgerald"}, Outcome{Shrunk: true, Broken: true}},
		{"Donaudampfschifffahrtsgesellschaft", []string{"Donaudampfschifffahrtsgesellschaft"},
			Outcome{Shrunk: true, Overflow: true}},
		{"བསྟན་འཛིན", []string{"བསྟན་འཛིན"}, Outcome{}}, // although its font's line height exceeds the box
		{"Ana\nPop", []string{"Ana", "Pop"}, Outcome{Shrunk: true}},
		{"A\r\nB\u2028C", []string{"A", "B", "C"}, Outcome{Shrunk: true, Overflow: true}},
		{"สมเด็จพระเจ้าบรมวงศ์เธอกรมพระยาดำรง", []string{"สมเด็จพระเจ้าบรมวงศ์", "เธอกรมพระยาดำรง"},
			Outcome{Shrunk: true, Broken: true}},
	} {
		b := fit(t, c.text, box, lim)
		var lines []string
		for _, l := range b.Lines {
			lines = append(lines, l.Text)
		}
		if !reflect.DeepEqual(lines, c.lines) || b.Outcome != c.want {
			t.Errorf("%q: %q %+v at %v pt, want %q %+v", c.text, lines, b.Outcome, b.Size.Points(), c.lines, c.want)
		}
		if b.Outcome.Overflow && b.Size != lim.Min {
			t.Errorf("%q: overflows at %v pt, above the smallest size", c.text, b.Size.Points())
		}
	}
	if b := fit(t, "", box, lim); len(b.Lines) != 0 || b.Outcome != (Outcome{}) {
		t.Errorf("empty text: %+v", b)
	}
}

// TestHyphen breaks a double name at its space, at a size where it could also be broken at a hyphen.
func TestHyphen(t *testing.T) {
	b := fit(t, "Anna-Lena Müller-Lüdenscheidt", geom.Size{W: geom.MM(60), H: geom.MM(20)},
		Limits{Max: geom.Pt(16), Lines: 2})
	if len(b.Lines) != 2 || b.Lines[0].Text != "Anna-Lena " {
		t.Errorf("broken as %+v", b.Lines)
	}
}

// TestLegible breaks a long word between syllables where it would be too small to read, and no other.
func TestLegible(t *testing.T) {
	const name = "ปิ่นแก้ว ศรีพิพัฒนกุลธำรงเกียรติไพศาลวัฒนาภิรมย์"
	for _, c := range []struct {
		width float64
		lines int
	}{{22, 3}, {60, 2}} {
		b := fit(t, name, geom.Size{W: geom.MM(c.width), H: geom.MM(12)}, Limits{Max: geom.Pt(17), Min: geom.Pt(3), Break: geom.Pt(10), Lines: 4})
		if len(b.Lines) != c.lines || b.Size < illegible {
			t.Errorf("%g mm: %d lines at %v pt, want %d", c.width, len(b.Lines), b.Size.Points(), c.lines)
		}
	}
}

// TestFitLargest checks that every size between the result and Max fails, and that the result is on the grid.
func TestFitLargest(t *testing.T) {
	box := geom.Size{W: geom.MM(50), H: geom.MM(18)}
	for _, text := range []string{"Aleksandra Kowalska-Nowak", "نرگس موسوی", "髙橋 美咲 さくら", "O Maximiliane"} {
		b := fit(t, text, box, Limits{Max: geom.Pt(30), Min: geom.Pt(8), Lines: 1})
		if b.Outcome.Overflow || b.Size != b.Size/sizeStep*sizeStep {
			t.Errorf("%q: %v pt, %+v", text, b.Size.Points(), b.Outcome)
		}
		for size := b.Size + sizeStep; size <= geom.Pt(30); size += sizeStep {
			if c := fit(t, text, box, Limits{Max: size}); !c.Outcome.Overflow {
				t.Errorf("%q: fits at %v pt, but %v pt were found", text, size.Points(), b.Size.Points())
			}
		}
	}
}

func TestWrap(t *testing.T) {
	box := geom.Size{W: geom.MM(120), H: geom.MM(45)}
	b := fit(t, sixtyWords, box, Limits{Max: geom.Pt(12), Min: geom.Pt(8), Lines: 10, Fit: Wrap})
	if b.Size != geom.Pt(12) || len(b.Lines) < 4 {
		t.Errorf("%d lines at %v pt", len(b.Lines), b.Size.Points())
	}
	for _, l := range b.Lines[:len(b.Lines)-1] {
		if l.Width < box.W*3/4 {
			t.Errorf("line %q is only %v wide", l.Text, l.Width)
		}
		if !strings.HasSuffix(l.Text, " ") {
			t.Errorf("line %q lost the space at its end", l.Text)
		}
	}
	b = fit(t, sixtyWords, box, Limits{Max: geom.Pt(20), Min: geom.Pt(8), Lines: 10, Fit: Wrap, Align: Centre,
		Leading: 1.2})
	if !b.Outcome.Shrunk || b.Outcome.Overflow {
		t.Errorf("%+v at %v pt", b.Outcome, b.Size.Points())
	}
	if pitch := b.Lines[1].Baseline - b.Lines[0].Baseline; pitch != b.Size.Scale(1.2) {
		t.Errorf("pitch %v at size %v, want 1.2 of it", pitch, b.Size)
	}
	least, most := box.W, geom.Length(0)
	for _, l := range b.Lines {
		least, most = min(least, l.Width), max(most, l.Width)
	}
	if least < most*3/4 {
		t.Errorf("centred lines are %v to %v wide", least, most)
	}
}

// TestNoLoneWord breaks titles that are not centred at every width: the last line is no lone short word where another
// break into as many lines has a longer one, and neither size nor number of lines change for it.
func TestNoLoneWord(t *testing.T) {
	for _, title := range []string{"Tehran Meeting on Preventing and Combating Cybercrime",
		"International Conference on Water and Energy Nexus",
		"Konferenz zur Geschichte der Stadt Wien und ihrer Umgebung", "Фестиваль науки и искусства юга России"} {
		words := strings.Fields(title)
		for width := 40; width <= 110; width++ {
			box := geom.Size{W: geom.MM(float64(width)), H: geom.MM(60)}
			lim := Limits{Max: 12 * geom.Point, Min: 12 * geom.Point, Lines: 6, Fit: Wrap}
			b := fit(t, title, box, lim)
			n := len(b.Lines)
			if n < 2 || len(strings.Fields(b.Lines[n-1].Text)) > 1 {
				continue
			}
			// With the word before it on the last line, the rest must need more lines.
			rest := fit(t, strings.Join(words[:len(words)-2], " "), box, lim)
			last := fit(t, words[len(words)-1], box, lim).Ink.W
			pair := fit(t, strings.Join(words[len(words)-2:], " "), box, lim)
			if len(rest.Lines) < n && len(pair.Lines) == 1 && last < box.W*3/10 {
				t.Errorf("%q at %d mm ends with %q alone", title, width, b.Lines[n-1].Text)
			}
		}
	}
}

func TestAlign(t *testing.T) {
	box := geom.Size{W: geom.MM(100), H: geom.MM(20)}
	const left, centre, right = 0, 1, 2
	for _, c := range []struct {
		text  string
		align Align
		want  int
	}{
		{"Ion", Start, left}, {"Ion", End, right}, {"Ion", Left, left}, {"Ion", Centre, centre}, {"Ion", Right, right},
		{"علی", Start, right}, {"علی", End, left}, {"علی", Left, left}, {"علی", Centre, centre}, {"علی", Right, right},
	} {
		b := fit(t, c.text+"  ", box, Limits{Max: geom.Pt(20), Align: c.align})
		l := b.Lines[0]
		want := []geom.Length{0, (box.W - l.Width) / 2, box.W - l.Width}[c.want]
		// Ink may overhang the end of a line by a fraction of a letter.
		if d := l.X - want; d < -geom.MM(1) || d > geom.MM(1) {
			t.Errorf("%q aligned %d: starts at %v, want %v", c.text, c.align, l.X, want)
		}
	}
}

// TestBaselines sets names with and without high and low letters in one box: their baselines must be equal.
func TestBaselines(t *testing.T) {
	box := geom.Size{W: geom.MM(80), H: geom.MM(14)}
	for _, v := range []Valign{Top, Middle, Bottom} {
		want := fit(t, "Ana", box, Limits{Max: geom.Pt(24), Valign: v}).Lines[0].Baseline
		for _, name := range []string{"Åsa", "gyp", "ace"} {
			if got := fit(t, name, box, Limits{Max: geom.Pt(24), Valign: v}).Lines[0].Baseline; got != want {
				t.Errorf("valign %d: the baseline of %q is at %v, of Ana at %v", v, name, got, want)
			}
		}
	}
	lim := Limits{Max: geom.Pt(24), Min: geom.Pt(8), Valign: Baseline}
	short, long := fit(t, "Ana", box, lim), fit(t, "Anastasia Constantinopolitana", box, lim)
	if short.Lines[0].Baseline != long.Lines[0].Baseline || !long.Outcome.Shrunk {
		t.Errorf("baselines %v at %v and %v at %v", short.Lines[0].Baseline, short.Size, long.Lines[0].Baseline,
			long.Size)
	}
}

// TestTallInk sets two lines in scripts whose ink exceeds the ascent of other fonts, in the lowest box that can hold
// them; check verifies the ink.
func TestTallInk(t *testing.T) {
	s := NewShaper(library)
	for _, p := range []Paragraph{
		{Text: "فیض احمد\nنستعلیق", Lang: "ur", Style: font.Style{Family: "nastaliq"}},
		{Text: "རྒྱ་མཚོ\nརྗེ།", Lang: "bo"}, {Text: "ខ្ញុំស្រីមុំ\nច័ន្ទ", Lang: "km"}, {Text: "Ẵ̃ng\nǺḈ̃",
			Lang: "vi"}, {Text: "ป่ีฐู\nน้ำ", Lang: "th"},
	} {
		lim := Limits{Max: geom.Pt(30), Min: geom.Pt(4), Lines: 2, Leading: 0.6, Valign: Middle}
		for _, height := range []float64{10, 15, 20, 30, 40} {
			box := geom.Size{W: geom.MM(50), H: geom.MM(height)}
			b, err := s.Fit(p, box, lim)
			if err != nil {
				t.Fatal(err)
			}
			check(t, p, box, lim, b)
			if b.Outcome.Overflow {
				t.Errorf("%q overflows %v", p.Text, box)
			}
		}
	}
}

func TestTracking(t *testing.T) {
	box := geom.Size{W: geom.MM(100), H: geom.MM(20)}
	for text, gaps := range map[string]geom.Length{"PANEL": 4, "A é": 2, "سلام": 0, "नमस्ते": 0} {
		plain := fit(t, text, box, Limits{Max: geom.Pt(20)})
		tracked := fit(t, text, box, Limits{Max: geom.Pt(20), Tracking: 0.1})
		if got, want := tracked.Width-plain.Width, gaps*geom.Pt(2); got != want {
			t.Errorf("%q: tracking adds %v, want %v", text, got, want)
		}
	}
}

func TestFeatures(t *testing.T) {
	s := NewShaper(library)
	box := geom.Size{W: geom.MM(100), H: geom.MM(20)}
	width := func(features ...string) geom.Length {
		b, err := s.Fit(Paragraph{Text: "AVATAR", Features: features}, box, Limits{Max: geom.Pt(20)})
		if err != nil {
			t.Fatal(err)
		}
		return b.Width
	}
	if width() >= width("-kern") {
		t.Error("without kerning AVATAR should be wider")
	}
	for _, f := range []string{"", "kerning", "kern[2:3]"} {
		if _, err := s.Fit(Paragraph{Text: "A", Features: []string{f}}, box, Limits{Max: 1}); err == nil {
			t.Errorf("feature %q is accepted", f)
		}
	}
}

func TestMissing(t *testing.T) {
	_, err := NewShaper(library).Fit(Paragraph{Text: "A\U000F0000 b\n\x01é\uE123\U000F0000"}, badge,
		Limits{Max: geom.Pt(20)})
	var missing Missing
	if !errors.As(err, &missing) {
		t.Fatalf("error is %v", err)
	}
	want := Missing{{0xF0000, 1}, {0x01, 8}, {0xE123, 11}, {0xF0000, 14}}
	if !reflect.DeepEqual(missing, want) {
		t.Errorf("missing %v, want %v", missing, want)
	}
	if got, want := err.Error(), "no font has a glyph for U+F0000, U+0001, U+E123"; got != want {
		t.Errorf("error %q, want %q", got, want)
	}
}

func TestTooLong(t *testing.T) {
	if _, err := NewShaper(library).Fit(Paragraph{Text: strings.Repeat("a", maxText+1)}, badge,
		Limits{Max: 1}); err == nil {
		t.Error("a paragraph of more than maxText bytes is accepted")
	}
}

func TestCache(t *testing.T) {
	s := NewShaper(library)
	run := func(text string) *font.Run {
		b, err := s.Fit(Paragraph{Text: text}, badge, Limits{Max: geom.Pt(20)})
		if err != nil {
			t.Fatal(err)
		}
		return b.Lines[0].Runs[0].Run
	}
	label := run("Speaker")
	for i := range 3 * cachedParagraphs {
		run("x" + strings.Repeat("i", i%50) + string(rune('A'+i/50)))
		if i%100 == 0 && run("Speaker") != label {
			t.Fatalf("the label was shaped again after %d other paragraphs", i)
		}
	}
	if n := len(s.recent) + len(s.old); n > 2*cachedParagraphs {
		t.Errorf("%d paragraphs are kept", n)
	}
}

// FuzzFit looks for lost text, ink outside the box and panics.
func FuzzFit(f *testing.F) {
	for i, p := range names(f) {
		f.Add(p.Text, p.Lang, uint16(20+i), uint16(i%40+3), uint8(i))
	}
	s := NewShaper(library)
	f.Fuzz(func(t *testing.T, text, lang string, width, height uint16, how uint8) {
		if len(text) > 300 || len(lang) > 20 {
			return
		}
		p := Paragraph{Text: text, Lang: lang, Direction: Direction(how % 3)}
		box := geom.Size{W: geom.MM(float64(width) / 2), H: geom.MM(float64(height) / 2)}
		lim := Limits{Max: geom.Pt(24), Min: geom.Pt(7.1), Lines: int(how>>2) % 4, Fit: Fit(how >> 4 & 1),
			Align: Align(how % 5), Valign: Valign(how >> 5 & 3)}
		b, err := s.Fit(p, box, lim)
		var missing Missing
		if errors.As(err, &missing) {
			valid := strings.ToValidUTF8(text, "\uFFFD")
			for _, m := range missing {
				if r, _ := utf8.DecodeRuneInString(valid[m.Offset:]); r != m.Rune {
					t.Fatalf("%q: %U is reported as missing at %d", text, m.Rune, m.Offset)
				}
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		check(t, p, box, lim, b)
	})
}

// TestWorkers fits the same names in several workers at once, with shared fonts, and expects the same glyphs from each.
func TestWorkers(t *testing.T) {
	list := names(t)
	results := make(chan string)
	const workers = 4
	for range workers {
		go func() {
			s := NewShaper(library)
			var b strings.Builder
			for _, p := range list {
				block, err := s.Fit(p, badge, Limits{Max: geom.Pt(24), Min: geom.Pt(8), Lines: 2})
				if err != nil {
					b.WriteString(err.Error())
					continue
				}
				for _, l := range block.Lines {
					for _, r := range l.Runs {
						b.WriteString(dump(r.Run))
					}
				}
			}
			results <- b.String()
		}()
	}
	first := <-results
	for range workers - 1 {
		if got := <-results; got != first {
			t.Error("workers got different glyphs")
		}
	}
}

// A name of two words is broken once a single line would be smaller than Break, but only if that makes it larger.
func TestBreakMakesTextLarger(t *testing.T) {
	s := NewShaper(library)
	box := geom.Size{W: 60 * geom.Millimetre, H: 15 * geom.Millimetre}
	lim := Limits{Max: 27 * geom.Point, Min: 7 * geom.Point, Lines: 2, Leading: 1.1}
	fit := func(name string, floor geom.Length) *Block {
		t.Helper()
		lim.Break = floor
		b, err := s.Fit(Paragraph{Text: name}, box, lim)
		if err != nil || b.Outcome.Overflow {
			t.Fatalf("%q: %+v, %v", name, b, err)
		}
		return b
	}
	const long = "Alexandra Konstantinopoulou-Papadimitriou"
	plain, broken := fit(long, 0), fit(long, 17*geom.Point)
	if len(plain.Lines) != 1 || len(broken.Lines) != 2 || broken.Size <= plain.Size {
		t.Errorf("without Break %d lines at %v, with it %d at %v", len(plain.Lines), plain.Size.Points(),
			len(broken.Lines), broken.Size.Points())
	}
	if b := fit("Ana Pop", 17*geom.Point); len(b.Lines) != 1 || b.Size != lim.Max {
		t.Errorf("a short name: %d lines at %v", len(b.Lines), b.Size.Points())
	}
	const lopsided = "B Konstantinopoulou-Papadimitriou-Vasilakis"
	if whole, b := fit(lopsided, 0), fit(lopsided, 17*geom.Point); b.Size < whole.Size {
		t.Errorf("breaking made %q smaller: %v for %v", lopsided, b.Size.Points(), whole.Size.Points())
	}
}

// TestWholeNames sets names in lines that end between whole names, and not at a hyphen or behind a particle, unless that
// makes them clearly smaller.
func TestWholeNames(t *testing.T) {
	box := geom.Size{W: geom.MM(60), H: geom.MM(30)}
	lim := Limits{Max: geom.Pt(36), Min: geom.Pt(6), Break: geom.Pt(36), Lines: 2}
	for _, c := range []struct {
		text string
		want []string
	}{
		{"Maria Fernanda de Souza Lima", []string{"Maria Fernanda ", "de Souza Lima"}},
		{"Jan Willem van der Berghe", []string{"Jan Willem ", "van der Berghe"}},
		{"Vincenzo Van Dalen", []string{"Vincenzo ", "Van Dalen"}},
		{"محمد أحمد حسن بن سالم المنصوري", []string{"محمد أحمد حسن ", "بن سالم المنصوري"}},
		{"אברהם שלום בן־ציון יצחקי־לוי הכהן", []string{"אברהם שלום בן־ציון ", "יצחקי־לוי הכהן"}},
		// The size would fall by more than an eighth.
		{"Featherstonehaugh-Throckmorton Qy", []string{"Featherstonehaugh-", "Throckmorton Qy"}},
	} {
		var got []string
		for _, l := range fit(t, c.text, box, lim).Lines {
			got = append(got, l.Text)
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%q is set as %q, want %q", c.text, got, c.want)
		}
	}
}
