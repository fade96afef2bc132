package text

import (
	"os"
	"testing"

	"lanyard/internal/font"
	"lanyard/internal/geom"
)

var library = font.NewLibrary(os.DirFS("../../fonts"))

func TestSmoke(t *testing.T) {
	s := NewShaper(library)
	for _, name := range []string{"Seán O'Brien", "علی‌رضا پورِکاوه (Ali) 12", "髙橋 みさき", "김철수", "a\n\nbcd", "ប្រាក់ ស្រីមុំ"} {
		b, err := s.Fit(Paragraph{Text: name}, geom.Size{W: geom.MM(30), H: geom.MM(20)}, Limits{Max: geom.Pt(30), Min: geom.Pt(10), Lines: 2, Align: Centre, Valign: Middle})
		if err != nil {
			t.Error(name, err)
			continue
		}
		t.Log(name, b.Size.Points(), b.Width, b.Height, b.Ink, b.Outcome)
		for _, l := range b.Lines {
			t.Logf("  x=%v base=%v w=%v %q", l.X, l.Baseline, l.Width, l.Text)
			for _, r := range l.Runs {
				t.Logf("    x=%v %v %v %v %d %q %v", r.X, r.Run.Font.Name(), r.Run.Lang, r.Run.Script, r.Run.Level, r.Run.Text, r.Run.Glyphs)
			}
		}
	}
}
