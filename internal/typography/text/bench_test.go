package text

import (
	"testing"

	"lanyard/internal/base/geom"
)

var badge = geom.Size{W: geom.MM(78), H: geom.MM(16)}

// BenchmarkFit fits a single name on a badge: names not seen before, as in each row, and a name in the cache.
func BenchmarkFit(b *testing.B) {
	for _, p := range []struct{ script, name string }{
		{"Latin", "Alexandra Montgomery-Fitzgerald"},
		{"Persian", "محمدرضا شفیعی کدکنی"},
		{"Japanese", "山﨑 さくら"},
		{"Hindi", "क्षितिज कृष्णमूर्ति"},
	} {
		lim := Limits{Max: geom.Pt(32), Min: geom.Pt(14), Lines: 2, Align: Centre, Valign: Middle}
		b.Run(p.script+"/new", func(b *testing.B) {
			s := NewShaper(library)
			for b.Loop() {
				clear(s.recent)
				if _, err := s.Fit(Paragraph{Text: p.name}, badge, lim); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(p.script+"/again", func(b *testing.B) {
			s := NewShaper(library)
			for b.Loop() {
				if _, err := s.Fit(Paragraph{Text: p.name}, badge, lim); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkWrap wraps a new paragraph of sixty words.
func BenchmarkWrap(b *testing.B) {
	s := NewShaper(library)
	p := Paragraph{Text: sixtyWords, Lang: "en"}
	for b.Loop() {
		clear(s.recent)
		if _, err := s.Fit(p, geom.Size{W: geom.MM(150), H: geom.MM(60)},
			Limits{Max: geom.Pt(12), Min: geom.Pt(9), Lines: 12, Fit: Wrap}); err != nil {
			b.Fatal(err)
		}
	}
}

const sixtyWords = "This is to certify that the person named above took part in the workshop on the safe use of " +
	"radiation in industry and passed the written examination at the end of it. The workshop was held in " +
	"Tehran from 26 to 28 July and comprised eighteen hours of lectures, practice in the laboratory and a " +
	"visit to the irradiation plant at the research centre."
