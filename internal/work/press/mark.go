package press

import (
	"math"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/expression"
	"lanyard/internal/paper/layout"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/template"
)

// The words that are set across papers that must not be handed out.
const (
	PreviewWord = "PREVIEW"
	DraftWord   = "DRAFT"
	wordOpacity = 0.15
)

// wordInk is the red of a rubber stamp.
var wordInk = geom.Colour{V: [4]uint8{0xb0, 0x1e, 0x3d}}

// Mark returns a word as a pale shape from corner to corner of a page.
func Mark(l *layout.Layouter, word string, size geom.Size) page.Item {
	w, h := float64(size.W), float64(size.H)
	long := geom.Length(math.Hypot(w, h) * 0.8)
	box := geom.Size{W: long, H: long / 4}
	words, err := expression.ParsePhrase(word)
	if err != nil {
		panic("internal error: " + err.Error())
	}
	r := l.Page(&template.Template{Size: box, Boxes: []template.Box{&template.Text{
		Frame: template.Frame{Size: box}, Text: words,
		Style: template.Style{Bold: true, Size: box.H, Min: geom.Point, Lines: 1, Align: template.AlignCentre,
			Valign: template.Middle},
	}}}, nil)
	turned := &page.Group{At: geom.Position{X: size.W / 2, Y: size.H / 2}, Turn: -math.Atan2(h, w) * 180 / math.Pi}
	for g := range page.Runs(r.Page.Items) {
		at := g.At.Add(geom.Position{X: -box.W / 2, Y: -box.H / 2})
		for _, glyph := range g.Run.Glyphs {
			turned.Items = append(turned.Items, &page.Path{Outline: g.Run.Font.Outline(glyph.ID, g.Size).Moved(at),
				Fill: &page.Paint{Colour: wordInk}, Opacity: wordOpacity})
			at.X += g.Run.Font.Scale(int64(glyph.Advance), g.Size)
		}
	}
	return turned
}
