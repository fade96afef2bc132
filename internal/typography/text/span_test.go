package text

import (
	"slices"
	"strings"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/typography/font"
)

// marked returns a paragraph of words without "[" and "]", with a span for each part in brackets.
func marked(words string, style font.Style, scale float64) (p Paragraph) {
	for {
		before, rest, ok := strings.Cut(words, "[")
		p.Text += before
		if !ok {
			return p
		}
		inside, after, _ := strings.Cut(rest, "]")
		p.Spans = append(p.Spans, Span{From: len(p.Text), To: len(p.Text) + len(inside), Style: style, Scale: scale})
		p.Text, words = p.Text+inside, after
	}
}

// drawing holds the glyphs of a line with their positions.
type drawing struct {
	font string
	id   uint16
	x, y geom.Length
}

func drawingOf(l Line) (all []drawing) {
	for _, pl := range l.Runs {
		x := pl.X
		for _, g := range pl.Run.Glyphs {
			f := pl.Run.Font
			all = append(all, drawing{f.Name(), g.ID, x + f.Scale(int64(g.X), pl.Size), f.Scale(int64(g.Y), pl.Size)})
			x += f.Scale(int64(g.Advance), pl.Size)
		}
	}
	return all
}

// TestSpansOfColour: a span with the same face and size moves nothing. Letters join, ligate, kern, stack and break as
// without it.
func TestSpansOfColour(t *testing.T) {
	for _, c := range []struct {
		words, lang string
		parts       int // runs on the first line
	}{
		{"T[o] coffe[e] A[V]", "en", 6},
		{"سخن[را]ن", "fa", 3},
		{"ک[تا]ب[خانه]", "fa", 4},
		{"س[لام]", "fa", 2},
		{"سل[ام]", "fa", 2}, // a span that begins inside lam-alef begins after it
		{"ر[ضا] Reza [and] me", "fa", 5},
		{"[אבג] abc [דה]ו", "he", 6},
		{"พิ[มพ์]ลภัสรดา", "th", 3},
		{"髙[橋] 美咲", "ja", 3},
		{"हि[न्दी] में", "hi", 3},
		{"e[\u0301]a", "", 1},
		{"محمد رض[ا]ئی", "ur-Aran", 3},
		{"a very lo[ng te]xt that br[eaks] into lines, twi[ce]", "en", 3},
	} {
		p := marked(c.words, font.Style{}, 1)
		p.Lang = c.lang
		plain := p
		plain.Spans = nil
		s, box := NewShaper(library), geom.Size{W: geom.MM(50), H: geom.MM(40)}
		lim := Limits{Max: geom.Pt(20), Lines: 3, Fit: Wrap}
		got, err := s.Fit(p, box, lim)
		if err != nil {
			t.Errorf("%s: %v", c.words, err)
			continue
		}
		check(t, p, box, lim, got)
		want, err := s.Fit(plain, box, lim)
		if err != nil || len(got.Lines) != len(want.Lines) {
			t.Errorf("%s: %d lines, expected %d, %v", c.words, len(got.Lines), len(want.Lines), err)
			continue
		}
		for i := range want.Lines {
			a, b := drawingOf(got.Lines[i]), drawingOf(want.Lines[i])
			near := func(a, b drawing) bool {
				d := a.x - b.x
				return a.font == b.font && a.id == b.id && a.y == b.y && d*d <= 100*100 // each advance is rounded
			}
			if !slices.EqualFunc(a, b, near) {
				t.Errorf("%s: is drawn as %v, expected %v", c.words, a, b)
			}
		}
		if n := len(got.Lines[0].Runs); n != c.parts {
			t.Errorf("%s: %d runs, expected %d", c.words, n, c.parts)
		}
		for _, l := range got.Lines {
			for _, pl := range l.Runs {
				if inside := pl.Span > 0 && strings.Contains(p.Text[p.Spans[pl.Span-1].From:],
					pl.Run.Text); pl.Span > 0 && !inside {
					t.Errorf("%s: %q is assigned to span %d", c.words, pl.Run.Text, pl.Span)
				}
			}
		}
	}
}

// TestSpansOfWeight sets part of a word in another face: the letters at its ends keep their medial forms.
func TestSpansOfWeight(t *testing.T) {
	s := NewShaper(library)
	whole := oneLine(t, s, Paragraph{Text: "بببب", Lang: "fa", Style: font.Style{Bold: true}})
	p := marked("بب[بب]", font.Style{Bold: true}, 1)
	p.Lang = "fa"
	l := oneLine(t, s, p)
	if len(l.Runs) != 2 || l.Runs[0].Run.Font == l.Runs[1].Run.Font || l.Runs[0].Span != 1 {
		t.Fatalf("%d runs: %+v", len(l.Runs), l.Runs)
	}
	bold, all := l.Runs[0].Run.Glyphs, whole.Runs[0].Run.Glyphs
	for i, g := range bold {
		if g.ID != all[i].ID {
			t.Errorf("glyph %d of the bold part is %d, in the whole word %d", i, g.ID, all[i].ID)
		}
	}
}

// TestSpansOfSize: spans share the baseline, the largest letters get their space, and all sizes shrink alike.
func TestSpansOfSize(t *testing.T) {
	s, box := NewShaper(library), geom.Size{W: geom.MM(60), H: geom.MM(60)}
	lim := Limits{Max: geom.Pt(10), Min: geom.Pt(4), Lines: 4, Leading: 1.5}
	heights := func(words string) (from []geom.Length) {
		b, err := s.Fit(marked(words, font.Style{}, 2), box, lim)
		if err != nil {
			t.Fatal(err)
		}
		before := geom.Length(0)
		for _, l := range b.Lines {
			from = append(from, l.Baseline-before)
			before = l.Baseline
		}
		return from
	}
	plain, first, second := heights("a\nb\nc"), heights("[a]\nb\nc"), heights("a\nb [b]\nc")
	if plain[1] != geom.Pt(15) || plain[2] != geom.Pt(15) {
		t.Errorf("the lines are %v apart", plain)
	}
	if first[0] != 2*plain[0] || second[0] != plain[0] {
		t.Errorf("the first baselines are %v, %v and %v", plain[0], first[0], second[0])
	}
	if below, above := first[1]-plain[1], second[1]-plain[1]; below <= 0 || above <= 0 || below+above != plain[1] ||
		second[2]-plain[2] != below {
		t.Errorf("twice the size needs %v more below and %v more above", below, above)
	}
	for _, words := range []string{"a long [text] that has to [shrink]", "نوشته‌ای [بلند] که باید [کوچک] شود",
		"長い[文章]なので[縮小]される必要があるものです"} {
		p := marked(words, font.Style{}, 1.5)
		narrow := Limits{Max: geom.Pt(40), Min: geom.Pt(1), Lines: 1}
		b, err := s.Fit(p, box, narrow)
		if err != nil || !b.Outcome.Shrunk {
			t.Fatalf("%s: %+v, %v", words, b, err)
		}
		check(t, p, box, narrow, b)
		for _, pl := range b.Lines[0].Runs {
			want := b.Size
			if pl.Span > 0 {
				want = b.Size.Scale(1.5)
			}
			if pl.Size != want {
				t.Errorf("%s: %q has %v, expected %v", words, pl.Run.Text, pl.Size, want)
			}
		}
	}
}

func TestSpansOutOfOrder(t *testing.T) {
	for _, spans := range [][]Span{{{From: 2, To: 1, Scale: 1}}, {{To: 9, Scale: 1}},
		{{To: 2, Scale: 1}, {From: 1, To: 3, Scale: 1}}, {{To: 1}}} {
		if _, err := NewShaper(library).Fit(Paragraph{Text: "abcd", Spans: spans},
			geom.Size{W: geom.Inch, H: geom.Inch}, Limits{Max: geom.Pt(9)}); err == nil {
			t.Errorf("no error for %+v", spans)
		}
	}
}

// TestSpansAreRemembered: paragraphs that differ only in their spans are cached separately.
func TestSpansAreRemembered(t *testing.T) {
	s := NewShaper(library)
	for range 2 {
		for i, words := range []string{"ab[c]", "a[b]c", "abc"} {
			if n := len(oneLine(t, s, marked(words, font.Style{}, 1)).Runs); n != []int{2, 3, 1}[i] {
				t.Errorf("%s: %d runs", words, n)
			}
		}
	}
}

// FuzzSpans checks the invariants of blocks with a span.
func FuzzSpans(f *testing.F) {
	for i, p := range names(f) {
		f.Add(p.Text, p.Lang, uint8(i), uint8(i/2+3), uint8(i))
	}
	s := NewShaper(library)
	f.Fuzz(func(t *testing.T, text, lang string, from, to, how uint8) {
		text = strings.ToValidUTF8(text, "")
		if len(text) > 300 || len(lang) > 20 || int(from) > int(to) || int(to) > len(text) {
			return
		}
		p := Paragraph{Text: text, Lang: lang, Spans: []Span{{From: int(from), To: int(to),
			Style: font.Style{Bold: how&1 == 1}, Scale: float64(how%7+1) / 3}}}
		box, lim := geom.Size{W: geom.MM(50), H: geom.MM(30)}, Limits{Max: geom.Pt(24), Min: geom.Pt(7.1),
			Lines: int(how>>2)%4 + 1, Fit: Fit(how >> 4 & 1)}
		b, err := s.Fit(p, box, lim)
		if err == nil {
			check(t, p, box, lim, b)
		}
	})
}
