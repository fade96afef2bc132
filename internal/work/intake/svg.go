package intake

import (
	"bytes"
	"errors"
	"slices"
	"unicode/utf8"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/extract"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/svg"
	"lanyard/internal/work/draft"
	"lanyard/internal/work/placeholder"
)

const backgroundSVG = "background.svg"

// fromSVG makes the draft of a drawing: its texts become boxes, and the rest the background.
func fromSVG(d *draft.Draft, s draft.Source) error {
	parts, err := svg.Separate(s.Data)
	if err != nil {
		var problems source.Problems
		if errors.As(err, &problems) {
			problems = slices.Clone(problems)
			for i := range problems {
				problems[i].Code, problems[i].File = "import-svg", s.File
			}
			return problems
		}
		return draft.Unusable(s.File, err)
	}
	natural := parts.Picture.Size
	size, scale := natural, 1.0
	if head := s.Data[:min(len(s.Data), 1000)]; bytes.Contains(head, []byte("Adobe Illustrator")) {
		scale = 96.0 / 72 // its px are points
		size = geom.Size{W: natural.W.Scale(scale), H: natural.H.Scale(scale)}
	}
	d.Size, d.Background = draft.Intended(size), backgroundSVG
	d.Files = append(d.Files, draft.File{Name: backgroundSVG, Data: parts.Rest})
	sh := &sheet{Draft: d, page: &extract.Page{Size: d.Size}, used: map[int]bool{}, slack: d.Size.W / 30}
	factor := float64(d.Size.W) / float64(natural.W)
	var said []string
	for _, t := range parts.Texts {
		sh.page.Texts = append(sh.page.Texts, placedText(t, factor))
		sh.words = append(sh.words, placeholder.Read(t.String))
		said = append(said, t.String)
	}
	for _, it := range page.Scaled(parts.Picture.Items, natural, geom.Rect{W: d.Size.W, H: d.Size.H}) {
		sh.occupy(it)
	}
	d.Decide(said)
	d.Note(draft.Taken, 1, "drawing, %s x %s, as the background", draft.Length(d.Size.W), draft.Length(d.Size.H))
	d.Note(draft.LeftOut, parts.Covered, "text|texts below something else")
	sh.Space = sh.taken()
	sh.placeholders()
	sh.blanks()
	for i, t := range sh.page.Texts {
		if !sh.used[i] {
			sh.text(t, placeholder.Literal(t.String), sh.span(i, t))
			d.Note(draft.Guessed, 1, "text|texts as written, in another font")
		}
	}
	sh.afterAward()
	d.Look, d.Below = sh.like, sh.ground
	return nil
}

// placedText returns a text as package extract has it, with its width estimated.
func placedText(t svg.Text, factor float64) extract.Text {
	size := t.Size.Scale(factor)
	const average = 0.51 // ems a letter, in running text
	w := size.Scale(average * float64(utf8.RuneCountInString(t.String)))
	x, base := t.At.X.Scale(factor), t.At.Y.Scale(factor)
	switch t.Anchor {
	case "middle":
		x -= w / 2
	case "end":
		x -= w
	}
	return extract.Text{String: t.String, Base: base, Size: size, Turn: t.Turn, Colour: t.Colour,
		Box:  geom.Rect{X: x, Y: base - size*8/10, W: w, H: size},
		Look: extract.Look{Name: t.Family, Serif: draft.SerifName(t.Family), Bold: t.Bold, Italic: t.Italic}}
}

// occupy records the place of an item.
func (s *sheet) occupy(it page.Item) {
	switch it := it.(type) {
	case *page.Path:
		a := extract.Area{Box: it.Bounds()}
		if it.Fill != nil && it.Fill.To == nil {
			a.Filled, a.Colour = true, it.Fill.Colour
			a.Plain = it.Mosaic == nil && len(it.Outline) <= 6
		}
		s.page.Areas = append(s.page.Areas, a)
	case *page.Picture:
		s.page.Areas = append(s.page.Areas, extract.Area{Box: it.Box, Picture: true})
	case *page.Group:
		for _, inner := range it.Items {
			if it.At == (geom.Position{}) && it.Turn == 0 {
				s.occupy(inner)
			}
		}
	}
}
