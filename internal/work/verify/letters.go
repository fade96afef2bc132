package verify

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"sync"

	"lanyard/fonts"
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/interpret"
	"lanyard/internal/paper/resource"
	"lanyard/internal/trust/credential"
	"lanyard/internal/typography/font"
	"lanyard/internal/typography/text"
)

// # Letters
//
// A PDF says beside its letters which characters they are, and nothing there keeps it from drawing others. Most papers
// are set in the faces that the program has. So a text in one of them, of the same version, is shaped again: the same
// contours must come out, and letters that stand alone in the same order. A text that draws something else does not
// count for the comparison. In a script with marks the order within a text is not compared. The faces of an event are
// compared likewise for its organiser, who has them. A face that the program does not have cannot be compared, and may
// draw anything: the page was not compared then.

// likeness is how the letters of a text compare with what it says.
type likeness uint8

const (
	same    likeness = iota
	other            // the letters are those of another text
	unknown          // the face is not one of the program's or the event's
)

// The limit of shaping texts again, in bytes of them: a file has more than one byte for each.
const maxShaped = 1 << 20

// longest is how many bytes one text has: more than a line of any page.
const longest = 4 << 10

// lettering compares letters with faces of the program.
type lettering struct {
	ctx    context.Context
	shaper *text.Shaper
	own    *font.Library // with the faces of the event; nil: it has none
	ours   *text.Shaper  // for them
	langs  []string      // in which texts may be set
	left   int           // bytes that may be shaped

	known map[*geom.Segment]shape // of outlines in the file
	faces map[glyphOf]shape
}

type glyphOf struct {
	face *font.Font
	id   uint16
}

// library has the faces of the program, each read once.
var library = sync.OnceValue(func() *font.Library { return font.NewLibrary(fonts.FS) })

// shapers are used for one file after another: what a shaper knows of a face takes longer than a text.
var shapers = sync.Pool{New: func() any { return text.NewShaper(library()) }}

// newLettering returns a lettering for the results on a file of so many bytes. End must be called.
func newLettering(ctx context.Context, size int, results []Result, own *font.Library) *lettering {
	langs := map[string]bool{}
	for _, r := range results {
		for _, lang := range languagesOf(r.Claim) {
			langs[lang] = true
		}
	}
	g := &lettering{ctx: ctx, own: own, shaper: shapers.Get().(*text.Shaper), left: maxShaped + size,
		langs: slices.Sorted(maps.Keys(langs)), known: map[*geom.Segment]shape{}, faces: map[glyphOf]shape{}}
	if own != nil {
		g.ours = text.NewShaper(own)
	}
	return g
}

// face returns the face in which letters of the file are set, with the style that asks for it and who shapes it; nil for
// one that is neither the program's nor the event's.
func (g *lettering) face(of *resource.Face) (*font.Font, font.Style, *text.Shaper) {
	if face, style := library().Named(of.Name); face != nil && of.Of(face) {
		return face, style, g.shaper
	}
	if g.own != nil {
		if face, style := g.own.OwnNamed(of.Name); face != nil && of.Of(face) {
			return face, style, g.ours
		}
	}
	return nil, font.Style{}, nil
}

func (g *lettering) end() { shapers.Put(g.shaper) }

// languagesOf returns the languages in which a paper may be set.
func languagesOf(c *credential.Claim) []string {
	langs := []string{""}
	if c == nil {
		return langs
	}
	langs = append(langs, c.Language)
	if c.Entry != nil {
		langs = append(langs, slices.Sorted(maps.Keys(c.Entry.Titles))...)
	}
	return langs
}

// judge compares the letters of a text with what it says.
func (g *lettering) judge(letters []interpret.Letter, says string) (likeness, error) {
	if len(letters) == 0 {
		return same, nil
	}
	if len(says) > longest {
		return other, nil
	}
	first := letters[0]
	face, style, shaper := g.face(first.Face)
	if face == nil {
		return unknown, nil
	}
	var drawn []placed
	for _, l := range letters {
		if l.Face != first.Face || l.Size != first.Size {
			return other, nil // a text of ours has one face and size
		}
		c, ok := g.known[&l.Glyph[0]]
		if !ok {
			c = shapeOf(l.Glyph)
			g.known[&l.Glyph[0]] = c
		}
		drawn = append(drawn, placed{c.contours, l.At + c.middle})
	}
	says = strings.ReplaceAll(says, continuation, "")
	const joiner = "\u200d" // what is set before or after it joins
	for _, w := range [...]struct {
		before, after string
		direction     text.Direction
	}{{}, {before: joiner}, {after: joiner}, {joiner, joiner, text.Auto}, {direction: text.RightToLeft}} {
		words := w.before + says + w.after
		for _, lang := range g.langs {
			if g.left -= len(words); g.left < 0 {
				return other, errTired
			}
			if g.ctx.Err() != nil {
				return other, g.ctx.Err()
			}
			p := text.Paragraph{Text: words, Lang: lang, Style: style, Direction: w.direction}
			if expected, alone, ok := g.shape(shaper, p, face); ok && alike(drawn, expected, alone) {
				return same, nil
			}
		}
	}
	return other, nil
}

// continuation is what earlier versions have as the text of a glyph without one.
const continuation = "\u200b"

// placed is a letter with its middle on the line, in units of an outline.
type placed struct {
	contours []contour
	middle   float64
}

// shape returns the letters with ink of a text that is set in a face, and whether each of them moves the pen; false if
// the face does not have them all.
func (g *lettering) shape(shaper *text.Shaper, p text.Paragraph, face *font.Font) (all []placed, alone, ok bool) {
	const size = 10 * geom.Point
	block, err := shaper.Fit(p, geom.Size{W: geom.MM(100_000), H: geom.MM(1000)}, text.Limits{Max: size})
	if err != nil {
		return nil, false, false
	}
	alone = true
	var pen int64
	for _, line := range block.Lines {
		for _, r := range line.Runs {
			for _, glyph := range r.Run.Glyphs {
				key := glyphOf{r.Run.Font, glyph.ID}
				c, seen := g.faces[key]
				if !seen {
					c = shapeOf(r.Run.Font.Outline(glyph.ID, outlineSize(r.Run.Font)))
					g.faces[key] = c
				}
				if len(c.contours) > 0 {
					if r.Run.Font != face {
						return nil, false, false
					}
					all = append(all, placed{c.contours, float64(pen+int64(glyph.X))*fineness + c.middle})
					alone = alone && glyph.Advance != 0
				}
				pen += int64(glyph.Advance)
			}
		}
	}
	return all, alone, true
}

// fineness is how many parts of a font unit an outline has, as in package resource.
const fineness = 64

// outlineSize is the size at which an outline has that fineness.
func outlineSize(f *font.Font) geom.Length { return geom.Length(f.UnitsPerEm()) * fineness }

// alike reports whether two texts have the same contours, and in the same order if they have as many letters and all of
// them stand alone.
func alike(drawn, expected []placed, alone bool) bool {
	if !alone || len(drawn) != len(expected) {
		return equal(all(drawn), all(expected))
	}
	byMiddle := func(a, b placed) int { return cmp.Compare(a.middle, b.middle) }
	slices.SortStableFunc(drawn, byMiddle)
	slices.SortStableFunc(expected, byMiddle)
	return slices.EqualFunc(drawn, expected, func(a, b placed) bool { return equal(a.contours, b.contours) })
}

// all returns the contours of letters.
func all(letters []placed) (c []contour) {
	for _, l := range letters {
		c = append(c, l.contours...)
	}
	return c
}

// contour is one contour of a letter, from its first point.
type contour struct {
	verbs  string
	points []geom.Position
}

// rounding is how much the points of a contour differ when it is a part of another glyph, moved or scaled, in units of
// an outline.
const rounding = 3

// equal reports whether two lists have the same contours in any order.
func equal(a, b []contour) bool {
	if len(a) != len(b) {
		return false
	}
	left := map[string][]contour{}
	for _, c := range b {
		left[c.verbs] = append(left[c.verbs], c)
	}
	for _, c := range a {
		of := left[c.verbs]
		i := slices.IndexFunc(of, c.is)
		if i < 0 {
			return false
		}
		of[i] = of[len(of)-1]
		left[c.verbs] = of[:len(of)-1]
	}
	return true
}

// is reports whether a contour with the same verbs is the same.
func (c contour) is(other contour) bool {
	near := func(a, b geom.Length) bool { return a-b <= rounding && b-a <= rounding }
	return slices.EqualFunc(c.points, other.points, func(a, b geom.Position) bool {
		return near(a.X, b.X) && near(a.Y, b.Y)
	})
}

// shape is an outline as it is compared: its contours, and the middle of its box.
type shape struct {
	contours []contour
	middle   float64
}

func shapeOf(outline geom.Path) shape {
	b := outline.Bounds()
	return shape{contoursOf(outline), float64(b.X) + float64(b.W)/2}
}

// contoursOf returns the contours of an outline.
func contoursOf(outline geom.Path) (all []contour) {
	var verbs []byte
	var points []geom.Position
	var start geom.Position
	end := func() {
		if len(verbs) > 0 {
			all = append(all, contour{string(verbs), points})
		}
		verbs, points = nil, nil
	}
	for _, s := range outline {
		if s.Verb == geom.MoveTo {
			end()
			start = s.P[0]
		}
		verbs = append(verbs, byte(s.Verb))
		for _, p := range s.Points() {
			points = append(points, geom.Position{X: p.X - start.X, Y: p.Y - start.Y})
		}
	}
	end()
	return all
}
