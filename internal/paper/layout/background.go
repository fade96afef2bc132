package layout

import (
	"fmt"
	"math"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/template"
	"lanyard/internal/typography/font"
	"lanyard/internal/typography/text"
)

// Differences in proportion, as fractions.
const (
	tooOblong = 0.01  // above this, letters look squashed and circles visibly are not round
	alike     = 0.001 // below this, two proportions count as equal: 0.1 mm of a badge
)

// Background places artwork below the boxes of t, as template.Background describes. If the proportions differ by more
// than 1 %, the error names both sizes.
func Background(t *template.Template, img *page.Image) (*page.Picture, error) {
	trim := t.Size.At(geom.Position{})
	full := trim.Inset(-t.Bleed)
	if img.Bleed > 0 {
		inner := geom.Size{W: img.Size.W - 2*img.Bleed, H: img.Size.H - 2*img.Bleed}
		if oblong(inner.W, inner.H, trim) <= tooOblong {
			return around(inner, img, trim, full), nil
		}
	}
	w, h := img.Aspect()
	ofTrim, ofFull := oblong(w, h, trim), oblong(w, h, full)
	area, off := trim, ofTrim
	switch {
	case ofFull < ofTrim-alike,
		// equally good: choose by size
		ofFull <= ofTrim+alike && (img.Size.W == 0 || nearer(img.Size.W, full.W, trim.W)):
		area, off = full, ofFull
	}
	if off > tooOblong {
		return nil, fmt.Errorf("it %s, and the %s is %s x %s%s", measures(img), t.Kind, t.Size.W, t.Size.H,
			withBleed(t))
	}
	return &page.Picture{Box: area, Image: img}, nil
}

// around places artwork with its own bleed so that its trim covers the trim of the page.
func around(inner geom.Size, img *page.Image, trim, full geom.Rect) *page.Picture {
	x, y := float64(trim.W)/float64(inner.W), float64(trim.H)/float64(inner.H)
	box := geom.Rect{X: -img.Bleed.Scale(x), Y: -img.Bleed.Scale(y), W: img.Size.W.Scale(x), H: img.Size.H.Scale(y)}
	p := &page.Picture{Box: box, Image: img}
	if !full.Contains(box) {
		p.Clip = geom.Box(full)
	}
	return p
}

// oblong returns the relative difference between the proportions of w x h and those of area.
func oblong(w, h geom.Length, area geom.Rect) float64 {
	return math.Abs(float64(w)*float64(area.H)/(float64(h)*float64(area.W)) - 1)
}

// nearer reports whether l is nearer to a than to b.
func nearer(l, a, b geom.Length) bool { return max(l-a, a-l) < max(l-b, b-l) }

func measures(img *page.Image) string {
	if img.Size.W == 0 {
		return fmt.Sprintf("has %d x %d pixels", img.Width, img.Height)
	}
	if img.Bleed > 0 {
		return fmt.Sprintf("is %s x %s with %s of bleed", img.Size.W-2*img.Bleed, img.Size.H-2*img.Bleed, img.Bleed)
	}
	return fmt.Sprintf("is %s x %s", img.Size.W, img.Size.H)
}

func withBleed(t *template.Template) string {
	if t.Bleed == 0 {
		return ""
	}
	return fmt.Sprintf(" (%s x %s with its bleed)", t.Size.W+2*t.Bleed, t.Size.H+2*t.Bleed)
}

// StandIn represents on a screen artwork that is drawn only in PDF files: its outline, a pale hatch and, if there is
// room, words along the lower edge.
func StandIn(fonts *font.Library, size geom.Size, words string) []page.Item {
	box := size.At(geom.Position{})
	side := min(size.W, size.H)
	pale, grey := geom.Colour{V: [4]uint8{0xdf, 0xe7, 0xef}}, geom.Colour{V: [4]uint8{0x7b, 0x8c, 0x9f}}
	var hatch geom.Path
	step := max(side/14, (size.W+size.H)/200)
	for x := -size.H; x < size.W; x += step {
		hatch.Move(x, size.H)
		hatch.Line(x+size.H, 0)
	}
	ground := geom.Colour{V: [4]uint8{0xf7, 0xf9, 0xfb}}
	items := []page.Item{&page.Group{Clip: geom.Box(box), Items: []page.Item{
		&page.Path{Outline: geom.Box(box), Fill: &page.Paint{Colour: ground}},
		&page.Path{Outline: hatch, Stroke: &page.Stroke{Width: geom.Pt(0.5), Colour: pale}},
		&page.Path{Outline: geom.Box(box), Stroke: &page.Stroke{Width: geom.Pt(1), Colour: pale}},
	}}}
	room := geom.Size{W: size.W * 8 / 10, H: size.H / 10}
	limits := text.Limits{Max: min(6*geom.Point, room.H/2), Min: 4 * geom.Point, Align: text.Centre,
		Valign: text.Middle}
	if limits.Max < limits.Min {
		return items
	}
	block, err := text.NewShaper(fonts).Fit(text.Paragraph{Text: words, Lang: "en"}, room, limits)
	if err != nil || block.Outcome.Overflow {
		return items
	}
	at := geom.Position{X: (size.W - room.W) / 2, Y: size.H - room.H - size.H/20}
	ink := block.Ink.Move(at)
	items = append(items, &page.Path{Outline: geom.Box(ink.Inset(-block.Size / 2)), Fill: &page.Paint{Colour: ground}})
	for _, l := range block.Lines {
		for _, r := range l.Runs {
			items = append(items, &page.Glyphs{At: geom.Position{X: at.X + r.X, Y: at.Y + l.Baseline}, Run: r.Run,
				Size: block.Size, Colour: grey})
		}
	}
	return items
}
