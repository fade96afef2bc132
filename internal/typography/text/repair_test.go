package text

import (
	"testing"

	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"

	gotext "github.com/go-text/typesetting/font"

	"lanyard/internal/typography/font"
)

// TestRepair shapes an apostrophe before an A, which Noto Sans kerns, with and without the repair.
func TestRepair(t *testing.T) {
	f := library.Primary(font.Style{}, "en", font.Script(language.Latin))
	advance := func(h *harfbuzz.Font) int32 {
		b := harfbuzz.NewBuffer()
		b.AddRunes([]rune("’A"), 0, -1)
		b.GuessSegmentProperties()
		b.Shape(h, nil)
		return b.Pos[0].XAdvance
	}
	h := harfbuzz.NewFont(gotext.NewFace(f.GoText()))
	if got := advance(h); got != 175 {
		t.Errorf("without repair the apostrophe advances %d, not 175: if go-text has mended its filters, remove "+
			"repair.go", got)
	}
	repair(h)
	if got := advance(h); got != 105 {
		t.Errorf("repaired, the apostrophe advances %d, HarfBuzz says 105", got)
	}
}
